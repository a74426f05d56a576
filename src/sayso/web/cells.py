"""Rows of the tables as a page shows them: a few cells each, beside their quotation."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from sayso.show.report.amount import bound_in_words
from sayso.show.report.findings import KINDS
from sayso.show.report.text import short
from sayso.show.report.when import date_and_time, days
from sayso.show.value import amount, counted
from sayso.web import addresses

Row = Mapping[str, Any]
LONGEST = 240


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a cell; `kind` is how it is set: text, number, when, label."""

    text: str
    href: str = ""
    kind: str = "text"
    sign: str = ""


def _text(value: object, href: str = "", kind: str = "text") -> Cell:
    return Cell(text="" if value is None else short(str(value), LONGEST), href=href, kind=kind)


def _worth(row: Row) -> Cell:
    read = amount(row.get("low"), row.get("best"), row.get("high"))
    bound = bound_in_words(row.get("bound"))
    return Cell(text=f"{read} ({bound})" if bound and not read.startswith("at") else read)


def _label(type: str) -> Cell:
    kind = KINDS.get(type)  # type: ignore[call-overload]
    weight = kind.weight if kind else "plain"
    return Cell(text=type.replace("-", " "), kind=f"label {weight}", sign=kind.sign if kind else "")


def _story(row: Row) -> Cell:
    return _text(row["story"], addresses.of("story", row["story"])) if row["story"] else _text("")


def _chain(row: Row) -> Cell:
    return _text(" → ".join(row["chain"]))


def _between(row: Row) -> Cell:
    return _text("side by side", addresses.table("compare", a=_id(row["a"]), b=_id(row["b"])))


def _id(side: object) -> str:
    return side["id"] if isinstance(side, Mapping) else str(side)


def _articles(row: Row) -> Sequence[Cell]:
    return (
        Cell(text=date_and_time(row["published"]), kind="when"),
        _text(row["outlet"] or row["site"] or row["path"]),
        _text(row["agency"]),
        _text(row["title"] or "without title", addresses.of("article", row["id"])),
    )


def _findings(row: Row) -> Sequence[Cell]:
    return (_label(row["type"]), _text(row["text"]), _text(row["rule"], kind="soft"), _story(row))


def _claims(row: Row) -> Sequence[Cell]:
    articles = len({each["article"] for each in row["mentions"]})
    return (
        _worth(row),
        _text((row["indicator"] or "").replace("_", " ")),
        _text(row["text"]),
        Cell(text=str(articles), kind="number"),
        _story(row),
    )


def _origins(row: Row) -> Sequence[Cell]:
    return (_text(row["claim"]["text"]), _text(row["count"]), _story(row))


def _indicators(row: Row) -> Sequence[Cell]:
    reading = row["reading"]
    return (
        _text(row["indicator"].replace("_", " ")),
        _text(amount(reading["low"], reading["best"], reading["high"])),
        _text(reading["rule"], kind="soft"),
        Cell(text=str(len(row["values"])), kind="number"),
        _story(row),
    )


def _figures(row: Row) -> Sequence[Cell]:
    made = "a sum that Sayso made" if row["derived"] else row["text"]
    return (
        _worth(row),
        _text(made),
        _text(row["counted"]),
        _text((row["predicate"] or "").replace("_", " ")),
        _text(row["certainty"]),
        _chain(row),
    )


def _attributions(row: Row) -> Sequence[Cell]:
    name = row["source_name"]
    return (
        _text(name or row["source_text"], addresses.of("source", name) if name else ""),
        _text(row["source_kind"]),
        _text(row["cue_text"]),
        _text(row["certainty"]),
        _chain(row),
    )


def _times(row: Row) -> Sequence[Cell]:
    interval = row["interval"]
    return (
        _text(row["text"]),
        _text(row["value"]),
        Cell(text=days(tuple(interval)) if interval else "", kind="when"),
        _text(row["anchor"]),
    )


def _unquantified(row: Row) -> Sequence[Cell]:
    return (_text(row["kind"]), _text(row["text"]), _text(row["predicate"]), _text(row["counted"]))


def _copies(row: Row) -> Sequence[Cell]:
    letters = sum(each[1] - each[0] for each in row["passages"])
    known = {"a>b": "the second took from the first", "b>a": "the first took from the second"}
    return (
        _between(row),
        _text(known.get(row["direction"], "direction unknown")),
        Cell(text=f"{letters:,}", kind="number"),
        _text("; ".join(row["evidence"]), kind="soft"),
    )


def _mutations(row: Row) -> Sequence[Cell]:
    label = f"candidate: {row['type']}" if row["candidate"] else row["type"]
    return (
        Cell(text=label, kind="label candidate" if row["candidate"] else "label strong", sign="Δ"),
        _text(row["subtype"].replace("_", " ")),
        _text(row["a"]["text"] or "nothing there"),
        _text(row["b"]["text"] or "nothing there"),
        _text(row["reason"], kind="soft"),
        _between(row),
    )


def _quotations(row: Row) -> Sequence[Cell]:
    return (_between(row), _text(row["speaker"]), _text(counted(len(row["passages"]), "passage")))


