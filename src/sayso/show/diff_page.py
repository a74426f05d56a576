"""Two articles side by side at a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Excerpt, Mutation, Span
from sayso.show.diff import Diff, aligned
from sayso.show.terminal import facts, heading
from sayso.show.value import counted

GONE, COME = "red strike", "green underline"
LONGEST_ALONE = 400
ARROWS = {"a>b": "the first is the source", "b>a": "the second is the source"}
Mark = tuple[Span, str]


def diff_page(found: Diff) -> RenderableType:
    """Return the page: counts, the texts side by side with what changed, then each change."""
    return Group(
        _head(found),
        Text(),
        *_side_by_side(found),
        *_mutations(found.mutations),
        *_retellings(found),
    )


def _head(found: Diff) -> RenderableType:
    made = facts()
    for name, article in (("first", found.a), ("second", found.b)):
        made.add_row(name, escape(_named(article)))
    passages = sum(len(copy.passages) for copy in found.copies)
    candidates = sum(each.candidate for each in found.mutations)
    made.add_row(
        "shared",
        f"{counted(passages, 'passage')}, {found.shared_a:.0%} of the first, "
        f"{found.shared_b:.0%} of the second",
    )
    for copy in found.copies:
        direction = ARROWS.get(copy.direction, "who copied whom is not known")
        evidence = f" ({'; '.join(copy.evidence)})" if copy.evidence else ""
        made.add_row("direction", escape(direction + evidence))
    for quotation in found.quotations:
        speaker = quotation.speaker or "a third party"
        made.add_row("quotation", escape(f"both carry the words of {speaker}: not a copy"))
    changed = counted(len(found.mutations), "mutation")
    made.add_row(
        "changed", f"{changed}, {candidates} of them candidates" if candidates else changed
    )
    return made


def _named(article: Article) -> str:
    when = (article.published or "no date")[:16].replace("T", " ")
    return f"{article.called}, {when}: {article.title or 'without title'} ({article.id})"


def _side_by_side(found: Diff) -> Iterator[RenderableType]:
    if not found.copies:
        yield Text("no passage of one stands in the other", style="dim")
        yield Text()
        return
    made = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 1, 0), show_header=False)
    made.add_column(ratio=1, overflow="fold")
    made.add_column(ratio=1, overflow="fold")
    left = _marks([each.a for each in found.mutations], GONE)
    right = _marks([each.b for each in found.mutations], COME)
    for row in aligned(found):
        both = row.a is not None and row.b is not None
        made.add_row(
            _stretch(found.a.text, row.a, left, both), _stretch(found.b.text, row.b, right, both)
        )
    yield made
    yield Text()


def _marks(sides: Sequence[Excerpt], style: str) -> list[Mark]:
    return sorted({((each.start, each.end), style) for each in sides if each.end > each.start})


def _stretch(text: str, span: Span | None, marks: Sequence[Mark], is_shared: bool) -> Text:
    """Return a stretch with what changed in it between signs, so that it is seen in grey too."""
    if span is None:
        return Text()
    made = Text(style="" if is_shared else "dim")
    words = text[span[0] : span[1]]
    at = first = span[0] + len(words) - len(words.lstrip())
    for (start, end), style in marks:
        if at <= start and end <= span[1]:
            opening, closing = ("[-", "-]") if style == GONE else ("{+", "+}")
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


def _mutations(mutations: Sequence[Mutation]) -> Iterator[RenderableType]:
    if not mutations:
        return
    yield heading("What changed")
    for each in mutations:
        made = facts()
        kind = f"{each.type}, {each.subtype}" + (" (candidate)" if each.candidate else "")
        made.add_row(escape(kind), each.id)
        made.add_row(
            "first", Text(each.a.text or "nothing there", style=GONE if each.a.text else "dim")
        )
        made.add_row(
            "second", Text(each.b.text or "nothing there", style=COME if each.b.text else "dim")
        )
        if each.reason:
            made.add_row("because", escape(each.reason))
        yield made
        yield Text()


def _retellings(found: Diff) -> Iterator[RenderableType]:
    if not found.retellings:
        return
    yield heading("The same in other words, possibly")
    for each in found.retellings:
        made = facts()
        made.add_row("first", escape(f"“{' '.join(each.a.text.split())}”"))
        made.add_row("second", escape(f"“{' '.join(each.b.text.split())}”"))
        made.add_row("shared", escape("; ".join(each.shared)))
        yield made
        yield Text()
