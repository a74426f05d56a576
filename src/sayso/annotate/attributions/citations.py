"""Sources named without a verb of saying of their own: "according to", "citing", "estimates"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.attributions.candidates import Candidate, name_span, token_span
from sayso.annotate.attributions.clauses import (
    CITING,
    child,
    climb,
    is_first_name,
    pieces,
    subject,
    subtree,
)
from sayso.annotate.attributions.counts import owner
from sayso.annotate.attributions.cues import base, firmness, hearsay, takes, words
from sayso.annotate.attributions.frames import beside_citing
from sayso.annotate.attributions.sources import listed
from sayso.model import Certainty, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSE = frozenset({"acl", "ccomp", "relcl"})


def citation_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield what a sentence reports by naming its source."""
    for token in doc:
        word = token.lower_
        found: Candidate | None = None
        if word in {"according", "per"}:
            found = _according(doc, token)
        elif word in CITING:
            found = _citing(doc, token)
        elif word in {"put", "puts", "putting"}:
            found = _put_at(doc, token) or _as_put(doc, token)
        elif word in words("adverb", "words"):
            found = _reportedly(doc, token)
        elif token.pos_ == "NOUN":
            found = _estimate(doc, token) or _noun(doc, token)
        if found is not None and found.content:
            yield found


def _according(doc: Doc, token: Token) -> Candidate | None:
    # The parser hangs these words anywhere.
    if [each.lower_ for each in doc[token.i : token.i + 3]] == ["according", "to", "which"]:
        return _according_to_which(doc, token, doc[token.i + 2])
    to = child(token, "prep") if token.lower_ == "according" else token
    who = child(to, "pobj") if to is not None else None
    if who is None or to is None:
        return None
    if token.lower_ == "per" and not (who.pos_ == "PROPN" or child(who, "det") is not None):
        return None
    phrase = token if token.lower_ == "per" else to.head
    verb = climb(phrase, lambda each: each.pos_ in {"VERB", "AUX"}) or phrase.head
    if is_first_name(token, verb):
        return None
    # The phrase covers the sentence it ends or opens, and no more than its clause amid one.
    at_edge = phrase.i < 2 or max(subtree(phrase)) >= len(doc) - 3
    top = verb.sent.root if at_edge and not _under_cue(verb) else verb
    return Candidate(
        source=name_span(doc, who, to),
        cue=(token_span(token, to),),
        content=pieces(doc, subtree(top, [phrase])),
        rule="according to" if token.lower_ == "according" else "per",
    )


def _according_to_which(doc: Doc, according: Token, which: Token) -> Candidate | None:
    """What "reports, according to which ..." tell, whoever wrote them."""
    reports = words("noun", "clause") | listed("documents")
    told = (
        each
        for each in reversed(doc[: according.i])
        if each.pos_ == "NOUN" and _is_one(each, reports)
    )
    noun = next(told, None)
    clauses = (each for each in doc[which.i + 1 :] if child(each, "nsubj", "nsubjpass") is not None)
    verb = next(clauses, None)
    if noun is None or verb is None:
        return None
    places = {i for i in subtree(verb) if i > which.i}
    return Candidate(
        source=pieces(doc, _bare_name(noun)),
        cue=(token_span(according, which),),
        content=pieces(doc, places),
        rule="according to which",
    )


def _bare_name(noun: Token) -> frozenset[int]:
    """The noun, what stands before it, and "on social media" right behind it."""
    beside = [each for each in noun.rights if each.dep_ == "prep" and each.i == noun.i + 1]
    return subtree(noun, [each for each in noun.rights if each not in beside])


def _is_one(noun: Token, reports: frozenset[str]) -> bool:
    return base(noun.text) in reports or noun.lower_ in reports


def _under_cue(verb: Token) -> bool:
    return climb(verb, lambda each: base(each.text) in takes("clause")) is not None


def _citing(doc: Doc, token: Token) -> Candidate | None:
    who = child(token, "dobj")
    verb = climb(token, lambda each: each.pos_ in {"VERB", "AUX"})
    if who is None or verb is None:
        return None
    reported = None
    if base(verb.text) in takes("clause"):
        reported = child(verb, "ccomp") or beside_citing(verb)
    aside = reported is not None and reported.head.i == token.i
    if (
        token.lower_ == "quoting"
        and not aside
        and (reported is None or child(token, "prep", "ccomp"))
    ):
        # One who quotes a poet, or quotes a witness "as saying", is read as a verb of its own.
        return None
    if reported is None and base(verb.text) in takes("object"):
        reported = child(verb, "dobj")
    places = subtree(reported) if reported is not None else subtree(verb, [token])
    return Candidate(
        source=_cited(doc, who, token, reported) if aside else name_span(doc, who, token),
        cue=(token_span(token),),
        content=pieces(doc, places if aside else places - subtree(token)),
        rule="citing",
        cited=True,
    )


