"""Control characters, which have no place in a text and do harm where one is printed."""

import re

# All but tab, line feed and carriage return; with the overrides of writing direction, which make
# a line read otherwise than it is written.
_CODES = [*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0x202A, 0x202F)]
_CODES += range(0x2066, 0x206A)
_DROPPED = dict.fromkeys(code for code in _CODES if code != 0x85)
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
    text = text.translate(_DROPPED)
    return _REFERENCE.sub(_read, text) if "&#" in text else text


def _read(found: re.Match[str]) -> str:
    code = int(found["hex"], 16) if found["hex"] else int(found["dec"])
    if 128 <= code < 160:
        return bytes([code]).decode("cp1252", "ignore")
    return "" if code in _DROPPED else found[0]
