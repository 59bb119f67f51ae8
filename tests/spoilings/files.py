"""A table of an extract as cells, changes to its cells, and the files that programs write of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.awkward.make import packed, saved

Cell = str | int | float | datetime
Files = dict[str, bytes]
"""The contents of files, by what follows the name of the table's file: ``.csv``, `` (1).csv``."""

DAY, MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
DATES = ("born", "day", "time")


@dataclass(frozen=True)
class Table:
    """The header and the rows of an extract, and what kind each column is.

    Kinds are ``reference`` (the row's own number), ``identifier`` (a person's), ``name``, ``born``, ``day``, ``time``, ``code`` and
    ``text``. ``stem`` is how the name of its file begins.
    """

    stem: str
    header: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def lines(self) -> list[list[Cell]]:
        """The header with the rows under it."""
        return [list(self.header), *map(list, self.rows)]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.header)

    def changed(self, kinds: str | Sequence[str], how: Callable[[Cell], Cell], every: int = 1) -> Table:
        """With ``how`` done to the filled cells of some kinds, in each row or in every second, third ... one."""
        wanted = (kinds,) if isinstance(kinds, str) else kinds
        return self.mapped(lambda row, kind, cell: how(cell) if cell != "" and kind in wanted and row % every == 0 else cell)

    def mapped(self, how: Callable[[int, str, Cell], Cell]) -> Table:
        """With each cell made anew from the number of its row, its kind and what stands there."""
        rows = (tuple(how(n, kind, cell) for kind, cell in zip(self.kinds, row, strict=True)) for n, row in enumerate(self.rows))
        return replace(self, rows=tuple(rows))

    def filled(self, word: str, *kinds: str) -> Table:
        """With a word in every empty cell, or in those of some kinds."""
        return self.mapped(lambda _, kind, cell: word if cell == "" and (not kinds or kind in kinds) else cell)

    def with_rows(self, rows: Iterable[Sequence[Cell]]) -> Table:
        """With other rows; a short one is filled up with empty cells."""
        return replace(self, rows=tuple((*row, *[""] * (self.width - len(row))) for row in rows))

    def with_columns(self, places: Sequence[int]) -> Table:
        """With these columns, in this order."""
        kept = [tuple(line[place] for place in places) for line in (self.header, self.kinds, *self.rows)]
        return Table(self.stem, kept[0], kept[1], tuple(kept[2:]))

    def headed(self, how: Callable[[str], str]) -> Table:
        """With other headers."""
        return replace(self, header=tuple(map(how, self.header)))

    def places(self, *kinds: str) -> list[int]:
        """Where the columns of these kinds stand."""
        return [place for place, kind in enumerate(self.kinds) if kind in kinds]


def moment(text: str) -> datetime:
    """A date or a time of a sound table."""
    return datetime.strptime(text, MOMENT if ":" in text else DAY)


def rewritten(day: str, time: str) -> Callable[[str], str]:
    """What writes a date, or a date with its time, in another way."""
    return lambda text: moment(text).strftime(time if ":" in text else day)


def text_file(
    lines: Sequence[Sequence[Cell]],
    delimiter: str = ",",
    end: str = "\n",
    encoding: str = "utf-8",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    """Lines as a text file."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(lines)
    return buffer.getvalue().encode(encoding)


def as_csv(table: Table, **how: object) -> Files:
    """The table as one CSV file, written in a way that `text_file` knows."""
    return {".csv": text_file(table.lines, **how)}


def csv_of(lines: Sequence[Sequence[Cell]]) -> Files:
    """Lines, with whatever stands above and below the table, as one CSV file."""
    return {".csv": text_file(lines)}


def as_workbook(table: Table, edit: Callable[[Worksheet], None] | None = None) -> Files:
    """The table as a workbook with one sheet, to which something is done by hand."""
    book = openpyxl.Workbook()
    for line in table.lines:
        book.active.append([None if cell == "" else cell for cell in line])
    if edit:
        edit(book.active)
    return {".xlsx": saved(book)}


def real_dates(table: Table, every: int = 1) -> Table:
    """With dates as a workbook holds them."""
    return table.changed(DATES, moment, every)


def as_zip(members: dict[str, bytes]) -> Files:
    """An archive of these members."""
    return {".zip": packed(members)}
