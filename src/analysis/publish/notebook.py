"""The executed notebook as it is kept beside its report: what it says and shows, without when and where it ran."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

# A cell with such tags stands in these layouts of its report and in no others: layout-board.
LAYOUT = "layout-"

# A cell with this tag that shows nothing is no part of its report.
OPTIONAL = "optional"

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def cleaned(notebook: NotebookNode) -> NotebookNode:
    """A copy that two runs on any machine write alike: cells numbered, no times, no paths of files that ran it."""
    cells = [_cleaned_cell(cell, number) for number, cell in enumerate(notebook.cells, start=1)]
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA, "cells": cells})


def laid_out(notebook: NotebookNode, layouts: Collection[str]) -> NotebookNode:
    """The notebook without the cells that stand in other layouts alone, and without optional ones that show nothing."""
    kept = [cell for cell in _with_something_to_show(notebook.cells) if not (own := _layouts_of(cell)) or own & set(layouts)]
    return nbformat.from_dict({**notebook, "cells": kept})


def _with_something_to_show(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """The cells without optional ones that show nothing, numbered as if these had never been there."""
    gone = 0
    for cell in cells:
        if OPTIONAL in cell.metadata.get("tags", ()) and not cell.get("outputs"):
            gone += 1
        else:
            yield _counted_down(cell, gone) if gone else cell


def _counted_down(cell: NotebookNode, by: int) -> NotebookNode:
    copy = deepcopy(cell)
    for one in (copy, *copy.get("outputs", ())):
        if one.get("execution_count"):
            one.execution_count -= by
    return copy


def _layouts_of(cell: NotebookNode) -> set[str]:
    return {tag.removeprefix(LAYOUT) for tag in cell.metadata.get("tags", ()) if tag.startswith(LAYOUT)}


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write an executed notebook, cleaned, with the same line ends on every machine."""
    path.write_text(nbformat.writes(cleaned(notebook)) + "\n", encoding="utf-8", newline="\n")


def _cleaned_cell(cell: NotebookNode, number: int) -> dict[str, Any]:
    kept = {key: value for key, value in cell.items() if key in {"cell_type", "source", "attachments", "execution_count", "outputs"}}
    tags = cell.metadata.get("tags")
    return kept | {"id": f"cell-{number}", "metadata": {"tags": list(tags)} if tags else {}}
