"""Verbs of saying, thinking, wanting and showing, with who and what they govern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.annotate.attributions.candidates import Candidate, name_span
from sayso.annotate.attributions.clauses import agent, child, is_passive, pieces, subject, subtree
from sayso.annotate.attributions.cues import base, firmness, hearsay, takes, words
from sayso.annotate.attributions.frames import governed
from sayso.annotate.attributions.subjects import speaker_before
from sayso.model import Certainty, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SEEMING = frozenset({"seem", "appear"})
_BESIDE = frozenset({"aux", "auxpass", "neg", "prt"})
_CHECKED = frozenset({"confirm", "know", "verify"})
_BELIEVING = frozenset({"believe", "think"})
# The parse takes these for who spoke: "This weekend in Orle, Bo Tarn, the mayor, said ...".
_WORDINGS = frozenset(
    {"statement", "interview", "email", "e-mail", "letter", "memo", "tweet", "post"}
)
_TIMES = frozenset({"weekend", "week", "month", "year", "morning", "evening", "night", "day"})


def verb_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield what each cue verb of a sentence reports."""
    for token in doc:
        if not _may_speak(token):
            continue
        if token.pos_ == "ADJ":
            candidate = _adjective(doc, token)
        elif is_passive(token):
            candidate = _passive(doc, token)
        else:
            candidate = _active(doc, token)
        if candidate is not None:
            yield candidate


def _may_speak(token: Token) -> bool:
    if token.pos_ == "NOUN":
        # "The chamber of trade estimates that ...", which the parse took for a noun.
        return child(token, "nsubj") is not None and child(token, "ccomp") is not None
    return token.pos_ in {"VERB", "AUX", "ADJ"} and token.dep_ not in {"aux", "auxpass", "amod"}


def _active(doc: Doc, verb: Token) -> Candidate | None:
    name = base(verb.text)
    found = governed(verb, name)
    if found is None:
        return None
    rule, places = found
    who = subject(verb)
    if who is None and verb.dep_ == "acl" and rule == "verb + preposition":
        # "Officials briefed on the search" are told and do not speak.
        return None
    if name in _SEEMING:
        # Nobody is named as the one to whom it seems.
        places |= subtree(who) if who is not None and who.lower_ not in {"it", "there"} else set()
        who = None
    elif who is not None and who.i in places:
        places -= subtree(who)
    content = pieces(doc, places - own_words(verb))
    strong = _is_statement(doc, name, rule, places)
    if not content or not (_is_told_of(verb) or (strong and _is_told_of(verb.head))):
        return None
    told = _told(verb, name, rule)
    quoted = child(verb, "dobj") if name == "quote" and rule == "verb + clause" else None
    if quoted is not None and verb.i > max(places):
        # "...," the paper quoted her as saying: she says it, the paper was told.
        who, told = quoted, who
    if _is_told_participle(verb, name):
        # "Asked whether it would hold, Oram said yes": somebody asked her.
        who, told = None, who
    return Candidate(
        source=_source(doc, who, verb, name) if who is not None or told is None else (),
        cue=pieces(doc, _cue_places(verb, rule, places)),
        content=content,
        rule=rule,
        told=name_span(doc, told, verb) if told is not None and told.i not in places else (),
        antecedent=antecedent_of(doc, who, verb),
        certainty=_firmness(verb),
        cited=verb.dep_ == "pcomp" and who is not None and who.dep_ == "dobj",
        strong=strong,
    )


def _is_told_participle(verb: Token, name: str) -> bool:
    alone = child(verb, "aux", "auxpass", "nsubj", "dobj", "dative") is None
    return verb.tag_ == "VBN" and alone and name in words("passive", "told")


def _firmness(verb: Token) -> Certainty:
    """Who does not believe it doubts it."""
    firm = firmness(verb.text)
    if firm is Certainty.HEDGED and child(verb, "neg") is not None:
        return Certainty.DOUBTED if base(verb.text) in _BELIEVING else firm
    return firm


def _source(doc: Doc, who: Token | None, verb: Token, name: str) -> tuple[Span, ...]:
    if name not in _SEEMING and (who is None or who.lower_ in _TIMES):
        aside = speaker_before(verb)
        if aside is not None:
            return (aside,)
    return name_span(doc, who, verb) if who is not None else ()


def _is_statement(doc: Doc, name: str, rule: str, places: frozenset[int]) -> bool:
    """Whether something is stated, and no mere attitude is told of."""
    counts = words("figure", "verbs") | words("object", "showing")
    if name in counts and any(doc[i].like_num for i in places):
        return True
    attitude = name in words("clause", "thinking") | words("clause", "wanting")
    spoken = name in words("clause", "saying")
    return rule in {"verb + clause", "verb beside clause"} and (spoken or not attitude)


def _told(verb: Token, name: str, rule: str) -> Token | None:
    """Return who was told: "told the Courier", "in an interview with the Courier"."""
    told = child(verb, "dative")
    if told is None and name in words("passive", "told") and rule != "verb + object":
        told = child(verb, "dobj")
    if told is not None:
        return told
    for each in verb.children:
        talk = child(each, "pobj") if each.lower_ in {"in", "during"} else None
        if talk is not None and talk.lower_ in {"interview", "conversation"}:
            asker = child(talk, "prep")
            return child(asker, "pobj") if asker is not None and asker.lower_ == "with" else None
    return None


