"""What differs between two tellings of one claim: candidates, for a person to judge."""

from collections.abc import Sequence
from itertools import islice

import msgspec

from sayso.annotate.sentences import sentences
from sayso.link.retellings.tellers import Teller, naming
from sayso.link.retellings.tellings import Telling, tellings
from sayso.link.retold.caveats import warning_about, warnings
from sayso.link.retold.figures import figure_changes
from sayso.link.retold.pairs import Change, Told, told_pairs
from sayso.link.retold.sources import source_changes
from sayso.link.retold.splits import Found, splits
from sayso.link.undirected import undirected
from sayso.model import Annotated, Excerpt, Mutation, Retelling, Span, content_id

# More figures than a sentence has: a table.
MOST = 20


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article as it is compared: its tellings and its warnings."""

    article: Annotated
    tellings: tuple[Telling, ...]
    outlet: frozenset[str]
    starts: tuple[int, ...]
    warnings: tuple[Span, ...]

    def told_in(self, sentence: Excerpt) -> tuple[Told, ...]:
        own = (each for each in self.tellings if each.sentence[0] == sentence.start)
        return tuple(
            Told(
                article=self.article,
                telling=each,
                outlet=self.outlet,
                sentence_starts=self.starts,
            )
            for each in islice(own, MOST)
        )


def retold_mutations(
    articles: Sequence[Annotated], retellings: Sequence[Retelling]
) -> tuple[Mutation, ...]:
    """Return what differs in claims that were told again, each a candidate with its reason.

    From `a` to `b` of the retelling: value and bound, what befell those who are counted, whose
    people they are, whose word it is, how firm, and warnings that one of the two texts lacks. Of
    a retelling without a direction it is not said who changed anything.

    >>> from sayso.link.retellings import retellings
    >>> from sayso.model import Annotation, Article, Figure
    >>> def told(name: str, text: str, **value: float) -> Annotated:
    ...     start = text.index("2")
    ...     figure = Figure(id=f"fig-{name}", start=start, end=start + 3, text="212",
    ...         unit="person", counted="people", predicate="evacuated", **value)
    ...     article = Article(id=name, text=text, published="2031-04-02")
    ...     return Annotated(article=article, annotation=Annotation(id=name, figures=(figure,)))
    >>> one = told("one", "At least 212 people were moved out of the hostel.", low=212.0)
    >>> two = told("two", "The hostel lost 212 people.", best=212.0)
    >>> found = retold_mutations((one, two), retellings((one, two), ()))
    >>> [(each.a.text, each.b.text) for each in found]
    [('At least 212', '212')]
    """
    articles = sorted(articles, key=lambda each: each.article.id)
    known = naming(articles)
    used = {side.id for each in retellings for side in (each.a, each.b)}
    pages = {
        each.article.id: _page(each, known.tellers[place])
        for place, each in enumerate(articles)
        if each.article.id in used
    }
    found: dict[str, Mutation] = {}
    told: list[Found] = []
    warned: set[tuple[str, str]] = set()
    for retelling in retellings:
        a, b = pages[retelling.a.id], pages[retelling.b.id]
        for one, other in told_pairs(a.told_in(retelling.a), b.told_in(retelling.b), known):
            directed = retelling.direction == "a>b"
            changes = [*figure_changes(one, other, directed), *source_changes(one, other, directed)]
            if (retelling.a.id, retelling.b.id) not in warned and (
                change := _warning_change(one, other, a, b)
            ):
                warned.add((retelling.a.id, retelling.b.id))
                changes.append(change)
            told += [Found(a=one, b=other, change=change, directed=directed) for change in changes]
    for each in splits(told):
        mutation = _mutation(each.a, each.b, each.change, each.directed)
        found.setdefault(mutation.id, mutation)
    return tuple(found.values())


def _page(article: Annotated, teller: Teller) -> _Page:
    return _Page(
        article=article,
        tellings=tellings(article, teller.place),
        outlet=teller.keys | teller.carried,
        starts=tuple(start for start, _ in sentences(article.article.text)),
        warnings=warnings(article),
    )


def _warning_change(one: Told, other: Told, a: _Page, b: _Page) -> Change | None:
    """Return the warning about a claim that one article has, where the other has none at all."""
    if bool(a.warnings) == bool(b.warnings):
        return None
    before = warning_about(one, a.tellings, a.warnings)
    after = warning_about(other, b.tellings, b.warnings)
    if before:
        end = other.telling.sentence[1]
        reason = f"{one.words(before)} is said of the claim in one text only."
        return Change(type="caveat", subtype="dropped", a=before, b=(end, end), reason=reason)
    if after:
        end = one.telling.sentence[1]
        reason = f"{other.words(after)} is said of the claim in one text only."
        return Change(type="caveat", subtype="added", a=(end, end), b=after, reason=reason)
    return None


def _mutation(one: Told, other: Told, change: Change, directed: bool) -> Mutation:
    a, b = _excerpt(one, change.a), _excerpt(other, change.b)
    subtype = change.subtype if directed else undirected(change.subtype)
    return Mutation(
        id=content_id("mut", change.type, subtype, a.id, a.start, a.end, b.id, b.start, b.end),
        type=change.type,
        subtype=subtype,
        a=a,
        b=b,
        candidate=True,
        reason=change.reason,
        found_in="retelling",
    )


def _excerpt(told: Told, span: Span) -> Excerpt:
    start, end = span
    return Excerpt(id=told.article.article.id, start=start, end=end, text=told.text[start:end])
