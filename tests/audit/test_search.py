"""Numbers planted where a reader would find them: each must be found, and the folder without them must pass."""

import base64
import json
import re
import zipfile

import pytest

from analysis.audit import Standing, Terms
from analysis.audit.notebooks import METADATA
from analysis.audit.saying_again import Said
from analysis.audit.search import search as search_with
from analysis.base.elements import parsed

HEADER = "indicator,definition_version,period,breakdown,category,numerator,denominator,value,unit,population,marker\n"
ROWS = "missing_episodes,1,2016-17,,,40,,40,episodes,children,\nmissing_episodes,1,2016-17,sex,male,c,40,c,percent of episodes,children,c\n"
SHOWN = '<data class="figure" data-figure="missing_episodes@2016-17" value="40">40</data>'
HIDDEN = '<data class="figure" data-figure="missing_episodes@2016-17[sex=male]" value="c">[c]</data>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g id="text_1"/>{}</svg>'


TERMS = Terms(5, standing=Standing(("Quarterly numbers of episodes within 24 hours",)))


def search(folder):
    return search_with(folder, TERMS)


ROWS_OF_CHART = f"<tr><th>All</th><td>{SHOWN}</td></tr><tr><th>Male</th><td>{HIDDEN}</td></tr>"
PLAIN = SVG.format("")


def chart(alt="Bar chart: episodes, all 40, male not shown.", svg=PLAIN):
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    table = f"<details><table><thead><tr><th>Sex</th><th>Number</th></tr></thead><tbody>{ROWS_OF_CHART}</tbody></table></details>"
    return f'<div class="chart"><p class="chart-title">Episodes</p><img alt="{alt}" src="{source}">{table}</div>'


def page(*pieces, sentence=f"There were {SHOWN} episodes, {HIDDEN} of boys."):
    return f'<html><body><p class="para computed">{sentence}</p>{"".join(pieces or [chart()])}</body></html>'


def notebook(output, source="report.lines()"):
    cell = {"cell_type": "code", "id": "cell-1", "metadata": {}, "source": source, "outputs": [output], "execution_count": 1}
    return {"cells": [cell], "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def shown(**forms):
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/html": page()} | forms}


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
        page(chart(alt="Bar chart: episodes, all 40, male 3.")),
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


def test_a_comment_without_a_number_does_not_stop_the_reading_of_numbered_paragraphs():
    """A comment has no class to look at; documents that say a paragraph with its number are compared all the same."""
    root = parsed('<body><!-- a note --><p><span class="pn">1.</span> Few were late.</p></body>')
    assert Said((root,)).counted == {("1.", "Few were late.")}


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
    (folder / "report.html").write_text(page(chart(svg=line([40]))), encoding="utf-8")
    assert search(folder) == []
    (folder / "report.html").write_text(page(chart(svg=line([40, 3]))), encoding="utf-8")
    assert "report.html: a line passes through 3.0, which is no printed value" in search(folder)


def test_a_point_as_high_as_a_printed_one_is_found_where_the_figure_is_hidden(folder):
    (folder / "report.html").write_text(page(chart(svg=line([40, 40]))), encoding="utf-8")
    assert search(folder) == ["report.html: a line does not go through the figures of its places"]


def panels(*heights):
    """Small line charts beside each other, of which only the first has numbers on its axis."""
    whole = [line(one).partition(">")[2].removesuffix("</svg>") for one in heights]
    bare = [re.sub(r"<use [^>]*>", "", one) if n else one for n, one in enumerate(whole)]
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    drawn = "".join(f'<g id="axes_{n}">{one}</g>' for n, one in enumerate(bare, 1))
    return f"<svg {names}>{drawn}</svg>"


def test_a_hidden_value_is_read_off_a_panel_without_numbers_of_its_own(folder):
    (folder / "report.html").write_text(page(chart(svg=panels([40], [40]))), encoding="utf-8")
    assert search(folder) == []
    (folder / "report.html").write_text(page(chart(svg=panels([40], [40, 3]))), encoding="utf-8")
    assert "report.html: a line passes through 3.0, which is no printed value" in search(folder)


def bars(*lengths):
    paths = "".join(
        f'<g id="patch_{n}"><path clip-path="url(#c)" style="fill: #12436d" d="M 0 {n} L {length} {n}"/></g>'
        for n, length in enumerate(lengths, 1)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{paths}</svg>'


def test_a_hidden_value_is_read_off_the_length_of_a_bar(folder):
    """One bar that is as long as the printed number passes at any size; of two, one stands for a number that is not printed."""
    (folder / "report.html").write_text(page(chart(svg=bars(80))), encoding="utf-8")
    assert search(folder) == []
    (folder / "report.html").write_text(page(chart(svg=bars(80, 80))), encoding="utf-8")
    assert search(folder) == ["report.html: its 2 bars are not those of its table"]
    (folder / "report.html").write_text(page(chart(svg=bars(80, 6))), encoding="utf-8")
    assert "report.html: a bar is as long as 3.0, which is no printed value" in search(folder)


def test_a_time_of_day_is_no_number(folder):
    (folder / "report.html").write_text(page(f"<p class='computed'>{SHOWN} from 3am to 10pm</p>"), encoding="utf-8")
    assert search(folder) == []


def test_words_for_a_hidden_number_are_those_of_the_open_data(folder):
    """ "Fewer than 6" and "most" tell something, so they may be said only where the marker of the figure says so."""
    hidden = "<data class='instead' data-figure='missing_episodes@2016-17[sex=male]' value='c'>{}</data>"
    (folder / "report.html").write_text(page(f"<p class='computed'>{hidden.format('not shown')}</p>"), encoding="utf-8")
    assert search(folder) == []
    for words in ("fewer than 6", "most"):
        (folder / "report.html").write_text(page(f"<p class='computed'>{hidden.format(words)}</p>"), encoding="utf-8")
        assert search(folder) == [f"report.html: missing_episodes@2016-17[sex=male] is hidden but reads {words!r}"]


def test_a_pdf_is_read_only_beside_the_page_that_it_is_printed_from(folder):
    for name in ("report.pdf", "other.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4\n%%EOF\n")
    assert search(folder) == ["other.pdf: files of the kind '.pdf' cannot be read", "report.pdf: it is no PDF that can be read"]


def test_a_kind_of_file_that_cannot_be_read_is_a_fault(folder):
    with zipfile.ZipFile(folder / "everything.zip", "w") as package:
        package.writestr("truth.txt", "3")
    assert search(folder) == ["everything.zip: files of the kind '.zip' cannot be read"]


def test_a_file_that_is_not_what_it_is_called_is_a_fault(folder):
    for name in ("tables.xlsx", "report.docx", "tables.ods", "notes.json"):
        (folder / name).write_text("3 boys", encoding="utf-8")
    assert {line.partition(":")[0] for line in search(folder)} == {"tables.xlsx", "report.docx", "tables.ods", "notes.json"}
