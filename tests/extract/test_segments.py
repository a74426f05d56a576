"""Flattened text is parted where elements were glued together, and only there."""

import pytest

from sayso.extract.segments import segments


def texts(text: str) -> list[str]:
    return [segment.text for segment in segments(text)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "The gates at Karsk stayed shut.Engineers were called.",
            ["The gates at Karsk stayed shut.", "Engineers were called."],
        ),
        (
            "“Nobody was told,” she said.“They never are.”The mayor left.",
            ["“Nobody was told,” she said.", "“They never are.”", "The mayor left."],
        ),
        ("Karsk Courant\t14 October 2031", ["Karsk Courant", "14 October 2031"]),
        ("Home     World     Weather", ["Home", "World", "Weather"]),
        (
            "var shown = {a: 1}; } Officials in Pellin said nothing.",
            ["var shown = {a: 1}; }", "Officials in Pellin said nothing."],
        ),
        (
            "Most readDam near Karsk holdsRiver at Pellin falls",
            ["Most read", "Dam near Karsk holds", "River at Pellin falls"],
        ),
    ],
)
def test_a_line_is_parted_where_things_were_glued(line: str, parts: list[str]) -> None:
    assert texts(line) == parts


@pytest.mark.parametrize(
    "line",
    [
        "The U.S.Army Corps and Mr.Hask of McAllen met at 6 p.m. in Karsk.",
        "The app YouTube Karsk carried it.  Two spaces follow a typist's stop.",
        "He had 1.5 million litres, at 3.4 per cent, for Selin Hydro (SH) Ltd.",
    ],
)
def test_names_and_numbers_are_not_parted(line: str) -> None:
    assert len(texts(line)) == 1


def test_a_gap_tells_what_stood_before_a_stretch() -> None:
    found = segments("Dam holds\nBy Ana Reyl    Karsk\n\nThe dam held.It was watched.")
    assert [(each.text, each.gap, each.line) for each in found] == [
        ("Dam holds", 3, 0),
        ("By Ana Reyl", 2, 1),
        ("Karsk", 1, 1),
        ("The dam held.", 3, 2),
        ("It was watched.", 0, 2),
    ]


def test_a_hundred_thousand_wrapped_lines_are_read_in_seconds() -> None:
    wrapped = "the water of the river rose above the lower road by Karsk\n" * 100_000
    assert sum(len(text) for text in texts(wrapped)) > 5_000_000
