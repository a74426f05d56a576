"""What the words, signs and neighbours of a page's stretches of text tell of them, as numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import log1p
from typing import TYPE_CHECKING

import msgspec

from sayso.data import load
from sayso.extract.dates import date_line
from sayso.extract.furniture import furniture
from sayso.extract.heads import head_line
from sayso.extract.lexicon import Lexicon
from sayso.extract.people import byline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r'[.!?][”"’\')]? +[“"‘]?[A-ZÀ-Þ]')
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CAPITAL = re.compile("[A-Z]")
FIGURE = re.compile("[0-9]")
SIGNS = "{}<>=;\\_"
SAMPLE = 2_000  # Characters of a stretch that are looked at.
FURNITURE_WORDS = 60  # Longer stretches without signs of code are no furniture.
HEAD_WORDS = 25
ENDS = {
    ".": 1, "!": 2, "?": 2, "…": 2, ":": 3, ",": 4, ";": 4, "”": 5, '"': 5, "’": 5, "'": 5, ")": 6,
    "|": 7, "}": 8, "]": 8, ">": 8,
}  # fmt: skip
KINDS = (
    "label", "code", "sign-up", "related", "tags", "correction", "credit", "caption", "bio",
)  # fmt: skip

# Weights of a stretch as prose, calibrated on flattened pages: its words, capped so that one
# long licence does not outweigh a story; what is no prose costs enough to end a run.
MOST = 60.0
CODE_COST = -40.0
LABEL_COST = -6.0  # Advertisements stand between the paragraphs of one story.
FURNITURE_COST = -15.0
SHORT_COST = -4.0
LOOSE_COST = -1.0
PROSE = 8.0  # The weight from which a stretch is prose.

OWN = (
    "chars", "words", "length", "letters", "figures", "capitals", "signs", "commas", "common",
    "proper", "longest", "end", "start", "sentences", "address", "at", "bar", "copyright", "year",
    "quotes", "money", "furniture", "date", "byline", "weight", "lexical",
)  # fmt: skip
PLACED = (
    "repeated", "seen", "topic", "in_run", "from_run", "to_run", "place", "word_place",
    "prose_place", "page_words", "page_size", "page_prose",
)  # fmt: skip
SEEN_AROUND = (
    "words",
    "end",
    "common",
    "furniture",
    "signs",
    "weight",
    "topic",
    "proper",
    "in_run",
)
LEXICAL_AROUND = (-2, -1, 1, 2)
AROUND = (-3, -2, -1, 1, 2, 3)
WINDOWS = (5, 15)
NAMES = (
    *OWN,
    *PLACED,
    *(f"{name}{by:+d}" for by in AROUND for name in SEEN_AROUND),
    *(f"lexical{by:+d}" for by in LEXICAL_AROUND),
    *(f"{side}{size}" for size in WINDOWS for side in ("around", "above", "below")),
)
BEYOND = -99.0  # Where there is no neighbour.


class Traits(msgspec.Struct, frozen=True):
    """A row for each stretch, its columns named in NAMES; its weight as prose; the best run."""

    rows: "Floats"
    weights: "Floats"
    words: "Floats"
    run: tuple[int, int]


class _Own(msgspec.Struct, frozen=True):
    row: tuple[float, ...]
    weight: float
    words: int
    stems: frozenset[str]


def traits(texts: Sequence[str], lexicon: Lexicon) -> Traits:
    """Return the traits of a page's stretches of text, in order; there must be one at least."""
    import numpy as np

    known: dict[str, _Own] = {}
    for text in texts:
        if text not in known:
            known[text] = _own(text, lexicon)
    own = [known[text] for text in texts]
    number = len(own)
    weights = np.array([each.weight for each in own])
    words = np.array([each.words for each in own], dtype=np.float64)
    run = best_run(weights)
    times, seen = Counter(texts), set[str]()
    repeated, again = [], []
    for text in texts:
        repeated.append(min(times[text], 5))
        again.append(float(text in seen))
        seen.add(text)
    places = np.arange(number, dtype=np.float64)
    read, prose = np.cumsum(words), np.cumsum(np.maximum(weights, 0.0))
    columns = [
        np.array([each.row for each in own], dtype=np.float64),
        np.array(repeated),
        np.array(again),
        np.array(_topics(own, weights, run)),
        ((places >= run[0]) & (places < run[1])).astype(np.float64),
        np.clip(places - run[0], -50, 200),
        np.clip(run[1] - places, -50, 200),
        places / number,
        read / read[-1],
        prose / max(1.0, prose[-1]),
        np.full(number, log1p(read[-1])),
        np.full(number, log1p(number)),
        np.full(number, prose[-1] / max(1.0, read[-1])),
    ]
    rows = np.column_stack(columns)
    around = rows[:, [(OWN + PLACED).index(name) for name in SEEN_AROUND]]
    lexical = rows[:, [OWN.index("lexical")]]
    beside = [shifted(around, by, BEYOND) for by in AROUND]
    beside += [shifted(lexical, by, -9.0) for by in LEXICAL_AROUND]
    beside += [_windows(weights, size) for size in WINDOWS]
    return Traits(np.column_stack([rows, *beside]), weights, words, run)


