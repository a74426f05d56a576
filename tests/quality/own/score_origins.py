"""Score origins and findings of the own stories, half by half (ORIGINS.md tells what is marked).

A gold claim is paired with the record that states the same value and shares most words. Findings
between articles are compared pair by pair; a finding over several stands for all its pairs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, get_args

from sayso.model import FindingType

OF_ONE_CLAIM = frozenset({"single-origin", "circular"})
# Between two articles that the gold says nothing about, these are errors.
STRONG = frozenset({"conflict", "revision", "mutation"})
ANY_NAME = frozenset({"unnamed", "unattributed", "cyclic"})
SMALL = frozenset(
    ("the", "a", "an", "of", "in", "at", "on", "to", "and", "by", "for", "was", "were")
)

Record = dict[str, Any]
Pair = tuple[str, str]


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower())) - SMALL


def interval(claim: Mapping[str, Any]) -> tuple[float, float]:
    """The value of a claim, which always has one here."""
    low, best, high = (claim.get(key) for key in ("low", "best", "high"))
    least = low if low is not None else best
    most = high if high is not None else best if low is None or low == best else None
    return (
        float("-inf") if least is None else least,
        float("inf") if most is None else most,
    )


def matched(gold: Sequence[Record], found: Sequence[Record]) -> dict[int, Record]:
    """The record of each gold claim, by its place; none is taken twice."""
    fits = []
    for i, want in enumerate(gold):
        for j, have in enumerate(found):
            if interval(want["claim"]) == interval(have["claim"]):
                shared = len(words(want["claim"]["text"]) & words(have["claim"]["text"]))
                fits.append((-shared, i, j))
    chosen: dict[int, Record] = {}
    used: set[int] = set()
    for _, i, j in sorted(fits):
        if i not in chosen and j not in used:
            chosen[i] = found[j]
            used.add(j)
    return chosen


def roots_right(gold: Sequence[Record], found: Sequence[Record]) -> int:
    left, right = list(found), 0
    for want in gold:
        for have in left:
            named = want["type"] in ANY_NAME or words(want["name"]) & words(have["name"])
            if want["type"] == have["type"] and named:
                left.remove(have)
                right += 1
                break
    return right


def pairs(articles: Iterable[str]) -> set[Pair]:
    return set(combinations(sorted(set(articles)), 2))


def score_story(
    gold: Record, origins: Sequence[Record], findings: Sequence[Record]
) -> Counter[str]:
    """The counts of one story; those that begin with "miss: " tell what went wrong."""
    told: Counter[str] = Counter()
    chosen = matched(gold["claims"], origins)
    for i, want in enumerate(gold["claims"]):
        have = chosen.get(i)
        told["claims"] += 1
        told["roots"] += len(want["roots"])
        if have is None:
            told[f"miss: no claim {want['claim']['text']!r}"] += 1
            continue
        told["counts"] += (have["n_min"], have["n_max"]) == (want["n_min"], want["n_max"])
        told["too high"] += have["n_min"] > want["n_min"]
        told["conduits"] += len(have["conduits"]) == want["conduits"]
        told["documents"] += len(have["documents"]) == want["documents"]
        told["stale"] += sorted(have.get("stale", ())) == sorted(want.get("stale", ()))
        told["roots found"] += len(have["roots"])
        told["roots right"] += roots_right(want["roots"], have["roots"])
        for key in ("n_min", "n_max", "circular"):
            if have[key] != want[key]:
                told[f"miss: {want['claim']['text']}: {key} {have[key]} for {want[key]}"] += 1
        for key in ("conduits", "documents"):
            if len(have[key]) != want[key]:
                told[f"miss: {want['claim']['text']}: {key} {have[key]} for {want[key]}"] += 1
    _score_findings(gold, findings, told)
    return told


def _score_findings(gold: Record, findings: Sequence[Record], told: Counter[str]) -> None:
    wanted: dict[Pair, list[set[str]]] = {}
    allowed: dict[Pair, set[str]] = {}
    seen: dict[Pair, set[str]] = {}
    for each in gold["findings"]:
        if each["type"] not in OF_ONE_CLAIM:
            for pair in pairs(each["articles"]):
                wanted.setdefault(pair, []).append(set(each["type"].split("|")))
    for each in gold["allowed"]:
        for pair in pairs(each["articles"]):
            allowed.setdefault(pair, set()).add(each["type"])
    for each in findings:
        assert each["type"] in get_args(FindingType)
        if each["type"] not in OF_ONE_CLAIM:
            for pair in pairs(each["articles"]):
                seen.setdefault(pair, set()).add(each["type"])
    for pair in sorted({*wanted, *seen}):
        _score_pair(
            pair, (wanted.get(pair, []), allowed.get(pair, set())), seen.get(pair, set()), told
        )
    _score_sets(gold, findings, told)


def _score_sets(gold: Record, findings: Sequence[Record], told: Counter[str]) -> None:
    given = {each["type"] for each in findings} & OF_ONE_CLAIM
    for kind in sorted(OF_ONE_CLAIM):
        if any(each["type"] == kind for each in gold["findings"]):
            told["findings"] += 1
            told["findings right"] += kind in given
            if kind not in given:
                told[f"miss: {kind} expected"] += 1
        elif kind in given and kind in gold["never"]:
            told["findings wrong"] += 1
            told[f"miss: {kind} not expected"] += 1


def _score_pair(
    pair: Pair, gold: tuple[list[set[str]], set[str]], have: set[str], told: Counter[str]
) -> None:
    wanted, allowed = gold
    for types in wanted:
        told["findings"] += 1
        told["findings right"] += bool(types & have)
        if not types & have:
            got = ", ".join(sorted(have)) or "nothing"
            told[f"miss: {'+'.join(pair)} {'|'.join(sorted(types))} expected, got {got}"] += 1
    for wrong in sorted(have - allowed.union(*wanted)):
        if wanted or wrong in STRONG:
            told["findings wrong"] += 1
            told[f"{wrong} wrong"] += 1
            told[f"miss: {'+'.join(pair)} {wrong} not expected"] += 1


def score(
    gold: Sequence[Record],
    origins: Mapping[str, Sequence[Record]],
    findings: Mapping[str, Sequence[Record]],
) -> dict[str, Any]:
    """Return the figures over some stories, with every miss by its story."""
    told: Counter[str] = Counter()
    misses: list[str] = []
    for story in gold:
        name = story["story"]
        found = score_story(story, origins.get(name, ()), findings.get(name, ()))
        told.update(found)
        misses += [
            f"{name} ({story['case']}): {key[6:]}" for key in found if key.startswith("miss: ")
        ]
    claims = told["claims"] or 1
    return {
        "claims": told["claims"],
        **{key: told[key] / claims for key in ("counts", "too high", "conduits", "documents")},
        "stale": told["stale"] / claims,
        "roots_f1": _f1(told["roots right"], told["roots found"], told["roots"]),
        "findings_f1": _f1(
            told["findings right"],
            told["findings right"] + told["findings wrong"],
            told["findings"],
        ),
        "false_conflicts": told["conflict wrong"],
        "misses": misses,
    }


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 0.0
