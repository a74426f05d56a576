"""Decisions at a terminal: the log, what became of them, and what they would change."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sayso.decided.words import in_words
from sayso.deciding import Effect, Outcome
from sayso.deciding.logged import Logged
from sayso.deciding.what_if import Count, Sizes, StoryEffect
from sayso.model import ClaimValue, ReadingValue
from sayso.show.terminal import table, visible
from sayso.show.value import amount, counted, origins_in_words

INDENT = (0, 0, 0, 2)
NOTHING_TOLD: Mapping[int, str] = {}


def outcome_line(outcome: Outcome) -> str:
    """Return what became of a decision in one line, empty where it was not taken."""
    if outcome.decision is None:
        return ""
    before = outcome.instead_of
    told = (
        f"; before: {in_words(before)} by {before.who}, {before.at} ({before.id})" if before else ""
    )
    return visible(f"{outcome.decision.id}: {in_words(outcome.decision)}{told}")


def log_page(found: Iterable[Logged], told: Mapping[int, str] = NOTHING_TOLD) -> RenderableType:
    """Return a line a decision, in the order in which they were taken; `told` has them in words."""
    made = table("id", "at", "who", "decision", "holds", wide="decision")
    rows = 0
    for each in found:
        decision = each.decision
        what = told.get(decision.number) or in_words(decision)
        said = what + (f": “{decision.note}”" if decision.note else "")
        style = "" if each.holds == "yes" else "dim"
        made.add_row(
            decision.id,
            decision.at,
            decision.who,
            Text(said, style),
            each.holds,
        )
        rows += 1
    return made if rows else Text("no decision")


def effect_page(effect: Effect) -> RenderableType:
    """Return what decisions would change, story by story."""
    lines: list[RenderableType] = []
    for outcome in effect.outcomes:
        if outcome.decision is not None:
            lines.append(Text(f"would be decided: {in_words(outcome.decision)}"))
            if before := outcome.instead_of:
                lines.append(
                    Text(f"  in place of: {in_words(before)}, by {before.who}, {before.at}")
                )
    if effect.due:
        lines.append(Text("linking is due: what it would change is not known before that is done"))
    elif lines and not effect.stories:
        lines.append(Text("no count and no reading would change"))
    for story in effect.stories:
        lines += _story(story)
    if effect.later:
        lines += [
            Text(),
            Text(f"{effect.later:,} more stories may change; they are weighed after it"),
        ]
    return Group(*lines)


def _story(effect: StoryEffect) -> Iterator[RenderableType]:
    yield Text()
    name = effect.name
    if effect.name_before not in (None, name):
        name = f"{effect.name_before} → {name}"
    yield Text(name, style="bold")
    for label, before, after in sizes_told(effect.before, effect.after):
        yield Padding(Text(f"{label}: {before} → {after}"), INDENT)
    for each in effect.origins:
        told = f"{claim_told(each.claim)}: {count_told(each.before)} → {count_told(each.after)}"
        yield Padding(Text(told), INDENT)


def claim_told(claim: ClaimValue) -> str:
    """Return a claim in a line: its value, what it counts, its words."""
    value = amount(claim.low, claim.best, claim.high)
    what = (claim.indicator or "").replace("_", " ")
    return " ".join(filter(None, (value, what, f"“{claim.text}”")))


NOTHING = "none"


def sizes_told(before: Sizes | None, after: Sizes | None) -> Iterator[tuple[str, str, str]]:
    """Yield what differs between two states of a story: what, how it was, how it is."""

    def differing(label: str, was: str, now: str) -> Iterator[tuple[str, str, str]]:
        if was != now:
            yield label, was, now

    both = (before, after)
    yield from differing("articles", *(f"{each.articles:,}" if each else NOTHING for each in both))
    yield from differing(
        "origins", *(origins_in_words(each.n_min, each.n_max) if each else NOTHING for each in both)
    )
    yield from differing("claims", *(f"{each.claims:,}" if each else NOTHING for each in both))
    for key in dict.fromkeys(key for each in both if each for key in each.findings):
        was, now = (str(each.findings.get(key, 0)) if each else NOTHING for each in both)
        yield from differing(f"findings, {key}", was, now)
    for key in dict.fromkeys(key for each in both if each for key in each.readings):
        was, now = (_reading(each.readings, key) if each else NOTHING for each in both)
        yield from differing(f"reading, {key}", was, now)


def _reading(readings: Mapping[str, ReadingValue], key: str) -> str:
    value = readings.get(key)
    return (amount(value.low, value.best, value.high) if value else "") or NOTHING


def count_told(count: Count | None) -> str:
    """Return the counts of a claim in words."""
    if count is None:
        return NOTHING
    parts = (
        counted(count.articles, "article"),
        counted(count.conduits, "conduit"),
        origins_in_words(count.n_min, count.n_max),
    )
    return ", ".join(parts)
