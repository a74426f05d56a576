"""Offices and roles: the body that whoever holds them speaks for."""

import re

from sayso.annotate.attributions.sources import listed
from sayso.weigh.bodies import WORD, Body, bare, body_of, names_table, office

# "Its head since 2019": the office, without how long it is held.
_SINCE = re.compile(r"\s(?:since|until|from|for)\s(?=\d|the\spast|last\s|more\s|nearly\s|almost\s)")
_OF = re.compile(r"\s(?:of|for|at|from|with)\s+(?:the\s+)?")
# "a hospital", "two ministries": a body without its name.
INDEFINITE = re.compile(
    r"(?:an?|one|another|two|three|four|several|some)\s[a-z\s-]+$", re.IGNORECASE
)


def body_of_office(words: str) -> Body | None:
    """Return the body that an office without a name speaks for, null where it is not told.

    >>> body_of_office("The chief executive of Tarn Steel").shown
    'Tarn Steel'
    """
    if INDEFINITE.match(words) or re.match(r"(?:an?|one|two|some|former)\s", words, re.IGNORECASE):
        return None
    role, *of = _OF.split(words, maxsplit=1)
    last = role.rsplit(maxsplit=1)[-1].lower()
    owned = re.match(r"(?P<who>[A-Z].*?)[’']s\s(?P<role>[a-z\s-]+)$", bare(words))
    if owned is not None and owned["role"].rsplit(maxsplit=1)[-1] in names_table("voices"):
        of, last = [owned["who"]], owned["role"].rsplit(maxsplit=1)[-1]
    if not of or last not in names_table("voices"):
        return None
    named = of[0].split(",")[0]
    body = office(words) or body_of(named)
    is_told = body is not None and (body.telling or body.owner)
    return body if is_told else None


def spoken_for(words: str) -> Body | None:
    """Return the body of a spokesman without a name, null where the words name none.

    >>> spoken_for("a spokeswoman for Tarn Steel").shown
    'Tarn Steel'
    """
    lower = words.lower()
    if not any(re.search(rf"\b{re.escape(each)}\b", lower) for each in names_table("spokespeople")):
        return None
    pattern = "|".join(sorted(map(re.escape, names_table("spokespeople")), key=len, reverse=True))
    of = _OF.split(words, maxsplit=1)
    rest = of[1] if len(of) > 1 else re.sub(rf"\b(?:{pattern})\b", "", words, flags=re.IGNORECASE)
    rest = " ".join(word for word in rest.split() if word.lower() not in names_table("ranks"))
    return body_of(re.sub(r"[’']s$", "", rest.strip(" ,")))


def institution(words: str) -> Body | None:
    """Return a body that speaks without a name: "the emergency services", "prosecutors".

    >>> institution("the emergency services").words, institution("two agencies")
    (('emergency', 'service'), None)
    """
    if INDEFINITE.match(words):
        return None
    plain = bare(words)
    # "the general staff of Velmar": what it is stands before whose it is.
    last = re.split(r"\s(?:of|for)\s", plain, maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
    if last in names_table("institutions") or plain.lower() in names_table("halls"):
        return body_of(plain)
    definite = plain != words and words[:4].lower() == "the "
    if definite and " " in plain and last in names_table("sole") and plain.split()[0].islower():
        return body_of(plain)
    if last in names_table("several"):
        return None  # aid organisations, the two unions: nobody knows which
    whole = definite or (" " in plain and last.endswith("s"))
    singular = {last, last.removesuffix("s")} & (names_table("generic") | listed("bodies"))
    return body_of(plain) if whole and singular else None


def body_of_person(words: str, name: str) -> Body | None:
    """Return the body that a person speaks for by his role; an empty one where it is unsaid.

    >>> body_of_person("Ada Oram, head of the Harbor Board", "Ada Oram").shown
    'Harbor Board'
    """
    if name.rsplit(maxsplit=1)[-1] not in words:
        # "The mayor", taken for somebody whom the text names elsewhere: a role is no name.
        return None
    before, _, after = words.partition(name)
    before = before.strip(" ,")
    tokens = [token.lower() for token in WORD.findall(before)]
    if (place := _OF_PLACE.match(after)) is not None and any(
        token in names_table("voices") for token in tokens
    ):
        # "Foreign Minister Oram of Velmar"
        body = body_of(f"{place['where']}’s {role_to_body(before)}")
        return body or Body(words=())
    if any(token in names_table("voices") for token in tokens):
        body = body_of(role_to_body(before))
        held = None if body is not None and _ends_as_body(body) else office(before)
        return held or body or Body(words=())
    after = after.lstrip(", ")
    lower = {token.lower() for token in WORD.findall(after)}
    if lower & names_table("voices"):
        if owned := re.match(r"(?P<who>[^,]+?)[’']s\s", after):
            return body_of(owned["who"]) or Body(words=())
        role, *of = _OF.split(_SINCE.split(after, maxsplit=1)[0], maxsplit=1)
        body = body_of(of[0].split(",")[0]) if of else None
        held = None if body is not None and _ends_as_body(body) else office(after) if of else None
        if held is not None:
            return held
        return body_of(of[0].split(",")[0] if of else role_to_body(role)) or Body(words=())
    return None


_OF_PLACE = re.compile(r"\sof\s(?:the\s)?(?P<where>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)$")


def role_to_body(role: str) -> str:
    """Return the words for the body that a role is of.

    >>> role_to_body("the interior minister"), role_to_body("Tarn police chief")
    ('the interior ministry', 'Tarn police')
    """
    role = _SINCE.split(role, maxsplit=1)[0]
    held = re.match(r"(?P<body>.+\sof\s.+?)(?P<role>(?:\s[a-z-]+)+)$", role.strip(" ,"))
    if held is not None and held["role"].split()[-1] in names_table("voices"):
        # "Ministry of Health spokesman", "Bank of Tarn deputy governor"
        return held["body"]
    of = _OF.split(role, maxsplit=1)
    if len(of) > 1:
        return of[1]
    kept = [
        "ministry" if token.lower() == "minister" else token
        for token in role.replace(",", " ").replace(".", " ").split()
        if re.sub(r"[’']s$", "", token.lower())
        not in (names_table("voices") - {"minister"}) | names_table("ranks")
    ]
    return re.sub(r"[’']s$", "", " ".join(kept))


def _ends_as_body(body: Body) -> bool:
    """ "Central Bank governor" is the bank's word, "Tarn mayor" the mayor's."""
    last = body.shown.rsplit(maxsplit=1)[-1].lower()
    prime = body.words[0] == "prime" if body.words else True
    return len(body.words) > 1 and not prime and last in listed("bodies")
