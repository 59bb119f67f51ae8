"""Files of every kind as text, with the place of every row."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from analysis.base.settings import Fault
from analysis.intake.extracts import Extract
from analysis.intake.read import read_file as read_whole_file
from analysis.intake.read import read_files
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
        ("a.csv", b"Ref,Name\n", "write required = false in config/extracts/notifications.toml"),
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


def test_a_workbook_with_headers_only_holds_no_rows(tmp_path):
    """The same fault as for an empty CSV file."""
    with pytest.raises(Fault, match="holds no rows"):
        read_file(workbook(tmp_path / "a.xlsx", Data=[["Ref", "Name"]]))


def test_one_bad_file_does_not_hide_another(tmp_path):
    """Both faults are listed and the good file is read."""
    files = [raw(tmp_path / "a.csv"), raw(tmp_path / "b.csv", b"A\n1\n"), raw(tmp_path / "c.xlsx", b"no")]
    reading = read_files(files, {"notifications": EXTRACT})
    assert len(reading.faults) == 2
    assert len(reading.sheets["notifications"]) == 1
