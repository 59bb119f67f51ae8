"""Cells of a workbook that hold an error, or a formula whose value was not stored: calamine shows both as empty.

Loaded by ``calamine_alone.py`` in its process, and like it imports nothing of this project. Sheets are looked at as a stream, and only
those in which anything of the kind stands; what is found is kept as ranges, so that a row repeated a million times is one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple
from xml.parsers import expat

UNSTORED = "#FORMULA WITHOUT A VALUE"
"""What is written for a formula without its value, in the manner of Excel's own errors."""

CHUNK = 1 << 20
FORMULA_OR_ERROR = re.compile(rb"""<(\w+:)?f[\s/>]|\bt=["']e["']""")
ERROR_OF_XLS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Rows = list[list[str]]


class Marked(NamedTuple):
    """A range of cells (first row and column from nought, how many of each) and what is to be written there."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def mark(content: bytes, sheets: list[dict[str, Any]]) -> None:
    """Write into the cells of the sheets (``name, rows``) what calamine left out."""
    found = _of_archive(content) if content.startswith(b"PK") else _of_xls(content)
    by_name = {sheet["name"]: sheet["rows"] for sheet in sheets}
    for name, marked in found:
        if name in by_name:
            _write(by_name[name], marked)


def _write(rows: Rows, marked: list[Marked]) -> None:
    """Only inside the table, and as many rows below it as there are such cells: one stray cell makes no table of a million rows."""
    width, lowest = max(map(len, rows), default=0), len(rows) + len(marked)
    for one in marked:
        for number in range(one.row, min(one.row + one.rows, lowest if one.rows == 1 else len(rows))):
            rows.extend([] for _ in range(number + 1 - len(rows)))
            row = rows[number]
            last = min(one.column + one.columns, width)
            row.extend([""] * (last - len(row)))
            row[one.column : last] = [cell or one.text for cell in row[one.column : last]]


def _of_archive(content: bytes) -> Iterator[tuple[str, list[Marked]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            yield from _Ods().read(archive).items()
        elif "xl/workbook.xml" in names:
            for name, path in _sheets(archive, "xl/workbook.xml").items():
                if path in names and _may_hold_any(archive, path):
                    yield name, _Xlsx().read(archive, path)
        elif "xl/workbook.bin" in names:
            for name, path in _binary_sheets(archive).items():
                yield name, list(_of_xlsb(archive.read(path)))


def _may_hold_any(archive: zipfile.ZipFile, path: str) -> bool:
    with archive.open(path) as file:
        before = b""
        while chunk := file.read(CHUNK):
            if FORMULA_OR_ERROR.search(before + chunk):
                return True
            before = chunk[-64:]
    return False


def _sheets(archive: zipfile.ZipFile, workbook: str) -> dict[str, str]:
    """The path of each sheet by its name."""
    listed: list[tuple[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            number = next((value for name, value in attributes.items() if _local(name) == "id" and ":" in name), "")
            listed.append((attributes.get("name", ""), number))

    _parse(archive, workbook, start)
    targets = _targets(archive, workbook)
    return {name: targets[number] for name, number in listed if number in targets}


def _targets(archive: zipfile.ZipFile, workbook: str) -> dict[str, str]:
    folder, file = posixpath.split(workbook)
    targets: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")

    _parse(archive, f"{folder}/_rels/{file}.rels", start)
    return targets


def _parse(
    archive: zipfile.ZipFile,
    path: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    with archive.open(path) as file:
        parser.ParseFile(file)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _Xlsx:
    """A sheet of .xlsx: ``<c t="e"><v>#N/A</v></c>`` is an error, and ``<c><f>A1</f></c>`` a formula without its value."""

    def __init__(self) -> None:
        self.marked: list[Marked] = []
        self.row = self.column = -1
        self.kind, self.value = "", ""
        self.has_formula = self.in_value = False

    def read(self, archive: zipfile.ZipFile, path: str) -> list[Marked]:
        _parse(archive, path, self.start, self.end, self.text)
        return self.marked

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
        elif tag == "c":
            self.column = _column(attributes.get("r", "")) if "r" in attributes else self.column + 1
            self.kind, self.value, self.has_formula = attributes.get("t", ""), "", False
        elif tag == "f":
            self.has_formula = True
        self.in_value = tag in ("v", "t")

    def text(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def end(self, tag: str) -> None:
        self.in_value = False
        if _local(tag) != "c":
            return
        if self.kind == "e":
            self.marked.append(Marked(self.row, self.column, 1, 1, self.value.strip() or "#N/A"))
        elif self.has_formula and not self.value and self.kind != "str":  # "str" says that the value is the empty text
            self.marked.append(Marked(self.row, self.column, 1, 1, UNSTORED))


def _column(place: str) -> int:
    """The column of a cell such as AB12, from nought."""
    number = 0
    for letter in re.match(r"[A-Za-z]*", place)[0].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class _Ods:
    """The sheets of .ods: a cell says ``calcext:value-type="error"``, or has a formula and neither a value nor text."""

    def __init__(self) -> None:
        self.marked: dict[str, list[Marked]] = {}
        self.name, self.row, self.column, self.rows = "", 0, 0, 1
        self.cell: dict[str, str] = {}
        self.said = ""
        self.depth = 0

    def read(self, archive: zipfile.ZipFile) -> dict[str, list[Marked]]:
        with archive.open("content.xml") as file:
            parser = expat.ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self.start, self.end, self.text
            parser.ParseFile(file)
        return self.marked

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.name, self.row = attributes.get("table:name", ""), 0
        elif tag == "table:table-row":
            self.rows, self.column = int(attributes.get("table:number-rows-repeated", 1)), 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.cell, self.said = attributes, ""
        elif tag == "text:p":
            self.depth += 1

    def text(self, text: str) -> None:
        self.said += text if self.depth else ""

    def end(self, tag: str) -> None:
        if tag == "text:p":
            self.depth -= 1
        elif tag == "table:table-row":
            self.row += self.rows
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            columns = int(self.cell.get("table:number-columns-repeated", 1))
            if fault := self._fault():
                self.marked.setdefault(self.name, []).append(Marked(self.row, self.column, self.rows, columns, fault))
            self.column += columns

    def _fault(self) -> str:
        if self.cell.get("calcext:value-type") == "error":
            return self.said.strip() or "#N/A"
        valued = self.said or any(name in self.cell for name in ("office:value-type", "office:value", "office:string-value"))
        return UNSTORED if "table:formula" in self.cell and not valued else ""


def _binary_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The path of each sheet of .xlsb by its name: record 156 holds its state, number, the name of its relation and its own."""
    targets, sheets = _targets(archive, "xl/workbook.bin"), {}
    for kind, body in _records(archive.read("xl/workbook.bin")):
        if kind == 156:
            number, rest = _wide(body[8:])
            name, _ = _wide(rest)
            sheets[name] = targets.get(number, "")
    return {name: path for name, path in sheets.items() if path in archive.namelist()}


def _of_xlsb(content: bytes) -> Iterator[Marked]:
    """Record 0 begins a row, 3 is an error and 11 an error that a formula gave; both begin with the column and end with the code."""
    row = 0
    for kind, body in _records(content):
        if kind == 0:
            row = int.from_bytes(body[:4], "little")
        elif kind in (3, 11):
            yield Marked(row, int.from_bytes(body[:4], "little"), 1, 1, ERROR_OF_XLS.get(body[8], "#N/A"))


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record; both kind and length are written in sevens of bits, the lowest first."""
    place = 0
    while place < len(content):
        kind, place = _sevens(content, place, 2)
        length, place = _sevens(content, place, 4)
        yield kind, content[place : place + length]
        place += length


def _sevens(content: bytes, place: int, most: int) -> tuple[int, int]:
    number = 0
    for turn in range(most):
        byte = content[place]
        number, place = number | (byte & 0x7F) << (7 * turn), place + 1
        if byte < 0x80:
            break
    return number, place


def _wide(body: bytes) -> tuple[str, bytes]:
    """A text with its length before it, and what follows."""
    length = int.from_bytes(body[:4], "little")
    return body[4 : 4 + 2 * length].decode("utf-16-le"), body[4 + 2 * length :]


def _of_xls(content: bytes) -> Iterator[tuple[str, list[Marked]]]:
    """The errors of .xls, which keeps a value for every formula."""
    with suppress(ImportError):
        import xlrd

        with xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True) as book:
            for sheet in book.sheets():
                errors = [
                    Marked(row, column, 1, 1, ERROR_OF_XLS.get(sheet.cell_value(row, column), "#N/A"))
                    for row in range(sheet.nrows)
                    for column, kind in enumerate(sheet.row_types(row))
                    if kind == xlrd.XL_CELL_ERROR
                ]
                yield sheet.name, errors
