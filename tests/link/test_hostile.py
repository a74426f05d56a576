"""Bad input to `link`: what is empty, endless, repeated, without spaces, or lies about its time."""

import time
from collections import Counter

import msgspec
import pytest

from sayso.link import link
from sayso.model import Article, Links

WIRE = (
    "The dam above Velmar gave way before dawn on Tuesday and flooded the lower town of Halvik. "
    "At least 14 people may have died, officials said, and the road to Pellin stays closed. "
    "The river office had warned in September that the eastern side was leaking."
)
# Copies that one wording pairs with each other; see link/copies/pairs.py.
MOST_PARTNERS = 256


def article(id: str, text: str = WIRE, **more: str | None) -> Article:
    return Article(id=id, text=text, **more)  # type: ignore[arg-type]


def printed(links: Links) -> int:
    """Every record can be printed as a line."""
    records = (*links.stories, *links.copies, *links.quotations, *links.retellings)
    return sum(len(msgspec.json.encode(each)) > 0 for each in (*records, *links.mutations))


def test_empty_and_one_word_articles_are_stories_of_their_own_and_copies_of_nothing() -> None:
    texts = ["", " ", "\n\n", "Velmar", "Velmar", ".", "14", "“", "\u200b", "…"]
    links = link([article(f"a{place}", text) for place, text in enumerate(texts)])
    assert sum(len(story.articles) for story in links.stories) == len(texts)
    assert not links.copies
    assert not links.mutations
    beside = link([article("a"), article("b", ""), article("c", "Velmar")])
    assert not beside.copies


def test_a_thousand_copies_of_one_article_are_linked_and_their_pairs_grow_no_faster_than_they() -> (
    None
):
    many = [
        article(f"a{n:04d}", site=f"s{n}.example", published=f"2031-05-02T{n % 24:02d}:00:00Z")
        for n in range(1000)
    ]
    start = time.process_time()
    links = link(many, only="copies")
    assert time.process_time() - start < 120
    partners = Counter(each for copy in links.copies for each in (copy.a, copy.b))
    assert set(partners) == {each.id for each in many}
    assert len(links.copies) <= MOST_PARTNERS * len(many)
    assert {copy.passages for copy in links.copies} == {((0, len(WIRE), 0, len(WIRE)),)}


@pytest.mark.parametrize("times", [50, 400])
def test_an_article_that_contains_itself_fifty_times(times: int) -> None:
    once, often = article("a"), article("b", "\n\n".join([WIRE] * times))
    start = time.process_time()
    links = link([once, often, article("c", often.text)])
    assert time.process_time() - start < 30
    assert {(copy.a, copy.b) for copy in links.copies} == {("a", "b"), ("a", "c"), ("b", "c")}
    for copy in links.copies:
        assert len(copy.passages) <= 2 * times
    assert not links.mutations
    changed = article("d", often.text.replace("At least 14", "41", 1))
    found = link([once, changed]).mutations
    assert all(each.b.text == "41" for each in found if each.type == "figure")


@pytest.mark.parametrize(
    "line",
    [
        "韦尔马尔上方的大坝在星期二黎明前决堤，淹没了哈尔维克的下城。官员们说至少有十四人可能已经死亡。",
        "ヴェルマルの上流のダムは火曜日の夜明け前に決壊し、下町を水没させた。当局は少なくとも十四人が死亡した可能性があると述べた。",
        "เขื่อนเหนือเมืองเวลมาร์พังทลายก่อนรุ่งสางวันอังคารและท่วมเมืองล่างของฮาลวิก เจ้าหน้าที่กล่าวว่ามีผู้เสียชีวิตอย่างน้อยสิบสี่คน",
        "ເຂື່ອນເໜືອເມືອງເວວມາໄດ້ພັງລົງກ່ອນອາລຸນໃນວັນອັງຄານ ແລະໄດ້ຖ້ວມເມືອງລຸ່ມຂອງຮາລວິກ ເຈົ້າໜ້າທີ່ກ່າວວ່າມີຜູ້ເສຍຊີວິດສິບສີ່ຄົນ",
    ],
    ids=["Chinese", "Japanese", "Thai", "Lao"],
)
def test_a_script_without_spaces_is_copied_like_any_other(line: str) -> None:
    other = "完全不同的文章讲的是山谷里的橄榄收成，今年的收成比往年差得多，价格上涨了三分之一。"
    links = link([article("a", line), article("b", f"{line}\n\n{line[::-1]}"), article("c", other)])
    (copy,) = links.copies
    assert (copy.a, copy.b) == ("a", "b")
    a0, a1, _, _ = copy.passages[0]
    assert a1 - a0 > 0.8 * len(line)
    assert printed(links)


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        ("2031-05-02T08:00:00Z", "2029-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", None),
        ("2999-05-02", "2031-05-02"),
        ("0001-01-01T00:00:00+14:00", None),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ("0000-00-00", "soon"),
        ("2031-13-45T99:99:99Z", None),
        ("2031-02-30", ""),
        ("", None),
    ],
)
def test_a_clock_that_lies_costs_the_direction_at_most(
    published: str, modified: str | None
) -> None:
    lying = article("a", published=published, modified=modified, outlet="Pellin Post")
    honest = article("b", published="2031-05-02T09:00:00Z", outlet="Karsk Courant")
    (copy,) = link([lying, honest]).copies
    # Whatever is made of it, the stamps that it rests on are shown.
    if copy.direction != "unknown":
        assert any(published in line for line in copy.evidence)
    credited = article(
        "b", f"{WIRE}\n\nSource: Pellin Post", outlet="Karsk Courant", published="2000"
    )
    (copy,) = link([lying, credited]).copies
    assert (copy.a, copy.direction) == ("a", "a>b")


def test_two_articles_that_each_cite_the_other_have_no_source_among_them() -> None:
    one = article("a", f"{WIRE} The Karsk Courant reported it first.", outlet="Pellin Post")
    two = article("b", f"{WIRE} The Pellin Post reported it first.", outlet="Karsk Courant")
    links = link([one, two])
    (copy,) = links.copies
    assert copy.direction == "unknown"
    # Nothing is struck or added where nobody knows who was first.
    assert not any(each.subtype in ("dropped", "added", "swapped") for each in links.mutations)


def test_a_line_a_thousand_times_and_a_word_of_a_megabyte_are_read_in_moments() -> None:
    start = time.process_time()
    links = link(
        [
            article("a", "At least 14 men may have died, officials said.\n\n" * 1000),
            article("b", "x" * 1_000_000),
            article("c", "x" * 1_000_000 + " At least 14 men may have died, officials said."),
            article("d", '"' * 100_000),
        ],
        only="copies",
    )
    assert time.process_time() - start < 30
    assert printed(links) == len(links.copies) + len(links.quotations)
