"""The number grammar: what is read, how, and what is left alone."""

import time

import msgspec
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
        ("It fell to - 12 degrees Celsius.", "- 12 degrees Celsius", -12),
        ("They sold two hundred and two thousand lamps.", "two hundred and two thousand", 202_000),
        ("They sold 80, 000 lamps.", "80, 000", 80_000),
        ("They sold 1'200'000 lamps.", "1'200'000", 1_200_000),
        ("They burned 1.000,5 hectares.", "1.000,5 hectares", 1000.5),
        ("It cost €1.234.567,89 in all.", "€1.234.567,89", 1_234_567.89),
        ("They counted ١٢٣ sheep.", "١٢٣", 123),
        ("They counted １，２００ sheep.", "１，２００", 1200),
        ("They counted \u202b١٢٣\u202c sheep.", "١٢٣", 123),
        ("Three twenty-firsts of it rotted.", "Three twenty-firsts", 3 / 21),
        ("One in 35 children is ill.", "One in 35", 1 / 35),
        ("One child in five is ill.", "One child in five", 0.2),
        ("Two in three of the wells are dry.", "Two in three", 2 / 3),
        ("It cost three dollars and fifty cents.", "three dollars and fifty cents", 3.5),
        ("It cost 15 dollars 50.", "15 dollars 50", 15.5),
        ("They stole £88m worth of lamps.", "£88m", 88_000_000),
        ("A third have left.", "A third", 1 / 3),
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
        ("It costs €65-70m.", 65e6, 70e6),
        ("More than 20 but fewer than 30 singers came.", 20, 30),
        ("No more than 50 and no less than 20 singers came.", 20, 50),
        ("It was between minus 5 and 3 degrees.", -5, 3),
        ("Between 10 and 12 or 13 singers came.", 10, 13),
        ("They lost 10 to 20 to 30 lorries.", 10, 30),
    ],
)
def test_a_range_has_two_ends_and_no_best(text: str, low: float, high: float) -> None:
    assert ends(only(text)) == (low, None, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Some 12,000 to 10,000 people fled.", 10_000, 12_000),
        ("Between 40 and 30 percent fled.", 30, 40),
    ],
)
def test_a_range_said_from_high_to_low_is_put_in_order_and_says_so(
    text: str, low: float, high: float
) -> None:
    number = only(text)
    assert (number.low, number.high, number.rule) == (low, high, "range, said from high to low")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Membership rose from 60 to 90.", [60, 90]),
        ("Membership rose by 30 to 90.", [30, 90]),
        ("Sales rose 6 percent to $1.5 billion.", [6, 1.5e9]),
        ("They cut it from 12,000 to 10,000.", [12_000, 10_000]),
        ("One side raised $64 million to the other's $45 million.", [64e6, 45e6]),
    ],
)
def test_a_change_or_a_comparison_is_two_numbers(text: str, values: list[float]) -> None:
    assert [n.best for n in numbers(text)] == values


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
    assert not only("Some of the 40 lamps are lit.").approximate


def test_a_number_that_is_compared_with_has_no_bound() -> None:
    assert only("The toll is higher than the 95 deaths that the city admits.").bound is None
    assert only("The toll is higher than 95.").bound == ">"


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
        ("a $40 ticket", "dollar"),
        ("A$40 in all", "australian dollar"),
        ("HK$40 in all", "hong kong dollar"),
        ("40 € in all", "euro"),
        ("100元 in all", "chinese yuan"),
        ("40 usd in all", "dollar"),
        ("40 Georgian lari", "georgian lari"),
        ("500 Egyptian pounds", "egyptian pound"),
        ("a fine of 400 pounds", "pound sterling"),
        ("400 pounds of oats", "pound"),
        ("Rs 640 crore", "rupee"),
        ("R26 million in all", "south african rand"),
        ("40 sq. km of land", "square kilometre"),
        ("40 square inches", "square inch"),
        ("40 km² of land", "square kilometre"),
        ("3 MWh a day", "megawatt hour per day"),
        ("12 mg/L of lead", "milligram per litre"),
        ("2 billion gallons of fuel a year", "gallon per year"),
        ("a heat of 36C", "celsius"),
        ("0.4pc of it", "percent"),
        ("a 27 yo potter", "year of age"),
        ("children under the age of five", "year of age"),
        ("people over 75", "year of age"),
        ("a sailor, 17, was hurt", "year of age"),
        ("The youngest is 11.", "year of age"),
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
        "The 155mm shells and a 9mm pistol.",
        "It lies at 33.91923, -118.33339.",
        "Phase 5 conditions; Pellin, PA 23456; a 20-F filing; the Comet 1C.",
        "At 8 p. m. they left 1587 Wren Street.",
        "He lives at 12 Quarry Street.",
        "In the 2300 block of Wren St. and the 100 North block of Oram Ave.",
        "They live at 218 W. Oram Ave. and at 16126 S.E. Wren St., near U.S. 27.",
        "He left the school.[37][38] He came back.[16]:84",
        "Residents called 911 and hid; the 911 calls were taped.",
        "Call 1-800-555-TIPS (8477) or text 274637 (CRIMES).",
        "A .45 caliber handgun, a .22-caliber pistol, a 12-gauge shotgun.",
        "Stay with 12 News; he stands 5'6\", call 658-5300 or call at 658-5300.",
        "Outside the home of Vera Oram, 2211 Falling Oak, they wait.",
        "Image 3 of 5 Rescuers at the dam.",
        "Photo: Ana Oram/Karsk Post Image 1 of / 5 Caption Close",
        "2 / 12 A man walks past the ruins.",
        "Page 2 of 3",
    ],
)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert numbers(text) == ()


