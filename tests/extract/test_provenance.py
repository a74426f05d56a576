"""Where each value of a whole page was found, and what becomes of places that disagree."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import extract
from sayso.model import Article, Page, PageError

PROSE = (
    "The dam above Karsk held through the night, the Velmarian water ministry said on Friday, after "
    "engineers opened two of its gates.",
    "At least 40 people were moved from the lower town, the ministry said in a brief statement, and "
    "another 200 left on their own.",
    "The mayor of Pellin said that the water had fallen by a hand since the morning and that the "
    "school on the hill would stay open.",
)
SPANISH = (
    "La presa del norte se abrió el lunes por la noche y los vecinos de la ciudad baja fueron a la "
    "escuela de la colina, dijo el ministerio del agua en un comunicado.",
    "El alcalde dijo que las aguas se habían retirado del barrio y que los ingenieros no temen por "
    "el muro, como se había dicho en los días anteriores a la crecida del río.",
)


def page(
    *,
    meta: dict[str, str] | None = None,
    data: dict[str, Any] | None = None,
    head: str = "",
    prose: tuple[str, ...] = PROSE,
    foot: str = "",
    lang: str = "en",
) -> str:
    metas = "".join(f'<meta property="{k}" content="{v}">' for k, v in (meta or {}).items())
    record = {"@context": "https://schema.org", "@type": "NewsArticle", **(data or {})}
    script = f'<script type="application/ld+json">{json.dumps(record)}</script>' if data else ""
    body = "".join(f"<p>{text}</p>" for text in prose)
    return (
        f'<!doctype html><html lang="{lang}"><head>{head}{metas}{script}</head><body><article>'
        f"<h1>Dam above Karsk holds as gates are opened</h1>{body}</article>"
        f"<footer>{foot}</footer></body></html>"
    )


def read(text: str, url: str | None = None) -> Article:
    return extract(Page(content=text.encode(), path="page.html", url=url))


def values(article: Article, field: str) -> list[tuple[str, str]]:
    return [(each.value, each.where) for each in article.stated.get(field, ())]


def test_places_that_agree_leave_no_trace() -> None:
    article = read(
        page(
            meta={"og:title": "Dam above Karsk Holds as Gates Are Opened - Pellin Post"},
            data={"headline": "Dam above Karsk holds as gates are…", "publisher": "Pellin Post"},
            head="<title>Dam above Karsk holds as gates are opened | Pellin Post</title>",
        )
    )
    assert article.title == "Dam above Karsk holds as gates are opened"
    assert article.stated == {}
    assert article.chosen == {}


def test_titles_that_differ_are_kept_and_the_choice_explained() -> None:
    article = read(
        page(
            meta={"og:title": "Dam above Karsk holds as two gates are opened"},
            data={"headline": "Water ministry opens the gates"},
        )
    )
    assert values(article, "title") == [
        ("Dam above Karsk holds as gates are opened", "<h1>"),
        ("Water ministry opens the gates", "JSON-LD headline"),
        ("Dam above Karsk holds as two gates are opened", "meta og:title"),
    ]
    assert article.chosen["title"].startswith("the heading that readers see")
    assert article.title == article.stated["title"][0].value


def test_outlets_that_differ_are_kept() -> None:
    article = read(page(meta={"og:site_name": "Pellin Post"}, data={"publisher": "Karsk Courant"}))
    assert values(article, "outlet") == [
        ("Pellin Post", "meta og:site_name"),
        ("Karsk Courant", "JSON-LD publisher"),
    ]
    assert article.chosen["outlet"] == "meta og:site_name goes before JSON-LD publisher"


@pytest.mark.parametrize(
    ("made", "where"),
    [
        ({"prose": (f"KARSK (AP) — {PROSE[0]}", *PROSE[1:])}, "dateline"),
        (
            {"data": {"sourceOrganization": {"name": "Associated Press"}}},
            "JSON-LD sourceOrganization",
        ),
        ({"data": {"copyrightHolder": "The Associated Press"}}, "JSON-LD copyrightHolder"),
        ({"prose": (*PROSE, "The gates were closed at noon. (AP)")}, "last line"),
        ({"prose": (*PROSE[:2], f"{PROSE[2]} -AP")}, "last line"),
        ({"foot": "<p>© 2031 The Associated Press. All rights reserved.</p>"}, "copyright line"),
        ({"meta": {"author": "Ana Reyl, Associated Press"}}, "meta author"),
    ],
)
def test_an_agency_is_found_in_each_of_its_places(made: dict[str, Any], where: str) -> None:
    article = read(page(**made))
    assert (article.agency, article.found["agency"]) == ("AP", where)
    assert "(AP)" not in article.text
    assert "-AP" not in article.text


def test_two_agencies_are_both_kept_the_dateline_first() -> None:
    prose = (f"KARSK (AP) — {PROSE[0]}", *PROSE[1:])
    article = read(page(prose=prose, data={"sourceOrganization": "Agence France-Presse"}))
    assert values(article, "agency") == [("AP", "dateline"), ("AFP", "JSON-LD sourceOrganization")]
    assert article.agency == "AP"


def test_the_suppliers_of_a_site_are_not_the_agency_of_its_articles() -> None:
    foot = "<p>© 2031 The Associated Press</p><p>© 2031 Reuters</p><p>© 2031 Pellin Post</p>"
    assert read(page(foot=foot)).agency is None


def test_the_copyright_line_of_an_agency_is_not_the_outlet() -> None:
    foot = "<p>© 2031 The Associated Press. All rights reserved.</p><p>© 2031 Pellin Post</p>"
    article = read(page(foot=foot))
    assert (article.outlet, article.agency) == ("Pellin Post", "AP")


def test_the_text_tells_its_language_when_the_page_lies() -> None:
    article = read(page(prose=SPANISH * 2, lang="en"))
    assert values(article, "language") == [("es", "common words"), ("en", "<html lang>")]
    assert "words" in article.chosen["language"]
    assert article.language == "es"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Der Damm über Karsk hat in der Nacht gehalten, und die Tore sind auf, sagte der Minister. ",
            "de",
        ),
        (
            "Плотина выдержала ночь, и вода не дошла до города, как сказал мэр на встрече с людьми. ",
            "ru",
        ),
        ("水利部星期五说，卡斯克上方的大坝彻夜未垮，工程师打开了两个闸门。", "zh"),
    ],
)
def test_other_languages_are_told_by_the_text(text: str, code: str) -> None:
    article = read(page(prose=(text * 3, text * 2), lang="en"))
    assert (article.language, article.found["language"]) == (code, "common words")


@pytest.mark.parametrize("lang", ["en", "en-GB", "cs"])
def test_a_language_is_taken_from_the_page_where_the_words_do_not_speak_against_it(
    lang: str,
) -> None:
    article = read(page(lang=lang))
    assert (article.language, article.found["language"]) == (lang[:2], "<html lang>")
    assert "language" not in article.stated


def test_the_captured_address_goes_before_what_the_page_says() -> None:
    head = '<link rel="canonical" href="https://pellinpost.example/dam">'
    url = "https://pellinpost.example/dam-holds?from=feed"
    article = read(page(head=head), url)
    assert (article.url, article.canonical) == (url, "https://pellinpost.example/dam")
    assert [where for _, where in values(article, "url")] == ["capture", "canonical link"]
    same = read(page(head=head), "http://www.pellinpost.example/dam/?from=feed")
    assert "url" not in same.stated


def test_a_canonical_link_to_another_site_tells_who_had_it_first() -> None:
    head = '<link rel="canonical" href="https://karskcourant.example/dam">'
    for url, meta in (
        ("https://pellinpost.example/dam", {}),
        (None, {"og:url": "https://pellinpost.example/dam", "og:site_name": "Pellin Post"}),
    ):
        article = read(page(head=head, meta=meta), url)
        assert article.original_url == "https://karskcourant.example/dam"
        assert article.found["original_url"] == "canonical link to another site"
        assert article.site == "pellinpost.example"


def test_an_address_of_the_same_house_is_no_other_site() -> None:
    head = '<link rel="canonical" href="https://www.pellinpost.co.example/dam">'
    assert read(page(head=head), "https://news.pellinpost.example/dam").original_url is None


def test_a_republication_line_names_the_outlet_and_leads_to_it() -> None:
    line = (
        'This article was originally published by <a href="https://karskcourant.example/dam">Karsk '
        "Courant</a> under a Creative Commons licence."
    )
    article = read(page(prose=(*PROSE, line), meta={"og:site_name": "Pellin Post"}))
    assert (article.original_outlet, article.original_url) == (
        "Karsk Courant",
        "https://karskcourant.example/dam",
    )
    assert article.found["original_outlet"] == "republication line"
    assert article.found["original_url"] == "link in the republication line"
    assert "originally published" not in article.text


def test_an_outlet_that_says_when_it_published_republishes_nobody() -> None:
    line = "This article was originally published by Pellin Post on May 3."
    article = read(page(prose=(*PROSE, line), meta={"og:site_name": "Pellin Post"}))
    assert article.original_outlet is None


def test_json_tells_what_an_article_is_based_on() -> None:
    based = {"@type": "NewsArticle", "url": "https://k.example/1", "publisher": {"name": "Karsk"}}
    article = read(page(data={"isBasedOn": based}), "https://pellinpost.example/dam")
    assert (article.original_outlet, article.original_url) == ("Karsk", "https://k.example/1")
    own = {"isBasedOn": "https://pellinpost.example/dam", "sourceOrganization": "Tesna Watch"}
    article = read(page(data={**own, "publisher": "Pellin Post"}), "https://pellinpost.example/dam")
    assert (article.original_outlet, article.original_url) == ("Tesna Watch", None)


def test_corrections_are_kept_from_the_text_and_from_json() -> None:
    note = "Correction: The dam is 62 meters high, not 26."
    article = read(page(prose=(*PROSE, note)))
    assert (article.corrections, article.found["corrections"]) == ((note,), "note in the text")
    assert [cut.text for cut in article.cut if cut.kind == "correction"] == [note]
    data = {"correction": {"@type": "CorrectionComment", "text": "The dam is 62 meters high."}}
    article = read(page(data=data))
    assert article.corrections == ("The dam is 62 meters high.",)
    assert article.found["corrections"] == "JSON-LD correction"


def test_a_flattened_page_has_them_too() -> None:
    text = "\n\n".join(
        (
            "Dam above Karsk holds as gates are opened, ministry says",
            f"KARSK (AP) — {PROSE[0]}",
            *PROSE[1:],
            "Correction: The dam is 62 meters high, not 26.",
            "This article was originally published by Karsk Courant.",
            "© 2031 Pellin Post",
        )
    )
    article = read(text)
    assert article.text == "\n\n".join(PROSE)
    assert (article.agency, article.original_outlet, article.outlet) == (
        "AP",
        "Karsk Courant",
        "Pellin Post",
    )
    assert len(article.corrections) == 1


def test_a_wrong_encoding_is_a_warning_with_its_kind() -> None:
    text = page(head='<meta charset="utf-8">', prose=(PROSE[0].replace("dam", "Brücke"), *PROSE))
    article = extract(Page(content=text.encode("cp1252"), path="page.html"))
    assert [each.partition(":")[0] for each in article.warnings] == ["encoding"]


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "url", "text", "@id", "publisher"]), inner)
    ),
    max_leaves=6,
)
KEYS = (
    "isBasedOn", "isBasedOnUrl", "translationOfWork", "sourceOrganization", "correction",
    "isAccessibleForFree", "inLanguage", "publisher", "copyrightHolder",
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS), ODD, min_size=1))
def test_odd_json_never_loses_the_page(data: dict[str, Any]) -> None:
    article = read(page(data=data), "https://pellinpost.example/dam")
    assert article.text == "\n\n".join(PROSE)
    for field, stated in article.stated.items():
        assert len(stated) > 1
        assert article.chosen[field]


def test_the_only_heading_is_the_title_though_machines_were_told_another() -> None:
    text = page(meta={"og:title": "Karsk dam: what we know of the gates"})
    article = read(text)
    assert (article.title, article.found["title"]) == (
        "Dam above Karsk holds as gates are opened",
        "<h1>",
    )
    assert values(article, "title")[1][0] == "Karsk dam: what we know of the gates"


def test_a_heading_that_shares_nothing_is_not_the_title() -> None:
    article = read(page(meta={"og:title": "Velmar: what we know"}))
    assert (article.title, article.found["title"]) == ("Velmar: what we know", "meta og:title")


def test_one_heading_among_several_must_agree_more() -> None:
    text = page(meta={"og:title": "Karsk dam: what we know of the gates"})
    article = read(text.replace("<footer>", "<footer><h1>Dam news of the week in Karsk</h1>"))
    assert article.found["title"] == "meta og:title"


CUT_BY_WORDS = {
    "title": "Dam above Karsk holds as gates are opened, ministry says",
    "date": "Published May 3, 2031 06:44 pm",
    "dateline": "KARSK (AP) —",
    "caption": "FILE - The dam above Karsk, Velmaria, on Oct. 21, 2030. (AP Photo/Lena Orr, File)",
    "correction": "Correction: The dam is 62 meters high, not 26.",
    "credit": "Reporting by Ana Reyl",
    "bio": "Ana Reyl is a reporter for the Pellin Post.",
    "related": "Read more: Five dams that did not hold",
    "sign-up": "Sign up by email to receive news.",
    "tags": "Tags: Velmar, dams",
    "comment": "Be the first to comment",
    "code": "{{ articles_filter_7_widget.title }}",
    "label": "Advertisement",
}


def test_a_flattened_page_has_each_kind_of_cut_that_words_can_tell() -> None:
    lines = dict(CUT_BY_WORDS)
    head = [lines.pop(kind) for kind in ("title", "date", "caption")]
    body = [f"{lines.pop('dateline')} {PROSE[0]}", *PROSE[1:]]
    article = read("\n\n".join([*head, *body, *lines.values()]))
    assert article.text == "\n\n".join(PROSE)
    cut = {(each.kind, each.text) for each in article.cut}
    assert set(CUT_BY_WORDS.items()) <= cut
    assert all(each.reason for each in article.cut)


def test_a_page_has_each_kind_of_block() -> None:
    quoted = "<blockquote><p>The water came at night and it took the orchard.</p></blockquote>"
    items = "<h2>What is closed</h2><ul><li>The bridge at the mill in Pellin</li></ul>"
    end = "<p>The school on the hill stays open, the mayor of Pellin said on Friday evening.</p>"
    article = read(page().replace("</article>", f"{quoted}{items}{end}</article>"))
    kinds = [block.kind for block in article.blocks]
    assert kinds == [*["paragraph"] * 3, "quote", "heading", "list", "paragraph"]
    third = article.blocks[2]
    assert article.text[third.start : third.end] == PROSE[2]


def test_a_refused_page_says_so() -> None:
    refused = "<!doctype html><html><body><h1>Access denied</h1><p>Ray ID: 7f</p></body></html>"
    assert read(refused).warnings == ("block-page: 'Access denied'",)
    empty = refused.replace("Access denied", "Just a moment...").replace(
        "Ray ID: 7f", "Enable JavaScript and cookies to continue"
    )
    with pytest.raises(PageError, match=r"no article found: block-page: 'Just a moment\.\.\.'"):
        read(empty)
