"""Through whom a claim came: the outlets and agencies of a story, by all their spellings."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import msgspec

from sayso.annotate.attributions.sources import NAME, listed
from sayso.data import load
from sayso.extract.agency import agency_named, agency_of_site
from sayso.model import Annotated, Article, Attribution
from sayso.weigh.bodies import KEPT
from sayso.weigh.names import fold, kind_of
from sayso.weigh.origins.credits import Credit, credits_of, paragraphs
from sayso.weigh.origins.described import is_document, words_of
from sayso.weigh.origins.observed import is_footage

_TOP = {"co", "com", "org", "net", "gov", "ac", "edu"}
_PREFIXES = ("www.", "www2.", "m.", "en.", "press.", "news.", "edition.", "amp.")


_OWN_VOICE = re.compile(
    r"\b(?:told|by|to|with|tell|The|the)\s((?:[Tt]he\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}|this\s\w+|our\s\w+)"
)


class Outlets(msgspec.Struct, frozen=True, kw_only=True):
    """The outlets that a story knows: `keys` by spelling, `shown` by key, `own` by article."""

    keys: Mapping[str, str]
    shown: Mapping[str, str]
    own: Mapping[str, str]
    credits: Mapping[str, tuple[Credit, ...]]

    def key(self, name: str) -> str | None:
        """Return the key of an outlet by any of its names, null when the story knows it not."""
        return self.keys.get(letters(re.sub(r"[’']s?$", "", name))) if name else None


def outlets(annotated: Iterable[Annotated]) -> Outlets:
    """Return the outlets and agencies that articles are of, credit, or name as told or cited.

    >>> from sayso.model import Annotation
    >>> wire = Article(id="w", site="lakewire.example", text="OSTRAVA (Lakewire) - A dam broke.")
    >>> found = outlets([Annotated(article=wire, annotation=Annotation(id="w"))])
    >>> found.shown[found.own["w"]], found.key("the Lakewire")
    ('Lakewire', 'lakewire')
    """
    articles = list(annotated)
    credited = {each.article.id: credits_of(each.article) for each in articles}
    names: dict[str, None] = {}
    for each in articles:
        names |= dict.fromkeys(name for name in (each.article.outlet, each.article.agency) if name)
        names |= dict.fromkeys(credit.agency for credit in credited[each.article.id])
        names |= dict.fromkeys(_named_in(each))
        names |= dict.fromkeys(_cited_in(each.article.text))
    keys, shown = _keyed(names)
    own: dict[str, str] = {}
    spelled = _spellings(articles)
    short = _shortened(keys, shown)
    for each in articles:
        key, spelling = _own(each.article, short, spelled)
        own[each.article.id] = key
        keys.setdefault(key, key)
        shown.setdefault(key, spelling)
    for each in articles:
        for attribution in each.annotation.attributions:
            name = re.sub(r"^The\s", "", attribution.source_name or "")
            known_as = keys.get(letters(name))
            if known_as is not None and letters(shown[known_as]) == letters(name):
                shown[known_as] = name
    known = Outlets(keys=_shortened(keys, shown), shown=shown, own=own, credits=credited)
    ended = {each.article.id: _ended(each.article, known) for each in articles}
    return msgspec.structs.replace(known, credits=ended)


def _ended(article: Article, known: Outlets) -> tuple[Credit, ...]:
    """End the agency's text where the paper begins to speak of itself: "told the Post"."""
    own = known.own[article.id]
    agencies = [each for each in known.credits[article.id] if known.key(each.agency) != own]
    if not agencies:
        return ()
    for start, end in paragraphs(article.text):
        told = _OWN_VOICE.finditer(article.text, start, end)
        if any(
            known.key(name) == own or name.lower().startswith("this")
            for name in (m[1] for m in told)
        ):
            return tuple(
                Credit(start=each.start, end=min(each.end, start), agency=each.agency)
                for each in agencies
                if each.start < start
            )
    return tuple(agencies)


def called_outlet(name: str, kind: str) -> bool:
    """Return whether a source is an outlet or agency by its kind or its name.

    >>> called_outlet("Harbor Ledger", "body"), called_outlet("Harbor Board", "body")
    (True, False)
    """
    last = name.rsplit(maxsplit=1)[-1].lower() if name.split() else ""
    return (
        kind == "outlet"
        or agency_named(name) is not None
        or re.match(r"(?:Radio|Channel|TV|Télé|Canal)\s[A-Z\d]", name) is not None
        or (name[:1].isupper() and kind in {"body", "person"} and last in _ends() and " " in name)
        or name.lower().endswith(("news agency", "press agency", "news service", "newswire"))
    )


