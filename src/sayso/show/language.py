"""Articles that were kept and not read, since they are in another language than English."""

from collections import Counter
from collections.abc import Iterable

from sayso.model import Article

# Of the languages that are most found on news pages; another one is told by its code alone.
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovene", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
LONGEST_CODE = 12


def is_read(article: Article) -> bool:
    """Return whether `annotate` reads it: in English, or in no language that is known."""
    return article.language is None or article.language[:2].lower() == "en"


def not_read(article: Article) -> str:
    """Return why nothing was found in an article, empty where it was read.

    >>> not_read(Article(id="a", text="Der Damm ist gebrochen.", language="de-AT"))
    'not read: in German (de-AT)'
    """
    if is_read(article):
        return ""
    code = (article.language or "")[:LONGEST_CODE]
    name = _NAMES.get(code[:2].lower())
    return f"not read: in {name} ({code})" if name else f"not read: in another language ({code})"


def count_not_read(articles: Iterable[Article]) -> str:
    """Return how many of some articles were not read: ` (1 not read: de)`, empty where all were.

    >>> count_not_read([Article(id="a", text="Der Damm ist gebrochen.", language="de")])
    ' (1 not read: de)'
    """
    codes = Counter((each.language or "")[:LONGEST_CODE] for each in articles if not is_read(each))
    return f" ({codes.total():,} not read: {', '.join(sorted(codes))})" if codes else ""
