"""What a person reading the sample pages knows, held against the ledger: written by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def figures(demo: Path, run: Run) -> Rows:
    return [
        json.loads(line) for line in run("export", "figures", "--ledger", demo).stdout.splitlines()
    ]


@pytest.fixture(scope="module")
def articles(demo: Path, run: Run) -> Rows:
    lines = run("export", "articles", "--ledger", demo).stdout.splitlines()
    return sorted(map(json.loads, lines), key=lambda row: str(row["path"]))


def having(rows: Rows, **slots: object) -> Rows:
    return [row for row in rows if all(row[key] == value for key, value in slots.items())]


def chains(rows: Rows) -> set[str]:
    return {" > ".join(row["chain"]) for row in rows}


def test_each_page_has_its_date_and_the_wire_its_agency(articles: Rows) -> None:
    assert len(articles) == 12
    assert [row["published"][:10] for row in articles] == [
        *["2025-10-14"] * 5,
        *["2025-10-15"] * 3,
        "2025-10-14",
        "2025-10-16",
        "2025-10-16",
        "2025-10-15",
    ]
    carried = [row["agency"] for row in articles]
    assert [carried[page - 1] for page in (1, 2, 3, 8, 11)] == ["MPA"] * 5
    assert carried[3:6] == [None] * 3


def test_no_furniture_is_in_a_text_and_no_comment_in_a_figure(
    articles: Rows, figures: Rows
) -> None:
    for row in articles:
        for debris in ("Advertisement", "cookie", "{{", "Sign up", "onerror", "javascript:"):
            assert debris.lower() not in row["text"].lower(), row["path"]
    assert not having(figures, low=60.0, predicate="rescued")
    assert "My cousin is in Pellin" not in " ".join(row["quotation"] for row in figures)


def test_the_wires_toll_is_the_services_word_in_each_outlet(figures: Rows) -> None:
    at_least = having(figures, low=14.0, bound=">=", predicate="killed")
    assert chains(at_least) == {
        "The Northgate Herald > MPA > Civil Protection Service",
        "Pellin Post > MPA > Civil Protection Service",
    }
    # One outlet lost the "at least" in the copying.
    assert "Bayside Bulletin > MPA > Civil Protection Service" in chains(
        having(figures, best=14.0, bound=None, predicate="killed")
    )


def test_a_speaker_at_the_end_of_a_sentence_has_said_all_of_it(figures: Rows) -> None:
    missing = [row for row in having(figures, predicate="missing") if "Dovask" in row["quotation"]]
    outlets = {row["chain"][0] for row in missing if row["chain"][-1] == "Irena Dovask"}
    assert {"The Northgate Herald", "Pellin Post", "Bayside Bulletin"} <= outlets


def test_the_blogs_chain_goes_through_two_newspapers_to_two_officials(figures: Rows) -> None:
    missing = having(figures, low=30.0, high=45.0, best=None, predicate="missing")
    found = chains(missing)
    assert any("Karsk Courant > two officials" in chain for chain in found)
    assert (
        "The Low Water Mark > Vessen Chronicle > Karsk Courant > two unidentified officials"
        in found
    )


def test_the_blog_made_dead_of_the_missing_and_an_upper_end_of_a_range(figures: Rows) -> None:
    (claimed,) = [
        row
        for row in having(figures, high=45.0, low=None, predicate="killed")
        if row["chain"][0] == "The Low Water Mark"
    ]
    assert claimed["chain"][-1] == "Interior Ministry officials"
    assert claimed["bound"] == "<="


def test_the_governments_denial_is_a_denial(figures: Rows) -> None:
    denied = [
        row
        for row in figures
        if row["best"] == 45.0 and row["chain"][0] == "Government Information Office"
    ]
    assert denied
    spoken = [row for row in denied if row["chain"][-1] == "Emil Ruvane"]
    assert {row["predicate"] for row in spoken} == {"killed", "missing"}
    assert {row["certainty"] for row in spoken} == {"denied"}


def test_the_toll_rises_from_page_to_page(figures: Rows) -> None:
    killed = having(figures, predicate="killed", derived=False)
    assert {9.0, 14.0, 19.0} <= {row["best"] for row in killed}
    assert 11.0 in {row["best"] for row in killed if row["chain"] == ["Eastlight Television"]}


def test_another_2700_hangs_on_those_before_it(figures: Rows) -> None:
    for row in having(figures, best=2700.0, additive=True):
        assert "ordered out of the town of Pellin" in row["quotation"]
    assert len(having(figures, best=2700.0, additive=True)) == 3


def test_a_sum_is_told_apart_and_names_its_parts(figures: Rows) -> None:
    by_id = {row["id"]: row for row in figures}
    (bayside,) = [
        row for row in having(figures, derived=True) if row["chain"][0] == "Bayside Bulletin"
    ]
    parts = [by_id[relation["target"]] for relation in bayside["relations"]]
    assert sorted(part["best"] for part in parts) == [14.0, 63.0]
    assert bayside["best"] == 77.0


def test_vague_words_are_intervals_with_their_phrase(figures: Rows) -> None:
    (homes,) = having(figures, text="hundreds", counted="homes")
    assert (homes["low"], homes["best"], homes["high"]) == (200.0, None, 999.0)


def test_nothing_is_annotated_in_a_language_that_sayso_does_not_read(
    articles: Rows, figures: Rows
) -> None:
    german = articles[11]
    assert german["language"] == "de"
    assert not [row for row in figures if row["article"] == german["id"]]


def test_an_embedded_post_is_its_authors_word(demo: Path, run: Run, articles: Rows) -> None:
    blog = articles[5]
    (post,) = [block for block in blog["blocks"] if block["author"]]
    assert (post["kind"], post["author"]) == ("quote", "Salome Irk (@salome_irk)")
    assert str(post["date"]).startswith("2025-10-1")