def test_numbers_that_only_look_like_one_to_call_or_an_address_are_read() -> None:
    assert [n.best for n in numbers("The toll rose to 110 and then to 112.")] == [110, 112]
    assert [n.best for n in numbers("They called 12 witnesses; 911 people fled.")] == [12, 911]
    assert [n.best for n in numbers("The toll stood at 250 Selinians.")] == [250]
    assert [n.best for n in numbers("In the U.S. 27 people died.")] == [27]


def test_so_many_of_so_many_are_read_where_they_name_no_place_in_a_series() -> None:
    assert [n.best for n in numbers("5 of 30 prisoners were caught.")] == [5, 30]
    assert [n.best for n in numbers("Of the boats 3 of 4 Velmar crews came back.")] == [3, 4]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Mila Reed Oram, 21; Ana Oram, 39; and Bo Tarn, 10; were hurt.", [21, 39, 10]),
        ("The dead are Ada Wren, 22; and Vera Oram, 19.[46]", [22, 19]),
        ("Bo Tarn and Ole Brint, both 16, fled.", [16]),
        ("Their children are Vera, 6, and Ole, 10.", [6, 10]),
        ('Oram, called "Ox," 20, of Velmar was held.', [20]),
        ("Sex: M Age: 27 Condition: stable", [27]),
        ("They linked Bo Tarn, 19 to the boat.", [19]),
    ],
)
def test_the_number_behind_a_name_is_an_age(text: str, ages: list[int]) -> None:
    found = numbers(text)
    assert [n.best for n in found] == ages
    assert {n.unit for n in found} == {"year of age"}


def test_the_number_behind_a_place_or_a_day_is_none() -> None:
    for text in ("In Port Clarion, 14 fled.", "He said that on Monday, 14 fled."):
        assert [n.unit for n in numbers(text)] == [None]


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


def test_several_ages_of_one_phrase_are_ages_and_the_people_are_not() -> None:
    found = numbers("two women, ages 37 and 52, and three men, aged 7, 9 and 45")
    assert [n.best for n in found if n.unit == "year of age"] == [37, 52, 7, 9, 45]
    assert [n.best for n in found if n.unit is None] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1000,
        "9," * 5000,
        "1.000,5" * 400,
        " ".join(str(i) for i in range(1500)),
        "| 12 | 400 | 7 |\n" * 2000,
        "10 to " * 500 + "10",
        "between " * 500 + "10 and 20",
        "one in " * 500 + "two",
        "one over " * 500 + "two",
        "$" * 1000 + "5",
        "minus " * 1000 + "5",
        "\u202e12\u202c3\u200f" * 500,
        "½" * 1000,
        "10 € 20 € " * 500,
        "3 dollars and " * 500,
        "twenty-" * 1000,
        "1 " + "( [ " * 1000,
        "and 1 " * 1000,
        "5 of a " * 1000,
        "a hundred thousand " * 1000,
    ],
)
def test_odd_text_is_read_or_left_and_never_stops_the_run(text: str) -> None:
    began = time.perf_counter()
    found = numbers(text)
    assert time.perf_counter() - began < 5
    for number in found:
        known = [end for end in ends(number) if end is not None]
        assert known == sorted(known)
        assert 0 <= number.start < number.end <= len(text)
    if text.startswith("99"):
        assert found == ()


def test_ten_million_characters_are_read_to_the_end() -> None:
    idle = "Nobody saw what came down the river that night, nor did they ask.\n" * 150
    text = ("They saw 12 to 15 lamps, 3 of them lit, on $4 million of oats.\n" + idle) * 1000
    assert len(text) > 9_900_000
    began = time.perf_counter()
    found = numbers(text)
    assert time.perf_counter() - began < 60
    assert len(found) == 3000
    assert [found[0].low, found[1].best, found[2].unit] == [12, 3, "dollar"]
    assert text[found[-1].start : found[-1].end] == "$4 million"


PIECES = st.sampled_from(
    ["12", "1,200", "0.5", "three", "twenty-", "hundred", "and", "to", "-", "–", "or", "between", "from",
     "minus", "over", "half", "a", "in", "of", "percent", "%", "$", "£", "€", "m", "million", "km", "/", "per",
     "year", "aged", "at least", "fewer than", "about", "another", "more", "some", "dozens", "(", ")", ",", ".",
     ";", '"', "people", "won", "cents", "١٢", "５", "\u200f", "’", "°", "C"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_spans_are_apart_and_ends_in_order(text: str) -> None:
    last = 0
    for number in numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.end
        known = [end for end in ends(number) if end is not None]
        assert known
        assert known == sorted(known)
        assert number.best is None or (number.low is None and number.high is None)
        again = msgspec.json.decode(msgspec.json.encode(number), type=Number)
        assert again == number
