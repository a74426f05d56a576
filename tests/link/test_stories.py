"""Stories: which articles are about one event."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.stories import stories
from sayso.model import Article

DAM = [
    "KARSK — The Velmar dam gave way before dawn on Tuesday and flooded the lower valley of the "
    "Tesna, killing at least 14 people, said Irena Dovask of the Civil Protection Service. "
    "Crews from Pellin searched the houses along Mill Street for 27 others.",
    "At least 14 people died when the Velmar dam collapsed on Tuesday, the Civil Protection "
    "Service said. Irena Dovask told reporters in Pellin that 27 are missing along the Tesna.",
    "The death toll of the Velmar dam collapse rose to 19 on Wednesday. Irena Dovask of the Civil "
    "Protection Service said that the search along the Tesna in Pellin would go on.",
]
OTHER_DAM = [
    "ARDLEY — A dam above Ardley broke on Tuesday after heavy rain, and two farmers drowned, the "
    "mayor, Colm Byrnes, said. The river Ossel carried away a bridge at Stanmoor.",
    "Two farmers drowned at Ardley when a dam on the Ossel broke, said the mayor, Colm Byrnes. "
    "The bridge at Stanmoor is gone, and the road to Ardley is closed.",
]
CHESS = "Ina Dahl of Halvik won the chess open in Rennsby on Sunday, half a point ahead of Bo Tarn."


def article(id: str, text: str, **known: str | None) -> Article:
    return Article(id=id, text=text, **known)  # type: ignore[arg-type]


def told(*articles: Article) -> list[tuple[str, ...]]:
    return [story.articles for story in stories(articles)]


def test_reports_of_one_event_are_one_story_and_others_stand_alone() -> None:
    pages = [article(f"d{place}", text) for place, text in enumerate(DAM)]
    assert told(*pages, article("c", CHESS)) == [("d0", "d1", "d2"), ("c",)]


@pytest.mark.parametrize("day", [None, "2031-10-14"])
def test_events_of_one_kind_on_one_day_are_kept_apart(day: str | None) -> None:
    pages = [article(f"v{place}", text, published=day) for place, text in enumerate(DAM)]
    others = [article(f"a{place}", text, published=day) for place, text in enumerate(OTHER_DAM)]
    assert told(*pages, *others) == [("v0", "v1", "v2"), ("a0", "a1")]


def test_two_articles_are_enough_to_tell() -> None:
    assert told(article("a", DAM[0]), article("b", DAM[1])) == [("a", "b")]
    assert told(article("a", DAM[0]), article("b", CHESS)) == [("a",), ("b",)]


def test_a_given_story_is_kept_and_takes_in_unnamed_articles() -> None:
    found = stories(
        [
            article("a", DAM[0], story="Velmar dam"),
            article("b", CHESS, story="Velmar dam"),
            article("c", DAM[1]),
        ]
    )
    assert [(story.id, story.given, set(story.articles)) for story in found] == [
        ("Velmar dam", True, {"a", "b", "c"})
    ]


def test_two_given_stories_never_merge() -> None:
    found = stories([article("a", DAM[0], story="one"), article("b", DAM[0], story="two")])
    assert [(story.id, story.articles) for story in found] == [("one", ("a",)), ("two", ("b",))]


def test_a_story_opens_with_its_earliest_article_and_is_called_by_the_first_title() -> None:
    late = article("late", DAM[2], published="2031-10-15T09:00:00+02:00", title="Toll rises")
    early = article("early", DAM[0], published="2031-10-14T15:40:00Z")
    undated = article("undated", DAM[1], title="Dam collapses")
    (story,) = stories([undated, late, early])
    assert story.articles == ("early", "late", "undated")
    assert story.title == "Toll rises"
    assert story.id == stories([early])[0].id


def test_a_story_without_a_title_is_called_by_its_first_words() -> None:
    assert stories([article("c", CHESS)])[0].title == ("Ina Dahl of Halvik won the chess open in")
    assert stories([article("e", "")])[0].title is None


def test_a_title_that_does_not_end_is_cut() -> None:
    (story,) = stories([article("c", CHESS, title="Ina Dahl wins " * 500)])
    assert story.title and len(story.title) <= 200 and story.title.endswith("…")
    assert story.title.startswith("Ina Dahl wins Ina")


def test_the_same_article_many_times_is_one_story_at_little_cost() -> None:
    pages = [article(str(place), DAM[0], title="Dam") for place in range(1_000)]
    started = time.process_time()
    assert [len(each) for each in told(*pages)] == [1_000]
    assert time.process_time() - started < 1


def test_pages_that_tell_nothing_stand_alone() -> None:
    assert told(*(article(str(place), "") for place in range(3))) == [("0",), ("1",), ("2",)]


def test_an_id_that_comes_twice_is_in_one_story_once() -> None:
    assert told(article("a", DAM[0]), article("a", CHESS), article("b", "")) == [("a",), ("b",)]


def test_a_large_story_is_one_story() -> None:
    sentences = [f"{part.strip()}." for text in DAM for part in text.split(". ")]
    pages = [
        article(
            str(place),
            f"{DAM[place % 3]} {sentences[place % len(sentences)]} Report {place} of the desk.",
            published=f"2031-10-{14 + place % 5}",
        )
        for place in range(300)
    ]
    assert len(told(*pages)) <= 3


def test_a_word_of_five_megabytes_and_other_scripts_do_no_harm() -> None:
    started = time.process_time()
    pages = [
        article("long", "a" * 5_000_000),
        article("many", "word " * 1_000_000),
        article("zh", "韋爾馬水壩星期二凌晨潰決至少十四人死亡"),
        article("zh2", "韋爾馬水壩星期二潰決民防局說至少十四人死亡"),
    ]
    found = told(*pages)
    assert sorted(each for story in found for each in story) == ["long", "many", "zh", "zh2"]
    assert time.process_time() - started < 3


@pytest.mark.parametrize("day", ["", "soon", "9999-12-31", "2031-02-30", "2031-10-14T25:00"])
def test_dates_that_cannot_be_read_are_not_known(day: str) -> None:
    dated = article("b", DAM[1], published=day)
    assert told(article("a", DAM[0], published="2031-10-14"), dated) in (
        [("a", "b")],
        [("a",), ("b",)],
    )


TEXTS = st.sampled_from([*DAM, *OTHER_DAM, CHESS, "", "word", "14 2031"])
GIVEN = st.sampled_from([None, None, "one", "two", ""])
DAYS = st.sampled_from([None, "2031-10-14", "2031-10-14T10:00:00+05:00", "1999", "?"])


@given(st.lists(st.tuples(TEXTS, GIVEN, DAYS), max_size=9))
@settings(max_examples=25, deadline=None)
def test_each_article_is_in_one_story_and_a_given_name_is_kept(
    drawn: list[tuple[str, str | None, str | None]],
) -> None:
    pages = [
        article(str(place), text, story=name, published=day)
        for place, (text, name, day) in enumerate(drawn)
    ]
    found = stories(pages)
    where = {each: story for story in found for each in story.articles}
    assert sum(len(story.articles) for story in found) == len(pages) == len(where)
    assert all(where[page.id].id == page.story for page in pages if page.story)
    assert len({story.id for story in found}) == len(found)
    firsts = [min(int(each) for each in story.articles) for story in found]
    assert firsts == sorted(firsts)
