"""What a claim or an indicator says, and how many stand behind a story, in words."""

from sayso.annotate.numbers.written import written
from sayso.model import Bound, Claim
from sayso.show.told import Counts
from sayso.show.value import counted, origins_in_words, units, value

OPEN = "open"
_BOUNDS: dict[Bound, str] = {
    ">=": "at the least",
    ">": "more than",
    "<=": "at the most",
    "<": "fewer than",
}


def amount(claim: Claim) -> str:
    """Return a claim's value as one reads it, empty where it has none.

    >>> amount(Claim(id="c", story="Karsk", text="more homes", low=40, additive=True))
    'at least 40 more'
    """
    read = value(claim)
    return f"{read} more" if read and claim.additive else read


def what_is_counted(claim: Claim) -> str:
    """Return what a claim counts and where, as far as that is known."""
    bare = claim.unit is None or claim.unit in {"person", "percent"}
    unit = "" if bare else units(claim.unit or "")
    counted = claim.counted or ""
    both = unit and counted and unit not in counted
    what = f"{unit}, {counted}" if both else counted or unit or ""
    return f"{what}, {claim.place}" if claim.place else what


def spread(low: float | None, best: float | None, high: float | None) -> str:
    """Return low, best and high by their names, an end that is not given as open.

    >>> spread(14, None, None), spread(None, 14, None), spread(None, None, None)
    ('low 14 · best – · high open', 'best 14', '')
    """
    if low is None and high is None:
        return f"best {written(best)}" if best is not None else ""
    ends = [written(each) if each is not None else OPEN for each in (low, high)]
    middle = written(best) if best is not None else "–"
    return f"low {ends[0]} · best {middle} · high {ends[1]}"


def bound_in_words(bound: Bound | None) -> str:
    """Return what a bound says of the value, empty without one."""
    return _BOUNDS[bound] if bound else ""


def counts_in_words(counts: Counts, unread: str = "") -> str:
    """Return the counts of a story as they are always put; `unread` says what was not read.

    >>> counts_in_words(Counts(articles=3, n_min=1, n_max=2))
    '3 articles, 1 origin (up to 2)'
    """
    origins = origins_in_words(counts.n_min, counts.n_max)
    return f"{counted(counts.articles, 'article')}{unread}, {origins}"
