"""Word file, workbook and their kin, from a notebook made here: opened by other programs and held to what was promised."""

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from nbformat import v4

from analysis.base.settings import Fault
from analysis.markup import CHART_MIME, TABLE_MIME, TEXT_MIME
from analysis.publish import render_page
from analysis.publish.content import Block, Picture, PlainTable, Title, content, grids
from analysis.publish.ods import write_ods
from analysis.publish.page import Page
from analysis.publish.word import write_word
from analysis.publish.workbook import number_of, write_workbook

PROJECT = Path(__file__).parents[2]
TEMPLATE = PROJECT / "config" / "templates" / "report.docx"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

needs_office = pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine to open documents with; .ci/run installs it")

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="  # one point

KEY_FIGURES = {
    "name": "key-figures",
    "title": "Key figures, 2016/17",
    "columns": ["Indicator", "2015/16", "2016/17", "Change", "Trend"],
    "rows": [
        ["Notifications [note 1]", "2,362", "2,646", "up 284 (12%)", "Trend: up."],
        ["Returned after [note 2]", "48%", "4.5%", "down 43.5 percentage points", "Trend: down."],
        ["=cmd|'/c calc'!A1", "[c]", "[x]", "not shown", "Trend: none."],
    ],
    "pictures": ["Trend"],
    "notes": ["[c] confidential.", "Counted anew each year.", "[note 1] Sent by the police.", "[note 2] In elapsed hours."],
    "source": "Source: notifications.",
}
CHART = {
    "name": "by-quarter",
    "title": "Notifications rose",
    "subtitle": "Number of notifications",
    "alt": "Lines: notifications rose from 718 to 726.",
    "columns": ["Quarter", "2016/17"],
    "rows": [["Q1", "718"], ["Q2", "726"]],
    "notes": ["[note 1] In elapsed hours."],
    "source": "Source: notifications.",
}
COMMENTARY = '<p class="para commentary">Work <strong>continues</strong> with <a href="https://example.org/">partners</a>:</p>'


def shown(source, **data):
    bundle = {name: value for name, value in data.items() if value is not None}
    return v4.new_code_cell(source, outputs=[v4.new_output("execute_result", data=bundle, execution_count=1)])


def text(*blocks):
    return shown("text", **{TEXT_MIME: {"blocks": list(blocks)}, "text/html": "".join(blocks)})


@pytest.fixture
def notebook():
    """A report in small, with everything that a report can have."""
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# Annual overview"),
            v4.new_markdown_cell("## Findings\n\nHow do the figures compare?"),
            text('<p class="para computed">In 2016/17 there were <data value="2646">2,646</data> notifications.</p>'),
            text(COMMENTARY, "<ul><li>first <em>thing</em></li><li>second</li></ul>"),
            shown("table", **{TABLE_MIME: KEY_FIGURES, "text/html": "<table></table>"}),
            shown("chart", **{CHART_MIME: CHART, "image/png": PNG}),
            v4.new_markdown_cell("### By section"),
            shown("table", **{TABLE_MIME: KEY_FIGURES}),
            text("<ol><li>one</li><li>two</li></ol>"),
            text("<ol><li>one again</li></ol>"),
            v4.new_markdown_cell("## Recommendations"),
            text('<p class="para commentary">That the Committee:</p>\n<ol>\n<li>notes the report</li>\n<li>agrees</li>\n</ol>\n'),
        ]
    )


@pytest.fixture
def internal_page():
    """A page with both warnings."""
    return Page("Overview & <more>", "Trentshire, 2016/17", "Trentshire County Council", "Committee", "2016/17", "internal", True)


@pytest.fixture
def word(notebook, internal_page, tmp_path):
    """The report as a Word file, opened."""
    path = tmp_path / "report.docx"
    write_word(content(notebook), internal_page, TEMPLATE, path)
    return Document(str(path))


@pytest.fixture
def workbook(notebook, internal_page, tmp_path):
    """The tables as a workbook, opened."""
    path = tmp_path / "tables.xlsx"
    write_workbook(grids(content(notebook)), internal_page, path)
    return openpyxl.load_workbook(path)


def of_style(document, *names):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name in names]


# What is read from the notebook


def test_the_notebook_is_read_in_order_and_tables_and_figures_are_numbered(notebook):
    pieces = content(notebook)
    assert [type(piece) for piece in pieces[:7]] == [Title, Title, Block, Block, Block, Block, PlainTable]
    assert [(grid.reference, grid.section) for grid in grids(pieces)] == [
        ("Table 1", "Findings"),
        ("Figure 1", "Findings"),
        ("Table 2", "By section"),
    ]


