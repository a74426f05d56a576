"""What is one claim, and what is two."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.model import Annotated, Article, Claim, Links, Story
from sayso.weigh.claims import claims

DAY = "2024-03-12"


@cache
def read(id: str, text: str, published: str = DAY) -> Annotated:
    article = Article(id=id, text=text, published=published)
    return Annotated(article=article, annotation=annotate(article))


def claimed(*texts: str) -> tuple[Claim, ...]:
    pages = [read(chr(97 + index), text) for index, text in enumerate(texts)]
    story = Story(id="s", articles=tuple(page.article.id for page in pages))
    return claims(story, pages, Links())


def stating(found: tuple[Claim, ...], number: float) -> Claim:
    [claim] = [each for each in found if number in (each.low, each.best, each.high)]
    return claim


def articles(claim: Claim) -> list[str]:
    return [mention.article for mention in claim.mentions]


def test_words_and_digits_are_one_value() -> None:
    found = claimed(
        "A tram overturned in Orle, killing sixteen people, the transit board said.",
        "The transit board said 16 people died when a tram overturned in Orle.",
    )
    assert articles(stating(found, 16)) == ["a", "b"]


@pytest.mark.parametrize("other", ["11 people", "at least 8 people", "8 to 10 people"])
def test_another_value_is_another_claim(other: str) -> None:
    found = claimed(
        "The flood killed 8 people, the mayor said.", f"The flood killed {other}, the mayor said."
    )
    assert len(found) == 2


def test_what_befell_them_keeps_claims_apart() -> None:
    found = claimed("The flood killed 31 people.", "The flood injured 31 people.")
    assert {each.indicator for each in found} == {"killed", "injured"}


def test_told_twice_in_one_article_is_two_mentions() -> None:
    found = claimed(
        "The flood killed 31 people, the mayor said. Nobody expected that 31 people would die."
    )
    assert articles(stating(found, 31)) == ["a", "a"]


def test_another_word_for_the_counted() -> None:
    found = claimed(
        "Brandel Foods will cut 640 jobs at its Osk bakery, the firm said.",
        "The firm said that 640 positions would go at the Osk bakery of Brandel Foods.",
    )
    assert articles(stating(found, 640)) == ["a", "b"]


def test_a_bare_number_joins_its_sibling_by_names() -> None:
    found = claimed(
        "Some 7,500 people marched through Lunde, said Tove Askil of the Tenants’ League.",
        "How many marched through Lunde? Tove Askil of the Tenants’ League spoke of 7,500.",
    )
    assert articles(stating(found, 7500)) == ["a", "b"]


def test_small_numbers_alone_do_not_join() -> None:
    found = claimed(
        "The council bought two buses for the school.",
        "Divers worked for hours. Two tugs stood by in the bay.",
    )
    assert len(found) == 2


def test_people_and_things_of_one_number_stay_apart() -> None:
    found = claimed(
        "The storm over Hald killed 40 people on Monday.",
        "The storm over Hald killed 40 cows on Monday.",
    )
    assert len(found) == 2


def test_women_are_not_children() -> None:
    found = claimed("The fire killed 19 women in Hald.", "The fire killed 19 children in Hald.")
    assert len(found) == 2


def test_more_of_them_is_not_all_of_them() -> None:
    found = claimed(
        "Alden has sent 3,000 soldiers to the border, the ministry said.",
        "Alden has sent another 3,000 soldiers to the border, the ministry said.",
    )
    assert {each.additive for each in found} == {True, False}


def test_on_top_of_the_dead_is_no_addition_to_the_injured() -> None:
    found = claimed("The blast killed 30 people. A further 64 were injured, the mayor said.")
    assert not stating(found, 64).additive


def test_an_older_event_is_another_claim() -> None:
    found = claimed(
        "The slide killed 26 people in Hald on Monday.",
        "In 1987 a slide killed 26 people in Hald.",
    )
    assert len(found) == 2


def test_a_derived_sum_is_marked() -> None:
    found = claimed("The blast killed 30 people and injured 64, the mayor said.")
    assert stating(found, 94).derived and not stating(found, 30).derived


def test_denials_and_doubts_are_no_mentions() -> None:
    found = claimed(
        "The blast killed 30 people, the mayor said.",
        "The ministry denied that 30 people had been killed in the blast.",
        "There were not 30 dead, the minister said.",
    )
    assert articles(stating(found, 30)) == ["a"]


def test_a_rumour_told_to_be_denied_is_no_mention() -> None:
    found = claimed(
        "Reports say that 45 people were killed. “There are not 45 dead,” said Ole Brint, the "
        "government’s spokesman."
    )
    assert not [each for each in found if each.best == 45]


def test_ages_and_the_number_of_sources_are_no_claims() -> None:
    found = claimed("Two officials said Mira Holt, 58, would leave the board.")
    assert found == ()


def test_all_of_the_injured_are_the_injured() -> None:
    found = claimed("The blast injured 64 people. The clinic had taken in all 64 of the injured.")
    assert articles(stating(found, 64)) == ["a", "a"]
    assert stating(found, 64).indicator == "injured"


def test_a_claim_without_a_figure_needs_two_articles() -> None:
    first = "The transit board said that the Orle tunnel will close for repairs in autumn."
    again = "The Orle tunnel will be closed for repairs in autumn, according to the transit board."
    assert claimed(first) == ()
    [claim] = claimed(first, again)
    assert articles(claim) == ["a", "b"] and claim.best is None
    assert "tunnel" in claim.text


def test_sentences_with_words_in_common_are_not_one_claim() -> None:
    found = claimed(
        "The transit board said that the Orle tunnel will close for repairs in autumn.",
        "The transit board said that the Orle tunnel had never been safer for cyclists.",
    )
    assert found == ()


def test_the_text_is_a_proposition_not_a_paragraph() -> None:
    found = claimed(
        "Long before dawn, " + "while the wind rose and the lamps went out, " * 8 + "a wall fell. "
        "It buried 17 workers, the site manager said."
    )
    assert len(stating(found, 17).text) < 200 and "17" in stating(found, 17).text


def test_ids_stay_when_an_article_is_added() -> None:
    first = "The flood killed 31 people in Hald, the mayor said."
    second = "In Hald the flood killed 31 people and destroyed 12 houses, the mayor said."
    before, after = claimed(first), claimed(first, second)
    assert {each.id for each in before} <= {each.id for each in after}
    assert len({each.id for each in after}) == len(after)


def test_the_same_page_a_hundred_times() -> None:
    page = read("a", "The flood killed 31 people in Hald, the mayor said. " * 5)
    pages = [
        Annotated(article=Article(id=f"p{i}", text=page.article.text), annotation=page.annotation)
        for i in range(100)
    ]
    story = Story(id="s", articles=tuple(each.article.id for each in pages))
    [claim] = claims(story, pages, Links())
    assert len(claim.mentions) == 500


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_articles_does_not_change_what_is_gathered(order: list[int]) -> None:
    texts = (
        "The flood killed 31 people in Hald, the mayor said.",
        "In Hald 31 people died, and 64 were injured, the mayor said.",
        "The number of dead rose to 33, the mayor said.",
        "Some 64 people were hurt in the flood, doctors said.",
    )
    pages = [read(f"p{i}", texts[i]) for i in order]
    story = Story(id="s", articles=tuple(each.article.id for each in pages))
    found = claims(story, pages, Links())
    gathered = {frozenset(mention.id for mention in each.mentions) for each in found}
    first = [read(f"p{i}", texts[i]) for i in range(4)]
    again = claims(Story(id="s", articles=tuple(p.article.id for p in first)), first, Links())
    assert gathered == {frozenset(mention.id for mention in each.mentions) for each in again}


def test_an_empty_story() -> None:
    assert claims(Story(id="s", articles=()), (), Links()) == ()
    assert claimed("") == ()
