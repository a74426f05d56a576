"""How claims stand to each other, as a reader is told it."""

from collections.abc import Sequence
from functools import cache

import pytest

from sayso.annotate import annotate
from sayso.model import (
    Annotated,
    Article,
    Copy,
    Excerpt,
    Finding,
    Links,
    Mutation,
    Story,
)
from sayso.weigh.claims import claims
from sayso.weigh.findings import findings
from sayso.weigh.origins import origins

Told = tuple[str, str]  # when and what


@cache
def read(id: str, published: str, text: str) -> Annotated:
    article = Article(id=id, text=text, published=published, site=f"{id}paper.example")
    return Annotated(article=article, annotation=annotate(article))


def found_in(*told: Told, links: Links | None = None) -> tuple[Finding, ...]:
    pages = [read(chr(97 + index), *each) for index, each in enumerate(told)]
    return weighed(pages, links or Links())


def weighed(pages: Sequence[Annotated], links: Links) -> tuple[Finding, ...]:
    story = Story(id="s", articles=tuple(page.article.id for page in pages))
    stated = claims(story, pages, links)
    return findings(stated, origins(story, pages, stated, links), pages, links)


def types(found: Sequence[Finding]) -> set[str]:
    return {each.type for each in found}


def of_type(found: Sequence[Finding], type: str) -> Finding:
    return next(each for each in found if each.type == type)


def whole(a: str, b: str, first: str, second: str) -> Copy:
    passage = (0, len(first), 0, len(second))
    return Copy(id=f"{a}{b}", a=a, b=b, direction="a>b", passages=(passage,))


MORNING, NOON, EVENING, NEXT = (
    "2024-03-12T07:00:00Z",
    "2024-03-12T12:00:00Z",
    "2024-03-12T19:00:00Z",
    "2024-03-13T07:00:00Z",
)
WIRE = "A barge sank off Orle on Monday, drowning 14 people, the coast guard said."


def test_one_origin_told_again_is_a_repeat_and_a_single_origin() -> None:
    found = found_in(
        (MORNING, WIRE), (NOON, WIRE), links=Links(copies=(whole("a", "b", WIRE, WIRE),))
    )
    assert types(found) == {"repeat", "single-origin"}
    assert of_type(found, "repeat").articles == ("a", "b")


def test_a_hundred_copies_make_one_row_each() -> None:
    pages = [read("a", MORNING, WIRE), *(read(f"c{index}", NOON, WIRE) for index in range(100))]
    copies = tuple(whole("a", page.article.id, WIRE, WIRE) for page in pages[1:])
    found = weighed(pages, Links(copies=copies))
    assert len(found) <= 3
    assert len(of_type(found, "repeat").articles) == 101


def test_two_named_origins_with_one_value_agree() -> None:
    found = found_in(
        (MORNING, WIRE), (NOON, "Ann Reeve, a doctor in Orle, said 14 people had drowned.")
    )
    assert "agree" in types(found)
    assert not types(found) & {"single-origin", "conflict", "mutation"}


def test_unnamed_sources_that_may_be_one_are_unclear() -> None:
    found = found_in(
        (MORNING, "Alden will buy 36 jets, two people briefed on the talks told the Orle Post."),
        (
            NOON,
            "A trade official who asked not to be named told the Lantern that 36 jets would be bought.",
        ),
    )
    assert types(found) == {"unclear"}
    assert found[0].slot == "origin"


def test_a_later_count_of_the_same_origin_is_a_revision() -> None:
    found = found_in(
        (MORNING, "The avalanche has killed six climbers, Governor Ada Stell said on Tuesday."),
        (
            EVENING,
            "Governor Ada Stell put the number of climbers killed by the avalanche at nine.",
        ),
    )
    assert types(found) == {"revision"}
    text = found[0].text
    assert "Ada Stell" in text and text.index("6") < text.index("9")


def test_a_count_may_be_lowered() -> None:
    found = found_in(
        (MORNING, "Police said 12 people died when a coach left the road near Hald."),
        (NEXT, "Police on Wednesday lowered the number of dead in the Hald crash to 10."),
    )
    assert types(found) == {"revision"}
    assert "12 people killed as reported on 12 Mar, then 10 as reported on 13 Mar" in found[0].text


