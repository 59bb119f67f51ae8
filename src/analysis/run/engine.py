"""Two papermill engines that give the same outputs: one that forks, and papermill's own, with a kernel, where there is no fork.

The engine that forks runs each notebook in a process forked from this one, in which everything is imported already. The process is
fresh: nothing passes from one notebook to the next. It talks over a pipe of its own, so no socket is opened. A process with more than one
thread is not forked, because the locks of the others stay locked in the child: there the notebook gets a kernel.

Both are entry points of papermill: ``papermill --engine forked`` and ``--engine kernel``. A process that ends, a cell that takes longer
than ``execution_timeout`` seconds, ``sys.exit()`` and a magic that only prints what is wrong are errors of the cell, so that the notebook
has failed and can be kept as far as it got.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, v4
from papermill.engines import NBClientEngine, NotebookExecutionManager

from analysis.base.settings import Fault
from analysis.run.shell import new_shell
from analysis.run.workers import end_with_starter, threads


class CellRun(NamedTuple):
    """What became of one cell; one that was not run to its end has no count."""

    index: int
    outputs: list[NotebookNode]
    count: int | None
    succeeded: bool


class KernelEngine(NBClientEngine):
    """Papermill's own engine, but every cell that fails has an error, also one whose kernel died, that took too long or ended itself."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, execution_timeout: float | None = None, **options: Any
    ) -> None:
        try:
            super().execute_managed_notebook(nb_man, kernel_name, execution_timeout=execution_timeout, **options)
        except (DeadKernelError, CellTimeoutError) as error:
            index, cell = [(n, one) for n, one in enumerate(nb_man.nb.cells) if one.metadata.papermill.end_time][-1]
            cell.outputs, cell.execution_count = [_died() if isinstance(error, DeadKernelError) else _too_long(execution_timeout)], None
            nb_man.cell_exception(cell, index)
        for cell in nb_man.nb.cells:
            if cell.metadata.papermill.exception:
                cell.outputs = with_error(cell.outputs)


class ForkedEngine(KernelEngine):
    """Runs the code cells of a notebook in a forked process, until one fails; in a kernel where this process cannot be forked."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, execution_timeout: float | None = None, **options: Any
    ) -> None:
        if not can_fork():
            super().execute_managed_notebook(nb_man, kernel_name, execution_timeout, **options)
            return
        cells = nb_man.nb.cells
        for index, cell in enumerate(cells):
            if cell.cell_type != "code":
                nb_man.cell_complete(cell, index)
        sources = [(index, cell.source) for index, cell in enumerate(cells) if cell.cell_type == "code"]
        for run in run_forked(sources, execution_timeout):
            _take_over(nb_man, cells[run.index], run)


def can_fork() -> bool:
    """Whether a notebook can run in a process forked from this one: on Linux, while this one has a single thread."""
    return sys.platform == "linux" and threads() == 1


def run_forked(sources: list[tuple[int, str]], timeout: float | None = None) -> Iterator[CellRun]:
    """Run sources with their places, in order, in one forked process; each as it ends, and again when a later one updates its display.

    A process that dies fails the cell that it ran, and so does a cell that takes longer than ``timeout`` seconds. Raises `Fault` when this
    process has several threads.
    """
    if (running := threads()) > 1:
        raise Fault(
            f"This process has {running} threads and cannot be forked: what the others hold would stay locked. Run the notebook with "
            "`--engine kernel`, or from a process that has only just started."
        )
    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_run_all, args=(sources, there), daemon=True)
    process.start()
    there.close()
    done: set[int] = set()
    try:
        while here.poll(timeout):
            if (run := here.recv()) is None:
                return
            done.add(run.index)
            yield run
        yield CellRun(sources[len(done)][0], [_too_long(timeout)], None, succeeded=False)
    except EOFError:
        yield CellRun(sources[len(done)][0], [_died()], None, succeeded=False)
    finally:
        here.close()
        process.kill()
        process.join()


def _run_all(sources: list[tuple[int, str]], answers: Connection) -> None:
    end_with_starter()
    # As in a kernel: an interrupt reaches the cell, also where the run itself was started in the background and hears none.
    signal.signal(signal.SIGINT, signal.default_int_handler)
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
    cell.outputs, cell.execution_count = run.outputs if run.succeeded else with_error(run.outputs), run.count
    if not run.succeeded:
        nb_man.cell_exception(cell, run.index)
    nb_man.cell_complete(cell, run.index)


def with_error(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs of a cell that failed, with an error that says so: papermill lets ``sys.exit()`` pass, and some magics only print."""
    errors = [output for output in outputs if output.output_type == "error"]
    for error in errors:
        if error.ename == "SystemExit":
            error.evalue = f"the notebook ended itself here{f', with {error.evalue}' * bool(error.evalue)}; no cell after this one was run"
    printed = "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stderr").strip()
    return outputs if errors else [*outputs, _error("CellFailed", printed or "the cell failed and does not say why")]


def _error(name: str, words: str) -> NotebookNode:
    return v4.new_output("error", ename=name, evalue=words, traceback=[words])


def _died() -> NotebookNode:
    return _error("ProcessEnded", "the process ended while it ran this cell; the machine may have run out of memory")


def _too_long(seconds: float | None) -> NotebookNode:
    return _error("CellTimeoutError", f"this cell took longer than {seconds:g} seconds")
