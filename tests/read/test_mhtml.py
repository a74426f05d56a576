"""Saved pages: the root part, its address and time."""

import base64
from pathlib import Path

import pytest

from sayso.extract import extract
from sayso.model import Page, Unreadable
from tests.read.making import HTML, MARKUP, error, mhtml, read


def saved(folder: Path, content: bytes, name: str = "dam.mhtml") -> list[Page | Unreadable]:
    (folder / name).write_bytes(content)
    return read(folder / name)


@pytest.mark.parametrize("name", ["dam.mhtml", "dam.MHT", "dam", "dam.html"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit", "7bit"])
def test_the_page_is_the_root_part_with_its_address_and_time(
    tmp_path: Path, name: str, encoding: str
) -> None:
    (page,) = saved(tmp_path, mhtml(HTML, encoding), name)
    assert page == Page(
        content=HTML,
        path=str(tmp_path / name),
        url="https://karsk-courant.example/dam",
        captured="2025-10-14T08:00:00Z",
        media_type="text/html",
        charset="utf-8",
    )


def test_quoted_signs_are_decoded_and_the_charset_of_the_part_holds(tmp_path: Path) -> None:
    text = "Die Br=FCcke =FCber die Tesna ist gesperrt=\r\n, sagte der B=FCrgermeister. " * 4
    content = mhtml(f"<html><p>{text}</p>".encode(), "quoted-printable")
    (page,) = saved(tmp_path, content.replace(b"charset=utf-8", b"charset=iso-8859-1"))
    assert isinstance(page, Page)
    assert page.charset == "iso-8859-1"
    assert "Die Brücke über die Tesna ist gesperrt, sagte" in extract(page).text


def test_the_part_that_start_names_is_the_page(tmp_path: Path) -> None:
    frame = b"----b--\r\nContent-Type: text/html\r\nContent-ID: <ad@mhtml>\r\n\r\n<p>An ad.\r\n"
    content = mhtml().replace(b"----b--\r\n", frame + b"----b--\r\n", 1)
    (page,) = saved(tmp_path, content)
    assert isinstance(page, Page)
    assert page.content == b"<p>An ad."
    named = content.replace(b'type="text/html"', b'type="text/html"; start="<frame@mhtml>"')
    (page,) = saved(tmp_path, named)
    assert isinstance(page, Page)
    assert page.content == HTML


def test_a_page_saved_beside_its_text_is_the_markup(tmp_path: Path) -> None:
    content = (
        b"MIME-Version: 1.0\r\nContent-Location: https://karsk-courant.example/dam\r\n"
        b"Content-Type: multipart/related; boundary=a\r\n\r\n--a\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain\r\n\r\nIt held.\r\n--b\r\n"
        b"Content-Type: text/html\r\n\r\n<p>It held.\r\n--b--\r\n--a--\r\n"
    )
    (page,) = saved(tmp_path, content)
    assert isinstance(page, Page)
    assert page.content == b"<p>It held."
    assert page.url == "https://karsk-courant.example/dam"
    assert page.captured is None


def test_an_article_comes_out_of_it(tmp_path: Path) -> None:
    head = '<html><head><meta property="og:site_name" content="Karsk Courant"></head>'
    (page,) = saved(tmp_path, mhtml(f"{head}<body><article>{MARKUP}</article></body>".encode()))
    assert isinstance(page, Page)
    article = extract(page)
    assert article.text.startswith("The dam above Karsk held through the night")
    assert (article.outlet, article.site) == ("Karsk Courant", "karsk-courant.example")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (mhtml()[: mhtml().index(b"Content-ID")], "is cut off in the midst of its page"),
        (mhtml(b""), "whose page is empty"),
        (
            mhtml()[: mhtml().index(b"\r\n----b--\r\nContent-Type: image") - 20],
            "is cut off in the midst of its page",
        ),
        (mhtml().replace(b"text/html; charset", b"image/svg; charset"), "without a page in it"),
        (mhtml().replace(b"PGh0bWw+", b"PGh0bWw"), "base64 is damaged"),
        (b"MIME-Version: 1.0\r\n", "page is empty"),
        (b"", "page is empty"),
        (b"A: b\n" * 100_000, "a head without end"),
    ],
)
def test_a_broken_one_says_what_is_wrong(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in error(saved(tmp_path, content))


def test_cut_off_behind_its_page_it_is_read(tmp_path: Path) -> None:
    (page,) = saved(tmp_path, mhtml()[:-60])
    assert isinstance(page, Page)
    assert page.content == HTML


def test_an_address_or_a_date_that_is_none_is_left_out(tmp_path: Path) -> None:
    content = mhtml().replace(b"https://karsk-courant.example/dam", b"javascript:alert(1)")
    (page,) = saved(tmp_path, content.replace(b"Tue, 14 Oct 2025", b"Someday"))
    assert isinstance(page, Page)
    assert (page.url, page.captured) == (None, None)


def test_a_page_saved_as_html_under_the_name_is_read_as_html(tmp_path: Path) -> None:
    (page,) = saved(tmp_path, HTML)
    assert isinstance(page, Page)
    assert page.content == HTML


def test_long_base64_is_the_same_bytes(tmp_path: Path) -> None:
    page_bytes = HTML * 5_000
    assert base64.encodebytes(page_bytes) in mhtml(page_bytes)
    (page,) = saved(tmp_path, mhtml(page_bytes))
    assert isinstance(page, Page)
    assert page.content == page_bytes
