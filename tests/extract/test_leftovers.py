"""What a page shows around its article, told by its markup and its words."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import load
from sayso.extract.leftovers import LONGEST_CUT, MOST_CUTS, MOST_WORDS, Seen, leftovers, marked
from sayso.model import CutKind

KINDS = frozenset(get_args(CutKind))


@pytest.mark.parametrize(
    ("text", "marks", "kind"),
    [
        ("I live there and it is worse", ("p", "comment-body", "comments-area"), "comment"),
        ("Velmar, dams, Karsk", ("div", "post-tags"), "tags"),
        ("The day in Pellin, by mail", ("p", "widget", "newsletter-box"), "sign-up"),
        ("Ana Reyl grew up in Pellin", ("p", "author-bio__text"), "bio"),
        ("Ana Reyl", ("span", "byline"), "credit"),
        ("Roofs above the water", ("figcaption",), "caption"),
        ("The dam is 62 meters high, not 26", ("p", "correction"), "correction"),
        ("Five dams that did not hold", ("a", "related-stories"), "related"),
        ("Five dams that did not hold", ("a", "li", "ul", "aside"), "related"),
        ("Send to a friend", ("span", "share-bar"), "label"),
        ("World", ("a", "li", "ul", "nav"), "menu"),
        ("Sign up by email to receive news.", ("p",), "sign-up"),
        ("var a = {b: 1}; a.push({c: 2}); document.x();", ("div",), "code"),
        ("The weather in Karsk is fair.", ("p", "column-4"), "other"),
    ],
)
def test_a_block_has_its_kind_and_a_reason(text: str, marks: tuple[str, ...], kind: str) -> None:
    (cut,) = leftovers([Seen(text, marks)])
    assert (cut.kind, cut.text) == (kind, text)
    assert cut.reason


def test_the_innermost_name_counts() -> None:
    assert marked(("figcaption", "related-stories", "aside")) == ("caption", "figcaption")


@pytest.mark.parametrize("mark", ["commentary", "author", "navel", "shareholders", "tagged-story"])
def test_a_name_that_only_begins_like_another_is_not_it(mark: str) -> None:
    found = marked((mark,))
    assert found is None or found[0] == "credit"


def test_the_tale_of_an_author_is_no_byline() -> None:
    text = "Ana Reyl has told the stories of the Tesna valley since the first of its three dams."
    (cut,) = leftovers([Seen(text, ("div", "author"))])
    assert cut.kind == "bio"


def test_blocks_of_one_kind_are_one_cut_and_captions_stand_alone() -> None:
    menu = [Seen(name, ("a", "nav")) for name in ("Home", "World", "Weather")]
    captions = [Seen(f"Roofs in Halvik {n}", ("figcaption",)) for n in range(2)]
    cuts = leftovers([*menu, *captions])
    assert [(cut.kind, cut.text) for cut in cuts] == [
        ("menu", "Home\nWorld\nWeather"),
        ("caption", "Roofs in Halvik 0"),
        ("caption", "Roofs in Halvik 1"),
    ]


def test_the_credit_of_a_caption_is_told_apart() -> None:
    cuts = leftovers([Seen("A lorry waits in Karsk. (AP Photo/Lena Orr)", ("figcaption",))])
    assert [cut.kind for cut in cuts] == ["caption", "credit"]


def test_ten_thousand_comments_are_bounded() -> None:
    cuts = leftovers(Seen(f"Reader {n} says so. " * 30, ("comment",)) for n in range(10_000))
    assert len(cuts) == MOST_CUTS
    assert all(len(cut.text) <= LONGEST_CUT for cut in cuts)


def test_a_block_longer_than_a_cut_is_kept_to_its_length() -> None:
    (cut,) = leftovers([Seen("word " * 2_000, ("comment",))])
    assert len(cut.text) == LONGEST_CUT
    assert cut.text.endswith("…")


@given(
    st.lists(
        st.builds(Seen, st.text(max_size=80), st.lists(st.text(max_size=12), max_size=6).map(tuple))
    )
)
def test_every_block_is_seen_with_a_kind_of_the_vocabulary(blocks: list[Seen]) -> None:
    cuts = leftovers(blocks)
    assert {cut.kind for cut in cuts} <= KINDS
    shown = "\n".join(cut.text for cut in cuts)
    assert all(block.text.strip() in shown for block in blocks)


@pytest.mark.parametrize("table", ["markup", "furniture"])
def test_tables_name_only_kinds_of_the_vocabulary(table: str) -> None:
    assert set(load(table)) - {"but"} <= KINDS


def test_every_phrase_of_the_table_can_be_found() -> None:
    for table in load("markup").values():
        for words in (*table.get("words", ()), *table.get("weak", ())):
            assert len(words.split()) <= MOST_WORDS, words
            assert words == words.lower()


@pytest.mark.parametrize("mark", ["main-with-sidebar", "elementor-widget-container", "no-comments"])
def test_names_of_the_layout_say_nothing_of_a_block(mark: str) -> None:
    assert marked((mark, "main")) is None
