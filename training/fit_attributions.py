"""Fit how likely a candidate is an attribution, and write it as tables of numbers.

    python -m venv training/.venv && training/.venv/bin/pip install -r training/requirements.txt .
    training/.venv/bin/python training/fit_attributions.py BENCH [--write] [--kept FILE]

BENCH is the folder of the attribution benchmark that docs/reference/models.md names, with its
scorer; only its train part is read. Prints scores on five folds of articles, each by tables that
have not seen it; `--write` fits on all of them and writes `attribution_words.toml` and
`attribution_trees.toml`. `--kept` keeps what was read from the articles, or reads it from there.
No text of an article is written: words with a weight, and numbers.
"""

import argparse
import pickle
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import lightgbm
import msgspec
import numpy as np
from fit_body import as_table, module

from sayso.annotate.attributions import lexicon, likely, traits
from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.proposals import proposed, spoken
from sayso.annotate.parse import parse
from sayso.annotate.sentences import sentences

DATA = Path(__file__).parent.parent / "src" / "sayso" / "data" / "en"
FOLDS = 5
# A word weighs what its kind weighs until it was seen some times.
OF_KIND, OF_WORD = 20.0, 6.0
LEAST_SEEN = 4
ENOUGH = 0.5  # content token F1 that the scorer asks of a match
TREES = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 24, "min_data_in_leaf": 60,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5,
    "max_bin": 63, "num_threads": 2, "deterministic": True, "seed": 7, "verbose": -1,
}  # fmt: skip
ROUNDS = 110
SCORED = (0.2, 0.3, 0.38, 0.45, 0.5, 0.6, 0.65, 0.7)


class Proposal(msgspec.Struct):
    """A candidate, whether the gold has it, and whether the gold could have it."""

    each: Candidate
    row: tuple[float, ...]
    truth: bool
    certain: bool
    judged: bool


class Sheet(msgspec.Struct):
    """What was proposed in one article."""

    article: str
    proposals: tuple[Proposal, ...]


def sheet(scorer: Path, gold: dict[str, Any]) -> Sheet:
    bench, text = module(scorer), gold["text"]
    spans = sentences(text)
    quoted = spoken(text)
    parses = parse(text, spans, range(len(spans)))
    found = proposed(text, spans, parses, quoted, worth=lambda word, kind: True)
    certain = likely.beyond_doubt(found, quoted)
    tokens = bench.Doc(text)
    wanted = [{role: tokens.toks(a[role]) for role in bench.ROLES} for a in gold["attributions"]]
    none = (0.0,) * len(traits.OF_SENTENCE)
    proposals = []
    for i, each in enumerate(found):
        mine = {role: tokens.toks(getattr(each, role)) for role in bench.ROLES}
        row = (*(each.traits or none), *traits.of_text(text, each, quoted))
        truth = any(is_match(bench, mine, other) for other in wanted)
        judged = i not in certain and not each.nested
        proposals.append(Proposal(each, tuple(map(float, row)), truth, i in certain, judged))
    return Sheet(gold["id"], tuple(proposals))


def is_match(bench: Any, mine: dict[str, Any], other: dict[str, Any]) -> bool:
    ours, theirs = mine["source"], other["source"]
    who = bool(ours & theirs) and len(ours) <= 3 * len(theirs) + 5
    same = bench.f1(mine["content"], other["content"]) >= ENOUGH
    return same and (who or not (ours or theirs))


def fit_words(sheets: Iterable[Sheet]) -> lexicon.Tables:
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for each in (p for s in sheets for p in s.proposals if p.judged and p.each.key):
        for level in levels(each.each.key):
            seen[level] += 1
            right[level] += each.truth
    whole = right[""] / seen[""]
    kinds = {
        k[5:]: (right[k] + OF_KIND * whole) / (seen[k] + OF_KIND) for k in seen if k[:5] == "kind "
    }
    in_kind: dict[str, Counter[str]] = {}
    for key in (k[4:] for k in seen if k[:4] == "key "):
        word, _, kind = key.partition("/")
        in_kind.setdefault(word, Counter())[kind] = seen["key " + key]
    words = {}
    for word, of in in_kind.items():
        usual = sum(kinds[kind] * n for kind, n in of.items()) / of.total()
        at = "word " + word
        words[word] = (right[at] + OF_WORD * usual) / (seen[at] + OF_WORD)
    keys = {}
    for word, of in in_kind.items():
        for kind, n in of.items():
            key = f"{word}/{kind}"
            if n >= LEAST_SEEN:
                keys[key] = (right["key " + key] + OF_WORD * words[word]) / (n + OF_WORD)
    words = {word: share for word, share in words.items() if seen["word " + word] >= LEAST_SEEN}
    of = {name: {k: round(lexicon.logit(v), 2) for k, v in sorted(table.items())} for name, table in
          (("kinds", kinds), ("words", words), ("keys", keys))}  # fmt: skip
    return lexicon.Tables(round(lexicon.logit(whole), 2), **of)


def levels(key: str) -> tuple[str, ...]:
    word, _, kind = key.partition("/")
    bare = kind.partition("/")[0]
    kinds = {f"kind {kind}", f"kind {bare}"}
    return ("", *sorted(kinds), f"word {word}", f"key {key}")


