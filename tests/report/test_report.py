"""What a notebook says when there is nothing to show."""

import pytest

from analysis.base.settings import Fault
from analysis.report import open_account, open_report
from analysis.report.place import find_workspace


@pytest.fixture
def notebooks(new_workspace, tmp_path, monkeypatch):
    """The notebooks' folder of a workspace in which nothing has been run, as the working directory."""
    workspace = new_workspace(tmp_path)
    monkeypatch.chdir(workspace.notebooks)
    return workspace


def test_a_notebook_finds_its_workspace(notebooks):
    assert find_workspace(notebooks.notebooks).root == notebooks.root


def test_a_notebook_elsewhere_says_where_to_open_it(tmp_path):
    with pytest.raises(Fault, match="Open the notebook from its own folder"):
        find_workspace(tmp_path)


@pytest.mark.parametrize("opening", [open_report, open_account], ids=["figures", "account"])
def test_before_the_first_run_a_notebook_says_which_command_to_use(notebooks, opening):
    with pytest.raises(Fault, match="Run `overview"):
        opening("2016-17")
