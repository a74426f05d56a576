"""The grounds of a row at a terminal."""

from collections.abc import Mapping

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.annotate.numbers.written import written
from sayso.show.terminal import facts, heading
from sayso.show.why import PASSAGE, Why
from sayso.show.why_told import WhyTold

# Of a record these are said elsewhere on the page, or are no grounds.
_SPANS = ("start", "end", "source", "cue", "content", "hedges", "caveats")
_INTERVALS = frozenset({"interval", "as_of"})
_ELSEWHERE = frozenset({"id", "text", "rule", "blocks", "cut", "found", "path", *_SPANS})
_TOLD_ELSEWHERE = _ELSEWHERE | {"a", "b", "kind", "type", "subtype", "claim", "reading", "reason"}
# A claim that hundreds of articles carry is read in the first of them.
MOST_PLACES = 40
_EMPTY: tuple[object, ...] = (None, False, [], (), {}, "")


def why_page(found: Why | WhyTold) -> RenderableType:
    """Return the page: what the row says, its words in context, chain, rule and captures."""
    if isinstance(found, Why):
        return _one(found)
    made = facts()
    made.add_row(found.kind, found.id)
    made.add_row("says", found.text)
    if found.rule:
        made.add_row("rule", found.rule)
    _add_decided(made, found)
    for key, content in found.record.items():
        plain = isinstance(content, str | float | int) or key in _INTERVALS
        if plain and key not in _TOLD_ELSEWHERE and content not in _EMPTY:
            made.add_row(key.replace("_", " "), _shown(key, content))
    passages = [ground for ground in found.grounds if ground.kind == PASSAGE]
    of_two = len(passages) > 1 and found.kind != "story"
    sides = ("in the first", "in the second") if of_two else ("in the article",)
    places = []
    for number, ground in enumerate(found.grounds[:MOST_PLACES]):
        name = sides[min(number, len(sides) - 1)] if ground.kind == PASSAGE else ""
        places += [Text(), _one(ground, name)]
    if len(found.grounds) > MOST_PLACES:
        more = len(found.grounds) - MOST_PLACES
        places += [Text(), Text(f"and {more:,} more places: `sayso why {found.id} --json`")]
    return Group(made, Text(), heading("Rests on"), *places)


def _add_decided(made: Table, found: Why | WhyTold) -> None:
    """Add what persons decided on the row, the last first."""
    for each in reversed(found.decided):
        note = f": “{each['note']}”" if each["note"] else ""
        holds = "" if each["holds"] == "yes" else f", {each['holds']}"
        told = f"{each['text']}{note}, by {each['who']}, {each['at']} ({each['id']}{holds})"
        made.add_row("decided", told)


def _shown(key: str, content: object) -> str:
    """Return a field as one reads it: lists joined, an interval from its first to its last day."""
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, float):
        return written(content)
    if isinstance(content, Mapping):
        return ": ".join(_shown("", each) for each in content.values())
    if not isinstance(content, list | tuple):
        return str(content)
    if key in _INTERVALS:
        return " to ".join(dict.fromkeys(map(str, content)))
    return ", ".join(_shown("", each) for each in content)


def _chain(found: Why) -> str:
    """The page, and under it step by step on whose word it tells this, and how each puts it."""
    said = ("",) * (len(found.chain) - len(found.chain_said)) + found.chain_said
    steps = [
        f"{'  ' * (depth - 1)}{'└ ' if depth else ''}{name}{f': {words}' if words else ''}"
        for depth, (name, words) in enumerate(zip(found.chain, said, strict=True))
    ]
    return "\n".join(steps)


def _one(found: Why, name: str = "") -> RenderableType:
    made = facts()
    article = f"{found.title or 'without title'} ({found.article})"
    if name:
        made.add_row(name, article)
    else:
        made.add_row(found.kind, found.id)
        made.add_row("article", article)
    made.add_row("quotation", f"“{found.quotation}”")
    made.add_row("chain", _chain(found))
    if found.chain_rules:
        made.add_row("chain's rule", ", then ".join(found.chain_rules))
    if found.rule:
        made.add_row("rule", found.rule)
    for key, content in found.record.items():
        if key not in _ELSEWHERE and content not in _EMPTY:
            made.add_row(key.replace("_", " "), _shown(key, content))
    _add_decided(made, found)
    for words, softening in (("hedges", found.hedges), ("caveats", found.caveats)):
        if softening:
            made.add_row(words, ", ".join(f"“{each}”" for each in softening))
    for capture in found.captures:
        when = capture["captured"] or f"added {capture['added']}"
        made.add_row("captured", f"{capture['url'] or capture['path']}, {when}")
        for address in msgspec.json.decode(capture["redirects"] or "[]", type=list[str]):
            made.add_row("", f"redirected from {address}")
        made.add_row("", f"SHA-256 {capture['sha256']}")
    context = Text(found.context, style="dim")
    for start, end in found.marked:
        context.stylize("not dim bold reverse", start, end)
    before, behind = found.goes_on
    shown = Text.assemble(("… " if before else "", "dim"), context, (" …" if behind else "", "dim"))
    return Group(made, Text(), Text("in context", style="dim"), shown)
