"""What a reader meets at the terminal: stories, articles, grounds."""

import json
from io import StringIO
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from sayso.annotate import annotate
from sayso.model import Article, Block, Claim, Copy, Cut, Links, Stated, Story
from sayso.show.article_page import article_page
from sayso.show.copied import by_source, undirected
from sayso.show.diff import difference
from sayso.show.diff_page import diff_page
from sayso.show.language import count_not_read, not_read
from sayso.show.quotation import Reading
from sayso.show.report import report
from sayso.show.stated import value_of
from sayso.show.story_page import story_page
from sayso.show.terminal import articles_table
from sayso.show.told import Told
from sayso.show.why import in_context
from sayso.show.why_page import why_page
from sayso.show.why_told import WhyTold
from tests.conftest import Run
from tests.show.printing import printed
from tests.show.test_report import COPIED, WIRE, parsed, part, reading, told, words

HOSTILE = ("[/b]x", "[bold]y[/bold]", "[link=http://x.example]z", ":fire:", "\\[a]")


@pytest.mark.parametrize("bad", HOSTILE)
def test_an_id_that_looks_like_markup_is_printed_as_it_is(bad: str) -> None:
    first, second = reading(1, WIRE, title=bad, outlet=bad, agency=bad), reading(2, COPIED)
    first = Reading(msgspec.structs.replace(first.article, id=bad), first.annotation)
    story = told(first, second, title=bad)
    (copy,) = story.links.copies
    passage = in_context(first, copy.id, ((0, 8),), ())
    grounds = WhyTold(id=bad, kind="copy", text=bad, rule=bad, grounds=(passage,), record={})
    pages = (
        articles_table([first.article]),
        story_page(story),
        article_page(first),
        why_page(grounds),
        diff_page(difference(first.article, second.article, story.links)),
    )
    for page in pages:
        assert bad in printed(page, width=300)


def hundreds(direction: str) -> Told:
    """Three hundred outlets that print one wire, every pair of them a copy."""
    pages = tuple(reading(n, WIRE, outlet=f"Paper {n}") for n in range(1, 301))
    ids = tuple(each.article.id for each in pages)
    copies = tuple(
        Copy(
            id=f"cpy-{a}-{b}",
            a=a,
            b=b,
            direction=direction,  # type: ignore[arg-type]
            passages=((0, 125, 0, 125),),
            evidence=() if direction == "unknown" else (f"published earlier: {a}", "a slip kept"),
        )
        for a, b in combinations(ids, 2)
    )
    return Told(story=Story(id="k", articles=ids), readings=pages, links=Links(copies=copies))


@pytest.mark.parametrize("direction", ["a>b", "unknown"])
def test_a_wire_in_three_hundred_outlets_stays_readable(direction: str) -> None:
    story = hundreds(direction)
    assert printed(story_page(story)).count("\n") < 2_000
    page = printed(story_page(story), width=300)
    if direction == "unknown":
        assert "300 articles share text, direction unknown: Paper 1, Paper 2, Paper 3" in page
    else:
        assert "Paper 1: taken by Paper 2, Paper 3, Paper 4 and 296 more" in page
        assert "(published earlier; a slip kept)" in page
        assert "and 259 more: `sayso export copies`" in page
    html = report("k", story)
    assert len(html) < 2_000_000
    descent = words(part(html, "descent"))
    expected = "300 articles share text" if direction == "unknown" else "sayso export copies"
    assert expected in descent
    names = set(parsed(html).xpath("//@id"))
    assert {href[1:] for href in parsed(html).xpath("//a/@href") if href[0] == "#"} <= names


def test_the_same_words_of_several_articles_are_quoted_once_with_their_first_chains() -> None:
    pages = tuple(reading(n, WIRE, outlet=f"Paper {n}") for n in range(1, 7))
    page = printed(story_page(Told(story=Story(id="k", articles=()), readings=pages)), width=300)
    assert page.count("“At least 40 homes in Karsk were flooded on Monday") == 1
    assert "Paper 3 > river office and 3 more" in " ".join(page.split())
    assert page.count("“Nobody was hurt.”") == 1


