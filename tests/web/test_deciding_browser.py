"""Deciding in a real browser: the walk of a new user, without a mouse, with it, without script."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import STORY
from tests.web.conftest import ILZE, JANA, PASSWORDS, PIM, undo_all
from tests.web.test_browser import AXE

MISSING = "fig-9903b5be137ab2a5"
MISSING_SAID = (
    "“On Tuesday evening the Karsk Courant, citing two unidentified officials, reported that 30 to "
    "45 people were missing.”"
)
CLAIM = "org-1427319b15a7aa89"

Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, team: str, team_ledger: Path) -> Iterator[Enter]:
    """Open the desk in a browser of one's own, signed in; what goes wrong in it fails the test."""
    made: list[BrowserContext] = []
    wrong: list[str] = []

    def entered(name: str, path: str = "/stories", **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        made.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(team) else wrong.append(asked.url),
        )
        page.goto(team + path)
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORDS[name])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{team}{path}")
        return page

    yield entered
    for context in made:
        context.close()
    undo_all(team_ledger)
    assert not wrong, wrong


def test_a_new_analyst_decides_sees_what_changes_and_takes_it_back(enter: Enter, team: str) -> None:
    page = enter(JANA)
    expect(page.locator(".you")).to_contain_text(JANA)
    correct_a_figure(page, team)
    merge_two_names(page, team)
    split_the_story(page, team)
    undo_all_of_it(page, team)
    work_three_findings(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.goto(f"{team}/row/{MISSING}")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    reader = enter(PIM, f"/row/{MISSING}")
    expect(reader.locator(".verdict")).to_have_count(0)
    sent = reader.request.post(
        f"{team}/decide", form={"kind": "reject", "row": MISSING}, headers={"Origin": team}
    )
    assert sent.status == 403
    assert "is a reader here" in sent.text()


def correct_a_figure(page: Page, team: str) -> None:
    page.goto(f"{team}/story/{quote(STORY)}")
    expect(page.get_by_text("21 origins")).to_be_visible()
    page.goto(f"{team}/row/{MISSING}")
    page.keyboard.press("c")
    expect(page.locator(".resize")).to_be_focused()
    page.get_by_label("low").fill("31")
    page.get_by_role("button", name="What would change?").first.click()
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    expect(page.locator(".effect")).to_contain_text("6 articles")
    expect(page.get_by_role("button", name="Decide")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".log li").first).to_contain_text("corrected: low 30 → 31")
    expect(page.locator(".standing")).to_contain_text(f"corrected by {JANA}")
    page.goto(f"{team}/claims?story={quote(STORY)}&predicate=missing&low=31&high=45")
    expect(page.get_by_text("31–45").first).to_be_visible()


def merge_two_names(page: Page, team: str) -> None:
    page.goto(f"{team}/row/{CLAIM}")
    expect(page.locator(".top .counts")).to_have_text("8 articles, 5 conduits, 1 origin (up to 2)")
    page.keyboard.press("o")
    expect(page.get_by_label("one", exact=True)).to_be_focused()
    page.get_by_label("two names of one, everywhere").check()
    page.locator("#pair").get_by_role("button", name="Decide").click()
    expect(page.locator(".top .counts")).to_have_text("8 articles, 5 conduits, 1 origin")
    expect(page.locator(".marked")).to_contain_text(f"two names of one, says {JANA}")


def split_the_story(page: Page, team: str) -> None:
    page.goto(f"{team}/story/{quote(STORY)}")
    page.keyboard.press("c")
    page.wait_for_url("**/change?story=*")
    page.get_by_label("Dam toll rises to 19").check()
    page.locator("form.split").get_by_label("into").fill("The toll at Velmar")
    page.locator("form.split").get_by_role("button", name="What would change?").click()
    expect(page.locator(".effect")).to_contain_text("The toll at Velmar")
    page.keyboard.press("Enter")
    expect(page.locator(".counts").first).to_contain_text("11 articles")
    page.goto(f"{team}/stories")
    page.get_by_role("link", name="The toll at Velmar").first.click()
    expect(page.locator(".counts").first).to_contain_text("1 article")


