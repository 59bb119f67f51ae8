"""A sheet as it lies there: cells of text in rows and columns, before anybody knows which row is the header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from analysis.base.settings import Fault
from analysis.intake.extracts import Extract
from analysis.intake.sources import TEXT

LOOK_IN = 50
"""How many rows from the top a header is looked for."""

MOST_COLUMNS = 1_000
"""No extract has as many; a sheet that does has a cell far to the right of its table, and each column costs time."""

MOST_BLANK = 1 << 20
"""As many rows as a sheet of Excel has: so many blank ones may stand between data, as where a cell was filled far below."""

MOST_ROWS = 5_000_000
"""A hundred times what the police of a large county send in ten years."""

Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet from its first row and column on; the index is the row's number as the sender sees it.

    ``merged`` are ranges of cells shown as one: first and last row and column, counted from nought. ``since_1904`` says that numbers
    count days from 1904 and not from 1900. ``hidden_rows`` are the first and last number of rows that are hidden or filtered out, in order.
    """

    sheet: str
    cells: pd.DataFrame
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    since_1904: bool = False
    hidden_rows: tuple[tuple[int, int], ...] = ()


def cells_frame(rows: Sequence[Sequence[str]], numbers: Iterable[int], width: int) -> pd.DataFrame:
    """Rows of unequal length as a frame of text: what is missing at the end of a row is empty, cells beyond the width are left out."""
    padded = ([*row[:width], *[""] * (width - len(row))] for row in rows)
    columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)] or [pa.array([], pa.string())] * width
    frame = as_text(pa.table(columns, names=[str(i) for i in range(width)]))
    return frame.set_axis(pd.Index(list(numbers), dtype="int64"), axis="index")


def as_text(table: pa.Table) -> pd.DataFrame:
    """Columns of Arrow text as a frame of text, without copying them; the columns are numbered."""
    frame = table.to_pandas(types_mapper=lambda kind: TEXT)
    return frame.set_axis(range(table.num_columns), axis="columns")


def count_matches(cells: Sequence[str], extract: Extract) -> int:
    """How many of our columns have their header among these cells."""
    return len(extract.places([cell.strip() for cell in cells]))


def best_row(rows: Sequence[Sequence[str]], extract: Extract) -> tuple[int, int]:
    """Which of these rows looks most like the header, and how many of our columns it has. Without any, the first row that is filled."""
    matches = [count_matches(row, extract) for row in rows]
    most = max(matches, default=0)
    if most >= enough(extract):
        return matches.index(most), most
    return next((i for i, row in enumerate(rows) if any(cell.strip() for cell in row)), 0), most


def enough(extract: Extract) -> int:
    """How many headers make a row a header: one alone may be chance."""
    return min(2, max(1, len(extract.expected)))


def refuse_blank(count: int, first: int, where: str) -> None:
    """Raise `Fault` when so many rows are blank that it is no table but a fault of whoever wrote it."""
    if count > MOST_BLANK:
        raise Fault(
            f"{where} has more than {MOST_BLANK:,} blank rows, the first of them row {first:,}. "
            "Take the blank rows out, save it and put it back."
        )


def refuse_long(count: int, where: str) -> None:
    """Raise `Fault` when there are more rows than any council's table has, blank ones among them."""
    if count > MOST_ROWS:
        raise Fault(
            f"{where} has more than {MOST_ROWS:,} rows. Look at its end in a text editor, where a program may have written one row again "
            "and again; otherwise ask for a file a quarter or a month."
        )