def conduit_at(article: Article, start: int, known: Outlets) -> str:
    """Return the key of the one who wrote the passage: an agency credited for it, or the outlet."""
    own = known.own[article.id]
    for credit in known.credits.get(article.id, ()):
        if credit.start <= start < credit.end:
            return known.key(credit.agency) or own
    return own


def _own(article: Article, keys: Mapping[str, str], spelled: Mapping[str, str]) -> tuple[str, str]:
    stem = site_stem(article.site) or ""
    forms = [stem, stem.removeprefix("the")]
    # "mercurynewspaper.example" is the Mercury's, whatever its full name.
    tails = (letters(tail) for tail in load("weigh_roots")["outlet_tails"])
    forms += [stem.removesuffix(tail) for tail in tails if stem.endswith(tail) and stem != tail]
    for name in (article.outlet, *forms, agency_of_site(article.site)):
        if name and (key := keys.get(letters(name))):
            return key, name
    if article.outlet or stem:
        told = (spelled.get(letters(form)) for form in forms[:2] if form)
        name = article.outlet or next(filter(None, told), "") or _spelled(stem)
        return letters(name) or article.id, name
    return "page " + article.id, article.called


def _spellings(articles: Iterable[Annotated]) -> dict[str, str]:
    """How texts spell what stands in a site's address in one word: "Coast Four", `coastfour`."""
    wanted = {letters(site_stem(each.article.site) or "") for each in articles}
    wanted |= {stem.removeprefix("the") for stem in wanted}
    found: dict[str, str] = {}
    for each in articles:
        for run in _RUN.finditer(each.article.text[:SPELLED]):
            words = run.group().rstrip(".").split()
            for start in range(len(words)):
                for end in range(start + 1, min(len(words), start + LONGEST_OUTLET) + 1):
                    key = letters("".join(words[start:end]))
                    if key in wanted:
                        found.setdefault(key, re.sub(r"[’']s$", "", " ".join(words[start:end])))
    return found


def _spelled(stem: str) -> str:
    """ "ostravaherald" -> "Ostrava Herald", where it ends as outlets do."""
    ends = (
        end
        for end in _ends()
        if len(end) > SHORTEST_END and stem.endswith(end) and len(stem) > len(end) + 2
    )
    last = max(ends, key=len, default="")
    return f"{stem[: -len(last)]} {last}".title() if last else stem


def site_stem(site: str | None) -> str | None:
    """Return the name in a site's address.

    >>> site_stem("www.quay-times.co.example")
    'quay-times'
    """
    labels = labels_of(site)
    return labels[-1] if labels else None


def labels_of(site: str | None) -> tuple[str, ...]:
    """Return the telling parts of a site's address, the site's own name last.

    >>> labels_of("www.harbor.tarn.gov.example")
    ('harbor', 'tarn')
    """
    host = (site or "").lower()
    for prefix in _PREFIXES:
        host = host.removeprefix(prefix)
    labels = host.split(".")[:-1] or [host]
    while len(labels) > 1 and labels[-1] in _TOP:
        labels.pop()
    return tuple(label for label in labels if label)


def outlet_name(source: Attribution, each: Annotated) -> str | None:
    """Return the name of the outlet that a source is, in full; null when it is none."""
    name = re.sub(r"^[Tt]he\s", "", source.source_name or "")
    words = " ".join(each.article.text[start:end] for start, end in source.source)
    bare = re.sub(r"^(?:the|an?)\s", "", words.strip(), flags=re.IGNORECASE)
    if (beside := _named_behind(bare, source, each)) is not None:
        return beside
    kind = kind_of(words, name, source.source_kind)
    if is_document(words) or is_footage(words) or kind != source.source_kind:
        return None
    capitals = [word for word in bare.split()[1:] if word[:1].isupper() and word != "TV"]
    common = bare.split()[:1] and bare.split()[0].lower() in words_of("common")
    proper = name[:1].isupper() and (" " not in bare or capitals or not common)
    if not proper or not (called_outlet(name, source.source_kind) or _reports(source, each, words)):
        return None
    run = NAME.match(bare)
    if run and bare[run.end() :].islower() and name == bare:
        # "the Campus Voice student newspaper"
        return run.group()
    return bare if NAME.fullmatch(bare) and bare.endswith(name) and name != bare else name


