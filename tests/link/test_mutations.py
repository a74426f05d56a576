"""What changed in copied passages, as a reader would name it; and what did not change."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.mutations import mutations
from sayso.model import Article, Copy, Direction, Mutation, Passage


def changes(
    a: str, b: str, direction: Direction = "a>b", passages: tuple[Passage, ...] = ()
) -> tuple[Mutation, ...]:
    one, two = Article(id="a", text=a), Article(id="b", text=b)
    whole = ((0, len(a), 0, len(b)),)
    return mutations(
        one, two, Copy(id="c", a="a", b="b", direction=direction, passages=passages or whole)
    )


def told(a: str, b: str, direction: Direction = "a>b") -> list[tuple[str, str]]:
    return [(each.type, each.subtype) for each in changes(a, b, direction)]


CHANGED = [
    ("figure", "changed", "The army said 71 people were hurt when the dam broke.", "The army said 17 people were hurt when the dam broke."),
    ("figure", "changed", "Repairs will cost 3.2 million crowns, the mayor of Karsk said.", "Repairs will cost 32 million crowns, the mayor of Karsk said."),
    ("figure", "changed", "The toll in Velmar rose to seventeen overnight.", "The toll in Velmar rose to seventy overnight."),
    ("figure", "changed", "No casualties were reported in Karsk.", "Three casualties were reported in Karsk."),
    ("figure", "range narrowed", "Between 30 and 45 pickers were in the valley.", "Some 45 pickers were in the valley."),
    ("figure", "range widened", "The farm lost 40 goats in the flood.", "The farm lost 40-80 goats in the flood."),
    ("figure", "bound changed", "The fund will lose up to 40 million crowns.", "The fund will lose at least 40 million crowns."),
    ("figure", "predicate changed", "The slide killed 12 herders, rescuers said.", "The slide injured 12 herders, rescuers said."),
    ("figure", "unit changed", "The convoy stopped 40 kilometres from Karsk.", "The convoy stopped 40 miles from Karsk."),
    ("hedge", "bound lost", "At least 14 men drowned off Velmar Point.", "14 men drowned off Velmar Point."),
    ("hedge", "dropped", "Two columns are believed to have crossed the Tesna.", "Two columns have crossed the Tesna."),
    ("hedge", "dropped", "The bridge may have been mined, engineers said.", "The bridge was mined, engineers said."),
    ("hedge", "approximation added", "The ferry sank with 51 sheep on board.", "The ferry sank with about 51 sheep on board."),
    ("hedge", "added", "The mill will close in spring.", "The mill may close in spring."),
    ("hedge", "strengthened", "Tests suggest that the wells were poisoned.", "Tests prove that the wells were poisoned."),
    ("hedge", "weakened", "The truce will probably hold until the thaw.", "The truce will possibly hold until the thaw."),
    ("attribution", "upgraded", "A tanker left Karsk after dark, according to unidentified sources.", "A tanker left Karsk after dark, according to the defence ministry."),
    ("attribution", "upgraded", "Officials said the sirens in Karsk never sounded.", "Interior Ministry officials said the sirens in Karsk never sounded."),
    ("attribution", "downgraded", "The harbour master said the quay was unsafe for loaded ships.", "One witness said the quay was unsafe for loaded ships."),
    ("attribution", "swapped", "The quarrel was settled in Dunfell, said Nadia Ferro.", "The quarrel was settled in Dunfell, said Otto Brandt."),
    ("attribution", "swapped", "The Interior Ministry said the wells of Karsk were clean.", "The Health Ministry said the wells of Karsk were clean."),
    ("attribution", "dropped", "The car was stolen in Karsk on the day of the march, according to a witness.", "The car was stolen in Karsk on the day of the march."),
    ("attribution", "dropped", "The ministry said it had lost contact with the ship off Karsk.", "The ministry had lost contact with the ship off Karsk."),
    ("entity", "nationality swapped", "Norwegian divers searched the wreck off Karsk.", "Portuguese divers searched the wreck off Karsk."),
    ("entity", "swapped", "Marek Dolin was chosen to run the waterworks at Alder Point.", "Tomas Vey was chosen to run the waterworks at Alder Point."),
    ("entity", "swapped", "Hundreds of North Selin soldiers were sent to the dam.", "Hundreds of South Selin soldiers were sent to the dam."),
    ("time", "shifted", "The blockade of Karsk is to be lifted on Monday.", "The blockade of Karsk is to be lifted on Friday."),
    ("time", "shifted", "The panel presented its findings last week.", "The panel presented its findings last month."),
    ("time", "shifted", "The siege of Velmar began in 1974 and lasted a winter.", "The siege of Velmar began in 1979 and lasted a winter."),
    ("time", "shifted", "The curfew starts at 9:30 p.m. in the old town.", "The curfew starts at 8:30 p.m. in the old town."),
    ("polarity", "negated", "The tribunal has agreed to release the files.", "The tribunal has never agreed to release the files."),
    ("polarity", "negation lost", "The warden did not know that the gate was open.", "The warden did know that the gate was open."),
    ("polarity", "negation lost", "The ferry can't cross the bay in winter.", "The ferry can cross the bay in winter."),
    ("polarity", "turned", "The council accepted the offer from Karsk.", "The council rejected the offer from Karsk."),
    ("caveat", "dropped", "The count of 30, which could not be independently verified, was given by two aides.", "The count of 30 was given by two aides."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "subtype", "a", "b"), CHANGED)
def test_a_change_of_one_kind_is_named_once(kind: str, subtype: str, a: str, b: str) -> None:
    assert told(a, b) == [(kind, subtype)]


SAME = [
    ("At least fourteen people died in Velmar, the mayor said.", "At least 14 people were killed in Velmar, the mayor said."),
    ("The company said it would close the mill next year.", "The firm said it will shut the mill next year."),
    ("Mayor Greta Lohm told reporters that the dam was safe.", "The dam was safe, Mayor Lohm told reporters."),
    ("The International Grain Council said prices fell 3 percent.", "The IGC said prices dropped 3 per cent."),
    ("The rebels did not accept the offer, the envoy said on Monday.", "The rebels rejected the offer, the envoy said Monday."),
    ("About 1,500 people fled the valley.", "Around 1500 people fled the valley."),
    ("The talks have not been resumed since May.", "The talks haven't resumed since May."),
    ("French divers found the wreck off Karsk.", "Divers from France found the wreck off Karsk."),
    ("The dam may have cracked before the rain, engineers believe.", "Engineers believe the dam may have cracked before the rain."),
    ("The price rose to $1.5 million from $1.2 million.", "The price rose from $1.2 million to $1.5 million."),
    ("Deputies chased the van for 30 miles before it stopped.", "Deputies chased the van for 48 kilometres before it stopped."),
    ("The ferry was away for 14 days before the storm.", "The ferry was away for two weeks before the storm."),
    ("Captain Ilse Oram said the harbour was open.", "Coast guard commander Oram said the harbour was open."),
    ("The harbour of Karsk was shut on Tuesday, police said.", "The harbor of Karsk was closed on Tuesday, police said."),
    ("Thc b0ats werc no1 seen aftcr thc storrn, said Captaln Oram.", "The boats were not seen after the storm, said Captain Oram."),
    ("Image 3 of 9: the quay of Karsk after the flood.", "Image 7 of 40: the quay of Karsk after the flood."),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), SAME)
def test_other_words_for_the_same_are_no_mutation(a: str, b: str) -> None:
    assert told(a, b) == []
    assert told(b, a) == []


def test_a_text_copied_as_it_stands_has_no_mutation() -> None:
    text = "At least 14 men may have drowned, said Ilse Oram. The toll could not be verified."
    assert told(text, text) == []


STORY = "The wells of Karsk were poisoned in May. {}The mill closed in June and never reopened."
CAVEAT = "The claim could not be independently verified. "


def test_a_dropped_caveat_is_named_with_its_sentence_and_the_place_where_it_stood() -> None:
    a, b = STORY.format(CAVEAT), STORY.format("")
    (found,) = changes(a, b)
    assert (found.type, found.subtype, found.candidate) == ("caveat", "dropped", False)
    assert found.a.text == CAVEAT.strip()
    assert (found.b.start, found.b.text) == (b.index(" The mill"), "")
    assert told(b, a) == [("caveat", "added")]


@pytest.mark.parametrize(
    "caveat",
    [
        "Neither side has offered proof.",
        "The ministry did not respond to a request for comment.",
        "It was not clear who gave the order.",
        "The figures are preliminary.",
        "No source was named.",
        "Rival accounts of the clash differ.",
        "Reporters were kept out of the valley.",
    ],
)
def test_a_caveat_may_be_worded_in_many_ways(caveat: str) -> None:
    assert told(STORY.format(caveat + " "), STORY.format("")) == [("caveat", "dropped")]


def test_a_sentence_that_tells_something_is_no_caveat() -> None:
    assert told(STORY.format("The owner sold it to a brewer. "), STORY.format("")) == []


def test_a_caveat_between_two_copied_passages_is_found() -> None:
    one, two = STORY.format("|").split("|")
    a = f"{one}{CAVEAT}{two}"
    b = f"{one}\n\nBoats are moored three deep along the quay this morning.\n\n{two}"
    passages = (
        (0, len(one), 0, len(one)),
        (a.index(two), len(a), b.index(two), len(b)),
    )
    assert [each.type for each in changes(a, b, passages=passages)] == ["caveat"]


def test_a_paragraph_of_another_story_is_no_added_caveat() -> None:
    first, last = "The wells of Karsk were poisoned in May.", "The mill of Karsk closed in June."
    other = "Harrow Steel did not disclose the terms of its bid for Denby."
    assert told(f"{first}\n\n{last}", f"{first}\n\n{other}\n\n{last}") == []


def test_the_words_before_a_passage_belong_to_its_sentence() -> None:
    a = "Residents said the blast at the quarry was heard nine streets away."
    b = "Police said the blast at the quarry was heard nine streets away."
    cut = (a.index("the blast"), len(a), b.index("the blast"), len(b))
    (found,) = changes(a, b, passages=(cut,))
    assert (found.type, found.subtype) == ("attribution", "upgraded")
    assert found.reason == "“Residents said” became “Police said”"


def test_the_subtype_is_told_from_the_source_to_the_copy() -> None:
    firm, soft = "The mill will close in spring.", "The mill may close in spring."
    assert told(firm, soft, "b>a") == [("hedge", "dropped")]
    (found,) = changes(firm, soft, "b>a")
    assert (found.a.id, found.a.text, found.b.id) == ("b", "mill may close", "a")


@pytest.mark.parametrize(("kind", "subtype", "a", "b"), CHANGED)
def test_where_nobody_knows_who_was_first_nobody_is_said_to_have_changed_anything(
    kind: str, subtype: str, a: str, b: str
) -> None:
    for one, other in ((a, b), (b, a)):
        (found,) = changes(one, other, "unknown")
        assert found.type == kind
        assert found.subtype.endswith("differs") or found.subtype == "in one only"
        if found.a.text and found.b.text:
            assert found.reason == f"“{found.a.text}” in one text, “{found.b.text}” in the other"
        else:
            assert found.reason.endswith("stands in one text only")


def test_a_range_and_its_end_differ_without_a_direction() -> None:
    a = "Between 30 and 45 pickers were in the valley."
    b = "Some 45 pickers were in the valley."
    assert told(a, b, "unknown") == told(b, a, "unknown") == [("figure", "range differs")]


def test_a_sentence_with_everything_changed_is_another_report_on_the_same_pattern() -> None:
    a = "Police are asking about a shooting at 9780 Mill Road at 5:50 a.m. on Monday, May 12."
    b = "Police are asking about a shooting at 8449 Gulf Way at 7:05 a.m. on Sunday, June 14."
    assert told(a, b) == []


def test_a_sentence_much_rewritten_gives_candidates_only() -> None:
    a = "Rescuers from three districts said 12 of the herders were found alive near the mill."
    b = "Crews who came from the coast said 19 of the herders were found safe near a mill pond."
    assert all(each.candidate for each in changes(a, b))


def test_today_is_yesterday_a_day_later() -> None:
    a = Article(id="a", text="The council met today to hear the men.", published="2025-10-14")
    b = Article(id="b", text="The council met yesterday to hear the men.", published="2025-10-15")
    copy = Copy(id="c", a="a", b="b", direction="a>b", passages=((0, 38, 0, 42),))
    assert mutations(a, b, copy) == ()
    assert told(a.text, b.text) == [("time", "shifted")]


def test_two_changes_in_a_sentence_are_two_mutations() -> None:
    a = "Some 30 herders may have drowned, according to a neighbour."
    b = "Some 40 herders have drowned, according to the health ministry."
    kinds = {each.type for each in changes(a, b)}
    assert kinds == {"figure", "hedge", "attribution"}


def test_a_passage_that_is_empty_or_lies_outside_is_passed_over() -> None:
    assert changes("", "", passages=((0, 0, 0, 0),)) == ()
    assert changes("One.", "One.", passages=((0, 99, 0, 99), (-1, 2, 0, 2))) == ()


WORDS = [
    "may",
    "will",
    "not",
    "14",
    "about",
    "40",
    "Karsk",
    "Monday",
    "said",
    "police",
    "officials",
    "“no”",
    "never",
    ",",
    ".",
    "!",
    "\n\n",
]
TEXT = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(a=TEXT, b=TEXT)
def test_every_span_holds_the_words_it_is_said_to(a: str, b: str) -> None:
    found = changes(a, b)
    for each in found:
        assert each.a.text == a[each.a.start : each.a.end]
        assert each.b.text == b[each.b.start : each.b.end]
        assert each.reason
    assert len({each.id for each in found}) == len(found)


@pytest.mark.parametrize(
    "text",
    ["may " * 100_000, "1 " * 100_000, "a" * 500_000, "not. " * 50_000, '" said ' * 50_000],
    ids=["one word", "digits", "no blank", "stops", "quotes"],
)
def test_a_hostile_text_is_read_in_moments(text: str) -> None:
    start = time.process_time()
    changes(text, text + "might not say")
    assert time.process_time() - start < 5


def test_an_article_that_repeats_itself_is_read_in_moments() -> None:
    line = "At least 14 men drowned off Velmar Point, officials said. "
    text, n = line * 50, len(line)
    crossed = tuple(
        (i * n, i * n + n - 1, j * n, j * n + n - 1) for i in range(50) for j in range(50)
    )
    start = time.process_time()
    assert changes(text, text, passages=crossed) == ()
    assert time.process_time() - start < 5
