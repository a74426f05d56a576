"""Follow-ups: a story of weeks later that goes on from an event, linked and not merged."""

import msgspec

import sayso
from sayso.link import links_in_order
from sayso.link.stories import told
from sayso.model import Article, FollowUp
from tests.link.test_stories import CHESS, OTHER_DAM, article

FIRE = (
    "KARSK — Fire swept through the Halden textile mill in Karsk on May 2 and killed nine weavers, "
    "among them Irena Dovask and Tomas Vey, the fire brigade said. The mill's owner, Bruno Skell, "
    "said that the doors had not been locked. Crews fought the flames on Weir Lane until dawn."
)
TRIAL = (
    "ARDLEY — The assize court opened its winter session with the case against Bruno Skell, who sat "
    "beside his two lawyers in a grey coat. The prosecutor, Vera Lund, told the jury that greed "
    "and not fate was to blame for what befell Irena Dovask on May 2. Skell has pleaded not guilty. "
    "The trial goes on with the widow of a foreman, and sentence may be passed before Christmas, "
    "said a clerk, Pavel Roth. Outside, students sang and the square was closed to carriages."
)
OTHER_TRIAL = (
    "PELLIN — A jury heard on Monday how a ferry captain, Nils Arden, had left the wheel. The trial "
    "over the deaths of Ilse Oram and Jens Karlo is to last two weeks."
)


def linked(*pages: Article) -> tuple[FollowUp, ...]:
    return told(pages).follow_ups


def pages(published: str | None, later: str | None, trial: str = TRIAL) -> list[Article]:
    beside = [article(f"o{place}", text) for place, text in enumerate([*OTHER_DAM, CHESS])]
    fire = article("fire", FIRE, published=published, title="Nine die as mill burns")
    court = article("trial", trial, published=later, title="Mill owner in court")
    return [fire, court, *beside]


def test_a_trial_follows_the_event_and_quotes_what_says_so() -> None:
    found = told(pages("2031-05-03", "2031-11-10"))
    of = {each: story.id for story in found.stories for each in story.articles}
    (link,) = found.follow_ups
    assert (link.story, link.follows, link.type) == (of["trial"], of["fire"], "trial")
    assert link.days == 191
    assert "Bruno Skell" in link.shared
    assert link.a.id == "fire" and FIRE[link.a.start : link.a.end] == link.a.text
    assert link.b.id == "trial" and TRIAL[link.b.start : link.b.end] == link.b.text
    assert "the later names the day, May 2" in link.evidence


def test_the_direction_is_that_of_time_whatever_order_they_are_given_in() -> None:
    (link,) = linked(*reversed(pages("2031-05-03", "2031-11-10")))
    assert (link.a.id, link.b.id) == ("fire", "trial")


def test_nothing_follows_where_it_is_not_known_which_was_first() -> None:
    assert linked(*pages(None, "2031-11-10")) == ()
    assert linked(*pages(None, None)) == ()


def test_another_trial_is_no_follow_up() -> None:
    assert linked(*pages("2031-05-03", "2031-11-10", OTHER_TRIAL)) == ()


def test_a_follow_up_in_a_story_of_its_own_is_linked_to_that_of_the_event() -> None:
    first, court, *others = pages("2031-05-03", "2031-11-10")
    named = [
        msgspec.structs.replace(first, story="fire"),
        msgspec.structs.replace(court, story="court"),
    ]
    (link,) = linked(*named, *others)
    assert (link.story, link.follows) == ("court", "fire")


def test_what_is_told_in_the_first_days_is_the_event_itself() -> None:
    assert linked(*pages("2031-05-03", "2031-05-06")) == ()


def test_link_prints_follow_ups_with_the_stories() -> None:
    links = sayso.link(pages("2031-05-03", "2031-11-10"), only="stories")
    kinds = [type(record).__name__ for record in links_in_order(links)]
    assert kinds[0] == "Story" and kinds[-1] == "FollowUp"
