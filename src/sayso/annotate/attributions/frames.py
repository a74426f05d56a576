"""What a cue verb governs: the words that give what was said, thought, wanted or shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.attributions.clauses import CITING, SUBJECTS, child, subtree
from sayso.annotate.attributions.cues import base, takes, words
from sayso.data import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CONTRARY = frozenset({"while", "whereas", "though", "although"})
_CONCESSIVE = _CONTRARY | {"because", "as", "since", "but"}
# Prepositions that go on with what was said; the others tell when, where or how.
_OF_THE_OBJECT = frozenset({"as", "of", "for", "over", "with", "to"})

# The rule that fired, and the places of the tokens it took.
Governed = tuple[str, frozenset[int]]


def governed(verb: Token, name: str) -> Governed | None:
    """Return the rule that fits the verb, whose base form is `name`, and what it governs."""
    frames = (_clause, _around, _in_writing, _infinitive, _deed, _noun_phrase, _spoken_of, _amount)
    found = next((each for frame in frames if (each := frame(verb, name)) is not None), None)
    if found is None:
        return None
    rule, places = found
    if rule == "verb + clause" and max(places, default=0) > verb.i:
        places |= _hyphened(verb.doc, max(places))
    return rule, places


def _clause(verb: Token, name: str) -> Governed | None:
    own = (each for each in verb.children if each.dep_ == "ccomp" and not _set_apart(each, verb))
    clause = next(own, None) or beside_citing(verb)
    if clause is None or name not in takes("clause"):
        return None
    mark = child(clause, "mark")
    if mark is not None and mark.i > verb.i and mark.lower_ in _CONCESSIVE:
        return None
    places = subtree(clause, [*_set_against(clause), *_cited_before(clause, mark)])
    return "verb + clause", _to_next_speaker(verb, places)


def beside_citing(verb: Token) -> Token | None:
    """Return the clause in "reported, quoting a source, that six ships sank"."""
    for each in verb.children:
        clause = child(each, "ccomp") if each.lower_ in CITING and each.i > verb.i else None
        mark = child(clause, "mark") if clause is not None else None
        if clause is None or (mark is not None and mark.lower_ != "that"):
            continue
        first = min(subtree(clause))
        if first > 0 and verb.doc[first - 1].text == ",":
            return clause
    return None


def _set_apart(clause: Token, verb: Token) -> bool:
    """Whether a semicolon stands between a clause and the verb behind it."""
    return any(token.text == ";" for token in verb.doc[clause.i : verb.i])


def _to_next_speaker(verb: Token, places: frozenset[int]) -> frozenset[int]:
    """Return the places before "; the company said 1,400", which is another's word."""
    saying, cut = words("clause", "saying"), None
    for token in verb.doc[verb.i : max(places, default=verb.i) + 1]:
        if token.text == ";":
            cut = token.i
        speaks = token.pos_ == "VERB" and base(token.text) in saying
        if cut is not None and speaks and child(token, "nsubj") is not None:
            return frozenset(i for i in places if i < cut)
    return places


def _cited_before(clause: Token, mark: Token | None) -> list[Token]:
    """Return ", citing the Board," between the verb and its "that", which is no part of it."""
    return [
        each
        for each in clause.children
        if each.lower_ in CITING and mark is not None and each.i < mark.i
    ]


def _in_writing(verb: Token, name: str) -> Governed | None:
    """ "Said in a joint statement that nine boats had sunk": a clause that the parse hung on the
    statement."""
    if name not in words("clause", "saying") or child(verb, "dobj", "ccomp") is not None:
        return None
    spoken_of = load("cues")["preposition"].get(name, ())
    for each in verb.children:
        beside = each.dep_ == "prep" and each.i > verb.i and each.lower_ not in spoken_of
        thing = child(each, "pobj") if beside else None
        clause = child(thing, "relcl", "acl", "ccomp") if thing is not None else None
        if clause is None or thing is None or child(clause, "nsubj", "nsubjpass") is None:
            continue
        places = subtree(clause)
        opens = verb.doc[min(places)]
        if opens.lower_ == "that" and opens.dep_ not in SUBJECTS:
            return "verb + clause", places
    return None


def _deed(verb: Token, name: str) -> Governed | None:
    """What is denied or admitted to have been done: "denied shelling the port"."""
    deed = child(verb, "xcomp", "ccomp")
    if deed is None or deed.i < verb.i or name not in words("gerund", "verbs"):
        return None
    first = child(deed, "aux") or deed
    return ("verb + gerund", subtree(deed)) if first.tag_ == "VBG" else None


