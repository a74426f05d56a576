"""What one gets from an address, and what is refused: a real server on loopback."""

import gzip
import json
import random
import time
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

import pytest

from sayso.model import Fetching, Page, PageError, Unreadable
from sayso.read import network, pages
from sayso.read.fetch import Fetcher
from sayso.read.network import Network
from tests.read.site import CERTIFICATE, PUBLIC, Dialled, Site, answer, internet, redirect

HTML = "<html><body><p>Høj water in Karsk: the river rose by two metres.</p></body></html>"
PAGE = HTML.encode()
AT_ONCE = Fetching(allow_private=True, pause=0.0, timeout=10.0)
LIMIT = 1 << 20


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def secure() -> Iterator[Site]:
    made = Site(tls=True)
    yield made
    made.close()


def fetch(url: str, fetching: Fetching = AT_ONCE, over: Network | None = None) -> Page:
    return Fetcher(fetching, LIMIT, over).page(url)


def error(url: str, fetching: Fetching = AT_ONCE, over: Network | None = None) -> str:
    with pytest.raises(PageError) as raised:
        fetch(url, fetching, over)
    return str(raised.value)


# --- what comes back ---------------------------------------------------------------------------


def test_a_page_is_its_bytes_with_headers_charset_time_and_address(site: Site) -> None:
    site.at["/dam?page=2"] = answer(
        HTML.encode("latin-1"), type="text/html; charset=ISO-8859-1", X_Served_By="karsk-3"
    )
    page = fetch(site.url("/dam?page=2#comments"))
    assert page.content == HTML.encode("latin-1")
    assert (page.media_type, page.charset) == ("text/html", "iso-8859-1")
    assert page.path == site.url("/dam?page=2#comments"), "as it was asked for"
    assert page.url == site.url("/dam?page=2"), "as it answered"
    assert page.headers is not None
    assert ("X-Served-By", "karsk-3") in page.headers
    assert page.captured is not None
    stamp = time.strptime(page.captured, "%Y-%m-%dT%H:%M:%SZ")
    assert abs(time.mktime(stamp) - time.mktime(time.gmtime())) < 60


def test_what_is_sent_names_sayso_and_nobody_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")  # no way of Sayso's, and dead
    site.at["/"] = answer(PAGE)
    fetch(site.url("/"))
    assert site.asked == ["/robots.txt", "/"]
    for head in site.heads:
        assert head["User-Agent"].startswith("Sayso/")
        assert set(head) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_gzipped_answer_is_unpacked(site: Site) -> None:
    packed = gzip.compress(PAGE[:40]) + gzip.compress(PAGE[40:])
    site.at["/"] = answer(packed, Content_Encoding="gzip")
    assert fetch(site.url()).content == PAGE


def test_chunks_and_an_answer_that_ends_with_its_connection_are_read(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
    chunks = b"5\r\nKarsk\r\n6;x=y\r\n today\r\n0\r\n\r\n"
    site.at["/chunks"] = head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks
    site.at["/open"] = head + b"\r\nKarsk today"
    assert fetch(site.url("/chunks")).content == b"Karsk today"
    assert fetch(site.url("/open")).content == b"Karsk today"


@pytest.mark.parametrize(
    "type", ["application/xhtml+xml", "text/plain", "application/rss+xml", "multipart/related"]
)
def test_texts_of_other_kinds_are_pages_too(site: Site, type: str) -> None:
    site.at["/"] = answer(PAGE, type=type)
    assert fetch(site.url()).media_type == type


def test_json_of_a_server_is_never_an_article_with_an_id_of_its_choice(site: Site) -> None:
    line = json.dumps({"id": "art-1", "story": "flood", "text": "Nobody was hurt."})
    site.at["/"] = answer(line.encode(), type="application/json")
    assert fetch(site.url()).media_type == "application/feed+json"


def test_redirects_are_followed_and_remembered(site: Site) -> None:
    site.at |= {
        "/short": redirect("/moved?x=1", "301 Moved Permanently"),
        "/moved?x=1": redirect(site.url("/café"), "307 Temporary Redirect"),
        "/caf%C3%A9": answer(PAGE),
    }
    page = fetch(site.url("/short"))
    assert page.content == PAGE
    assert page.path == site.url("/short")
    assert page.redirects == (site.url("/short"), site.url("/moved?x=1"))
    assert page.url == site.url("/caf%C3%A9")
    assert site.asked.count("/robots.txt") == 1


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Not Found", "answered 404 Not Found"),
        ("410 Gone", "answered 410 Gone"),
        ("503 Service Unavailable", "answered 503 Service Unavailable (Retry-After: 120)"),
        ("204 No Content", "answered 204 No Content"),
        ("299 Odd", "answered 299"),
    ],
)
def test_another_status_is_named(site: Site, status: str, said: str) -> None:
    later = {"Retry_After": "120"} if status.startswith("503") else {}
    site.at["/"] = answer(b"" if status.startswith("204") else PAGE, status, **later)
    assert error(site.url()) == said


