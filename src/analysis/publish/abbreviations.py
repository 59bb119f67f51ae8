"""Abbreviations in full where a reader first meets them, in every form of a report alike: its page, Word file and workbook.

Headings, code and pictures are left as they are: they are short, and what stands below them says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from markupsafe import escape
from nbformat import NotebookNode

from analysis.base.formats import sentence_case
from analysis.markup import CHART_MIME, TABLE_MIME, TEXT_MIME

LEFT_ALONE = {"h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "svg", "style", "script"}
INLINE = {"a", "abbr", "b", "data", "em", "i", "span", "strong", "sub", "sup"}

OF_HTML = {"text/html", TEXT_MIME}

# The texts of a table or chart in the order in which a page shows them.
OF_TABLES = ("title", "subtitle", "columns", "rows", "notes", "source")

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?\s*([\w-]+)")
_HEADING_OR_CODE = re.compile(r"(^#.*$|`[^`]*`)", re.MULTILINE)
_SENTENCE_BEGINS = re.compile(r"(^|[.?!:]\s)\W*$")


def spelt_out(notebook: NotebookNode, abbreviations: Mapping[str, str]) -> NotebookNode:
    """The executed notebook with each abbreviation spelt out where it is first used: ``Multi-Agency Safeguarding Hub (MASH)``.

    A text that says both already stays as it is.
    """
    left = dict(abbreviations)
    return nbformat.from_dict({**notebook, "cells": [_cell(cell, left) for cell in notebook.cells]})


def _cell(cell: NotebookNode, left: dict[str, str]) -> dict[str, Any]:
    """A cell with what it uses first spelt out, which is then taken from what is ``left``."""
    if cell.cell_type == "markdown":
        return {**cell, "source": _Pen(left).prose(cell.source)}
    return {**cell, "outputs": [_output(output, left) for output in cell.get("outputs", ())]} if "outputs" in cell else cell


def _output(output: NotebookNode, left: dict[str, str]) -> NotebookNode:
    """An output in all its forms: each says the same, so each begins with the same abbreviations left."""
    if "data" not in output:
        return output
    pens = {kind: _Pen(left.copy(), _as_html if kind in OF_HTML else str) for kind in _FORMS if kind in output["data"]}
    forms = {kind: _FORMS[kind](pen, output["data"][kind]) for kind, pen in pens.items()}
    for short in [short for short in left if any(short not in pen.left for pen in pens.values())]:
        del left[short]
    return {**output, "data": {**output["data"], **forms}}


def _as_html(text: str) -> str:
    return str(escape(text))


@dataclass
class _Pen:
    """Writes texts in order. It knows which abbreviations are ``left`` to be spelt out, and what stands before in the same block."""

    left: dict[str, str]
    escaped: Callable[[str], str] = str
    before: str = ""

    def html(self, html: str) -> str:
        """Some HTML, its tags untouched."""
        return "".join(self._pieces("".join(html)))

    def prose(self, markdown: str) -> str:
        """Some Markdown without its headings."""
        pieces = _HEADING_OR_CODE.split(markdown)
        return "".join(piece if n % 2 else self.text(piece) for n, piece in enumerate(pieces))

    def values(self, value: Any) -> Any:
        """Texts of their own, in lists however deep."""
        if isinstance(value, str):
            self.before = ""
            return self.text(value)
        return [self.values(one) for one in value]

    def blocks(self, shown: dict[str, Any]) -> dict[str, Any]:
        """The paragraphs of a text."""
        return {**shown, "blocks": [self.html(block) for block in shown["blocks"]]}

    def table(self, shown: dict[str, Any]) -> dict[str, Any]:
        """The table or the data of a chart, in plain text."""
        return {**shown, **{key: self.values(shown[key]) for key in OF_TABLES if key in shown}}

    def text(self, text: str) -> str:
        """A piece of text that goes on in the same block."""
        words = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, self.left))})(?![\w-])") if self.left else None
        written = words.sub(self._in_full, text) if words else text
        self.before += written
        return written

    def _in_full(self, found: re.Match[str]) -> str:
        short, full = found[0], self.left.pop(found[0], "")
        before = self.before + found.string[: found.start()]
        if not full or before.casefold().endswith(f"{full} (".casefold()):
            return short
        words = self.escaped(sentence_case(full) if _SENTENCE_BEGINS.search(before) else full)
        in_brackets = before.endswith("(") and found.string[found.end() :].startswith(")")
        return f"{words}, {short}" if in_brackets else f"{words} ({short})"

    def _pieces(self, html: str) -> Iterator[str]:
        within = 0
        for n, piece in enumerate(_TAG.split(html)):
            if n % 2:
                name = _NAME.match(piece)
                within += (name is not None and name[1] in LEFT_ALONE) * (-1 if piece.startswith("</") else 1)
                self.before = self.before if name and name[1] in INLINE else ""
            yield piece if n % 2 or within else self.text(piece)


_FORMS: dict[str, Callable[[_Pen, Any], Any]] = {
    "text/html": _Pen.html,
    TEXT_MIME: _Pen.blocks,
    TABLE_MIME: _Pen.table,
    CHART_MIME: _Pen.table,
}
