"""The words that say that somebody speaks, thinks, wants or shows."""

import re
from functools import cache

from sayso.data import load
from sayso.model import Certainty

# A longer sentence is no prose but a list or debris, and its parse would cost more than it gives.
LONGEST_SENTENCE = 3000

_FURTHER = ("according", "per", "put", "puts", "putting")
_WORD = re.compile(r"[A-Za-z]+")
_QUOTE = re.compile(r"[\"“”«»„]")


def may_attribute(sentence: str) -> bool:
    """Return whether the sentence has a cue word or a quotation mark, so that a parse may pay.

    >>> may_attribute("The minister warned that the dam was full.")
    True
    >>> may_attribute("The dam is full.")
    False
    """
    if len(sentence) > LONGEST_SENTENCE:
        return False
    if _QUOTE.search(sentence):
        return True
    forms = _forms()
    return any(word in forms for word in map(str.lower, _WORD.findall(sentence)))


def base(word: str) -> str:
    """Return the base form of a cue word, or the word itself, in lower case.

    >>> base("Denied"), base("estimates"), base("table")
    ('deny', 'estimate', 'table')
    """
    return _forms().get(word.lower(), word.lower())


def takes(frame: str) -> frozenset[str]:
    """Return the verbs of a frame: clause, infinitive or object.

    >>> "deny" in takes("clause")
    True
    """
    return _frames()[frame]


def words(table: str, key: str) -> frozenset[str]:
    """Return a list of the cue table as a set.

    >>> "claim" in words("noun", "clause")
    True
    """
    return _sets()[table, key]


def firmness(word: str) -> Certainty:
    """Return how firm a cue leaves what it reports.

    >>> firmness("suspected").value
    'hedged'
    """
    for certainty in (Certainty.DENIED, Certainty.DOUBTED, Certainty.HEDGED):
        if base(word) in words("certainty", certainty.value):
            return certainty
    return Certainty.ASSERTED


def hearsay(word: str) -> Certainty:
    """Return how firm a cue leaves what it reports where nobody is named for it.

    >>> hearsay("reports").value, hearsay("asked").value
    ('hedged', 'asserted')
    """
    firm = firmness(word)
    hedged = firm is Certainty.ASSERTED and base(word) in words("certainty", "hearsay")
    return Certainty.HEDGED if hedged else firm


@cache
def tag_forms() -> frozenset[str]:
    """Return the forms of the verbs that tag a quotation.

    >>> {"said", "writes"} <= tag_forms()
    True
    """
    return frozenset(form for form, verb in _forms().items() if verb in words("tag", "verbs"))


@cache
def spoken_forms() -> frozenset[str]:
    """Return the forms of all verbs of saying that tag a statement, beside a quotation or behind.

    >>> {"revealed", "informed", "said"} <= spoken_forms(), "recorded" in spoken_forms()
    (True, False)
    """
    verbs = (words("tag", "verbs") | words("clause", "saying")) - words("tag", "other_senses")
    return frozenset(form for form, verb in _forms().items() if verb in verbs)


@cache
def _sets() -> dict[tuple[str, str], frozenset[str]]:
    table = load("cues")
    return {
        (name, key): frozenset(entries)
        for name, kinds in table.items()
        for key, entries in kinds.items()
    }


@cache
def _frames() -> dict[str, frozenset[str]]:
    return {
        frame: frozenset().union(*load("cues")[frame].values())
        for frame in ("clause", "infinitive", "object")
    }


@cache
def _forms() -> dict[str, str]:
    table = load("cues")
    verbs = frozenset().union(*_frames().values(), table["preposition"], table["passive"]["verbs"])
    verbs |= frozenset(table["tag"]["verbs"])
    verbs |= frozenset(table["count"]["revising"] + table["count"]["counting"])
    nouns = frozenset().union(*table["noun"].values())
    forms = {form: noun for noun in sorted(nouns) for form in (noun, *_plural(noun))}
    forms |= {
        word: word
        for word in _FURTHER + tuple(table["adjective"]["words"] + table["adverb"]["words"])
    }
    for verb in sorted(verbs):
        irregular = table["irregular"].get(verb, ())
        forms |= dict.fromkeys((verb, *_regular(verb), *irregular), verb)
    return forms


def _plural(noun: str) -> tuple[str, ...]:
    if noun.endswith("y"):
        return (noun[:-1] + "ies",)
    return (noun + "s",)


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeo":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    ending = "es" if verb.endswith(("sh", "ch", "s", "x")) else "s"
    return (verb + ending, verb + "ed", verb + "ing")
