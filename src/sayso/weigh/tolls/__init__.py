"""How many were killed or hurt in what an article is about, told in numbers or person by person."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from sayso.model import Annotated, Span
from sayso.weigh.texts import sentences
from sayso.weigh.tolls import patterns
from sayso.weigh.tolls.sentence import Toll, counts, number_of

__all__ = ["Told", "Toll", "number_of", "tolls"]

# What an article is about stands near its top; further down come other events.
LEAD = 2500
# Longer stretches without a stop are debris.
LONGEST_SENTENCE = 600
# One person told of below so many sentences is seldom one of the event's own.
NEAR_TOP = 8
# So far down the number of all stands that one of them was told of before.
FURTHEST = 12
_ATTEMPT = re.compile(
    r"\b(?:attempt\w*|tri(?:es|ed)|threat\w*)\s(?:to\s)?(?:\w+\s)?$", re.IGNORECASE
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an article tells: the killed and the hurt; `himself` that who did it died, too."""

    killed: Toll | None = None
    injured: Toll | None = None
    himself: bool = False

    def __bool__(self) -> bool:
        return self.killed is not None or self.injured is not None


def tolls(annotated: Annotated) -> Told:
    """Return how many an article tells were killed and injured in what it is about.

    The first count of each is taken, title first. Those shot, of whom some are said to have died,
    are the dead and the injured together; who killed others and then himself is one more dead.

    >>> from sayso.model import Annotation, Article
    >>> page = Article(id="a", title="Four shot, one dead at Hald bar", text="It was late.")
    >>> found = tolls(Annotated(article=page, annotation=Annotation(id="a")))
    >>> found.killed.number, found.injured.number
    (1, 3)
    """
    first: dict[str, Toll] = {}
    himself = False
    for nth, (text, place) in enumerate(_stretches(annotated)):
        is_other = place is not None and patterns.elsewhere().search(text)
        if is_other or not patterns.hint().search(text):
            continue
        himself = himself or _died(text)
        for kind, toll in counts(text).items():
            told = msgspec.structs.replace(toll, place=place, nth=nth)
            if _is_kept(told, first.get(kind), bool(first)):
                first[kind] = told
    return _settled(first, himself)


def _is_kept(told: Toll, known: Toll | None, any_told: bool) -> bool:
    """Whether a count is the article's own: the first, or the total after one of the dead."""
    if told.nth > NEAR_TOP and told.singly and any_told:
        return False
    if known is None:
        return True
    is_total = known.singly and not told.singly and told.nth <= FURTHEST
    return is_total and told.number > known.number


def _died(text: str) -> bool:
    """Whether who did it is said to have killed himself; an attempt is none."""
    return any(
        not _ATTEMPT.search(text, 0, match.start()) for match in patterns.himself().finditer(text)
    )


def _settled(first: Mapping[str, Toll], himself: bool) -> Told:
    killed, struck, injured = (first.get(kind) for kind in ("killed", "struck", "injured"))
    if killed is not None and himself and not killed.passive:
        killed = msgspec.structs.replace(killed, number=killed.number + 1)
    dead = killed.number if killed is not None else 0
    if struck is not None and (injured is None or _outranks(struck, injured, dead)):
        # "Four shot, one dead": the dead are among them; "one dead, three shot": they are not.
        among = killed is None or struck.nth <= killed.nth
        apart = killed is not None and killed.nth == struck.nth and not struck.passive
        left = struck.number - (0 if apart else dead)
        injured = msgspec.structs.replace(struck, number=left) if left > 0 and among else injured
    return Told(killed=killed, injured=injured, himself=himself)


def _outranks(struck: Toll, injured: Toll, dead: int) -> bool:
    """Whether those shot, told of before, are more than the hurt of whom is told further down."""
    return struck.nth < injured.nth and struck.number - dead > injured.number


def _stretches(annotated: Annotated) -> Iterator[tuple[str, Span | None]]:
    article = annotated.article
    yield article.title or "", None
    for start, end in sentences(article.text[:LEAD]):
        yield article.text[start : min(end, start + LONGEST_SENTENCE)], (start, end)
