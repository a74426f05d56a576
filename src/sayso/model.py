"""Every record that Sayso passes on, as frozen structs that are JSON in and out.

Offsets are Unicode code points into the article's text, end exclusive. Days are ISO dates;
intervals include both ends. Ids come from content: an article's from the hash of its page, a
span's from its article and offsets, so the same pages give the same ids for ever.
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath
from typing import Literal

import msgspec

Span = tuple[int, int]
Interval = tuple[str, str]


class SaysoError(Exception):
    """Something a person can mend; the message names the file or value and what would be right."""


class StorageError(SaysoError):
    """A ledger that cannot be written or read just now: no space, damage, another writer."""


class PageError(SaysoError):
    """A page that cannot be read; the run goes on without it."""


def content_id(kind: str, *parts: str | int) -> str:
    """Return an id such as `fig-3a9c0d12e45b6789`, the same for the same parts for ever.

    >>> content_id("fig", "art-1", 10, 12) == content_id("fig", "art-1", 10, 12)
    True
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode('utf-8')).hexdigest()[:16]}"


# --- read --------------------------------------------------------------------------------------


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as captured, with where and when from; known by the SHA-256 of its bytes.

    Of a page that was fetched, `path` is the address that was asked for, `redirects` are the
    addresses that led on, in order, `url` the one that answered, and `headers` what it said.
    """

    content: bytes
    path: str
    url: str | None = None
    captured: str | None = None
    media_type: str | None = None
    charset: str | None = None
    headers: tuple[tuple[str, str], ...] | None = None
    redirects: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """An input that gave no page, and why."""

    path: str
    error: str


FETCH_TIMEOUT = 30.0
LONGEST_TIMEOUT = 3600
# A reader who follows a link a second is no burden to anybody.
FETCH_PAUSE = 1.0


class Fetching(msgspec.Struct, frozen=True, kw_only=True):
    """How addresses are fetched. `timeout` is for one page in all, `pause` between two of a host.

    Both are seconds; None stands for the setting of the ledger, else for the default.
    """

    allow_private: bool = False
    ignore_robots: bool = False
    timeout: float | None = None
    pause: float | None = None


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """Where and to whom the desk is served; `names` are those that it answers to beside its own."""

    port: int
    host: str = "127.0.0.1"
    name: tuple[str, ...] = ()
    behind_proxy: tuple[str, ...] = ()
    read_only: bool = False
    open: bool = False


# --- extract -----------------------------------------------------------------------------------

BlockKind = Literal["paragraph", "heading", "quote", "list"]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an article's text; an embedded post is a quote with its author and date."""

    kind: BlockKind
    start: int
    end: int
    author: str | None = None
    date: str | None = None


CutKind = Literal[
    "title", "date", "credit", "dateline", "caption", "correction", "bio", "related", "sign-up",
    "tags", "comment", "code", "label", "menu", "other",
]  # fmt: skip


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """What was left out of the text, and why, kept to be seen.

    `kind` is a CutKind; an article that came as JSON may bring kinds of its own.
    """

    kind: str
    text: str
    reason: str


WarningKind = Literal[
    "paywall", "consent-wall", "live-blog", "truncated", "block-page", "error-page", "list-page",
    "machine-translated", "lines-only", "encoding", "given", "summary", "plain-text",
]  # fmt: skip


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A value that a page states for a field, and the place where it stands."""

    value: str
    where: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """The clean text of a page with its blocks, what was cut, and metadata.

    `found` says where each metadata value was found; a value not known is null. Where places of
    the page disagree on a field, `stated` has each distinct value with the place, that taken
    first, and `chosen` says why it was taken. A warning opens with its WarningKind and a colon.
    """

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    canonical: str | None = None
    site: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    agency: str | None = None
    dateline: str | None = None
    original_outlet: str | None = None
    original_url: str | None = None
    published: str | None = None
    modified: str | None = None
    captured: str | None = None
    language: str | None = None
    story: str | None = None
    blocks: tuple[Block, ...] = ()
    cut: tuple[Cut, ...] = ()
    corrections: tuple[str, ...] = ()
    found: Mapping[str, str] = {}
    stated: Mapping[str, tuple[Stated, ...]] = {}
    chosen: Mapping[str, str] = {}
    warnings: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The outlet, else the site, else the name of the file that the article goes by."""
        name = self.outlet or self.site
        return name or (PurePath(self.path).name if self.path else self.id)