def prose_of(texts: Sequence[str], known: Traits) -> str:
    """Return those of the texts that weigh as prose, whose language can be asked for."""
    pairs = zip(texts, known.weights, strict=True)
    return "\n".join(text for text, weight in pairs if weight > PROSE)


def best_run(weights: Iterable[float]) -> tuple[int, int]:
    """Return the run of places with the largest sum of weights, its end exclusive.

    >>> best_run([-4.0, 20.0, -6.0, 30.0, -40.0, 10.0])
    (1, 4)
    """
    best, found, total, start = 0.0, (0, 0), 0.0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, at
        total += weight
        if total > best:
            best, found = total, (start, at + 1)
    return found


def shifted(values: "Floats", by: int, beyond: float) -> "Floats":
    """Return each row's neighbour `by` rows on, `beyond` where there is none."""
    import numpy as np

    moved = np.full(values.shape, beyond)
    if abs(by) >= len(values):
        return moved
    if by < 0:
        moved[-by:] = values[:by]
    else:
        moved[: len(values) - by] = values[by:]
    return moved


def _own(text: str, lexicon: Lexicon) -> _Own:
    shown = text[:SAMPLE]
    words = text.split()
    number = max(1, len(words))
    if not text.isascii() and number * 20 < len(text):  # Chinese, Japanese, Thai
        number = len(text) // 3
    found = WORD.findall(shown)
    lower = [word.lower() for word in found]
    letters = max(1, sum(map(len, found)))
    signs = sum(map(shown.count, SIGNS))
    end = ENDS.get(text[-1:], 0)
    if end == 5 and text[-2:-1] in ".!?,…":
        end = 1
    kind, dated, named = None, 0, False
    if number <= FURNITURE_WORDS or signs > 3:
        verdict = furniture(text)
        kind = verdict.kind if verdict else None
        if kind is None and number <= HEAD_WORDS:
            dated = 1 if date_line(text) else 2 if head_line(text) else 0
            named = byline(text) is not None
    common = _common()
    row = (
        log1p(len(text)),
        log1p(number),
        len(text) / number,
        letters / len(shown),
        len(FIGURE.findall(shown)) / len(shown),
        len(CAPITAL.findall(shown)) / letters,
        signs / len(shown),
        shown.count(",") / number,
        sum(word in common for word in lower) / max(1, len(lower)),
        sum(word[0].isupper() for word in found) / max(1, len(found)),
        float(max(map(len, words), default=0)),
        float(end),
        float(_start(text[0])),
        float(len(SENTENCE.findall(shown))),
        float("://" in shown or "www." in shown),
        float("@" in shown),
        float("|" in shown),
        float("©" in shown),
        float(YEAR.search(shown) is not None),
        float("“" in shown or '"' in shown),
        float("$" in shown),
        float(KINDS.index(kind) + 1 if kind in KINDS else 10 if kind else 0),
        float(dated),
        float(named),
    )
    weight = _weight(kind, 2 * letters < len(shown), end, number)
    stems = frozenset(word[:5] for word in lower[:60] if len(word) > 3 and word not in common)
    return _Own((*row, weight, lexicon.of(text)), weight, number, stems)


def _start(sign: str) -> int:
    if sign.isupper():
        return 1
    if sign.islower():
        return 2
    if sign.isdigit():
        return 3
    return 4 if sign in "“\"‘'" else 5


def _weight(kind: str | None, loose: bool, end: int, words: int) -> float:
    if kind == "code":
        return max(CODE_COST, -2.0 * words)
    if kind:
        return LABEL_COST if kind == "label" else FURNITURE_COST
    if loose:
        return LOOSE_COST
    if end in (1, 2):
        return min(float(words), MOST) if words >= 8 else 1.0
    if words >= 25:
        return min(words / 2, MOST)
    return SHORT_COST if words < 8 else LOOSE_COST


def _topics(own: Sequence[_Own], weights: "Floats", run: tuple[int, int]) -> list[float]:
    """The share of each stretch's words that the prose of the best run has too."""
    told: Counter[str] = Counter()
    for at in range(*run):
        if weights[at] > PROSE:
            told.update(own[at].stems)
    need = 2 if run[1] - run[0] > 6 else 1
    shares = []
    for at, each in enumerate(own):
        inside = run[0] <= at < run[1] and weights[at] > PROSE  # its own words do not count
        shared = sum(told[stem] >= need + inside for stem in each.stems)
        shares.append(shared / (len(each.stems) + 2.0))
    return shares


def _windows(weights: "Floats", size: int) -> "Floats":
    """Mean weights around, above and below each place."""
    import numpy as np

    number = len(weights)
    places = np.arange(number)
    total = np.concatenate([[0.0], np.cumsum(weights)])
    first, last = np.maximum(places - size, 0), np.minimum(places + size + 1, number)
    after = np.minimum(places + 1, number)
    return np.column_stack(
        [
            (total[last] - total[first]) / (last - first),
            (total[places] - total[first]) / np.maximum(places - first, 1),
            (total[last] - total[after]) / np.maximum(last - after, 1),
        ]
    )


@cache
def _common() -> frozenset[str]:
    return frozenset(load("body_common")["words"])
