"""Dates beside an article."""

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.dates import Order, date_line, read_date
from sayso.extract.html import parse
from sayso.extract.page_dates import Dates, page_dates
from sayso.extract.structured import structured


def dates_of(markup: str, url: str | None = None) -> Dates:
    tree = parse(markup)
    return page_dates(tree, structured(tree), url)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2031-05-03", "2031-05-03"),
        ("2031-05-03T18:44:10.123Z", "2031-05-03T18:44+00:00"),
        ("2031-05-03T18:44+0530", "2031-05-03T18:44+05:30"),
        ("20310503", "2031-05-03"),
        ("2031/5/3", "2031-05-03"),
        ("May 3, 2031", "2031-05-03"),
        ("3rd of May 2031 at 7.05am", "2031-05-03T07:05"),
        ("Sat, 03 May 2031 18:44:00 GMT", "2031-05-03T18:44+00:00"),
        ("03.05.2031", "2031-05-03"),
        ("25/12/2031", "2031-12-25"),
        ("12/25/2031", "2031-12-25"),
        ("12:30 am, Sept. 9, 2031", "2031-09-09T00:30"),
        ("03/05/2031", None),
        ("31 February 2031", None),
        ("May 2031", None),
        ("May 3, 1931", None),
        ("9/11", None),
    ],
)
def test_read_date(text: str, value: str | None) -> None:
    assert read_date(text) == value


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert date_line("The dam broke on May 3, 2031.") is None
    assert date_line("Updated: 3 May 2031 10:05") == ("modified", "2031-05-03T10:05")
    assert date_line("First published on Sat 3 May 2031 18.44 BST") == (
        "published",
        "2031-05-03T18:44",
    )


def test_json_ld_comes_before_meta_and_says_so() -> None:
    dates = dates_of(
        """<html><head><meta property="article:published_time" content="2031-05-04T00:10Z">
        <meta property="article:modified_time" content="2031-05-06">
        <script type="application/ld+json">{"@graph": [{"@type": "WebPage"},
        {"@type": "NewsArticle", "datePublished": "2031-05-03T18:44:00+08:00"}]}</script>"""
    )
    assert (dates.published, dates.published_in) == (
        "2031-05-03T18:44+08:00",
        "JSON-LD datePublished",
    )
    assert (dates.modified, dates.modified_in) == ("2031-05-06", "meta article:modified_time")


def test_an_update_is_not_the_day_of_publication() -> None:
    dates = dates_of("<h1>Dam holds</h1><p>Last updated May 6, 2031</p><p>The dam held.</p>")
    assert (dates.published, dates.modified) == (None, "2031-05-06")


def test_dates_of_other_articles_do_not_count() -> None:
    teasers = "".join(f"<p><time datetime='2031-05-0{day}'>x</time></p>" for day in (1, 2, 3))
    assert dates_of(f"<h1>Dam holds</h1>{teasers}").published is None


def test_the_address_may_tell() -> None:
    dates = dates_of("<p>Dam</p>", "https://herald.example/2031/05/03/dam-holds")
    assert (dates.published, dates.published_in) == ("2031-05-03", "address")


def page(head: str = "", body: str = "", lang: str = "en") -> str:
    text = "<p>The dam at Ostrava held through the night, the water office said.</p>"
    return (
        f"<html lang='{lang}'><head>{head}</head><body>"
        f"<h1>Dam at Ostrava holds</h1>{body}{text}</body></html>"
    )