def test_copies_are_grouped_by_source_or_as_sets() -> None:
    pairs = (("a", "b", "a>b"), ("c", "a", "b>a"), ("d", "e", "unknown"), ("e", "f", "unknown"))
    copies = [
        Copy(id=a + b, a=a, b=b, direction=way, passages=())  # type: ignore[arg-type]
        for a, b, way in pairs
    ]
    assert [(each.article, len(each.copies)) for each in by_source(copies)] == [("a", 2)]
    (together,) = undirected(copies)
    assert (together.articles, together.whole) == (("d", "e", "f"), False)
    (pair,) = undirected(copies[:3])
    assert pair.whole


def test_claims_begin_with_their_value() -> None:
    page = " ".join(printed(story_page(told(reading(1, WIRE), reading(2, COPIED)))).split())
    claims = page[page.index("CLAIMS AND THEIR ORIGINS") :]
    value, counts, sentence = "at least 40 homes flooded", "2 articles, 1 conduit", "“At least 40"
    assert claims.index(value) < claims.index(counts) < claims.index(sentence)


def test_a_value_without_indicator_says_what_is_counted() -> None:
    claim = Claim(id="c", story="s", text="", best=4, unit="metre", counted="water")
    assert value_of(claim) == "4 metres, water"
    assert value_of(Claim(id="c", story="s", text="The dam broke")) == ""


def test_articles_in_other_languages_are_said_not_to_be_read() -> None:
    foreign = reading(2, "Der Damm brach.", language="de", title="Dammbruch")
    story = told(reading(1, WIRE), foreign)
    page = printed(story_page(story))
    assert "2 articles (1 not read: de), 1 origin (up to 2)" in page
    assert "not read: in German (de)" in " ".join(page.split())
    assert "not read: in German (de)" in printed(article_page(foreign))
    html = report("k", story)
    (head,) = parsed(html).xpath("//header//p[@class='counts']")
    assert words(head) == "2 articles (1 not read: de), 1 origin (up to 2)"
    assert "not read: in German (de)" in words(part(html, "articles"))


def test_languages_that_are_not_known_are_read() -> None:
    assert not_read(Article(id="a", text="")) == ""
    assert not_read(Article(id="a", text="", language="en-GB")) == ""
    assert not_read(Article(id="a", text="", language="xx")) == "not read: in another language (xx)"
    assert count_not_read([Article(id="a", text="", language="en")]) == ""


def test_grounds_print_lists_and_intervals_as_one_reads_them(demo: Path, run: Run) -> None:
    rows = {
        table: [
            json.loads(line) for line in run("export", table, "--ledger", demo).stdout.splitlines()
        ]
        for table in ("times", "attributions", "copies", "origins", "articles")
    }
    period = next(row for row in rows["times"] if row["interval"] and len(set(row["interval"])) > 1)
    page = run("why", period["id"], "--ledger", demo).stdout
    assert " to ".join(period["interval"]) in page
    softened = next(row for row in rows["attributions"] if row["hedges"])
    page = run("why", softened["id"], "--ledger", demo).stdout
    assert "hedges" in page
    assert str(softened["hedges"][0]) not in page
    copy = next(row for row in rows["copies"] if row["direction"] == "a>b" and row["a"] != row["b"])
    page = run("why", copy["id"], "--ledger", demo).stdout
    source = next(row for row in rows["articles"] if row["id"] == copy["a"])
    assert f"the source is {source['outlet'] or source['site']}" in page
    assert "in the first" in page
    assert "in the second" in page
    assert "passage  " not in page
    stated = next(row for row in rows["origins"] if row["claim"]["indicator"] == "killed")
    page = run("why", stated["id"], "--ledger", demo).stdout
    assert "killed: “" in page


def test_lists_of_an_article_are_joined() -> None:
    one = Reading(
        Article(id="a", text=WIRE, authors=("Ada Lorn", "Ben Tace")), reading(1, WIRE).annotation
    )
    ground = msgspec.structs.replace(
        in_context(one, "a", ((0, 8),), ()),
        kind="article",
        record={"authors": ("Ada Lorn", "Ben Tace"), "interval": ["2025-10-13", "2025-10-15"]},
    )
    page = printed(why_page(ground))
    assert "Ada Lorn, Ben Tace" in page
    assert "2025-10-13 to 2025-10-15" in page


def test_folded_parts_say_so_in_print() -> None:
    (style,) = parsed(report("k", told(reading(1, WIRE)))).xpath("//style")
    printing = style.text[style.text.index("@media print") :]
    assert "(folded: open it on the screen to print it)" in printing


