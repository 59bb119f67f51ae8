"""The folders of outputs that a run builds, each in a process of its own, each whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from nbformat import NotebookNode

from analysis.audit import AuditVerdict, audit_folder, refused
from analysis.base.documents import DATA_QUALITY, REPORT, Document, read_documents
from analysis.base.periods import Period, recent_quarters, reported_with
from analysis.base.readings import unnoted
from analysis.base.settings import Authority, Fault, Workspace
from analysis.base.spec import figures_by_address
from analysis.base.whole import says_full, whole_or_not_at_all
from analysis.base.wording import as_shown, in_words_of
from analysis.chapters import ALL, refuse_other_chapters, told_by
from analysis.compare.benchmarks import open_shelf
from analysis.compare.process_limits import QUARTERS
from analysis.count.compute import counted_period
from analysis.disclose import Edition, read_publishable
from analysis.intake.people import read_secret
from analysis.publish import (
    APPROVED,
    Making,
    Page,
    Sources,
    cleaned,
    hashes_of_outputs,
    keep_manifest,
    laid_out,
    publish_page,
    read_approval,
    read_manifest,
    shows_anything,
    spelt_out,
    voided_by,
    with_content,
    without_draft_mark,
    write_charts,
    write_documents,
    write_manifest,
    write_notebook,
    write_open_data,
    write_published_csv,
)
from analysis.releases import released_files
from analysis.run.execute import execute
from analysis.run.log import current_user, record
from analysis.run.terms import terms_of


@dataclass(frozen=True)
class Task:
    """One folder of outputs to build: a period in an edition, with a PDF of its report when that is asked for."""

    root: Path
    period: Period
    edition: Edition
    with_pdf: bool = False

    @property
    def name(self) -> str:
        return f"{self.period.name} {self.edition}"

    @property
    def authority(self) -> Authority:
        """Who reports, in the words of the report on the period."""
        return as_shown(self.workspace.authority, self.period)

    @property
    def documents(self) -> tuple[Document, ...]:
        """What the folder holds, the report first."""
        return read_documents(self.workspace).of("year" if self.period.is_year else "quarter", self.edition)

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    @property
    def folder(self) -> Path:
        return self.workspace.outputs / self.period.name / self.edition


@dataclass(frozen=True)
class Outcome:
    """What became of a task; ``failure`` and ``warning`` are messages for the user, empty when all is well.

    ``why`` says why it was built; an outcome that was there already and still holds has no reason.
    """

    task: Task
    failure: str = ""
    why: tuple[str, ...] = ()
    warning: str = ""


def build(task: Task, by: str = "") -> Outcome:
    """Build one folder beside the old one and put it in its place, or leave the old one and say what went wrong.

    ``by`` is who asked for it, where that is not the account of this process; the log has it before the folder is in its place.
    """
    try:
        with whole_or_not_at_all(task.folder) as folder:
            _fill(task, folder)
            record(task.workspace, task.name, folder, by or current_user())
    except Fault as fault:
        return Outcome(task, str(fault))
    return Outcome(task)


def build_quality_page(task: Task) -> Path:
    """The data-quality page alone, for those who check extracts before anything is built."""
    folder, document = task.workspace.outputs / "checks" / task.period.name, next(one for one in task.documents if one.page == DATA_QUALITY)
    with whole_or_not_at_all(folder) as building:
        publish_page(_executed(task, document), _page(task, document), building / f"{document.page}.html")
    return folder / f"{document.page}.html"


def _fill(task: Task, folder: Path) -> None:
    # Before all else: reading a table starts threads, and a process that has threads is not forked.
    executed = {document: _executed(task, document) for document in task.documents}
    notebooks = {document: one for document, one in executed.items() if document.page == REPORT or shows_anything(one)}
    write_open_data(_published_rows(task), told_by(task.authority), _page(task, task.documents[0]), task.authority, folder)
    if task.period.is_year:
        write_published_csv(open_shelf(task.workspace, task.period.end).benchmarks.values(), folder / "benchmarks.csv")
    for document, executed in notebooks.items():
        if document.page == REPORT:
            write_notebook(executed, folder / "notebook.ipynb")
            write_charts(executed, folder / "charts")
        else:
            publish_page(executed, replace(_page(task, document), is_draft=True), folder / f"{document.page}.html")
    making = _making(task)
    write_report(task, folder, is_draft=True, files=making.tables)
    write_manifest(task.workspace, making, folder)
    if task.edition == "public":
        _audit(task, folder)
    approval = read_approval(task.workspace, task.period.name, task.edition)
    if approval and not voided_by(approval, read_manifest(folder)):
        approve(task, folder)


def write_report(task: Task, folder: Path, *, is_draft: bool, files: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write the report in all its forms from the notebook and the open data of its folder, as a draft or as approved.

    ``files`` are those that each table was read from; without them the folder's manifest says so.
    """
    executed, document = nbformat.read(folder / "notebook.ipynb", as_version=4), task.documents[0]
    page = replace(_page(task, document), is_draft=is_draft)
    figures = figures_by_address(pd.read_csv(folder / "results.csv", dtype="str", keep_default_na=False))
    tables = files if files is not None else read_manifest(folder)["tables"]
    with_pdf = task.with_pdf or (folder / "report.pdf").exists()
    authority = task.authority
    records = {indicator.key: indicator for indicator in told_by(authority)}
    publish_page(executed, page, folder / "report.html", Sources(figures, tables, authority.year_starts_in, records))
    write_documents(executed, page, task.workspace.word_template, folder, styles=authority.word_styles, with_pdf=with_pdf)


