"""The own gold is sound: spans, values and intervals agree with the texts and with each other."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

RECORDS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "times.jsonl").read_text(encoding="utf-8").splitlines()
]
TIMES = [(record, time) for record in RECORDS for time in record["times"]]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEAST_RECORDS, LEAST_TIMES, LEAST_TRAPS = 160, 450, 60
SHAPES = {
    "DATE": re.compile(
        r"BC\d{4}|FY\d{4}|(PAST|PRESENT|FUTURE)_REF|(\d{4}|XXXX)-\d\d-\d\d|\d{2,4}"
        r"|\d{4}-(\d\d|Q[1-4]|H[12]|SP|SU|FA|WI|W\d\d(-WE)?)|\d{4}/\d{4}"
    ),
    "TIME": re.compile(r"(\d{4}|XXXX)-(\d\d|XX)-(\d\d|XX)(T(\d\d:\d\d|MO|MI|AF|EV|NI|DA))?"),
    "DURATION": re.compile(r"P(T?(\d+(\.\d+)?|X)(H|M|S|D|W|Y|Q|DE|CE)|X)"),
    "SET": re.compile(
        r"PT?\d+(M|H|D|W|Y)|XXXX-(XX-XX(TNI|TMO)?|WXX-\d(TMO|TEV)?|QX|SP|SU|FA|WI|\d\d)"
    ),
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_spans_are_the_text_and_stand_apart(record: dict[str, Any]) -> None:
    text, end = record["text"], 0
    for mark in sorted(record["times"] + record["traps"], key=lambda mark: mark["start"]):
        assert text[mark["start"] : mark["end"]] == mark["text"] == mark["text"].strip() != ""
        assert mark["start"] >= end, mark
        end = mark["end"]
    if record["published"] is not None:
        date.fromisoformat(record["published"])


@pytest.mark.parametrize(
    ("record", "time"), TIMES, ids=[f"{r['id']}-{t['start']}" for r, t in TIMES]
)
def test_value_and_interval_agree(record: dict[str, Any], time: dict[str, Any]) -> None:
    value, interval = time["value"], time["interval"]
    if value is not None:
        assert SHAPES[time["type"]].fullmatch(value), time
    if time["type"] in ("DURATION", "SET"):
        assert interval is None
    if interval is None:
        return
    begin, end = (date.fromisoformat(day) for day in interval)
    assert begin <= end
    day = re.match(r"\d{4}-\d\d-\d\d", value or "")
    if day:
        assert begin <= date.fromisoformat(day[0]) <= end
    elif value is not None and re.match(r"\d{4}-\d\d(?!\d)", value):
        assert value[:7] == interval[0][:7] == interval[1][:7]


def test_a_day_named_by_its_weekday_falls_on_it() -> None:
    for _, time in TIMES:
        named = [day for day in WEEKDAYS if day in time["text"]]
        day = re.match(r"\d{4}-\d\d-\d\d", time["value"] or "")
        # "a year ago Thursday" counts from a Thursday; it need not be one
        if named and day and not time["text"].startswith("a year ago"):
            assert WEEKDAYS[date.fromisoformat(day[0]).weekday()] in named, time


def test_both_splits_hold_every_tag() -> None:
    splits = Counter(record["split"] for record in RECORDS)
    assert set(splits) == {"dev", "test"}
    assert abs(splits["dev"] - splits["test"]) <= 2
    tags = {
        split: {tag for record in RECORDS if record["split"] == split for tag in record["tags"]}
        for split in splits
    }
    assert tags["dev"] == tags["test"]


def test_the_set_is_large_enough_and_its_ids_are_its_own() -> None:
    assert len({record["id"] for record in RECORDS}) == len(RECORDS) >= LEAST_RECORDS
    assert len(TIMES) >= LEAST_TIMES
    assert sum(len(record["traps"]) for record in RECORDS) >= LEAST_TRAPS
