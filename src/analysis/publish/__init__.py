"""The desk: pages, Word files, workbooks, open data, notebooks to keep, and the account of what they were made from.

A run builds a folder beside the place that it will have: a page for each notebook, the notebook itself, its charts, the figures,
and at the end the manifest of all that. `find_outputs` and `render_index` list the folders there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from nbformat import NotebookNode

from analysis.base.settings import Authority, Fault
from analysis.base.spec import Indicator, figures_by_address
from analysis.disclose import inert, write_results_csv
from analysis.publish.abbreviations import spelt_out
from analysis.publish.approval import APPROVED, Approval, approval_path, keep_approval, read_approval, state, voided_by
from analysis.publish.charts import write_charts
from analysis.publish.checks import page_faults
from analysis.publish.content import content
from analysis.publish.datapackage import write_datapackage
from analysis.publish.documents import write_documents
from analysis.publish.education import FOLDER, write_education_files
from analysis.publish.exporter import HouseExporter, render_page, render_with_figures
from analysis.publish.figures import FIGURES, Sources
from analysis.publish.index import ANSWERS, find_answers, find_outputs, render_index
from analysis.publish.manifest import (
    Making,
    changes,
    circumstances,
    hashes_of_outputs,
    keep_manifest,
    manifest,
    read_manifest,
    without_plain_hashes,
    write_manifest,
)
from analysis.publish.notebook import cleaned, laid_out, write_notebook
from analysis.publish.officer import write_already_out, write_officer_page
from analysis.publish.opendata import write_published_csv
from analysis.publish.page import Page, without_draft_mark
from analysis.publish.pdf import find_printer
from analysis.publish.sections import shows_anything, with_content
from analysis.publish.word import write_word

__all__ = [
    "ANSWERS",
    "APPROVED",
    "Approval",
    "HouseExporter",
    "Making",
    "Page",
    "Sources",
    "approval_path",
    "changes",
    "circumstances",
    "cleaned",
    "content",
    "find_answers",
    "find_outputs",
    "find_printer",
    "hashes_of_outputs",
    "inert",
    "keep_approval",
    "keep_manifest",
    "laid_out",
    "manifest",
    "page_faults",
    "publish_page",
    "read_approval",
    "read_manifest",
    "render_index",
    "render_page",
    "shows_anything",
    "spelt_out",
    "state",
    "voided_by",
    "with_content",
    "without_draft_mark",
    "without_plain_hashes",
    "write_already_out",
    "write_charts",
    "write_datapackage",
    "write_documents",
    "write_manifest",
    "write_notebook",
    "write_officer_page",
    "write_open_data",
    "write_published_csv",
    "write_results_csv",
    "write_word",
]


def publish_page(executed: NotebookNode, page: Page, path: Path, sources: Sources | None = None) -> None:
    """Write a notebook as a page, and beside it where its figures come from, as far as ``sources`` knows.

    Raises `Fault` with everything wrong with them, and writes nothing, when they are not fit to publish.
    """
    html, figures = render_with_figures(executed, page, sources or Sources(), path.name)
    pages = {path: html} | ({path.with_name(FIGURES): figures} if figures else {})
    for place, text in pages.items():
        if faults := page_faults(text):
            raise Fault("\n".join([f"{place.name} is not fit to publish:", *(f"  {fault}" for fault in faults)]))
    for place, text in pages.items():
        place.write_text(text, encoding="utf-8", newline="\n")


def write_open_data(rows: pd.DataFrame, indicators: Iterable[Indicator], page: Page, authority: Authority, folder: Path) -> None:
    """Write the figures as ``results.csv`` and their description; in the public edition also in the layout of a national service."""
    results = folder / "results.csv"
    write_results_csv(rows, results)
    write_datapackage(results, page)
    if page.edition == "public":
        write_education_files(figures_by_address(rows.astype("str")).values(), indicators, authority, folder / FOLDER)
