"""Publishable figures as they are written for others: ``results.csv``, one row a figure."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS

# A spreadsheet takes a cell that begins like this for a formula.
_STARTS_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_LINE_ENDS = re.compile(r"[\r\n]+")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


def write_results_csv(rows: pd.DataFrame, path: Path) -> None:
    """Write the rows as UTF-8 without a byte-order mark, sorted, every cell text. Raises `Fault` when a column is missing."""
    missing = [column for column in RESULT_COLUMNS if column not in rows.columns]
    if missing:
        raise Fault(f"{path.name} cannot be written: the results have no column {', '.join(missing)}.")
    text = rows[list(RESULT_COLUMNS)].astype("object").where(rows.notna(), "").astype(str).map(inert)
    text.sort_values(list(RESULT_COLUMNS)).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def inert(cell: str) -> str:
    """A cell in one line that no spreadsheet takes for a formula; a plain negative number stays a number.

    >>> inert("=1+1"), inert("-4.5"), inert("-x")
    ("'=1+1", '-4.5', "'-x")
    """
    is_formula = _STARTS_FORMULA.match(cell) and not _NEGATIVE.fullmatch(cell)
    return "'" * bool(is_formula) + _LINE_ENDS.sub(" ", cell)
