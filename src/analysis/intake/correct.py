"""Cells put right by the corrections register; the raw files are never touched.

``config/corrections/<table>.csv`` has one entry a cell: which row, which column, what stands there now, what is right, why, who said
so and when. An entry that no longer fits stops the run: either the sender has put the cell right, and the entry has done its work, or
the cell has changed into something that nobody has looked at.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from pydantic import Field, ValidationError

from analysis.base.settings import Record, Workspace, files_like
from analysis.intake.sources import PERSONAL, TEXT, rows_in_words, stop_on

DAYS = ("%Y-%m-%d", "%d/%m/%Y")
TIMES = ("", " %H:%M", " %H:%M:%S")
HEADLINE = "The corrections register cannot be used"


class Entry(Record):
    """One line of the register. Dates are written yyyy-mm-dd or, as Excel leaves them, dd/mm/yyyy; codes are ours."""

    key: str = Field(min_length=1)
    column: str = Field(min_length=1)
    old_value: str
    new_value: str
    reason: str = Field(min_length=1)
    who_said_so: str = Field(min_length=1)
    date: date


@dataclass(frozen=True)
class Correction:
    """An entry and where it stands."""

    table: str
    line: int
    entry: Entry

    @property
    def place(self) -> str:
        return f"config/corrections/{self.table}.csv, line {self.line}"


@dataclass(frozen=True)
class Corrected:
    """The tables with their corrections made, the cells still unreadable, what was corrected, and entries that no longer fit.

    ``made`` has one line for each entry and file: ``table, file, column, reason, who_said_so, date, rows``.
    """

    tables: dict[str, pd.DataFrame]
    unreadable: dict[str, pd.DataFrame]
    made: pd.DataFrame
    faults: tuple[str, ...]


def read_register(workspace: Workspace) -> list[Correction]:
    """All entries of all tables. Raises one `Fault` with every line that cannot be used."""
    entries, faults = [], []
    for path in files_like(workspace.config / "corrections", "*.csv"):
        for correction in _read(path):
            (faults if isinstance(correction, str) else entries).append(correction)
    stop_on(faults, HEADLINE)
    return entries


def correct(
    tables: Mapping[str, pd.DataFrame],
    received: Mapping[str, pd.DataFrame],
    unreadable: Mapping[str, pd.DataFrame],
    keys: Mapping[str, str],
    register: Iterable[Correction],
) -> Corrected:
    """The tables with every entry carried out. ``received`` has the cells as they came, for those that could not be read.

    An entry holds for all rows with its key; at least one must still have the old value, and none a third one.
    """
    done, open_cells = dict(tables), dict(unreadable)
    made: list[tuple] = []
    faults: list[str] = []
    for one in register:
        fault = _misplaced(one, done, keys) or _carry_out(one, done, received, open_cells, keys[one.table], made)
        faults += [fault] if fault else []
    names = ["table", "file", "column", "reason", "who_said_so", "date", "rows"]
    frame = pd.DataFrame(made, columns=names).astype({name: "int64" if name == "rows" else TEXT for name in names})
    return Corrected(done, open_cells, frame.sort_values(names[:3], ignore_index=True), tuple(faults))


def parse_value(text: str, like: pd.Series) -> object:
    """A value of the register in the type of the column it is meant for; missing when it is empty. Raises `ValueError`."""
    if not text:
        return pd.NA if like.dtype == TEXT or str(like.dtype) == "Int64" else pd.NaT
    if pd.api.types.is_datetime64_any_dtype(like):
        return _parse_time(text)
    if str(like.dtype) == "Int64":
        return int(text.replace(",", ""))
    return text


def _parse_time(text: str) -> pd.Timestamp:
    for day in DAYS:
        for time in TIMES:
            try:
                return pd.to_datetime(text, format=day + time).as_unit("us")
            except ValueError:
                continue
    raise ValueError("write a date as yyyy-mm-dd and a time as yyyy-mm-dd hh:mm")


def _read(path: Path) -> list[Correction | str]:
    """The entries of one file, and a sentence for each line that is none. No value is quoted: it may be about a child."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="_more", restval="")
            wanted = list(Entry.model_fields)
            if list(reader.fieldnames or []) != wanted:
                return [f"{path}: the header must be {','.join(wanted)}."]
            return [_entry(path, reader.line_num, line) for line in reader if any(line.values())]
    except (OSError, UnicodeDecodeError, csv.Error):
        return [f"{path} cannot be read. Save it as 'CSV UTF-8' and close it in other programs."]


