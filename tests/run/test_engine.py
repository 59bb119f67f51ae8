"""The engine that forks: the same outputs as a kernel's, a fresh process for each notebook, and an end for every notebook."""

import os
import re
import sys
from importlib.metadata import entry_points

import nbformat
import papermill
import pytest
from nbformat import v4

from analysis.run.engine import run_forked
from analysis.run.execute import execute
from analysis.settings import Fault

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


def executed(path, tmp_path, engine, **options):
    out = tmp_path / f"{engine}.ipynb"
    with pytest.raises(papermill.PapermillExecutionError):
        papermill.execute_notebook(path, out, engine_name=engine, progress_bar=False, **options)
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


def test_papermill_finds_both_engines():
    """So that `papermill --engine forked` works for any notebook."""
    assert {one.name: one.value for one in entry_points(group="papermill.engine")} == {
        "forked": "analysis.run.engine:ForkedEngine",
        "kernel": "analysis.run.engine:KernelEngine",
    }


def test_the_cells_have_something_to_compare(both):
    assert sum(len(outputs) for _, outputs in both[0]) >= 12


def runs(*sources):
    return {run.index: run for run in run_forked(list(enumerate(sources)))}


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
