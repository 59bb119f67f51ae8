"""The desk: pages, open data, notebooks to keep, and the account of what they were made from.

A run builds a folder beside the place that it will have: a page for each notebook, the notebook itself, its charts, the figures,
and at the end the manifest of all that. `find_outputs` and `render_index` list the folders there are.
"""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from analysis.publish.charts import write_charts
from analysis.publish.checks import page_faults
from analysis.publish.exporter import HouseExporter, render_page
from analysis.publish.index import find_outputs, render_index
from analysis.publish.manifest import manifest, write_manifest
from analysis.publish.notebook import cleaned, write_notebook
from analysis.publish.opendata import write_results_csv
from analysis.publish.page import Page
from analysis.settings import Fault

__all__ = [
    "HouseExporter",
    "Page",
    "cleaned",
    "find_outputs",
    "manifest",
    "page_faults",
    "publish_page",
    "render_index",
    "render_page",
    "write_charts",
    "write_manifest",
    "write_notebook",
    "write_results_csv",
]


def publish_page(executed: NotebookNode, page: Page, path: Path) -> None:
    """Write a notebook as a page. Raises `Fault` with everything wrong with it, and writes nothing, when it is not fit to publish."""
    html = render_page(executed, page)
    if faults := page_faults(html):
        raise Fault("\n".join([f"{path.name} is not fit to publish:", *(f"  {fault}" for fault in faults)]))
    path.write_text(html, encoding="utf-8", newline="\n")
