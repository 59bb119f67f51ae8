"""The steps of the ways that `benchmarks.ways` compares, each a command: `python benchmarks/steps.py STEP WORKSPACE [WORD]`.

All write the same files with the same functions. What differs is how notebooks are executed, in how many processes, and how often
the figures are counted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from analysis.base.settings import Workspace
from analysis.run import reports, story, tasks
from analysis.run.shell import new_shell
from analysis.run.tasks import Task
from analysis.run.workers import done_here

YEAR, EDITION = "2016-17", "public"
PERIODS = story.requested([YEAR], 4)


def plain(root: Path) -> None:
    """Everything in this process, cells too."""
    tasks.execute = in_this_process
    (built,) = reports.run_all([root], reports.RunRequest((YEAR,), EDITION), done_here, str)
    assert built.is_whole, built


def figures(root: Path, period: str = YEAR) -> None:
    """The publishable figures, counted anew from the raw extracts."""
    story.figures(Workspace(root), story.requested([period], 4), EDITION, anew=True)


def loop(root: Path, counted: str) -> None:
    """papermill's API in a loop, with figures that are counted ``once`` or for ``each`` report."""
    tasks.execute = by_papermill
    if counted == "once":
        figures(root)
    for period in PERIODS:
        if counted == "each":
            figures(root, period.name)
        build(Task(root, period, EDITION))


def rest(root: Path, period: str) -> None:
    """All the other files of a report from notebooks that were executed before."""
    tasks.execute = partial(executed_before, executed_in(root, period))
    build(*(Task(root, one, EDITION) for one in PERIODS if one.name == period))


def build(task: Task) -> None:
    """One folder of outputs."""
    outcome = tasks.build(task)
    assert not outcome.failure, outcome.failure


def documents(period: str) -> list[str]:
    """The notebooks of a report."""
    return [document.notebook for task in PERIODS if task.name == period for document in Task(Path(), task, EDITION).documents]


def executed_in(root: Path, period: str) -> Path:
    """Where a report's notebooks are put when another tool executes them."""
    return root / "outputs" / "executed" / period


def in_this_process(notebook: Path, parameters: Mapping[str, Any], partial: Path) -> NotebookNode:
    """The notebook, executed by a shell in this process."""
    nb = parameterize_notebook(load_notebook_node(str(notebook)), dict(parameters))
    shell, here = new_shell(), Path.cwd()
    os.chdir(notebook.parent)
    for cell in (one for one in nb.cells if one.cell_type == "code"):
        cell.outputs, cell.execution_count, went_well = shell.run(cell.source)
        assert went_well, cell.source
    os.chdir(here)
    return nb


def by_papermill(notebook: Path, parameters: Mapping[str, Any], partial: Path) -> NotebookNode:
    """The notebook, executed by papermill as it comes, in a kernel."""
    with TemporaryDirectory() as scratch:
        executed = Path(scratch) / notebook.name
        papermill.execute_notebook(notebook, executed, dict(parameters), cwd=notebook.parent, progress_bar=False)
        return nbformat.read(executed, as_version=4)


def executed_before(folder: Path, notebook: Path, parameters: Mapping[str, Any], partial: Path) -> NotebookNode:
    """The notebook as another tool executed it."""
    return nbformat.read(folder / notebook.name, as_version=4)


STEPS = {step.__name__: step for step in (plain, figures, loop, rest)}

if __name__ == "__main__":
    STEPS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
