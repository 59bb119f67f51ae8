"""The tutorial opens on made-up children only."""

import json
from pathlib import Path

import pytest

from analysis.base.settings import Fault, Workspace
from analysis.chapters import BY_KEY
from analysis.count.compute import worked_example
from analysis.run.tutorial import open_practice

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def workspace(new_workspace, tmp_path):
    made = new_workspace(tmp_path)
    made.processed.mkdir(parents=True)
    made.raw.mkdir(parents=True)
    return made


def test_it_refuses_real_extracts(workspace):
    (workspace.processed / "intake_files.parquet").touch()
    with pytest.raises(Fault, match="real ones must not be shown or saved in a notebook"):
        open_practice(workspace.notebooks)


def test_it_says_what_to_run_first(workspace):
    (workspace.raw / "SYNTHETIC").touch()
    with pytest.raises(Fault, match="Run `overview run 2016-17` first"):
        open_practice(workspace.notebooks)


def test_its_indicator_is_new_and_its_example_true():
    cells = json.loads((PROJECT / "notebooks" / "00_tutorial.ipynb").read_text(encoding="utf-8"))["cells"]
    scope = {}
    exec("".join(next(cell["source"] for cell in cells if cell["id"] == "record")), scope)
    assert scope["young"].key not in BY_KEY
    assert worked_example(scope["young"], Workspace(PROJECT).authority) == scope["young"].example.gives


def test_its_cells_are_thin():
    """All but the record are a line or three."""
    cells = json.loads((PROJECT / "notebooks" / "00_tutorial.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [cell["id"] for cell in cells if cell["cell_type"] == "code" and len(cell["source"]) > 4] == ["record"]
