"""A story as one page of HTML that can be forwarded and printed: nothing in it runs or loads."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.show.language import count_not_read
from sayso.show.report import figures
from sayso.show.report.amount import counts_in_words
from sayso.show.report.articles import article_views
from sayso.show.report.changes import changes, retellings
from sayso.show.report.claims import ROOT_KINDS, claim_views
from sayso.show.report.decided import decision_views
from sayso.show.report.descent import descent
from sayso.show.report.findings import KINDS, finding_groups
from sayso.show.report.places import Places
from sayso.show.report.strip import strip
from sayso.show.report.text import plain, short
from sayso.show.report.timeline import timeline
from sayso.show.told import Told, counts

__all__ = ["Told", "report", "style"]


def report(name: str, story: Told) -> str:
    """Return a story as one page of HTML, the same for the same story.

    >>> from sayso.model import Story
    >>> page = report("Flood in Karsk", Told(story=Story(id="karsk", articles=()), readings=()))
    >>> "0 articles, 0 origins" in page
    True
    """
    places = Places(story)
    css = style()
    claims = claim_views(story, places)
    days = timeline(places)
    parts = {
        "name": short(name),
        "title": short(story.story.title or ""),
        "counts": counts_in_words(
            counts(story), count_not_read(each.article for each in story.readings)
        ),
        "kinds": KINDS,
        "roots": ROOT_KINDS,
        "findings": finding_groups(story, places),
        "claims": claims,
        "claim_anchors": {claim.id: claim.anchor for claim in claims},
        "tables": figures.tables(story, places),
        "others": figures.other_values(story, places),
        "sums": figures.sums(story, places),
        "nothing": figures.zeros_and_unknowns(places),
        "timeline": days,
        "strip": strip(days, places),
        "descent": descent(story, places),
        "changes": changes(story, places),
        "retellings": retellings(story, places),
        "decisions": decision_views(story),
        "around": story.around,
        "style": Markup(css),
        "style_hash": b64encode(sha256(css.encode()).digest()).decode(),
    }
    # Last, when it is known which places in the texts the other parts point at.
    parts["articles"] = article_views(story, places)
    return _templates().get_template("page.html").render(parts)


@cache
def style() -> str:
    """Return the style sheet of the report."""
    return resources.files(__name__).joinpath("report.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(__name__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: object) -> object:
    """Return what a template prints: text of a page with nothing in it that acts unseen."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
