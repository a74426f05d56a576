"""Two articles side by side."""

import json
from pathlib import Path

import msgspec
import pytest

from sayso.model import Article, Copy, Excerpt, Links, Mutation, Retelling, SaysoError
from sayso.show.diff import aligned, difference
from sayso.show.diff_page import diff_page
from sayso.show.direction import Directions
from tests.conftest import SAMPLES, Run
from tests.show.printing import printed

A = Article(id="a", text="One here.\n\nTwo here.\n\nThree here.")
B = Article(id="b", text="Three here.\n\nNew words.\n\nOne here.")
COPY = Copy(id="cpy-1", a="b", b="a", direction="a>b", passages=((0, 11, 22, 33), (25, 34, 0, 9)))


def test_links_are_turned_to_the_order_asked_for() -> None:
    found = difference(A, B, Links(copies=(COPY,)))
    (copy,) = found.copies
    assert (copy.a, copy.b, copy.direction) == ("a", "b", "b>a")
    for a0, a1, b0, b1 in copy.passages:
        assert A.text[a0:a1] == B.text[b0:b1]
    assert found.shared_a == pytest.approx(20 / 33)


def test_every_word_of_both_stands_in_the_columns_once() -> None:
    rows = aligned(difference(A, B, Links(copies=(COPY,))))
    left = [A.text[row.a[0] : row.a[1]].strip() for row in rows if row.a]
    right = [B.text[row.b[0] : row.b[1]].strip() for row in rows if row.b]
    assert left == ["One here.", "Two here.", "Three here."]
    assert sorted(right) == ["New words.", "One here.", "Three here."]


def test_articles_without_anything_in_common() -> None:
    found = difference(A, B, Links())
    assert (found.shared_a, found.copies, found.mutations) == (0, (), ())


def test_diff_shows_what_the_bulletin_lost_of_the_wire(demo: Path, run: Run) -> None:
    articles = {
        Path(row["path"]).name: row["id"]
        for row in map(json.loads, run("export", "articles", "--ledger", demo).stdout.splitlines())
    }
    herald, bulletin = (
        articles[name] for name in ("01-northgate-herald.html", "03-bayside-bulletin.txt")
    )
    done = run("diff", herald, bulletin, "--ledger", demo, "--json")
    found = json.loads(done.stdout)
    lost = {(each["type"], each["a"]["text"].strip()) for each in found["mutations"]}
    assert any("at least" in text for _, text in lost)
    for each in found["mutations"]:
        for side, article in (("a", found["a"]), ("b", found["b"])):
            excerpt = each[side]
            assert article["text"][excerpt["start"] : excerpt["end"]] == excerpt["text"]
    page = run("diff", herald, bulletin, "--ledger", demo).stdout
    assert "of the first" in page
    # Nothing tells which of the two was there before: nothing is struck.
    assert "{~" in page
    assert "[-" not in page


@pytest.mark.parametrize("is_turned", [False, True])
def test_what_the_source_said_is_struck_in_whichever_column_it_stands(is_turned: bool) -> None:
    source = Article(id="s", text="At least 40 homes were lost.")
    taker = Article(id="t", text="Some 40 homes were lost.")
    links = Links(
        copies=(Copy(id="c", a="s", b="t", direction="a>b", passages=((0, 28, 0, 24),)),),
        mutations=(
            Mutation(
                id="m",
                type="hedge",
                subtype="changed",
                a=Excerpt(id="s", start=0, end=8, text="At least"),
                b=Excerpt(id="t", start=0, end=4, text="Some"),
                candidate=True,
            ),
        ),
    )
    pair = (taker, source) if is_turned else (source, taker)
    found = difference(*pair, links)
    assert found.copies[0].direction == ("b>a" if is_turned else "a>b")
    page = printed(diff_page(found))
    assert "[-At least-]" in page
    assert "{+Some+}" in page
    assert "1 mutation (hedge), a candidate" in page
    assert "the source had it" in page
    assert found.counts == {"hedge": 1}


