"""Figures: what is counted, what happened to it, and how figures hang together."""

from functools import cache

import msgspec
import pytest

from sayso.annotate import annotate
from sayso.annotate.figures import figures, holds_figure
from sayso.annotate.figures.unquantified import unquantified
from sayso.annotate.parse import parse
from sayso.annotate.sentences import sentences
from sayso.model import Article, Attribution, Certainty, Figure, Time


@cache
def read(text: str) -> tuple[Figure, ...]:
    article = Article(id="a", text=text)
    spans = sentences(text)
    found, _ = figures(article, spans, parse(text, spans, range(len(spans))), (), ())
    return found


def slots(figure: Figure) -> tuple[str, str | None, str | None]:
    return figure.text, figure.counted, figure.predicate


def test_an_elided_noun_is_restored_from_the_figure_before() -> None:
    text = "Roughly 60 Velmarian sailors drowned and a further 410 were hurt."
    dead, hurt, total = read(text)
    assert slots(dead) == ("60", "Velmarian sailors", "killed")
    assert slots(hurt) == ("410", "Velmarian sailors", "injured")
    assert hurt.additive
    assert [(r.type, r.target) for r in hurt.relations] == [("in_addition_to", dead.id)]
    assert (dead.unit, dead.group) == ("person", "Velmarian")
    assert total.derived


def test_a_sum_is_derived_and_names_its_parts() -> None:
    dead, hurt, total = read("Roughly 60 sailors drowned and a further 410 were hurt.")
    assert (total.best, total.predicate, total.derived) == (470, "casualty", True)
    assert {relation.target for relation in total.relations} == {dead.id, hurt.id}
    assert (total.start, total.end) == (dead.start, hurt.end)
    assert not dead.derived and not hurt.derived


@pytest.mark.parametrize(
    "text",
    [
        "At least 12 miners were killed and 30 injured.",
        "Some 12 miners were killed and 2 to 5 injured.",
        "The slide killed 12 miners; up to 5 cooks were hurt.",
    ],
)
def test_no_sum_where_anything_is_in_doubt(text: str) -> None:
    assert not any(figure.derived for figure in read(text))


def test_the_number_of_killed_or_wounded_is_of_casualties() -> None:
    first, second = read(
        "The consul gave the number of dead or injured Velmarians as 850, "
        "but harbour figures stood at about 320."
    )
    assert slots(first) == ("850", "Velmarians", "casualty")
    assert slots(second) == ("320", "Velmarians", "casualty")
    assert [(r.type, r.target) for r in second.relations] == [("alternative_to", first.id)]


