"""Pages that a body puts out itself: it is the origin, and no conduit stands before it."""

import pytest

from sayso.annotate import annotate
from sayso.model import Annotated, Article
from sayso.weigh.origins.own_pages import own_body
from sayso.weigh.roll import roll


def body_of_page(site: str, text: str) -> str | None:
    article = Article(id="a", text=text, site=site)
    page = Annotated(article=article, annotation=annotate(article))
    found = own_body(page, roll([page]))
    return found.name if found else None


@pytest.mark.parametrize(
    ("site", "text", "name"),
    [
        (
            "interior.norland.example",
            "The Ministry of the Interior informs the public that 40 roads are closed.",
            "Ministry of the Interior",
        ),
        (
            "police.norland.example",
            "Norland Police confirm that 23 persons were arrested in the old harbour.",
            "Norland Police",
        ),
        ("rivercare.example", "Rivercare distributed 640 food parcels in Hesk.", "Rivercare"),
        ("ostrarail.example", "Ostra Rail regrets that 46 trains were cancelled.", "Ostra Rail"),
        ("harborboard.example", "The Orsk Harbor Board has closed 12 berths.", "Orsk Harbor Board"),
    ],
)
def test_a_page_is_its_own_bodys(site: str, text: str, name: str) -> None:
    assert body_of_page(site, text) == name


@pytest.mark.parametrize(
    ("site", "text"),
    [
        ("heskmail.example", "Rivercare handed out 640 food parcels in Hesk, the police said."),
        ("cityobserver.example", "City Observer counted 410 tents on the square."),
        ("heskmail.example", "Hesk Mail has learned that 640 parcels were stolen."),
        ("health.example", "The Ministry of Health said 12 people fell ill."),
    ],
)
def test_an_outlets_page_is_no_bodys(site: str, text: str) -> None:
    assert body_of_page(site, text) is None
