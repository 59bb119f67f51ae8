"""The engine that forks: the same outputs as a kernel's, a fresh process for each notebook, and an end for every notebook."""

import os
import re
import sys
import threading
from functools import partial
from importlib.metadata import entry_points

import nbformat
import papermill
import pytest
from nbformat import v4

from analysis.base.settings import Fault
from analysis.run.engine import can_fork, run_forked
from analysis.run.execute import execute
from analysis.run.workers import apart, threads
from tests.waiting import PATIENCE_SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere papermill's own engine is used, with a kernel")

CELLS = (
    "period = '2016-17'",
    "print('one'); print('two')\nperiod",
    "import sys\nprint('to stderr', file=sys.stderr, flush=True)\nprint('to stdout')",
    "from IPython.display import HTML, Markdown, display\ndisplay(HTML('<b>bold</b>'), metadata={'kind': 'demo'})\nMarkdown('*words*')",
    "handle = display('first', display_id=True)\nhandle.update('second')",
    "handle.update('third')\nNone",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "%%capture caught\nprint('kept')",
    "caught.stdout",
    "import matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nplt.plot([1, 2])\nplt.show()",
    "!echo from a shell",
    "1; 2",
    "3;",
    "def fails():\n    raise ValueError('<no> such figure')\nfails()",
    "print('never')",
)


def notebook(*sources):
    cells = [v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    return v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})


def failing(path, out, engine, options):
    """Run a notebook that fails; gives the name and the words of its failure."""
    assert engine == "kernel" or can_fork()
    try:
        papermill.execute_notebook(path, out, engine_name=engine, progress_bar=False, **options)
    except papermill.PapermillExecutionError as error:
        return error.ename, error.evalue
    raise AssertionError("the notebook has not failed")


def with_one_thread(work):
    """Do this in a process that comes from the starter: the one that runs the tests has threads."""
    return work()


def run_failing(path, folder, engine, **options):
    """Run a notebook that fails with an engine; gives where it is as far as it got, and its failure."""
    out = folder / f"{engine}.ipynb"
    work = partial(failing, path, out, engine, options)
    return out, apart(with_one_thread, work) if engine == "forked" else work()


def executed(path, folder, engine, **options):
    """The outputs of each cell of a notebook that fails."""
    out, _ = run_failing(path, folder, engine, **options)
    cells = [cell for cell in nbformat.read(out, as_version=4).cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    return [(cell.execution_count, [as_seen(one) for one in cell.outputs]) for cell in cells]


def as_seen(output):
    """An output without the colours of a traceback and the pixels of a picture."""
    seen = {key: value for key, value in output.items() if key != "execution_count"}
    if "data" in seen:
        seen["data"] = {mime: "a picture" if mime.startswith("image/") else value for mime, value in seen["data"].items()}
    if "traceback" in seen:
        seen["traceback"] = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in seen["traceback"]]
    return nbformat.from_dict(seen)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The same cells run by the forking engine and by a kernel."""
    folder = tmp_path_factory.mktemp("engines")
    path = folder / "cells.ipynb"
    nbformat.write(notebook(*CELLS), path)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MPLBACKEND")
        return executed(path, folder, "forked"), executed(path, folder, "kernel")


@pytest.mark.parametrize("index", range(len(CELLS)))
def test_a_cell_gives_what_a_kernel_gives(both, index):
    """Streams, results, rich displays, updates of earlier displays, magics, pictures, errors with their traceback, and what never ran."""
    forked, kernel = both
    assert forked[index] == kernel[index]


@pytest.mark.parametrize(
    "last",
    ["import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nprint('never')", "import os\nos._exit(3)", "import time\ntime.sleep(60)"],
    ids=["interrupted", "ends its process", "takes too long"],
)
def test_an_untimely_end_is_seen_as_with_a_kernel(last, tmp_path):
    """The cells before keep their outputs, the last one says what happened, and the one after it never ran."""
    path = tmp_path / "ends.ipynb"
    nbformat.write(notebook("print('before')\n7", last, "print('after')"), path)
    forked, kernel = (executed(path, tmp_path, engine, execution_timeout=2) for engine in ("forked", "kernel"))
    assert forked == kernel
    assert [len(outputs) for _, outputs in forked] == [2, 1, 0]


FAILURES = {
    "raise SystemExit": ("SystemExit", "the notebook ended itself here; no cell after this one was run"),
    "import sys\nsys.exit(0)": ("SystemExit", "the notebook ended itself here, with 0; no cell after this one was run"),
    "import sys\nsys.exit('no extracts')": (
        "SystemExit",
        "the notebook ended itself here, with no extracts; no cell after this one was run",
    ),
    "%nothere": ("CellFailed", "UsageError: Line magic function `%nothere` not found."),
    "%%nothere\n1": ("CellFailed", "UsageError: Cell magic `%%nothere` not found."),
    "%run nothere.py": ("Exception", "File `'nothere.py'` not found."),
    "%%bash\nexit 3": ("CalledProcessError", "Command 'b'exit 3\\n'' returned non-zero exit status 3."),
}


@pytest.mark.parametrize("source", FAILURES)
def test_a_notebook_that_ends_itself_or_whose_magic_fails_has_failed(source, tmp_path):
    """With either engine, and in words that say what failed; the cell after it never ran."""
    path = tmp_path / "fails.ipynb"
    nbformat.write(notebook("print('before')", source, "print('after')"), path)
    for engine in ("forked", "kernel"):
        out, failure = run_failing(path, tmp_path, engine)
        assert failure == FAILURES[source]
        assert "after\\n" not in out.read_text(encoding="utf-8")


def test_a_process_with_more_than_one_thread_is_not_forked(tmp_path):
    """It is refused in a sentence, and papermill's engine takes a kernel, which is no child of a fork."""
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait, args=(60,))
    thread.start()
    try:
        assert threads() > 1
        with pytest.raises(Fault, match=r"threads and cannot be forked.*--engine kernel"):
            list(run_forked([(0, "1")]))
        path, out = tmp_path / "kernel.ipynb", tmp_path / "out.ipynb"
        nbformat.write(notebook("import sys; print('ipykernel' in sys.modules)"), path)
        papermill.execute_notebook(path, out, engine_name="forked", progress_bar=False)
        assert nbformat.read(out, as_version=4).cells[0].outputs[0].text == "True\n"
    finally:
        ended.set()
        thread.join(PATIENCE_SECONDS)


