"""Entries of feeds as articles."""

import json

import pytest

from sayso.extract import extract
from sayso.model import Article, Page, PageError
from sayso.read import read_bytes
from tests.read.making import ATOM, JSON_FEED, PROSE, RDF, item, rss


def articles(feed: bytes, url: str | None = None, captured: str | None = None) -> list[Article]:
    found = list(read_bytes(Page(content=feed, path="feed", url=url, captured=captured), 1 << 20))
    assert all(isinstance(each, Page) for each in found), found
    return [extract(each) for each in found if isinstance(each, Page)]


def rss_article(inside: str, channel: str = "") -> Article:
    (article,) = articles(rss(f"<item><guid>k</guid>{inside}</item>", channel=channel))
    return article


def test_an_entry_of_rss_is_an_article_with_what_the_feed_says_of_it() -> None:
    (article,) = articles(rss(item(1)))
    assert article.text == "\n\n".join(PROSE)
    assert article.title == "Dam holds, day 1"
    assert article.authors == ("Ana Reyl",)
    assert article.outlet == "Karsk Courant"
    assert article.published == "2025-10-14T01:30+02:00"
    assert article.modified is None
    assert article.language == "en"
    assert article.url == "https://karsk-courant.example/dam-1"
    assert article.found == {
        "url": "feed entry",
        "title": "feed entry",
        "authors": "feed entry",
        "outlet": "feed title",
        "published": "feed entry",
        "language": "feed language",
    }
    assert article.warnings == ()


def test_an_entry_of_atom_has_two_dates_and_two_authors() -> None:
    (article,) = articles(ATOM)
    assert article.text == "\n\n".join(PROSE)
    assert article.title == "Two bridges closed"
    assert article.authors == ("Bo Marsh", "Cy Dorn")
    assert article.outlet == "Pellin Post"
    assert article.published == "2025-10-14T08:00+02:00"
    assert article.modified == "2025-10-14T12:00+02:00"


def test_an_entry_of_atom_that_was_only_updated_has_no_day_of_publication() -> None:
    (article,) = articles(ATOM.replace(b"published>", b"unknown>"))
    assert article.published is None
    assert article.modified == "2025-10-14T12:00+02:00"


def test_an_entry_of_rdf_with_a_summary_alone_says_so() -> None:
    (article,) = articles(RDF)
    assert article.text == "The school on the hill took in 120 people, the mayor said."
    assert (article.outlet, article.published) == ("Velmar Radio", "2025-10-14T06:00+02:00")
    assert article.warnings == ("summary: a feed's summary, not the whole article",)


def test_entries_of_a_json_feed_are_articles() -> None:
    whole, plain = articles(JSON_FEED)
    assert whole.text == "\n\n".join(PROSE)
    assert (whole.title, whole.authors) == ("Dam holds", ("Ana Reyl",))
    assert whole.published == "2025-10-14T08:00+02:00"
    assert plain.text == "Two bridges are closed, the mayor said."
    assert plain.published is None
    assert plain.warnings == ("plain-text: a feed's plain text, without the markup of the article",)
    only = json.loads(JSON_FEED)
    only["items"] = [{"id": "k", "summary": "The dam held, the mayor said."}]
    (short,) = articles(json.dumps(only).encode())
    assert short.warnings == ("summary: a feed's summary, not the whole article",)


def test_a_body_is_cleaned_like_that_of_a_page() -> None:
    markup = (
        f"<figure><img src='d.jpg'><figcaption>The dam on Tuesday. Photo: Ana Reyl</figcaption></figure>"
        f"<p>KARSK (AP) - {PROSE[0]}</p><h2>Downstream</h2><p>{PROSE[1]}</p>"
        "<ul><li>Two bridges are closed, the mayor said</li></ul>"
        "<p>Read more: <a href='x'>All on the dam</a></p><script>track('x')</script>"
    )
    article = rss_article(
        f"<title>Dam holds</title><content:encoded><![CDATA[{markup}]]></content:encoded>"
    )
    assert article.text.split("\n\n") == [
        PROSE[0],
        "Downstream",
        PROSE[1],
        "Two bridges are closed, the mayor said",
    ]
    assert [block.kind for block in article.blocks] == ["paragraph", "heading", "paragraph", "list"]
    assert (article.agency, article.dateline) == ("AP", "Karsk")
    assert {"caption", "credit", "dateline", "related"} <= {cut.kind for cut in article.cut}
    assert "track" not in article.text


