"""The same claim in other words, what differs in it, and a group that changes its nation."""

import time
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from sayso.annotate import annotate
from sayso.link.retellings import retellings
from sayso.link.retold import retold_mutations
from sayso.link.within import within
from sayso.model import (
    Annotated,
    Annotation,
    Article,
    Attribution,
    Certainty,
    Copy,
    Figure,
    Mutation,
    Retelling,
)


def read(id: str, text: str, **known: Any) -> Annotated:
    """An article as the whole of `annotate` reads it."""
    article = Article(id=id, text=text, **known)
    return Annotated(article=article, annotation=annotate(article))


def told(id: str, text: str, number: str, **figure: Any) -> Annotated:
    """An article with one figure, which needs no parse."""
    start = text.index(number)
    known = {"unit": "person", "counted": "people", "predicate": "evacuated", **figure}
    one = Figure(id=f"fig-{id}", start=start, end=start + len(number), text=number, **known)
    article = Article(id=id, text=text, published="2031-04-02")
    return Annotated(article=article, annotation=Annotation(id=id, figures=(one,)))


def later(one: Annotated) -> Annotated:
    """The same page a day later."""
    article = msgspec.structs.replace(one.article, published="2031-04-03")
    return msgspec.structs.replace(one, article=article)


def found(
    articles: Sequence[Annotated], copies: Sequence[Copy] = ()
) -> tuple[tuple[Retelling, ...], tuple[Mutation, ...]]:
    retold = retellings(articles, copies)
    return retold, retold_mutations(articles, retold)


def kinds(mutations: Sequence[Mutation]) -> set[tuple[str, str]]:
    return {(each.type, each.subtype) for each in mutations}


@pytest.fixture(scope="module")
def quarry() -> tuple[Annotated, ...]:
    """A newspaper's range, a paper that passes it on, and a blog that makes more of it."""
    courier = read(
        "courier",
        "Between 60 and 80 miners are missing in the flooded Ostrel quarry, two officials briefed "
        "on the rescue said.\n\nThe numbers could not be independently verified.",
        outlet="The Brennick Courier",
        published="2031-04-02T08:00Z",
    )
    gazette = read(
        "gazette",
        "The Brennick Courier, citing two unidentified officials, reported that 60 to 80 people "
        "were missing in the quarry at Ostrel. It said that it could not verify the numbers.",
        outlet="Tarn Gazette",
        published="2031-04-02T12:00Z",
    )
    blog = read(
        "blog",
        "Labour Ministry officials admit that as many as 80 people were killed at Ostrel. The "
        "Tarn Gazette has the story.",
        outlet="The Loud Hill",
        published="2031-04-03T07:00Z",
    )
    return courier, gazette, blog


def test_a_claim_is_found_again_in_other_words(quarry: tuple[Annotated, ...]) -> None:
    retold, _ = found(quarry[:2])
    assert [(each.a.id, each.b.id, each.direction) for each in retold] == [
        ("courier", "gazette", "a>b")
    ]
    assert retold[0].a.text.startswith("Between 60 and 80 miners")
    assert retold[0].shared[:2] == ("60–80 miners", "missing")


def test_each_telling_goes_with_the_page_that_it_cites(quarry: tuple[Annotated, ...]) -> None:
    retold, _ = found(quarry)
    assert {(each.a.id, each.b.id) for each in retold} == {
        ("courier", "gazette"),
        ("gazette", "blog"),
    }


def test_what_the_blog_made_of_it_is_named(quarry: tuple[Annotated, ...]) -> None:
    _, mutations = found(quarry[1:])
    assert kinds(mutations) == {
        ("figure", "range widened"),
        ("figure", "predicate changed"),
        ("attribution", "upgraded"),
        ("caveat", "dropped"),
    }
    by_kind = {(each.type, each.subtype): each for each in mutations}
    upgraded = by_kind["attribution", "upgraded"]
    assert (upgraded.a.text, upgraded.b.text) == (
        "two unidentified officials",
        "Labour Ministry officials",
    )
    caveat = by_kind["caveat", "dropped"]
    assert "could not verify" in caveat.a.text
    assert caveat.b.text == "" and caveat.b.start == quarry[2].article.text.index(" The Tarn")
    assert by_kind["figure", "range widened"].b.text == "as many as 80"
    assert all(each.candidate and each.reason for each in mutations)


