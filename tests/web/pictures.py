"""Pictures of the desk for README.

python -m tests.web.pictures LEDGER FOLDER
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.web.conftest import BROWSERS, pages, serving

SIZE = {"width": 1200, "height": 1180}


def draw(ledger: Path, folder: Path) -> None:
    """Write a picture of the story's page and of two articles side by side, light and dark."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with serving(ledger) as desk, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for theme in ("light", "dark"):
            page = browser.new_page(color_scheme=theme, viewport=SIZE)  # type: ignore[arg-type]
            for name in ("story", "compare"):
                page.goto(pages(desk)[name])
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{theme}.png")
        browser.close()


if __name__ == "__main__":
    draw(*map(Path, sys.argv[1:]))
