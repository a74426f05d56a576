"""A page that holds several whole articles is several; any other page is one."""

import json

import pytest

import sayso
from sayso.model import Article, Page
from tests.pages import DAM, FERRY, SITE, THREE, flattened, scrolled

MORE = "".join(f"<p>{each}</p>" for each in FERRY.paragraphs)


def read(content: bytes, url: str | None = f"{SITE}/{DAM.slug}") -> tuple[Article, ...]:
    return sayso.articles(Page(content=content, path="page", url=url))


@pytest.mark.parametrize("content", [scrolled(), scrolled(marks="microdata"), flattened()])
def test_each_article_has_its_own_words_people_and_date(content: bytes) -> None:
    found = read(content)
    assert len(found) == len(THREE)
    for article, told in zip(found, THREE, strict=True):
        assert article.text == "\n\n".join(told.paragraphs)
        assert article.title == told.headline
        assert article.authors == (told.author,)
        assert (article.published or "")[:10] == told.day
        assert article.site == "pellin-post.example"
        assert article.path == "page"


def test_each_article_has_its_own_address_and_the_outlet_of_the_page() -> None:
    found = read(scrolled())
    assert [article.url for article in found] == [f"{SITE}/{told.slug}" for told in THREE]
    assert {article.outlet for article in found} == {"Pellin Post"}
    assert {article.language for article in found} == {"en"}


def test_the_first_is_the_pages_and_the_ids_stay() -> None:
    page = Page(content=scrolled(), path="page")
    found = sayso.articles(page)
    assert found[0] == sayso.extract(page)
    assert found[0].id == f"art-{page.sha256[:16]}"
    assert len({article.id for article in found}) == len(found)
    assert found == sayso.articles(page)
    # Where the page came from is no part of what it is.
    elsewhere = sayso.articles(Page(content=scrolled(), path="other", url=f"{SITE}/x"))
    assert [each.id for each in elsewhere] == [each.id for each in found]


def test_an_article_in_bare_markup_is_known_by_what_the_page_states_of_it() -> None:
    data = [
        {
            "@type": "NewsArticle",
            "headline": told.headline,
            "datePublished": f"{told.day}T07:30:00+02:00",
            "author": {"@type": "Person", "name": told.author},
            "url": f"{SITE}/{told.slug}",
        }
        for told in THREE
    ]
    bodies = "".join(
        f"<div><h2>{told.headline}</h2><address>Pellin</address>"
        + "".join(f"<p>{each}</p>" for each in told.paragraphs)
        + "</div>"
        for told in THREE
    )
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    found = read(f"<html><head>{script}</head><body>{bodies}</body></html>".encode(), None)
    assert [article.url for article in found] == [f"{SITE}/{told.slug}" for told in THREE]
    assert [article.authors for article in found] == [(told.author,) for told in THREE]
    assert [article.published for article in found] == [
        f"{told.day}T07:30:00+02:00"[:16] + "+02:00" for told in THREE
    ]


ONE = {
    "teasers below it": "".join(
        f"<article data-url='/{n}'><h2>Another note of day {n}</h2><time>Monday</time>"
        f"<p>{FERRY.paragraphs[n % 4]}</p></article>"
        for n in range(9)
    ),
    "comments below it": "".join(
        f"<article class='comment' id='comment-{n}'><h2>Reader {n} of Pellin writes</h2>"
        f"<time>Monday</time><address>Karsk</address>{MORE}</article>"
        for n in range(9)
    ),
    "a section about another town": f"<section><h2>What became of the ferry</h2>{MORE}</section>",
    "a related article in a box": f"<aside><article data-url='/f'><h2>{FERRY.headline}</h2>"
    f"<time>Monday</time>{MORE}</article></aside>",
    "the same again for print": scrolled((DAM,)).decode().partition("<main>")[2].partition("</main>")[0],
}  # fmt: skip


@pytest.mark.parametrize("rest", ONE.values(), ids=ONE.keys())
def test_what_stands_below_an_article_is_no_article(rest: str) -> None:
    page = scrolled((DAM,)).decode().replace("</main>", f"{rest}</main>").encode()
    (article,) = read(page)
    assert article.title == DAM.headline
    assert article.text.startswith(DAM.paragraphs[0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<body>", "<body class='live-blog'>"),
        ("<title>", "<title>Live updates: "),
        ("</head>", '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script></head>'),
        ("<main>", f"<main><h1>{DAM.headline} and what else came to pass</h1>"),
    ],
)  # fmt: skip
def test_a_live_blog_and_a_page_under_one_headline_are_one(before: str, after: str) -> None:
    page = scrolled().decode().replace("h1>", "h2>").replace(before, after, 1).encode()
    assert len(read(page)) == 1


def test_text_that_only_looks_like_several_is_one() -> None:
    text = flattened().decode()
    teasers = "\n\n".join(
        f"Another note of day {n}\n\nBy Bo Marsh\n\nPublished October {n}, 2025"
        for n in range(1, 9)
    )
    for one in (
        flattened((DAM,)).decode() + "\n\n" + teasers,
        text.replace("By Bo Marsh\n\n", "").replace("By Ida Kolvig\n\n", ""),
        text.replace("Published October", "Seen October"),
        flattened((DAM, DAM)).decode(),
    ):
        assert len(read(one.encode())) == 1