def linked(**values: str) -> str:
    pairs = "".join(f', "{key}": "{value}"' for key, value in values.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle"{pairs}}}</script>'


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2031年5月3日 18時44分", "2031-05-03T18:44"),
        ("发布时间：2031年5月3日 下午6:44", "2031-05-03T18:44"),
        ("公開日 2031年5月3日(土)", "2031-05-03"),
        ("입력 2031년 5월 3일 오후 6:44", "2031-05-03T18:44"),
        ("입력 2031.05.03. 18:44", "2031-05-03T18:44"),
        ("٣ مايو ٢٠٣١", "2031-05-03"),
        ("نشر في 3 أيار 2031", "2031-05-03"),
        ("3 мая 2031 г., 18:44", "2031-05-03T18:44"),
        ("Опубліковано 3 травня 2031", "2031-05-03"),
        ("Opublikowano: 3 maja 2031", "2031-05-03"),
        ("3. května 2031", "2031-05-03"),
        ("Publicerad 3 maj 2031 kl. 18.44", "2031-05-03T18:44"),
        ("2031. május 3. 18:44", "2031-05-03T18:44"),
        ("3 Mayıs 2031", "2031-05-03"),
        ("3 Μαΐου 2031", "2031-05-03"),
        ("3 मई 2031", "2031-05-03"),
        ("3 במאי 2031", "2031-05-03"),
        ("Publicat la 3 mai 2031, ora 18:44", "2031-05-03T18:44"),
        ("Diterbitkan 3 Mei 2031 18.44 WIB", "2031-05-03T18:44"),
    ],
)
def test_date_lines_in_many_languages(line: str, value: str) -> None:
    assert date_line(line) == ("published", value)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Обновлено: 3 мая 2031", "modified"),
        ("更新日 2031年5月3日", "modified"),
        ("Zuletzt aktualisiert am 3. Mai 2031", None),
        ("Aktualisiert am 3. Mai 2031", "modified"),
        ("Mis à jour le 3 mai 2031", "modified"),
    ],
)
def test_a_later_change_is_told_in_other_languages(line: str, kind: str | None) -> None:
    found = date_line(line)
    assert (found[0] if found else None) == kind


def test_offsets_are_kept_where_their_name_means_one() -> None:
    assert read_date("May 3, 2031 6:44 pm EDT") == "2031-05-03T18:44-04:00"
    assert read_date("3 May 2031 18:44 CEST") == "2031-05-03T18:44+02:00"
    assert read_date("3 May 2031 18:44 IST") == "2031-05-03T18:44"
    assert read_date("2031-05-03T18:44+99:00") == "2031-05-03T18:44"
    assert read_date("2031-05-03 06:44 PM") == "2031-05-03T18:44"


def test_years_before_the_web_and_of_other_calendars_are_no_dates() -> None:
    assert read_date("3 May 1989") is None
    assert read_date("3 พ.ค. 2574") is None
    assert read_date("2574-05-03") is None


@pytest.mark.parametrize(
    ("lang", "other", "value"),
    [
        ("en-GB", "", "2031-04-03"),
        ("en-US", "", "2031-03-04"),
        ("de", "", "2031-04-03"),
        ("en", "", None),
        ("en", "<p>Fair: 25/02/2031</p>", "2031-04-03"),
        ("en-GB", "<p>Fair: 02/25/2031</p>", "2031-03-04"),
        ("en-GB", "<p>Fair: 02/25/2031</p><p>Fair: 25/02/2031</p>", None),
    ],
)
def test_the_order_of_day_and_month_is_decided_by_evidence(
    lang: str, other: str, value: str | None
) -> None:
    dates = dates_of(
        page(body="<p>Published 03/04/2031</p>" + 20 * "<p>Far.</p>" + other, lang=lang)
    )
    assert dates.published == value
    assert any("may be 2031-04-03 or 2031-03-04" in each for each in dates.warnings) == (
        value is None
    )


def test_another_place_of_the_page_decides_the_order() -> None:
    body = "<p>Published 03/04/2031</p>"
    dates = dates_of(page(body=body), "https://herald.example/2031/03/04/dam")
    assert dates.published == "2031-03-04"
    assert dates_of(page(body=body), "https://herald.example/2031/04/03/dam").published == (
        "2031-04-03"
    )


