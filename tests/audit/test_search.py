"""Numbers planted where a reader would find them: each must be found, and the folder without them must pass."""

import base64
import json
import re
import zipfile

import openpyxl
import pytest
from docx import Document

from analysis.audit.search import search
from analysis.publish.ods import write_ods
from analysis.publish.page import Page

HEADER = "indicator,definition_version,period,breakdown,category,numerator,denominator,value,unit,population,marker\n"
ROWS = "missing_episodes,1,2016-17,,,40,,40,episodes,children,\nmissing_episodes,1,2016-17,sex,male,c,40,c,percent of episodes,children,c\n"
SHOWN = '<data class="figure" data-figure="missing_episodes@2016-17" value="40">40</data>'
HIDDEN = '<data class="figure" data-figure="missing_episodes@2016-17[sex=male]" value="c">[c]</data>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g id="text_1"><!-- 40 --></g>{}</svg>'


PLAIN = SVG.format("")


def chart(alt="Bar chart: episodes, 40 in all, male not shown.", svg=PLAIN):
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    table = f"<details><table><tr><th>All</th><td>{SHOWN}</td></tr><tr><th>Male</th><td>{HIDDEN}</td></tr></table></details>"
    return f'<div class="chart"><p class="chart-title">Episodes</p><img alt="{alt}" src="{source}">{table}</div>'


def page(*pieces, sentence=f"There were {SHOWN} episodes, {HIDDEN} of boys."):
    return f'<html><body><p class="para computed">{sentence}</p>{"".join(pieces or [chart()])}</body></html>'


def notebook(output, source="report.lines()"):
    return {"cells": [{"cell_type": "code", "source": source, "outputs": [output]}]}


def shown(**forms):
    return {"output_type": "execute_result", "data": {"text/html": page()} | forms}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "results.csv").write_text(HEADER + ROWS, encoding="utf-8")
    (tmp_path / "report.html").write_text(page(), encoding="utf-8")
    (tmp_path / "notebook.ipynb").write_text(json.dumps(notebook(shown())), encoding="utf-8")
    return tmp_path


def test_a_folder_without_a_leak_passes(folder):
    assert search(folder) == []


@pytest.mark.parametrize(
    "planted",
    [
        page(chart(alt="Bar chart: episodes, 40 in all, male 3.")),
        page(chart(svg=SVG.format("<!-- 3 -->"))),
        page(chart(svg=SVG.format("<title>male 3</title>"))),
        page(chart(svg=SVG.format('<rect data-value="3"/>'))),
        page("<!-- male: 3 -->"),
        page(sentence=f"There were {SHOWN} episodes, 3 of boys."),
        page(sentence=f"There were {SHOWN} episodes, {HIDDEN.replace('[c]', '3')} of boys."),
        page(sentence=HIDDEN.replace('value="c"', 'value="3"')),
        page("<table><tr><td>" + SHOWN + "</td><td>3</td></tr></table>"),
        page(
            sentence='<data class="change" data-figure="missing_episodes@2016-17[sex=male] - missing_episodes@2016-17" value="37">37</data>'
        ),
    ],
    ids=["alt", "drawn", "svg title", "svg data", "comment", "bare", "text of a hidden one", "value", "table", "change"],
)
def test_a_number_planted_in_a_page_is_found(folder, planted):
    (folder / "report.html").write_text(planted, encoding="utf-8")
    assert search(folder)


@pytest.mark.parametrize(
    "planted",
    [
        notebook(shown(**{"text/plain": "male 3"})),
        notebook(shown(**{"application/vnd.safeguarding.chart+json": {"rows": [["Male", "3"]]}})),
        notebook(shown(**{"image/svg+xml": SVG.format("<desc>3</desc>")})),
        notebook({"output_type": "stream", "text": "3\n"}),
        notebook(shown(), source="boys = 3"),
    ],
    ids=["plain text", "data", "picture", "printed", "code"],
)
def test_a_number_planted_in_a_notebook_is_found(folder, planted):
    (folder / "notebook.ipynb").write_text(json.dumps(planted), encoding="utf-8")
    assert search(folder)


