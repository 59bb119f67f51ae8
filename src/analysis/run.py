"""The story in order: extracts in, figures counted once, every report built, each whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.compute import Material, compute, counted_period
from analysis.disclose import EDITIONS, Edition, gate, read_publishable, write_publishable
from analysis.indicators import ALL
from analysis.intake import Intake, prepare_tables, write_intake
from analysis.periods import Period, reported_with
from analysis.settings import Fault, Workspace

FAILED = "failed"


@dataclass(frozen=True)
class Document:
    """A notebook and the page that it becomes."""

    notebook: str
    page: str
    title: str


YEAR_DOCUMENTS = (
    Document("03_annual_overview", "report", "Children at risk of sexual exploitation and children who go missing: annual overview"),
    Document("06_methodology", "methodology", "Methodology: how every figure is counted"),
    Document("01_data_quality", "data-quality", "Data quality: what became of every row"),
)
QUARTER_DOCUMENTS = (
    Document("02_quarterly_performance", "report", "Children at risk of sexual exploitation and children who go missing: quarterly performance"),
)


@dataclass(frozen=True)
class Task:
    """One folder of outputs to build: a period in an edition."""

    root: Path
    period: Period
    edition: Edition

    @property
    def name(self) -> str:
        return f"{self.period.name} {self.edition}"

    @property
    def documents(self) -> tuple[Document, ...]:
        return YEAR_DOCUMENTS if self.period.is_year else QUARTER_DOCUMENTS

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    @property
    def folder(self) -> Path:
        return self.workspace.outputs / self.period.name / self.edition


@dataclass(frozen=True)
class Outcome:
    """What became of a task: nothing to complain of, or the message for the user."""

    task: Task
    failure: str = ""


def run(workspace: Workspace, names: Iterable[str], edition: Edition, jobs: int, on_done: Callable[[Outcome], None]) -> list[Outcome]:
    """Build the reports of the named periods in an edition: extracts, figures, gate, notebooks, pages, list of outputs.

    Raises `Fault` before anything is built when a period is unknown or not delivered, or the extracts cannot be used.
    A notebook that fails takes only its own folder of outputs with it.
    """
    _check_edition(edition)
    periods = requested(names, workspace.authority.year_starts_in)
    intake = prepare_tables(workspace)
    material = material_of(intake, workspace)
    _check_delivered(periods, material)
    write_intake(workspace, intake)
    results = compute(material, ALL, periods_to_count(material), workspace.authority)
    write_publishable(gate(results, edition, workspace.policy.disclosure), workspace.processed)
    outcomes = build_all([Task(workspace.root, period, edition) for period in periods], jobs, on_done)
    write_index(workspace)
    return outcomes


def requested(names: Iterable[str], first_month: int) -> list[Period]:
    """The periods to report on: a year stands for its four quarters and itself. Raises `Fault` for an unknown one."""
    found: dict[str, Period] = {}
    for period in (Period.parse(name, first_month) for name in names):
        if not (period.is_year or period.is_quarter):
            raise Fault(f"There is no report on {period.label}. Name a reporting year (2016-17) or a quarter (2016-17-Q3).")
        parts = (*period.quarters, period) if period.is_year else (period,)
        found |= {part.name: part for part in parts}
    return list(found.values())


def material_of(intake: Intake, workspace: Workspace) -> Material:
    """What there is to count: the tables, the periods delivered for each, and the supplied figures."""
    first_month = workspace.authority.year_starts_in
    folders = intake.files.groupby("table")["period"].unique()
    delivered = {table: tuple(Period.parse(name, first_month) for name in names) for table, names in folders.items()}
    supplied = [(one.indicator, period, str(one.value)) for period, figures in workspace.supplied.items() for one in figures]
    return Material(intake.tables, delivered, pd.DataFrame(supplied, columns=["indicator", "period", "value"], dtype="str"))


def periods_to_count(material: Material) -> list[Period]:
    """Every year that was delivered, its quarters, and each year up to the end of each quarter."""
    years = {period.year.name: period.year for folders in material.delivered.values() for period in folders}
    parts = [part for year in years.values() for quarter in year.quarters for part in (quarter, quarter.year_to_date)]
    return list({period.name: period for period in (*years.values(), *parts)}.values())


def build_all(tasks: list[Task], jobs: int, on_done: Callable[[Outcome], None]) -> list[Outcome]:
    """Build each task in a process of its own, so many at a time; one that fails does not stop the others."""
    outcomes = {}
    with ProcessPoolExecutor(max_workers=max(1, min(jobs, len(tasks))), mp_context=get_context("spawn")) as pool:
        running = {pool.submit(build, task): task for task in tasks}
        for future in as_completed(running):
            outcome = _outcome(running[future], future.exception()) if future.exception() else future.result()
            outcomes[outcome.task.name] = outcome
            on_done(outcome)
    return [outcomes[task.name] for task in tasks]


def build(task: Task) -> Outcome:
    """Build one folder of outputs beside the old one and put it in its place, or leave the old one and say what went wrong."""
    try:
        with _whole_or_not_at_all(task.folder) as folder:
            for document in task.documents:
                _build_document(task, document, folder)
            _write_open_data(task, folder)
            _write_manifest(task, folder)
        return Outcome(task)
    except Fault as fault:
        return Outcome(task, str(fault))


def execute(notebook: Path, parameters: dict[str, Any], partial: Path) -> Any:
    """The notebook, executed. Raises `Fault` for a parameter that it does not have, and for a cell that fails.

    After a failure the notebook as far as it got is left at ``partial``.
    """
    import nbformat
    import papermill

    _check_parameters(notebook, parameters)
    with tempfile.TemporaryDirectory() as scratch:
        executed = Path(scratch) / notebook.name
        try:
            papermill.execute_notebook(
                notebook, executed, parameters, cwd=notebook.parent, progress_bar=False, request_save_on_cell_execute=False, log_output=False
            )
        except papermill.exceptions.PapermillExecutionError as error:
            partial.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(executed, partial)
            raise Fault(
                f"{notebook.name} stopped in cell {error.cell_index + 1}: {error.ename}: {error.evalue}\n"
                f"  The notebook as far as it got is in {partial}. Earlier outputs are as they were."
            ) from None
        return nbformat.read(executed, as_version=4)


def write_index(workspace: Workspace) -> Path:
    """Write the page that lists all outputs there are."""
    from analysis.publish import find_outputs, render_index

    path = workspace.outputs / "index.html"
    page = render_index(find_outputs(workspace.outputs), workspace.authority, workspace.is_synthetic)
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def check(workspace: Workspace, names: Iterable[str]) -> list[Path]:
    """Take in the extracts and write the data-quality page of each period (of every year delivered when none is named)."""
    periods = requested(names, workspace.authority.year_starts_in)
    intake = prepare_tables(workspace)
    material = material_of(intake, workspace)
    _check_delivered(periods, material)
    write_intake(workspace, intake)
    years = {period.year.name: period for period in periods or periods_to_count(material)}
    return [_write_quality_page(Task(workspace.root, Period.parse(name, workspace.authority.year_starts_in), "internal")) for name in years]


def _write_quality_page(task: Task) -> Path:
    folder = task.workspace.outputs / "checks" / task.period.name
    with _whole_or_not_at_all(folder) as building:
        _build_document(task, YEAR_DOCUMENTS[-1], building)
    return folder / "data-quality.html"


def _build_document(task: Task, document: Document, folder: Path) -> None:
    from analysis.publish import page_faults, render_page, write_charts, write_notebook

    source = task.workspace.notebooks / f"{document.notebook}.ipynb"
    partial = task.workspace.outputs / FAILED / f"{task.period.name}-{task.edition}-{source.name}"
    executed = execute(source, {"period": task.period.name, "edition": task.edition}, partial)
    html = render_page(executed, _page(task, document))
    if faults := page_faults(html):
        raise Fault("\n".join([f"The page made from {source.name} is not fit to publish:", *(f"  {fault}" for fault in faults)]))
    (folder / f"{document.page}.html").write_text(html, encoding="utf-8", newline="\n")
    if document.page == "report":
        write_notebook(executed, folder / "notebook.ipynb")
        write_charts(executed, folder / "charts")
    partial.unlink(missing_ok=True)


def _page(task: Task, document: Document) -> Any:
    from analysis.publish import Page

    authority = task.workspace.authority
    return Page(
        title=document.title,
        subtitle=f"{authority.name}, {task.period.label}",
        authority=authority.name,
        committee=authority.committee,
        period_label=f"{task.period.label} ({task.period.dates})",
        edition=task.edition,
        is_synthetic=task.workspace.is_synthetic,
        provenance=(("Made from", f"notebooks/{document.notebook}.ipynb"), ("Period", task.period.dates), ("Edition", task.edition)),
        contents=True,
    )


def _write_open_data(task: Task, folder: Path) -> None:
    from analysis.publish import write_results_csv

    authority = task.workspace.authority
    names = {counted_period(one, period, authority).name for one in ALL for period in reported_with(task.period)}
    rows = read_publishable(task.workspace.processed, task.edition).of_periods(names)
    write_results_csv(rows, folder / "results.csv")


def _write_manifest(task: Task, folder: Path) -> None:
    from analysis.publish import write_manifest

    files = pd.read_parquet(task.workspace.processed / "intake_files.parquet", columns=["file", "sha256"])
    write_manifest(task.workspace, task.period.name, task.edition, dict(zip(files["file"], files["sha256"], strict=True)), folder)


def _outcome(task: Task, error: BaseException | None) -> Outcome:
    return Outcome(task, f"The process that built it ended with {type(error).__name__}. Earlier outputs are as they were; run again.")


@contextmanager
def _whole_or_not_at_all(folder: Path) -> Iterator[Path]:
    """A new folder to build in, which takes the place of the old one only when everything in it was built."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    old = building.with_name(building.name.replace("building", "old"))
    try:
        (building / "new").mkdir()
        yield building / "new"
        if folder.exists():
            os.replace(folder, old)
        os.replace(building / "new", folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _check_edition(edition: str) -> None:
    if edition not in EDITIONS:
        raise Fault(f"There is no edition {edition!r}. Write public or internal.")


def _check_delivered(periods: Iterable[Period], material: Material) -> None:
    absent = [period.name for period in periods if not material.knows(period)]
    if absent:
        held = ", ".join(sorted({one.name for folders in material.delivered.values() for one in folders}))
        raise Fault(
            f"There are no extracts for {', '.join(absent)}. data/raw holds: {held}. Put the period's files into a folder named after it."
        )


def _check_parameters(notebook: Path, parameters: dict[str, Any]) -> None:
    import papermill

    if not notebook.exists():
        raise Fault(f"{notebook} is missing. Copy it from the project.")
    known = papermill.inspect_notebook(str(notebook))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise Fault(f"{notebook.name} has no parameter {', '.join(unknown)}. It has: {', '.join(known)}.")


def sha256(path: Path) -> str:
    """The hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
