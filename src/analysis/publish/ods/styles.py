"""How cells, columns and rows look, named after what they are, so that the same look has the same name on every sheet."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell

from analysis.publish.ods.numbers import NumberForm, forms

# A column is so many characters wide. Programs ask the machine for the width of a character; this one is that of the type of the tables.
CHARACTER_PT = 7
INDENT_PT = 10.5
HEADING = "Heading 1"

_ALIGNED = {"left": "start", "right": "end", "center": "center"}
_LINES = {"thin": "0.75pt solid #000000"}


@dataclass(frozen=True)
class Type:
    """The type that words are set in: its name, its size in points, and what else it is."""

    font: str
    points: float
    is_bold: bool
    is_underlined: bool
    colour: str


@dataclass(frozen=True)
class Look:
    """The look of cells: type, position, the line below them, and how they print a number."""

    name: str
    type: Type
    is_heading: bool
    wraps: bool
    vertical: str
    horizontal: str
    indent_pt: float
    line: str
    forms: tuple[NumberForm, ...]


@dataclass(frozen=True)
class Looks:
    """Every look in a workbook: of cells that have none of their own, of the title of a sheet, of cells, of columns and of rows."""

    default: Look
    heading: Look
    cells: tuple[Look, ...]
    columns_pt: dict[str, int]
    rows_pt: dict[str, float]

    @property
    def fonts(self) -> list[str]:
        return sorted({look.type.font for look in (self.default, *self.cells)})


def looks(book: Workbook) -> Looks:
    """The looks that a workbook uses; the title of its first sheet is the pattern of headings."""
    filled = {cell_style(cell): cell for sheet in book.worksheets for row in sheet.rows for cell in row if cell.value is not None}
    widths = {columns.width for sheet in book.worksheets for columns in sheet.column_dimensions.values()}
    heights = {row.height for sheet in book.worksheets for row in sheet.row_dimensions.values() if row.height}
    first = book.worksheets[0]
    return Looks(
        _look(Cell(first)),
        _look(first["A1"]),
        tuple(map(_look, filled.values())),
        {column_style(width): _points(width) for width in sorted(widths)},
        {row_style(height): height for height in sorted(heights)},
    )


def cell_style(cell: Cell) -> str:
    """The style of a cell, by the number that it has in the workbook."""
    return f"cell-{cell.style_id}"


def column_style(width: float | None) -> str:
    """The style of a column that is so many characters wide; the program sees to the others."""
    return f"column-{_points(width)}" if width else ""


def row_style(height: float | None) -> str:
    """The style of a row of a certain height in points; the program sees to the others."""
    return f"row-{height:g}" if height else ""


def _look(cell: Cell) -> Look:
    font, position = cell.font, cell.alignment
    return Look(
        cell_style(cell),
        Type(font.name, font.sz, bool(font.b), bool(font.u), _colour(cell)),
        cell.style == HEADING,
        bool(position.wrap_text),
        position.vertical or "bottom",
        _ALIGNED.get(position.horizontal, ""),
        INDENT_PT * position.indent,
        _LINES.get(cell.border.bottom.style, ""),
        forms(cell.number_format),
    )


def _points(width: float) -> int:
    return round(CHARACTER_PT * width)


def _colour(cell: Cell) -> str:
    """The colour of the words, where the workbook gives one as red, green and blue."""
    colour = cell.font.color
    return f"#{colour.rgb[-6:].lower()}" if colour and colour.type == "rgb" else ""