def test_a_column_of_pictures_stays_on_the_page(notebook):
    assert [grid.columns[-1] for grid in grids(content(notebook))] == ["Change", "2016/17", "Change"]


def test_who_speaks_is_known_of_each_block(notebook):
    kinds = [piece.kind for piece in content(notebook) if isinstance(piece, Block)]
    assert kinds[:4] == ["prose", "computed", "commentary", "commentary"]


# The Word file


def numbering_of(document, style):
    """The list that paragraphs of a style belong to."""
    element = document.styles[style].element
    found = element.find(f".//{qn('w:numId')}")
    base = document.styles[style].base_style
    return found.get(qn("w:val")) if found is not None else numbering_of(document, base.name)


def test_paragraphs_are_numbered_by_word_and_run_on_into_the_sections_of_the_template(word):
    """Not a number is typed: report, commentary and the council's own sections share one list."""
    numbered = of_style(word, "Numbered Paragraph", "Commentary")
    assert [words[:12] for words in numbered] == [
        "In 2016/17 t",
        "Commentary W",
        "Commentary T",
        "To be added ",
        "To be added ",
        "The tables a",
    ]
    assert numbering_of(word, "Numbered Paragraph") == numbering_of(word, "Commentary")
    assert numbering_of(word, "Recommendation") != numbering_of(word, "Numbered Paragraph")


def test_the_same_paragraphs_have_numbers_as_on_the_page(internal_page, tmp_path):
    """A sentence of the program that the page leaves without a number has none in Word either, so that both may be cited alike."""
    blocks = ['<p class="para computed">One.</p>', '<p class="computed">Not divided.</p>', '<p class="para commentary">Two.</p>']
    data = {"text/html": "".join(blocks), "text/plain": "", TEXT_MIME: {"blocks": blocks}}
    notebook = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[v4.new_output("execute_result", data=data)])])
    write_word(content(notebook), internal_page, TEMPLATE, tmp_path / "report.docx")
    numbered = of_style(Document(str(tmp_path / "report.docx")), "Numbered Paragraph", "Commentary")
    page = BeautifulSoup(render_page(notebook, internal_page), "html.parser").select("p:has(> .pn)")
    assert numbered[:2] == ["One.", "Commentary Two."]
    assert [one.get_text(" ", strip=True) for one in page] == ["1. One.", "2. Commentary Two."]


def test_recommendations_are_a_list_of_their_own(word):
    assert of_style(word, "Recommendation") == ["notes the report", "agrees"]


def test_each_numbered_list_of_the_commentary_starts_at_one(word):
    lists = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]
    assert len(lists) == 3
    assert lists[0] == lists[1] != lists[2]


def test_headings_are_headings_and_the_title_is_a_title(word):
    assert of_style(word, "Title") == ["Overview & <more>"]
    assert of_style(word, "Heading 1") == [
        "Findings",
        "Recommendations",
        "Financial comments",
        "Legal and constitutional comments",
        "Background papers",
        "Annex: data of the charts",
    ]
    assert of_style(word, "Heading 2") == ["By section"]


def test_tables_have_captions_and_headers_that_repeat(word):
    captions = of_style(word, "Caption")
    assert captions == [
        "Table 1: Key figures, 2016/17",
        "Figure 1: Notifications rose",
        "Table 2: Key figures, 2016/17",
        "Data for Figure 1: Notifications rose",
    ]
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_each_picture_says_what_it_shows(word):
    pictures = [shape._inline.docPr for shape in word.inline_shapes]
    assert [(picture.get("descr"), picture.get("title")) for picture in pictures] == [(CHART["alt"], CHART["title"])]


def test_commentary_is_marked_and_keeps_its_emphasis_and_links(word):
    paragraph = next(p for p in word.paragraphs if p.text.startswith("Commentary Work"))
    assert [run.text for run in paragraph.runs if run.bold] == ["Commentary ", "continues"]
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [("partners", "https://example.org/")]


def test_the_warnings_stand_on_the_first_page_and_on_every_sheet(word):
    assert [words.partition(".")[0] for words in of_style(word, "Banner")] == [
        "Made-up data",
        "Internal: contains small counts; not for publication",
    ]
    assert "Made-up data." in word.sections[0].header.paragraphs[0].text


