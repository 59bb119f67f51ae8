"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) as cells of text.

A workbook is opened by ``calamine_alone.py`` in a process of its own, with limits on memory and time: one stray cell in the last
column of the last row makes the library ask for 500 GB, and that ends the whole process without a word an analyst could use.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pandas as pd

from analysis.base.settings import Fault, FileLimits
from analysis.intake.archives import check_packed
from analysis.intake.read import calamine_alone, sheet_faults
from analysis.intake.read.grid import MOST_COLUMNS, Grid, cells_frame
from analysis.intake.sources import RawFile, letter

_ENVIRONMENT = os.environ | {"RUST_BACKTRACE": "0"}  # Drawing up where the library ended takes seconds, and nobody reads it.
SCRIPT, BESIDE = calamine_alone.__file__, sheet_faults.__file__
FAULTS = {
    "password": "has a password. Open it in Excel, take the password away (File, Info, Protect Workbook), and put it back.",
    "damaged": (
        "cannot be opened as a workbook: it is damaged or was not copied whole, has a password or is another kind of file. "
        "Open it in Excel, save it as .xlsx without a password and put it back."
    ),
    "crashed": (
        "cannot be read: a cell far below or to the right of the data makes it too large, or it is damaged. "
        "In Excel, Ctrl+End shows the last cell; delete the empty rows and columns before it, save and put it back."
    ),
    "slow": "takes too long to read. Save it as .csv and put that in its place, or raise workbook_seconds in config/limits.toml.",
}


def read_workbook(content: bytes, raw: RawFile, limits: FileLimits) -> tuple[list[Grid], str]:
    """The sheets that hold any cell, as text, and "" or a word on the file's name. Raises `Fault` naming the file."""
    if content.startswith(b"PK"):
        check_packed(content, raw.place, limits)
    grids = [grid for sheet in _opened(content, raw, limits) if not (grid := _grid(sheet, raw)).cells.empty]
    misnamed = (raw.member or raw.path.name).casefold().endswith((".csv", ".txt", ".tsv"))
    return grids or [Grid("", cells_frame([], [], 1))], "a workbook, though it is not named one" if misnamed else ""


def _opened(content: bytes, raw: RawFile, limits: FileLimits) -> list[dict[str, Any]]:
    # -I: neither the working directory nor the user's settings can change which code runs.
    command = [sys.executable, "-I", SCRIPT, str(limits.workbook_memory_mb)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=limits.workbook_seconds, check=False, env=_ENVIRONMENT)
    except subprocess.TimeoutExpired:
        raise Fault(f"{raw.place} {FAULTS['slow']}") from None
    # What the library writes before it ends may quote a cell, so it is not passed on.
    if done.returncode:
        raise Fault(f"{raw.place} {FAULTS['crashed']}")
    answer = json.loads(done.stdout)
    if isinstance(answer, str):
        raise Fault(f"{raw.place} {FAULTS[answer]}")
    return answer


def _grid(sheet: dict[str, Any], raw: RawFile) -> Grid:
    rows = sheet["rows"]
    while rows and not any(rows[-1]):
        rows.pop()
    cells = cells_frame(rows, range(1, len(rows) + 1), _width(rows, sheet["name"], raw))
    merged = tuple((tuple(first), tuple(last)) for first, last in sheet["merged"])
    hidden_rows = tuple(map(tuple, sheet["hidden_rows"]))
    return Grid(sheet["name"], _fill_down(cells, merged), sheet["hidden"], merged, sheet["since_1904"], hidden_rows)


def _width(rows: list[list[str]], sheet: str, raw: RawFile) -> int:
    """How many columns a sheet has. Raises `Fault` for a cell far to the right of any table."""
    width = max(map(len, rows), default=0)
    if width <= MOST_COLUMNS:
        return width
    column, row = max((place, -number) for number, cells in enumerate(rows, 1) for place, cell in enumerate(cells, 1) if cell.strip())
    if column <= MOST_COLUMNS:
        return column
    raise Fault(
        f"{raw.place}, sheet {sheet!r}, has a cell far to the right of its table, in {letter(column - 1)}{-row}; columns beyond the "
        f"first {MOST_COLUMNS:,} are not read. Delete the columns behind the table, save it and put it back."
    )


def _fill_down(cells: pd.DataFrame, merged: tuple) -> pd.DataFrame:
    """A cell merged over several rows stands for each of them."""
    tall = [(first, last) for first, last in merged if last[0] > first[0] and first[1] == last[1] and first[0] < len(cells)]
    if not tall:
        return cells
    cells = cells.copy()
    for (top, column), (bottom, _) in tall:
        cells.iloc[top : bottom + 1, column] = cells.iat[top, column]
    return cells
