"""The invented sentences for figures hold together: spans, values, references and the two halves."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

Record = Any  # a line of JSON; its keys are those of FIGURES.md

LINES: list[Record] = [
    json.loads(line) for line in Path(__file__).with_name("figures.jsonl").read_text().splitlines()
]
PREDICATE_LIST = """
    killed injured casualty missing captured detained abducted freed charged sentenced displaced
    evacuated rescued stranded sheltered hospitalized infected aided deployed withdrawn recruited
    protested struck blocked idled destroyed damaged seized recaptured looted burned flooded
    intercepted fired delivered pledged needed cost without_power without_water visited remained
    found arrived surrendered defected executed sunk
"""
PREDICATES = set(PREDICATE_LIST.split())
RELATIONS = {
    *("subset_of", "component_of", "in_addition_to", "alternative_to"),
    *("revises", "percent_of", "same_as"),
}
CERTAINTIES = {"asserted", "hedged", "denied", "doubted", "conditional", "unverified"}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
END_OF_BOUND = {">=": "low", ">": "low", "<=": "high", "<": "high"}


def marked(record: Record) -> Iterator[Record]:
    """Everything in a record that points into its text."""
    for figure in record["figures"]:
        yield figure
        yield from figure["source"]
    yield from itertools.chain(record["times"], record["traps"], record["unquantified"])


each = pytest.mark.parametrize("record", LINES, ids=[record["id"] for record in LINES])


@each
def test_offsets_cut_out_what_is_quoted(record: Record) -> None:
    for span in marked(record):
        assert record["text"][span["start"] : span["end"]] == span["text"] != ""


@each
def test_figures_times_and_traps_are_apart(record: Record) -> None:
    spans = sorted(
        (span["start"], span["end"])
        for kind in ("figures", "times", "traps")
        for span in record[kind]
    )
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@each
def test_no_digit_is_left_unmarked(record: Record) -> None:
    covered = {at for span in marked(record) for at in range(span["start"], span["end"])}
    digits = {match.start() for match in re.finditer(r"\d", record["text"])}
    assert digits <= covered


@each
def test_values_are_in_order_and_fit_the_bound(record: Record) -> None:
    for figure in record["figures"]:
        for value in [figure, *figure.get("accept", [])]:
            said = [value[end] for end in ("low", "best", "high") if value[end] is not None]
            assert said
            assert said == sorted(said)
        if figure["bound"] is not None:
            ends = {end for end in ("low", "best", "high") if figure[end] is not None}
            assert ends == {END_OF_BOUND[figure["bound"]]}
        assert (figure["approximate"] is None) == (figure["kind"] == "vague")


@each
def test_references_lead_somewhere(record: Record) -> None:
    figures = {figure["id"]: figure for figure in record["figures"]}
    times = {time["id"] for time in record["times"]}
    assert len(figures) == len(record["figures"])
    for figure in record["figures"]:
        assert figure["time"] is None or figure["time"] in times
        for relation in figure["relations"]:
            assert relation["type"] in RELATIONS
            assert relation["target"] in figures.keys() - {figure["id"]}


@each
def test_slots_use_the_words_of_the_guideline(record: Record) -> None:
    for figure in record["figures"]:
        assert {figure["predicate"], *figure.get("predicate_accept", [])} <= PREDICATES | {None}
        assert {figure["certainty"], *figure.get("certainty_accept", [])} <= CERTAINTIES
        assert figure["change"] in {None, "up", "down"}
        assert (figure["counted"] is None) == (figure["counted_head"] is None)


@each
def test_weekdays_are_the_days_of_their_dates(record: Record) -> None:
    published = date.fromisoformat(record["published"])
    for time in record["times"]:
        named = [day for day in WEEKDAYS if day in time["text"]]
        if named and not time.get("optional"):
            day = date.fromisoformat(time["value"][:10])
            assert WEEKDAYS[day.weekday()] == named[0]
            assert abs(day - published) <= timedelta(days=7)


def test_ids_are_unique() -> None:
    assert len({record["id"] for record in LINES}) == len(LINES)


def test_halves_are_balanced() -> None:
    halves = {
        split: [record for record in LINES if record["split"] == split] for split in ("dev", "test")
    }
    assert len(halves["dev"]) == len(halves["test"]) >= 70
    assert len(halves["dev"]) + len(halves["test"]) == len(LINES)
    registers = [Counter(record["register"] for record in half) for half in halves.values()]
    assert registers[0] == registers[1]
    dev, test = ({tag for record in half for tag in record["tags"]} for half in halves.values())
    assert dev == test
