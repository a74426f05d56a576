"""What the tests of the desk share: served ledgers, requests, a real browser."""

import http.client
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import STORY, command

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120

Get = Callable[..., "Answer"]


class Answer(msgspec.Struct, frozen=True):
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """Serve a ledger as a user does, and give the address that the command prints."""
    done = subprocess.Popen(
        command("serve", "--ledger", ledger, "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert done.stdout is not None
        line = done.stdout.readline()
        assert "http://127.0.0.1:" in line, done.communicate()
        yield line.partition("read it at ")[2].split("/ ")[0]
    finally:
        done.terminate()
        done.communicate(timeout=PATIENCE)


def get(address: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for an address, sent as it is written; headers with _ for -."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    path = address.split(parts.netloc, 1)[1].partition("#")[0] or "/"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        known = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, known, answer.read())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def desk(demo: Path) -> Iterator[str]:
    """The address at which the sample pages are served."""
    with serving(demo) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no Chromium here: `apt-get install chromium` (Debian), then run the tests again"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield made
        made.close()


def pages(desk: str) -> dict[str, str]:
    """Return an address of each kind of page, over the samples."""
    story = STORY.replace(" ", "%20")
    return {
        "stories": f"{desk}/stories",
        "story": f"{desk}/story/{story}",
        "article": f"{desk}/article/art-c7d034ed7c42c0e5?at=160-200",
        "compare": f"{desk}/compare?a=art-c7d034ed7c42c0e5&b=art-13e2ae1b8e475689",
        "choose": f"{desk}/compare",
        "run": f"{desk}/read?story={story}",
        "timeline": f"{desk}/timeline?story={story}",
        "taken": f"{desk}/taken?story={story}",
        "search": f"{desk}/search?q=Karsk",
        "no search": f"{desk}/search",
        "nothing found": f"{desk}/search?q=zebra",
        "claim": f"{desk}/row/org-1427319b15a7aa89",
        "finding": f"{desk}/row/fnd-c3b0566bd0174007",
        "figure": f"{desk}/row/fig-9903b5be137ab2a5",
        "source": f"{desk}/source/Irena%20Dovask",
        "outlet": f"{desk}/outlet/Pellin%20Post",
        "export": f"{desk}/export",
        "export of a story": f"{desk}/export?story={story}",
        "help": f"{desk}/help",
        "not there": f"{desk}/article/art-zzzz",
        "wrong": f"{desk}/claims?stroy=x",
        **{name: f"{desk}/{name}?story={story}" for name in TABLES_OF_STORIES},
        "sources": f"{desk}/sources",
        "outlets": f"{desk}/outlets",
    }


TABLES_OF_STORIES = (
    *("articles", "findings", "claims", "origins", "indicators", "figures", "attributions"),
    *("times", "unquantified", "copies", "mutations", "quotations", "retellings"),
)
