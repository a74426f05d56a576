"""The rules by which two values are compared, in their order, each naming what fired."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.data import load
from sayso.model import Annotated, Article, Claim, Finding, Links, Story
from sayso.weigh.claims import claims
from sayso.weigh.findings import findings
from sayso.weigh.findings.comparability import bounds, gap, overlap
from sayso.weigh.origins import origins

EARLY, LATE, NEXT_DAY = "2024-03-12T07:00:00Z", "2024-03-12T19:00:00Z", "2024-03-13T07:00:00Z"


@cache
def read(name: str, published: str, text: str) -> Annotated:
    article = Article(id=name, text=text, published=published, site=f"{name}news.example")
    return Annotated(article=article, annotation=annotate(article))


def compared(first: str, second: str, when: str = LATE) -> list[Finding]:
    pages = [read("a", EARLY, first), read("b", when, second)]
    story = Story(id="s", articles=("a", "b"))
    stated = claims(story, pages, Links())
    found = findings(stated, origins(story, pages, stated, Links()), pages, Links())
    return [each for each in found if len(each.claims) == 2]


def one(first: str, second: str, when: str = LATE) -> Finding:
    [found] = compared(first, second, when)
    return found


MAYOR = "Mayor Ida Kolb said."
CLINIC = "said Ole Brint, a doctor."


@pytest.mark.parametrize(
    ("first", "second", "slot"),
    [
        (
            f"The shelling wounded 12 civilians, {MAYOR}",
            f"The shelling wounded 31 soldiers, {CLINIC}",
            "counted class",
        ),
        (
            f"The quake destroyed 80 homes in the province of Selm, {MAYOR}",
            f"The quake destroyed 240 homes across the country, {CLINIC}",
            "place",
        ),
        (
            f"Measles has killed 12 people since March, {MAYOR}",
            f"Measles has killed 30 people since January, {CLINIC}",
            "period",
        ),
        (
            f"Alden has sent 300 soldiers to the border, {MAYOR}",
            f"Alden has sent another 200 soldiers to the border, {CLINIC}",
            "additive or total",
        ),
    ],
)
def test_a_slot_that_differs_is_named(first: str, second: str, slot: str) -> None:
    found = one(first, second)
    assert (found.type, found.slot) == ("not-comparable", slot)
    assert found.rule == load("weigh_findings_words")["apart"][slot]


def test_marches_of_two_days_are_not_compared() -> None:
    found = one(
        f"Some 700 people marched in Lunde on Saturday, {MAYOR}",
        f"Some 2,600 people marched in Lunde on Sunday, {CLINIC}",
    )
    assert (found.type, found.slot) == ("not-comparable", "event time")


def test_counts_of_two_days_are_not_compared() -> None:
    found = one(
        f"As of Monday, 12 people had died in the flood, {MAYOR}",
        f"As of Tuesday, 30 people had died in the flood, {CLINIC}",
    )
    assert (found.type, found.slot) == ("not-comparable", "as-of")


def test_a_growing_count_without_its_time_is_unclear() -> None:
    found = one(
        f"The flood has killed 12 people so far, {MAYOR}",
        f"The flood has killed 30 people, {CLINIC}",
    )
    assert (found.type, found.slot) == ("unclear", "as-of")


def test_two_counts_of_one_blow_on_one_day_conflict() -> None:
    found = one(
        "The army said it killed 40 fighters at Dorn on Monday.",
        "Only six fighters were killed at Dorn on Monday, said Tove Askil of the Free League.",
    )
    assert found.type == "conflict"


def test_the_same_days_told_at_the_same_time_conflict() -> None:
    found = one(
        "Measles has killed 130 people in the delta since June, the aid group Aqua Vita said.",
        "Measles has killed 44 people in the delta since June, the Health Institute said.",
    )
    assert found.type == "conflict"


def test_where_the_origin_itself_has_raised_its_count_others_stay_open() -> None:
    texts = (
        (EARLY, "The army said 12 people were killed at Dorn on Monday."),
        (NEXT_DAY, "The army said 15 people were killed at Dorn on Monday."),
        (NEXT_DAY, "Tove Askil of the Free League said 30 people were killed at Dorn on Monday."),
    )
    pages = [read(f"p{i}", *each) for i, each in enumerate(texts)]
    story = Story(id="s", articles=tuple(page.article.id for page in pages))
    stated = claims(story, pages, Links())
    found = findings(stated, origins(story, pages, stated, Links()), pages, Links())
    assert {each.type for each in found} == {"revision", "unclear"}


def test_the_same_origin_later_is_a_revision_even_if_values_overlap() -> None:
    found = one(
        "At least 27 people are missing, the rescue service said.",
        "The rescue service said 33 people are missing.",
        NEXT_DAY,
    )
    assert found.type == "revision" and "at least 27" in found.text.lower()


def test_nobody_named_against_a_name_is_unclear() -> None:
    found = one(
        f"Some 700 people marched in Lunde on Saturday, {MAYOR}",
        "On Saturday 2,600 people marched in Lunde.",
    )
    assert (found.type, found.slot) == ("unclear", "origin")


def test_without_an_indicator_one_matter_is_compared() -> None:
    found = one(
        "Calder City paid 25 million crowns for the winger Juno Vale, his agent Ulf Sand said.",
        "The fee of the winger Juno Vale for Calder City was 31 million crowns, said Ida Kolb.",
    )
    assert found.type == "conflict"


def test_without_an_indicator_two_matters_are_not() -> None:
    found = compared(
        "Calder City paid 25 million crowns for the winger Juno Vale, his agent Ulf Sand said.",
        "The new stand will cost 31 million crowns, said Ida Kolb, who runs the building office.",
    )
    assert found == []


def test_a_nation_left_out_makes_no_other_class() -> None:
    found = one(
        f"Between 4,000 and 6,000 Serbian soldiers were sent to the border, {MAYOR}",
        f"Some 5,000 troops were sent to the border, {CLINIC}",
    )
    assert found.type == "compatible"


def test_people_and_animals_are_not_set_side_by_side() -> None:
    assert (
        compared(f"The storm killed 14 people, {MAYOR}", f"The storm killed 200 cows, {CLINIC}")
        == []
    )


numbers = st.none() | st.integers(0, 50).map(float)


@given(numbers, numbers, numbers, numbers)
def test_two_values_overlap_or_have_a_gap(
    low: float | None, high: float | None, other_low: float | None, other_high: float | None
) -> None:
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    if other_low is not None and other_high is not None:
        other_low, other_high = min(other_low, other_high), max(other_low, other_high)
    a = Claim(id="a", story="s", text="", low=low, high=high)
    b = Claim(id="b", story="s", text="", low=other_low, high=other_high)
    assert overlap(a, b) == overlap(b, a) == (gap(a, b) == 0)
    assert gap(a, b) == gap(b, a) >= 0
    assert bounds(a)[0] <= bounds(a)[1]
