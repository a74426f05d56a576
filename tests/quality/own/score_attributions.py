"""Score what no public collection measures of attributions: chains, names, to whom, certainty.

    python tests/quality/own/score_attributions.py GOLD PRED [--split dev|test] [--json]
    python tests/quality/own/score_attributions.py --self-test [GOLD]

GOLD is attributions.jsonl beside this file (the slots are told in ATTRIBUTIONS.md), PRED the lines
of `sayso annotate`. Gold and predicted attributions are matched one to one where their contents
share at least half of their words (F1) and their sources overlap or are empty on both sides; the
best pairs go first. REL counts them; each slot is then the share of matched ones that have it
right. Gold marked `optional` counts neither found nor missed.
"""

import argparse
import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Pair = tuple[Record, Record]

WORD = re.compile(r"\w+(?:[’'\-.,]\w+)*|[$%€£]")
ENOUGH_CONTENT = 0.5  # word F1, as in the scorer of the public collection
LONGEST_SOURCE = (3, 5)  # times the gold source's words, plus words: a longer one is no source
SLOTS = ("parent", "chain", "to", "source_kind", "source_name", "certainty")
PRONOUNS = {"me", "us", "you", "him", "her", "it", "them", "i", "we"}
ARTICLES = {"the", "a", "an", "of", "to"}
TITLES = re.compile(r"^(?:the|an?|mr|mrs|ms|dr|prof|professor|sir|dame)\.?\s+", re.I)

OPENING = re.compile(r"[“\"«]|(?:(?<=\s)|(?<=[(\[—–])|^)[‘'](?=\w)")
CLOSING = re.compile(r"[”\"»]|(?<=[\w.,!?…])[’'](?!\w)")


def speech_of(text: str, content: Sequence[Sequence[int]]) -> str:
    """Direct, mixed or indirect, by the quotation marks in the content.

    >>> speech_of("‘We lost it,’ she said.", [[0, 13]])
    'direct'
    >>> speech_of("the Vels' bridge was 'safe'", [[0, 27]])
    'mixed'
    """
    said = "\n".join(text[start:end] for start, end in content)
    if OPENING.match(said):
        rest = said[1:]
        unclosed = said[0] != '"' and not CLOSING.search(rest)
        if unclosed or re.search(r"[”\"»’'][.,]?$", rest):
            return "direct"
    quoted = any(CLOSING.search(said, mark.end()) for mark in OPENING.finditer(said))
    return "mixed" if quoted or re.search(r"[“”«»\"]", said) else "indirect"


@functools.cache
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(word.span() for word in WORD.finditer(text))


def words(text: str, spans: Iterable[Sequence[int]] | None) -> frozenset[int]:
    """The starts of the words that the spans touch."""
    pieces = list(spans or ())
    return frozenset(
        first
        for first, last in word_spans(text)
        if any(first < end and start < last for start, end in pieces)
    )


