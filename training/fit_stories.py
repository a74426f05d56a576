"""Fit how likely two articles are of one event, and write it as a table of numbers.

    python -m venv training/.venv && training/.venv/bin/pip install -r training/requirements.txt .
    training/.venv/bin/python training/fit_stories.py BENCH [--write] [--kept FILE]

BENCH is the folder of the two sets that docs/decisions/0007 names, with their scorer. Prints scores
in folds of stories, each pair by trees that had seen neither of its stories; or, with `--write`,
fits on all pairs and writes `story_weights.toml`. `--kept` keeps the features of the pairs, or
reads them from there. No text of an article is written.
"""

import argparse
import gzip
import pickle
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import lightgbm
import msgspec
import numpy as np
from fit_body import as_table, module

from sayso.link.stories.frequencies import Frequencies, held_terms
from sayso.link.stories.join import join
from sayso.link.stories.pairs import pairs
from sayso.model import Article

DATA = Path(__file__).parent.parent / "src" / "sayso" / "data" / "en"
SETS = ("gva", "ecb")
FOLDS = 4
ROUNDS = 150
TREES = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 10, "min_data_in_leaf": 80,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10,
    "max_bin": 127, "num_threads": 1, "deterministic": True, "seed": 7, "verbose": -1,
}  # fmt: skip
# Views: parts of a set, as the joining meets them; how many of each kind, and their articles.
SMALL, SMALLEST, LARGEST = 300, 2, 15
WINDOWS, WINDOW = 8, 250
LARGE, MIXED = 5, (60, 300)
HEADING = """\
# How likely two articles are of one event: boosted trees over what the two have in common.
# Fitted by training/fit_stories.py on the pairs of two gold sets of news, on parts of these, and on
# large stories made by mixing the paragraphs of one story; docs/reference/stories.md says how.
# A cut is [feature, value, next if not above it, next if above]; a next below 0 is leaf -1 - next.
"""
# Of a view that was made the weight is that of so much of the whole set.
WEIGHS = {"whole": 1.0, "bare": 0.5, "small": 0.5, "window": 0.5, "large": 0.25}


class View(msgspec.Struct):
    """Pairs of articles of one set, with the numbers of their stories."""

    of: str
    kind: str
    places: Any
    stories: Any
    features: Any
    ids: tuple[str, ...]


Gold = Mapping[str, int]


def read(bench: Path) -> Iterator[tuple[str, list[Article], Gold]]:
    for name in SETS:
        with gzip.open(bench / f"{name}.articles.jsonl.gz", "rb") as stream:
            articles = [msgspec.json.decode(line, type=Article) for line in stream]
        with (bench / f"{name}.gold.jsonl").open("rb") as gold:
            told = [msgspec.json.decode(line) for line in gold]
        numbers: dict[str, int] = {}
        yield (
            name,
            articles,
            {each["id"]: numbers.setdefault(each["story"], len(numbers)) for each in told},
        )


def view(
    of: str, kind: str, articles: Sequence[Article], gold: Gold, known: Frequencies | None = None
) -> View:
    found = pairs(articles, known)
    story = np.array([gold[each.id] for each in articles])
    ids = tuple(each.id for each in articles)
    return View(of, kind, found.places, story[found.places], found.features, ids)


def bare(article: Article, chance: random.Random) -> Article:
    """The article without some of what an article may lack."""
    without = {
        name: None
        for name, often in (("published", 0.5), ("site", 0.5), ("title", 0.3))
        if chance.random() < often
    }
    return msgspec.structs.replace(article, **without)


