"""Abbreviations stand in full where a reader first meets them, in page, Word file and workbook alike."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.markup import CHART_MIME, TABLE_MIME, TEXT_MIME
from analysis.publish import Page, page_faults, render_page, spelt_out
from analysis.publish.content import content, grids

WORDS = {"MASE": "Multi-Agency Sexual Exploitation", "SSDA903": "children looked after", "HS": "health & safety"}


def shown(**data):
    """A cell with one output in several forms."""
    return new_code_cell(outputs=[new_output("display_data", data=data)])


def text(*blocks):
    return shown(**{"text/html": "\n".join(blocks), TEXT_MIME: {"blocks": list(blocks)}})


def table(caption, cell):
    html = f"<table><caption>{caption}</caption><thead><tr><th>What</th></tr></thead><tbody><tr><th>{cell}</th></tr></tbody></table>"
    plain = {"name": "t", "title": caption, "columns": ["What"], "rows": [[cell]], "notes": [f"On {cell}"], "source": "S"}
    return shown(**{"text/html": html, TABLE_MIME: plain})


def forms(*cells):
    """What page and documents say of some cells, spelt out."""
    notebook = spelt_out(new_notebook(cells=list(cells)), WORDS)
    page = BeautifulSoup("".join(o.data["text/html"] for c in notebook.cells for o in c.get("outputs", ())), "html.parser").get_text("|")
    return page, content(notebook)


def spelt(html):
    return spelt_out(new_notebook(cells=[text(html)]), WORDS).cells[0].outputs[0].data


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("the MASE panel", "the Multi-Agency Sexual Exploitation (MASE) panel"),
        ("the MASE panel and MASE", "the Multi-Agency Sexual Exploitation (MASE) panel and MASE"),
        ("a multi-agency sexual exploitation (MASE) panel of MASE", "a multi-agency sexual exploitation (MASE) panel of MASE"),
        ("the panel (MASE)", "the panel (Multi-Agency Sexual Exploitation, MASE)"),
        ("SSDA903 says so. MASE", "Children looked after (SSDA903) says so. Multi-Agency Sexual Exploitation (MASE)"),
        ("the <span>SSDA903</span> return", "the <span>children looked after (SSDA903)</span> return"),
        ("x MASEs, non-MASE, DEMASED", "x MASEs, non-MASE, DEMASED"),
        ('<a id="MASE"><code>MASE</code> MASE', '<a id="MASE"><code>MASE</code> Multi-Agency Sexual Exploitation (MASE)'),
        ("on HS &amp; on", "on health &amp; safety (HS) &amp; on"),
    ],
)
def test_the_first_use_in_a_text_is_spelt_out(said, written):
    """Once, with a capital where a sentence begins; attributes and code are left alone."""
    html = f"<p>{said}</p>"
    assert spelt(html)["text/html"] == f"<p>{written}</p>"
    assert spelt(html)[TEXT_MIME] == {"blocks": [f"<p>{written}</p>"]}


def test_what_is_met_in_one_cell_is_not_spelt_out_in_the_next():
    page, pieces = forms(text("<p>The MASE panel.</p>"), table("Cases of the MASE panel", "MASE and SSDA903"))
    assert (
        page == "The Multi-Agency Sexual Exploitation (MASE) panel.|Cases of the MASE panel|What|MASE and children looked after (SSDA903)"
    )
    (grid,) = grids(pieces)
    assert (grid.title, grid.rows, grid.notes) == (
        "Cases of the MASE panel",
        (("MASE and children looked after (SSDA903)",),),
        ("On MASE and SSDA903",),
    )


def test_a_table_and_a_chart_are_spelt_out_in_all_their_forms():
    page, pieces = forms(table("MASE", "5"))
    assert page.startswith("Multi-Agency Sexual Exploitation (MASE)|What|5")
    assert grids(pieces)[0].title == "Multi-Agency Sexual Exploitation (MASE)"
    chart = {"name": "c", "title": "Of MASE", "columns": [], "rows": [], "notes": [], "source": "MASE", "alt": "A line of MASE"}
    svg = "<svg><text>MASE</text></svg>"
    data = {"text/html": f"<figure>{svg}<p>Of MASE</p></figure>", CHART_MIME: chart, "image/png": "TUFTRQ=="}
    made = spelt_out(new_notebook(cells=[shown(**data)]), WORDS).cells[0].outputs[0].data
    full = "Of Multi-Agency Sexual Exploitation (MASE)"
    assert made == {"text/html": f"<figure>{svg}<p>{full}</p></figure>", CHART_MIME: chart | {"title": full}, "image/png": "TUFTRQ=="}


def test_headings_stay_short_and_prose_is_spelt_out():
    cell = new_markdown_cell("## The MASE panel\n\nWhat became of `MASE` and the MASE panel?")
    notebook = spelt_out(new_notebook(cells=[cell, text("<h3>MASE</h3><p>MASE</p>")]), WORDS)
    assert notebook.cells[0].source == "## The MASE panel\n\nWhat became of `MASE` and the Multi-Agency Sexual Exploitation (MASE) panel?"
    assert notebook.cells[1].outputs[0].data["text/html"] == "<h3>MASE</h3><p>MASE</p>"


def test_a_notebook_without_abbreviations_stays_as_it_is():
    notebook = new_notebook(cells=[new_markdown_cell("# MASE"), text("<p>a &amp; b < c</p>"), new_code_cell("MASE = 1")])
    assert spelt_out(notebook, WORDS) == notebook
    assert spelt_out(new_notebook(cells=[text("<p>MASE</p>")]), {}).cells[0].outputs[0].data["text/html"] == "<p>MASE</p>"


def test_a_page_with_spelt_out_words_may_go_out():
    notebook = spelt_out(
        new_notebook(cells=[new_markdown_cell("# T\n\n## A\n"), text('<p class="para computed">The MASE panel met.</p>')]), WORDS
    )
    html = render_page(notebook, Page("T", authority="A"))
    assert page_faults(html) == []
    assert "The Multi-Agency Sexual Exploitation (MASE) panel met." in html
