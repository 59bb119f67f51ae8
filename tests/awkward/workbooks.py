"""Workbooks and archives."""

import zipfile
from datetime import date, datetime
from pathlib import Path

from tests.awkward.make import ANN, BOTH, HEADERS, LINES, ZOE, Case, csv_text, edited, open_document, packed, sheets, without_part

FOLDER = Path(__file__).parent.parent / "files"
ABOVE = [["Missing children"], [], []]


def merged_header(sheet) -> None:
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:D1")


def merged_name(sheet) -> None:
    sheet.merge_cells("B2:B3")


def shown_with_noughts(sheet) -> None:
    sheet["A2"], sheet["A3"] = 7, 8
    sheet["A2"].number_format = sheet["A3"].number_format = "000"


def far_cell(sheet) -> None:
    sheet["XFD1048576"] = "a stray space"


def some_errors(sheet) -> None:
    sheet["C2"], sheet["D2"] = "#N/A", "=1/0"


CASES = [
    Case("a workbook", "a.xlsx", lambda: sheets(Data=LINES)),
    Case("a workbook named .csv", "a.csv", lambda: sheets(Data=LINES), note="a workbook, though it is not named one"),
    Case("a workbook of 1997, with titles, a total and notes", "a.xls", (FOLDER / "tracker.xls").read_bytes,
         [(4, "007", "Zoë"), (5, "8", "Ann")], {"title": 1, "blank": 1, "total": 1, "sheet": 1}),
    Case("an open document", "a.ods", lambda: open_document(LINES)),
    Case("an open document with titles", "a.ods", lambda: open_document([["Kept by hand"], *LINES]),
         [(3, "007", "Ann"), (4, "8", "Zoë")], {"title": 1}),
    Case("titles above the header of a sheet", "a.xlsx", lambda: sheets(Data=[*ABOVE, *LINES]),
         [(5, "007", "Ann"), (6, "8", "Zoë")], {"title": 1, "blank": 2}),
    Case("merged headers in two rows", "a.xlsx",
         lambda: edited([["Ref", "About the child", None, None], [None, "Name", "Seen", "Held"], ANN, ZOE], merged_header),
         [(3, "007", "Ann"), (4, "8", "Zoë")]),
    Case("a name merged over two rows", "a.xlsx", lambda: edited([HEADERS, ANN, ["8", None]], merged_name), [BOTH[0], (3, "8", "Ann")]),
    Case("noughts that are only a format", "a.xlsx", lambda: edited(LINES, shown_with_noughts), [(2, "007", "Ann"), (3, "008", "Zoë")]),
    Case("two sheets of data", "a.xlsx", lambda: sheets(April=LINES, May=LINES), [*BOTH, *BOTH]),
    Case("a sheet of notes", "a.xlsx", lambda: sheets(Notes=[["Ask the team"], ["on Monday"]], Data=LINES), aside={"sheet": 2},
         note="The sheet 'Notes' has not the headers of this table"),
    Case("a hidden sheet", "a.xlsx", lambda: sheets(("May",), April=LINES, May=LINES), [*BOTH, *BOTH], note="'May' is hidden"),
    Case("an empty sheet", "a.xlsx", lambda: sheets(Data=LINES, Empty=[])),
    Case("no sheet with rows", "a.xlsx", lambda: sheets(Data=[]), fault="holds no rows"),
    Case("a sheet with only a header", "a.xlsx", lambda: sheets(Data=[HEADERS]), [], note="no row under it"),
    Case("data that start in the third column", "a.xlsx", lambda: sheets(Data=[[None, None, *line] for line in LINES])),
    Case("blank rows and a total", "a.xlsx", lambda: sheets(Data=[HEADERS, ANN, [], ZOE, [], ["Grand total", None, None, 2]]),
         [BOTH[0], (4, "8", "Zoë")], {"blank": 2, "total": 1}),
    Case("numbers and dates", "a.xlsx",
         lambda: sheets(Data=[HEADERS, [7.0, "Ann", datetime(2016, 7, 1, 13, 5), date(2016, 7, 2)], [8, "Zoë"]]),
         [(2, "7", "Ann"), (3, "8", "Zoë")]),
    Case("errors of Excel in cells", "a.xlsx", lambda: edited(LINES, some_errors)),
    Case("a stray cell in the last row and column", "a.xlsx", lambda: edited(LINES, far_cell), fault="a cell far below or to the right"),
    Case("a workbook cut in half", "a.xlsx", lambda: sheets(Data=LINES)[:2500], fault="cannot be unpacked"),
    Case("a workbook with a spoilt byte", "a.xlsx", lambda: sheets(Data=LINES).replace(b"PK\x01\x02", b"PK\x01\x03", 1),
         fault="cannot be unpacked"),
    Case("a workbook without its sheet", "a.xlsx", lambda: without_part(sheets(Data=LINES), "xl/worksheets/sheet1.xml"),
         fault="cannot be opened as a workbook"),
    Case("a workbook whose sheet is not XML", "a.xlsx", lambda: without_part(sheets(Data=LINES), "xl/worksheets/sheet1.xml", b"<<<"),
         fault="cannot be opened as a workbook"),
    Case("a zip bomb that is named a workbook", "a.xlsx",
         lambda: without_part(sheets(Data=LINES), "xl/media/image.png", bytes(30_000_000)), fault="times its size when unpacked"),
    Case("a Word document", "a.csv", lambda: packed({"word/document.xml": b"<w/>"}), fault="is a Word document"),
    Case("an archive that is named .csv", "a.csv", lambda: packed({"b.csv": csv_text().encode()}), fault="is an archive"),
    Case("an archive with nothing in it", "a.csv", lambda: packed({}), fault="is an empty archive"),
    Case("a broken archive that is named .csv", "a.csv", b"PK\x03\x04" + bytes(80), fault="cannot be unpacked"),
    Case("a workbook packed without compression", "a.xlsx", lambda: _stored(sheets(Data=LINES))),
]  # fmt: skip


def _stored(workbook: bytes) -> bytes:
    import io

    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)