def test_what_is_no_text_is_named_and_its_body_not_read(site: Site) -> None:
    site.at["/photo.jpg"] = site.drip(
        b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 900000\r\n\r\n"
    )
    began = time.monotonic()
    assert "'image/jpeg', which is no page of text" in error(site.url("/photo.jpg"))
    assert time.monotonic() - began < 8


def test_an_empty_page_is_said_to_be_one(site: Site) -> None:
    site.at["/"] = answer(b"")
    assert error(site.url()) == "answered with an empty page"


def unending(out: BinaryIO) -> None:
    out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(64):
        out.write(b"x" * (1 << 16))


@pytest.mark.parametrize(
    "answered",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<p>",
        unending,
        answer(gzip.compress(b"x" * (200 << 20)), Content_Encoding="gzip"),
        answer(gzip.compress(random.Random(1).randbytes(2 << 20)), Content_Encoding="gzip"),
    ],
    ids=["declared", "sent", "gzip bomb", "packed beyond the limit"],
)
def test_a_page_past_the_limit_is_refused(site: Site, answered: bytes) -> None:
    site.at["/"] = answered
    said = error(site.url())
    assert "larger than the 1 MB that a page may have" in said


def test_a_gzip_bomb_does_not_fill_the_memory(site: Site) -> None:
    site.at["/"] = answer(gzip.compress(b"x" * (200 << 20)), Content_Encoding="gzip")
    fetcher = Fetcher(AT_ONCE, LIMIT)
    tracemalloc.start()
    try:
        with pytest.raises(PageError, match="larger than the 1 MB"):
            fetcher.page(site.url())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 16 << 20


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        (answer(PAGE, Content_Length="5000"), "sent what is no HTTP (peer closed connection"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nKarsk\r\n",
            "sent what is no HTTP",
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nKarsk",
            "sent what is no HTTP",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * (1 << 20) + b"\r\n\r\n", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", "no HTTP"),
        (b"220 mail.karsk.example ESMTP\r\n", "no HTTP"),
        (b"\x16\x03\x01" * 40, "no HTTP"),
        (b"", "no HTTP"),
        (answer(PAGE, Content_Encoding="gzip"), "a damaged gzip was sent"),
        (
            answer(gzip.compress(PAGE, mtime=0)[:-12], Content_Encoding="gzip"),
            "a truncated gzip was sent",
        ),
        (answer(PAGE, Content_Encoding="br"), "packed as 'br', which was not asked for"),
        (answer(PAGE, Content_Encoding="gzip, gzip"), "which was not asked for"),
    ],
)
def test_what_is_broken_is_named(site: Site, answered: bytes, said: str) -> None:
    site.at["/"] = answered
    assert said in error(site.url())


