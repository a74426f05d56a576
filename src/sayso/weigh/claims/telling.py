"""A claim in words."""

import re
from collections.abc import Mapping, Sequence

from sayso.model import Annotated, Attribution
from sayso.weigh.claims.statements import Statement

# Among so many tellings one is short enough, if any is.
MOST_TRIED = 8
# "Of ten shots" is no proposition.
FEWEST_WORDS = 5
# Rules of an attribution whose content is but a part of a clause: "raised the toll to 31".
_PARTS = ("object", "preposition", "infinitive", "counted", "put a", "raised a")
# A longer proposition is cut.
LONGEST = 180


def proposition(
    group: Sequence[Statement], by_id: Mapping[str, Annotated], named: Statement
) -> str:
    """Return what a claim says, in the words of the mention that says it best."""
    whole = [each for each in group if _is_whole(each, named)][:MOST_TRIED]
    told = [_words(each, by_id[each.article]) for each in (*whole, named)]
    return next((text for text in told if not text.endswith("…")), told[0])


def _is_whole(each: Statement, named: Statement) -> bool:
    return each.indicator == named.indicator and (each.thing is not None or named.thing is None)


def _words(each: Statement, annotated: Annotated) -> str:
    text = annotated.article.text
    said_there = _content(each, annotated.annotation.attributions, text)
    is_whole = len((said_there or "").split()) >= FEWEST_WORDS
    return shortened(said_there if said_there and is_whole else each.sentence, LONGEST)


def _content(each: Statement, attributions: Sequence[Attribution], text: str) -> str | None:
    for attribution in attributions:
        is_part = any(word in attribution.rule for word in _PARTS)
        if attribution.id == each.attribution and not is_part:
            for start, end in attribution.content:
                if start <= each.start and each.end <= end:
                    return text[start:end]
    return None


def shortened(text: str, longest: int) -> str:
    """Return a text on one line, cut at a word where it is too long.

    >>> shortened("that the river  rose over the wall", 20)
    'the river rose over…'
    """
    line = re.sub(r"\s+", " ", text).strip(' ,;:“”"‘’')
    line = re.sub(r"^that\s", "", line)
    if len(line) <= longest:
        return line
    return line[: longest + 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