def test_old_and_new_count_in_one_article_are_a_revision() -> None:
    found = found_in((MORNING, "The rescue service raised the toll of the slide to 19 from 14."))
    assert types(found) <= {"revision"}


def test_a_part_told_beside_the_whole_is_nothing() -> None:
    found = found_in(
        (MORNING, "The avalanche has killed six climbers, Governor Ada Stell said."),
        (
            EVENING,
            "The avalanche has killed 19 climbers, Governor Ada Stell said. Seven of a rope team "
            "died, she said. Two climbers were killed at the hut, she said.",
        ),
    )
    assert types(found) == {"revision"}
    assert all("then 19" in each.text for each in found)


def test_a_turnout_is_of_its_day() -> None:
    found = found_in(
        (MORNING, "Some 650 people joined the rally in Lunde on Sunday, the transit police said."),
        (
            NOON,
            "Tove Askil of the Tenants’ League said 2,300 people had rallied in Lunde on Sunday.",
        ),
    )
    assert types(found) == {"conflict"}
    assert "650" in found[0].text and "2,300" in found[0].text


def test_counts_that_grow_are_unclear_without_their_time() -> None:
    found = found_in(
        (MORNING, "The flood has killed 20 people so far, the health ministry said."),
        (EVENING, "Rescue chief Ole Brint said 27 people had died in the flood."),
    )
    assert types(found) == {"unclear"}
    assert found[0].slot == "as-of"


def test_overlapping_values_are_compatible() -> None:
    found = found_in(
        (
            MORNING,
            "Between 8,000 and 10,000 people attended the rally in Brone on Sunday, the city said.",
        ),
        (
            NOON,
            "Ida Kern of the Freedom League said 9,500 people attended the rally in Brone on Sunday.",
        ),
    )
    assert types(found) == {"compatible"}


def test_another_place_is_not_compared() -> None:
    found = found_in(
        (
            MORNING,
            "Wild fires have destroyed 380 homes across the country since May, the forest agency said.",
        ),
        (
            NOON,
            "In the province of Selm fires have destroyed 57 homes since May, its governor said.",
        ),
    )
    assert types(found) == {"not-comparable"}
    assert found[0].slot == "place"


def test_soldiers_and_civilians_are_not_compared() -> None:
    found = found_in(
        (MORNING, "The shelling of Tarsk on Monday killed 14 civilians, the mayor said."),
        (NOON, "Five soldiers were killed in the shelling of Tarsk on Monday, the army said."),
    )
    assert [each.slot for each in found] == ["counted class"]


def test_another_event_years_ago_is_nothing() -> None:
    found = found_in(
        (MORNING, "The slide killed eight people in Hald on Monday, the mayor said."),
        (NOON, "In 2009 a slide killed 31 people in Hald, the archive says."),
    )
    assert found == ()


def test_a_denial_by_another_is_a_conflict_of_polarity() -> None:
    found = found_in(
        (MORNING, "Selin’s navy sank three Aldish patrol boats on Friday, Selin’s admiralty said."),
        (
            NOON,
            "Alden’s war office denied that any of its patrol boats had been sunk.",
        ),
    )
    assert types(found) == {"conflict"}
    assert found[0].slot == "polarity" and "denied" in found[0].text


def test_none_says_another() -> None:
    found = found_in(
        (MORNING, "Two tanks leaked at the Brem plant on Sunday, the environment office said."),
        (NOON, "The operator of the Brem plant said no tank had leaked on Sunday."),
    )
    assert types(found) == {"conflict"}


@pytest.mark.parametrize(
    "silence",
    [
        "The consulate of Alden did not reply to questions about the boats.",
        "Alden’s war office declined to comment on the patrol boats.",
    ],
)
def test_silence_is_neither(silence: str) -> None:
    found = found_in(
        (MORNING, "Selin’s navy sank three Aldish patrol boats on Friday, Selin’s admiralty said."),
        (NOON, silence),
    )
    assert found == ()


