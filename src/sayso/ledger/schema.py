"""The tables of a ledger.

Facts are written once and never changed: `run`, `page`, `capture`, `decision`, `custody`. All
else is derived from them and can be made anew. A derived row keeps its whole record as JSON
beside the columns that one filters and joins by.
"""

import sqlalchemy as sa

metadata = sa.MetaData()

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# --- facts -------------------------------------------------------------------------------------

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("arguments", sa.Text, nullable=False),
    sa.Column("tool", sa.Text, nullable=False),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("finished", sa.Text),
)

page = sa.Table(
    "page",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
)

capture = sa.Table(
    "capture",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("run", sa.ForeignKey("run.id"), nullable=False),
    sa.Column("sha256", sa.ForeignKey("page.sha256"), nullable=False, index=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("captured", sa.Text),
    sa.Column("media_type", sa.Text),
    sa.Column("charset", sa.Text),
    # Of a page that was fetched, as JSON: the headers of the answer, the addresses that led to it.
    sa.Column("headers", sa.Text),
    sa.Column("redirects", sa.Text),
    sa.Column("added", sa.Text, nullable=False),
    sa.Column("tool", sa.Text, nullable=False),
    sa.UniqueConstraint("run", "path", "sha256"),
)

decision = sa.Table(
    "decision",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("value", sa.Text),
    sa.Column("note", sa.Text),
    sa.Column("undoes", sa.ForeignKey("decision.id")),
)

custody = sa.Table(
    "custody",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("tool", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

# --- derived -----------------------------------------------------------------------------------

outcome = sa.Table(
    "outcome",
    metadata,
    sa.Column("sha256", sa.ForeignKey("page.sha256"), primary_key=True),
    sa.Column("article", sa.Text),
    sa.Column("error", sa.Text),
)

# Articles stand in the order of capture, and those of one page in their order on it: `position` is
# the number of the page's first capture times this, plus the place on the page.
PARTS = 1_000

article = sa.Table(
    "article",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("sha256", sa.ForeignKey("page.sha256"), nullable=False),
    sa.Column("story", sa.Text, index=True),
    sa.Column("title", sa.Text),
    sa.Column("outlet", sa.Text),
    sa.Column("agency", sa.Text),
    sa.Column("site", sa.Text, index=True),
    sa.Column("url", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


# The record as the machine had it, of a row that a person corrected; null of all others.
MACHINE = "machine"


def _span_table(name: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "article", sa.ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("place", sa.Integer, nullable=False),
        *columns,
        sa.Column("record", sa.Text, nullable=False),
        sa.Column(MACHINE, sa.Text),
    )


attribution = _span_table(
    "attribution",
    sa.Column("source_name", sa.Text),
    sa.Column("source_kind", sa.Text, nullable=False),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.Column("parent", sa.Text),
)

figure = _span_table(
    "figure",
    sa.Column("low", sa.Float),
    sa.Column("best", sa.Float),
    sa.Column("high", sa.Float),
    sa.Column("unit", sa.Text),
    sa.Column("counted", sa.Text),
    sa.Column("predicate", sa.Text),
    sa.Column("attribution", sa.Text),
    sa.Column("derived", sa.Boolean, nullable=False),
)

time = _span_table(
    "time",
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("value", sa.Text),
    sa.Column("begins", sa.Text),
    sa.Column("ends", sa.Text),
)

unquantified = _span_table("unquantified", sa.Column("kind", sa.Text, nullable=False))

# --- derived from several articles -------------------------------------------------------------

story = sa.Table(
    "story",
    metadata,
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("record", sa.Text, nullable=False),
)

membership = sa.Table(
    "membership",
    metadata,
    sa.Column("story", sa.Text, primary_key=True),
    sa.Column(
        "article",
        sa.ForeignKey("article.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    sa.Column("place", sa.Integer, nullable=False),
)


def _pair_table(name: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("a", sa.ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("b", sa.ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
        *columns,
        sa.Column("record", sa.Text, nullable=False),
    )


copy = _pair_table(
    "copy", sa.Column("direction", sa.Text, nullable=False), sa.Column(MACHINE, sa.Text)
)
quotation = _pair_table("quotation", sa.Column("speaker", sa.Text))
retelling = _pair_table("retelling", sa.Column("direction", sa.Text, nullable=False))
mutation = _pair_table(
    "mutation",
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("candidate", sa.Boolean, nullable=False),
    sa.Column("found_in", sa.Text, nullable=False, server_default="copy"),
    sa.Column(MACHINE, sa.Text),
)

follow_up = _pair_table(
    "follow_up",
    sa.Column("story", sa.Text, nullable=False, index=True),
    sa.Column("follows", sa.Text, nullable=False, index=True),
    sa.Column("type", sa.Text, nullable=False),
)


def _story_table(name: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("story", sa.Text, nullable=False, index=True),
        *columns,
        sa.Column("record", sa.Text, nullable=False),
    )


claim = _story_table(
    "claim",
    sa.Column("indicator", sa.Text),
    sa.Column("low", sa.Float),
    sa.Column("best", sa.Float),
    sa.Column("high", sa.Float),
)
origin = _story_table(
    "origin",
    sa.Column("claim", sa.Text, nullable=False),
    sa.Column("n_min", sa.Integer, nullable=False),
    sa.Column("n_max", sa.Integer, nullable=False),
)
finding = _story_table("finding", sa.Column("type", sa.Text, nullable=False))
indicator = _story_table("indicator", sa.Column("indicator", sa.Text, nullable=False))

# --- what an article that is added is compared with --------------------------------------------

# Articles and stories of which what rests on several articles is no longer up to date.
due = sa.Table(
    "due",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
)
# The stories that decisions have touched and that have not been weighed by them yet.
waiting = sa.Table(
    "waiting",
    metadata,
    sa.Column("story", sa.ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("decision", sa.ForeignKey("decision.id"), primary_key=True),
)
# The articles whose fingerprints stand in the index, each with all of its own, four bytes each.
fingerprinted = sa.Table(
    "fingerprinted",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("site", sa.Text),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("hashes", sa.LargeBinary, nullable=False),
)
fingerprint = sa.Table(
    "fingerprint",
    metadata,
    sa.Column("hash", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# In how many articles a term stands; and the articles by their weightiest terms.
term = sa.Table(
    "term",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("held", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
weighty = sa.Table(
    "weighty",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# What of an article is compared with others, so that its text is not read again; a row that is not
# there is made from the text. A change of what is kept needs a step that empties the table.
termed = sa.Table(
    "termed",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("record", sa.LargeBinary, nullable=False),
)

OF_ONE_ARTICLE = (
    *(meta, run, page, capture, decision, custody),
    *(outcome, article, attribution, figure, time, unquantified),
)
OF_SEVERAL_ARTICLES = (
    *(story, membership, copy, quotation, retelling, mutation),
    *(claim, origin, finding, indicator),
)
OF_ADDING = (due, fingerprinted, fingerprint, term, weighty)
INDEXES = (fingerprinted, fingerprint, term, weighty, termed)

# Words of titles and texts; kept in step with `article` by the database itself.
SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE article_search USING fts5(
         title, text, content='article', content_rowid='position', tokenize='porter unicode61')""",
    """CREATE TRIGGER article_search_insert AFTER INSERT ON article BEGIN
         INSERT INTO article_search(rowid, title, text)
         VALUES (new.position, new.title, new.text); END""",
    """CREATE TRIGGER article_search_delete AFTER DELETE ON article BEGIN
         INSERT INTO article_search(article_search, rowid, title, text)
         VALUES ('delete', old.position, old.title, old.text); END""",
)

# What a row is worth where one looks for a number: its best value, else the end that it has.
_WORTH = "coalesce(best, low, high)"
# What the newsdesk looks up in a ledger of a million claims; words of claims, kept in step too.
LOOKED_UP = (
    f"CREATE INDEX IF NOT EXISTS figure_by_value ON figure({_WORTH})",
    f"CREATE INDEX IF NOT EXISTS figure_by_predicate ON figure(predicate, {_WORTH})",
    f"CREATE INDEX IF NOT EXISTS claim_by_value ON claim({_WORTH})",
    f"CREATE INDEX IF NOT EXISTS claim_by_indicator ON claim(indicator, {_WORTH})",
    "CREATE INDEX IF NOT EXISTS attribution_by_source ON attribution(source_name)",
    "CREATE INDEX IF NOT EXISTS time_by_interval ON time(begins, ends)",
    "CREATE INDEX IF NOT EXISTS article_by_published ON article(published)",
    "CREATE INDEX IF NOT EXISTS article_by_outlet ON article(outlet)",
    "CREATE INDEX IF NOT EXISTS finding_by_type ON finding(type)",
    "CREATE INDEX IF NOT EXISTS mutation_by_type ON mutation(type)",
    "CREATE INDEX IF NOT EXISTS origin_by_claim ON origin(claim)",
    """CREATE VIRTUAL TABLE IF NOT EXISTS claim_search USING fts5(
         text, content='', tokenize='porter unicode61')""",
    """CREATE TRIGGER IF NOT EXISTS claim_search_insert AFTER INSERT ON claim BEGIN
         INSERT INTO claim_search(rowid, text)
         VALUES (new.place, json_extract(new.record, '$.text')); END""",
    """CREATE TRIGGER IF NOT EXISTS claim_search_delete AFTER DELETE ON claim BEGIN
         INSERT INTO claim_search(claim_search, rowid, text)
         VALUES ('delete', old.place, json_extract(old.record, '$.text')); END""",
    "INSERT INTO claim_search(claim_search) VALUES ('delete-all')",
    """INSERT INTO claim_search(rowid, text)
         SELECT place, json_extract(record, '$.text') FROM claim""",
)

# How msgspec writes the field of a story that lists articles of others, where it has any; few do.
HAS_ALSO = """instr(record, '"also":[{') > 0"""
LISTING_OTHERS = f"CREATE INDEX IF NOT EXISTS story_listing_others ON story(place) WHERE {HAS_ALSO}"

CORRECTED = (attribution, figure, time, unquantified, copy, mutation)
# What decisions are looked up by, and whom names that a person judged are looked up in.
DECIDED_BY = (
    "CREATE INDEX IF NOT EXISTS decision_by_kind ON decision(kind)",
    "CREATE INDEX IF NOT EXISTS decision_by_undone ON decision(undoes)",
    "CREATE INDEX IF NOT EXISTS attribution_by_lower ON attribution(lower(source_name))",
    "CREATE INDEX IF NOT EXISTS article_by_lower_outlet ON article(lower(outlet))",
    "CREATE INDEX IF NOT EXISTS article_by_lower_agency ON article(lower(agency))",
)
