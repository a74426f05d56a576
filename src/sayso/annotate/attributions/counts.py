"""Counts given without a word of saying: "raised the toll to 14", "the police count: 7,000"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.attributions.candidates import Candidate, name_span, token_span
from sayso.annotate.attributions.clauses import child, is_passive, pieces, subject, subtree
from sayso.annotate.attributions.cues import base, words
from sayso.annotate.attributions.sources import HE, IT, THEY, listed
from sayso.data import load
from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What these count an outlet has counted.
_WRITERS = frozenset({"reporter", "correspondent", "journalist", "photographer", "editor"})
_TO = frozenset({"to", "from", "down", "up", "at"})
_OF_A_NOUN = frozenset({"compound", "amod", "nmod"})
# So far behind "the police count:" or "lists" its number stands.
_NEAR = 6


def count_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield the figures that somebody is said to have counted, listed or corrected."""
    for token in doc:
        found: Candidate | None = None
        name = base(token.text)
        if token.pos_ == "VERB" and name in words("count", "revising"):
            found = _revised(doc, token)
        elif token.pos_ == "VERB" and name in words("count", "counting"):
            found = _counted(doc, token)
        elif token.pos_ in {"NOUN", "PROPN"} and name in words("noun", "estimate") | words(
            "count", "nouns"
        ):
            found = _given(doc, token) or _by_count(doc, token) or _of_number(doc, token)
        if found is not None and found.content:
            yield found


def owner(doc: Doc, noun: Token) -> tuple[Span, ...]:
    """Return who made the estimate or claim: "its", "U.S.", "police", "by the ministry"."""
    poss = child(noun, "poss")
    if poss is not None:
        return pieces(
            doc, subtree(poss) - {each.i for each in poss.children if each.dep_ == "case"}
        )
    for each in noun.children:
        if each.dep_ == "prep" and each.lower_ in {"by", "from"} and each.i > noun.i:
            who = child(each, "pobj")
            if who is not None:
                return name_span(doc, who, each)
    left = [
        each.i
        for each in noun.children
        if each.i < noun.i
        and each.dep_ in _OF_A_NOUN
        and each.lower_ not in words("count", "kinds")
        and (each.text[0].isupper() or each.lower_ in listed("bodies") | listed("unnamed"))
    ]
    places = {i for place in left for i in subtree(doc[place])}
    return pieces(doc, places)


def _revised(doc: Doc, verb: Token) -> Candidate | None:
    who, thing = subject(verb), child(verb, "dobj")
    if who is None or thing is None or not _may_count(who) or is_passive(verb):
        return None
    counts = words("noun", "estimate") | words("count", "nouns")
    if thing.lemma_.lower() not in counts and not _number_of_victims(thing):
        return None
    moved = [each for each in verb.children if each.i > thing.i and each.lower_ in _TO]
    places = {i for each in (*thing.rights, *moved) for i in subtree(each)}
    if not any(doc[i].like_num for i in places):
        return None
    return Candidate(
        source=name_span(doc, who, verb),
        cue=(token_span(verb),),
        content=pieces(doc, places | subtree(thing)),
        rule="raised a count to",
    )


def _number_of_victims(noun: Token) -> bool:
    """ "The number of dead", which nobody raises but by counting; troops may be sent."""
    of = child(noun, "prep")
    whom = child(of, "pobj", "pcomp") if of is not None and noun.lower_ == "number" else None
    return whom is not None and bool(
        {whom.lower_, *(each.lower_ for each in whom.children)} & words("count", "victims")
    )


def _counted(doc: Doc, verb: Token) -> Candidate | None:
    who, thing = subject(verb), child(verb, "dobj")
    if who is None or thing is None or is_passive(verb):
        return None
    if not _may_count(who) and who.lower_ not in listed("documents"):
        return None
    if not any(each.like_num for each in doc[verb.i + 1 : verb.i + _NEAR] if each in thing.subtree):
        return None
    return Candidate(
        source=name_span(doc, who, verb),
        cue=(token_span(verb),),
        content=pieces(doc, subtree(thing).union(*map(subtree, _held_to_be(verb)))),
        rule="counted or listed",
    )


