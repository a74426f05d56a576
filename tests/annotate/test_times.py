"""What a reader of the ledger would notice: which words are a time, and which days they cover."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.times import times
from sayso.annotate.times.intervals import interval_of
from sayso.model import Article, Block, Time

# A Thursday.
PUBLISHED = "2025-02-27T18:44"


def found(text: str, published: str | None = PUBLISHED) -> list[Time]:
    return list(times(Article(id="art-1", text=text, published=published)))


def one(text: str, published: str | None = PUBLISHED) -> Time:
    records = found(text, published)
    assert len(records) == 1, [record.text for record in records]
    return records[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "interval"),
    [
        ("Velmaria said Thursday it had lost a ship.", "Thursday", "2025-02-27", 1),
        ("It was hit on Friday.", "Friday", "2025-02-21", 1),
        ("The court will rule on Friday.", "Friday", "2025-02-28", 1),
        ("Votes are due to be counted on Monday.", "Monday", "2025-03-03", 1),
        ("He was shot by police on Monday.", "Monday", "2025-02-24", 1),
        ("A shop was set on fire on Monday.", "Monday", "2025-02-24", 1),
        ("Earlier Thursday, a dam broke.", "Earlier Thursday", "2025-02-27", 1),
        ("They met next Monday's speaker.", "next Monday", "2025-03-03", 1),
        ("They met last Thursday.", "last Thursday", "2025-02-20", 1),
        ("It rained yesterday.", "yesterday", "2025-02-26", 1),
        ("He spoke on Feb. 7 in Karsk.", "Feb. 7", "2025-02-07", 1),
        ("He spoke on 7 February 2025.", "7 February 2025", "2025-02-07", 1),
        ("He spoke on February 7, 2025, twice.", "February 7, 2025", "2025-02-07", 1),
        ("He spoke on the 7th of February.", "the 7th of February", "2025-02-07", 1),
        ("Dated 2025-02-07.", "2025-02-07", "2025-02-07", 1),
        ("Dated 27/02/2024.", "27/02/2024", "2024-02-27", 1),
        ("It fell on Tuesday, 4 February.", "Tuesday, 4 February", "2025-02-04", 1),
        ("In December, a bridge fell.", "December", "2024-12", 31),
        ("It will open in June.", "June", "2025-06", 30),
        ("They met in March 2023.", "March 2023", "2023-03", 31),
        ("They went last fall.", "last fall", "2024-FA", 91),
        ("It fell in the summer of 2021.", "the summer of 2021", "2021-SU", 92),
        ("They met last week.", "last week", "2025-W08", 7),
        ("They met this week.", "this week", "2025-W09", 7),
        ("It opens next month.", "next month", "2025-03", 31),
        ("It opened last year.", "last year", "2024", 366),
        ("They left three days ago.", "three days ago", "2025-02-24", 1),
        ("They left two years ago.", "two years ago", "2023", 365),
        ("It grew in the third quarter of 2024.", "the third quarter of 2024", "2024-Q3", 92),
        ("It was built in 1998.", "1998", "1998", 365),
        ("It was built in the 1990s.", "the 1990s", "199", 3652),
        ("It dates from the 19th century.", "the 19th century", "18", 36524),
        ("It shut on New Year's Eve.", "New Year's Eve", "2024-12-31", 1),
        ("They rested on Easter Sunday 2024.", "Easter Sunday 2024", "2024-03-31", 1),
    ],
)
def test_dates_have_their_value_and_days(text: str, words: str, value: str, interval: int) -> None:
    record = one(text)
    assert (record.text, record.type, record.value) == (words, "DATE", value)
    assert record.interval is not None
    assert days(record.interval) == interval
    assert record.rule


def days(interval: tuple[str, str]) -> int:
    return (date.fromisoformat(interval[1]) - date.fromisoformat(interval[0])).days + 1


@pytest.mark.parametrize(
    ("text", "mod", "interval"),
    [
        ("since early August", "START", ("2024-08-01", "2024-08-10")),
        ("since mid-August", "MID", ("2024-08-11", "2024-08-21")),
        ("since late August", "END", ("2024-08-22", "2024-08-31")),
        ("at the beginning of August 2023", "START", ("2023-08-01", "2023-08-10")),
        ("at the end of the year", "END", ("2025-12-01", "2025-12-31")),
    ],
)
def test_a_part_of_a_month_or_year_covers_that_part(
    text: str, mod: str, interval: tuple[str, str]
) -> None:
    record = one(f"Guns were moved {text}.")
    assert (record.mod, record.interval) == (mod, interval)


def test_weeks_of_a_month_are_counted_from_its_first_and_last_day() -> None:
    assert one("It was in the first week of February.").interval == ("2025-02-01", "2025-02-07")
    assert one("It was in the last week of January.").interval == ("2025-01-25", "2025-01-31")


def test_the_two_ends_of_a_range_are_two_dates() -> None:
    between = found("Rebels came between January and February.")
    assert [record.value for record in between] == ["2025-01", "2025-02"]
    short = found("It lasted from 3 to 5 May 2021, not 1951-53.")
    assert [record.value for record in short] == ["2021-05-03", "2021-05-05", "1951", "1953"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He called on Thursday afternoon.", "Thursday afternoon", "2025-02-27TAF"),
        ("It sank at 6:30 p.m. local time.", "6:30 p.m. local time", "2025-02-27T18:30"),
        ("It sank at 1400 GMT.", "1400 GMT", "2025-02-27T14:00Z"),
        ("It sank at 9 a.m. Monday.", "9 a.m. Monday", "2025-02-24T09:00"),
        ("It sank at half past six.", "half past six", "2025-02-27T06:30"),
        ("It sank at a quarter to nine p.m. at sea.", "a quarter to nine p.m.", "2025-02-27T20:45"),
        ("It sank at 18h30.", "18h30", "2025-02-27T18:30"),
        ("It sank at 7 in the evening.", "7 in the evening", "2025-02-27T19:00"),
        ("They fled by nightfall.", "nightfall", "2025-02-27TNI"),
        ("It sank last night.", "last night", "2025-02-26TNI"),
        ("Nobody had come since noon.", "noon", "2025-02-27T12:00"),
    ],
)
def test_clock_times_and_parts_of_the_day_lie_on_a_day(text: str, words: str, value: str) -> None:
    record = one(text)
    assert (record.text, record.type, record.value) == (words, "TIME", value)
    assert record.interval == (value[:10], value[:10])


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("They fought for three days.", "DURATION", "P3D"),
        ("A two-week truce began.", "DURATION", "P2W"),
        ("It was a decade-long feud.", "DURATION", "P1DE"),
        ("They fought for decades.", "DURATION", "PXDE"),
        ("The two-year-old war went on.", "DURATION", "P2Y"),
        ("They waited half an hour.", "DURATION", "PT0.5H"),
        ("They waited more than twenty-five years.", "DURATION", "P25Y"),
        ("They pray every Friday.", "SET", "XXXX-WXX-5"),
        ("They meet twice a week.", "SET", "P1W"),
        ("Shells fell daily.", "SET", "P1D"),
        ("They do not talk now.", "DATE", "PRESENT_REF"),
        ("They recently met.", "DATE", "PAST_REF"),
        ("They left years ago.", "DATE", "PAST_REF"),
    ],
)
def test_lengths_sets_and_references_have_no_days(text: str, kind: str, value: str) -> None:
    record = one(text)
    assert (record.type, record.value, record.interval) == (kind, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "The toll was put at 4,000, up from 1,939 killed.",
        "It cost $2020 and held 2000 people.",
        "Another 1950 troops came with a Sirocco 1900 and a Type 1937.",
        "Ostrava won 3-2, and 10:15 was read aloud.",
        "It may march on, and the fall of Karsk will follow.",
        "Mr. May saw 2,700 men on Hill 327.",
        "It sold 3500 and 9999.",
        "A 12-year-old girl was hurt.",
        "Three quarters of the wheat was lost.",
        "The Daily Courier wrote of it.",
        "The shop at 1990 Monroe Avenue was robbed, log 1914.",
        "Elena May and August Bell met, this time in person.",
        "It moved 3,100 cubic metres a second.",
        "It happened on 31 February 2021.",
    ],
)
def test_numbers_names_and_impossible_dates_are_no_times(text: str) -> None:
    assert found(text) == []


def test_without_a_publication_date_a_weekday_stays_open() -> None:
    record = one("Velmaria said Thursday it had lost a ship.", published=None)
    assert (record.value, record.interval, record.anchor) == ("XXXX-WXX-4", None, None)
    assert one("It was last week.", published=None).interval is None
    assert one("It was on 4 May 2021.", published="no date").value == "2021-05-04"


def test_a_dated_quote_counts_from_its_own_date() -> None:
    text = "A post said:\n\nThe dam broke yesterday.\n\nIt was mended yesterday."
    start = text.index("The dam")
    block = Block(kind="quote", start=start, end=start + 24, date="2025-01-10")
    article = Article(id="art-1", text=text, published=PUBLISHED, blocks=(block,))
    quoted, own = times(article)
    assert (quoted.value, quoted.anchor) == ("2025-01-09", "quoted")
    assert (own.value, own.anchor) == ("2025-02-26", "published")


def test_a_narrative_counts_from_the_date_last_told() -> None:
    text = (
        "In 1929 and 1931 the Ostrava Coast rose. On 3 May 1932 Karsk fell. Three days later the fleet "
        "sailed. In July it was sunk. By 1934 the coast was lost, and in 1936 a treaty was signed. "
        "The following year the king died."
    )
    records = {record.text: record for record in found(text)}
    assert records["Three days later"].value == "1932-05-06"
    assert records["July"].value == "1932-07"
    assert records["The following year"].value == "1937"
    assert records["July"].anchor == "narrative"
    assert records["3 May 1932"].anchor is None


def test_a_month_is_no_modal_verb() -> None:
    sunday, may = found("Sunday's rally was, after that of May 2021, the biggest.")
    assert (sunday.value, may.value) == ("2025-02-23", "2021-05")


def test_the_next_day_follows_the_day_told() -> None:
    last = found("The dam broke on Feb. 3. The next day the town was empty.")[-1]
    assert (last.value, last.anchor) == ("2025-02-04", "narrative")


def test_ids_are_the_same_for_the_same_place() -> None:
    assert [record.id for record in found("It was in May.")] == [
        record.id for record in found("It was in May, they said.")
    ]


@settings(deadline=None)
@given(st.text(alphabet="the last May12 of:.-,\n()'week ago198 days Friday", max_size=80))
def test_spans_are_in_order_and_intervals_run_forward(text: str) -> None:
    end = 0
    for record in found(text):
        assert end <= record.start < record.end
        assert text[record.start : record.end] == record.text
        assert record.interval is None or record.interval[0] <= record.interval[1]
        end = record.end


WORDS = (
    "the of in on at a 5 31 1999 9999 27 BC 6:30 p.m. 1400 1990s '82 ago later before after . , - "
    "every per week last next day year month century quarter half first third winter March May "
    "December Friday night Easter Christmas two several early end past weekend said will"
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join),
    st.sampled_from(["2025-02-27", "9999-12-31", "0001-01-01", "2024-02-29", "2024-13-45", None]),
)
def test_no_mix_of_time_words_stops_a_run(text: str, published: str | None) -> None:
    for record in found(text, published):
        assert record.text == record.text.strip()


@pytest.mark.parametrize(
    "piece", ["1", "1 ", '"', "(((((", "the ", "1,000,", "10:10:", " ", "May\n\n"]
)
def test_a_hostile_page_takes_no_more_than_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.perf_counter()
    found(text)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They declared three days of mourning beginning Friday.", "Friday", "2025-02-28"),
        ("He was ordered to leave on Saturday.", "Saturday", "2025-03-01"),
        ("The vote is on Sunday.", "Sunday", "2025-03-02"),
        ("The fair opens on Saturday.", "Saturday", "2025-03-01"),
        ("He is in hospital after a crash on Saturday.", "Saturday", "2025-02-22"),
        ("A shop that is in Karsk was robbed on Saturday.", "Saturday", "2025-02-22"),
        ("It rained from Monday to Wednesday.", "Wednesday", "2025-02-26"),
        ("It is open Wednesday through Friday.", "Friday", "2025-03-07"),
    ],
)
def test_the_verb_decides_the_direction(text: str, words: str, value: str) -> None:
    records = {record.text: record.value for record in found(text)}
    assert records[words] == value


def test_a_date_lends_its_year_along_a_range() -> None:
    spans = found("It lasted from November 12 to March 3, 2019, and the spring and summer of 2020.")
    assert [record.value for record in spans] == ["2018-11-12", "2019-03-03", "2020-SP", "2020-SU"]


def test_a_past_told_in_a_paragraph_is_where_its_yearless_dates_lie() -> None:
    text = (
        "On 24 April 1902 the garrison rose. On 30 April a fleet came, and in May it laid siege.\n\n"
        "The siege is marked in June. The minister left on Monday."
    )
    records = {record.text: (record.value, record.anchor) for record in found(text)}
    assert records["30 April"] == ("1902-04-30", "narrative")
    assert records["May"] == ("1902-05", "narrative")
    assert records["Monday"] == ("2025-02-24", "published")


def test_an_aside_does_not_lead_a_paragraph_into_the_past() -> None:
    last = found("The dam, which opened in May 1961, was mended in January.")[-1]
    assert (last.value, last.anchor) == ("2025-01", "published")


def test_a_report_counts_from_the_day_at_its_head() -> None:
    head, morning = found("VELMAR, Feb. 26 — The dam broke this morning.")
    assert (head.value, morning.value, morning.anchor) == (
        "2025-02-26",
        "2025-02-26TMO",
        "dateline",
    )


def test_a_clock_time_lies_on_the_day_told_close_before() -> None:
    clock = found("He fell into the canal on Tuesday. Police were called at 2.15am.")[-1]
    assert (clock.value, clock.anchor) == ("2025-02-25T02:15", "narrative")


def test_a_step_back_in_a_narrative_is_an_aside() -> None:
    text = (
        "In 1929 and 1931 the coast rose. In May 1932 Karsk fell, as in the previous year. In July "
        "the fleet (built in 1911) was sunk. In August 1934 a treaty was signed, and in 1936 broken."
    )
    records = {record.text: record.value for record in found(text)}
    assert records["July"] == "1932-07"


@pytest.mark.parametrize(
    ("text", "words", "name", "interval"),
    [
        (
            "It changed after the September 11 attacks.",
            "September 11",
            "September 11 attacks",
            ("2001-09-11", "2001-09-11"),
        ),
        ("It changed after 9/11.", "9/11", "9/11", ("2001-09-11", "2001-09-11")),
        ("He wrote of Bloody Sunday.", "Sunday", "Bloody Sunday", None),
        ("He wrote of the Prague Spring.", "Spring", "Prague Spring", None),
        ("He wrote of the October Revolution.", "October", "October Revolution", None),
        ("He wrote of the June 2 Movement.", "June 2", "June 2 Movement", None),
    ],
)
def test_a_time_that_is_a_name_is_marked_as_one(
    text: str, words: str, name: str, interval: tuple[str, str] | None
) -> None:
    record = one(text)
    assert (record.text, record.name, record.interval) == (words, name, interval)
    assert one("He came on Sunday.").name is None


def test_dates_in_numbers_of_unclear_order_hold_both_days() -> None:
    record = one("The form is dated 3/4/2024.")
    assert (record.value, record.interval) == (None, ("2024-03-04", "2024-04-03"))
    both = found("Forms are dated 3/4/2024 and 25/4/2024.")
    assert [record.value for record in both] == ["2024-04-03", "2024-04-25"]
    assert found("Dated 31/31/2025.") == []


@pytest.mark.parametrize(
    "text",
    [
        "It fell on Feb. 30.",
        "In the year 0 and 99999 it ends.",
        "Dated 2025-13-45.",
        "It fell on 32 May",
    ],
)
def test_days_that_no_calendar_has_are_no_times(text: str) -> None:
    assert [record.text for record in found(text) if record.text != "May"] == []


def test_digits_of_other_scripts_are_read_as_the_numbers_they_are() -> None:
    for record in found("It fell on ٣ May ٢٠٢١ and on May ３, ２０２１, ۱۲ days later."):
        assert record.interval is None or record.interval[0] >= "2021-05"


def test_a_time_of_no_anchor_is_left_open_however_it_is_told() -> None:
    for phrase in (
        "last week",
        "three days ago",
        "next Friday",
        "this morning",
        "the 20th",
        "Easter",
    ):
        for record in found(f"It was on {phrase}.", published=None):
            assert record.interval is None


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=10).map(" ".join),
    st.sampled_from(["2025-02-27", "2024-02-29", "1961-01-01"]),
)
def test_value_and_interval_agree(text: str, published: str) -> None:
    for record in found(text, published):
        own = interval_of(record.value, record.mod) if record.type in ("DATE", "TIME") else None
        if own and record.interval:
            assert own[0] <= record.interval[1]
            assert record.interval[0] <= own[1]
        if record.interval is None and own:
            raise AssertionError(record)
