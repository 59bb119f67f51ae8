"""Notebooks that open rows about children: how they are known, and what of them may be saved. JupyterLab asks it before it saves one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

OPENS = re.compile(r"\.rows\b")
"""How rows are opened at a desk, whatever that is called: ``report.rows("episodes")``."""

SHOWN = "application/vnd.safeguarding."
"""How the forms begin in which figures of a report are shown: these have passed the gate of the edition."""

MARK = {"rows": "internal"}
"""What a notebook that opens rows says of itself under ``overview`` in its metadata."""

REMARK = re.compile(r"#.*")


def opens_rows(cells: Iterable[Mapping[str, Any]]) -> bool:
    """Whether any cell of code opens rows."""
    return any(OPENS.search(REMARK.sub("", "".join(cell["source"]))) for cell in cells if cell.get("cell_type") == "code")


def before_saving(model: dict[str, Any], **_: Any) -> None:
    """Mark a notebook that opens rows, and take out all that its cells show but the figures of reports. Others are left as they are.

    Whatever comes after rows were opened may show them, so it makes no difference which cell did.
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or not notebook or not opens_rows(notebook["cells"]):
        return
    notebook["metadata"]["overview"] = dict(MARK)
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "code":
            cell["outputs"] = [one for one in cell.get("outputs", ()) if any(form.startswith(SHOWN) for form in one.get("data", ()))]
