"""The account of the intake: what became of every row. It holds counts of rows and never a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from analysis.narrative import Text
from analysis.periods import Period
from analysis.report.place import find_workspace
from analysis.settings import Fault, Workspace
from analysis.tables import Cell, Table

NOTHING_FOUND = Text((Markup("<p>The checks found nothing to put right in the files of this year.</p>"),))
NOTHING_EMPTY = Text((Markup("<p>No column has an empty cell.</p>"),))


@dataclass(frozen=True)
class Account:
    """What became of the rows that were delivered for a reporting year."""

    workspace: Workspace
    period: Period

    def rows_by_file(self) -> Table:
        """What became of every row of every file."""
        columns = {
            "file": "File",
            "rows_in": "Rows in",
            "rows_used": "Used",
            "rows_duplicate": "Counted once already",
            "rows_quarantined": "Kept aside",
        }
        return _table("rows-by-file", f"Rows by file, {self.period.label}", self._of_year("intake_files"), columns)

    def problems(self) -> Table | Text:
        """What the checks found, rule by rule."""
        found = self._read("intake_findings")
        found = found[found["file"].map(self._is_of_year)]
        columns = {"file": "File", "column": "Column", "code": "Rule", "message": "What was found", "rows": "Rows"}
        return _table("problems", f"What the checks found, {self.period.label}", found, columns) if len(found) else NOTHING_FOUND

    def completeness(self) -> Table | Text:
        """The columns that have empty cells, and how many."""
        found = self._of_year("intake_completeness").query("rows_empty > 0")
        columns = {"table": "Table", "column": "Column", "rows": "Rows", "rows_empty": "Empty"}
        return _table("completeness", f"Columns with empty cells, {self.period.label}", found, columns) if len(found) else NOTHING_EMPTY

    def _of_year(self, name: str) -> pd.DataFrame:
        account = self._read(name)
        return account[account["period"].map(self._holds)]

    def _is_of_year(self, file: str) -> bool:
        return self._holds(Path(file).parts[0])

    def _holds(self, folder: str) -> bool:
        return Period.parse(folder, self.period.first_month).year == self.period.year

    def _read(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.workspace.processed / f"{name}.parquet")


def open_account(period: str) -> Account:
    """The account of the year that a period belongs to. Raises `Fault` when nothing has been taken in yet."""
    workspace = find_workspace(Path.cwd())
    if not (workspace.processed / "intake_files.parquet").exists():
        raise Fault("No extracts have been taken in yet. Run `overview check` first.")
    return Account(workspace, Period.parse(period, workspace.authority.year_starts_in).year)


def _table(name: str, title: str, frame: pd.DataFrame, columns: dict[str, str]) -> Table:
    shown = frame[list(columns)]
    cells = [_cell_of(shown[column]) for column in shown]
    rows = tuple(tuple(cell(value) for cell, value in zip(cells, row, strict=True)) for row in shown.itertuples(index=False))
    return Table(name, title, tuple(columns.values()), rows)


def _cell_of(column: pd.Series) -> Callable[[object], Cell]:
    if pd.api.types.is_numeric_dtype(column):
        return lambda value: Cell(Markup(f"{value:,}"), is_number=True)
    return lambda value: Cell(Markup("{}").format(value or "–"))
