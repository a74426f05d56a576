"""How long the desk takes: the page of a long story, searches in a large ledger.

python -m tests.web.marks [LEDGER]    LEDGER: one that `python -m tests.web.made` has filled
"""

import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from starlette.requests import Request

from sayso.ledger import open_ledger
from sayso.web.desk import Desk
from sayso.web.pages import find, listing, story
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
    return Request(scope)


def milliseconds(made: Iterable[float]) -> str:
    """Return the middle of some times."""
    ordered = sorted(made)
    return f"{ordered[len(ordered) // 2] * 1000:6.0f} ms (best {ordered[0] * 1000:.0f})"


def main() -> None:
    """Print the marks."""
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
