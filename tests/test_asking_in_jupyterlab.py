"""A user's own notebook in a real JupyterLab: three questions, a wrong name, rows, and one question that the next release answers."""

import csv
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import v4

from analysis.base.settings import Workspace
from tests.conftest import PROJECT
from tests.test_jupyterlab import address, displayed, lab_on, run_by_hand, saved

pytestmark = [pytest.mark.xdist_group("end to end"), pytest.mark.long]

CELLS = {
    "open": 'from analysis.report import Count, open_report, where\n\nreport = open_report("2016-17", "internal")',
    "known": 'report.ask("missing_episodes", by="sex")',
    "new": 'kept = report.ask("missing_episodes", by="age_band")\nkept',
    "own": 'report.ask(Count(where("over 72 hours", duration_band="over_72h")), by="sex", table="episodes", period="2016-17-Q3")',
    "wrong": 'report.ask("missing_episodes", by="sexs")',
    "rows": 'report.rows("episodes").head()',
    "keep": 'report.keep(kept, "episodes_by_age", name="Episodes, by age", why="The board asks for it.", checked_by="A. Person")',
}
MAY_FAIL = {"tags": ["raises-exception"]}


@pytest.fixture(scope="module")
def workspace(built, tmp_path_factory):
    """A copy of the built workspace: what is kept here is no business of the others."""
    root = tmp_path_factory.mktemp("asking") / "county"
    shutil.copytree(built.root, root, symlinks=True)
    return Workspace(root)


def write_notebook(workspace) -> None:
    """The notebook of a user, as JupyterLab has it when its cells are typed and not run yet."""
    cells = [v4.new_code_cell(source, id=name, metadata=MAY_FAIL if name == "wrong" else {}) for name, source in CELLS.items()]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(v4.new_notebook(cells=cells, metadata=kernel), workspace.notebooks / "mine.ipynb")


@pytest.fixture(scope="module")
def asked(workspace, browser):
    """What each cell shows on the page, and the notebook as it was saved."""
    with lab_on(workspace.root) as lab:
        write_notebook(workspace)
        page = browser.new_page(viewport={"width": 1400, "height": 6000})
        run_by_hand(page, lab.address, "mine")
        page.wait_for_timeout(1000)
        on_page = [one.inner_text() for one in page.locator(".jp-CodeCell").all()]
        page.close()
    return dict(zip(CELLS, on_page, strict=True)), {cell.id: cell for cell in saved(workspace, "mine").cells}


def figures(cell) -> dict[str, str]:
    """The printed numbers of a saved cell by their addresses."""
    pages = [BeautifulSoup("".join(one["data"]["text/html"]), "html.parser") for one in displayed(cell.outputs)]
    return {element["data-figure"]: element["value"] for page in pages for element in page.select("data.figure")}


def published(workspace, period, edition) -> dict[str, dict[str, str]]:
    with (workspace.outputs / period / edition / "results.csv").open(encoding="utf-8", newline="") as file:
        return {address(row): row for row in csv.DictReader(file)}


def test_what_was_there_already_is_what_was_published(workspace, asked):
    results, shown = published(workspace, "2016-17", "internal"), figures(asked[1]["known"])
    assert "missing_episodes@2016-17[sex=female]" in shown
    assert {where: value for where, value in shown.items() if results[where]["value"] != value} == {}


def test_what_was_not_is_counted(asked):
    assert any(where.startswith("asked_") and "@2016-17[age_band=14_to_15]" in where for where in figures(asked[1]["new"]))
    assert any("@2016-17-Q3[sex=male]" in where for where in figures(asked[1]["own"]))


def test_a_wrong_name_is_told_in_two_lines(asked):
    """The line of the cell, and what is wrong with what is near."""
    told = asked[0]["wrong"].partition(CELLS["wrong"])[2].strip()
    assert told.startswith(f"Line 1: {CELLS['wrong']}\nepisodes has no column 'sexs'. Did you mean sex? ")
    assert len(told.splitlines()) == 2


def test_rows_are_on_the_page_and_not_in_the_file(asked):
    """The notebook says that it shows some."""
    assert "started_at" in asked[0]["rows"]
    assert "started_at" not in str(asked[1]["rows"].outputs)
    assert "It is kept in" in asked[0]["keep"]


def test_what_was_kept_is_answered_by_the_next_release(workspace, asked):
    """The same numbers as on the page, but for those that the release hides. The notebook is not the project's, so it has to be trusted."""
    environment = {name: value for name, value in os.environ.items() if name != "OVERVIEW_WORKSPACE"} | {"PYTHONPATH": str(PROJECT / "src")}
    command = [sys.executable, "-m", "analysis", "run", "2016-17", "--workspace", str(workspace.root), "--trust"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    results = published(workspace, "2016-17", "public")
    shown = {where.partition("@")[2]: value for where, value in figures(asked[1]["new"]).items()}
    kept = {where.partition("@")[2]: row for where, row in results.items() if where.startswith("episodes_by_age@")}
    assert "2016-17[age_band=14_to_15]" in kept
    assert {
        where: row["value"] for where, row in kept.items() if row["value"] != "c" and shown.get(where, row["value"]) != row["value"]
    } == {}
    page = (workspace.outputs / "2016-17" / "public" / "report.html").read_text(encoding="utf-8")
    assert "Questions of our analysts" in page
