"""The tables of the desk: what each can be asked for, and its rows with quotation and permalink."""

from collections.abc import Callable, Iterator, Mapping
from typing import get_args

import msgspec
import sqlalchemy as sa

from sayso.ledger import browse, listed, outdated, search
from sayso.ledger.browse import Asked, Counted
from sayso.ledger.listings import LISTINGS, NEAR
from sayso.model import Certainty, FindingType, MutationType, SourceKind
from sayso.show.goes_on import follows, names_of
from sayso.show.rows import Place, Quoted
from sayso.show.tables import TABLES as EXPORTED
from sayso.show.value import counted, origins_in_words
from sayso.web import addresses, parameters
from sayso.web.parameters import Kind
from sayso.weigh.whole import distinct

Row = Mapping[str, object]
Where = Mapping[str, str]
PAGE = 50
MOST_ON_A_PAGE = 500
# Of the findings of a story a list names these; the others are many and say little alone.
TOLD_OF = ("conflict", "attribution-conflict", "circular", "mutation", "revision")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table: its title, what is said of it, its columns in a file, and what it can be asked."""

    name: str
    title: str
    about: str
    columns: tuple[str, ...]
    filters: Mapping[str, Kind]
    sorts: tuple[str, ...]
    facets: tuple[str, ...]
    rows: Callable[[sa.Connection, Asked], Iterator[Row]]
    count: Callable[[sa.Connection, Where], Counted]

    @property
    def known(self) -> Mapping[str, Kind]:
        """The parameters of its address."""
        sorts = tuple(way for each in self.sorts for way in (each, f"-{each}"))
        return {
            **self.filters,
            **({"sort": parameters.one_of(*sorts)} if sorts else {}),
            "page": parameters.whole(1, 1_000_000),
            "size": parameters.whole(1, MOST_ON_A_PAGE),
        }

    def asked(self, given: Where, *, whole: bool = False) -> Asked:
        """Return what is asked for; `whole` leaves out nothing unless a page was asked for."""
        sort = given.get("sort", "")
        paged = not whole or "page" in given or "size" in given
        size = int(given.get("size", PAGE))
        return Asked(
            where={name: value for name, value in given.items() if name in self.filters},
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            limit=size if paged else None,
            offset=(int(given.get("page", 1)) - 1) * size if paged else 0,
        )


def permalink(id: str, place: Place | None, name: str) -> str:
    """Return the address of a row: of an article its page, of another what it rests on."""
    return addresses.of("article" if name == "articles" else "row", id)


_YES_NO = parameters.one_of("yes", "no")
_KINDS: Mapping[str, Kind] = {
    "from": parameters.day,
    "to": parameters.day,
    "low": parameters.number,
    "high": parameters.number,
    "candidate": _YES_NO,
    "derived": _YES_NO,
    "certainty": parameters.one_of(*Certainty),
    "source_kind": parameters.one_of(*get_args(SourceKind)),
    "direction": parameters.one_of("a>b", "b>a", "unknown"),
    "origins": parameters.whole(0, 1_000_000),
}
_TYPES = {"findings": get_args(FindingType), "mutations": get_args(MutationType)}
_ABOUT = {
    "articles": ("Articles", "What was read, in the order of capture."),
    "findings": (
        "Findings",
        "How claims stand to each other, each with the rule that fired. No verdicts.",
    ),
    "claims": ("Claims", "One proposition a row, with all its mentions."),
    "origins": ("Origins", "How many distinct origins stand behind each claim."),
    "indicators": ("Indicators", "What a story counts of one kind, with a reading by rule."),
    "figures": ("Figures", "Each quantity as a text gives it, on whose word, how sure."),
    "attributions": ("Who says it", "Who said it, the word that says so, and how sure."),
    "times": ("Times", "Each expression of time with its days."),
    "unquantified": ("Zero or not known", "Statements of zero or of a number not known."),
    "copies": ("Copies", "Passages that one article took from another."),
    "mutations": ("Changes", "What differs in what was copied or told again."),
    "follow-ups": ("Follow-ups", "Stories of later that go on from another, with what says so."),
    "quotations": ("Shared speech", "Words of a third party in two articles: no copies."),
    "retellings": ("Retellings", "Claims perhaps told again in other words."),
}


def _listed(name: str) -> Table:
    listing = LISTINGS[name]
    kinds: dict[str, Kind] = dict(_KINDS)
    if name in _TYPES:
        kinds["type"] = parameters.one_of(*_TYPES[name])
    title, about = _ABOUT[name]

    def rows(connection: sa.Connection, asked: Asked) -> Iterator[Row]:
        quoted = Quoted(connection)
        for item in browse.items(connection, listing, asked):
            made = quoted.row(item)
            if name == "follow-ups":
                made = {**made, **_called(connection, made)}
            place = made["place"]
            assert place is None or isinstance(place, Place)
            yield {**made, "permalink": permalink(item.id, place, name)}

    return Table(
        name=name,
        title=title,
        about=about,
        columns=(*EXPORTED[name].columns, "permalink"),
        filters={
            each: kinds.get(each, parameters.text) for each in listing.filters if each != NEAR
        },
        sorts=tuple(listing.sorts),
        facets=tuple(listing.facets),
        rows=rows,
        count=lambda connection, where: browse.count(connection, listing, where),
    )


def _called(connection: sa.Connection, row: Row) -> Row:
    """How the two stories of a follow-up are called."""
    ids = {each: str(row[each]) for each in ("story", "follows")}
    names = names_of(connection, ids.values())
    return {f"{each}_name": names.get(named, named) for each, named in ids.items()}


def _stories(connection: sa.Connection, asked: Asked) -> Iterator[Row]:
    sort = asked.sort or "last"
    descending = asked.descending if asked.sort else True
    found = listed.stories(connection, asked.where, sort, descending=descending)
    shown = found[asked.offset :][: asked.limit] if asked.limit else found
    due = outdated.is_due(connection)
    findings = listed.findings_of(connection, [each.id for each in shown])
    before = follows(connection, [each.id for each in shown])
    names = names_of(connection, [each for its in before.values() for each in its])
    quoted = Quoted(connection)
    for story in shown:
        least = distinct(listed.slim_origins(connection, story.id))
        its = findings.get(story.id, {})
        first = next(search.member_ids(connection, story.id), None)
        row = quoted.quotation(Place(first, 0, 1)) if first else ""
        yield {
            **msgspec.to_builtins(story),
            "n_min": None if due else least.n_min,
            "n_max": None if due else least.n_max,
            "origins": "not up to date" if due else origins_in_words(least.n_min, least.n_max),
            "findings": ", ".join(counted(its[each], each) for each in TOLD_OF if each in its),
            "follows": [[each, names.get(each, each)] for each in before.get(story.id, ())],
            "quotation": row,
            "place": Place(first, 0, 1) if first else None,
            "permalink": addresses.of("story", story.id),
        }


def _first_article(connection: sa.Connection, quoted: Quoted, where: Where, name: str) -> Row:
    listing = LISTINGS[name]
    item = next(browse.items(connection, listing, Asked(where=where, limit=1)), None)
    if item is None:
        return {"quotation": "", "place": None}
    row = quoted.row(item)
    return {"quotation": row["quotation"], "place": row["place"]}


def _outlets(connection: sa.Connection, asked: Asked) -> Iterator[Row]:
    found = listed.outlets(connection, asked.where.get("q", ""), asked.sort or "articles")
    quoted = Quoted(connection)
    for each in found[asked.offset :][: asked.limit or len(found)]:
        yield {
            "id": each.name,
            **msgspec.to_builtins(each),
            **_first_article(connection, quoted, {"outlet": each.name}, "articles"),
            "permalink": addresses.of("outlet", each.name),
        }


def _sources(connection: sa.Connection, asked: Asked) -> Iterator[Row]:
    found = listed.sources(connection, asked.where, asked.sort or "articles")
    quoted = Quoted(connection)
    for each in found[asked.offset :][: asked.limit or len(found)]:
        yield {
            "id": each.name,
            **msgspec.to_builtins(each),
            **_first_article(connection, quoted, {"source": each.name}, "attributions"),
            "permalink": addresses.of("source", each.name),
        }


def _number(many: int) -> Counted:
    return Counted(total=many, more=False)


STORIES = Table(
    name="stories",
    title="Stories",
    about="Each event once, with all that tells of it. Counted are distinct origins, never labels.",
    columns=(
        *("id", "name", "title", "given", "articles", "outlets", "first", "last"),
        *("n_min", "n_max", "findings", "follows", "quotation", "permalink"),
    ),
    filters={
        "q": parameters.text,
        "finding": parameters.one_of(*get_args(FindingType)),
        "from": parameters.day,
        "to": parameters.day,
    },
    sorts=listed.STORY_SORTS,
    facets=(),
    rows=_stories,
    count=lambda connection, where: _number(len(listed.stories(connection, where))),
)
OUTLETS = Table(
    name="outlets",
    title="Outlets",
    about="Who published, as the pages name it.",
    columns=("id", "name", "articles", "first", "last", "quotation", "permalink"),
    filters={"q": parameters.text},
    sorts=listed.OUTLET_SORTS,
    facets=(),
    rows=_outlets,
    count=lambda connection, where: _number(len(listed.outlets(connection, where.get("q", "")))),
)
SOURCES = Table(
    name="sources",
    title="Sources",
    about="Whose word is given, as the texts name them; the thousand most cited.",
    columns=("id", "name", "kind", "attributions", "articles", "quotation", "permalink"),
    filters={"q": parameters.text, "kind": parameters.one_of(*get_args(SourceKind))},
    sorts=listed.SOURCE_SORTS,
    facets=(),
    rows=_sources,
    count=lambda connection, where: _number(len(listed.sources(connection, where))),
)
TABLES: Mapping[str, Table] = {
    "stories": STORIES,
    **{name: _listed(name) for name in LISTINGS},
    "outlets": OUTLETS,
    "sources": SOURCES,
}
