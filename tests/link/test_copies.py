"""Copies among articles, as a reader of the ledger meets them."""

import time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.copies import Reuse, copies
from sayso.model import Article, Block, Copy, Cut, SharedQuotation

WIRE = (
    "The dam above Velmar gave way before dawn on Tuesday and flooded the lower town of Halvik.",
    "Rescue crews from three districts searched the banks of the Tesna until nightfall.",
    "The river office had warned in September that the eastern side was leaking.",
    "Roads to the north stay closed and the railway runs only as far as Pellin.",
    "Schools in the valley will open again on Monday, the district council decided.",
)
LOCAL = "In Pellin the market square served as a camp for forty families with their animals."
OTHER = (
    "Growers around Montaverra brought in the smallest olive harvest since records began. "
    "A late frost took the blossom on the upper terraces, and the press stood idle for days. "
    "Prices at the cooperative rose by a third, and restaurants along the coast switched to seed oil."
)
SPEECH = (
    "My grandmother carried stones for that wall with her own hands, and when I am asked to tear "
    "it down for a car park I hear her laughing at all of us from the kitchen window"
)


def article(id: str, *sentences: str, **more: object) -> Article:
    return Article(id=id, text=" ".join(sentences), **more)  # type: ignore[arg-type]


def page(id: str, *paragraphs: str, **more: object) -> Article:
    return Article(id=id, text="\n\n".join(paragraphs), **more)  # type: ignore[arg-type]


def shown(reuse: Reuse, articles: list[Article]) -> list[tuple[str, str]]:
    """The words of each passage in both articles."""
    texts = {each.id: each.text for each in articles}
    return [
        (texts[copy.a][s:e], texts[copy.b][t:f])
        for copy in reuse.copies
        for s, e, t, f in copy.passages
    ]


def pairs(reuse: Reuse) -> set[tuple[str, str]]:
    return {(copy.a, copy.b) for copy in reuse.copies}


def only(reuse: Reuse) -> Copy:
    (copy,) = reuse.copies
    return copy


# --- passages ----------------------------------------------------------------------------------


def test_a_wire_cut_from_the_bottom_is_one_passage_of_whole_sentences() -> None:
    articles = [article("a", *WIRE), article("b", *WIRE[:3], OTHER)]
    assert shown(copies(articles), articles) == [(" ".join(WIRE[:3]),) * 2]


def test_a_sentence_of_its_own_parts_the_passages() -> None:
    articles = [article("a", *WIRE), article("b", *WIRE[:2], LOCAL, *WIRE[2:])]
    assert shown(copies(articles), articles) == [
        (" ".join(WIRE[:2]),) * 2,
        (" ".join(WIRE[2:]),) * 2,
    ]


def test_passages_that_changed_places_are_kept() -> None:
    articles = [article("a", *WIRE), article("b", *WIRE[3:], *WIRE[:2])]
    assert set(shown(copies(articles), articles)) == {
        (" ".join(WIRE[:2]),) * 2,
        (" ".join(WIRE[3:]),) * 2,
    }


def test_a_changed_figure_stays_inside_the_passage() -> None:
    first = "At least 14 people were killed and 27 are missing, the civil protection service said."
    second = "At least 41 people were killed and 27 are missing, the civil protection service said."
    articles = [article("a", WIRE[0], first, WIRE[1]), article("b", WIRE[0], second, WIRE[1])]
    assert shown(copies(articles), articles) == [(articles[0].text, articles[1].text)]


def test_paraphrase_word_by_word_is_bridged() -> None:
    told = (
        "The dam above Velmar burst before dawn on Tuesday and flooded Halvik's lower town.",
        "Crews from three districts combed the banks of the Tesna until nightfall.",
        "The river office had cautioned in September that the eastern side was leaking badly.",
        "Roads to the north remain closed and the railway runs only as far as Pellin.",
    )
    articles = [article("a", *WIRE[:4]), article("b", *told)]
    assert shown(copies(articles), articles) == [(articles[0].text, articles[1].text)]


