"""A story at a terminal: its articles, its figures side by side, who says what."""

from collections.abc import Iterator
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.model import Article
from sayso.show.counts import counts_of_kinds
from sayso.show.decided_page import log_page
from sayso.show.joined import beside, followed, joined
from sayso.show.language import count_not_read
from sayso.show.story_figures import figures, speakers, unquantified
from sayso.show.story_links import copies, findings, mutations, origins
from sayso.show.terminal import articles_table, heading
from sayso.show.told import Told, counts
from sayso.show.value import counted as how_many
from sayso.show.value import origins_in_words


def story_page(told: Told) -> RenderableType:
    """Return the page of a story: findings, counts and origins first, then what they rest on."""
    readings = sorted(told.readings, key=lambda reading: _moment(reading.article))
    whole = counts(told)
    unread = count_not_read(reading.article for reading in readings)
    found = "origins not up to date" if told.due else origins_in_words(whole.n_min, whole.n_max)
    head = f"{how_many(whole.articles, 'article')}{unread}, {found}"
    title = told.story.called
    return Group(
        Text.assemble((title, "bold"), f"   {head}"),
        Text(),
        *findings(told),
        *counts_of_kinds(told),
        *origins(told),
        *_decided(told),
        heading("Articles"),
        articles_table(reading.article for reading in readings),
        Text(),
        *joined(told.story),
        *beside(told.around),
        *followed(told.around),
        *copies(told),
        *mutations(told),
        *figures(readings, told.marks),
        *unquantified(readings),
        heading("Who says it"),
        speakers(readings),
        Text(),
        Text(
            "`sayso why ID` prints what a row rests on, `sayso show ID` an article with its marks, "
            "`sayso diff A B` two articles side by side.",
            style="dim",
        ),
    )


def _decided(told: Told) -> Iterator[RenderableType]:
    """Yield what persons decided of the story, but for the articles that were added to it."""
    if told.decisions:
        yield heading("What persons decided")
        yield log_page(told.decisions)
        yield Text()


def _moment(article: Article) -> str:
    """Return when an article was published, to sort by; without a zone it is taken for UTC."""
    try:
        moment = datetime.fromisoformat(article.published or "")
    except ValueError:
        return "~"  # after all dates
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat()
