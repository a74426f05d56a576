"""Lines at the head and the foot of an article, and what they tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import extract
from sayso.extract.dates import date_line
from sayso.extract.furniture import furniture
from sayso.extract.heads import head_line
from sayso.extract.pieces import Piece
from sayso.extract.sift import sift
from sayso.model import Article, Page

STORY = (
    "The ferry to Ostrava stayed in port on Friday, the harbour office said.",
    "Its captain, Bo Marsh, told reporters that the engine had failed twice in a week.",
    "The office expects the next crossing on Monday and asks travellers to be patient.",
)


def article(page: str) -> Article:
    return extract(Page(content=page.encode(), path="page"))


def html(body: str, head: str = "") -> str:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return f"<html><head>{head}</head><body><article>{body.format(story)}</article></body></html>"


@pytest.mark.parametrize(
    ("line", "date", "authors"),
    [
        ("Posted by Ana Reyl on Monday, 3 March 2031, 6:20 am", "2031-03-03T06:20", ("Ana Reyl",)),
        ("Monday, March 3, 2031 – Abroad – edited by Zoé Marsh", "2031-03-03", None),
        (
            "Notice No. 12/2031 | Ostrava, 3 March 2031, 10.00 | For immediate release",
            "2031-03-03T10:00",
            None,
        ),
        (
            "3. März 2031, 20:15 Uhr Lesezeit: 2 Min. Von Ina Brück, Ostrava",
            "2031-03-03T20:15",
            ("Ina Brück",),
        ),
    ],
)
def test_a_head_line_tells_its_date_and_writer(
    line: str, date: str, authors: tuple[str, ...] | None
) -> None:
    head = head_line(line)
    assert head is not None
    assert (head.kind, head.date) == ("published", date)
    assert (head.people.authors if head.people else None) == authors


@pytest.mark.parametrize(
    "line",
    [
        "The dam broke on 3 March 2031 - after days of rain - at Ostrava",
        "On 3 March 2031 the dam broke.",
        "The bridge was built by Reyl Works in the year 2031",
        "Ferry stays in port",
    ],
)
def test_prose_is_no_head_line(line: str) -> None:
    assert head_line(line) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("15. Oktober 2031, 20:15 Uhr", ("published", "2031-10-15T20:15")),
        ("Publié le 1er août 2031 à 20h15", ("published", "2031-08-01T20:15")),
        ("Actualizado el 3 de marzo de 2031", ("modified", "2031-03-03")),
        ("Pubblicato il 3 maggio 2031 alle 9:30", ("published", "2031-05-03T09:30")),
        ("3 de março de 2031", ("published", "2031-03-03")),
        ("Gepubliceerd op 3 mei 2031", ("published", "2031-05-03")),
        ("Der Damm brach am 3. März 2031", None),
    ],
)
def test_date_lines_of_other_languages(line: str, value: tuple[str, str] | None) -> None:
    assert date_line(line) == value


def test_the_head_and_foot_of_a_page_are_cut() -> None:
    pieces = (
        Piece("Ferry trouble"),
        Piece("Ferry to Ostrava stays in port, Friday 7 March"),
        Piece(", 14:00 local time"),
        *map(Piece, STORY),
        Piece("___"),
        Piece("Mail this page | More from the coast | © 2031 Ostrava Herald"),
        Piece("Copyright 2031 Velmaria Press Agency. Not to be reprinted without its leave."),
        Piece("Contact", kind="list"),
        Piece("Press desk, Harbour Office, Quay 1, Ostrava", kind="list"),
        Piece("desk@harbour.example", kind="list"),
    )
    sifted = sift(pieces, "Ferry to Ostrava stays in port")
    assert tuple(piece.text for piece in sifted.pieces) == STORY
    assert len(sifted.cut) == len(pieces) - len(STORY)


def test_a_heading_above_the_first_paragraph_is_the_articles() -> None:
    pieces = (Piece("What we know", kind="heading"), *map(Piece, STORY))
    assert sift(pieces, None).pieces == pieces


def test_capitals_before_a_colon_are_a_place_or_who_speaks() -> None:
    told = sift((Piece(f"OSTRAVA: {STORY[0]}"), *map(Piece, STORY[1:])), None)
    assert tuple(piece.text for piece in told.pieces) == STORY
    asked = (Piece("HERALD: When will the ferry sail again?"), *map(Piece, STORY))
    assert sift(asked, None).pieces == asked
    spoken = (Piece("MARSH: The engine failed."), Piece("REYL: It failed twice."))
    assert sift(spoken, None).pieces == spoken


def test_links_side_by_side_are_told_from_a_table_row() -> None:
    assert furniture("Share | Print | Contact us") is not None
    assert furniture("Ostrava | 14 | 27") is None


def test_an_organization_is_no_author_but_may_be_the_agency() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry stays",'
        '"author":[{"@type":"Person","name":"Ana Reyl"},'
        '{"@type":"Organization","name":"Velmaria Press Agency"}],'
        '"publisher":{"@type":"Organization","name":"Ostrava Herald"}}</script>'
    )
    found = article(html("{}", head))
    assert found.authors == ("Ana Reyl",)
    assert found.agency == "Velmaria Press Agency"


def test_an_outlet_is_read_off_title_and_host() -> None:
    head = (
        "<title>Ferry stays - Ostrava Herald</title>"
        '<link rel="canonical" href="https://www.ostravaherald.example/ferry">'
    )
    found = article(html("<h1>Ferry stays</h1>{}", head))
    assert (found.outlet, found.found["outlet"]) == ("Ostrava Herald", "<title>")


def test_a_flat_page_names_its_address_and_outlet() -> None:
    page = "\n\n".join(
        (
            "Ferry to Ostrava stays in port",
            *STORY,
            "Permalink: https://www.herald.example/2031/ferry",
            "© 2031 Ostrava Herald Publishing Co.",
        )
    )
    found = article(page)
    assert (found.url, found.site) == ("https://www.herald.example/2031/ferry", "herald.example")
    assert (found.outlet, found.found["outlet"]) == ("Ostrava Herald", "copyright line")
    two = article(f"{page}\n\n© 2031 Velmaria Post")
    assert two.outlet is None


def test_a_captions_credit_is_a_cut_of_its_own() -> None:
    figure = (
        "<figure><img src='a.jpg'><figcaption>The ferry in port. (VPA Photo/Bo Marsh)"
        "</figcaption></figure>{}"
    )
    cuts = {cut.kind: cut.text for cut in article(html(figure)).cut}
    assert cuts["caption"] == "The ferry in port. (VPA Photo/Bo Marsh)"
    assert cuts["credit"] == "VPA Photo/Bo Marsh"


@given(st.text(alphabet="By on0123 |–,.AaMarch2031", max_size=170))
def test_no_line_breaks_the_reading_of_heads(line: str) -> None:
    head = head_line(line)
    assert head is None or head.date[:4].isdigit()
