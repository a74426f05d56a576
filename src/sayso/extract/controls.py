"""Control characters, which have no place in a text and do harm where one is printed."""

import re

# All but tab, line feed and carriage return; with the overrides of writing direction, which make
# a line read otherwise than it is written.
_DROPPED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# ECMA-48: control sequences, and control strings up to their end.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]][^\x07\x1b\n]{0,999}(?:\x07|\x1b\\)?)")
_REFERENCE = re.compile(r"&#(?:x0{0,6}(?P<hex>[0-9a-f]{1,4})|0{0,6}(?P<dec>\d{1,5}));?", re.I)


def without_controls(text: str) -> str:
    """Return the text without control characters, also those written as references.

    References 128 to 159 are read as every browser reads them, in windows-1252.

    >>> without_controls("Dam\x1b[2J &#147;fails&#148; &#27;now")
    'Dam “fails” now'
    """
    if "\x1b" in text:
        text = _SEQUENCE.sub("", text)
    text = _DROPPED.sub("", text)
    return _REFERENCE.sub(_read, text) if "&#" in text else text


def _read(found: re.Match[str]) -> str:
    code = int(found["hex"], 16) if found["hex"] else int(found["dec"])
    if 128 <= code < 160:
        return bytes([code]).decode("cp1252", "ignore")
    return "" if _DROPPED.match(chr(code)) else found[0]
