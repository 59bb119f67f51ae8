"""Raw files as text, cell by cell.

Whatever a file is, it comes out as frames of text, one for each sheet: the headers as columns, an empty cell as "", and beside them
`_file`, `_sheet` ("" for CSV) and `_row`, the row's number as Excel or a text editor shows it. Nothing is interpreted here, because
what a cell means is the mapping's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from analysis.settings import Fault
from analysis.sources import TEXT, RawFile

EXCEL = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}


@dataclass(frozen=True)
class Reading:
    """The sheets of each table as text, and the faults of the files that could not be read."""

    sheets: dict[str, list[pd.DataFrame]]
    faults: tuple[str, ...]


def read_files(files: Iterable[RawFile]) -> Reading:
    """Every file as text, by table. A file that cannot be read or holds no rows becomes a fault and the others are still read."""
    sheets: dict[str, list[pd.DataFrame]] = {}
    faults = []
    for raw in files:
        try:
            sheets.setdefault(raw.table, []).extend(read_file(raw))
        except Fault as fault:
            faults.append(str(fault))
    return Reading(sheets, tuple(faults))


def read_file(raw: RawFile) -> list[pd.DataFrame]:
    """One frame of text for each sheet that holds rows; a CSV file is one sheet. Raises `Fault` naming the file."""
    reader = _excel_sheets if raw.path.suffix.casefold() in EXCEL else _csv_sheets
    sheets = [_with_headers(cells, raw.name, sheet) for sheet, cells in reader(raw).items() if not cells.empty]
    sheets = [sheet for sheet in sheets if len(sheet)]
    if not sheets:
        raise _empty(raw)
    return sheets


def cell_text(value: Any) -> str:
    """A cell of a workbook as text: dates in ISO form, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _csv_sheets(raw: RawFile) -> dict[str, pd.DataFrame]:
    try:
        cells = pd.read_csv(raw.path, header=None, dtype=TEXT, na_filter=False, skip_blank_lines=False, encoding="utf-8-sig").fillna("")
    except pd.errors.EmptyDataError:
        raise _empty(raw) from None
    except UnicodeDecodeError:
        raise Fault(f"{raw.path} is not written in UTF-8. Save it again as 'CSV UTF-8' and put it back.") from None
    except pd.errors.ParserError as error:
        raise Fault(f"{raw.path} is not a proper CSV file{_parser_hint(error)}. Export it again and put it back.") from None
    except OSError as error:
        raise Fault(f"{raw.path} cannot be opened: {error.strerror}. Close it in other programs, then run again.") from None
    return {"": cells.set_axis(_line_numbers(cells), axis="index")}


def _parser_hint(error: Exception) -> str:
    """The line and the number of fields from the parser's words. The rest of them is dropped: it could quote a cell."""
    if found := re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error)):
        return f": line {found[2]} has {found[3]} cells, the lines before it {found[1]}"
    return ": a quotation mark is opened and not closed" if "EOF inside string" in str(error) else ""


def _line_numbers(cells: pd.DataFrame) -> pd.Index:
    """The line on which each row starts. A cell with a line break inside pushes the rows after it down."""
    breaks = sum(cells[column].str.count("\n").fillna(0).astype("int64") for column in cells)
    return pd.Index(range(1, len(cells) + 1)) + breaks.cumsum().shift(fill_value=0).to_numpy()


def _excel_sheets(raw: RawFile) -> dict[str, pd.DataFrame]:
    try:
        with CalamineWorkbook.from_path(str(raw.path)) as book:
            values = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError):
        if raw.path.stat().st_size == 0:
            raise _empty(raw) from None
        raise Fault(
            f"{raw.path} cannot be opened as a workbook: it is damaged, has a password or is another kind of file. "
            "Open it in Excel, save it as .xlsx without a password and put it back."
        ) from None
    return {name: _workbook_cells(rows) for name, rows in values.items()}


def _workbook_cells(rows: list[list[Any]]) -> pd.DataFrame:
    cells = pd.DataFrame([[cell_text(value) for value in row] for row in rows])
    return cells.astype(TEXT).set_axis(range(1, len(cells) + 1), axis="index")


def _with_headers(cells: pd.DataFrame, file: str, sheet: str) -> pd.DataFrame:
    """The first row becomes the headers; rows without a single cell filled in are not rows of the table."""
    rows = cells.iloc[1:]
    rows = rows[(rows != "").any(axis=1)]
    origin = pd.DataFrame({"_file": file, "_sheet": sheet, "_row": rows.index.astype("int64")}).astype({"_file": TEXT, "_sheet": TEXT})
    named = rows.set_axis([header.strip() for header in cells.iloc[0]], axis="columns").reset_index(drop=True)
    return pd.concat([named, origin], axis="columns")


def _empty(raw: RawFile) -> Fault:
    return Fault(
        f"{raw.path} holds no rows. Ask for it again; or take it away and write required = false "
        f"in config/extracts/{raw.table}.toml; its figures are then shown as not available."
    )
