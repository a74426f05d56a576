"""Quotations: paired whatever marks a page uses, and never a crash on odd ones."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.quotes import Quoted, quotations, speech_of


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Oram said "no" and “never”.', ['"no"', "“never”"]),
        ("''It floats,'' Oram said. ''It does.''", ["''It floats,''", "''It does.''"]),
        ('“It floats," Oram said.', ['“It floats,"']),
        ("«Il flotte», dit Oram.", ["«Il flotte»"]),
        ('A 5" pipe and a "big" one.', ['"big"']),
        ("“It is Oram’s boat.” It was ‘his’.", ["“It is Oram’s boat.”", "‘his’"]),
    ],
)
def test_marks_of_all_kinds_pair(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_an_unclosed_mark_takes_no_other_paragraph_with_it() -> None:
    assert quoted('"Lost and never closed.\n\nOram said "no".') == ['"no"']


def test_a_quotation_opened_anew_in_each_paragraph_goes_on() -> None:
    assert quoted("“One.\n\n“Two,” he said.") == ["“One.", "“Two,”"]


def test_speech_is_direct_mixed_or_indirect() -> None:
    assert speech_of("“All of it.”", [(0, 12)]) == "direct"
    assert speech_of("that it was “bad” for us", [(0, 24)]) == "mixed"
    assert speech_of("that it was bad", [(0, 15)]) == "indirect"


@given(st.text(alphabet="a B.\"“”'`«»\n", max_size=200))
def test_quotations_never_overlap_and_lie_in_the_text(text: str) -> None:
    spans = quotations(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    index = Quoted(spans)
    assert all(index.at(start) == (start, end) for start, end in spans)


@pytest.mark.parametrize("unit", ['"', "“", "''", '"a" ', "“a\n\n"])
def test_debris_takes_no_longer_than_its_length(unit: str) -> None:
    started = time.perf_counter()
    quotations(unit * (400_000 // len(unit)))
    assert time.perf_counter() - started < 4


def test_many_blank_lines_take_no_longer_than_their_length() -> None:
    started = time.perf_counter()
    assert quotations("“a” b" + " \n" * 200_000 + "“c” d") == ((0, 3), (400_005, 400_008))
    assert time.perf_counter() - started < 2


def test_a_line_of_blanks_ends_a_paragraph() -> None:
    assert quotations("“a b c\n \t \n“d e” f") == ((0, 6), (11, 16))