def test_a_number_carried_into_the_next_sentence_keeps_its_noun() -> None:
    text = "The bishop sent 70 nurses to Dunel. A clerk gave the figure as 95."
    assert slots(read(text)[1]) == ("95", "nurses", "deployed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A gale flattened 26 greenhouses near Dunel.", ("26", "greenhouses", "destroyed")),
        ("Customs men detained 33 smugglers.", ("33", "smugglers", "detained")),
        ("Gunners intercepted 19 balloons.", ("19", "balloons", "intercepted")),
        ("Mudslides left 140 farmers homeless.", ("140", "farmers", "displaced")),
        ("The leak led to the evacuation of nine schools.", ("nine", "schools", "evacuated")),
        ("The island keeps 22 captives.", ("22", "captives", "captured")),
        ("Pirates released 13 sailors.", ("13", "sailors", "freed")),
        ("The death toll climbed to 76.", ("76", "people", "killed")),
        ("The farm has 12 red barns.", ("12", "red barns", None)),
    ],
)
def test_what_is_counted_and_what_happened(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert slots(read(text)[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A 12-storey building collapsed and killed four.",
            [("12", "storey", None), ("four", "people", "killed")],
        ),
        ("A three-page letter was found in the car.", [("three", "page", None)]),
        ("A 30-bed hospital was damaged.", [("30", "bed", None)]),
        ("A 10-vehicle convoy was destroyed.", [("10", "vehicle", "destroyed")]),
        ("A four-member family died.", [("four", "member", "killed")]),
    ],
)
def test_what_befalls_a_thing_befalls_its_parts_only_where_it_is_made_of_them(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [slots(figure) for figure in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fatally shot his two sons.", [("two", "sons", "killed")]),
        ("Three men were stabbed to death.", [("Three", "men", "killed")]),
        (
            "Nine were shot, two fatally.",
            [("Nine", "people", "injured"), ("two", "people", "killed")],
        ),
        (
            "He fatally shot four people in two villages.",
            [("four", "people", "killed"), ("two", "villages", None)],
        ),
        ("Vera Oram, a mother of three, was fatally shot.", [("three", None, None)]),
        ("Four shot at Karsk nightclub", [("Four", "people", "injured")]),
        ("He fired one shot.", [("one", "shot", "fired")]),
    ],
)
def test_who_is_shot_fatally_is_killed_and_who_is_shot_in_a_headline_no_shot(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [slots(figure) for figure in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“At least 12 people,” Ada Wren told Radio Karsk, “were killed in the market.”",
            ("12", "people", "killed"),
        ),
        (
            '"Some 300 houses," said the mayor, Ole Brint, "have been destroyed."',
            ("300", "houses", "destroyed"),
        ),
    ],
)
def test_a_quotation_that_its_tag_splits_is_read_as_one(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    (figure,) = read(text)
    assert slots(figure) == expected


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Rebels freed 17 hostages who had been held since the spring.", "freed"),
        ("Nine prisoners captured in May were executed.", "executed"),
        ("Police arrested 12 men who had been missing.", "detained"),
        ("Soldiers held 40 people captured at the front.", "captured"),
    ],
)
def test_what_ended_a_state_is_told_before_the_state(text: str, predicate: str) -> None:
    assert [figure.predicate for figure in read(text)] == [predicate]


def test_a_part_points_at_its_whole() -> None:
    whole, part = read("Nine climbers, including two guides, perished on the ridge.")
    assert part.predicate == "killed"
    assert [(r.type, r.target) for r in part.relations] == [("subset_of", whole.id)]


def test_a_new_toll_revises_the_old() -> None:
    new, old = read("The harbour office lifted its death toll: it rose to 88 from 71.")
    assert (new.change, old.change) == ("up", None)
    assert [(r.type, r.target) for r in new.relations] == [("revises", old.id)]


def test_a_place_behind_a_preposition_is_kept() -> None:
    assert read("Shelling killed 12 people in Varsk.")[0].place == "Varsk"
    assert read("Shelling killed 12 people.")[0].place is None


def test_attribution_certainty_and_time_are_taken_over() -> None:
    text = "The mayor said on Friday that 12 people were hurt on Monday."
    spans = sentences(text)
    said = Attribution(
        id="att-1", source=((0, 9),), cue=((10, 14),), content=((25, len(text) - 1),),
        certainty=Certainty.DOUBTED,
    )  # fmt: skip
    days = tuple(
        Time(id=day, start=text.index(day), end=text.index(day) + len(day), text=day, type="DATE")
        for day in ("Friday", "Monday")
    )
    parses = parse(text, spans, range(len(spans)))
    (figure,), _ = figures(Article(id="a", text=text), spans, parses, days, (said,))
    assert figure.attribution == "att-1"
    assert figure.certainty is Certainty.DOUBTED
    assert figure.time == "Monday"


def test_a_number_inside_a_time_is_dropped() -> None:
    text = "It opened with 40 guns and closed with 12 guns."
    inside = Time(id="t", start=15, end=22, text="40 guns", type="DATE")
    found, _ = figures(Article(id="a", text=text), ((0, len(text)),), {}, (inside,), ())
    assert [figure.best for figure in found] == [12]


