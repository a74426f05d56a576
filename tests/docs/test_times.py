"""The page on times lists every rule, and each of its examples is what `annotate` finds."""

import re

import msgspec
import pytest

from sayso.annotate.times import times
from sayso.data import load
from sayso.model import Article
from tests.conftest import ROOT

PAGE = (ROOT / "docs/reference/times.md").read_text(encoding="utf-8")
PUBLISHED = "2025-02-27"


class Example(msgspec.Struct, frozen=True):
    """A row of the page: the rule, the sentence with its time between stars, value and days."""

    rule: str
    sentence: str
    value: str
    days: str


EXAMPLES = [
    Example(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in PAGE.splitlines()
    if "**" in line and line.count("|") == 5
]


def shown(sentence: str) -> Example:
    before, words, after = sentence.split("**")
    text = before + words + after
    found = times(Article(id="a", text=text, published=PUBLISHED))
    time = next(each for each in found if (each.start, each.text) == (len(before), words))
    value = f"`{time.value}`" if time.value else "open"
    days = " to ".join(sorted(set(time.interval))) if time.interval else "none"
    told = f"{time.type} {value} {time.mod or ''}".strip()
    return Example(time.rule, sentence, told, days)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.sentence)
def test_each_example_is_what_annotate_finds(example: Example) -> None:
    assert shown(example.sentence) == example


def test_every_rule_has_an_example() -> None:
    told = {name.strip() for example in EXAMPLES for name in example.rule.split(",")}
    told |= {example.rule for example in EXAMPLES}
    told |= set(re.findall(r"\(rule \"([^\"]+)\"\)", PAGE))
    assert {rule["name"] for rule in load("times")["rules"]} <= told
