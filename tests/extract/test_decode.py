"""Bytes to text."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.decode import decode
from sayso.model import Page, PageError

RUSSIAN = "Плотина в Остраве выдержала, сообщило министерство. Вода ушла к утру пятницы. " * 5


def page(content: bytes, charset: str | None = None) -> Page:
    return Page(content=content, path="page.html", charset=charset)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_a_page_is_read_in_the_encoding_of_its_bytes(encoding: str) -> None:
    assert decode(page(RUSSIAN.encode(encoding))).text == RUSSIAN


def test_a_wrong_declaration_is_named() -> None:
    decoded = decode(page(RUSSIAN.encode("cp1251"), charset="utf-8"))
    assert decoded.text == RUSSIAN
    assert decoded.warnings == ("declared utf-8, read as cp1251",)


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("cp1252", "Die Fähre über den Varn fällt aus, erklärte die Behörde für Häfen. "),
        ("cp1252", "Le préfet a été prévenu très tôt que la digue cédait près du château. "),
        ("cp1251", "Паром через пролив не ходит с пятницы, заявило министерство. "),
        ("koi8-r", "Паром через пролив не ходит с пятницы, заявило министерство. "),
        ("cp1253", "Το πλοίο δεν θα φύγει την Παρασκευή, είπε το υπουργείο. "),
        ("cp1250", "Prom przez cieśninę nie wypłynął w piątek, ogłosiło ministerstwo żeglugi. "),
        ("cp1250", "Přívoz přes řeku v pátek nejezdí, řekl mluvčí úřadu pro dopravu. "),
        ("cp1250", "A komp pénteken nem közlekedik, közölte a minisztérium szóvivője. "),
        ("cp1254", "Feribot cuma günü çalışmıyor, dedi bakanlık sözcüsü. "),
    ],
)
@pytest.mark.parametrize("times", [1, 6])
def test_short_texts_with_a_false_declaration_come_out_right(
    encoding: str, sentence: str, times: int
) -> None:
    assert decode(page((sentence * times).encode(encoding), "utf-8")).text == sentence * times


def test_utf8_declared_as_latin1_is_utf8() -> None:
    content = b'<meta charset="iso-8859-1">' + "The “dam” held – barely".encode()
    decoded = decode(page(content))
    assert "“dam”" in decoded.text
    assert decoded.warnings == ("declared iso8859-1, read as utf-8",)


def test_a_declared_encoding_that_fits_is_used_in_silence() -> None:
    decoded = decode(page("Der Damm hält, sagte die Behörde.".encode("cp1252"), "windows-1252"))
    assert decoded.text == "Der Damm hält, sagte die Behörde."
    assert decoded.warnings == ()


def test_a_broken_byte_in_utf8_costs_one_sign_only() -> None:
    decoded = decode(page("“Dam” held — “they” said".encode() + b" \xff end"))
    assert decoded.text.startswith("“Dam” held")
    assert decoded.text.endswith("end")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"PK\x03\x04....", "zip"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(content: bytes, said: str) -> None:
    with pytest.raises(PageError, match=said):
        decode(page(content))


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "rot13", "no-such", "utf-16"]))
def test_no_bytes_crash(content: bytes, charset: str | None) -> None:
    try:
        assert isinstance(decode(page(content, charset)).text, str)
    except PageError as error:
        assert "page.html" not in str(error), "the caller puts the path before the message"