def test_without_a_parse_there_are_values_and_no_slots() -> None:
    text = "At least 12 people were killed."
    (figure,), _ = figures(Article(id="a", text=text), ((0, len(text)),), {}, (), ())
    assert (figure.low, figure.bound, figure.counted, figure.predicate) == (12, ">=", None, None)


def test_ids_come_from_offsets_and_every_record_names_its_rule() -> None:
    text = "Shelling killed 12 people and two dogs."
    assert [f.id for f in read(text)] == [f.id for f in read.__wrapped__(text)]
    assert all(figure.rule for figure in read(text))
    assert msgspec.json.decode(msgspec.json.encode(read(text)), type=tuple[Figure, ...])


@pytest.mark.parametrize(
    ("text", "span", "kind"),
    [
        ("There were no casualties.", "no casualties", "zero"),
        ("Nobody was hurt.", "Nobody was hurt", "zero"),
        ("The precise count remains unclear.", "The precise count remains unclear", "unknown"),
        ("It did not say how many miners left.", "did not say how many miners", "unknown"),
        ("It was unclear how many were held.", "It was unclear how many were", "unknown"),
        ("An unspecified number of ships sank.", "An unspecified number of ships sank", "unknown"),
    ],
)
def test_none_and_unknown_are_no_figures(text: str, span: str, kind: str) -> None:
    (found,) = unquantified(text, 0)
    assert (found.text, found.kind) == (span, kind)
    assert text[found.start : found.end] == span


def test_only_sentences_with_a_quantity_want_a_parse() -> None:
    assert holds_figure("Forty men left.")
    assert not holds_figure("The 9th Company reached Fort 19 in 2031.")


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("There are not 45 dead, and there are not 45 missing.", "denied denied"),
        ("The toll is not 45.", "denied"),
        ("The slide did not kill 45 people.", "denied"),
        ("Some 45 sailors were not missing.", "denied"),
        ("Not only 40 homes were flooded.", "asserted"),
        ("No more than 40 homes were flooded.", "asserted"),
        ("No fewer than 40 homes were flooded.", "asserted"),
        ("The army has not yet released 45 prisoners.", "asserted"),
        ("The mayor did not say that 45 people had died.", "asserted"),
        ("The 45 dead were not soldiers.", "asserted"),
        ("It was not clear how many of the 40 were hurt.", "unverified"),
        ("Some 40 hikers had not been accounted for by dusk.", "asserted"),
        ("The clerk dismissed as false reports that 45 sailors had been killed.", "denied"),
    ],
)
def test_a_figure_whose_clause_is_negated_is_denied(text: str, certainty: str) -> None:
    assert " ".join(figure.certainty for figure in read(text)) == certainty


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("About 300 people were taken to higher ground.", "evacuated"),
        ("The army moved 300 villagers to safety.", "evacuated"),
        ("Hundreds of villagers were brought to shelters.", "evacuated"),
        ("Helicopters airlifted 30 people.", "evacuated"),
        ("The army moved 300 soldiers to the border.", "deployed"),
        ("Some 40 hikers had not been accounted for by dusk.", "missing"),
        ("Some 40 hikers are unaccounted for.", "missing"),
        ("Twelve boxes were taken away by police.", None),
        ("Twelve smugglers were taken away by police.", "detained"),
        ("Police carried off 12 boxes of papers.", None),
        ("The fire gutted 12 barns.", "burned"),
        ("Some 30 tonnes of flour were airlifted to Dunel.", None),
    ],
)
def test_people_are_brought_away_and_things_are_not(text: str, predicate: str | None) -> None:
    assert read(text)[0].predicate == predicate


