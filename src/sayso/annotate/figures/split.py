"""A quotation that its tag splits: “At least 12 people,” she said, “were killed”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate.numbers import Number
from sayso.annotate.parse import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The second part goes on in lower case, so that both are one sentence.
_TAG = re.compile(r"[,]?[”\"’']\s[^“”\"]{3,160}?[,]\s[“\"‘](?=[a-z])")


def joined(text: str, start: int, here: Sequence[Number], doc: Doc) -> Doc:
    """Return the parse of a sentence without the tag that splits its quotation, if one does.

    The sentence `text` begins at `start`; the tag is left blank, so that offsets stay. One with a
    number of `here` in it is kept.
    """
    found = _TAG.search(text)
    if found is None:
        return doc
    first, last = found.span()
    if any(first < number.end - start and number.start - start < last for number in here):
        return doc
    blanked = text[:first] + " " * (last - first) + text[last:]
    return parse(blanked, [(0, len(blanked))], [0]).get(0, doc)
