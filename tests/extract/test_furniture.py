"""Lines that are not of the body, and lines that are though they look it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.embeds import Post, split_posts
from sayso.extract.furniture import furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ADVERTISEMENT", "label"),
        ("DAM25058164381.jpg", "label"),
        ("Read more: Five dams that did not hold", "related"),
        ("Sign up for our newsletter and get the news in your inbox.", "sign-up"),
        ("Related Tags", "tags"),
        ("Correction: An earlier version of this story misstated the height.", "correction"),
        ("FILE - The dam at Ostrava, Velmaria, on Oct. 21, 2030.", "caption"),
        ("Men carry sand to the dam at Ostrava on Friday. (AP Photo/Ana Reyl)", "caption"),
        ("AP Photo/Ana Reyl", "credit"),
        ("Via Ostrava Herald", "credit"),
        ("(Reporting by Ana Reyl; Editing by Bo Marsh)", "credit"),
        (".wide .layout{ padding: 9%; } @media (min-width: 768px) { a { color: red; } }", "code"),
        ("{{ articles_widget_7.title }}", "code"),
        ("(function() { var a = document.querySelector('.x'); a.push(1); })();", "code"),
        ("iVBORw0KGgoAAAANSUhEUgAA" * 20, "code"),
    ],
)
def test_furniture(line: str, kind: str) -> None:
    verdict = furniture(line)
    assert verdict is not None
    assert verdict.kind == kind
    assert verdict.reason


@pytest.mark.parametrize(
    "line",
    [
        "The dam held (so far), the ministry said; two villages were cleared.",
        "Repairs will cost $89 million to $120 million, or 40% of the budget.",
        "Share prices of the builder fell on Friday.",
        "More from the south fled on Friday than the camps could hold.",
        "Via a spokesman, the ministry said that it knew nothing of the order.",
        "“I picture the worst,” he said (though the picture changes daily).",
        "Advertising for the dam began a year ago.",
        "Reyl is a contributor to the problem, the mayor said.",
    ],
)
def test_prose_is_left_alone(line: str) -> None:
    assert furniture(line) is None


def test_two_posts_and_the_sentence_after_them() -> None:
    line = (
        "Water! — Ana Reyl (@anareyl) March 4, 2031 "
        "All safe — Bo (@bo) 5 Mar 2031 The mayor wrote later."
    )
    first, second, rest = split_posts(line)
    assert isinstance(first, Post)
    assert (first.author, first.date) == ("Ana Reyl (@anareyl)", "2031-03-04")
    assert isinstance(second, Post)
    assert second.date == "2031-03-05"
    assert rest == "The mayor wrote later."


@given(st.text(alphabet="a (@)—,0123456789May\n", max_size=200))
def test_splitting_posts_loses_nothing(line: str) -> None:
    parts = [part.text if isinstance(part, Post) else part for part in split_posts(line)]
    assert "".join("".join(parts).split()) == "".join(line.split())
