"""What of a page is its article: in markup, in flattened text, in languages other than English."""

import pytest

from sayso.extract import extract
from sayso.model import Article, Page

PROSE = (
    "The dam above Karsk held through the night after engineers opened two of its gates, the river "
    "office said on Tuesday, but the water behind it was still rising slowly.",
    "About 400 people who live below the wall were asked to sleep elsewhere, and the school in Pellin "
    "was opened for them, according to the mayor, Odo Brandl.",
    "“We would rather carry beds than people,” Brandl told reporters at the town hall, where volunteers "
    "were handing out blankets and soup until late in the evening.",
    "Selin Hydro, which runs the dam, said in a statement that the third gate had been stuck since "
    "August and that a crane was on its way from the capital.",
)
ITEMS = ("Bring warm clothes", "Leave by the upper road", "Call 1155 about relatives")
AROUND = """
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<aside class="sidebar"><h3>Most read</h3><ul><li><a href="1">Plum harvest half of last year's</a>
</li><li><a href="2">Rovers win the cup in extra time</a></li></ul></aside>"""
COMMENTS = """<section class="comments"><h3>3 comments</h3><p>My cousin lives there and says that nobody
has told them anything at all about this.</p><p>Somebody has to answer for that gate.</p></section>"""


def article(page: str, path: str = "page.html") -> Article:
    return extract(Page(content=page.encode(), path=path))


def html(*inside: str, lang: str = "en") -> str:
    return (
        f"<!doctype html><html lang='{lang}'><head><title>Dam above Karsk holds</title></head><body>"
        f"{AROUND}<article><h1>Dam above Karsk holds</h1>{''.join(inside)}</article>{COMMENTS}"
        "<footer><p>© 2031 Karsk Courant. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_article_is_kept_whole_and_what_stands_around_it_is_cut() -> None:
    listed = "<ul>" + "".join(f"<li>{item}</li>" for item in ITEMS) + "</ul>"
    found = article(
        html(paragraphs(*PROSE[:3]), "<h2>What to do</h2>", listed, paragraphs(PROSE[3]))
    )
    assert found.text.split("\n\n") == [*PROSE[:3], "What to do", *ITEMS, PROSE[3]]
    kinds = [block.kind for block in found.blocks]
    assert kinds == ["paragraph"] * 3 + ["heading"] + ["list"] * 3 + ["paragraph"]
    cut = {
        kind: " ".join(c.text for c in found.cut if c.kind == kind) for kind in ("comment", "menu")
    }
    assert "Somebody has to answer for that gate." in cut["comment"]
    assert "Home" in cut["menu"]


@pytest.mark.parametrize(
    "box",
    [
        '<aside class="related-box"><ul><li><a href="x">Inquiry blames blocked drains</a></li></ul></aside>',
        '<div class="newsletter-promo"><a href="x">The Dawn Brief: four minutes every morning.</a></div>',
        '<div class="links"><a href="x">What to know about old dams</a> <a href="y">Pictures: Halvik</a></div>',
    ],
)
def test_a_box_of_links_between_paragraphs_is_cut(box: str) -> None:
    found = article(html(paragraphs(*PROSE[:2]), box, paragraphs(*PROSE[2:])))
    assert found.text.split("\n\n") == list(PROSE)
    assert any("Inquiry" in c.text or "Dawn" in c.text or "old dams" in c.text for c in found.cut)


def test_a_linked_sentence_of_the_article_stays() -> None:
    linked = f'<p><a href="x">{PROSE[1]}</a></p>'
    found = article(html(paragraphs(PROSE[0]), linked, paragraphs(*PROSE[2:])))
    assert found.text.split("\n\n") == list(PROSE)


def test_a_pull_quote_is_cut_and_a_quotation_stays() -> None:
    pulled = "<blockquote>We would rather carry beds than people</blockquote>"
    own = "<blockquote>The gates were last tested in August of the year before, it reads.</blockquote>"
    found = article(html(paragraphs(*PROSE[:3]), pulled, own, paragraphs(PROSE[3])))
    assert found.text.count("carry beds than people") == 1
    assert "The gates were last tested" in found.text


def test_cells_of_a_row_stand_in_one_line() -> None:
    table = "<table><tr><td>Karsk</td><td>12 houses</td></tr><tr><td>Pellin</td><td>4 houses</td></tr></table>"
    found = article(html(paragraphs(*PROSE[:2]), table, paragraphs(*PROSE[2:])))
    assert "Karsk | 12 houses" in found.text.split("\n\n")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("de", "Der Damm über der Stadt hat in der Nacht gehalten, und die Tore sind auf, sagte der Bürgermeister von Karsk am Dienstag vor der Presse. "),
        ("es", "La presa que está sobre la ciudad resistió por la noche, y los ingenieros abrieron dos de sus compuertas, según dijo el alcalde de Karsk. "),
        ("zh", "水利部星期五说，卡斯克上方的大坝彻夜未垮，工程师打开了两个闸门，下游的居民已经转移到学校里过夜，没有人受伤。"),
        ("ar", "قال رئيس البلدية إن السد صمد طوال الليل بعد أن فتح المهندسون بوابتين، وإن الناس الذين يسكنون تحته ناموا في المدرسة. "),
    ],
)  # fmt: skip
def test_other_languages_come_out_whole(lang: str, sentence: str) -> None:
    told = [sentence * 2, sentence * 3, sentence * 4]
    marked_up = article(html(*(f"<p>{text.strip()}</p>" for text in told), lang=lang))
    flat = article(
        "Menu\n\n" + "\n\n".join(text.strip() for text in told) + "\n\nwww\n", "page.txt"
    )
    for found in (marked_up, flat):
        assert found.language == lang
        assert "".join(found.text.split()).count("".join(sentence.split())[:40]) == 9


def test_an_article_glued_to_its_scripts_is_found_in_the_line() -> None:
    line = (
        '{"@type":"NewsArticle","headline":"Dam above Karsk holds","wordCount":88}(function(){var a='
        "window.dataLayer||[];a.push({event:'view'});})();Read MorePlum harvest half of last year's"
        f"Rovers win the cup   {PROSE[0]}{PROSE[1]}{PROSE[2]}   {PROSE[3]}   Share this article   "
        "if (window.ads) { ads.show('slot-2'); }"
    )
    found = article(line, "page.txt")
    for paragraph in PROSE:
        assert paragraph in found.text
    assert "window" not in found.text
    assert "headline" not in found.text


def test_the_same_page_gives_the_same_article_twice() -> None:
    page = html(paragraphs(*PROSE))
    assert article(page) == article(page)
