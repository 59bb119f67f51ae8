"""A papermill engine that runs each notebook in a process forked from this one, in which everything is imported already.

The process is fresh: nothing passes from one notebook to the next. It talks over a pipe of its own, so no socket is opened. Fork from a
process with a single thread only; where there is no fork, use papermill's own engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from nbformat import NotebookNode, v4
from papermill.engines import Engine, NotebookExecutionManager

from analysis.run.shell import new_shell


class CellRun(NamedTuple):
    """What became of one cell."""

    index: int
    outputs: list[NotebookNode]
    count: int
    succeeded: bool


class ForkedEngine(Engine):
    """Runs the code cells of a notebook in a forked process, until one fails."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **_: Any) -> None:
        cells = nb_man.nb.cells
        for index, cell in enumerate(cells):
            if cell.cell_type != "code":
                nb_man.cell_complete(cell, index)
        runs = run_forked([(index, cell.source) for index, cell in enumerate(cells) if cell.cell_type == "code"])
        for run in runs:
            _take_over(nb_man, cells[run.index], run)


def run_forked(sources: list[tuple[int, str]]) -> Iterator[CellRun]:
    """Run sources with their places, in order, in one forked process; each as it ends, and again when a later one updates its display.

    A process that dies fails the cell that it ran.
    """
    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_run_all, args=(sources, there), daemon=True)
    process.start()
    there.close()
    done: set[int] = set()
    try:
        while (run := here.recv()) is not None:
            done.add(run.index)
            yield run
    except EOFError:
        process.join()
        yield CellRun(sources[len(done)][0], [_died(process.exitcode)], len(done) + 1, succeeded=False)
    finally:
        here.close()
        process.join()


def _run_all(sources: list[tuple[int, str]], answers: Connection) -> None:
    shell = new_shell()
    runs: list[CellRun] = []
    for index, source in sources:
        runs.append(CellRun(index, *shell.run(source)))
        for number in sorted({len(runs) - 1, *shell.outputs.touched}):
            answers.send(runs[number])
        if not runs[-1].succeeded:
            break
    answers.send(None)


def _take_over(nb_man: NotebookExecutionManager, cell: NotebookNode, run: CellRun) -> None:
    nb_man.cell_start(cell, run.index)
    cell.outputs, cell.execution_count = run.outputs, run.count
    if not run.succeeded:
        nb_man.cell_exception(cell, run.index)
    nb_man.cell_complete(cell, run.index)


def _died(exit_code: int | None) -> NotebookNode:
    words = f"the process ended while it ran this cell (exit code {exit_code})"
    return v4.new_output("error", ename="ProcessEnded", evalue=words, traceback=[words])
