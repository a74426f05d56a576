"""An article made ready to be asked for its mentions, and where a chain may end in it."""

from bisect import bisect_right
from collections.abc import Mapping

import msgspec

from sayso.model import Annotated, Attribution, Figure, RootType, Span
from sayso.weigh.names import Party
from sayso.weigh.origins.conduits import Outlets, conduit_at
from sayso.weigh.origins.observed import Sight
from sayso.weigh.origins.own_pages import own_body
from sayso.weigh.texts import sentences

# Beyond these a sentence or paragraph is debris, and is read only near the mention.
LONGEST_SENTENCE = 2000
LONGEST_PARAGRAPH = 6000


class End(msgspec.Struct, frozen=True, kw_only=True):
    """Where a chain ends within an article, and the outlet that stands directly before it.

    `described` is the description of a source without a name; `second_hand` says that another
    outlet than the article's own was told, `own_page` that the page is the body's own.
    """

    type: RootType
    name: str
    conduit: str
    article: str
    party: Party | None = None
    sight: Sight | None = None
    described: str = ""
    day: str | None = None
    second_hand: bool = False
    own_page: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What a mention rests on: ends of its own, or outlets; `bare` where nobody is named."""

    ends: tuple[End, ...] = ()
    cites: tuple[str, ...] = ()
    bare: bool = False


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its sentences and records, what its story knows of names, its own body."""

    annotated: Annotated
    sentences: tuple[Span, ...]
    figures: Mapping[str, Figure]
    attributions: Mapping[str, Attribution]
    outlets: Outlets
    parties: Mapping[str, Party]
    revisers: Mapping[str, str] = {}
    body: Party | None = None

    @property
    def id(self) -> str:
        return self.annotated.article.id

    @property
    def text(self) -> str:
        return self.annotated.article.text

    @property
    def own(self) -> str:
        return self.outlets.own[self.id]

    @property
    def day(self) -> str | None:
        return (self.annotated.article.published or "")[:10] or None

    @property
    def last_day(self) -> str | None:
        """The day after which the page was not changed, as far as it says."""
        days = (self.annotated.article.modified, self.annotated.article.published)
        return max((each[:10] for each in days if each), default=None)

    def sentence(self, at: int) -> Span:
        place = bisect_right(self.sentences, (at, len(self.text) + 1)) - 1
        start, end = self.sentences[place] if place >= 0 else (0, len(self.text))
        return max(start, at - LONGEST_SENTENCE), min(end, at + LONGEST_SENTENCE)

    def paragraph(self, at: int) -> Span:
        low, high = max(0, at - LONGEST_PARAGRAPH), min(len(self.text), at + LONGEST_PARAGRAPH)
        start = self.text.rfind("\n\n", low, at)
        end = self.text.find("\n\n", at, high)
        return (start + 2 if start >= 0 else low, end if end >= 0 else high)

    def written_by(self, at: int) -> str:
        return conduit_at(self.annotated.article, at, self.outlets)


def reading(annotated: Annotated, outlets: Outlets, parties: Mapping[str, Party]) -> Reading:
    """Return an article with its sentences and records by id."""
    return Reading(
        annotated=annotated,
        sentences=sentences(annotated.article.text),
        figures={each.id: each for each in annotated.annotation.figures},
        attributions={each.id: each for each in annotated.annotation.attributions},
        outlets=outlets,
        parties=parties,
        revisers={
            relation.target: figure.attribution
            for figure in annotated.annotation.figures
            for relation in figure.relations
            if relation.type == "revises" and figure.attribution
        },
        body=own_body(annotated, parties),
    )


def place(each: Attribution) -> int:
    """Return where an attribution names its source, or where its cue or content begins."""
    return (each.source or each.cue or each.content)[0][0]
