"""What tells whether a candidate reports anything: traits of its sentence and of its text."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.clauses import child, is_passive, text_of
from sayso.annotate.attributions.cues import base, words
from sayso.annotate.attributions.sources import HE, IT, THEY, listed
from sayso.annotate.quotes import Quoted
from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RULES = (
    "verb + clause", "verb + object", "verb + infinitive", "verb + preposition", "according to",
    "verb beside clause", "noun + clause", "quotation before its tag", "passive verb",
    "speaker and colon", "adjective + clause", "noun + preposition", "noun + infinitive",
    "quotation after its tag", "verb + gerund", "adjective + preposition",
    "passive + preposition", "speaker in the sentence before",
)  # fmt: skip
_TAGS = ("VB", "VBD", "VBZ", "VBP", "VBG", "VBN")
_DEPS = ("ROOT", "relcl", "acl", "advcl", "xcomp", "ccomp", "conj", "pcomp", "parataxis", "amod")
_CLASSES = (
    ("clause", "saying"),
    ("clause", "thinking"),
    ("object", "judging"),
    ("clause", "showing"),
)
_MODALS = frozenset(
    {"will", "would", "could", "can", "may", "might", "should", "must", "wo", "'d", "'ll", "’ll"}
)
_PREPOSITIONS = ("about", "of", "on", "for", "to", "against", "at", "with", "over", "as", "in")
_OPENERS = ("that", "whether", "to", "how", "the", "a", "it", "his", "their", "he", "they", "him")
_SELF = frozenset({"i", "we", "my", "our", "me", "us"})
_YOU = frozenset({"you", "your"})
_WHO = frozenset({"who", "which", "that", "whom"})
_LISTS = ("bodies", "outlets", "documents", "unnamed", "roles", "titles")

OF_SENTENCE = (
    *(f"tag {tag}" for tag in _TAGS), "noun", "adjective", *(f"is {dep}" for dep in _DEPS),
    *(f"{kind} {group}" for kind, group in _CLASSES), *(f"leads {each}" for each in _PREPOSITIONS),
    "negated", "modal", "auxiliaries", "infinitive", "passive", "subject own", "particle",
    "source named", "source plural", "source noun", "source words", "content noun",
    "content person", "content finite", "content words", "opens -ing", "content clause",
    "sentence words", "place in sentence",
    "under saying", "sentence asks", "source before", "gap", "followed by clause", "object too",
    "head ends",
)  # fmt: skip
OF_TEXT = (
    *RULES, "wide", "strong", "no source", "source self", "source you", "source he", "source it",
    "source they", "source who", *(f"source in {each}" for each in _LISTS), "capital source",
    "length", "pieces", "starts quoted", "quoted share", "in quotation", "number", "content first",
    *(f"opens {each}" for each in _OPENERS), "told", "cue words", "source length", "apart",
)  # fmt: skip


class Parsed:
    """A parsed sentence whose tokens are found by their place in it."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens = list(doc)
        self._starts = [token.idx for token in self.tokens]

    def within(self, spans: Sequence[Span]) -> list[Token]:
        """Return the tokens that begin in one of the spans."""
        return [
            token
            for start, end in spans
            for token in self.tokens[
                bisect_left(self._starts, start) : bisect_left(self._starts, end)
            ]
        ]

    def at(self, place: int) -> Token | None:
        """Return the token that begins there."""
        i = bisect_left(self._starts, place)
        return self.tokens[i] if i < len(self.tokens) and self._starts[i] == place else None


def measured(doc: Parsed, each: Candidate) -> Candidate:
    """Return the candidate with its key and with what its sentence tells of it."""
    head = _head(doc, each)
    if head is None:
        return each
    return msgspec.structs.replace(
        each,
        head=head.idx,
        common=_common(doc.within(each.source)),
        key=_key(head, each),
        traits=tuple(_of_sentence(doc, each, head)),
    )


def _common(source: Sequence[Token]) -> str:
    """ "many" for "Shoppers in Pellin", "one" for "the crew", nothing for a name."""
    inside = {token.i for token in source}
    head = next((t for t in source if t.head.i not in inside or t.head.i == t.i), None)
    if head is None or head.pos_ != "NOUN":
        return ""
    return "many" if head.tag_ == "NNS" else "one"


def of_text(text: str, each: Candidate, quoted: Quoted) -> tuple[float, ...]:
    """Return the traits that need no parse, in the order of OF_TEXT."""
    return tuple(_of_text(text, each, quoted))


def _head(doc: Parsed, each: Candidate) -> Token | None:
    if each.head >= 0:
        return doc.at(each.head)
    tokens = doc.within(each.cue)
    for pos in ("VERB", "NOUN", "ADJ", "AUX"):
        found = [token for token in tokens if token.pos_ == pos]
        if found:
            return found[-1] if pos != "NOUN" else found[0]
    return tokens[-1] if tokens else None


