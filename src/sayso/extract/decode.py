"""Bytes to text: which encoding fits, and when the bytes are no text at all."""

import codecs
import re
from collections import Counter

import msgspec

from sayso.model import Page, PageError

# What the first bytes of common files that are no text look like.
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "a RIFF media file"),
    (b"OggS", "an Ogg media file"),
    (b"ID3", "an MP3 file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"SQLite format 3\0", "an SQLite database"),
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read when a page names these (WHATWG Encoding Standard, section 4.2).
READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
HEAD = 4096  # Bytes searched for <meta charset>; the HTML standard asks for it in the first 1024.
SAMPLE = 32_768  # Bytes around the non-ASCII ones that the guesser is shown: its time is linear.
MOSTLY = 4  # Well-formed sequences for each broken byte that still speak for UTF-8.
STRAY = 0.02  # Share of non-ASCII bytes below which they are taken for quotes and accents.
FOREIGN = 0.3  # Share of accented letters above which "Latin-1" is another alphabet misread.
BINARY = 0.05  # Share of control bytes above which a file is no text.
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x85"))
HIGH = bytes(range(0x80, 0x100))
ACCENTED = re.compile("[\u00c0-\u00ff]")
LETTER = re.compile(r"[^\W\d_]")
# What the guesser may name: encodings of the WHATWG standard, less those that nobody writes.
WEB = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8",
    "iso8859_10", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16", "koi8_r", "koi8_u",
    "cp866", "cp874", "mac_roman", "gb18030", "big5hkscs", "cp932", "euc_jp",
    "cp949",
]  # fmt: skip
# The letters beyond ASCII of the languages that each encoding was made for; bytes read in a wrong
# one give signs, or letters of several languages. Other alphabets are left to the guesser: their
# encodings differ in how often a letter comes, not in which letters there are.
CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýžäôľĺŕ", "áéíóöőúüű", "ăâîşţ", "čćđšž")
LETTERS = {
    "cp1252": (
        "äöüß", "éèêëàâçîïôûùœ", "áéíóúüñ", "áâãàçéêíóôõú", "àèéìòù", "ëéïöüèó", "åäöéü", "åæøéö",
    ),
    "cp1250": CENTRAL,
    "iso8859_2": CENTRAL,
    "cp1254": ("çğıöşüâî",),
}  # fmt: skip
FITS = 0.9  # Share of the signs beyond ASCII that are such letters; names bring in a few others.
TYPOGRAPHIC = frozenset("“”‘’„‚«»‹›–—…•·€£§©®°´¡¿\u00a0\u00ad™½")


class Decoded(msgspec.Struct, frozen=True):
    """A page's text, the encoding it was read in, and what was odd about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(page: Page) -> Decoded:
    """Return the text of a page in the encoding that fits its bytes, which is not always the
    declared one.

    Raises PageError for an empty page and for one that is no text, saying what it looks like.

    >>> decode(Page(content="Überfahrt nach Ostrava".encode(), path="a.txt")).encoding
    'utf-8'
    """
    data = page.content
    if not data.strip():
        raise PageError("the page is empty")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(encoding, "replace").lstrip("\ufeff"), encoding)
    _refuse_binary(page)
    declared = _declared(page)
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, _warn(declared, wide))
    if b"\0" in data:
        data = data.replace(b"\0", b"")
        decoded = _fit(data, declared)
        return Decoded(
            decoded.text, decoded.encoding, (*decoded.warnings, "NUL bytes were left out")
        )
    return _fit(data, declared)


def _refuse_binary(page: Page) -> None:
    data = page.content
    start = data[:64].lstrip()
    for magic, looks in MAGIC:
        if data.startswith(magic) or (magic == b"%PDF-" and start.startswith(magic)):
            raise PageError(f"no text: it looks like {looks}")
    if data[4:8] == b"ftyp":
        raise PageError("no text: it looks like a video or HEIF image")
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROL))
    if controls > BINARY * len(sample) and not _wide(data):
        raise PageError("no text: it looks like binary data")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in every other byte."""
    sample = data[:SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _declared(page: Page) -> str | None:
    """The encoding that the transfer or the page names, when Python knows it."""
    found = DECLARED.search(page.content[:HEAD])
    for name in (page.charset, found and found[1].decode("ascii")):
        if name:
            try:
                return codecs.lookup(name).name
            except (LookupError, ValueError):
                continue
    return None


def _fit(data: bytes, declared: str | None) -> Decoded:
    if data.isascii():
        if (
            declared
            and declared.startswith(("iso2022", "hz"))
            and (b"\x1b" in data or b"~{" in data)
        ):
            return Decoded(data.decode(declared, "replace"), declared)
        return Decoded(data.decode("ascii"), "utf-8")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", _warn(declared, "utf-8"))
    except UnicodeDecodeError:
        pass
    if declared and not declared.startswith(("utf", "punycode", "idna")):
        fitting = _as_declared(data, declared)
        if fitting:
            return fitting
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    sound = len(mended) - broken - len(data.translate(None, HIGH))
    if sound >= MOSTLY * broken:
        warning = f"{broken} bytes are not utf-8 and were replaced"
        return Decoded(mended, "utf-8", (*_warn(declared, "utf-8"), warning))
    guess = _guess(data)
    return Decoded(data.decode(guess, "replace"), guess, _warn(declared, guess))


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    encoding = READ_AS.get(declared, declared)
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, UnicodeError):  # such as "rot13" or "base64", which are no charsets
        return None
    if text.count("\ufffd") > len(data) // 1000:
        return None
    if encoding == "cp1252":
        sample = text[:SAMPLE]
        letters = len(LETTER.findall(sample))
        if len(ACCENTED.findall(sample)) > FOREIGN * letters:
            return None
    return Decoded(text, encoding)


def _guess(data: bytes) -> str:
    """What the letters of known languages fit; statistics only for the other scripts."""
    if len(data) - len(data.translate(None, HIGH)) < STRAY * len(data):
        return "cp1252"
    lines = [line for line in data.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:SAMPLE]
    fits = {encoding: _fit_of(sample, encoding) for encoding in LETTERS}
    fitting = max(fits, key=lambda encoding: fits[encoding])
    if fits[fitting] >= FITS:
        return fitting
    from charset_normalizer import from_bytes

    guess = from_bytes(sample, cp_isolation=WEB).best()
    return guess.encoding if guess else "cp1252"


def _fit_of(sample: bytes, encoding: str) -> float:
    """The share of the signs beyond ASCII that are letters of one language of this encoding."""
    text = sample.decode(encoding, "replace")
    signs = Counter(sign for sign in text if sign > "\x7f" and sign not in TYPOGRAPHIC)
    total = signs.total()
    best = max(
        sum(signs[letter] for letter in {*letters, *letters.upper()})
        for letters in LETTERS[encoding]
    )
    return best / total if total else 0.0


def _warn(declared: str | None, used: str) -> tuple[str, ...]:
    if declared is None or READ_AS.get(declared, declared) == used:
        return ()
    return (f"declared {declared}, read as {used}",)