def test_a_server_that_drips_is_left_at_the_end_of_its_time(site: Site) -> None:
    site.at["/body"] = site.drip(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    site.at["/head"] = site.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    site.at["/early"] = site.drip(b"HTTP/1.1 103 Early Hints\r\nX-Slow: ")
    for path in ("/body", "/head", "/early"):
        began = time.monotonic()
        said = error(site.url(path), Fetching(allow_private=True, pause=0.0, timeout=1))
        assert said == "not done after 1 seconds; --timeout gives it more"
        assert time.monotonic() - began < 10


def test_the_time_is_that_of_all_redirects_together(site: Site) -> None:
    def slow(to: str) -> "object":
        def answer_later(out: BinaryIO) -> None:
            site.closing.wait(0.4)
            out.write(redirect(to))

        return answer_later

    for number in range(8):
        site.at[f"/{number}"] = slow(f"/{number + 1}")  # type: ignore[assignment]
    said = error(site.url("/0"), Fetching(allow_private=True, pause=0.0, timeout=1))
    assert "not done after 1 seconds" in said
    assert "/8" not in site.asked


def test_a_server_that_says_nothing_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.at["/"] = site.hang
    patience = Fetching(allow_private=True, pause=0.0, timeout=1)
    assert "not done after 1 seconds" in error(site.url(), patience)
    monkeypatch.setattr(network, "SILENT_SECONDS", 0.5)
    assert error(site.url()) == "sent nothing for 0.5 seconds"


def test_a_host_that_is_not_there_is_named(site: Site) -> None:
    site.close()
    assert "cannot be connected to (Connection refused)" in error(site.url())
    said = error("http://nowhere.invalid/", AT_ONCE, internet())
    assert said.startswith("the host 'nowhere.invalid' cannot be found (")


def test_a_name_that_is_not_resolved_in_time(site: Site) -> None:
    def never(host: str, port: int) -> list[str]:
        site.closing.wait(30)
        return []

    said = error("http://karsk.example/", Fetching(timeout=1), Network(resolve=never))
    assert "not done after 1 seconds" in said


def test_no_answer_mangled_in_whatever_way_does_more_than_fail(site: Site) -> None:
    chance = random.Random(7)
    packed = gzip.compress(PAGE * 5)
    chunks = b"".join(
        f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (packed[:30], packed[30:], b"")
    )
    sound = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n" + chunks
    )
    site.at["/"] = sound
    assert fetch(site.url()).content == PAGE * 5
    fetcher = Fetcher(AT_ONCE, LIMIT)
    refused = 0
    for _ in range(300):
        mangled = bytearray(sound[: chance.randint(1, len(sound))])
        for _ in range(chance.randint(0, 4)):
            mangled[chance.randrange(len(mangled))] = chance.randrange(256)
        site.at["/"] = bytes(mangled)
        try:
            assert isinstance(fetcher.page(site.url()), Page)
        except PageError as refusal:
            refused += 1
            assert str(refusal)
    assert refused > 100


# --- redirects ---------------------------------------------------------------------------------


def test_redirects_in_a_circle_and_without_end(site: Site) -> None:
    site.at["/a"], site.at["/b"], site.at["/self"] = redirect("/b"), redirect("/a"), redirect("")
    site.at["/self"] = redirect("/self#again")
    assert "in a circle" in error(site.url("/a"))
    assert "in a circle" in error(site.url("/self"))
    for number in range(40):
        site.at[f"/{number}"] = redirect(f"/{number + 1}")
    assert "redirected more than 10 times" in error(site.url("/0"))
    assert "/11" not in site.asked


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("", "without saying where to"),
        ("file:///etc/passwd", "only addresses of http and https are fetched, not of 'file'"),
        ("gopher://127.0.0.1:25/x", "not of 'gopher'"),
        ("http://user:secret@127.0.0.1/", "a user name or password"),
        ("http://[::1/", "not an address"),
        ("https:///nowhere", "without a host"),
        ("/gone", "/gone: answered 404 Not Found"),
    ],
)
def test_a_redirect_to_what_is_not_fetched(site: Site, to: str, said: str) -> None:
    site.at["/"] = redirect(to)
    assert said in error(site.url())


# --- private addresses -------------------------------------------------------------------------


def test_this_machine_is_refused_unless_it_is_allowed(site: Site) -> None:
    site.at["/"] = answer(PAGE)
    polite = Fetching(pause=0.0)
    assert error(site.url(), polite) == "127.0.0.1 is a loopback address; --allow-private reads it"
    said = error(site.url(host="localhost"), polite)
    assert "localhost is at " in said
    assert "a loopback address; --allow-private reads it" in said
    assert site.asked == []
    assert fetch(site.url()).content == PAGE


