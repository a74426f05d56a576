"""Who copied whom: credit, clock, citation, or unknown."""

import pytest

from sayso.link.copies import copies
from sayso.link.direction import earlier_of, moment
from sayso.link.direction.credits import named
from sayso.link.direction.outlets import label, mentions, outlet_names
from sayso.model import Article, Copy

TEXT = (
    "The dam above Velmar gave way before dawn on Tuesday and flooded the lower town of Halvik. "
    "Rescue crews from three districts searched the banks of the Tesna until nightfall. "
    "The river office had warned in September that the eastern side was leaking."
)
EARLY, LATE = "2031-05-02T08:00:00Z", "2031-05-02T09:30:00Z"


def pair(
    a: str | None,
    b: str | None,
    note_a: str = "",
    note_b: str = "",
    sites: tuple[str, str] = ("tidewaterargus.example", "pellinpost.example"),
) -> Copy:
    """The copy between two pages of one text, with times and notes of their own."""
    articles = [
        Article(id="a", text=f"{TEXT}\n\n{note_a}".strip(), published=a, site=sites[0]),
        Article(id="b", text=f"{TEXT}\n\n{note_b}".strip(), published=b, site=sites[1]),
    ]
    (copy,) = copies(articles).copies
    return copy


def source(copy: Copy) -> str | None:
    return copy.a if copy.direction == "a>b" else None


# --- the clock ---------------------------------------------------------------------------------


def test_the_earlier_page_is_the_source() -> None:
    assert source(pair(EARLY, LATE)) == "a"
    assert source(pair(LATE, EARLY)) == "b"
    assert pair(EARLY, LATE).evidence == (f"published earlier: {EARLY} before {LATE}",)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (None, None),
        (EARLY, None),
        (None, EARLY),
        (EARLY, EARLY),
        ("2031-05-02", "2031-05-02"),
        ("2031-05-02", LATE),
        ("2031-05-02T11:30:00+02:00", LATE),
        ("yesterday", LATE),
        ("2031-05-02T12:00", LATE),  # It may be noon anywhere.
    ],
)
def test_nothing_is_guessed_where_the_clock_does_not_tell(a: str | None, b: str | None) -> None:
    copy = pair(a, b)
    assert (copy.direction, copy.evidence) == ("unknown", ())


def test_days_are_compared_as_days() -> None:
    assert pair("2031-05-01", "2031-05-02").direction == "a>b"
    assert source(pair("2031-05-03", LATE)) == "b"


def test_zones_are_taken_into_account() -> None:
    assert pair("2031-05-02T10:00:00+02:00", "2031-05-02T09:00:00+00:00").direction == "a>b"


def test_a_stamp_at_the_end_of_time_is_read() -> None:
    assert moment("0001-01-01T00:00:00+14:00") is None
    first = Article(id="a", text="", published="0001-01-01")
    assert earlier_of(first, Article(id="b", text="", published="9999-12-31")) is not None


# --- credits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "(Tidewater Argus)",
        "Source: Tidewater Argus",
        "From the Tidewater Argus",
        "By Tidewater Argus staff",
        "By Edda Kolm, Tidewater Argus",
        "— Tidewater Argus",
        "© 2031 Tidewater Argus",
        "This report first appeared in the Tidewater Argus.",
        "Text supplied by the Tidewater Argus's newsroom.",
        "TIDEWATER ARGUS",
    ],
)
def test_a_credit_beats_the_clock(note: str) -> None:
    copy = pair(LATE, EARLY, note_b=note)
    assert copy.direction == "a>b"
    assert note in copy.evidence[0]


def test_a_citation_elsewhere_is_weaker_than_the_clock() -> None:
    aside = (
        "An aunt of the mayor reads the Tidewater Argus every morning, and so does her neighbour."
    )
    more = (
        "Nobody in the lower town had slept that night, and few would sleep in the next one. " * 3
    )
    assert source(pair(LATE, EARLY, note_b=more + aside)) == "b"
    assert source(pair(None, None, note_b=more + aside)) == "a"


def test_a_citation_beside_the_passage_is_a_credit() -> None:
    copy = pair(LATE, EARLY, note_b="So the Tidewater Argus reported on Tuesday.")
    assert copy.direction == "a>b"
    assert copy.evidence == (
        "the passage is given to the other outlet: “the Tidewater Argus reported”",
    )


def test_all_that_speaks_for_a_direction_is_kept() -> None:
    assert len(pair(EARLY, LATE, note_b="Source: Tidewater Argus").evidence) == 2


def test_two_pages_that_credit_each_other() -> None:
    notes = ("Source: Pellin Post", "Source: Tidewater Argus")
    assert pair(None, None, *notes).direction == "unknown"
    assert source(pair(LATE, EARLY, *notes)) == "b"


def test_a_page_that_names_its_own_outlet_credits_nobody() -> None:
    assert pair(None, None, note_a="Source: Tidewater Argus").direction == "unknown"