def test_a_denial_of_something_else_is_nothing() -> None:
    found = found_in(
        (MORNING, "Selin’s navy sank three Aldish patrol boats on Friday, Selin’s admiralty said."),
        (NOON, "Alden’s war office denied that its chief had resigned over the patrol boats."),
    )
    assert "conflict" not in types(found)


def test_hedged_against_asserted_is_no_conflict() -> None:
    found = found_in(
        (MORNING, "The quake may have killed 30 people in Tolm, the governor said."),
        (NOON, "The quake killed 30 people in Tolm, the Red Star aid group said."),
    )
    assert not types(found) & {"conflict", "mutation"}


def mutated(candidate: bool, first: str, second: str, words: tuple[str, str]) -> Links:
    def excerpt(id: str, text: str, word: str) -> Excerpt:
        at = text.index(word)
        return Excerpt(id=id, start=at, end=at + len(word), text=word)

    change = Mutation(
        id="mut-1",
        type="figure",
        subtype="changed",
        a=excerpt("a", first, words[0]),
        b=excerpt("b", second, words[1]),
        candidate=candidate,
        reason=f"“{words[0]}” became “{words[1]}”",
    )
    copies = () if candidate else (whole("a", "b", first, second),)
    return Links(copies=copies, mutations=(change,))


def test_a_slip_in_copying_is_a_mutation_and_no_revision() -> None:
    first = "The hail on Monday damaged about 46 greenhouses, the growers’ board said."
    second = "The hail on Monday damaged 64 greenhouses, the growers’ board said."
    links = mutated(False, first, second, ("about 46", "64"))
    found = found_in((MORNING, first), (NOON, second), links=links)
    assert types(found) == {"mutation"}
    assert "about 46" in found[0].text


def test_what_two_speakers_say_apart_was_not_changed_on_the_way() -> None:
    first = "Police said eight people were hurt in the tram crash."
    second = "The ambulance service said 11 people were hurt in the tram crash."
    links = mutated(True, first, second, ("eight", "11"))
    assert "mutation" not in types(found_in((MORNING, first), (NOON, second), links=links))


def test_hearsay_is_no_conflict() -> None:
    found = found_in(
        (
            MORNING,
            "According to Pitch Talk, Calder City have paid 18 million for Juno Vale.",
        ),
        (
            MORNING,
            "Juno Vale goes to Calder City for 18 million, a record, it is said.",
        ),
    )
    assert "conflict" not in types(found)


def test_what_matters_stands_first() -> None:
    found = found_in(
        (MORNING, "Some 650 people joined the rally in Lunde on Sunday, the transit police said."),
        (NOON, "Some 650 people joined the rally in Lunde on Sunday, the transit police said."),
        (
            NOON,
            "Tove Askil of the Tenants’ League said 2,300 people had rallied in Lunde on Sunday.",
        ),
    )
    assert found[0].type == "conflict" and found[-1].type == "single-origin"


def test_every_finding_rests_on_mentions_and_ids_are_unique() -> None:
    found = found_in(
        (MORNING, "The avalanche has killed six climbers, Governor Ada Stell said."),
        (
            EVENING,
            "Governor Ada Stell put the number of climbers killed by the avalanche at nine.",
        ),
        (NEXT, "The avalanche killed nine climbers and hurt 30, Governor Ada Stell said."),
    )
    assert found and all(each.mentions for each in found)
    assert len({each.id for each in found}) == len(found)
    assert found == found_in(
        (MORNING, "The avalanche has killed six climbers, Governor Ada Stell said."),
        (
            EVENING,
            "Governor Ada Stell put the number of climbers killed by the avalanche at nine.",
        ),
        (NEXT, "The avalanche killed nine climbers and hurt 30, Governor Ada Stell said."),
    )


