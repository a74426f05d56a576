"""What a story counts, and the value that is read."""

from functools import cache

import msgspec

from sayso.annotate import annotate
from sayso.model import Annotated, Article, Copy, Excerpt, Indicator, Links, Mutation, Story
from sayso.weigh.claims import claims
from sayso.weigh.indicators import indicators
from sayso.weigh.origins import origins


@cache
def read(id: str, published: str, text: str) -> Annotated:
    article = Article(id=id, text=text, published=published, site=f"{id}.example")
    return Annotated(article=article, annotation=annotate(article))


def counted(*told: tuple[str, str]) -> dict[str, Indicator]:
    pages = [read(chr(97 + index), *each) for index, each in enumerate(told)]
    story = Story(id="s", articles=tuple(page.article.id for page in pages))
    stated = claims(story, pages, Links())
    found = indicators(stated, origins(story, pages, stated, Links()), pages, Links(), story.id)
    return {each.indicator: each for each in found}


MONDAY, TUESDAY, WEDNESDAY = "2024-03-11T09:00:00Z", "2024-03-12T09:00:00Z", "2024-03-13T09:00:00Z"


def test_a_revision_stands_in_the_place_of_the_old_value() -> None:
    found = counted(
        (MONDAY, "The avalanche has killed six climbers, Governor Ada Stell said."),
        (
            TUESDAY,
            "Governor Ada Stell put the number of climbers killed by the avalanche at nine.",
        ),
    )["killed"]
    assert [value.best for value in found.values] == [6, 9]
    assert found.reading.best == 9 and "latest" in found.reading.rule


def test_pages_that_go_on_with_an_old_count_do_not_hold_its_origins_revision_up() -> None:
    found = counted(
        (MONDAY, "The avalanche has killed six climbers, Governor Ada Stell said."),
        (MONDAY, "Six climbers were killed by the avalanche, Governor Ada Stell said."),
        (TUESDAY, "The avalanche has killed nine climbers, Governor Ada Stell said."),
        (WEDNESDAY, "Governor Ada Stell said six climbers were killed by the avalanche."),
    )["killed"]
    assert found.reading.best == 9 and "latest" in found.reading.rule
    six, nine = found.values
    assert six.revised_to == nine.claim and nine.revised_to is None


def test_a_lower_count_is_read_once_nobody_goes_on_with_the_higher() -> None:
    first = (MONDAY, "The avalanche has killed nine climbers, Governor Ada Stell said.")
    lower = (TUESDAY, "The avalanche has killed six climbers, Governor Ada Stell said.")
    again = (WEDNESDAY, "Governor Ada Stell said nine climbers were killed by the avalanche.")
    assert counted(first, lower)["killed"].reading.best == 6
    assert counted(first, first, lower)["killed"].reading.best == 9
    assert counted(first, lower, again)["killed"].reading.best == 9


def test_amounts_in_another_unit_are_kept_but_not_read_with_the_others() -> None:
    found = counted(
        (MONDAY, "Donors have pledged 25 million euros, the mayor said."),
        (TUESDAY, "The mayor said donors had pledged 25 million euros."),
        (TUESDAY, "Donors have pledged 600 tonnes of grain, said Ann Reeve, a doctor."),
    )["pledged"]
    assert (found.reading.best, found.reading.unit) == (25e6, "euro")
    assert {(value.best, value.unit): value.total for value in found.values} == {
        (25e6, "euro"): True,
        (600, "tonne"): False,
    }


def test_most_articles_outweigh_one_late_one() -> None:
    found = counted(
        (MONDAY, "The fire killed three people, fire chief Ole Brint said."),
        (TUESDAY, "Three people died in the fire, said Ole Brint, the fire chief."),
        (WEDNESDAY, "A neighbour said five people were killed in the fire."),
    )["killed"]
    assert found.reading.best == 3
    assert {value.best: len(value.articles) for value in found.values} == {3: 2, 5: 1}


def test_sums_additions_and_parts_are_kept_but_not_read() -> None:
    found = counted(
        (MONDAY, "The blast killed 30 people and injured 64, the mayor said."),
        (TUESDAY, "Ten of the 64 injured people were in danger, the mayor said."),
    )
    assert found["casualty"].values[0].best == 94 and found["casualty"].reading.best is None
    assert found["injured"].reading.best == 64


def test_nobody_in_so_many_words_reads_zero() -> None:
    found = counted((MONDAY, "The fire hurt two people. Nobody was killed, the mayor said."))
    assert found["killed"].reading.best == 0 and found["injured"].reading.best == 2


def test_a_range_is_read_as_a_range() -> None:
    reading = counted((MONDAY, "Between 30 and 40 people are missing, the mayor said."))[
        "missing"
    ].reading
    assert (reading.low, reading.best, reading.high) == (30, None, 40)


