"""Stories of very many articles: copies add nothing, and nothing is lost among them."""

from collections.abc import Mapping

import pytest

from sayso.model import Indicator, Links, Story, Weighed
from sayso.weigh import weigh
from sayso.weigh.findings.pairing import MOST_HEARD, MOST_VOICES
from tests.long_stories import FIRST, SHAPES, name, read

FEW, MANY = 12, 400  # Copies of one wire.


def weighed(shape: str, size: int) -> Weighed:
    told = SHAPES[shape](size)
    return weigh(told.story, told.annotated, told.links)


def counts(found: Weighed) -> Mapping[str, tuple[object, ...]]:
    """What a reader sees of each claim that must not depend on how often it was copied."""
    return {
        each.claim.id: (each.n_min, each.n_max, each.circular, [root.name for root in each.roots])
        for each in found.origins
    }


def read_value(indicator: Indicator) -> tuple[object, ...]:
    reading = indicator.reading
    return (indicator.indicator, reading.low, reading.best, reading.high)


def test_no_number_of_copies_of_a_wire_changes_what_is_counted() -> None:
    few, many = weighed("wire", FEW), weighed("wire", MANY)
    slip = next(each.id for each in many.claims if each.best == 13 or each.low == 13)
    assert counts(few) == {key: each for key, each in counts(many).items() if key != slip}
    types = {each.type for each in many.findings if slip not in each.claims}
    assert {each.type for each in few.findings} == types
    assert [*map(read_value, few.indicators)] == [*map(read_value, many.indicators)]
    drowned = max(many.origins, key=lambda each: len(each.documents))
    assert (drowned.n_min, drowned.n_max, drowned.conduits) == (1, 1, ("Wirepoint",))
    assert len(drowned.documents) > MANY // 2


@pytest.mark.parametrize("shape", ["reports", "toll"])
def test_every_article_stands_behind_the_claims_that_it_makes(shape: str) -> None:
    found = weighed(shape, 80)
    for origin, claim in zip(found.origins, found.claims, strict=True):
        telling = {mention for root in origin.roots for mention in root.mentions}
        assert telling == {mention.id for mention in claim.mentions}
        assert len(origin.roots) >= origin.n_max >= origin.n_min >= 1


def test_origins_beyond_those_compared_are_counted_all_the_same() -> None:
    speakers = [f"{FIRST[n % len(FIRST)]} {name(n)}" for n in range(MOST_VOICES + 5)]
    pages = [
        read(n, f"Nine boats sank in the storm off Karn, said {each}, a doctor.")
        for n, each in enumerate(speakers)
    ]
    found = weigh(Story(id="s", articles=tuple(p.article.id for p in pages)), pages, Links())
    nine = max(found.origins, key=lambda each: each.n_max)
    assert nine.n_max == len(speakers)
    agreed = {each.text for each in found.findings if each.type == "agree"}
    assert len(agreed) == MOST_VOICES * (MOST_VOICES - 1) // 2


def test_what_one_origin_revised_is_found_however_many_others_there_are() -> None:
    speakers = [f"{FIRST[n % len(FIRST)]} {name(n)}" for n in range(MOST_HEARD + 4)]
    pages = [
        read(n, f"Nine boats sank in the storm off Karn, said {each}, a doctor.")
        for n, each in enumerate(speakers)
    ]
    later = read(
        len(pages), f"Twelve boats sank in the storm off Karn, said {speakers[-1]}, a doctor."
    )
    told = (*pages, later)
    found = weigh(Story(id="s", articles=tuple(p.article.id for p in told)), told, Links())
    (revision,) = [each for each in found.findings if each.type == "revision"]
    assert later.article.id in revision.articles
