"""What a reader is warned of: a page that is not whole, not there, or no article."""

from typing import get_args

import pytest

from sayso.data import load
from sayso.extract.pieces import Piece
from sayso.extract.warn import Showing, refusal, warnings_of
from sayso.model import WarningKind

STORY = tuple(
    Piece(f"On day {n} the dam above Karsk held, the Velmarian water ministry said in Pellin.")
    for n in range(1, 40)
)
SHORT = STORY[:2]


def shown(
    title: str = "Dam above Karsk holds",
    pieces: tuple[Piece, ...] = STORY,
    lines: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
    free: object = None,
) -> list[str]:
    found = warnings_of(Showing(title, pieces, lines, frozenset(types), free))
    return [each.partition(":")[0] for each in found]


def ends(text: str) -> tuple[Piece, ...]:
    return (*SHORT, Piece(text))


NOTE = "This article was translated automatically from Velmarian and may have errors."
TEASERS = tuple(
    Piece(f"On day {n} the dam above Karsk held, the ministry said and …") for n in "1234"
)
STAMPED = tuple(Piece(f"1{n}:05 The water at Pellin rose by a hand.") for n in range(7))


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("paywall", Showing("Dam", STORY, free=False)),
        ("paywall", Showing("Dam", STORY, free="False")),
        ("paywall", Showing("Dam", SHORT, ("Subscribe to continue reading this story",))),
        ("consent-wall", Showing("Pellin", SHORT, ("We value your privacy", "Reject all"))),
        ("live-blog", Showing("Dam", STORY, types=frozenset({"LiveBlogPosting"}))),
        ("live-blog", Showing("Dam", (*SHORT, *STAMPED))),
        ("live-blog", Showing("Dam breaks: live updates", (*SHORT, *STAMPED[:2]))),
        ("truncated", Showing("Dam", ends("The ministry said that it would …"))),
        ("truncated", Showing("Dam", ends("The ministry said […]"))),
        ("truncated", Showing("Dam", SHORT, (SHORT[-1].text, "Continue reading"))),
        ("block-page", Showing("Access denied", SHORT)),
        ("block-page", Showing("Pellin", (Piece("Please enable JavaScript to go on."),))),
        ("error-page", Showing("Page not found - Pellin Post", SHORT)),
        ("error-page", Showing("Pellin", (Piece("The page you requested could not be found."),))),
        ("list-page", Showing("Dams", STORY, types=frozenset({"CollectionPage"}))),
        ("list-page", Showing("Dams", TEASERS)),
        ("machine-translated", Showing("Dam", (*STORY, Piece(NOTE)))),
        ("machine-translated", Showing("Dam", STORY, (NOTE,))),
    ],
)
def test_a_page_is_warned_of(kind: str, page: Showing) -> None:
    kinds = {each.partition(": ")[0]: each.partition(": ")[2] for each in warnings_of(page)}
    assert kinds.get(kind)
    assert set(kinds) <= set(get_args(WarningKind))


@pytest.mark.parametrize(
    "page",
    [
        Showing("404 people leave Karsk", STORY),
        Showing("Dam holds", STORY, ("Subscribe to continue reading", "We value your privacy")),
        Showing("Dam holds", STORY, ("Continue reading", "Access denied"), free=True),
        Showing("Dam holds", STORY, types=frozenset({"CollectionPage", "NewsArticle"})),
        Showing("Dam holds", ends("“We do not know…”")),
        Showing("Dam holds", (*STORY, Piece("The ministry said that it would …"))),
        Showing("Dam holds", SHORT, ("Continue reading", "Continue reading", SHORT[-1].text)),
        Showing("Dam holds", (*STORY, Piece("Machine translation: an introduction"))),
        Showing("Dam holds", (*STORY, *STAMPED[:3])),
        Showing("Dam holds", SHORT, ("Accept all cookies",)),
    ],
)
def test_an_ordinary_article_is_not_warned_of(page: Showing) -> None:
    assert warnings_of(page) == ()


def test_a_warning_quotes_the_words_that_made_it() -> None:
    found = warnings_of(Showing("Dam", ends("The ministry said that it would …")))
    assert found == ("truncated: the text ends with 'The ministry said that it would …'",)


def test_a_page_without_an_article_says_what_it_shows_instead() -> None:
    assert (refusal("Just a moment...\nChecking your browser") or "").startswith("block-page: ")
    assert (refusal("Page not found\nGo to the front page") or "").startswith("error-page: ")
    assert refusal("Home\nWorld\nWeather") is None


def test_every_table_is_of_a_kind_of_the_vocabulary() -> None:
    assert set(load("warnings")) <= set(get_args(WarningKind))
