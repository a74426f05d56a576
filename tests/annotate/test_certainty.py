"""How a statement is put."""

import time

import pytest

from sayso.annotate.certainty import caveats_in, certainty_of, hedges_in


@pytest.mark.parametrize(
    ("sentence", "statement", "certainty"),
    [
        ("The board said 40 sailors died.", "40 sailors died", "asserted"),
        ("On May 5 he left.", "he left", "asserted"),
        (
            "Velmaria appears to have sent 40 ships.",
            "Velmaria appears to have sent 40 ships",
            "hedged",
        ),
        ("It may have sent 40 ships.", "40 ships", "hedged"),
        ("The board believes that 40 sailors died.", "40 sailors died", "hedged"),
        ("Velmaria is reportedly sending 40 ships.", "40 ships", "hedged"),
        ("Perhaps 40 sailors died.", "40 sailors", "hedged"),
        ("Velmaria denied that 40 sailors died, saying 5 did.", "40 sailors died", "denied"),
        ("Velmaria denied that 40 sailors died, saying 5 did.", "5 did", "asserted"),
        ("Analysts doubt that 40 sailors died.", "40 sailors died", "doubted"),
        ("40 villages flood if the dam breaks.", "40 villages flood", "conditional"),
        ("Should the dam break, 40 villages would flood.", "the dam break", "conditional"),
        ("Unconfirmed reports spoke of 40 dead.", "40 dead", "unverified"),
        ("The toll of 40 could not be independently verified.", "The toll of 40", "unverified"),
        ("He denied it. The board counted 40 dead.", "The board counted 40 dead", "asserted"),
    ],
)
def test_certainty(sentence: str, statement: str, certainty: str) -> None:
    start = sentence.index(statement)
    found = certainty_of(sentence, start, start + len(statement))
    assert found.value == certainty


def test_hedges_are_spans_of_the_softening_words() -> None:
    text = "It might sink, and it is likely to."
    assert [text[s:e] for s, e in hedges_in(text, 0, len(text))] == ["might", "likely"]
    assert hedges_in(text, 15, 20) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The claim could not be independently verified.",
        "He spoke of 40 dead without elaborating.",
        "She did not provide any evidence.",
        "The exact number is unknown.",
        "The ministry did not respond.",
    ],
)
def test_a_caveat_is_seen(text: str) -> None:
    assert caveats_in(text, 0, len(text))


def test_a_plain_statement_has_no_caveat() -> None:
    assert caveats_in("The board counted 40 dead on Monday.", 0, 36) == ()


@pytest.mark.parametrize("unit", ["may ", "not any ", "could not be ", "(", '"', "1", " "])
def test_debris_takes_no_longer_than_its_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.perf_counter()
    certainty_of(text, 0, len(text))
    caveats_in(text, 0, len(text))
    assert time.perf_counter() - started < 4
