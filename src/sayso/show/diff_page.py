"""Two articles side by side at a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Excerpt, Links, Mutation, Retelling, Span
from sayso.show.diff import Diff, aligned
from sayso.show.direction import Directions
from sayso.show.terminal import facts, heading
from sayso.show.value import counted

GONE, COME, DIFFERS = "red strike", "green underline", "yellow bold"
SIGNS = {GONE: ("[-", "-]"), COME: ("{+", "+}"), DIFFERS: ("{~", "~}")}
STYLES = {"a>b": (GONE, COME), "b>a": (COME, GONE), "unknown": (DIFFERS, DIFFERS)}
MEANINGS = {
    GONE: "the source had it",
    COME: "the copy has it",
    DIFFERS: "differs; nobody knows who was first",
}
LONGEST_ALONE = 400
# All that is left of a reason that only puts the words of both sides beside each other.
NOTHING_MORE = frozenset(
    (
        "",
        "became",
        "is gone",
        "was added",
        "in one text, in the other",
        "stands in one text only",
        "is told again as",
    )
)
ARROWS = {"a>b": "the first is the source", "b>a": "the second is the source"}
Mark = tuple[Span, str]
Styled = tuple[Mutation, str, str]


def diff_page(found: Diff) -> RenderableType:
    """Return the page: counts, the texts side by side with what changed, then each change."""
    styled = _styled(found)
    return Group(
        _head(found, styled),
        Text(),
        *_side_by_side(found, styled),
        *_retellings(found, styled),
        *_mutations(styled),
        *_within(found),
    )


def _styled(found: Diff) -> Sequence[Styled]:
    """Return the mutations, each with the styles of its two texts: what was there before is gone.

    Nothing is struck where nobody knows which text was there before.
    """
    directions = Directions(Links(copies=found.copies, retellings=found.retellings))
    return [(each, *STYLES[directions.of(each)]) for each in found.mutations]


def _head(found: Diff, styled: Sequence[Styled]) -> RenderableType:
    made = facts()
    for name, article in (("first", found.a), ("second", found.b)):
        made.add_row(name, _named(article))
    passages = sum(len(copy.passages) for copy in found.copies)
    made.add_row(
        "shared",
        f"{counted(passages, 'passage')}, {found.shared_a:.0%} of the first, "
        f"{found.shared_b:.0%} of the second"
        if passages
        else "no passage",
    )
    for copy in found.copies:
        direction = ARROWS.get(copy.direction, "who copied whom is not known")
        if copy.a == copy.b:
            direction = "its own words repeat a post that is embedded in it"
        evidence = f" ({'; '.join(copy.evidence)})" if copy.evidence else ""
        made.add_row("direction", direction + evidence)
    for quotation in found.quotations:
        speaker = quotation.speaker or "a third party"
        made.add_row("quotation", f"both carry the words of {speaker}: not a copy")
    if found.retellings:
        made.add_row("retold", f"{counted(len(found.retellings), 'statement')}, perhaps")
    made.add_row("changed", _counts(found))
    if found.within:
        made.add_row(
            "at odds", f"{counted(len(found.within), 'statement')} with another of its own"
        )
    if styled:
        made.add_row("marks", _legend(styled))
    return made


def _counts(found: Diff) -> str:
    """How many changes of each type, the most frequent first, and how many are sure."""
    mutations = found.mutations
    if not mutations:
        return "nothing found"
    of_types = list(found.counts.items())
    maybe = sum(each.candidate for each in mutations)
    told = counted(len(mutations), "mutation")
    if len(of_types) > 1:
        told += f" ({', '.join(f'{count} {kind}' for kind, count in of_types)})"
    else:
        told += f" ({of_types[0][0]})"
    if maybe == len(mutations):
        return f"{told}, {'all candidates' if maybe > 1 else 'a candidate'}"
    return (
        f"{told}, {maybe} of them {'a candidate' if maybe == 1 else 'candidates'}"
        if maybe
        else told
    )


def _legend(styled: Sequence[Styled]) -> Text:
    """What the signs mean that are used below."""
    used = {style for _, first, second in styled for style in (first, second)}
    made = Text()
    for style, meaning in MEANINGS.items():
        if style in used:
            opening, closing = SIGNS[style]
            made.append("   " if made else "")
            made.append(f"{opening}{meaning}{closing}", style=style)
    return made


def _named(article: Article) -> str:
    when = (article.published or "no date")[:16].replace("T", " ")
    return f"{article.called}, {when}: {article.title or 'without title'} ({article.id})"


def _side_by_side(found: Diff, styled: Sequence[Styled]) -> Iterator[RenderableType]:
    if not found.copies:
        return
    made = _columns()
    left = _marks([(each.a, style) for each, style, _ in styled])
    right = _marks([(each.b, style) for each, _, style in styled])
    for row in aligned(found):
        both = row.a is not None and row.b is not None
        made.add_row(
            _stretch(found.a.text, row.a, left, both), _stretch(found.b.text, row.b, right, both)
        )
    yield made
    yield Text()


def _columns() -> Table:
    made = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 1, 0), show_header=False)
    made.add_column(ratio=1, overflow="fold")
    made.add_column(ratio=1, overflow="fold")
    return made


def _marks(sides: Sequence[tuple[Excerpt, str]]) -> list[Mark]:
    return sorted({((at.start, at.end), style) for at, style in sides if at.end > at.start})


def _stretch(text: str, span: Span | None, marks: Sequence[Mark], is_shared: bool) -> Text:
    """Return a stretch with what changed in it between signs, so that it is seen in grey too."""
    if span is None:
        return Text()
    made = Text(style="" if is_shared else "dim")
    words = text[span[0] : span[1]]
    at = first = span[0] + len(words) - len(words.lstrip())
    for (start, end), style in marks:
        if at <= start and end <= span[1]:
            opening, closing = SIGNS[style]
            made.append(text[at:start])
            made.append(f"{opening}{text[start:end]}{closing}", style=f"not dim {style}")
            at = end
    made.append(text[at : span[1]])
    made.rstrip()
    if not is_shared and len(made) > LONGEST_ALONE and at == first:
        letters = len(made)
        made.truncate(LONGEST_ALONE)
        made.append(f" … ({letters:,} letters)")
    return made


def _mutations(styled: Sequence[Styled]) -> Iterator[RenderableType]:
    if not styled:
        return
    yield heading("What changed")
    for each, first, second in styled:
        kind = f"{each.type}, {each.subtype}" + (" (candidate)" if each.candidate else "")
        yield Text.assemble((kind, "bold"), "  ", (each.id, "dim"))
        made = facts()
        made.add_row("  first", _told(each.a.text, first))
        made.add_row("  second", _told(each.b.text, second))
        if _says_more(each):
            made.add_row("  because", each.reason)
        yield made
        yield Text()


def _within(found: Diff) -> Iterator[RenderableType]:
    """Where an article says of the same people that they are others."""
    if not found.within:
        return
    yield heading("At odds with itself")
    for each in found.within:
        side = "first" if each.a.id == found.a.id else "second"
        kind = f"{each.type}, {each.subtype}" + (" (candidate)" if each.candidate else "")
        yield Text.assemble((kind, "bold"), "  ", (each.id, "dim"))
        made = facts()
        made.add_row(f"  {side}", _told(each.a.text, DIFFERS))
        made.add_row("", _told(each.b.text, DIFFERS))
        made.add_row("  because", each.reason)
        yield made
        yield Text()


def _told(text: str, style: str) -> Text:
    if not text.strip():
        return Text("nothing there", style="dim")
    opening, closing = SIGNS[style]
    return Text(f"{opening}{' '.join(text.split())}{closing}", style=style)


def _says_more(mutation: Mutation) -> bool:
    """Whether the reason tells anything that the words of both sides do not show."""
    rest = mutation.reason
    for side in (mutation.a.text, mutation.b.text):
        rest = rest.replace(f"“{side}”", "")
    return " ".join(rest.split()).strip(" ,.") not in NOTHING_MORE


def _retellings(found: Diff, styled: Sequence[Styled]) -> Iterator[RenderableType]:
    """Each statement of the first text beside those of the second that may tell the same."""
    if not found.retellings:
        return
    yield heading("The same in other words, perhaps")
    left = _marks([(each.a, style) for each, style, _ in styled])
    right = _marks([(each.b, style) for each, _, style in styled])
    beside: dict[Span, list[Retelling]] = {}
    for each in sorted(found.retellings, key=lambda each: (each.a.start, each.b.start)):
        beside.setdefault((each.a.start, each.a.end), []).append(each)
    made = _columns()
    for span, again in beside.items():
        others = [
            _stretch(found.b.text, (e.b.start, e.b.end), right, is_shared=True) for e in again
        ]
        made.add_row(_stretch(found.a.text, span, left, is_shared=True), Text("\n\n").join(others))
    yield made
    yield Text()
