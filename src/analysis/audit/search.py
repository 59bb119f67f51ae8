"""Every file of a folder, compared place by place with what may stand there.

The audit does not know the hidden values, so it asks of every number whether its place explains it: a marked number of a page says what
the open data says of its figure, a word comes from a text that the release brings along, a cell of a workbook or document is the cell of
the same table in the page, a line of a drawing passes through its own values. Whatever is left is a fault, and so is every part of a
file that the house does not write.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.audit.known import Known
from analysis.audit.letters import letter_faults
from analysis.audit.opendocument import opendocument_faults
from analysis.audit.pages import html_faults
from analysis.audit.pixels import pixel_faults
from analysis.audit.terms import Terms
from analysis.audit.workbooks import workbook_faults


def search(folder: Path, terms: Terms) -> list[str]:
    """What stands in the files of a folder and should not, one sentence each. The folder has a ``results.csv``."""
    known = Known.of(folder, terms)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [f"{path.relative_to(folder).as_posix()}: {fault}" for path in files for fault in file_faults(path, known)]


def file_faults(path: Path, known: Known) -> Iterable[str]:
    """What stands in one file of a folder and should not."""
    match path.suffix:
        case ".html":
            return html_faults(path.read_text(encoding="utf-8"), known)
        case ".xlsx":
            return workbook_faults(path, known)
        case ".ods":
            return opendocument_faults(path, known)
        case ".docx":
            return letter_faults(path, known)
        case ".png":
            return pixel_faults(path.read_bytes())
    return ()
