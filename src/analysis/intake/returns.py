"""What goes back to the senders: every faulty row in Excel's own terms. For internal use; it quotes cells as they were received.

One workbook a period and source, with one line a fault: the file, the sheet, the column's letter, the row, the value, and what to do.
The bytes depend on the faults alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime

import pandas as pd
import xlsxwriter

from analysis.intake.sources import TEXT

COLUMNS = {
    "severity": "How grave",
    "file": "File",
    "sheet": "Sheet",
    "letter": "Column",
    "header": "Header",
    "row": "Row",
    "value": "Value as received",
    "message": "What is wrong and what to do",
    "code": "Rule",
}
WIDTHS = (12, 36, 14, 8, 24, 8, 28, 80, 24)
LONGEST = 32_000
"""A little less than a cell of Excel can hold."""

MOST_ROWS = 1_000_000
"""A little less than a sheet of Excel can hold; what is more goes on in the next sheet."""


def fault_list(
    cells: pd.DataFrame,
    received: Mapping[str, pd.DataFrame],
    letters: pd.DataFrame,
    sources: Mapping[str, str],
    messages: Mapping[str, str],
) -> pd.DataFrame:
    """Each faulty cell with the period and source it goes back to, where it stands in Excel and what was received.

    ``cells`` are the lines of `validate`; ``received`` holds the text of the files by our columns, ``letters`` where each column stands.
    """
    valued = [_with_values(part, received[table]) for table, part in cells.groupby("table", sort=True)]
    if not valued:
        return pd.DataFrame(columns=["period", "source", "table", *COLUMNS]).astype(TEXT).astype({"row": "int64"})
    lines = pd.concat(valued, ignore_index=True).rename(columns={"_file": "file", "_sheet": "sheet", "_row": "row"})
    lines = lines.merge(letters, on=["table", "file", "sheet", "column"], how="left")
    lines = lines.assign(
        period=lines["file"].str.split("/").str[0],
        source=lines["table"].map(dict(sources)),
        message=lines["code"].map(dict(messages)),
    )
    text = {name: TEXT for name in ("period", "source", "table", *COLUMNS) if name != "row"}
    ordered = lines.sort_values(["period", "source", "file", "sheet", "row", "column", "code"], ignore_index=True)
    return ordered[["period", "source", "table", *COLUMNS]].fillna(dict.fromkeys(text, "")).astype(text)


def return_books(faults: pd.DataFrame) -> dict[str, bytes]:
    """The workbooks of all senders, by ``<period>/<source>.xlsx``."""
    by_sender = faults.groupby(["period", faults["source"].map(_file_name)], sort=True)
    return {f"{period}/{source}.xlsx": _book(rows) for (period, source), rows in by_sender}


def _file_name(source: str) -> str:
    """A source as the name of a file anywhere; a slash in it must not lead into another folder."""
    return re.sub(r"[^\w-]+", "_", source).strip("_") or "unnamed"


def _with_values(cells: pd.DataFrame, received: pd.DataFrame) -> pd.DataFrame:
    """The cells as they were received; a row is known by its place."""
    origin = ["_file", "_sheet", "_row"]
    beside = cells[origin].merge(received.drop_duplicates(origin), on=origin, how="left").set_axis(cells.index)
    values = pd.Series("", index=cells.index, dtype=TEXT)
    for column, part in cells.groupby("column"):
        if column in received:
            values[part.index] = beside.loc[part.index, column].fillna("")
    return cells.assign(value=values)


def _book(rows: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1), "title": "Rows to put right", "comments": "Internal: contains personal data"})
        for number, first in enumerate(range(0, len(rows), MOST_ROWS), start=1):
            sheet = book.add_worksheet("Rows to put right" + (f" {number}" if number > 1 else ""))
            _write_sheet(book, sheet, rows.iloc[first : first + MOST_ROWS])
    return buffer.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, rows: pd.DataFrame) -> None:
    # Excel takes such a cell as text also after someone has edited it.
    text = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top", "num_format": "@"})
    number, bold = book.add_format({"valign": "top"}), book.add_format({"bold": True})
    for place, (title, width) in enumerate(zip(COLUMNS.values(), WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, bold)
    for line, row in enumerate(rows[list(COLUMNS)].itertuples(index=False), start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, place, value, number)
            else:
                sheet.write_string(line, place, value[:LONGEST], text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
