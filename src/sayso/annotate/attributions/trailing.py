"""A tag at the end of a sentence speaks for all of it: "A broke, and B fled, X told reporters."."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.annotate.attributions.candidates import Candidate, name_span, token_span
from sayso.annotate.attributions.clauses import CITING, SUBJECTS, child, pieces, subtree
from sayso.annotate.attributions.cues import base, tag_forms, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_NAME = 8  # tokens of the speaker's name and title
LONGEST_TAIL = 12  # tokens behind the verb: to whom, where and when it was said
_OF_NAMES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PRON", "PART"})
# "Told the paper as the drums went by": when it was said.
_MEANWHILE = frozenset({"as", "while", "when", "after", "before"})
_MARKS = frozenset({"“", "”", '"', "''", "``", "«", "»", ":", ";"})


def trailing_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield the whole sentence before a tag that ends it, where the parse gives the tag less."""
    if any(token.text in _MARKS for token in doc):
        return
    citing = next((token for token in doc[3:] if _cites(token)), None)
    end = len(doc) if citing is None else citing.i - 1
    for verb in doc[max(0, end - LONGEST_TAIL - 1) : end]:
        if verb.tag_ not in {"VBD", "VBZ"} or verb.lower_ not in tag_forms():
            continue
        inverted = _inverted(doc, verb, end)
        if inverted is not None:
            yield inverted
            return
        name = _name_before(doc, verb)
        if name and _ends(doc[verb.i + 1 : end]) and _is_statement(doc, name[0].i - 1):
            if _is_parsed(verb, name):
                return
            told = child(verb, "dative", "dobj")
            if told is not None and base(verb.text) not in _telling():
                return
            tag = Candidate(
                source=(token_span(*name),),
                cue=(token_span(verb),),
                content=pieces(doc, range(name[0].i - 1)),
                rule="tag at the end of the sentence",
                told=pieces(doc, subtree(told) - _beyond(told)) if told is not None else (),
            )
            yield tag
            who = child(citing, "dobj") if citing is not None else None
            if citing is not None and who is not None:
                yield Candidate(
                    source=name_span(doc, who, citing),
                    cue=(token_span(citing),),
                    content=tag.content,
                    rule="citing",
                    cited=True,
                )
            return


def _cites(token: Token) -> bool:
    """Whether ", citing the Board" follows the tag; one quoted "as saying" has a tag of his own."""
    return (
        token.lower_ in CITING
        and token.nbor(-1).text == ","
        and child(token, "dobj") is not None
        and not any(each.lower_ == "as" for each in token.children)
    )


def _inverted(doc: Doc, verb: Token, end: int) -> Candidate | None:
    """A figure and its tag without a verb between them: "30 million, says the chamber"."""
    if verb.i < 2 or doc[verb.i - 1].text != "," or not any(t.like_num for t in doc[: verb.i - 1]):
        return None
    if any(token.pos_ in {"VERB", "AUX", "SCONJ", "ADP"} for token in doc[: verb.i - 1]):
        return None
    who = [each for each in verb.rights if each.dep_ == "nsubj" and each.i < end]
    if not who:
        return None
    return Candidate(
        source=name_span(doc, who[0], verb),
        cue=(token_span(verb),),
        content=pieces(doc, range(verb.i - 1)),
        rule="figure before its tag",
    )


def _telling() -> frozenset[str]:
    return words("passive", "told")


def _beyond(noun: Token) -> frozenset[int]:
    """What hangs on the one who was told without naming them: "reporters in the capital"."""
    return frozenset(i for each in noun.rights if each.dep_ == "prep" for i in subtree(each))


def _name_before(doc: Doc, verb: Token) -> list[Token]:
    """The words between the comma and the verb, if they can name a speaker."""
    first = verb.i
    while first > 0 and verb.i - first < LONGEST_NAME and doc[first - 1].pos_ in _OF_NAMES:
        first -= 1
    who = child(verb, "nsubj")
    if who is not None and who.i < verb.i and (first == verb.i or doc[first - 1].text != ","):
        # "A diver who asked for anonymity told the paper", "harbour master Abel Moss told".
        first = min(subtree(who))
        behind = verb.i - (doc[verb.i - 1].text == ",")
        return list(doc[first:behind]) if first > 0 and doc[first - 1].text == "," else []
    if not 0 < first < verb.i or doc[first - 1].text != ",":
        return []
    last = doc[verb.i - 1]
    return list(doc[first : verb.i]) if last.pos_ in {"NOUN", "PROPN", "PRON"} else []


def _ends(behind: Iterable[Token]) -> bool:
    """Whether nothing is said behind the verb but to whom, where and when."""
    for token in behind:
        if token.lower_ in _MEANWHILE:
            return True
        if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.lower_ in {"that", "how", "to"}:
            return False
    return True


def _is_statement(doc: Doc, comma: int) -> bool:
    """Whether what stands before the tag has a clause of its own, and no apposition ends it."""
    if doc[0].pos_ == "SCONJ" or doc[0].tag_ == "WRB" or doc[0].dep_ == "mark":
        return False
    commas = [token.i for token in doc[:comma] if token.text == ","]
    beside = doc[commas[-1] + 1 : comma] if commas else doc[:comma]
    named = all(token.pos_ == "PROPN" for token in beside)
    return not named and any(token.dep_ in SUBJECTS for token in doc[:comma])


def _is_parsed(verb: Token, name: list[Token]) -> bool:
    """Whether the parse already gives the tag its speaker and every clause before it."""
    who, clause = child(verb, "nsubj"), child(verb, "ccomp")
    if who is None or clause is None or who.i < name[0].i:
        return clause is None and who is not None and who.i >= name[0].i and verb.dep_ != "conj"
    first = min(subtree(clause))
    return not any(token.dep_ in SUBJECTS for token in verb.doc[:first])
