"""Write the days of feasts that move with the moon, as `src/sayso/data/en/feasts.toml` keeps them.

    pip install holidays==0.109; python training/feasts.py > src/sayso/data/en/feasts.toml

The days are those of the tables in the package holidays (MIT licence): the Umm al-Qura calendar
for Muslim feasts, of which a sighting of the moon may shift each by a day.
"""

from collections.abc import Iterator, Mapping, Sequence

from holidays.calendars.chinese import _ChineseLunisolar as Chinese
from holidays.calendars.hebrew import _HebrewLunisolar as Hebrew
from holidays.calendars.hindu import _HinduLunisolar as Hindu
from holidays.calendars.islamic import _IslamicLunar as Islamic

# Of the years that crawled news is from and looks ahead to.
YEARS = range(1980, 2041)
Table = Mapping[int, tuple[int, int] | tuple[tuple[int, int], ...]]
# How many days a feast is kept (one where that differs by country), and its names in English news.
FEASTS: Sequence[tuple[Table, int, Sequence[str]]] = (
    (Islamic.EID_AL_FITR_DATES, 1, ("Eid al-Fitr", "Eid ul-Fitr", "Idul Fitri")),
    (Islamic.EID_AL_ADHA_DATES, 1, ("Eid al-Adha", "Eid ul-Adha", "Idul Adha")),
    (Islamic.RAMADAN_BEGINNING_DATES, 30, ("Ramadan", "Ramzan")),
    (Islamic.ASHURA_DATES, 1, ("Ashura", "Ashoura")),
    (Hindu.DIWALI_INDIA_DATES, 1, ("Diwali", "Deepavali")),
    (Hindu.HOLI_DATES, 1, ("Holi",)),
    (Hebrew.HANUKKAH_DATES, 8, ("Hanukkah", "Chanukah")),
    (Hebrew.PASSOVER_DATES, 7, ("Passover",)),
    (Hebrew.ROSH_HASHANAH_DATES, 2, ("Rosh Hashanah", "Rosh Hashana")),
    (Hebrew.YOM_KIPPUR_DATES, 1, ("Yom Kippur",)),
    (Chinese.LUNAR_NEW_YEAR_DATES, 1, ("Lunar New Year", "Chinese New Year")),
    (Chinese.MID_AUTUMN_DATES, 1, ("Mid-Autumn Festival",)),
)


def days(table: Table) -> Iterator[str]:
    for year in YEARS:
        found = table.get(year) or ()
        for day in found if found and isinstance(found[0], tuple) else (found,) if found else ():
            yield f"{year}-{day[0]:02d}-{day[1]:02d}"


def main() -> None:
    print("# First days of feasts that move with the moon, written by training/feasts.py.")
    print("# `length` is how many days the feast is kept; it begins on the evening before.")
    print("version = 1")
    for table, length, names in FEASTS:
        rows = list(days(table))
        lines = [", ".join(f'"{day}"' for day in rows[i : i + 7]) for i in range(0, len(rows), 7)]
        for name in names[:1]:
            print(f'\n[feasts."{name}"]\nlength = {length}')
            print("days = [\n  " + ",\n  ".join(lines) + ",\n]")
        for name in names[1:]:
            print(f'\n[feasts."{name}"]\nlike = "{names[0]}"')


if __name__ == "__main__":
    main()
