"""What a notebook shows of the council's own chapters: each section under its heading, and nothing where there is none.

The whole way, with chapters that there are, takes a process of its own, which has the chapters of one workspace.
"""

from pathlib import Path

import nbformat
import pytest
from markupsafe import Markup
from nbformat import v4

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.publish import content, laid_out
from analysis.publish.content import PlainTable, Title
from analysis.report import Opened, Report
from analysis.report.own import Several
from analysis.show.narrative import Text
from analysis.show.tables.table import Table, TableCell
from tests.report.opened import opened, published, row, said

PROJECT = Path(__file__).parents[2]
CELLS = ("report.own.sections()", "report.own.data_sets()", "report.own.methodology()", "report.own.words()")


def test_several_things_are_shown_one_after_the_other(monkeypatch):
    said = [Text((Markup("<p>{}</p>").format(words),)) for words in ("one", "two")]
    shown = []
    monkeypatch.setattr("analysis.report.own.display", shown.append)
    Several(tuple(said))._ipython_display_()
    assert shown == said


@pytest.mark.parametrize("show", ["sections", "data_sets", "methodology"])
def test_a_council_without_chapters_of_its_own_shows_nothing(show):
    report = Report(Opened(Workspace(PROJECT), Period.parse("2016-17"), "public"))
    assert getattr(report.own, show)() == Several(())


def test_what_people_wrote_on_a_quarter_stands_under_its_headings_in_their_order(tmp_path, new_workspace):
    """Whatever the order in the file; its figures are put in as on a year, and a quarter without commentary shows nothing."""
    workspace, quarter = new_workspace(tmp_path), Period.parse("2016-17-Q3")
    report = opened(workspace, quarter, published(row("missing_episodes", "2016-17-Q3", "40")))
    assert report.own.words() == Several(())
    words = "# Training\n\nTwo events were moved.\n\n# Profile\n\nThere were {{missing_episodes}} episodes.\n"
    workspace.commentary(quarter.name).write_text(words, encoding="utf-8")
    report = opened(workspace, quarter, published(row("missing_episodes", "2016-17-Q3", "40")))
    shown = [said(one) for one in report.own.words().shown]
    assert shown == ["Commentary", "Profile", "There were 40 episodes.", "Training", "Two events were moved."]


@pytest.mark.parametrize(("notebook", "layouts"), [
    ("02_quarterly_performance", ["full", "board", "committee"]),
    ("03_annual_overview", ["overview", "committee"]),
    ("06_methodology", ["full"]),
])  # fmt: skip
def test_its_cell_is_no_part_of_a_report_that_has_nothing_to_show_in_it(notebook, layouts):
    """So a report without own chapters is what it is without the cell, numbers of cells too; with something to show the cell stays."""
    read = nbformat.read(PROJECT / "notebooks" / f"{notebook}.ipynb", as_version=4)
    own = [cell for cell in read.cells if cell.source in CELLS]
    assert own
    code = [cell for cell in read.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, 1):
        cell.execution_count = count
    kept = [cell for cell in laid_out(read, layouts).cells if cell.cell_type == "code"]
    assert [cell.source for cell in kept] == [cell.source for cell in code if cell not in own]
    assert [cell.execution_count for cell in kept] == list(range(1, len(kept) + 1))
    for cell in own:
        cell.outputs = [v4.new_output("display_data", data={"text/plain": "shown"})]
    assert [cell for cell in laid_out(read, layouts).cells if cell.source in CELLS] == own


def test_what_stands_under_a_heading_that_was_shown_belongs_to_its_section():
    """In workbook and Word file, as under a heading of the notebook."""
    heading = Text((Markup("<h3>Accident and emergency</h3>"),))
    table = Table("key-figures-health", Markup("Key figures"), ("Indicator",), ((TableCell(Markup("Attendances")),),))
    outputs = [v4.new_output("display_data", data=shown._repr_mimebundle_()) for shown in (heading, table)]
    pieces = content(v4.new_notebook(cells=[v4.new_markdown_cell("## Rates"), v4.new_code_cell("", outputs=outputs)]))
    assert [piece.text for piece in pieces if isinstance(piece, Title)] == ["Rates", "Accident and emergency"]
    assert [piece.section for piece in pieces if isinstance(piece, PlainTable)] == ["Accident and emergency"]
