"""The counting rules of distinct origins, one by one, and what no copy or merger may do."""

from collections.abc import Sequence
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.model import (
    Annotated,
    Annotation,
    Article,
    Attribution,
    Claim,
    Copy,
    Direction,
    Figure,
    Links,
    Mention,
    Origin,
    Story,
)
from sayso.weigh.origins import origins

WIRE = "KARN (Wirepoint) - Nine boats sank in the storm off Karn on Friday, the navy said."


@cache
def read(site: str, text: str, published: str = "2031-03-02") -> Annotated:
    article = Article(id=site, text=text, site=f"{site}.example", published=published)
    return Annotated(article=article, annotation=annotate(article))


def behind(pages: Sequence[Annotated], number: float = 9, copies: Sequence[Copy] = ()) -> Origin:
    """Return the origin of the claim that the pages state with a number."""
    mentions = tuple(
        Mention(id=figure.id, article=page.article.id, start=figure.start, end=figure.end)
        for page in pages
        for figure in page.annotation.figures
        if number in (figure.low, figure.best, figure.high) and figure.certainty != "denied"
    )
    claim = Claim(id="c", story="s", text="Nine boats sank", best=number, mentions=mentions)
    story = Story(id="s", articles=tuple(page.article.id for page in pages))
    (found,) = origins(story, pages, [claim], Links(copies=tuple(copies)))
    return found


def counted(*pages: tuple[str, str], number: float = 9) -> Origin:
    return behind([read(site, text) for site, text in pages], number)


def copied(a: Annotated, b: Annotated, direction: Direction = "a>b", size: int = 0) -> Copy:
    """Return a copy of the first `size` characters, all of `a` without a size."""
    to = size or len(a.article.text)
    return Copy(
        id=f"{a.article.id}-{b.article.id}",
        a=a.article.id,
        b=b.article.id,
        direction=direction,
        passages=((0, to, 0, to),),
    )


def types(origin: Origin) -> list[str]:
    return [root.type for root in origin.roots]


def n(origin: Origin) -> tuple[int, int]:
    return origin.n_min, origin.n_max


def test_a_wire_copied_by_forty_is_one_origin_through_one_conduit() -> None:
    pages = [read("wirepoint", WIRE), *(read(f"paper{i}", WIRE) for i in range(40))]
    links = [copied(pages[0], page) for page in pages[1:]]
    found = behind(pages, copies=links)
    assert n(found) == (1, 1)
    assert (len(found.documents), found.conduits) == (41, ("Wirepoint",))
    assert [(root.type, root.name) for root in found.roots] == [("named", "navy")]


def test_a_wire_and_a_local_paragraph_with_its_own_source_are_two_origins() -> None:
    local = "\n\nHarbour master Abel Moss told the Herald that he had seen nine boats go down."
    pages = [read("wirepoint", WIRE), read("karnherald", WIRE + local)]
    found = behind(pages, copies=[copied(pages[0], pages[1])])
    assert n(found) == (2, 2)
    assert found.conduits == ("Wirepoint", "Karn Herald")


def test_unnamed_sources_in_two_papers_are_one_or_two() -> None:
    found = counted(
        ("morningargus", "Two pilots told the Morning Argus that nine boats had sunk."),
        ("eveningecho", "Nine boats sank, a diver who asked for anonymity told the Evening Echo."),
    )
    assert (n(found), types(found)) == ((1, 2), ["unnamed", "unnamed"])


def test_two_officials_in_one_voice_are_one() -> None:
    found = counted(("morningargus", "Two officials said nine boats had sunk."))
    assert (n(found), found.roots[0].name) == ((1, 1), "two officials (Morning Argus)")


def test_an_unnamed_official_and_a_named_body_are_one_or_two() -> None:
    found = counted(
        ("morningargus", "The fisheries ministry said nine boats had sunk."),
        ("eveningecho", "Nine boats sank, according to an official who would not be named."),
    )
    assert (n(found), types(found)) == ((1, 2), ["named", "unnamed"])


@pytest.mark.parametrize(
    "voice",
    [
        "Velmarian and Ostrean officials",
        "Officials from Velmar and Ostrea",
    ],
)
def test_each_member_of_a_voice_in_common_counts_as_unidentified(voice: str) -> None:
    found = counted(("morningargus", f"{voice} said on Monday that nine boats had sunk."))
    assert (n(found), types(found)) == ((1, 2), ["unnamed", "unnamed"])
    assert len(found.conduits) == 1


def test_a_joint_statement_of_named_bodies_names_each() -> None:
    text = "The coast guard and the navy said in a joint statement that nine boats had sunk."
    found = counted(("morningargus", text))
    assert n(found) == (2, 2)
    assert {root.name for root in found.roots} == {"coast guard", "navy"}


