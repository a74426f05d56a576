"""How long the desk takes: the page of a long story, searches and decisions in a large ledger.

python -m tests.web.marks [LEDGER]    LEDGER: one that `python -m tests.web.made` has filled
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from sayso.deciding import what_if
from sayso.decision import Accept, Asked, Kind, Merge, Reject, SameName, Split
from sayso.ledger import Ledger, open_ledger
from sayso.web.desk import Desk
from sayso.web.pages import find, inbox, listing, row, story
from sayso.web.visitor import Visitor
from tests.web.made import Sizes, fill

TIMES = 7
SEARCHES = (
    "q=Karsk",
    "q=homes+Karsk",
    "q=bridges+killed+Orrin",
    "q=nurse",
    "predicate=killed&low=100&high=120",
    "predicate=missing&sort=-value",
    "q=people&predicate=injured&low=700",
)


def asked(path: str, query: str = "", **values: str) -> Request:
    """Return a request as the server hands it on."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [],
        "path_params": values,
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "root_path": "",
    }
    who = Visitor(name="Jana Orlo", role="analyst", by="keyboard", form="0" * 40)
    return Request({**scope, "sayso.visitor": who})


def milliseconds(made: Iterable[float]) -> str:
    """Return the middle of some times."""
    ordered = sorted(made)
    return f"{ordered[len(ordered) // 2] * 1000:6.0f} ms (best {ordered[0] * 1000:.0f})"


def some(ledger: Ledger, table: str, *, at: int = 0) -> str:
    """Return the id of a row far inside a table."""
    query = sa.text(
        f"SELECT id FROM {table} LIMIT 1 OFFSET (SELECT count(*) / 2 FROM {table}) + :at"
    )
    with ledger.reading() as connection:
        return str(connection.execute(query, {"at": at}).scalar_one())


def deciding(ledger: Ledger) -> None:
    """Print what deciding takes: taken for a trial, and so with nothing written."""
    desk = Desk(ledger)
    figure, claim = some(ledger, "figure"), some(ledger, "claim")
    one, other = some(ledger, "story"), some(ledger, "story", at=5)
    with ledger.reading() as connection:
        query = sa.text("SELECT article FROM membership WHERE story = :story LIMIT 2")
        out = tuple(connection.execute(query, {"story": one}).scalars())
    pages: dict[str, Callable[[], Response]] = {
        "/inbox": lambda: inbox.shown(desk, asked("/inbox")),
        "/row of a figure": lambda: row.row(desk, asked("/row", id=figure)),
        "/row of a claim": lambda: row.row(desk, asked("/row", id=claim)),
    }
    for name, page in pages.items():
        page()
        begun = time.process_time()
        page()
        print(f"{name}: {milliseconds([time.process_time() - begun])}")
    decisions: dict[str, Kind] = {
        "a figure rejected": Reject(row=figure),
        "a claim accepted": Accept(row=claim),
        "a claim rejected": Reject(row=claim),
        "a story split": Split(story=one, articles=out, into="Elsewhere"),
        "a story merged": Merge(story=one, into=other),
        "two names one, of which no story has one": SameName(a="Ada Oram", b="Bo Tarn"),
    }
    what_if(ledger, (Asked(what=decisions["a story split"]),))  # imports what it needs
    for name, what in decisions.items():
        spent = []
        for _ in range(3):
            begun = time.process_time()
            what_if(ledger, (Asked(what=what),))
            spent.append(time.process_time() - begun)
        print(f"{name}: {milliseconds(spent)}")


def main() -> None:
    """Print the marks."""
    gc.collect()
    gc.freeze()  # as the desk does when it begins
    with tempfile.TemporaryDirectory() as folder:
        with open_ledger(Path(folder) / "long", create=True) as made:
            fill(made, Sizes(stories=1, articles=200, claims=2_000))
        with open_ledger(Path(folder) / "long", read_only=True) as ledger:
            desk = Desk(ledger)
            spent, size = [], 0
            for _ in range(TIMES):
                begun = time.process_time()
                answer = story.story(desk, asked("/story", id="story-0000000000000000"))
                spent.append(time.process_time() - begun)
                size = len(answer.body)
        print(f"story of 200 articles and 2,000 claims: {milliseconds(spent)}, {size:,} bytes")
    for place in sys.argv[1:]:
        with open_ledger(place) as ledger:
            deciding(ledger)
        with open_ledger(place, read_only=True) as ledger:
            desk = Desk(ledger)
            for query in ("q=Karsk", "q=nurse", "predicate=killed&low=100&high=120"):
                spent = []
                for _ in range(TIMES):
                    begun = time.process_time()
                    find.find(desk, asked("/search", query))
                    spent.append(time.process_time() - begun)
                print(f"/search?{query}: {milliseconds(spent)}")
            for query in SEARCHES:
                spent = []
                for _ in range(TIMES):
                    begun = time.process_time()
                    listing.listing(desk, asked("/claims", query, table="claims"))
                    spent.append(time.process_time() - begun)
                print(f"/claims?{query}: {milliseconds(spent)}")


if __name__ == "__main__":
    main()
