"""Fit what tells an article's body from the rest of its page, and write it as tables of numbers.

    python -m venv training/.venv && training/.venv/bin/pip install -r training/requirements.txt .
    training/.venv/bin/python training/fit_body.py BENCH [--folds] [--write]

BENCH is the folder of the extraction benchmark that docs/reference/models.md names: pages, their
gold and `flatten.py`. `--folds` scores five folds by site, each by a model that has not seen it;
`--write` fits on all pages and writes `body_words.toml`, `body_lines.toml`, `body_blocks.toml`.
No text of a page is written: words with a weight, and numbers.
"""

import argparse
import gzip
import importlib.util
import json
import re
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import lightgbm
import msgspec
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from sayso.extract import lexicon as words
from sayso.extract import likely, markup, traits
from sayso.extract.blocks import chosen_by_trafilatura, kept_share, title_place
from sayso.extract.controls import without_controls
from sayso.extract.decode import decode
from sayso.extract.html import parse, prepared
from sayso.extract.pieces import Piece
from sayso.extract.segments import segments
from sayso.extract.shown import shown
from sayso.extract.sift import sift
from sayso.model import Page

DATA = Path(__file__).parent.parent / "src" / "sayso" / "data" / "en"
STYLES = ("main", "seed", "raw")
WORD = re.compile(r"\w+")
SHINGLE = 4
NEAR = 150  # Words around a shingle in which others of the gold speak for this copy of it.
CODE_COST = 250  # A copy inside a script is not the article's.
LEXICON_WORDS, LEAST_LINES = 3_000, 12
TREES = {
    "objective": "cross_entropy", "learning_rate": 0.1, "num_leaves": 24, "min_data_in_leaf": 60,
    "feature_fraction": 0.35, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5,
    "max_bin": 63, "num_threads": 1, "force_col_wise": True, "deterministic": True, "seed": 7,
    "verbose": -1,
}  # fmt: skip
ROUNDS = {"lines": 90, "blocks": 90}
MOST_NEGATIVE = 60_000
UNKNOWN = words.Lexicon(0.0, {})


class Sheet(msgspec.Struct):
    """A page in one style with the traits of its stretches, and how much of each is the gold's."""

    page: str
    style: str
    fold: int
    texts: tuple[str, ...]
    known: Any
    more: Any
    truth: Any
    sizes: Any
    gold_words: int


def sheet(job: tuple[str, str, int, str, str]) -> Sheet | None:
    name, style, fold, gold, text = job
    if style == "html":
        tree = parse(text)
        tree = prepared(tree)[0]
        found = shown(tree)
        texts = tuple(each.text for each in found)
        if not texts:
            return None
        known = traits.traits(texts, UNKNOWN)
        share = kept_share(texts, chosen_by_trafilatura(tree, fast=True))
        more = markup.markup_traits(found, share, title_place(found, tree))
        code = np.zeros(len(texts))
    else:
        parted = segments(text)
        texts = tuple(each.text for each in parted)
        if not texts:
            return None
        known = traits.traits(texts, UNKNOWN)
        more = likely.line_traits(parted, known)
        code = more[:, likely.LINE_NAMES.index("code_near")]
        signs, most = likely.CODE
        code = np.maximum(code, 0.6 * (known.rows[:, signs] > most))
    truth, sizes, length = labels(texts, gold, code)
    return Sheet(name, style, fold, texts, known, more, truth, sizes, length)


def labels(texts: tuple[str, ...], gold: str, code: Any) -> tuple[Any, Any, int]:
    """The share of each stretch's words that the gold has; of copies only the likeliest counts."""
    told, of = [], []
    for at, text in enumerate(texts):
        found = WORD.findall(text)
        told += found
        of += [at] * len(found)
    wanted = WORD.findall(gold)
    need: dict[tuple[str, ...], int] = defaultdict(int)
    for at in range(max(1, len(wanted) - SHINGLE + 1)):
        need[tuple(wanted[at : at + SHINGLE])] += 1
    places = defaultdict(list)
    for at in range(len(told) - SHINGLE + 1):
        if (key := tuple(told[at : at + SHINGLE])) in need:
            places[key].append(at)
    hits = np.zeros(len(told) + 1)
    hits[[at for found in places.values() for at in found]] = 1
    total = np.concatenate([[0], np.cumsum(hits)])

    def rank(at: int) -> float:
        around = total[min(len(told), at + NEAR)] - total[max(0, at - NEAR)]
        return float(around - CODE_COST * code[of[at]])

    covered = np.zeros(len(told))
    for key, found in places.items():
        for at in sorted(found, key=rank, reverse=True)[: need[key]]:
            covered[at : at + SHINGLE] = 1
    sizes = np.bincount(of, minlength=len(texts)) if told else np.zeros(len(texts))
    hit = np.bincount(of, weights=covered, minlength=len(texts)) if told else sizes
    truth = hit / np.maximum(sizes, 1)
    whole = {" ".join(WORD.findall(line)) for line in gold.splitlines()}
    for at, text in enumerate(texts):
        if sizes[at] < SHINGLE and truth[at] < 1:
            truth[at] = float(sizes[at] > 0 and " ".join(WORD.findall(text)) in whole)
    return truth, sizes, len(wanted)


