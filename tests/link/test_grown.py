"""Stories that grow: what a new article touches is repaired, the rest stays, ids are kept."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.stories import stories
from sayso.link.stories.frequencies import Frequencies, held_terms, sought_terms
from sayso.link.stories.grown import grown
from sayso.link.stories.settled import settled
from sayso.model import Article, Story
from tests.link.test_stories import CHESS, DAM, OTHER_DAM, article

DAM_A, DAM_B, DAM_C = (article(f"d{place}", text) for place, text in enumerate(DAM))
OTHER_A, OTHER_B = (article(f"o{place}", text) for place, text in enumerate(OTHER_DAM))
CHESS_A = article("c", CHESS)


def test_one_by_one_comes_to_what_all_at_once_does() -> None:
    pages = [DAM_A, OTHER_A, CHESS_A, DAM_B, OTHER_B, DAM_C]
    found: tuple[Story, ...] = ()
    for number in range(1, len(pages) + 1):
        found = grown(pages[:number], found).stories
    at_once = stories(pages)
    assert {story.articles for story in found} == {story.articles for story in at_once}
    assert {story.id for story in found} == {story.id for story in at_once}


def test_a_story_that_nothing_new_is_like_is_left_alone() -> None:
    before = (Story(id="odd", articles=("c", "o0"), title="Kept"),)
    after = grown([CHESS_A, OTHER_A, DAM_A], before)
    assert before[0] in after.stories
    assert "odd" not in after.changed


def test_a_touched_story_gives_up_what_is_not_of_it_and_says_so() -> None:
    before = (Story(id="dams", articles=("d0", "d1", "c")),)
    after = grown([DAM_A, DAM_B, CHESS_A, DAM_C], before)
    kept, parted = after.stories
    assert (kept.id, set(kept.articles)) == ("dams", {"d0", "d1", "d2"})
    assert parted.articles == ("c",)
    (change,) = after.changes
    assert (change.what, change.story, change.other) == ("split", "dams", parted.id)
    assert change.distance is not None and change.distance > 0.5


def test_two_stories_that_a_new_article_shows_to_be_one_are_merged_under_the_larger() -> None:
    before = (Story(id="small", articles=("d0",)), Story(id="large", articles=("d1", "d3")))
    more = article("d3", DAM[1].replace("Pellin", "the town of Pellin"))
    after = grown([DAM_A, DAM_B, more, DAM_C], before)
    (story,) = after.stories
    assert (story.id, len(story.articles)) == ("large", 4)
    assert after.gone == {"small"}
    (change,) = after.changes
    assert (change.what, change.story, change.other) == ("merge", "large", "small")
    assert change.by and change.distance is not None


def test_given_stories_are_never_joined_and_keep_their_articles() -> None:
    before = (
        Story(id="one", articles=("d0",), given=True),
        Story(id="two", articles=("d1", "c"), given=True),
    )
    after = grown([DAM_A, DAM_B, CHESS_A, DAM_C], before)
    of = {story.id: set(story.articles) for story in after.stories}
    assert of["one"] >= {"d0"} and of["two"] >= {"d1", "c"} and len(of) == 2
    assert all(story.given for story in after.stories)


def test_an_article_given_to_a_story_out_of_view_goes_there() -> None:
    before = (Story(id="Velmar dam", articles=("x", "y"), title="Old", given=True),)
    after = grown([article("n", CHESS, story="Velmar dam")], before)
    assert [(story.id, set(story.articles)) for story in after.stories] == [
        ("Velmar dam", {"x", "y", "n"})
    ]


def test_a_story_of_which_a_part_is_in_view_takes_in_and_keeps_the_rest() -> None:
    before = (Story(id="dams", articles=("d0", "unseen", "d1"), title="Dam gives way"),)
    after = grown([DAM_A, DAM_B, DAM_C, CHESS_A], before)
    assert set(after.stories[0].articles) == {"d0", "unseen", "d1", "d2"}
    assert (after.stories[0].id, after.stories[0].title) == ("dams", "Dam gives way")
    assert after.stories[1].articles == ("c",)


def test_an_article_that_is_word_for_word_known_joins_at_once() -> None:
    before = grown([CHESS_A, DAM_A], ()).stories
    again = article("again", DAM_A.text)
    after = grown([DAM_A, again], [story for story in before if "d0" in story.articles])
    assert [set(story.articles) for story in after.stories] == [{"d0", "again"}]
    assert after.stories[0].joins[0].by == ("the same words",)


def test_each_join_says_what_spoke_for_it() -> None:
    (story,) = stories([DAM_A, DAM_B, DAM_C])
    assert [join.article for join in story.joins] == ["d1", "d2"]
    assert all(join.to in story.articles for join in story.joins)
    assert "names" in story.joins[0].by
    assert all(join.distance is not None and join.distance < 0.5 for join in story.joins)


def test_a_given_name_is_said_to_be_why() -> None:
    named = [article("a", DAM[0], story="one"), article("b", CHESS, story="one")]
    (story,) = stories(named)
    assert story.joins[0].by == ("the name given",)


def test_an_article_of_two_stories_is_counted_in_one_and_listed_in_both() -> None:
    both = article("both", f"{DAM[0]}\n\n{DAM[1]}\n\n{OTHER_DAM[0]}\n\n{OTHER_DAM[1]}")
    named = [
        article("d0", DAM[0], story="Velmar"),
        article("d1", DAM[1], story="Velmar"),
        article("o0", OTHER_DAM[0], story="Ardley"),
        article("o1", OTHER_DAM[1], story="Ardley"),
    ]
    found = {story.id: story for story in stories([both, *named])}
    counted = [each for story in found.values() for each in story.articles]
    assert sorted(counted) == ["both", "d0", "d1", "o0", "o1"]
    (home,) = [story.id for story in found.values() if "both" in story.articles]
    (other,) = {"Velmar", "Ardley"} - {home}
    (listed,) = found[other].also
    assert listed.article == "both" and listed.by and listed.to in found[other].articles


def test_the_part_that_opens_another_story_does_not_take_its_id() -> None:
    old = stories([DAM_A])[0]
    before = (Story(id=old.id, articles=("d0", "o0", "o1")),)
    parts = [[DAM_A], [OTHER_A, OTHER_B]]
    first, second = settled(parts, before, {0}).stories
    assert (first.id, first.articles) == (old.id, ("o0", "o1"))
    assert second.id not in {old.id, ""}


def test_terms_that_many_articles_have_are_not_sought_first() -> None:
    held = dict.fromkeys(held_terms(CHESS_A), 900) | dict.fromkeys(held_terms(DAM_A), 400)
    sought = sought_terms(DAM_B, Frequencies(articles=1000, held=held | {"n:tesna": 3}), 3)
    assert "n:tesna" in sought
    assert sought_terms(article("e", ""), Frequencies(articles=0, held={})) == ()


def test_likelihood_does_not_hang_on_the_size_of_the_archive() -> None:
    for size in (3, 3_000, 3_000_000):
        known = Frequencies(articles=size, held={"w:dam": size // 3, "w:people": size // 2})
        found = grown([DAM_A, DAM_B, OTHER_A, CHESS_A], (), known).stories
        assert [story.articles for story in found][:2] == [("c",), ("d0", "d1")]


PAGES = st.permutations([DAM_A, DAM_B, DAM_C, OTHER_A, OTHER_B, CHESS_A])


@given(PAGES, st.lists(st.integers(0, 3), min_size=6, max_size=6), st.integers(0, 6))
@settings(max_examples=20, deadline=None)
def test_no_article_is_lost_or_twice_whatever_stood_before(
    pages: list[Article], home: list[int], known: int
) -> None:
    groups: dict[int, list[str]] = {}
    for page, number in zip(pages[:known], home, strict=False):
        groups.setdefault(number, []).append(page.id)
    before = [Story(id=f"s{number}", articles=tuple(ids)) for number, ids in groups.items()]
    after = grown(pages, before)
    told = [each for story in after.stories for each in story.articles]
    assert sorted(told) == sorted(page.id for page in pages)
    ids = {story.id for story in after.stories}
    assert len(ids) == len(after.stories)
    assert after.gone == {story.id for story in before} - ids
