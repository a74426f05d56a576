"""Two articles side by side at a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Excerpt, Links, Mutation, Span
from sayso.show.diff import Diff, aligned
from sayso.show.direction import Directions
from sayso.show.terminal import facts, heading
from sayso.show.value import counted

GONE, COME, DIFFERS = "red strike", "green underline", "yellow bold"
SIGNS = {GONE: ("[-", "-]"), COME: ("{+", "+}"), DIFFERS: ("{~", "~}")}
STYLES = {"a>b": (GONE, COME), "b>a": (COME, GONE), "unknown": (DIFFERS, DIFFERS)}
LONGEST_ALONE = 400
ARROWS = {"a>b": "the first is the source", "b>a": "the second is the source"}
Mark = tuple[Span, str]
Styled = tuple[Mutation, str, str]


def diff_page(found: Diff) -> RenderableType:
    """Return the page: counts, the texts side by side with what changed, then each change."""
    styled = _styled(found)
    return Group(
        _head(found),
        Text(),
        *_side_by_side(found, styled),
        *_mutations(styled),
        *_retellings(found),
    )


def _styled(found: Diff) -> Sequence[Styled]:
    """Return the mutations, each with the styles of its two texts: what was there before is gone.

    Nothing is struck where nobody knows which text was there before.
    """
    directions = Directions(Links(copies=found.copies, retellings=found.retellings))
    return [(each, *STYLES[directions.of(each)]) for each in found.mutations]


def _head(found: Diff) -> RenderableType:
    made = facts()
    for name, article in (("first", found.a), ("second", found.b)):
        made.add_row(name, _named(article))
    passages = sum(len(copy.passages) for copy in found.copies)
    candidates = sum(each.candidate for each in found.mutations)
    made.add_row(
        "shared",
        f"{counted(passages, 'passage')}, {found.shared_a:.0%} of the first, "
        f"{found.shared_b:.0%} of the second",
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
    changed = counted(len(found.mutations), "mutation")
    maybe = "a candidate" if candidates == 1 else "candidates"
    made.add_row("changed", f"{changed}, {candidates} of them {maybe}" if candidates else changed)
    return made


def _named(article: Article) -> str:
    when = (article.published or "no date")[:16].replace("T", " ")
    return f"{article.called}, {when}: {article.title or 'without title'} ({article.id})"


def _side_by_side(found: Diff, styled: Sequence[Styled]) -> Iterator[RenderableType]:
    if not found.copies:
        yield Text("no passage of one stands in the other", style="dim")
        yield Text()
        return
    made = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 1, 0), show_header=False)
    made.add_column(ratio=1, overflow="fold")
    made.add_column(ratio=1, overflow="fold")
    left = _marks([(each.a, style) for each, style, _ in styled])
    right = _marks([(each.b, style) for each, _, style in styled])
    for row in aligned(found):
        both = row.a is not None and row.b is not None
        made.add_row(
            _stretch(found.a.text, row.a, left, both), _stretch(found.b.text, row.b, right, both)
        )
    yield made
    yield Text()


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
        made = facts()
        kind = f"{each.type}, {each.subtype}" + (" (candidate)" if each.candidate else "")
        made.add_row(kind, each.id)
        made.add_row(
            "first", Text(each.a.text or "nothing there", style=first if each.a.text else "dim")
        )
        made.add_row(
            "second", Text(each.b.text or "nothing there", style=second if each.b.text else "dim")
        )
        if each.reason:
            made.add_row("because", each.reason)
        yield made
        yield Text()


def _retellings(found: Diff) -> Iterator[RenderableType]:
    if not found.retellings:
        return
    yield heading("The same in other words, possibly")
    for each in found.retellings:
        made = facts()
        made.add_row("first", f"“{' '.join(each.a.text.split())}”")
        made.add_row("second", f"“{' '.join(each.b.text.split())}”")
        made.add_row("shared", "; ".join(each.shared))
        yield made
        yield Text()
