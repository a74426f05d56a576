"""Pages made to hurt, or broken on the way: they are read to the end, with spans that hold."""

import time

import pytest

import sayso
from sayso.annotate.parse import MOST_SENTENCES, parse
from sayso.annotate.sentences import sentences
from sayso.model import Annotation, Article

SIZE = 100_000
PROSE = (
    "the governor of Velm said on Monday that at least 40 houses were flooded and 300 people had "
    "fled, while the ministry put the number of dead at 12 in May 2021 "
)
PIECES = {
    "digits": "12 34 56 ",
    "digits without a blank": "7",
    "digits and dashes": "1-2-",
    "number words": "one two three ",
    "number lines": "1\n",
    "straight quotes": '"',
    "curled quotes": "“a” ",
    "brackets": "(",
    "mixed brackets": "([{<",
    "weekdays": "Thursday ",
    "months": "May ",
    "years": "2021 ",
    "said": "said ",
    "denials": "Oram denied that ",
    "nobody hurt": "no casualties ",
    "prose without a stop": PROSE,
    "emoji": "👩‍👩‍👧🇻🇲 12 ",
    "combining marks": "e\u0301\u0323 1\u0301 ",
    "escapes": "\\ud83d\\udc00 12 ",
    "lone surrogates": "\ud800 12 said ",
    "nul": "12\0said\0",
    "right to left": "قال 12 \u202eאמר ",
    "stops": ". ",
    "capitals": "A. B. ",
    "bounds": "at least up to ",
    "halves": "half a ",
}


def spans(found: Annotation) -> list[tuple[int, int]]:
    held = [(figure.start, figure.end) for figure in found.figures]
    held += [(time.start, time.end) for time in found.times]
    held += [(none.start, none.end) for none in found.unquantified]
    for said in found.attributions:
        held += [*said.source, *said.cue, *said.content, *said.hedges]
    return held


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    found = sayso.annotate(Article(id="x", text=text, published="2025-10-14"))
    assert all(0 <= start <= end <= len(text) for start, end in spans(found))
    assert all(figure.text == text[figure.start : figure.end] for figure in found.figures)
    assert all(time.text == text[time.start : time.end] for time in found.times)


def test_many_short_lines_are_read() -> None:
    text = "Rain in Velm.\n\n" * (SIZE // 15) + "The mayor said 40 homes were flooded."
    found = sayso.annotate(Article(id="x", text=text, published="2025-10-14"))
    assert [figure.best for figure in found.figures] == [40.0]


def test_a_sentence_too_long_to_be_prose_is_not_parsed() -> None:
    text = PROSE * 40 + "."
    found = sayso.annotate(Article(id="x", text=text, published="2025-10-14"))
    assert not [figure for figure in found.figures if figure.counted]


def test_the_same_short_line_without_end_is_read_soon() -> None:
    started = time.perf_counter()
    text = "He said 4.\n\n" * 20_000
    found = sayso.annotate(Article(id="x", text=text, published="2025-10-14"))
    assert len(found.figures) == 20_000
    assert time.perf_counter() - started < 12


def test_the_same_sentence_is_parsed_once_and_a_list_not_to_its_end() -> None:
    text = "He said 4. " * (MOST_SENTENCES + 5)
    spans_of = sentences(text)
    parses = parse(text, spans_of, range(len(spans_of)))
    assert len(parses) == MOST_SENTENCES
    assert parses[0] is parses[1]