def test_places_that_disagree_are_all_kept_and_the_choice_is_explained() -> None:
    head = linked(datePublished="2031-05-03T18:44:00Z", dateModified="2031-05-06T08:00:00Z")
    dates = dates_of(page(head, "<p>May 6, 2031</p>"), "https://herald.example/2031/05/01/dam")
    assert dates.published == "2031-05-03T18:44+00:00"
    assert {(each.value, each.where) for each in dates.stated_published} == {
        ("2031-05-03T18:44+00:00", "JSON-LD datePublished"),
        ("2031-05-01", "address"),
        ("2031-05-06", "date line at the headline"),
    }
    assert dates.reason is not None
    assert dates.reason.startswith("JSON-LD datePublished; ")
    assert "address says 2031-05-01" in dates.reason


def test_a_page_stamped_anew_is_dated_by_what_it_shows() -> None:
    head = linked(datePublished="2031-09-09T08:00:00Z", dateModified="2031-09-09T08:00:00Z")
    dates = dates_of(page(head, "<p>Published: May 3, 2031</p>"))
    assert (dates.published, dates.modified) == ("2031-05-03", "2031-09-09T08:00+00:00")


def test_a_date_without_label_that_is_the_change_is_not_the_publication() -> None:
    head = linked(datePublished="2031-05-03", dateModified="2031-06-20")
    dates = dates_of(page(head, "<p>June 20, 2031</p>"))
    assert (dates.published, dates.modified) == ("2031-05-03", "2031-06-20")


def test_a_moment_is_told_in_the_zone_that_the_page_shows() -> None:
    head = linked(datePublished="2031-05-04T01:06:51Z")
    dates = dates_of(page(head, "<p>May 3, 2031 6:06 pm PT</p>"))
    assert dates.published == "2031-05-03T18:06-07:00"


def test_of_places_that_agree_the_most_exact_gives_the_value() -> None:
    head = linked(datePublished="2031-05-03T18:44:00+02:00")
    dates = dates_of(page(head, "<p>Published May 3, 2031 6:44 pm</p>"))
    assert (dates.published, dates.published_in) == (
        "2031-05-03T18:44+02:00",
        "JSON-LD datePublished",
    )


def test_the_hour_of_something_else_is_not_the_hour_of_publication() -> None:
    body = "<p>Water levels, 3 May 2031, 14:00</p><p><time datetime='2031-05-03'>3 May</time></p>"
    assert dates_of(page(body=body)).published == "2031-05-03"


def test_two_labels_in_one_line_are_two_dates() -> None:
    line = "<p>Last Updated: May 6, 2031 at 6:33 a.m. First Published: May 3, 2031 at 4:10 p.m.</p>"
    dates = dates_of(page(body=line))
    assert (dates.published, dates.modified) == ("2031-05-03T16:10", "2031-05-06T06:33")


def test_a_label_may_stand_on_its_own_line() -> None:
    dates = dates_of(page(body="<p>Page updated:</p><p>6 May 2031</p>"))
    assert (dates.published, dates.modified) == (None, "2031-05-06")


@pytest.mark.parametrize(
    "body",
    [
        "<p>A boat on the Selin river on May 1, 2031. Picture: Bo Marsh</p>",
        "<p>From the May 1, 2031 edition</p>",
        "<footer><p>Copyright May 1, 2031</p></footer>",
        "<div class='comments'><p>Bo</p><time datetime='2031-05-01'>May 1, 2031</time></div>",
        "<div class='related-stories'><time datetime='2031-05-01'>1 May</time></div>",
        "<p>Last updated May 1, 2031</p>",
    ],
)
def test_other_dates_on_a_page_are_not_its_own(body: str) -> None:
    filler = "<p>Nobody slept in the lower town, and the bakery at the bridge stayed open.</p>" * 3
    assert dates_of(page(body=filler + body if "class" in body else body)).published is None


def test_the_nearest_date_line_counts_above_a_list_of_others() -> None:
    teasers = "".join(f"<p>Bridge {day}</p><p>June {day}, 2031</p>" for day in range(1, 6))
    dates = dates_of(page(body=f"<p>May 3, 2031</p>{teasers}"))
    assert dates.published == "2031-05-03"


def test_places_of_equal_weight_that_disagree_give_none_and_say_so() -> None:
    dates = dates_of(
        "<p>x</p><time datetime='2031-05-03'>a</time><time datetime='2031-07-03'>b</time>"
    )
    assert dates.published is None
    assert any("outweighs" in warning for warning in dates.warnings)


