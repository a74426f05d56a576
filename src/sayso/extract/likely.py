"""Which stretches of a page are likely its article's: trees over traits, and the run they make."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sayso.data import load
from sayso.extract.markup import names as markup_names
from sayso.extract.segments import Segment
from sayso.extract.traits import NAMES, Traits, best_run
from sayso.trees import Trees, likelihoods, trees

if TYPE_CHECKING:
    from sayso.extract.traits import Floats

LINE_NAMES = (
    "gap", "gap_after", "line_words", "line_share", "line_parts", "opens_line", "code_near",
)  # fmt: skip
CODE = NAMES.index("signs"), 0.05  # The share of signs from which a stretch is taken for code.

# The body is a run of stretches: one alone may be unlikely, as an item of a list, and yet stand
# in the midst of it. Swept on folds of sites that the trees had not seen.
# Added to each log odds: a run goes on over what is somewhat unlikely. Flattened lines know less
# of themselves than marked-up ones.
LIFT_OF_LINES = 0.75
LIFT_OF_BLOCKS = 0.25
WEIGHT = 0.1  # Of the weight as prose, beside the log odds.
MOST_WORDS = 60.0  # A long stretch counts as the root of its words, up to these.
MOST_ODDS = 5.0
KEPT_INSIDE = 0.2  # Likelihoods from which a stretch is kept inside the run, and outside of it.
KEPT_OUTSIDE = 0.75


def likely_lines(found: Sequence[Segment], known: Traits) -> "Floats":
    """Return for each stretch of a flattened page how likely it is the article's, from 0 to 1."""
    rows = np.column_stack([known.rows, line_traits(found, known)])
    return likelihoods(_model("body_lines"), rows, (*NAMES, *LINE_NAMES))


def likely_blocks(known: Traits, markup: "Floats") -> "Floats":
    """Return for each stretch that a page's markup shows how likely it is the article's."""
    rows = np.column_stack([known.rows, markup])
    return likelihoods(_model("body_blocks"), rows, (*NAMES, *markup_names()))


def kept(likely: "Floats", known: Traits, lift: float) -> tuple[bool, ...]:
    """Return for each stretch whether it is kept; `lift` is one of those above.

    The run with the largest sum of log odds is the body; in it what is hardly likely is left out,
    beside it what is very likely is kept too.
    """
    bounded = np.clip(likely, 1e-4, 1 - 1e-4)
    odds = np.clip(np.log(bounded / (1 - bounded)), -MOST_ODDS, MOST_ODDS) + lift
    sizes = np.sqrt(np.minimum(known.words, MOST_WORDS))
    start, end = best_run(odds * sizes + WEIGHT * known.weights)
    places = np.arange(len(likely))
    inside = (places >= start) & (places < end)
    furniture = known.rows[:, NAMES.index("furniture")] > 0
    chosen = np.where(inside, (likely > KEPT_INSIDE) & ~furniture, likely > KEPT_OUTSIDE)
    return tuple(bool(each) for each in chosen)


def line_traits(found: Sequence[Segment], known: Traits) -> "Floats":
    """Return how each stretch stands in its line and next to code, columns as in LINE_NAMES."""
    gaps = np.array([each.gap for each in found], dtype=np.float64)
    lines = np.unique(np.array([each.line for each in found]), return_inverse=True)[1]
    of_line = np.bincount(lines, weights=known.words)[lines]
    signs, most = CODE
    furniture = known.rows[:, NAMES.index("furniture")]
    quoted = np.array([each.text.startswith('"') and each.gap < 2 for each in found])
    is_code = ((furniture == 2) | (known.rows[:, signs] > most) | quoted).astype(np.float64)
    near = np.convolve(np.pad(is_code, 2, mode="edge"), np.ones(5) / 5, "valid")
    return np.column_stack(
        [
            gaps,
            np.append(gaps[1:], 3.0),
            np.log1p(of_line),
            known.words / np.maximum(of_line, 1.0),
            np.bincount(lines)[lines],
            np.concatenate([[1.0], (lines[1:] != lines[:-1]).astype(np.float64)]),
            near,
        ]
    )


@cache
def _model(name: str) -> Trees:
    return trees(load(name))
