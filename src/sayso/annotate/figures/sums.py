"""Killed and injured of one sentence, added: a derived figure, never taken for a reported one."""

from collections.abc import Sequence

from sayso.model import Article, Figure, Relation, content_id


def casualties(article: Article, figures: Sequence[Figure]) -> Figure | None:
    """Return the sum of the killed and the injured of one sentence, or null if in any doubt.

    Both are plain numbers of the same people on the same word, neither part of another figure.
    """
    plain = [figure for figure in figures if figure.predicate in ("killed", "injured")]
    if len(plain) != 2 or {figure.predicate for figure in plain} != {"killed", "injured"}:
        return None
    first, second = sorted(plain, key=lambda figure: figure.start)
    numbers = [
        f.best for f in plain if f.best is not None and f.bound is None and f.unit == "person"
    ]
    bound = any(relation.type != "in_addition_to" for f in plain for relation in f.relations)
    if len(numbers) != 2 or bound or not _alike(first, second):
        return None
    return Figure(
        id=content_id("fig", article.id, first.start, second.end, "sum"),
        start=first.start,
        end=second.end,
        text=article.text[first.start : second.end],
        best=sum(numbers),
        approximate=first.approximate or second.approximate,
        # "Another 12 died and 30 were hurt" are 42 more; "12 died and a further 30" are 42.
        additive=first.additive,
        unit="person",
        counted=first.counted,
        predicate="casualty",
        group=first.group,
        place=first.place if first.place == second.place else None,
        attribution=first.attribution,
        time=first.time if first.time == second.time else None,
        certainty=first.certainty,
        relations=tuple(Relation(type="component_of", target=f.id) for f in (first, second)),
        derived=True,
        rule="sum of killed and injured",
    )


def _alike(first: Figure, second: Figure) -> bool:
    return (
        first.counted == second.counted
        and first.attribution == second.attribution
        and first.certainty == second.certainty
    )
