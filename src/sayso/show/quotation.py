"""The words that a row rests on: the sentences around its spans, and its chain."""

from collections.abc import Iterable

from sayso.annotate import sentences
from sayso.model import Annotation, Article, Attribution, Span

BLANK = "\n\n"


class Reading:
    """One article with what was found in it, ready to be quoted."""

    def __init__(self, article: Article, annotation: Annotation) -> None:
        self.article = article
        self.annotation = annotation
        self.attributions = {each.id: each for each in annotation.attributions}
        self._parted: dict[Span, tuple[Span, ...]] = {}
        self.times = {each.id: each for each in annotation.times}

    def _sentences(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the sentences of the paragraphs that a span touches: none crosses a blank line."""
        text = self.article.text
        before, after = text.rfind(BLANK, 0, start), text.find(BLANK, end)
        begin = before + len(BLANK) if before >= 0 else 0
        stop = after if after >= 0 else len(text)
        if (begin, stop) not in self._parted:
            found = sentences(text[begin:stop])
            self._parted[begin, stop] = tuple((s + begin, e + begin) for s, e in found)
        return self._parted[begin, stop]

    def around(self, start: int, end: int) -> Span:
        """Return the span of the whole sentences that `start` to `end` stands in."""
        touched = [
            span for span in self._sentences(start, end) if span[0] < end and start < span[1]
        ]
        if not touched:
            return (start, end)
        return (min(touched[0][0], start), max(touched[-1][1], end))

    def quotation(self, start: int, end: int) -> str:
        """Return the text of the sentences that `start` to `end` stands in, on one line."""
        first, last = self.around(start, end)
        return " ".join(self.article.text[first:last].split())

    def words(self, spans: Iterable[Span]) -> str:
        """Return the words in some spans, pieces joined by an ellipsis."""
        return " … ".join(" ".join(self.article.text[s:e].split()) for s, e in spans)

    def page_name(self) -> str:
        """Return what the page is called at the outer end of a chain."""
        return self.article.called

    def chain(self, attribution: str | None) -> tuple[str, ...]:
        """Return the names from the page to whoever said it first, outermost first."""
        article = self.article
        outlet, agency = article.outlet or article.site, article.agency
        if outlet and agency and agency in (outlet, _initials(outlet)):
            agency = None  # the agency's own page
        named = [name for name in (outlet, agency) if name] or [self.page_name()]
        return (*named, *(self.source(link) for link in self.links(attribution)))

    def links(self, attribution: str | None) -> tuple[Attribution, ...]:
        """Return an attribution with those that it stands in, outermost first."""
        inner: dict[str, Attribution] = {}
        while attribution in self.attributions and attribution not in inner:
            inner[attribution] = self.attributions[attribution]
            attribution = inner[attribution].parent
        return tuple(reversed(inner.values()))

    def source(self, attribution: Attribution) -> str:
        """Return whose word it is: the name found, else the words as they stand."""
        return attribution.source_name or self.words(attribution.source) or "nobody named"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def extent(attribution: Attribution) -> Span:
    """Return the span from the first to the last word of an attribution."""
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return (min(span[0] for span in spans), max(span[1] for span in spans))