def rows(proposals: Sequence[Proposal], tables: lexicon.Tables) -> Any:
    if not proposals:
        return np.zeros((0, len(likely.NAMES)), dtype=np.float32)
    of = [tables.of(each.each.key) for each in proposals]
    more = [(o.full, o.word, o.kind, float(o.known)) for o in of]
    return np.array([(*p.row, *m) for p, m in zip(proposals, more, strict=True)], dtype=np.float32)


def worth_it(of: Sheet, tables: lexicon.Tables) -> list[Proposal]:
    return [
        p for p in of.proposals if not p.each.wide or tables.of(p.each.key).full >= lexicon.FLOOR
    ]


def fit_trees(features: Any, truth: Any) -> lightgbm.Booster:
    return lightgbm.train(TREES, lightgbm.Dataset(features, truth), ROUNDS)


def in_folds(sheets: list[Sheet], golds: dict[str, Any], bench: Any) -> None:
    features, truths, folds, told = [], [], [], []
    for fold in range(FOLDS):
        tables = fit_words(s for i, s in enumerate(sheets) if i % FOLDS != fold)
        for each in sheets[fold::FOLDS]:
            kept = worth_it(each, tables)
            features.append(rows(kept, tables))
            truths.append(np.array([p.truth for p in kept], dtype=bool))
            folds.append(fold)
            told.append((each, kept))
    odds: list[Any] = []
    for fold in range(FOLDS):
        seen = [i for i, of in enumerate(folds) if of != fold]
        judged = [np.array([p.judged for p in told[i][1]], dtype=bool) for i in seen]
        x = np.concatenate([features[i][j] for i, j in zip(seen, judged, strict=True)])
        y = np.concatenate([truths[i][j] for i, j in zip(seen, judged, strict=True)])
        model = fit_trees(x, y)
        odds += [model.predict(features[i]) if len(features[i]) else np.zeros(0)
                 for i, of in enumerate(folds) if of == fold]  # fmt: skip
    for bar in SCORED:
        for statement in sorted({bar, min(bar, likely.BARS["balanced"].statement)}):
            predicted: dict[str, Any] = {}
            for (each, kept), p in zip(told, odds, strict=True):
                found = [k.each for k in kept]
                of = likely.Bar(statement, bar)
                certain = frozenset(i for i, k in enumerate(kept) if k.certain)
                chosen = likely.likely_enough(found, p.tolist(), certain, of)
                predicted[each.article] = [
                    {role: getattr(c, role) for role in bench.ROLES} for c in chosen
                ]
            report(bench, golds, predicted, f"bar {bar}, statements {statement}")


def report(bench: Any, golds: dict[str, Any], predicted: dict[str, Any], name: str) -> None:
    notes = bench.empty_notes()
    found = bench.score(list(golds.values()), predicted | {"__notes__": notes}, False, 0)["scores"]
    rel = found["REL who+what"]
    by_kind = " ".join(f"{found['recall ' + k]['recall']:.3f}" for k in bench.KINDS)
    exact = " ".join(f"{found[r + ' exact']['f1']:.3f}" for r in bench.ROLES)
    scores = f"P {rel['precision']:.3f} R {rel['recall']:.3f} F1 {rel['f1']:.3f}"
    print(f"{name}: {scores}, recall by kind {by_kind}, exact {exact}", flush=True)


def write(sheets: list[Sheet]) -> None:
    # Each article's words are weighed by the others, as a new article's will be.
    features, truths = [], []
    for fold in range(FOLDS):
        tables = fit_words(s for i, s in enumerate(sheets) if i % FOLDS != fold)
        for each in sheets[fold::FOLDS]:
            kept = [p for p in worth_it(each, tables) if p.judged]
            features.append(rows(kept, tables))
            truths.append(np.array([p.truth for p in kept], dtype=bool))
    model = fit_trees(np.concatenate(features), np.concatenate(truths))
    tables = fit_words(sheets)
    head = "# Written by training/fit_attributions.py; docs/reference/models.md tells from what.\n"
    lines = [f"base = {tables.base}"]
    for name in ("kinds", "words", "keys"):
        lines += ["", f"[{name}]"]
        lines += [
            f'"{k}" = {v}'
            for k, v in getattr(tables, name).items()
            if '"' not in k and "\\" not in k
        ]
    text = head + "\n".join(lines) + "\n"
    (DATA / "attribution_words.toml").write_text(text, encoding="utf-8")
    table = as_table(model, likely.NAMES)
    (DATA / "attribution_trees.toml").write_text(head + table, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--kept", type=Path)
    chosen = options.parse_args()
    scorer = chosen.bench / "score_attribution.py"
    bench = module(scorer)
    golds = {gold["id"]: gold for gold in bench.load_gold(chosen.bench / "train.jsonl.gz")}
    if chosen.kept and chosen.kept.exists():
        sheets = pickle.loads(chosen.kept.read_bytes())
    else:
        with ProcessPoolExecutor(2) as pool:
            sheets = list(pool.map(partial(sheet, scorer), golds.values(), chunksize=8))
        if chosen.kept:
            chosen.kept.write_bytes(pickle.dumps(sheets))
    number = sum(len(each.proposals) for each in sheets)
    print(len(sheets), "articles", number, "candidates", flush=True)
    if chosen.write:
        write(sheets)
    in_folds(sheets, golds, bench)


if __name__ == "__main__":
    main()