def f1(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / max(1, len(a) + len(b))


def same_source(gold: frozenset[int], found: frozenset[int]) -> bool:
    times, plus = LONGEST_SOURCE
    return bool(gold & found and len(found) <= times * len(gold) + plus) or not (gold or found)


def matched(text: str, gold: Sequence[Record], found: Sequence[Record]) -> list[Pair]:
    """Pairs of gold and predicted attributions, each used once, the closest first."""
    gold_words = [{role: words(text, g[role]) for role in ("source", "content")} for g in gold]
    our_words = [{role: words(text, p[role]) for role in ("source", "content")} for p in found]
    near = [
        (f1(g["content"], p["content"]), f1(g["source"], p["source"]), -i, -j)
        for i, g in enumerate(gold_words)
        for j, p in enumerate(our_words)
        if f1(g["content"], p["content"]) >= ENOUGH_CONTENT
        and same_source(g["source"], p["source"])
    ]
    left, right, pairs = set(range(len(gold))), set(range(len(found))), []
    for _, _, i, j in sorted(near, reverse=True):
        if -i in left and -j in right:
            left.remove(-i)
            right.remove(-j)
            pairs.append((gold[-i], found[-j]))
    return pairs


def same_name(text: str, gold: Record, name: str | None) -> bool:
    """Whether a name is the gold one; where it is null, words without a name are as good."""
    if gold["source_name"] is None:
        own = " ".join(text[start:end] for start, end in gold["source"])
        return not name or name.strip().lower() in own.lower()

    def plain(value: str) -> str:
        return re.sub(r"[’']s$", "", TITLES.sub("", value.strip().lower())).replace("’", "'")

    return name is not None and plain(name) == plain(gold["source_name"])


def same_hearer(text: str, gold: Record, to: str | Sequence[Sequence[int]] | None) -> bool:
    """Whether who was told, as words or spans, shares a word with the gold one.

    Whom a gold pronoun stands for is not marked: any name is taken for it.
    """
    if not gold["to"] or not to:
        return bool(gold["to"]) == bool(to)
    if not isinstance(to, str):
        return same_source(words(text, gold["to"]), words(text, to))
    told = gold["to_text"].lower()
    said, named = (set(WORD.findall(value)) - ARTICLES for value in (told, to.lower()))
    return told in PRONOUNS or bool(said & named)


def chain(text: str, record: Record, by_id: Mapping[str, Record]) -> list[frozenset[int]]:
    """The sources of an attribution and of those around it, outward."""
    steps, seen = [], set()
    here: Record | None = record
    while here is not None and here["id"] not in seen:
        seen.add(here["id"])
        steps.append(words(text, here["source"]))
        here = by_id.get(here.get("parent") or "")
    return steps


def rights(text: str, pairs: Sequence[Pair], gold: Record, found: Record) -> Iterator[Any]:
    """For each matched pair, which slots are right."""
    of_gold = {g["id"]: g for g in gold["attributions"]}
    ours = {p["id"]: p for p in found["attributions"]}
    partner = {g["id"]: p["id"] for g, p in pairs}
    for g, p in pairs:
        parent = partner.get(g["parent"]) if g["parent"] else None
        theirs, here = chain(text, g, of_gold), chain(text, p, ours)
        yield {
            "parent": p.get("parent") == parent and bool(parent) == bool(g["parent"]),
            "chain": len(theirs) == len(here) and all(map(same_source, theirs, here)),
            "to": same_hearer(text, g, p.get("to")),
            "source_kind": p.get("source_kind") == g["source_kind"],
            "source_name": same_name(text, g, p.get("source_name")),
            "certainty": p.get("certainty") == g["certainty"],
        }


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def ratio(hits: tuple[int, int, int]) -> dict[str, float]:
    right, found, gold = hits
    p, r = share(right, found), share(right, gold)
    return {"precision": p, "recall": r, "f1": share(2 * p * r, p + r), "n": gold}


def spans_hit(text: str, records: Iterable[Record], key: str) -> list[frozenset[int]]:
    return list({w for r in records for s in r.get(key) or () if (w := words(text, [s]))})


def overlaps(gold: list[frozenset[int]], ours: list[frozenset[int]]) -> tuple[int, int, int]:
    """How many spans meet one of the other side, each used once; how many there are."""
    free, hits = list(ours), 0
    for span in sorted(gold, key=sorted):
        meets = max(free, key=lambda other: f1(span, other), default=frozenset())
        if span & meets:
            free.remove(meets)
            hits += 1
    return hits, len(ours), len(gold)


def macro(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """F1 of each certainty class over matched pairs."""
    said = [(g["certainty"], p.get("certainty")) for g, p in pairs]
    return {
        kind: ratio(
            (
                sum(a == b == kind for a, b in said),
                sum(b == kind for _, b in said),
                sum(a == kind for a, _ in said),
            )
        )
        for kind in sorted({a for a, _ in said})
    }


def score(gold: Sequence[Record], predicted: Mapping[str, Record]) -> dict[str, Any]:
    """All figures over the gold articles; an article not predicted counts as empty."""
    pairs: list[Pair] = []
    rel, slots = [0, 0, 0], []
    spans: dict[str, list[int]] = {"hedges": [0, 0, 0], "caveats": [0, 0, 0]}
    for article in gold:
        text, all_gold = article["text"], article["attributions"]
        ours = predicted.get(article["id"], {"attributions": []})
        here = matched(text, all_gold, ours["attributions"])
        counted = [pair for pair in here if not pair[0].get("optional")]
        rel[0] += len(counted)
        rel[1] += len(ours["attributions"]) - (len(here) - len(counted))
        rel[2] += sum(not g.get("optional") for g in all_gold)
        for pair, right in zip(here, rights(text, here, article, ours), strict=True):
            if not pair[0].get("optional"):
                slots.append((pair[0], right))
        pairs += counted
        for key, total in spans.items():
            found = overlaps(
                spans_hit(text, all_gold, key), spans_hit(text, ours["attributions"], key)
            )
            spans[key] = [a + b for a, b in zip(total, found, strict=True)]
    marked = {
        "parent": [r["parent"] for g, r in slots if g["parent"]],
        "chain": [r["chain"] for g, r in slots if g["parent"]],
        "to": [r["to"] for g, r in slots if g["to"]],
        "source_kind": [r["source_kind"] for g, r in slots if g["source_kind"] == "unnamed"],
        "source_name": [r["source_name"] for g, r in slots if g["source_name"]],
        "certainty": [r["certainty"] for g, r in slots if g["certainty"] != "asserted"],
    }
    classes = macro(pairs)
    return {
        "articles": len(gold),
        "REL": ratio((rel[0], rel[1], rel[2])),
        "slots": {
            slot: {
                "accuracy": share(sum(r[slot] for _, r in slots), len(slots)),
                "n": len(slots),
                "accuracy_marked": share(sum(marked[slot]), len(marked[slot])),
                "n_marked": len(marked[slot]),
            }
            for slot in SLOTS
        },
        "certainty": classes
        | {"macro": {"f1": share(sum(c["f1"] for c in classes.values()), len(classes))}},
        "spans": {key: ratio((v[0], v[1], v[2])) for key, v in spans.items()},
    }


def show(result: Mapping[str, Any]) -> None:
    def line(name: str, f: Mapping[str, float]) -> str:
        return (
            f"{name:14}P {100 * f['precision']:5.1f}  R {100 * f['recall']:5.1f}  "
            f"F1 {100 * f['f1']:5.1f}  of {f['n']}"
        )

    print(f"articles      {result['articles']}")
    print(line("REL", result["REL"]))
    print("of matched ones, right (of those that have something there: a parent, a hedge ...)")
    for slot, s in result["slots"].items():
        print(
            f"{slot:14}{100 * s['accuracy']:5.1f} of {s['n']}   "
            f"({100 * s['accuracy_marked']:5.1f} of {s['n_marked']})"
        )
    for kind, f in result["certainty"].items():
        print(f"  macro F1 {100 * f['f1']:5.1f}" if kind == "macro" else line("  " + kind, f))
    for key, f in result["spans"].items():
        print(line(key, f))


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def self_test(gold: Sequence[Record]) -> None:
    """Gold against itself is right in all, nothing at all scores nothing, one fault shows once."""
    perfect = {article["id"]: article for article in gold}
    result = score(gold, perfect)
    assert result["REL"]["f1"] == 1, result["REL"]
    assert all(s["accuracy"] == 1 for s in result["slots"].values()), result["slots"]
    assert result["certainty"]["macro"]["f1"] == 1
    assert all(f["f1"] == 1 for f in result["spans"].values()), result["spans"]
    assert score(gold, {})["REL"]["recall"] == 0
    for slot, wrong in (("certainty", "none"), ("source_kind", "none"), ("source_name", "Q.")):
        bad = {
            a["id"]: a | {"attributions": [g | {slot: wrong} for g in a["attributions"]]}
            for a in gold
        }
        spoilt = score(gold, bad)["slots"]
        assert spoilt[slot]["accuracy"] == 0, (slot, spoilt)
        assert all(s["accuracy"] == 1 for other, s in spoilt.items() if other != slot), spoilt
    flat = {
        a["id"]: a | {"attributions": [g | {"parent": None, "to": None} for g in a["attributions"]]}
        for a in gold
    }
    spoilt = score(gold, flat)["slots"]
    assert [spoilt[s]["accuracy_marked"] for s in ("parent", "chain", "to")] == [0, 0, 0], spoilt
    print("self-test ok (gold against itself 100; nothing 0; each fault shows in its slot)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    asked = parser.parse_args()
    own = Path(__file__).with_name("attributions.jsonl")
    if asked.self_test:
        return self_test(lines(asked.files[0] if asked.files else own))
    if len(asked.files) != 2:
        parser.error("GOLD and PRED are needed")
    gold = [a for a in lines(asked.files[0]) if asked.split in (None, a["split"])]
    result = score(gold, {line["id"]: line for line in lines(asked.files[1]) if "id" in line})
    print(json.dumps(result)) if asked.json else show(result)
    return None


if __name__ == "__main__":
    main()
