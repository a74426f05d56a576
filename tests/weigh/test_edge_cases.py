"""Edge cases of counting origins, linked and weighed as a ledger does it; the rest in test_origins."""

from typing import get_args

import msgspec

import sayso
from sayso.annotate import annotate
from sayso.link.parted import parted
from sayso.model import Annotated, Article, FindingType, Origin, Weighed
from sayso.weigh import weigh

Told = tuple[str, str, str]  # site, when, what


def weighed(*told: Told, **more: str) -> Weighed:
    """Return what is weighed of one story of these articles; `more` are fields of the first."""
    articles = []
    for nth, (site, published, text) in enumerate(told):
        article = Article(
            id=chr(97 + nth), text=text, published=published, site=f"{site}.example", story="s"
        )
        articles.append(msgspec.structs.replace(article, **(more if nth == 0 else {})))
    # Ids are the article's, so each text is annotated under its own.
    found = {each.id: annotate(each) for each in articles}
    links = sayso.link(articles, lambda each: found[each.id])
    ((story, inside),) = parted(links)
    pages = [Annotated(article=each, annotation=found[each.id]) for each in articles]
    return weigh(story, pages, inside)


def claim_of(found: Weighed, number: float) -> Origin:
    return next(
        each
        for each in found.origins
        if number in (each.claim.low, each.claim.best, each.claim.high)
    )


def n(origin: Origin) -> tuple[int, int]:
    return origin.n_min, origin.n_max


def kinds(found: Weighed) -> set[str]:
    return {each.type for each in found.findings}


def test_ministry_presidency_and_state_agency() -> None:
    found = weighed(
        ("argus", "2031-03-02T08:00Z", "The justice ministry said 34 hostages were freed."),
        ("echo", "2031-03-02T09:00Z", "The presidency said 34 hostages were freed."),
        (
            "hilltimes",
            "2031-03-02T10:00Z",
            "Thirty-four hostages were freed, the state news agency KASPA reported, quoting the "
            "justice ministry.",
        ),
    )
    origin = claim_of(found, 34)
    assert n(origin) == (2, 2)
    assert "KASPA" in origin.conduits and "Hill Times" not in origin.conduits
    assert "agree" in kinds(found)


def test_x_confirmed() -> None:
    found = weighed(
        ("argus", "2031-03-02T08:00Z", "A fireman who gave no name said 14 people were trapped."),
        ("echo", "2031-03-02T09:00Z", "Mayor Petra Lund confirmed that 14 people were trapped."),
        ("hilltimes", "2031-03-02T10:00Z", "Lund again confirmed that 14 people were trapped."),
    )
    origin = claim_of(found, 14)
    assert n(origin) == (1, 2)
    assert [root.name for root in origin.roots if root.type == "named"] == ["Petra Lund"]


def test_a_circular_citation_is_broken_by_an_earlier_version() -> None:
    found = weighed(
        ("argus", "2031-03-02T07:00Z", "Six cars fell into the river, a porter told the Argus."),
        ("eveningecho", "2031-03-02T09:00Z", "Six cars fell into the river, the Argus reports."),
        ("argus", "2031-03-02T12:00Z", "Six cars fell into the river, the Evening Echo says."),
    )
    origin = claim_of(found, 6)
    assert not origin.circular and n(origin) == (1, 1)
    assert "circular" not in kinds(found)


def test_a_circular_citation_is_broken_by_dates() -> None:
    first = "Thieves took 37 stones, according to Cutter Weekly."
    second = "Thieves took 37 stones, the Amber Tribune reported."
    apart = weighed(("ambertribune", "2031-12-01", first), ("cutterweekly", "2031-12-04", second))
    origin = claim_of(apart, 37)
    assert not origin.circular and n(origin) == (1, 1)
    assert (origin.roots[0].type, origin.conduits) == ("unattributed", ("Cutter Weekly",))
    same_day = weighed(
        ("ambertribune", "2031-12-01", first), ("cutterweekly", "2031-12-01", second)
    )
    assert claim_of(same_day, 37).circular


def test_a_circle_is_not_broken_where_the_earlier_page_was_changed_later() -> None:
    found = weighed(
        ("ambertribune", "2031-12-01", "Thieves took 37 stones, according to Cutter Weekly."),
        ("cutterweekly", "2031-12-04", "Thieves took 37 stones, the Amber Tribune reported."),
        modified="2031-12-05",
    )
    assert claim_of(found, 37).circular