# --- annotate ----------------------------------------------------------------------------------


class Certainty(StrEnum):
    """How a statement is put, from the firmest to the least firm."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    CONDITIONAL = "conditional"
    UNVERIFIED = "unverified"
    DOUBTED = "doubted"
    DENIED = "denied"


SourceKind = Literal["person", "body", "outlet", "document", "collective", "unnamed", "nobody"]
Speech = Literal["direct", "indirect", "mixed"]
Profile = Literal["balanced", "precise"]
Bound = Literal[">=", "<=", ">", "<"]
Change = Literal["up", "down"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it (source), the word that says so (cue), what was said (content).

    `parent` is the id of the attribution whose content this one stands in. `to` is the conduit
    that was told. `speaks_for` is the body whose spokesman a named source is. `rule` names what in
    the sentence made the record.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_name: str | None = None
    source_kind: SourceKind = "nobody"
    speaks_for: str | None = None
    to: str | None = None
    parent: str | None = None
    speech: Speech = "indirect"
    certainty: Certainty = Certainty.ASSERTED
    hedges: tuple[Span, ...] = ()
    caveats: tuple[Span, ...] = ()
    rule: str = ""


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How a figure stands to another: subset_of, component_of, in_addition_to, ..."""

    type: str
    target: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity as the text gives it; `best` is never invented from a range.

    `attribution` and `time` are ids in the same article. `derived` marks a sum made from the
    parts named in `relations`; a figure in the text has it false.
    """

    id: str
    start: int
    end: int
    text: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: Bound | None = None
    approximate: bool = False
    additive: bool = False
    unit: str | None = None
    counted: str | None = None
    predicate: str | None = None
    change: Change | None = None
    group: str | None = None
    place: str | None = None
    attribution: str | None = None
    time: str | None = None
    as_of: str | None = None
    certainty: Certainty = Certainty.ASSERTED
    relations: tuple[Relation, ...] = ()
    derived: bool = False
    rule: str = ""


class Unquantified(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of zero or of a number that is not known."""

    start: int
    end: int
    text: str
    kind: Literal["zero", "unknown"]
    predicate: str | None = None
    counted: str | None = None


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A TIMEX3 expression with its value and its interval of whole days.

    `anchor` says what a relative expression was counted from: `published`, `dateline` (the day
    at the head of the report), `narrative` (the date last told), `quoted` (the quoted report's
    own date); null where it needed none or had none.
    `name` is the name of an event that the time is part of ("September 11 attacks").
    """

    id: str
    start: int
    end: int
    text: str
    type: TimeType
    value: str | None = None
    mod: str | None = None
    interval: Interval | None = None
    anchor: str | None = None
    name: str | None = None
    rule: str = ""


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """What `annotate` finds in one article."""

    id: str
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    unquantified: tuple[Unquantified, ...] = ()


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """An article with what was found in it; `decided` where a person changed one of its figures."""

    article: Article
    annotation: Annotation
    decided: bool = False


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """What one page came to: its articles, each with its annotation where that was asked for.

    Or the error why there is none; `trace` tells where in Sayso, when the fault is its own.
    """

    articles: tuple[Article, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    error: str | None = None
    trace: str | None = None


# --- link --------------------------------------------------------------------------------------

Direction = Literal["a>b", "b>a", "unknown"]
Passage = tuple[int, int, int, int]
MutationType = Literal[
    "figure", "hedge", "attribution", "entity", "time", "caveat", "polarity", "quotation"
]


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article is in its story: the earlier article that it is likest to, what spoke for it.

    `by` is what spoke for it most, the strongest first; `distance` is 1 less how likely the two are
    of one event. `to` and `distance` are None where no single earlier article decided.
    """

    article: str
    to: str | None = None
    by: tuple[str, ...] = ()
    distance: float | None = None