def _cited(doc: Doc, who: Token, token: Token, reported: Token | None) -> tuple[Span, ...]:
    """All that stands between "quoting" and the clause: "a source in the ministry"."""
    clause = subtree(reported) if reported is not None else frozenset()
    return pieces(doc, subtree(token) - clause - {token.i}) or name_span(doc, who, token)


def _reportedly(doc: Doc, adverb: Token) -> Candidate | None:
    verb = climb(adverb, lambda each: each.pos_ in {"VERB", "AUX"})
    if verb is None or verb.dep_ == "relcl":
        return None
    hung = [each for each in verb.children if each.dep_ in {"advcl", "conj", "cc", "parataxis"}]
    return Candidate(
        source=(),
        cue=(token_span(adverb),),
        content=pieces(doc, subtree(verb, [*hung, adverb])),
        rule="reportedly",
        certainty=Certainty.HEDGED,
        strong=False,
    )


def _put_at(doc: Doc, verb: Token) -> Candidate | None:
    thing = child(verb, "dobj")
    at = next((each for each in verb.subtree if each.lower_ == "at" and each.dep_ == "prep"), None)
    amount = at is not None and any(
        each.like_num or each.lower_ in {"twice", "half", "double", "triple"} for each in at.subtree
    )
    if thing is None or at is None or not amount:
        return None
    who = subject(verb)
    if who is None:
        return None
    return Candidate(
        source=name_span(doc, who, verb),
        cue=(token_span(verb),),
        content=pieces(doc, subtree(thing) | subtree(at)),
        rule="put a figure at",
    )


def _as_put(doc: Doc, verb: Token) -> Candidate | None:
    who = child(verb, "nsubj")
    mark = child(verb, "mark", "advmod")
    if who is None or mark is None or mark.lower_ != "as" or verb.dep_ != "advcl":
        return None
    return Candidate(
        source=name_span(doc, who, verb),
        cue=(token_span(verb),),
        content=pieces(doc, subtree(verb.head, [verb])),
        rule="as X put it",
    )


def _estimate(doc: Doc, noun: Token) -> Candidate | None:
    """Somebody's estimate "was lower, at about 40"."""
    if base(noun.text) not in words("noun", "estimate") or noun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    verb = noun.head
    if verb.lemma_ not in {
        "be",
        "put",
        "stand",
        "range",
        "run",
        "remain",
        "reach",
        "place",
        "vary",
    }:
        return None
    made_by = owner(doc, noun)
    rest = subtree(verb, [noun, *(each for each in verb.children if each.dep_ in _OUTER)])
    if not made_by or not any(doc[i].like_num for i in rest):
        return None
    return Candidate(
        source=made_by,
        cue=(token_span(noun),),
        content=pieces(doc, rest - {verb.i}),
        rule="somebody's estimate",
        certainty=firmness("estimate"),
    )


_OUTER = frozenset({"mark", "cc", "conj", "advcl", "ccomp"})


def _noun(doc: Doc, noun: Token) -> Candidate | None:
    name = base(noun.text)
    if name not in words("noun", "clause") or child(noun, "nsubj") is not None:
        return None
    clause = next(
        (each for each in noun.children if each.dep_ in _CLAUSE and each.i > noun.i), None
    )
    rule = "noun + clause"
    if clause is None or not _reports(noun, clause):
        clause = child(noun, "prep")
        rule = "noun + of"
        if clause is None or clause.lower_ != "of" or name not in words("noun", "of"):
            return None
    of = rule == "noun + of"
    made_by = owner(doc, noun)
    return Candidate(
        source=made_by,
        cue=pieces(doc, {noun.i, clause.i} if of else {noun.i}),
        content=pieces(doc, subtree(clause) - ({clause.i} if of else set())),
        rule=rule,
        certainty=firmness(noun.text) if made_by else hearsay(noun.text),
    )


def _reports(noun: Token, clause: Token) -> bool:
    mark = child(clause, "mark")
    if mark is not None and mark.lower_ in {"that", "whether"}:
        return True
    own = child(clause, "nsubj", "nsubjpass")
    return clause.dep_ != "relcl" and own is not None and own.tag_ not in {"WDT", "WP"}
