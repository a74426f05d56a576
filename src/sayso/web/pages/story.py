"""A story at a glance: counts, findings, what is known, figures, charts, descent, articles."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso.ledger import outdated, search, told
from sayso.model import (
    Annotation,
    Article,
    Claim,
    Finding,
    Links,
    Mention,
    SaysoError,
    Story,
    Weighed,
)
from sayso.show.gather import gathered
from sayso.show.goes_on import around
from sayso.show.language import count_not_read
from sayso.show.quotation import Reading
from sayso.show.report import figures
from sayso.show.report.amount import amount, counts_in_words
from sayso.show.report.changes import changes
from sayso.show.report.claims import ROOT_KINDS, claim_views
from sayso.show.report.findings import KINDS, finding_groups
from sayso.show.report.places import Places
from sayso.show.report.text import short
from sayso.show.reports import called
from sayso.show.tables import story_record
from sayso.show.told import Told, alike, counts
from sayso.web import addresses, parameters, weighing
from sayso.web.charts import charted
from sayso.web.desk import Desk
from sayso.web.parameters import NotThere
from sayso.web.templates import page
from sayso.web.trees import descent_tree

# What a page shows of a long story; all of it is in its tables, one step away.
MOST_FINDINGS = 8
MOST_OF_A_TYPE = 2
MOST_CLAIMS = 8
MOST_INDICATORS = 4
MOST_VALUES = 5
MOST_MENTIONS = 2
MOST_ARTICLES = 50
MOST_CHANGES = 4
# Their texts are read for the quotations, a millisecond each.
MOST_READ = 16


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Of a story what its page shows: some claims, with the articles that are quoted for them."""

    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    figures: tuple[Claim, ...]
    quoted: frozenset[str]


def story_called(connection: sa.Connection, name: str) -> Story:
    """Return the story of that name or id; raises NotThere naming those that there are."""
    try:
        return search.require_story(connection, name)
    except SaysoError as error:
        raise NotThere(str(error)) from None


def story_id(request: Request) -> str:
    """Return the id in the address; raises NotThere without one."""
    named = request.path_params.get("id") or request.query_params.get("id", "")
    if not named:
        raise NotThere("which story? The address has no id; the list of stories has them")
    return str(named)


def story(desk: Desk, request: Request) -> Response:
    """Return the page of a story."""
    named = story_id(request)
    parameters.read(request.query_params, {"id": parameters.text})
    with desk.ledger.reading() as connection:
        try:
            its = story_called(connection, named)
        except NotThere:
            if not named.endswith(".json"):
                raise
            its = story_called(connection, named.removesuffix(".json"))
            return JSONResponse(dict(story_record(gathered(desk.ledger, its))))
        return _page(connection, request, its)


def _page(connection: sa.Connection, request: Request, its: Story) -> Response:
    weighed = told.weighed(connection, its.id)
    articles = tuple(search.articles(connection, its.id))
    due = outdated.is_due(connection)
    shown = _chosen(weighed)
    annotations = search.annotations(connection, shown.quoted)
    readings = tuple(
        Reading(each, annotations.get(each.id) or Annotation(id=each.id)) for each in articles
    )
    links = told.links(connection, its.id)
    whole = Told(story=its, readings=readings, links=links, weighed=weighed, due=due)
    used = {each.id: each for each in (*shown.claims, *shown.figures)}
    used |= {each.id: each for each in _of_findings(weighed, shown.findings)}
    places = Places(_with(whole, _few(used.values(), shown.quoted)), address)
    changed = changes(msgspec.structs.replace(whole, links=_first_changes(links)), places)
    few = _few(shown.figures, shown.quoted)
    known = _few(shown.claims, shown.quoted)
    found = _with(whole, tuple(_of_findings(weighed, shown.findings)))
    return page(
        request,
        "story.html",
        story=its,
        name=short(called(its)),
        title=short(its.title or ""),
        counts="origins not up to date"
        if due
        else counts_in_words(counts(whole), count_not_read(articles)),
        due=due,
        waits=weighing.notice(connection, its.id),
        kinds=KINDS,
        roots=ROOT_KINDS,
        totals=_totals(whole),
        types=_types(weighed.findings),
        findings=finding_groups(_findings_of(found, shown.findings), places),
        claims=claim_views(_with(whole, known), places),
        tables=[
            msgspec.structs.replace(each, values=each.values[:MOST_VALUES])
            for each in figures.tables(_with(whole, few), places)
        ],
        charts=charted(weighed, articles) if not due else (),
        tree=descent_tree(links.copies, places),
        changes=changed[:MOST_CHANGES],
        articles=_in_order(articles),
        most_articles=MOST_ARTICLES,
        around=around(connection, its),
    )


