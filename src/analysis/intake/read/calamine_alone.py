"""Opens one workbook from stdin and writes its cells to stdout as JSON; run as a script of its own by ``workbook.py``.

It imports nothing of this project, so that it starts quickly and can do no more than this.
"""

from __future__ import annotations

import html
import importlib.util
import io
import json
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

EXACT = 1e15
"""From here on a workbook has lost the last digits of a number."""

ZEROS = re.compile(r"0{2,}")
SINCE_1904 = re.compile(rb"""<(\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](1|true)["']""")
XLS_BEGINS, XLS_DATES, XLS_ENDS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x22, 0x0A
"""The first record of the workbook in an .xls file, and the types of the records that say how days are counted and that it ends."""

BLOCK = 1 << 20
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
NUMBER = re.compile(rb"""\sr=["'](\d+)""")
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\shidden=["'](?:1|true)["']""")
"""A row of a workbook that is hidden, by hand, with its group or by a filter."""

TABLE_OR_ROW = re.compile(rb"<(?:\w+:)?(?:table|table-row)(?=[\s/>])[^>]*>")
TABLE = re.compile(rb"<(?:\w+:)?table[\s/>]")
NAME = re.compile(rb"""\s(?:\w+:)?name=["']([^"']*)""")
REPEATED = re.compile(rb"""number-rows-repeated=["'](\d+)""")
COLLAPSED = re.compile(rb"""visibility=["'](?:collapse|filter)["']""")


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
    with suppress(Exception):  # Where a workbook is written in a way that cannot tell what is hidden, nothing is said of it.
        _say_hidden_rows(content, sheets)
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
        "hidden_rows": [],
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


def _say_hidden_rows(content: bytes, sheets: list[dict[str, Any]]) -> None:
    """The first and last number of hidden rows, which calamine does not tell. The text of a sheet is looked through and not taken apart."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        is_open_document = "content.xml" in archive.namelist()
        hidden = _hidden_in_open_document(archive) if is_open_document else _hidden_in_workbook(archive)
    for sheet in sheets:
        sheet["hidden_rows"] = hidden.get(sheet["name"], [])


def _hidden_in_workbook(archive: zipfile.ZipFile) -> dict[str, list[list[int]]]:
    parts = {one.get("Id"): one.get("Target", "") for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    sheets = [one for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter() if one.tag.endswith("}sheet")]
    named = {one.get("name"): next(value for name, value in one.items() if name.endswith("}id")) for one in sheets}
    return {name: _hidden_in_sheet(archive, posixpath.join("/xl", parts[part])[1:]) for name, part in named.items()}


def _hidden_in_sheet(archive: zipfile.ZipFile, part: str) -> list[list[int]]:
    if part not in archive.namelist() or not any(map(HIDDEN_ROW.search, _pieces(archive, part))):
        return []
    ranges: list[list[int]] = []
    number = 0
    for tag in (tag for piece in _pieces(archive, part) for tag in ROW.findall(piece)):
        number = int(told[1]) if (told := NUMBER.search(tag)) else number + 1
        if HIDDEN_ROW.match(tag):
            _add_range(ranges, number, number)
    return ranges


def _hidden_in_open_document(archive: zipfile.ZipFile) -> dict[str, list[list[int]]]:
    hidden: dict[str, list[list[int]]] = {}
    number, ranges = 0, []
    for tag in (tag for piece in _pieces(archive, "content.xml") for tag in TABLE_OR_ROW.findall(piece)):
        if TABLE.match(tag):
            name = html.unescape(NAME.search(tag)[1].decode())
            number, ranges = 0, hidden.setdefault(name, [])
            continue
        last = number + (int(told[1]) if (told := REPEATED.search(tag)) else 1)
        if COLLAPSED.search(tag):
            _add_range(ranges, number + 1, last)
        number = last
    return hidden


def _add_range(ranges: list[list[int]], first: int, last: int) -> None:
    """Put a range behind others, joined to the last one where nothing lies between."""
    if ranges and ranges[-1][1] == first - 1:
        ranges[-1][1] = last
    else:
        ranges.append([first, last])


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text of a part in pieces that break no tag in two."""
    rest = b""
    with archive.open(part) as file:
        while block := file.read(BLOCK):
            whole, mark, rest = (rest + block).rpartition(b"<")
            rest = mark + rest
            yield whole
            if len(rest) > BLOCK:  # No tag is as long as that.
                rest = b""
    yield rest


def limit_memory(megabytes: int) -> None:
    """Let this process take no more memory than that, where the system can be told so."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))


if __name__ == "__main__":
    limit_memory(int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(read(sys.stdin.buffer.read())).encode())