def keys(text: str) -> str:
    return " ".join(sorted(words.keys_of(text)))


def fit_lexicon(sheets: list[Sheet]) -> words.Lexicon:
    texts = [text for each in sheets for text in each.texts]
    truth = np.concatenate([each.truth for each in sheets]) > 0.5
    counted = [keys(text) for text in texts]
    vectors = CountVectorizer(
        tokenizer=str.split, lowercase=False, token_pattern=None, binary=True,
        min_df=LEAST_LINES, max_features=LEXICON_WORDS,
    )  # fmt: skip
    model = LogisticRegression(C=0.15, solver="liblinear")
    model.fit(vectors.fit_transform(counted), truth)
    names = vectors.get_feature_names_out()
    weights = {str(n): round(float(w), 2) for n, w in zip(names, model.coef_[0], strict=True)}
    weights = {name: weight for name, weight in weights.items() if abs(weight) >= 0.05}
    return words.Lexicon(round(float(model.intercept_[0]), 3), weights)


def rows(each: Sheet, lexicon: words.Lexicon) -> Any:
    known = with_lexicon(each, lexicon)
    return np.column_stack([known, each.more]).astype(np.float32)


def with_lexicon(each: Sheet, lexicon: words.Lexicon) -> Any:
    scored: dict[str, float] = {}
    for text in each.texts:
        if text not in scored:
            scored[text] = lexicon.of(text)
    column = np.array([[scored[text]] for text in each.texts])
    filled = each.known.rows.copy()
    filled[:, traits.NAMES.index("lexical")] = column[:, 0]
    for by in traits.LEXICAL_AROUND:
        place = traits.NAMES.index(f"lexical{by:+d}")
        filled[:, place] = traits.shifted(column, by, -9.0)[:, 0]
    return filled


def fit_trees(sheets: list[Sheet], lexicon: words.Lexicon, rounds: int) -> lightgbm.Booster:
    truth = np.concatenate([each.truth for each in sheets])
    weight = np.concatenate(
        [
            np.minimum(each.sizes / max(20, each.gold_words), 0.2) + 0.15 / len(each.texts)
            for each in sheets
        ]
    )
    chance = np.random.default_rng(7).random(len(truth))
    share = min(0.3, MOST_NEGATIVE / len(truth))
    keep = (truth > 0) | (chance < share)
    weight = np.where(truth > 0, weight, weight / share)[keep]
    features = np.concatenate([rows(each, lexicon) for each in sheets])[keep]
    data = lightgbm.Dataset(features, truth[keep], weight=weight * len(weight) / weight.sum())
    return lightgbm.train(TREES, data, rounds)


def as_table(model: lightgbm.Booster, names: tuple[str, ...]) -> str:
    """The trees as TOML, in the form that sayso.trees reads."""
    grown = model.dump_model()["tree_info"]
    used = sorted({at for tree in grown for at in _features(tree["tree_structure"])})
    place = {at: number for number, at in enumerate(used)}
    lines = ["features = ["]
    lines += [f'    "{names[at]}",' for at in used] + ["]", "base = 0.0"]
    for tree in grown:
        cuts: list[list[Any]] = []
        leaves: list[float] = []
        _flatten(tree["tree_structure"], place, cuts, leaves)
        lines += ["", "[[trees]]", "cuts = ["]
        lines += [f"    [{a}, {b:.6g}, {c}, {d}]," for a, b, c, d in cuts]
        lines += ["]", f"leaves = [{', '.join(f'{leaf:.5f}' for leaf in leaves)}]"]
    return "\n".join(lines) + "\n"


def _features(node: dict[str, Any]) -> set[int]:
    if "split_feature" not in node:
        return set()
    both = _features(node["left_child"]) | _features(node["right_child"])
    return both | {node["split_feature"]}


def _flatten(node: dict[str, Any], place: dict[int, int], cuts: Any, leaves: Any) -> int:
    if "split_feature" not in node:
        leaves.append(node["leaf_value"])
        return -len(leaves)
    at = len(cuts)
    cuts.append([place[node["split_feature"]], node["threshold"], 0, 0])
    cuts[at][2] = _flatten(node["left_child"], place, cuts, leaves)
    cuts[at][3] = _flatten(node["right_child"], place, cuts, leaves)
    return at


