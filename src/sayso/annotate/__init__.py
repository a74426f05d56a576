"""Article -> spans: attributions, figures and times."""

from sayso.annotate.attributions import attributions, may_attribute
from sayso.annotate.figures import figures, holds_figure
from sayso.annotate.parse import parse
from sayso.annotate.sentences import sentences
from sayso.annotate.times import times
from sayso.model import Annotation, Article, Profile

__all__ = ["annotate", "sentences"]


def annotate(article: Article, profile: Profile = "balanced") -> Annotation:
    """Return the attributions, figures and times of an article.

    Only sentences that may hold an attribution or a figure are parsed. An article that is known
    to be in another language than English gets none: its words would be misread.

    `profile` says how sure an attribution must be to be kept: "precise" keeps fewer and surer ones.

    >>> story = Article(id="a", published="2025-10-14",
    ...     text="The river office said on Monday that 40 homes were flooded.")
    >>> found = annotate(story)
    >>> [(figure.best, figure.predicate) for figure in found.figures]
    [(40.0, 'flooded')]
    >>> found.attributions[0].source_name, found.times[0].value
    ('The river office', '2025-10-13')
    """
    if not _is_english(article.language):
        return Annotation(id=article.id)
    spans = sentences(article.text)
    pieces = [article.text[start:end] for start, end in spans]
    wanted = [i for i, piece in enumerate(pieces) if may_attribute(piece) or holds_figure(piece)]
    parses = parse(article.text, spans, wanted)
    found_times = times(article)
    found_attributions = attributions(article, spans, parses, profile)
    found_figures, unquantified = figures(article, spans, parses, found_times, found_attributions)
    return Annotation(
        id=article.id,
        attributions=found_attributions,
        figures=found_figures,
        times=found_times,
        unquantified=unquantified,
    )


def _is_english(language: str | None) -> bool:
    return language is None or language[:2].lower() == "en"