def test_letters_misread_by_a_machine_do_not_hide_a_copy() -> None:
    scanned = (
        "The dam above Velmar gave wav before dawn on Tuesday and fl0oded the lower town of Halvik.",
        "Rescue crews frorn three districts searched the banks of the Tesna unti1 nightfall.",
        "The river office had wamed in September that the eastem side was leaking.",
    )
    articles = [article("a", *WIRE[:3]), article("b", *scanned)]
    ((first, second),) = shown(copies(articles), articles)
    assert first == articles[0].text and second == articles[1].text


def test_a_sentence_quoted_in_a_frame_is_marked_without_the_frame() -> None:
    quoting = f'According to the Tidewater Argus, "{WIRE[0][:-1]}."'
    articles = [
        page("a", *WIRE, site="tidewaterargus.example"),
        page("b", OTHER, quoting, site="pellinpost.example"),
    ]
    reuse = copies(articles)
    assert shown(reuse, articles) == [(WIRE[0], WIRE[0])]
    assert only(reuse).direction == "a>b"


def test_each_pair_stands_for_itself() -> None:
    a = article("a", *WIRE[:3])
    b = article("b", *WIRE[1:3], LOCAL, OTHER)
    c = article("c", LOCAL, *OTHER.split(". ")[:2])
    assert pairs(copies([a, b, c])) == {("a", "b"), ("b", "c")}


def test_unrelated_articles_share_nothing() -> None:
    assert copies([article("a", *WIRE), article("b", OTHER)]) == Reuse()


def test_a_name_with_its_title_is_no_copy() -> None:
    name = "Interior Minister Pavle Oshtren of the Republic of Ostmark-Selin"
    articles = [
        article("a", WIRE[0], f"{name} flew over the valley.", WIRE[2]),
        article("b", OTHER, f"Nobody had asked {name} about the olive harvest, he complained."),
    ]
    assert copies(articles) == Reuse()


# --- furniture and formulas --------------------------------------------------------------------

FOOT = (
    "This paper is printed on the old press in Quay Street, which visitors may watch through the "
    "glass door on any weekday between two and four, children in the company of an adult."
)
BODIES = [
    f"The council of {place} met on Friday and spoke at length about {what}. {why}"
    for place, what, why in [
        ("Brennick", "the price of school meals", "Parents had gathered nine hundred signatures."),
        ("Tolvery", "a bridge that nobody wants", "Herons nest where its pillar would stand."),
        ("Ashgrove", "the noise of the new quarry", "Its owner offered to blast at noon only."),
        ("Gullhaven", "dogs on the beach", "A fisherman had been bitten twice since June."),
    ]
]


def test_what_every_page_of_a_site_says_is_its_furniture() -> None:
    pages = [page(str(n), body, FOOT, site="gazette.example") for n, body in enumerate(BODIES)]
    assert copies(pages) == Reuse()


def test_furniture_is_no_part_of_a_passage() -> None:
    pages = [page(str(n), body, FOOT, site="gazette.example") for n, body in enumerate(BODIES)]
    pages += [
        page("a", *WIRE, FOOT, site="gazette.example"),
        page("b", *WIRE[:4], site="post.example"),
    ]
    assert shown(copies(pages), pages) == [("\n\n".join(WIRE[:4]),) * 2]


def test_a_wire_in_every_outlet_is_never_furniture() -> None:
    pages = [
        page(str(n), *WIRE, f"Edited by desk {n}.", site=f"outlet{n % 30}.example")
        for n in range(90)
    ]
    assert len(copies(pages).copies) == 90 * 89 // 2


def test_articles_without_a_site_are_compared_too() -> None:
    assert pairs(copies([page("a", *WIRE), page("b", *WIRE[:4])])) == {("a", "b")}


def test_furniture_is_known_by_its_number_where_no_site_is() -> None:
    bodies = [" ".join(f"w{n}x{word}" for word in range(60)) for n in range(12)]
    pages = [page(str(n), body, FOOT) for n, body in enumerate(bodies)]
    assert copies(pages) == Reuse()


