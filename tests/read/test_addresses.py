"""Which addresses are fetched, how they are written, and which network addresses are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import PageError
from sayso.read.addresses import LONGEST, is_address, parsed, redirected
from sayso.read.private import kind


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("HTTP://Karsk-Courant.Example", "http://karsk-courant.example/"),
        ("http://karsk.example:80/a", "http://karsk.example/a"),
        ("https://karsk.example:8443/a#b", "https://karsk.example:8443/a"),
        ("https://karsk.example./a b", "https://karsk.example/a%20b"),
        ("https://høj-vand.example/å?ø=1", "https://xn--hj-vand-q1a.example/%C3%A5?%C3%B8=1"),
        ("https://karsk.example/%C3%A5?q=%20x+y", "https://karsk.example/%C3%A5?q=%20x+y"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://my_paper.example/", "http://my_paper.example/"),
        ("http://karsk.example/\udcff", "http://karsk.example/%FF"),
    ],
)
def test_an_address_as_it_is_sent(given: str, sent: str) -> None:
    assert parsed(given).url == sent
    assert parsed(sent).url == sent


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("http://", "without a host"),
        ("https:///dam", "without a host"),
        ("http://:80/", "without a host"),
        ("ftp://karsk.example/", "only addresses of http and https are fetched, not of 'ftp'"),
        ("javascript://karsk.example/", "not of 'javascript'"),
        ("http://karsk.example:0/", "from 1 to 65535"),
        ("http://karsk.example:65536/", "from 1 to 65535"),
        ("http://karsk.example:eighty/", "from 1 to 65535"),
        ("http://user:secret@karsk.example/", "give it without"),
        ("http://user@karsk.example/", "give it without"),
        ("http://karsk.example\\@evil.example/", "give it without"),
        ("http://karsk.example/a\r\nX-Injected: b", "control character"),
        ("http://karsk .example/", "is no host name"),
        ("http://karsk..example/", "is no host name"),
        ("http://-karsk.example/", "is no host name"),
        ("http://" + "a" * 64 + ".example/", "is no host name"),
        ("http://" + "a." * 200 + "example/", "is no host name"),
        ("http://" + "ø." * 200 + "example/", "too long"),
        ("http://ka\u2603\u0300\u200drsk.example/", "is no host name"),
        ("http://karsk\uff0f.example/", "not an address"),
        ("http://[::1/", "not an address"),
        ("http://[fe80::1%25eth0]/", "is no IPv6 address"),
        ("http://[karsk]/", "address"),
        ("http://karsk.example/" + "a" * LONGEST, "more than 8,000 characters"),
        ("http://karsk.example/\ud800", "half a character"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(given: str, said: str) -> None:
    with pytest.raises(PageError) as raised:
        parsed(given)
    assert said in str(raised.value)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(start: str, more: str) -> None:
    base = parsed("http://karsk.example/a/")
    for text in (f"http://{start}", f"https://karsk.example/{start}?{more}", start):
        for read in (parsed, lambda text: redirected(base, text)):
            try:
                found = read(text)
            except PageError as refusal:
                assert str(refusal)
            else:
                assert found.url.isascii()
                assert not set(found.url) & set(" \r\n\t")
                assert parsed(found.url) == found


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("https://karsk.example/", True),
        ("HTTP://karsk.example", True),
        ("ftp://karsk.example/a", True),
        ("captures/http.html", False),
        ("C:\\captures\\a.html", False),
        ("a:b", False),
        ("", False),
    ],
)
def test_an_address_is_told_from_a_file(path: str, is_one: bool) -> None:
    assert is_address(path) == is_one


@pytest.mark.parametrize(
    ("address", "what"),
    [
        *(("127.0.0.1", "loopback"), ("127.255.255.254", "loopback"), ("::1", "loopback")),
        *(("0.0.0.0", "unspecified"), ("::", "unspecified"), ("0.1.2.3", "private")),
        *(("10.0.0.1", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private")),
        *(("192.168.0.1", "private"), ("fd00::1", "private"), ("fec0::1", "private")),
        *(
            ("169.254.169.254", "link-local"),
            ("fe80::1", "link-local"),
            ("fe80::1%2", "link-local"),
        ),
        *(("224.0.0.1", "multicast"), ("239.1.1.1", "multicast"), ("ff02::1", "multicast")),
        *(("100.64.0.1", "shared (carrier-grade NAT)"), ("240.0.0.1", "reserved")),
        *(("255.255.255.255", "reserved"), ("192.0.2.1", "private"), ("198.18.0.1", "private")),
        *(("2001:db8::1", "private"), ("192.88.99.1", "reserved"), ("100::1", "reserved")),
        # IPv4 within IPv6: mapped, compatible, NAT64, 6to4.
        *(("::ffff:127.0.0.1", "loopback"), ("::ffff:169.254.1.1", "link-local")),
        *(("::127.0.0.1", "loopback"), ("64:ff9b::10.0.0.1", "private")),
        *(("64:ff9b:1::1", "reserved"), ("2002:7f00:1::", "loopback"), ("2001::1", "private")),
        *(("198.41.0.4", None), ("172.32.0.1", None), ("100.63.255.255", None)),
        *(("2620:0:2d0:200::7", None), ("::ffff:198.41.0.4", None), ("64:ff9b::198.41.0.4", None)),
    ],
)
def test_what_a_network_address_is(address: str, what: str | None) -> None:
    assert kind(address) == what
