"""What holds of every annotation, whatever the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.model import Annotation, Article

PHRASES = (
    "The governor of Velm said", "Captain Oram denied that", "according to the river office",
    "at least 40 houses were flooded", "between 300 and 500 people had fled", "up to $3 million",
    "10,000-12,000 guards", "and another 2,700 were injured", "about 300 sailors had died",
    "on Monday", "last week", "in May 2021", "for six days", "dozens of", "a third of the barns",
    "no casualties", "the exact number of dead is unknown", "may have", "reportedly", "“It is over,”",
    '"Not one of us left,"', "she told the Varsk Courier", "though U.S. estimates were lower",
    "citing a ministry report that said", "two in five", "12-year-old", "up from 39 to 41 %", ".",
    ".", ",", "but", "\n", "\n\n", "(", '"', "”", "7", "é", "👩‍👧",
)  # fmt: skip

texts = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=14).map(" ".join)
stories = st.builds(
    Article,
    id=st.just("x"),
    text=texts,
    published=st.sampled_from([None, "2025-10-14", "1961"]),
)


def parents(found: Annotation) -> dict[str, str | None]:
    return {said.id: said.parent for said in found.attributions}


@settings(max_examples=60, deadline=None)
@given(stories)
def test_spans_lie_in_the_text_and_quote_it(story: Article) -> None:
    found = sayso.annotate(story)
    quoted = [(figure.start, figure.end, figure.text) for figure in found.figures]
    quoted += [(time.start, time.end, time.text) for time in found.times]
    quoted += [(none.start, none.end, none.text) for none in found.unquantified]
    for start, end, text in quoted:
        assert 0 <= start < end <= len(story.text)
        assert text == story.text[start:end]
    for said in found.attributions:
        for start, end in (*said.source, *said.cue, *said.content, *said.hedges):
            assert 0 <= start < end <= len(story.text)


@settings(max_examples=60, deadline=None)
@given(stories)
def test_bounds_are_in_order(story: Article) -> None:
    for figure in sayso.annotate(story).figures:
        known = [value for value in (figure.low, figure.best, figure.high) if value is not None]
        assert known
        assert known == sorted(known)


@settings(max_examples=60, deadline=None)
@given(stories)
def test_ids_are_unique_and_references_lead_somewhere(story: Article) -> None:
    found = sayso.annotate(story)
    figures = {figure.id for figure in found.figures}
    times = {time.id for time in found.times}
    assert len(figures) == len(found.figures)
    assert len(times) == len(found.times)
    assert len(parents(found)) == len(found.attributions)
    for figure in found.figures:
        assert figure.attribution is None or figure.attribution in parents(found)
        assert figure.time is None or figure.time in times
        assert {relation.target for relation in figure.relations} <= figures


@settings(max_examples=60, deadline=None)
@given(stories)
def test_parents_exist_and_form_no_cycle(story: Article) -> None:
    above = parents(sayso.annotate(story))
    for said in above:
        seen = {said}
        higher = above[said]
        while higher is not None:
            assert higher in above
            assert higher not in seen
            seen.add(higher)
            higher = above[higher]
