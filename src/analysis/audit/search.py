"""Every file of a folder, searched for numbers that the open data hides.

The audit does not know the hidden values, so it asks of every number whether the figures that are printed explain it: in a page each
computed number is an element that names its figure, and must say what the open data says; alternative text and pictures may hold only
numbers that stand in the table beside them; a workbook or document only numbers that are printed somewhere. Whatever is left is a fault.
"""

from __future__ import annotations

import json
import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.audit.numbers_in_text import numbers_in, numbers_of_alt
from analysis.audit.opendata import BENCHMARKS, OPEN_DATA, Open, rows_of
from analysis.audit.packages import package_faults
from analysis.audit.pages import html_faults, tree_faults
from analysis.audit.pictures import picture_faults
from analysis.base.elements import parsed, text
from analysis.chapters import ALL

# In plain text a figure can follow the full stop after a year at once.
_AFTER_YEAR = re.compile(r"(?<=[/0]\d\d)\.(?=\d)")
# A month of a year, as in what something was called until then, counts nothing.
_MONTH = re.compile(rf"\b(?:{'|'.join(month_name[1:])}) \d{{4}}\b")
PLAIN = {".css", ".json", ".txt"}
# The columns of a national layout that say when and where, and how many decimals a column has.
PLACES = {"time_period", "time_identifier", "country_code", "region_code", "old_la_code", "new_la_code", "indicator_dp"}
# Numbers that belong to the names of what is counted, such as the 24 of "within 24 hours".
NAMED = frozenset(
    n
    for indicator in ALL
    for words in (indicator.name, *(category.label for breakdown in indicator.breakdowns for category in breakdown.categories))
    for n in numbers_in(words)
)


def search(folder: Path) -> list[str]:
    """What stands in the files of a folder and should not, one sentence each. The folder has a ``results.csv``."""
    data = Open.of(folder / OPEN_DATA)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [f"{path.relative_to(folder).as_posix()}: {fault}" for path in files for fault in _file_faults(path, data)]


def _file_faults(path: Path, data: Open) -> Iterable[str]:
    match path.suffix:
        case ".html":
            return html_faults(path.read_text(encoding="utf-8"), data)
        case ".ipynb":
            return _notebook_faults(json.loads(path.read_text(encoding="utf-8")), data)
        case ".svg":
            return picture_faults(path.read_text(encoding="utf-8"))
        case ".png":
            return _png_faults(path.read_bytes())
        case ".xlsx" | ".docx" | ".ods":
            return package_faults(path, data.explained)
        case ".csv":
            return () if path.name in {OPEN_DATA, BENCHMARKS} else _table_faults(path, data)
        case ".pdf" if path.with_suffix(".html").exists():
            # It is printed from the page of its name, which is searched.
            return ()
    return () if path.name == "manifest.json" or path.suffix in PLAIN else [f"files of the kind {path.suffix!r} cannot be searched"]


def _notebook_faults(notebook: dict, data: Open) -> Iterator[str]:
    for number, cell in enumerate(notebook["cells"], 1):
        for output in cell.get("outputs", ()):
            yield from (f"cell {number}: {fault}" for fault in _output_faults(output, data))
        if cell["cell_type"] == "code":
            code = re.sub(r"#.*", "", re.sub(r"\"[^\"]*\"|'[^']*'", "", "".join(cell["source"])))
            yield from (f"cell {number}: the code holds the number {n}" for n in numbers_in(code))


def _output_faults(output: dict, data: Open) -> Iterator[str]:
    """An output shows one thing in several forms: every number of the others stands in its HTML, which is searched as a page is."""
    if output["output_type"] != "execute_result" and output["output_type"] != "display_data":
        yield from (f"it printed the number {n}" for n in numbers_in("".join(output.get("text", ())) + str(output.get("evalue", ""))))
        return
    forms = output["data"]
    root = parsed("".join(forms.get("text/html", "")))
    yield from tree_faults(root, data)
    explained = {*numbers_in(text(root, " ")), *numbers_of_alt(root)}
    for kind, form in forms.items():
        if kind == "image/svg+xml":
            yield from picture_faults("".join(form), explained, None)
        elif kind == "text/plain" or kind.endswith("json"):
            words = "".join(form) if kind == "text/plain" else text(parsed(" ".join(_strings(form))), " ")
            found = numbers_in(_AFTER_YEAR.sub(". ", words))
            yield from (f"the form {kind} holds {n}, which the page does not" for n in found if n not in explained)


def _strings(value: object) -> Iterator[str]:
    match value:
        case dict():
            for one in value.values():
                yield from _strings(one)
        case list():
            for one in value:
                yield from _strings(one)
        case _:
            yield str(value)


def _png_faults(content: bytes) -> Iterator[str]:
    """A picture of dots keeps no text beside the dots."""
    for kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
        if kind in content:
            yield f"the picture has a text block {kind.decode()}"


def _table_faults(path: Path, data: Open) -> Iterator[str]:
    """A table beside the open data: no number in it that is not printed, but for those that say when and where."""
    known = data.numbers | NAMED
    for row in rows_of(path):
        words = " ".join(cell or "" for name, cell in row.items() if name not in PLACES)
        yield from (f"it holds {n}, which is not printed" for n in numbers_in(_MONTH.sub(" ", words)) if n not in known)
