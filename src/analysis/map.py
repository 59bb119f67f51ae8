"""Headers into our columns, spellings into our codes, text into dates and numbers.

Everything is done on the distinct values of a column and then spread over its rows, so that a million rows cost little more than a
thousand. Headers and spellings that the mapping does not know stop the run, all of them together; a single date or number that
cannot be read does not: it is handed on in `Mapped.unreadable` for `validate` to judge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from analysis.sources import ORIGIN, PERSONAL, TEXT, TIME, Extract, Finding, failed_cells, rows_in_words, spelling

WHOLE_NUMBERS = ("delegates", "pupils", "drivers")
"""The columns that count people."""


@dataclass(frozen=True)
class Mapped:
    """Each table in our columns and types with its origin, and what was met on the way.

    ``unreadable`` has, for each table, one row a cell that could not be read: ``row`` (the table's index), ``column``, ``code``.
    ``completeness`` counts the cells that arrived empty: ``table, period, column, rows, rows_empty``.
    """

    tables: dict[str, pd.DataFrame]
    unreadable: dict[str, pd.DataFrame]
    completeness: pd.DataFrame
    findings: tuple[Finding, ...]
    faults: tuple[str, ...]


def map_tables(sheets: dict[str, list[pd.DataFrame]], extracts: dict[str, Extract]) -> Mapped:
    """Every table's sheets of text in our columns, codes and types. Faults are listed, not raised."""
    texts = {table: name_columns(parts, extracts[table]) for table, parts in sheets.items() if parts}
    converted = {table: convert(text, extracts[table]) for table, text in texts.items()}
    return Mapped(
        tables={table: frame for table, (frame, _) in converted.items()},
        unreadable={table: cells for table, (_, cells) in converted.items()},
        completeness=count_empty(texts),
        findings=tuple(finding for table in texts for part in sheets[table] for finding in _unused_headers(part, table, extracts[table])),
        faults=(
            *(fault for table in texts for part in sheets[table] for fault in header_faults(part, table, extracts[table])),
            *(fault for table, text in texts.items() for fault in spelling_faults(text, table, extracts[table])),
        ),
    )


def name_columns(parts: list[pd.DataFrame], extract: Extract) -> pd.DataFrame:
    """The sheets of a table under one another, still text, in our columns; a column whose header is missing stays empty."""
    return pd.concat([_name_columns(part, extract) for part in parts], ignore_index=True)


def convert(text: pd.DataFrame, extract: Extract) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table in our types, and the cells that could not be read as the date or number they should be."""
    columns = {column: _convert(text, column, extract) for column in extract.columns}
    frame = pd.DataFrame(columns | {column: text[column] for column in ORIGIN}, index=text.index)
    checked = [column for column in columns if column in extract.dates or column in WHOLE_NUMBERS]
    unreadable = [
        _unreadable(text[column], frame[column], "unreadable_date" if column in extract.dates else "unreadable_number")
        for column in checked
    ]
    return frame, pd.concat(unreadable, ignore_index=True) if unreadable else failed_cells()


def parse_dates(text: pd.Series, written: str, from_workbook: pd.Series) -> pd.Series:
    """Dates written as ``written`` says; a cell that a workbook holds as a date arrives in ISO form and is taken as it stands.

    A format without hours gives days: a time of day that Excel added to them is left out.
    """
    parsed = _parse(text, written)
    held = text.where(from_workbook & parsed.isna())
    for iso in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S") if held.notna().any() else ():
        parsed = parsed.fillna(_parse(held, iso))
    return parsed if "%H" in written else parsed.dt.normalize()


def _parse(text: pd.Series, written: str) -> pd.Series:
    return _by_value(text, lambda values: pd.to_datetime(values, format=written, errors="coerce")).astype(TIME)


def parse_whole_numbers(text: pd.Series) -> pd.Series:
    """Whole numbers, with or without commas between thousands; anything else is empty."""
    fits = text.str.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)", na=False).astype(bool)
    return pd.to_numeric(text.where(fits).str.replace(",", "")).astype("Int64")


def count_empty(texts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """How many cells of each column arrived empty, by table and period folder."""
    names = ["table", "period", "column", "rows", "rows_empty"]
    counts = [
        (table, period, column, len(part), int(part[column].isna().sum()))
        for table, text in texts.items()
        for period, part in text.groupby(text["_file"].str.split("/").str[0], sort=True)
        for column in text.columns.drop(ORIGIN)
    ]
    frame = pd.DataFrame(counts, columns=names).astype({name: "int64" if name.startswith("rows") else TEXT for name in names})
    return frame.sort_values(names[:3], ignore_index=True)


def header_faults(part: pd.DataFrame, table: str, extract: Extract) -> list[str]:
    """A sentence for each header of the mapping that this sheet lacks or has twice."""
    place = _place(part)
    there = {spelling(header): header for header in part.columns.drop(ORIGIN)}
    found = [spelling(header) for header in part.columns]
    wanted = {column: header for column, header in extract.columns.items() if found.count(spelling(header)) != 1}
    # A file without headers has a child in its first row. So its texts are quoted only if most of them are known as headers.
    near = _nearest_header if len(wanted) * 2 <= len(extract.columns) else lambda header, there: ""
    return [
        f"{place}: the header {header!r} stands there twice. Take one of the two columns away."
        if spelling(header) in there
        else f"{place}: the header {header!r} is not there.{near(header, there)} "
        f"Write the file's header for {column} under [columns] in config/extracts/{table}.toml."
        for column, header in wanted.items()
    ]


def spelling_faults(text: pd.DataFrame, table: str, extract: Extract) -> list[str]:
    """A sentence for each spelling that has no code, for each file it stands in, with the nearest spelling that has one."""
    private = {spelling(value) for column in PERSONAL if column in text for value in text[column].dropna().unique()}
    faults = []
    for column, codes in extract.values.items():
        known = {spelling(value) for value in codes}
        unknown = text[text[column].notna() & ~spelled(text[column]).isin(known)]
        for (file, value), rows in unknown.groupby(["_file", spelled(unknown[column])], sort=True):
            shown = "a value that also stands in a column about who the child is" if value in private else repr(rows[column].iloc[0])
            faults.append(
                f"{file}, column {extract.columns[column]!r}: {shown} ({rows_in_words(rows)}; {len(rows):,} in all) has no code. "
                f"{_nearest(value, codes)} Add it under [values.{column}] in config/extracts/{table}.toml, or have the cell put right."
            )
    return faults


def spelled(text: pd.Series) -> pd.Series:
    """Values as they are compared."""
    return text.str.strip().str.casefold()


def _name_columns(part: pd.DataFrame, extract: Extract) -> pd.DataFrame:
    there: dict[str, int] = {}
    for place, header in enumerate(part.columns):
        there.setdefault(spelling(header), place)
    empty = pd.Series("", index=part.index, dtype=TEXT)
    columns = {
        column: part.iloc[:, there[spelling(header)]] if spelling(header) in there else empty for column, header in extract.columns.items()
    }
    stripped = {column: _emptied(cells) for column, cells in columns.items()}
    return pd.DataFrame(stripped | {column: part[column] for column in ORIGIN})


def _emptied(cells: pd.Series) -> pd.Series:
    stripped = cells.str.strip()
    return stripped.where(stripped != "").astype(TEXT)


def _convert(text: pd.DataFrame, column: str, extract: Extract) -> pd.Series:
    if column in extract.dates:
        return parse_dates(text[column], extract.dates[column], text["_sheet"] != "")
    if column in WHOLE_NUMBERS:
        return parse_whole_numbers(text[column])
    if column in extract.values:
        codes = {spelling(value): code for value, code in extract.values[column].items()}
        return _by_value(text[column].fillna(""), lambda values: spelled(values).map(codes)).astype(TEXT)
    return text[column]


def _by_value(text: pd.Series, function: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """The function of each distinct value, spread over the rows; an empty cell stays empty."""
    places, distinct = pd.factorize(text)
    results = function(pd.Series(distinct, dtype=TEXT))
    return results.reindex(places).set_axis(text.index)  # An empty cell has the place -1, which no result has.


def _unreadable(text: pd.Series, value: pd.Series, code: str) -> pd.DataFrame:
    rows = text.index[text.notna() & value.isna()]
    return pd.DataFrame({"row": rows, "column": text.name, "code": code}).astype({"column": TEXT, "code": TEXT})


def _unused_headers(part: pd.DataFrame, table: str, extract: Extract) -> list[Finding]:
    """Columns that the mapping does not use. Said only when every header was found: otherwise the first row may not be headers."""
    used = {spelling(header) for header in extract.columns.values()}
    unused = [header for header in part.columns.drop(ORIGIN) if spelling(header) not in used and header]
    if not unused or header_faults(part, table, extract):
        return []
    message = f"The mapping does not use {', '.join(map(repr, unused))}."
    return [Finding("column_not_used", "note", table, part["_file"].iloc[0], "", message, 0)]


def _nearest_header(header: str, there: dict[str, str]) -> str:
    near = get_close_matches(spelling(header), list(there), n=1, cutoff=0.5)
    return f" The nearest header there is {there[near[0]]!r}." if near else ""


def _nearest(value: str, codes: dict[str, str]) -> str:
    known = {spelling(text): text for text in codes if text}
    if near := get_close_matches(value, list(known), n=1, cutoff=0.6):
        return f"The nearest known spelling is {known[near[0]]!r}."
    return f"Known are {', '.join(map(repr, known.values()))}."


def _place(part: pd.DataFrame) -> str:
    file, sheet = part["_file"].iloc[0], part["_sheet"].iloc[0]
    return f"{file}, sheet {sheet!r}" if sheet else file
