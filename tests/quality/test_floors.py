"""Quality does not fall: each step's scores stay above the floors pinned in floors.toml.

The gold belongs to others and is not in this repository: where there is none beside it, these
tests are skipped. A floor is lowered only on purpose, with a line in the changelog.

    python -m tests.quality.test_floors    prints the scores
"""

import functools
import gzip
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sayso
from sayso import pipeline
from sayso.annotate.times import times
from sayso.link.mutations import mutations
from sayso.link.parted import parted
from sayso.model import Annotated, Article, Page, PageError, Profile
from sayso.read import pages
from sayso.show.tables import rows
from sayso.weigh import weigh

HERE = Path(__file__).parent
BENCH = HERE.parent.parent.parent / "shared" / "bench"
OWN_MUTATIONS = HERE / "own" / "mutations.jsonl"
# Incidents with so many articles are what the marks are on.
SEVERAL = 3
FLOORS: Mapping[str, Mapping[str, float]] = tomllib.loads((HERE / "floors.toml").read_text())


def gold_lines(gold: str) -> Iterator[dict[str, Any]]:
    path = BENCH / gold
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as stream:
        yield from map(json.loads, stream)


def annotated(
    gold: str, split: str | None = None, profile: Profile = "balanced"
) -> Iterator[bytes]:
    for line in gold_lines(gold):
        if split is not None and line["split"] != split:
            continue
        article = Article(id=line["id"], text=line["text"], published=line.get("published"))
        yield msgspec.json.encode(sayso.annotate(article, profile))


def timed(gold: str) -> Iterator[bytes]:
    """Times alone, which need no parse; of our own texts those kept for testing."""
    for line in gold_lines(gold):
        if line.get("split") != "dev":
            article = Article(id=line["id"], text=line["text"], published=line.get("published"))
            yield msgspec.json.encode({"id": line["id"], "times": times(article)})


def extracted(suffix: str, folder: Path) -> Iterator[bytes]:
    small = {line["id"] for line in gold_lines("extraction/gold.jsonl.gz") if line["small"]}
    chosen = sorted(path for path in folder.iterdir() if path.name.split(suffix)[0] in small)
    for page in pages(map(str, chosen), 20):
        try:
            assert isinstance(page, Page)
            yield msgspec.json.encode(sayso.extract(page))
        except PageError as error:
            yield msgspec.json.encode({"path": page.path, "error": str(error)})


def from_html() -> Iterator[bytes]:
    return extracted(".html", BENCH / "extraction" / "pages")


def from_flat(style: str) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        bench = BENCH / "extraction"
        options = ["--gold", bench / "gold.jsonl.gz", "--small", "--styles", style]
        command = [sys.executable, bench / "flatten.py", bench / "pages", folder, *options]
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
        yield from extracted(".txt", Path(folder) / style)


def articles_of(gold: str) -> list[Article]:
    return [
        Article(
            id=line["id"],
            title=line.get("title") or None,
            text=line["text"],
            published=line.get("published"),
            site=line.get("site"),
        )
        for line in gold_lines(gold)
    ]


def copied() -> Iterator[bytes]:
    """Copies and the mutations in them, without the retellings, which need a parse."""
    articles = articles_of("copies/wire.articles.jsonl.gz")
    by_id = {article.id: article for article in articles}
    for copy in sayso.link(articles, only="copies").copies:
        yield msgspec.json.encode(copy)
        for mutation in mutations(by_id[copy.a], by_id[copy.b], copy):
            yield msgspec.json.encode(mutation)


def retold() -> Iterator[bytes]:
    """Mutations in each pair of our own that is kept for testing, as `link` finds them."""
    for pair in gold_lines(str(OWN_MUTATIONS)):
        if pair["split"] == "test":
            one, two = (
                Article(
                    id=f"{pair['id']}-{side}",
                    text=pair[side],
                    published=f"2031-05-02T{hour}:00:00Z",
                    story=pair["id"],
                )
                for side, hour in (("a", "08"), ("b", "15"))
            )
            yield from map(msgspec.json.encode, sayso.link([one, two]).mutations)


def grouped(gold: str) -> Iterator[bytes]:
    for story in sayso.link(articles_of(gold), only="stories").stories:
        yield msgspec.json.encode(story)


def weighed() -> Iterator[bytes]:
    with (
        tempfile.TemporaryDirectory() as folder,
        sayso.open(Path(folder) / "ledger", create=True) as ledger,
    ):
        for _ in pipeline.add(ledger, [str(BENCH / "origins" / "articles.jsonl")]):
            pass
        for table in ("origins", "findings"):
            yield from map(msgspec.json.encode, rows(ledger, table))