def _hyphened(doc: Doc, last: int) -> frozenset[int]:
    """Return the rest of a word that the parser cut at its hyphen, to the end of its clause."""
    if last + 2 >= len(doc) or doc[last + 1].text != "-" or doc[last].whitespace_:
        return frozenset()
    end = last + 2
    while end < len(doc) and not doc[end].is_punct:
        end += 1
    return frozenset(range(last + 1, end))


def _set_against(clause: Token) -> list[Token]:
    """Return the clauses after a statement that set another against it: ", while others say"."""
    return [
        each
        for each in clause.children
        if each.dep_ == "advcl"
        and each.i > clause.i
        and (mark := child(each, "mark")) is not None
        and mark.lower_ in _CONTRARY
        and mark.i > 0
        and mark.nbor(-1).is_punct
    ]


def _around(verb: Token, name: str) -> Governed | None:
    """The tag stands beside or amid the clause that it reports: "The dam, he said, was full"."""
    if name not in words("clause", "saying") | words("clause", "thinking"):
        return None
    if verb.dep_ not in {"parataxis", "ccomp"} or verb.head.i == verb.i:
        return None
    if child(verb, "nsubj") is None or child(verb, "dobj", "mark") is not None:
        return None
    if verb.dep_ == "ccomp" and (verb.i < verb.head.i or base(verb.head.text) in takes("clause")):
        return None
    beside = subtree(verb.head, [verb, *_set_against(verb.head)])
    return "verb beside clause", beside | _condition(verb)


def _condition(verb: Token) -> frozenset[int]:
    """ "If the dam fails, Oram said, 400 homes ...": what the parse hung on the tag."""
    return frozenset().union(
        *(
            subtree(each)
            for each in verb.lefts
            if each.dep_ == "advcl"
            and each.sent.start in subtree(each)
            and (mark := child(each, "mark", "advmod")) is not None
            and mark.lower_ in {"if", "unless", "once", "should"}
        )
    )


def _infinitive(verb: Token, name: str) -> Governed | None:
    clause = child(verb, "xcomp", "ccomp")
    if clause is None or name not in takes("infinitive"):
        return None
    if clause.dep_ == "xcomp" and base(clause.text) in takes("clause") and child(clause, "ccomp"):
        return None
    return "verb + infinitive", subtree(clause)


def _noun_phrase(verb: Token, name: str) -> Governed | None:
    thing = child(verb, "dobj")
    if thing is None or name not in takes("object") or is_taken(verb, thing):
        return None
    if name in words("passive", "told") and _spoken_of(verb, name) is not None:
        # "Told it of the fire": it was told.
        return None
    told = _quoted_as(verb)
    if told is not None:
        return "verb + clause", subtree(told)
    places = set(subtree(thing))
    for each in verb.children:
        if each.i > thing.i and _goes_on(each):
            places |= subtree(each)
    return "verb + object", frozenset(places)


def is_taken(verb: Token, thing: Token) -> bool:
    """Return whether what is claimed is taken, and not said: "the storm has claimed 26 lives"."""
    taken = words("taken", "nouns")
    return base(verb.text) == "claim" and bool({thing.lemma_.lower(), thing.lower_} & taken)


def _goes_on(each: Token) -> bool:
    """Whether a dependent after the object still belongs to what was said."""
    if each.dep_ != "prep":
        return each.dep_ in {"oprd", "xcomp"}
    gives_figure = each.lower_ == "at" and any(token.like_num for token in each.subtree)
    return each.lower_ in _OF_THE_OBJECT or gives_figure


def _quoted_as(verb: Token) -> Token | None:
    """Return what is quoted: the clause in "quoted her as saying that ..."."""
    for each in verb.children:
        saying = child(each, "pcomp") if each.lower_ == "as" else None
        if saying is not None:
            return child(saying, "ccomp")
    return None


def _spoken_of(verb: Token, name: str) -> Governed | None:
    allowed = load("cues")["preposition"].get(name, ())
    for each in verb.children:
        if each.dep_ == "prep" and each.lower_ in allowed and each.i > verb.i:
            return "verb + preposition", subtree(each) - {each.i}
    return None


def _amount(verb: Token, name: str) -> Governed | None:
    """A figure right after the verb: "some reports saying at least 40"."""
    doc, first = verb.doc, verb.i + 1
    if name not in words("figure", "verbs"):
        return None
    if name == "claim" and any(is_taken(verb, each) for each in doc[first : first + 8]):
        return None
    end = first
    while end < len(doc) and not doc[end].is_punct and end < first + 12:
        end += 1
    if not any(token.like_num for token in doc[first : min(end, first + 4)]):
        return None
    return "verb + figure", frozenset(range(first, end))
