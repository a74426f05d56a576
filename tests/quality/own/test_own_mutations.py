"""The own pairs are sound: spans are the texts, what is marked differs, both splits hold all."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from sayso.model import MutationType
from tests.quality.own.score_mutations import score

PAIRS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "mutations.jsonl").read_text(encoding="utf-8").splitlines()
]
MARKS = [(pair, mark) for pair in PAIRS for mark in pair["mutations"]]
LEAST_PAIRS, LEAST_HARMLESS = 160, 30


@pytest.mark.parametrize(
    ("pair", "mark"), MARKS, ids=[f"{pair['id']}-{mark['type']}" for pair, mark in MARKS]
)
def test_a_mark_is_the_words_that_differ(pair: dict[str, Any], mark: dict[str, Any]) -> None:
    assert {mark["type"], *mark.get("accept", ())} <= set(get_args(MutationType))
    for side in "ab":
        at = mark[side]
        assert pair[side][at["start"] : at["end"]] == at["text"] == at["text"].strip()
    assert mark["a"]["text"] != mark["b"]["text"] or mark["subtype"] == "moved"


def test_the_set_is_large_enough_and_both_splits_hold_every_tag() -> None:
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS) >= LEAST_PAIRS
    assert sum(not pair["mutations"] for pair in PAIRS) >= LEAST_HARMLESS
    tags = {
        split: Counter(pair["tag"] for pair in PAIRS if pair["split"] == split)
        for split in ("dev", "test")
    }
    assert tags["dev"].keys() == tags["test"].keys()
    assert {mark["type"] for _, mark in MARKS} == set(get_args(MutationType))


def test_the_scorer_gives_gold_full_marks_and_an_empty_answer_none() -> None:
    gold = [
        {**mark, **{side: {**mark[side], "id": f"{pair['id']}-{side}"} for side in "ab"}}
        for pair, mark in MARKS
    ]
    assert score(PAIRS, gold)["f1"] == 1.0
    assert score(PAIRS, [])["f1"] == 0.0
    harmless = next(pair["id"] for pair in PAIRS if not pair["mutations"])
    false = {
        **gold[0],
        "a": {**gold[0]["a"], "id": f"{harmless}-a"},
        "b": {**gold[0]["b"], "id": f"{harmless}-b"},
    }
    result = score(PAIRS, [*gold, false])
    assert result["f1"] < 1.0
    assert result["harmless_left_alone"] < 1.0
