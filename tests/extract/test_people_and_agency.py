"""Bylines, agencies, datelines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.agency import agency_in_credits, dateline
from sayso.extract.people import byline, people
from sayso.model import Cut


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("OSTRAVA, Velmaria (AP) — ", "Ostrava, Velmaria", "AP"),
        ("OSTRAVA, May 3 (Reuters) - ", "Ostrava", "Reuters"),
        ("NEW OSTRAVA (AFP) – ", "New Ostrava", "AFP"),
        ("Ostrava, 3 May (Xinhua) -- ", "Ostrava", "Xinhua"),
        ("PORT-AU-LAC — ", "Port-Au-Lac", None),
        ("OSTRAVA, Velmaria (Herald Staff) — ", "Ostrava, Velmaria", None),
        ("(UPI) -- ", None, "UPI"),
        ("OSTRAVA, Velmaria (VPA) — ", "Ostrava, Velmaria", "VPA"),
        ("OSTRAVA (Velinform) - ", "Ostrava", "Velinform"),
        ("OSTRAVA (LEFT) - ", "Ostrava", None),
        ("OSTRAVA (EAST GATE) - ", "Ostrava", None),
        ("OSTRAVA: ", "Ostrava", None),
    ],
)
def test_a_dateline_is_taken_apart(opening: str, place: str | None, agency: str | None) -> None:
    found = dateline(f"{opening}The dam held on Friday.")
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert found.rest == "The dam held on Friday."
    assert found.text == opening.strip()


@pytest.mark.parametrize(
    "paragraph",
    [
        "The dam held — so far — on Friday.",
        "EXCLUSIVE — The dam held on Friday.",
        "The agency (AP) said the dam held.",
        "Reyl (left) - The minister waved.",
        "WARNING: The dam may break.",
        "Ostrava: The dam held.",
    ],
)
def test_no_dateline_is_seen_where_there_is_none(paragraph: str) -> None:
    assert dateline(paragraph) is None


@given(st.text(alphabet="AB (),—-.x\n", max_size=120))
def test_a_dateline_and_the_rest_are_the_paragraph(text: str) -> None:
    found = dateline(text)
    assert found is None or text.endswith(found.rest)


def test_names_are_taken_apart() -> None:
    assert people(["By ANA REYL and Bo Marsh, M.D.; Reuters"]).authors == ("ANA REYL", "Bo Marsh")
    assert people(["Ostrava Herald Staff", "admin", "https://x.example"], "Herald").authors == ()
    assert people(["Ostrava Herald"], "Ostrava Herald").authors == ()
    assert people(["The Associated Press"]).agency == "AP"


def test_a_byline_is_told_from_a_sentence() -> None:
    found = byline("By Ana Reyl, Associated Press")
    assert found is not None
    assert (found.authors, found.agency) == (("Ana Reyl",), "AP")
    assert byline("By then the water was gone") is None


def test_a_credit_line_names_its_agency() -> None:
    line = "(Reporting by Ana Reyl in Ostrava; Editing by Bo Marsh)"
    assert agency_in_credits([Cut(kind="credit", text=line, reason="")]) is not None
    assert agency_in_credits([Cut(kind="credit", text="Photo: Ana Reyl", reason="")]) is None