def test_the_word_file_says_its_language_and_nothing_of_who_made_it_when(word, tmp_path):
    core = word.core_properties
    assert (core.title, core.author, core.language) == ("Overview & <more>", "Trentshire County Council", "en-GB")
    assert (core.created, core.modified, core.last_modified_by) == (None, None, "")
    languages = {element.get(qn("w:val")) for element in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_place_of_the_template_is_left_over(word):
    body = word.element.body.xml
    assert not re.search(r"\{\{|\{%|[\ue000\ue001]", body)


def test_a_report_without_charts_has_no_annex(notebook, internal_page, tmp_path):
    pieces = tuple(piece for piece in content(notebook) if not isinstance(piece, Picture))
    write_word(pieces, internal_page, TEMPLATE, tmp_path / "short.docx")
    assert "Annex: data of the charts" not in of_style(Document(str(tmp_path / "short.docx")), "Heading 1")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda document: None, "is missing. Copy it from the project"),
        (lambda document: document.add_paragraph("{{ nobody_knows }}"), "cannot be filled: 'nobody_knows' is undefined"),
        (lambda document: next(p for p in document.paragraphs if "body" in p.text).clear(), "no place for the body"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_what_to_do(notebook, internal_page, tmp_path, change, message):
    document, template = Document(str(TEMPLATE)), tmp_path / "own.docx"
    change(document)
    if "is missing" not in message:
        document.save(str(template))
    with pytest.raises(Fault, match=re.escape(message)):
        write_word(content(notebook), internal_page, template, tmp_path / "report.docx")
    assert not (tmp_path / "report.docx").exists()


def test_a_template_cannot_run_programs(notebook, internal_page, tmp_path):
    """It is somebody's Word file, filled with names and nothing else."""
    document, template = Document(str(TEMPLATE)), tmp_path / "own.docx"
    document.add_paragraph("{{ ''.__class__.__mro__[1].__subclasses__() }}")
    document.save(str(template))
    with pytest.raises(Fault, match="cannot be filled: access to attribute '__class__' of 'str' object is unsafe"):
        write_word(content(notebook), internal_page, template, tmp_path / "report.docx")


PLAIN = {"Numbered Paragraph": "Body Text", "Caption": "Caption"}


@pytest.fixture
def plain(tmp_path):
    """A corporate template that knows nothing of reports: letterhead, few styles, no places, no numbering of its own."""
    document, path = Document(), tmp_path / "corporate.docx"
    document.add_paragraph("Trentshire County Council")
    for name in ("List Bullet", "List Number", "Heading 3"):
        document.styles[name].delete()
    document.save(str(path))
    return path


def test_a_plain_corporate_template_takes_the_report_at_its_end(notebook, internal_page, plain, tmp_path):
    """Styles that it lacks are made, others are found by the map, and numbers that no style gives stand in the text."""
    write_word(content(notebook), internal_page, plain, tmp_path / "report.docx", PLAIN)
    word = Document(str(tmp_path / "report.docx"))
    assert word.paragraphs[0].text == "Trentshire County Council"
    assert of_style(word, "Body Text") == ["1.\tIn 2016/17 there were 2,646 notifications."]
    assert of_style(word, "Commentary") == ["2.\tCommentary Work continues with partners:", "3.\tCommentary That the Committee:"]
    assert of_style(word, "List Bullet") == ["•\tfirst thing", "•\tsecond"]
    assert of_style(word, "List Number") == ["1.\tone", "2.\ttwo", "1.\tone again"]
    assert of_style(word, "Recommendation") == ["R1.\tnotes the report", "R2.\tagrees"]
    assert [one.split(":")[0] for one in of_style(word, "Caption")][:3] == ["Table 1", "Figure 1", "Table 2"]
    assert {"Overview & <more>"} == {*of_style(word, "Title")}
    assert word.styles["Heading 3"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "2"


@needs_office
def test_a_report_in_a_plain_template_opens(notebook, internal_page, plain, tmp_path):
    write_word(content(notebook), internal_page, plain, tmp_path / "report.docx", PLAIN)
    subprocess.run([SOFFICE, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"], check=True, timeout=180)
    assert (tmp_path / "report.pdf").stat().st_size > 1000


def test_a_map_of_styles_that_does_not_fit_is_refused_with_all_its_faults(notebook, internal_page, plain, tmp_path):
    with pytest.raises(Fault) as fault:
        write_word(content(notebook), internal_page, plain, tmp_path / "report.docx", {"Captoin": "Caption", "Note": "Small Print"})
    assert "Captoin is no style of the report: it has Numbered Paragraph, " in str(fault.value)
    assert "the template has no style Small Print to stand for Note" in str(fault.value)


def test_the_list_of_contents_is_a_field_that_shows_the_headings(word):
    """Of two levels; Word puts in the pages when the list is updated."""
    lines = [paragraph.text for paragraph in word.paragraphs]
    start = lines.index("Contents")
    assert lines[start + 1 : start + 4] == ["Findings", "By section", "Recommendations"]
    codes = [one.text.strip() for one in word.element.body.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    marks = [one.get(qn("w:fldCharType")) for one in word.element.body.iter(qn("w:fldChar"))][:3]
    assert marks == ["begin", "separate", "end"]


def test_an_annex_begins_on_a_new_sheet(internal_page, tmp_path):
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("## Findings"), v4.new_markdown_cell("## Annex A: tables\n\n### Annex of one")])
    write_word(content(notebook), internal_page, TEMPLATE, tmp_path / "report.docx")
    headings = [one for one in Document(str(tmp_path / "report.docx")).paragraphs if one.style.name in {"Heading 1", "Heading 2"}]
    assert [one.text for one in headings if one.paragraph_format.page_break_before] == ["Annex A: tables"]


def test_the_templates_are_what_their_script_makes(tmp_path):
    subprocess.run([sys.executable, PROJECT / "tools" / "word_template.py", tmp_path], check=True)
    for name in ("report.docx", "letter.docx"):
        with zipfile.ZipFile(tmp_path / name) as new, zipfile.ZipFile(TEMPLATE.with_name(name)) as stored:
            assert {part: new.read(part) for part in new.namelist()} == {part: stored.read(part) for part in stored.namelist()}


# The workbook


def rows(sheet):
    return list(sheet.iter_rows(values_only=True))


def test_the_workbook_has_cover_contents_notes_and_one_table_a_sheet(workbook):
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", "Table 1", "Figure 1", "Table 2"]
    assert [len(sheet.tables) for sheet in workbook] == [0, 1, 1, 1, 1, 1]
    assert workbook["Contents"]["A4"].hyperlink.location == "'Notes'!A1"
    assert [sheet.active_cell for sheet in (view.sheet_view.selection[0] for view in workbook) if hasattr(sheet, "active_cell")] == []


def test_numbers_are_numbers_and_marks_are_text(workbook):
    sheet = workbook["Table 1"]
    values = [row[1:] for row in rows(sheet)[-3:]]
    assert values == [(2362, 2646, "up 284 (12%)"), (0.48, 0.045, "down 43.5 percentage points"), ("[c]", "[x]", "not shown")]
    last = sheet.max_row
    assert [sheet.cell(last - 1, column).number_format for column in (2, 3)] == ["0%", "0.0%"]


def test_a_change_is_a_number_with_its_sign():
    """So that a spreadsheet can add it up, and takes no rise for a formula."""
    fall, rise = number_of("\N{MINUS SIGN}1,104"), number_of("+17")
    assert (fall.value, rise.value, fall.form) == (-1104, 17, "+#,##0;\N{MINUS SIGN}#,##0")
    assert number_of("+") is None


def test_the_title_of_each_sheet_is_a_heading(workbook):
    """By the style that office programs list headings by, looking as it did."""
    assert {sheet["A1"].style for sheet in workbook} == {"Heading 1"}
    assert {sheet["A2"].style for sheet in workbook} == {"Normal"}
    assert workbook["Table 1"]["A1"].font.b


def test_no_cell_is_a_formula(workbook):
    assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert workbook["Table 1"].cell(workbook["Table 1"].max_row, 1).value == "'=cmd|'/c calc'!A1"


def test_marks_are_explained_above_the_table_that_has_them(workbook):
    words = [row[0] for row in rows(workbook["Table 1"])]
    assert "[c] confidential: not shown, so that no child can be identified." in words
    assert "[x] not available." in words
    assert not any(str(cell).startswith("[c]") for row in rows(workbook["Figure 1"]) for cell in row)


def test_every_note_stands_once_and_every_reference_finds_its_own(workbook):
    """Table and chart number their notes anew each; in the workbook they share one list."""
    notes = [row[1] for row in rows(workbook["Notes"])[3:]]
    assert notes == ["Counted anew each year.", "Sent by the police.", "In elapsed hours."]
    assert workbook["Table 1"]["A1"].value == "Table 1: Key figures, 2016/17, Findings [note 1]"
    assert [row[0] for row in rows(workbook["Table 1"])[-3:-1]] == ["Notifications [note 2]", "Returned after [note 3]"]


def test_tables_with_one_title_are_told_apart_by_their_section(workbook):
    titles = [row[1] for row in rows(workbook["Contents"])[3:]]
    assert titles == ["Notes", "Key figures, 2016/17, Findings", "Notifications rose", "Key figures, 2016/17, By section"]


def test_headings_are_unique_and_no_cell_of_a_table_is_empty_or_merged(workbook):
    for sheet in workbook:
        assert not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            cells = [[cell.value for cell in row] for row in sheet[table.ref]]
            assert len(set(cells[0])) == len(cells[0])
            assert all(value not in (None, "") for row in cells for value in row)


def test_the_workbook_says_its_title_and_language_and_no_person_or_time(workbook):
    properties = workbook.properties
    assert (properties.title, properties.language) == ("Overview & <more>", "en-GB")
    assert (properties.creator, properties.lastModifiedBy, properties.created.year) == (None, None, 1980)
    assert [row[0] for row in rows(workbook["Cover"])][2].startswith("Made-up data.")


def test_the_cover_says_what_the_abbreviations_of_the_tables_stand_for(notebook, internal_page, tmp_path):
    """Whichever sheet is opened first: of a row, a note or a title; what no table says is not explained."""
    first, *others = (replace(one, rows=tuple(("Panel\xa0MASE", *row[1:]) for row in one.rows)) for one in grids(content(notebook)))
    tables = [replace(first, title="From the MASH"), *others]
    known = (("MASE", "Multi-Agency Sexual Exploitation"), ("MASH", "Multi-Agency Safeguarding Hub"), ("PANEL", "a panel"))
    write_workbook(tables, replace(internal_page, abbreviations=known), tmp_path / "tables.xlsx")
    cover = [row[0] for row in rows(openpyxl.load_workbook(tmp_path / "tables.xlsx")["Cover"])]
    start = cover.index("Abbreviations:")
    assert cover[start + 1 : start + 4] == ["MASE: Multi-Agency Sexual Exploitation", "MASH: Multi-Agency Safeguarding Hub", "Contact"]
    write_workbook(tables, internal_page, tmp_path / "without.xlsx")
    assert "Abbreviations:" not in [row[0] for row in rows(openpyxl.load_workbook(tmp_path / "without.xlsx")["Cover"])]


def test_a_report_without_tables_has_no_workbook(internal_page, tmp_path):
    write_workbook((), internal_page, tmp_path / "tables.xlsx")
    assert not (tmp_path / "tables.xlsx").exists()


# All of them


def test_the_same_report_gives_the_same_bytes(notebook, internal_page, tmp_path):
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        write_word(content(notebook), internal_page, TEMPLATE, folder / "report.docx")
        write_workbook(grids(content(notebook)), internal_page, folder / "tables.xlsx")
        made.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert made[0] == made[1]


def opened(path, form, folder):
    """A file as LibreOffice reads it, saved in another form."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", folder, path], check=True, capture_output=True)
    return folder / f"{path.stem}.{form.partition(':')[0]}"


@needs_office
def test_libreoffice_opens_the_word_file(word, tmp_path):
    """Numbers, captions and text come out as Word would show them."""
    words = opened(tmp_path / "report.docx", "txt:Text", tmp_path).read_text(encoding="utf-8-sig")
    assert "1. In 2016/17 there were 2,646 notifications." in words
    assert "R1. notes the report" in words
    assert "6. The tables as a workbook" in words
    assert "Table 1: Key figures, 2016/17" in words


@needs_office
def test_libreoffice_reads_the_opendocument_file_as_the_workbook(workbook, internal_page, tmp_path):
    """Values, formats of numbers, links and tables all come back when it is saved as a workbook again."""
    write_ods(tmp_path / "tables.xlsx", internal_page, tmp_path / "again.ods")
    again = openpyxl.load_workbook(opened(tmp_path / "again.ods", "xlsx", tmp_path))
    assert again.sheetnames == workbook.sheetnames
    for name in workbook.sheetnames:
        assert list(map(cells_of, again[name].rows)) == list(map(cells_of, workbook[name].rows))
        assert {one.name: one.ref for one in again[name].tables.values()} == {one.name: one.ref for one in workbook[name].tables.values()}


def cells_of(row):
    """What the cells of a row hold, how they print it, and where they lead."""
    return [(cell.value, cell.number_format, cell.hyperlink and cell.hyperlink.location) for cell in row]