def test_a_silent_rewrite_adds_no_origin() -> None:
    tail = (
        "The driver had swerved to avoid a fallen larch, and the children climbed out through the "
        "rear window before the first ambulance arrived at the slope."
    )
    found = weighed(
        (
            "lakeherald",
            "2031-05-20T06:00Z",
            "A school bus left the mountain road above Tarnby early on Tuesday and slid down a "
            f"wooded slope, injuring 19 children, the district hospital said. {tail}",
        ),
        (
            "quicknews",
            "2031-05-20T09:00Z",
            "Injuring 19 children, a school bus left the mountain road above Tarnby early on "
            f"Tuesday and slid down a wooded slope. {tail}",
        ),
    )
    origin = claim_of(found, 19)
    assert (n(origin), len(origin.documents)) == ((1, 1), 2)
    assert origin.conduits == ("Lake Herald",)


def test_a_translation_rests_on_what_it_translates() -> None:
    found = weighed(
        (
            "northbrief",
            "2031-02-02",
            "Twelve valves failed an inspection at Sundmark. Translated from the Nordvik Tidende.",
        ),
        ("desk", "2031-02-02", "Twelve valves failed, the Nordvik Tidende reported."),
    )
    origin = claim_of(found, 12)
    assert (n(origin), origin.conduits) == ((1, 1), ("Nordvik Tidende",))
    noted = weighed(
        (
            "northbrief",
            "2031-02-02",
            "[Translated from Sundmarkian. Original: Nordvik Tidende, 1 February.]\n\n"
            "Twelve valves failed an inspection at Sundmark.",
        ),
        ("desk", "2031-02-02", "Twelve valves failed, the Nordvik Tidende reported."),
    )
    assert claim_of(noted, 12).conduits == ("Nordvik Tidende",)
    language = weighed(
        (
            "northbrief",
            "2031-02-02",
            "Twelve valves failed an inspection. Translated from the German by Ada Wren.",
        )
    )
    assert claim_of(language, 12).conduits == ("northbrief",)
    republished = weighed(
        ("northbrief", "2031-02-02", "Twelve valves failed an inspection at Sundmark."),
        original_outlet="Nordvik Tidende",
    )
    assert claim_of(republished, 12).conduits == ("Nordvik Tidende",)


REPORT = "The Felden plant released 90 tonnes of chlorine last year"


def test_what_is_retracted_is_no_origin_and_its_carriers_are_stale() -> None:
    found = weighed(
        ("harrowgazette", "2031-10-01", f"{REPORT}, an engineer told the Harrow Gazette."),
        ("greenmonitor", "2031-10-01", f"{REPORT}, the Harrow Gazette reports."),
        (
            "harrowgazette",
            "2031-10-03",
            "The Harrow Gazette has withdrawn its report that the Felden plant released 90 tonnes "
            "of chlorine. The documents shown to us were forged.",
        ),
    )
    origin = claim_of(found, 90)
    assert (n(origin), origin.roots, origin.conduits) == ((0, 0), (), ())
    assert origin.withdrawn == ("c",) and origin.stale == ("b",)
    assert origin.documents == ("a", "b")
    back = next(each for each in found.findings if each.type == "revision")
    assert back.articles == ("a", "c") and "taken back" in back.text
    assert "greenmonitor.example still carries it" in back.text


def test_a_retraction_leaves_the_origins_that_came_another_way() -> None:
    found = weighed(
        ("harrowgazette", "2031-10-01", f"{REPORT}, an engineer told the Harrow Gazette."),
        ("riverpost", "2031-10-02", f"{REPORT}, the water board said."),
        (
            "harrowgazette",
            "2031-10-03",
            "We have retracted our report that the Felden plant released 90 tonnes of chlorine.",
        ),
    )
    origin = claim_of(found, 90)
    assert n(origin) == (1, 1)
    assert [root.name for root in origin.roots] == ["water board"]
    assert origin.stale == ()


def test_a_correction_outside_the_text_withdraws_a_claim() -> None:
    found = weighed(
        ("harrowgazette", "2031-10-03", f"{REPORT}, an engineer told the Harrow Gazette."),
        ("greenmonitor", "2031-10-01", f"{REPORT}, the Harrow Gazette reports."),
        corrections=(
            "We have retracted the report that the Felden plant released 90 tonnes of chlorine.",
        ),  # type: ignore[arg-type]
    )
    origin = claim_of(found, 90)
    assert n(origin) == (0, 0) and origin.stale == ("b",)


def test_a_speaker_takes_his_own_word_back() -> None:
    found = weighed(
        ("argus", "2031-10-01", "The navy said nine boats had sunk off Karn."),
        (
            "echo",
            "2031-10-02",
            "The navy has withdrawn its statement that nine boats had sunk off Karn.",
        ),
    )
    origin = claim_of(found, 9)
    assert n(origin) == (0, 0) and origin.stale == ("a",)


def test_a_tracker_rests_on_the_outlet_that_it_names() -> None:
    found = weighed(
        ("cedarpost", "2031-04-22T08:00Z", "The dockers union said 5,200 members walked out."),
        ("strikemap", "2031-04-22T20:00Z", "Cedar docks: 5,200 members out (source: Cedar Post)."),
    )
    origin = claim_of(found, 5200)
    assert (n(origin), origin.conduits) == ((1, 1), ("Cedar Post",))


