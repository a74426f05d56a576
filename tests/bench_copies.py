"""How fast copies are found as an archive grows, beside known tools on the same articles.

    python tests/bench_copies.py [--sizes 2000,20000] [--peers 2000]

Articles of 400 words, invented by a program: sentences of made-up words as common as those of a
language are, a quarter of the articles copies of earlier ones, cut and changed, 60 % with the
furniture of their site. Each size runs in a process of its own. Times are of the wall; the peers
are those of tests/peers.txt, where they are installed.
"""

import argparse
import multiprocessing
import os
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from sayso.link.copies import copies
from sayso.model import Article

WORDS, VOCABULARY, SITES = 400, 50_000, 200
# Articles are copied within five of the 300 days that an archive covers.
COPIED_WITHIN = 60
PARTS_OF_WORDS = ("bcdfglmnprstv", "aeiou")
Pairs = set[tuple[str, str]]
# As tuned on the wire bench: Jaccard .05, 128 permutations, shingles of five words.
THRESHOLD, PERMUTATIONS, SHINGLE = 0.05, 128, 5


def vocabulary(chance: random.Random) -> list[str]:
    low, high = PARTS_OF_WORDS
    return [
        "".join(chance.choice(low) + chance.choice(high) for _ in range(chance.randint(1, 4)))
        for _ in range(VOCABULARY)
    ]


def archive(size: int) -> tuple[list[Article], Pairs]:
    """Return the articles, and the pairs of which one was made from the other."""
    chance, numbers = random.Random(size), np.random.default_rng(size)
    words = vocabulary(chance)
    weights = np.cumsum(1 / np.arange(1, VOCABULARY + 1))

    def sentence() -> str:
        drawn = np.searchsorted(weights, numbers.random(chance.randint(10, 28)) * weights[-1])
        return " ".join(words[at] for at in drawn.tolist()).capitalize() + "."

    furniture = [sentence() for _ in range(SITES)]
    recent: list[tuple[str, list[str]]] = []
    made, gold = [], set()
    for number in range(size):
        site, name = chance.randrange(SITES), f"a{number:07}"
        if recent and chance.random() < 0.25:
            source, told = chance.choice(recent)
            told = told[: max(6, int(len(told) * chance.uniform(0.5, 1)))]
            for _ in range(2):
                told[chance.randrange(len(told))] = sentence()
            gold.add((source, name))
        else:
            told = []
            while sum(len(each.split()) for each in told) < WORDS:
                told.append(sentence())
        recent = [*recent[-max(50, size // COPIED_WITHIN) :], (name, told)]
        page = told + [furniture[site]] * (chance.random() < 0.6)
        text = "\n\n".join(" ".join(page[at : at + 2]) for at in range(0, len(page), 2))
        hours = number * 24 * 300 // size
        day, hour = divmod(hours, 24)
        stamp = f"2031-{1 + day // 28:02}-{1 + day % 28:02}T{hour:02}:00:00Z"
        made.append(Article(id=name, text=text, site=f"site{site}.example", published=stamp))
    return made, gold


def sayso(articles: Sequence[Article]) -> Pairs:
    return {(copy.a, copy.b) for copy in copies(articles).copies}


def shingles(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def by_datasketch(articles: Sequence[Article]) -> Pairs:
    tool = import_module("datasketch")
    index = tool.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found: Pairs = set()
    for article in articles:
        sketch = tool.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([each.encode() for each in shingles(article.text)])
        found |= {(other, article.id) for other in index.query(sketch)}
        index.insert(article.id, sketch)
    return found


def by_rensa(articles: Sequence[Article]) -> Pairs:
    tool = import_module("rensa")
    index = tool.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=64)
    found: Pairs = set()
    for number, article in enumerate(articles):
        sketch = tool.RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(list(shingles(article.text)))
        found |= {(articles[other].id, article.id) for other in index.query(sketch)}
        index.insert(number, sketch)
    return found


PEERS = {"datasketch": by_datasketch, "rensa": by_rensa}


def close_to(gold: Pairs, found: Pairs) -> tuple[float, float]:
    """Precision and recall; a copy of the same source's other copy is none of both."""
    source = {b: a for a, b in gold}

    def family(name: str) -> str:
        while name in source:
            name = source[name]
        return name

    either = {tuple(sorted(pair)) for pair in gold}
    pairs = {tuple(sorted(pair)) for pair in found}
    right = either & pairs
    wrong = {pair for pair in pairs - either if family(pair[0]) != family(pair[1])}
    return len(right) / max(1, len(right) + len(wrong)), len(right) / max(1, len(either))


def measure(task: tuple[str, int]) -> str:
    name, size = task
    find: Callable[[Sequence[Article]], Pairs] = PEERS.get(name, sayso)
    articles, gold = archive(size)
    find(articles[:50])  # what is compiled or loaded once does not count
    began, spent = time.perf_counter(), time.process_time()
    found = find(articles)
    wall, spent = time.perf_counter() - began, time.process_time() - spent
    precision, recall = close_to(gold, found)
    score = 2 * precision * recall / max(1e-9, precision + recall)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{name:12}{size:>10,}{size / wall:>14,.0f}{size / spent:>14,.0f}"
        f"{score:>8.3f}{memory:>10,.0f}"
    )


def rows(sizes: Sequence[int], peers: int) -> Iterator[tuple[str, int]]:
    yield from (("sayso", size) for size in sizes)
    yield from ((name, peers) for name in PEERS if find_spec(name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2000,20000")
    parser.add_argument("--peers", type=int, default=2000)
    arguments = parser.parse_args()
    print(f"copies among articles of {WORDS} words, {os.cpu_count()} cores")
    print(
        f"{'tool':12}{'articles':>10}{'a second':>14}{'a CPU-second':>14}{'F1':>8}{'peak MB':>10}"
    )
    fresh = multiprocessing.get_context("spawn")
    for task in rows([int(size) for size in arguments.sizes.split(",")], arguments.peers):
        with fresh.Pool(1, maxtasksperchild=1) as pool:
            print(pool.apply(measure, (task,)), flush=True)


if __name__ == "__main__":
    main()
