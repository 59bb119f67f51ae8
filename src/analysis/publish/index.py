"""``outputs/index.html``: everything there is, newest first; below each report, folded away, the figures and files behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from analysis.base.documents import Document, Documents, read_documents
from analysis.base.periods import Period
from analysis.base.settings import Authority, Fault, Workspace
from analysis.base.wording import in_words_of
from analysis.disclose import EDITIONS
from analysis.publish.approval import state
from analysis.publish.manifest import MANIFEST, read_manifest
from analysis.publish.page import Body, Heading, Page, environment, framed

# What a folder of outputs may hold beside its documents, in the order in which a reader would look for it, and what the list calls it.
FILES = {
    "tables.xlsx": "Tables (Excel)",
    "tables.ods": "Tables (OpenDocument)",
    "figures.html": "Where the figures come from",
    "results.csv": "Figures as open data (CSV)",
    "datapackage.json": "Description of the open data (Frictionless Data Package)",
    "open-data": "Figures for explore education statistics (CSV)",
    "charts": "Charts (SVG and PNG)",
    "notebook.ipynb": "Notebook as run",
    "manifest.json": "Manifest",
}
FORMS = {".docx": "Word", ".pdf": "PDF"}
"""What a report is written as besides its page."""


ANSWERS = "foi"
ANSWER_DOCUMENTS = {
    "answer.html": "Answer",
    "answer.docx": "Letter (Word)",
    "figures.html": "Where the figures come from",
    "results.csv": "Figures as open data (CSV)",
    "manifest.json": "Manifest",
}


@dataclass(frozen=True)
class OutputFolder:
    """One folder of outputs: a period, an edition, the documents and the files behind them, each a label and an address, and its state."""

    period: Period
    edition: str
    documents: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...] = ()
    state: str = ""


@dataclass(frozen=True)
class Reply:
    """An answer to a request for information: its reference, its state, and the documents of its folder."""

    reference: str
    state: str
    documents: tuple[tuple[str, str], ...]


def find_answers(workspace: Workspace) -> tuple[Reply, ...]:
    """The answers in ``outputs/foi``, by the names of their folders."""
    return tuple(_reply(path) for path in sorted((workspace.outputs / ANSWERS).glob(f"*/{MANIFEST}")))


def _reply(path: Path) -> Reply:
    told = read_manifest(path.parent)
    there = [(label, path.parent / name) for name, label in ANSWER_DOCUMENTS.items() if (path.parent / name).exists()]
    documents = tuple((label, f"{ANSWERS}/{path.parent.name}/{one.name}") for label, one in there)
    return Reply(str(told.get("reference", path.parent.name)), str(told["status"]).capitalize(), documents)


def find_outputs(workspace: Workspace) -> tuple[OutputFolder, ...]:
    """The folders ``<period>/<edition>`` that hold a document: newest year first, each year before its quarters, newest first."""
    first_month = workspace.authority.year_starts_in
    folders = [folder for folder in workspace.outputs.glob("*/*") if folder.is_dir() and folder.name in EDITIONS]
    named = read_documents(workspace)
    entries = [_entry(workspace, folder, period, named) for folder in folders if (period := _period(folder.parent.name, first_month))]
    return tuple(sorted((entry for entry in entries if entry.documents or entry.files), key=_order))


def render_index(entries: Iterable[OutputFolder], authority: Authority, is_synthetic: bool, answers: Iterable[Reply] = ()) -> str:
    """The page that lists all outputs."""
    replies = tuple(answers)
    years = [(year, list(group)) for year, group in groupby(entries, key=lambda entry: entry.period.year)]
    listed = [(_heading(year), _periods(group)) for year, group in years]
    html = Markup(environment().get_template("outputs.html.j2").render(years=listed, answers=replies))
    page = Page(
        in_words_of(authority, "Reports on children at risk of sexual exploitation and children who go missing"),
        subtitle="Yearly overviews, quarterly performance and the figures behind them",
        authority=authority.name,
        edition="",
        is_synthetic=is_synthetic,
        contents=len(years) > 3,
    )
    below = [Heading(2, ANSWERS, "Answers to requests for information")] if replies else []
    return framed(page, Body(html, (*(_heading(year) for year, _ in years), *below)))


def _entry(workspace: Workspace, folder: Path, period: Period, named: Documents) -> OutputFolder:
    labels = _labels(named.of("year" if period.is_year else "quarter", folder.name))
    documents, files = _there(folder, labels), _there(folder, FILES)
    return OutputFolder(period, folder.name, documents, files, state(workspace, period.name, folder.name))


def _there(folder: Path, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those of some files that a folder holds, each as a label and an address."""
    found = [(label, folder / name) for name, label in labels.items() if (folder / name).exists()]
    return tuple((label, f"{folder.parent.name}/{folder.name}/{path.name}{'/' * path.is_dir()}") for label, path in found)


def _labels(documents: Sequence[Document]) -> dict[str, str]:
    """What the list calls the files of some documents, the report first."""
    report, *others = documents
    forms = {f"{report.page}{suffix}": f"{report.name} ({form})" for suffix, form in FORMS.items()}
    return {f"{report.page}.html": report.name, **forms, **{f"{one.page}.html": one.name for one in others}}


def _period(name: str, first_month: int) -> Period | None:
    try:
        return Period.parse(name, first_month)
    except Fault:
        return None


def _order(entry: OutputFolder) -> tuple[int, bool, int, int]:
    period = entry.period
    return (-period.year.end.toordinal(), not period.is_year, -period.end.toordinal(), EDITIONS.index(entry.edition))


def _heading(year: Period) -> Heading:
    return Heading(2, f"year-{year.name}", year.label)


def _periods(entries: list[OutputFolder]) -> list[tuple[Period, list[OutputFolder]]]:
    return [(period, list(group)) for period, group in groupby(entries, key=lambda entry: entry.period)]
