"""The filter `sayso link` and the function behind it."""

import json
from typing import Any

from tests.conftest import Run

WIRE = (
    "KARSK (Northern Wire) - The Tesna burst its banks on Monday and flooded at least 40 homes in "
    "the lower town, the river office said.\n\nFamilies were taken to the school on the hill, where "
    "teachers had made up beds in the gymnasium before dark."
)
LINES = [
    {"id": "n1", "text": WIRE, "published": "2025-10-13T08:00:00Z", "site": "northernwire.example"},
    {
        "id": "n2",
        "text": WIRE.replace("at least ", ""),
        "published": "2025-10-13T11:00:00Z",
        "site": "hillpost.example",
    },
    {"id": "n3", "text": "A goat won the regional chess prize for young talents in Dunmore."},
]


def linked(lines: list[dict[str, str]], run: Run, *options: str) -> list[dict[str, Any]]:
    done = run("link", *options, stdin="".join(json.dumps(line) + "\n" for line in lines))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_stories_copies_and_mutations_are_printed(run: Run) -> None:
    found = linked(LINES, run)
    stories = [each["articles"] for each in found if each["kind"] == "story"]
    assert stories == [["n1", "n2"], ["n3"]]
    (copy,) = (each for each in found if each["kind"] == "copy")
    assert (copy["a"], copy["b"], copy["direction"]) == ("n1", "n2", "a>b")
    for a0, a1, b0, b1 in copy["passages"]:
        assert 0 <= a0 < a1 <= len(LINES[0]["text"])
        assert 0 <= b0 < b1 <= len(LINES[1]["text"])
    (mutation,) = (each for each in found if each["kind"] == "mutation")
    assert "at least" in mutation["a"]["text"]
    assert set(mutation["b"]) == {"id", "start", "end", "text"}


def test_one_part_alone(run: Run) -> None:
    assert {each["kind"] for each in linked(LINES, run, "--only", "copies")} == {"copy"}
    assert {each["kind"] for each in linked(LINES, run, "--only", "stories")} == {"story"}


def test_a_story_that_the_analyst_gave_is_kept(run: Run) -> None:
    given = [{**line, "story": "all of it"} for line in LINES]
    (story,) = linked(given, run, "--only", "stories")
    assert (story["id"], story["articles"]) == ("all of it", ["n1", "n2", "n3"])


def test_wrong_lines_and_parts_are_named_and_the_rest_goes_on(run: Run) -> None:
    good = json.dumps(LINES[2])
    done = run("link", stdin=f"{good}\n{{not json\n{good}\n")
    assert done.returncode == 1
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines() if '"kind"' in line] == [
        "story"
    ]
    assert "'n3'" in done.stderr, "the id given twice"
    wrong = run("link", "--only", "figures", stdin=good)
    assert wrong.returncode == 2
    assert "copies, stories" in wrong.stderr


def test_no_article_at_all_is_said(run: Run) -> None:
    done = run("link", stdin="")
    assert done.returncode == 1
    assert "standard input: an empty file" in done.stderr
