"""Links -> findings: claims, the distinct origins behind them, how they stand to each other."""

from collections.abc import Sequence

from sayso.model import Annotated, Links, Story, Weighed
from sayso.weigh.claims import claims
from sayso.weigh.findings import findings
from sayso.weigh.indicators import indicators
from sayso.weigh.origins import origins

__all__ = ["weigh"]


def weigh(story: Story, annotated: Sequence[Annotated], links: Links) -> Weighed:
    """Return the claims of a story, the origins behind each, the findings and the indicators.

    `annotated` are the story's articles, `links` those between them.
    """
    stated = claims(story, annotated, links)
    behind = origins(story, annotated, stated, links)
    return Weighed(
        claims=stated,
        origins=behind,
        findings=findings(stated, behind, annotated, links),
        indicators=indicators(stated, behind, annotated, links, story.id),
    )