def counted() -> Iterator[bytes]:
    """Indicators of the incidents that three articles or more tell of."""
    gold = gold_lines("indicators/gva.gold.jsonl")
    told = {line["story"] for line in gold if line["documents"] >= SEVERAL}
    articles = [
        Article(
            id=line["id"],
            title=line.get("title") or None,
            text=line["text"],
            published=line.get("published"),
            site=line.get("site"),
            story=line["story"],
        )
        for line in gold_lines("indicators/gva.articles.jsonl.gz")
        if line["story"] in told
    ]
    annotated = {each.id: sayso.annotate(each) for each in articles}
    by_id = {each.id: each for each in articles}
    for story, inside in parted(sayso.link(articles, lambda each: annotated[each.id])):
        members = [
            Annotated(article=by_id[each], annotation=annotated[each]) for each in story.articles
        ]
        yield from map(msgspec.json.encode, weigh(story, members, inside).indicators)


def scorer(path: str, gold: str, *options: str) -> list[str]:
    return [sys.executable, str(BENCH / path), str(BENCH / gold), "PREDICTED", "--json", *options]


FIGURES, TIMES = "figures/score_figures.py", "times/score_times.py"
ATTRIBUTION, EXTRACTION = "attribution/score_attribution.py", "extraction/score_extraction.py"
SENTENCES, PAGES = "figures/ledger_sentences.jsonl", "extraction/gold.jsonl.gz"

Measure = tuple[Callable[[], Iterator[bytes]], list[str]]


def of_annotation(script: str, gold: str, *options: str) -> Measure:
    return functools.partial(annotated, gold), scorer(script, gold, *options)


def of_times(gold: str, *options: str) -> Measure:
    return functools.partial(timed, gold), scorer(TIMES, gold, *options)


# Our own invented sentences, half of them kept for testing: in this repository, unlike the scorer.
OWN = str(HERE / "own" / "figures.jsonl")


def of_own(split: str) -> Measure:
    predict = functools.partial(annotated, OWN, split)
    return predict, scorer(FIGURES, OWN, "--slots", "--only-predicted")


MEASURES: Mapping[str, Measure] = {
    "mutations-own": (
        retold,
        [
            sys.executable,
            str(HERE / "own" / "score_mutations.py"),
            str(OWN_MUTATIONS),
            "PREDICTED",
            "--test",
            "--json",
        ],
    ),
    "attribution": of_annotation(ATTRIBUTION, "attribution/dev.jsonl.gz"),
    "attribution-precise": (
        functools.partial(annotated, "attribution/dev.jsonl.gz", profile="precise"),
        scorer(ATTRIBUTION, "attribution/dev.jsonl.gz"),
    ),
    "figures": of_annotation(FIGURES, SENTENCES, "--slots"),
    "figures-rtest": of_annotation(FIGURES, "figures/rtest.jsonl.gz"),
    "figures-numbers": of_annotation(FIGURES, "figures/numbers.jsonl.gz"),
    "times-meantime": of_times("times/meantime.jsonl.gz"),
    "times-wikiwars": of_times("times/wikiwars.jsonl.gz"),
    "times-sentences": of_times(SENTENCES),
    "times-own": of_times(str(HERE / "own" / "times.jsonl"), "--only-predicted"),
    "figures-own": of_own("dev"),
    "figures-own-test": of_own("test"),
    "extraction-html": (from_html, scorer(EXTRACTION, PAGES, "--small")),
    "copies": (copied, scorer("copies/score_copies.py", "copies/wire.gold.jsonl.gz")),
    "stories-gva": (
        functools.partial(grouped, "stories/gva.articles.jsonl.gz"),
        scorer("stories/score_stories.py", "stories/gva.gold.jsonl"),
    ),
    "stories-ecb": (
        functools.partial(grouped, "stories/ecb.articles.jsonl.gz"),
        scorer("stories/score_stories.py", "stories/ecb.gold.jsonl"),
    ),
    "indicators": (
        counted,
        scorer("indicators/score_indicators.py", "indicators/gva.gold.jsonl"),
    ),
    "origins": (weighed, scorer("origins/score_origins.py", "origins/scenarios")),
    **{
        f"extraction-{style}": (
            functools.partial(from_flat, style),
            scorer(EXTRACTION, PAGES, "--small", "--body-only"),
        )
        for style in ("main", "seed", "raw")
    },
}


@functools.cache
def scores(name: str) -> Mapping[str, Any]:
    """Return all that the scorer prints for one step."""
    predict, command = MEASURES[name]
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predicted.write_bytes(b"".join(line + b"\n" for line in predict()))
        filled = [str(predicted) if part == "PREDICTED" else part for part in command]
        done = subprocess.run(filled, capture_output=True, text=True, check=True)
    result: Mapping[str, Any] = json.loads(done.stdout)
    return result


def measured(name: str, key: str) -> float:
    value: Any = scores(name)
    for part in key.split("/"):
        value = value[part]
    return float(value)


CASES = [(name, key) for name, floors in FLOORS.items() for key in floors]


@pytest.mark.skipif(not BENCH.is_dir(), reason="the gold is not beside this checkout")
@pytest.mark.parametrize(("name", "key"), CASES)
def test_no_score_is_below_its_floor(name: str, key: str) -> None:
    assert measured(name, key) >= FLOORS[name][key]


if __name__ == "__main__":
    for name in sys.argv[1:] or MEASURES:
        print(name, json.dumps(scores(name), indent=1))
