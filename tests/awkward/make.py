"""How awkward files are made: bytes of workbooks and archives, and the record of one case."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import openpyxl

HEADERS = ["Ref", "Name", "Seen", "Held"]
ANN = ["007", "Ann", "01/07/2016 13:05", "02/07/2016"]
ZOE = ["8", "Zoë", "03/07/2016 09:00", ""]
LINES = [HEADERS, ANN, ZOE]
BOTH = [(2, "007", "Ann"), (3, "8", "Zoë")]


@dataclass(frozen=True)
class Case:
    """A file and what it must give: rows as (number, Ref, Name), or a fault with these words. ``note`` stands in a finding."""

    name: str
    file: str
    content: bytes | Callable[[], bytes]
    rows: list[tuple[int, str, str]] = field(default_factory=lambda: BOTH)
    aside: dict[str, int] = field(default_factory=dict)
    note: str = ""
    fault: str = ""

    def bytes(self) -> bytes:
        return self.content() if callable(self.content) else self.content


def csv_text(lines: list[list[str]] = LINES, delimiter: str = ",", end: str = "\n") -> str:
    return end.join(delimiter.join(line) for line in lines) + end


def sheets(hidden: tuple[str, ...] = (), **contents: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in contents.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return saved(book)


def edited(lines: list[list], change: Callable) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    change(book.active)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped(*, compression: int = zipfile.ZIP_DEFLATED, **files: bytes) -> bytes:
    return packed(dict(files), compression)


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def without_part(workbook: bytes, part: str, content: bytes | None = None) -> bytes:
    """The same workbook with one part taken away or exchanged."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    return packed(parts | ({part: content} if content is not None else {}))


def open_document(lines: list[list[str]], sheet: str = "Sheet1") -> bytes:
    """A spreadsheet as LibreOffice writes it, as little of it as must be there."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{''.join(cell.format(text) for text in line)}</table:table-row>" for line in lines)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="{sheet}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
    return packed({"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}, zipfile.ZIP_STORED)
