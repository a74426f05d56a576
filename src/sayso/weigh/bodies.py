"""Ministries, services, firms: a body by its telling words and by whose it is."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from sayso.annotate.attributions.sources import listed
from sayso.data import load

# "Velmarian police": an adjective of a place that no table knows.
_DEMONYM = re.compile(r"[A-Z]\w+(?:ian|ean|ese|ish)")
# An adjective and its place share this many letters: "Velmarian", "Velmar".
STEM = 4

WORD = re.compile(r"[\w.&-]*\w")
_OWNED = re.compile(r"^(?P<owner>.{2,60}?)(?:[’']s|(?<=s)[’'])\s+(?P<rest>\S.*)$", re.DOTALL)
_LEADING = re.compile(r"^(?:the|a|an|its|his|her|their|our|this|that|one)\s+", re.IGNORECASE)
_ENDINGS = ("", "n", "an", "ian", "ean", "ese", "ish", "i", "ic", "er", "s", "a", "ia", "en")


# The names of a large story come again and again: so many are remembered.
KEPT = 1 << 16


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A body by its telling words, in order, and by whose it is."""

    words: tuple[str, ...]
    owner: str | None = None
    shown: str = ""

    @property
    def telling(self) -> bool:
        return any(word not in names_table("generic") for word in self.words)


def same_body(a: Body, b: Body) -> str | None:
    """Return why two bodies are known to be one, null where they are not.

    >>> same_body(Body(words=("nrc",)), Body(words=("national", "rescue", "corps")))
    'its acronym'
    """
    if a.owner and b.owner and not _same_owner(a.owner, b.owner):
        return None
    if a.words and set(a.words) == set(b.words):
        return "the same name" if fold(a.shown) == fold(b.shown) else "another name for it"
    for short, full in ((a, b), (b, a)):
        if (
            len(short.words) == 1
            and short.words[0] in {initials(full.words), capitals(full.shown)}
            and max(len(full.words), len(full.shown.split())) > 1
        ):
            return "its acronym"
    return None


def shorter(a: Body, b: Body) -> bool:
    """Return whether one body may be the other by a shorter name.

    >>> shorter(Body(words=("police",)), Body(words=("pellin", "city", "police")))
    True
    """
    if a.owner and b.owner and not _same_owner(a.owner, b.owner):
        return False
    if a.owner and b.owner and ("government",) in {a.words, b.words}:
        # "Velmar says": a state speaks through one of its bodies.
        return True
    short, full = sorted((a, b), key=lambda body: len(body.words))
    if short.owner and not full.owner and not short.telling:
        # "St Ada's hospital" is no shorter name for the Mercy Hospital.
        return False
    return bool(
        short.words
        and set(short.words) < set(full.words)
        and (
            short.words[-1] == full.words[-1]
            or (len(short.words) > 1 and short.words == full.words[: len(short.words)])
            or any(w in load("weigh_names")["kinds"] for w in short.words)
        )
    )


def office(words: str) -> Body | None:
    """Return an office that is known by who holds it, with its place, null where there is none.

    >>> office("the mayor of Tarn's"), office("the harbor board")
    (Body(words=('mayor',), owner='tarn', shown="mayor of Tarn's"), None)
    """
    if bare(words).lower() in names_table("halls"):
        return Body(words=("mayor",), shown=bare(words))
    text = re.sub(r"prime minister", "premier", words, flags=re.IGNORECASE)
    tokens = WORD.findall(re.sub(r"[’']s\b", "", text))
    at = next(
        (i for i, token in enumerate(tokens) if token.lower() in names_table("offices")), None
    )
    if at is None or tokens[at + 1 : at + 2] not in (
        [],
        ["of"],
        ["office"],
        ["general"],
        ["General"],
    ):
        # "King's College Hospital" is no king's.
        return None
    same: Mapping[str, str] = load("weigh_names")["same"]
    held = tokens[at].lower()
    before = tokens[at - 1] if at > 0 and tokens[at - 1][:1].isupper() else ""
    behind = tokens[at + 2] if tokens[at + 1 : at + 2] == ["of"] and len(tokens) > at + 2 else ""
    of = behind if behind[:1].isupper() else before
    if of.lower() in names_table("ranks") or of == "The":
        of = ""
    return Body(words=(same.get(held, held),), owner=_owner(of or None), shown=bare(words))


