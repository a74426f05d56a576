"""Whether two sources are one: names, roles, acronyms, descriptions."""

import pytest

from sayso.weigh.names import Party, same, short_for, who


def party(words: str, name: str | None = None, kind: str = "body") -> Party:
    found = who(words, name, kind)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("the National Rescue Corps",), ("the NRC",)),
        (("Velmar's defence ministry",), ("the Velmarian Defense Ministry",)),
        (("the Foreign Ministry of Belmar",), ("Belmar's foreign ministry",)),
        (("Poland's spy agency",), ("Polish intelligence",)),
        (("the police",), ("a police spokeswoman", "a police spokeswoman", "unnamed")),
        (("the health ministry",), ("Health Minister Ada Oram", "Ada Oram", "person")),
        (("the Harbor Board",), ("Bo Tarn, head of the Harbor Board", "Bo Tarn", "person")),
        (("the governor's office",), ("Governor Pia Renn", "Pia Renn", "person")),
        (("Dovask", "Dovask", "person"), ("Irena Dovask", "Irena Dovask", "person")),
        (("R. Sant", "R. Sant", "person"), ("Rui Sant", "Rui Sant", "person")),
        (("Voltara", "Voltara", "person"), ("Voltara chief Ines Dahl", "Ines Dahl", "person")),
        (("South Korea's spy agency",), ("the National Intelligence Service",)),
        (("South Korea's spy agency",), ("the NIS",)),
        (("the AP", "AP", "outlet"), ("the Associated Press", "Associated Press", "outlet")),
        (("the WHO",), ("the World Health Organization",)),
        (("the Kremlin",), ("the Russian presidency",)),
        (("the National Institute of Hygiene",), ("the NIH",)),
        (("Yusuf Haddad", "Yusuf Haddad", "person"), ("Youssef Hadad", "Youssef Hadad", "person")),
        (
            ("Foreign Minister Oram of Velmar", "Oram", "person"),
            ("Velmar's foreign ministry",),
        ),
    ],
)
def test_one_speaker_under_two_names(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    assert same(party(*a), party(*b)) is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Velmar's defence ministry",), ("Ostrea's defence ministry",)),
        (("the health ministry",), ("the justice ministry",)),
        (("state police",), ("city police",)),
        (("Hans Eik", "Hans Eik", "person"), ("Greta Eik", "Greta Eik", "person")),
        (("St Anne's Hospital",), ("Mercy Hospital",)),
        (("Jan Berg", "Jan Berg", "person"), ("Jon Berg", "Jon Berg", "person")),
        (("Kenya's National Intelligence Service",), ("South Korea's spy agency",)),
        (("the University of Karn",), ("the University of Pell",)),
        (
            ("the University of Karn",),
            ("Iris Bohm, professor at the University of Karn", "Iris Bohm", "person"),
        ),
    ],
)
def test_unsure_stays_apart(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    assert same(party(*a), party(*b)) is None


def test_a_shorter_name_may_be_the_longer_one_but_is_not_known_to_be() -> None:
    assert same(party("the police"), party("the Pellin city police")) is None
    assert short_for(party("the police"), party("the Pellin city police"))
    assert not short_for(party("the health ministry"), party("the justice ministry"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [("two officials", "unnamed"), ("a hospital", "body"), ("reports", "document")],
)
def test_a_description_names_nobody(words: str, kind: str) -> None:
    assert who(words, words, kind) is None


def test_a_person_is_shown_with_the_body_that_he_speaks_for() -> None:
    assert party("Ada Oram, secretary of the Dockers Union", "Ada Oram", "person").shown == (
        "Ada Oram, Dockers Union"
    )