def test_a_spokesman_and_his_ministry_are_one() -> None:
    found = counted(
        ("morningargus", "The fisheries ministry said nine boats had sunk."),
        ("eveningecho", "Fisheries ministry spokesman Bo Tarn told the Echo nine boats had sunk."),
        ("hilltimes", "Nine boats sank, Fisheries Minister Ada Oram said."),
    )
    assert n(found) == (1, 1)
    assert found.roots[0].name == "fisheries ministry"
    assert "speaks for" in found.roots[0].reason
    assert len(found.conduits) == 3


def test_no_comment_is_nobodys_word() -> None:
    found = counted(
        ("morningargus", "The navy said nine boats had sunk. The owner declined to comment."),
        ("eveningecho", "Nine boats sank, the navy said. The owner did not answer questions."),
    )
    assert n(found) == (1, 1)


def test_two_pages_that_cite_each_other_have_no_origin() -> None:
    found = counted(
        ("goalpost", "Nine boats sank, according to Kickoff Daily."),
        ("kickoffdaily", "Goalpost reports that nine boats sank."),
    )
    assert (n(found), found.circular, found.conduits) == ((0, 0), True, ())
    assert [(root.type, root.name) for root in found.roots] == [
        ("cyclic", "Goalpost / Kickoff Daily")
    ]


def test_a_third_page_that_rests_on_a_circle_adds_nothing() -> None:
    found = counted(
        ("goalpost", "Nine boats sank, according to Kickoff Daily."),
        ("kickoffdaily", "Goalpost reports that nine boats sank."),
        ("touchline", "Nine boats sank, says Kickoff Daily."),
    )
    assert (n(found), found.circular) == ((0, 0), True)
    assert len(found.roots[0].mentions) == 3


def test_a_circle_with_a_way_out_is_none() -> None:
    found = counted(
        ("goalpost", "Nine boats sank, according to Kickoff Daily."),
        ("kickoffdaily", "Goalpost reports that nine boats sank. The navy said nine boats sank."),
    )
    assert (n(found), found.circular, types(found)) == ((1, 1), False, ["named"])


def test_one_video_and_three_analyses_are_one_observation() -> None:
    found = counted(
        ("gridmap", "We geolocated the clip posted by @hillcam. We counted nine wrecked boats."),
        (
            "pixelproof",
            "Pixel Proof studied the footage that @hillcam uploaded. It shows nine boats.",
        ),
        ("argus", "A video shared by the user @hillcam shows nine wrecked boats."),
    )
    assert (n(found), types(found)) == ((1, 1), ["observed"])
    assert found.roots[0].name == "video posted by @hillcam"


def test_two_videos_are_two() -> None:
    found = counted(
        ("gridmap", "A video posted by @hillcam shows nine wrecked boats."),
        ("argus", "A video posted by @riverbank shows nine wrecked boats."),
    )
    assert (n(found), types(found)) == ((2, 2), ["observed", "observed"])


def test_the_same_speaker_later_is_the_same_origin() -> None:
    pages = [
        read("argus", "Mayor Ilva Oram said on Monday that nine boats had sunk.", "2031-03-02"),
        read("echo", "Nine boats sank, Oram told reporters on Tuesday.", "2031-03-03"),
    ]
    assert n(behind(pages)) == (1, 1)


def test_bodies_of_two_states_are_two() -> None:
    found = counted(
        ("argus", "Velmar's navy said nine boats had sunk."),
        ("echo", "Nine boats went down, according to the navy of Ostrea."),
    )
    assert n(found) == (2, 2)


def test_nobody_given_is_unidentified_outlet_by_outlet() -> None:
    found = counted(
        ("morningargus", "Nine boats sank in the storm on Friday."),
        ("eveningecho", "The storm sank nine boats."),
    )
    assert (n(found), types(found)) == ((1, 2), ["unattributed", "unattributed"])
    assert found.conduits == ("Morning Argus", "Evening Echo")


def test_a_bare_lead_rests_on_the_source_that_the_article_names_below() -> None:
    text = "Nine boats sank on Friday.\n\nThe navy said the nine boats had been at anchor."
    found = counted(("morningargus", text))
    assert (n(found), types(found)) == ((1, 1), ["named"])


def test_a_hedge_makes_no_other_origin() -> None:
    found = counted(
        ("morningargus", "The navy said nine boats may have sunk."),
        ("eveningecho", "The navy said nine boats had sunk."),
    )
    assert n(found) == (1, 1)