def undo_all_of_it(page: Page, team: str) -> None:
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/decisions")
    expect(page.get_by_role("button", name="undo dec-")).to_have_count(3)
    for _ in range(3):
        page.get_by_role("button", name="undo dec-").first.click()
        page.wait_for_url("**/decisions#*")
    expect(page.get_by_role("button", name="undo dec-")).to_have_count(0)
    page.goto(f"{team}/row/{CLAIM}")
    expect(page.locator(".top .counts")).to_have_text("8 articles, 5 conduits, 1 origin (up to 2)")
    page.goto(f"{team}/story/{quote(STORY)}")
    expect(page.get_by_text("12 articles (1 not read: de), 21 origins")).to_be_visible()


def work_three_findings(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/inbox")
    expect(page.locator(".counts").first).to_contain_text("0 of ")
    page.keyboard.press("a")
    expect(page.locator(".counts").first).to_contain_text("1 of ")
    page.keyboard.press("n")
    page.wait_for_url("**/inbox?skip=1")
    page.keyboard.press("x")
    expect(page.locator(".counts").first).to_contain_text("2 of ")
    page.keyboard.press("w")
    expect(page.get_by_label("note")).to_be_focused()
    page.keyboard.type("asked the ministry")
    page.keyboard.press("Enter")
    expect(page.locator(".counts").first).to_contain_text("2 of ")
    page.keyboard.press("u")
    expect(page.locator(".counts").first).to_contain_text("3 of ")
    expect(page.locator(".lately")).to_contain_text("unsure")
    page.keyboard.press("z")
    expect(page.locator(".counts").first).to_contain_text("2 of ")


def test_a_span_is_resized_by_keyboard_and_by_drag_and_keeps_its_links(
    enter: Enter, team: str
) -> None:
    page = enter(JANA, f"/row/{MISSING}")
    word = page.get_by_label("on whose word").input_value()
    assert word.startswith("att-")
    page.keyboard.press("c")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#resized")).to_have_text("“30 to 45 people”")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#resized")).to_have_text("“that 30 to 45 people”")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#resized")).to_have_text("“30 to 45 peopl”")
    # The same with the mouse, from the number to the verb.
    ends = page.locator(".resize").evaluate(
        """box => {
          const text = box.textContent, range = document.createRange();
          const at = (index) => {
            const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
            let left = index;
            while (walk.nextNode()) {
              if (left < walk.currentNode.length) return [walk.currentNode, left];
              left -= walk.currentNode.length;
            }
          };
          const from = text.indexOf("30 to 45 people were"), to = from + "30 to 45 people were".length;
          return [from, to].map((index, end) => {
            const [node, offset] = at(end ? index - 1 : index);
            range.setStart(node, offset); range.setEnd(node, offset + 1);
            const r = range.getBoundingClientRect();
            return [end ? r.right - 1 : r.left + 1, r.top + r.height / 2];
          });
        }"""
    )
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=6)
    page.mouse.up()
    expect(page.locator("#resized")).to_have_text("“30 to 45 people were”")
    page.locator("#correct").get_by_role("button", name="Decide").click()
    expect(page.locator(".log li").first).to_contain_text("corrected: end")
    assert page.get_by_label("on whose word").input_value() == word
    expect(page.locator(".ground mark").first).to_have_text("30 to 45 people were")


def test_two_people_at_one_row(enter: Enter) -> None:
    one, two = enter(JANA, f"/row/{MISSING}"), enter(ILZE, f"/row/{MISSING}")
    one.keyboard.press("x")
    expect(one.get_by_role("button", name="Reject")).to_be_focused()
    one.keyboard.press("Enter")
    expect(one.locator(".standing")).to_contain_text(f"rejected by {JANA}")
    two.locator(".verdict").get_by_label("note").fill("looked at the minutes")
    two.get_by_role("button", name="Unsure").click()
    expect(two.get_by_role("heading", name="Somebody was before you")).to_be_visible()
    expect(two.locator(".log")).to_contain_text(f"{JANA}: {MISSING_SAID} rejected")
    expect(two.locator(".facts")).to_contain_text("looked at the minutes")
    two.get_by_role("button", name="Decide it all the same").click()
    expect(two.locator(".standing")).to_contain_text(f"unsure by {ILZE}")
    expect(two.locator(".log li").nth(0)).to_contain_text(f"{ILZE}: {MISSING_SAID} unsure")
    expect(two.locator(".log li").nth(1)).to_contain_text("superseded")


