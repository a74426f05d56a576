"""Corrections, sign-offs and who had it first, among an article's paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.notes import corrections, is_correction, take_notes
from sayso.extract.original import republished_from
from sayso.extract.pieces import Piece
from sayso.model import Cut

STORY = Piece("The dam above Karsk held through the night, the ministry said on Friday.")


@pytest.mark.parametrize(
    "note",
    [
        "Correction: The dam is 62 meters high, not 26.",
        "CORRECTION (May 3): The dam is 62 meters high.",
        "Correction, May 3, 2031: The dam is 62 meters high.",
        "Clarification: The gates were opened by the ministry.",
        "Editor's note: An earlier version of this story misstated the height of the dam.",
        "*An earlier version of this article misstated the height of the dam.",
        "A previous version of this report gave a wrong name for the mayor of Pellin.",
        "This story has been corrected to show that the dam is 62 meters high.",
        "This article was amended on 3 May 2031 to give the mayor's name.",
        "This report has been updated to include a statement by the ministry.",
        "Updated on May 3: This story has been updated with a statement by the ministry.",
        "(Corrects the height of the dam in paragraph 3)",
    ],
)
def test_a_correction_is_cut_and_kept(note: str) -> None:
    noted = take_notes((STORY, Piece(note)))
    assert noted.pieces == (STORY,)
    (cut,) = noted.cut
    assert (cut.kind, cut.text) == ("correction", note)
    assert corrections(noted.cut) == (note,)


@pytest.mark.parametrize(
    "text",
    [
        "The earlier version of the plan was corrected by the ministry.",
        "This post was last updated May 3, 2031.",
        "This report was updated in 2031 by engineers who had seen the wall.",
        "The correction: two gates, not three, will be closed for good in Karsk.",
        "He said this article of the constitution was amended in 2031.",
        "The correct height is 62 meters.",
    ],
)
def test_prose_about_corrections_stays(text: str) -> None:
    assert not is_correction(text)
    assert take_notes((STORY, Piece(text))).pieces[-1].text == text


def test_an_editors_note_that_mends_nothing_is_no_correction() -> None:
    notes = ("Editor's note: Ana Reyl lives in Pellin.", "Editor's note: The dam's name is wrong")
    cuts = [Cut(kind="correction", text=note, reason="") for note in notes]
    assert corrections(cuts) == ()


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        ("(Reuters)", "Reuters"),
        ("-AFP", "AFP"),
        ("– AP", "AP"),
        ("-- Xinhua", "Xinhua"),
        ("(AFP/APP)", "AFP"),
        ("(AP, Reuters)", "AP"),
    ],
)
def test_an_agency_signs_the_last_line(end: str, agency: str) -> None:
    noted = take_notes((STORY, Piece(f"Nobody was hurt, it said. {end}")))
    assert (noted.pieces[-1].text, noted.agency) == ("Nobody was hurt, it said.", agency)
    (cut,) = noted.cut
    assert (cut.kind, cut.text) == ("credit", end)
    alone = take_notes((STORY, Piece(end)))
    assert (alone.pieces, alone.agency) == ((STORY,), agency)


@pytest.mark.parametrize(
    "text",
    [
        "He left for the ministry (of water).",
        "“It held,” she told the agency - Karsk is safe.",
        "The dam was built by the Velmar Works. (Karsk)",
        "It was the end of the story told by AFP",
    ],
)
def test_other_last_lines_sign_nothing(text: str) -> None:
    noted = take_notes((STORY, Piece(text)))
    assert noted.agency is None
    assert noted.pieces[-1].text == text


def test_a_page_of_a_note_alone_keeps_it() -> None:
    note = Piece("Correction: The dam is 62 meters high, not 26.")
    assert take_notes((note,)).pieces == (note,)
    assert take_notes((Piece("(Reuters)"),)).pieces == (Piece("(Reuters)"),)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("This article was originally published by The Karsk Review.", "The Karsk Review"),
        ("This story was first published on Pellin Post on May 3.", "Pellin Post"),
        (
            "This article is republished from Karsk Forum under a Creative Commons license. Read "
            "the original article.",
            "Karsk Forum",
        ),
        ("This piece originally appeared in the Velmar Quarterly and is", "Velmar Quarterly"),
        ("Originally published at tesna.example", "tesna.example"),
        ("Republished with permission from Northgate Herald.", "Northgate Herald"),
        ("The post Dam holds at Karsk appeared first on Tesna Watch.", "Tesna Watch"),
        ("Read the original article on Pellin Post.", "Pellin Post"),
        ("This essay first appeared in the May 2031 issue of Karsk Review", "Karsk Review"),
    ],
)
def test_who_had_it_first(line: str, outlet: str) -> None:
    assert republished_from(line) == outlet
    noted = take_notes((STORY, Piece(line)))
    assert noted.pieces == (STORY,)
    assert noted.cut[0].kind == "credit"


@pytest.mark.parametrize(
    "line",
    [
        "This article was originally published on May 3, 2031.",
        "This story was first published in December.",
        "This story was originally published the 21st of June 2031.",
        "The report was published by the Ministry of Water on Friday.",
        "The photograph first appeared in the Karsk Courant, which later withdrew it.",
    ],
)
def test_lines_that_name_nobody_before(line: str) -> None:
    assert republished_from(line) is None


@given(st.text(max_size=300))
def test_any_text_can_be_read_for_notes(text: str) -> None:
    noted = take_notes((STORY, Piece(text)))
    assert noted.pieces[0] == STORY
    assert "".join(piece.text for piece in noted.pieces)