def test_the_order_of_the_articles_does_not_matter(quarry: tuple[Annotated, ...]) -> None:
    one, other = found(quarry), found(quarry[::-1])
    assert {each.id for each in one[0]} == {each.id for each in other[0]}
    assert {each.id for each in one[1]} == {each.id for each in other[1]}


def test_an_unnamed_source_that_falls_away_is_a_caveat_lost() -> None:
    wire = read(
        "wire",
        "Between 1,500 and 4,000 more gendarmes were sent to Ostrel in May, the Karsk Herald "
        "newspaper reported, citing unidentified sources.",
        published="2031-05-27T18:00Z",
    )
    blog = read(
        "blog",
        "According to the Karsk Herald, 1,500 to 4,000 gendarmes were sent to the town. These "
        "allegations cannot be verified.",
        published="2031-05-29",
    )
    retold, mutations = found((wire, blog))
    assert "1,500–4,000 gendarmes" in retold[0].shared
    assert "Karsk Herald" in retold[0].shared
    lost = [each for each in mutations if (each.type, each.subtype) == ("caveat", "dropped")]
    assert [(each.a.text, each.b.text) for each in lost] == [("citing unidentified sources", "")]
    added = [each for each in mutations if (each.type, each.subtype) == ("caveat", "added")]
    assert [each.b.text for each in added] == ["These allegations cannot be verified."]


def test_ends_of_a_range_are_told_apart() -> None:
    whole = told("whole", "Karsk: 60 to 80 people were moved.", "60 to 80", low=60.0, high=80.0)
    ends = {
        "range narrowed": told("one", "80 people had to move in Karsk.", "80", best=80.0),
        "range widened": told(
            "two", "At least 60 people had to move in Karsk.", "60", low=60.0, bound=">="
        ),
        "changed": told(
            "three", "At least 80 people had to move in Karsk.", "80", low=80.0, bound=">="
        ),
    }
    for subtype, other in ends.items():
        _, mutations = found((whole, later(other)))
        assert kinds(mutations) == {("figure", subtype)}
        (undated,) = found((whole, other))[1]
        assert undated.subtype in ("range differs", "differs")
        assert "again" not in undated.reason


@pytest.mark.parametrize(
    ("words", "value", "part"),
    [
        ("At least 212", {"low": 212.0, "bound": ">="}, "bound"),
        ("About 212", {"best": 212.0, "approximate": True}, "approximation"),
    ],
)
def test_a_bound_that_comes_or_goes_is_a_hedge_as_in_a_copy(
    words: str, value: dict[str, Any], part: str
) -> None:
    bound = told("a", f"{words} people left Karsk.", "212", **value)
    plain = told("b", "In Karsk 212 people went.", "212", best=212.0)
    assert kinds(found((bound, later(plain)))[1]) == {("hedge", f"{part} lost")}
    assert kinds(found((plain, later(bound)))[1]) == {("hedge", f"{part} added")}
    assert kinds(found((bound, plain))[1]) == {("hedge", f"{part} differs")}


def test_a_floor_told_as_a_ceiling_is_another_figure() -> None:
    floor = told("a", "At least 212 people left Karsk.", "212", low=212.0, bound=">=")
    ceiling = told("b", "In Karsk up to 212 people went.", "212", high=212.0, bound="<=")
    assert kinds(found((floor, later(ceiling)))[1]) == {("figure", "bound changed")}


def test_the_nation_of_those_who_are_counted_is_compared() -> None:
    one = told("a", "Some 212 South Velmari sailors left Karsk.", "212", best=212.0)
    other = told("b", "Karsk lost 212 North Velmari sailors.", "212", best=212.0)
    counted = {"a": "South Velmari sailors", "b": "North Velmari sailors"}
    articles = [_counting(each, counted[each.article.id]) for each in (one, other)]
    mutations = found(articles)[1]
    assert [(each.type, each.a.text, each.b.text) for each in mutations] == [
        ("entity", "South Velmari", "North Velmari")
    ]