class Story(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="story"):
    """The articles about one event, by their ids; an article alone is a story of one.

    `id` is the name that the analyst gave, else it comes from the first article's id; `title` is
    how the story is called to a reader, `name` the name that a person gave it later; `joins` says
    why each article but the first is in it.
    `also` are articles that are counted in another story and tell of this one too, each with why.
    """

    id: str
    articles: tuple[str, ...]
    title: str | None = None
    given: bool = False
    name: str | None = None
    joins: tuple[Join, ...] = ()
    also: tuple[Join, ...] = ()

    @property
    def called(self) -> str:
        """The name that a person gave, else the title."""
        return self.name or (self.id if self.given or not self.title else self.title)


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article by their offsets; empty where something stands in the other text only."""

    id: str
    start: int
    end: int
    text: str


class FollowUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="follow-up"):
    """What goes on from an event weeks or years later: `story` follows the story `follows`.

    Both are the same where a later article stands in the story of its event. `type` is what it is
    (trial, inquiry, anniversary, funeral ...). `a` is a sentence of the earlier, `b` the one of the
    later that says what came of the event; `shared` are names that stand in both, `days` the days
    between the two articles, `evidence` all that speaks for it.
    """

    id: str
    story: str
    follows: str
    type: str
    a: Excerpt
    b: Excerpt
    shared: tuple[str, ...] = ()
    days: int | None = None
    evidence: tuple[str, ...] = ()


class StoryChange(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a story found before: `other` was merged into `story`, or parted from it.

    Of a merge, `by` is what spoke for it most in the likeliest pair of their articles, `distance`
    1 less its likelihood; of a split, `distance` is the mean between both parts. `articles` are
    those that moved.
    """

    what: Literal["merge", "split"]
    story: str
    other: str
    articles: tuple[str, ...]
    by: tuple[str, ...] = ()
    distance: float | None = None


Version = Literal["address", "take"]


class Copy(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="copy"):
    """Passages that one article took from another, as offsets into both: a0, a1, b0, b1.

    `evidence` says what the direction rests on, the strongest first, and why it is unknown where
    both are signed by one agency.
    A copy within one article (`a` equals `b`) goes from a post embedded in it to its own words.
    `version` says that both are one report: `address`, captured twice; `take`, a later take of it
    by the same outlet. `agency` is the agency that both are signed by.
    """

    id: str
    a: str
    b: str
    direction: Direction
    passages: tuple[Passage, ...]
    evidence: tuple[str, ...] = ()
    version: Version | None = None
    agency: str | None = None


class SharedQuotation(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="quotation"):
    """Speech of a third party that two articles carry: the speaker's words, not a copy."""

    id: str
    a: str
    b: str
    passages: tuple[Passage, ...]
    speaker: str | None = None


class Retelling(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="retelling"):
    """The same claim in other words, possibly; `shared` names what both have in common."""

    id: str
    a: Excerpt
    b: Excerpt
    direction: Direction = "unknown"
    shared: tuple[str, ...] = ()


