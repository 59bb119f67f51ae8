"""The charts of an executed notebook as files of their own, for slides and letters."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.base.settings import Fault
from analysis.markup import CHART_MIME

_NAME = re.compile(r"\w[\w-]*", re.ASCII)


def write_charts(notebook: NotebookNode, folder: Path) -> tuple[Path, ...]:
    """Write each chart as ``<name>.svg`` and ``<name>.png`` and return the files.

    Raises `Fault` when two different charts have one name, or a name cannot be that of a file.
    """
    files: dict[str, bytes] = {}
    for bundle in chart_bundles(notebook):
        for name, content in _files_of(bundle):
            if files.setdefault(name, content) != content:
                raise Fault(f"Two different charts of the notebook are called {Path(name).stem!r}. Give one of them another name.")
    return tuple(_written(folder / name, content) for name, content in sorted(files.items()))


def chart_bundles(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """What each chart of a notebook brings, by MIME type, in the order of the page."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return (output["data"] for output in outputs if CHART_MIME in output.get("data", {}))


def _files_of(bundle: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    name = bundle[CHART_MIME]["name"]
    if not _NAME.fullmatch(name):
        raise Fault(f"A chart is called {name!r}, which cannot be the name of a file. Use letters, digits, _ and -.")
    if "image/svg+xml" in bundle:
        yield f"{name}.svg", bundle["image/svg+xml"].encode()
    if "image/png" in bundle:
        yield f"{name}.png", base64.b64decode(bundle["image/png"])


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
