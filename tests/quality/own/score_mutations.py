"""Score mutations found in the pairs of mutations.jsonl, as MUTATIONS.md says they are marked.

    python tests/quality/own/score_mutations.py GOLD PREDICTED [--dev|--test] [--errors] [--json]

PREDICTED are mutations in lines of JSON, as `sayso link` prints them, with the article ids
`<pair>-a` and `<pair>-b`. A mutation is right when it has a gold mutation's type (or one of those
that `accept` lists) and its words overlap gold's in both texts; where gold has no words in a text,
the predicted place lies within 60 characters of it. Each gold mutation counts once, and a
second one of the same type on the same words is passed over.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# A place where nothing stands may be told before or behind the words beside it.
NEAR = 60

Record = Mapping[str, Any]


def score(pairs: Sequence[Record], predicted: Sequence[Record]) -> dict[str, Any]:
    """Return precision, recall and F1, in all and by type, with the errors."""
    found: dict[str, list[Record]] = defaultdict(list)
    for each in predicted:
        found[str(each["a"]["id"]).rpartition("-")[0]].append(each)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    named, flagged, errors = 0, 0, []
    for pair in pairs:
        left = list(pair["mutations"])
        for each in found[pair["id"]]:
            match = next((gold for gold in left if _is_right(gold, each)), None)
            if match is None and any(_is_right(gold, each) for gold in pair["mutations"]):
                continue
            if match is None:
                wrong[each["type"]] += 1
                errors.append({"pair": pair["id"], "false": _brief(each)})
            else:
                left.remove(match)
                right[match["type"]] += 1
                named += each["subtype"] == match["subtype"]
        for gold in left:
            missed[gold["type"]] += 1
            errors.append({"pair": pair["id"], "missed": _brief(gold)})
        flagged += not pair["mutations"] and bool(found[pair["id"]])
    harmless = sum(not pair["mutations"] for pair in pairs)
    types = sorted({*right, *wrong, *missed})
    return {
        **_measures(right.total(), wrong.total(), missed.total()),
        "by_type": {kind: _measures(right[kind], wrong[kind], missed[kind]) for kind in types},
        "subtype": named / max(1, right.total()),
        "harmless_left_alone": 1 - flagged / max(1, harmless),
        "errors": errors,
    }


def _is_right(gold: Record, each: Record) -> bool:
    if each["type"] not in (gold["type"], *gold.get("accept", ())):
        return False
    return all(_touch(gold[side], each[side]) for side in "ab")


def _touch(gold: Record, each: Record) -> bool:
    slack = NEAR if gold["start"] == gold["end"] else 0
    end = max(each["end"], each["start"] + 1)
    return bool(each["start"] < gold["end"] + slack + (slack > 0) and gold["start"] - slack < end)


def _measures(right: int, wrong: int, missed: int) -> dict[str, float]:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"p": precision, "r": recall, "f1": f1, "gold": right + missed}


def _brief(each: Record) -> list[str]:
    return [each["type"], each["subtype"], each["a"]["text"], each["b"]["text"]]


def lines(path: str) -> list[Record]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def main() -> None:
    options = [each for each in sys.argv[1:] if each.startswith("--")]
    paths = [each for each in sys.argv[1:] if not each.startswith("--")]
    pairs = lines(paths[0])
    if "--dev" in options or "--test" in options:
        pairs = [pair for pair in pairs if f"--{pair['split']}" in options]
    result = score(pairs, lines(paths[1]))
    if "--errors" not in options:
        del result["errors"]
    print(json.dumps(result, indent=None if "--json" in options else 1, ensure_ascii=False))


if __name__ == "__main__":
    main()
