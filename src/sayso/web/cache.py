"""Answers kept while the ledger stays as it is, and told to a browser by their mark."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso.web import visitor

# Some hundred pages: what a few people look at in an hour.
MOST_BYTES = 48 << 20
# A greater one is a download, sooner made again than kept.
MOST_OF_ONE = 2 << 20


class Cache:
    """Bodies by their marks, the least used let go of first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._size = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()

    def get(self, mark: str) -> tuple[bytes, str] | None:
        with self._lock:
            if mark in self._kept:
                self._kept.move_to_end(mark)
            return self._kept.get(mark)

    def put(self, mark: str, body: bytes, media_type: str) -> None:
        if len(body) > MOST_OF_ONE:
            return
        with self._lock:
            if mark in self._kept:
                return
            self._kept[mark] = (body, media_type)
            self._size += len(body)
            while self._size > self._most:
                _, (dropped, _) = self._kept.popitem(last=False)
                self._size -= len(dropped)


def answer(
    cache: Cache, request: Request, revision: str, make: Callable[[Request], Response]
) -> Response:
    """Return what `make` answers, kept under the state of the ledger and the address.

    A browser that has it already is told so.
    """
    part = "part" if "hx-request" in request.headers else "whole"
    who = visitor.of(request)
    # A page is made for whom it names, and its forms are good for their session alone.
    whose = f"{who.by} {who.role} {who.form} {who.name}" if who else ""
    asked = f"{part} {request.url.path}?{request.url.query} {whose}"
    mark = f'"{revision}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"'
    headers = {
        "ETag": mark,
        "Cache-Control": "private, no-cache",
        "Vary": "HX-Request, Cookie, Authorization",
    }
    if mark in [each.strip() for each in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    if kept := cache.get(mark):
        body, media_type = kept
        return Response(body, media_type=media_type, headers=headers)
    made = make(request)
    if made.status_code != 200:
        return made
    made.headers.update(headers)
    if isinstance(made, StreamingResponse) or "content-disposition" in made.headers:
        return made
    cache.put(mark, bytes(made.body), made.headers.get("content-type", ""))
    return made
