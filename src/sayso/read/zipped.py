"""The captures in a zip, one member after another, none of them written anywhere."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import IO

import msgspec

from sayso.model import PageError, Unreadable
from sayso.read.kinds import OTHER_CAPTURES, SNIFFED, SUFFIXES, is_page, suffix
from sayso.read.salvage import HEADER_MAGIC, Salvaged, local_members
from sayso.read.streams import FREE, MOST_RATIO, Allowance, Bounded, Readable, restarted

# A whole archive may unpack to this many times its size, and to this many bytes in any case; one
# of text packs to a tenth, one of web archives hardly at all.
MOST_RATIO_OF_ALL = 20
FREE_OF_ALL = 1 << 30
MOST_DIRECTORY = 32 << 20  # Bytes; some 300,000 members, which take ten times as much in memory.
ENCRYPTED = 1
PACKINGS = {zipfile.ZIP_STORED: "stored", zipfile.ZIP_DEFLATED: "deflated"}
LOCAL_HEADER = 30  # Bytes before a member's name.
# The end of a zip, and that of a large one: of their fields the size of the list of members.
END_MAGIC, END = b"PK\x05\x06", struct.Struct("<4s8xL6x")
END_64_MAGIC, END_64 = b"PK\x06\x06", struct.Struct("<4s36xQ8x")
NO_ROOM = 0xFFFFFFFF  # In the end proper: the large one has it.
LONGEST_COMMENT = 1 << 16
OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml")
WACZ_FOLDER = "archive/"
NAMED = OTHER_CAPTURES.union(SUFFIXES)
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Member(msgspec.Struct, frozen=True):
    """A capture in a zip: the path that it goes by, and its bytes."""

    path: str
    stream: IO[bytes]


class Listed(msgspec.Struct, frozen=True):
    """A member of a zip: how it is packed, where it begins, and how to open it."""

    name: str
    flags: int
    packing: int
    size: int
    at: int
    opened: Callable[[], Readable]


def members(stream: IO[bytes], path: str) -> Iterator[Member | Unreadable]:
    """Yield the captures in a zip, sorted by name; of a WACZ its web archives alone.

    They go by `path/folder/name`. What is no capture is passed over, as in a folder on a disk.
    Where the list at the end of the zip is lost, the members are found one by one, and an
    Unreadable says so. Raises PageError where there is no zip, or no capture in it.
    """
    size = stream.seek(0, io.SEEK_END)
    if _directory_size(stream, size) > MOST_DIRECTORY:
        raise PageError(f"a zip whose list of members is larger than {MOST_DIRECTORY >> 20} MB")
    try:
        archive = zipfile.ZipFile(stream)
        if not all(_begins_at(stream, info.header_offset) for info in archive.infolist()):
            raise zipfile.BadZipFile("its list of members does not fit it")
    except (*DAMAGES, struct.error, OSError) as error:
        found = _salvaged(stream, size)
        if not found:
            raise PageError(f"a zip that cannot be opened ({error})") from None
        yield Unreadable(path=path, error=f"a damaged zip ({error}): read is what was found in it")
        yield from _captures(found, path, size)
        return
    with archive:
        listed = [_listed(archive, info) for info in archive.infolist()]
        yield from _captures(listed, path, size)


def _begins_at(stream: IO[bytes], at: int) -> bool:
    if at < 0:
        return False
    stream.seek(at)
    return stream.read(len(HEADER_MAGIC)) == HEADER_MAGIC


def _listed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Listed:
    return Listed(
        info.filename,
        info.flag_bits,
        info.compress_type,
        info.compress_size,
        info.header_offset,
        partial(archive.open, info),
    )


def _salvaged(stream: IO[bytes], size: int) -> list[Listed]:
    found = local_members(stream)
    ends = [*(each.at for each in found), size][1:]
    return [
        Listed(
            each.name,
            each.flags,
            each.packing,
            end - each.begins if each.size is None else each.size,
            each.at,
            partial(Salvaged, stream, each),
        )
        for each, end in zip(found, ends, strict=True)
    ]


def _captures(listed: list[Listed], path: str, size: int) -> Iterator[Member | Unreadable]:
    names = {each.name for each in listed}
    is_wacz = path.lower().endswith(".wacz") or (
        "datapackage.json" in names and any(name.startswith(WACZ_FOLDER) for name in names)
    )
    if not is_wacz and names & set(OFFICE):
        raise PageError("no text: it looks like an office document, an e-book or a program")
    wanted = _is_web_archive if is_wacz else _is_wanted
    shared = _overlapping(listed)
    error = (
        f"a zip that unpacks to more than {MOST_RATIO_OF_ALL} times its size and "
        f"{FREE_OF_ALL >> 30} GB: the rest of it was not read"
    )
    whole = Allowance(max(FREE_OF_ALL, MOST_RATIO_OF_ALL * size), error)
    found = False
    for each in sorted(listed, key=lambda each: each.name):
        if each.name.endswith("/") or not wanted(each.name):
            continue
        inside = f"{path}/{each.name}"
        known = suffix(each.name) in NAMED
        try:
            if reason := _refused(each, shared):
                raise PageError(reason)
            start, stream = restarted(_opened(each, whole), SNIFFED)
        except PageError as raised:
            if known:
                found = True
                yield Unreadable(path=inside, error=str(raised))
            continue
        if known or is_page(start):
            found = True
            yield Member(inside, stream)
        if whole.left < 0:
            return
    if not found:
        looked = "web archive" if is_wacz else "page"
        raise PageError(f"a zip without a {looked} in it (looked for {_looked_for(is_wacz)})")


def _opened(member: Listed, whole: Allowance) -> IO[bytes]:
    error = f"unpacks to more than {MOST_RATIO} times its size"
    most = Allowance(FREE + MOST_RATIO * member.size, error)
    return io.BufferedReader(Bounded(_Explained(member.opened), most, whole))


class _Explained:
    """A member's bytes, its damages as PageError."""

    def __init__(self, opened: Callable[[], Readable]) -> None:
        self._opened = opened
        self._stream: Readable | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            if self._stream is None:
                self._stream = self._opened()
            return self._stream.read(size)
        except (*DAMAGES, struct.error, OSError) as error:
            said = str(error) or "it ends before its end"
            raise PageError(f"a damaged member of a zip ({said})") from None