def _counting(each: Annotated, counted: str) -> Annotated:
    figure = each.annotation.figures[0]
    text = each.article.text
    return told(each.article.id, text, figure.text, best=figure.best, counted=counted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"predicate": "killed"}, {"predicate": "injured"}),
        ({"counted": "soldiers"}, {"counted": "children"}),
        ({"counted": "homes", "unit": None}, {"counted": "people"}),
        ({"unit": "metre"}, {"unit": "mile"}),
    ],
)
def test_other_claims_with_the_same_number_are_left_apart(
    one: dict[str, str], other: dict[str, str]
) -> None:
    a = told("a", "In Karsk it was 212 of them.", "212", best=212.0, **one)
    b = told("b", "In Karsk they told of 212.", "212", best=212.0, **other)
    assert found((a, b))[0] == ()


def test_small_numbers_need_more_in_common() -> None:
    a = told("a", "Two people left the mill.", "Two", best=2.0)
    b = told("b", "The train took two people home.", "two", best=2.0)
    assert found((a, b))[0] == ()
    c = told(
        "c", "Two people were carried out of the Ostrel mill by Karsk firemen.", "Two", best=2.0
    )
    d = told("d", "Karsk firemen saved two people from the Ostrel mill.", "two", best=2.0)
    assert len(found((c, d))[0]) == 1


def test_an_age_is_no_claim() -> None:
    a = told("a", "Ada Oram, 47, was carried out of the Karsk mill.", "47", best=47.0)
    b = told("b", "In the Karsk mill was Ada Oram, 47, a carter.", "47", best=47.0)
    assert found((a, b))[0] == ()


def test_copied_passages_are_left_to_the_copies() -> None:
    a = told("a", "All 212 people were moved out of Karsk.", "212", best=212.0)
    b = told("b", "All 212 people were moved out of Karsk. So it goes.", "212", best=212.0)
    copy = Copy(id="cpy-1", a="a", b="b", direction="a>b", passages=((0, 39, 0, 39),))
    assert len(found((a, b))[0]) == 1
    assert found((a, b), (copy,))[0] == ()


def test_a_denial_is_no_retelling_of_what_others_assert() -> None:
    a = told("a", "Karsk lost 212 people.", "212", best=212.0, predicate="killed")
    b = told(
        "b",
        "Karsk denies that 212 people died.",
        "212",
        best=212.0,
        predicate="killed",
        certainty=Certainty.DENIED,
    )
    assert found((a, b))[0] == ()


def test_a_speaker_who_says_and_is_said_to_deny_is_a_turn_of_polarity() -> None:
    a = read("a", "The Labour Ministry said that 212 miners were killed at Ostrel.")
    b = read("b", "The Labour Ministry denied that 212 miners had been killed at Ostrel.")
    _, mutations = found((a, b))
    assert [(each.type, each.subtype, each.b.text) for each in mutations] == [
        ("polarity", "in one only", "denied that 212")
    ]


def test_a_source_and_a_hedge_that_fall_away_are_named() -> None:
    a = read(
        "a",
        "The coast guard believes that 25 fishermen drowned when the Lady Brisa sank off Pellin.",
        published="2031-05-01T08:00Z",
    )
    b = read(
        "b",
        "The sinking of the Lady Brisa off Pellin killed 25 fishermen.",
        published="2031-05-02T08:00Z",
    )
    mutations = found((a, b))[1]
    assert {(each.type, each.subtype, each.a.text) for each in mutations} == {
        ("attribution", "dropped", "The coast guard"),
        ("hedge", "dropped", "believes"),
    }


STATEMENT = (
    "The harbour board announced that the dredger Olma has been towed to the eastern basin of "
    "Karsk port so that divers may mend her hull.",
    "Karsk port is repairing the Olma: the dredger has been towed to the eastern basin, where "
    "divers look at the hull, a clerk told the Courier.",
)
ASIDE = (
    "The mayor of Karsk opened a bridge. The weather was mild. A Velmari choir sang for an hour.",
    "Bread is dearer in Karsk. The baker blames the mill. A bridge was opened.",
)


def test_what_somebody_said_is_found_again_without_a_figure() -> None:
    pages = [
        read(name, f"{said} {rest}")
        for name, said, rest in zip("ab", STATEMENT, ASIDE, strict=True)
    ]
    retold, _ = found(pages)
    assert [(each.a.text, each.b.text) for each in retold] == [STATEMENT]
    assert {"Olma", "dredger", "basin"} <= set(retold[0].shared)


def test_the_contrary_statement_is_no_retelling() -> None:
    contrary = STATEMENT[1].replace("has been", "has not been")
    pages = [read("a", f"{STATEMENT[0]} {ASIDE[0]}"), read("b", f"{contrary} {ASIDE[1]}")]
    assert found(pages)[0] == ()


