"""The number grammar: what is read, how, and what is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.numbers import Number, holds_number, numbers


def only(text: str) -> Number:
    found = numbers(text)
    assert len(found) == 1, (text, found)
    return found[0]


def ends(number: Number) -> tuple[float | None, float | None, float | None]:
    return number.low, number.best, number.high


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("They counted 1,200 sheep.", "1,200", 1200),
        ("They counted four hundred and twelve sheep.", "four hundred and twelve", 412),
        ("The dam cost $6.8 million.", "$6.8 million", 6_800_000),
        ("Some 2.5bn shells were made.", "2.5bn", 2_500_000_000),
        ("They sold 10k lamps.", "10k", 10_000),
        ("Half a million lamps were sold.", "Half a million", 500_000),
        ("Six and a half million lamps were sold.", "Six and a half million", 6_500_000),
        ("A dozen lamps burned.", "A dozen", 12),
        ("It holds 75 000 barrels.", "75 000 barrels", 75_000),
        ("Seven out of eight lamps went dark.", "Seven out of eight", 0.875),
        ("One in five barns stood empty.", "One in five", 0.2),
        ("Two-thirds of the oats rotted.", "Two-thirds", 2 / 3),
        ("It fell to -12 degrees Celsius.", "-12 degrees Celsius", -12),
    ],
)
def test_a_plain_number_is_best_alone(text: str, span: str, value: float) -> None:
    number = only(text)
    assert text[number.start : number.end] == span
    assert number.best == pytest.approx(value)
    assert (number.low, number.high, number.bound) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The choir drew 7,000-9,000 listeners.", 7000, 9000),
        ("The choir drew 7,000–9,000 listeners.", 7000, 9000),
        ("Between 3 and 4 percent of the lamps failed.", 3, 4),
        ("The bridge needs $20 to $25 billion.", 20e9, 25e9),
        ("Six or seven ferries sailed.", 6, 7),
        ("Some 600 to 800 further singers came.", 600, 800),
    ],
)
def test_a_range_has_two_ends_and_no_best(text: str, low: float, high: float) -> None:
    assert ends(only(text)) == (low, None, high)


def test_a_change_from_one_number_to_another_is_two_numbers() -> None:
    assert [n.best for n in numbers("Membership rose from 60 to 90.")] == [60, 90]


@pytest.mark.parametrize(
    ("words", "bound", "expected"),
    [
        ("at least", ">=", (40, None, None)),
        ("no fewer than", ">=", (40, None, None)),
        ("more than", ">", (40, None, None)),
        ("up to", "<=", (None, None, 40)),
        ("as many as", "<=", (None, None, 40)),
        ("fewer than", "<", (None, None, 40)),
    ],
)
def test_a_bound_says_which_end_is_known(
    words: str, bound: str, expected: tuple[float | None, float | None, float | None]
) -> None:
    number = only(f"They saw {words} 40 lamps.")
    assert (number.bound, ends(number)) == (bound, expected)


def test_approximators_are_marked_but_not_the_determiner_some() -> None:
    for words in ("about", "some", "roughly", "nearly", "an estimated", "close to"):
        assert only(f"They saw {words} 40 lamps.").approximate, words
    assert only("They saw 300-odd lamps.").approximate
    assert not only("Some mayors want 40 lamps lit.").approximate


def test_what_comes_on_top_is_additive() -> None:
    for text in ("another 12 lamps", "12 more lamps", "an additional 12 lamps", "12 others"):
        assert only(f"They saw {text}.").additive, text
    assert not only("They saw 12 lamps, more than ever.").additive


def test_vague_words_keep_their_phrase_and_an_interval() -> None:
    number = only("Tens of thousands of lamps shone.")
    assert (number.vague, number.low, number.high) == ("tens of thousands", 20_000, 99_999)
    assert only("Frost covered hundreds of square miles.").unit == "square mile"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("64 % of the land", "percent"),
        ("64 per cent of the land", "percent"),
        ("up 3 percentage points", "percentage point"),
        ("winds of 90 mph", "mile per hour"),
        ("40 square kilometres of land", "square kilometre"),
        ("a potter aged 81", "year of age"),
        ("an 81-year-old potter", "year of age"),
        ("Petar Oram, 34, was hurt", "year of age"),
        ("€5 million", "euro"),
        ("$7 a gallon", "dollar per gallon"),
    ],
)
def test_units_have_one_name(text: str, unit: str | None) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "The 9th Company reached Fort 19 on its second attempt.",
        "Two-day talks began on Feb. 7, 2024, at 6:30 p.m. and ended in 2025.",
        "A T-14 stood on Highway 30 near an Antonov 26 of the G9; KORV-21 spread.",
        "The B&K 400 fell and they won 5-4.",
        "It lasted 30 days, then another six months.",
        "Call 020 7946 0958 or (555) 123-4567.",
        "IMG20310455187.jpg",
        "See https://example.org/2024/05/12345 and @oram99 and #77.",
        ".lamp{ margin: 12.5%; } .oil { width: 640px; line-height: 22px; }",
        "later(run, 900); const n = 40; function () { return 12; }",
        "One of the captives spoke to another; one could not leave; no one did.",
        "Not the stronger lamp but a weaker one.",
        "A half-frozen lamp of the 80's.",
        "Several lamps, many lamps, a lamp.",
        "He lives at 12 Quarry Street.",
    ],
)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert numbers(text) == ()


def test_a_number_in_title_case_is_read() -> None:
    assert [n.best for n in numbers("Flood Kills 12 People, Drives 40 From Their Homes")] == [
        12,
        40,
    ]


@given(st.text(alphabet="01234,.-–%$ abtwomiln½\n'\"()", max_size=60))
def test_spans_stand_in_the_text_in_order(text: str) -> None:
    last = 0
    for number in numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.end


@given(st.integers(min_value=0, max_value=999_999))
def test_digits_with_commas_keep_their_value(value: int) -> None:
    assert only(f"They saw {value:,} lamps there").best == value


@pytest.mark.parametrize("piece", ["1", "(", '"', "1 ", "one ", "1,", "at least 1 ", "1(", "<1"])
def test_a_hostile_line_passes_quickly(piece: str) -> None:
    line = piece * (500_000 // len(piece))
    began = time.perf_counter()
    numbers(line)
    holds_number(line)
    assert time.perf_counter() - began < 5
