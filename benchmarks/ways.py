"""The ways to build a year of reports that `benchmarks.runs` compares: what comes before the clock starts, and the commands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

YEAR, EDITION = "2016-17", "public"
NAMES = {f"{YEAR}-Q{n}": "02_quarterly_performance" for n in (1, 2, 3, 4)} | {YEAR: "03_annual_overview"}
"""The notebook of each report."""

PYTHON, TOOLS = sys.executable, Path(sys.executable).parent
OVERVIEW = [PYTHON, "-m", "analysis", "run", YEAR]

Way = tuple[Callable[[], object], list[list[str]]]
"""What comes before the clock starts, and the commands."""

PLAIN = """
import sys
from pathlib import Path
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from analysis.run import reports, tasks
from analysis.run.shell import new_shell
from analysis.workers import done_here
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

tasks.execute = in_this_process
(built,) = reports.run_all([Path(sys.argv[1])], ["2016-17"], "public", done_here, str)
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
for period, name in {names!r}.items():
    out = root / "outputs" / f"{{period}}.ipynb"
    out.parent.mkdir(exist_ok=True)
    papermill.execute_notebook(root / "notebooks" / f"{{name}}.ipynb", out, dict(period=period, edition="public"),
                               cwd=root / "notebooks", progress_bar=False)
    out.with_suffix(".html").write_text(HTMLExporter().from_filename(str(out))[0])
"""


SNAKEFILE = """
NAMES = {names!r}
rule all:
    input: expand("outputs/{{period}}.html", period=list(NAMES))
rule execute:
    output: "outputs/{{period}}.ipynb"
    params: name=lambda wildcards: NAMES[wildcards.period]
    shell: "{tool}/papermill notebooks/{{params.name}}.ipynb {{output}} -p period {{wildcards.period}} -p edition {edition} --cwd notebooks"
rule page:
    input: "outputs/{{period}}.ipynb"
    output: "outputs/{{period}}.html"
    shell: "{tool}/jupyter-nbconvert --to html {{input}}"
"""


def ways(root: Path) -> dict[str, Way]:
    """Each way by its name, in a workspace; the plain script first."""
    figures = [PYTHON, "-c", FIGURES, str(root)]

    def empty() -> None:
        emptied(root)

    def counted() -> None:
        emptied(root)
        subprocess.run(figures, check=True, capture_output=True)

    def changed_quarter() -> None:
        with (root / "config" / "commentary" / f"{YEAR}-Q4.md").open("a") as commentary:
            commentary.write("\n")

    def with_parameters() -> None:
        counted()
        write_parameterized(root)

    snakemake = installed_apart("snakemake", root.parent)
    return {
        "plain script, one process": (empty, [[PYTHON, "-c", PLAIN, str(root)]]),
        "overview run, two jobs": (empty, [[*OVERVIEW, "--jobs", "2"]]),
        "overview run, one job": (empty, [[*OVERVIEW, "--jobs", "1"]]),
        "overview run, nothing changed": (list, [OVERVIEW]),
        "overview run, one quarter's commentary changed": (changed_quarter, [OVERVIEW]),
        "overview --help": (list, [[PYTHON, "-m", "analysis", "--help"]]),
        "figures alone (shared by what follows)": (empty, [figures]),
        "papermill API in a loop, and nbconvert": (counted, [[PYTHON, "-c", LOOP.format(names=NAMES), str(root)]]),
        "papermill and nbconvert command lines": (counted, command_lines()),
        "jupyter nbconvert --execute, parameters put in before": (with_parameters, executed_by_nbconvert()),
    } | {f"snakemake, {cores} job(s)": (counted, [[*snakemake, *snakefile(root, cores)]]) for cores in (1, 2) if snakemake}


def emptied(root: Path) -> None:
    """Nothing cached: neither processed tables nor outputs."""
    for name in ("data/processed", "outputs"):
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir(parents=True)


def command_lines() -> list[list[str]]:
    """papermill and nbconvert, once each for every report."""
    commands = []
    for period, name in NAMES.items():
        parameters = ["-p", "period", period, "-p", "edition", EDITION, "--cwd", "notebooks"]
        commands.append([f"{TOOLS}/papermill", f"notebooks/{name}.ipynb", f"outputs/{period}.ipynb", *parameters])
        commands.append([f"{TOOLS}/jupyter-nbconvert", "--to", "html", f"outputs/{period}.ipynb"])
    return commands


def write_parameterized(root: Path) -> None:
    """The notebooks with their parameters, which nbconvert cannot put in."""
    for period, name in NAMES.items():
        source = load_notebook_node(str(root / "notebooks" / f"{name}.ipynb"))
        nbformat.write(parameterize_notebook(source, {"period": period, "edition": EDITION}), root / "notebooks" / f"with-{period}.ipynb")


def executed_by_nbconvert() -> list[list[str]]:
    """nbconvert, once for every report."""
    execute = [f"{TOOLS}/jupyter-nbconvert", "--to", "html", "--execute", "--output-dir", "outputs"]
    return [[*execute, f"notebooks/with-{period}.ipynb"] for period in NAMES]


def installed_apart(tool: str, folder: Path) -> list[str]:
    """The command of a tool in an environment of its own; nothing where it cannot be installed."""
    place, uv = folder / tool, shutil.which("uv")
    commands = [["venv", "--python", PYTHON, str(place)], ["pip", "install", "--python", f"{place}/bin/python", tool]]
    if not uv or any(subprocess.run([uv, *words], capture_output=True, check=False).returncode for words in commands):
        print(f"{tool} cannot be installed with uv here, so it is left out.", file=sys.stderr)
        return []
    return [f"{place}/bin/{tool}"]


def snakefile(root: Path, cores: int) -> list[str]:
    """What snakemake is told, with so many jobs at a time."""
    path = root.parent / "Snakefile"
    path.write_text(SNAKEFILE.format(names=NAMES, tool=TOOLS, edition=EDITION))
    return ["--snakefile", str(path), "--cores", str(cores), "--forceall", "--quiet"]
