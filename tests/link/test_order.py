"""The links among articles are the same in whatever order the articles are given."""

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link import link, links_in_order
from sayso.link.copies import copies
from sayso.model import Annotation, Article, Figure, Links

WIRE = (
    "The dam above Velmar gave way before dawn on Tuesday and flooded the lower town of Halvik.",
    "At least 14 people were killed, the river office said.",
    "Rescue crews from three districts searched the banks of the Tesna until nightfall.",
    "Roads to the north stay closed and the railway runs only as far as Pellin.",
)
SPEECH = (
    "My grandmother carried stones for that wall with her own hands, and when I am asked to tear "
    "it down for a car park I hear her laughing at all of us from the kitchen window"
)
AFTER = "In Pellin the market square served as a camp for forty families with their animals."
EARLY, LATE = "2031-05-02T08:00:00Z", "2031-05-02T09:30:00Z"


def page(id: str, *sentences: str, published: str | None = None, site: str = "") -> Article:
    site = site or f"outlet-{id}.example"
    return Article(id=id, text=" ".join(sentences), published=published, site=site)


PAGES = (
    page("d", *WIRE, published=EARLY),
    page("b", WIRE[0], WIRE[1].replace("At least 14", "41"), *WIRE[2:], published=LATE),
    page("c", WIRE[0], WIRE[1].replace("14", "15"), *WIRE[2:]),
    page("a", *WIRE[:3], AFTER),
    page("f", f'"{SPEECH}," said Maren Tolle, who lives in Karsk.', published=LATE),
    page("e", f'Maren Tolle told reporters in Karsk: "{SPEECH}."', published=EARLY),
    page("g", "Halvik on the Tesna: 212 people had to leave the flooded town of Halvik."),
    page("h", "About 212 people were moved out of Halvik when the Tesna flooded the town."),
    page("j", "Ina Dahl of Rennsby won the chess open, half a point ahead of Bo Tarn."),
)


def annotation(article: Article) -> Annotation:
    """The one figure that is told again in other words, without a parse."""
    at = article.text.find("212")
    if at < 0:
        return Annotation(id=article.id)
    figure = Figure(
        id=f"fig-{article.id}",
        start=at,
        end=at + 3,
        text="212",
        best=212.0,
        approximate="About" in article.text,
        unit="person",
        counted="people",
        predicate="evacuated",
    )
    return Annotation(id=article.id, figures=(figure,))


@cache
def expected() -> Links:
    return link(in_one_story(PAGES), annotation)


def in_one_story(articles: Iterable[Article]) -> list[Article]:
    """The articles, given to one story so that all are compared."""
    return [msgspec.structs.replace(each, story="Velmar dam") for each in articles]


def records(links: Links) -> set[str]:
    return {repr(each) for each in links_in_order(links)}


def test_the_pages_have_links_of_every_kind() -> None:
    found = expected()
    assert found.copies and found.quotations and found.retellings and found.mutations
    assert {copy.direction for copy in found.copies} == {"a>b", "unknown"}
    assert {(copy.a, copy.b) for copy in found.copies if copy.direction == "a>b"} == {("d", "b")}


@given(st.permutations(PAGES))
@settings(max_examples=30, deadline=None)
def test_links_are_the_same_in_any_order(articles: Sequence[Article]) -> None:
    found = link(in_one_story(articles), annotation)
    assert records(found) == records(expected())


@given(st.permutations(PAGES))
@settings(max_examples=20, deadline=None)
def test_stories_that_nobody_gave_are_the_same_in_any_order(articles: Sequence[Article]) -> None:
    found, first = link(articles, only="stories"), link(PAGES, only="stories")
    assert records(found) == records(first)


@given(st.permutations(PAGES))
@settings(max_examples=20, deadline=None)
def test_the_source_stands_first_and_else_the_lower_id(articles: Sequence[Article]) -> None:
    texts = {each.id: each.text for each in PAGES}
    found = copies(articles)
    for copy in found.copies:
        assert copy.direction == "a>b" or (copy.direction == "unknown" and copy.a < copy.b)
        assert copy.passages == tuple(sorted(copy.passages))
        for a0, _, b0, _ in copy.passages:
            assert texts[copy.a][a0 : a0 + 4] == texts[copy.b][b0 : b0 + 4]
    assert all(each.a < each.b for each in found.quotations)


def test_an_id_of_a_pair_stays_when_its_direction_becomes_known() -> None:
    one, other = page("b", *WIRE), page("a", *WIRE)
    (undated,) = copies((one, other)).copies
    dated = (page("b", *WIRE, published=EARLY), page("a", *WIRE, published=LATE))
    (known,) = copies(dated).copies
    assert (undated.a, undated.direction, known.a, known.direction) == ("a", "unknown", "b", "a>b")
    assert undated.id == known.id
