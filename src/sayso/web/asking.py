"""A form made into a decision: the fields of `sayso mark`'s JSON lines, as a browser sends them."""

import re
from collections.abc import Mapping

from sayso.decided.check import asked_of
from sayso.decision import KINDS, Asked
from sayso.model import SaysoError
from sayso.web.forms import Fields

# Beside a kind's own fields: a corrected value, and the value that the page had shown for it.
VALUE, SHOWN = "value.", "shown."
_SPANS = frozenset({"source", "cue", "content"})
_YES_NO = {"yes": True, "no": False}
_SPAN = re.compile(r"\s*(\d{1,9})\s*[-–]\s*(\d{1,9})\s*")
_NUMBERS = frozenset({"low", "best", "high"})
_OFFSETS = frozenset({"start", "end"})


def asked(fields: Fields) -> Asked:
    """Return the decision that a form asks for; raises SaysoError naming what is wrong with it.

    >>> asked({"kind": "reject", "row": "fig-1", "note": "a bus, no count", "seen": "4"})
    Asked(what=Reject(row='fig-1'), note='a bus, no count', who=None, seen=4)
    """
    kind = fields.get("kind", "")
    known = KINDS.get(kind)
    own = known.__struct_fields__ if known else ()
    given: dict[str, object] = {
        name: value.strip() for name, value in fields.items() if name in own and value.strip()
    }
    if kind == "correct":
        given["fields"] = corrections(fields)
    if kind == "grade" and "grade" not in given:
        given["grade"] = fields.get("reliability", "") + fields.get("credibility", "")
    if kind == "likelihood" and ":" in fields.get("word", ""):
        given["ladder"], _, given["word"] = fields["word"].partition(":")
    if "articles" in given:
        given["articles"] = tuple(str(given["articles"]).split("\n"))
    if fields.get("note", "").strip():
        given["note"] = fields["note"].strip()
    if fields.get("seen", "").isdecimal():
        given["seen"] = int(fields["seen"][:18])
    return asked_of({"kind": kind, **given})


def corrections(fields: Fields) -> Mapping[str, object]:
    """Return the values that differ from what the page had shown, each as its kind.

    >>> corrections({"value.best": "1,200", "shown.best": "12", "value.unit": "", "shown.unit": ""})
    {'best': 1200.0}
    """
    changed = {
        name.removeprefix(VALUE): value.strip()
        for name, value in fields.items()
        if name.startswith(VALUE)
        and value.strip() != fields.get(SHOWN + name.removeprefix(VALUE), "").strip()
    }
    if not changed:
        raise SaysoError("nothing differs from what the page had shown; change a value first")
    return {name: _read(name, value) for name, value in changed.items()}


def _read(name: str, value: str) -> object:
    if name in _SPANS:
        return _spans(name, value)
    if not value:
        return None
    if name in _OFFSETS:
        if not value.isdecimal():
            raise SaysoError(f"{name}: {value[:80]!r} is no place in the text; give a whole number")
        return int(value)
    if name in _NUMBERS:
        try:
            return float(value.replace(",", "").replace(" ", ""))
        except ValueError:
            raise SaysoError(f"{name}: {value[:80]!r} is no number; give one such as 14") from None
    if name in ("approximate", "additive"):
        return _YES_NO.get(value, value)
    if name == "interval":
        return [each.strip() for each in value.split("/")]
    return value


def _spans(name: str, value: str) -> list[list[int]]:
    found = [_SPAN.fullmatch(each) for each in value.split(",") if each.strip()]
    if not all(found):
        raise SaysoError(f"{name}: {value[:80]!r} is no places in the text; give 120-160, 170-180")
    return [[int(each[1]), int(each[2])] for each in found if each]
