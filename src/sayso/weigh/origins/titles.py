"""Whose word a headline says that its number is: "Bridge collapse kills six, police say"."""

import re

from sayso.annotate.attributions.lines import headline_candidate
from sayso.annotate.attributions.phrases import may_speak, phrase_candidates
from sayso.annotate.numbers import numbers
from sayso.model import Figure
from sayso.weigh.origins.ends import Reading

# Headlines give a speaker in a few words.
_WHO = r"(?P<who>[^,:;\"“”]{2,50}?)"
_SAY = (
    r"(?:say|says|said|report|reports|claim|claims|announce|announces|confirm|confirms|estimate|estimates"
    r"|reveal|reveals|admit|admits|put|puts|give|gives|count|counts|warn|warns|believe|believes)"
)
_BEHIND = re.compile(
    rf"(?P<what>.+),\s(?:{_SAY}\s{_WHO}|(?P<other>[^,:;\"“”]{{2,50}}?)\s{_SAY})", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_WHO}\s{_SAY}\s(?P<what>.+)", re.IGNORECASE)


def teller_in_title(figure: Figure | None, page: Reading) -> str:
    """Return the words for whom the title of an article gives a number of its text to, or nothing.

    The title must give the same number: what it puts on somebody's word is no other's.
    """
    title = page.annotated.article.title or ""
    if figure is None or not title:
        return ""
    who, what = _told(title)
    if not who or not may_speak(who):
        return ""
    mine = {figure.low, figure.best, figure.high} - {None}
    return who if any({n.low, n.best, n.high} - {None} == mine for n in numbers(what)) else ""


def _told(title: str) -> tuple[str, str]:
    """Who speaks in a title, and what is said."""
    line = headline_candidate(title, (0, len(title)))
    if line is not None:
        (start, end), (first, last) = line.source[0], line.content[0]
        return title[start:end], title[first:last]
    for found in phrase_candidates(title):
        (start, end), (first, last) = found.source[0], found.content[0]
        return title[start:end], title[first:last]
    if behind := _BEHIND.fullmatch(title.rstrip(".")):
        return behind["who"] or behind["other"], behind["what"]
    if before := _BEFORE.fullmatch(title.rstrip(".")):
        return before["who"], before["what"]
    return "", ""
