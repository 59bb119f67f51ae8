"""Files of every kind as text, with the place of every row."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from analysis.base.settings import Fault, FileLimits
from analysis.intake.extracts import Extract
from analysis.intake.read import grid, look_at, read_files, text
from analysis.intake.read import read_file as read_whole_file
from analysis.intake.read.calamine_alone import cell_text
from analysis.intake.sources import RawFile

PRIVATE = "Zebedee"
EXTRACT = Extract(source="police", files=("*",), key="ref", columns={"ref": ("Ref", "A"), "name": ("Name", "B")})


def read_file(raw: RawFile) -> list:
    return read_whole_file(raw, EXTRACT).sheets


def raw(path: Path, content: bytes = b"") -> RawFile:
    path.write_bytes(content)
    return RawFile("2016-17", path, "notifications")


def workbook(path: Path, **sheets: list[list]) -> RawFile:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return RawFile("2016-17", path, "notifications")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_with_and_without_byte_order_mark(tmp_path, mark):
    """The mark that Excel puts in front of UTF-8 is not part of the first header; accents survive."""
    (sheet,) = read_file(raw(tmp_path / "a.csv", mark + "Ref,Name\n1,Zoë\n".encode()))
    assert list(sheet.columns) == ["Ref", "Name", "_file", "_sheet", "_row"]
    assert sheet.iloc[0].tolist() == ["1", "Zoë", "2016-17/a.csv", "", 2]


def test_nothing_is_interpreted(tmp_path):
    """Leading noughts, the letters NA and empty cells stay what they are."""
    (sheet,) = read_file(raw(tmp_path / "a.csv", b"A,B,C,D\n007,NA,,NULL\n"))
    assert sheet.loc[0, ["A", "B", "C", "D"]].tolist() == ["007", "NA", "", "NULL"]


def test_row_numbers_are_those_of_a_text_editor(tmp_path):
    """Blank lines and line breaks inside a cell push the following rows down."""
    content = b'A,B\n1,x\n\n2,"two\nlines"\n3,y\n'
    (sheet,) = read_file(raw(tmp_path / "a.csv", content))
    assert sheet["_row"].tolist() == [2, 4, 6]
    assert sheet["B"].tolist() == ["x", "two\nlines", "y"]


@pytest.mark.parametrize(
    "content",
    [
        '"Ref", "Name"\n"1", "Bell, Bo"\n"2", ""\n',
        '"Ref",   "Name"\r\n"1",   "Bell, Bo"\r\n"2",   ""\r\n',
        '"Ref" , "Name" \n"1" , "Bell, Bo" \n"2" , "" \n',
        '"Ref"; "Name"\n"1"; "Bell, Bo"\n"2"; ""',
        'Ref, "Name"\n1, "Bell, Bo"\n2,\n',
        'Kept by hand\n\n Ref\t "Name"\n 1\t "Bell, Bo" \n2\t ""  ',
    ],
)
def test_blanks_around_quotation_marks_are_not_part_of_a_cell(tmp_path, content):
    """After commas, semicolons and tabs, before them, at the end of a line, and under a title: the marks still hold a cell together."""
    (sheet,) = read_file(raw(tmp_path / "a.csv", content.encode()))
    assert [header.strip() for header in sheet.columns[:2]] == ["Ref", "Name"]
    assert sheet.iloc[:, :2].apply(lambda cells: cells.str.strip()).to_numpy().tolist() == [["1", "Bell, Bo"], ["2", ""]]


def test_blanks_inside_quotation_marks_stay(tmp_path):
    (sheet,) = read_file(raw(tmp_path / "a.csv", b'"Ref", "Name"\n"1", " two  words "\n"2", "a ""b"" c"\n'))
    assert sheet["Name"].tolist() == [" two  words ", 'a "b" c']


def test_short_rows_are_filled_with_empty_cells(tmp_path):
    """A row that ends early has nothing in the last columns."""
    (sheet,) = read_file(raw(tmp_path / "a.csv", b"A,B,C\n1,2\n"))
    assert sheet.loc[0, ["A", "B", "C"]].tolist() == ["1", "2", ""]


def test_totals_are_found_where_the_key_is_made_of_other_columns(tmp_path):
    """The file has no number for its rows; the total stands in the first column that the key is made from."""
    keyless = Extract(source="s", files=("*",), key="id", key_from=("ref", "name"), columns={"id": (), "ref": ("Ref",), "name": ("Name",)})
    file = raw(tmp_path / "a.csv", b"Ref,Name\n1,Ann\nTotal,1\n")
    (sheet,) = read_whole_file(file, keyless).sheets
    assert sheet["Ref"].tolist() == ["1"]


def test_repeated_headers_are_kept(tmp_path):
    """Two columns of one name are the mapping's to judge."""
    (sheet,) = read_file(raw(tmp_path / "a.csv", b"A,A\n1,2\n"))
    assert list(sheet.columns)[:2] == ["A", "A"]


