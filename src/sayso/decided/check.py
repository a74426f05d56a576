"""Whether a decision can be meant, as far as that is seen without a ledger."""

import re
from collections.abc import Mapping

import msgspec

from sayso.data import load
from sayso.decision import (
    KINDS,
    LONGEST_NAME,
    LONGEST_NOTE,
    Asked,
    Correct,
    Grade,
    InStory,
    Kind,
    Likelihood,
)
from sayso.model import SaysoError

_GRADE = re.compile(r"[A-F][1-6]")
_ABOUT = ("note", "who", "seen")
# Kinds that a person can give in a line; a page is put into a story by adding it.
GIVEN = tuple(name for name in KINDS if name != "story")


def asked(line: bytes | str) -> Asked:
    """Return the decision in a line of JSON.

    Raises SaysoError naming what is wrong and what would be right.

    >>> asked('{"kind": "grade", "row": "art-1", "grade": "b2", "note": "old paper"}').what
    Grade(row='art-1', grade='B2')
    """
    try:
        given = msgspec.json.decode(line, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SaysoError(f"not a JSON object: {error}") from None
    return asked_of(given)


def asked_of(given: Mapping[str, object]) -> Asked:
    """Return the decision in a mapping, with `note`, `who` and `seen` beside its own keys."""
    kind = given.get("kind")
    if kind not in GIVEN:
        raise SaysoError(f"no kind of decision {kind!r}; there are {', '.join(GIVEN)}")
    own = {key: value for key, value in given.items() if key not in _ABOUT}
    try:
        what: Kind = msgspec.convert(own, type=KINDS[str(kind)])
        made = msgspec.convert({"what": None, **_about(given)}, type=_About)
    except msgspec.ValidationError as error:
        keys = ", ".join((*KINDS[str(kind)].__struct_fields__, *_ABOUT))
        raise SaysoError(f"{kind}: {error}; its keys are {keys}") from None
    return checked(Asked(what=what, note=made.note, who=made.who, seen=made.seen))


class _About(msgspec.Struct):
    note: str | None = None
    who: str | None = None
    seen: int | None = None


def _about(given: Mapping[str, object]) -> dict[str, object]:
    return {key: given[key] for key in _ABOUT if key in given}


def checked(asked: Asked) -> Asked:
    """Return a decision with its grade and its word as they are written in their scales.

    Raises SaysoError when a text is too long, a name empty, or a grade or word in no scale.
    """
    if asked.note is not None and len(asked.note) > LONGEST_NOTE:
        raise SaysoError(
            f"a note of {len(asked.note):,} characters; it may have {LONGEST_NOTE:,}: keep the "
            "text in a document and note where it lies"
        )
    if asked.who is not None and not 0 < len(asked.who.strip()) <= LONGEST_NAME:
        raise SaysoError(f"the name of who decides has 1 to {LONGEST_NAME} characters")
    if isinstance(asked.what, InStory):
        raise SaysoError("a page is put into a story by `sayso add PAGE --story NAME`")
    for key in ("a", "b", "name", "into"):
        name = getattr(asked.what, key, None)
        if name is not None and not 0 < len(name.strip()) <= LONGEST_NAME:
            raise SaysoError(f"{key}: a name has 1 to {LONGEST_NAME} characters, not {len(name):,}")
    what: Kind = asked.what
    if isinstance(what, Correct) and len(msgspec.json.encode(what.fields)) > LONGEST_NOTE:
        raise SaysoError(
            f"the values given are longer than the {LONGEST_NOTE:,} characters allowed"
        )
    if isinstance(what, Grade):
        what = Grade(row=what.row, grade=grade(what.grade))
    if isinstance(what, Likelihood):
        what = Likelihood(row=what.row, **likelihood(what.word, what.ladder))
    return msgspec.structs.replace(asked, what=what)


def grade(given: str) -> str:
    """Return an Admiralty grade as it is written.

    >>> grade("b2")
    'B2'
    """
    found = given.strip().upper()
    if not _GRADE.fullmatch(found):
        raise SaysoError(
            f"no grade {given!r}: a letter from A to F for the source and a digit from 1 to 6 for "
            "the information, such as B2; F6 is what cannot be judged"
        )
    return found


def likelihood(word: str, ladder: str = "") -> dict[str, str]:
    """Return a word of likelihood with the ladder that it stands in, as `word` and `ladder`.

    Raises SaysoError where no ladder has it, or several have and none was named.

    >>> likelihood("Highly likely")
    {'word': 'highly likely', 'ladder': 'phia'}
    """
    ladders = load("likelihood")["ladders"]
    if ladder and ladder.lower() not in ladders:
        raise SaysoError(f"no ladder {ladder!r}; there are {', '.join(ladders)}")
    found = " ".join(word.lower().split())
    words = {
        name: {each[0]: f"{each[1]}–{each[2]} %" for each in told["words"]}
        for name, told in ladders.items()
        if ladder.lower() in ("", name)
    }
    having = [name for name, known in words.items() if found in known]
    if not having:
        listed = "; ".join(f"{name}: {', '.join(known)}" for name, known in words.items())
        raise SaysoError(f"{word!r} is in no ladder; there are {listed}")
    if len(having) > 1:
        ranges = " and ".join(f"{words[name][found]} in {name}" for name in having)
        raise SaysoError(f"{word!r} means {ranges}: name the ladder")
    return {"word": found, "ladder": having[0]}
