"""The grounds of a row at a terminal."""

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.show.terminal import facts, heading
from sayso.show.why import Why
from sayso.show.why_told import WhyTold

# Of a record these are said elsewhere on the page, or are no grounds.
_SPANS = ("start", "end", "source", "cue", "content")
_ELSEWHERE = frozenset({"id", "text", "rule", "blocks", "cut", "found", "path", *_SPANS})
_TOLD_ELSEWHERE = _ELSEWHERE | {"a", "b", "kind", "type", "subtype", "claim", "reading", "reason"}
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
    for key, content in found.record.items():
        plain = isinstance(content, str | float | int)
        if plain and key not in _TOLD_ELSEWHERE and content not in _EMPTY:
            made.add_row(key.replace("_", " "), str(content))
    places = [part for ground in found.grounds for part in (Text(), _one(ground))]
    return Group(made, Text(), heading("Rests on"), *places)


def _one(found: Why) -> RenderableType:
    made = facts()
    made.add_row(found.kind, found.id)
    made.add_row("article", f"{found.title or 'without title'} ({found.article})")
    made.add_row("quotation", f"“{found.quotation}”")
    made.add_row("chain", " > ".join(found.chain))
    if found.chain_rules:
        made.add_row("chain's rule", ", then ".join(found.chain_rules))
    if found.rule:
        made.add_row("rule", found.rule)
    for key, content in found.record.items():
        if key not in _ELSEWHERE and content not in _EMPTY:
            made.add_row(key.replace("_", " "), str(content))
    for capture in found.captures:
        when = capture["captured"] or f"added {capture['added']}"
        made.add_row("captured", f"{capture['url'] or capture['path']}, {when}")
        made.add_row("", f"SHA-256 {capture['sha256']}")
    context = Text(found.context, style="dim")
    for start, end in found.marked:
        context.stylize("not dim bold reverse", start, end)
    return Group(made, Text(), Text("in context", style="dim"), context)
