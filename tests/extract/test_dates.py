"""Dates beside an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.dates import date_line, read_date
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


@given(st.text(max_size=200))
def test_any_text_is_read_or_left(text: str) -> None:
    value = read_date(text)
    assert value is None or value[4] == value[7] == "-"
    date_line(text)
