"""The report in the forms that people ask for beside its page: Word, workbook and PDF, all from one executed notebook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

from analysis.publish.content import content, grids
from analysis.publish.ods import write_ods
from analysis.publish.page import Page
from analysis.publish.pdf import write_pdf
from analysis.publish.word import write_word
from analysis.publish.workbook import write_workbook


def write_documents(
    executed: NotebookNode, page: Page, template: Path, folder: Path, *, styles: Mapping[str, str] | None = None, with_pdf: bool = False
) -> None:
    """Write ``report.docx``, ``tables.xlsx``, ``tables.ods``, and ``report.pdf`` when it is asked for.

    ``styles`` are those of the template by the names of the house.

    The page ``report.html`` must be in the folder already when a PDF is asked for.
    """
    pieces = content(executed)
    write_word(pieces, page, template, folder / "report.docx", styles)
    write_workbook(grids(pieces), page, folder / "tables.xlsx")
    write_ods(folder / "tables.xlsx", page, folder / "tables.ods")
    if with_pdf:
        write_pdf(folder / "report.html", folder / "report.pdf")