def _is_told_of(verb: Token) -> bool:
    """Whether the verb tells of an act of saying, and not of one wished for or to come."""
    return verb.tag_ != "VB" or child(verb, "nsubj") is not None


def own_words(verb: Token) -> frozenset[int]:
    """Return the places of the verb, its auxiliaries, particle and negation."""
    kept = {each.i for each in verb.children if each.dep_ in _BESIDE}
    return frozenset(kept | {verb.i})


def _cue_places(verb: Token, rule: str, content: frozenset[int]) -> frozenset[int]:
    places = set(own_words(verb))
    if verb.dep_ == "xcomp" and base(verb.head.text) in takes("infinitive"):
        places |= own_words(verb.head)
    if rule == "verb + preposition":
        places |= {each.head.i for i in content if (each := verb.doc[i]).head.head.i == verb.i}
    places |= _in_a_statement(verb) - content
    return with_adverbs(verb.doc, places)


def with_adverbs(doc: Doc, places: Iterable[int]) -> frozenset[int]:
    """Return the places with the adverbs right before them: "also said", "has long argued"."""
    grown = set(places)
    for i in range(max(grown), 0, -1):
        before = doc[i - 1]
        if i in grown and before.dep_ == "advmod" and before.head.i in grown:
            grown.add(before.i)
    return frozenset(grown)


def _in_a_statement(verb: Token) -> frozenset[int]:
    """ "Said in a statement", where nothing more is told of what it was said in."""
    doc = verb.doc
    following = doc[verb.i + 1 : verb.i + 4]
    if len(following) < 3 or following[0].lower_ not in {"in", "on", "by"}:
        return frozenset()
    if following[1].lower_ not in {"a", "an"} or following[2].lower_ not in _WORDINGS:
        return frozenset()
    return (
        frozenset()
        if any(True for _ in following[2].rights)
        else frozenset(range(verb.i + 1, verb.i + 4))
    )


def _passive(doc: Doc, verb: Token) -> Candidate | None:
    name = base(verb.text)
    if name not in words("passive", "verbs"):
        return None
    who = agent(verb)
    if who is None and child(verb, "neg") is not None and name in _CHECKED:
        # "Could not be confirmed" is the writer's caveat.
        return None
    patient = child(verb, "nsubjpass")
    clause = child(verb, "xcomp", "ccomp", "oprd")
    told: tuple[Span, ...] = ()
    if name in words("passive", "told") and patient is not None and clause is not None:
        told = name_span(doc, patient, verb)
        places = subtree(clause)
    elif patient is None or (clause is None and who is None):
        return None
    elif patient.lower_ == "it" and clause is not None and clause.dep_ == "ccomp":
        places = subtree(clause)
    else:
        places = subtree(patient) | (subtree(clause) if clause is not None else frozenset())
    return Candidate(
        source=name_span(doc, who, verb) if who is not None else (),
        cue=pieces(doc, with_adverbs(doc, own_words(verb))),
        content=pieces(doc, places),
        rule="passive verb",
        told=told,
        certainty=hearsay(verb.text) if who is None and not told else firmness(verb.text),
        strong=False,
    )


def _adjective(doc: Doc, word: Token) -> Candidate | None:
    clause = child(word, "ccomp", "xcomp")
    if clause is None or word.lower_ not in words("adjective", "words"):
        return None
    who = child(word, "nsubj") or subject(word.head)
    return Candidate(
        source=name_span(doc, who, word) if who is not None else (),
        cue=pieces(doc, {word.i, word.head.i} if word.head.pos_ == "AUX" else {word.i}),
        content=pieces(doc, subtree(clause)),
        rule="adjective + clause",
        certainty=firmness(word.text),
        strong=False,
    )


def antecedent_of(doc: Doc, who: Token | None, verb: Token) -> tuple[Span, ...]:
    """Return what a relative pronoun, or the 12 in "of the 14 guests, 12 said", stands for."""
    if who is not None and who.like_num and verb.dep_ != "relcl":
        whole = next((each for each in verb.children if each.lower_ in {"of", "among"}), None)
        of = child(whole, "pobj") if whole is not None and whole.i < who.i else None
        if of is None or of.like_num:
            return ()
        return pieces(doc, {i for i in subtree(of) if i >= of.i})
    if who is None or who.tag_ not in {"WP", "WDT"}:
        return ()
    if verb.dep_ != "relcl":
        return _right_before(doc, who, verb)
    # "Ada Holl, the coroner, who found": she, and not the office.
    beside = verb.head.dep_ == "appos" and verb.head.head.pos_ == "PROPN"
    return name_span(doc, verb.head.head if beside else verb.head, verb)


def _right_before(doc: Doc, who: Token, verb: Token) -> tuple[Span, ...]:
    """ "They rang the board, which repeated it": the noun before the comma, whatever the parse."""
    if who.i < 2 or doc[who.i - 1].text != "," or doc[who.i - 2].pos_ not in {"NOUN", "PROPN"}:
        return ()
    noun = doc[who.i - 2]
    while noun.dep_ == "compound" and noun.head.i < who.i:
        noun = noun.head
    return name_span(doc, noun, verb)