def test_the_same_text_again_is_pointed_at() -> None:
    longer = WIRE + " " + COPIED + " " + WIRE
    html = report("k", told(reading(1, longer), reading(2, longer)))
    articles = words(part(html, "articles"))
    assert "The text is that of [1], word for word." in articles
    assert len(part(html, "articles").xpath(".//div[@class='prose']")) == 1


def test_an_articles_page_numbers_paragraphs_and_shows_what_disagrees() -> None:
    texts = tuple(f"The dam above Karsk held on day {n}." for n in range(1, 12))
    starts = [sum(len(text) + 2 for text in texts[:n]) for n in range(len(texts))]
    article = Article(
        id="a1",
        text="\n\n".join(texts),
        agency="AP",
        original_outlet="Karsk Courant",
        found={"agency": "dateline", "original_outlet": "republication line"},
        blocks=tuple(
            Block(kind="paragraph", start=at, end=at + len(text))
            for at, text in zip(starts, texts, strict=True)
        ),
        cut=(
            Cut(kind="label", text="Share this", reason="a button"),
            Cut(kind="my-own", text="Of another tool", reason="its reason"),
            Cut(kind="credit", text="(AP)", reason="the last line"),
            Cut(kind="label", text="Print", reason="another button"),
        ),
        corrections=("Correction: The dam is 62 meters high.",),
        stated={
            "agency": (
                Stated(value="AP", where="dateline"),
                Stated(value="AFP", where="credit line"),
            )
        },
        chosen={"agency": "dateline goes before credit line"},
        warnings=("paywall: 'Subscribe to continue reading'",),
    )
    page = printed(article_page(Reading(article, annotate(article))))
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert lines.count("1 The dam above Karsk held on day 1.") == 1
    assert "11 The dam above Karsk held on day 11." in lines
    assert "original outlet Karsk Courant from republication line" in lines
    assert "warning paywall: 'Subscribe to continue reading'" in lines
    assert "correction Correction: The dam is 62 meters high. from page" in lines
    head = lines.index("WHERE THE PAGE DISAGREES WITH ITSELF")
    assert lines[head + 2] == "agency AP dateline dateline goes before credit line"
    assert lines[head + 3] == "AFP credit line"
    cut = lines[lines.index("LEFT OUT OF THE TEXT") + 2 :]
    assert cut[:4] == [
        "credit the last line (AP)",
        "label a button Share this",
        "another button Print",
        "my-own its reason Of another tool",
    ]


def test_without_colours_an_articles_page_lists_who_says_what_and_the_figures() -> None:
    text = (
        "Sela Orne, mayor of Karsk, said the flood may have killed at least 12 people. "
        "The Pellin Post reported that the Tesna Fund said one ferry was missing."
    )
    article = Article(id="a1", text=text)
    page = article_page(Reading(article, annotate(article)))
    lines = [" ".join(line.split()) for line in printed(page).splitlines()]
    assert not any(line.startswith("marked:") for line in lines)
    who = lines[lines.index("WHO SAYS WHAT") + 2 :]
    said = "the flood may have killed at least 12 people"
    assert who[0].startswith(f"Sela Orne said hedged “may” {said} att-")
    assert any(line.startswith("Pellin Post > Tesna Fund said") for line in who)
    figures = lines[lines.index("FIGURES") + 2 :]
    assert figures[0].startswith("at least 12 people killed Sela Orne (hedged) fig-")
    coloured = Console(file=StringIO(), force_terminal=True, color_system="standard", width=80)
    coloured.print(page)
    assert isinstance(coloured.file, StringIO)
    assert "marked: " in coloured.file.getvalue()


def test_on_a_narrow_terminal_rows_stand_as_records_and_keep_their_ids() -> None:
    named = "Ferry sinks off Karsk with nine aboard, harbour says"
    article = Article(id="art-0123456789abcdef", text="x", outlet="Velmar Post", title=named)
    page = articles_table([article])
    lines = [" ".join(line.split()) for line in printed(page, width=40).splitlines()]
    assert lines == [
        "published no date",
        "outlet Velmar Post",
        "title Ferry sinks off Karsk with",
        "nine aboard, harbour says",
        "id art-0123456789abcdef",
    ]
    for width in (60, 80, 120):
        assert "art-0123456789abcdef" in printed(page, width=width)
