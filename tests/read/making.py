"""Small valid files of every kind that is read, made anew for each test."""

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from sayso.model import Page, Unreadable
from sayso.read import pages

HTML = b"<html><body><p>The river rose by two metres in Karsk.</p></body></html>"
PROSE = (
    "The dam above Karsk held through the night, the river office said on Tuesday.",
    "At least 40 homes stood in water, and 120 people slept in the school on the hill.",
)
MARKUP = "".join(f"<p>{each}</p>" for each in PROSE)


def read(*paths: Path | str, limit: int = 20) -> list[Page | Unreadable]:
    return list(pages([str(path) for path in paths], limit))


def error(found: list[Page | Unreadable]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Unreadable)
    return found[0].error


def record(
    number: int,
    body: bytes,
    http: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
    kind: str = "response",
) -> bytes:
    """One record of a web archive, written out by hand so that it can be written wrongly."""
    sent = f"HTTP/1.1 {status}\r\n{http}\r\n\r\n".encode() + body if kind == "response" else body
    own = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Date: 2025-10-14T08:00:00Z\r\n"
        f"WARC-Target-URI: https://karsk-courant.example/{number}\r\n"
        f"Content-Type: {own}\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent + b"\r\n\r\n"


def warc(*bodies: bytes, status: str = "200 OK") -> bytes:
    http = "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip"
    return b"".join(
        record(number, gzip.compress(body, mtime=0), http, status)
        for number, body in enumerate(bodies)
    )


def zipped(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def mhtml(page: bytes = HTML, encoding: str = "base64") -> bytes:
    body = base64.encodebytes(page) if encoding == "base64" else page
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://karsk-courant.example/dam\r\n"
        b"Subject: Dam holds\r\nDate: Tue, 14 Oct 2025 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--"\r\n\r\n\r\n'
        b"----b--\r\nContent-Type: text/html; charset=utf-8\r\nContent-ID: <frame@mhtml>\r\n"
        b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\n"
        b"Content-Location: https://karsk-courant.example/dam\r\n\r\n" + body + b"\r\n"
        b"----b--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://karsk-courant.example/dam.png\r\n\r\niVBORw0KGgo=\r\n"
        b"----b----\r\n"
    )


def item(number: int, more: str = "") -> str:
    return (
        f"<item><title>Dam holds, day {number}</title>"
        f"<link>https://karsk-courant.example/dam-{number}</link>"
        f'<guid isPermaLink="false">k-{number}</guid><dc:creator>Ana Reyl</dc:creator>'
        f"<pubDate>Tue, 14 Oct 2025 0{number}:30:00 +0200</pubDate>{more}"
        f"<content:encoded><![CDATA[{MARKUP}]]></content:encoded></item>"
    )


def rss(*items: str, channel: str = "") -> bytes:
    spaces = {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "slash": "http://purl.org/rss/1.0/modules/slash/",
    }
    declared = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {declared}>\n<channel>'
        f"<title>Karsk Courant</title><link>https://karsk-courant.example/</link>"
        f"<language>en-gb</language>{channel}\n{''.join(items)}\n</channel></rss>"
    ).encode()


ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Pellin Post</title><id>urn:pellin</id><updated>2025-10-15T09:00:00Z</updated>
  <link rel="self" href="https://pellin-post.example/feed"/>
  <author><name>Pellin Post</name></author>
  <entry>
    <title type="html">Two bridges &lt;i&gt;closed&lt;/i&gt;</title><id>urn:pellin:1</id>
    <link rel="alternate" href="https://pellin-post.example/bridges"/>
    <published>2025-10-14T08:00:00+02:00</published><updated>2025-10-14T12:00:00+02:00</updated>
    <author><name>Bo Marsh</name></author><author><name>Cy Dorn</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{MARKUP}</div></content>
  </entry>
</feed>""".encode()

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://velmar.example/"><title>Velmar Radio</title><dc:language>en</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="https://velmar.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://velmar.example/1"><title>School opens</title>
<link>https://velmar.example/1</link><dc:date>2025-10-14T06:00+02:00</dc:date>
<dc:creator>Ana Reyl</dc:creator>
<description>The school on the hill took in 120 people, the mayor said.</description></item></rdf:RDF>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Karsk Courant",
        "language": "en",
        "feed_url": "https://karsk-courant.example/feed.json",
        "items": [
            {
                "id": "k-1",
                "url": "https://karsk-courant.example/dam",
                "title": "Dam holds",
                "content_html": MARKUP,
                "date_published": "2025-10-14T08:00:00+02:00",
                "authors": [{"name": "Ana Reyl"}],
            },
            {"id": 2, "content_text": "Two bridges are closed, the mayor said."},
        ],
    }
).encode()

LINES = (
    json.dumps({"id": "k1", "text": "Two boats sank."})
    + "\n"
    + json.dumps({"html": HTML.decode(), "url": "https://karsk-courant.example/dam"})
    + "\n"
    + json.dumps({"content": base64.b64encode(HTML).decode(), "encoding": "base64"})
    + "\n"
).encode()


def every_kind() -> dict[str, bytes]:
    """A small valid file of every kind, by its name."""
    records = [record(1, HTML), record(2, HTML + b"<!-- 2 -->"), record(3, HTML + b"<!-- 3 -->")]
    return {
        "page.html": HTML,
        "page.txt": "\n\n".join(PROSE).encode(),
        "page.html.gz": gzip.compress(HTML, mtime=0),
        "pages.zip": zipped({"a.html": HTML, "in/b.txt": b"\n".join([HTML] * 3)}),
        "stored.zip": zipped({"a.html": HTML, "b.html": HTML}, zipfile.ZIP_STORED),
        "page.mhtml": mhtml(),
        "quoted.mht": mhtml(HTML, "quoted-printable"),
        "news.rss": rss(item(1), item(2)),
        "news.atom": ATOM,
        "news.rdf": RDF,
        "news.json": JSON_FEED,
        "lines.jsonl": LINES,
        "lines.jsonl.gz": gzip.compress(LINES, mtime=0),
        "crawl.warc": b"".join(records),
        "crawl.warc.gz": b"".join(map(gzip.compress, records)),
        "text.warc.wet": record(1, b"The dam held.", kind="conversion"),
        "crawl.wacz": zipped(
            {
                "datapackage.json": b"{}",
                "archive/data.warc.gz": b"".join(map(gzip.compress, records)),
            },
            zipfile.ZIP_STORED,
        ),
    }
