"""A table as an object: a notebook shows it, a page holds it, and whoever builds a workbook reads its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup, escape

from analysis.base.formats import mark
from analysis.base.settings import Fault
from analysis.base.spec import Figure
from analysis.markup import TABLE_MIME, figure, html_table, part, record_words

# A table with more columns than this can be wider than a narrow screen, so it gets a region that the keyboard can scroll.
COLUMNS_THAT_FIT = 4

_IMAGE = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')


@dataclass(frozen=True)
class TableCell:
    """What stands in one place. A cell of a number column is set to the right, a mark in it as well."""

    html: Markup
    is_number: bool = False

    @property
    def text(self) -> str:
        return words_of(self.html)


def number_cell(shown: Markup | str) -> TableCell:
    """A number, or the mark in its place; plain text is escaped."""
    return TableCell(Markup("{}").format(shown), is_number=True)


@dataclass(frozen=True)
class Caption:
    """What a table is called: the name that identifies it in a page, and the title above it."""

    name: str
    title: Markup | str


@dataclass(frozen=True)
class Table:
    """A finished table; ``name`` identifies it in a page. Every row has one cell a column, and none of them is empty.

    On a ``narrow`` screen it scrolls, or each row becomes a block of its own.
    """

    name: str
    title: Markup | str
    columns: tuple[Markup | str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    notes: tuple[Markup | str, ...] = ()
    source: str = ""
    narrow: Literal["scrolls", "blocks"] = "scrolls"

    def __post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise Fault("\n".join([f"The table {self.name!r} cannot be shown:", *(f"  {fault}" for fault in faults)]))

    @property
    def html(self) -> Markup:
        """The table, its notes and its source, as they stand in a page."""
        remarks = [*self.notes, *filter(None, [self.source])]
        return self._wrapped() + Markup().join(Markup('<p class="note">{}</p>').format(remark) for remark in remarks)

    @property
    def json(self) -> dict[str, Any]:
        """The table as plain text in lists, numbers as printed. ``pictures`` names the columns that hold pictures."""
        return {
            "name": self.name,
            "title": words_of(self.title),
            "columns": [words_of(column) for column in self.columns],
            "rows": [[cell.text for cell in row] for row in self.rows],
            "pictures": [words_of(name) for n, name in enumerate(self.columns) if any(_IMAGE.search(row[n].html) for row in self.rows)],
            "notes": [words_of(note) for note in self.notes],
            "source": self.source,
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": str(self.html), "text/plain": self._plain(), TABLE_MIME: self.json}

    def _faults(self) -> Iterator[str]:
        columns = [words_of(column) for column in self.columns]
        if not words_of(self.title):
            yield "it has no title; say what it shows and for which period"
        if not self.rows:
            yield "it has no rows; nothing was counted for what it should show"
        if not all(columns) or len(set(columns)) < len(columns):
            yield f"its columns need different names, and have {', '.join(map(repr, columns))}"
        if any(len(row) != len(columns) for row in self.rows):
            yield f"each row needs {len(columns)} cells"
        if not all(cell.text for row in self.rows for cell in row):
            yield "it has an empty cell; write a mark such as [x] for what is not available"

    def _wrapped(self) -> Markup:
        caption = f"table-{self.name}"
        aligned = [all(row[n].is_number for row in self.rows) for n in range(len(self.columns))]
        rows = [[(cell.html, cell.is_number) for cell in row] for row in self.rows]
        table = html_table(self.title, zip(self.columns, aligned, strict=True), rows, caption)
        kind = "table-wrap blocks" if self.narrow == "blocks" else "table-wrap"
        if len(self.columns) <= COLUMNS_THAT_FIT:
            return Markup('<div class="{}">{}</div>').format(kind, table)
        return Markup('<div class="{}" role="region" aria-labelledby="{}" tabindex="0">{}</div>').format(kind, caption, table)

    def _plain(self) -> str:
        content = self.json
        lines = [content["columns"], *content["rows"]]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        rows = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines]
        return "\n".join([content["title"], *rows, *content["notes"], *filter(None, [self.source])])


def words_of(html: Markup | str) -> str:
    """The text of some HTML, with each picture given by its alternative text; text without markup is left as it is."""
    return Markup(_IMAGE.sub(r"\1", str(escape(html)))).striptags()


def figure_cell(shown: Figure | None) -> TableCell:
    """A figure in a number column; one that the results do not have is marked as not available."""
    return TableCell(figure(shown) if shown else Markup(mark("x")), is_number=True)


def share_cell(shown: Figure | None) -> TableCell:
    """A percentage with both its numbers, so that a large share of few is seen as one."""
    if shown is None or not shown.is_shown:
        return figure_cell(shown)
    parts = part(shown, "numerator"), part(shown, "denominator")
    return TableCell(Markup("{} ({}\xa0of\xa0{})").format(figure(shown), *parts), is_number=True)


def label(text: str) -> Markup:
    """The name of an indicator or category; a number in it belongs to a definition and is marked as such."""
    return record_words(text)