def test_a_cited_outlet_without_its_page_is_a_conduit_with_nobody_behind_it() -> None:
    found = counted(("eveningecho", "The Quay Times reported that nine boats had sunk."))
    assert (n(found), types(found)) == ((1, 1), ["unattributed"])
    assert found.conduits == ("Quay Times",)


def test_a_cited_outlet_with_its_page_is_followed_to_its_source() -> None:
    found = counted(
        ("eveningecho", "The Quay Times reported that nine boats had sunk."),
        ("quaytimes", "Nine boats sank, harbour master Abel Moss told the Quay Times."),
    )
    assert (n(found), found.roots[0].name) == ((1, 1), "Abel Moss")
    assert found.conduits == ("Quay Times",)


def test_a_cited_outlet_rests_on_what_another_page_says_that_it_rests_on() -> None:
    found = counted(
        ("eveningecho", "The Quay Times reported that nine boats had sunk."),
        ("hilltimes", "The Quay Times, citing unidentified sources, reported nine boats sunk."),
    )
    assert (n(found), types(found)) == ((1, 1), ["unnamed"])


def test_a_speaker_quoted_through_an_outlet_has_that_outlet_as_conduit() -> None:
    found = counted(("hillblog", "A navy spokesman told the Quay Times nine boats had sunk."))
    assert (found.conduits, found.roots[0].name) == (("Quay Times",), "navy")


def test_a_copy_that_lost_its_attribution_still_rests_on_the_source() -> None:
    lead = "KARN (Wirepoint) - Nine boats sank in the storm off Karn on Friday"
    pages = [read("wirepoint", f"{lead}, two pilots said."), read("echo", f"{lead}.")]
    found = behind(pages, copies=[copied(pages[0], pages[1], size=len(lead))])
    assert (n(found), types(found)) == ((1, 1), ["unnamed"])


def test_the_root_lists_its_mentions_and_the_origin_its_documents() -> None:
    pages = [read("wirepoint", WIRE), read("echo", WIRE)]
    found = behind(pages, copies=[copied(pages[0], pages[1])])
    assert len(found.roots[0].mentions) == 2
    assert found.documents == ("wirepoint", "echo")


# --- what must hold for any story ---------------------------------------------------------------

SOURCES = ("the navy", "the harbour board", "two pilots", "the Bay Times", "the Hill Post", "")
SITES = {"the Bay Times": "baytimes", "the Hill Post": "hillpost"}
KINDS = {"two pilots": "unnamed", "the Bay Times": "outlet", "the Hill Post": "outlet"}


def built(site: str, voices: Sequence[str]) -> Annotated:
    """Return an article that states a number once on each voice's word, with its records."""
    text, figures, attributions = "", [], []
    for i, voice in enumerate(voices):
        start = len(text)
        text += f"Nine boats sank, {voice} said.\n\n" if voice else "Nine boats sank.\n\n"
        source = (start + 17, start + 17 + len(voice))
        if voice:
            attributions.append(
                Attribution(
                    id=f"{site}-att-{i}",
                    source=(source,),
                    cue=((source[1] + 1, source[1] + 5),),
                    content=((start, start + 15),),
                    source_name=voice.removeprefix("the "),
                    source_kind=KINDS.get(voice, "body"),  # type: ignore[arg-type]
                )
            )
        told = f"{site}-att-{i}" if voice else None
        figures.append(
            Figure(
                id=f"{site}-fig-{i}",
                start=start,
                end=start + 4,
                text="Nine",
                best=9,
                attribution=told,
            )
        )
    return Annotated(
        article=Article(id=site, text=text.strip(), site=f"{site}.example", published="2031-03-02"),
        annotation=Annotation(id=site, figures=tuple(figures), attributions=tuple(attributions)),
    )


voices = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=2)
stories = st.lists(voices, min_size=1, max_size=4)
ids = ("baytimes", "hillpost", "echo", "argus")


def story_of(drawn: Sequence[Sequence[str]]) -> list[Annotated]:
    return [built(site, voices) for site, voices in zip(ids, drawn, strict=False)]


@settings(max_examples=150, deadline=None)
@given(stories, st.data(), st.sampled_from(["a>b", "unknown"]))
def test_adding_a_copy_never_changes_the_counts(
    drawn: list[list[str]], data: st.DataObject, direction: Direction
) -> None:
    pages = story_of(drawn)
    before = behind(pages)
    at = data.draw(st.integers(0, len(pages) - 1))
    copy = built("copyist", drawn[at])
    after = behind([*pages, copy], copies=[copied(pages[at], copy, direction)])
    assert n(after) == n(before)
    assert len(after.documents) == len(before.documents) + 1