def test_workbook_cells_become_text(tmp_path):
    """Dates in ISO form, whole numbers without a point, blank rows left out but counted in the numbers."""
    rows = [
        ["Ref", "On", "At", "N"],
        [12.0, date(2016, 7, 1), datetime(2016, 7, 1, 13, 5), 1.5],
        [None] * 4,
        ["x", None, "01/07/2016", True],
    ]
    (sheet,) = read_file(workbook(tmp_path / "a.xlsx", Data=rows))
    assert sheet["_row"].tolist() == [2, 4]
    assert set(sheet["_sheet"]) == {"Data"}
    assert sheet.iloc[0, :4].tolist() == ["12", "2016-07-01", "2016-07-01 13:05:00", "1.5"]
    assert sheet.iloc[1, :3].tolist() == ["x", "", "01/07/2016"]


def test_every_filled_sheet_is_read(tmp_path):
    """Two sheets with the table make two frames; an empty one and one of notes make none."""
    sheets = read_file(workbook(tmp_path / "a.xlsx", One=[["A", "B"], [1]], Empty=[], Two=[["A", "B"], [2]], Notes=[["Kept by hand"]]))
    assert [(sheet["_sheet"].iloc[0], sheet["A"].iloc[0]) for sheet in sheets] == [("One", "1"), ("Two", "2")]


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (3.0, "3"), (3.25, "3.25"), (7, "7"), ("x ", "x "), (date(2016, 2, 29), "2016-02-29")]
)
def test_cell_text(value, text):
    """One cell at a time."""
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "holds no rows. Ask for it again"),
        ("a.csv", b"Ref,Nam\n", "required = false in config/extracts/notifications.toml"),
        ("a.xlsx", b"", "holds no rows"),
        ("a.csv", f"Ref,Name\n1,{PRIVATE}\x81\n".encode("latin-1"), "not text in UTF-8, UTF-16 or Windows-1252"),
        ("a.csv", f"Ref,Name\n1,{PRIVATE}\n1,{PRIVATE},3\n".encode(), "line 3 has more cells than the header, which has 2"),
        ("a.csv", f'Ref,Name\n1,"{PRIVATE}\n'.encode(), "a quotation mark is opened in line 2 and not closed"),
        ("a.xlsx", f"PK\x03\x04Ref,Name\n1,{PRIVATE}\n".encode(), "cannot be unpacked"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path, name, content, words):
    """A fault names the file and says what to do, and quotes nothing that stands in it."""
    with pytest.raises(Fault) as fault:
        read_file(raw(tmp_path / name, content))
    assert str(tmp_path / name) in str(fault.value)
    assert words in str(fault.value)
    assert PRIVATE not in str(fault.value)


@pytest.mark.parametrize("heading", [["Ref"], ["Ref", "Nam"], ["Something", "else"]])
def test_a_workbook_with_a_part_of_the_heading_holds_no_rows(tmp_path, heading):
    """The same fault as for an empty CSV file."""
    with pytest.raises(Fault, match="holds no rows"):
        read_file(workbook(tmp_path / "a.xlsx", Data=[heading]))


def test_a_workbook_with_the_heading_says_that_there_is_nothing(tmp_path):
    """One frame without rows, in the first sheet that has the heading, and a finding; a sheet with rows makes it go."""
    text = read_whole_file(workbook(tmp_path / "a.xlsx", Notes=[["By hand"]], May=[["Ref", "Name"]], June=[["Ref", "Name"]]), EXTRACT)
    assert [list(sheet.columns) for sheet in text.sheets] == [["Ref", "Name", "_file", "_sheet", "_row"]]
    assert len(text.sheets[0]) == 0
    assert [finding.code for finding in text.findings if finding.severity == "warn"] == ["sheet_not_used", "no_rows"]
    (filled,) = read_file(workbook(tmp_path / "b.xlsx", May=[["Ref", "Name"]], June=[["Ref", "Name"], ["1", "Ann"]]))
    assert filled["_sheet"].tolist() == ["June"]


