"""Whole pages in, articles out: marked up, flattened, odd and hostile."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import extract
from sayso.model import Article, Page, PageError

BODY = (
    "The dam above Ostrava held through the night, the Velmarian water ministry said Friday, "
    "after engineers opened two of its gates.",
    "At least 40 people were moved from the lower town, the ministry said in a brief statement, "
    "and another 200 left on their own.",
    "“We did not sleep,” said Ana Reyl, who runs the bakery at the bridge. “Nobody here did.”",
    "The Ostrava Herald, citing unidentified engineers, reported that the wall had moved by "
    "2-3 centimeters since Monday.",
)
POST = "The gates are open, stay away from the river — Bo Marsh (@bomarsh) May 3, 2031"
CAPTION = "FILE - The dam above Ostrava, Velmaria, on Oct. 21, 2030. (AP Photo/Lena Orr, File)"

HTML = f"""<!doctype html><html lang="en-GB"><head>
<title>Dam above Ostrava holds as gates are opened | Coast Courier</title>
<meta property="og:site_name" content="Coast Courier">
<link rel="canonical" href="https://www.courier.example/world/dam-holds">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Dam above Ostrava holds as gates are opened",
 "datePublished": "2031-05-02T18:44:00+02:00", "dateModified": "2031-05-03T07:00:00+02:00",
 "author": [{{"@type": "Person", "name": "Lena Orr"}},
            {{"@type": "Organization", "name": "Associated Press"}}]}}</script>
<style>.a {{ color: red; }}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Dam above Ostrava holds as gates are opened</h1>
<p class="byline">By Lena Orr, Associated Press</p>
<figure><img src="dam.jpg"><figcaption>{CAPTION}</figcaption></figure>
<p>OSTRAVA, Velmaria (AP) — {BODY[0]}</p>
<p>{BODY[1]}</p>
<p>Read more: Five dams that did not hold</p>
<p>{BODY[2]}</p>
<h2>A wall that moves</h2>
<p>{BODY[3]}</p>
<blockquote class="twitter-tweet"><p>The gates are open, stay away from the river</p>
&mdash; Bo Marsh (@bomarsh) <a href="https://x.example/1">May 3, 2031</a></blockquote>
<p>{BODY[1].replace("40", "41")}</p>
<p>Correction: An earlier version of this story misstated the height of the dam.</p>
</article><footer><p>© 2031 Coast Courier. All rights reserved.</p></footer>
<script>var a = {{b: 1}};</script></body></html>"""

FLAT = f"""ADVERTISEMENT

Dam above Ostrava holds as gates are opened, ministry says

Published May 2, 2031 06:44 pm
DAM25058164381.jpg
{CAPTION}

OSTRAVA, Velmaria (AP) — {BODY[0]}

{BODY[1]}

Via Associated Press

{BODY[2]}

{BODY[3]}

{POST}

{BODY[1].replace("40", "41")}

Related Tags

WORLDNEWS
.wide .layout{{ padding-bottom: 9%; }} @media (min-width: 768px) {{ .title {{ font-size: 1px; }} }}

{{{{ articles_filter_7_widget.title }}}}

function startAll() {{ document.querySelectorAll('.x').forEach(function (i) {{ i.go(); }}); }}

Sign up by email to receive news."""


@pytest.fixture(autouse=True, scope="module")
def _loaded_tables() -> None:
    """Tables are read at the first page, which is no page's own time."""
    extract(Page(content=b"<p>The dam at Ostrava held all night.</p>", path="page.html"))


def article_of(text: str, url: str | None = None) -> Article:
    return extract(Page(content=text.encode(), path="page", url=url))


def kinds(article: Article) -> dict[str, str]:
    return {cut.kind: cut.text for cut in article.cut}


