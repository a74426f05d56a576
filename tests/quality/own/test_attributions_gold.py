"""The invented gold is sound: spans, parents, speech, names, the balance of its halves.

What a slot means is told in ATTRIBUTIONS.md.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.quality.own.score_attributions import score, self_test, speech_of

ARTICLES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("attributions.jsonl").read_text("utf-8").splitlines()
]
READ = [article for article in ARTICLES if article["attributions"]]
SPANS = ("source", "cue", "content", "hedges", "caveats")
KINDS = {"person", "body", "outlet", "document", "collective", "unnamed", "nobody"}
CERTAINTIES = {"asserted", "hedged", "denied", "doubted", "conditional", "unverified"}
NAMELESS = {"collective", "unnamed", "nobody"}


def attributions(articles: Sequence[dict[str, Any]] = ARTICLES) -> Iterator[tuple[str, Any]]:
    for article in articles:
        for attribution in article["attributions"]:
            yield article["text"], attribution


def inside(spans: list[list[int]], others: list[list[int]]) -> bool:
    return all(any(a <= start and end <= b for a, b in others) for start, end in spans)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_spans_stand_in_the_text_and_touch_whole_words(article: dict[str, Any]) -> None:
    text = article["text"]
    for attribution in article["attributions"]:
        for start, end in [
            span for key in SPANS for span in attribution[key] + (attribution["to"] or [])
        ]:
            piece = text[start:end]
            assert 0 <= start < end <= len(text)
            assert piece == piece.strip() and "\n\n" not in piece, piece
            assert not (text[start - 1 : start + 1].isalnum() and start), piece
            assert not text[end - 1 : end + 1].isalnum() or end == len(text) or end - start == 1
        assert attribution["content"]
        assert not any(inside([span], attribution["content"]) for span in attribution["source"])


@pytest.mark.parametrize("article", READ, ids=lambda article: article["id"])
def test_an_inner_attribution_stands_in_its_parents_content(article: dict[str, Any]) -> None:
    by_id = {attribution["id"]: attribution for attribution in article["attributions"]}
    assert len(by_id) == len(article["attributions"])
    for attribution in by_id.values():
        seen, here = set(), attribution
        while here["parent"]:
            assert here["id"] not in seen, "a circle"
            seen.add(here["id"])
            parent = by_id[here["parent"]]
            assert inside(here["content"], parent["content"]), (here["id"], parent["id"])
            here = parent


def test_speech_is_what_the_quotation_marks_say() -> None:
    for text, attribution in attributions():
        assert attribution["speech"] == speech_of(text, attribution["content"]), attribution


def test_kind_name_and_source_go_together() -> None:
    for text, attribution in attributions():
        kind = attribution["source_kind"]
        assert kind in KINDS
        assert attribution["source"] or kind == "nobody"
        if kind in NAMELESS:
            assert attribution["source_name"] is None, attribution
        assert (attribution["to"] is None) == ("to_text" not in attribution)
        if attribution["to"]:
            said = " ".join(text[start:end] for start, end in attribution["to"])
            assert said == attribution["to_text"]


def test_a_name_stands_in_its_article() -> None:
    for article in READ:
        known = [article[key] or "" for key in ("text", "title", "outlet", "agency")]
        there = re.sub(r"\s+", " ", " ".join(known + article["authors"])).lower()
        for attribution in article["attributions"]:
            assert (attribution["source_name"] or "").lower() in there, attribution


def test_what_is_not_asserted_says_by_which_words() -> None:
    for _, attribution in attributions():
        certainty = attribution["certainty"]
        assert certainty in CERTAINTIES
        assert bool(attribution["hedges"]) == (certainty != "asserted") or certainty == "unverified"
        if certainty == "unverified":
            assert attribution["caveats"], attribution


def test_both_halves_hold_every_phenomenon() -> None:
    halves = {
        split: [article for article in ARTICLES if article["split"] == split]
        for split in ("dev", "test")
    }
    assert len(halves["dev"]) == len(halves["test"])
    assert sum(map(len, halves.values())) == len(ARTICLES)
    tags = [Counter(tag for a in half for tag in a["tags"]) for half in halves.values()]
    assert set(tags[0]) == set(tags[1])
    for key, values in (
        ("certainty", CERTAINTIES),
        ("source_kind", KINDS),
        ("speech", {"direct", "indirect", "mixed"}),
    ):
        for half in halves.values():
            counts = Counter(attribution[key] for _, attribution in attributions(half))
            assert set(counts) == values and min(counts.values()) >= 9, (key, counts)


def test_there_is_enough_of_what_is_rare() -> None:
    every = [attribution for _, attribution in attributions()]
    assert len(READ) >= 44 and len(every) >= 330
    assert sum(bool(attribution["parent"]) for attribution in every) >= 70
    assert sum(bool(attribution["to"]) for attribution in every) >= 40
    assert sum(attribution["source_kind"] == "unnamed" for attribution in every) >= 40
    assert sum(bool(attribution["caveats"]) for attribution in every) >= 40


def test_another_language_has_no_attributions() -> None:
    others = [article for article in ARTICLES if article.get("language")]
    assert {article["language"] for article in others} == {"de", "es", "fr", "pt"}
    assert not any(article["attributions"] for article in others)


def test_the_scorer_tells_right_from_wrong() -> None:
    self_test(ARTICLES)


def test_the_scorer_counts_one_fault_once() -> None:
    spoilt = {article["id"]: article | {"attributions": []} for article in ARTICLES}
    first = READ[0]
    parent, child = next(
        (attribution["parent"], attribution["id"])
        for attribution in first["attributions"]
        if attribution["parent"]
    )
    spoilt[first["id"]] = first | {
        "attributions": [a for a in first["attributions"] if a["id"] != parent]
    }
    result = score([first], spoilt)
    wanted = [a for a in first["attributions"] if not a.get("optional")]
    assert result["REL"]["precision"] == 1
    assert result["REL"]["recall"] == pytest.approx((len(wanted) - 1) / len(wanted))
    wrong = {slot for slot, share in result["slots"].items() if share["accuracy"] < 1}
    assert wrong == {"parent", "chain"}, child