def test_the_earliest_seen_is_not_the_origin() -> None:
    text = (
        "Fire destroyed 48 market stalls at Port Ilmen before dawn on Wednesday, a fire service "
        "spokesman said. Traders gathered at the gates and waited for the police to let them in."
    )
    found = weighed(
        ("ilmenmorning", "2031-08-13T06:10Z", f"{text} (Polestar Press)"),
        ("polestarpress", "2031-08-13T09:00Z", f"PORT ILMEN (Polestar Press) - {text}"),
        ("southernstar", "2031-08-13T07:00Z", text),
    )
    origin = claim_of(found, 48)
    assert (n(origin), origin.conduits) == ((1, 1), ("Polestar Press",))


def test_a_different_scope_is_not_compared() -> None:
    found = weighed(
        ("argus", "2031-09-09", "The storm destroyed 70 homes in Sarn district, its council said."),
        ("echo", "2031-09-09", "The storm destroyed 900 homes across the country, the army said."),
    )
    (finding,) = [each for each in found.findings if each.type == "not-comparable"]
    assert finding.slot == "place" and "conflict" not in kinds(found)


def test_two_speakers_under_one_office_of_two_states_stay_apart() -> None:
    found = weighed(
        ("argus", "2031-09-05", "Ostrea expelled 8 diplomats, its foreign ministry said."),
        (
            "echo",
            "2031-09-05",
            "Ostrea expelled 8 diplomats, Foreign Minister Lasko of Garrow said.",
        ),
    )
    assert n(claim_of(found, 8)) == (2, 2)


def test_a_number_that_is_said_to_be_somebodys_is_his() -> None:
    found = weighed(
        ("argus", "2031-09-05", "Nine boats sank off Karn. The figure was given by the navy."),
        ("echo", "2031-09-05", "Nine boats sank off Karn (navy figures)."),
    )
    origin = claim_of(found, 9)
    assert n(origin) == (1, 1) and origin.roots[0].type == "named"


# One small story for each type of finding, so that none is without a test.
SHOWN: dict[str, tuple[Told, ...]] = {
    "conflict": (
        ("argus", "2031-06-06T18:00Z", "Organisers said 80,000 people joined Saturday's march."),
        ("echo", "2031-06-06T19:00Z", "Police put the turnout of Saturday's march at 22,000."),
    ),
    "circular": (
        ("alphanews", "2031-06-06", "The Larks sold 90,000 tickets, Beta Online says."),
        ("betaonline", "2031-06-06", "The Larks sold 90,000 tickets, Alpha News reports."),
    ),
    "revision": (
        ("argus", "2031-06-06", "Mayor Ada Oram said on Friday that 8 people had drowned."),
        ("echo", "2031-06-07", "Eleven people have drowned, Oram said on Saturday."),
    ),
    "unclear": (
        ("argus", "2031-06-06", "The fleet lost 12 ships, a sailor who gave no name said."),
        ("echo", "2031-06-06", "The fleet lost 12 ships, a diplomat said."),
    ),
    "compatible": (
        ("argus", "2031-06-06", "The navy said at least 300 homes were destroyed on Friday."),
        ("echo", "2031-06-06", "The mayor said 340 homes were destroyed on Friday."),
    ),
    "agree": (
        ("argus", "2031-06-06", "The navy said 310 homes were destroyed on Friday."),
        ("echo", "2031-06-06", "The mayor said 310 homes were destroyed on Friday."),
    ),
    "repeat": (
        ("argus", "2031-06-06", "The navy said 310 homes were destroyed on Friday."),
        ("echo", "2031-06-06", "On Friday 310 homes were destroyed, according to the navy."),
    ),
    "single-origin": (
        ("argus", "2031-06-06", "The navy said 310 homes were destroyed on Friday."),
        ("echo", "2031-06-06", "On Friday 310 homes were destroyed, according to the navy."),
    ),
    "not-comparable": (
        ("argus", "2031-06-06", "The flood killed 5 children, the hospital said."),
        ("echo", "2031-06-06", "The flood killed 9 people, the mayor said."),
    ),
    "mutation": (
        (
            "wirepoint",
            "2031-06-06T08:00Z",
            "KARN (Wirepoint) - A blast at the mill in Karn hurt 71 people on Friday, the rescue "
            "service said. The night shift was leaving for home when the roof fell in.",
        ),
        (
            "echo",
            "2031-06-06T10:00Z",
            "KARN (Wirepoint) - A blast at the mill in Karn hurt 17 people on Friday, the rescue "
            "service said. The night shift was leaving for home when the roof fell in.",
        ),
    ),
    "attribution-conflict": (
        (
            "wirepoint",
            "2031-06-06T08:00Z",
            "KARN (Wirepoint) - A blast at the mill in Karn hurt 71 people on Friday, the rescue "
            "service said. The night shift was leaving for home when the roof fell in.",
        ),
        (
            "echo",
            "2031-06-06T10:00Z",
            "KARN (Wirepoint) - A blast at the mill in Karn hurt 71 people on Friday, the mill "
            "owners said. The night shift was leaving for home when the roof fell in.",
        ),
    ),
}


