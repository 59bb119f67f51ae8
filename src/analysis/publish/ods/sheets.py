"""The sheets of a workbook as OpenDocument needs them: names of styles, lines of text, and numbers with what they are printed as."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from analysis.publish.ods.numbers import digits, printed
from analysis.publish.ods.styles import cell_style, column_style, row_style

# XML keeps one space of several side by side, and none at either end.
_SPACES = re.compile(r"(?<= ) +|^ +| +$")


@dataclass(frozen=True)
class Held:
    """What a cell holds: its value where it is a number, what it shows, line by line, and where it leads."""

    style: str
    value: str
    is_percentage: bool
    lines: tuple[Markup, ...]
    link: str


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet. An empty cell is `None`."""

    style: str
    cells: tuple[Held | None, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the styles of its columns, its rows, the ranges of its tables by their names, and whether its grid is shown."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    ranges: dict[str, str]
    shows_grid: bool


def sheets(book: Workbook) -> list[Sheet]:
    """The sheets of a workbook in their order."""
    return [_sheet(worksheet) for worksheet in book.worksheets]


def _sheet(sheet: Worksheet) -> Sheet:
    widths = _widths(sheet)
    columns = tuple(column_style(widths.get(n)) for n in range(1, sheet.max_column + 1))
    rows = tuple(SheetRow(row_style(sheet.row_dimensions[n].height), tuple(map(_held, row))) for n, row in enumerate(sheet.rows, start=1))
    ranges = {table.name: _address(sheet.title, table.ref) for table in sheet.tables.values()}
    return Sheet(sheet.title, columns, rows, ranges, sheet.sheet_view.showGridLines is not False)


def _widths(sheet: Worksheet) -> dict[int, float]:
    """The width of each column that has one, by its number; columns of the same width stand together in a workbook."""
    return {n: columns.width for columns in sheet.column_dimensions.values() for n in range(columns.min, columns.max + 1)}


def _held(cell: Cell) -> Held | None:
    if cell.value is None:
        return None
    link = _target(cell)
    if isinstance(cell.value, int | float):
        lines = (escape(printed(cell.value, cell.number_format)),)
        return Held(cell_style(cell), digits(cell.value), cell.number_format.partition('"')[0].endswith("%"), lines, link)
    return Held(cell_style(cell), "", False, tuple(map(_spaced, cell.value.split("\n"))), link)


def _target(cell: Cell) -> str:
    """Where a cell leads: to a place in the workbook, or out of it."""
    if not cell.hyperlink:
        return ""
    if cell.hyperlink.location:
        return "#" + cell.hyperlink.location.replace("!", ".")
    return cell.hyperlink.target


def _spaced(line: str) -> Markup:
    """A line of text that keeps its spaces.

    >>> _spaced("a  b & c")
    Markup('a <text:s text:c="1"/>b &amp; c')
    """
    return Markup(_SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', str(escape(line))))


def _address(name: str, cells: str) -> str:
    """The address of a range of cells.

    >>> _address("Table 1", "A4:F9")
    "'Table 1'.A4:'Table 1'.F9"
    """
    quoted = name.replace("'", "''")
    return ":".join(f"'{quoted}'.{corner}" for corner in cells.split(":"))
