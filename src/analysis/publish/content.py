"""What an executed notebook holds, as plain objects in the order of the report: what Word file and workbook are made of.

It is read from the structured outputs of the cells and from their Markdown, and never from a page. Tables and charts are numbered
here, so that Table 3 of the report is Table 3 of the workbook.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import mistune
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode

from analysis.markup import CHART_MIME, TABLE_MIME, TEXT_MIME

ANNEX = "Annex"
"""A section whose heading begins so comes after the report: a page folds its parts, and a document begins it on a new sheet."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


SECTION = 2


@dataclass(frozen=True)
class Title:
    """A heading of the notebook; its own title has level 1."""

    level: int
    text: str

    @property
    def is_of_annex(self) -> bool:
        """Whether an annex begins here."""
        return self.level == SECTION and self.text.startswith(ANNEX)


@dataclass(frozen=True)
class Block:
    """A paragraph or list as an HTML element. ``kind`` says who speaks: ``computed``, ``commentary`` or, for the notebook, ``prose``."""

    element: Tag
    kind: str

    @property
    def is_numbered(self) -> bool:
        """Whether the page numbers it, so that all forms of a report number alike."""
        return "para" in (self.element.get("class") or [])


@dataclass(frozen=True)
class PlainTable:
    """A table in plain text with its number; ``label`` is Table or, for the data of a chart, Figure.

    ``subtitle`` says what the numbers of a chart are, ``section`` is the heading of the report that it stands under.
    """

    label: str
    number: int
    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    subtitle: str = ""
    section: str = ""

    @property
    def reference(self) -> str:
        """How the report speaks of it: ``Table 3``."""
        return f"{self.label} {self.number}"


@dataclass(frozen=True)
class Picture:
    """A chart: its picture, what that shows in words, and its data."""

    data: PlainTable
    alt: str
    png: bytes


Piece = Title | Block | PlainTable | Picture


def content(notebook: NotebookNode) -> tuple[Piece, ...]:
    """Everything the notebook says and shows, in order."""
    place = _Place()
    return tuple(piece for cell in notebook.cells for piece in _pieces(cell, place))


def grids(pieces: tuple[Piece, ...]) -> tuple[PlainTable, ...]:
    """Each table, and each chart as the table of its data, in order."""
    return tuple(piece.data if isinstance(piece, Picture) else piece for piece in pieces if isinstance(piece, PlainTable | Picture))


@dataclass
class _Place:
    """How far the reading has come: the numbers given so far, and the heading it is below."""

    numbers: Counter[str] = field(default_factory=Counter)
    section: str = ""


def _pieces(cell: NotebookNode, place: _Place) -> Iterator[Piece]:
    if cell.cell_type == "markdown":
        for piece in _from_html(mistune.html(cell.source), "prose"):
            place.section = piece.text if isinstance(piece, Title) else place.section
            yield piece
    for output in cell.get("outputs", ()):
        yield from _shown(output.get("data", {}), place)


def _shown(data: dict[str, Any], place: _Place) -> Iterator[Piece]:
    if TABLE_MIME in data:
        yield _table(data[TABLE_MIME], place)
    elif CHART_MIME in data:
        yield _chart(data, place)
    elif TEXT_MIME in data:
        for piece in _from_html("".join(data[TEXT_MIME]["blocks"]), "computed"):
            place.section = piece.text if isinstance(piece, Title) else place.section
            yield piece


def _from_html(html: str, kind: str) -> Iterator[Title | Block]:
    """The elements of some HTML. A list belongs to whoever spoke before it."""
    for element in BeautifulSoup(html, "html.parser").find_all(recursive=False):
        if element.name in HEADINGS:
            yield Title(int(element.name[1]), _words(element))
        else:
            classes = element.get("class") or []
            kind = next((known for known in ("computed", "commentary", "prose") if known in classes), kind)
            yield Block(element, kind)


def _table(shown: dict[str, Any], place: _Place) -> PlainTable:
    """A table without its columns of pictures, which only a page can hold."""
    kept = [n for n, name in enumerate(shown["columns"]) if name not in shown.get("pictures", ())]
    without = {"columns": _kept(shown["columns"], kept), "rows": [_kept(row, kept) for row in shown["rows"]]}
    return _grid("Table", shown | without, place)


def _kept(cells: list[str], places: list[int]) -> list[str]:
    return [cells[place] for place in places]


def _chart(data: dict[str, Any], place: _Place) -> Picture:
    shown = data[CHART_MIME]
    return Picture(_grid("Figure", shown, place), shown["alt"], base64.b64decode(data["image/png"]))


def _grid(label: str, shown: dict[str, Any], place: _Place) -> PlainTable:
    place.numbers[label] += 1
    return PlainTable(
        label=label,
        number=place.numbers[label],
        name=shown["name"],
        title=shown["title"],
        columns=tuple(shown["columns"]),
        rows=tuple(map(tuple, shown["rows"])),
        notes=tuple(shown["notes"]),
        source=shown["source"],
        subtitle=shown.get("subtitle", ""),
        section=place.section,
    )


def _words(element: Tag) -> str:
    return " ".join(element.get_text().split())