def line(heights):
    """A line chart whose axis runs from 0 at the foot to 100 at the top, a hundred units high."""
    ticks = "".join(
        f'<g id="ytick_{n}"><g id="line2d_{n}"><path d="M 0 {100 - at} L 50 {100 - at}"/></g><g id="text_{n}">{glyphs(at)}</g></g>'
        for n, at in enumerate((0, 100), 1)
    )
    points = " L ".join(f"{10 * n} {100 - height}" for n, height in enumerate(heights))
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names}>{ticks}<g id="line2d_9"><path d="M {points}"/></g></svg>'


def glyphs(number):
    return "".join(f'<use xlink:href="#DejaVuSans-{ord(digit) - 29:x}"/>' for digit in str(number))


def test_a_hidden_value_is_read_off_the_height_of_a_line(folder):
    (folder / "report.html").write_text(page(chart(svg=line([40, 40]))), encoding="utf-8")
    assert search(folder) == []
    (folder / "report.html").write_text(page(chart(svg=line([40, 3]))), encoding="utf-8")
    assert search(folder) == ["report.html: a line passes through 3.0, which is no printed value"]


def panels(*heights):
    """Small line charts beside each other, of which only the first has numbers on its axis."""
    whole = [line(one).partition(">")[2].removesuffix("</svg>") for one in heights]
    bare = [re.sub(r"<use [^>]*>", "", one) if n else one for n, one in enumerate(whole)]
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    drawn = "".join(f'<g id="axes_{n}">{one}</g>' for n, one in enumerate(bare, 1))
    return f"<svg {names}>{drawn}</svg>"


def test_a_hidden_value_is_read_off_a_panel_without_numbers_of_its_own(folder):
    (folder / "report.html").write_text(page(chart(svg=panels([40, 40], [40, 40]))), encoding="utf-8")
    assert search(folder) == []
    (folder / "report.html").write_text(page(chart(svg=panels([40, 40], [40, 3]))), encoding="utf-8")
    assert search(folder) == ["report.html: a line passes through 3.0, which is no printed value"]


