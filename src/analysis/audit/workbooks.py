"""Workbooks, compared with the page of the report sheet by sheet and cell by cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from analysis.audit.containers import container_faults
from analysis.audit.known import Known
from analysis.audit.numbers_in_text import says_a_number
from analysis.audit.properties import property_faults
from analysis.audit.sheets import SheetAsRead, sheet_faults

_TAGS = frozenset(
    [
        "worksheet",
        "sheetPr",
        "pageSetUpPr",
        "dimension",
        "sheetViews",
        "sheetView",
        "selection",
        "sheetFormatPr",
        "cols",
        "col",
        "sheetData",
        "row",
        "c",
        "v",
        "hyperlinks",
        "hyperlink",
        "pageMargins",
        "pageSetup",
        "tableParts",
        "tablePart",
        "is",
        "t",
    ]
)
_OF_BOOK = frozenset(["workbook", "fileVersion", "workbookPr", "bookViews", "workbookView", "sheets", "sheet", "calcPr"])
_OF_STRINGS = frozenset(["sst", "si", "t", "r", "rPr", "b", "sz", "color", "rFont", "family", "scheme", "u", "i"])
_OF_TABLE = frozenset(["table", "tableColumns", "tableColumn", "tableStyleInfo", "autoFilter"])


def workbook_faults(path: Path, known: Known) -> Iterator[str]:
    """What stands in a workbook and not in the page, and parts that no table needs."""
    yield from container_faults(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    trees = {name: ElementTree.fromstring(part) for name, part in parts.items()}
    yield from property_faults(trees, known)
    yield from _structure_faults(trees)
    yield from _format_faults(trees["xl/styles.xml"])
    yield from _book_faults(trees["xl/workbook.xml"])
    yield from sheet_faults(tuple(_sheets(trees)), known)
    yield from _heading_faults(trees, known)


def _structure_faults(trees: Mapping[str, Element]) -> Iterator[str]:
    kinds = {"xl/worksheets/sheet": _TAGS, "xl/workbook.xml": _OF_BOOK, "xl/sharedStrings.xml": _OF_STRINGS, "xl/tables/": _OF_TABLE}
    for name, tree in trees.items():
        allowed = next((tags for start, tags in kinds.items() if name.startswith(start)), None)
        if allowed is not None:
            found = {_tag(element) for element in tree.iter()} - allowed
            yield from (f"{name} has <{tag}>, which no table needs" for tag in sorted(found))


def _book_faults(book: Element) -> Iterator[str]:
    for sheet in (one for one in book.iter() if _tag(one) == "sheet"):
        if sheet.get("state", "visible") != "visible":
            yield "the workbook has a hidden sheet"


def _format_faults(styles: Element) -> Iterator[str]:
    """A number is shown with marks at most, and not with words of its format."""
    for code in (one.get("formatCode", "") for one in styles.iter() if _tag(one) == "numFmt"):
        yield from (f"a number is formatted with {words[:40]!r}" for words in re.findall(r'"([^"]*)"', code) if says_a_number(words))


def _sheets(trees: Mapping[str, Element]) -> Iterator[SheetAsRead]:
    strings = _strings(trees.get("xl/sharedStrings.xml"))
    names = [one.get("name", "") for one in trees["xl/workbook.xml"].iter() if _tag(one) == "sheet"]
    for number, name in enumerate(names, 1):
        tree = trees[f"xl/worksheets/sheet{number}.xml"]
        rows = [row for row in tree.iter() if _tag(row) == "row"]
        yield SheetAsRead(name, tuple(tuple(_cell(cell, strings) for cell in row) for row in rows), tuple(_link_words(tree)))


def _strings(tree: Element | None) -> list[str]:
    return [] if tree is None else ["".join(piece.text or "" for piece in one.iter() if _tag(piece) == "t") for one in tree]


def _cell(cell: Element, strings: list[str]) -> str | float:
    """A cell as text, or as the number that it holds."""
    value = next((one.text or "" for one in cell if _tag(one) == "v"), "")
    match cell.get("t", "n"):
        case "s":
            return strings[int(value)]
        case "n":
            return float(value) if value else ""
    return value or "".join(one.text or "" for one in cell.iter() if _tag(one) == "t")


def _link_words(tree: Element) -> Iterator[str]:
    for link in (one for one in tree.iter() if _tag(one) == "hyperlink"):
        yield from (link.get(name, "") for name in ("tooltip", "display") if link.get(name))


def _heading_faults(trees: Mapping[str, Element], known: Known) -> Iterator[str]:
    """The columns of a table are called in its part what they are called in its sheet."""
    for name, tree in trees.items():
        if name.startswith("xl/tables/"):
            words = [one.get("name", "") for one in tree.iter() if _tag(one) == "tableColumn"]
            yield from (f"{name} has a column {one[:60]!r}" for one in words if says_a_number(one) and not known.says(one))
            label = re.sub(r"^(table|figure)_\d+_", "", tree.get("name", ""))
            if tree.get("name") != tree.get("displayName") or (says_a_number(label.replace("_", " ")) and not known.is_key(label)):
                yield f"{name} is called {tree.get('name', '')[:60]!r}"
    used = {cell for sheet in _sheets(trees) for row in sheet.rows for cell in row if isinstance(cell, str)}
    yield from (
        f"the workbook keeps the words {one[:60]!r} and shows them nowhere"
        for one in _strings(trees.get("xl/sharedStrings.xml"))
        if one not in used
    )


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
