"""A finding as a record."""

from collections.abc import Sequence

from sayso.model import Finding, content_id
from sayso.weigh.findings.comparability import Verdict
from sayso.weigh.findings.sides import Side


def finding(
    found: Sequence[Side],
    verdict: Verdict,
    articles: Sequence[str],
    text: str,
    beside: Sequence[str] = (),
) -> Finding:
    """Return the finding that a verdict on one claim or two makes, between these articles.

    `beside` are the ids of figures and attributions that it rests on, and that are no mentions.
    """
    claims = tuple(side.claim.id for side in found)
    story = found[0].claim.story
    among = frozenset(articles)
    return Finding(
        id=content_id("fnd", story, verdict.type, verdict.rule, *claims, *articles, text),
        story=story,
        type=verdict.type,
        articles=tuple(articles),
        claims=claims,
        text=text,
        rule=verdict.rule,
        slot=verdict.slot,
        candidate=verdict.candidate,
        mentions=(
            *(
                mention.id
                for side in found
                for mention in side.claim.mentions
                if mention.article in among
            ),
            *beside,
        ),
    )
