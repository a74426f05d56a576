"""Which decisions hold: of two on the same thing the later one, and none that was undone."""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.decision import (
    Accept,
    ApartNames,
    Correct,
    Decision,
    Grade,
    Independent,
    InStory,
    Likelihood,
    Mark,
    Merge,
    Pin,
    Put,
    Reject,
    Remark,
    Rename,
    Said,
    SameName,
    SameOrigin,
    Split,
    Unsure,
)
from sayso.model import Judged, Judgement

VERDICTS = {Accept: "accepted", Reject: "rejected", Unsure: "unsure", Correct: "corrected"}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What holds now, by what it is about.

    `marks` by row; `pages` and `articles` give each its story; `aliases` are names and ids that
    stand for another story's id, `names` what a story is called.
    """

    marks: Mapping[str, Mark] = {}
    pages: Mapping[str, Said] = {}
    articles: Mapping[str, Said] = {}
    aliases: Mapping[str, str] = {}
    names: Mapping[str, Said] = {}
    judged: Judged = Judged()

    def status(self, row: str) -> str | None:
        """Return `accepted`, `rejected`, `corrected`, `unsure`, or null."""
        mark = self.marks.get(row)
        return mark.status if mark else None

    def story(self, name: str) -> str:
        """Return the id of the story that a name or an id stands for by now."""
        return _end(self.aliases, name)

    def story_of(self, article: str, page: str, own: str | None) -> str | None:
        """Return the story that an article was given, by whatever decision was last, else `own`."""
        said = [each for each in (self.articles.get(article), self.pages.get(page)) if each]
        given = max(said, key=lambda each: each.decision).value if said else own
        return self.story(given) if given is not None else None


def standing(decisions: Iterable[Decision]) -> Standing:
    """Return what holds after some decisions, which are in the order in which they were taken.

    >>> from sayso.decision import Decision, Reject, Accept
    >>> log = [Decision(number=n, at="2031-04-02T08:00:00Z", who="Ada Oram", kind="", subject="",
    ...     what=what) for n, what in enumerate((Reject(row="fig-1"), Accept(row="fig-1")), 1)]
    >>> standing(log).status("fig-1"), standing(log[:1]).status("fig-1")
    ('accepted', 'rejected')
    """
    marks: dict[str, Mark] = {}
    pages: dict[str, Said] = {}
    articles: dict[str, Said] = {}
    aliases: dict[str, str] = {}
    names: dict[str, Said] = {}
    pairs: dict[tuple[str, ...], Judgement] = {}
    for each in decisions:
        if each.undone is not None:
            continue
        match each.what:
            case InStory() as put:
                pages[put.page] = _said(each, put.story)
            case Put() | Pin() as put:
                articles[put.article] = _said(each, put.story)
            case Rename() as rename:
                names[rename.story] = _said(each, rename.name)
                _alias(aliases, rename.name, rename.story)
            case Merge() as merge:
                moved = (*merge.articles, *merge.kept)
                articles |= dict.fromkeys(moved, _said(each, merge.into))
                _alias(aliases, merge.story, merge.into)
            case Split() as split:
                articles |= dict.fromkeys(split.kept, _said(each, split.story))
                articles |= dict.fromkeys(split.articles, _said(each, split.into or ""))
            case SameName() | ApartNames() | SameOrigin() | Independent() as pair:
                judgement = _judgement(each, pair)
                key = (judgement.claim or "", *sorted(map(str.casefold, (pair.a, pair.b))))
                pairs.pop(key, None)
                pairs[key] = judgement
            case Accept() | Reject() | Unsure() | Correct() | Grade() | Likelihood() | Remark():
                row = each.what.row
                marks[row] = _marked(marks.get(row, Mark()), each)
    judged = Judged(
        pairs=tuple(pairs.values()),
        rejected=frozenset(row for row, mark in marks.items() if mark.status == "rejected"),
    )
    return Standing(
        marks=marks, pages=pages, articles=articles, aliases=aliases, names=names, judged=judged
    )


def _said(decision: Decision, value: str) -> Said:
    return Said(value=value, who=decision.who, at=decision.at, decision=decision.number)


def _alias(aliases: dict[str, str], name: str, story: str) -> None:
    if _end(aliases, story) == name:  # back to the first of the two: the later one holds
        aliases.pop(story, None)
    if name != story:
        aliases[name] = story


def _end(aliases: Mapping[str, str], name: str) -> str:
    seen: set[str] = set()
    while name in aliases and name not in seen:
        seen.add(name)
        name = aliases[name]
    return name


def _judgement(
    decision: Decision, pair: SameName | ApartNames | SameOrigin | Independent
) -> Judgement:
    return Judgement(
        a=pair.a,
        b=pair.b,
        same=isinstance(pair, SameName | SameOrigin),
        claim=pair.claim if isinstance(pair, SameOrigin | Independent) else None,
        who=decision.who,
        at=decision.at,
    )


def _marked(mark: Mark, decision: Decision) -> Mark:
    what = decision.what
    changed: dict[str, object] = {}
    if type(what) in VERDICTS:
        changed["verdict"] = _said(decision, VERDICTS[type(what)])
    if isinstance(what, Correct):
        changed["fields"] = {**mark.fields, **what.fields}
        changed["machine"] = {**what.was, **mark.machine}
    if isinstance(what, Grade):
        changed["grade"] = _said(decision, what.grade)
    if isinstance(what, Likelihood):
        changed["likelihood"] = _said(decision, f"{what.word} ({what.ladder})")
    if decision.note is not None:
        changed["note"] = _said(decision, decision.note)
    return msgspec.structs.replace(mark, **changed)
