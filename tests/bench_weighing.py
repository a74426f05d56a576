"""How long a story takes to be weighed as it grows to thousands of articles.

    python -m tests.bench_weighing [--sizes 500,1000,2000] [--shapes wire,cited]

Stories as in `tests.long_stories`: one wire that all carry, fifty reports carried on with local
paragraphs, a toll that rises, articles that cite one another. Articles are read and copies linked
before; what is timed is weighing alone: claims, origins, findings, indicators. Each story is
weighed in a process of its own. Where the time for a thousand articles stays the same from size to
size, it grows with the articles and not with their pairs. Times are of the CPU.
"""

import argparse
import multiprocessing
import time

from sayso.weigh import weigh
from tests.long_stories import SHAPES, Told

WARM = 60  # Articles: what is compiled or loaded once does not count.


def timed(told: Told) -> float:
    began = time.process_time()
    weigh(told.story, told.annotated, told.links)
    return time.process_time() - began


def measure(task: tuple[str, int]) -> str:
    shape, size = task
    told = SHAPES[shape](size)
    timed(SHAPES[shape](WARM))
    spent = timed(told)
    return f"{shape:>10}{size:>10,}{spent:>12.1f}{1000 * spent / size:>22.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500,1000,2000")
    parser.add_argument("--shapes", default=",".join(SHAPES))
    arguments = parser.parse_args()
    print("one story weighed, CPU seconds")
    print(f"{'shape':>10}{'articles':>10}{'in all':>12}{'a thousand articles':>22}")
    fresh = multiprocessing.get_context("spawn")
    for shape in arguments.shapes.split(","):
        for size in map(int, arguments.sizes.split(",")):
            with fresh.Pool(1, maxtasksperchild=1) as pool:
                print(pool.apply(measure, ((shape, size),)), flush=True)


if __name__ == "__main__":
    main()
