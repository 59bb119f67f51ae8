"""The sections of an executed notebook that have something in them: a heading under which nothing stands is left out.

What a notebook asks for may not be there, because a council never delivers it, or because nobody wrote it. Page, Word file, workbook and
list of contents are all made from the same cells, so the rule stands here alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from analysis.markup import TEXT_MIME

_HEADING = re.compile(r"^(#{1,6})[ \t]+\S", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~)", re.MULTILINE)
TITLE = 1


@dataclass(frozen=True)
class _Piece:
    """A cell of code, or as much of a Markdown cell as belongs to one heading; ``level`` is that of the heading, 0 without one."""

    cell: int
    level: int
    source: str
    shows: bool = False
    is_nothing: bool = False


def with_content(notebook: NotebookNode) -> NotebookNode:
    """The notebook without each section in which what was asked for is not there and nothing else is, at whatever level.

    A section in which nothing was asked for, such as one of prose, stays; so does the title.
    """
    pieces = [piece for number, cell in enumerate(notebook.cells) for piece in _pieces(cell, number)]
    dropped = {place for start in range(len(pieces)) for place in _empty_section(pieces, start)}
    kept = [piece for place, piece in enumerate(pieces) if place not in dropped]
    sources = {number: "".join(piece.source for piece in kept if piece.cell == number).rstrip("\n") for number in {p.cell for p in kept}}
    cells = [_with_source(cell, sources[number]) for number, cell in enumerate(notebook.cells) if number in sources]
    return nbformat.from_dict({**notebook, "cells": cells})


def shows_anything(notebook: NotebookNode) -> bool:
    """Whether any cell of a notebook shows something."""
    return any(_shows(output) for cell in notebook.cells for output in cell.get("outputs", ()))


def _pieces(cell: NotebookNode, number: int) -> Iterator[_Piece]:
    if cell.cell_type != "markdown":
        outputs = cell.get("outputs", ())
        yield _Piece(number, 0, cell.source, any(map(_shows, outputs)), any(map(_is_nothing, outputs)))
        return
    starts = [] if _FENCE.search(cell.source) else [found.start() for found in _HEADING.finditer(cell.source)]
    ends = [*starts, len(cell.source)]
    if cell.source[: ends[0]].strip() or not starts:
        yield _Piece(number, 0, cell.source[: ends[0]], shows=True)
    for start, end in zip(starts, ends[1:], strict=True):
        yield _Piece(number, len(_HEADING.match(cell.source[start:])[1]), cell.source[start:end])


def _empty_section(pieces: list[_Piece], start: int) -> range:
    """The places of a section in which nothing stands that was asked for; none where something does."""
    level = pieces[start].level
    if level <= TITLE:
        return range(0)
    end = next((place for place in range(start + 1, len(pieces)) if 0 < pieces[place].level <= level), len(pieces))
    section = pieces[start:end]
    is_empty = any(piece.is_nothing for piece in section) and not any(piece.shows for piece in section)
    return range(start, end) if is_empty else range(0)


def _shows(output: NotebookNode) -> bool:
    data = output.get("data", {})
    return bool(data[TEXT_MIME]["blocks"]) if TEXT_MIME in data else bool(data) or output.output_type != "execute_result"


def _is_nothing(output: NotebookNode) -> bool:
    return TEXT_MIME in output.get("data", {}) and not _shows(output)


def _with_source(cell: NotebookNode, source: str) -> NotebookNode:
    return nbformat.from_dict({**cell, "source": source}) if cell.cell_type == "markdown" else cell
