"""Pages that a body puts out itself: a ministry's notice, an aid group's update."""

import re
from collections.abc import Iterable, Mapping, Sequence

from sayso.annotate.attributions.sources import NAME, listed
from sayso.model import Annotated
from sayso.weigh.bodies import body_of, names_table
from sayso.weigh.names import Party, fold, who
from sayso.weigh.origins.conduits import called_outlet, labels_of, letters
from sayso.weigh.origins.described import words_of
from sayso.weigh.texts import sentences

# A notice names who gives it near its top.
OPENING = 1500
# An address under these is a body's of the state.
OFFICIAL = frozenset({"gov", "mil", "gob", "gouv", "govt"})
# Fewer initials are those of too many things.
SHORTEST = 3


def own_body(annotated: Annotated, parties: Mapping[str, Party]) -> Party | None:
    """Return the body whose own page an article is, null where an outlet's is.

    A body is known by the outlet's name, or by an address that spells it where the page speaks
    for it; a name that no body is known by must tell of its own doings, with a number.

    >>> from sayso.model import Annotation, Article
    >>> text = "The Orsk Harbor Board informs all masters that 90 berths are closed."
    >>> page = Article(id="a", text=text, site="harborboard.orsk.example")
    >>> own_body(Annotated(article=page, annotation=Annotation(id="a")), {}).name
    'Orsk Harbor Board'
    """
    outlet = annotated.article.outlet or ""
    if outlet and outlet.split()[-1].lower() in listed("bodies"):
        return None if called_outlet(outlet, "body") else who(outlet)
    labels = labels_of(annotated.article.site)
    if not labels:
        return None
    is_official = bool(OFFICIAL & set((annotated.article.site or "").lower().split(".")))
    for party in _speaking(annotated, parties):
        if called_outlet(party.name, "body"):
            continue
        if is_official or _spelled(party, labels):
            return party
    return _doer(annotated, labels)


def _speaking(annotated: Annotated, parties: Mapping[str, Party]) -> Iterable[Party]:
    """The bodies that open a sentence near the top, and those that the page quotes."""
    for start, end in sentences(annotated.article.text[:OPENING]):
        found = _SUBJECT.match(annotated.article.text, start, end)
        if found is None:
            continue
        longer = f"{found['name']}{found['more']}" if found["more"].strip() in _nouns() else ""
        for words in filter(None, (longer, found["name"])):
            party = who(words)
            if party is not None and _is_body(party):
                yield party
    for each in annotated.annotation.attributions:
        party = parties.get(each.id)
        if party is not None and not party.person and _is_body(party):
            yield party


def _is_body(party: Party) -> bool:
    return any(word in _nouns() for word in fold(party.name).split())


def _nouns() -> frozenset[str]:
    return listed("bodies") | names_table("generic") | names_table("institutions")


_SUBJECT = re.compile(rf"(?:[Tt]he\s)?(?P<name>{NAME.pattern})(?P<more>(?:\s[a-z]+)?)")


def _spelled(party: Party, labels: Sequence[str]) -> bool:
    """Whether an address names the body: "navy.tarn.example", "tarnnavy.example"."""
    whole = {letters(label) for label in labels}
    if letters(party.name) in whole or any(_made_of(party.name, label) for label in whole):
        return True
    held = (body_of(label.replace("-", " ")) for label in labels)
    told = {word for body in held if body for word in (*body.words, body.owner)}
    for body in party.bodies:
        words = [word for word in body.words if word not in names_table("generic")]
        initials = "".join(word[0] for word in body.words)
        if "".join(body.words) in whole or (len(initials) >= SHORTEST and initials in whole):
            return True
        # One word alone ("health.example") may be a magazine's.
        if words and len(labels) > 1 and told.issuperset(words):
            return True
    return False


def _made_of(name: str, label: str) -> bool:
    """ "harborboard" of the "Orsk Harbor Board": two of its words at least, and nothing else."""
    words = [letters(word) for word in name.split()]
    parts = "|".join(sorted((re.escape(word) for word in words if word), key=len, reverse=True))
    return label not in words and bool(parts) and re.fullmatch(rf"(?:{parts})+", label) is not None


def _doer(annotated: Annotated, labels: Sequence[str]) -> Party | None:
    """Whoever the address spells in full, where a sentence with a number opens with his doings."""
    text, whole = annotated.article.text, {letters(label) for label in labels}
    figures = [figure.start for figure in annotated.annotation.figures]
    for start, end in sentences(text[:OPENING]):
        found = _DOING.match(text, start, end)
        if found is None or letters(found["name"]) not in whole:
            continue
        told = any(found["verb"] in words_of(each) for each in ("watching", "citing", "learning"))
        if told or called_outlet(found["name"], "body"):
            return None
        if any(start <= at < end for at in figures):
            return who(found["name"])
    return None


_DOING = re.compile(
    rf"(?:The\s)?(?P<name>{NAME.pattern})(?:\s(?:has|have|had|is|are|was|were|now|also|so\sfar))*"
    r"\s(?P<verb>[a-z]+)"
)