def counted_with_arrow(_):
    """The threads of this process before and after Arrow adds numbers up, and whether it could be forked then."""
    import pyarrow as pa

    before, ready = threads(), can_fork()
    pa.chunked_array([pa.array(["a", "b"])] * 8).dictionary_encode()
    pa.table({"a": list(range(100_000))}).sort_by("a").group_by("a").aggregate([("a", "sum")])
    return before, ready, threads() > 1, can_fork()


def test_threads_of_native_code_count():
    """Python knows nothing of those that Arrow starts."""
    assert apart(counted_with_arrow, None) == (1, True, True, False)


def test_a_notebook_that_names_no_kernel_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "plain.ipynb"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("1")]), path)
    with pytest.raises(
        Fault, match=r"plain\.ipynb does not say what runs it\. Open it in JupyterLab, choose the kernel Python 3, and save it\."
    ):
        execute(path, {}, tmp_path / "partial.ipynb")


def test_papermill_finds_both_engines():
    """So that `papermill --engine forked` works for any notebook, forked where that is safe."""
    assert {one.name: one.value for one in entry_points(group="papermill.engine")} == {
        "forked": "analysis.run.engine:ForkedEngine",
        "kernel": "analysis.run.engine:KernelEngine",
    }


def test_the_cells_have_something_to_compare(both):
    assert sum(len(outputs) for _, outputs in both[0]) >= 12


def forked_runs(sources):
    return {run.index: run for run in run_forked(list(enumerate(sources)))}


def runs(*sources):
    return apart(forked_runs, sources)


def text(run):
    return "".join(output.get("text", "") for output in run.outputs)


def test_nothing_passes_from_one_notebook_to_the_next(monkeypatch, tmp_path):
    """Names, modules' globals, matplotlib's settings, random state, working directory and environment."""
    monkeypatch.chdir(tmp_path)
    runs(
        "import decimal, os, random, matplotlib",
        "name = 1; decimal.leak = 1; os.environ['LEAK'] = '1'; random.seed(7); matplotlib.rcParams['font.size'] = 99; os.chdir('/')",
    )
    probe = (
        "import decimal, os, random, matplotlib",
        "print('name' in globals(), hasattr(decimal, 'leak'), os.environ.get('LEAK'), matplotlib.rcParams['font.size'] == 99)",
        "print(random.random() == random.Random(7).random(), os.getcwd())",
    )
    found = runs(*probe)
    assert (text(found[1]) + text(found[2])).split() == ["False", "False", "None", "False", "False", str(tmp_path)]
    assert "LEAK" not in os.environ


def test_a_cell_that_kills_its_process_fails_alone():
    """Earlier cells keep their outputs, and later ones do not run."""
    found = runs("print('before')", "import os; os._exit(3)", "print('after')")
    assert text(found[0]) == "before\n"
    assert found[1].outputs[0].evalue == "the process ended while it ran this cell; the machine may have run out of memory"
    assert not found[1].succeeded
    assert 2 not in found


def test_a_question_to_the_user_is_an_error_and_not_a_wait():
    """Nobody is there to answer."""
    assert runs("input('your name?')")[0].outputs[-1].output_type == "error"


def test_a_failing_notebook_is_left_as_far_as_it_got(tmp_path):
    path, partial = tmp_path / "fails.ipynb", tmp_path / "failed" / "fails.ipynb"
    nbformat.write(notebook("print('as far as this')", "1 / 0"), path)
    with pytest.raises(Fault, match=r"fails\.ipynb stopped in cell 2: ZeroDivisionError: division by zero"):
        execute(path, {}, partial)
    assert "as far as this" in partial.read_text(encoding="utf-8")