@settings(max_examples=150, deadline=None)
@given(stories, st.lists(st.sampled_from(SOURCES[:3]), min_size=1, max_size=3, unique=True))
def test_naming_k_parties_raises_the_most_by_k_at_most(
    drawn: list[list[str]], parties: list[str]
) -> None:
    before = behind(story_of(drawn))
    after = behind([*story_of(drawn), built("late", parties)])
    assert before.n_max <= after.n_max <= before.n_max + len(parties)
    assert after.n_min <= after.n_max


@settings(max_examples=150, deadline=None)
@given(stories)
def test_merging_two_origins_lowers_each_count_by_one_at_most(drawn: list[list[str]]) -> None:
    apart = behind(story_of(drawn))
    one = [["the navy" if each == "the harbour board" else each for each in v] for v in drawn]
    merged = behind(story_of(one))
    assert apart.n_min - 1 <= merged.n_min <= apart.n_min
    assert apart.n_max - 1 <= merged.n_max <= apart.n_max


@settings(max_examples=100, deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_no_count(drawn: list[list[str]], random: object) -> None:
    pages = story_of(drawn)
    shuffled = list(pages)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert n(behind(shuffled)) == n(behind(pages))


def test_a_page_taken_in_a_hundred_times_counts_once() -> None:
    pages = [msgspec.structs.replace(built(f"mirror{i}", ["the navy", ""])) for i in range(100)]
    links = [copied(a, b, "unknown") for i, a in enumerate(pages) for b in pages[i + 1 :]]
    assert n(behind(pages, copies=links)) == (1, 1)


def test_a_body_that_prints_its_own_count_has_no_conduit() -> None:
    found = counted(
        ("ostrarail", "Ostra Rail regrets that nine trains were cancelled on Friday."),
        (
            "brinkmail",
            "Nine trains were cancelled, a spokesman for Ostra Rail told the Brink Mail.",
        ),
    )
    assert n(found) == (1, 1)
    assert found.conduits == ("Brink Mail",)


def test_an_outlet_is_one_by_its_address_and_by_its_name() -> None:
    found = counted(
        ("heraldnewspaper", "Nine boats sank, a sailor who asked not to be named told the Herald."),
        ("deckblog", "Nine boats sank, the Evening Herald reports, citing a sailor."),
    )
    assert n(found) == (1, 1)
    assert len(found.conduits) == 1


def test_a_report_in_doubt_is_still_cited() -> None:
    found = counted(
        ("quaymail", "Nine boats sank, a deckhand told the Quay Mail."),
        ("shoreblog", "It may be that nine boats sank, if the Quay Mail is right."),
    )
    assert n(found) == (1, 1)
    assert found.conduits == ("Quay Mail",)


def test_the_next_sentence_may_tell_whose_story_it_is() -> None:
    found = counted(
        ("oldtownherald", "Nine boats sank, a deckhand told the Old Town Herald."),
        ("shoreblog", "Nine boats sank. That, at any rate, is the story in the Herald."),
    )
    assert n(found) == (1, 1)


def test_two_outlets_cited_together_that_rest_on_each_other_are_no_origin() -> None:
    found = counted(
        ("alphanews", "Nine boats sank, Beta Online reports."),
        ("betaonline", "Nine boats sank, according to Alpha News."),
        ("gammatimes", "Nine boats sank, Alpha News and Beta Online say."),
    )
    assert n(found) == (0, 0)
    assert found.circular


def test_a_union_with_an_and_in_its_name_is_one_body() -> None:
    found = counted(
        ("dailyloom", "Nine boats sank, the Union of Dockers and Allied Trades (UDAT) said."),
        ("harbormail", "Nine boats sank, UDAT told the Harbor Mail."),
    )
    assert n(found) == (1, 1)


def test_a_person_and_his_office_are_one() -> None:
    found = counted(
        ("millnews", "Braddock Lines will close. Nine boats sank, Ruth Amsel, its director, said."),
        ("tradeweek", "Nine boats sank, the managing director of Braddock Lines told Tradeweek."),
    )
    assert n(found) == (1, 1)


def test_envoys_of_three_towns_are_three_without_a_name() -> None:
    found = counted(
        ("lakepress", "Nine boats sank, envoys from Tarn, Osk and Belmar said jointly on Friday.")
    )
    assert n(found) == (1, 3)
    assert found.conduits == ("Lake Press",)


def test_what_can_be_seen_is_seen_in_the_clip_told_of_before() -> None:
    found = counted(
        ("eastgazette", "Footage shared on social media shows nine boats going down."),
        (
            "groundwatch",
            "We went through the video frame by frame. Nine boats can be seen sinking.",
        ),
    )
    assert types(found) == ["observed"]