def test_every_type_of_finding_is_found_with_rule_words_and_mentions() -> None:
    assert set(SHOWN) == set(get_args(FindingType))
    for kind, told in SHOWN.items():
        found = [each for each in weighed(*told).findings if each.type == kind]
        assert found, kind
        for each in found:
            assert each.rule and each.mentions and each.text.endswith("."), kind
            if kind in ("not-comparable", "mutation", "attribution-conflict"):
                assert each.slot, kind


def test_who_may_be_one_and_is_not_known_to_be_says_why() -> None:
    found = weighed(
        ("argus", "2031-04-04T09:00Z", "The Sundmark appeal court said 58 cases were dropped."),
        ("echo", "2031-04-04T15:00Z", "Fifty-eight cases were dropped, a court employee said."),
    )
    named, bare = claim_of(found, 58).roots
    assert named.apart == (f"perhaps {bare.name}: somebody without a name who may belong to it",)
    assert bare.apart == (f"perhaps {named.name}: somebody without a name who may belong to it",)
    brothers = weighed(
        ("argus", "2031-04-04", "Nine boats sank, Ada Oram, head of the navy, said."),
        ("echo", "2031-04-04", "Nine boats sank, Bo Oram, head of the harbour board, said."),
    )
    roots = claim_of(brothers, 9).roots
    assert len(roots) == 2
    assert all("another first name" in note for root in roots for note in root.apart)


def test_a_headline_says_whose_number_it_is() -> None:
    text = "A footbridge gave way on Friday. Six people lost their lives."
    told = ("argus", "2031-03-02T08:00Z", text)
    origin = claim_of(weighed(told, title="Six dead in bridge collapse, police say"), 6)
    assert [(root.type, root.name) for root in origin.roots] == [("named", "police")]
    # Of another number a headline says nothing.
    origin = claim_of(weighed(told, title="Nine dead in bridge collapse, police say"), 6)
    assert [root.type for root in origin.roots] == ["unattributed"]


def test_the_company_of_one_page_is_the_firm_that_another_names() -> None:
    found = weighed(
        ("argus", "2031-03-02T08:00Z", "Brassay Steel said it would cut 1,150 jobs at Tarn."),
        ("echo", "2031-03-02T09:00Z", "The company said it would cut 1,150 jobs at Tarn."),
    )
    assert n(claim_of(found, 1150)) == (1, 1)


def test_two_words_for_what_befell_the_same_people_are_one_claim() -> None:
    hurt = "The leak at Millvale left 38 workers needing treatment, the fire service said."
    treated = (
        "Thirty-eight workers were taken to hospital after the leak at Millvale, the mayor said."
    )
    found = weighed(("argus", "2031-03-02T08:00Z", hurt), ("echo", "2031-03-02T09:00Z", treated))
    assert n(claim_of(found, 38)) == (2, 2)
    both = "After the leak 38 were injured and 38 others were missing, the fire service said."
    assert len(weighed(("argus", "2031-03-02T08:00Z", both)).claims) == 2


def test_who_asks_not_to_be_named_denies_nothing() -> None:
    found = weighed(
        (
            "argus",
            "2031-03-02T08:00Z",
            "Nineteen hostages are held, officials from Corran and Westmark said. They spoke after "
            "a meeting of the two governments and insisted that none of them be named.",
        ),
        ("echo", "2031-03-02T09:00Z", "Nineteen hostages are held, officials from Corran said."),
    )
    assert "conflict" not in kinds(found)


def test_a_tally_names_in_brackets_where_its_number_was_reported() -> None:
    found = weighed(
        ("radiotarn", "2031-03-02T08:00Z", "The police told Radio Tarn that 87 were arrested."),
        ("tally", "2031-03-02T20:00Z", "Sunday, Senate Hill: 87 arrested (Radio Tarn)."),
    )
    origin = claim_of(found, 87)
    assert n(origin) == (1, 1)
    assert len(origin.conduits) == 1


def test_a_bare_number_is_the_one_that_the_article_counted_before() -> None:
    text = (
        "Hail broke 90 greenhouses near Marle, the growers’ federation said.\n\n"
        "The assessor Gerd Pohl had been to all of them. “It is 90,” he said."
    )
    assert n(claim_of(weighed(("argus", "2031-03-02T08:00Z", text)), 90)) == (2, 2)
