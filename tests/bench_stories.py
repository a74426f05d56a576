"""How fast articles are put into stories as an archive grows.

    python -m tests.bench_stories [--sizes 1000,10000,100000]

Articles of 300 words, invented by a program: words as common as those of a language are, and
events with names, a town and figures of their own, each told by one to forty articles within three
days, beside others of the same kind. Each size runs in a process of its own. Times are of the CPU.
"""

import argparse
import multiprocessing
import random
import resource
import time
from collections.abc import Iterator, Sequence

import numpy as np

from sayso.link.stories import stories
from sayso.model import Article
from tests.bench_copies import vocabulary

WORDS, KINDS, TOWNS, OF_KIND, OF_EVENT = 300, 40, 2000, 60, 25
REPORTS = (1, 1, 1, 1, 2, 2, 3, 4, 6, 10, 40)
A_DAY = 300  # Articles: as many as a desk that follows a country reads.


class Stream:
    """Articles without end, in order of time, with the number of the event that each is of."""

    def __init__(self, seed: int) -> None:
        self.chance, self.numbers = random.Random(seed), np.random.default_rng(seed)
        self.words = vocabulary(self.chance)
        self.weights = np.cumsum(1 / np.arange(1, len(self.words) + 1))
        self.kinds = [self.chance.sample(self.words, OF_KIND) for _ in range(KINDS)]
        self.names = [f"{first}{last}".capitalize() for first, last in self._names(20_000)]

    def _names(self, count: int) -> Iterator[tuple[str, str]]:
        for _ in range(count):
            yield self.chance.choice(self.words), self.chance.choice(self.words)[:2]

    def common(self, count: int) -> list[str]:
        drawn = np.searchsorted(self.weights, self.numbers.random(count) * self.weights[-1])
        return [self.words[at] for at in drawn.tolist()]

    def event(self) -> list[str]:
        """The terms of an event: of its kind, its people, its town, its figures, its own words."""
        people = self.chance.sample(self.names, 4)
        town = self.names[self.chance.randrange(TOWNS)]
        figures = [str(self.chance.randint(2, 90)) for _ in range(3)]
        own = self.chance.sample(self.words, OF_EVENT)
        return [*people * 3, *[town] * 4, *figures, *own, *self.chance.choice(self.kinds)]

    def text(self, terms: Sequence[str]) -> str:
        told = [*self.chance.choices(terms, k=WORDS // 3), *self.common(WORDS * 2 // 3)]
        self.chance.shuffle(told)
        return " ".join(f"{word}." if place % 18 == 17 else word for place, word in enumerate(told))

    def articles(self, size: int) -> tuple[list[Article], list[int]]:
        told: list[tuple[int, int, str]] = []
        number = 0
        while len(told) < size:
            terms, first = self.event(), len(told) * 1440 // A_DAY
            for _ in range(self.chance.choice(REPORTS)):
                minute = first + self.chance.randrange(3 * 1440)
                told.append((minute, number, self.text(terms)))
            number += 1
        made = []
        start = np.datetime64("2031-01-01T00:00")
        for place, (minute, _, text) in enumerate(sorted(told)[:size]):
            stamp = f"{start + np.timedelta64(minute, 'm')}:00Z"
            title = " ".join(text.split()[:8])
            made.append(Article(id=f"a{place:07}", title=title, text=text, published=stamp))
        return made, [event for _, event, _ in sorted(told)[:size]]


def measure(size: int) -> str:
    made, events = Stream(7).articles(size)
    stories(made[:50])  # what is loaded once does not count
    began = time.process_time()
    found = stories(made)
    spent = time.process_time() - began
    event = {article.id: event for article, event in zip(made, events, strict=True)}
    pure = sum(len({event[each] for each in story.articles}) == 1 for story in found) / len(found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{size:>10,}{size / spent:>14,.0f}{len(set(events)):>10,}{len(found):>10,}"
        f"{pure:>8.3f}{memory:>10,.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    asked = parser.parse_args()
    print(f"stories among articles of {WORDS} words")
    print(
        f"{'articles':>10}{'a CPU-second':>14}{'events':>10}{'stories':>10}{'pure':>8}{'peak MB':>10}"
    )
    fresh = multiprocessing.get_context("spawn")
    for size in asked.sizes.split(","):
        with fresh.Pool(1, maxtasksperchild=1) as pool:
            print(pool.apply(measure, (int(size),)), flush=True)


if __name__ == "__main__":
    main()
