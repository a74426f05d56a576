"""How long an added article takes as the ledger that it is added to grows.

    python -m tests.bench_growing [--sizes 1000,4000]

Articles as in `tests.bench_stories`, in a ledger on disk; the last 200 are added to the others and
linked: copies, stories, follow-ups. Reading and annotating them is not in it: `sayso add` takes
that long for each page in a ledger of any size. Times are of the CPU.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
import sqlalchemy as sa

from sayso.ledger import Ledger, linked, neighbours, open_ledger, prints, schema
from sayso.link.copies import copies
from sayso.link.stories import stories as found_in
from sayso.link.stories.grown import grown
from sayso.link.stories.record import recorded
from sayso.model import Article, Links, Story
from tests.bench_stories import Stream

ADDED = 200
AT_ONCE = 5000  # Articles put into the index in one transaction.


def stored(ledger: Ledger, articles: Sequence[Article], stories: Sequence[Story]) -> None:
    """Put articles and their stories into a ledger as a run would have left them."""
    page = {"sha256": "0" * 64, "size": 0}
    with ledger.writing() as connection:
        connection.execute(sa.insert(schema.page).values(page))
        connection.execute(
            sa.insert(schema.article),
            [
                {
                    "position": position,
                    "id": article.id,
                    "sha256": page["sha256"],
                    "site": article.site,
                    "published": article.published,
                    "text": article.text,
                    "record": msgspec.json.encode(article).decode(),
                }
                for position, article in enumerate(articles)
            ],
        )
        linked.replace(connection, Links(stories=tuple(stories)), ())
    for start in range(0, len(articles) - ADDED, AT_ONCE):
        with ledger.writing() as connection:
            part = articles[start : min(start + AT_ONCE, len(articles) - ADDED)]
            neighbours.put(connection, neighbours.indexed(connection, part))


def told(articles: Sequence[Article], events: Sequence[int]) -> Iterator[Story]:
    members: defaultdict[int, list[Article]] = defaultdict(list)
    for article, event in zip(articles, events, strict=True):
        members[event].append(article)
    return map(recorded, members.values())


def measure(size: int) -> str:
    articles, events = Stream(size).articles(size + ADDED)
    new = articles[size:]
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(f"{folder}/ledger", create=True)
        with ledger:
            stored(ledger, articles, tuple(told(articles[:size], events[:size])))
            with ledger.writing() as connection:
                copies(articles[:20])  # what is compiled or loaded once does not count
                found_in(articles[:50])
                began = time.process_time()
                beside = neighbours.beside(connection, new)
                copies(beside.articles, beside.around)
                between = time.process_time()
                view = neighbours.view(connection, new)
                grown(view.articles, view.before, view.frequencies, view.read)
                ended = time.process_time()
                prints.put(connection, beside.printed)
                stored_at = time.process_time()
    spent = (between - began, ended - between, stored_at - ended)
    return f"{size:>10,}" + "".join(f"{1000 * each / ADDED:>16.1f}" for each in spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,4000")
    arguments = parser.parse_args()
    print(f"{ADDED} articles added, CPU milliseconds for each")
    print(f"{'ledger':>10}{'copies':>16}{'stories':>16}{'index':>16}")
    fresh = multiprocessing.get_context("spawn")
    for size in map(int, arguments.sizes.split(",")):
        with fresh.Pool(1, maxtasksperchild=1) as pool:
            print(pool.apply(measure, (size,)), flush=True)


if __name__ == "__main__":
    main()