def test_nothing_is_struck_of_what_may_be_the_same_in_other_words() -> None:
    retold = Retelling(
        id="r",
        a=Excerpt(id="a", start=0, end=9, text="One here."),
        b=Excerpt(id="b", start=25, end=34, text="One here."),
    )
    changed = Mutation(id="m", type="figure", subtype="differs", a=retold.a, b=retold.b)
    copy = Copy(id="c", a="a", b="b", direction="unknown", passages=((0, 9, 25, 34),))
    page = printed(diff_page(difference(A, B, Links(copies=(copy,), mutations=(changed,)))))
    beside, changes = page.split("WHAT CHANGED")
    assert beside.count("{~One here.~}") == changes.count("{~One here.~}") == 2
    unknown = Directions(Links(retellings=(retold,)))
    assert unknown.of(changed) == "unknown"
    known = Directions(Links(retellings=(msgspec.structs.replace(retold, direction="b>a"),)))
    assert known.of(changed) == "b>a"
    assert known.of(msgspec.structs.replace(changed, a=changed.b, b=changed.a)) == "a>b"


def test_statements_told_again_stand_beside_each_other_with_what_changed_in_them() -> None:
    a = Article(id="a", text="Between 30 and 45 pickers are missing, two officials said.")
    b = Article(id="b", text="Officials spoke of 30 missing. Others say 45 are missing.")
    one, two = (
        Retelling(
            id=f"r{place}",
            a=Excerpt(id="a", start=0, end=len(a.text), text=a.text),
            b=Excerpt(id="b", start=start, end=end, text=b.text[start:end]),
        )
        for place, (start, end) in enumerate(((0, 30), (31, 57)))
    )
    changed = Mutation(
        id="m",
        type="figure",
        subtype="range differs",
        a=Excerpt(id="a", start=0, end=17, text="Between 30 and 45"),
        b=Excerpt(id="b", start=42, end=44, text="45"),
        candidate=True,
        reason="“Between 30 and 45” in one text, “45” in the other",
    )
    page = printed(diff_page(difference(a, b, Links(retellings=(one, two), mutations=(changed,)))))
    assert "2 statements, perhaps" in page
    assert "no passage" in page
    assert page.count("pickers are missing") == 1
    assert "Others say {~45~} are missing." in page
    # A reason that only sets the words of both side by side is not said a third time.
    assert "because" not in page


def test_an_article_at_odds_with_itself_is_told_so() -> None:
    text = "Three Velmari miners went home. One of the Ostrean men spoke."
    own = Mutation(
        id="m",
        type="entity",
        subtype="nationality swapped",
        a=Excerpt(id="b", start=0, end=20, text="Three Velmari miners"),
        b=Excerpt(id="b", start=32, end=54, text="One of the Ostrean men"),
        candidate=True,
        reason="They seem to be the same people.",
    )
    found = difference(A, Article(id="b", text=text), Links(mutations=(own,)))
    assert (found.within, found.mutations) == ((own,), ())
    page = printed(diff_page(found))
    assert "AT ODDS WITH ITSELF" in page
    assert "{~One of the Ostrean men~}" in page


def test_an_article_beside_itself_shows_the_post_that_it_repeats_or_says_why_not() -> None:
    post = Copy(id="c", a="a", b="a", direction="a>b", passages=((0, 9, 11, 20),))
    page = printed(diff_page(difference(A, A, Links(copies=(post,)))))
    assert "embedded" in page
    assert page.count("One here.") == 1
    with pytest.raises(SaysoError, match="'a' is both of the articles"):
        difference(A, A, Links(copies=(COPY,)))


def test_diff_of_two_captured_pages_needs_no_ledger(tmp_path: Path, run: Run) -> None:
    pages = [SAMPLES / "01-northgate-herald.html", SAMPLES / "03-bayside-bulletin.txt"]
    done = run("diff", *pages, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "passages" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_diff_names_what_is_not_there(demo: Path, run: Run) -> None:
    done = run("diff", "art-000000", "art-000001", "--ledger", demo)
    assert done.returncode == 2
    assert "art-000000" in done.stderr
    page = SAMPLES / "01-northgate-herald.html"
    done = run("diff", page, "02-pelin-post.html", "--ledger", demo / "none")
    assert done.returncode == 2
    assert f"02-pelin-post.html: no such captured page, as {page} is one" in done.stderr