def address(article: str, start: int | None) -> str:
    if start is None:
        return addresses.of("article", article)
    return addresses.of("article", article, at=f"{start}-{start}") + "#here"


def _chosen(weighed: Weighed) -> Shown:
    """Return what the page shows: of each kind what most articles tell, few articles in all."""
    documents = {each.claim.id: len(each.documents) for each in weighed.origins}
    stated = [claim for claim in weighed.claims if not claim.derived]
    ranked = sorted(stated, key=lambda claim: -documents.get(claim.id, len(claim.mentions)))
    counted: dict[str, list[Claim]] = {}
    for claim in ranked:
        if claim.indicator and amount(claim):
            counted.setdefault(claim.indicator, []).append(claim)
    main = sorted(counted.values(), key=lambda its: -sum(len(each.mentions) for each in its))
    told_of = [each for its in main[:MOST_INDICATORS] for each in its[:MOST_VALUES]]
    order = {name: at for at, name in enumerate(KINDS)}
    groups = alike(sorted(weighed.findings, key=lambda each: (order[each.type], each.candidate)))
    findings = _some_of_each([same[0] for same in groups])
    claims = tuple(ranked[:MOST_CLAIMS])
    quoted = dict.fromkeys(article for each in findings for article in each.articles[:2])
    for claim in (*_of_findings(weighed, findings), *claims, *told_of):
        mentioned = [each.article for each in claim.mentions]
        if not set(mentioned) & set(quoted):
            quoted.update(dict.fromkeys(mentioned[:1]))
    for claim in (*claims, *told_of):
        quoted.update(dict.fromkeys(each.article for each in claim.mentions[:MOST_MENTIONS]))
    return Shown(
        claims=claims,
        findings=findings,
        figures=tuple(told_of),
        quoted=frozenset(list(quoted)[:MOST_READ]),
    )


def _some_of_each(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the first findings, of no type so many that the others are not seen."""
    kept: list[Finding] = []
    many: dict[str, int] = {}
    for each in findings:
        many[each.type] = many.get(each.type, 0) + 1
        if many[each.type] <= MOST_OF_A_TYPE:
            kept.append(each)
    return tuple(kept[:MOST_FINDINGS])


def _of_findings(weighed: Weighed, findings: Iterable[Finding]) -> Iterable[Claim]:
    named = {claim for each in findings for claim in each.claims}
    return [claim for claim in weighed.claims if claim.id in named]


def _few(claims: Iterable[Claim], quoted: frozenset[str]) -> tuple[Claim, ...]:
    """Return claims with the mentions that are quoted, some of each."""
    return tuple(
        msgspec.structs.replace(claim, mentions=_some(claim.mentions, quoted)) for claim in claims
    )


def _some(mentions: Sequence[Mention], quoted: frozenset[str]) -> tuple[Mention, ...]:
    inside = {each.article: each for each in reversed(mentions) if each.article in quoted}
    return tuple(list(reversed(inside.values()))[:MOST_MENTIONS])


def _with(whole: Told, claims: tuple[Claim, ...]) -> Told:
    weighed = msgspec.structs.replace(whole.weighed, claims=claims)
    return msgspec.structs.replace(whole, weighed=weighed)


def _findings_of(found: Told, findings: tuple[Finding, ...]) -> Told:
    weighed = msgspec.structs.replace(found.weighed, findings=findings)
    return msgspec.structs.replace(found, weighed=weighed)


def _first_changes(links: Links) -> Links:
    certain = sorted(links.mutations, key=lambda each: each.candidate)
    return msgspec.structs.replace(links, mutations=tuple(certain[: 4 * MOST_CHANGES]))


def _totals(whole: Told) -> Mapping[str, int]:
    weighed, links = whole.weighed, whole.links
    return {
        "findings": len(weighed.findings),
        "claims": len(weighed.claims),
        "origins": len(weighed.origins),
        "indicators": len(weighed.indicators),
        "copies": len(links.copies),
        "mutations": len(links.mutations),
        "articles": len(whole.readings),
    }


def _types(findings: Iterable[Finding]) -> Mapping[str, int]:
    found: dict[str, int] = dict.fromkeys(KINDS, 0)
    for each in findings:
        found[each.type] += 1
    return {name: number for name, number in found.items() if number}


def _in_order(articles: Sequence[Article]) -> Sequence[Article]:
    return sorted(articles, key=lambda each: (each.published is None, each.published or ""))
