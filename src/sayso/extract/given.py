"""An article that came as a line of JSON: what was given, made usable and checked."""

from datetime import datetime

import msgspec

from sayso.extract.dates import LAST_YEAR, read_date
from sayso.extract.language import guess_language
from sayso.model import Article, PageError

FIRST_NEWSPAPER = 1605  # The Relation of Strasbourg; archives give lines of any age since.


def given(article: Article) -> Article:
    """Return the article with its dates in ISO form and only blocks that stand in its text.

    What cannot be used is left out with a warning; `id` and a story's name are never touched. A
    language that is not given is told by the words. Raises PageError when there is no text.

    >>> given(Article(id="a", text="The dam broke.", published="14 Oct 2025")).published
    '2025-10-14'
    """
    if not article.text.strip():
        raise PageError("an article without text")
    warnings = list(article.warnings)
    dates = {}
    for key in ("published", "modified"):
        value = getattr(article, key)
        dates[key] = _date(value) if value else None
        if value and dates[key] is None:
            warnings.append(f"given: {key} {value!r} is no date that can be read")
        elif value and not FIRST_NEWSPAPER <= int(str(dates[key])[:4]) <= LAST_YEAR:
            # What programs write where they know no date: 0001-01-01, 9999-12-31.
            span = f"{FIRST_NEWSPAPER} to {LAST_YEAR}"
            warnings.append(f"given: {key} {value!r} is no year of a report ({span})")
            dates[key] = None
    length = len(article.text)
    blocks = tuple(each for each in article.blocks if 0 <= each.start < each.end <= length)
    if len(blocks) < len(article.blocks):
        warnings.append(
            f"given: {len(article.blocks) - len(blocks)} blocks do not stand in the text"
        )
    story = article.story
    if story is not None and not story.strip():
        warnings.append("given: a blank name of a story is none")
        story = None
    language, found = article.language, dict(article.found)
    if language is None and (guessed := guess_language(article.text)):
        language, found["language"] = guessed, "common words"
    return msgspec.structs.replace(
        article,
        story=story,
        language=language,
        found=found,
        blocks=blocks,
        warnings=tuple(warnings),
        **dates,
    )


def _date(value: str) -> str | None:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return read_date(value)
    # Kept as it was given, to the second; but "20251014" is for other programs to read, too.
    return value if value[4:5] == "-" else read_date(value)