def _held_to_be(verb: Token) -> list[Token]:
    """ "Lists 33 people as missing"."""
    return [each for each in verb.rights if each.dep_ == "prep" and each.lower_ == "as"]


def _may_count(who: Token) -> bool:
    """Whether it can count at all: a blast may raise the toll as well."""
    speakers = listed("bodies") | listed("roles") | listed("unnamed") | listed("outlets")
    return (
        who.pos_ == "PROPN"
        or who.lower_ in speakers | HE | IT | THEY
        or _is_somebody(who)
        or _is_body(who)
    )


def _is_body(who: Token) -> bool:
    """ "The bishopric of Ansk": whatever counts and is no event."""
    article = child(who, "det")
    definite = article is not None and article.lower_ == "the" and who.tag_ == "NN"
    return definite and who.lower_ not in words("count", "events")


def _is_somebody(who: Token) -> bool:
    """ "A fisherman", "one hiker": one of a trade, by the ending of the word."""
    article = child(who, "det", "nummod")
    people = load("counted")["people"]
    return (
        article is not None
        and article.lower_ in {"a", "an", "one", "another"}
        and who.lower_.endswith(tuple(people["endings"]))
        and who.lower_ not in {*people["things"], *_WRITERS}
    )


def _given(doc: Doc, noun: Token) -> Candidate | None:
    """ "The police count: 7,000"."""
    if [each.text for each in doc[noun.i + 1 : noun.i + 2]] != [":"]:
        return None
    first = noun.i + 2
    end = next((each.i for each in doc[first:] if each.text in {";", "."}), len(doc))
    made_by = owner(doc, noun)
    if not made_by or not any(each.like_num for each in doc[first : first + _NEAR]):
        return None
    return Candidate(
        source=made_by,
        cue=(token_span(noun),),
        content=pieces(doc, range(first, end)),
        rule="somebody's count and colon",
    )


def _of_number(doc: Doc, noun: Token) -> Candidate | None:
    """ "The police figure of 57 arrests", "a toll of 31, issued by the ministry"."""
    of = next((each for each in noun.rights if each.lower_ == "of" and each.dep_ == "prep"), None)
    if of is None or not any(each.like_num for each in of.subtree):
        return None
    made_by = owner(doc, noun) or _issued_by(doc, noun)
    if not made_by:
        return None
    hung = [each for each in of.subtree if each.dep_ in {"relcl", "acl"}]
    return Candidate(
        source=made_by,
        cue=(token_span(noun),),
        content=pieces(doc, subtree(of, hung) - {of.i}),
        rule="somebody's count of",
    )


def _issued_by(doc: Doc, noun: Token) -> tuple[Span, ...]:
    """ "A toll of 31, given out by the ministry"."""
    for each in noun.subtree:
        by = child(each, "agent") if each.dep_ == "acl" and each.i > noun.i else None
        who = child(by, "pobj") if by is not None else None
        if who is not None and by is not None:
            return name_span(doc, who, by)
    return ()


def _by_count(doc: Doc, noun: Token) -> Candidate | None:
    """ "By the police count, 7,000 marched"."""
    by, verb = noun.head, noun.head.head
    if by.lower_ != "by" or by.dep_ != "prep" or verb.pos_ not in {"VERB", "AUX"}:
        return None
    last = max(subtree(by))
    edge = by.i == 0 and doc[last + 1 : last + 2].text == ","
    if not (edge or (by.i > 0 and doc[by.i - 1].text == ",")):
        return None
    made_by = owner(doc, noun)
    if not made_by or any(i > noun.i for i in subtree(by)):
        return None
    return Candidate(
        source=made_by,
        cue=(token_span(noun),),
        content=pieces(doc, subtree(verb, [by])),
        rule="by somebody's count",
    )
