"""Opens one workbook from stdin and writes its cells to stdout as JSON; run as a script of its own by ``workbook.py``.

It imports nothing of this project, so that it starts quickly and can do no more than this.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

EXACT = 1e15
"""From here on a workbook has lost the last digits of a number."""

ZEROS = re.compile(r"0{2,}")
SINCE_1904 = re.compile(rb"""<(\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](1|true)["']""")
XLS_BEGINS, XLS_DATES, XLS_ENDS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x22, 0x0A
"""The first record of the workbook in an .xls file, and the types of the records that say how days are counted and that it ends."""


def cell_text(value: Any) -> str:
    """A cell of a workbook as text: dates in ISO form, whole numbers without a decimal point, and in full if they are exact."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and abs(value) >= EXACT:
        return f"{value:.14E}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read(content: bytes) -> list[dict[str, Any]] | str:
    """Every sheet with its name, whether it is hidden, its merged ranges, its cells and how days are counted; or the code of a fault."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = [_sheet(book, metadata) for metadata in book.sheets_metadata if metadata.typ == SheetTypeEnum.WorkSheet]
    except PasswordError:
        return "password"
    except (CalamineError, OSError, ValueError, OverflowError):
        return "damaged"
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # The library's own crash; it belongs to no class that can be imported.
            raise
        return "damaged"
    with suppress(Exception):  # What calamine opened and this cannot is damaged in a way that hides no such cell from Excel's own readers.
        _sheet_faults().mark(content, sheets)
    with suppress(Exception):  # Noughts in front are a format; a workbook that openpyxl cannot open is still read without them.
        _keep_noughts(content, sheets)
    since_1904 = counts_from_1904(content)
    return [sheet | {"since_1904": since_1904} for sheet in sheets]


def _sheet_faults() -> ModuleType:
    """The script beside this one: as a script by itself this one is in no package."""
    spec = importlib.util.spec_from_file_location("sheet_faults", Path(__file__).with_name("sheet_faults.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sheet(book: CalamineWorkbook, metadata: Any) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(metadata.name)
    return {
        "name": metadata.name,
        "hidden": metadata.visible != SheetVisibleEnum.Visible,
        "merged": sheet.merged_cell_ranges or [],
        "rows": [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
    }


def counts_from_1904(content: bytes) -> bool:
    """Whether the workbook counts days from 1904, as Excel for the Mac did. calamine knows for dates, and not for plain numbers."""
    if content.startswith(b"PK"):
        with suppress(Exception), zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(SINCE_1904.search(archive.read("xl/workbook.xml")))
        return False
    at = content.find(XLS_BEGINS)
    while at >= 0 and at + 6 <= len(content) and (kind := int.from_bytes(content[at : at + 2], "little")) != XLS_ENDS:
        if kind == XLS_DATES:
            return content[at + 4] == 1
        at += 4 + int.from_bytes(content[at + 2 : at + 4], "little")
    return False


def _keep_noughts(content: bytes, sheets: list[dict[str, Any]]) -> None:
    """Number 7 in the format 00000 is shown as 00007, and that is the identifier. calamine does not tell formats; openpyxl does."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not re.search(rb'formatCode="0{2,}"', archive.read("xl/styles.xml")):
            return
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in sheets:
        for row in book[sheet["name"]].iter_rows():
            for cell in row:
                if isinstance(cell.value, int) and ZEROS.fullmatch(str(cell.number_format)):
                    sheet["rows"][cell.row - 1][cell.column - 1] = str(cell.value).zfill(len(cell.number_format))


def limit_memory(megabytes: int) -> None:
    """Let this process take no more memory than that, where the system can be told so."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))


if __name__ == "__main__":
    limit_memory(int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(read(sys.stdin.buffer.read())).encode())
