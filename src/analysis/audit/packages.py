"""Workbooks and documents, searched for numbers that stand neither in the open data nor in the page of the report."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from analysis.audit.numbers_in_text import numbers_in

# The numbers of tables, figures, notes and pages count nothing.
_LABELS = re.compile(r"\b(?:Table|Figure|Page)\s\d+|\[?\bnote\s\d+\]?")
_TECHNICAL = re.compile(
    r"<(dcterms:\w+|cp:revision|AppVersion|Application|TotalTime|Pages|Words|Characters\w*|Lines|Paragraphs|DocSecurity)[^>]*>[^<]*<[^>]*>"
    r"|<vt:i4>\d+</vt:i4>"
)
_TEXTS = re.compile(
    r"xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml|xl/comments\d*\.xml|word/(document|comments|header\d*|footer\d*)\.xml|content\.xml"
)

# A program for workbooks shows so many digits of a number.
DIGITS = 15

# Elements whose text is read as one, attributes that hold words, and those that hold the number of a cell.
_WHOLE = {"p", "si", "comment"}
_WORDS = {"descr", "title"}
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value"


def package_faults(path: Path, explained: frozenset[str]) -> Iterator[str]:
    """A workbook or document: no hidden sheet, no kept copy of data, no number in text or properties that is not printed."""
    with zipfile.ZipFile(path) as package:
        for name in sorted(package.namelist()):
            if name.endswith((".xml", ".rels")):
                yield from _part_faults(name, package.read(name), explained)


def _part_faults(name: str, part: bytes, explained: frozenset[str]) -> Iterator[str]:
    text = part.decode("utf-8", errors="replace")
    if name == "xl/workbook.xml" and re.search(r'state="(hidden|veryHidden)"', text):
        yield "the workbook has a hidden sheet"
    if re.search(r"pivotCache|externalLinks", name):
        yield f"{name} keeps a copy of data"
    if name.startswith("docProps") or name == "meta.xml":
        words = _LABELS.sub(" ", re.sub(r"<[^>]*>", " ", _TECHNICAL.sub(" ", text)))
        yield from (f"the document property {name} holds {n}" for n in numbers_in(words) if n not in explained)
    elif _TEXTS.fullmatch(name):
        root = ElementTree.fromstring(part)
        yield from (
            f"{name} holds {n}, which is not printed" for n in _numbers(root) if n not in explained and not _is_percentage(n, explained)
        )


def _numbers(root: Element) -> Iterator[str]:
    """Every number that a reader is shown: in text, in alternative text, and in cells that hold a number."""
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind in _WHOLE:
            yield from numbers_in(_LABELS.sub(" ", "".join(_texts(element))))
        elif kind == "docPr":
            yield from numbers_in(" ".join(element.get(name, "") for name in _WORDS))
        elif kind == "c" and element.get("t") not in {"s", "str", "inlineStr"}:
            yield from (_plain(value.text) for value in element if value.tag.endswith("}v") and value.text)
        if _VALUE in element.attrib:
            yield _plain(element.attrib[_VALUE])


def _texts(element: Element) -> Iterator[str]:
    """The text of a paragraph in one piece, without the codes of fields."""
    for inner in element.iter():
        if not inner.tag.endswith("}instrText"):
            yield inner.text or ""
        if inner is not element:
            yield inner.tail or ""


def _is_percentage(number: str, explained: frozenset[str]) -> bool:
    """Whether a number is a printed percentage as a part of one."""
    return number.startswith("0.") and _plain(str(round(Decimal(number) * 100, 6))) in explained


def _plain(number: str) -> str:
    """A number without idle decimals, and without the sign of a change; a workbook may hold 9.699999999999999 and show 9.7."""
    shown = Decimal(f"{Decimal(number):.{DIGITS}g}")
    return f"{abs(shown).normalize():f}"
