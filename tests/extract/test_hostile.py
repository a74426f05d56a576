"""Pages made to hurt, or broken on the way: an article or an error, soon, and the same each time."""

import base64
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from sayso.model import Article, Page, PageError

SIZE = 100_000
# Processor time on a busy machine; what grows with the square of the size takes minutes instead.
SECONDS = 10.0
PROSE = "<p>The dam at Ostrava held all night, the river office said on Monday.</p>" * 20
NOISE = random.Random(1).randbytes(SIZE)
# What is repeated up to the size, between what stands before and after it.
LINES = {
    "one line": "word ",
    "one word": "x",
    "short lines": "Dam holds\n",
    "wrapped lines": "The dam at Ostrava held all night, the river office said on Mo\n",
    "blank lines": "\n",
    "blanks": " ",
    "tabs before tags": "\t" * 200 + "<p",
    "bylines": "By Ana Reyl and Bo Marsh\n",
    "dates": "Published May 3, 2031\n",
    "links side by side": "a | b | c | d | e | f | g\n",
    "bars": " | ",
    "punctuation": "?!.,;:-",
    "dashes": "- ",
    "quotation marks": '"',
    "brackets": "(",
    "links": "[a](b ",
    "links in links": "[a](",
    "posts": "— Ana (@a) ",
    "signed posts": "— Ana Reyl (@anareyl) March 4, 2025 ",
    "captions": "FILE - A lorry waits (AP Photo/Ana Reyl) [a a a a a\n",
    "credits": "(" + "a" * 59 + " Getty ",
    "datelines": "OSTRAVA, ",
    "copyright": "© 2031 ",
    "addresses": "http://a/2031/",
    "permalinks": "Permalink: https://herald.example/" + "a" * 400 + "\n",
    "script": "function x() { return {{a}}; }\n",
    "base64": base64.b64encode(NOISE).decode(),
    "digits": "1234567890",
    "right to left": "\u202eقال 12 אמר ",
    "no width": "\u200b\u200d\ufeff",
    "combining": "e" + "\u0301" * 50,
    "emoji": "👩‍👩‍👧 ",
    "no blanks between words": "水坝昨晚守住了。",
    "NUL": "The dam\0 held.\n",
    "escapes": "\x1b[",
    "escapes without end": "\x1b]",
    "entities": "&amp;",
    "ampersands": "&",
    "references": "&#x1b;&#147;",
    "openings": "<",
    "empty tags": "< > ",
    "declarations": "<?xml ",
}
MARKUP = {
    "deep": "<div>",
    "deep lists": "<ul><li>",
    "deep tables": "<table><tr><td>",
    "deep quotations": "<blockquote>",
    "deep links": "<a href=x>",
    "empty elements": "<i></i>",
    "bold words": "<b>w</b> ",
    "paragraphs": "<p>Short words of a kind here.</p>",
    "headlines": "<h1>Dam holds again</h1>",
    "articles": "<article data-url=/a><h1>Dam holds again</h1><time>now</time>",
    "articles of their own": "<div itemtype=NewsArticle><h2>Dam holds</h2></div>",
    "cells": "<td>12</td>",
    "items": "<li>Dam holds here",
    "terms": "<dt>a<dd>b",
    "times": "<time datetime=2025-03-04>x</time>",
    "authors": "<span class='author byline caption'>By Ana Reyl</span>",
    "pictures": "<figure><img src=a><figcaption>A (AP Photo/Ana Reyl)</figcaption></figure>",
    "embedded posts": "<blockquote class=twitter-tweet><p>A — Ana (@b) March 4, 2025</p></blockquote>",
    "options": "<select><option>Dam",
    "unclosed comments": "<!-- ",
    "unclosed scripts": "<script>var a = 1; ",
    "sections of characters": "<![CDATA[",
    "templates": "<template><p>",
    "frames": "<iframe>",
    "lines": "line of words<br>",
    "metadata": "<meta name=author content='Ana Reyl'>",
    "JSON": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a"}</script>',
    "classes": "<p class='" + "author caption " * 400 + "'>",
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(2_000)) + ">",
}
DATA = {
    "nested lists": "[" * SIZE,
    "nested records": '{"a":' * (SIZE // 5),
    "many articles": "[" + ",".join(['{"@type":"NewsArticle","headline":"a"}'] * 4_000) + "]",
    "a long headline": '{"@type":"NewsArticle","headline":"' + "x " * (SIZE // 2) + '"}',
    "long dates": '{"@type":"NewsArticle","datePublished":"' + "2025-01-" * (SIZE // 8) + '"}',
    "no end": '{"@type":"NewsArticle","author":[' * (SIZE // 40),
}


def read(content: bytes) -> tuple[Article, ...] | str:
    """The articles of a page, or its error; checked for what must hold of any."""
    page = Page(content=content, path="page")
    began = time.process_time()
    try:
        found: tuple[Article, ...] | str = sayso.articles(page)
    except PageError as error:
        found = str(error)
    assert time.process_time() - began < SECONDS
    for article in found if isinstance(found, tuple) else ():
        assert article.text.strip()
        ends = [0, *(block.end for block in article.blocks)]
        for block, end in zip(article.blocks, ends, strict=False):
            assert end <= block.start < block.end <= len(article.text)
        article.text.encode("utf-8")
    return found


def filled(piece: str, size: int = SIZE) -> str:
    return (piece * (size // len(piece) + 1))[:size]


@pytest.mark.parametrize("piece", LINES.values(), ids=LINES.keys())
def test_hostile_text_is_read_soon(piece: str) -> None:
    for content in (filled(piece), f"<html><p>{filled(piece)}</p>{PROSE}"):
        read(content.encode())


@pytest.mark.parametrize("piece", MARKUP.values(), ids=MARKUP.keys())
def test_hostile_markup_is_read_soon(piece: str) -> None:
    read(f"<!doctype html><html><body>{filled(piece)}{PROSE}".encode())


@pytest.mark.parametrize("data", DATA.values(), ids=DATA.keys())
def test_hostile_metadata_is_read_soon(data: str) -> None:
    script = f'<script type="application/ld+json">{data}</script>'
    found = read(f"<html><head>{script}</head><body>{PROSE}".encode())
    assert not isinstance(found, str)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "koi8-r", "shift_jis", "cp1252"])
def test_text_under_a_wrong_name_is_read(encoding: str) -> None:
    words = {"koi8-r": "Плотина выстояла. ", "shift_jis": "ダムは持ちこたえた。"}
    text = f"<html><meta charset=utf-8><p>{filled(words.get(encoding, 'The dam – held. '))}</p>"
    read(text.encode(encoding))


def test_noise_is_an_error() -> None:
    assert isinstance(read(NOISE), str)


SOME = st.sampled_from([*LINES.values(), *(each[:400] for each in MARKUP.values()), PROSE[:80]])
TAGS = st.sampled_from(
    [
        *("<", ">", "</", "<p>", "</p>", "<h1>", "</h1>", "<article>", "</article>", "<!--"),
        *("<script type='application/ld+json'>", "</script>", "{", "}", '"', "<time datetime='"),
        *("<html>", "<body>", "<head>", "<title>", "</title>", "'>", "-->", "<td>", "\n"),
        *("By Ana Reyl", "May 3, 2031"),
    ]
)  # fmt: skip
SETTINGS = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@given(st.binary(max_size=2_000))
@SETTINGS
def test_any_bytes_are_an_article_or_an_error_and_the_same_twice(content: bytes) -> None:
    assert read(content) == read(content)


@given(st.lists(st.one_of(SOME, TAGS, st.text(max_size=30)), max_size=60))
@SETTINGS
def test_any_markup_is_an_article_or_an_error_and_the_same_twice(pieces: list[str]) -> None:
    content = "".join(each[:500] for each in pieces).encode("utf-8", "surrogatepass")
    assert read(content) == read(content)


@given(st.data())
@SETTINGS
def test_a_page_cut_or_altered_on_the_way_is_an_article_or_an_error(data: st.DataObject) -> None:
    whole = bytearray(f"<html><title>Dam</title><article><h1>Dam</h1>{PROSE}</article>".encode())
    for _ in range(data.draw(st.integers(0, 20))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    content = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    assert read(content) == read(content)
