"""Origins and findings of our own stories, one an edge case, do not fall.

python -m tests.quality.own.test_own_origins         prints the scores of both halves
python -m tests.quality.own.test_own_origins dev     and the misses of the half that may be read
"""

import functools
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sayso
from sayso.link.parted import parted
from sayso.model import Annotated, Article
from sayso.weigh import weigh
from tests.quality.own.score_origins import Record, score

HERE = Path(__file__).parent
STORIES: list[Record] = [
    json.loads(line) for line in (HERE / "origins.jsonl").read_text(encoding="utf-8").splitlines()
]
FLOORS: Mapping[str, Mapping[str, float]] = tomllib.loads(
    (HERE / "origins_floors.toml").read_text()
)
CASES = [(half, key) for half, floors in FLOORS.items() for key in floors]
HALVES = ("dev", "test")
SPLITS = (*HALVES, "later")


def weighed(story: Record) -> tuple[list[Record], list[Record]]:
    """The origins and findings of one story, as they are exported."""
    articles = [
        msgspec.convert({**each, "story": story["story"]}, Article) for each in story["articles"]
    ]
    annotated = {each.id: sayso.annotate(each) for each in articles}
    links = sayso.link(articles, lambda each: annotated[each.id])
    origins: list[Record] = []
    findings: list[Record] = []
    for one, inside in parted(links):
        members = [Annotated(article=each, annotation=annotated[each.id]) for each in articles]
        found = weigh(one, members, inside)
        origins += [msgspec.to_builtins(each) for each in found.origins]
        findings += [msgspec.to_builtins(each) for each in found.findings]
    return origins, findings


@functools.cache
def scores(half: str) -> Mapping[str, Any]:
    gold = [each for each in STORIES if each["split"] == half]
    found = {each["story"]: weighed(each) for each in gold}
    return score(
        gold,
        {name: origins for name, (origins, _) in found.items()},
        {name: findings for name, (_, findings) in found.items()},
    )


@pytest.mark.parametrize(("half", "key"), CASES)
def test_no_score_on_our_own_stories_is_below_its_floor(half: str, key: str) -> None:
    assert scores(half)[key] >= FLOORS[half][key]


@pytest.mark.parametrize("half", SPLITS)
def test_no_conflict_where_there_is_none(half: str) -> None:
    assert scores(half)["false_conflicts"] == 0


def test_both_halves_hold_every_case_and_the_gold_follows_its_own_definition() -> None:
    cases = {half: Counter(s["case"] for s in STORIES if s["split"] == half) for half in HALVES}
    assert cases["dev"] == cases["test"]
    for story in STORIES:
        ids = {each["id"] for each in story["articles"]}
        for claim in story["claims"]:
            types = Counter(root["type"] for root in claim["roots"])
            identified = types["named"] + types["observed"]
            others = types["unnamed"] + types["unattributed"]
            counts = (claim["n_min"], claim["n_max"])
            assert counts == (identified or min(1, others), identified + others), story["story"]
        for finding in (*story["findings"], *story["allowed"]):
            assert set(finding["articles"]) <= ids


def test_the_scorer_gives_gold_full_marks_and_an_empty_answer_none() -> None:
    origins = {
        story["story"]: [
            {
                **claim,
                "conduits": ["x"] * claim["conduits"],
                "documents": ["x"] * claim["documents"],
            }
            for claim in story["claims"]
        ]
        for story in STORIES
    }
    findings = {
        story["story"]: [{**each, "type": each["type"].split("|")[0]} for each in story["findings"]]
        for story in STORIES
    }
    full = score(STORIES, origins, findings)
    assert (full["counts"], full["findings_f1"], full["misses"]) == (1.0, 1.0, [])
    empty = score(STORIES, {}, {})
    assert (empty["counts"], empty["findings_f1"]) == (0.0, 0.0)


if __name__ == "__main__":
    for half in SPLITS:
        found = dict(scores(half))
        misses = found.pop("misses")
        print(half, json.dumps(found))
        if half != "test" and half in sys.argv:
            print(*misses, sep="\n")
