"""The captured bytes of every page, compressed, each in a file named by its SHA-256."""

import gzip
import hashlib
import os
import zlib
from pathlib import Path

from sayso.model import Page, StorageError


class Vault:
    """The folder of captured pages; what is in it is never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the bytes of that hash are kept."""
        return self._folder / sha256[:2] / f"{sha256}.gz"

    def put(self, page: Page) -> str | None:
        """Keep the page's bytes; a crash leaves them whole or not there at all.

        Returns what was wrong with the bytes kept before, where these had to be replaced.
        """
        place = self.path(page.sha256)
        fault = self.fault(page.sha256) if place.exists() else None
        if place.exists() and fault is None:
            return None
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(".part")
        # mtime=0 makes the same bytes give the same file.
        with unfinished.open("wb") as stream:
            stream.write(gzip.compress(page.content, mtime=0))
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(place)
        _flush(place.parent)
        return fault

    def get(self, sha256: str) -> bytes:
        """Return the bytes of that hash; raises StorageError when missing or altered."""
        if fault := self.fault(sha256):
            raise StorageError(f"{self.path(sha256)}: {fault}")
        return gzip.decompress(self.path(sha256).read_bytes())

    def fault(self, sha256: str) -> str | None:
        """Return what is wrong with the bytes kept under a hash, None when nothing is."""
        try:
            content = gzip.decompress(self.path(sha256).read_bytes())
        except FileNotFoundError:
            return "missing"
        except (OSError, EOFError, zlib.error) as error:
            return f"damaged ({error})"
        found = hashlib.sha256(content).hexdigest()
        return None if found == sha256 else f"altered: its SHA-256 is now {found}"


def _flush(folder: Path) -> None:
    """Make the disk keep the new name too; not every system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