class Mutation(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="mutation"):
    """What differs in a copied or re-told claim, from `a` to `b`.

    It was found in a copy, in a retelling, or between two places of one article. A candidate is a
    difference that may have another reason than the copying; `reason` says in words what was
    compared.
    """

    id: str
    type: MutationType
    subtype: str
    a: Excerpt
    b: Excerpt
    candidate: bool = False
    reason: str = ""
    found_in: Literal["copy", "retelling", "article"] = "copy"


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """What `link` finds among articles."""

    stories: tuple[Story, ...] = ()
    copies: tuple[Copy, ...] = ()
    quotations: tuple[SharedQuotation, ...] = ()
    retellings: tuple[Retelling, ...] = ()
    mutations: tuple[Mutation, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()


# --- weigh -------------------------------------------------------------------------------------

RootType = Literal["named", "observed", "unnamed", "unattributed", "cyclic"]
FindingType = Literal[
    "conflict",
    "attribution-conflict",
    "circular",
    "mutation",
    "revision",
    "unclear",
    "compatible",
    "agree",
    "repeat",
    "not-comparable",
    "single-origin",
]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A place where a claim is stated: the id of its figure or attribution, and the words."""

    id: str
    article: str
    start: int
    end: int


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One proposition in the ledger: event, predicate, scope, one value; with all its mentions.

    `indicator` is the predicate that is counted; a claim without a figure has no value. `derived`
    marks a sum that Sayso made, whose mention is the parts' place.
    """

    id: str
    story: str
    text: str
    indicator: str | None = None
    counted: str | None = None
    unit: str | None = None
    place: str | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: Bound | None = None
    approximate: bool = False
    additive: bool = False
    as_of: Interval | None = None
    derived: bool = False
    mentions: tuple[Mention, ...] = ()


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of two names: that they are of one (`same`), or of two.

    With `claim`, of two origins of that claim: that they are one, or independent of each other.
    """

    a: str
    b: str
    same: bool
    who: str
    at: str
    claim: str | None = None


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What persons said that weighing goes by; `rejected` are rows that nothing rests on."""

    pairs: tuple[Judgement, ...] = ()
    rejected: frozenset[str] = frozenset()


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a chain, with the ids of the mentions that lead to it.

    `conduits` stand directly before it; `also` are names that were merged into it, and `reason`
    says why. `apart` says of other roots of the claim that might be the same why they were not
    merged; `others` are names that a person said to be another's.
    """

    type: RootType
    name: str
    mentions: tuple[str, ...] = ()
    conduits: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    reason: str = ""
    apart: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class ClaimValue(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as an origin's row names it."""

    id: str
    text: str
    indicator: str | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """How many distinct origins stand behind a claim: `n_min` to `n_max`, and which.

    `documents` are the articles that state the claim, `conduits` the outlets and agencies that
    stand directly before an origin. `withdrawn` are the articles that take the claim back: what
    came through whoever took it back counts no more; `stale` are those that go on carrying it.
    `marked` is what persons said of its origins.
    """

    id: str
    story: str
    claim: ClaimValue
    documents: tuple[str, ...]
    conduits: tuple[str, ...]
    n_min: int
    n_max: int
    circular: bool
    roots: tuple[Root, ...]
    withdrawn: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    marked: tuple[Judgement, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """How claims of a story stand to each other, with the rule that fired.

    `text` is a sentence for a reader, `slot` what is not known or differs, `mentions` the ids of
    the figures or attributions that it rests on. Of a revision the earlier claim comes first.
    """

    id: str
    story: str
    type: FindingType
    articles: tuple[str, ...]
    claims: tuple[str, ...]
    text: str
    rule: str
    slot: str | None = None
    candidate: bool = False
    mentions: tuple[str, ...] = ()


class IndicatorValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value of an indicator, with the articles and the number of origins behind it.

    `total` is false of a part, an addition, a sum that Sayso made, a count of an older event or in
    another unit than most, and a slip of copying, which are never read; `revised_to` is the claim
    of the later count by the same origin. `told` are the words of articles that give the value
    person by person or in a title.
    """

    low: float | None
    best: float | None
    high: float | None
    articles: tuple[str, ...]
    origins: tuple[int, int]
    unit: str | None = None
    as_of: Interval | None = None
    claim: str | None = None
    total: bool = True
    revised_to: str | None = None
    told: tuple[Excerpt, ...] = ()


class ReadingValue(msgspec.Struct, frozen=True, kw_only=True):
    """The best supported current value, and the rule that chose it."""

    low: float | None
    best: float | None
    high: float | None
    unit: str | None = None
    rule: str = ""


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """What a story counts of one kind: each distinct value, and a reading of them."""

    id: str
    story: str
    indicator: str
    values: tuple[IndicatorValue, ...]
    reading: ReadingValue


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What `weigh` finds in one story."""

    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    findings: tuple[Finding, ...] = ()
    indicators: tuple[Indicator, ...] = ()
