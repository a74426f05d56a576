"""A claim's value with what it counts, as one reads it."""

from sayso.model import Claim
from sayso.show.value import units, value
from sayso.weigh.findings.wording import said


def value_of(claim: Claim | None) -> str:
    """Return what a claim counts, `at least 14 people killed`; empty where it counts nothing.

    >>> value_of(Claim(id="c", story="s", text="", best=14, unit="person", indicator="killed"))
    '14 people killed'
    """
    if claim is None or not value(claim):
        return ""
    if claim.indicator:
        return said(claim)
    unit, thing = claim.unit or "", claim.counted or ""
    named = "" if unit in {"", "person", "percent"} or unit in thing else units(unit)
    what = ", ".join(filter(None, (named, thing)))
    more = "more" if claim.additive else ""
    return " ".join(filter(None, (value(claim), more, what)))