def _named_behind(bare: str, source: Attribution, each: Annotated) -> str | None:
    """ "The state news agency KASPA", of which the source is but "the state news agency"."""
    end = max((end for _, end in source.source), default=0)
    if not bare.islower() or bare.rsplit(maxsplit=1)[-1] not in words_of("media"):
        return None
    run = NAME.match(each.article.text, end + 1)
    return run.group().rstrip(".") if run and each.article.text[end : end + 1] == " " else None


def _reports(source: Attribution, each: Annotated, words: str) -> bool:
    """ "the Market Watchman reported, citing": neither persons nor bodies are spoken of so."""
    name = source.source_name or ""
    last = name.split()[-1].lower() if name else ""
    cue = " ".join(each.article.text[start:end] for start, end in source.cue).lower()
    if source.source_kind not in {"person", "body"} or last in listed("bodies"):
        return False
    if words.split()[-1:] and words.rsplit(maxsplit=1)[-1].lower() in listed("bodies"):
        return False
    if not cue.endswith(("report", "reports", "reported", "reporting", "writes", "wrote")):
        return False
    citing = any(a.parent == source.id and a.rule == "citing" for a in each.annotation.attributions)
    camel = re.fullmatch(r"[A-Z][a-z]+[A-Z]\w+", name) is not None
    return citing or camel or re.match(r"[Tt]he\s[A-Z]", words) is not None


def _cited_in(text: str) -> Iterable[str]:
    """Yield the names of outlets that a text cites: "the Quay Mercury reports"."""
    for run in NAME.finditer(text):
        name = re.sub(r"^(?:The|As|In|But|And|While)\s", "", run.group())
        if _REPORTING.match(text, run.end()) and called_outlet(name, "body"):
            yield name


_REPORTING = re.compile(r"\s(?:reports|reported|writes|wrote|has\sreported|first\sreported)\b")
# An outlet that names itself does so within so many characters.
SPELLED = 50_000
# "strikemap" is no map of the AP: ends of so few letters are those of any word.
SHORTEST_END = 2
# Words in the name of an outlet.
LONGEST_OUTLET = 5
_RUN = re.compile(r"[A-Z][\w’'.-]*(?:\s(?:(?:&|and|of|the)\s)?[A-Z][\w’'.-]*)*")


def _named_in(each: Annotated) -> Iterable[str]:
    """Yield the names of outlets that were told something or are cited."""
    for attribution in each.annotation.attributions:
        name = outlet_name(attribution, each)
        if name is not None:
            yield name
        told = re.sub(r"^the\s+", "", attribution.to or "", flags=re.IGNORECASE)
        if (run := NAME.fullmatch(told)) and called_outlet(run.group(), "body"):
            yield told


def _keyed(names: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the key of each spelling, and the spelling that a key is shown by."""
    keys: dict[str, str] = {}
    shown: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        short = agency_named(name)
        spelling = letters(name)
        key = keys.get(spelling) or (letters(short) if short else spelling)
        keys.setdefault(spelling, key)
        parts = re.sub(r"^the\s", "", name, flags=re.IGNORECASE).split()
        initials = "".join(part[0] for part in parts).lower()
        if len(parts) > 1:
            keys.setdefault(initials if len(initials) > 2 else spelling, key)
        shown.setdefault(key, short or re.sub(r"^The\s", "", name))
    return keys, shown


def _shortened(keys: dict[str, str], shown: Mapping[str, str]) -> dict[str, str]:
    """Add what is left of a name without its tail, and its last word, where one outlet has it."""
    short: dict[str, set[str]] = defaultdict(set)
    for key, name in shown.items():
        words = name.lower().split()
        for tail in load("weigh_roots")["outlet_tails"]:
            if name.lower().endswith(" " + tail):
                short[letters(name[: -len(tail)])].add(key)
        if len(words) > 1:
            short[letters(words[-1])].add(key)
    return {
        **{word: next(iter(owners)) for word, owners in short.items() if len(owners) == 1},
        **keys,
    }


@lru_cache(maxsize=KEPT)
def letters(name: str) -> str:
    """Return the letters and digits of a name, by which its spellings are one.

    >>> letters("The Quay-Times")
    'quaytimes'
    """
    return "".join(sign for sign in fold(name).replace("&", "and") if sign.isalnum())


@cache
def _ends() -> frozenset[str]:
    return frozenset(load("weigh_roots")["outlet_ends"]) | listed("outlets")
