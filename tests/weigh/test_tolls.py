"""How many an article tells were killed and hurt, in numbers and person by person."""

import pytest

from sayso.model import Annotated, Annotation, Article
from sayso.weigh.tolls import Told, number_of, tolls


def told(title: str, text: str = "It was late.") -> Told:
    page = Article(id="a", title=title, text=text)
    return tolls(Annotated(article=page, annotation=Annotation(id="a")))


def counts(title: str, text: str = "It was late.") -> tuple[int, int]:
    found = told(title, text)
    return (
        found.killed.number if found.killed else 0,
        found.injured.number if found.injured else 0,
    )


@pytest.mark.parametrize(
    ("title", "killed", "injured"),
    [
        ("2 dead, 3 hurt in Hald bar shooting", 2, 3),
        ("Four shot, one dead at Hald bar", 1, 3),
        ("One dead, three shot at Hald bar", 1, 3),
        ("Two dead after five shot at Hald bar", 2, 3),
        ("Teen killed, mother hospitalized after crash on Route 9", 1, 1),
        ("Girl dies after fall from bridge", 1, 0),
        ("Man kills wife, two children and himself in Hald", 4, 0),
        ("Police: Man fatally shot his wife and son, then killed himself", 3, 0),
        ("5-year-old shot in the arm in Hald", 0, 1),
        ("Gunman kills six in Hald, wounds at least 11 others", 6, 11),
        ("Man guilty of double murder in Hald", 2, 0),
        ("Third victim of Hald fire dies", 3, 0),
        ("Council opens new library", 0, 0),
    ],
)
def test_a_headline(title: str, killed: int, injured: int) -> None:
    assert counts(title) == (killed, injured)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Bo Tarn, 34, and Ada Oram, 29, were found dead in a flat on Mill Lane.", 2, 0),
        ("A gunman killed two people and wounded a third before he fled, police said.", 2, 0),
        ("The fire left three people dead and two others injured.", 3, 2),
        ("A 34-year-old man from Hald was shot in the leg and is expected to survive.", 0, 1),
        ("The toddler accidentally shot himself and is in stable condition.", 0, 1),
        ("The death of a 5-year-old girl shook the town.", 1, 0),
        ("He was charged with attempted murder and fined 300 crowns.", 0, 0),
        ("The woman attempted to kill herself, police said.", 0, 0),
    ],
)
def test_a_sentence(text: str, killed: int, injured: int) -> None:
    assert counts("News from Hald", text) == (killed, injured)


def test_other_events_in_passing_do_not_count() -> None:
    text = (
        "Two men were wounded in a shooting outside a bar in Hald on Friday.\n\n"
        "Last year 14 people were killed in shootings in Hald."
    )
    assert counts("Shooting in Hald", text) == (0, 2)


def test_the_number_of_all_outranks_one_of_them_told_of_first() -> None:
    text = "The five people killed in the blast were all from Hald."
    assert counts("Woman killed in Hald blast named", text) == (5, 0)


def test_a_count_keeps_the_words_that_it_rests_on() -> None:
    found = told("Three hurt in Hald")
    assert found.injured and found.injured.words == "Three hurt" and found.injured.place is None
    text = "It rained. Three people were hurt in Hald."
    below = told("Rain", text).injured
    assert below and below.place == (11, len(text))


@pytest.mark.parametrize(
    ("words", "number"),
    [("a man and a woman", 2), ("his wife, daughter and son", 3), ("at least 12 people", 12)],
)
def test_a_list_of_persons(words: str, number: int) -> None:
    assert number_of(words) == number
