"""What the tests of the desk share: served ledgers, requests, a real browser."""

import http.client
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import msgspec
import pytest
from playwright.sync_api import Browser, sync_playwright
from typer.testing import CliRunner

from sayso.cli import app as cli
from sayso.deciding import decide
from sayso.deciding.logged import log
from sayso.decision import Asked, Undo
from sayso.ledger import open_ledger
from tests.conftest import STORY, command

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120

MARK = re.compile(r'name="form" value="(\w+)"')

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
def serving(ledger: Path, *options: str) -> Iterator[str]:
    """Serve a ledger as a user does, and give the address that the command prints."""
    done = subprocess.Popen(
        command("serve", "--ledger", ledger, "--port", "0", *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert done.stdout is not None
        line = done.stdout.readline()
        assert "read it at http://" in line, done.communicate()
        yield line.partition("read it at ")[2].split("/ ")[0]
    finally:
        done.terminate()
        done.communicate(timeout=PATIENCE)


def get(
    address: str, method: str = "GET", body: bytes | str | None = None, **headers: str
) -> Answer:
    """Ask for an address, sent as it is written; headers with _ for -."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    path = address.split(parts.netloc, 1)[1].partition("#")[0] or "/"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body, headers=named)
        answer = connection.getresponse()
        known: dict[str, str] = {}
        for name, value in answer.getheaders():  # several cookies stand a line each
            key = name.lower()
            known[key] = f"{known[key]}\n{value}" if key in known else value
        return Answer(answer.status, known, answer.read())
    finally:
        connection.close()


class Visit:
    """Somebody at a desk, as a browser goes about it: keeps cookies, sends forms of its pages."""

    def __init__(self, desk: str) -> None:
        self.desk = desk
        self.cookies: dict[str, str] = {}
        self.mark = ""

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a page, and keep what its forms bring back."""
        answer = self._asked(method, path, None, headers)
        if "text/html" in answer.headers.get("content-type", "") and (
            found := MARK.findall(answer.text)
        ):
            self.mark = found[-1]  # of the page's own form; the head may have another
        return answer

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send a form as the last page has it, with its mark unless `fields` has another."""
        sent = {"form": self.mark, **fields}
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        return self._asked("POST", path, urlencode(sent), kind | headers)

    def _asked(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if self.cookies:
            kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": kept, **headers}
        answer = get(f"{self.desk}{path}", method, body, **headers)
        for line in answer.headers.get("set-cookie", "").splitlines():
            name, _, value = line.partition(";")[0].partition("=")
            if "max-age=0" in line.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    def sign_in(self, name: str, password: str, on: str = "/stories") -> Answer:
        """Sign in at the page for it."""
        self.get(f"/sign-in?{urlencode({'next': on})}")
        return self.post("/sign-in", {"name": name, "password": password, "next": on})


# The people of the desk that tests sign in at.
PASSWORDS = {
    "Jana Orlo": "five grey herons wade",
    "Pim Rask": "nine tin boats adrift",
    "Ilze Marn": "six quiet otters drift",
}
ROLES = {"Jana Orlo": "analyst", "Pim Rask": "reader", "Ilze Marn": "analyst"}
JANA, PIM, ILZE = PASSWORDS


def with_people(ledger: Path) -> Path:
    """Add people to a ledger as one does at a terminal."""
    for name, password in PASSWORDS.items():
        line = ["users", "add", name, "--role", ROLES[name], "--ledger", str(ledger)]
        done = CliRunner().invoke(cli, line, input=password)
        assert done.exit_code == 0, done.output
    return ledger


def undo_all(ledger: Path) -> None:
    """Undo whatever was decided in a ledger, the last first."""
    with open_ledger(ledger) as opened:
        with opened.reading() as connection:
            held = [
                each.decision.id
                for each in log(connection)
                if each.holds in ("yes", "superseded", "orphaned")
            ]
        outcomes = decide(opened, [Asked(what=Undo(decision=each)) for each in reversed(held)])
        assert not [each.error for each in outcomes if each.error]


@pytest.fixture(scope="session")
def team_ledger(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample pages to be decided in, with an analyst and a reader."""
    copied = tmp_path_factory.mktemp("team") / "ledger"
    shutil.copytree(demo, copied)
    return with_people(copied)


@pytest.fixture(scope="session")
def team(team_ledger: Path) -> Iterator[str]:
    """The address of a desk at which one signs in."""
    with serving(team_ledger) as address:
        yield address


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
        "follow-ups": f"{desk}/follow-ups",
        "sources": f"{desk}/sources",
        "outlets": f"{desk}/outlets",
    }


TABLES_OF_STORIES = (
    *("articles", "findings", "claims", "origins", "indicators", "figures", "attributions"),
    *("times", "unquantified", "copies", "mutations", "quotations", "retellings"),
)