@lru_cache(maxsize=KEPT)
def body_of(words: str) -> Body | None:
    """Return a body by its words: whose it is apart from what it is.

    >>> body_of("the general staff of Velmar").owner, body_of("Velmar's army").words
    ('velmar', ('army',))
    """
    text = re.sub(r"\s(?:in|at|near)\s(?:the\s)?[A-Z].*$", "", bare(words))
    owner: str | None = None
    if owned := _OWNED.match(text):
        owner, text = bare(owned["owner"]), owned["rest"]
        if text.lower() == "office" and (held := office(owner)) is not None:
            return held
        owner = owner if owner[:1].isupper() else None
    if of := re.search(r"\sof\s(?:the\s)?([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)?)$", text):
        before = text[: of.start()].split()
        if _state(of[1]) or before[-1].islower() or len(before) > 1:
            owner, text = of[1], text[: of.start()]
    tokens = list(WORD.findall(text))
    for size in (2, 1):
        state = _state(" ".join(tokens[:size])) if len(tokens) >= size else None
        if state is not None and owner is None:
            owner, tokens = state, tokens[size:]
            break
    else:
        of_place = len(tokens) > 1 and _DEMONYM.fullmatch(tokens[0]) is not None
        if owner is None and of_place and tokens[-1].lower() in listed("bodies"):
            owner, tokens = tokens[0], tokens[1:]
    if not tokens and owner is None:
        return None
    if (held := office(text)) is not None:
        return Body(words=held.words, owner=_owner(owner) or held.owner, shown=bare(words))
    canonical = _canonical(tokens) or ("government",)
    return Body(words=canonical, owner=_owner(owner), shown=bare(words))


def _owner(owner: str | None) -> str | None:
    return _state(owner) or fold(owner) if owner else None


def _canonical(tokens: Sequence[str]) -> tuple[str, ...]:
    table = load("weigh_names")
    words = [fold(token).rstrip(".") for token in tokens]
    words = [word for word in words if word not in {"of", "the", "and", "for", "to", "on", "in"}]
    joined = " ".join(words).replace("coast guard", "coastguard").split()
    kinds = _kinds()
    mapped = [kinds.get(word, table["same"].get(word, word)) for word in joined]
    if any(word in table["kinds"] for word in mapped):
        mapped = [word for word in mapped if word not in names_table("generic")]
    return tuple(dict.fromkeys(mapped))


def _same_owner(a: str, b: str) -> bool:
    if a == b:
        return True
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return shared >= STEM and a[shared:] in _ENDINGS and b[shared:] in _ENDINGS


@lru_cache(maxsize=KEPT)
def fold(name: str) -> str:
    """Return a name in small letters without accents, article or typographic quotes.

    >>> fold("The Étoile’s")
    "etoile's"
    """
    plain = (
        unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        if not name.isascii()
        else name
    )
    if "’" in name:
        return fold(name.replace("’", "'"))
    return re.sub(r"^the\s+", "", plain.lower().strip())


def bare(words: str) -> str:
    """Return words without their article and the stop behind them.

    >>> bare("the U.S."), bare("The coast guard.")
    ('U.S.', 'coast guard')
    """
    stripped = words.strip(" ,")
    dotted = re.search(r"\b[A-Z]\.(?:[A-Z]\.)+$", stripped)
    return _LEADING.sub("", stripped if dotted else stripped.rstrip("."), count=1)


def capitals(shown: str) -> str:
    """Return the first letters of the capitalised words of a name.

    >>> capitals("National Institute of Hygiene")
    'nih'
    """
    return "".join(word[0] for word in shown.split() if word[:1].isupper()).lower()


def initials(words: Sequence[str]) -> str:
    """Return the first letters of some words.

    >>> initials(("rescue", "corps"))
    'rc'
    """
    return "".join(word[0] for word in words)


def _state(name: str | None) -> str | None:
    return _states().get(fold(name)) if name else None


@cache
def _states() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for state, names in load("weigh_names")["states"].items():
        table |= {fold(name): state for name in (state, *names)}
    known = {state.lower(): state.lower() for state in load("sources")["states"]}
    return known | table


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, words in load("weigh_names")["kinds"].items() for word in words}


@cache
def names_table(key: str) -> frozenset[str]:
    """Return a word list of the table of names.

    >>> "spokesman" in names_table("voices")
    True
    """
    return frozenset(load("weigh_names")[key])
