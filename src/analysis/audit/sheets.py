"""The sheets of a workbook, of whatever kind, compared with the tables of the page in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from analysis.audit.known import Known
from analysis.audit.numbers_in_text import says_a_number
from analysis.audit.saying_again import Grid, plain

_NAME = re.compile(r"Cover|Contents|Notes|(Table|Figure) \d+")
_SHEET = re.compile(r"(Table|Figure) (\d+)")
_MARKS = re.compile(r"(?: ?\[[a-z]\])+$")
DIGITS = 15
"""A program for workbooks shows so many digits of a number."""


@dataclass(frozen=True)
class SheetAsRead:
    """A sheet: its name, its rows of texts and numbers, and the words of its links."""

    name: str
    rows: tuple[tuple[str | float, ...], ...]
    links: tuple[str, ...] = ()


def sheet_faults(sheets: Sequence[SheetAsRead], known: Known) -> Iterator[str]:
    """Sheets whose table is not the table of the same number in the page, and words beside it that the page does not have."""
    for sheet in sheets:
        if not _NAME.fullmatch(sheet.name):
            yield f"it has a sheet called {sheet.name[:40]!r}"
        yield from (
            f"sheet {sheet.name} has a link that says {words[:60]!r}"
            for words in sheet.links
            if says_a_number(words) and not _names_a_row(words)
        )
        found = _SHEET.fullmatch(sheet.name)
        grid = _grid(known, found[1], int(found[2])) if found else ()
        if found and not grid:
            yield f"the page has no {sheet.name}"
        start = _start(sheet, grid) if grid else len(sheet.rows)
        yield from _table_faults(sheet, grid, start)
        beside = [row for n, row in enumerate(sheet.rows) if not start <= n < start + len(grid)]
        yield from _word_faults(sheet.name, beside, known)


def _grid(known: Known, kind: str, number: int) -> Grid:
    grids = known.said.tables if kind == "Table" else known.said.figures
    return grids[number - 1] if 0 < number <= len(grids) else ()


def _start(sheet: SheetAsRead, grid: Grid) -> int:
    """The row in which the table starts: that of its headings."""
    heads = [n for n, row in enumerate(sheet.rows) if tuple(plain(f"{cell}") for cell in row) == grid[0]]
    return heads[0] if heads else len(sheet.rows)


def _table_faults(sheet: SheetAsRead, grid: Grid, start: int) -> Iterator[str]:
    shown = sheet.rows[start : start + len(grid)]
    if len(shown) != len(grid):
        yield f"sheet {sheet.name} has another table than the page"
        return
    for n, (row, expected) in enumerate(zip(shown, grid, strict=True)):
        if len(row) != len(expected):
            yield f"sheet {sheet.name} has another row {n} than the page: {expected[0][:40]!r}"
        elif wrong := [m for m, (cell, said) in enumerate(zip(row, expected, strict=True)) if not _is_same(cell, said)]:
            held, said, heading = row[wrong[0]], expected[wrong[0]], grid[0][wrong[0]]
            yield f"sheet {sheet.name}, {expected[0][:40]!r}, {heading[:40]!r}: it holds {held} where the page has {said!r}"


def _is_same(cell: str | float, said: str) -> bool:
    """Whether a cell is what the page says: the same words, or the number that it reads as."""
    if isinstance(cell, str):
        return plain(cell).lstrip("'") == said
    return _number(said) == Decimal(f"{cell:.{DIGITS}g}")


def _number(said: str) -> Decimal | None:
    """A number as it is written; a percentage is a part of one."""
    written = _MARKS.sub("", said).replace(",", "").replace("\N{MINUS SIGN}", "-").lstrip("+")
    try:
        return Decimal(written[:-1]) / 100 if written.endswith("%") else Decimal(written)
    except InvalidOperation:
        return None


def _word_faults(name: str, rows: Sequence[Sequence[str | float]], known: Known) -> Iterator[str]:
    for row in rows:
        for n, cell in enumerate(row):
            if isinstance(cell, float):
                yield f"sheet {name} holds {cell:g} outside its table"
            elif says_a_number(cell) and not known.says(cell) and not (n == 0 and _names_a_row(cell)):
                yield f"sheet {name} says {cell[:80]!r}, which the page does not"


def _names_a_row(cell: str) -> bool:
    return re.fullmatch(r"(Table|Figure|note) \d+", cell) is not None