def kept_text(each: Sheet, likelihood: Any) -> str:
    lift = likely.LIFT_OF_BLOCKS if each.style == "html" else likely.LIFT_OF_LINES
    chosen = likely.kept(likelihood, each.known, lift)
    pieces = tuple(Piece(t) for t, keep in zip(each.texts, chosen, strict=True) if keep)
    return "\n\n".join(piece.text for piece in sift(pieces, None).pieces)


def score(bench: Any, golds: dict[str, Any], told: dict[str, str], pages: list[str]) -> str:
    found = [bench.pr(bench.match(golds[page]["text"], told.get(page, ""))) for page in pages]
    precision = bench.mean([p for p, _ in found if p is not None])
    recall = bench.mean([r for _, r in found if r is not None])
    each = sorted(bench.f(p or 0, r or 0) for p, r in found)
    worst = bench.mean(each[: len(each) // 10])
    return f"F1 {bench.f(precision, recall):.4f} P {precision:.3f} R {recall:.3f} worst {worst:.3f}"


def module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def read(bench: Path) -> tuple[list[Sheet], dict[str, Any]]:
    with gzip.open(bench / "gold.jsonl.gz", "rt", encoding="utf-8") as stream:
        golds = {line["id"]: line for line in map(json.loads, stream)}
    flatten = module(bench / "flatten.py")
    sys.setrecursionlimit(30_000)
    jobs = []
    for name, gold in sorted(golds.items()):
        content = gzip.decompress((bench / "pages" / f"{name}.html.gz").read_bytes())
        fold, text = gold["fold"], gold["text"]
        flat = flatten.flatten(flatten.decode(content), STYLES)
        jobs += [(name, style, fold, text, flat[style]) for style in STYLES]
        page = without_controls(decode(Page(content=content, path=name)).text)
        jobs.append((name, "html", fold, text, page))
    with ProcessPoolExecutor(2) as pool:
        sheets = [each for each in pool.map(sheet, jobs, chunksize=8) if each is not None]
    return sheets, golds


def in_folds(bench: Path, sheets: list[Sheet], golds: dict[str, Any]) -> None:
    scorer = module(bench / "score_extraction.py")
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for fold in range(5):
        seen = [each for each in sheets if each.fold != fold]
        lexicon = fit_lexicon([each for each in seen if each.style == "seed"])
        for kind, rounds in ROUNDS.items():
            mine = [each for each in seen if (each.style == "html") == (kind == "blocks")]
            model = fit_trees(mine, lexicon, rounds)
            for each in sheets:
                if each.fold == fold and (each.style == "html") == (kind == "blocks"):
                    odds = model.predict(rows(each, lexicon))
                    told[each.style][each.page] = kept_text(each, odds)
        print("fold", fold, flush=True)
    for style, texts in told.items():
        for name in ("aed", "wcxb", "wcxb-bare", ""):
            pages = [page for page, gold in golds.items() if name in ("", gold["source"])]
            print(style, name or "all", score(scorer, golds, texts, pages), flush=True)
        scripted = [page for page, gold in golds.items() if gold["source"] != "wcxb-bare"]
        print(style, "with scripts", score(scorer, golds, texts, scripted), flush=True)


def write(sheets: list[Sheet]) -> None:
    lexicon = fit_lexicon([each for each in sheets if each.style == "seed"])
    head = "# Written by training/fit_body.py; docs/reference/models.md tells from what.\n"
    lines = [f"{json.dumps(key)} = {value}" for key, value in sorted(lexicon.weights.items())]
    listed = "\n".join([f"base = {lexicon.base}", "", "[weights]", *lines]) + "\n"
    (DATA / "body_words.toml").write_text(head + listed, encoding="utf-8")
    columns = {"lines": likely.LINE_NAMES, "blocks": markup.names()}
    for kind, rounds in ROUNDS.items():
        mine = [each for each in sheets if (each.style == "html") == (kind == "blocks")]
        table = as_table(fit_trees(mine, lexicon, rounds), (*traits.NAMES, *columns[kind]))
        (DATA / f"body_{kind}.toml").write_text(head + table, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("--folds", action="store_true")
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    sheets, golds = read(chosen.bench)
    print(len(sheets), "sheets", sum(len(each.texts) for each in sheets), "stretches", flush=True)
    if chosen.folds:
        in_folds(chosen.bench, sheets, golds)
    if chosen.write:
        write(sheets)


if __name__ == "__main__":
    main()