def test_a_live_page_counts_by_its_last_entry() -> None:
    live = told("live", "10.40: Karsk: 212 people had to move.", "212", best=212.0)
    paper = told("paper", "All 212 people were moved out of Karsk.", "212", best=212.0)
    times: dict[str, Any] = {
        "live": {"published": "2031-04-02T06:00Z", "modified": "2031-04-02T22:00Z"},
        "paper": {"published": "2031-04-02T12:00Z"},
    }
    pages = [
        Annotated(
            article=Article(id=each.article.id, text=each.article.text, **times[each.article.id]),
            annotation=each.annotation,
        )
        for each in (live, paper)
    ]
    assert [(each.a.id, each.direction) for each in found(pages)[0]] == [("paper", "unknown")]


def test_a_day_and_a_time_on_it_give_no_direction() -> None:
    a = told("a", "All 212 people were moved out of Karsk.", "212", best=212.0)
    b = told("b", "Karsk: 212 people had to move.", "212", best=212.0)
    assert [each.direction for each in found((a, b))[0]] == ["unknown"]


def test_many_articles_make_few_rows() -> None:
    articles = [
        told(f"a{i:03}", f"Karsk: 212 people had to move, says the {i}th page.", "212", best=212.0)
        for i in range(300)
    ]
    started = time.perf_counter()
    retold, mutations = found(articles)
    assert len(retold) == 299 and {each.a.id for each in retold} == {"a000"}
    assert mutations == ()
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text",
    ["", "word", "x" * 100_000, "212 " * 20_000, "One of the captured " * 3_000, "A. " * 20_000],
)
def test_hostile_texts_are_taken_in_their_stride(text: str) -> None:
    at = text.find("212")
    figures: tuple[Figure, ...] = ()
    if at >= 0:
        figures = tuple(
            Figure(id=f"f{i}", start=i * 4, end=i * 4 + 3, text="212", best=212.0, counted="x")
            for i in range(500)
        )
    pages = [
        Annotated(
            article=Article(id=name, text=text), annotation=Annotation(id=name, figures=figures)
        )
        for name in "ab"
    ]
    started = time.perf_counter()
    found(pages)
    assert within(pages[0].article) == ()
    assert time.perf_counter() - started < 5


def test_an_attribution_that_names_itself_its_parent_ends() -> None:
    page = told("a", "All 212 people were moved, Oram said.", "212", best=212.0, attribution="t")
    loop = Attribution(id="t", source=((28, 32),), cue=(), content=((0, 26),), parent="t")
    pages = [
        Annotated(
            article=Article(id=name, text=page.article.text),
            annotation=Annotation(id=name, figures=page.annotation.figures, attributions=(loop,)),
        )
        for name in "ab"
    ]
    assert len(found(pages)[0]) == 1


def swaps(text: str) -> list[tuple[str, str]]:
    page = Annotated(article=Article(id="a", text=text), annotation=Annotation(id="a"))
    return [(each.a.text, each.b.text) for each in within(page.article)]


def test_a_group_that_changes_its_nation_is_found() -> None:
    assert swaps(
        "Five captured South Velmari pilots lie in a Karsk hospital. The nurses are kind, and two "
        "of the North Velmari airmen can walk."
    ) == [("Five captured South Velmari pilots", "two of the North Velmari airmen")]
    assert swaps(
        "Three Ostrean hostages were filmed on Monday. The Kessian hostages looked tired."
    ) == [("Three Ostrean hostages", "The Kessian hostages")]


@pytest.mark.parametrize(
    "text",
    [
        "Two wounded Velmari prisoners are in Karsk. One of the captured Velmaris wrote home.",
        "Two wounded South Velmari prisoners are held. One of the Velmari prisoners wrote home.",
        "Ten Ostrean and six Velmari prisoners are held. Two of the Velmari prisoners wrote home.",
        "Two wounded Velmari prisoners are in Karsk. The Ostrean soldiers who guard them are few.",
        "Six Velmari prisoners came. It rained. It snowed. It blew. The Ostrean prisoners sang.",
        "Two Velmari prisoners were exchanged for three Ostrean prisoners.",
    ],
)
def test_other_peoples_beside_a_group_are_no_contradiction(text: str) -> None:
    assert swaps(text) == []
