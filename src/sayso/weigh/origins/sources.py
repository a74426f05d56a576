"""The ends that a source is: a speaker, a description, footage, a document, a cited report."""

import re
from functools import cache

import msgspec

from sayso.annotate.attributions.sources import NAME, listed, read
from sayso.model import Attribution, Span
from sayso.weigh.names import PRONOUNS, Party, fold, same, who
from sayso.weigh.origins.beside import rests_on, told_after
from sayso.weigh.origins.conduits import letters, outlet_name
from sayso.weigh.origins.described import (
    is_document,
    is_statement,
    members,
    owner_of,
    read_document,
    referred,
    short,
    words_of,
)
from sayso.weigh.origins.ends import End, Reading, place
from sayso.weigh.origins.observed import (
    Sight,
    document_sight,
    holds_footage,
    is_footage,
    sight_in,
    studied,
)
from sayso.weigh.roles import spoken_for
from sayso.weigh.roll import by_name, completed

# So far back "the newspaper" is looked up.
REACH = 3000
# What is told to an outlet may be taken for what was said: "told the Hill Times".
LONGEST_OUTLET = 40


def ends_of(
    source: Attribution, page: Reading, sentence: Span, through: str | None
) -> tuple[End, ...]:
    """Return the ends that a source other than an outlet is, `through` another outlet or none."""
    words = " ".join(page.text[start:end] for start, end in source.source)
    name = source.source_name or words
    base = base_end(page, sentence, through or _told(source, page))
    if seen := seen_by(source, page, sentence):
        return (looked_at(source, seen, base.conduit, page),)
    whole = _in_full(words or name, source, page)
    if parts := _members(whole, source.source_kind, base, page, sentence):
        return parts
    party = page.parties.get(source.id)
    if party is None and is_document(words or name):
        return (_documented(base, source, words or name, page),)
    if party is not None:
        of_body = page.body is not None and same(page.body, party) is not None
        own = of_body or (party.bodies and page.own == page.outlets.key(party.name))
        return (named(base, party, own_page=bool(own) and base.conduit == page.own),)
    earlier = [
        each for each in page.annotated.annotation.attributions if place(each) < place(source)
    ]
    first = referred(name, earlier)
    before = " ".join(page.text[start:end] for start, end in first.source) if first else ""
    together = _members(before, "unnamed", base, page, sentence) if before else ()
    described = (first.source_name if first else None) or name
    return together or (unnamed(base, short(described), page),)