def test_each_value_says_how_many_origins_stand_behind_it() -> None:
    found = counted(
        (MONDAY, "The avalanche has killed six climbers, Governor Ada Stell said."),
        (TUESDAY, "Six climbers died in the avalanche, said Ann Reeve, a doctor."),
    )["killed"]
    assert found.values[0].origins == (2, 2)


def test_nothing_counted() -> None:
    assert counted((MONDAY, "The library opened on Monday.")) == {}


def test_one_person_is_told_of_without_a_number() -> None:
    found = counted(
        (MONDAY, "A 34-year-old woman from Hald was shot dead outside a bar, police said."),
        (TUESDAY, "Another man was wounded when a woman was killed outside a bar in Hald."),
    )
    assert found["killed"].reading.best == 1 and "without a number" in found["killed"].reading.rule
    assert found["injured"].reading.best == 1


def test_values_of_equal_support_are_read_as_the_range_between_them() -> None:
    reading = counted(
        (
            MONDAY,
            "The mayor said the flood destroyed 30 homes. Ann Reeve, who runs the Red Star, put the "
            "number of destroyed homes at 50.",
        )
    )["destroyed"].reading
    assert (reading.low, reading.best, reading.high) == (30, None, 50)


def test_a_slip_in_copying_is_not_read() -> None:
    texts = (
        "The blast hurt 71 people, the rescue service said.",
        "The blast hurt 17 people, the rescue service said.",
    )
    pages = [read("x", MONDAY, texts[0]), read("y", TUESDAY, texts[1])]
    ends = [
        Excerpt(id=page.article.id, start=15, end=17, text=page.article.text[15:17])
        for page in pages
    ]
    change = Mutation(id="m", type="figure", subtype="changed", a=ends[0], b=ends[1])
    whole = (0, len(texts[0]), 0, len(texts[1]))
    copy = Copy(id="c", a="x", b="y", direction="a>b", passages=(whole,))
    links = Links(copies=(copy,), mutations=(change,))
    stated = claims(Story(id="s", articles=("x", "y")), pages, links)
    known = origins(Story(id="s", articles=("x", "y")), pages, stated, links)
    [found] = indicators(stated, known, pages, links)
    assert found.reading.best == 71 and {value.best for value in found.values} == {71, 17}


def test_who_dies_later_is_no_longer_among_the_hurt() -> None:
    found = counted(
        (MONDAY, "A 30-year-old woman was shot in Hald and is in critical condition."),
        (TUESDAY, "A 30-year-old woman who was shot in Hald on Monday has died, police said."),
        (WEDNESDAY, "Police are looking for the man who killed a 30-year-old woman in Hald."),
    )
    assert found["killed"].reading.best == 1
    assert found["injured"].reading.best == 0 and "among the dead" in found["injured"].reading.rule


def test_a_later_article_about_an_older_toll_does_not_displace_it() -> None:
    found = counted(
        (MONDAY, "A fire killed six people and injured 11 in Hald, the mayor said."),
        (TUESDAY, "Six people died in the fire in Hald and 11 were hurt, said the mayor."),
        ("2024-06-20T09:00:00Z", "The blast of 2019 in Hald killed 40 people and injured 90."),
    )
    assert found["killed"].reading.best == 6 and found["injured"].reading.best == 11
    assert 40 in {value.best for value in found["killed"].values}


def test_a_court_follow_up_on_one_victim_does_not_displace_the_toll() -> None:
    found = counted(
        (MONDAY, "Three people were killed in a shooting at a bar in Hald, police said."),
        (TUESDAY, "Three people died in the shooting at the bar, police said on Tuesday."),
        ("2024-09-20T09:00:00Z", "A man was sentenced on Friday for killing a barman in Hald."),
    )["killed"]
    assert found.reading.best == 3


def test_an_event_in_passing_does_not_displace_the_toll() -> None:
    found = counted(
        (
            MONDAY,
            "Two men were killed in Hald on Sunday.\n\nIt was the worst shooting in the region "
            "since 12 people were killed in Karsk last year.",
        ),
        (TUESDAY, "Police named the two men who were killed in Hald on Sunday."),
    )["killed"]
    assert found.reading.best == 2


def test_a_count_in_a_title_is_read() -> None:
    page = read("t", MONDAY, "Police closed the road to Hald for the night.")
    titled = msgspec.structs.replace(
        page, article=msgspec.structs.replace(page.article, title="2 dead, 3 hurt in Hald crash")
    )
    found = {each.indicator: each for each in indicators((), (), [titled], Links(), "s")}
    assert found["killed"].reading.best == 2 and found["injured"].reading.best == 3
    assert found["killed"].values[0].articles == ("t",)
