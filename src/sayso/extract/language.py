"""The language of an article, from its commonest words and from what its page says."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.data import load
from sayso.extract.stated import Told, told
from sayso.model import Stated

WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 5_000  # Characters; some hundred words are enough.
FEWEST = 5  # Common words seen before a language is named.
AHEAD = 1.5  # How far the first must lead the second: neighbours share many words.
MANY = 20  # Common words from which a text's own language stands against the page's word for it.
FAR_AHEAD = 4  # How far they must lead those of the language that the page names.
LIES = "its commonest words are of this language, whatever the page says of itself"
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
    if code := _script(text):
        return code
    scores = _scores(text)
    (code, best), (_, second) = sorted(scores.items(), key=lambda each: each[::-1])[:-3:-1]
    return code if best >= FEWEST and best >= AHEAD * second else None


def page_language(stated: Sequence[Stated], text: str) -> Told | None:
    """Return the language of an article: what its page states, unless its words clearly differ.

    >>> text = "La presa del norte se abrió el lunes por la noche y los vecinos de la ciudad " * 9
    >>> found = page_language([Stated(value="en", where="<html lang>")], text)
    >>> found.value, [each.value for each in found.stated]
    ('es', ['es', 'en'])
    """
    guess = guess_language(text)
    read = Stated(value=guess, where="common words") if guess else None
    if read is None or not stated:
        return told([*stated, *([read] if read else [])])
    if _overrules(read.value, stated[0].value, text):
        return told([read, *stated], LIES)
    return told(stated)


def _overrules(guess: str, stated: str, text: str) -> bool:
    """Only against a language whose words are known can a text be said to be in another."""
    if guess == stated:
        return False
    scores = _scores(text)
    if _script(text):
        return stated in scores
    if stated not in scores:
        return False
    return scores[guess] >= MANY and scores[guess] >= FAR_AHEAD * scores[stated]


def _script(text: str) -> str | None:
    sample = text[:LOOKED_AT]
    for code, script in SCRIPTS:
        if len(script.findall(sample)) * 3 > len(sample):
            return code
    return None


def _scores(text: str) -> Mapping[str, int]:
    counts = Counter(WORD.findall(text[:LOOKED_AT].lower()))
    return {code: sum(counts[word] for word in words) for code, words in load("languages").items()}


def named_language(tag: str | None) -> str | None:
    """Return the language of an HTML `lang` value, without its region.

    >>> named_language("en-GB"), named_language("x-unknown")
    ('en', None)
    """
    code = re.split(r"[-_]", (tag or "").strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) and code not in {"und", "mul"} else None