def test_a_sign_up_that_two_sites_have_in_common_is_no_copy() -> None:
    line = (
        "Subscribe to our weekly newsletter, with recipes and a riddle, for readers far and near."
    )
    pages = [page(str(n), body, line, site=f"s{n}.example") for n, body in enumerate(BODIES)]
    assert copies(pages) == Reuse()


def test_a_formula_that_comes_back_over_the_months_is_no_copy() -> None:
    formula = (
        "Anyone who saw anything that night is asked to call the river police at the number on "
        "the back of this page, or to leave word with the harbour master at any hour."
    )
    pages = [
        page(str(n), body, formula, site=f"s{n}.example", published=f"2031-0{2 * n + 1}-05")
        for n, body in enumerate(BODIES)
    ]
    assert copies(pages) == Reuse()


# --- speech ------------------------------------------------------------------------------------


def test_one_speech_in_two_reports_is_the_speakers() -> None:
    articles = [
        page("a", *WIRE, f'"{SPEECH}," said Maren Tolle.', site="post.example"),
        page(
            "b", OTHER, f'Maren Tolle, the envoy, told reporters: "{SPEECH}."', site="echo.example"
        ),
    ]
    reuse = copies(articles)
    assert reuse.copies == ()
    (quotation,) = reuse.quotations
    ((s, e, t, f),) = quotation.passages
    assert articles[0].text[s:e].rstrip(",.") == articles[1].text[t:f].rstrip(",.") == SPEECH
    assert quotation.speaker == "Maren Tolle"


def test_a_speech_among_copied_sentences_belongs_to_the_copy() -> None:
    said = f'"{SPEECH}," said Maren Tolle.'
    articles = [article("a", *WIRE[:2], said, WIRE[2]), article("b", *WIRE[:2], said, WIRE[2])]
    reuse = copies(articles)
    assert shown(reuse, articles) == [(articles[0].text, articles[1].text)]
    assert reuse.quotations == ()


def test_a_speech_made_to_the_other_outlet_was_taken_from_it() -> None:
    articles = [
        page("a", *WIRE, f'"{SPEECH}," said Maren Tolle.', site="tidewaterargus.example"),
        page("b", OTHER, f'"{SPEECH}," Maren Tolle told the Tidewater Argus.', site="echo.example"),
    ]
    assert only(copies(articles)).direction == "a>b"


def test_two_speakers_with_the_same_words_have_no_common_name() -> None:
    articles = [
        page("a", *WIRE, f'"{SPEECH}," said Maren Tolle.'),
        page("b", OTHER, f'"{SPEECH}," said Oskar Brandvold.'),
    ]
    (quotation,) = copies(articles).quotations
    assert quotation.speaker is None


def test_a_post_that_the_page_repeats_is_a_copy_within_it() -> None:
    post = "Our scouts have crossed the river at Velmar and hold both banks up to the old mill."
    own = "Scouts have crossed the river at Velmar and hold both banks up to the old mill, it says."
    blog = Article(
        id="blog",
        text=f"{OTHER}\n\n{post}\n\n{own}",
        blocks=(
            Block(
                kind="quote",
                start=len(OTHER) + 2,
                end=len(OTHER) + 2 + len(post),
                author="Salome Irk",
            ),
        ),
    )
    copy = only(copies([blog]))
    assert (copy.a, copy.b, copy.direction) == ("blog", "blog", "a>b")
    assert copy.evidence == ("repeats the post embedded in the page",)
    ((s, e, t, f),) = copy.passages
    assert blog.text[s:e] == post and blog.text[t:f] == own


def test_a_post_that_two_pages_embed_is_the_authors() -> None:
    post = SPEECH + "."
    pages = [
        Article(
            id=name,
            text=f"{body}\n\n{post}",
            blocks=(
                Block(
                    kind="quote",
                    start=len(body) + 2,
                    end=len(body) + 2 + len(post),
                    author="Salome Irk",
                ),
            ),
        )
        for name, body in (("a", WIRE[0]), ("b", OTHER))
    ]
    reuse = copies(pages)
    assert reuse.copies == ()
    assert [quotation.speaker for quotation in reuse.quotations] == ["Salome Irk"]


