"""Captions and the credits of pictures: lines that go with a picture, not with the body."""

import re

import msgspec

from sayso.model import Cut

CAPTION_WORDS = 90

CREDIT_END = re.compile(
    r"[(\[|]\s?(?:(?:[A-Z][\w.-]{0,20} ){0,3}(?:Photo|Image|Picture|Credit|Courtesy|Handout|"
    r"Screengrab|Screenshot|Illustration|Pool)s?\b|(?:file )?(?:photo|image|picture|credit)s?\b"
    r"(?: by| via| courtesy|:|\s?/|\s?[)\]])|(?:AP|AFP|EPA|Reuters|REUTERS|Xinhua|TASS)\s?/"
    r"|via (?:AP|AFP|Reuters|REUTERS|Getty)\b|[^()\[\]|]{0,60}\b(?:Getty Images|Shutterstock)\b)"
    r"[^()\[\]|]{0,80}(?:[)\]]|$)\.?$"
)
CREDIT_TAIL = re.compile(
    r"(?:[\w.’'-]+(?: [\w.’'-]+){0,4}|[Pp]hoto)\s?/\s?(?:AP|Reuters|REUTERS|AFP|Getty Images|"
    r"Getty|EPA|Shutterstock|Bloomberg|Anadolu|Xinhua|TASS|Sputnik)(?:/[\w ]{2,30})?\.?$"
    r"|(?:Photo|Photograph|Image|Picture|Photo credit|Credit)(?: by)?: ?[^.]{2,80}$"
)
CAPTION_START = re.compile(
    r"(?:FILE ?(?:PHOTO|IMAGE|PICTURE)?\s?[-–—:]|File photo(?:graph)?\b"
    r"|Representat(?:ive|ional) (?:image|photo)"
    r"|\(?Pictured\b\s?:|Caption:|Image caption|Photo caption"
    r"|A (?:file|handout) (?:photo|picture|image)\b)"
)
PHOTO_CREDIT = re.compile(
    r"\(?(?:AP|AFP|EPA|Reuters|REUTERS|Xinhua|Getty) ?(?:Photo|Images|File|Pool)?"
    r"\s?/\s?[^/]{2,80}\)?$"
    r"|\(?(?:AP|AFP|File|Handout|Courtesy) (?:Photo|photo|image)s?(?:\s?/.{2,80})?\)?$"
    r"|[Vv]ia (?:[A-Z][\w.’'-]*)(?: [\w.’'&-]+){0,4}$"
)
CREDIT_STARTS = re.compile(
    r"(?:\b(?:Photograph|Photo|Image|Picture|Photo credit|Credit)(?: by)?: ?[^.:]{2,80}"
    r"|\b(?:[A-Z][\w’'-]{1,20} )?[Pp]hoto(?:graph)? (?:by|courtesy of) [A-Z][^.:]{2,80})$"
)


class Verdict(msgspec.Struct, frozen=True):
    """The kind of a cut and the reason that is shown for it."""

    kind: str
    reason: str


def caption(line: str) -> Verdict | None:
    """Return what a line is when it goes with a picture: a caption or a credit.

    >>> caption("FILE - A lorry waits at Ostrava, Oct. 3, 2031. (AP Photo/Ana Reyl)").kind
    'caption'
    >>> caption("Via Ostrava Herald").kind
    'credit'
    """
    words = line.count(" ") + 1
    if words > CAPTION_WORDS:
        return None
    if PHOTO_CREDIT.match(line) and words < 12:
        return Verdict("credit", "a photo credit")
    if CAPTION_START.match(line):
        return Verdict("caption", "opens like a caption")
    tail = line[-200:]
    if ("(" in tail or "[" in tail or "|" in tail) and CREDIT_END.search(tail):
        return Verdict("caption", "ends in a photo credit")
    named = "/" in tail or any(word in tail for word in ("hoto", "mage", "redit", "icture"))
    if words < 60 and named and CREDIT_TAIL.search(tail[-100:]):
        return Verdict("caption" if words > 8 else "credit", "ends in a photo credit")
    return None


def cuts_of(text: str, kind: str, reason: str) -> tuple[Cut, ...]:
    """Return a line as cut, and the credit at the end of a caption as a cut of its own.

    >>> caption = "A lorry waits at Ostrava. (AP Photo/Ana Reyl)"
    >>> [cut.text for cut in cuts_of(caption, "caption", "a caption")][1:]
    ['AP Photo/Ana Reyl']
    """
    cut = Cut(kind=kind, text=text, reason=reason)
    if kind != "caption":
        return (cut,)
    credit = _credit(text)
    return (cut, credit) if credit else (cut,)


def _credit(text: str) -> Cut | None:
    tail = text[-200:]
    for pattern in (CREDIT_END, CREDIT_STARTS, CREDIT_TAIL):
        found = pattern.search(tail)
        credit = found[0].strip(" ()[]|.") if found else ""
        if credit and len(credit) < len(text.strip(" ()[]|.")):
            return Cut(kind="credit", text=credit, reason="the photo credit of a caption")
    return None
