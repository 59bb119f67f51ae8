"""Every file of a folder, compared place by place with what may stand there.

The audit does not know the hidden values, so it asks of every number whether its place explains it: a marked number of a page says what
the open data says of its figure, a word comes from a text that the release brings along, a cell of a workbook or document is the cell of
the same table in the page, a line of a drawing passes through its own values. Whatever is left is a fault, and so is every part of a
file that the house does not write.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from analysis.audit.accounts import account_faults
from analysis.audit.known import Known
from analysis.audit.letters import letter_faults
from analysis.audit.names import file_of_chart_faults, name_faults
from analysis.audit.notebooks import notebook_faults
from analysis.audit.opendata import BENCHMARKS, OPEN_DATA
from analysis.audit.opendocument import opendocument_faults
from analysis.audit.pages import tree_faults
from analysis.audit.pixels import pixel_faults
from analysis.audit.tables_of_data import benchmark_faults, national_faults, results_faults
from analysis.audit.terms import Terms
from analysis.audit.workbooks import workbook_faults

UNREADABLE = (KeyError, IndexError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, ElementTree.ParseError)
"""What a file raises that is not made as the house makes it."""


def search(folder: Path, terms: Terms) -> list[str]:
    """What stands in the files of a folder and should not, one sentence each. The folder has a ``results.csv``."""
    known = Known.of(folder, terms)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [f"{path.relative_to(folder).as_posix()}: {fault}" for path in files for fault in file_faults(path, known)]


def file_faults(path: Path, known: Known) -> Iterator[str]:
    """What stands in one file of a folder and should not."""
    yield from name_faults(path.relative_to(known.folder), known)
    try:
        yield from _content_faults(path, known)
    except UNREADABLE as error:
        yield f"it cannot be read ({type(error).__name__})"


def _content_faults(path: Path, known: Known) -> Iterable[str]:
    match path.suffix:
        case ".html":
            return tree_faults(known.page(path), known)
        case ".ipynb":
            return notebook_faults(json.loads(path.read_text(encoding="utf-8")), known)
        case ".svg":
            return file_of_chart_faults(path, known)
        case ".png":
            return pixel_faults(path.read_bytes())
        case ".xlsx":
            return workbook_faults(path, known)
        case ".ods":
            return opendocument_faults(path, known)
        case ".docx":
            return letter_faults(path, known)
        case ".csv":
            return _table_of_data(path)(path, known)
        case ".json":
            return account_faults(path, known)
        case ".pdf" if path.with_suffix(".html").exists():
            from analysis.audit.prints import print_faults  # few releases have one, and its library takes a while to load

            return print_faults(path, known)
    return [f"files of the kind {path.suffix!r} cannot be read"]


def _table_of_data(path: Path) -> Callable[[Path, Known], Iterable[str]]:
    return {OPEN_DATA: results_faults, BENCHMARKS: benchmark_faults}.get(path.name, national_faults)
