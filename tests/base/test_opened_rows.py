"""Of a notebook that opens rows nothing is saved but figures of reports; any other notebook is saved as it is."""

from copy import deepcopy

import pytest
from nbformat import v4

from analysis.base.opened_rows import before_saving, opens_rows

FIGURES = v4.new_output("display_data", data={"text/html": "<table>", "application/vnd.safeguarding.table+json": {"name": "episodes"}})
ROWS = v4.new_output("execute_result", data={"text/html": "<table>", "text/plain": "child_id 126"}, execution_count=2)
PRINTED = v4.new_output("stream", name="stdout", text="126 Female 14")


def saved(source: str, *outputs):
    cells = [v4.new_markdown_cell("report.rows in words"), v4.new_code_cell(source, outputs=[deepcopy(one) for one in outputs])]
    model = {"type": "notebook", "content": v4.new_notebook(cells=cells)}
    before_saving(model, path="mine.ipynb", contents_manager=None)
    return model["content"]


@pytest.mark.parametrize("source", ['report.rows("episodes").head()', "look = report.rows"])
def test_rows_and_whatever_comes_of_them_are_not_saved(source):
    """Printed, returned or drawn: whatever a cell shows may show them. What passed the gate stays."""
    notebook = saved(source, ROWS, PRINTED, FIGURES)
    assert notebook.cells[1].outputs == [FIGURES]
    assert notebook.metadata["overview"] == {"rows": "internal"}


@pytest.mark.parametrize("source", ['report.table.split("missing_episodes", "sex")', "# report.rows is not called", "rows = 3"])
def test_another_notebook_is_saved_as_it_is(source):
    notebook = saved(source, PRINTED, FIGURES)
    assert notebook.cells[1].outputs == [PRINTED, FIGURES]
    assert "overview" not in notebook.metadata


def test_files_that_are_no_notebooks_are_left_alone():
    before_saving({"type": "file", "content": "report.rows()"})
    before_saving({"type": "notebook", "content": None})
    assert not opens_rows([])