def _key(head: Token, each: Candidate) -> str:
    name = head.lemma_.lower()
    rule = "noun + preposition" if each.rule == "noun + of" else each.rule
    if "preposition" in rule:
        end = each.cue[-1][1]
        last = each.cue[-1][0]
        cue = text_of(head.doc)[last:end].rsplit(maxsplit=1)[-1].lower()
        return f"{name}/{rule}/{cue}"
    return f"{name}/{rule}"


def _of_sentence(doc: Parsed, each: Candidate, head: Token) -> Iterator[float]:
    source, content = doc.within(each.source), doc.within(each.content)
    cue = doc.within(each.cue)
    verb = head if head.pos_ in {"VERB", "AUX"} else head.head
    name = base(head.text)
    yield from (head.tag_ == tag for tag in _TAGS)
    yield head.pos_ == "NOUN"
    yield head.pos_ == "ADJ"
    yield from (head.dep_ == dep for dep in _DEPS)
    yield from (name in words(kind, group) for kind, group in _CLASSES)
    last = cue[-1].lower_ if cue else ""
    yield from (last == preposition for preposition in _PREPOSITIONS)
    helpers = [token for token in verb.children if token.dep_ in {"aux", "auxpass"}]
    yield any(token.dep_ == "neg" for token in verb.children)
    yield any(token.lower_ in _MODALS for token in helpers)
    yield len(helpers)
    yield any(token.lower_ == "to" for token in helpers)
    yield is_passive(verb)
    yield child(verb, "nsubj", "nsubjpass") is not None
    yield child(head, "prt") is not None
    yield any(token.pos_ == "PROPN" for token in source)
    yield any(token.tag_ in {"NNS", "NNPS"} for token in source)
    yield any(token.pos_ == "NOUN" for token in source)
    yield min(20, len(source))
    yield any(token.pos_ == "NOUN" for token in content)
    yield bool(content) and all(token.pos_ in {"PROPN", "PRON"} for token in content)
    yield any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in content)
    yield min(60, len(content))
    yield bool(content) and content[0].tag_ == "VBG"
    yield any(token.dep_ in {"nsubj", "nsubjpass"} for token in content)
    yield min(80, len(doc.tokens))
    yield head.i / len(doc.tokens)
    yield _under_saying(verb)
    yield text_of(doc.doc).rstrip().endswith("?")
    yield bool(source and cue) and source[0].i < cue[0].i
    yield min(20, cue[0].i - source[-1].i) if source and cue else 0
    yield child(verb, "ccomp") is not None
    yield child(verb, "dobj") is not None
    yield bool(cue) and cue[-1].i >= len(doc.tokens) - 2


def _under_saying(token: Token) -> float:
    """How far above stands a verb of saying whose content this is part of, 0 for none."""
    for step in range(1, 8):
        if token.head.i == token.i:
            return 0
        reported = token.dep_ in {"ccomp", "xcomp"}
        token = token.head
        if reported and base(token.text) in words("clause", "saying"):
            return step
    return 0


def _of_text(text: str, each: Candidate, quoted: Quoted) -> Iterator[float]:
    source = " ".join(text[a:b] for a, b in each.source)
    rule = "noun + preposition" if each.rule == "noun + of" else each.rule
    yield from (rule == known for known in RULES)
    yield each.wide
    yield each.strong
    yield not source
    said = source.lower()
    yield said in _SELF
    yield said in _YOU
    yield said in HE
    yield said in IT
    yield said in THEY
    yield said in _WHO
    parts = frozenset(said.replace(",", " ").split())
    yield from (bool(parts & listed(kind)) for kind in _LISTS)
    yield source[:1].isupper()
    length = sum(end - start for start, end in each.content)
    yield math.log1p(length)
    yield len(each.content)
    start, end = each.content[0][0], each.content[-1][1]
    yield text[start] in "\"“'‘"
    inside = sum(
        min(end, b) - max(start, a) for a, b in _around(quoted, start, end) if a < end and b > start
    )
    yield inside / max(1, length)
    held = quoted.at(_place(each))
    yield held is not None
    yield any(letter.isdigit() for letter in text[start:end])
    yield start < _place(each)
    opener = text[start : start + 12].lstrip("\"“'‘ ").split()
    first = opener[0].lower() if opener else ""
    yield from (first == word for word in _OPENERS)
    yield bool(each.told)
    yield sum(text[a:b].count(" ") + 1 for a, b in each.cue)
    yield len(source)
    yield min(abs(start - _place(each)), abs(_place(each) - end), 300)


def _around(quoted: Quoted, start: int, end: int) -> tuple[Span, ...]:
    first = quoted.at(start)
    return (*((first,) if first else ()), *quoted.within(start + 1, end))


def _place(each: Candidate) -> int:
    return (each.cue or each.source or each.content)[0][0]
