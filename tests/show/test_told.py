"""What of a story is told together, and what first."""

from functools import cache

from sayso.annotate import annotate
from sayso.model import Annotated, Annotation, Article, Finding, Links, Story
from sayso.show.quotation import Reading
from sayso.show.report.findings import finding_groups
from sayso.show.report.places import Places
from sayso.show.story_page import story_page
from sayso.show.terminal import _console
from sayso.show.told import Told, alike
from sayso.weigh import weigh

PAGES = (
    ("2024-03-11T09:00:00Z", "The avalanche has killed six climbers, Governor Ada Stell said."),
    ("2024-03-12T09:00:00Z", "The avalanche has killed nine climbers, Governor Ada Stell said."),
    ("2024-03-13T09:00:00Z", "The avalanche has killed 12 climbers, Governor Ada Stell said."),
    ("2024-03-13T11:00:00Z", "The avalanche killed 20 climbers, said Ann Reeve, a doctor."),
)


@cache
def told() -> Told:
    pages = []
    for number, (published, text) in enumerate(PAGES):
        article = Article(id=f"p{number}", text=text, published=published, site=f"{number}.example")
        pages.append(Annotated(article=article, annotation=annotate(article)))
    story = Story(id="slide", articles=tuple(each.article.id for each in pages))
    return Told(
        story=story,
        readings=tuple(Reading(each.article, each.annotation) for each in pages),
        weighed=weigh(story, pages, Links()),
    )


def page() -> str:
    console = _console(120)
    with console.capture() as printed:
        console.print(story_page(told()))
    return printed.get()


def test_a_toll_that_rises_is_told_in_steps_and_nothing_of_it_is_lost() -> None:
    found = told().weighed.findings
    groups = alike(found)
    steps = [same[0].text for same in groups if same[0].type == "revision"]
    assert len(steps) == 2
    assert any("6 climbers" in step and "then 9" in step for step in steps)
    assert any("9 climbers" in step and "then 12" in step for step in steps)
    # What a doctor counted stands beside the governor's last count, once.
    others = [same for same in groups if any("20" in each.text for each in same)]
    assert len({each.text for same in others for each in same}) > len(others)
    assert all("12" in same[0].text for same in others)
    assert sorted(each.id for same in groups for each in same) == sorted(each.id for each in found)


def test_what_cannot_be_true_is_told_of_each_count() -> None:
    def conflict(one: str, other: str) -> Finding:
        return Finding(
            id=f"{one}-{other}",
            story="s",
            type="conflict",
            articles=("a", "b"),
            claims=(one, other),
            text=f"{one} against {other}",
            rule="they exclude each other",
        )

    revised = Finding(
        id="r",
        story="s",
        type="revision",
        articles=("a", "b"),
        claims=("six", "nine"),
        text="Stell: six, then nine",
        rule="same origin, a later count",
    )
    assert len(alike([conflict("six", "twenty"), conflict("nine", "twenty"), revised])) == 3


def test_it_is_told_once_that_some_origins_of_a_claim_may_be_the_same() -> None:
    def unclear(claim: str, who: str) -> Finding:
        return Finding(
            id=f"{claim}-{who}",
            story="s",
            type="unclear",
            articles=("a", "b"),
            claims=(claim,),
            text=f"{claim}: Stell and nobody named ({who} report) may be one origin or two",
            rule="one origin or two",
            slot="origin",
        )

    groups = alike([unclear("six", "Post"), unclear("six", "Mark"), unclear("nine", "Post")])
    assert [[each.id for each in same] for same in groups] == [
        ["six-Post", "six-Mark"],
        ["nine-Post"],
    ]


def test_of_a_revision_the_earlier_count_stands_left() -> None:
    groups = finding_groups(told(), Places(told()))
    (revisions,) = (each for each in groups if each.type == "revision")
    sides = [[side.value for side in each.sides] for each in revisions.findings]
    assert sorted(sides) == [["6", "9"], ["9", "12"]]


def test_the_page_says_which_value_is_current_and_which_were_revised() -> None:
    lines = page().splitlines()
    at = lines.index(next(line for line in lines if line.startswith("WHAT IS COUNTED")))
    shown = " ".join(" ".join(lines[at : lines.index("CLAIMS AND THEIR ORIGINS")]).split())
    assert "killed: 12 the latest value of the origin that most articles rest on" in shown
    assert "current: 12 (1 article, 1 origin" in shown and "; 20 (1 article, 1 origin" in shown
    assert "earlier: 6 (1 article, 1 origin, revised to 9); 9 (1 article" in shown


def test_a_story_that_counts_nothing_has_no_such_part() -> None:
    article = Article(id="a", text="The bakery opens again.")
    quiet = Told(
        story=Story(id="bakery", articles=("a",)),
        readings=(Reading(article, Annotation(id="a")),),
    )
    console = _console(80)
    with console.capture() as printed:
        console.print(story_page(quiet))
    assert "WHAT IS COUNTED" not in printed.get()