def test_a_share_of_that_is_no_number_of_people() -> None:
    text = "As many as 45 people were killed. The number in the bulletin, 14, is a third of that."
    share = read(text)[-1]
    assert share.text == "a third"
    assert (share.unit, share.counted, share.predicate) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 41 jobs would be lost.", None),
        ("About 40 posts disappeared.", None),
        ("About 41,000 people joined the march.", "protested"),
        ("About 300 men joined the army.", "recruited"),
        ("About 41,000 people took part in the walkout.", "protested"),
        ("Some 41,000 people turned out.", "protested"),
        ("Twelve guests turned out to be spies.", None),
        ("The fire burned 1,200 hectares.", "burned"),
        ("The park covers 1,200 hectares.", None),
        ("At least 41 people lost their lives.", "killed"),
        ("The flood took the lives of 41 people.", "killed"),
        ("The number of missing rose to 41.", "missing"),
        ("The number of the injured is 41.", "injured"),
        ("The service lists 33 people as missing.", "missing"),
        ("All but four of the hikers were rescued.", None),
        ("All but two of them died.", None),
    ],
)
def test_what_happened_is_told_by_the_phrase_and_not_by_one_word(
    text: str, expected: str | None
) -> None:
    assert [figure.predicate for figure in read(text)] == [expected]


def test_the_number_of_those_in_a_state_counts_people() -> None:
    missing, injured = read("The number of missing rose to 41 and the number of injured to 12.")
    assert slots(missing) == ("41", "people", "missing")
    assert slots(injured) == ("12", "people", "injured")


def test_a_distance_is_no_place() -> None:
    barns = read("Nine barns burned around two kilometres of the Tesna.")[0]
    assert barns.place is None


def test_a_figure_is_the_word_of_the_one_who_was_cited() -> None:
    text = "At least 41 men were killed, the Lakeside Times reported, citing unidentified sources."
    found = annotate(Article(id="a", text=text))
    times, sources = found.attributions
    (figure,) = found.figures
    assert (figure.attribution, sources.parent) == (sources.id, times.id)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net profit fell to $41 million.", [("$41 million", "Net profit")]),
        ("The bank lifted its key rate to 3 percent.", [("3 percent", "key rate")]),
        ("Insurers put the bill at $8 billion.", [("$8 billion", "bill")]),
        (
            "The state cleared Rs 640 crore for drought relief.",
            [("Rs 640 crore", "drought relief")],
        ),
        ("Detentions topped 5,000.", [("5,000", "Detentions")]),
        ("It carried a crew of 45.", [("45", "crew")]),
        ("One farmer in eight will leave.", [("One farmer in eight", "farmer")]),
        ("Nine were adults.", [("Nine", "adults")]),
        ("They held 300-odd tractors.", [("300", "tractors")]),
        ("The fund has raised $18 million.", [("$18 million", None)]),
        ("A 26-metre-high bank slid.", [("26-metre", None)]),
    ],
)
def test_what_a_number_without_a_noun_behind_it_is_the_size_of(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(figure.text, figure.counted) for figure in read(text)] == expected


def test_an_older_number_takes_over_noun_and_unit() -> None:
    text = "The harvest will come in at 60 million tonnes, down from 97 million."
    new, old = read(text)
    assert (old.unit, old.counted) == ("tonne", "harvest")
    assert [(tie.type, tie.target) for tie in new.relations] == [("revises", old.id)]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("The quake brought down 60 towers.", "destroyed"),
        ("Gunners brought down 19 drones.", "intercepted"),
        ("Rebels held eight guards.", "abducted"),
        ("Police held eight men.", "detained"),
        ("The stadium holds 40,000 people.", None),
        ("The court jailed six smugglers.", "sentenced"),
        ("The army pulled out 600 soldiers.", "withdrawn"),
        ("Divers pulled out 12 children.", "rescued"),
        ("The storm knocked out power to 700 homes.", "without_power"),
        ("Fighting drove 70 people from their homes.", "displaced"),
        ("Looters set 20 cars on fire.", "burned"),
        ("Aid workers handed out 900 blankets.", "delivered"),
        ("The government allocated $25 million.", "pledged"),
        ("The harbour was closed and 14 ports were shut.", "idled"),
        ("Some 41 nurses were among the infected.", "infected"),
        ("Voters chose 41 deputies, and turnout was 58 percent.", None),
    ],
)
def test_a_verb_of_several_meanings_is_read_by_its_noun(text: str, predicate: str | None) -> None:
    assert read(text)[-1].predicate == predicate