def views(of: str, articles: list[Article], gold: Gold) -> Iterator[View]:
    chance = random.Random(of)
    whole = view(of, "whole", articles, gold)
    yield whole
    undated = [
        msgspec.structs.replace(
            each, published=None, site=None, title=None if of == "ecb" else each.title
        )
        for each in articles
    ]
    yield view(of, "bare", undated, gold)
    near: dict[int, list[int]] = defaultdict(list)
    for (a, b), alike in zip(whole.places.tolist(), whole.features[:, 0], strict=True):
        if alike > 0.15:
            near[a].append(b)
            near[b].append(a)
    for _ in range(SMALL):
        size = chance.randint(SMALLEST, LARGEST)
        chosen = {chance.randrange(len(articles))}
        while len(chosen) < size:
            beside = near[chance.choice(sorted(chosen))]
            fresh = chance.random() < 0.2 or not beside
            chosen.add(chance.randrange(len(articles)) if fresh else chance.choice(beside))
        part = [articles[each] for each in sorted(chosen)]
        if chance.random() < 0.6:
            part = [bare(each, chance) for each in part]
        yield view(of, "small", part, gold)
    held: dict[str, int] = defaultdict(int)
    for each in articles:
        for term in held_terms(each):
            held[term] += 1
    known = Frequencies(articles=len(articles), held=held)
    for _ in range(WINDOWS):
        start = chance.randrange(len(articles))
        chosen = set(range(start, min(len(articles), start + WINDOW // 5)))
        chosen |= {other for each in chosen for other in near[each]}
        window = [articles[each] for each in sorted(chosen)[: WINDOW * 2]]
        yield view(of, "window", window, gold, known)
    for _ in range(LARGE):
        yield view(of, "large", *mixed(articles, gold, chance))


def mixed(articles: list[Article], gold: Gold, chance: random.Random) -> tuple[list[Article], Gold]:
    """A story made large: paragraphs of its articles mixed, some of others between them."""
    of_story: dict[int, list[Article]] = defaultdict(list)
    for each in articles:
        of_story[gold[each.id]].append(each)
    story = chance.choice([number for number, held in of_story.items() if len(held) >= 6])
    beside = chance.sample([each for each in articles if gold[each.id] != story], 300)
    paragraphs = [line for each in of_story[story] for line in each.text.split("\n") if line]
    others = [line for each in beside for line in each.text.split("\n") if line]
    made = []
    for number in range(chance.randint(*MIXED)):
        model = chance.choice(of_story[story])
        own = chance.sample(paragraphs, min(len(paragraphs), chance.randint(2, 8)))
        text = "\n\n".join(own + chance.sample(others, chance.randint(0, 2)))
        made.append(msgspec.structs.replace(model, id=f"{model.id}+{number}", text=text, site=None))
    return [*made, *beside], {**gold, **{each.id: story for each in made}}


def fold_of(stories: Any) -> Any:
    return (stories * 2654435761 % 2**32) % FOLDS


def fit(found: Sequence[View], left_out: frozenset[int], **changed: Any) -> lightgbm.Booster:
    """The trees fitted on the pairs of which neither story is in a fold left out."""
    rows, truth, weight = [], [], []
    for of in SETS:
        for kind, share in WEIGHS.items():
            mine = [each for each in found if (each.of, each.kind) == (of, kind)]
            stories = np.concatenate([each.stories for each in mine])
            features = np.concatenate([each.features for each in mine])
            kept = ~np.isin(fold_of(stories), list(left_out)).any(axis=1)
            same = (stories[kept, 0] == stories[kept, 1]).astype(float)
            rows.append(features[kept])
            truth.append(same)
            weight.append(np.full(len(same), share * 100 / np.sqrt(max(1.0, same.sum()))))
    weights = np.concatenate(weight)
    data = lightgbm.Dataset(
        np.concatenate(rows), np.concatenate(truth), weight=weights / weights.mean()
    )
    settings = {**TREES, **changed}
    return lightgbm.train(settings, data, settings.pop("rounds", ROUNDS))


def in_folds(found: Sequence[View], **changed: Any) -> dict[int, Any]:
    """How likely each pair of the whole and bare sets is, by trees that saw neither story."""
    shown = {at: each for at, each in enumerate(found) if each.kind in ("whole", "bare")}
    told = {at: np.zeros(len(each.places)) for at, each in shown.items()}
    for a, b in combinations_with_replacement(range(FOLDS), 2):
        model = fit(found, frozenset({a, b}), **changed)
        for at, each in shown.items():
            folds = np.sort(fold_of(each.stories), axis=1)
            mine = (folds == (a, b)).all(axis=1)
            if mine.any():
                told[at][mine] = model.predict(each.features[mine])
    return told


def score(found: Sequence[View], told: Mapping[int, Any], bench: Path) -> None:
    scorer = module(bench / "score_stories.py")
    for at, likely in told.items():
        each = found[at]
        gold = scorer.load_gold(bench / f"{each.of}.gold.jsonl")
        groups = join([None] * len(each.ids), each.places, likely)
        where = {each.ids[place]: number for number, group in enumerate(groups) for place in group}
        got = scorer.score(gold, where, boot=0)
        print(
            f"{each.of} {each.kind:6}"
            + "  ".join(
                f"{name} {value:.4f}"
                for name, value in got.items()
                if name[-2:] in ("_p", "_r", "f1")
            ),
            flush=True,
        )


def with_typical(table: str, found: Sequence[View], names: Sequence[str]) -> str:
    """The table with each feature's median over the pairs of two events."""
    whole = [each for each in found if each.kind == "whole"]
    apart = [each.features[each.stories[:, 0] != each.stories[:, 1]] for each in whole]
    usual = dict(zip(names, np.median(np.concatenate(apart), axis=0), strict=True))
    used = tomllib.loads(table)["features"]
    line = "typical = [" + ", ".join(f"{usual[name]:.4g}" for name in used) + "]"
    return table.replace("base = 0.0", f"{line}\nbase = 0.0", 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--kept", type=Path)
    asked = parser.parse_args()
    if asked.kept and asked.kept.exists():
        found = pickle.loads(asked.kept.read_bytes())
    else:
        found = [each for given in read(asked.bench) for each in views(*given)]
        if asked.kept:
            asked.kept.write_bytes(pickle.dumps(found))
    if asked.write:
        names = pairs([Article(id="a", text=""), Article(id="b", text="")]).names
        table = with_typical(as_table(fit(found, frozenset()), names), found, names)
        (DATA / "story_weights.toml").write_text(HEADING + table, encoding="utf-8")
    else:
        score(found, in_folds(found), asked.bench)


if __name__ == "__main__":
    main()