# --- any input ---------------------------------------------------------------------------------


def test_nothing_to_compare() -> None:
    for articles in ([], [article("a", "")], [article("a", ""), article("b", "word")]):
        assert copies(articles) == Reuse()


def test_scripts_without_spaces() -> None:
    dam = (
        "周二黎明前维尔马上方的大坝决口，淹没了下游的城镇。来自三个区的救援队沿河岸搜寻到天黑。"
        "河务办公室九月曾警告说东侧渗漏。北部道路仍然封闭。"
    )
    articles = [
        article("a", dam),
        article("b", "今天的天气很好。" + dam),
        article("c", "足球比赛昨晚结束。"),
    ]
    assert shown(copies(articles), articles) == [(dam, dam)]


def test_words_with_marks_and_unseen_signs() -> None:
    first = (
        "Плотина над Вельмаром прорвалась до рассвета во вторник и затопила нижний город Хальвик."
    )
    second = first.replace("затопила", "за\u00adтопила").upper()
    assert pairs(copies([article("a", first), article("b", second)])) == {("a", "b")}


def test_hostile_texts_take_no_time() -> None:
    text = " ".join(WIRE)
    started = time.perf_counter()
    copies([article("a", "x" * 1_000_000), article("b", "x" * 1_000_000)])
    assert copies([article("a", "ha " * 300_000), article("b", "ha " * 300_000)]) == Reuse()
    copies([article("a", '"' * 100_000 + text), article("b", ". " * 100_000 + text)])
    assert len(copies([article(str(n), text) for n in range(100)]).copies) == 4950
    often = copies([article("a", text * 50), article("b", text)])
    assert only(often).passages[0][2:] == (0, len(text))
    assert time.perf_counter() - started < 5


def test_articles_with_one_id_are_one() -> None:
    assert copies([article("a", *WIRE), article("a", *WIRE)]) == Reuse()


SENTENCES = st.sampled_from(
    [*WIRE, LOCAL, *OTHER.split(". "), SPEECH, f'"{SPEECH}," he said.', "", "\n\n", "Ja."]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(SENTENCES, max_size=8), max_size=5))
def test_passages_lie_in_their_texts_and_hold_words_in_common(drawn: list[list[str]]) -> None:
    articles = [article(str(n), *sentences) for n, sentences in enumerate(drawn)]
    reuse = copies(articles)
    assert reuse == copies(articles)
    order = combinations([each.id for each in articles], 2)
    assert [(copy.a, copy.b) for copy in reuse.copies] == [
        pair for pair in order if pair in pairs(reuse)
    ]
    texts = {each.id: each.text for each in articles}
    records: list[Copy | SharedQuotation] = [*reuse.copies, *reuse.quotations]
    for record in records:
        assert record.passages
        for s, e, t, f in record.passages:
            assert 0 <= s < e <= len(texts[record.a]) and 0 <= t < f <= len(texts[record.b])
            first = set(texts[record.a][s:e].lower().split())
            assert first & set(texts[record.b][t:f].lower().split())


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_signs_around_a_copy(before: str, after: str) -> None:
    articles = [article("a", *WIRE), Article(id="b", text=f"{before} {' '.join(WIRE)} {after}")]
    assert pairs(copies(articles)) == {("a", "b")}


def test_a_credit_that_was_cut_from_the_page_counts() -> None:
    articles = [
        article("a", *WIRE, site="hillwire.example"),
        Article(
            id="b",
            text=" ".join(WIRE),
            site="post.example",
            cut=(Cut(kind="dateline", text="TARN (Hillwire) —", reason="a dateline"),),
        ),
    ]
    assert only(copies(articles)).evidence == ("credited to the other outlet: “TARN (Hillwire) —”",)
