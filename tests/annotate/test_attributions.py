"""Who said what, on whose word: what a reader of the ledger would notice."""

import time

import pytest

import sayso
from sayso.annotate.attributions import attributions, may_attribute
from sayso.annotate.parse import parse
from sayso.annotate.sentences import sentences
from sayso.model import Article, Attribution, Block, Span


def read(text: str) -> tuple[Attribution, ...]:
    spans = sentences(text)
    wanted = [i for i, (start, end) in enumerate(spans) if may_attribute(text[start:end])]
    return attributions(Article(id="art-1", text=text), spans, parse(text, spans, wanted))


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " | ".join(text[start:end] for start, end in spans)


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution, as words."""
    return [
        (words(text, each.source), words(text, each.cue), words(text, each.content))
        for each in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The river office said on Monday that 40 homes were flooded.",
            ("The river office", "said", "that 40 homes were flooded"),
        ),
        (
            "“The dam will hold,” said Ada Oram, the mayor.",
            ("Ada Oram, the mayor", "said", "“The dam will hold,”"),
        ),
        (
            "The dam, Oram said, will hold until Friday.",
            ("Oram", "said", "The dam | will hold until Friday"),
        ),
        (
            "Six ships sank, according to two unnamed officials.",
            ("two unnamed officials", "according to", "Six ships sank"),
        ),
        (
            "Oram declined to say how many ships sank.",
            ("Oram", "declined to say", "how many ships sank"),
        ),
        (
            "Oram earlier put the number of drowned sailors at 4,000.",
            ("Oram", "put", "the number of drowned sailors at 4,000"),
        ),
        (
            "Velmaria denied that its navy had fired.",
            ("Velmaria", "denied", "that its navy had fired"),
        ),
        (
            "The port is reported to have closed.",
            ("", "is reported", "The port | to have closed"),
        ),
        (
            "Rescuers found three boats, per the coast guard.",
            ("the coast guard", "per", "Rescuers found three boats"),
        ),
        (
            "Tarn's claim that the port had closed was wrong.",
            ("Tarn", "claim", "that the port had closed"),
        ),
        (
            "The port is reportedly closing.",
            ("", "reportedly", "The port is | closing"),
        ),
        ("Oram: Harbor will open soon", ("Oram", ":", "Harbor will open soon")),
    ],
)
def test_each_way_of_naming_a_source(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_an_estimate_set_against_another_has_its_own_source() -> None:
    text = "Oram put the toll at 4,000, though U.S. estimates were lower at around 1,200."
    found = {each.source_name: words(text, each.content) for each in read(text)}
    assert found["Oram"] == "the toll at 4,000"
    assert found["U.S."] == "lower at around 1,200"


def test_one_who_reports_and_the_one_he_cites_make_a_chain() -> None:
    text = "The Velmar Courier, citing unidentified sources, reported that 3,000 men had left."
    cited, paper = sorted(read(text), key=lambda each: each.source[0], reverse=True)
    assert (paper.source_name, paper.source_kind) == ("Velmar Courier", "outlet")
    assert (cited.source_name, cited.source_kind) == ("unidentified sources", "unnamed")
    assert cited.parent == paper.id and paper.parent is None
    assert cited.content == paper.content


def test_a_statement_within_a_statement_has_it_for_parent() -> None:
    text = "The Lakeside Post reports that the ministry said six ships were lost."
    post, ministry = read(text)
    assert post.source_name == "Lakeside Post" and ministry.parent == post.id
    assert words(text, ministry.content) == "six ships were lost"


def test_a_newspaper_quoted_by_another_stands_within_its_quotation() -> None:
    text = (
        'The Lakeside Post cites the following: "Earlier, Velmarian newspaper Daily Tide had '
        'reported that 1,000 to 3,000 more men had been sent," the newspaper says.'
    )
    found = {each.source_name: each for each in read(text) if each.rule == "verb + clause"}
    assert found["Daily Tide"].parent == found["Lakeside Post"].id
    assert words(text, found["Daily Tide"].content).startswith("that 1,000 to 3,000 more men")


def test_a_quotation_grows_over_sentences_and_goes_on_after_its_tag() -> None:
    text = '"It was rough. We lost them," Oram said. "The search goes on."'
    (speech,) = read(text)
    assert words(text, speech.content) == '"It was rough. We lost them," | "The search goes on."'
    assert speech.speech == "direct"


def test_no_source_reaches_into_a_dateline() -> None:
    text = "VELMAR CITY, Velmaria (AB) — Officials said six ships sank."
    assert words(text, read(text)[0].source) == "Officials"


def test_names_are_resolved_to_the_fullest_that_the_article_gives() -> None:
    text = (
        "Defense Minister Ada Oram said six ships sank. The minister said more may sink. "
        "She said she was sorry. The Harbor Safety Board (HSB) said it was looking. "
        "The HSB said nothing was found. The Lakeside Post said so too. "
        "The newspaper said it was sure."
    )
    assert [each.source_name for each in read(text)] == [
        "Ada Oram",
        "Ada Oram",
        "Ada Oram",
        "Harbor Safety Board",
        "Harbor Safety Board",
        "Lakeside Post",
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Defense Minister Ada Oram", "person"),
        ("Velmaria's defense ministry", "body"),
        ("The Velmar Courier newspaper", "outlet"),
        ("Some local media", "unnamed"),
        ("Observers", "unnamed"),
        ("A leaked report", "document"),
        ("U.S., Velmarian and Ostravan officials", "collective"),
        ("Moscow", "body"),
    ],
)
def test_kinds_of_source(source: str, kind: str) -> None:
    assert read(f"{source} said six ships sank.")[0].source_kind == kind


def test_a_source_that_cannot_be_resolved_keeps_its_words() -> None:
    assert read("She said six ships sank.")[0].source_name == "She"
    assert read("The newspaper said six ships sank.")[0].source_name == "The newspaper"


def test_an_embedded_post_is_its_authors_word() -> None:
    text = "It was a long day.\n\nThe harbor is closed. Tarn says six ships sank."
    spans = sentences(text)
    post = Block(kind="quote", start=20, end=len(text), author="Bo Oram (@bo)", date="2025-01-05")
    wanted = [i for i, (start, end) in enumerate(spans) if may_attribute(text[start:end])]
    article = Article(id="art-1", text=text, blocks=(post,))
    found = {
        each.source_name: each for each in attributions(article, spans, parse(text, spans, wanted))
    }
    assert words(text, found["Bo Oram (@bo)"].content) == text[20:]
    assert found["Tarn"].parent == found["Bo Oram (@bo)"].id


def test_a_speaker_may_stand_in_the_sentence_before() -> None:
    text = 'Captain Bo Tarn was blunt. "Nobody will come for us now."'
    (speech,) = read(text)
    assert speech.source_name == "Bo Tarn"
    assert words(text, speech.content) == '"Nobody will come for us now."'


def test_the_same_unnamed_voice_has_the_same_name() -> None:
    one, other = read("Observers say six ships sank. But observers say more may sink.")
    assert one.source_name == other.source_name == "observers"


def test_who_was_told_is_kept_apart_from_who_spoke() -> None:
    (speech,) = read("Oram told the Velmar Courier that six ships sank.")
    assert speech.source_name == "Oram" and speech.to == "the Velmar Courier"
    (speech,) = read("Oram said in an interview with Radio Velmar that six ships sank.")
    assert speech.to == "Radio Velmar"


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Oram said six ships sank.", "asserted"),
        ("Oram said six ships may have sunk.", "hedged"),
        ("Oram suspects that six ships sank.", "hedged"),
        ("Oram denied that six ships sank.", "denied"),
        ("Oram doubts that six ships sank.", "doubted"),
    ],
)
def test_certainty_of_what_is_said(text: str, certainty: str) -> None:
    assert read(text)[0].certainty == certainty


def test_a_caveat_in_the_next_sentence_belongs_to_what_was_said() -> None:
    text = "Oram said six ships sank. The claim could not be independently verified."
    assert [text[s:e] for s, e in read(text)[0].caveats] == ["could not be independently verified"]


def test_every_record_has_a_rule_and_an_id_of_its_own() -> None:
    text = 'Oram said so. "We stay," said Tarn. Oram said so again, according to Tarn.'
    found = read(text)
    assert len({each.id for each in found}) == len(found)
    assert all(each.rule for each in found)
    assert found == read(text)


@pytest.mark.parametrize(
    "text", ['"', "“", "”said”", '"," he said.', "Said said said.", ": : :", "according to", ""]
)
def test_odd_pages_are_read_without_a_crash(text: str) -> None:
    for each in read(text):
        assert all(0 <= start < end <= len(text) for start, end in each.content)


def test_sentences_without_a_cue_need_no_parse() -> None:
    assert may_attribute("Nobody denies it.") and may_attribute("“Go.”")
    assert not may_attribute("The dam is full.")
    assert not may_attribute("said " * 100_000)


@pytest.mark.parametrize("unit", ['"', "(", "1", "Oram said. ", '"a b c d e." ', "A: b c d\n\n"])
def test_debris_takes_no_longer_than_its_length(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    spans: tuple[Span, ...] = sentences(text)
    started = time.perf_counter()
    attributions(Article(id="art-1", text=text), spans, {})
    assert time.perf_counter() - started < 4


@pytest.mark.parametrize("unit", ["A", "Aa-", "Aa Bb ", "in A", "A’s ", '"'])
def test_an_endless_line_beside_real_speech_takes_no_longer_than_its_length(unit: str) -> None:
    text = "Ada Oram said six ships sank.\n\n" + unit * (200_000 // len(unit))
    started = time.perf_counter()
    assert read(text)[0].source_name == "Ada Oram"
    assert time.perf_counter() - started < 6


def test_a_block_quotation_belongs_to_whoever_introduced_it_with_a_colon() -> None:
    introduction = "The Port Gazette writes the following:"
    quotation = "The harbour office, citing two pilots, reported that six ships sank."
    text = f"{introduction}\n\n{quotation}"
    block = Block(kind="quote", start=len(introduction) + 2, end=len(text))
    spans = sentences(text)
    article = Article(id="art-1", text=text, blocks=(block,))
    found = attributions(article, spans, parse(text, spans, range(len(spans))))
    by_id = {each.id: each for each in found}
    pilots = next(each for each in found if each.source_name == "two pilots")
    office = by_id[pilots.parent or ""]
    assert office.parent is not None
    assert by_id[office.parent].source_name == "Port Gazette"


@pytest.mark.parametrize(
    "clauses",
    [
        "At least 19 cows were missing by noon, and about 600 farmers had left their barns in Dunel,"
        " Lower Meral and smaller villages along the lake",
        "Nine boats sank, and 40 sailors were lost",
    ],
)
def test_a_tag_at_the_end_covers_every_clause_before_it(clauses: str) -> None:
    text = f"{clauses}, office spokeswoman Ada Oram told reporters in the harbour."
    (speech,) = read(text)
    assert speech.source_name == "Ada Oram"
    assert words(text, speech.content) == clauses


def test_reports_according_to_which_something_happened_speak_for_themselves() -> None:
    text = (
        "The office has taken note of reports circulating since Monday, in particular on private "
        "websites, according to which 45 people were killed in the flood."
    )
    (reports,) = [each for each in read(text) if each.rule == "according to which"]
    assert reports.source_kind == "unnamed"
    assert words(text, reports.content) == "45 people were killed in the flood"


def test_nobody_stands_in_a_chain_as_a_source_of_his_own() -> None:
    text = "The Harbor Safety Board said in a statement it was trying to determine how many died."
    outer, inner = read(text)
    assert outer.source_name == inner.source_name == "Harbor Safety Board"
    assert outer.parent is None and inner.parent is None


def test_the_one_who_cites_is_who_reports_the_same_words_whatever_these_hold() -> None:
    text = "The Post, citing two pilots, reported that Ada Oram said six ships sank."
    found = {each.source_name: each for each in read(text)}
    assert found["two pilots"].parent == found["Post"].id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The coast guard and the navy said in a joint statement that nine boats had sunk.",
            ("The coast guard and the navy", "said", "that nine boats had sunk"),
        ),
        (
            "In a letter late on Friday, Bo Tarn, the head of the Harbor Board in Orle, told "
            "reporters by phone that nine boats had sunk.",
            (
                "Bo Tarn, the head of the Harbor Board in Orle",
                "told",
                "that nine boats had sunk",
            ),
        ),
        (
            "The chamber of trade estimates that 41 barns were wrecked.",
            ("The chamber of trade", "estimates", "that 41 barns were wrecked"),
        ),
        ("The army denied shelling the port.", ("The army", "denied", "shelling the port")),
        (
            "The army denied having shelled the port.",
            ("The army", "denied", "having shelled the port"),
        ),
        ("The mayor raised the toll to 14.", ("The mayor", "raised", "the toll to 14")),
        ("The police count: 7,000.", ("police", "count", "7,000")),
        ("30 million, says the chamber of trade.", ("the chamber of trade", "says", "30 million")),
        (
            "The chamber's report lists 41 wrecked barns.",
            ("The chamber's report", "lists", "41 wrecked barns"),
        ),
        ("By the police count, 7,000 people marched.", ("police", "count", "7,000 people marched")),
        (
            "The organisers say 30,000; the police say 7,000.",
            ("the police", "say", "7,000"),
        ),
        ("Nine boats had sunk, Per Aune said.", ("Per Aune", "said", "Nine boats had sunk")),
        (
            "Per Aune, the mayor, told reporters that nine boats had sunk.",
            ("Per Aune, the mayor", "told", "that nine boats had sunk"),
        ),
    ],
)
def test_a_source_is_found_where_the_sentence_is_less_plain(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The blast raised the toll to 14.",
        "The price was raised to 14 crowns.",
        "The government raised the number of troops to 3,000.",
        "Body count: 14.",
        "The official count: 14.",
        "Officials briefed on the search were in tears.",
    ],
)
def test_what_cannot_speak_is_no_source(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Quoting a hospital source, the Times said 41 men had died.",
        "Forty-one men left, the Courier reported, citing people close to the board.",
        "The Courier reported on Monday, citing two officials, that 41 men had left.",
        "At least 41 men died, the Gazette reported late on Friday, quoting a hospital source.",
    ],
)
def test_one_whom_a_newspaper_cites_stands_within_its_report(text: str) -> None:
    found = {each.source_kind: each for each in read(text)}
    assert set(found) == {"unnamed", "outlet"}
    assert found["unnamed"].parent == found["outlet"].id
    assert found["unnamed"].content == found["outlet"].content


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("Road agency spokesman Olav Aune", "Olav Aune", "person"),
        ("Doctor Ann Reeve of the Orle clinic", "Ann Reeve", "person"),
        ("Sheriff Dan Moll", "Dan Moll", "person"),
        ("Head Surgeon Pia Lunde", "Pia Lunde", "person"),
        ("Secretary of State Ada Oram", "Ada Oram", "person"),
        ("Deputy Minister of Health Bo Tarn", "Bo Tarn", "person"),
        ("The Ministry of Defence of Ostrea", "Ministry of Defence of Ostrea", "body"),
        ("The General Staff of Ostrea", "General Staff of Ostrea", "body"),
        ("St. Ruth's Hospital", "St. Ruth's Hospital", "body"),
        ("The Karsk Courant", "Karsk Courant", "outlet"),
        ("Staff at the Orle clinic", "staff at the Orle clinic", "unnamed"),
        ("Twelve of the 14 residents", "Twelve of the 14 residents", "unnamed"),
        ("A report by the chamber", "a report by the chamber", "document"),
    ],
)
def test_a_source_has_its_whole_name_without_titles(source: str, name: str, kind: str) -> None:
    (said,) = read(f"{source} said six ships sank.")
    assert (said.source_name, said.source_kind) == (name, kind)


def test_those_of_a_number_are_called_by_what_they_are() -> None:
    (said,) = read("Of the 14 residents of the home, 12 said they had not been warned.")
    assert said.source_name == "residents of the home"


def test_a_count_is_the_word_of_whoever_made_it() -> None:
    text = "Ada Oram said six ships sank. Her tally shows 41 dead."
    assert [each.source_name for each in read(text)] == ["Ada Oram", "Ada Oram"]


def test_two_who_speak_in_one_sentence_keep_to_their_own_clause() -> None:
    text = "The minister said the army would leave; the rebels said they would stay."
    assert told(text) == [
        ("The minister", "said", "the army would leave"),
        ("the rebels", "said", "they would stay"),
    ]


def test_one_who_is_not_named_is_no_source_of_her_own() -> None:
    nurse, she = read("A nurse at the Orle clinic said she had counted 41 bodies.")
    assert nurse.source_name == she.source_name == "a nurse at the Orle clinic"
    assert she.parent is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oram said: 'The dam will hold, and the river won't rise.' She left.",
            ("Oram", "said", "'The dam will hold, and the river won't rise.'"),
        ),
        ("Dam to hold - minister", ("minister", "-", "Dam to hold")),
        ("Six killed in Karsk blast: police", ("police", ":", "Six killed in Karsk blast")),
        (
            "Tarn put the cost at twice that.",
            ("Tarn", "put", "the cost at twice that"),
        ),
        (
            "The Pellin Post reported, quoting a source in the ministry, that six ships were lost.",
            ("a source in the ministry", "quoting", "that six ships were lost"),
        ),
        ("The mayor criticised the plan.", ("The mayor", "criticised", "the plan")),
        ("Oram also talked about the leak.", ("Oram", "also talked about", "the leak")),
        ("Oram was critical of the plan.", ("Oram", "was critical of", "the plan")),
        ("He wants to resign.", ("He", "wants", "to resign")),
        ("Asked whether it would hold, Oram said: “Yes.”", ("Oram", "said", "“Yes.”")),
        (
            "If the dam fails, Oram said, 400 homes would be flooded.",
            ("Oram", "said", "If the dam fails | 400 homes would be flooded"),
        ),
        (
            "Nine boats sank, a diver who asked for anonymity told the Evening Echo.",
            ("a diver who asked for anonymity", "told", "Nine boats sank"),
        ),
        (
            "“The water is six degrees,” said its duty officer, Jon Ekre. “It is too cold to swim.”",
            (
                "its duty officer, Jon Ekre",
                "said",
                "“The water is six degrees,” | “It is too cold to swim.”",
            ),
        ),
    ],
)
def test_what_is_said_in_many_ways(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The law allows a second count.",
        "The train left the station at nine.",
        'The so-called "peace bridge" was closed on Monday.',
        "The exact number is not known.",
    ],
)
def test_what_reports_nothing_is_no_attribution(text: str) -> None:
    assert told(text) == []


def test_one_who_was_asked_did_not_ask() -> None:
    asked, said = read("Asked whether it would hold, Oram said it would.")
    assert (asked.source, asked.to, said.source_name) == ((), "Oram", "Oram")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Oram stood in the rain for an hour.\n\n“I have never seen it so high. It is gone.”",
        "“I have never seen it so high. It is gone.”\n\nAda Oram, the baker, had slept on the roof.",
    ],
)
def test_the_speaker_of_a_paragraph_may_stand_in_the_one_beside_it(text: str) -> None:
    (speech,) = read(text)
    assert speech.source_name == "Ada Oram"
    assert words(text, speech.content) == "“I have never seen it so high. It is gone.”"


def test_each_turn_of_a_transcript_is_its_speakers_to_the_next_label() -> None:
    text = (
        "MODERATOR: What about the dam?\n\n"
        "ORAM: The dam will hold. I promise.\n\nIt has held for fifty years.\n\n"
        "TARN: I do not believe that."
    )
    found = {words(text, each.source): words(text, each.content) for each in read(text)}
    assert found == {
        "MODERATOR": "What about the dam?",
        "ORAM": "The dam will hold. I promise.\n\nIt has held for fifty years.",
        "TARN": "I do not believe that.",
    }


def test_a_list_of_names_says_nothing() -> None:
    assert read("Ada Oram: baker\nBo Tarn: miller\nKira Holm: nurse\nIda Vess: judge") == ()


def test_a_want_that_another_tells_of_stands_in_his_chain() -> None:
    paper, moe, bidders = read(
        "The Courier reported that Dag Moe had said that two bidders wanted to buy the ship."
    )
    assert (bidders.parent, moe.parent, paper.parent) == (moe.id, paper.id, None)


def test_the_author_is_who_says_i() -> None:
    text = "I doubt that the dam will hold."
    spans = sentences(text)
    article = Article(id="a", text=text, authors=("Kit Marrow",))
    (found,) = attributions(article, spans, parse(text, spans, [0]))
    assert (found.source_name, found.source_kind) == ("Kit Marrow", "person")


def test_he_is_not_the_one_who_was_she() -> None:
    text = (
        "Bo Tarn said the wall was thin. Ruth Adler said she was sorry. Mrs Adler said the dam was old. "
        "He said it would hold."
    )
    assert read(text)[-1].source_name == "Bo Tarn"


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("A spokesman for the Harbor Board", "Harbor Board", "body"),
        ("A Tarn Steel spokeswoman", "Tarn Steel", "body"),
        ("A report by the Harbor Board", "Harbor Board", "document"),
        ("Radio Velmar", "Radio Velmar", "outlet"),
        ("Patients", "patients", "unnamed"),
        ("Shoppers in Pellin", "shoppers in Pellin", "unnamed"),
        (
            "A senior official who was not authorised to speak",
            "a senior official who was not authorised to speak",
            "unnamed",
        ),
    ],
)
def test_who_a_source_is(source: str, name: str, kind: str) -> None:
    (found,) = read(f"{source} said the pier was safe.")
    assert (found.source_name, found.source_kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "certainty", "hedges", "caveats"),
    [
        ("Oram said six ships may have sunk.", "hedged", "may", ""),
        ("The ship is said to have sunk.", "hedged", "is said", ""),
        ("Reports of a leak spread.", "hedged", "Reports of", ""),
        ("Oram did not believe that it had sunk.", "doubted", "did not believe", ""),
        ("Velmaria denied that it had sunk.", "denied", "denied", ""),
        (
            "Velmaria has neither confirmed nor denied that it sank.",
            "unverified",
            "neither confirmed nor denied",
            "neither confirmed nor denied",
        ),
        (
            "Oram said six ships sank. Nobody could confirm her account.",
            "unverified",
            "",
            "Nobody could confirm",
        ),
        (
            "Oram said six ships sank. The navy did not answer.",
            "asserted",
            "",
            "did not answer",
        ),
    ],
)
def test_the_words_that_decide_how_sure_it_is(
    text: str, certainty: str, hedges: str, caveats: str
) -> None:
    found = read(text)[0]
    told = (found.certainty.value, words(text, found.hedges), words(text, found.caveats))
    assert told == (certainty, hedges, caveats)


def test_what_one_hedges_does_not_hedge_the_one_who_reports_it() -> None:
    paper, analysts = read("The Courier reported that analysts think the dam may fail.")
    assert (paper.certainty, analysts.certainty) == ("asserted", "hedged")


def test_the_precise_profile_keeps_the_surer_ones_alone() -> None:
    text = "Oram said six ships sank. The board ignored the warning."
    both = sayso.annotate(Article(id="a", text=text)).attributions
    sure = sayso.annotate(Article(id="a", text=text), "precise").attributions
    assert [words(text, each.cue) for each in both] == ["said", "ignored"]
    assert [words(text, each.cue) for each in sure] == ["said"]


BAD = {
    "unclosed to the end": "Oram said: “It is over. " + "The river rose and the wall broke. " * 900,
    "unclosed British": "Oram said: ‘It is over. " + "The crews’ boats didn’t sail. " * 900,
    "a quotation of 100,000 characters": "“" + "The river rose. " * 6_250 + "” Oram said.",
    "no sentence ends": "Oram said that the river rose and " * 3_000,
    "all capitals": "DAM WILL HOLD, SAYS MINISTER ADA ORAM. " * 400,
    "a list of names": "\n".join(f"Ada Oram {n}: baker" for n in range(3_000)),
    "a transcript": "\n\n".join(
        f"ORAM: It will hold.\n\nTARN: It won’t. {n}" for n in range(1_500)
    ),
    "questions and answers": "\n".join(["Q: Did it hold?", "A: It did."] * 2_000),
    "labels alone": "Q: " * 20_000,
    "single marks alone": "‘" * 50_000 + " ’" * 20_000,
    "openings alone": "\n" + "'a " * 40_000,
    "French": "Le maire a dit que le barrage tiendrait. « Il tiendra », a-t-il dit. " * 400,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_read_in_bounded_time_and_no_span_runs_away(name: str) -> None:
    text = BAD[name]
    began = time.process_time()
    found = sayso.annotate(Article(id="a", text=text)).attributions
    assert time.process_time() - began < 30
    quotation = name.startswith("a quotation")
    for each in found:
        spans = (*each.source, *each.cue, *each.content)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert sum(end - start for start, end in each.source) <= 300
        assert quotation or sum(end - start for start, end in each.content) <= 3_000


def test_a_long_quotation_is_its_speakers_whole() -> None:
    text = BAD["a quotation of 100,000 characters"]
    (speech,) = sayso.annotate(Article(id="a", text=text)).attributions
    assert (speech.source_name, speech.speech) == ("Oram", "direct")
    assert speech.content == ((0, text.index("”") + 1),)


def test_text_in_another_language_has_no_attributions() -> None:
    article = Article(id="a", text=BAD["French"], language="fr")
    assert sayso.annotate(article).attributions == ()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("River office spokeswoman Irena Dovask said the wall held.", "River office"),
        ("Irena Dovask, spokeswoman for the River Office, said the wall held.", "River Office"),
        ("The River Office’s spokeswoman, Irena Dovask, said the wall held.", "River Office"),
        ("Irena Dovask, an engineer for the River Office, said the wall held.", None),
        ("Mayor Irena Dovask said the wall held.", None),
    ],
)
def test_a_named_spokesperson_is_linked_to_the_body(text: str, body: str | None) -> None:
    found = sayso.annotate(Article(id="a", text=text)).attributions[0]
    assert (found.source_name, found.speaks_for) == ("Irena Dovask", body)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "By the reckoning of Clinics Abroad, cholera has sickened 412 people.",
            "Clinics Abroad",
            "cholera has sickened 412 people",
        ),
        (
            "The police figure of 57 arrests is in dispute.",
            "police",
            "57 arrests",
        ),
        (
            "The ferry board, which had nine boats out, placed the dead at 31.",
            "The ferry board",
            "the dead at 31",
        ),
        (
            "Nine men fled, the jail’s governor, Anselm Korte, told this newspaper.",
            "the jail’s governor, Anselm Korte",
            "Nine men fled",
        ),
        (
            "Tarn Glass will cut 420 jobs by midsummer, managing director Paula Reyk told the "
            "Courier in an interview on Monday night.",
            "managing director Paula Reyk",
            "Tarn Glass will cut 420 jobs by midsummer",
        ),
        (
            "Fire gutted 64 homes, the mayor of Orrin, Paul Etxe, was quoted as saying.",
            "the mayor of Orrin, Paul Etxe",
            "Fire gutted 64 homes",
        ),
        (
            "“Ninety homes,” the mayor, Paul Etxe, said when asked how many had burned.",
            "the mayor, Paul Etxe",
            "“Ninety homes,”",
        ),
        ("General Stam answered: 31.", "General Stam", "31"),
    ],
)
def test_whose_word_it_is_is_read_in_phrases_that_the_parse_does_not_tell(
    text: str, source: str, content: str
) -> None:
    assert (source, content) in {(who, what) for who, _, what in told(text)}


def test_an_outlet_that_is_read_or_heard_passes_on_what_it_says() -> None:
    text = "The Tarn Daily has learned from General Ivo Stam that 31 men died."
    found = {each.source_name: each for each in read(text)}
    assert found["Ivo Stam"].parent == found["Tarn Daily"].id
    (one,) = read("I read in the Tarn Daily that 31 men died.")
    assert one.source_name == "Tarn Daily"


def test_what_takes_lives_says_nothing() -> None:
    (one,) = read("The Solveig has claimed 26 lives, according to the coastguard.")
    assert one.source_name == "the coastguard"


def test_a_body_whose_name_has_an_and_is_one() -> None:
    for text in (
        "The charity Bread and Roof said it had fed 90 people.",
        "Bread and Roof, a charity, said it had fed 90 people.",
    ):
        assert [(each.source_name, each.source_kind) for each in read(text)] == [
            ("Bread and Roof", "body")
        ]
