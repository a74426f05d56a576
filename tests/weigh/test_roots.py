"""What a mention rests on within its article: sources, outlets, own eyes, or nobody."""

from functools import cache

import pytest

from sayso.annotate import annotate
from sayso.model import Annotated, Article, Mention
from sayso.weigh.origins.conduits import conduit_at, outlets
from sayso.weigh.origins.credits import credits_of
from sayso.weigh.origins.ends import End, Step, reading
from sayso.weigh.origins.roots import step
from sayso.weigh.roll import roll


@cache
def read(text: str, site: str = "eveningecho.example") -> Annotated:
    article = Article(id=site, text=text, site=site, published="2031-03-02")
    return Annotated(article=article, annotation=annotate(article))


def rests(text: str, number: float, site: str = "eveningecho.example") -> Step:
    page = read(text, site)
    known = outlets([page])
    figure = next(
        each
        for each in page.annotation.figures
        if number in (each.low, each.best, each.high) and not each.derived
    )
    mention = Mention(id=figure.id, article=site, start=figure.start, end=figure.end)
    return step(mention, reading(page, known, roll([page])))


def end(text: str, number: float, site: str = "eveningecho.example") -> End:
    [only] = rests(text, number, site).ends
    return only


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The harbour board said 24 boats sank.", "named", "harbour board"),
        ("Two pilots told the Echo that 24 boats sank.", "unnamed", "two pilots (Evening Echo)"),
        ("This reporter counted 24 boats on the sand.", "observed", "own count of Evening Echo"),
        ("Boats sank: 24 of them.", "unattributed", "Evening Echo report"),
        (
            "The dam had 24 cracks, according to an internal report seen by the Evening Echo.",
            "observed",
            "an internal report seen by the Evening Echo",
        ),
        ("A video shared by @hillcam shows 24 trucks.", "observed", "video posted by @hillcam"),
        (
            "The Post rang St Ada's Hospital. Its manager, Bo Tarn, said it had 24 patients.",
            "named",
            "Bo Tarn, St Ada's Hospital",
        ),
        ("The coast guard on Monday raised the toll to 24 from 19.", "named", "coast guard"),
        (
            "The rescue service freed 11 people. Another 24 had got out alone, it said.",
            "named",
            "rescue service",
        ),
    ],
)
def test_the_end_of_a_chain(text: str, kind: str, name: str) -> None:
    found = end(text, 24)
    assert (found.type, found.name) == (kind, name)


def test_an_anaphoric_sentence_belongs_to_the_source_before_it() -> None:
    text = "The rescue service said 11 people were freed. Another 24 got out alone."
    assert end(text, 24).name == "rescue service"


def test_a_new_paragraph_is_not_anaphoric() -> None:
    text = "The rescue service said 11 people were freed.\n\nAnother 24 boats were seen at sea."
    assert end(text, 24).type == "unattributed"


def test_a_cited_outlet_is_gone_on_to_and_its_stated_basis_is_kept() -> None:
    found = rests(
        "The Quay Times reports that 24 boats sank. The paper attributes its figure to two pilots.",
        24,
    )
    assert found.cites == ("quaytimes",)
    assert found.ends[0].name == "two pilots (Quay Times)"


def test_the_wire_that_passed_it_on_is_no_speaker() -> None:
    found = rests("The navy says 24 boats sank, according to the Quay Times.", 24)
    assert (found.cites, found.ends[0].name) == (("quaytimes",), "navy")


def test_the_one_cited_in_a_citation_is_the_end() -> None:
    found = rests("The Quay Times, citing the navy, reported that 24 boats sank.", 24)
    assert (found.cites, found.ends[0].name) == (("quaytimes",), "navy")


@pytest.mark.parametrize(
    "text",
    [
        "KARN (Wirepoint) - Nine boats sank.",
        "KARN, March 2 (Wirepoint) - Nine boats sank.",
        "From Wirepoint\n\nNine boats sank.",
        "Nine boats sank. (Wirepoint)",
        "Nine boats sank. - Wirepoint",
    ],
)
def test_an_agency_is_read_in_the_text(text: str) -> None:
    article = Article(id="a", text=text, site="echo.example")
    assert [credit.agency for credit in credits_of(article)] == ["Wirepoint"]


def test_below_a_closing_credit_the_paper_speaks_again() -> None:
    text = "Nine boats sank. (Wirepoint)\n\nThe Echo rang the harbour. Nine, it said."
    page = read(text)
    known = outlets([page])
    first, last = text.index("Nine"), text.rindex("Nine")
    shown = [known.shown[conduit_at(page.article, at, known)] for at in (first, last)]
    assert shown == ["Wirepoint", "Evening Echo"]


def test_an_outlet_is_one_under_all_its_spellings() -> None:
    cited = read("The Quay Times reported that 24 boats sank.")
    own = read("Twenty-four boats sank, the navy said.", "www.quaytimes.example")
    known = outlets([cited, own])
    assert known.key("The Quay Times") == known.own["www.quaytimes.example"]
    assert known.shown[known.own["www.quaytimes.example"]] == "Quay Times"
