"""What an editor gets who opens, forwards or prints a story's report."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from itertools import pairwise, product

import lxml.html  # type: ignore[import-untyped]
import msgspec
import pytest
from lxml.html import HtmlElement

from sayso.model import (
    Annotation,
    Article,
    Attribution,
    Certainty,
    Claim,
    ClaimValue,
    Copy,
    Cut,
    Excerpt,
    Figure,
    Finding,
    Indicator,
    IndicatorValue,
    Links,
    Mention,
    Mutation,
    Origin,
    ReadingValue,
    Relation,
    Retelling,
    Root,
    SharedQuotation,
    Story,
    Time,
    Unquantified,
    Weighed,
)
from sayso.show.quotation import Reading
from sayso.show.report import report
from sayso.show.told import Told

LOADS = ("src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "style")
WIRE = (
    "At least 40 homes in Karsk were flooded on Monday, the river office said. Nobody was hurt. "
    "The figure could not be verified."
)
COPIED = "Some 40 homes in Karsk were flooded on Monday, the river office said. Nobody was hurt."
SECOND = "Officials counted 25 homes in Karsk and 15 in Orrin, a neighbour told the Beacon."


def reading(number: int, text: str, **more: object) -> Reading:
    given = {"outlet": f"Outlet {number}", "published": f"2025-10-14T{6 + number % 12:02}:00"}
    article = Article(id=f"art-{number}", text=text, **(given | more))  # type: ignore[arg-type]
    return Reading(article, annotation(article))


def annotation(article: Article) -> Annotation:
    """What the tests need, found by looking for a few words: no parser runs here."""
    name, text = article.id, article.text
    attributions: list[Attribution] = []
    figures: list[Figure] = []
    times: list[Time] = []
    nothing: list[Unquantified] = []
    if (at := text.find("the river office")) >= 0:
        said = text.find("said", at)
        attributions.append(
            Attribution(
                id=f"att-{name}",
                source=((at, at + len("the river office")),),
                cue=((said, said + 4),),
                content=((0, at - 2),),
                source_name="river office",
                source_kind="body",
            )
        )
    for found in re.finditer(r"\b\d+\b", text):
        figures.append(
            Figure(
                id=f"fig-{name}-{found.start()}",
                start=found.start(),
                end=found.end(),
                text=found.group(),
                low=float(found.group()),
                bound=">=",
                counted="homes",
                predicate="flooded",
                attribution=f"att-{name}" if attributions else None,
                certainty=Certainty.ASSERTED,
            )
        )
    if len(figures) > 1:
        figures.append(
            Figure(
                id=f"sum-{name}",
                start=figures[0].start,
                end=figures[1].end,
                text="",
                best=40,
                derived=True,
                relations=tuple(
                    Relation(type="component_of", target=each.id) for each in figures[:2]
                ),
            )
        )
    if (at := text.find("Monday")) >= 0:
        times.append(
            Time(
                id=f"tim-{name}",
                start=at,
                end=at + 6,
                text="Monday",
                type="DATE",
                interval=("2025-10-13", "2025-10-13"),
            )
        )
    if (at := text.find("Nobody")) >= 0:
        nothing.append(
            Unquantified(
                start=at, end=at + 15, text="Nobody was hurt", kind="zero", predicate="injured"
            )
        )
    return Annotation(
        id=name,
        attributions=tuple(attributions),
        figures=tuple(figures),
        times=tuple(times),
        unquantified=tuple(nothing),
    )


def claim(name: str, readings: tuple[Reading, ...], *, derived: bool = False) -> Claim:
    mentions = tuple(
        Mention(id=each.id, article=one.article.id, start=each.start, end=each.end)
        for one in readings
        for each in one.annotation.figures
        if each.derived == derived
    )
    return Claim(
        id=name,
        story="karsk",
        text="At least 40 homes in Karsk were flooded",
        indicator="flooded",
        counted="homes",
        low=None if derived else 40,
        best=40 if derived else None,
        bound=None if derived else ">=",
        derived=derived,
        mentions=mentions,
    )


def origin(of: Claim, roots: tuple[Root, ...]) -> Origin:
    identified = sum(root.type in ("named", "observed") for root in roots)
    documents = tuple(dict.fromkeys(each.article for each in of.mentions))
    return Origin(
        id=f"org-{of.id}",
        story="karsk",
        claim=ClaimValue(id=of.id, text=of.text),
        documents=documents,
        conduits=("Outlet 1",),
        n_min=identified or min(1, len(roots)),
        n_max=len(roots),
        circular=False,
        roots=roots,
    )


NAMED = Root(type="named", name="river office", conduits=("Outlet 1",), also=("the office",))
UNNAMED = Root(type="unnamed", name="a neighbour (Beacon)", conduits=("Beacon",))


def told(*readings: Reading, title: str | None = None) -> Told:
    """A story of copies of the first article, weighed by hand."""
    stated = claim("clm-1", readings)
    summed = claim("clm-2", readings, derived=True)
    claims = (stated, summed) if summed.mentions else (stated,)
    ids = tuple(each.article.id for each in readings)
    finding = Finding(
        id="fnd-1",
        story="karsk",
        type="single-origin",
        articles=ids,
        claims=("clm-1",),
        text="Both articles rest on the river office.",
        rule="several articles, one origin",
        mentions=tuple(each.id for each in stated.mentions),
    )
    revision = Finding(
        id="fnd-2",
        story="karsk",
        type="conflict",
        articles=ids,
        claims=("clm-1",),
        text="40 homes against 25 homes.",
        rule="distinct origins, disjoint values",
        candidate=True,
        slot="place",
    )
    first, later = readings[:1], readings[1:]
    return Told(
        story=Story(id="karsk", articles=ids, title=title),
        readings=readings,
        links=Links(
            copies=tuple(
                Copy(
                    id=f"cpy-{each.article.id}",
                    a=one.article.id,
                    b=each.article.id,
                    direction="a>b",
                    passages=((0, 60, 0, 60),),
                    evidence=("credits Outlet 1",),
                )
                for one, each in product(first, later)
            ),
            quotations=tuple(
                SharedQuotation(
                    id="quo", a=one.article.id, b=each.article.id, passages=((0, 20, 0, 20),)
                )
                for one, each in product(first, later[:1])
            ),
            mutations=tuple(
                Mutation(
                    id=f"mut-{each.article.id}",
                    type="figure",
                    subtype="bound dropped",
                    a=Excerpt(id=one.article.id, start=0, end=8, text="At least"),
                    b=Excerpt(id=each.article.id, start=0, end=4, text="Some"),
                    candidate=True,
                    reason="“At least” became “Some”",
                )
                for one, each in product(first, later)
            ),
            retellings=tuple(
                Retelling(
                    id="ret",
                    a=Excerpt(id=one.article.id, start=0, end=8, text="At least"),
                    b=Excerpt(id=each.article.id, start=0, end=4, text="Some"),
                    shared=("40 homes",),
                )
                for one, each in product(first, later[:1])
            ),
        ),
        weighed=Weighed(
            claims=claims,
            origins=tuple(origin(each, (NAMED, UNNAMED)) for each in claims),
            findings=(finding, revision) if readings else (),
            indicators=(
                Indicator(
                    id="ind-1",
                    story="karsk",
                    indicator="flooded",
                    values=(
                        IndicatorValue(low=40, best=None, high=None, articles=ids, origins=(1, 2)),
                    ),
                    reading=ReadingValue(low=40, best=None, high=None, rule="the only value"),
                ),
            ),
        ),
        captures={each: ({"sha256": "ab" * 32, "path": "p.html", "url": None},) for each in ids},
    )


@cache
def two() -> str:
    return report("Flood in Karsk", told(reading(1, WIRE), reading(2, COPIED)))


def parsed(page: str) -> HtmlElement:
    return lxml.html.document_fromstring(page)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def part(page: str, name: str) -> HtmlElement:
    (found,) = parsed(page).xpath(f"//section[@id='{name}']")
    return found


def harmless(page: str) -> HtmlElement:
    """Return the page parsed, after looking for anything in it that runs or loads."""
    tree = parsed(page)
    names = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    active = {
        "script",
        "iframe",
        "object",
        "embed",
        "img",
        "form",
        "base",
        "link",
        "audio",
        "video",
    }
    assert not names & active
    for element in tree.iter():
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on"), (key, value)
            assert key.lower() not in LOADS, (key, value)
            if key == "href":
                assert value.startswith(("#", "http://", "https://")), value
    assert len(tree.xpath("//style")) == 1
    return tree


def test_the_head_line_counts_articles_and_origins_as_the_records_do() -> None:
    (head,) = parsed(two()).xpath("//header//p[@class='counts']")
    assert words(head) == "2 articles, 1 origin (up to 2)"
    (first, *_) = part(two(), "claims").xpath(".//p[@class='counts']")
    assert words(first) == "2 articles, 1 conduit, 1 origin (up to 2)"


def test_a_copy_more_leaves_the_origins_of_the_head_line() -> None:
    more = report("k", told(reading(1, WIRE), *(reading(n, COPIED) for n in range(2, 9))))
    assert "8 articles, 1 origin (up to 2)" in more


def test_a_name_that_was_merged_for_one_claim_is_one_origin_in_the_head_line() -> None:
    base = told(reading(1, WIRE))
    (stated,) = base.weighed.claims
    spokesman = Root(type="named", name="The Office")
    other = msgspec.structs.replace(origin(stated, (spokesman,)), id="org-2")
    weighed = msgspec.structs.replace(base.weighed, origins=(*base.weighed.origins, other))
    page = report("k", msgspec.structs.replace(base, weighed=weighed))
    assert "1 article, 1 origin (up to 2)" in page


def test_findings_that_say_the_same_are_printed_once() -> None:
    base = told(reading(1, WIRE), reading(2, COPIED))
    again = tuple(
        msgspec.structs.replace(each, id=f"{each.id}-2") for each in base.weighed.findings
    )
    weighed = msgspec.structs.replace(base.weighed, findings=(*base.weighed.findings, *again))
    page = report("k", msgspec.structs.replace(base, weighed=weighed))
    assert len(part(page, "findings").xpath(".//article")) == 2
    assert "fnd-2-2" in page


def test_every_figure_stands_beside_a_quotation_with_the_figure_highlighted() -> None:
    rows = part(two(), "figures").xpath(".//table//tbody/tr[td]")
    assert rows
    for row in rows:
        (quotation,) = row.xpath(".//blockquote")
        assert "40" in [mark.text for mark in quotation.xpath(".//mark")]
        assert "homes in Karsk were flooded" in words(quotation)


def test_a_figure_says_its_bound_its_chain_how_sure_and_where() -> None:
    table = words(part(two(), "figures").xpath(".//table")[0])
    assert "at least 40" in table
    assert "low 40 · best – · high open" in table
    assert "Outlet 1 → river office" in table
    assert "asserted" in table
    assert "14 Oct 2025, 07:00" in table


def test_a_sum_is_set_apart_with_its_parts_highlighted() -> None:
    page = report("k", told(reading(1, SECOND)))
    (box,) = part(page, "figures").xpath(".//div[@class='sums']")
    assert "a sum that Sayso made" in words(box)
    assert [mark.text for mark in box.xpath(".//mark")] == ["25", "15"]


def test_findings_come_first_and_those_that_matter_on_top() -> None:
    page = parsed(two())
    assert page.xpath("//main/section[1]/@id") == ["findings"]
    found = [words(each) for each in page.xpath("//section[@id='findings']//h3")]
    assert "conflict candidate 40 homes against 25 homes." in found[0]
    assert "Both articles rest on the river office." in found[1]
    assert "distinct origins, disjoint values" in words(part(two(), "findings"))
    assert part(two(), "findings").xpath(".//blockquote//mark")


def test_copies_that_differ_in_their_apostrophes_say_the_same() -> None:
    curly, straight = (
        WIRE.replace("the river", "Karsk’s river"),
        WIRE.replace("the river", "Karsk's river"),
    )
    table = part(report("k", told(reading(1, curly), reading(2, straight))), "figures")
    assert len(table.xpath("(.//table)[1]//tbody/tr")) == 1


def test_what_changed_stands_side_by_side_struck_and_underlined() -> None:
    (change,) = part(two(), "changes").xpath(".//article")
    assert change.xpath("string(.//del)") == "At least"
    assert change.xpath("string(.//ins)") == "Some"
    assert "candidate" in words(change)


def test_of_two_texts_the_one_that_was_first_stands_left() -> None:
    forward = told(reading(1, WIRE), reading(2, COPIED))
    (copy,) = forward.links.copies
    turned = Links(
        copies=(Copy(id="c", a=copy.b, b=copy.a, direction="b>a", passages=copy.passages),),
        mutations=tuple(
            Mutation(id="m", type="figure", subtype="bound dropped", a=each.b, b=each.a)
            for each in forward.links.mutations
        ),
    )
    page = report("k", Told(story=forward.story, readings=forward.readings, links=turned))
    (change,) = part(page, "changes").xpath(".//article")
    assert change.xpath("string(.//del)") == "At least"
    assert change.xpath("string(.//ins)") == "Some"


def test_nothing_is_struck_where_nobody_knows_who_was_first() -> None:
    base = told(reading(1, WIRE), reading(2, COPIED))
    (copy,) = base.links.copies
    unknown = Copy(id="c", a=copy.a, b=copy.b, direction="unknown", passages=copy.passages)
    links = Links(copies=(unknown,), mutations=base.links.mutations)
    page = report("k", Told(story=base.story, readings=base.readings, links=links))
    (change,) = part(page, "changes").xpath(".//article")
    assert not change.xpath(".//del | .//ins")
    assert "Which of the two was first is not known" in words(change)
    assert "direction unknown" in words(part(page, "descent"))


def test_the_tree_says_who_took_from_whom_and_on_what_evidence() -> None:
    tree = words(part(two(), "descent"))
    assert "Outlet 2" in tree
    assert "took 60 letters in 1 passage from [1]: credits Outlet 1" in tree


def test_copies_that_run_in_a_circle_are_all_in_the_tree() -> None:
    readings = tuple(reading(n, WIRE) for n in (1, 2, 3))
    ids = [each.article.id for each in readings]
    copies = tuple(
        Copy(id=f"c{n}", a=a, b=b, direction="a>b", passages=((0, 60, 0, 60),))
        for n, (a, b) in enumerate(zip(ids, [*ids[1:], ids[0]], strict=True))
    )
    story = Told(
        story=Story(id="k", articles=tuple(ids)), readings=readings, links=Links(copies=copies)
    )
    tree = words(part(report("k", story), "descent").xpath(".//ul[@class='tree']")[0])
    assert all(f"Outlet {n}" in tree for n in (1, 2, 3))


def test_days_tell_what_happened_and_what_was_published() -> None:
    days = [words(each) for each in part(two(), "timeline").xpath(".//ol/li")]
    assert any(each.startswith("13 Oct 2025") and "on Monday" in each for each in days)
    assert any(each.startswith("14 Oct 2025") and "Outlet 2" in each for each in days)


def test_statements_of_nothing_are_quoted() -> None:
    (nothing,) = part(two(), "figures").xpath(".//div[@class='nothing']")
    assert "zero" in words(nothing)
    assert "Nobody was hurt" in words(nothing)


def test_each_link_within_the_page_leads_somewhere_and_no_name_is_given_twice() -> None:
    page = parsed(two())
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    wanted = {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")}
    assert wanted <= set(names)


def test_a_place_between_two_paragraphs_or_behind_the_printed_text_can_be_followed() -> None:
    parted = WIRE + "\n\n" + COPIED
    long = "A word. " * 20_000 + COPIED
    base = told(reading(1, parted), reading(2, long))
    gap = Mutation(
        id="m",
        type="caveat",
        subtype="dropped",
        a=Excerpt(id="art-1", start=len(WIRE) + 1, end=len(WIRE) + 1, text=""),
        b=Excerpt(id="art-2", start=len(long) - 4, end=len(long), text="hurt"),
    )
    page = parsed(report("k", msgspec.structs.replace(base, links=Links(mutations=(gap,)))))
    names = set(page.xpath("//@id"))
    assert {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")} <= names


def test_an_article_shows_its_marks_where_it_is_from_and_what_was_cut() -> None:
    one = reading(
        1,
        WIRE,
        url="https://outlet.example/a",
        cut=(Cut(kind="caption", text="A boat", reason="figcaption"),),
        found={"published": "meta date"},
    )
    shown = part(report("k", told(one)), "articles")
    assert shown.xpath("string(.//div[@class='prose']//span[@class='who'])") == "the river office"
    assert shown.xpath("string(.//div[@class='prose']//span[@class='cue'])") == "said"
    text = words(shown)
    for each in ("A boat", "figcaption", "from meta date", "SHA-256 " + "ab" * 32):
        assert each in text
    (link,) = shown.xpath(".//a[starts-with(@href, 'http')]")
    assert link.get("rel") == "noopener noreferrer nofollow"


HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>40 homes</a>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- ]]> &lt;svg onload=alert(1)&gt;",
    "\u202e40 homes\u2066 \x00\x07\x1b[2J",
    "\ud800 half a sign",
]


@pytest.mark.parametrize("bad", HOSTILE)
def test_nothing_of_a_page_becomes_markup(bad: str) -> None:
    text = f"At least 40 {bad} homes were flooded on Monday, the river office said."
    one = reading(
        1,
        text,
        title=bad,
        outlet=bad,
        agency=bad,
        authors=(bad,),
        published=bad,
        language=bad,
        url="javascript:alert(1)",
        site=bad,
        dateline=bad,
        warnings=(bad,),
        cut=(Cut(kind=bad, text=bad, reason=bad),),
        found={"title": bad},
    )
    two_of_them = told(one, reading(2, text, title=bad), title=bad)
    page = report(bad, two_of_them)
    page.encode("utf-8")
    tree = harmless(page)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "javascript:alert(1)" in words(tree.xpath("//section[@id='articles']")[0])


def test_addresses_that_are_no_web_pages_are_text_alone() -> None:
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://[",
        "//x.y",
    ):
        page = harmless(report("k", told(reading(1, WIRE, url=url))))
        assert not [each for each in page.xpath("//a/@href") if not each.startswith("#")]


def test_the_page_allows_itself_nothing_but_its_own_style() -> None:
    page = harmless(two())
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    (style,) = page.xpath("//style")
    hashed = b64encode(sha256(style.text.encode()).digest()).decode()
    assert f"'sha256-{hashed}'" in policy
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_a_title_of_a_megabyte_is_broken_off_and_its_length_told() -> None:
    page = report("Z" * 1_000_000, told(reading(1, WIRE, title="Y" * 1_000_000)))
    assert len(page) < 200_000
    assert page.count("(1,000,000 letters)") >= 2


def test_a_text_of_one_endless_word_is_broken_off() -> None:
    endless = "At least 40 homes " + "x" * 1_000_000 + " the river office said"
    page = report("k", told(reading(1, endless)))
    assert len(page) < 400_000
    assert "more letters, not printed here" in page


def test_a_story_without_articles() -> None:
    page = harmless(report("Nothing yet", Told(story=Story(id="k", articles=()), readings=())))
    assert "0 articles, 0 origins" in words(page)
    assert "No claims." in words(page)


def test_one_article_without_date_figures_or_claims() -> None:
    article = Article(id="a", text="", title=None)
    alone = Told(
        story=Story(id="k", articles=("a",)), readings=(Reading(article, Annotation(id="a")),)
    )
    page = harmless(report("k", alone))
    assert "1 article, 0 origins" in words(page)
    assert "Without a date" in words(page)


def test_records_of_articles_that_are_not_in_the_story_are_left_out() -> None:
    whole = told(reading(1, WIRE), reading(2, COPIED))
    fewer = Told(
        story=whole.story, readings=whole.readings[:1], links=whole.links, weighed=whole.weighed
    )
    assert "Outlet 2" not in words(harmless(report("k", fewer)))


def test_a_hundred_copies_are_one_row_and_their_pages_folded() -> None:
    page = report("k", told(*(reading(n, WIRE) for n in range(1, 101))))
    rows = part(page, "figures").xpath("(.//table)[1]//tbody/tr")
    assert len(rows) == 1
    assert rows[0].xpath(".//details")
    assert "100 articles, 1 origin (up to 2)" in page


def test_right_to_left_text_takes_its_own_direction() -> None:
    arabic = "قال مكتب النهر إن 40 منزلا غمرت."
    page = harmless(report("k", told(reading(1, arabic, title=arabic))))
    (paragraph,) = page.xpath("//div[@class='prose']/p")
    assert paragraph.get("dir") == "auto"
    assert arabic in words(paragraph)


def test_the_page_says_nothing_that_only_a_person_can_say() -> None:
    said = words(parsed(two())).lower()
    for word in ("confirmed", "independent", "credib", "reliab", "trustworth", "sources"):
        assert word not in said


def test_the_same_story_gives_the_same_page() -> None:
    readings = (reading(1, WIRE), reading(2, COPIED))
    backwards = msgspec.structs.replace(told(*readings), readings=readings[::-1])
    assert report("Flood in Karsk", told(*readings)) == two()
    assert report("Flood in Karsk", backwards) == two()


def test_it_can_be_read_without_a_mouse_and_by_ear() -> None:
    page = parsed(two())
    assert page.get("lang") == "en"
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    levels = [int(each.tag[1]) for each in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))
    for table in page.xpath("//table[@class='figures']"):
        assert table.xpath("./caption")
        assert table.xpath(".//th[@scope='col']")
        assert table.xpath(".//th[@scope='rowgroup']")
