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

from benchmarks.steps import EDITION, PERIODS, YEAR, documents, executed_in

NAMES = [period.name for period in PERIODS]
PYTHON, TOOLS = sys.executable, Path(sys.executable).parent
OVERVIEW = [PYTHON, "-m", "analysis", "run", YEAR]
STEP = [PYTHON, str(Path(__file__).with_name("steps.py"))]

Way = tuple[Callable[[], object], list[list[str]]]
"""What comes before the clock starts, and the commands."""

SNAKEFILE = """
rule all:
    input: expand("outputs/{{period}}/public/report.html", period={names!r})
rule figures:
    output: "data/processed/figures/results.parquet"
    shell: "{step} figures ."
rule execute:
    input: "data/processed/figures/results.parquet"
    output: "outputs/executed/{{period}}/{{name}}.ipynb"
    params: "-p edition {edition} --cwd notebooks"
    shell: "{tool}/papermill notebooks/{{wildcards.name}}.ipynb {{output}} -p period {{wildcards.period}} {{params}}"
def executed(wildcards):
    return [f"outputs/executed/{{wildcards.period}}/{{name}}.ipynb" for name in {documents!r}[wildcards.period]]
rule rest:
    input: executed
    output: "outputs/{{period}}/public/report.html"
    shell: "{step} rest . {{wildcards.period}}"
"""


def ways(root: Path) -> dict[str, Way]:
    """Each way by its name, in a workspace; the plain script first."""

    def empty() -> None:
        emptied(root)

    def changed_quarter() -> None:
        with (root / "config" / "commentary" / f"{YEAR}-Q4.md").open("a") as commentary:
            commentary.write("\n")

    return {
        "plain script, one process": (empty, [[*STEP, "plain", str(root)]]),
        "`overview run`, two jobs": (empty, [[*OVERVIEW, "--jobs", "2"]]),
        "`overview run`, one job": (empty, [[*OVERVIEW, "--jobs", "1"]]),
        "`overview run`, nothing changed": (list, [OVERVIEW]),
        "`overview run`, one quarter's commentary changed": (changed_quarter, [OVERVIEW]),
        "`overview --help`": (list, [[PYTHON, "-m", "analysis", "--help"]]),
    }


def peers(root: Path) -> dict[str, Way]:
    """Other tools by their names, in a workspace. Those that count figures for each report do as notebooks do that share nothing."""

    def empty() -> None:
        emptied(root)

    def with_parameters() -> None:
        emptied(root)
        write_parameterized(root)

    once, each = ([*STEP, "figures", str(root)],), ()
    snakemake = installed_apart("snakemake", root.parent)
    return {
        "papermill API in a loop, figures once": (empty, [[*STEP, "loop", str(root), "once"]]),
        "papermill API in a loop, figures for each report": (empty, [[*STEP, "loop", str(root), "each"]]),
        "command lines of papermill and for files, figures once": (empty, [*once, *command_lines(root, each)]),
        "command lines of papermill and for files, figures for each report": (empty, command_lines(root, once)),
        "`jupyter nbconvert --execute`, figures once": (with_parameters, [*once, *executed_by_nbconvert(root)]),
    } | {f"snakemake, {cores} job(s), figures once": (empty, [[*snakemake, *snakefile(root, cores)]]) for cores in (1, 2) if snakemake}


def emptied(root: Path) -> None:
    """Nothing cached: neither processed tables nor outputs."""
    for name in ("data/processed", "outputs"):
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir(parents=True)
    for period in NAMES:
        executed_in(root, period).mkdir(parents=True)


def command_lines(root: Path, before: tuple[list[str], ...]) -> list[list[str]]:
    """For every report what comes ``before`` it, papermill for each notebook, and one process that makes pages and all other files."""
    commands = []
    for period in NAMES:
        commands += before
        for name in documents(period):
            executed = str(executed_in(root, period) / f"{name}.ipynb")
            parameters = ["-p", "period", period, "-p", "edition", EDITION, "--cwd", "notebooks"]
            commands.append([f"{TOOLS}/papermill", f"notebooks/{name}.ipynb", executed, *parameters])
        commands.append([*STEP, "rest", str(root), period])
    return commands


def write_parameterized(root: Path) -> None:
    """The notebooks with their parameters, which nbconvert cannot put in."""
    for period in NAMES:
        folder = root / "notebooks" / period
        folder.mkdir(exist_ok=True)
        for name in documents(period):
            source = load_notebook_node(str(root / "notebooks" / f"{name}.ipynb"))
            nbformat.write(parameterize_notebook(source, {"period": period, "edition": EDITION}), folder / f"{name}.ipynb")


def executed_by_nbconvert(root: Path) -> list[list[str]]:
    """nbconvert, once for every notebook, and a process for all other files of a report."""
    commands = []
    for period in NAMES:
        execute = [f"{TOOLS}/jupyter-nbconvert", "--to", "notebook", "--execute", "--output-dir", str(executed_in(root, period))]
        commands += [[*execute, f"notebooks/{period}/{name}.ipynb"] for name in documents(period)]
        commands.append([*STEP, "rest", str(root), period])
    return commands


def installed_apart(tool: str, folder: Path) -> list[str]:
    """The command of a tool in an environment of its own; nothing where it cannot be installed."""
    place, uv = folder / f"with-{tool}", shutil.which("uv")
    commands = [["venv", "--python", PYTHON, str(place)], ["pip", "install", "--python", f"{place}/bin/python", tool]]
    if not uv or any(subprocess.run([uv, *words], capture_output=True, check=False).returncode for words in commands):
        print(f"{tool} cannot be installed with uv here, so it is left out.", file=sys.stderr)
        return []
    return [f"{place}/bin/{tool}"]


def snakefile(root: Path, cores: int) -> list[str]:
    """What snakemake is told, with so many jobs at a time."""
    path = root.parent / "Snakefile"
    held = {period: documents(period) for period in NAMES}
    path.write_text(SNAKEFILE.format(names=NAMES, tool=TOOLS, edition=EDITION, step=" ".join(STEP), documents=held))
    return ["--snakefile", str(path), "--cores", str(cores), "--forceall", "--quiet"]
