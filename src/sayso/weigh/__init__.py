"""Links -> findings: claims, the distinct origins behind them, how they stand to each other."""

from collections.abc import Sequence

import msgspec

from sayso.model import Annotated, Judged, Links, Story, Weighed
from sayso.weigh.claims import claims
from sayso.weigh.findings import found_between
from sayso.weigh.findings.changes import changes
from sayso.weigh.findings.sides import sides
from sayso.weigh.indicators import counted_in
from sayso.weigh.judged import judge
from sayso.weigh.origins import origins

__all__ = ["weigh"]

NOTHING = Judged()


def weigh(
    story: Story, annotated: Sequence[Annotated], links: Links, judged: Judged = NOTHING
) -> Weighed:
    """Return the claims of a story, the origins behind each, the findings and the indicators.

    `annotated` are the story's articles, `links` those between them, `judged` what persons said.
    A claim that was rejected stands among the claims and nowhere else.
    """
    stated = claims(story, annotated, links)
    kept = [claim for claim in stated if claim.id not in judged.rejected]
    behind = judge(origins(story, annotated, kept, links), annotated, judged)
    decided = {
        mention.article
        for claim in stated
        if claim.id in judged.rejected
        for mention in claim.mentions
    }
    counted = [
        msgspec.structs.replace(each, decided=each.decided or each.article.id in decided)
        for each in annotated
    ]
    found, known = sides(kept, behind, annotated), changes(kept, annotated, links)
    return Weighed(
        claims=stated,
        origins=behind,
        findings=found_between(found, known, annotated),
        indicators=counted_in(story.id, found, known, counted),
    )
