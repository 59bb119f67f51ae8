"""Text into dates, by the formats that the mapping lists for a column.

A format is chosen for a whole column of a file, never guessed for a cell: "03/04/2016" alone says nothing about which number is the
month, but a column in which every cell fits says enough. Rows may be written in several of the formats only where no cell can be read
in two ways. A column that contradicts itself stops the run: `doubts` says why.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.base.settings import TIME_ZONE
from analysis.intake.extracts import Extract
from analysis.intake.formats import SERIAL, SWAPPED, has_time, plain
from analysis.intake.map.doubts import DateColumn, doubt, exchanged, is_swapped, of_text
from analysis.intake.map.values import by_value
from analysis.intake.map.written import read_as, read_exactly, together
from analysis.intake.sources import TIME

ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
"""How a cell that a workbook holds as a date arrives; the last with a time that stands in a column of its own."""

Part = tuple[str, str, pd.Series]


def parse_dates(text: pd.DataFrame, column: str, formats: tuple[str, ...], zone: str = TIME_ZONE) -> pd.Series:
    """Dates in the one of the formats that fits each file best, or in several where no cell leaves a choice; the others are empty.

    A cell that a workbook holds as a date, or as Excel's number for one, is taken as it stands, or with day and month exchanged where
    the mapping says so. A column of days, and one whose formats have no hours, has no time of day, whatever Excel added.
    """
    parts = [
        by_value(cells, lambda values, sheet=sheet: _parse_values(values, sheet, formats, zone)).astype(TIME)
        for _, sheet, cells in _parts(text, column)
    ]
    whole = pd.concat(parts).reindex(text.index) if parts else pd.Series(index=text.index, dtype=TIME)
    return whole if column.endswith("_at") and any(map(has_time, formats)) else whole.dt.normalize()


def how_many_fit(cells: pd.Series, sheet: str, written: str) -> int:
    """How many of these filled cells are written in this format, or are dates that the workbook holds."""
    values = cells.drop_duplicates()
    fitting = values[_held(values, sheet).notna() | read_exactly(values, written).notna()]
    return int(cells.isin(fitting).sum())


def date_faults(text: pd.DataFrame, unreadable: set[str], table: str, extract: Extract) -> list[str]:
    """A sentence for each column of a file whose dates can be read in two ways, or contradict each other.

    ``unreadable`` names the columns with cells that could not be read.
    """
    faults = []
    for column, formats in extract.dates.items():
        for file, sheet, cells in _parts(text, column):
            if sheet or len(formats) > 1 or column in unreadable:
                place = f"{file}{f', sheet {sheet!r}' if sheet else ''}, column {extract.called(column)}"
                found = doubt(_column(cells, sheet, formats, column, table))
                faults += [f"{place}: {found}"] if found else []
    return faults


def _column(cells: pd.Series, sheet: str, formats: tuple[str, ...], column: str, table: str) -> DateColumn:
    values = cells.drop_duplicates()
    held = _held(values, sheet, formats)
    return DateColumn(held.dropna(), values[held.isna()], formats, column, f"under [dates] in config/extracts/{table}.toml")


def _parts(text: pd.DataFrame, column: str) -> Iterator[Part]:
    """The filled cells of each sheet of each file."""
    if text["_file"].nunique() == 1 and text["_sheet"].nunique() == 1:
        groups = [((text["_file"].iloc[0], text["_sheet"].iloc[0]), text)]
    else:
        groups = text.groupby(["_file", "_sheet"], sort=True)
    for (file, sheet), rows in groups:
        yield file, sheet, rows[column].dropna()


def _parse_values(values: pd.Series, sheet: str, formats: tuple[str, ...], zone: str) -> pd.Series:
    """The dates of the different cells of one column of a sheet."""
    held = _held(values, sheet, formats)
    written = values[held.isna()]
    if SWAPPED in formats and is_swapped(held):
        held = exchanged(held)
    return held.fillna(together([read_as(written, one, zone) for one in of_text(formats)], written).reindex(values.index))


def _held(values: pd.Series, sheet: str, formats: tuple[str, ...] = ()) -> pd.Series:
    """What a workbook holds as a date, or as the number that Excel keeps for one; in a CSV file what was once held so."""
    held = pd.Series(pd.NaT, index=values.index, dtype=TIME)
    for written in (*ISO, SERIAL) if sheet else _once_held(formats):
        held = held.fillna(read_exactly(values, written)) if held.isna().any() else held
    return held


def _once_held(formats: tuple[str, ...]) -> list[str]:
    """Formats with the year first and Excel's number, where a mapping lists them beside others: a program writes real dates so."""
    by_program = [one for one in of_text(formats) if one == SERIAL or plain(one).startswith("%Y")]
    return by_program if len(by_program) < len(of_text(formats)) else []
