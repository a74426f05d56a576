"""Invented pages that hold several whole articles."""

from collections.abc import Sequence

import msgspec


class Told(msgspec.Struct, frozen=True):
    """One invented article."""

    slug: str
    headline: str
    author: str
    day: str
    paragraphs: tuple[str, ...]


DAM = Told(
    "tesna-dam",
    "Cracked gate at Tesna dam held shut with sandbags",
    "Ana Reyl",
    "2025-10-14",
    (
        "Crews from three towns laid 4,000 sandbags against the lower gate of the Tesna dam on "
        "Tuesday, the river office said, after a crack as long as a bus was found in its frame.",
        "At least 120 people in the houses below the wall were asked to sleep elsewhere, the mayor "
        "of Karsk, Odo Brandl, told the town council in a session that was called at noon.",
        "The level of the lake fell by 40 centimetres during the day, and the office expects it to "
        "fall by another metre before the weekend if no rain comes down from the hills.",
        "An engineer who worked on the gate in spring said that the crack had been reported twice, "
        "and that no one had come to look at it before the water was already high.",
    ),
)
FERRY = Told(
    "pellin-ferry",
    "Pellin ferry back in service after nine days",
    "Bo Marsh",
    "2025-10-13",
    (
        "The ferry between Pellin and the island of Ostern sailed again on Monday morning, nine "
        "days after its engine failed with 63 passengers on board, the harbour master said.",
        "Two mechanics from Velmar had worked through the weekend to replace the pump, which the "
        "maker no longer builds and which had to be cast anew in a workshop in the capital.",
        "Islanders were brought over by fishing boats in the meantime, at a price of 12 crowns a "
        "head, which the council said on Friday it would refund to whoever kept the slip.",
        "The next inspection of the ship is set for November, and the harbour master said that a "
        "second engine would be asked for in the budget of the coming year.",
    ),
)
SCHOOL = Told(
    "ostern-school",
    "Ostern school opens with seven pupils and one teacher",
    "Ida Kolvig",
    "2025-10-12",
    (
        "The smallest school of the province opened its doors on Sunday with seven pupils, one "
        "teacher and a stove that the parents had carried up from the harbour themselves.",
        "It had been closed for six years, since the last family with children left the island, "
        "and the ministry had twice tried to sell the house to a maker of smoked fish.",
        "Three families came back in summer, said the teacher, Ida Rasmund, who grew up on Ostern "
        "and had taught in Velmar for eleven years before she wrote to the ministry.",
        "The ministry pays her for two years and will then count the pupils again, it said in a "
        "letter to the island's council, which hung it up beside the door of the shop.",
    ),
)
THREE = (DAM, FERRY, SCHOOL)
SITE = "https://pellin-post.example"


def scrolled(told: Sequence[Told] = THREE, *, marks: str = "article") -> bytes:
    """A page that went on with further articles as it was scrolled, as it was then captured."""
    first = told[0]
    bodies = "\n".join(_article(each, marks) for each in told)
    return f"""<!doctype html><html lang="en"><head><title>{first.headline} | Pellin Post</title>
<meta property="og:site_name" content="Pellin Post">
<meta property="og:title" content="{first.headline}">
<meta property="article:published_time" content="{first.day}T08:00:00+02:00">
<link rel="canonical" href="{SITE}/{first.slug}">
<meta name="author" content="{first.author}"></head>
<body><header><a href="/">Pellin Post</a> <a href="/town">Town</a></header>
<main>{bodies}</main>
<footer>© 2025 Pellin Post</footer></body></html>""".encode()


def _article(told: Told, marks: str) -> str:
    prose = "\n".join(f"<p>{each}</p>" for each in told.paragraphs)
    head = (
        f"<h1>{told.headline}</h1><p class='byline'>By {told.author}</p>"
        f"<time datetime='{told.day}'>{told.day}</time>"
    )
    openings = {
        "article": f"<article data-url='/{told.slug}'>",
        "microdata": "<div itemscope itemtype='https://schema.org/NewsArticle'>",
    }
    opening = openings[marks]
    return f"{opening}{head}{prose}</{'article' if marks == 'article' else 'div'}>"


def flattened(told: Sequence[Told] = THREE) -> bytes:
    """The articles one below the other, as text."""
    days = {"2025-10-14": "October 14", "2025-10-13": "October 13", "2025-10-12": "October 12"}
    return "\n\n".join(
        "\n\n".join(
            [
                each.headline,
                f"By {each.author}",
                f"Published {days[each.day]}, 2025",
                *each.paragraphs,
            ]
        )
        for each in told
    ).encode()