def ties_of(text: str) -> list[tuple[str, str, str]]:
    named = {figure.id: figure.text for figure in read(text)}
    return [
        (figure.text, tie.type, named[tie.target])
        for figure in read(text)
        if not figure.derived
        for tie in figure.relations
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One in five of the 300 homes was flooded.", ("One in five", "percent_of", "300")),
        ("It is 31 kilometres (19 miles) off.", ("19 miles", "same_as", "31 kilometres")),
        ("Planes dropped 38 pallets, or 22 tons.", ("22 tons", "same_as", "38")),
        ("He freed 11 of the 14 men and held the other three.", ("three", "subset_of", "14")),
        ("It must find $23 million on top of the $64 million it cut.", ("$23 million", "in_addition_to", "$64 million")),
        ("The blast injured 14 people, three critically.", ("three", "subset_of", "14")),
    ],
)  # fmt: skip
def test_relations_are_read_off_the_words(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in ties_of(text)


def test_parts_listed_behind_a_total_are_its_addends() -> None:
    text = "Detentions reached 5,000: 1,608 in the capital, 1,122 in Velmar."
    assert ties_of(text) == [
        ("1,608", "component_of", "5,000"),
        ("1,122", "component_of", "5,000"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten men died when a hut fell on Monday.", ["Monday"]),
        ("Ninety nurses are expected to leave on Friday.", ["Friday"]),
        ("Forty wells were dug, fewer than in 2007.", [None]),
        ("It shuts eight mines by 2030 and pays miners $400.", ["2030", None]),
        ("Monday brought rain; forty men are missing.", [None]),
    ],
)
def test_a_time_is_of_the_clause_it_stands_in(text: str, expected: list[str | None]) -> None:
    found = annotate(Article(id="a", text=text, published="2025-10-14"))
    named = {time.id: time.text for time in found.times}
    assert [named.get(figure.time or "") for figure in found.figures] == expected


def test_a_sum_of_what_came_on_top_comes_on_top() -> None:
    total = read("Another 12 guards died and a further 30 were hurt.")[-1]
    assert (total.derived, total.best, total.additive) == (True, 42, True)
    total = read("Twelve guards died and a further 30 were hurt.")[-1]
    assert (total.derived, total.best, total.additive) == (True, 42, False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There were no reports of deaths.", "zero"),
        ("The office has given no figures.", "unknown"),
        ("How many drowned may never be known.", "unknown"),
        ("The true figure would not be known for weeks.", "unknown"),
    ],
)
def test_no_count_was_given(text: str, kind: str) -> None:
    assert [found.kind for found in unquantified(text, 0)] == [kind]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Eleven inmates broke out of Dorrow jail.", "escaped"),
        ("Thirty-one prisoners had got away.", "escaped"),
        ("Civil defence moved 300 residents to schools.", "evacuated"),
        ("The army moved 300 soldiers to Karsk.", "deployed"),
        ("Gunmen seized 30 pupils at Tarrow.", "abducted"),
        ("Customs seized 30 lorries at Tarrow.", "seized"),
        ("Police picked up 57 protesters.", "detained"),
        ("Nineteen hostages remain in the hills.", "abducted"),
        ("Twelve passengers did not survive.", "killed"),
    ],
)
def test_one_verb_says_other_things_of_others(text: str, predicate: str) -> None:
    (found,) = read(text)
    assert (found.predicate, found.certainty.value) == (predicate, "asserted")


def test_hours_and_pages_are_no_figures() -> None:
    for text in (
        "It went on until four.",
        "The choir will sing on Sunday at four.",
        "There has been no knocking since eleven.",
        "The dead of earlier years are on page five.",
    ):
        assert read(text) == ()
    assert [each.best for each in read("Police put the dead at four.")] == [4]
    assert [each.best for each in read("10:30 - Six hundred people have left.")] == [600]
