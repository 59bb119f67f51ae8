"""A notebook run by papermill, with parameters that it must have."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat import NotebookNode, v4
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.utils import nb_kernel_name, nb_language
from traitlets.config import Config

from analysis.base.opened_rows import opens_rows
from analysis.base.readings import note
from analysis.base.settings import Fault
from analysis.run.engine import ForkedEngine, KernelEngine

CELL_SECONDS = 3600
"""After so long a cell is taken to hang; the longest of ours takes a few seconds."""

ACCOUNT = "from pathlib import Path\nfrom analysis.base.readings import noted_below\nprint(*noted_below(Path({folder!r})), sep='\\n')"
NAMES_CELLS = 5
"""The minor version of the format from which on cells have an id."""

papermill_engines.register("forked", ForkedEngine)
papermill_engines.register("kernel", KernelEngine)

# The library that brings the colours of code turns the messages of all others on; these are not for our users.
logging.getLogger("papermill").setLevel(logging.WARNING)


def execute(notebook: Path, parameters: Mapping[str, Any], partial: Path) -> NotebookNode:
    """The notebook, executed. Raises `Fault` for a parameter that it does not have, and for a cell that fails.

    After a failure the notebook as far as it got is left at ``partial``; after a success nothing is.
    """
    check_parameters(notebook, parameters)
    partial.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        asking, executed = Path(scratch) / "asking.ipynb", Path(scratch) / notebook.name
        nbformat.write(_with_account(notebook), asking)
        try:
            _papermill(asking, executed, parameters, notebook.parent)
        except PapermillExecutionError as error:
            partial.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(_without_account(executed), partial)
            raise Fault(_failure(notebook, error, partial)) from None
        return _without_account(executed)


def _with_account(notebook: Path) -> NotebookNode:
    """The notebook with a last cell that says what it has read of its workspace: it may run in a process that was not forked from this."""
    asking = nbformat.read(notebook, as_version=4)
    cell = v4.new_code_cell(ACCOUNT.format(folder=str(notebook.resolve().parents[1])))
    if asking.nbformat_minor < NAMES_CELLS:
        del cell["id"]
    asking.cells.append(cell)
    return asking


def _without_account(executed: Path) -> NotebookNode:
    """An executed notebook without that cell, which is noted."""
    told = nbformat.read(executed, as_version=4)
    note(line for output in told.cells.pop().outputs for line in output.get("text", "").splitlines())
    return told


def check_parameters(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Raise `Fault` for a notebook that is not there, names no kernel, opens rows, or lacks a parameter: papermill would warn and go on."""
    if not notebook.exists():
        raise Fault(f"{notebook} is missing. Copy it from the project.")
    read = nbformat.read(notebook, as_version=4)
    try:
        nb_kernel_name(read), nb_language(read)
    except ValueError:
        raise Fault(f"{notebook.name} does not say what runs it. Open it in JupyterLab, choose the kernel Python 3, and save it.") from None
    if opens_rows(read.cells):
        raise Fault(f"{notebook.name} opens rows about children, and a report shows none. Take those cells into a notebook of your own.")
    known = papermill.inspect_notebook(str(notebook))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise Fault(f"{notebook.name} has no parameter {', '.join(unknown)}. It has: {', '.join(known) or 'none'}.")


def _papermill(notebook: Path, executed: Path, parameters: Mapping[str, Any], folder: Path) -> None:
    papermill.execute_notebook(
        str(notebook),
        str(executed),
        dict(parameters),
        engine_name="forked",
        cwd=str(folder),
        progress_bar=False,
        request_save_on_cell_execute=False,
        config=_private_transport(executed.parent),
        execution_timeout=CELL_SECONDS,
        extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
    )


def _private_transport(scratch: Path) -> Config:
    """Rows about children pass to and from the kernel: by socket files that only their owner can open, where there are such."""
    return Config({"KernelManager": {"transport": "ipc", "ip": str(scratch / "kernel")}}) if os.name == "posix" else Config()


def _failure(notebook: Path, error: PapermillExecutionError, partial: Path) -> str:
    return (
        f"{notebook.name} stopped in cell {error.cell_index + 1}: {error.ename}: {error.evalue}\n"
        f"The notebook as far as it got is {partial}. Earlier outputs are as they were."
    )
