"""Word documents, compared with the page that they say again: paragraph by paragraph and table by table."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from analysis.audit.containers import container_faults
from analysis.audit.known import Known
from analysis.audit.numbers_in_text import says_a_number
from analysis.audit.pixels import pixel_faults
from analysis.audit.properties import property_faults
from analysis.audit.saying_again import plain

_PROPERTIES = frozenset(
    [
        "pPr",
        "rPr",
        "tblPr",
        "tcPr",
        "trPr",
        "sectPr",
        "tblGrid",
        "numPr",
        "sdtPr",
        "tblPrEx",
        "spPr",
        "cNvGraphicFramePr",
        "cNvPicPr",
        "blipFill",
    ]
)
_TAGS = frozenset(
    [
        "document",
        "body",
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "fldChar",
        "fldSimple",
        "instrText",
        "drawing",
        "inline",
        "anchor",
        "extent",
        "effectExtent",
        "docPr",
        "graphic",
        "graphicData",
        "pic",
        "nvPicPr",
        "cNvPr",
        "br",
        "tab",
        "hyperlink",
        "noBreakHyphen",
        "softHyphen",
        "lastRenderedPageBreak",
        "proofErr",
        "hdr",
        "ftr",
        "sym",
        "cr",
        "ptab",
        "simplePos",
        "positionH",
        "positionV",
        "posOffset",
        "align",
        "wrapNone",
        "wrapSquare",
        "wrapTopAndBottom",
        "bookmarkStart",
        "bookmarkEnd",
        "footnotes",
        "endnotes",
        "footnote",
        "endnote",
        "separator",
        "continuationSeparator",
        "sizeRelH",
        "sizeRelV",
        "pctWidth",
        "pctHeight",
    ]
)
_CODES = re.compile(
    r"\s*(SEQ (Table|Figure) \\\* ARABIC|PAGE|NUMPAGES|TOC [\\\w\s\"-]*|STYLEREF [\\\w\s\"-]*|TITLE|SUBJECT"
    r"|DATE( \\@ \"[dMy /.,-]*\")?)\s*(\\\* MERGEFORMAT)?\s*"
)
_PAGE = re.compile(r"(Page )?\d+( of \d+)?")
_READ = re.compile(r"\.rels$|^word/(document|header\d+|footer\d+|footnotes|endnotes|settings)\.xml$|^(docProps|customXml)/\w+\.xml$")
DOCUMENT = "word/document.xml"
_TEXTS = re.compile(r"word/(document|header\d+|footer\d+|footnotes|endnotes)\.xml")
_REFUSED = {"word/settings.xml": ("docVar", "attachedTemplate", "mailMerge", "dataSource")}


def letter_faults(path: Path, known: Known) -> Iterator[str]:
    """What stands in a document and not in the page, and parts that no text needs."""
    yield from container_faults(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    trees = {name: ElementTree.fromstring(part) for name, part in parts.items() if _READ.search(name)}
    yield from property_faults(trees, known)
    for name, tree in trees.items():
        if (
            name.startswith("customXml/item")
            and "Props" not in name
            and (len(tree) or (tree.text or "").strip() or _tag(tree) != "Sources")
        ):
            yield f"{name} keeps data of its own"
        yield from (f"{name} has <{_tag(one)}>" for one in tree.iter() if _tag(one) in _REFUSED.get(name, ()))
        if _TEXTS.fullmatch(name):
            yield from (f"{name}: {fault}" for fault in _text_faults(name, tree, known))
    yield from _table_faults(trees[DOCUMENT], known)
    yield from (f"{name}: {fault}" for name, part in parts.items() if name.endswith(".png") for fault in pixel_faults(part))


def _text_faults(name: str, tree: Element, known: Known) -> Iterator[str]:
    """Words outside of tables that the page does not have, and elements that no text needs."""
    # The tables of the document are compared cell by cell; those of heads and feet are words like others.
    compared = {id(one) for table in tree.iter() if _tag(table) == "tbl" for one in table.iter()} if name == DOCUMENT else set()
    for element in _shown(tree):
        tag = _tag(element)
        if tag not in _TAGS:
            yield f"it has <{tag}>, which no text needs"
        elif tag == "bookmarkStart" and not re.fullmatch(r"_GoBack|_(Toc|Ref|Hlk)\d{6,}", _attribute(element, "name")):
            yield f"it has a bookmark called {_attribute(element, 'name')[:40]!r}"
        elif tag == "instrText" and not _CODES.fullmatch(element.text or ""):
            yield f"it has a field {(element.text or '')[:40]!r}"
        elif tag in {"docPr", "cNvPr"}:
            yield from _picture_faults(element, known)
        elif tag == "p" and id(element) not in compared:
            yield from _paragraph_faults(element, known)
    yield from ("it has words that are hidden" for one in tree.iter() if _tag(one) in {"vanish", "specVanish", "webHidden"})
    for caption in (_attribute(one, "val") for one in tree.iter() if _tag(one) in {"tblCaption", "tblDescription"}):
        if says_a_number(caption) and not known.says(caption):
            yield f"a table is called {caption[:60]!r}"


def _shown(tree: Element) -> Iterator[Element]:
    """The elements of a text, but for their properties and what stands in tables."""
    yield tree
    for child in tree:
        if _tag(child) not in _PROPERTIES:
            yield from _shown(child)


def _paragraph_faults(paragraph: Element, known: Known) -> Iterator[str]:
    words = _words(paragraph)
    if says_a_number(words) and not known.says(words) and not _PAGE.fullmatch(words):
        yield f"it says {words[:80]!r}, which the page does not"


def _picture_faults(element: Element, known: Known) -> Iterator[str]:
    for name in ("title", "descr", "name"):
        words = _attribute(element, name)
        if (
            says_a_number(words)
            and not known.says(words)
            and not (name == "name" and re.fullmatch(r"(Figure|Picture|[Ii]mage) ?\d+(\.\w+)?", words))
        ):
            yield f"a picture says {words[:60]!r}, which the page does not"


def _table_faults(document: Element, known: Known) -> Iterator[str]:
    """Every table is that of the page, in the same order; the data of charts stand at the end."""
    tables = [one for one in document.iter() if _tag(one) == "tbl"]
    grids = known.said.tables + known.said.figures
    if len(tables) != len(grids):
        yield f"it has {len(tables)} tables where the page has {len(grids)}"
    for number, (table, grid) in enumerate(zip(tables, grids, strict=False), 1):
        rows = tuple(tuple(plain(_words(cell)) for cell in row if _tag(cell) == "tc") for row in table if _tag(row) == "tr")
        if rows != grid:
            yield f"table {number}: {_difference(rows, grid)}"


def _difference(rows: tuple[tuple[str, ...], ...], grid: tuple[tuple[str, ...], ...]) -> str:
    """Where a table is not that of the page."""
    for row, said in zip(rows, grid, strict=False):
        for cell, expected in zip(row, said, strict=False):
            if cell != expected:
                return f"{said[0][:40]!r} has {cell[:40]!r} where the page has {expected[:40]!r}"
    return "it has another shape than in the page"


def _words(element: Element) -> str:
    """The words of a paragraph or cell in one piece, without the codes of fields."""
    pieces = {
        "t": lambda one: one.text or "",
        "tab": lambda _: " ",
        "br": lambda _: " ",
        "p": lambda _: " ",
        "noBreakHyphen": lambda _: "-",
    }
    return " ".join("".join(pieces[_tag(one)](one) for one in element.iter() if _tag(one) in pieces).split())


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
