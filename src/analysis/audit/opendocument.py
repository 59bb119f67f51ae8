"""OpenDocument workbooks, compared with the page sheet by sheet as other workbooks are."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from analysis.audit.containers import container_faults
from analysis.audit.known import Known
from analysis.audit.numbers_in_text import numbers_in, says_a_number
from analysis.audit.sheets import SheetAsRead, sheet_faults

_CONTENT = frozenset(
    [
        "document-content",
        "scripts",
        "font-face-decls",
        "font-face",
        "automatic-styles",
        "style",
        "table-properties",
        "table-column-properties",
        "table-row-properties",
        "table-cell-properties",
        "paragraph-properties",
        "text-properties",
        "number-style",
        "percentage-style",
        "number",
        "text",
        "map",
        "body",
        "spreadsheet",
        "table",
        "table-column",
        "table-row",
        "table-cell",
        "p",
        "a",
        "s",
        "line-break",
        "database-ranges",
        "database-range",
    ]
)
_STYLES = frozenset(
    [
        "document-styles",
        "font-face-decls",
        "font-face",
        "styles",
        "default-style",
        "style",
        "table-cell-properties",
        "paragraph-properties",
        "text-properties",
        "automatic-styles",
        "page-layout",
        "page-layout-properties",
        "master-styles",
        "master-page",
        "header",
        "footer",
    ]
)
_META = frozenset(["document-meta", "meta", "title", "subject", "language", "user-defined"])
_SETTINGS = {"ViewId": r"view1", "ActiveTable": r"Cover", "CursorPositionX": r"0", "CursorPositionY": r"0", "ShowGrid": r"true|false"}
_ALLOWED = {"content.xml": _CONTENT, "styles.xml": _STYLES, "meta.xml": _META}
_ATTRIBUTES = frozenset(
    ["style-name", "value-type", "value", "name", "target-range-address", "contains-header", "href", "type", "c", "number-columns-repeated"]
)
_CELLS = frozenset(["table", "table-column", "table-row", "table-cell", "p", "a", "s", "database-range"])


def opendocument_faults(path: Path, known: Known) -> Iterator[str]:
    """What stands in a workbook and not in the page, and parts that no table needs."""
    yield from container_faults(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    trees = {name: ElementTree.fromstring(part) for name, part in parts.items() if name.endswith(".xml")}
    if parts.get("mimetype") != b"application/vnd.oasis.opendocument.spreadsheet":
        yield "it says otherwise than that it is a workbook"
    for name, allowed in _ALLOWED.items():
        yield from (f"{name} has <{tag}>, which no table needs" for tag in sorted({_tag(one) for one in trees[name].iter()} - allowed))
    yield from _setting_faults(trees["settings.xml"])
    yield from _word_faults(trees, known)
    yield from _attribute_faults(trees["content.xml"], known)
    yield from sheet_faults(tuple(_sheets(trees["content.xml"])), known)
    yield from _shown_faults(trees["content.xml"])


def _setting_faults(settings: Element) -> Iterator[str]:
    for item in settings.iter():
        name = _attribute(item, "name")
        if _tag(item) == "config-item" and not re.fullmatch(_SETTINGS.get(name, "(?!)"), item.text or ""):
            yield f"it keeps the setting {name[:40]!r} with {(item.text or '')[:40]!r}"
        elif _tag(item) == "config-item-map-entry" and not re.fullmatch(r"|Cover|Contents|Notes|(Table|Figure) \d+", name):
            yield f"it keeps settings of {name[:40]!r}"


def _word_faults(trees: Mapping[str, Element], known: Known) -> Iterator[str]:
    for name in ("meta.xml", "styles.xml"):
        for element in trees[name].iter():
            said = [element.text or "", *(value for key, value in element.attrib.items() if name == "meta.xml" and key.endswith("}name"))]
            yield from (f"the document property {name} says {one[:60]!r}" for one in said if says_a_number(one) and not known.says(one))


def _attribute_faults(content: Element, known: Known) -> Iterator[str]:
    for element in (one for one in content.iter() if _tag(one) in _CELLS):
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            if name not in _ATTRIBUTES:
                yield f"a {_tag(element)} has {name}, which no table needs"
            elif name == "href" and not re.fullmatch(r"#.?(Cover|Contents|Notes|(Table|Figure) \d+).?\.A1", value):
                yield f"a link leads to {value[:60]!r}"
        if _tag(element) == "database-range":
            label = re.sub(r"^(table|figure)_\d+_", "", _attribute(element, "name"))
            if says_a_number(label.replace("_", " ")) and not known.is_key(label):
                yield f"a range is called {label[:60]!r}"
    yield from (f"a number is formatted with {one.text!r}" for one in content.iter() if _tag(one) == "text" and numbers_in(one.text or ""))


def _sheets(content: Element) -> Iterator[SheetAsRead]:
    for table in (one for one in content.iter() if _tag(one) == "table"):
        rows = [row for row in table if _tag(row) == "table-row"]
        yield SheetAsRead(_attribute(table, "name"), tuple(tuple(_cell(cell) for cell in row) for row in rows))


def _cell(cell: Element) -> str | float:
    value = _attribute(cell, "value")
    return float(value) if value else _words(cell)


def _words(cell: Element) -> str:
    return " ".join("".join(one.itertext()) for one in cell)


def _shown_faults(content: Element) -> Iterator[str]:
    """A cell shows the number that it holds."""
    for cell in (one for one in content.iter() if _tag(one) == "table-cell" and _attribute(one, "value")):
        held, shown = float(_attribute(cell, "value")), numbers_in(_words(cell))
        value = abs(held) * (100 if "%" in _words(cell) else 1)
        if len(shown) != 1 or abs(float(shown[0]) - value) > 1e-9 * max(1.0, value):
            yield f"a cell shows {_words(cell)[:40]!r} and holds {held:g}"


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
