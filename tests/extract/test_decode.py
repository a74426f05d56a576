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
        (gzip.compress(b"text"), "gzip"),
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
