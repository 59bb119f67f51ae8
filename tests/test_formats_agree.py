"""All formats of one report are made in one process from one notebook: each of their figures is the one in the open data."""

import csv
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from xml.etree import ElementTree

import openpyxl
import pytest
from bs4 import BeautifulSoup
from docx import Document

from analysis.base.spec import figure_from_row
from analysis.publish.pdf import write_pdf
from analysis.publish.workbook import number_of

pytestmark = pytest.mark.xdist_group("end to end")

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

REPORTS = [("2016-17", "public"), ("2016-17", "internal"), ("2016-17-Q2", "public"), ("2015-16", "internal")]
of_each_report = pytest.mark.parametrize(("period", "edition"), REPORTS)


def folder(built, period, edition):
    return built.outputs / period / edition


def open_data(place):
    with (place / "results.csv").open(encoding="utf-8", newline="") as file:
        return {str(figure.address): figure for figure in map(figure_from_row, csv.DictReader(file))}


def expected(place):
    """The page with every figure written anew from the open data, and how many there were."""
    figures, soup = open_data(place), BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser")
    elements = soup.select("data.figure")
    for element in elements:
        element.string = figures[element["data-figure"]].shown
    for table in soup.select("main table:has(img)"):
        _without_pictures(table)
    for image in soup.select(".large, .pn, .kind, .number"):
        image.decompose()
    return soup, len(elements)


