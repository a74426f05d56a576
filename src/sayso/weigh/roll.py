"""The speakers of a story: each attribution's, by all that the story's articles tell of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from sayso.annotate.attributions.sources import NAME, listed
from sayso.model import Annotated
from sayso.weigh.bodies import names_table
from sayso.weigh.names import Body, Party, fold, kind_of, same, who

# So far before a role its body is looked for: "The hospital ... Its manager, Ada Oram".
BODY_REACH = 400
# A body named so often in a story needs no more forms than these.
MOST_FORMS = 12


def roll(annotated: Iterable[Annotated]) -> Mapping[str, Party]:
    """Return the speaker behind each attribution that has one, by the attribution's id.

    What one article calls a speaker counts for all articles given: a full name in one, the role
    in another.
    """
    told = list(annotated)
    found = {key: party for each in told for key, party in _in_article(each).items()}
    bodies = by_name(party for party in found.values() if not party.person and not party.vague)
    for each in told:
        _complete(each, found, bodies)
    return _pooled(found)


def _in_article(each: Annotated) -> dict[str, Party]:
    text = each.article.text
    found: dict[str, Party] = {}
    named: dict[str, list[Body]] = defaultdict(list)
    for attribution in each.annotation.attributions:
        words = " ".join(text[start:end] for start, end in attribution.source)
        name = attribution.source_name or ""
        kind = kind_of(words, name, attribution.source_kind)
        if kind == "person" and name and _spoken_of_as_it(name, text):
            kind = "body"
        party = who(words, attribution.source_name, kind)
        if party is not None:
            found[attribution.id] = party
            named[fold(party.name)].extend(party.bodies)
    return {key: _with(party, named[fold(party.name)]) for key, party in found.items()}


def _spoken_of_as_it(name: str, text: str) -> bool:
    """ "Tarn Steel said it would close": no person is spoken of so."""
    at = text.find(name)
    while at >= 0:
        if _SAYS_IT.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


_SAYS_IT = re.compile(r"\s(?:said|says)\s(?:that\s)?(?:it|its)\b")


def _complete(each: Annotated, found: dict[str, Party], bodies: Mapping[str, Party]) -> None:
    """Give "the company" and "its manager" the body named before them in the article."""
    earlier: list[Party] = []
    for attribution in each.annotation.attributions:
        party = found.get(attribution.id)
        if party is None:
            continue
        start = attribution.source[0][0] if attribution.source else 0
        words = " ".join(each.article.text[s:e] for s, e in attribution.source)
        if (owned := _owned(party, words, each.article.text, start)) is not None:
            party = owned
            found[attribution.id] = party
        elif party.vague:
            party = completed(
                party, each.article.text[max(0, start - BODY_REACH) : start], earlier, bodies
            )
            found[attribution.id] = party
        earlier.append(party)


def _owned(party: Party, words: str, text: str, start: int) -> Party | None:
    """ "Ostrea expelled them, its foreign ministry said": its is the subject's."""
    if party.person or not words.lower().startswith(("its ", "their ")):
        return None
    spoken = _sentence_subject(text, start)
    if spoken is None or not party.bodies or party.bodies[0].owner:
        return None
    body = msgspec.structs.replace(
        party.bodies[0], owner=fold(spoken), shown=f"{spoken}’s {party.bodies[0].shown}"
    )
    return Party(name=body.shown, bodies=(body,))


def _sentence_subject(text: str, start: int) -> str | None:
    """The name of one word that the sentence before a place opens with: a state, a town."""
    opening = re.split(r"(?:[.!?][”\"’']?|\n)\s+", text[max(0, start - BODY_REACH) : start])[-1]
    found = _OPENING.match(opening.lstrip("“\"‘'"))
    name = found["name"] if found else ""
    return name if name and " " not in name and name not in _NOBODY else None


def completed(
    party: Party, before: str, earlier: Sequence[Party], bodies: Mapping[str, Party]
) -> Party:
    """Return a vague speaker with the body that the text before him names, if it names one.

    `earlier` are the speakers before him in the article, `bodies` all bodies of the story by name.

    >>> completed(who("Its manager, Bo Tarn", "Bo Tarn", "person"),
    ...     "The Post rang St Ada's Hospital. ", (), {}).shown
    "Bo Tarn, St Ada's Hospital"
    """
    body = _body_before(party, before[-BODY_REACH:], earlier, bodies)
    if body is None:
        return party
    return _with(party, body.bodies) if party.person else body


