"""A table whose columns share the terminal's width, or turn into records where it is narrow."""

from collections.abc import Sequence
from copy import copy

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Column, Table
from rich.text import Text

GAP = 2  # Signs between two columns.
# A column may break words longer than this; a date has as many signs.
LONGEST_WORD = 10
# What a column of sentences needs at the least to be read, so that six columns fit in 80 signs, and
# what it should have.
LEAST_WORDS, ENOUGH_WORDS = 12, 32


class Listing(Table):
    """A table whose rows stand as records under each other where its columns have no room."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = options.max_width - GAP * (len(self.columns) - 1)
        least = [_least(column) for column in self.columns]
        if sum(least) > room:
            yield from self._records()
            return
        made = copy(self)
        made.columns = [copy(column) for column in self.columns]
        for column, width in zip(made.columns, _shared(made.columns, least, room), strict=True):
            if column.ratio is None:
                column.width = width
        yield from Table.__rich_console__(made, console, options)

    def _records(self) -> RenderResult:
        names = [column.header if self.show_header else "" for column in self.columns]
        wide = max((len(str(each)) for each in names), default=0)
        for number, row in enumerate(zip(*(each.cells for each in self.columns), strict=True)):
            if number:
                yield Text()
            made = Table.grid(padding=(0, GAP if wide else 0))
            made.add_column(style="dim", no_wrap=True, width=wide)
            made.add_column(overflow="fold")
            for name, cell in zip(names, row, strict=True):
                if cell:
                    made.add_row(name, _folding(cell))
            yield made


def _least(column: Column) -> int:
    """The signs below which a column cannot be read."""
    if column.width is not None or column.ratio is not None:
        return column.width or LEAST_WORDS
    return _widest(column) if column.no_wrap else min(LONGEST_WORD, _longest_word(column))


def _shared(columns: Sequence[Column], least: Sequence[int], room: int) -> list[int]:
    """The width of each column: as its cells want it, and less where there is too little room.

    First the other columns give to that of the sentences, then it gives, then words are broken.
    """
    widths, whole = [], []
    for column, low in zip(columns, least, strict=True):
        most = ENOUGH_WORDS if column.ratio is not None else column.max_width
        widths.append(column.width or min(_widest(column), most or room))
        word = max(_longest_word(column), LONGEST_WORD)
        whole.append(max(low, widths[-1] if column.ratio is not None else min(widths[-1], word)))
    wide = [column.ratio is not None for column in columns]
    giving = [
        low if is_wide else word for is_wide, low, word in zip(wide, least, whole, strict=True)
    ]
    for floor in (whole, giving, least):
        while sum(widths) > room:
            spare = [width - low for width, low in zip(widths, floor, strict=True)]
            if max(spare) <= 0:
                break
            widths[spare.index(max(spare))] -= 1
    return widths


def _cells(column: Column) -> list[str]:
    return [str(each) for each in (column.header, *column.cells)]


def _longest_word(column: Column) -> int:
    return max((len(word) for cell in _cells(column) for word in cell.split()), default=0)


def _widest(column: Column) -> int:
    return max(map(len, _cells(column)))


def _folding(cell: RenderableType) -> RenderableType:
    """The cell as it folds in a line of its own, whatever its column made of it."""
    if isinstance(cell, Text):
        cell = cell.copy()
        cell.no_wrap, cell.overflow = None, None
    return cell