def _without_pictures(table):
    """A table without its columns of pictures, which only a page can hold."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    for n in sorted({n for row in rows for n, cell in enumerate(row) if cell.find("img")}, reverse=True):
        for row in rows:
            row[n].decompose()


def words(text):
    return " ".join(text.split())


def figures_of(cell):
    return cell.select("data.figure")


def tables_of(soup):
    """The tables of a page by their captions as rows of cells, those of the charts apart."""
    apart = soup.select("details.chart-data table")
    own = [table for table in soup.select("main table") if table not in apart]
    return [[row.find_all(["th", "td"]) for row in table.find_all("tr")] for table in own], [
        [row.find_all(["th", "td"]) for row in table.find_all("tr")] for table in apart
    ]


@of_each_report
def test_every_figure_of_the_page_is_that_of_the_open_data(built, period, edition):
    place = folder(built, period, edition)
    figures, soup = open_data(place), BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser")
    elements = soup.select("data.figure")
    assert len(elements) > 100
    wrong = [e for e in elements if (e["value"], words(e.get_text())) != (figures[e["data-figure"]].value, figures[e["data-figure"]].shown)]
    assert wrong == []


@of_each_report
def test_every_figure_of_the_word_file_is_that_of_the_open_data(built, period, edition):
    place = folder(built, period, edition)
    soup, count = expected(place)
    document = Document(str(place / "report.docx"))
    told = {words(paragraph.text).removeprefix("Commentary ") for paragraph in document.paragraphs}
    sentences = soup.select("main p.computed, main .questions > li, main p.commentary:has(data.figure)")
    assert [words(one.get_text()) for one in sentences if words(one.get_text()) not in told] == []
    own, apart = tables_of(soup)
    in_word = [[[words(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]
    assert len(in_word) == len(own) + len(apart)
    compared = sum(len(figures_of(one)) for one in sentences)
    for on_page, table in zip([*own, *apart], in_word, strict=True):
        for cells, texts in zip(on_page, table, strict=True):
            shown = [cell for cell in cells if words(cell.get_text())][: len(texts)]
            for cell, text in zip(shown, texts, strict=True):
                assert words(cell.get_text()) == text
                compared += len(figures_of(cell))
    assert compared == len(
        [one for one in soup.select("main data.figure") if not one.find_parent(class_=["chart-title", "chart-subtitle"])]
    )
    assert count > 100


def held(cell):
    """A cell of the workbook as the report prints it: by its format when it is a number."""
    if isinstance(cell.value, int | float):
        if cell.number_format.startswith("+"):
            return f"{cell.value:+,.0f}".replace("-", "\N{MINUS SIGN}")
        is_percentage, decimals = cell.number_format.endswith("%"), len(cell.number_format.rstrip("%").partition(".")[2])
        return f"{cell.value:,.{decimals}%}" if is_percentage else f"{cell.value:,.{decimals}f}"
    return re.sub(r" ?\[note \d+\]", "", words(cell.value))


@of_each_report
def test_every_figure_of_the_workbook_is_that_of_the_open_data(built, period, edition):
    place = folder(built, period, edition)
    soup, _ = expected(place)
    workbook = openpyxl.load_workbook(place / "tables.xlsx")
    compared = 0
    for label, on_pages in zip(("Table", "Figure"), tables_of(soup), strict=True):
        for number, on_page in enumerate(on_pages, start=1):
            sheet = workbook[f"{label} {number}"]
            (table,) = sheet.tables.values()
            for cells, held_cells in zip(on_page, sheet[table.ref], strict=True):
                shown = [cell for cell in cells if words(cell.get_text())][: len(held_cells)]
                for cell, kept in zip(shown, held_cells, strict=True):
                    assert re.sub(r" ?\[note \d+\]", "", words(cell.get_text())) == held(kept)
                    if figures_of(cell) and number_of(words(cell.get_text())):
                        assert isinstance(kept.value, int | float)
                    compared += len(figures_of(cell))
    assert compared == len(soup.select("main table data.figure"))
    assert compared > 30


def sheets_of(ods):
    """The cells of an OpenDocument workbook as they are shown, sheet by sheet."""
    with zipfile.ZipFile(ods) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    found = {}
    for sheet in root.iter(f"{TABLE}table"):
        rows = [row.findall(f"{TABLE}table-cell") for row in sheet.iter(f"{TABLE}table-row")]
        found[sheet.get(f"{TABLE}name")] = [[text for cell in row for text in texts_of(cell)] for row in rows]
    return found


def texts_of(cell):
    """What a cell shows, as often as it stands there side by side; an empty one shows nothing."""
    text = re.sub(r" ?\[note \d+\]", "", words(" ".join("".join(one.itertext()) for one in cell)))
    return [text] * int(cell.get(f"{TABLE}number-columns-repeated", 1)) if text else []


@of_each_report
def test_every_cell_of_the_opendocument_workbook_is_that_of_the_workbook(built, period, edition):
    place = folder(built, period, edition)
    workbook, sheets = openpyxl.load_workbook(place / "tables.xlsx"), sheets_of(place / "tables.ods")
    compared = 0
    for name in (one for one in workbook.sheetnames if one.startswith(("Table", "Figure"))):
        (table,) = workbook[name].tables.values()
        for row in workbook[name][table.ref]:
            assert [held(cell) for cell in row] in sheets[name]
            compared += len(row)
    assert compared > 200


@of_each_report
def test_the_national_layout_says_what_the_open_data_says(built, period, edition):
    place = folder(built, period, edition)
    if edition == "internal":
        assert not (place / "open-data").exists()
        return
    figures = [one for one in open_data(place).values() if one.unit != "age" and " " not in one.address.period]
    rows = []
    for file in sorted((place / "open-data").glob("figures_by_*[r].csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            rows += list(csv.DictReader(opened))
    printed = sorted(("low" if one.marker == "low" else one.value) for one in figures)
    assert printed == sorted(row["events_count"] if row["whole_count"] == "z" else row["events_percent"] for row in rows)


SHOWN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?|\[[cxz]\]")


def printed_text(pdf):
    """The text of a PDF between the head and the foot of each page."""
    between = ["-x", "0", "-y", "50", "-W", "600", "-H", "745", "-nopgbrk"]
    return subprocess.run(["pdftotext", *between, pdf, "-"], check=True, capture_output=True, text=True).stdout


def test_every_figure_of_the_pdf_is_that_of_the_open_data(built, tmp_path):
    """Each computed sentence stands in it word for word, and each figure of the tables as often as in the page.

    A word with a hyphen that a line ends in is read without it.
    """
    if not shutil.which("pdftotext") or not (shutil.which("chromium") or shutil.which("google-chrome")):
        pytest.skip("no Chromium, or no pdftotext, on this machine; .ci/run installs both")
    place = folder(built, "2016-17", "public")
    write_pdf(place / "report.html", tmp_path / "report.pdf")
    text = printed_text(tmp_path / "report.pdf")
    soup, count = expected(place)
    bare = re.sub(r"[\s-]", "", text)
    assert [one.get_text() for one in soup.select("main p.computed") if re.sub(r"[\s-]", "", one.get_text()) not in bare] == []
    wanted = Counter(shown for one in soup.select("main data.figure") for shown in SHOWN.findall(one.get_text()))
    assert wanted - Counter(SHOWN.findall(text)) == Counter()
    assert wanted.total() > 300 < count


def test_the_report_of_a_year_prints_as_a_tagged_pdf(built, tmp_path):
    if not shutil.which("chromium") and not shutil.which("google-chrome"):
        pytest.skip("no Chromium or Chrome on this machine; .ci/run installs it")
    pikepdf = pytest.importorskip("pikepdf")
    write_pdf(folder(built, "2016-17", "public") / "report.html", tmp_path / "report.pdf")
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_outline() as outline:
            assert "Recommendations" in {item.title for top in outline.root for item in (top, *top.children)}
