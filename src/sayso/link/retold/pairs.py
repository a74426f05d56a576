"""The tellings that a retelling joins, and the differences that are looked for in them."""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.link.retellings.likeness import Likeness, likeness
from sayso.link.retellings.tellers import Naming
from sayso.link.retellings.tellings import Telling
from sayso.model import Annotated, Figure, MutationType, Span


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A telling together with the text that it stands in; `outlet` are the names of its outlet."""

    article: Annotated
    telling: Telling
    outlet: frozenset[str] = frozenset()
    sentence_starts: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return self.article.article.text

    @property
    def figure(self) -> Figure:
        return self.telling.figure

    @property
    def place(self) -> Span:
        return self.figure.start, self.figure.end

    @property
    def counted(self) -> Span:
        """From the number to the end of the words that it counts, as far as they follow it."""
        words = self.figure.counted or ""
        stop = self.telling.sentence[1]
        at = self.text.find(words, self.figure.end, min(stop, self.figure.end + 60 + len(words)))
        return (self.figure.end, at + len(words)) if words and at >= 0 else (self.figure.end,) * 2

    def words(self, span: Span) -> str:
        return f"“{' '.join(self.text[slice(*span)].split())}”"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two tellings, with the words in each text and why it is held to."""

    type: MutationType
    subtype: str
    a: Span
    b: Span
    reason: str


def told_pairs(a: Sequence[Told], b: Sequence[Told], known: Naming) -> Iterator[tuple[Told, Told]]:
    """Yield each of the later tellings with the likest one of the earlier."""
    for other in b:
        found = [
            (match.score, -one.figure.start, one)
            for one in a
            if (match := _likeness(one, other, known)) and match.is_enough
        ]
        if found:
            yield max(found, key=lambda each: each[:2])[2], other


def _likeness(one: Told, other: Told, known: Naming) -> Likeness | None:
    return likeness(one.telling, other.telling, known.citation(one.telling, other.telling))
