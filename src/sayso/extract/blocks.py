"""Which of the stretches that a page's markup shows are its article, trafilatura a witness."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from sayso.extract.language import guess_language
from sayso.extract.lexicon import lexicon
from sayso.extract.markup import markup_traits
from sayso.extract.notes import with_sign_off
from sayso.extract.shown import Shown
from sayso.extract.title import agreement
from sayso.extract.traits import prose_of, traits

if TYPE_CHECKING:
    from sayso.extract.traits import Floats

WORD = re.compile(r"\w+")
LEAST_LIKE = 0.5  # Token F1 from which a heading is what the page calls itself.
LONGEST_TITLE = 400
SHARED = 0.5  # Share of a stretch that trafilatura keeps, from which it is the article's.


def article_blocks(found: Sequence[Shown], tree: Any) -> tuple[bool, ...]:
    """Return for each stretch of a page whether it is the article's.

    The trees have learned English only; pages in other languages are left to trafilatura.
    """
    from sayso.extract.likely import LIFT_OF_BLOCKS, kept, likely_blocks

    texts = tuple(each.text for each in found)
    known = traits(texts, lexicon())
    if guess_language(prose_of(texts, known)) in ("en", None):
        share = kept_share(texts, chosen_by_trafilatura(tree, fast=True))
        markup = markup_traits(found, share, title_place(found, tree))
        chosen = with_sign_off(texts, kept(likely_blocks(known, markup), known, LIFT_OF_BLOCKS))
        if any(chosen):
            return chosen
    share = kept_share(texts, chosen_by_trafilatura(tree, fast=False))
    return tuple(bool(each >= SHARED) for each in share)


def chosen_by_trafilatura(tree: Any, fast: bool) -> str:
    """Return the text that trafilatura takes for the article; `fast` leaves out its fall-backs."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(
        deepcopy(tree), favor_precision=True, fast=fast, include_comments=False
    )
    return (document.text or "") if isinstance(document, Document) else ""


def kept_share(texts: Sequence[str], chosen: str) -> "Floats":
    """Return for each text the share of its runs of three words that another text has."""
    import numpy as np

    words = WORD.findall(chosen)
    runs = set(zip(words, words[1:], words[2:], strict=False))
    lines = {line.strip() for line in chosen.split("\n")}
    shares = []
    for text in texts:
        mine = WORD.findall(text)
        if len(mine) < 3:
            shares.append(float(text in lines))
            continue
        own = list(zip(mine, mine[1:], mine[2:], strict=False))
        shares.append(sum(run in runs for run in own) / len(own))
    return np.array(shares)


def title_place(found: Sequence[Shown], tree: Any) -> int | None:
    """Return which stretch is the headline: a heading that says what the page calls itself."""
    stated = [tree.findtext(".//title") or ""]
    stated += [
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if (meta.get("property") or meta.get("name")) == "og:title"
    ]
    best, place = LEAST_LIKE, None
    for at, each in enumerate(found):
        if each.kind == "heading" and len(each.text) < LONGEST_TITLE:
            likeness = max(agreement(each.text, title) for title in stated)
            if likeness > best:
                best, place = likeness, at
    return place