def test_a_session_left_open_is_over_and_what_was_typed_is_shown(
    enter: Enter, team: str, team_ledger: Path
) -> None:
    page = enter(JANA, f"/row/{MISSING}")
    with sqlite3.connect(team_ledger / "accounts.sqlite") as connection:
        connection.execute("UPDATE session SET seen = ?", (time.time() - 3 * 3600,))
    page.locator(".verdict").get_by_label("note").fill("looked at the minutes")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("heading", name="Signed out")).to_be_visible()
    expect(page.get_by_text("looked at the minutes")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name").fill(JANA)
    page.get_by_label("Password").fill(PASSWORDS[JANA])
    page.keyboard.press("Enter")
    expect(page.locator(".you")).to_contain_text(JANA)
    page.goto(f"{team}/row/{MISSING}")
    expect(page.locator(".standing")).to_have_count(0)


def test_a_page_of_another_site_decides_nothing(enter: Enter, team: str) -> None:
    page = enter(JANA, f"/row/{MISSING}")
    mark = page.locator(".verdict [name=form]").get_attribute("value")
    other = page.context.new_page()
    # As bad as it can be: the other site has even found the mark of her forms.
    other.set_content(
        f"""<form method="post" action="{team}/decide"><input name="kind" value="reject">
        <input name="row" value="{MISSING}"><input name="form" value="{mark}">
        <button>Win a boat</button></form>"""
    )
    other.get_by_role("button").click()
    expect(other.get_by_role("heading", name="Sent from elsewhere")).to_be_visible()
    page.reload()
    expect(page.locator(".standing")).to_have_count(0)
    expect(page.locator(".you")).to_contain_text(JANA)


def test_all_is_decided_without_script(enter: Enter, team: str) -> None:
    page = enter(JANA, f"/row/{MISSING}", java_script_enabled=False)
    page.get_by_role("link", name="What would change if it were rejected?").click()
    expect(page.locator(".effect")).to_contain_text("5 articles")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**/decisions*")
    page.goto(f"{team}/row/{MISSING}")
    expect(page.locator(".standing")).to_contain_text(f"rejected by {JANA}")
    page.get_by_role("button", name="undo dec-").first.click()
    expect(page.locator(".standing")).to_have_count(0)
    page.goto(f"{team}/inbox")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".counts").first).to_contain_text("1 of ")


PAGES = {
    "figure": f"/row/{MISSING}",
    "claim": f"/row/{CLAIM}",
    "inbox": "/inbox",
    "decisions": "/decisions",
    "change": f"/change?story={quote(STORY)}",
    "taught": "/taught",
    "what if": f"/what-if?kind=reject&row={MISSING}",
    "help": "/help",
    "article": "/article/art-c7d034ed7c42c0e5",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_of_an_analyst_is_hard_to_reach_or_to_read(
    enter: Enter, team: str, theme: str
) -> None:
    page = enter(JANA, f"/row/{CLAIM}", color_scheme=theme)
    page.keyboard.press("o")
    page.locator("#pair").get_by_role("button", name="Decide").click()
    for name, path in PAGES.items():
        page.goto(team + path)
        for fold in page.locator("details.fold").all():
            fold.evaluate("each => { each.open = true; }")
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        faults = [
            f"{fault['id']}: {[node['target'] for node in fault['nodes'][:3]]}"
            for fault in result["violations"]
        ]
        assert not faults, (name, faults)
    page.set_viewport_size({"width": 390, "height": 844})
    for name, path in PAGES.items():
        page.goto(team + path)
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, name
    page.get_by_role("button", name="Sign out").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert not page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
