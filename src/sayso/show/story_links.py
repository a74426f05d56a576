"""What a story's page at a terminal begins with: findings, origins, copies, mutations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.model import ClaimValue, Copy, Finding, Mutation, Origin
from sayso.show.copied import by_source, evidence, taker_of, undirected, within
from sayso.show.decisions import judged, said_of
from sayso.show.direction import Directions
from sayso.show.stated import value_of
from sayso.show.terminal import heading, line
from sayso.show.told import Told, alike
from sayso.show.value import count_of, counted, some_of

Record = Copy | Finding | Mutation | Origin

INDENT = (0, 0, 0, 6)
DECIDED = "bold blue"
STYLES: Mapping[str, str] = {
    "conflict": "bold red",
    "attribution-conflict": "bold red",
    "circular": "bold red",
    "mutation": "bold magenta",
    "revision": "bold cyan",
    "unclear": "bold yellow",
}
# A screen or two: who needs all of them exports the table.
# What is looked at first is read; the rest is for a table.
MOST_OF_A_TYPE = 12
MOST_MUTATIONS = 40
MOST_COPIES = 40
MOST_NAMES = 3
MOST_GROUNDS = 2


# Why those come first that come first.
ORDER = (
    "First what cannot all be true, then what rests on nobody, what changed on the way and what "
    "was counted anew; what only agrees or repeats comes last."
)


def findings(told: Told) -> Iterator[RenderableType]:
    """Yield how the claims stand to each other, those that matter first."""
    if not told.weighed.findings:
        return
    yield heading("Findings")
    yield Text(ORDER, style="dim")
    told_of: Counter[str] = Counter()
    for same in alike(told.weighed.findings):
        finding = same[0]
        told_of[finding.type] += 1
        if told_of[finding.type] > MOST_OF_A_TYPE:
            continue
        kind = f"{finding.type}, candidate" if finding.candidate else finding.type
        more = f" … {len(same):,} rows" if len(same) > 1 else ""
        label = Text.assemble((kind, STYLES.get(finding.type, "bold")))
        yield _line(label, finding.text, same)
        yield Padding(Text(f"rule: {finding.rule}{more}", style="dim"), INDENT)
        yield from _said(told, same)
    left = {type_: n - MOST_OF_A_TYPE for type_, n in told_of.items() if n > MOST_OF_A_TYPE}
    if left:
        rest = ", ".join(f"{number} {type_}" for type_, number in left.items())
        yield Text(f"and {rest}: `sayso export findings`", style="dim")
    yield Text()


def origins(told: Told) -> Iterator[RenderableType]:
    """Yield each claim with the number of distinct origins behind it, and which they are."""
    if not told.weighed.origins:
        return
    yield heading("Claims and their origins")
    ranked = sorted(told.weighed.origins, key=lambda each: (-len(each.documents), -each.n_max))
    several = [each for each in ranked if len(each.documents) > 1 or each.n_max > 1]
    claims = {claim.id: claim for claim in told.weighed.claims}
    for origin in several:
        stated = value_of(claims.get(origin.claim.id))
        words = "" if stated in ("", origin.claim.text) else f"“{origin.claim.text}”"
        label = Text(stated or origin.claim.text, style="bold")
        yield _line(label, "\n".join(filter(None, (count_of(origin), words))), [origin])
        yield Padding(Text(_roots(origin), style="dim"), INDENT)
        marked = "; ".join(map(judged, origin.marked))
        yield from _said(told, [origin, origin.claim], marked)
    if alone := len(ranked) - len(several):
        rest = counted(alone, "claim")
        other = "other " if several else ""
        yield Text(
            f"{other}{rest} of one article and one origin each: `sayso export origins`", style="dim"
        )
    yield Text()


def copies(told: Told) -> Iterator[RenderableType]:
    """Yield which article took passages from which, and what the direction rests on."""
    if not told.links.copies:
        return
    names = {each.article.id: each.article.called for each in told.readings}
    yield heading("Who copied whom")
    lines = list(_copied(told.links.copies, names))
    yield from lines[:MOST_COPIES]
    for copy in told.links.copies:
        yield from _said(told, [copy], label=copy.id)
    if len(lines) > MOST_COPIES:
        yield Text(f"and {len(lines) - MOST_COPIES:,} more: `sayso export copies`", style="dim")
    yield Text()


def _copied(copies: Sequence[Copy], names: Mapping[str, str]) -> Iterator[Table]:
    for source in by_source(copies):
        takers = [taker_of(each) for each in source.copies]
        how = f"{names.get(source.article, source.article)}: taken by {_named(takers, names)}"
        because = some_of(evidence(source.copies), MOST_GROUNDS, "; ")
        yield _line(_sizes(source.copies), f"{how} ({because})" if because else how, source.copies)
    for shared in undirected(copies):
        many = counted(len(shared.articles), "article")
        share = "share text" if shared.whole else "share text, each with some of the others"
        how = f"{many} {share}, direction unknown: {_named(shared.articles, names)}"
        yield _line(_sizes(shared.copies), how, shared.copies)
    for copy in within(copies):
        how = f"{names.get(copy.a, copy.a)} repeats a post that is embedded in it"
        yield _line(_sizes([copy]), how, [copy])


def _named(articles: Iterable[str], names: Mapping[str, str]) -> str:
    return some_of((names.get(each, each) for each in articles), MOST_NAMES)


def _sizes(copies: Sequence[Copy]) -> Text:
    passages = counted(sum(len(each.passages) for each in copies), "passage")
    return Text(passages if len(copies) == 1 else f"{passages} in {counted(len(copies), 'pair')}")


def mutations(told: Told) -> Iterator[RenderableType]:
    """Yield what changed on the way, as text side by side."""
    found = told.links.mutations
    if not found:
        return
    names = {each.article.id: each.article.called for each in told.readings}
    directions = Directions(told.links)
    yield heading("What changed on the way")
    for mutation in found[:MOST_MUTATIONS]:
        kind = f"{mutation.type}, {mutation.subtype}"
        style = "" if mutation.candidate else "bold"
        maybe = "candidate: " if mutation.candidate else ""
        yield _line(Text(kind, style=style), maybe + mutation.reason, [mutation])
        yield Padding(_sides(mutation, names, directions.of(mutation) == "b>a"), INDENT)
        yield from _said(told, [mutation])
    if len(found) > MOST_MUTATIONS:
        left = counted(len(found) - MOST_MUTATIONS, "mutation")
        yield Text(f"and {left} more: `sayso export mutations`", style="dim")
    yield Text()


def _sides(mutation: Mutation, names: Mapping[str, str], backwards: bool) -> Text:
    """Return both texts, that of the source first where it is known."""
    sides = (mutation.b, mutation.a) if backwards else (mutation.a, mutation.b)
    a, b = (
        f"{names.get(side.id, side.id)}: " + (f"“{side.text}”" if side.text else "nothing there")
        for side in sides
    )
    return Text(f"{a}   |   {b}", style="dim")


def _roots(origin: Origin) -> str:
    said = []
    for root in origin.roots:
        also = f", also called {', '.join(root.also)}" if root.also else ""
        through = f", through {', '.join(root.conduits)}" if root.conduits else ""
        said.append(f"{root.type}: {root.name}{also}{through}")
    if origin.withdrawn:
        said.append("what was taken back counts no more")
    return "; ".join(said)


Marked = Record | ClaimValue


def _said(
    told: Told, records: Sequence[Marked], more: str = "", label: str = ""
) -> Iterator[RenderableType]:
    """Yield what persons said of some rows, in one line."""
    parts = dict.fromkeys(said_of(told.marks.get(each.id)) for each in records)
    said = "; ".join(filter(None, (*parts, more)))
    if said:
        yield Padding(Text(f"{label}: {said}" if label else said, style=DECIDED), INDENT)


def _line(label: Text, text: str, records: Sequence[Record]) -> Table:
    """Return a line with the id of the first of the records that it tells of."""
    return line(label, text, records[0].id)