def test_two_pages_of_one_outlet_have_the_clock_only() -> None:
    sites = ("tidewaterargus.example",) * 2
    assert source(pair(LATE, EARLY, note_b="Source: Tidewater Argus", sites=sites)) == "b"


# --- agencies ----------------------------------------------------------------------------------


def wire(id: str, **more: object) -> Article:
    return Article(id=id, text=TEXT, **more)  # type: ignore[arg-type]


def directions(*articles: Article) -> dict[tuple[str, str], str]:
    return {(copy.a, copy.b): copy.direction for copy in copies(articles).copies}


def test_a_dateline_gives_the_text_to_the_agency() -> None:
    text = f"TARN (Hillwire) - {TEXT}"
    own = Article(id="own", text=text, site="hillwire.example", published=LATE)
    other = Article(id="other", text=text, site="pellinpost.example", published=EARLY)
    assert directions(other, own) == {("own", "other"): "a>b"}


def test_an_agency_is_known_by_its_short_name() -> None:
    own = wire("own", outlet="Meridian Press Agency", agency="MPA", published="2031-05-03")
    paper = wire("paper", outlet="Pellin Post", agency="MPA", published="2031-05-01")
    assert directions(own, paper) == {("own", "paper"): "a>b"}


def test_two_papers_with_one_wire_have_it_from_the_agency() -> None:
    own = wire("own", outlet="Meridian Press Agency", agency="MPA", published=EARLY)
    papers = [
        wire("one", outlet="Pellin Post", agency="MPA", published=EARLY),
        wire("two", outlet="Tidewater Argus", agency="MPA", published=LATE),
    ]
    assert directions(own, *papers) == {
        ("own", "one"): "a>b",
        ("own", "two"): "a>b",
        ("one", "two"): "unknown",
    }
    assert directions(*papers) == {("one", "two"): "unknown"}
    assert {copy.agency for copy in copies(papers).copies} == {"MPA"}


def test_a_clock_that_lies_decides_nothing() -> None:
    late = wire("late", site="pellinpost.example", published=LATE)
    ahead = wire("ahead", site="echo.example", published=EARLY, captured="2030-01-01T00:00Z")
    mended = wire("mended", site="argus.example", published=EARLY, modified="2029-01-01")
    assert set(directions(late, ahead).values()) == {"unknown"}
    assert set(directions(late, mended).values()) == {"unknown"}


def test_two_captures_of_one_address_are_versions() -> None:
    old = wire("old", url="https://argus.example/dam?utm_source=x", modified="2031-05-02T08:00Z")
    new = wire("new", url="http://www.argus.example/dam/", modified="2031-05-02T09:30Z")
    copy = copies([new, old]).copies[0]
    assert (copy.a, copy.b, copy.direction, copy.version) == ("old", "new", "a>b", "address")
    assert copy.evidence == (
        "modified earlier: 2031-05-02T08:00Z before 2031-05-02T09:30Z",
        "the same address captured again",
    )


def test_a_later_take_by_the_same_outlet_is_a_version() -> None:
    first = wire("first", outlet="Meridian Press Agency", published=EARLY)
    again = wire("again", outlet="Meridian Press Agency", published=LATE)
    other = wire("other", outlet="Tidewater Argus", published=LATE)
    found = {(copy.a, copy.b): copy.version for copy in copies([first, again, other]).copies}
    assert found["first", "again"] == "take"
    assert found["first", "other"] is None


def test_a_page_that_datelines_in_its_own_name_is_an_agencys() -> None:
    text = f"TARN (Hillwire) - {TEXT}"
    own = Article(id="own", text=text, site="hillwire.example", published=EARLY)
    one = Article(id="one", text=text, site="pellinpost.example", published=EARLY)
    two = Article(id="two", text=f"{TEXT}\n\n(Hillwire)", site="echo.example", published=LATE)
    assert directions(own, one, two)["one", "two"] == "unknown"


def test_the_credit_of_a_picture_is_not_the_texts() -> None:
    article = wire("a", authors=("Photo: Edda Kolm/Hillwire",))
    assert named(article, ("hillwire",)) == ()


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("www.tidewaterargus.example", "tidewaterargus"),
        ("news.tidewaterargus.co.uk", "tidewaterargus"),
        ("lowwater.blogspot.com", "lowwater"),
        ("localhost", None),
        (None, None),
    ],
)
def test_the_name_in_an_address(site: str | None, name: str | None) -> None:
    assert label(site) == name


def test_an_address_may_shorten_the_name() -> None:
    assert mentions("as the New Velmar Times wrote", "nvtimes")
    assert mentions("as the Old Velmar Times wrote", "nvtimes") == ()


def test_a_common_word_is_no_outlet() -> None:
    names = outlet_names(Article(id="a", text="", site="metro.example"))
    assert (
        named(Article(id="b", text="They took the metro to the metropolitan court."), names) == ()
    )
    assert named(Article(id="b", text="The Metro line was flooded."), names) == ()
    assert named(Article(id="b", text="It leaked, Metro reported."), names)[0].kind == "citation"