def _entry(path: Path, number: int, line: dict) -> Correction | str:
    stripped = {name: value.strip() if isinstance(value, str) else value for name, value in line.items()}
    try:
        day = {"date": _parse_time(stripped["date"]).date()} if stripped["date"] else {}
        return Correction(path.stem, number, Entry.model_validate(stripped | day))
    except ValidationError as error:
        columns = sorted({str(fault["loc"][0]).replace("_more", "a cell too many") for fault in error.errors()})
        return f"{path}, line {number}: put right {', '.join(columns)}."
    except ValueError as error:
        return f"{path}, line {number}, date: {error}."


def _misplaced(one: Correction, tables: Mapping[str, pd.DataFrame], keys: Mapping[str, str]) -> str:
    """Why an entry names a place that is not there; empty when it is."""
    if one.table not in tables:
        known = ", ".join(sorted(tables))
        return f"{one.place}: no rows of a table {one.table!r} were delivered. The tables are {known}. Rename the file or take it away."
    if one.entry.column not in tables[one.table] or one.entry.column == keys[one.table] or one.entry.column.startswith("_"):
        known = ", ".join(name for name in tables[one.table] if name != keys[one.table] and name[0] != "_")
        return f"{one.place}: {one.entry.column!r} is not a column that can be corrected. They are {known}."
    return ""


def _carry_out(
    one: Correction,
    tables: dict[str, pd.DataFrame],
    received: Mapping[str, pd.DataFrame],
    unreadable: dict[str, pd.DataFrame],
    key: str,
    made: list[tuple],
) -> str:
    """Make one correction, or say why it no longer fits."""
    rows, column = tables[one.table], one.entry.column
    mine = rows[rows[key] == one.entry.key]
    try:
        new = parse_value(one.entry.new_value, rows[column])
    except ValueError as error:
        return f"{one.place}: the new value does not fit the column {column}: {_advice(error)}."
    old = _has_old_value(one, mine, received[one.table])
    other = mine[~old & ~_same(mine[column], new)]
    if not old.any() or len(other):
        return _stale(one, mine, other)
    tables[one.table] = rows.assign(**{column: rows[column].mask(rows.index.isin(mine.index[old]), new).astype(rows[column].dtype)})
    cells = unreadable[one.table]
    unreadable[one.table] = cells[~(cells["row"].isin(mine.index[old]) & (cells["column"] == column))]
    for file, part in mine[old].groupby("_file", sort=True):
        made.append((one.table, file, column, one.entry.reason, one.entry.who_said_so, str(one.entry.date), len(part)))
    return ""


def _has_old_value(one: Correction, mine: pd.DataFrame, received: pd.DataFrame) -> pd.Series:
    """Rows in which the old value stands: as we hold it, or, letter for letter, as the sender wrote it."""
    written = received.loc[mine.index, one.entry.column].fillna("").astype(str) == one.entry.old_value
    try:
        held = _same(mine[one.entry.column], parse_value(one.entry.old_value, mine[one.entry.column]))
    except ValueError:
        return written
    is_empty = received.loc[mine.index, one.entry.column].isna()
    return written | (held & (is_empty if not one.entry.old_value else ~is_empty))


def _same(cells: pd.Series, value: object) -> pd.Series:
    return cells.isna() if pd.isna(value) else (cells == value).fillna(False).astype(bool)


def _advice(error: ValueError) -> str:
    return str(error) if "write a date" in str(error) else "write a whole number"


def _stale(one: Correction, mine: pd.DataFrame, other: pd.DataFrame) -> str:
    if mine.empty:
        shown = repr(one.entry.key) if one.entry.column not in PERSONAL else "this key"
        return f"{one.place}: there is no row with {shown}. Take the entry out, or put its key right."
    rows = other if len(other) else mine
    where = f"{rows['_file'].iloc[0]}, {rows_in_words(rows)}"
    return (
        f"{one.place}: the old value no longer stands in {one.entry.column} ({where}). "
        "Take the entry out if the sender has put the cell right; otherwise write what stands there now."
    )