def captured_at(markup: str, captured: str | None) -> Dates:
    tree = parse(markup)
    return page_dates(tree, structured(tree), None, captured)


def test_a_date_after_the_capture_is_refused() -> None:
    markup = page(linked(datePublished="2031-05-03"))
    assert captured_at(markup, "2031-05-02T20:00:00Z").published == "2031-05-03"
    late = captured_at(markup, "2031-04-30T20:00:00Z")
    assert late.published is None
    assert late.warnings == ("2031-05-03 (JSON-LD datePublished) is after the capture: not taken",)


def test_a_change_before_the_publication_is_kept_and_flagged() -> None:
    dates = captured_at(page(linked(datePublished="2031-05-03", dateModified="2031-04-01")), None)
    assert (dates.published, dates.modified) == ("2031-05-03", "2031-04-01")
    assert dates.warnings == ("modified 2031-04-01 is before published 2031-05-03",)


@pytest.mark.parametrize(
    ("line", "captured", "value"),
    [
        ("2 hours ago", "2031-05-03T01:10:00Z", "2031-05-02"),
        ("2 hours ago", "2031-05-03", None),
        ("2 hours ago", None, None),
        ("vor 3 Tagen", "2031-05-03", "2031-04-30"),
        ("il y a 3 jours", "2031-05-03", "2031-04-30"),
        ("3 дня назад", "2031-05-03", "2031-04-30"),
        ("3天前", "2031-05-03", "2031-04-30"),
        ("a day ago", "2031-05-03", "2031-05-02"),
        ("5 min read", "2031-05-03T01:10:00Z", None),
        ("999 days ago", "0001-01-01", None),
    ],
)
def test_how_long_ago_needs_the_time_of_capture(
    line: str, captured: str | None, value: str | None
) -> None:
    assert captured_at(page(body=f"<p>{line}</p>"), captured).published == value


WORDS = (
    "Updated",
    "May",
    "mai",
    "年",
    "月",
    "日",
    "pm",
    "GMT",
    "+99:99",
    "EST",
    "T",
    "Z",
    "at",
    "مايو",
)
PARTS = st.one_of(
    st.sampled_from(WORDS),
    st.integers(0, 99_999).map(str),
    st.text(alphabet="0123456789٠١٢٣४५６７/-.:, \x00\u200f²", max_size=12),
)


@given(st.lists(PARTS, max_size=9), st.sampled_from(["", " ", "-", "/"]))
def test_any_line_gives_an_iso_date_or_none(parts: list[str], between: str) -> None:
    line = between.join(parts)
    orders: tuple[Order | None, ...] = (None, "day", "month")
    for order in orders:
        value = read_date(line, order)
        assert value is None or datetime.fromisoformat(value).year >= 1990
    found = date_line(line)
    assert found is None or found[0] in ("published", "modified")


@pytest.mark.parametrize("line", ["1/" * 5_000, "3 May " * 1_700, "\x00" * 10_000, "٣ " * 5_000])
def test_long_lines_take_no_time(line: str) -> None:
    start = time.perf_counter()
    read_date(line)
    date_line(line)
    dates_of(page(body=f"<p>{line.replace(chr(0), ' ')}</p>"))
    assert time.perf_counter() - start < 2


@given(st.text(max_size=200))
def test_any_text_is_read_or_left(text: str) -> None:
    value = read_date(text)
    assert value is None or value[4] == value[7] == "-"
    date_line(text)


@pytest.mark.parametrize(
    "piece",
    [
        "<div class='related'><time class='published' datetime='2031-05-03'>3 May 2031",
        "<span class='author byline'><a href='/author/ana'>Ana Reyl</a>",
        "<h1>Dam at Ostrava holds</h1><p>May 3, 2031</p>",
    ],
)
def test_a_page_of_one_mark_after_another_takes_no_time(piece: str) -> None:
    start = time.perf_counter()
    dates_of(page(body=piece * 4_000))
    assert time.perf_counter() - start < 10
