"""The OpenDocument workbook, read by another program and held to the workbook that it is made from."""

import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from analysis.publish.content import PlainTable
from analysis.publish.ods import write_ods
from analysis.publish.ods.numbers import forms
from analysis.publish.page import Page
from analysis.publish.workbook import write_workbook

PAGE = Page("Overview & <more>", authority="Trentshire County Council", period_label="2016/17")
FIGURES = PlainTable(
    "Table",
    1,
    "key-figures",
    "Key  figures & more",
    ("Indicator", "2015/16", "2016/17"),
    (("Notifications", "2,362", "2,646 [r]"), ("Returned", "48%", "4.5%"), ("Change", "+284", "−104"), ("=1+1", "[c]", "9.4")),
    ("[c] confidential.", "Counted anew each year."),
    "Source: notifications.",
)
AGES = PlainTable("Figure", 1, "ages", "Ages", ("Age", "Children"), (("13", "20"), ("14", "21")))

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


@pytest.fixture
def workbook(tmp_path):
    write_workbook((FIGURES, AGES), PAGE, tmp_path / "tables.xlsx")
    return tmp_path / "tables.xlsx"


@pytest.fixture
def ods(workbook):
    return converted(workbook)


def converted(workbook):
    write_ods(workbook, PAGE, workbook.with_suffix(".ods"))
    return workbook.with_suffix(".ods")


def part(ods, name):
    with zipfile.ZipFile(ods) as archive:
        return ElementTree.fromstring(archive.read(name))


def attribute(element, name):
    prefix, _, rest = name.partition(":")
    return element.get(f"{{{SPACES[prefix]}}}{rest}")


def cells(ods, sheet):
    (found,) = part(ods, "content.xml").iterfind(f".//table:table[@table:name='{sheet}']", SPACES)
    return [row.findall("table:table-cell", SPACES) for row in found.iterfind("table:table-row", SPACES)]


def shown(cell):
    return "".join(cell.itertext())


def test_another_reader_finds_every_sheet_and_value_of_the_workbook(workbook, ods):
    held, found = openpyxl.load_workbook(workbook), CalamineWorkbook.from_path(ods)
    assert found.sheet_names == held.sheetnames == ["Cover", "Contents", "Notes", "Table 1", "Figure 1"]
    for name in held.sheetnames:
        rows = [["" if value is None else value for value in row] for row in held[name].values]
        assert found.get_sheet_by_name(name).to_python() == rows


def test_numbers_are_numbers_and_print_as_in_the_report(ods):
    """A percentage is a part of one, marks beside a number are in its format, and a mark alone is text."""
    rows = cells(ods, "Table 1")[-4:]
    assert [[shown(cell) for cell in row] for row in rows[:3]] == [list(row) for row in FIGURES.rows[:3]]
    kinds = [[attribute(cell, "office:value-type") for cell in row[1:]] for row in rows]
    assert kinds == [["float", "float"], ["percentage", "percentage"], ["float", "float"], ["string", "float"]]
    values = [[attribute(cell, "office:value") for cell in row[1:]] for row in rows]
    assert values == [["2362", "2646"], ["0.48", "0.045"], ["284", "-104"], [None, "9.4"]]
    assert [shown(cell) for cell in cells(ods, "Figure 1")[-1]] == ["14", "21"]


def test_each_table_is_marked_up_with_its_header_row(ods):
    ranges = part(ods, "content.xml").iterfind(".//table:database-range", SPACES)
    found = {attribute(one, "table:name"): attribute(one, "table:target-range-address") for one in ranges}
    assert found["table_1_key_figures"] == "'Table 1'.A6:'Table 1'.C10"
    assert [shown(cell) for cell in cells(ods, "Table 1")[5]] == list(FIGURES.columns)
    assert found.keys() == {"contents", "notes", "table_1_key_figures", "figure_1_ages"}


def test_the_contents_lead_to_the_sheets_and_links_out_of_the_workbook(workbook):
    book = openpyxl.load_workbook(workbook)
    book["Cover"]["A3"].hyperlink = "https://example.org/?a=1&b=2"
    book.save(workbook)
    links = part(converted(workbook), "content.xml").findall(".//text:a", SPACES)
    assert [attribute(link, "xlink:href") for link in links] == [
        "https://example.org/?a=1&b=2",
        "#'Notes'.A1",
        "#'Table 1'.A1",
        "#'Figure 1'.A1",
    ]


def test_the_title_of_each_sheet_is_a_heading(ods):
    styles = {attribute(one, "style:name"): one for one in part(ods, "content.xml").iterfind(".//style:style", SPACES)}
    for sheet in ("Cover", "Contents", "Notes", "Table 1", "Figure 1"):
        title, below, *_ = (row[0] for row in cells(ods, sheet))
        assert attribute(styles[attribute(title, "table:style-name")], "style:parent-style-name") == "Heading_20_1"
        assert attribute(styles[attribute(below, "table:style-name")], "style:parent-style-name") == "Default"


def test_text_keeps_its_spaces_and_lines(workbook):
    """Readers of XML may take several spaces for one, unless they are elements."""
    book = openpyxl.load_workbook(workbook)
    book["Cover"]["A3"] = " one  two\nthree <b>"
    book.save(workbook)
    ods = converted(workbook)
    assert CalamineWorkbook.from_path(ods).get_sheet_by_name("Cover").to_python()[2] == [" one  two\nthree <b>"]
    (cell,) = cells(ods, "Cover")[2]
    assert [line.text for line in cell] == [None, "three <b>"]
    assert [(attribute(space, "text:c"), space.tail) for space in cell.iterfind(".//text:s", SPACES)] == [("1", "one "), ("1", "two")]


def test_the_document_says_what_it_is_and_no_time(ods):
    said = list(part(ods, "meta.xml").itertext())
    assert said == ["Overview & <more>", "2016/17", "en-GB", "Trentshire County Council"]


def test_the_first_sheet_is_open_without_a_grid_and_every_cursor_stands_at_the_start(ods):
    items = {next(iter(one.attrib.values())): one.text for one in part(ods, "settings.xml").iter() if one.tag.endswith("}config-item")}
    assert items["ActiveTable"] == "Cover"
    assert items["CursorPositionX"] == items["CursorPositionY"] == "0"
    assert items["ShowGrid"] == "false"


def test_the_same_workbook_gives_the_same_file_whose_parts_are_listed(workbook):
    first, second = converted(workbook).read_bytes(), converted(workbook).read_bytes()
    assert first == second
    with zipfile.ZipFile(workbook.with_suffix(".ods")) as archive:
        kind, *parts = archive.infolist()
        assert (kind.filename, kind.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        listed = [next(iter(one.attrib.values())) for one in ElementTree.fromstring(archive.read("META-INF/manifest.xml"))]
    assert sorted(listed) == sorted(["/", *(one.filename for one in parts if one.filename != "META-INF/manifest.xml")])


def test_without_a_workbook_there_is_no_opendocument_file(tmp_path):
    write_ods(tmp_path / "tables.xlsx", PAGE, tmp_path / "tables.ods")
    assert not (tmp_path / "tables.ods").exists()


def test_a_format_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="'yyyy' is no format of a number"):
        forms("yyyy")
