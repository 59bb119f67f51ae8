"""Raw files as text, cell by cell.

Whatever a file is, it comes out as frames of text, one for each sheet that holds its table: the headers as columns in the file's own
order, an empty cell as "", and beside them `_file`, `_sheet` ("" for CSV) and `_row`, the row's number as Excel or a text editor shows
it. What a cell means is the mapping's to say; here the mapping only tells by its headers how a file is laid out. Rows that are no
data (titles, totals, repeated headers, blank ones) are handed on beside, so that every row is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

import pandas as pd

from analysis.base.settings import Fault, FileLimits
from analysis.intake.extracts import Extract
from analysis.intake.read.grid import LOOK_IN, Grid
from analysis.intake.read.kinds import kind_of
from analysis.intake.read.layout import LaidOutSheet, find_layout, in_ranges, lay_out, not_a_table
from analysis.intake.read.left_out import LEFT_OUT, leave_out
from analysis.intake.read.letters import has_damaged_letters
from analysis.intake.read.text import look_at_text, read_text, start_of
from analysis.intake.read.workbook import read_workbook
from analysis.intake.sources import NOT_DATA, ORIGIN, Finding, RawFile, findings_about, rows_in_words

REASONS = {
    "title": "stand above the header",
    "total": "add up other rows",
    "header": "repeat the header",
    "dashes": "hold nothing but dashes",
    "remark": "say something about the table",
    "blank": "are blank",
    "sheet": "stand in a sheet that does not hold this table",
    LEFT_OUT: "are left out by the mapping",
}
"""Why a row is no data, by its code, in words that follow 'rows'."""


NO_ROWS = "the heading of the table is there and no row under it, so what is counted from it is 0: ask whether there was nothing to send"
HIDDEN_ROW = "hidden or filtered out in the workbook, and used all the same"
LETTERS_DAMAGED = "letters that were written in one encoding and read in another, such as Ã© for é"


@dataclass(frozen=True)
class Reading:
    """The sheets of each table as text, the rows that are no data, what is worth saying, and the files that could not be read."""

    sheets: dict[str, list[pd.DataFrame]]
    not_data: dict[str, pd.DataFrame]
    findings: tuple[Finding, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class FileText:
    """One file as text: the frames of its sheets, the rows that are no data with a ``reason``, and findings."""

    sheets: list[pd.DataFrame]
    not_data: pd.DataFrame
    findings: list[Finding]


def read_files(files: Iterable[RawFile], extracts: dict[str, Extract], limits: FileLimits | None = None) -> Reading:
    """Every file as text, by table. A file that cannot be read or holds no rows becomes a fault and the others are still read."""
    sheets: dict[str, list[pd.DataFrame]] = {}
    aside: dict[str, list[pd.DataFrame]] = {}
    findings, faults = [], []
    for raw in files:
        try:
            text = read_file(raw, extracts[raw.table], limits)
        except Fault as fault:
            faults.append(str(fault))
            continue
        sheets.setdefault(raw.table, []).extend(text.sheets)
        aside.setdefault(raw.table, []).append(text.not_data)
        findings += text.findings
    for table in [table for table in sheets if extracts[table].leave_out]:
        sheets[table], left_out, said = leave_out(sheets[table], table, extracts[table])
        aside[table].append(left_out)
        findings += said
    not_data = {table: pd.concat(parts, ignore_index=True) for table, parts in aside.items()}
    return Reading(sheets, not_data, tuple(findings), tuple(faults))


def read_file(raw: RawFile, extract: Extract, limits: FileLimits | None = None) -> FileText:
    """One frame of text for each sheet that holds the table; a CSV file is one sheet. Raises `Fault` naming the file.

    A file with the whole heading of the table and no row under it is one frame without rows: it was looked, and there was nothing.
    """
    grids, how = read_grids(raw, extract, limits)
    tables = _tables(grids, extract, raw)
    filled = [table.rows for table in tables if len(table.rows)] or [table.rows for table in tables if _is_heading(table, extract)][:1]
    if not filled:
        raise _empty(raw)
    not_data = pd.concat([NOT_DATA, *(table.not_data for table in tables if len(table.not_data))], ignore_index=True)
    return FileText(filled, not_data, [*_said(raw, how, tables), *_said_of_rows(raw, not_data), *_said_of_cells(raw, tables, filled)])


def read_grids(raw: RawFile, extract: Extract, limits: FileLimits | None = None) -> tuple[list[Grid], str]:
    """The cells of every sheet that holds any, and what is unusual about the file. What it is, its bytes say and not its name."""
    limits = limits or FileLimits()
    content = _content(raw, limits)
    if kind_of(content, raw.place) == "text":
        return read_text(content, raw, extract, limits)
    return read_workbook(content, raw, limits)


def look_at(raw: RawFile, extracts: Sequence[Extract], limits: FileLimits) -> list[pd.DataFrame | None]:
    """The first rows of the table of a file as each of some mappings finds it; None where one finds none.

    The file is opened once, and of one with millions of rows only the first are looked at. Raises `Fault` when it cannot be opened.
    """
    content = _content(raw, limits)
    if kind_of(content, raw.place) == "text":
        start = start_of(content, raw.place)
        return [_first_of([look_at_text(start, extract, raw.place)], extract, raw) for extract in extracts]
    grids = [replace(grid, cells=grid.cells.head(2 * LOOK_IN)) for grid in read_workbook(content, raw, limits)[0]]
    return [_first_of(grids, extract, raw) for extract in extracts]


def _content(raw: RawFile, limits: FileLimits) -> bytes:
    content = raw.read(limits)
    if not content.strip(b"\0\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise _empty(raw)
    return content


def _first_of(grids: Sequence[Grid], extract: Extract, raw: RawFile) -> pd.DataFrame | None:
    try:
        tables = _tables(grids, extract, raw)
    except Fault:  # The mapping names a sheet that is not there.
        return None
    return next((table.rows for table in tables if len(table.rows)), tables[0].rows)


def _tables(grids: Sequence[Grid], extract: Extract, raw: RawFile) -> list[LaidOutSheet]:
    """The sheets that hold the table, laid out, and the others as rows that are no data. If none fits the first is taken at its word."""
    layouts = [find_layout(grid, extract) for grid in grids]
    holds = [layout.fits and _is_named(grid.sheet, extract) for grid, layout in zip(grids, layouts, strict=True)]
    if extract.sheets and grids[0].sheet and not any(_is_named(grid.sheet, extract) for grid in grids):
        there = ", ".join(repr(grid.sheet) for grid in grids)
        raise Fault(
            f"{raw.place} has no sheet {' or '.join(map(repr, extract.sheets))}; it has {there}. "
            f"Write the sheet's name under sheets in config/extracts/{raw.table}.toml, or have the file put right."
        )
    if not any(holds):
        first = next((i for i, grid in enumerate(grids) if _is_named(grid.sheet, extract)), 0)
        holds = [i == first for i in range(len(grids))]
    return [
        lay_out(grid, layout, extract, raw) if taken else not_a_table(grid, raw)
        for grid, layout, taken in zip(grids, layouts, holds, strict=True)
    ]


def _is_heading(table: LaidOutSheet, extract: Extract) -> bool:
    """Whether a sheet without rows has all the headers of its table, and no other reason to be empty."""
    headers = list(table.rows.columns[: -len(ORIGIN)])
    return not table.left_out and bool(extract.expected) and set(extract.expected) <= set(extract.places(headers))


def _is_named(sheet: str, extract: Extract) -> bool:
    return not sheet or not extract.sheets or any(fnmatch(sheet.casefold(), name.casefold()) for name in extract.sheets)


def _said(raw: RawFile, how: str, tables: Sequence[LaidOutSheet]) -> list[Finding]:
    """How the file was read, when that is not the usual way; sheets that are hidden or were left out."""
    finding = Finding("read_as", "note", raw.table, raw.name, "", "", 0)
    notes = [replace(finding, message=f"Read as {how}.")] if how else []
    for table in tables:
        if table.hidden and len(table.rows):
            message = f"The sheet {table.sheet!r} is hidden in the workbook and was read: ask the sender whether it should count."
            notes.append(Finding("hidden_sheet", "warn", raw.table, raw.name, "", message, len(table.rows)))
        if table.left_out:
            message = f"The sheet {table.sheet!r} has not the headers of this table and was left out: see that it holds no data."
            notes.append(Finding("sheet_not_used", "warn", raw.table, raw.name, "", message, len(table.not_data)))
    return notes


def _said_of_rows(raw: RawFile, not_data: pd.DataFrame) -> list[Finding]:
    rows = not_data[~not_data["reason"].isin(["sheet", "blank"])]
    return [
        Finding("not_data", "note", raw.table, raw.name, "", f"{rows_in_words(part)}: {REASONS[reason]}, so not data", len(part))
        for reason, part in rows.groupby("reason", sort=True)
    ]


def _said_of_cells(raw: RawFile, tables: Sequence[LaidOutSheet], filled: Sequence[pd.DataFrame]) -> list[Finding]:
    """Rows that whoever opened the workbook did not see, rows with damaged letters, and that there are none."""
    if not any(map(len, filled)):
        return [Finding("no_rows", "warn", raw.table, raw.name, "", NO_ROWS, 0)]
    # Where rows stand is all that is looked at from here on: sheets of one file need not have the same columns, nor each once.
    unseen = pd.concat([table.rows[ORIGIN][in_ranges(table.rows["_row"], table.hidden_rows)] for table in tables])
    damaged = pd.concat([rows[ORIGIN][has_damaged_letters(rows)] for rows in filled])
    return [
        *findings_about(unseen, "hidden_row", "warn", raw.table, "", HIDDEN_ROW),
        *findings_about(damaged, "letters_damaged", "warn", raw.table, "", LETTERS_DAMAGED),
    ]


def _empty(raw: RawFile) -> Fault:
    return Fault(
        f"{raw.place} holds no rows. Ask for it again, with its heading where there is nothing to send; or take it away and write "
        f"required = false in config/extracts/{raw.table}.toml; its figures are then shown as not available."
    )
