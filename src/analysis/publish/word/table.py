"""A table of a Word document: headers that repeat, rows that stay whole, numbers to the right, and columns as wide as their words."""

from __future__ import annotations

import re
from collections.abc import Callable

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Pt
from docx.table import Table, _Cell

from analysis.publish.content import PlainTable
from analysis.publish.word import styles
from analysis.publish.word.elements import keep_whole, repeat_header, table_words

# A table with no more rows stays on one page together with its caption.
SHORT = 15

# The room for a character of a table, for one of its bold heads, and for the air beside it. No line counts for more characters than that.
CHARACTER, BOLD, PADDING, WIDEST = Pt(5.2), Pt(5.9), Pt(9), 45
# The names of rows are given room for so many.
NAMES = 18

_NUMBER_OR_MARK = re.compile(r"[-+\N{MINUS SIGN}]?\d|\[|under \d")
_UNBROKEN = re.compile(r"\[note \d+\]|\([\d,]+ of [\d,]+\)")


def build_table(document: Document, grid: PlainTable, book: styles.StyleBook) -> Table:
    """A table in the style of the template, at the end of the document."""
    table = document.add_table(rows=len(grid.rows) + 1, cols=len(grid.columns), style=book.names[styles.TABLE])
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table_words(table, grid.title)
    repeat_header(table.rows[0])
    is_short = len(grid.rows) <= SHORT
    numeric = [_is_numeric(grid, column) for column in range(len(grid.columns))]
    widths = _set_widths(document, table, grid)
    for at, (row, texts) in enumerate(zip(table.rows, (grid.columns, *grid.rows), strict=True)):
        keep_whole(row)
        for cell, text, to_right, width in zip(row.cells, texts, numeric, widths, strict=True):
            cell.width = width
            _fill(cell, text, book.ids[styles.TABLE_TEXT], to_right, keep=at == 0 or is_short)
    return table


def _fill(cell: _Cell, text: str, style: str | None, to_right: bool, keep: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style
    paragraph.add_run(_unbroken(text))
    if to_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if keep:
        paragraph.paragraph_format.keep_with_next = True


def _is_numeric(grid: PlainTable, column: int) -> bool:
    """Whether a column is of numbers and marks: each cell begins with one."""
    return column > 0 and all(_NUMBER_OR_MARK.match(row[column]) for row in grid.rows)


def _set_widths(document: Document, table: Table, grid: PlainTable) -> list[Emu]:
    """Room for the longest word of each column first; what is left goes to the columns with the longest lines. Returns the widths."""
    section = document.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin
    longest = [_longest(grid, column, lambda text: [text]) for column in range(len(grid.columns))]
    words = [_longest(grid, column, lambda text: text.split(" ")) for column in range(len(grid.columns))]
    words[0] = max(words[0], min(longest[0], NAMES))
    heads = [max(map(len, _unbroken(head).split(" "))) for head in grid.columns]
    needed = [max(word * CHARACTER, head * BOLD) + PADDING for word, head in zip(words, heads, strict=True)]
    weights = [line**2 for line in longest]
    spare = max(0, whole - sum(needed))
    scale = min(1, whole / sum(needed))
    widths = [Emu(int(need * scale + spare * weight / sum(weights))) for need, weight in zip(needed, weights, strict=True)]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return widths


def _longest(grid: PlainTable, column: int, parts: Callable[[str], list[str]]) -> int:
    texts = [grid.columns[column], *(row[column] for row in grid.rows)]
    return min(max(len(part) for text in texts for part in parts(_unbroken(text))), WIDEST)


def _unbroken(text: str) -> str:
    """References to notes, and the two numbers of a share, stay on one line."""
    return _UNBROKEN.sub(lambda found: found[0].replace(" ", "\xa0"), text)
