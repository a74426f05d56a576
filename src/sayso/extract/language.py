"""The language of an article, from its commonest words."""

import re
from collections import Counter

from sayso.data import load

WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 5_000  # Characters; some hundred words are enough.
FEWEST = 5  # Common words seen before a language is named.
AHEAD = 1.5  # How far the first must lead the second: neighbours share many words.
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)


def guess_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, null when its words do not decide.

    >>> guess_language("The ministry said that the dam in the north of the country was safe.")
    'en'
    >>> guess_language("Ostrava 2031")
    """
    sample = text[:LOOKED_AT]
    for code, script in SCRIPTS:
        if len(script.findall(sample)) * 3 > len(sample):
            return code
    counts = Counter(WORD.findall(sample.lower()))
    scores = sorted(
        ((sum(counts[word] for word in words), code) for code, words in load("languages").items()),
        reverse=True,
    )
    (best, code), (second, _) = scores[:2]
    return code if best >= FEWEST and best >= AHEAD * second else None


def named_language(tag: str | None) -> str | None:
    """Return the language of an HTML `lang` value, without its region.

    >>> named_language("en-GB"), named_language("x-unknown")
    ('en', None)
    """
    code = re.split(r"[-_]", (tag or "").strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) and code not in {"und", "mul"} else None
