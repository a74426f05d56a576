"""Numerals that point at something: a footnote, a block, a house, a road, a number to call."""

from collections.abc import Sequence

from sayso.annotate.numbers.lines import Stretch, listed, touches_next
from sayso.annotate.numbers.tokens import Token, norm_at

LONGEST_NAME = 5  # tokens of a street's name, marks and directions counted
HOUSE = 100  # What is less, behind "at", may be anything.
LONG_CODE = 4  # digits, from which a number behind "text" or before "(WORD)" is a code


def points(tokens: Sequence[Token], at: Stretch) -> str | None:
    """Return what a numeral points at, or null where it may count something.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> def told(text, i):
    ...     return points(lex(text), Stretch(first=i, stop=i + 1, words=False, measured=False))
    >>> told("in the 2300 block of Wren St.", 2), told("He left the school.[37]", 6)
    ('block', 'footnote')
    >>> told("Residents called 911 at noon", 2), told("a .22-caliber pistol", 1)
    ('number to call', 'calibre')
    >>> told("at 218 W. Oram Ave. on Monday", 1), told("They called 12 witnesses", 2)
    ('house', None)
    """
    if at.words or at.stop - at.first > 1:
        return None
    for found in (footnote, block, calibre, height, station, number_to_call, house, road):
        if found(tokens, at.first):
            return found.__name__.replace("_", " ")
    return None


def footnote(tokens: Sequence[Token], i: int) -> bool:
    """ "the school.[37][38]", and the page behind it: "[16]:84"."""
    before, after = norm_at(tokens, i - 1), norm_at(tokens, i + 1)
    if before.endswith("[") and after.startswith("]"):
        return i > 1 and touches_next(tokens, i - 2)
    return before == ":" and norm_at(tokens, i - 2) == "]" and touches_next(tokens, i - 2)


def block(tokens: Sequence[Token], i: int) -> bool:
    """The 2300 block of Wren Street, the 100 north block."""
    after = i + 1
    while (
        norm_at(tokens, after) in listed("pointers", "directions") or norm_at(tokens, after) == "."
    ):
        after += 1
    return norm_at(tokens, after) == "block"


def calibre(tokens: Sequence[Token], i: int) -> bool:
    """A .22-caliber pistol, a 12-gauge shotgun, a .44 revolver."""
    after = i + 2 if norm_at(tokens, i + 1) == "-" else i + 1
    if norm_at(tokens, after) in listed("pointers", "calibres"):
        return True
    weapons = listed("names", "calibres") | listed("pointers", "weapons")
    return tokens[i].text.startswith(".") and norm_at(tokens, after).removesuffix("s") in weapons


def height(tokens: Sequence[Token], i: int) -> bool:
    """5'6" and its inches."""
    feet = norm_at(tokens, i + 1) == "'" and touches_next(tokens, i)
    inches = norm_at(tokens, i - 1) == "'" and touches_next(tokens, i - 2)
    return (feet and tokens[i + 2 : i + 3] != [] and tokens[i + 2].kind == "num") or (
        inches and i > 1 and tokens[i - 2].kind == "num"
    )


def station(tokens: Sequence[Token], i: int) -> bool:
    """7 News, 12 Action News: a channel."""
    behind = [token.text for token in tokens[i + 1 : i + 4]]
    if behind[:1] in (["Action"], ["Eyewitness"]):
        behind = behind[1:]
    return behind[:1] == ["News"] and not any(word[0].isupper() for word in behind[1:2])


def number_to_call(tokens: Sequence[Token], i: int) -> bool:
    """Call 911, the 911 call, text 274637 (CRIMES), 1-800-222-TIPS (8477)."""
    number, before, after = tokens[i].text, norm_at(tokens, i - 1), norm_at(tokens, i + 1)
    if number in listed("pointers", "emergency"):
        counts = after[:1].isalpha() and after not in listed("pointers", "behind_call")
        called = before in listed("pointers", "calling") or number in listed("pointers", "known")
        if after in listed("pointers", "calls") or after == "-" or (called and not counts):
            return True
    if not number.isdigit() or len(number) < LONG_CODE:
        return False
    named = after == "(" and _in_capitals(tokens, i + 2) and norm_at(tokens, i + 3) == ")"
    spelt = before == "(" and after == ")" and _in_capitals(tokens, i - 2)
    return named or spelt or before in ("text", "texting", "texted", "sms")


def house(tokens: Sequence[Token], i: int) -> bool:
    """218 W. Oram Ave., 16126 S.E. Stark St., at 6301 Ranchester."""
    number = tokens[i].text
    if not number.isdigit():
        return False
    named, k = 0, i
    for k in range(i + 1, min(i + 1 + LONGEST_NAME + 2, len(tokens))):
        word = tokens[k]
        if word.norm == "." and len(tokens[k - 1].text) <= LONG_CODE:
            continue
        if word.kind != "word" or not word.text[0].isupper():
            break
        if named and word.norm in listed("names", "streets"):
            return True
        named += 1
    at_it = norm_at(tokens, i - 1) == "at" and norm_at(tokens, i - 2) not in listed(
        "pointers", "put"
    )
    # The home of Vera Oram, 2211 Falling Oak, where
    closed = norm_at(tokens, i - 1) == "," and named > 1 and norm_at(tokens, k) in (",", ".")
    return (
        bool(named)
        and (at_it or closed)
        and int(number) >= HOUSE
        and not tokens[i + 1].norm.endswith("s")
    )


def road(tokens: Sequence[Token], i: int) -> bool:
    """U.S. 27 near Velmar: no noun behind it."""
    lead = "".join(token.text for token in tokens[max(0, i - 4) : i])
    if not lead.endswith(("U.S.", "US")) or not tokens[i].text.isdigit():
        return False
    after = norm_at(tokens, i + 1)
    return not after[:1].isalpha() or after in listed("names", "prepositions")


def _in_capitals(tokens: Sequence[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].kind == "word" and tokens[i].text.isupper()