def test_a_denial_is_shown_with_the_words_of_both_sides() -> None:
    pages = [
        read("a", MORNING, "Fourteen people were killed at Orle, a doctor told the Orle Mail."),
        read("b", NOON, "The mayor, Ada Roy, came out at noon. She denied that anyone had died."),
    ]
    denied = of_type(weighed(pages, Links()), "conflict")
    assert "denied by Ada Roy" in denied.text
    owners = {each.id: p.article.id for p in pages for each in p.annotation.attributions}
    owners |= {each.id: p.article.id for p in pages for each in p.annotation.figures}
    assert {owners[each] for each in denied.mentions} == {"a", "b"}


def test_a_count_of_one_month_is_not_set_against_one_since_monday() -> None:
    found = found_in(
        (
            "2024-03-14T07:00:00Z",
            "The truce at Hale has been broken 34 times since Monday, Osk said.",
        ),
        ("2024-02-05T07:00:00Z", "The truce at Hale was broken 34 times in January, Osk said."),
    )
    assert of_type(found, "not-comparable").slot == "period"
    assert "revision" not in types(found)


def test_violations_and_times_broken_are_one_matter() -> None:
    found = found_in(
        (MORNING, "The truce at Hale has been broken 34 times since Monday, Osk said."),
        (
            NOON,
            "Monitors led by Piet Aro said they logged 51 violations of the truce at Hale since Monday.",
        ),
    )
    assert "conflict" in types(found)


def test_jobs_and_those_who_lose_them_are_not_compared() -> None:
    found = found_in(
        (MORNING, "Some 280 jobs would be cut at the Sand Ferry mill, its owner said."),
        (NOON, "Counting contractors, 350 people will be laid off at Sand Ferry, the union said."),
    )
    assert of_type(found, "not-comparable").slot == "counted class"


def test_the_sick_of_two_counties_are_not_compared() -> None:
    found = found_in(
        (MORNING, "The health office registered 58 cases of measles in Brent, it said."),
        (NOON, "Doctors have treated 21 patients with measles in Holm, the clinic there said."),
    )
    assert of_type(found, "not-comparable").slot == "place"


def test_who_rests_on_a_circle_is_in_conflict_with_nobody() -> None:
    found = found_in(
        (MORNING, "Turnout in the vote in Orle was 38 percent, Bpaper reports."),
        (NOON, "Turnout in the vote in Orle was 38 percent, according to Apaper."),
        (EVENING, "Turnout in the vote in Orle was 44 percent, the electoral board said."),
    )
    assert "conflict" not in types(found)


def test_one_body_under_a_longer_name_raises_its_own_count() -> None:
    found = found_in(
        (MORNING, "Two workers died in the fire at the works, the fire brigade of Orm said."),
        (
            EVENING,
            "Three workers have now died in the fire, fire brigade commander Ilse Pohl said.",
        ),
    )
    assert "revision" in types(found)
    assert not types(found) & {"conflict", "unclear"}


def test_a_change_that_copies_share_is_told_in_equal_words() -> None:
    texts = [WIRE, *(WIRE.replace("14", str(15)) for _ in range(4))]
    pages = [read(chr(97 + i), MORNING, text) for i, text in enumerate(texts)]
    changes = tuple(
        Mutation(
            id=f"m{page.article.id}",
            type="figure",
            subtype="changed",
            a=Excerpt(id="a", start=(at := WIRE.index("14")), end=at + 2, text="14"),
            b=Excerpt(id=page.article.id, start=at, end=at + 2, text="15"),
        )
        for page in pages[1:]
    )
    copies = tuple(whole("a", page.article.id, WIRE, WIRE) for page in pages[1:])
    found = [
        each
        for each in weighed(pages, Links(copies=copies, mutations=changes))
        if each.type == "mutation"
    ]
    assert len(found) == 4
    assert len({each.text for each in found}) == 1
    assert "and 2 more" in found[0].text


def test_a_hedge_put_on_a_copied_figure_is_a_change() -> None:
    soft = "It may be that 14 people drowned off Orle on Monday, the coast guard said."
    found = found_in(
        (MORNING, WIRE), (NOON, soft), links=Links(copies=(whole("a", "b", WIRE, soft),))
    )
    assert any(each.slot == "hedge" for each in found)
