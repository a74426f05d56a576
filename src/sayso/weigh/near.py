"""Which of very many speakers are worth comparing: those with a name, a word, a sound in common."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sayso.weigh.aliases import sound
from sayso.weigh.bodies import STEM, Body, capitals, initials
from sayso.weigh.names import Party, fold

_Key = tuple[str, object]
_STATE = ("government",)


class Near:
    """Speakers by places; any two that are the same, or one short for the other, are found.

    What is found is worth a comparison, and may come to nothing.

    >>> from sayso.weigh.names import who
    >>> near = Near()
    >>> for place, words in enumerate(("the Velmar police", "the navy", "Orsk city police")):
    ...     near.add(place, who(words))
    >>> sorted(near.akin(who("the police")))
    [0, 2]
    """

    def __init__(self) -> None:
        self._places: dict[_Key, list[int]] = defaultdict(list)

    def add(self, place: int, party: Party) -> None:
        """Keep a speaker under a place; a place may have several."""
        for key in dict.fromkeys((*_names(party), *_parts(party))):
            self._places[key].append(place)

    def alike(self, party: Party) -> set[int]:
        """Return the places of all that may be the same speaker."""
        return self._under(_same(party))

    def akin(self, party: Party) -> set[int]:
        """Return the places of all that may be the same, or the one by a shorter name."""
        found = self.alike(party) | self._under(_short(party))
        for body in party.bodies:
            if body.words:
                # Whoever has all these words has the rarest of them.
                places = [self._places.get(("word", word), []) for word in body.words]
                rarest = min(places, key=len)
                found.update(rarest)
        return found

    def _under(self, keys: Iterable[_Key]) -> set[int]:
        found: set[int] = set()
        for key in keys:
            found.update(self._places.get(key, ()))
        return found


def _names(party: Party) -> Iterator[_Key]:
    """By what a speaker is found that `same` takes for another."""
    if party.person:
        yield from _person(party.person)
        yield "person", fold(party.person)
    for body in party.bodies:
        yield "body", " ".join(body.words)
        yield "words", frozenset(body.words)
        yield "initials", initials(body.words)
        yield "initials", capitals(body.shown)
        if len(body.words) == 1:
            yield "acronym", body.words[0]


def _same(party: Party) -> Iterator[_Key]:
    """What to look under for all that `same` may take for a speaker."""
    if party.person:
        yield from _person(party.person)
        yield "body", fold(party.person)
    for body in party.bodies:
        yield "person", " ".join(body.words)
        yield "words", frozenset(body.words)
        yield "acronym", initials(body.words)
        yield "acronym", capitals(body.shown)
        if len(body.words) == 1:
            yield "initials", body.words[0]


def _person(name: str) -> Iterator[_Key]:
    parts = fold(name).split()
    if parts:
        yield "last", parts[-1]
    if len(parts) > 1:
        yield "sound", (sound(parts[0]), sound(parts[-1]))


def _parts(party: Party) -> Iterator[_Key]:
    """By what a speaker is found that `short_for` takes for another, shorter or fuller."""
    if (alone := _alone(party)) is not None:
        yield "alone", alone
        yield "demonym", alone[:STEM]
    for body in party.bodies:
        yield "of state", (body.owner or " ".join(body.words))[:STEM]
        for word in body.words:
            yield "word", word
        if body.words:
            yield "first", body.words[0]
        if body.owner:
            yield ("state" if body.words == _STATE else "owned"), body.owner[:STEM]
        if not party.person:
            for word in _called(body):
                yield "called", word


def _short(party: Party) -> Iterator[_Key]:
    """What to look under for a shorter name; a fuller one is found by its words."""
    if (alone := _alone(party)) is not None:
        yield "called", alone
        yield "of state", alone[:STEM]
    for body in party.bodies:
        for word in body.words:
            yield "first", word
        if body.owner:
            yield "state", body.owner[:STEM]
            if body.words == _STATE:
                yield "owned", body.owner[:STEM]
        if not party.person:
            for word in _called(body):
                yield "alone", word


def _alone(party: Party) -> str | None:
    """The name of a person who goes by one word."""
    name = fold(party.person or "")
    return name if name and " " not in name else None


def _called(body: Body) -> Iterator[str]:
    """The words that a body is called by for short, as if they were a person's name."""
    if body.owner:
        yield body.owner
    yield from body.words[-1:]
