"""Each sample page in, all that Sayso makes of it out.

python -m tests.golden.test_golden    writes what is made of them now, to be read as a diff
"""

from pathlib import Path
from typing import Any

import msgspec
import pytest

import sayso
from sayso.model import Annotation, Article, Page, Span
from sayso.show.quotation import Reading
from tests.conftest import ROOT, SAMPLES

HERE = Path(__file__).parent
PAGES = sorted(path.name for path in SAMPLES.iterdir())


def outcome(name: str) -> dict[str, Any]:
    """Return a page's article and annotation as a person would want to review them."""
    path = SAMPLES / name
    article = sayso.extract(Page(content=path.read_bytes(), path=str(path.relative_to(ROOT))))
    annotation = sayso.annotate(article)
    record = msgspec.to_builtins(article)
    text = record.pop("text")
    record["blocks"] = [_block(text, block) for block in record["blocks"]]
    return {"article": record, **_found(article, annotation)}


def _block(text: str, block: dict[str, Any]) -> str:
    posted = " ".join(filter(None, (block["author"], block["date"])))
    return f"{block['kind']} {posted}: {text[block['start'] : block['end']]}"


def _found(article: Article, annotation: Annotation) -> dict[str, Any]:
    reading = Reading(article, annotation)

    def words(spans: tuple[Span, ...]) -> str:
        return reading.words(spans)

    return {
        "attributions": [
            {
                "chain": " > ".join(reading.chain(each.id)),
                "kind": each.source_kind,
                "source": words(each.source),
                "cue": words(each.cue),
                "content": words(each.content),
                "how": f"{each.speech}, {each.certainty}, {each.rule}",
                "to": each.to,
            }
            for each in annotation.attributions
        ],
        "figures": [
            {
                "text": each.text,
                "values": [each.low, each.best, each.high],
                "how": " ".join(_marks(each)),
                "counted": each.counted,
                "predicate": each.predicate,
                "chain": " > ".join(reading.chain(each.attribution)),
                "time": reading.times[each.time].text if each.time else None,
                "quotation": reading.quotation(each.start, each.end),
            }
            for each in annotation.figures
        ],
        "times": [
            f"{each.text} | {each.type} {each.value} {each.mod or ''} | {each.interval}"
            for each in annotation.times
        ],
        "unquantified": [f"{each.kind}: {each.text}" for each in annotation.unquantified],
    }


def _marks(figure: Any) -> list[str]:
    flags = [name for name in ("approximate", "additive", "derived") if getattr(figure, name)]
    slots = [figure.bound, figure.unit, figure.change, figure.group, figure.place]
    relations = [each.type for each in figure.relations]
    return [each for each in (*slots, *flags, *relations, str(figure.certainty)) if each]


def golden(name: str) -> Path:
    return HERE / f"{Path(name).stem}.json"


def rendered(name: str) -> str:
    encoded = msgspec.json.encode(outcome(name))
    return msgspec.json.format(encoded, indent=1).decode() + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_comes_to_what_it_came_to(name: str) -> None:
    assert rendered(name) == golden(name).read_text(encoding="utf-8")


if __name__ == "__main__":
    for page in PAGES:
        golden(page).write_text(rendered(page), encoding="utf-8")
