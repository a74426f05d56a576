"""Who is who: whether two sources are one, by name, role, acronym or description."""

import re
from functools import lru_cache

import msgspec

from sayso.annotate.attributions.sources import listed
from sayso.data import load
from sayso.weigh.aliases import known_as, same_sound
from sayso.weigh.bodies import (
    KEPT,
    STEM,
    WORD,
    Body,
    bare,
    body_of,
    fold,
    names_table,
    office,
    same_body,
    shorter,
)
from sayso.weigh.roles import (
    INDEFINITE,
    body_of_office,
    body_of_person,
    institution,
    role_to_body,
    spoken_for,
)

__all__ = [
    "PRONOUNS",
    "Body",
    "Party",
    "fold",
    "kind_of",
    "name_before",
    "one_name",
    "same",
    "short_for",
    "who",
]

PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "who", "that"})
# "Dr. Oram of the clinic", whatever the annotation took it for.
_TITLED = re.compile(
    r"(?:the\s)?(?:[a-z]+\s)?(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame|Capt|Captain|Col|Gen|Lt|Sgt)\.?\s"
    r"(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker: the person, the body that he speaks for or that it is, under all its names."""

    name: str
    person: str | None = None
    bodies: tuple[Body, ...] = ()

    @property
    def vague(self) -> bool:
        """Whether a body is meant but not told: "the company", "its manager"."""
        return bool(self.bodies) and not any(body.telling or body.owner for body in self.bodies)

    @property
    def shown(self) -> str:
        """The name for a reader, with the body that a person speaks for where it has a name."""
        proper = (
            body.shown for body in self.bodies if _is_proper(body.shown) and " " in body.shown
        )
        body = next(proper, None) if self.person else None
        return f"{self.name}, {body}" if body and body not in self.name else self.name


@lru_cache(maxsize=KEPT)
def who(words: str, name: str | None = None, kind: str = "body") -> Party | None:
    """Return the speaker that the words of a source name, null where they name none.

    `name` is the source's name where it is known; `kind` its `source_kind`. A body's spokesman
    without a name is the body.

    >>> who("harbor board spokesman Bo Tarn", "Bo Tarn", "person").bodies[0].words
    ('harbor', 'board')
    >>> who("two officials", "two officials", "unnamed") is None
    True
    """
    words, name = " ".join(words.split()), " ".join((name or words).split())
    if kind in {"person", "body"} and name in words and one_name(words):
        name, kind = words, "body"
    if (bracketed := _BRACKETED.search(name)) is not None:
        return _with_acronym(words, name, kind, bracketed)
    if kind == "collective" and one_name(name):
        kind = "body"
    if not name or kind in {"nobody", "collective", "document"} or _is_pronoun(name):
        return None
    if kind == "outlet" and _is_common(words or name):
        return None
    if kind != "outlet" and (held := _by_office(name)) is not None:
        return held
    if kind == "body" and name != words and (body := spoken_for(words)) is not None:
        # A spokesman without a name goes by the body's.
        return Party(name=body.shown, bodies=(body,))
    if kind == "unnamed":
        if titled := _TITLED.match(words):
            return who(words, titled["name"], "person")
        body = spoken_for(words or name) or institution(words or name)
        return Party(name=body.shown, bodies=(body,)) if body is not None else None
    if INDEFINITE.match(words):
        body = spoken_for(words)
        return Party(name=body.shown, bodies=(body,)) if body is not None else None
    if kind == "person" and not _is_firm(words, name):
        return _person(words, name)
    return _body(words, name)


def _is_pronoun(name: str) -> bool:
    """ "It" and "who", but not the WHO."""
    plain = bare(name)
    return fold(name) in PRONOUNS and not (plain.isupper() and len(plain) > 1)


def _person(words: str, name: str) -> Party | None:
    last = name.rsplit(maxsplit=1)[-1]
    if not bare(name)[:1].isupper() or name == "I" or last in names_table("voices"):
        body = spoken_for(words)
        return Party(name=body.shown, bodies=(body,)) if body is not None else _by_role(words)
    first, _, rest = name.partition(" ")
    if " " in rest and first.lower() in names_table("voices") | names_table("offices"):
        # "Sheriff Dan Colt"
        name = rest
    body = body_of_person(words, name)
    bodies = [body] if body is not None else []
    if body is not None and body.words == ("premier",):
        bodies.append(msgspec.structs.replace(body, words=("government",)))
    return Party(name=name, person=name, bodies=tuple(bodies))


def _body(words: str, name: str) -> Party | None:
    first = words.split(",", maxsplit=1)[0]
    forms = (body_of(name), None if _is_pronoun(words) else body_of(first))
    bodies = [body for body in forms if body is not None]
    if len(bodies) > 1 and not bodies[0].telling and not bodies[0].owner:
        # "St Ada's Hospital", of which the name is but "Hospital".
        bodies, name = bodies[1:], bodies[1].shown
    beside = words.partition(", ")[2]
    apposed = body_of(beside.split(",")[0]) if bare(beside) != beside else None
    if apposed is not None:
        bodies.append(apposed)
    bodies += [known for body in bodies for known in known_as(body)]
    unique = tuple(dict.fromkeys(bodies))
    return Party(name=bare(name), bodies=unique) if unique else None


def one_name(words: str) -> bool:
    """Return whether words with an "and" in them are the name of one body.

    >>> one_name("the Union of Weavers and Allied Trades"), one_name("the navy and the army")
    (True, False)
    """
    found = _COORDINATED.fullmatch(bare(_BRACKETED.sub("", words)))
    if found is None:
        return False
    head, last = found["head"].split(), found["last"].rsplit(maxsplit=1)[-1].lower()
    bodies = listed("bodies") | names_table("generic")
    held = any(word.lower() in bodies for word in head)
    return held and (last not in bodies or len(found["last"].split()) == 1)


# "National Union of Pottery and Allied Workers": one determiner, capitals throughout.
_COORDINATED = re.compile(
    r"(?P<head>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)\s(?:of|for|on)\s(?:the\s)?"
    r"[A-Z][\w’'-]*(?:,?\s[A-Z][\w’'-]*)*\s(?:and|&)\s(?P<last>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)"
)
_BRACKETED = re.compile(r"\s*\((?P<acronym>[A-Z][\w.&-]{1,11})\)")


def _with_acronym(words: str, name: str, kind: str, found: re.Match[str]) -> Party | None:
    """ "the National Rescue Corps (NRC)": one body by two names."""
    plain, short = (_BRACKETED.sub("", each) for each in (words, name))
    party = who(plain, short, kind)
    known = body_of(found["acronym"])
    if party is None or party.person or known is None:
        return party
    return msgspec.structs.replace(party, bodies=(*party.bodies, known))


def kind_of(words: str, name: str, kind: str) -> str:
    """Return the kind of a source: one with the role of a speaker is a person.

    >>> kind_of("roads agency spokesman Bo Tarn", "Bo Tarn", "outlet")
    'person'
    """
    before = {token.lower() for token in WORD.findall(words.partition(name)[0])} if name else set()
    return "person" if kind == "outlet" and before & names_table("voices") else kind


def name_before(text: str, at: int) -> str | None:
    """Return the person last named with a role before a place in its paragraph: "she said".

    >>> name_before("Their lawyer, Ada Oram, came out. She denied it.", 34)
    'Ada Oram'
    """
    start = max(text.rfind("\n\n", 0, at) + 2, at - PARAGRAPH, 0)
    found = [
        each for each in _PERSON.finditer(text, start, at) if not _is_institution(each["name"])
    ]
    return found[-1]["name"] if found else None


# So far back a "she" is looked up.
PARAGRAPH = 600
# "Their lawyer, Ada Oram,", "fire chief Bo Tarn".
_PERSON = re.compile(
    r"(?<=[a-z,]\s)(?P<name>[A-Z][\w’'-]+(?:\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+){1,2})(?=,|\s[a-z])"
)


def _is_institution(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1].lower()
    return last in listed("bodies") | names_table("firms") | listed("outlets")


def same(a: Party, b: Party) -> str | None:
    """Return why two speakers are known to be one, null where they are not.

    >>> same(who("Velmar's defence ministry"), who("the defense minister Ada Oram", "Ada Oram",
    ...     "person"))
    'who speaks for it'
    >>> same(who("Velmar's defence ministry"), who("Ostrava's defence ministry"))
    """
    if a.person and b.person and (reason := _same_person(a.person, b.person)):
        return reason
    for person, other in ((a.person, b), (b.person, a)):
        # A firm with a name like a person's: "Voltara", "Voltara spokeswoman Ines Dahl".
        if person and any(fold(person) == " ".join(body.words) for body in other.bodies):
            return "who speaks for it" if other.person else "the same name"
    for left in a.bodies:
        for right in b.bodies:
            if reason := same_body(left, right):
                return "who speaks for it" if a.person or b.person else reason
    return None


def short_for(a: Party, b: Party) -> bool:
    """Return whether one speaker's body may be the other's by a shorter name.

    >>> short_for(who("the police"), who("the Pellin city police"))
    True
    """
    for one, other in ((a, b), (b, a)):
        name = fold(one.person or "")
        for body in other.bodies if name and " " not in name else ():
            # "Rovers" are "Karn Rovers", "Ostrea" is its general staff: names like a person's.
            if not other.person and (body.owner == name or body.words[-1:] == (name,)):
                return True
            # "A Kessian claim" may be that of the Kessian army's general staff.
            if not other.person and one.person and _is_of_state(name, body):
                return True
    return any(shorter(left, right) for left in a.bodies for right in b.bodies)


def _is_of_state(name: str, body: Body) -> bool:
    """Whether a body is of the state that a word alone tells: "Kessian", "the Kessian army"."""
    told = (body.owner or " ".join(body.words)).split()
    if not told or len(name) <= STEM or _DEMONYM.fullmatch(name) is None:
        return False
    return told[0] == name or told[0][: len(name) - 2] == name[:-2]


_DEMONYM = re.compile(r"[a-z]+(?:ian|ean|ese|ish|an)")


def _is_common(words: str) -> bool:
    """ "State television", "local media": no outlet's name."""
    first, *rest = bare(words).replace("TV", "tv").split() or [""]
    common = first.lower() in load("weigh_roots")["common"]
    return common and not any(word[:1].isupper() for word in rest)


def _is_firm(words: str, name: str) -> bool:
    """ "Selin Hydro, the state-owned company": annotated as a person, described as a body."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    beside = words.partition(name)[2].lstrip(", ")
    opening = re.split(r"\s(?:of|that|which|who)\s|,", beside, maxsplit=1)[0].lower().split()
    article = len(opening) > 1 and opening[0] in {"a", "an", "the"}
    return (article and opening[-1] in listed("bodies")) or (
        " " in name and last in names_table("firms")
    )


def _by_role(words: str) -> Party | None:
    """Return "the mayor", "the interior minister" as the office."""
    head = re.split(r"\s(?:of|for)\s", bare(words), maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
    is_body = head in listed("bodies") and head not in names_table("voices")
    body = body_of(words) if is_body else None
    body = body or office(words) or body_of(role_to_body(words)) or body_of(words)
    return Party(name=bare(words), bodies=(body,)) if body is not None else None


def _by_office(words: str) -> Party | None:
    """ "The chief executive of Tarn Steel", without a name: the voice of the body that is told."""
    body = body_of_office(words)
    return Party(name=bare(words), bodies=(body,)) if body is not None else None


def _same_person(a: str, b: str) -> str | None:
    left, right = sorted((fold(a).split(), fold(b).split()), key=len)
    if same_sound(a, b):
        return "one name in two spellings"
    if not left or left[-1] != right[-1]:
        return None
    if left == right:
        return "the same name"
    initial = left[0][0] == right[0][0] and min(len(left[0]), len(right[0])) <= 2
    if right[-len(left) :] == left or left[0] == right[0] or (initial and len(left) > 1):
        return "a short name and the full one"
    return None


def _is_proper(name: str) -> bool:
    small = {"of", "the", "for", "and", "on", "in", "de", "la", "al"}
    return bool(name) and all(word[:1].isupper() for word in name.split() if word not in small)
