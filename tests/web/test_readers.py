"""Many readers at once, while the ledger is written to."""

import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from sayso.ledger import open_ledger
from tests.conftest import Run
from tests.web.conftest import Answer, get, serving
from tests.web.made import Sizes, fill

READERS = 100
STORY = "story-0000000000000000"
PATHS = (
    "/stories",
    f"/story/{STORY}",
    "/claims?q=Karsk",
    "/findings",
    f"/read?story={STORY}",
    "/figures?predicate=killed",
)


def test_a_hundred_read_without_an_error_while_pages_are_added(tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    with open_ledger(ledger, create=True) as made:
        fill(made, Sizes(stories=3, articles=10, claims=40))
    lines = [
        {
            "id": f"n{n}",
            "title": f"Flood {n}",
            "text": f"At least {n} homes in Karsk were flooded.",
            "story": "flood",
        }
        for n in range(30)
    ]
    pages = tmp_path / "pages.jsonl"
    pages.write_text("".join(json.dumps(line) + "\n" for line in lines))
    together = threading.Barrier(READERS)
    with serving(ledger) as desk, ThreadPoolExecutor(READERS + 1) as pool:
        writer = pool.submit(run, "add", pages, "--ledger", ledger)

        def read(number: int) -> list[Answer]:
            together.wait(60)
            return [get(f"{desk}{PATHS[(number + n) % len(PATHS)]}") for n in range(len(PATHS))]

        answers = [answer for each in pool.map(read, range(READERS)) for answer in each]
        assert writer.result().returncode == 0, writer.result().stderr
        assert {answer.status for answer in answers} == {200}
        assert "Flood 29" in get(f"{desk}/articles?q=Flood").text


def test_readers_who_stop_halfway_through_a_download_hold_up_nobody(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger", create=True) as made:
        fill(made, Sizes(stories=2, articles=200, claims=20))
    with serving(tmp_path / "ledger") as desk:
        parts = urlsplit(desk)
        stopped = []
        for _ in range(40):
            reader = socket.create_connection((str(parts.hostname), parts.port or 0))
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.sendall(b"GET /articles.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert reader.recv(1_000).startswith(b"HTTP/1.1 200")
            stopped.append(reader)
        assert get(f"{desk}/stories").status == 200
        assert len(json.loads(get(f"{desk}/articles.json").body)) == 400
        for reader in stopped:
            reader.close()
        assert get(f"{desk}/claims?q=Karsk").status == 200


def test_the_page_of_a_long_story_is_no_long_page(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger", create=True) as made:
        fill(made, Sizes(stories=1, articles=200, claims=2_000))
    with serving(tmp_path / "ledger") as desk:
        page = get(f"{desk}/story/{STORY}")
        assert page.status == 200
        assert "200 articles" in page.text
        assert "All 2,000 claims" in page.text
        assert len(page.body) < 150_000
        assert len(get(f"{desk}/timeline?story={STORY}").body) < 500_000
