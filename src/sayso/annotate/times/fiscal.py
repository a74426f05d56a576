"""Years that are not the calendar's: fiscal, academic, and seasons over two years."""

from collections.abc import Mapping

from sayso.annotate.times.setting import Maker, Meaning, Setting


def _make_fiscal(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """A fiscal year has no days of its own, as each body begins it on another day; one told over
    two years lies somewhere in both."""
    if "from_year" not in slots:
        return Meaning(type="DATE", value=None)
    first = _whole(slots["from_year"])
    if "to_year" not in slots:
        return Meaning(type="DATE", value=f"FY{first}")
    second = slots["to_year"]
    second_year = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if second_year not in (first + 1, first - 99):
        return None
    days = (f"{first}-01-01", f"{first + 1}-12-31")
    return Meaning(type="DATE", value=f"{first}/{first + 1}", days=days)


def _whole(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


MAKERS: dict[str, Maker] = {"fiscal": _make_fiscal}