@pytest.mark.parametrize(
    "target",
    [
        *("http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/"),
        *("http://0x7f.0.0.1:{port}/", "http://0:{port}/", "http://[::1]:{port}/"),
        *("http://[::ffff:127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/"),
        *("http://169.254.169.254/latest/meta-data/", "http://inside.karsk.example:{port}/"),
    ],
)
def test_a_redirect_into_the_private_network_is_refused(site: Site, target: str) -> None:
    site.at["/"] = redirect(target.format(port=site.port))
    over = internet(karsk_example=[PUBLIC], inside_karsk_example=["10.0.0.5"])
    said = error(site.url(host="karsk.example"), Fetching(pause=0.0), over)
    assert "redirected to http" in said
    assert "--allow-private reads it" in said
    assert site.pages_asked() == ["/"]


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(site: Site) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    backend = Dialled()
    over = Network(resolve=lambda host, port: next(answers), backend=backend)
    site.at["/"] = answer(PAGE)
    rebound = Fetching(pause=0.0, ignore_robots=True)
    assert fetch(site.url(host="karsk.example"), rebound, over).content == PAGE
    assert backend.to == [PUBLIC]
    assert "karsk.example is at 127.0.0.1" in error(site.url(host="karsk.example"), rebound, over)
    assert backend.to == [PUBLIC]


def test_a_host_with_one_private_address_among_others_is_refused(site: Site) -> None:
    over = internet(karsk_example=[PUBLIC, "192.168.1.1"])
    said = error(site.url(host="karsk.example"), Fetching(pause=0.0), over)
    assert said == "karsk.example is at 192.168.1.1, which is a private address; " + (
        "--allow-private reads it"
    )
    assert site.asked == []


