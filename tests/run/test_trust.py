"""Whoever runs a workspace runs its notebooks: somebody else's are asked about once, the project's and one's own never."""

import json
import os
import shutil

import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault
from analysis.cli import main
from analysis.run import trust
from analysis.run.trust import NOTEBOOKS, SETTINGS, digest, refuse_strange, strange_programs
from analysis.run.workspaces import make_workspace
from analysis.run.workspaces.answers import PRACTICE

REPORT = "notebooks/03_annual_overview.ipynb"
SERVER = "config/jupyter/jupyter_server_config.py"


@pytest.fixture(autouse=True)
def account(tmp_path, monkeypatch):
    """An account that has trusted nothing yet."""
    monkeypatch.setenv(trust.VARIABLE, str(tmp_path / "account" / "trusted.json"))


@pytest.fixture
def theirs(tmp_path, new_workspace):
    """A workspace of somebody else, as the project ships it."""
    return new_workspace(tmp_path / "theirs").root


def code_cells(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [number for number, cell in enumerate(cells, 1) if cell["cell_type"] == "code"]


def edit(path, change):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def plant(root, place=0, source="import os"):
    """Put a line into a cell of code; gives the number of that cell among all."""
    number = code_cells(root / REPORT)[place]
    edit(root / REPORT, lambda cells: cells[number - 1].update(source=source))
    return number


def told(root):
    return {
        one.path.relative_to(root).as_posix(): one.differs for folder in (NOTEBOOKS, SETTINGS) for one in strange_programs(root, folder)
    }


def test_what_the_project_ships_is_asked_about_by_nobody(theirs):
    """Also after it was run in JupyterLab, which writes outputs and numbers into it, and where only its prose was changed."""

    def ran(cells):
        for cell in cells:
            if cell["cell_type"] == "code":
                cell.update(execution_count=3, outputs=[{"output_type": "stream", "name": "stdout", "text": "x"}])
            else:
                cell["source"] = "Other words."

    edit(theirs / REPORT, ran)
    assert told(theirs) == {}
    assert refuse_strange([theirs], trusts=False) is None


def test_it_says_which_cells_differ(theirs):
    first, last = plant(theirs), plant(theirs, -1)
    edit(theirs / "notebooks/02_quarterly_performance.ipynb", lambda cells: cells.pop(code_cells(theirs / REPORT)[0] - 1))
    (theirs / "notebooks" / "pandas.py").write_text("import os", encoding="utf-8")
    (theirs / SERVER).write_text("import os", encoding="utf-8")
    said = told(theirs)
    assert said[REPORT] == f"cells {first} and {last} differ"
    assert said["notebooks/pandas.py"] == "is none of the project"
    assert said[SERVER] == "differs from that of the project"


def test_a_cell_that_is_gone_and_another_kernel_are_told(theirs):
    path = theirs / REPORT
    gone = code_cells(path)[-1]
    edit(path, lambda cells: cells.pop(gone - 1))
    assert told(theirs) == {REPORT: "1 of the project's cells is missing"}
    shutil.copy(trust.project() / REPORT, path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["kernelspec"]["name"] = "bash"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert told(theirs) == {REPORT: "names another kernel"}


@pytest.mark.parametrize("words", [("run", "2016-17"), ("check",), ("verify", "2016-17")], ids=lambda words: words[0])
def test_elsewhere_than_on_a_terminal_the_command_ends_with_1(theirs, words):
    number = plant(theirs)
    done = CliRunner().invoke(main, [*words, "--workspace", str(theirs)])
    assert done.exit_code == 1
    assert f"{REPORT}: cell {number} differs" in done.output
    assert "give the command again with --trust" in done.output


def test_jupyterlab_is_not_opened_with_the_settings_of_somebody_else(theirs):
    """They are run as it starts; a notebook is only run by whoever reads it there."""
    plant(theirs)
    refuse_strange([theirs], trusts=False, folders=[SETTINGS])
    (theirs / SERVER).write_text("import os", encoding="utf-8")
    done = CliRunner().invoke(main, ["lab", "--workspace", str(theirs)])
    assert done.exit_code == 1
    assert SERVER in done.output


def test_what_is_trusted_is_not_asked_about_again_and_what_follows_is(theirs, monkeypatch):
    """Wherever it lies; the account's own file says so, and nothing in the workspace."""
    before = sorted(path.name for path in theirs.rglob("*"))
    plant(theirs)
    refuse_strange([theirs], trusts=True)
    assert sorted(path.name for path in theirs.rglob("*")) == before
    refuse_strange([theirs], trusts=False)
    copy = theirs.with_name("copy")
    shutil.copytree(theirs, copy)
    refuse_strange([copy], trusts=False)
    plant(theirs, source="import shutil")
    monkeypatch.setattr(os, "getuid", lambda: -1)  # Somebody else has changed it since.
    with pytest.raises(Fault, match="you have not trusted yet"):
        refuse_strange([theirs], trusts=False)


def test_an_analyst_s_own_edits_in_a_workspace_of_their_own_are_not_asked_about(tmp_path):
    workspace = make_workspace(tmp_path / "ours", PRACTICE)
    plant(workspace.root)
    (workspace.notebooks / "mine.ipynb").write_text((workspace.root / REPORT).read_text(encoding="utf-8"), encoding="utf-8")
    assert refuse_strange([workspace.root], trusts=False) is None


def test_another_folder_in_the_same_place_is_another_workspace(tmp_path, new_workspace):
    """Ours was taken away, and theirs was unpacked where it had been; its files belong to this account then."""
    shutil.move(make_workspace(tmp_path / "place", PRACTICE).root, tmp_path / "away")
    root = new_workspace(tmp_path / "place").root
    plant(root)
    with pytest.raises(Fault, match="not trusted"):
        refuse_strange([root], trusts=False)


@pytest.mark.parametrize(("answer", "runs"), [("y\n", True), ("n\n", False), ("\n", False)], ids=["yes", "no", "enter"])
def test_on_a_terminal_it_asks_once(theirs, monkeypatch, answer, runs):
    asked = []

    def confirm(*words, **_):
        asked.append(words)
        return answer.strip() == "y"

    plant(theirs)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(trust.click, "confirm", confirm)
    if runs:
        refuse_strange([theirs], trusts=False)
        refuse_strange([theirs], trusts=False)
    else:
        with pytest.raises(Fault, match="not trusted"):
            refuse_strange([theirs], trusts=False)
    assert len(asked) == 1


@pytest.mark.parametrize("content", ["{", "[]", '{"files": 1}', ""])
def test_what_cannot_be_read_trusts_nothing(theirs, content, tmp_path):
    (tmp_path / "account").mkdir()
    (tmp_path / "account" / "trusted.json").write_text(content, encoding="utf-8")
    plant(theirs)
    with pytest.raises(Fault, match="not trusted"):
        refuse_strange([theirs], trusts=False)


def test_half_a_notebook_is_known_by_its_bytes(theirs):
    path = theirs / REPORT
    path.write_bytes(path.read_bytes()[:100])
    assert len(digest(path)) == 64
    assert told(theirs) == {REPORT: "differs from that of the project"}