def _in_full(words: str, source: Attribution, page: Reading) -> str:
    """A voice in common with what was cut from its front: "envoys from Tarn, Osk and Belmar"."""
    at = source.source[0][0] if source.source else 0
    sentence = page.sentence(at)
    if "joint" in page.text[slice(*sentence)].lower() and " and " not in words:
        # "The League and the Union announced", of whom only the second was read.
        both = _FIRST_OF_TWO.search(page.text, sentence[0], at)
        if both is not None:
            return f"{both.group()}{words}"
    found = _voices().search(page.text, max(0, at - REACH // 10), at)
    return f"{found.group()}{words}" if found and " and " in words else words


_FIRST_OF_TWO = re.compile(r"\b(?:the\s)?[A-Z][\w’'-]*(?:\s(?:of\s)?[A-Z][\w’'-]*)*\sand\s$")


@cache
def _voices() -> re.Pattern[str]:
    people = "|".join(sorted(words_of("people"), key=len, reverse=True))
    name = r"(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*"
    return re.compile(rf"\b(?:{people})\s(?:from|of|for)\s(?:{name},\s)+$")


def base_end(page: Reading, sentence: Span, told: str | None) -> End:
    """Return an end without its root: through whom it came, and on which day it was told."""
    written_by = page.written_by(sentence[0])
    conduit = told or written_by
    second_hand = conduit not in {page.own, written_by}
    return End(
        type="named",
        name="",
        conduit=conduit,
        article=page.id,
        day=None if second_hand else page.day,
        second_hand=second_hand,
    )


def named(base: End, party: Party, *, own_page: bool = False) -> End:
    """Return the end that a speaker is."""
    return msgspec.structs.replace(base, name=party.shown, party=party, own_page=own_page)


def unnamed(base: End, described: str, page: Reading) -> End:
    """Return the end that a description is: it belongs with the outlet that was told."""
    shown = page.outlets.shown.get(base.conduit, base.conduit)
    return msgspec.structs.replace(
        base, type="unnamed", name=f"{described} ({shown})", described=described
    )


def spoken_by(words: str, base: End, page: Reading, sentence: Span) -> tuple[End, ...]:
    """Return the ends that the words of a body are, where no attribution was found."""
    source = read(words)
    party = who(words, source.name, source.kind)
    alone = (named(base, party),) if party is not None else (unnamed(base, short(words), page),)
    return _members(words, "body", base, page, sentence) or alone


def _members(words: str, kind: str, base: End, page: Reading, sentence: Span) -> tuple[End, ...]:
    joint = re.search(r"\bjoint(?:ly)?\b", page.text[slice(*sentence)]) is not None
    return tuple(_member(base, part, people) for part, people in members(words, kind, joint))


def _member(base: End, words: str, people: bool) -> End:
    party = None if people else who(words)
    if party is not None:
        return named(base, party)
    return msgspec.structs.replace(base, type="unnamed", name=words, described=words)


def _documented(base: End, source: Attribution, words: str, page: Reading) -> End:
    """Return whose voice a document is; one without an owner is what the outlet read."""
    owner = who(owner_of(words)) if owner_of(words) else None
    if owner is None and short(words).lower().startswith(("the ", "its ", "their ")):
        spoken = [
            page.parties[each.id]
            for each in page.annotated.annotation.attributions
            if each.id in page.parties and place(each) < place(source)
        ]
        owner = spoken[-1] if spoken else None
    if owner is not None and owner.vague:
        known = tuple(page.parties.values())
        at = source.source[0][0] if source.source else 0
        owner = completed(owner, page.text[:at], known, by_name(reversed(known)))
        if is_statement(words):
            return named(base, owner)
    if owner is not None and not owner.vague:
        return named(base, owner)
    sight = document_sight(words)
    return msgspec.structs.replace(base, type="observed", name=sight.name, sight=sight)


def seen_by(source: Attribution, page: Reading, sentence: Span) -> Sight | None:
    """Return the footage or document that a source is, or that it has examined."""
    words = " ".join(page.text[start:end] for start, end in source.source)
    name = source.source_name or words
    if is_footage(words):
        return sight_in(page.text, sentence)
    if read_document(words) and not owner_of(words):
        return document_sight(words)
    if is_document(words) and holds_footage(words):
        # "an analysis of drone video by Pixel Proof"
        return sight_in(page.text, sentence)
    if is_pronoun(source) or words.lower().startswith(("the group", "the team")):
        return studied(page.text, sentence, page.paragraph(sentence[0]))
    if source.source_kind in {"person", "body", "outlet"} and name[:1].isupper():
        return studied(page.text, sentence, sentence)
    return None


def looked_at(source: Attribution, sight: Sight, conduit: str, page: Reading) -> End:
    """Whoever examined the footage stands before it, be it an outlet or an institute."""
    words = " ".join(page.text[start:end] for start, end in source.source)
    by = re.search(rf"\sby\s(?:the\s)?({NAME.pattern})$", words)
    if by and holds_footage(words):
        key = page.outlets.key(by[1]) or letters(by[1])
        return End(type="observed", name=sight.name, conduit=key, article=page.id, sight=sight)
    name = source.source_name or ""
    plain = name.split()[:1] and name.split()[0].lower() in words_of("people")
    proper = name[:1].isupper() and not (plain or is_footage(words) or is_document(words))
    key = (
        (page.outlets.key(name) or letters(name)) if proper and not is_pronoun(source) else conduit
    )
    return End(type="observed", name=sight.name, conduit=key, article=page.id, sight=sight)


def tagged(words: str, source: Attribution, page: Reading, sentence: Span) -> tuple[End, ...]:
    """Return the speaker whose words stand before a cue that has no source or another's."""
    told = page.outlets.key(" ".join(page.text[start:end] for start, end in source.content))
    told = _told(source, page) or told or told_after(source, page)
    base = base_end(page, sentence, told)
    found = read(words.rpartition(", ")[2] if words[:1].islower() else words)
    if is_document(words):
        return (_documented(base, source, words, page),)
    party = who(words, found.name, found.kind)
    if party is None:
        return (unnamed(base, short(words), page),)
    if party.vague:
        known = tuple(page.parties.values())
        # Of one name the first.
        bodies = by_name(reversed(known))
        party = completed(party, page.text[: source.cue[0][0]], known, bodies)
    return (named(base, party),)


def cited_report(cited: str, page: Reading, sentence: Span) -> tuple[End, ...]:
    """Return what a cited outlet rests on as the article tells, else its report and nobody."""
    base = End(type="unattributed", name="", conduit=cited, article=page.id, second_hand=True)
    shown = page.outlets.shown.get(cited, cited)
    words = rests_on(sentence, page)
    if words and page.outlets.key(re.sub(r"^the\s", "", words)) is None:
        source = read(words)
        party = who(words, source.name, source.kind)
        if party is not None:
            return (msgspec.structs.replace(base, type="named", name=party.shown, party=party),)
        if source.kind == "unnamed":
            return (unnamed(base, short(words), page),)
    return (msgspec.structs.replace(base, name=f"{shown} report"),)


def outlet_of(source: Attribution, page: Reading) -> str | None:
    """Return the key of the outlet that a source is, null when it is none."""
    name = source.source_name or ""
    if page.body is not None and fold(name) == fold(page.body.name):
        return None
    if fold(name) in listed("outlet_nouns"):
        return _outlet_before(source, page)
    words = " ".join(page.text[start:end] for start, end in source.source)
    if source.source_kind == "body" and spoken_for(words) is not None:
        # A spokesman speaks for his body and not as its page.
        return None
    for run in NAME.finditer(words):
        # "a tweet by Gull Post reporter Sam Ode": it is the Post's.
        reporter = words[run.end() :].split()[:1]
        if reporter and reporter[0] in words_of("reporters") and page.outlets.key(run.group()):
            return page.outlets.key(run.group())
    if source.source_kind == "document" and (key := _reporting(words, name, page)) is not None:
        return key
    full = outlet_name(source, page.annotated)
    if full is not None:
        return page.outlets.key(full) or letters(full)
    key = page.outlets.key(name)
    body = name.split()[-1:] and name.split()[-1].lower() in listed("bodies")
    return key if source.source_kind in {"person", "body"} and not body else None


def _reporting(words: str, name: str, page: Reading) -> str | None:
    """The outlet of "a report in the Gull Post", or one whose name is that of a document."""
    plain = re.sub(r"^[Tt]he\s", "", name)
    if plain[:1].isupper() and re.sub(r"^[Tt]he\s", "", words) == plain:
        return page.outlets.key(plain)
    found = _STORY_OF.search(words)
    return page.outlets.key(found["who"].rstrip(".")) if found else None


# "a report in the Gull Post", "an article by Radio Karn".
_STORY_OF = re.compile(
    rf"\b(?:report|reports|story|stories|article|articles|account|interview)\s(?:in|by|from|on|with)\s"
    rf"(?:the\s)?(?P<who>{NAME.pattern})"
)


def outlets_of(source: Attribution, page: Reading) -> tuple[str, ...]:
    """Return the outlets that are cited together: "the Gull Post and Radio Karn say"."""
    words = " ".join(page.text[start:end] for start, end in source.source)
    parts = re.split(r",\s(?:and\s)?|\sand\s", words)
    keys = [page.outlets.key(re.sub(r"^(?:[Tt]he|[Bb]oth)\s", "", part)) for part in parts]
    known = tuple(key for key in keys if key is not None and key != page.own)
    return known if len(known) == len(parts) > 1 else ()


def _outlet_before(source: Attribution, page: Reading) -> str:
    """Return the outlet last named before "the newspaper", else the article's own."""
    at = place(source)
    runs = [run.group() for run in NAME.finditer(page.text, max(0, at - REACH), at)]
    for run in reversed(runs):
        key = page.outlets.key(run.rstrip("."))
        if key is not None and key != page.own:
            return key
    return page.own


def _told(source: Attribution, page: Reading) -> str | None:
    """Return the outlet that the source told, here or elsewhere in the article."""
    name = fold(source.source_name or "")
    heard = " ".join(page.text[start:end] for start, end in source.content)
    told = [source.to, heard if len(heard) < LONGEST_OUTLET else None] + [
        each.to
        for each in page.annotated.annotation.attributions
        if each.to and each.source_name and _akin(fold(each.source_name), name)
    ]
    own = " ".join(page.text[start:end] for start, end in source.source)
    if (spoke := _SPOKE_TO.search(own)) and (key := page.outlets.key(spoke["who"].rstrip("."))):
        return key
    for words in filter(None, told):
        if any(words.lower().startswith(each) for each in words_of("own_outlet")):
            return page.own
        if key := page.outlets.key(words):
            return key
    return None


# "Officials who talked to the Morning Dispatch".
_SPOKE_TO = re.compile(
    rf"\bwho\s(?:had\s|have\s|has\s)?(?:talked|spoke|spoken|confided|briefed|told)\s(?:to\s|with\s)?(?:the\s)?"
    rf"(?P<who>{NAME.pattern})"
)


def _akin(later: str, name: str) -> bool:
    """ "the officials" told the Quill: they are the "officials from Velmar" of the lead."""
    return later == name or (" " not in later and later in name.split())


def is_pronoun(source: Attribution) -> bool:
    """Return whether a source is still a pronoun, whoever it stands for."""
    return fold(source.source_name or "") in PRONOUNS