def _body_before(
    party: Party, before: str, earlier: Sequence[Party], bodies: Mapping[str, Party]
) -> Party | None:
    generic = {word for body in party.bodies for word in body.words}
    for other in reversed(earlier):
        if not other.vague and any(generic & set(body.words) for body in other.bodies):
            return other
    if party.person and not generic:
        before = before.rpartition("\n\n")[2]
        if (near := _force_before(before)) is not None:
            return near
    runs = [(run.end(), run.group().rstrip(".")) for run in NAME.finditer(before)]
    plain = [(run.end(), run.group()) for run in _plain_body().finditer(before)]
    for _, run in sorted((*runs, *plain), reverse=True):
        last = run.split()[-1].lower()
        if generic and last in generic and " " in run:
            return who(run)
        if generic - _settled() and last in names_table("firms") and " " in run:
            return who(run)
        known = bodies.get(fold(run))
        if known is not None and not generic & _settled():
            return known
        if not generic and last in listed("bodies") and (named := who(run)) and not named.vague:
            return named
    is_of_firm = bool(generic) and not generic & _settled()
    return _subject_of(before) if is_of_firm or (party.person and not generic) else None


def _force_before(before: str) -> Party | None:
    """ "Kenton police arrested nine, Chief Ada Oram said": the force named last is hers."""
    nouns = "|".join(sorted(map(re.escape, names_table("forces")), key=len, reverse=True))
    found = re.findall(rf"\b[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*\s(?i:{nouns})\b", before)
    return who(re.sub(r"^The\s", "", found[-1])) if found else None


def _subject_of(before: str) -> Party | None:
    """ "Tarn Ceramics will close its works, Ada Oram, its chief executive, said": its is theirs."""
    for opening in reversed(re.split(r"(?:[.!?][”\"’']?|\n)\s+", before)[-SUBJECTS:]):
        found = _OPENING.match(opening.lstrip("“\"‘'"))
        spoken = found["name"] if found else ""
        # A single word that opens a sentence may be any word: "Nine boats sank".
        if found and (" " in spoken or found.start("name") > 0) and spoken not in _NOBODY:
            return who(spoken)
    return None


# "The company" is what this sentence or the one before it is about.
SUBJECTS = 2
_NOBODY = frozenset({"We", "You", "There", "This", "That", "It", "He", "She", "They", "In", "A"})
_OPENING = re.compile(rf"(?:The\s(?:[a-z-]+\s){{0,3}})?(?P<name>{NAME.pattern})(?=\s[a-z])")


@cache
def _plain_body() -> re.Pattern[str]:
    """ "the district hospital": a body in small letters."""
    nouns = "|".join(sorted(map(re.escape, listed("bodies")), key=len, reverse=True))
    return re.compile(rf"(?<=\bthe\s)(?:[a-z-]+\s){{0,2}}?(?:{nouns})\b")


def _settled() -> frozenset[str]:
    """A ministry or a court is no company: it is not whatever body was named last."""
    return frozenset(
        {"ministry", "government", "court", "police", "hospital", "council", "university"}
    )


def by_name(parties: Iterable[Party]) -> Mapping[str, Party]:
    """Return speakers by their names, folded; of one name the last."""
    return {fold(party.name): party for party in parties}


def _pooled(found: Mapping[str, Party]) -> dict[str, Party]:
    """Give each person all that the articles tell of him, where his last name is one man's."""
    by_last: dict[str, list[Party]] = defaultdict(list)
    for party in found.values():
        if not party.person:
            continue
        namesakes = by_last[fold(party.person).rpartition(" ")[2]]
        for i, known in enumerate(namesakes):
            if same(Party(name="", person=party.person), Party(name="", person=known.person)):
                longer = max(known, party, key=lambda each: len(each.person or ""))
                namesakes[i] = _with(_with(longer, known.bodies), party.bodies)
                break
        else:
            namesakes.append(party)
    pooled = dict(found)
    for key, party in found.items():
        if (
            party.person
            and (like := by_last[fold(party.person).rpartition(" ")[2]])
            and len(like) == 1
        ):
            pooled[key] = _with(like[0], party.bodies)
    return pooled


def _with(party: Party, bodies: Iterable[Body]) -> Party:
    merged = tuple(dict.fromkeys((*party.bodies, *bodies)))[:MOST_FORMS]
    return msgspec.structs.replace(party, bodies=merged)
