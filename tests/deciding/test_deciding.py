"""What a person decides is of effect at once, and the same after `rebuild` and new articles."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from sayso import pipeline
from sayso.deciding import decide, what_if
from sayso.deciding.logged import log
from sayso.decision import (
    Accept,
    ApartNames,
    Asked,
    Correct,
    Decision,
    Grade,
    Independent,
    Kind,
    Likelihood,
    Merge,
    Pin,
    Put,
    Reject,
    Remark,
    Rename,
    SameName,
    SameOrigin,
    Split,
    Undo,
    Unsure,
)
from sayso.ledger import Ledger, decisions, outdated, schema, search, told
from sayso.linking import link_due
from sayso.model import Claim, Finding, Origin, ReadingValue, Story, Weighed
from tests.deciding.conftest import FLOOD, PAGES, add

DERIVED = (
    *(schema.story, schema.copy, schema.quotation, schema.retelling, schema.mutation),
    *(schema.claim, schema.origin, schema.finding, schema.indicator),
    *(schema.attribution, schema.figure, schema.time),
)
WIRE_14, HILL_14, DALE_17, COURANT_14 = (
    "fig-add7b7023182124b", "fig-49f35d32625efa4f", "fig-3557dd0fe744d88b", "fig-3a86fd24c6b9604b"
)  # fmt: skip
COPY = "cpy-bcbdb88c006cc7d2"


def take(ledger: Ledger, *whats: Kind, who: str = "Bo Tarn") -> list[Decision]:
    outcomes = decide(ledger, [Asked(what=what) for what in whats], who)
    assert not [each.error for each in outcomes if each.error]
    return [each.decision for each in outcomes if each.decision]


def refused(ledger: Ledger, what: Kind, note: str | None = None) -> str:
    (outcome,) = decide(ledger, [Asked(what=what, note=note)], "Bo Tarn")
    assert outcome.decision is None
    return outcome.error or ""


def derived(ledger: Ledger) -> Mapping[str, Any]:
    """All that is derived, but for the places of rows in their tables.

    Why an article is in its story is told by the articles that it was compared with: those of all
    the ledger where it is linked anew, those of the stories in question after a decision.
    """
    with ledger.reading() as connection:
        found: dict[str, Any] = {
            table.name: dict(connection.execute(sa.select(table.c.id, table.c.record)).all())
            for table in DERIVED
        }
        for name, record in found["story"].items():
            story = msgspec.json.decode(record, type=Story)
            found["story"][name] = msgspec.structs.replace(story, joins=(), also=())
        member = schema.membership.c
        rows = connection.execute(sa.select(member.story, member.place, member.article))
        found["membership"] = sorted(map(tuple, rows))
        c = schema.article.c
        found["given"] = dict(connection.execute(sa.select(c.id, c.story)).all())
    return found


def weighed(ledger: Ledger, story: str = FLOOD) -> Weighed:
    with ledger.reading() as connection:
        return told.weighed(connection, story)


def reading(ledger: Ledger, indicator: str = "killed") -> ReadingValue:
    return next(i for i in weighed(ledger).indicators if i.indicator == indicator).reading


def claim_of(ledger: Ledger, figure: str) -> Claim:
    found = weighed(ledger).claims
    return next(each for each in found if figure in {m.id for m in each.mentions})


def origin_of(ledger: Ledger, figure: str) -> Origin:
    claim = claim_of(ledger, figure)
    return next(each for each in weighed(ledger).origins if each.claim.id == claim.id)


def findings(ledger: Ledger, kind: str) -> list[Finding]:
    return [each for each in weighed(ledger).findings if each.type == kind]


def members(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    with ledger.reading() as connection:
        return {story.id: story.articles for story in search.stories(connection)}


def linked_anew(ledger: Ledger) -> Mapping[str, Any]:
    """All that is derived, after all stories were linked and weighed again."""
    with ledger.writing() as connection:
        outdated.make_all_due(connection)
    assert not list(link_due(ledger))
    return derived(ledger)


def rebuilt(ledger: Ledger) -> Mapping[str, Any]:
    assert not [each.error for each in pipeline.rebuild(ledger) if each.error]
    return derived(ledger)


# --- rows --------------------------------------------------------------------------------------


def test_a_rejected_figure_leaves_claims_readings_and_findings(ledger: Ledger) -> None:
    before = derived(ledger)
    assert reading(ledger).best == 17
    (decision,) = take(ledger, Reject(row=DALE_17[:10]))
    assert decision.subject == DALE_17
    assert (reading(ledger).low, reading(ledger).best) == (14, None)
    assert not findings(ledger, "revision")
    assert all(DALE_17 not in {m.id for m in each.mentions} for each in weighed(ledger).claims)
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    take(ledger, Undo(decision=decision.id))
    assert derived(ledger) == before


def test_a_corrected_figure_counts_as_corrected_and_keeps_what_the_machine_had(
    ledger: Ledger,
) -> None:
    (decision,) = take(ledger, Correct(row=DALE_17, fields={"best": 19}))
    assert isinstance(decision.what, Correct)
    assert decision.what.was == {"best": 17}
    assert reading(ledger).best == 19
    with ledger.reading() as connection:
        figure = search.annotation(connection, "n3").figures[0]
        machine = search.annotations(connection, ("n3",), by_machine=True)["n3"].figures[0]
        c = schema.figure.c
        listed = connection.execute(sa.select(c.best).where(c.id == DALE_17)).scalar()
    assert (figure.id, figure.best, machine.best, listed) == (DALE_17, 19, 17, 19)
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    take(ledger, Undo(decision=decision.id))
    assert reading(ledger).best == 17


def test_a_span_is_moved_without_losing_its_links(ledger: Ledger) -> None:
    text = str(PAGES[2]["text"])
    start = text.index("17 people")
    take(ledger, Correct(row=DALE_17, fields={"start": start, "end": start + 9}))
    with ledger.reading() as connection:
        figure = search.annotation(connection, "n3").figures[0]
    assert (figure.id, figure.text) == (DALE_17, "17 people")
    assert figure.attribution is not None
    assert claim_of(ledger, DALE_17).mentions[0].end == start + 9
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once


def test_corrections_of_two_fields_stand_side_by_side_and_accepting_keeps_them(
    ledger: Ledger,
) -> None:
    first, _ = take(
        ledger,
        Correct(row=DALE_17, fields={"best": 19}),
        Correct(row=DALE_17, fields={"counted": "villagers"}),
    )
    take(ledger, Accept(row=DALE_17))
    with ledger.reading() as connection:
        mark = decisions.marks(connection, (DALE_17,))[DALE_17]
    assert mark.status == "accepted"
    assert mark.fields == {"best": 19, "counted": "villagers"}
    take(ledger, Undo(decision=first.id))
    with ledger.reading() as connection:
        figure = search.annotation(connection, "n3").figures[0]
    assert (figure.best, figure.counted) == (17, "villagers")


def test_what_stood_on_a_rejected_attribution_is_weighed_without_it(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        said = search.annotation(connection, "n3").attributions[0]
    take(ledger, Reject(row=said.id))
    assert [root.type for root in origin_of(ledger, DALE_17).roots] != ["named"]


def test_a_rejected_copy_is_no_link_when_weighing(ledger: Ledger) -> None:
    assert "Hill Post" not in origin_of(ledger, WIRE_14).conduits
    (decision,) = take(ledger, Reject(row=COPY))
    assert "Hill Post" in origin_of(ledger, WIRE_14).conduits
    with ledger.reading() as connection:
        assert [each.id for each in told.links(connection).copies] == [COPY], "it is still shown"
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    take(ledger, Undo(decision=decision.id))
    assert "Hill Post" not in origin_of(ledger, WIRE_14).conduits


def test_a_copy_has_the_direction_that_a_person_gives_it(ledger: Ledger) -> None:
    take(ledger, Correct(row=COPY, fields={"direction": "b>a"}))
    with ledger.reading() as connection:
        assert [each.direction for each in told.links(connection).copies] == ["b>a"]
    assert "Northern Wire" not in origin_of(ledger, WIRE_14).conduits
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once


def test_a_rejected_claim_stays_to_be_seen_and_nothing_rests_on_it(ledger: Ledger) -> None:
    claim = claim_of(ledger, DALE_17)
    take(ledger, Reject(row=claim.id))
    found = weighed(ledger)
    assert claim.id in {each.id for each in found.claims}
    assert claim.id not in {each.claim.id for each in found.origins}
    assert not [each for each in found.findings if claim.id in each.claims]
    assert reading(ledger).best is None
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once


def test_grades_words_and_notes_are_said_and_weigh_nothing(ledger: Ledger) -> None:
    before = derived(ledger)
    decide(
        ledger,
        [
            Asked(what=Grade(row="n3", grade="b2")),
            Asked(what=Likelihood(row=DALE_17, word="Highly Likely")),
            Asked(what=Unsure(row=DALE_17), note="asked the VRO"),
        ],
        "Bo Tarn",
    )
    with ledger.reading() as connection:
        marks = decisions.marks(connection, ("n3", DALE_17))
    grade, likelihood = marks["n3"].grade, marks[DALE_17].likelihood
    assert grade and (grade.value, grade.who) == ("B2", "Bo Tarn")
    assert likelihood and likelihood.value == "highly likely (phia)"
    assert marks[DALE_17].status == "unsure"
    note = marks[DALE_17].note
    assert note and note.value == "asked the VRO"
    assert derived(ledger) == before


# --- names and origins -------------------------------------------------------------------------


def test_two_names_said_to_be_one_are_one_origin(ledger: Ledger) -> None:
    name = "two officials (Karsk Courant)"
    before = origin_of(ledger, WIRE_14)
    (decision,) = take(ledger, SameName(a="Velmar River Office", b=name))
    after = origin_of(ledger, WIRE_14)
    assert (before.n_max, after.n_max) == (2, 1)
    assert name in after.roots[0].also
    assert "marked by Bo Tarn" in after.roots[0].reason
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    take(ledger, Undo(decision=decision.id))
    assert origin_of(ledger, WIRE_14) == before


def test_two_names_said_to_be_two_are_no_later_count_of_one(ledger: Ledger) -> None:
    assert findings(ledger, "revision")
    take(ledger, ApartNames(a="the Velmar River Office", b="VRO"))
    assert not findings(ledger, "revision")
    assert origin_of(ledger, DALE_17).roots[0].others == ("the Velmar River Office",)
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once


def test_of_two_decisions_on_two_names_the_later_holds_and_says_so(ledger: Ledger) -> None:
    first, _ = take(
        ledger,
        SameName(a="VRO", b="Velmar River Office"),
        SameName(a="Karsk Courant", b="Dale News"),
    )
    (outcome,) = decide(
        ledger, [Asked(what=ApartNames(a="velmar river office", b="VRO"))], "Ina Dahl"
    )
    assert outcome.instead_of and outcome.instead_of.id == first.id
    with ledger.reading() as connection:
        assert [each.holds for each in log(connection)] == ["superseded", "yes", "yes"]


def test_origins_of_a_claim_are_one_or_independent_as_marked_and_by_whom(ledger: Ledger) -> None:
    claim = claim_of(ledger, WIRE_14).id
    pair = {"a": "Velmar River Office", "b": "two officials (karsk courant)"}
    take(ledger, Independent(claim=claim, **pair))
    (mark,) = origin_of(ledger, WIRE_14).marked
    assert (mark.same, mark.who, mark.claim) == (False, "Bo Tarn", claim)
    assert origin_of(ledger, WIRE_14).n_max == 2
    take(ledger, SameOrigin(claim=claim, **pair), who="Ina Dahl")
    after = origin_of(ledger, WIRE_14)
    assert (after.n_max, [each.who for each in after.marked]) == (1, ["Ina Dahl"])
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once


# --- stories -----------------------------------------------------------------------------------


def test_a_renamed_story_keeps_its_id_and_is_found_and_added_to_by_either_name(
    ledger: Ledger, tmp_path: Path
) -> None:
    ids = {each.id for each in weighed(ledger).claims}
    take(ledger, Rename(story=FLOOD, name="Tesna flood"))
    with ledger.reading() as connection:
        story = search.require_story(connection, "Tesna flood")
    assert (story.id, story.called) == (FLOOD, "Tesna flood")
    assert {each.id for each in weighed(ledger).claims} == ids
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    later = {**PAGES[3], "id": "n6", "text": f"{PAGES[3]['text']} Schools stay shut."}
    add(ledger, tmp_path, later, story="Tesna flood")
    assert "n6" in members(ledger)[FLOOD]


def test_a_split_keeps_its_articles_out_when_new_ones_come(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, Put(article="n5", story="chess"))
    before = derived(ledger)
    (decision,) = take(ledger, Split(story=FLOOD, articles=("n3", "n4"), into="toll"))
    assert members(ledger)[FLOOD] == ("n1", "n2")
    assert members(ledger)["toll"] == ("n4", "n3")
    assert {each.story for each in weighed(ledger, "toll").claims} == {"toll"}
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    take(ledger, Undo(decision=decision.id))
    assert derived(ledger) == before
    take(ledger, Split(story=FLOOD, articles=("n3", "n4"), into="toll"))
    add(ledger, tmp_path, {**PAGES[2], "id": "n6", "outlet": "Lake News"}, story=FLOOD)
    assert members(ledger)[FLOOD] == ("n1", "n2", "n6")
    assert members(ledger)["toll"] == ("n4", "n3")


def test_a_story_found_by_likeness_is_split_and_put_together_again(
    ledger: Ledger, tmp_path: Path
) -> None:
    again = {**PAGES[4], "id": "n6", "outlet": "Dale News", "site": "dalenews.example"}
    add(ledger, tmp_path, again)
    (story,) = (each for each in members(ledger) if each != FLOOD)
    before = derived(ledger)
    (decision,) = take(ledger, Split(story=story, articles=("n6",)))
    assert members(ledger)[story] == ("n5",)
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    add(ledger, tmp_path, {**again, "id": "n7", "outlet": "Lake News", "site": "lake.example"})
    apart = [name for name, articles in members(ledger).items() if "n6" in articles]
    assert "n5" not in members(ledger)[apart[0]]
    with ledger.reading() as connection:
        known = search.story_called(connection, story)
    assert known and not known.given, "it has no name that anybody gave it"
    take(ledger, Undo(decision=decision.id))
    assert set(members(ledger)[story]) >= {"n5", "n6"}
    assert set(derived(ledger)["story"]) == set(before["story"])


def test_merged_stories_are_one_and_what_is_added_to_either_comes_into_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    before = derived(ledger)
    (chess,) = (each for each in members(ledger) if each != FLOOD)
    split, merge = take(
        ledger,
        Split(story=FLOOD, articles=("n3", "n4"), into="toll"),
        Merge(story=chess, into=FLOOD),
    )
    assert set(members(ledger)[FLOOD]) == {"n1", "n2", "n5"}
    (again,) = take(ledger, Merge(story="toll", into=FLOOD))
    assert set(members(ledger)[FLOOD]) == {"n1", "n2", "n3", "n4", "n5"}
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once
    add(ledger, tmp_path, {**PAGES[2], "id": "n6", "outlet": "Lake News"}, story="toll")
    assert "n6" in members(ledger)[FLOOD]
    with ledger.reading() as connection:
        known = search.story_called(connection, "toll")
    assert known and known.id == FLOOD, "whoever looks for it finds what it is part of"
    take(ledger, *(Undo(decision=each.id) for each in (again, merge, split)))
    after = members(ledger)
    assert after[chess] == ("n5",)
    assert set(after[FLOOD]) == {"n1", "n2", "n3", "n4", "n6"}
    assert before["given"] == {
        key: story for key, story in derived(ledger)["given"].items() if key != "n6"
    }


def test_an_article_is_put_into_a_story_and_pinned_there(ledger: Ledger) -> None:
    take(ledger, Put(article="n5", story="chess"))
    assert members(ledger)["chess"] == ("n5",)
    (pin,) = take(ledger, Pin(article="n5"))
    assert isinstance(pin.what, Pin)
    assert pin.what.story == "chess"
    at_once = derived(ledger)
    assert linked_anew(ledger) == at_once


def test_all_of_it_holds_after_a_rebuild(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        said = search.annotation(connection, "n1").attributions[1]
    take(
        ledger,
        *(Reject(row=COPY), Correct(row=DALE_17, fields={"best": 19, "counted": "villagers"})),
        *(Reject(row=said.id), Put(article="n5", story="chess")),
        *(Split(story=FLOOD, articles=("n4",), into="toll"), Rename(story=FLOOD, name="The Tesna")),
        *(ApartNames(a="VRO", b="Velmar River Office"), Grade(row="n1", grade="A1")),
    )
    at_once = derived(ledger)
    assert rebuilt(ledger) == at_once


# --- the log -----------------------------------------------------------------------------------


def test_whoever_decides_on_what_somebody_else_decided_since_is_told(ledger: Ledger) -> None:
    (first,) = take(ledger, Reject(row=DALE_17), who="Ina Dahl")
    (stale,) = decide(ledger, [Asked(what=Accept(row=DALE_17), seen=0)], "Bo Tarn")
    assert stale.decision is None
    assert f"Ina Dahl decided on it at {first.at}" in (stale.error or "")
    assert f"{DALE_17} rejected ({first.id})" in (stale.error or "")
    (fresh,) = decide(ledger, [Asked(what=Accept(row=DALE_17), seen=first.number)], "Bo Tarn")
    assert fresh.decision and fresh.instead_of == first


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (Reject(row="fig-0000000000000000"), "no row has the id 'fig-0000000000000000'"),
        (Grade(row="n3", grade="G7"), "no grade 'G7': a letter from A to F"),
        (Likelihood(row="n3", word="perhaps"), "in no ladder; there are phia: remote chance"),
        (Likelihood(row="n3", word="likely"), "55–75 % in phia and 55–80 % in icd203"),
        (Remark(row="n3"), "a note without words"),
        (Correct(row=DALE_17, fields={"worth": 3}), "no field 'worth' to correct; there are start"),
        (Correct(row=DALE_17, fields={"best": "many"}), "best: "),
        (Correct(row=DALE_17, fields={"end": 9999}), "outside the article's text, which has"),
        (Correct(row=DALE_17, fields={"best": "nan"}), "a value is a number, or null"),
        (Correct(row=DALE_17, fields={"counted": "x" * 20_000}), "longer than the 10,000 characters"),
        (Correct(row=WIRE_14, fields={"best": 3}), "low 14.0, best 3.0, high None: a range rises"),
        (Correct(row=DALE_17, fields={"attribution": "att-1"}), "attribution: no row 'att-1' in n3"),
        (Correct(row="n3", fields={"outlet": "Lake News"}), "is not corrected here"),
        (SameName(a="the VRO", b="vro"), "are one name; give two"),
        (SameName(a="VRO", b=" "), "b: a name has 1 to 300 characters"),
        (Rename(story=FLOOD, name=FLOOD), "there is a story 'flood' already"),
        (Rename(story="fire", name="blaze"), "no story 'fire'; there are: 'flood'"),
        (Merge(story=FLOOD, into=FLOOD), "merged into itself"),
        (Split(story=FLOOD, articles=("n5",)), "n5 is not in it"),
        (Split(story=FLOOD, articles=("n1", "n2", "n3", "n4")), "all articles of 'flood' are named"),
        (Put(article=DALE_17, story=FLOOD), "is a figure, where the id of an article belongs"),
        (Undo(decision="dec-7"), "no decision 'dec-7'; `sayso ls decisions` lists them"),
        (SameOrigin(claim=DALE_17, a="x", b="y"), "where the id of a claim"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused_with_what_would_be_right(
    ledger: Ledger, what: Kind, says: str
) -> None:
    assert says in refused(ledger, what)
    with ledger.reading() as connection:
        assert not log(connection), "nothing was recorded"


def test_a_note_of_a_megabyte_is_refused(ledger: Ledger) -> None:
    said = refused(ledger, Remark(row="n3"), "x" * 1_000_000)
    assert "a note of 1,000,000 characters; it may have 10,000" in said


def test_an_origin_that_a_claim_has_not_is_refused_with_those_that_it_has(ledger: Ledger) -> None:
    claim = claim_of(ledger, WIRE_14).id
    said = refused(ledger, SameOrigin(claim=claim, a="VRO", b="Nobody"))
    assert "it has 'Velmar River Office', 'two officials (Karsk Courant)'" in said


def test_an_undone_decision_cannot_be_undone_again_and_is_decided_anew(ledger: Ledger) -> None:
    (first,) = take(ledger, Reject(row=DALE_17))
    (undoing,) = take(ledger, Undo(decision=first.id), who="Ina Dahl")
    assert f"{first.id} was undone by Ina Dahl" in refused(ledger, Undo(decision=first.id))
    assert "decide it again" in refused(ledger, Undo(decision=undoing.id))
    take(ledger, Reject(row=DALE_17))
    assert reading(ledger).best is None
    with ledger.reading() as connection:
        assert [each.holds for each in log(connection)] == ["undone", "undoing", "yes"]


def test_one_bad_decision_among_many_is_told_and_the_others_are_taken(ledger: Ledger) -> None:
    asked = [Asked(what=Reject(row=row)) for row in (DALE_17, "fig-nothing", COURANT_14)]
    outcomes = decide(ledger, asked, "Bo Tarn")
    assert [each.error is None for each in outcomes] == [True, False, True]


def test_a_decision_on_a_row_that_is_no_longer_there_is_kept_and_told(ledger: Ledger) -> None:
    take(ledger, Reject(row=DALE_17), Correct(row=WIRE_14, fields={"counted": "villagers"}))
    with ledger.writing() as connection:  # as where a better Sayso reads no figure there
        connection.execute(sa.delete(schema.figure).where(schema.figure.c.id == DALE_17))
    with ledger.reading() as connection:
        assert [each.holds for each in log(connection)] == ["orphaned", "yes"]
    rebuilt(ledger)
    with ledger.reading() as connection:
        assert [each.holds for each in log(connection)] == ["yes", "yes"]
    assert reading(ledger).best is None


def test_what_would_change_is_told_and_nothing_is_changed(ledger: Ledger) -> None:
    before, revision = derived(ledger), ledger.revision()
    effect = what_if(ledger, [Asked(what=Reject(row=DALE_17))])
    (story,) = effect.stories
    assert story.before and story.after
    assert (story.before.readings["killed"].best, story.after.readings["killed"].best) == (17, None)
    assert story.before.findings["revision"] == 2
    assert "revision" not in story.after.findings
    (gone,) = story.origins
    assert gone.claim.best == 17
    assert gone.before and (gone.before.n_min, gone.after) == (1, None)
    assert (derived(ledger), ledger.revision()) == (before, revision)
    with ledger.reading() as connection:
        assert not log(connection)
    take(ledger, Reject(row=DALE_17))
    assert reading(ledger).best == story.after.readings["killed"].best


def test_decisions_are_in_custody_and_altering_one_is_found(ledger: Ledger) -> None:
    decide(ledger, [Asked(what=Reject(row=DALE_17), note="a bus")], "Bo Tarn")
    assert not pipeline.verify(ledger).faults
    for column, value in (("note", "a tram"), ("who", "Ina Dahl"), ("at", "2031-01-01T00:00:00Z")):
        with ledger.writing() as connection:
            c = schema.decision.c
            old = connection.execute(sa.select(c[column]).order_by(c.id.desc()).limit(1)).scalar()
            last = sa.select(sa.func.max(c.id)).scalar_subquery()
            update = sa.update(schema.decision).where(c.id == last)
            connection.execute(update.values(**{column: value}))
        faults = [each.error for each in pipeline.verify(ledger).faults]
        assert len(faults) == 2, column
        assert any(value in each and "no act wrote it" in each for each in faults)
        with ledger.writing() as connection:
            connection.execute(update.values(**{column: old}))
    assert not pipeline.verify(ledger).faults


def test_what_is_decided_while_linking_is_due_is_of_effect_when_it_is_done(
    ledger: Ledger, tmp_path: Path
) -> None:
    with ledger.writing() as connection:
        outdated.make_all_due(connection)
    take(ledger, Reject(row=DALE_17))
    assert reading(ledger).best == 17
    add(ledger, tmp_path, {**PAGES[4], "id": "n6", "text": "Rain is expected in Pellin."})
    assert reading(ledger).best is None
