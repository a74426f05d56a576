"""Where sentences begin and end."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. J. P. Oram left at 5 p.m. Friday.", "Nobody saw him."],
        ["He went to the U.S.", "The trip took a day."],
        ["The U.S. Navy came.", "It was No. 5 on the list."],
        ["“It is over,” she said.", "“Go home.”"],
        ["“We won!” Captain Oram said.", "The crowd roared."],
        ["“Who cares?” he asked.", "No one did."],
        ["The toll rose to 3.5 million.", "al-Shar spoke next."],
        ["It stood… and fell.", "Élodie Venn wept."],
        ["On Jan. 5 it snowed.", "(It thawed.)", "Then it froze."],
    ],
)
def test_a_reader_would_cut_here_and_nowhere_else(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_no_sentence_crosses_a_blank_line() -> None:
    assert split("A heading without a stop\n\nThe text begins.") == [
        "A heading without a stop",
        "The text begins.",
    ]


def test_a_dateline_stands_apart() -> None:
    assert split("VELMAR CITY, Velmaria (AB) — The port closed.")[1] == "The port closed."


@given(st.text(alphabet="aA1.!?…\"“”'() \n—,", max_size=200))
def test_spans_are_in_order_and_lose_nothing_but_blanks(text: str) -> None:
    spans = sentences(text)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert "".join("".join(text[s:e] for s, e in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", [".", "1", '"', "(", "Mr. A ", ". ", "\n ", "AB (CD) — "])
def test_debris_takes_no_longer_than_its_length(unit: str) -> None:
    started = time.perf_counter()
    sentences(unit * (400_000 // len(unit)))
    assert time.perf_counter() - started < 4