def _refused(member: Listed, shared: frozenset[int]) -> str | None:
    if member.flags & ENCRYPTED:
        return "locked by a password: unpack it first"
    if member.packing not in PACKINGS:
        known = " and ".join(PACKINGS.values())
        return f"packed by method {member.packing} of zip; those read are {known}"
    if member.at in shared:
        return "shares its bytes with another member of the zip, as bombs do"
    return None


def _overlapping(listed: list[Listed]) -> frozenset[int]:
    """Where the members begin that run into the next one."""
    laid = sorted(listed, key=lambda each: each.at)
    return frozenset(
        one.at for one, after in pairwise(laid) if one.at + LOCAL_HEADER + one.size > after.at
    )


def _directory_size(stream: IO[bytes], size: int) -> int:
    """How much the end of a zip says that its list of members takes, and there is room for."""
    stream.seek(max(0, size - LONGEST_COMMENT - END.size - END_64.size))
    end = stream.read()
    declared = 0  # where there is no end, it is no zip, and whoever opens it says so
    for magic, form in ((END_MAGIC, END), (END_64_MAGIC, END_64)):
        at = end.rfind(magic)
        if 0 <= at <= len(end) - form.size:
            stated = int(form.unpack_from(end, at)[1])
            declared = max(declared, stated if stated != NO_ROOM else 0)
    return min(declared, size)


def _is_wanted(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not hidden and parts[0] != "__MACOSX"


def _is_web_archive(name: str) -> bool:
    return SUFFIXES.get(suffix(name)) == "warc"


def _looked_for(is_wacz: bool) -> str:
    known = [each for each, kind in SUFFIXES.items() if not is_wacz or kind == "warc"]
    return " ".join(sorted(known)) + ", also with .gz"
