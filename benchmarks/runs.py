"""What a year of reports costs, beside the same work as a plain script and beside other ways to run notebooks: `make bench`.

The work is four quarters and the year, public edition, from raw extracts to all formats. Every way starts from an empty
``data/processed`` and ``outputs`` and has processes of its own; what these use is added up, also when they outlive the one that started
them. The plain script is the floor: one process that does the same without papermill, other processes or a folder beside. The other ways
take figures that are counted already and give no more than the executed notebooks and their pages.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).parents[1]
YEAR, EDITION = "2016-17", "public"
NOTEBOOKS = [*((f"{YEAR}-Q{n}", "02_quarterly_performance") for n in (1, 2, 3, 4)), (YEAR, "03_annual_overview")]

PLAIN = """
import sys
from pathlib import Path
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from analysis.run import reports, tasks
from analysis.run.shell import new_shell
import os

def in_this_process(notebook, parameters, partial):
    nb = parameterize_notebook(load_notebook_node(str(notebook)), dict(parameters))
    shell, here = new_shell(), os.getcwd()
    os.chdir(notebook.parent)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count, went_well = shell.run(cell.source)
            assert went_well
    os.chdir(here)
    return nb

def in_turn(work, items):
    for item in items:
        yield item, work(item)

tasks.execute = in_this_process
(built,) = reports.run_all([Path(sys.argv[1])], ["2016-17"], "public", in_turn, str)
assert built.is_whole, built
"""

FIGURES = """
import sys
from pathlib import Path
from analysis.run import story
from analysis.settings import Workspace
workspace = Workspace(Path(sys.argv[1]))
story.figures(workspace, story.requested(["2016-17"], 4), "public")
"""

LOOP = """
import sys
import papermill
from nbconvert import HTMLExporter
from pathlib import Path
root = Path(sys.argv[1])
for period, name in {notebooks!r}:
    out = root / "outputs" / f"{{period}}.ipynb"
    out.parent.mkdir(exist_ok=True)
    papermill.execute_notebook(root / "notebooks" / f"{{name}}.ipynb", out, dict(period=period, edition="public"),
                               cwd=root / "notebooks", progress_bar=False)
    out.with_suffix(".html").write_text(HTMLExporter().from_filename(str(out))[0])
"""


class Used:
    """Seconds on the clock and of the processor, and the peak memory of the largest process in MB."""

    def __init__(self, clock: float, processor: float, peak: float) -> None:
        self.clock, self.processor, self.peak = clock, processor, peak


def measured(commands: list[list[str]], folder: Path) -> Used:
    """What these commands use, one after the other, with every process that they leave behind."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"MPLBACKEND": "Agg"}
    began, processor, peak = time.perf_counter(), 0.0, 0.0
    for command in commands:
        started = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        words = started.stderr.read()
        while True:
            try:
                pid, status, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            processor += usage.ru_utime + usage.ru_stime
            peak = max(peak, usage.ru_maxrss / 1024)
            if pid == started.pid and status:
                sys.exit(f"{' '.join(command[:3])} failed: {words.decode()[-2000:]}")
    return Used(time.perf_counter() - began, processor, peak)


def emptied(root: Path) -> None:
    """Nothing cached: neither processed tables nor outputs."""
    for name in ("data/processed", "outputs"):
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir(parents=True)


def ways(root: Path) -> dict[str, tuple[Callable[[], None], list[list[str]]]]:
    """Each way: what comes before the clock starts, and the commands."""
    python, overview = sys.executable, [sys.executable, "-m", "analysis", "run", YEAR]
    figures = [python, "-c", FIGURES, str(root)]

    def empty() -> None:
        emptied(root)

    def counted() -> None:
        emptied(root)
        subprocess.run(figures, check=True, capture_output=True)

    def changed_quarter() -> None:
        commentary = root / "config" / "commentary" / f"{YEAR}-Q4.md"
        commentary.write_text((commentary.read_text() if commentary.exists() else "") + "\n")

    def nothing() -> None:
        return

    tool = str(Path(python).parent)
    papermill = [
        [
            f"{tool}/papermill",
            f"notebooks/{name}.ipynb",
            f"outputs/{period}.ipynb",
            "-p",
            "period",
            period,
            "-p",
            "edition",
            EDITION,
            "--cwd",
            "notebooks",
        ]
        for period, name in NOTEBOOKS
    ]
    to_html = [[f"{tool}/jupyter-nbconvert", "--to", "html", f"outputs/{period}.ipynb"] for period, _ in NOTEBOOKS]
    both = [command for pair in zip(papermill, to_html, strict=True) for command in pair]
    return {
        "plain script, one process": (empty, [[python, "-c", PLAIN, str(root)]]),
        "overview run, two jobs": (empty, [[*overview, "--jobs", "2"]]),
        "overview run, one job": (empty, [[*overview, "--jobs", "1"]]),
        "overview run, nothing changed": (nothing, [overview]),
        "overview run, one quarter's commentary changed": (changed_quarter, [overview]),
        "overview --help": (nothing, [[python, "-m", "analysis", "--help"]]),
        "figures alone (shared by what follows)": (empty, [figures]),
        "papermill API in a loop, and nbconvert": (counted, [[python, "-c", LOOP.format(notebooks=NOTEBOOKS), str(root)]]),
        "papermill and nbconvert command lines": (counted, both),
    }


def main() -> None:
    """Run each way so many times, in turn, and print medians and ranges."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: processes that are left behind become ours, with what they used.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        for part in ("config", "notebooks"):
            shutil.copytree(PROJECT / part, root / part)
        subprocess.run([sys.executable, "-m", "analysis", "sample", "--workspace", str(root)], check=True, capture_output=True)
        used: dict[str, list[Used]] = {name: [] for name in ways(root)}
        for _ in range(options.runs):
            for name, (before, commands) in ways(root).items():
                before()
                used[name].append(measured(commands, root))
                print(f"{name}: {used[name][-1].clock:.1f} s, processor {used[name][-1].processor:.1f} s", file=sys.stderr, flush=True)
    print("| way | seconds on the clock | seconds of the processor | to the plain script: clock | processor | largest process, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    floor = used["plain script, one process"]
    for name, runs in used.items():
        clock, processor = ([getattr(one, what) for one in runs] for what in ("clock", "processor"))
        ratios = [
            statistics.median(values) / statistics.median([getattr(one, what) for one in floor])
            for what, values in (("clock", clock), ("processor", processor))
        ]
        cells = [_range(clock), _range(processor), *(f"{ratio:.2f}" for ratio in ratios), f"{max(one.peak for one in runs):,.0f}"]
        print(f"| {name} | {' | '.join(cells)} |")
    machine = f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores"
    packages = ", ".join(f"{name} {version(name)}" for name in ("papermill", "nbconvert", "pandas", "matplotlib"))
    print(f"\nPython {platform.python_version()}, {packages}, {machine}; medians of {options.runs} (least to most)")


def _range(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})"


if __name__ == "__main__":
    main()