def _retellings(row: Row) -> Sequence[Cell]:
    return (_between(row), _text(row["a"]["text"]), _text(row["b"]["text"]))


def _stories(row: Row) -> Sequence[Cell]:
    return (
        _text(
            row["name"] or (row["id"] if row["given"] else row["title"] or row["id"]),
            addresses.of("story", row["id"]),
        ),
        Cell(text=f"{row['articles']:,}", kind="number"),
        _text(row["origins"]),
        _text(row["findings"]),
        _follows(row["follows"]),
        Cell(text=_span(row), kind="when"),
    )


def _follows(before: Sequence[Sequence[str]]) -> Cell:
    """Return the story that one goes on from, with how many more there are."""
    if not before:
        return _text("")
    story, name = before[0]
    more = f" and {len(before) - 1} more" if len(before) > 1 else ""
    return _text(f"{name}{more}", addresses.of("story", story))


def _follow_ups(row: Row) -> Sequence[Cell]:
    return (
        _text(row["type"]),
        _text(row["story_name"], addresses.of("story", row["story"])),
        _text(row["follows_name"], addresses.of("story", row["follows"])),
        _text("; ".join(row["evidence"]), kind="soft"),
        _between(row),
    )


def _span(row: Row) -> str:
    first, last = row["first"], row["last"]
    if not first or not last:
        return "no date"
    try:
        return days((first[:10], last[:10]))
    except ValueError:
        return f"{first[:10]} – {last[:10]}"


def _outlets(row: Row) -> Sequence[Cell]:
    return (
        _text(row["name"], addresses.of("outlet", row["name"])),
        Cell(text=f"{row['articles']:,}", kind="number"),
        Cell(text=_span(row), kind="when"),
    )


def _sources(row: Row) -> Sequence[Cell]:
    return (
        _text(row["name"], addresses.of("source", row["name"])),
        _text(row["kind"]),
        Cell(text=f"{row['attributions']:,}", kind="number"),
        Cell(text=f"{row['articles']:,}", kind="number"),
    )


class Heads(msgspec.Struct, frozen=True, kw_only=True):
    """The heads of a table's columns, with the name by which one is sorted; how a row is set."""

    heads: tuple[tuple[str, str], ...]
    cells: Callable[[Row], Sequence[Cell]]


def _plain(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "") for name in names)


HEADS: Mapping[str, Heads] = {
    "stories": Heads(
        heads=(
            ("story", "title"),
            ("articles", "articles"),
            ("origins", ""),
            ("findings", ""),
            ("follows up on", ""),
            ("reported", "last"),
        ),
        cells=_stories,
    ),
    "articles": Heads(
        heads=(
            ("published", "published"),
            ("outlet", "outlet"),
            ("agency", ""),
            ("title", "title"),
        ),
        cells=_articles,
    ),
    "findings": Heads(
        heads=(("finding", "type"), *_plain("what it says", "rule", "story")), cells=_findings
    ),
    "claims": Heads(
        heads=(("value", "value"), *_plain("of what", "claim", "articles", "story")), cells=_claims
    ),
    "origins": Heads(heads=(("claim", ""), ("count", "least"), ("story", "")), cells=_origins),
    "indicators": Heads(
        heads=(("indicator", "indicator"), *_plain("reading", "rule", "values", "story")),
        cells=_indicators,
    ),
    "figures": Heads(
        heads=(
            ("value", "value"),
            *_plain("as written", "counted"),
            ("of what", "predicate"),
            *_plain("how sure", "on whose word"),
        ),
        cells=_figures,
    ),
    "attributions": Heads(
        heads=(
            ("source", "source"),
            *_plain("kind", "said by"),
            ("how sure", "certainty"),
            ("chain", ""),
        ),
        cells=_attributions,
    ),
    "times": Heads(
        heads=(*_plain("as written", "value"), ("days", "begins"), ("counted from", "")),
        cells=_times,
    ),
    "unquantified": Heads(
        heads=_plain("kind", "as written", "of what", "counted"), cells=_unquantified
    ),
    "copies": Heads(heads=_plain("articles", "direction", "letters", "it rests on"), cells=_copies),
    "mutations": Heads(
        heads=(
            ("change", "type"),
            *_plain("kind", "in the first", "in the second", "because", "articles"),
        ),
        cells=_mutations,
    ),
    "follow-ups": Heads(
        heads=(
            ("what it is", "type"),
            *_plain("story", "follows up on", "it rests on", "articles"),
        ),
        cells=_follow_ups,
    ),
    "quotations": Heads(
        heads=(("articles", ""), ("speaker", "speaker"), ("passages", "")), cells=_quotations
    ),
    "retellings": Heads(
        heads=_plain("articles", "in the first", "in the second"), cells=_retellings
    ),
    "outlets": Heads(
        heads=(("outlet", "name"), ("articles", "articles"), ("reported", "last")), cells=_outlets
    ),
    "sources": Heads(
        heads=(
            ("source", "name"),
            ("kind", ""),
            ("attributions", "attributions"),
            ("articles", "articles"),
        ),
        cells=_sources,
    ),
}
