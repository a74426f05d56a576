"""What no public collection measures of attributions does not fall: chains, names, certainty.

python -m tests.quality.own.test_attributions_floors    prints the scores of both halves
"""

import functools
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sayso
from sayso.model import Article
from tests.quality.own import score_attributions as scorer

HERE = Path(__file__).parent
FLOORS: Mapping[str, Mapping[str, float]] = tomllib.loads((HERE / "floors.toml").read_text())
CASES = [(half, key) for half, floors in FLOORS.items() for key in floors]


def gold(half: str) -> list[dict[str, Any]]:
    articles = scorer.lines(HERE / "attributions.jsonl")
    return [each for each in articles if each["split"] == half]


def annotated(article: dict[str, Any]) -> dict[str, Any]:
    known = {key: article.get(key) for key in Article.__struct_fields__ if article.get(key)}
    record = msgspec.convert(known, Article)
    found: dict[str, Any] = json.loads(msgspec.json.encode(sayso.annotate(record)))
    found["attributions"] = [_told(article["text"], each) for each in found["attributions"]]
    return found


def _told(text: str, each: dict[str, Any]) -> dict[str, Any]:
    """The words of `to` as the span nearest to the cue, as the gold has them."""
    words = each["to"]
    if words:
        at = (each["cue"] or each["content"])[0][0]
        places = sorted(_places(text, words), key=lambda start: abs(start - at))
        each["to"] = [[places[0], places[0] + len(words)]] if places else None
    return each


def _places(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


@functools.cache
def scores(half: str) -> Mapping[str, Any]:
    articles = gold(half)
    return scorer.score(articles, {each["id"]: annotated(each) for each in articles})


@pytest.mark.parametrize(("half", "key"), CASES)
def test_no_score_on_our_own_articles_is_below_its_floor(half: str, key: str) -> None:
    value: Any = scores(half)
    for part in key.split("/"):
        value = value[part]
    assert value >= FLOORS[half][key]


if __name__ == "__main__":
    for half in FLOORS:
        print(half)
        scorer.show(scores(half))