def test_a_host_of_several_addresses_is_reached_at_one_that_answers(site: Site) -> None:
    site.at["/"] = answer(PAGE)
    over = Network(resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"], allow_private=True)
    # The server listens on 127.0.0.1 alone.
    assert fetch(site.url(host="karsk.example"), AT_ONCE, over).content == PAGE


# --- TLS ---------------------------------------------------------------------------------------


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    secure.at["/"] = answer(PAGE)
    said = error(secure.url())
    assert said == "its certificate is not to be trusted (self-signed certificate)"
    assert secure.asked == []


def test_a_trusted_certificate_is_for_its_own_host_alone(
    secure: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    secure.at["/"] = answer(PAGE)
    page = fetch(secure.url(host="localhost"))
    assert page.content == PAGE
    over = Network(resolve=lambda host, port: ["127.0.0.1"], allow_private=True)
    said = error(secure.url(host="karsk.example"), AT_ONCE, over)
    assert "certificate is not to be trusted (Hostname mismatch" in said


def test_plain_http_behind_https_is_named(site: Site) -> None:
    said = error(site.url().replace("http:", "https:"))
    assert "speaks no TLS that can be trusted" in said


# --- robots.txt and pauses ---------------------------------------------------------------------

DISALLOW = b"User-agent: *\nDisallow: /private\n"


def test_robots_txt_is_honoured_unless_one_says_otherwise(site: Site) -> None:
    site.at |= {"/robots.txt": answer(DISALLOW), "/private/a": answer(PAGE), "/b": answer(PAGE)}
    fetcher = Fetcher(AT_ONCE, LIMIT)
    assert fetcher.page(site.url("/b")).content == PAGE
    with pytest.raises(PageError) as raised:
        fetcher.page(site.url("/private/a"))
    host = f"127.0.0.1:{site.port}"
    assert str(raised.value) == (
        f"robots.txt of {host} disallows it; --ignore-robots reads it anyway"
    )
    assert site.asked == ["/robots.txt", "/b"], "asked for once a run"
    bold = Fetching(allow_private=True, ignore_robots=True)
    assert fetch(site.url("/private/a"), bold).content == PAGE
    assert site.asked == ["/robots.txt", "/b", "/private/a"]


def test_a_redirect_into_what_robots_txt_disallows_is_refused(site: Site) -> None:
    site.at |= {
        "/robots.txt": answer(DISALLOW),
        "/private": answer(PAGE),
        "/a": redirect("/private"),
    }
    assert "/private: robots.txt of" in error(site.url("/a"))


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_without_a_robots_txt_all_is_allowed(site: Site, status: str) -> None:
    site.at |= {"/robots.txt": answer(DISALLOW, status), "/private": answer(PAGE)}
    assert fetch(site.url("/private")).content == PAGE


@pytest.mark.parametrize(
    ("robots", "said"),
    [
        (answer(b"", "500 Internal Server Error"), "answered 500 Internal Server Error"),
        (answer(b"", "503 Service Unavailable"), "answered 503 Service Unavailable"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nUser", "peer closed connection"),
        (redirect("http://nowhere.invalid/robots.txt"), "cannot be found"),
        (redirect("file:///etc/passwd"), "only addresses of http"),
    ],
)
def test_where_robots_txt_cannot_be_had_nothing_is_fetched(
    site: Site, robots: bytes, said: str
) -> None:
    site.at |= {"/robots.txt": robots, "/": answer(PAGE)}
    told = error(site.url(), AT_ONCE, internet(allow_private=True))
    assert said in told
    assert "cannot be had" in told
    assert "--ignore-robots reads it anyway" in told
    assert site.pages_asked() == []


def test_a_redirected_robots_txt_is_followed_and_rules(site: Site) -> None:
    site.at |= {
        "/robots.txt": redirect("/rules/robots.txt"),
        "/rules/robots.txt": answer(DISALLOW),
        "/private": answer(PAGE),
    }
    assert "disallows it" in error(site.url("/private"))


def test_a_robots_txt_that_is_redirected_without_end_is_none(site: Site) -> None:
    site.at |= {"/robots.txt": redirect("/robots.txt?again"), "/private": answer(PAGE)}
    site.at["/robots.txt?again"] = redirect("/robots.txt")
    assert fetch(site.url("/private")).content == PAGE
    assert len(site.asked) == 7


def test_a_robots_txt_without_end_is_read_to_its_limit(site: Site) -> None:
    filler = b"# river\n" * (1 << 17)
    site.at |= {"/robots.txt": answer(DISALLOW + filler), "/private": answer(PAGE)}
    assert "disallows it" in error(site.url("/private"))
    site.at["/robots.txt"] = answer(filler + DISALLOW)
    assert fetch(site.url("/private")).content == PAGE


def test_a_host_is_left_alone_between_two_pages(site: Site) -> None:
    site.at |= {"/a": answer(PAGE), "/b": answer(PAGE), "/c": redirect("/a")}
    site.at["/robots.txt"] = answer(b"User-agent: Sayso\nCrawl-delay: 1\n")
    fetcher = Fetcher(AT_ONCE, LIMIT)
    for path in ("/a", "/b", "/c"):
        fetcher.page(site.url(path))
    assert site.asked == ["/robots.txt", "/a", "/b", "/c", "/a"]
    _, *times = site.times
    gaps = [after - before for before, after in pairwise(times)]
    assert all(gap > 0.9 for gap in gaps)


# --- as one of several inputs ------------------------------------------------------------------


def test_a_failure_is_a_row_and_the_run_goes_on(site: Site) -> None:
    site.at["/a"] = answer(PAGE)
    paths = [site.url("/gone"), "ftp://127.0.0.1/a", site.url("/a")]
    gone, other, there = pages(paths, 1, AT_ONCE)
    assert gone == Unreadable(path=paths[0], error="answered 404 Not Found")
    assert isinstance(other, Unreadable)
    assert "not of 'ftp'" in other.error
    assert isinstance(there, Page)


def test_a_dead_host_is_not_tried_for_each_of_its_pages(site: Site) -> None:
    site.close()
    tries: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        tries.append(host)
        return ["127.0.0.1"]

    fetcher = Fetcher(AT_ONCE, LIMIT, Network(resolve=resolve, allow_private=True))
    for number in range(5):
        with pytest.raises(PageError, match="Connection refused"):
            fetcher.page(site.url(f"/{number}", host="karsk.example"))
    assert len(tries) == 1


def test_a_step_that_does_not_fetch_says_who_does() -> None:
    (refused,) = pages(["https://karsk-courant.example/dam"], 1)
    assert isinstance(refused, Unreadable)
    assert "only `sayso add` and `sayso extract` fetch" in refused.error
