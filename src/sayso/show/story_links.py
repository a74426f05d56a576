"""What a story's page at a terminal begins with: findings, origins, copies, mutations."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.model import Mutation, Origin
from sayso.show.terminal import heading
from sayso.show.told import Told, alike
from sayso.show.value import count_of, counted

INDENT = (0, 0, 0, 6)
STYLES: Mapping[str, str] = {
    "conflict": "bold red",
    "attribution-conflict": "bold red",
    "circular": "bold red",
    "mutation": "bold magenta",
    "revision": "bold cyan",
    "unclear": "bold yellow",
}
MOST_MUTATIONS = 40


def findings(told: Told) -> Iterator[RenderableType]:
    """Yield how the claims stand to each other, those that matter first."""
    if not told.weighed.findings:
        return
    yield heading("Findings")
    for same in alike(told.weighed.findings):
        finding = same[0]
        kind = f"{finding.type}, candidate" if finding.candidate else finding.type
        more = f" … {len(same):,} rows" if len(same) > 1 else ""
        label = Text.assemble((kind, STYLES.get(finding.type, "bold")))
        yield _line(label, finding.text, finding.id)
        yield Padding(Text(f"rule: {finding.rule}{more}", style="dim"), INDENT)
    yield Text()


def origins(told: Told) -> Iterator[RenderableType]:
    """Yield each claim with the number of distinct origins behind it, and which they are."""
    if not told.weighed.origins:
        return
    yield heading("Claims and their origins")
    ranked = sorted(told.weighed.origins, key=lambda each: (-len(each.documents), -each.n_max))
    several = [each for each in ranked if len(each.documents) > 1 or each.n_max > 1]
    for origin in several:
        yield _line(Text(count_of(origin), style="bold"), origin.claim.text, origin.id)
        yield Padding(Text(_roots(origin), style="dim"), INDENT)
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
    for copy in told.links.copies:
        a, b = names.get(copy.a, copy.a), names.get(copy.b, copy.b)
        if copy.a == copy.b:
            how = f"{a} repeats a post that is embedded in it"
        elif copy.direction == "unknown":
            how = f"{a} and {b} share text; who took it from whom is not known"
        else:
            source, copier = (a, b) if copy.direction == "a>b" else (b, a)
            how = f"{copier} took text from {source}"
        evidence = f" ({'; '.join(copy.evidence)})" if copy.evidence else ""
        yield _line(Text(counted(len(copy.passages), "passage")), how + evidence, copy.id)
    yield Text()


def mutations(told: Told) -> Iterator[RenderableType]:
    """Yield what changed on the way, as text side by side."""
    found = told.links.mutations
    if not found:
        return
    names = {each.article.id: each.article.called for each in told.readings}
    yield heading("What changed on the way")
    for mutation in found[:MOST_MUTATIONS]:
        kind = f"{mutation.type}, {mutation.subtype}"
        style = "" if mutation.candidate else "bold"
        maybe = "candidate: " if mutation.candidate else ""
        yield _line(Text(kind, style=style), maybe + mutation.reason, mutation.id)
        yield Padding(_sides(mutation, names), INDENT)
    if len(found) > MOST_MUTATIONS:
        left = counted(len(found) - MOST_MUTATIONS, "mutation")
        yield Text(f"and {left} more: `sayso export mutations`", style="dim")
    yield Text()


def _sides(mutation: Mutation, names: Mapping[str, str]) -> Text:
    a, b = (
        f"{names.get(side.id, side.id)}: " + (f"“{side.text}”" if side.text else "nothing there")
        for side in (mutation.a, mutation.b)
    )
    return Text(f"{a}   |   {b}", style="dim")


def _roots(origin: Origin) -> str:
    said = []
    for root in origin.roots:
        also = f", also called {', '.join(root.also)}" if root.also else ""
        through = f", through {', '.join(root.conduits)}" if root.conduits else ""
        said.append(f"{root.type}: {root.name}{also}{through}")
    return "; ".join(said)


def _line(label: Text, text: str, id: str) -> Table:
    line = Table.grid(expand=True, padding=(0, 2))
    line.add_column(width=34, overflow="fold")
    line.add_column(ratio=1, overflow="fold")
    line.add_column(no_wrap=True, style="dim")
    line.add_row(label, escape(text), id)
    return line