def approve(task: Task, folder: Path) -> dict[str, Any]:
    """Write the report of a folder once more, without the mark of a draft, and take it off the other pages; returns the new manifest."""
    write_report(task, folder, is_draft=False)
    for document in task.documents[1:]:
        path, page = folder / f"{document.page}.html", replace(_page(task, document), is_draft=True)
        if path.exists():
            path.write_text(without_draft_mark(path.read_text(encoding="utf-8"), page), encoding="utf-8", newline="\n")
    approved = read_manifest(folder) | {"status": APPROVED, "outputs": hashes_of_outputs(folder)}
    keep_manifest(approved, folder)
    return approved


def _audit(task: Task, folder: Path) -> None:
    """Nothing is published that a reader can see through. Raises `Fault` with what was found."""
    verdict = attack(task, folder)
    if not verdict.passes:
        raise Fault(refused("The finished folder", verdict.faults))


def attack(task: Task, folder: Path) -> AuditVerdict:
    """What a reader can tell from a finished folder of public files, with all that was published before."""
    released = released_files(task.workspace)
    # What the audit reads to know words by is not what the pages are made from.
    with unnoted():
        terms = terms_of(task.workspace, task.period)
    return audit_folder(folder, (), terms, released)


def _executed(task: Task, document: Document) -> NotebookNode:
    refuse_other_chapters(task.workspace)
    source = task.workspace.notebooks / f"{document.notebook}.ipynb"
    partial = task.workspace.outputs / "failed" / f"{task.period.name}-{task.edition}-{source.name}"
    executed = execute(source, {"period": task.period.name, "edition": task.edition}, partial)
    kept = laid_out(_with_headings_of(task.authority, executed), task.workspace.policy.layouts(of_year=task.period.is_year))
    return cleaned(spelt_out(with_content(kept), task.workspace.vocabulary.abbreviations))


def _with_headings_of(authority: Authority, notebook: NotebookNode) -> NotebookNode:
    """The notebook with what its prose says of exploitation in the words for what the authority's report covers."""
    for cell in (one for one in notebook.cells if one.cell_type == "markdown"):
        cell.source = in_words_of(authority, cell.source)
    return notebook


def _published_rows(task: Task) -> pd.DataFrame:
    """The figures of the period and of those it is shown with; of the quarters before, the undivided ones that usual ranges come from."""
    authority = task.authority
    names = {counted_period(indicator, period, authority).name for indicator in ALL for period in reported_with(task.period)}
    quarter = task.period.quarters[-1] if task.period.is_year else task.period
    history = {one.name for one in recent_quarters(quarter, QUARTERS)}
    return read_publishable(task.workspace.figures, task.edition).of_periods(names, history)


def _making(task: Task) -> Making:
    inputs = pd.read_parquet(task.workspace.processed / "intake_inputs.parquet")
    files = pd.read_parquet(task.workspace.processed / "intake_files.parquet", columns=["table", "file"])
    tables = {table: tuple(sorted(set(names))) for table, names in files.groupby("table")["file"]}
    by_file = dict(zip(inputs["file"], inputs["sha256"], strict=True))
    return Making(task.period.name, task.edition, by_file, tables, task.authority, read_secret(task.workspace))


def _page(task: Task, document: Document) -> Page:
    authority = task.authority
    return Page(
        title=in_words_of(authority, document.title),
        subtitle=f"{authority.name}, {task.period.label}",
        authority=authority.name,
        committee=authority.committee,
        period_label=f"{task.period.label} ({task.period.dates})",
        edition=task.edition,
        is_synthetic=task.workspace.is_synthetic,
        provenance=(("Notebook", f"notebooks/{document.notebook}.ipynb"), ("Files and hashes", "manifest.json beside this page")),
        abbreviations=tuple(task.workspace.vocabulary.abbreviations.items()),
    )


def unforeseen(task: Task, error: BaseException) -> Outcome:
    """What became of a task that ended with an error that nobody expected."""
    return Outcome(task, says_full(error) or f"It ended with {type(error).__name__}: {error}. Earlier outputs are as they were.")
