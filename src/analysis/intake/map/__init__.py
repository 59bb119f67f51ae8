"""Headers into our columns, spellings into our codes, text into dates and numbers.

Everything is done on the distinct values of a column and then spread over its rows, so that a million rows cost little more than a
thousand. Headers that the mapping does not know stop the run, and so do spellings unless the corrections register puts their cells
right; all of them together. A single date or number that cannot be read does not: it is handed on for `validate` to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.base.empties import EmptyWords
from analysis.base.settings import TIME_ZONE
from analysis.chapters.tables import EXTRACTS
from analysis.intake.extracts import Extract
from analysis.intake.map.cleaning import clean_cells
from analysis.intake.map.dates import date_faults, parse_dates
from analysis.intake.map.headers import header_faults, letters_of, name_columns, unfitting_cells, unused_headers, with_made_key
from analysis.intake.map.values import UNKNOWN, by_value, give_codes, parse_whole_numbers, spelling_faults
from analysis.intake.sources import ORIGIN, TEXT, Finding, failed_cells

__all__ = ["UNKNOWN", "WHOLE_NUMBERS", "Mapped", "convert", "count_empty", "map_tables", "spelling_faults"]

WHOLE_NUMBERS = sorted({name for table in EXTRACTS.values() for name in table.named("whole number")})
"""The columns that say how many."""


@dataclass(frozen=True)
class Mapped:
    """Each table in our columns and types with its origin, and what was met on the way.

    ``received`` holds the same rows as they came, as text; ``letters`` says where each column stands in each file: ``table, file,
    sheet, column, header, letter``. ``unreadable`` has, for each table, one row a cell that could not be read: ``row`` (the table's
    index), ``column``, ``code``, which is ``spelling_unknown`` where a value has no code. ``completeness`` counts the cells that
    arrived empty: ``table, period, column, rows, rows_empty``.
    """

    tables: dict[str, pd.DataFrame]
    received: dict[str, pd.DataFrame]
    letters: pd.DataFrame
    unreadable: dict[str, pd.DataFrame]
    completeness: pd.DataFrame
    findings: tuple[Finding, ...]
    faults: tuple[str, ...]


def map_tables(
    sheets: dict[str, list[pd.DataFrame]], extracts: dict[str, Extract], words: EmptyWords | None = None, zone: str = TIME_ZONE
) -> Mapped:
    """Every table's sheets of text in our columns, codes and types. Faults are listed, not raised.

    ``words`` are those for nothing; ``zone`` is where the clocks hang that show what is written with its distance from UTC.
    """
    # Of a sheet without rows the headers are known already: it is not taken for a table unless it has them all.
    filled = {table: [part for part in parts if len(part)] for table, parts in sheets.items()}
    received = {table: name_columns(parts, extracts[table]) for table, parts in sheets.items() if parts}
    cleaned = {table: clean_cells(text, table, extracts[table], words or EmptyWords()) for table, text in received.items()}
    texts = {table: with_made_key(clean.text, extracts[table]) for table, clean in cleaned.items()}
    converted = {table: convert(text, extracts[table], zone) for table, text in texts.items()}
    return Mapped(
        tables={table: _without_faults(frame, cleaned[table].cells) for table, (frame, _) in converted.items()},
        received={table: _with_key(text, texts[table], extracts[table].key) for table, text in received.items()},
        letters=letters_of(filled, extracts),
        unreadable={table: pd.concat([cleaned[table].cells, cells], ignore_index=True) for table, (_, cells) in converted.items()},
        completeness=count_empty(texts),
        findings=(
            *(finding for table in texts for part in filled[table] for finding in unused_headers(part, table, extracts[table])),
            *(finding for table in texts for part in filled[table] for finding in unfitting_cells(part, table, extracts[table])),
            *(finding for clean in cleaned.values() for finding in clean.findings),
        ),
        faults=(
            *(fault for table in texts for part in filled[table] for fault in header_faults(part, table, extracts[table])),
            *(fault for table, text in texts.items() for fault in _date_faults(text, converted[table][1], table, extracts[table])),
        ),
    )


def convert(text: pd.DataFrame, extract: Extract, zone: str = TIME_ZONE) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table in our types, and the cells that could not be read as the date or number they should be."""
    columns = {column: _convert(text, column, extract, zone) for column in extract.columns}
    frame = pd.DataFrame(columns | {column: text[column] for column in ORIGIN}, index=text.index)
    unreadable = [cell for column, value, code in _readings(text, columns, extract) for cell in _unreadable(text[column], value, code)]
    return frame, failed_cells(unreadable)


def count_empty(texts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """How many cells of each column arrived empty, by table and period folder."""
    names = ["table", "period", "column", "rows", "rows_empty"]
    counts = [
        (table, period, column, len(part), int(part[column].isna().sum()))
        for table, text in texts.items()
        for period, part in text.groupby(by_value(text["_file"], lambda files: files.str.split("/").str[0]), sort=True)
        for column in text.columns.drop(ORIGIN)
    ]
    frame = pd.DataFrame(counts, columns=names).astype({name: "int64" if name.startswith("rows") else TEXT for name in names})
    return frame.sort_values(names[:3], ignore_index=True)


def _with_key(received: pd.DataFrame, text: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows as they came, those without a number of their own with the one that was made for them."""
    return received.assign(**{key: received[key].fillna(text[key])})


def _without_faults(frame: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The table with nothing in the cells that are at fault, also where an empty cell would have a code or a default."""
    by_column = {column: frame[column].mask(frame.index.isin(rows)) for column, rows in cells.groupby("column")["row"]}
    return frame.assign(**by_column)


def _readings(text: pd.DataFrame, columns: dict[str, pd.Series], extract: Extract) -> Iterator[tuple[str, pd.Series, str]]:
    """Each column that is read rather than taken over, what was read in it, and what a cell is that could not be read."""
    for column, value in columns.items():
        if column in extract.dates:
            yield column, value, "unreadable_date"
        elif column in WHOLE_NUMBERS:
            yield column, value, "unreadable_number"
        elif column in extract.spellings:
            yield column, give_codes(text[column], extract.spellings[column]), UNKNOWN


def _convert(text: pd.DataFrame, column: str, extract: Extract, zone: str) -> pd.Series:
    if column in extract.dates:
        return parse_dates(text, column, extract.dates[column], zone)
    if column in WHOLE_NUMBERS:
        return parse_whole_numbers(text[column])
    cells = give_codes(text[column], extract.spellings[column]) if column in extract.spellings else text[column]
    return cells.fillna(extract.defaults[column]).astype(TEXT) if column in extract.defaults else cells


def _date_faults(text: pd.DataFrame, unreadable: pd.DataFrame, table: str, extract: Extract) -> list[str]:
    return date_faults(text, set(unreadable["column"]), table, extract)


def _unreadable(text: pd.Series, value: pd.Series, code: str) -> list[tuple[int, str, str]]:
    """The row, column and code of each cell that says something and could not be read."""
    return [(row, str(text.name), code) for row in text.index[text.notna() & value.isna()]]
