"""Pages out of templates: everything in them is text, and nothing in a text acts."""

from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sayso.show.report.text import plain, short
from sayso.show.report.when import date_and_time
from sayso.web import addresses, visitor


def page(request: Request, name: str, /, **values: Any) -> Response:
    """Return a page made from a template."""
    made = _templates().get_template(name)
    who = visitor.of(request)
    shown = {"path": request.url.path, "query": request.url.query, "visitor": who, **values}
    return HTMLResponse(made.render(shown))


@cache
def _templates() -> Environment:
    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("sayso.web"),
                PrefixLoader({"report": PackageLoader("sayso.show.report")}),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals |= {
        "address": addresses.of,
        "table": addresses.table,
        "place": addresses.place,
        "changed": addresses.changed,
        "followed": followed,
        "version": version(),
    }
    made.filters |= {"short": short, "when": date_and_time}
    return made


def _shown(value: object) -> object:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def followed(address: str | None) -> str | None:
    """Return an address that a reader may follow, None for any that is not of the web.

    >>> followed("https://karsk.example/dam"), followed("javascript:alert(1)")
    ('https://karsk.example/dam', None)
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    of_the_web = parts.scheme in {"http", "https"} and parts.netloc
    return address if of_the_web and address and address.isprintable() else None


@cache
def version() -> str:
    """Return a mark of the desk's own files, another where one of them changed."""
    import hashlib

    found = hashlib.sha256()
    folder = resources.files("sayso.web").joinpath("static")
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_file():
            found.update(each.read_bytes())
    return found.hexdigest()[:10]
