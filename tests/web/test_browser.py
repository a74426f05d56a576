"""The desk in a real browser: the walk of a new user, keys, the reading run, no script, themes."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import pages

Open = Callable[..., Page]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture
def open_page(browser: Browser, desk: str) -> Iterator[Open]:
    """Open a page in a context of its own; whatever goes wrong in it fails the test."""
    made: list[Page] = []
    wrong: list[str] = []

    def opened(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on(
            "console",
            lambda said: (
                wrong.append(said.text)
                if said.type == "error" and "Failed to load resource" not in said.text
                else None
            ),
        )
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(desk) else wrong.append(asked.url),
        )
        page.goto(address)
        made.append(page)
        return page

    yield opened
    for page in made:
        page.context.close()
    assert not wrong, wrong


def test_a_new_user_finds_the_way_from_the_list_to_the_table(desk: str, open_page: Open) -> None:
    page = open_page(desk)
    page.get_by_role("link", name="Velmar dam", exact=True).click()
    expect(page.get_by_text("12 articles (1 not read: de), 21 origins")).to_be_visible()

    # Why a figure has one origin, and not as many as carry it.
    known = page.locator("#known .claim", has_text="14").first
    expect(known).to_contain_text("8 articles, 5 conduits, 1 origin (up to 2)")
    known.get_by_role("link", name="people, killed").click()
    expect(page.get_by_role("heading", name="Why so many origins, and no more")).to_be_visible()
    expect(page.locator(".tree-drawn")).to_contain_text("MPA")
    expect(page.locator(".roots")).to_contain_text("Civil Protection Service")
    expect(page.locator(".roots")).to_contain_text("Bayside Bulletin → MPA → Civil Protection")

    # From a quotation to its place in the article.
    page.locator(".ground", has_text="Dam toll rises to 19").get_by_role("link").first.click()
    here = page.locator("mark.here")
    expect(here).to_have_text("14")
    expect(here).to_be_in_viewport()

    # Two articles side by side.
    page.get_by_role("link", name="compare with Meridian Press Agency").click()
    expect(page.locator("ins.new, del.gone").filter(has_text="17")).to_be_visible()
    expect(page.locator("ins.new, del.gone").filter(has_text="71")).to_be_visible()

    page.keyboard.press("/")
    page.keyboard.type("orchard")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Articles")).to_be_visible()
    expect(page.get_by_role("region", name="Articles", exact=True)).to_contain_text("orchard huts")

    page.goto(f"{desk}/story/Velmar%20dam")
    page.get_by_role("link", name="Read its articles").click()
    read_to_the_end(page)

    page.goto(f"{desk}/figures?predicate=missing")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="csv").click()
    assert waiting.value.suggested_filename == "figures.csv"
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text())))
    assert {row["predicate"] for row in rows} == {"missing"}
    assert all(row["quotation"] and row["permalink"].startswith(desk) for row in rows)


def read_to_the_end(page: Page) -> None:
    expect(page.locator(".reading")).to_have_count(1)
    address, title = page.url, page.title()
    for _ in range(200):
        if page.locator(".end").count():
            break
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(30)
    expect(page.locator(".reading")).to_have_count(12)
    page.locator(".end").scroll_into_view_if_needed()
    page.mouse.wheel(0, 5000)
    expect(page.locator(".end")).to_contain_text("the last of 12 articles")
    page.wait_for_function("document.title.startsWith('Dam toll rises')")
    assert "n=12" in page.url
    assert (page.url, page.title()) != (address, title)


def test_articles_of_a_run_are_loaded_as_they_come_into_view(desk: str, open_page: Open) -> None:
    page = open_page(f"{desk}/read?story=Velmar%20dam")
    page.wait_for_timeout(400)
    assert page.locator(".reading").count() < 4, "not all at once"


def test_every_key_does_what_the_help_says(desk: str, open_page: Open) -> None:
    page = open_page(f"{desk}/findings")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".item.on")).to_have_count(1)
    second = page.locator(".item").nth(1)
    expect(second).to_have_class("item on")
    page.keyboard.press("k")
    expect(page.locator(".item").nth(0)).to_have_class("item on")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rests on")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.wait_for_url("**/findings")
    page.keyboard.press("n")
    page.wait_for_url("**page=2*")
    page.keyboard.press("p")
    page.wait_for_url("**/findings")


def test_marks_are_switched_off_and_the_address_says_so(desk: str, open_page: Open) -> None:
    page = open_page(f"{desk}/article/art-c7d034ed7c42c0e5")
    figure = page.locator(".text .figure").first
    marked = "getComputedStyle(e).backgroundColor"
    assert figure.evaluate(f"e => {marked}") != "rgba(0, 0, 0, 0)"
    page.get_by_label("figures").uncheck()
    assert figure.evaluate(f"e => {marked}") == "rgba(0, 0, 0, 0)"
    assert page.url.endswith("hide=figure")
    page.reload()
    assert page.locator(".text .figure").first.evaluate(f"e => {marked}") == "rgba(0, 0, 0, 0)"
    page.locator("h1").click()
    page.keyboard.press("m")
    assert "hide=who" in page.url, "one key takes all of them off"


def test_charts_are_drawn_beside_their_tables_without_running_text(
    desk: str, open_page: Open
) -> None:
    page = open_page(f"{desk}/story/Velmar%20dam")
    charts = page.locator(".chart")
    expect(page.locator("[data-drawn=yes]")).to_have_count(charts.count())
    assert charts.count() > 1
    first = charts.first
    rows = first.locator("tbody tr").count()
    assert first.locator("svg path[aria-roledescription]").count() or first.locator("svg").count()
    assert first.locator(".mark-symbol path").count() >= rows
    page.locator("#when").scroll_into_view_if_needed()
    expect(page.locator("#when svg.strip")).to_be_visible()
    plain = open_page(f"{desk}/article/art-c7d034ed7c42c0e5")
    assert not plain.locator("script[src*=vega]").count(), "loaded only where there is a chart"


@pytest.mark.parametrize("name", sorted(pages("")))
def test_without_script_each_page_says_the_same(name: str, desk: str, open_page: Open) -> None:
    address = pages(desk)[name]
    without = open_page(address, java_script_enabled=False)
    with_script = open_page(address)
    said = without.locator("h1, h2").all_inner_texts()
    assert said
    assert with_script.locator("h1, h2").all_inner_texts()[: len(said)] == said


def test_a_run_is_read_without_script(desk: str, open_page: Open) -> None:
    page = open_page(f"{desk}/read?story=Velmar%20dam", java_script_enabled=False)
    for _ in range(11):
        page.get_by_role("link", name="The next article").click()
    expect(page.locator(".end")).to_contain_text("the last of 12 articles")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(pages("")))
def test_no_page_is_hard_to_reach_or_to_read(
    name: str, theme: str, desk: str, open_page: Open
) -> None:
    page = open_page(pages(desk)[name], color_scheme=theme)
    expect(page.locator("[data-drawn=yes]")).to_have_count(page.locator("[data-spec]").count())
    page.evaluate(AXE.read_text(encoding="utf-8"))  # a test's own tool, past the page's policy
    result = page.evaluate("axe.run({resultTypes: ['violations']})")
    faults = [
        f"{fault['id']}: {[node['target'] for node in fault['nodes'][:3]]}"
        for fault in result["violations"]
    ]
    assert not faults, faults


def test_no_page_is_wider_than_a_phone(desk: str, open_page: Open) -> None:
    page = open_page(desk, viewport={"width": 390, "height": 844})
    for name, address in pages(desk).items():
        page.goto(address)
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, name