def test_the_line_that_closes_an_entry_is_cut() -> None:
    closing = (
        "<p>The post <a href='x'>Dam holds</a> appeared first on <a href='y'>Karsk Courant</a>.</p>"
    )
    for name in ("content:encoded", "description"):
        article = rss_article(f"<{name}><![CDATA[<p>{PROSE[0]}</p>{closing}]]></{name}>")
        assert article.text == PROSE[0]
        assert ("label", "The post Dam holds appeared first on Karsk Courant.") in [
            (cut.kind, cut.text) for cut in article.cut
        ]


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("<pubDate>Tue, 14 Oct 2025 08:00:00 GMT</pubDate>", "2025-10-14T08:00+00:00"),
        ("<pubDate>14 Oct 2025 08:00 EST</pubDate>", "2025-10-14T08:00-05:00"),
        ("<pubDate>2025-10-14 08:00:00</pubDate>", "2025-10-14T08:00"),
        ("<pubDate>2025-10-14</pubDate>", "2025-10-14"),
        ("<dc:date>2025-10-14T08:00:00Z</dc:date>", "2025-10-14T08:00+00:00"),
        ("<pubDate>03/04/2025</pubDate>", None),
        ("<pubDate>Tue, 99 Oct 2025 08:00:00 GMT</pubDate>", None),
        ("<pubDate>soon</pubDate>", None),
        ("", None),
    ],
)
def test_dates_are_as_stated_or_none(stated: str, published: str | None) -> None:
    article = rss_article(f"{stated}<description>{PROSE[0]}</description>")
    assert article.published == published


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("<author>desk@karsk.example (Ana Reyl)</author>", ("Ana Reyl",)),
        ("<author>desk@karsk.example</author>", ()),
        ("<dc:creator>Ana Reyl and Bo Marsh</dc:creator>", ("Ana Reyl", "Bo Marsh")),
        (
            "<dc:creator>Ana Reyl</dc:creator><dc:creator>Bo Marsh</dc:creator>",
            ("Ana Reyl", "Bo Marsh"),
        ),
        ("<dc:creator>Karsk Courant</dc:creator>", ()),
    ],
)
def test_authors_are_people(stated: str, authors: tuple[str, ...]) -> None:
    assert rss_article(f"{stated}<description>{PROSE[0]}</description>").authors == authors


def test_an_entry_taken_over_from_another_feed_is_of_that_outlet() -> None:
    source = '<source url="https://pellin-post.example/feed">Pellin Post</source>'
    article = rss_article(f"{source}<description>{PROSE[0]}</description>")
    assert (article.outlet, article.found["outlet"]) == ("Pellin Post", "feed entry")


def test_text_that_speaks_of_signs_keeps_them() -> None:
    article = rss_article(
        "<title>Fish &amp;amp; Chips</title><description>Fish &amp;amp; chips cost 12 &amp;lt; 14, the mayor said.</description>"
    )
    assert article.title == "Fish & Chips"
    assert article.text == "Fish & chips cost 12 < 14, the mayor said."


def test_an_entry_without_text_says_so() -> None:
    with pytest.raises(PageError, match="an entry of a feed without text"):
        rss_article("<title>Only a title</title>")


def test_nothing_of_an_entry_runs_or_loads() -> None:
    markup = f"<p>{PROSE[0]}</p><script>alert(1)</script><img src=x onerror=alert(2)><iframe src='https://x.example'>"
    article = rss_article(f"<content:encoded><![CDATA[{markup}]]></content:encoded>")
    assert article.text == PROSE[0]