def shown(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def test_a_marked_up_page() -> None:
    article = article_of(HTML)
    assert shown(article) == [
        *BODY[:3],
        "A wall that moves",
        BODY[3],
        POST,
        BODY[1].replace("40", "41"),
    ]
    assert [block.kind for block in article.blocks][3:6] == ["heading", "paragraph", "quote"]
    assert (article.blocks[5].author, article.blocks[5].date) == (
        "Bo Marsh (@bomarsh)",
        "2031-05-03",
    )
    assert article.title == "Dam above Ostrava holds as gates are opened"
    assert (article.published, article.modified) == (
        "2031-05-02T18:44+02:00",
        "2031-05-03T07:00+02:00",
    )
    assert (article.authors, article.agency, article.dateline) == (
        ("Lena Orr",),
        "AP",
        "Ostrava, Velmaria",
    )
    assert (article.outlet, article.site, article.language) == (
        "Coast Courier",
        "courier.example",
        "en",
    )
    assert article.url == "https://www.courier.example/world/dam-holds"
    cut = kinds(article)
    assert cut["caption"] == CAPTION
    assert cut["dateline"] == "OSTRAVA, Velmaria (AP) —"
    assert "misstated" in cut["correction"]
    assert "related" in cut
    assert article.found["published"] == "JSON-LD datePublished"
    assert article.found["agency"] == "dateline"


def test_a_flattened_page() -> None:
    article = article_of(FLAT)
    assert shown(article) == [*BODY, POST, BODY[1].replace("40", "41")]
    assert article.title == "Dam above Ostrava holds as gates are opened, ministry says"
    assert article.published == "2031-05-02T18:44"
    assert (article.agency, article.dateline, article.language) == ("AP", "Ostrava, Velmaria", "en")
    assert (article.blocks[4].kind, article.blocks[4].author) == ("quote", "Bo Marsh (@bomarsh)")
    cut = kinds(article)
    assert cut["caption"] == CAPTION
    assert cut["credit"] == "Via Associated Press"
    assert cut["title"] == article.title
    assert cut["date"] == "Published May 2, 2031 06:44 pm"
    assert {"code", "tags", "sign-up", "label", "dateline"} <= set(cut)


def test_a_date_before_the_first_word_is_taken_off() -> None:
    article = article_of(f" date 2031-05-02 {BODY[0]}\n\n{BODY[1]}")
    assert shown(article) == [*BODY[:2]]
    assert (article.published, article.title) == ("2031-05-02", None)
    assert article.found["published"] == "head line"


def test_text_wrapped_by_hand_is_one_paragraph() -> None:
    wrapped = BODY[0].replace(", after", ",\nafter")
    assert shown(article_of(f"{wrapped}\n\n{BODY[1]}\n")) == [*BODY[:2]]


def test_markdown_is_read_as_text() -> None:
    article = article_of(
        f"# Dam holds\n\n{BODY[0]}\n\n- first the [gates](https://x.example) were opened.\n\n"
        f"> {BODY[2]}\n\n{BODY[1]}\n"
    )
    assert article.title == "Dam holds"
    assert [block.kind for block in article.blocks] == ["paragraph", "list", "quote", "paragraph"]
    assert "first the gates were opened." in article.text


def test_the_same_paragraph_twice_is_kept_once() -> None:
    article = article_of("\n\n".join([*BODY, BODY[1]]))
    assert shown(article) == [*BODY]
    assert article.cut[-1].reason == "stands on the page already"


def test_blocks_cover_the_text_with_one_blank_line_between() -> None:
    for article in (article_of(HTML), article_of(FLAT)):
        assert "\n\n".join(shown(article)) == article.text
        assert article.blocks[-1].end == len(article.text)


def test_the_id_is_the_pages() -> None:
    page = Page(content=FLAT.encode(), path="a.txt")
    assert extract(page).id == f"art-{page.sha256[:16]}"
    assert extract(page) == extract(page)


def test_an_address_that_was_given_stays() -> None:
    article = article_of(HTML, url="https://mirror.example/1")
    assert (article.url, article.site) == ("https://mirror.example/1", "mirror.example")


@pytest.mark.parametrize(
    "text",
    [
        "<html><head><script>var a = {b: 1};</script></head><body></body></html>",
        '{"a": [1, 2, {"b": "c"}]}',
        "[" * 100_000,
        "1" * 1_000_000,
        "(" * 1_000_000,
        "<" * 1_000_000,
        "<p>" * 20_000,
        "\n" * 500_000 + "x",
    ],
)
def test_a_page_without_prose_is_an_error_in_seconds(text: str) -> None:
    started = time.process_time()
    with pytest.raises(PageError, match="no article found"):
        article_of(text)
    assert time.process_time() - started < 5


def test_deep_nesting_still_gives_the_text() -> None:
    deep = "<html><body>" + "<div>" * 50_000 + f"<p>{BODY[0]}</p><p>{BODY[1]}</p>"
    article = article_of(deep)
    assert BODY[0] in article.text
    assert article.warnings


@given(st.text(max_size=300), st.booleans())
def test_no_text_crashes(text: str, marked: bool) -> None:
    try:
        article = article_of(f"<html><body><p>{text}</p></body></html>" if marked else text)
    except PageError:
        return
    assert "\n\n".join(shown(article)) == article.text


def test_text_wrapped_at_a_width_keeps_its_paragraphs_whole() -> None:
    paragraphs = [
        "Two bridges in Pellin were closed on Tuesday evening, the fire chief of the town said, "
        "and at least 120 people spent the night in the school on the hill above the river. Some "
        "of them had come on foot from Sarn Bridge, where the road was cut before noon.",
        "Anders Kolvig said that 14 boats were out. The Civil Protection Service sent another "
        "three from Karsk. By midnight all but two of them were back, and nobody was hurt.",
    ]
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in paragraphs)
    page = f"Two bridges closed in Pellin after the flood\n\nPublished Oct 15, 2025 08:10 am\n\n{wrapped}\n"
    article = extract(Page(content=page.encode(), path="note.txt"))
    assert article.text.split("\n\n") == paragraphs
    assert article.title == "Two bridges closed in Pellin after the flood"