LINES = [["Ref", "Name"], *([str(n), f"N{n}"] for n in range(2, 8))]


def hidden_in(raw: RawFile) -> list[str]:
    text = read_whole_file(raw, EXTRACT)
    assert sum(map(len, text.sheets)) == 6 * len(text.sheets)
    return [finding.message.partition(":")[0] for finding in text.findings if finding.code == "hidden_row"]


@pytest.mark.parametrize(
    ("hide", "rows"),
    [
        (lambda sheet: None, []),
        (lambda sheet: sheet.row_dimensions.__getitem__(3).__setattr__("hidden", True), ["sheet 'Data' row 3"]),
        (lambda sheet: [setattr(sheet.row_dimensions[n], "hidden", True) for n in (2, 4, 5)], ["sheet 'Data' rows 2, 4, 5"]),
        (lambda sheet: sheet.row_dimensions.group(4, 6, hidden=True), ["sheet 'Data' rows 4, 5, 6"]),
        (lambda sheet: setattr(sheet.column_dimensions["B"], "hidden", True), []),
        (lambda sheet: setattr(sheet.row_dimensions[1], "hidden", True), []),
        (lambda sheet: setattr(sheet.row_dimensions[30], "hidden", True), []),
    ],
    ids=["none", "one", "several", "a group", "a column", "the header", "below the table"],
)
def test_hidden_rows_of_a_workbook_are_used_and_said(tmp_path, hide, rows):
    """Hidden by hand, by a filter (which writes the same) or with a group; only rows of data are said."""
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for line in LINES:
        book.active.append(line)
    hide(book.active)
    book.save(tmp_path / "a.xlsx")
    assert hidden_in(RawFile("2016-17", tmp_path / "a.xlsx", "notifications")) == rows