def bars(*lengths):
    paths = "".join(
        f'<g id="patch_{n}"><path clip-path="url(#c)" style="fill: #12436d" d="M 0 {n} L {length} {n}"/></g>'
        for n, length in enumerate(lengths, 1)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{paths}</svg>'


def test_a_hidden_value_is_read_off_the_length_of_a_bar(folder):
    """Two bars that are as long as the printed number pass at any size; one of a different length stands for another number."""
    (folder / "report.html").write_text(page(chart(svg=bars(80, 80))), encoding="utf-8")
    assert search(folder) == []
    (folder / "report.html").write_text(page(chart(svg=bars(80, 6))), encoding="utf-8")
    assert search(folder) == ["report.html: a bar is as long as 3.0, which is no printed value"]


def test_a_time_of_day_is_no_number(folder):
    (folder / "report.html").write_text(page(f"<p class='computed'>{SHOWN} from 3am to 10pm</p>"), encoding="utf-8")
    assert search(folder) == []


def workbook(folder):
    book = openpyxl.Workbook()
    book.active.append(["Episodes", 40])
    return book, folder / "figures.xlsx"


def test_a_workbook_of_printed_numbers_passes(folder):
    book, path = workbook(folder)
    book.save(path)
    assert search(folder) == []


def test_a_hidden_sheet_is_found(folder):
    book, path = workbook(folder)
    book.create_sheet("working").sheet_state = "hidden"
    book.save(path)
    assert search(folder) == ["figures.xlsx: the workbook has a hidden sheet"]


def test_a_fall_by_a_printed_number_passes_and_one_by_a_hidden_number_is_found(folder):
    book, path = workbook(folder)
    book.active.append(["Change", -40])
    book.save(path)
    assert search(folder) == []
    book.active.append(["Change", -3])
    book.save(path)
    assert search(folder) == ["figures.xlsx: xl/worksheets/sheet1.xml holds 3, which is not printed"]


def test_a_number_in_a_cell_is_found(folder):
    book, path = workbook(folder)
    book.active.append(["Male", 3])
    book.save(path)
    assert search(folder) == ["figures.xlsx: xl/worksheets/sheet1.xml holds 3, which is not printed"]


def test_a_number_in_a_document_property_is_found(folder):
    book, path = workbook(folder)
    book.properties.subject = "male: 3"
    book.save(path)
    assert search(folder) == ["figures.xlsx: the document property docProps/core.xml holds 3"]


def test_a_number_in_an_opendocument_workbook_is_found(folder):
    """In a cell, and in the properties of the document."""
    book, path = workbook(folder)
    write_ods(saved(book, path), Page("Episodes"), folder / "tables.ods")
    assert search(folder) == []
    book.active.append(["Male", 3])
    write_ods(saved(book, path), Page("Episodes of 7 children"), folder / "tables.ods")
    found = {"content.xml holds 3, which is not printed", "the document property meta.xml holds 7"}
    assert {line.removeprefix("tables.ods: ") for line in search(folder) if line.startswith("tables.ods")} == found


def saved(book, path):
    book.save(path)
    return path


def test_a_number_in_a_property_of_a_word_document_is_found(folder):
    document = Document()
    document.core_properties.comments = "3 of boys"
    document.save(folder / "report.docx")
    assert "report.docx: the document property docProps/core.xml holds 3" in search(folder)


def test_words_for_a_hidden_number_are_those_of_the_open_data(folder):
    """ "Fewer than 6" and "most" tell something, so they may be said only where the marker of the figure says so."""
    hidden = "<data class='instead' data-figure='missing_episodes@2016-17[sex=male]' value='c'>{}</data>"
    (folder / "report.html").write_text(page(f"<p class='computed'>{hidden.format('not shown')}</p>"), encoding="utf-8")
    assert search(folder) == []
    for words in ("fewer than 6", "most"):
        (folder / "report.html").write_text(page(f"<p class='computed'>{hidden.format(words)}</p>"), encoding="utf-8")
        assert search(folder) == [f"report.html: missing_episodes@2016-17[sex=male] is hidden but reads {words!r}"]


def test_a_number_in_a_word_document_is_found(folder):
    document = Document()
    document.add_paragraph("There were 40 episodes, 3 of boys.")
    document.save(folder / "report.docx")
    assert "report.docx: word/document.xml holds 3, which is not printed" in search(folder)


def test_a_percentage_that_is_kept_as_a_part_of_one_is_the_one_that_is_printed(folder):
    book, path = workbook(folder)
    (folder / "results.csv").write_text(HEADER + ROWS + "share,1,2016-17,,,,,69,percent of episodes,children,\n", encoding="utf-8")
    book.active.append(["Share", 0.69])
    book.save(path)
    assert search(folder) == []
    book.active.append(["Other", 0.03])
    book.save(path)
    assert search(folder) == ["figures.xlsx: xl/worksheets/sheet1.xml holds 0.03, which is not printed"]


def test_labels_of_tables_and_notes_are_no_numbers(folder):
    document = Document()
    document.add_paragraph("Table 3: Episodes [note 3]")
    document.save(folder / "report.docx")
    assert search(folder) == []


def test_the_text_of_a_document_is_read_across_its_runs(folder):
    """Word cuts text into runs as it pleases."""
    document = Document()
    paragraph = document.add_paragraph("There were 4")
    paragraph.add_run("7 episodes.")
    document.save(folder / "report.docx")
    assert search(folder) == ["report.docx: word/document.xml holds 47, which is not printed"]


def test_a_number_in_a_national_layout_is_found(folder):
    path = folder / "figures_by_year.csv"
    path.write_text("time_period,old_la_code,events_count\n201617,999,40\n", encoding="utf-8")
    assert search(folder) == []
    path.write_text("time_period,old_la_code,events_count\n201617,999,3\n", encoding="utf-8")
    assert search(folder) == ["figures_by_year.csv: it holds 3, which is not printed"]


def test_a_month_of_a_year_in_a_label_is_no_number(folder):
    """What was recorded until a day is called so; a number beside it is still found."""
    path = folder / "figures_by_year.csv"
    path.write_text("time_period,breakdown\n201617,Absent until March 2019\n", encoding="utf-8")
    assert search(folder) == []
    path.write_text("time_period,breakdown\n201617,March 2019 and 2019\n", encoding="utf-8")
    assert search(folder) == ["figures_by_year.csv: it holds 2019, which is not printed"]


def test_a_pdf_passes_only_beside_the_page_that_it_is_printed_from(folder):
    for name in ("report.pdf", "other.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4")
    assert search(folder) == ["other.pdf: files of the kind '.pdf' cannot be searched"]


def test_a_kind_of_file_that_cannot_be_searched_is_a_fault(folder):
    with zipfile.ZipFile(folder / "everything.zip", "w") as package:
        package.writestr("truth.txt", "3")
    assert search(folder) == ["everything.zip: files of the kind '.zip' cannot be searched"]
