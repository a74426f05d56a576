"""Follow-ups and articles of two stories, wherever a reader of one story would look for them."""

import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from playwright.sync_api import Browser

from sayso.ledger import open_ledger, search
from sayso.model import Story
from sayso.show.gather import gathered
from sayso.show.goes_on import around
from sayso.show.report import report
from sayso.show.story_page import story_page
from sayso.show.tables import rows, story_record
from sayso.show.terminal import listing
from tests.conftest import command
from tests.link.test_follow_ups import pages
from tests.link.test_stories import CHESS, DAM, OTHER_DAM, article
from tests.show.printing import printed
from tests.web.conftest import get, serving


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mill's fire, the trial of months later, and an article listed in a second story too."""
    folder = tmp_path_factory.mktemp("follow-ups")
    dams = [
        article("both", f"{DAM[0]}\n\n{DAM[1]}\n\n{OTHER_DAM[0]}\n\n{OTHER_DAM[1]}"),
        *(article(f"d{place}", DAM[place], story="Velmar") for place in (0, 1)),
        *(article(f"o{place}", OTHER_DAM[place], story="Ardley") for place in (0, 1)),
    ]
    fire, court = pages("2031-05-03", "2031-11-10")[:2]
    apart = [
        msgspec.structs.replace(fire, story="Halden fire"),
        msgspec.structs.replace(court, story="Skell trial"),
        article("c", CHESS),
    ]
    lines = b"\n".join(map(msgspec.json.encode, [*apart, *dams]))
    (folder / "pages.jsonl").write_bytes(lines)
    made = folder / "ledger"
    done = command("add", folder / "pages.jsonl", "--ledger", made)
    subprocess.run(done, check=True, capture_output=True)
    return made


@pytest.fixture(scope="module")
def desk(ledger: Path) -> Iterator[str]:
    with serving(ledger) as address:
        yield address


def story_with(stories: tuple[Story, ...], article: str) -> Story:
    return next(each for each in stories if article in each.articles)


def named(ledger: Path, article: str) -> Story:
    with open_ledger(ledger, read_only=True) as opened, opened.reading() as connection:
        return story_with(search.stories(connection), article)


def test_the_desk_shows_both_ways_with_the_words_that_say_so(ledger: Path, desk: str) -> None:
    fire, trial = named(ledger, "fire"), named(ledger, "trial")
    (link,) = get_rows(ledger, "follow-ups")
    words = [" ".join(str(link[side]["text"]).split())[:60] for side in ("a", "b")]  # type: ignore[index]
    later = get(f"{desk}/story/{quote(trial.id)}").text
    earlier = get(f"{desk}/story/{quote(fire.id)}").text
    assert "Follows up on" in later and f'href="/story/{quote(fire.id)}"' in later
    assert "Followed up by" in earlier and f'href="/story/{quote(trial.id)}"' in earlier
    for page in (later, earlier):
        assert "both name Bruno Skell" in page and "191 days later" in page
        assert all(each in unescape(page) for each in words)
    assert "Follows up on" in get(f"{desk}/article/trial").text
    assert "Followed up by" in get(f"{desk}/article/fire").text
    listed = get(f"{desk}/stories").text
    assert "follows up on" in listed and listed.count(f'href="/story/{quote(fire.id)}"') > 1
    assert str(link["id"]) in get(f"{desk}/follow-ups.csv?story={quote(fire.id)}").text
    assert get(f"{desk}/follow-ups?story={quote(trial.id)}").status == 200


def test_an_article_of_two_stories_is_listed_in_both(ledger: Path, desk: str) -> None:
    home = named(ledger, "both").id
    (other,) = {"Velmar", "Ardley"} - {home}
    there = get(f"{desk}/story/{other}").text
    here = get(f"{desk}/story/{home}").text
    assert "listed here, counted in" in there and f'href="/story/{home}"' in there
    assert "counted here, listed too in" in here and f'href="/story/{other}"' in here
    assert all("by: " in page for page in (there, here))
    both = get(f"{desk}/article/both").text
    assert "Listed too in" in both and f'href="/story/{other}"' in both


def test_terminal_report_and_tables_have_them_too(ledger: Path) -> None:
    with open_ledger(ledger, read_only=True) as opened:
        with opened.reading() as connection:
            stories = search.stories(connection)
            fire, trial, home = (story_with(stories, each) for each in ("fire", "trial", "both"))
            (other,) = {"Velmar", "Ardley"} - {home.id}
            assert [each.way for each in around(connection, fire).goes_on] == ["Followed up by"]
            articles = tuple(search.articles(connection))
        told = gathered(opened, trial)
        shown = " ".join(printed(story_page(told)).split())
        assert f"Follows up on: “{fire.called}” ({fire.id})" in shown
        assert "191 days later" in shown
        assert all(
            each.a.text[:40] in shown and each.b.text[:40] in shown for each in told.around.goes_on
        )
        record = msgspec.json.encode(story_record(told)).decode()
        assert '"way":"Follows up on"' in record
        page = report(trial.called, told)
        assert "Before and after it" in page and fire.id in page
        two = report(home.called, gathered(opened, home))
        assert "counted here, listed too in" in two and other in two
        by_id = {each["id"]: each for each in rows(opened, "stories")}
        assert list(by_id[trial.id]["follows"]) == [fire.id]  # type: ignore[call-overload]
        assert list(by_id[fire.id]["followed_by"]) == [trial.id]  # type: ignore[call-overload]
        listed = " ".join(printed(listing(stories, articles, {trial.id: (fire.id,)})).split())
        assert f"follows up on “{fire.called}” ({fire.id})" in listed


def get_rows(ledger: Path, table: str) -> Iterator[dict[str, object]]:
    with open_ledger(ledger, read_only=True) as opened:
        yield from (dict(each) for each in rows(opened, table))


def test_the_page_is_read_in_a_browser_without_a_fault(
    ledger: Path, desk: str, browser: Browser
) -> None:
    trial = named(ledger, "trial")
    page = browser.new_page(viewport={"width": 360, "height": 900})
    page.goto(f"{desk}/story/{quote(trial.id)}")
    page.get_by_role("link", name="why", exact=True).click()
    assert page.locator("#beside").is_visible()
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
    page.close()