def test_hidden_rows_are_said_sheet_by_sheet(tmp_path):
    """The second sheet's name has signs that XML writes in another way."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("May", 'June & "July"'):
        sheet = book.create_sheet(name)
        for line in LINES:
            sheet.append(line)
    sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "a.xlsx")
    assert hidden_in(RawFile("2016-17", tmp_path / "a.xlsx", "notifications")) == ["sheet 'June & \"July\"' row 4"]


def test_sheets_with_a_header_twice_and_other_columns_are_read_together(tmp_path):
    """What is said of their rows needs no column of theirs: neither those that one sheet alone has, nor any that stands twice."""
    may = [["Ref", "Name", "Note", "Note"], ["1", "Ann", "", ""], ["2", "Zo�", "", ""]]
    june = [["Ref", "Name", "Seen by"], ["3", "Bob", ""]]
    text = read_whole_file(workbook(tmp_path / "a.xlsx", May=may, June=june), EXTRACT)
    assert [len(sheet) for sheet in text.sheets] == [2, 1]
    assert [(one.code, one.message.partition(":")[0]) for one in text.findings] == [("letters_damaged", "sheet 'May' row 3")]


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_of_an_open_document_are_used_and_said(tmp_path, visibility):
    """Rows may stand there once for several of them; the blank ones that are left of the sheet are hidden as well, and are no data."""
    hidden = f'table:visibility="{visibility}"'
    rows = [
        "<table:table-row>" + cell("Ref") + cell("Name") + "</table:table-row>",
        *("<table:table-row>" + cell(str(n)) + cell(f"N{n}") + "</table:table-row>" for n in (2, 3)),
        f'<table:table-row {hidden} table:number-rows-repeated="2">' + cell("4") + cell("N4") + "</table:table-row>",
        f"<table:table-row {hidden}>" + cell("6") + cell("N6") + "</table:table-row>",
        '<table:table-row table:visibility="visible">' + cell("7") + cell("N7") + "</table:table-row>",
        f'<table:table-row {hidden} table:number-rows-repeated="1048569"><table:table-cell/></table:table-row>',
    ]
    path = tmp_path / "a.ods"
    path.write_bytes(open_document_of("".join(rows)))
    assert hidden_in(RawFile("2016-17", path, "notifications")) == ["sheet 'Data & more' rows 4, 5, 6"]


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def open_document_of(rows: str) -> bytes:
    spaces = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        table = f'<table:table table:name="Data &amp; more">{rows}</table:table>'
        body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return buffer.getvalue()


@pytest.mark.parametrize("place", ["XFD2", "XFD40", "AMJ1"])
def test_a_cell_far_to_the_right_is_named(tmp_path, place):
    """Nobody sees it, and sixteen thousand columns would take minutes."""
    book = openpyxl.Workbook()
    for line in LINES:
        book.active.append(line)
    book.active[place] = "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Fault, match=rf"sheet 'Sheet', has a cell far to the right of its table, in {place}; "):
        read_file(RawFile("2016-17", tmp_path / "a.xlsx", "notifications"))


def test_blanks_far_to_the_right_are_not_read(tmp_path):
    """A cell that holds nothing but a blank was typed by chance."""
    book = openpyxl.Workbook()
    for line in LINES:
        book.active.append(line)
    book.active["XFD2"] = " "
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_file(RawFile("2016-17", tmp_path / "a.xlsx", "notifications"))
    assert list(sheet.columns) == ["Ref", "Name", "_file", "_sheet", "_row"]


@pytest.mark.parametrize("text", ["Ref,Name" + "," * 200_000 + "\n1,Ann\n", "," * 1500 + "\n" + "Ref,Name" + "," * 1500 + "\n1,Ann\n"])
def test_a_text_of_too_many_columns_is_refused(tmp_path, text):
    with pytest.raises(Fault, match=r"columns or more in row [12]; a table has at most 1,000"):
        read_file(raw(tmp_path / "a.csv", text.encode()))


@pytest.mark.parametrize("line", ["\n", ",\n", " , \n", '"",\n'])
def test_more_blank_rows_than_a_sheet_has_are_refused(tmp_path, line, monkeypatch):
    """Between rows of data they are no table but a fault of whoever wrote it; so many at the end of a text are not even looked at."""
    monkeypatch.setattr(grid, "MOST_BLANK", 50)
    with pytest.raises(Fault, match=r"has more than 50 blank rows, the first of them row 3\."):
        read_file(raw(tmp_path / "a.csv", ("Ref,Name\n1,Ann\n" + line * 51 + "2,Zoe\n").encode()))
    (sheet,) = read_file(raw(tmp_path / "b.csv", ("Ref,Name\n1,Ann\n" + line * 50 + "2,Zoe\n").encode()))
    assert sheet["_row"].tolist() == [2, 53]


@pytest.mark.parametrize("line", ["-,-\n", "2,Zoe\n", '"2",Zoe\n', "2\n"])
def test_more_rows_than_any_table_has_are_refused(tmp_path, line, monkeypatch):
    """Whichever way a text is read: one row may be written again and again until the disk is full."""
    monkeypatch.setattr(grid, "MOST_ROWS", 50)
    monkeypatch.setattr(text, "ROWS_AT_A_TIME", 10)
    with pytest.raises(Fault, match=r"has more than 50 rows\. Look at its end"):
        read_file(raw(tmp_path / "a.csv", ("Ref,Name\n1,Ann\n" + line * 70).encode()))


def test_line_breaks_at_the_end_are_no_rows(tmp_path):
    """However many there are."""
    text = read_whole_file(raw(tmp_path / "a.csv", b"Ref,Name\n1,Ann\n" + b"\r\n" * 3_000_000), EXTRACT)
    assert (len(text.sheets[0]), len(text.not_data)) == (1, 0)


def test_a_look_at_a_file_takes_it_from_the_disk_once(tmp_path, monkeypatch):
    """However many mappings are tried, and however long the file is: each finds its own header, or says that it finds no table."""
    book = workbook(tmp_path / "a.xlsx", List=[["Kept by hand"], ["Ref", "Name"], *([number, "x"] for number in range(500))])
    elsewhere = Extract(**EXTRACT.model_dump() | {"sheets": ("Missing",)})
    contents = [book.path.read_bytes()]
    monkeypatch.setattr(RawFile, "read", lambda self, limits: contents.pop())
    first, none = look_at(book, [EXTRACT, elsewhere], FileLimits())
    assert first.columns[:2].tolist() == ["Ref", "Name"]
    assert 0 < len(first) < 200
    assert none is None


def test_one_bad_file_does_not_hide_another(tmp_path):
    """Both faults are listed and the good file is read."""
    files = [raw(tmp_path / "a.csv"), raw(tmp_path / "b.csv", b"A\n1\n"), raw(tmp_path / "c.xlsx", b"no")]
    reading = read_files(files, {"notifications": EXTRACT})
    assert len(reading.faults) == 2
    assert len(reading.sheets["notifications"]) == 1
