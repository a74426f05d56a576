"""Which roots of very many are worth comparing: those that may be one origin."""

from collections import defaultdict
from collections.abc import Iterable

from sayso.weigh.findings.sides import Voice, one_voice
from sayso.weigh.near import Near


class Heard:
    """Roots by places, and those among them that are known to be another's origin."""

    def __init__(self, voices: Iterable[Voice] = ()) -> None:
        self.voices: list[Voice] = []
        self._near = Near()
        self._named: dict[str, list[int]] = defaultdict(list)
        for voice in voices:
            self.add(voice)

    def add(self, voice: Voice) -> None:
        place = len(self.voices)
        self.voices.append(voice)
        for name in _names(voice):
            self._named[name].append(place)
        for party in dict.fromkeys(voice.parties):
            self._near.add(place, party)

    def near(self, voice: Voice) -> list[int]:
        """Return the places, in order, of all that may be of one origin with a root."""
        found = {place for name in _names(voice) for place in self._named.get(name, ())}
        for party in dict.fromkeys(voice.parties):
            found |= self._near.akin(party)
        return sorted(found)

    def ones(self, voice: Voice) -> list[int]:
        """Return the places, in order, of those that are of one origin with a root."""
        return [place for place in self.near(voice) if one_voice(voice, self.voices[place])]


def _names(voice: Voice) -> set[str]:
    return {each.casefold() for each in (voice.root.name, *voice.root.also)}
