"""Text into dates, by the formats that the mapping lists for a column.

A format is chosen for a whole column of a file, never for a cell: "03/04/2016" alone says nothing about which number is the month,
but a column in which every cell fits says enough. Two formats that both fit and differ are a fault, and so is a column that can be
read only with the month first when the mapping does not list that.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.intake.extracts import SERIAL, Extract
from analysis.intake.map.values import by_value
from analysis.intake.sources import TIME

ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S")
"""How a cell that a workbook holds as a date arrives."""

SERIALS = (20_000, 80_000)
"""Excel's numbers for days between 1954 and 2119; an age or a year is never taken for one."""

Part = tuple[str, str, pd.Series]


def parse_dates(text: pd.DataFrame, column: str, formats: tuple[str, ...]) -> pd.Series:
    """Dates in the one of the formats that fits each file best; what does not fit it is empty.

    A cell that a workbook holds as a date, or as Excel's number for one, is taken as it stands. Formats without hours give days: a
    time of day that Excel added to them is left out.
    """
    parts = [_parse_part(cells, sheet, formats) for _, sheet, cells in _parts(text, column)]
    whole = pd.concat(parts).reindex(text.index) if parts else pd.Series(index=text.index, dtype=TIME)
    return whole if any("%H" in written for written in formats) else whole.dt.normalize()


def how_many_fit(cells: pd.Series, sheet: str, written: str) -> int:
    """How many of these filled cells can be read in this format, or are dates that the workbook holds."""
    return int(_parse_part(cells, sheet, (written,)).notna().sum())


def date_faults(text: pd.DataFrame, unreadable: set[str], table: str, extract: Extract) -> list[str]:
    """A sentence for each column of a file whose dates can be read in two ways, or only with the month first.

    ``unreadable`` names the columns with cells that could not be read.
    """
    faults = []
    doubtful = {column: formats for column, formats in extract.dates.items() if len(formats) > 1 or column in unreadable}
    for column, formats in doubtful.items():
        for file, sheet, cells in _parts(text, column):
            place = f"{file}{f', sheet {sheet!r}' if sheet else ''}, column {' or '.join(map(repr, extract.columns[column]))}"
            faults += [f"{place}: {fault}" for fault in _part_faults(cells, sheet, column, formats, table)]
    return faults


def _parts(text: pd.DataFrame, column: str) -> Iterator[Part]:
    """The filled cells of each sheet of each file."""
    if text["_file"].nunique() == 1 and text["_sheet"].nunique() == 1:
        groups = [((text["_file"].iloc[0], text["_sheet"].iloc[0]), text)]
    else:
        groups = text.groupby(["_file", "_sheet"], sort=True)
    for (file, sheet), rows in groups:
        yield file, sheet, rows[column].dropna()


def _parse_part(cells: pd.Series, sheet: str, formats: tuple[str, ...]) -> pd.Series:
    held = _held(cells, sheet)
    written = cells[held.isna()]
    readings = [_parse(written, one) for one in formats]
    most = max(readings, key=lambda reading: reading.notna().sum(), default=None) if len(written) else None
    return held if most is None else held.fillna(most.reindex(cells.index))


def _held(cells: pd.Series, sheet: str) -> pd.Series:
    """What a workbook holds as a date, or as the number that Excel keeps for one."""
    held = pd.Series(pd.NaT, index=cells.index, dtype=TIME)
    for written in (*ISO, SERIAL) if sheet else ():
        held = held.fillna(_parse(cells, written)) if held.isna().any() else held
    return held


def _parse(text: pd.Series, written: str) -> pd.Series:
    return by_value(text, _serials if written == SERIAL else lambda values: _dates(values, written)).astype(TIME)


def _dates(values: pd.Series, written: str) -> pd.Series:
    # Long digits and odd signs cost time and may overflow; nothing a person writes as a date is that long.
    plain = values.where(values.str.len().le(40) & values.map(str.isascii).astype(bool))
    return pd.to_datetime(plain, format=written, errors="coerce").astype(TIME)


def _serials(values: pd.Series) -> pd.Series:
    number = pd.to_numeric(values.where(values.str.fullmatch(r"[0-9]{5}(\.[0-9]{1,12})?").fillna(False).astype(bool)), errors="coerce")
    number = number.where(number.between(*SERIALS)).astype("float64")
    # To the second: Excel keeps a time as a fraction of a day, and 13:05 comes out a hair before or after.
    return (pd.Timestamp(1899, 12, 30) + pd.to_timedelta(np.round(number * 86_400), unit="s")).astype(TIME)


def _part_faults(cells: pd.Series, sheet: str, column: str, formats: tuple[str, ...], table: str) -> list[str]:
    written = cells[_held(cells, sheet).isna()]
    readings = {one: _parse(written, one) for one in formats}
    fitting = {one: reading for one, reading in readings.items() if reading.notna().all()}
    where = f"under [dates] in config/extracts/{table}.toml"
    first = next(iter(fitting.values()), None)
    if not all(reading.equals(first) for reading in fitting.values()):
        return [f"every date fits {' and '.join(fitting)}, and they differ. Leave only the right one for {column} {where}."]
    if fitting or len(written) < 2:
        return []
    swapped = [_month_first(one) for one in formats if one != SERIAL]
    american = next((one for one in swapped if one not in formats and _parse(written, one).notna().all()), None)
    if american is None:
        return []
    return [
        f"the dates seem to be written with the month first: all {len(written):,} fit {american} and some fit nothing that the mapping "
        f"lists. Ask the sender; if it is so, write {column} = {american!r} {where}."
    ]


def _month_first(written: str) -> str:
    return written.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")
