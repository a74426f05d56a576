"""Stories of very many articles: copies add nothing, and nothing is lost among them."""

from collections.abc import Mapping

import pytest

from sayso.model import Weighed
from sayso.weigh import weigh
from sayso.weigh.findings.pairing import MOST_VOICES
from tests.long_stories import SHAPES

FEW, MANY = 80, 400  # Copies of one wire.


def weighed(shape: str, size: int) -> Weighed:
    told = SHAPES[shape](size)
    return weigh(told.story, told.annotated, told.links)


def counts(found: Weighed) -> Mapping[str, tuple[object, ...]]:
    """What a reader sees of each claim that must not depend on how often it was copied."""
    return {
        each.claim.id: (each.n_min, each.n_max, each.circular, [root.name for root in each.roots])
        for each in found.origins
    }


def test_no_number_of_copies_of_a_wire_changes_what_is_counted() -> None:
    few, many = weighed("wire", FEW), weighed("wire", MANY)
    assert counts(few) == counts(many)
    assert {each.type for each in few.findings} == {each.type for each in many.findings}
    assert [(each.indicator, each.reading) for each in few.indicators] == [
        (each.indicator, each.reading) for each in many.indicators
    ]
    drowned = max(many.origins, key=lambda each: len(each.documents))
    assert (drowned.n_min, drowned.n_max, drowned.conduits) == (1, 1, ("Wirepoint",))
    assert len(drowned.documents) > MANY // 2


@pytest.mark.parametrize("shape", ["reports", "toll"])
def test_every_article_stands_behind_the_claims_that_it_makes(shape: str) -> None:
    found = weighed(shape, FEW)
    for origin, claim in zip(found.origins, found.claims, strict=True):
        telling = {mention for root in origin.roots for mention in root.mentions}
        assert telling == {mention.id for mention in claim.mentions}
        assert len(origin.roots) >= origin.n_max >= origin.n_min >= 1


def test_findings_between_very_many_origins_are_bounded() -> None:
    found = weighed("cited", MANY)
    most = max(len(each.roots) for each in found.origins)
    per_claim = [
        sum(each.claims == (claim.id,) for each in found.findings) for claim in found.claims
    ]
    pairs = MOST_VOICES * (MOST_VOICES - 1) // 2
    assert most > 1 and max(per_claim) <= 9 * pairs
