"""Bylines, agencies, datelines."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.agency import agency_in_credits, dateline
from sayso.extract.html import parse
from sayso.extract.page_people import page_people
from sayso.extract.people import People, byline, people
from sayso.extract.structured import structured
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


def people_of(markup: str, outlet: str | None = None) -> People:
    tree = parse(markup)
    return page_people(tree, structured(tree), outlet)


def page(head: str = "", body: str = "") -> str:
    text = "<p>The dam at Ostrava held through the night, the water office said.</p>"
    return f"<html><head>{head}</head><body><h1>Dam at Ostrava holds</h1>{body}{text}</body></html>"


def linked(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}}}</script>'


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ana Reyl, Bo Marsh and Cy Orr", ("Ana Reyl", "Bo Marsh", "Cy Orr")),
        ("By Ana Reyl with Bo Marsh", ("Ana Reyl", "Bo Marsh")),
        ("Ana Reyl & Bo Marsh", ("Ana Reyl", "Bo Marsh")),
        ("By Ana de la Reyl and Jan van der Marsh", ("Ana de la Reyl", "Jan van der Marsh")),
        ("By A. J. Reyl-Marsh", ("A. J. Reyl-Marsh",)),
        ("By Bo O’Marsh Jr.", ("Bo O’Marsh Jr.",)),
        ("ByAna Reyl", ("Ana Reyl",)),
        ("By Ana Reyl December 2, 2031", ("Ana Reyl",)),
        ("By Ana Reyl Senior Reporter", ("Ana Reyl",)),
        ("By Ana Reyl The Associated Press", ("Ana Reyl",)),
        ("Ana Reyl, Ph.D., Ostrava Bureau Chief", ("Ana Reyl",)),
        ("Ана Рейл", ("Ана Рейл",)),
        ("山田 花子", ("山田 花子",)),
        ("ostrava-herald-staff", ()),
        ("desk@herald.example", ()),
        ("@anareyl", ()),
        ("Newsroom", ()),
        ("Admin", ()),
        ("Herald Staff", ()),
        ("The Ostrava Gazette", ()),
        ("herald.example", ()),
        ("Ostrava Media Group", ()),
        ("Personal finance", ()),
        ("Redazione", ()),
        ("https://herald.example/ana-reyl", ()),
    ],
)
def test_people_are_told_from_bodies_roles_and_handles(line: str, authors: tuple[str, ...]) -> None:
    assert people([line]).authors == authors


def test_an_outlet_by_any_spacing_or_desk_is_no_person() -> None:
    assert people(["Coast Courier"], "CoastCourier").authors == ()
    assert people(["Courier Sailing"], "Courier").authors == ()


def test_several_names_in_structured_data_are_all_read() -> None:
    both = ("Ana Reyl", "Bo Marsh")
    assert (
        people_of(page(linked('{"@type": "Person", "name": ["Ana Reyl", "Bo Marsh"]}'))).authors
        == both
    )
    assert people_of(page(linked('[{"name": "Ana Reyl"}, {"name": "Bo Marsh"}]'))).authors == both


def test_the_shown_byline_counts_where_the_page_never_shows_whom_it_states() -> None:
    found = people_of(
        page(linked('{"@type": "Person", "name": "Web Poster"}'), "<p>By Ana Reyl</p>")
    )
    assert found.authors == ("Ana Reyl",)
    assert found.found == "byline at the headline"
    assert found.reason is not None
    assert "JSON-LD author names somebody whom the page does not show" in found.reason
    assert [(each.value, each.where) for each in found.stated] == [
        ("Web Poster", "JSON-LD author"),
        ("Ana Reyl", "byline at the headline"),
    ]


def test_an_editor_or_contributor_in_structured_data_is_no_author() -> None:
    stated = linked('[{"name": "Ana Reyl"}, {"name": "Bo Marsh"}, {"name": "Cy Orr"}]')
    body = "<p>By Ana Reyl</p><p>Edited by Bo Marsh</p><p>Contributions from</p><p>Cy Orr</p>"
    assert people_of(page(stated, body)).authors == ("Ana Reyl",)


def test_a_second_writer_who_signs_below_stays() -> None:
    stated = linked('[{"name": "Ana Reyl"}, {"name": "Bo Marsh"}]')
    body = "<p>By Ana Reyl</p><p>Bo Marsh</p>"
    assert people_of(page(stated, body)).authors == ("Ana Reyl", "Bo Marsh")


def test_the_sites_own_name_in_structured_data_gives_way_to_the_byline() -> None:
    stated = linked('{"@type": "Organization", "name": "Coast Courier"}')
    found = people_of(page(stated, "<p>Written by: Ana Reyl</p>"), "Coast Courier")
    assert found.authors == ("Ana Reyl",)


@pytest.mark.parametrize(
    "body",
    [
        "<p>By</p><p>Ana Reyl</p>",
        "<p>Words: Ana Reyl</p>",
        "<p>posted on 2031-05-03 23:30 EST by Ana Reyl</p>",
        "<p>May 3, 2031 By Ana Reyl 4 Comments</p>",
        "<p>by Ana Reyl · May 3, 2031 at 3:00 am · One comment so far</p>",
        "<p><a href='/authors/ana-reyl'>Ana Reyl</a></p>",
        "<p><span class='post-author-name'>Ana Reyl</span> Founder at Pellin</p>",
        "<p>Ana Reyl</p><p>x</p><p>x</p><p>Ana Reyl is a baker in Ostrava.</p>",
    ],
)
def test_bylines_at_the_headline_in_many_forms(body: str) -> None:
    assert people_of(page(body=body)).authors == ("Ana Reyl",)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Social Media</p>",
        "<p>By Friday the water had gone</p>",
        "<p>Written By</p><p>Share</p>",
        "<p>Pictures: Ana Reyl</p>",
        "<div><p>x</p></div>" * 20 + "<p><a href='/author/ana'>Ana Reyl</a></p>",
    ],
)
def test_no_byline_is_made_up(body: str) -> None:
    assert people_of(page(body=body)).authors == ()


def test_a_line_at_the_foot_names_the_writer() -> None:
    body = "<p>x</p>" * 20 + "<p>This post was written by Ana Reyl, Head of Water.</p>"
    found = people_of(page(body=body))
    assert (found.authors, found.found) == (("Ana Reyl",), "byline at the foot")


def test_bylines_of_other_articles_do_not_count() -> None:
    teasers = "".join(
        f"<div><p>Bridge {name}</p><p class='byline'>By {name} Marsh</p></div>" for name in "ABCD"
    )
    assert people_of(page(body="<p>x</p>" * 20 + teasers)).authors == ()


@given(st.text(max_size=300))
def test_any_line_gives_names_or_none(text: str) -> None:
    for name in people([text]).authors:
        assert 1 < len(name) <= 60
        assert not any(sign.isdigit() for sign in name)
    byline(text)


@pytest.mark.parametrize("line", ["By " * 4_000, "Ana, " * 2_000, "\x00" * 10_000, "A" * 10_000])
def test_long_bylines_take_no_time(line: str) -> None:
    start = time.perf_counter()
    people([line])
    byline(line)
    people_of(page(body=f"<p class='byline'>{line.replace(chr(0), ' ')}</p>"))
    assert time.perf_counter() - start < 2
