"""Pictures of the desk for README and for the how-to on deciding.

python -m tests.web.pictures LEDGER FOLDER
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import STORY
from tests.web.conftest import BROWSERS, JANA, PASSWORDS, pages, serving, with_people

SIZE = {"width": 1200, "height": 1180}
# A step of the how-to: one part of a page.
NARROW = {"width": 1000, "height": 900}
FIGURE = "/row/fig-9903b5be137ab2a5"
CLAIM = "/row/org-1427319b15a7aa89"
CHANGE = f"/change?story={quote(STORY)}"


def draw(ledger: Path, folder: Path) -> None:
    """Write a picture of the story's page and of two articles side by side, light and dark."""
    with tempfile.TemporaryDirectory() as made:
        copy = Path(shutil.copytree(ledger, Path(made) / "ledger"))
        with (copy / "config.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'who = "{JANA}"\n')  # not whoever draws them
        with serving(copy) as desk, browsing() as browser:
            for theme in ("light", "dark"):
                page = browser.new_page(color_scheme=theme, viewport=SIZE)  # type: ignore[arg-type]
                for name in ("story", "compare"):
                    page.goto(pages(desk)[name])
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=folder / f"{name}-{theme}.png")


def decide(ledger: Path, folder: Path) -> None:
    """Write a picture of each decision, taken in a copy of the ledger."""
    with tempfile.TemporaryDirectory() as made:
        copy = with_people(Path(shutil.copytree(ledger, Path(made) / "ledger")))
        with serving(copy) as desk, browsing() as browser:
            page = browser.new_page(viewport=NARROW)  # type: ignore[arg-type]
            page.goto(desk + "/sign-in")
            page.locator("main").screenshot(path=folder / "sign-in.png")
            page.get_by_label("Name").fill(JANA)
            page.get_by_label("Password").fill(PASSWORDS[JANA])
            page.keyboard.press("Enter")
            page.wait_for_url("**/stories")
            for name, step in STEPS.items():
                step(page, desk)
                part = page.locator(PARTS.get(name, "#decide"))
                part.scroll_into_view_if_needed()
                part.screenshot(path=folder / f"decide-{name}.png")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def _reject(page: Page, desk: str) -> None:
    page.goto(desk + FIGURE)
    page.locator(".foretold table").wait_for()
    page.locator(".verdict").get_by_label("note").fill("quoted at second hand")
    page.keyboard.press("Escape")
    page.keyboard.press("x")


def _rejected(page: Page, desk: str) -> None:
    page.keyboard.press("Enter")
    page.locator(".standing").wait_for()


def _correct(page: Page, desk: str) -> None:
    page.goto(desk + FIGURE)
    page.keyboard.press("c")
    page.keyboard.press("ArrowRight")
    page.locator('[name="value.high"]').fill("44")


def _what_if(page: Page, desk: str) -> None:
    page.locator("#correct").get_by_role("button", name="What would change?").click()
    page.locator(".effect").wait_for()


def _names(page: Page, desk: str) -> None:
    page.goto(desk + CLAIM)
    page.keyboard.press("o")


def _marked(page: Page, desk: str) -> None:
    page.get_by_label("two names of one, everywhere").check()
    page.locator("#pair").get_by_role("button", name="Decide").click()
    page.locator(".marked").wait_for()


def _grade(page: Page, desk: str) -> None:
    page.goto(desk + CLAIM)
    page.keyboard.press("r")
    page.locator("[name=reliability]").select_option("B")
    page.locator("[name=credibility]").select_option("2")


def _story(page: Page, desk: str) -> None:
    page.goto(desk + CHANGE)
    page.get_by_label("Dam toll rises to 19").check()
    page.locator("form.split").get_by_label("into").fill("The toll at Velmar")


def _log(page: Page, desk: str) -> None:
    page.goto(desk + "/decisions")


def _inbox(page: Page, desk: str) -> None:
    page.goto(desk + "/inbox")
    page.keyboard.press("a")
    page.wait_for_url("**/inbox*")
    page.locator(".lately").wait_for()
    page.wait_for_load_state("networkidle")


def _taught(page: Page, desk: str) -> None:
    page.goto(desk + "/taught")


STEPS: dict[str, Callable[[Page, str], None]] = {
    "reject": _reject,
    "rejected": _rejected,
    "correct": _correct,
    "what-if": _what_if,
    "names": _names,
    "marked": _marked,
    "grade": _grade,
    "story": _story,
    "inbox": _inbox,
    "log": _log,
    "taught": _taught,
}
# What is pictured of a page; else what can be decided on a row.
PARTS = {
    "correct": "#correct",
    "what-if": "main",
    "names": "#pair",
    "marked": "header.top + .marked",
    "grade": "#grade",
    "story": "form.split",
    "inbox": "main",
    "log": "main",
    "taught": "main",
}


if __name__ == "__main__":
    ledger, folder = map(Path, sys.argv[1:3])
    draw(ledger, folder)
    decide(ledger, folder / "desk")
