"""What any verb, noun or adjective may report, in hand lists or not; how likely is judged later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.attributions.candidates import Candidate, name_span
from sayso.annotate.attributions.clauses import agent, child, is_passive, pieces, subject, subtree
from sayso.annotate.attributions.counts import owner
from sayso.annotate.attributions.cues import firmness
from sayso.annotate.attributions.frames import is_taken
from sayso.annotate.attributions.speech import antecedent_of, own_words, with_adverbs
from sayso.model import Certainty, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Prepositions that lead on to what was spoken of, wanted or judged; others tell when and where.
_LEADS = frozenset(
    {
        "about", "of", "on", "for", "to", "against", "at", "with", "over", "as", "in", "by",
        "from", "toward", "towards", "like", "into", "behind", "upon",
    }
)  # fmt: skip
_WITH_OBJECT = frozenset({"as", "of", "for", "over", "with", "to"})

# Whether a word that takes this is looked at.
Worth = Callable[[str, str], bool]


class _Frame(msgspec.Struct, frozen=True):
    """A word, what it takes, and the dependent that it takes."""

    head: Token
    kind: str
    taken: Token


def wide_candidates(doc: Doc, worth: Worth) -> Iterator[Candidate]:
    """Yield what each word would report, as far as it is worth a look."""
    for token in doc:
        for frame in _frames(token):
            led = f"/{frame.taken.lower_}" if "preposition" in frame.kind else ""
            if worth(token.lemma_.lower(), frame.kind + led):
                found = _read(doc, frame)
                if found is not None:
                    yield found


def _frames(token: Token) -> Iterator[_Frame]:
    if token.pos_ == "VERB" and token.dep_ not in {"aux", "auxpass", "amod"}:
        yield from _of_passive(token) if is_passive(token) else _of_active(token)
    elif token.pos_ == "NOUN":
        yield from _of_noun(token)
    elif token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd", "conj"}:
        yield from _of_adjective(token)


def _of_active(verb: Token) -> Iterator[_Frame]:
    for each in verb.children:
        if each.dep_ == "ccomp" and not (each.i < verb.i and _semicolon(each, verb)):
            yield _Frame(verb, "verb + clause", each)
        elif each.i < verb.i:
            continue
        elif each.dep_ == "xcomp":
            first = child(each, "aux") or each
            kind = "verb + gerund" if first.tag_ == "VBG" else "verb + infinitive"
            yield _Frame(verb, kind, each)
        elif each.dep_ == "dobj" and not is_taken(verb, each):
            yield _Frame(verb, "verb + object", each)
        elif each.dep_ == "prep" and each.lower_ in _LEADS and not _of_object(verb, each):
            yield _Frame(verb, "verb + preposition", each)


def _of_object(verb: Token, preposition: Token) -> bool:
    """Whether it goes on with an object: "blame the mayor for it", "see it as a sign"."""
    thing = child(verb, "dobj")
    return thing is not None and preposition.i > thing.i and preposition.lower_ in _WITH_OBJECT


def _semicolon(clause: Token, verb: Token) -> bool:
    return any(token.text == ";" for token in verb.doc[clause.i : verb.i])


def _of_passive(verb: Token) -> Iterator[_Frame]:
    patient = child(verb, "nsubjpass")
    if patient is None or (agent(verb) is None and child(verb, "neg") is not None):
        return
    yield _Frame(verb, "passive verb", patient)
    for each in verb.children:
        if each.dep_ == "prep" and each.lower_ in _LEADS and each.i > verb.i:
            yield _Frame(verb, "passive + preposition", each)


def _of_noun(noun: Token) -> Iterator[_Frame]:
    for each in noun.children:
        if each.i < noun.i:
            continue
        if each.dep_ == "prep" and each.lower_ in _LEADS:
            yield _Frame(noun, "noun + preposition", each)
        elif each.dep_ in {"acl", "ccomp", "relcl"}:
            mark, to = child(each, "mark"), child(each, "aux")
            if mark is not None and mark.lower_ in {"that", "whether"}:
                yield _Frame(noun, "noun + clause", each)
            elif to is not None and to.lower_ == "to":
                yield _Frame(noun, "noun + infinitive", each)


def _of_adjective(word: Token) -> Iterator[_Frame]:
    for each in word.children:
        if each.i < word.i:
            continue
        if each.dep_ == "prep" and each.lower_ in _LEADS:
            yield _Frame(word, "adjective + preposition", each)
        elif each.dep_ in {"ccomp", "xcomp"}:
            yield _Frame(word, "adjective + clause", each)


def _read(doc: Doc, frame: _Frame) -> Candidate | None:
    head, taken = frame.head, frame.taken
    source, cue = _who(doc, frame)
    content = subtree(taken)
    if "preposition" in frame.kind:
        cue, content = cue | {taken.i}, content - {taken.i}
    elif frame.kind in {"verb + object", "passive verb"}:
        content = content.union(*map(subtree, _going_on(head, taken)))
    if frame.kind.startswith("verb"):
        who = subject(head)
        if who is not None and who.i in content:
            return None
    return Candidate(
        source=source,
        cue=pieces(doc, with_adverbs(doc, cue)),
        content=pieces(doc, content - cue),
        rule=frame.kind,
        antecedent=antecedent_of(doc, subject(head), head) if head.pos_ == "VERB" else (),
        certainty=_firmness(frame),
        strong=False,
        wide=True,
        head=head.idx,
    )


def _firmness(frame: _Frame) -> Certainty:
    """ "Dismissed as false reports that 45 died" doubts them: what is denied no object tells."""
    firm = firmness(frame.head.text)
    aside = firm is Certainty.DENIED and "preposition" in frame.kind
    return Certainty.DOUBTED if aside else firm


def _who(doc: Doc, frame: _Frame) -> tuple[tuple[Span, ...], frozenset[int]]:
    """Return the source of a frame, and the places of the words that say so."""
    head, verb, who = frame.head, frame.head, None
    own = frozenset({head.i})
    if frame.kind == "passive verb":
        who, own = agent(head), own_words(head)
    elif frame.kind.startswith("passive"):
        who, own = child(head, "nsubjpass"), own_words(head)
    elif head.pos_ == "VERB":
        who, own = subject(head), own_words(head)
    elif head.pos_ == "ADJ":
        verb = head.head
        who = subject(verb) or child(head, "nsubj")
        own |= own_words(verb) if verb.pos_ in {"AUX", "VERB"} else frozenset()
    else:
        made_by = owner(doc, head)
        if made_by or head.dep_ not in {"dobj", "attr"} or head.head.i > head.i:
            return made_by, own
        # "Made a promise to", "is an advocate for".
        verb = head.head
        who = subject(verb)
        if who is not None and who.i > head.i:
            who = None
        if who is not None:
            own = own_words(verb) | {i for i in subtree(head) if verb.i < i <= head.i}
    return (name_span(doc, who, verb) if who is not None else ()), own


def _going_on(verb: Token, taken: Token) -> list[Token]:
    """What goes on behind the object or the verb: "see him as a friend", "was accused of theft"."""
    return [
        each
        for each in verb.children
        if each.i > max(taken.i, verb.i)
        and (
            each.dep_ in {"oprd", "xcomp"}
            or (each.dep_ == "ccomp" and taken.dep_ == "nsubjpass")
            or (each.dep_ == "prep" and each.lower_ in _WITH_OBJECT)
        )
    ]
