"""The account of a year's intake as one set of counts: what its page prints of rows about children, and what a reader can add up.

Each count has one name wherever it is printed. A file's rows go one of five ways; a table's rows are those of its files, and each of its
shares has a rest; what a rule found is the sum of what it found in each table and file, and so is what was found in a source.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.chapters.tables import EXTRACTS
from analysis.disclose import Cell, Relation, at_most, hidden_counts, total

WAYS = ("rows_used", "rows_duplicate", "rows_superseded", "rows_quarantined", "rows_not_data")
GROUPS = {
    "code": ("code", "severity"),
    "source": ("source", "severity"),
    "moves": ("table", "code", "moves"),
}
"""What each table about findings sets apart."""

CORRECTED = ("file", "column", "date", "reason")
"""What tells the lines of the corrections apart."""


def is_of_year(folder: str, period: Period) -> bool:
    """Whether a folder of extracts is one of the reporting year of a period; one with another name is of none."""
    try:
        return Period.parse(folder, period.first_month).year == period.year
    except Fault:
        return False


def name_of(kind: str, *keys: Hashable) -> str:
    """The name of a count: ``file|2016-17/referrals.csv||rows_used``."""
    return "|".join((kind, *map(str, keys)))


@dataclass(frozen=True)
class IntakeAccount:
    """What became of the rows delivered for one year; a frame without rows where nothing is known.

    ``files`` has one row a file and sheet, ``quality`` one a table and folder, ``findings`` one a finding, ``corrections`` one a column of
    a file and date, ``completeness`` one a column of a table and folder. ``limit`` is the largest small count, nought where none is.
    """

    files: pd.DataFrame
    quality: pd.DataFrame
    findings: pd.DataFrame
    corrections: pd.DataFrame
    completeness: pd.DataFrame
    limit: int

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The names of the counts that stay hidden."""
        if not self.limit:
            return frozenset()
        counts = [*self._of_files(), *self._of_tables(), *self._of_columns(), *self._of_findings(), *self._of_corrections()]
        return hidden_counts(
            [one for one in counts if isinstance(one, Cell)], [one for one in counts if isinstance(one, Relation)], self.limit
        )

    def hides(self, kind: str, *keys: Hashable) -> bool:
        """Whether a count stays hidden."""
        return name_of(kind, *keys) in self.hidden

    def _of_files(self) -> Iterator[Cell | Relation]:
        for table, files in self._about_children(self.files).groupby("table"):
            for one in files.to_dict("records"):
                here = [name_of("file", one["file"], one["sheet"], way) for way in ("rows_in", *WAYS)]
                yield from (
                    Cell(name, int(one[way]), is_protected=way != "rows_not_data")
                    for name, way in zip(here, ("rows_in", *WAYS), strict=True)
                )
                yield total(here[0], here[1:])
            used = name_of("used", table)
            yield Cell(used, int(files["rows_used"].sum()))
            yield total(
                used, [name_of("file", file, sheet, "rows_used") for file, sheet in zip(files["file"], files["sheet"], strict=True)]
            )

    def _of_tables(self) -> Iterator[Cell | Relation]:
        for one in self._about_children(self.quality).itertuples():
            rows, faults, sound, again, unique, empty = (
                name_of("table", one.table, one.period, what) for what in ("rows", "at_fault", "valid", "again", "unique", "empty")
            )
            yield from (Cell(rows, one.rows), Cell(faults, one.rows_at_fault), Cell(again, one.rows - one.rows_unique))
            yield from (_rest(sound, one.rows - one.rows_at_fault), _rest(unique, one.rows_unique))
            yield Cell(empty, one.cells_required - one.cells_filled)
            yield from (total(rows, (faults, sound)), total(rows, (again, unique)))
            yield total(empty, [name_of("column", one.table, one.period, column, "empty") for column in EXTRACTS[one.table].required])
            yield from self._known_of(one, rows, faults, again)

    def _known_of(self, one: tuple, rows: str, faults: str, again: str) -> Iterator[Relation]:
        """What joins the counts of a table with those of its files and findings."""
        files = self.files[(self.files["table"] == one.table) & (self.files["period"] == one.period)]
        named = list(zip(files["file"], files["sheet"], strict=True))
        taken = [(name_of("file", *file, "rows_in"), -1) for file in named] + [
            (name_of("file", *file, "rows_not_data"), 1) for file in named
        ]
        yield Relation(((rows, 1), *taken))
        yield total(again, [name_of("file", *file, "rows_duplicate") for file in named])
        found = [name for name, row in self._atoms if (row.table, row.period) == (one.table, one.period)]
        yield from (at_most(name, faults) for name in found)
        if found:
            yield at_most(faults, *found)

    def _of_columns(self) -> Iterator[Cell | Relation]:
        for one in self._about_children(self.completeness).itertuples():
            rows = name_of("table", one.table, one.period, "rows")
            empty, filled = (name_of("column", one.table, one.period, one.column, what) for what in ("empty", "filled"))
            yield from (Cell(rows, one.rows), Cell(empty, one.rows_empty), _rest(filled, one.rows - one.rows_empty))
            yield total(rows, (empty, filled))

    def _of_findings(self) -> Iterator[Cell | Relation]:
        """What is printed of the findings is made of what was found in each file, which is not printed and could be worked out."""
        for name, row in self._atoms:
            yield _rest(name, int(row.rows))
        for by, keys in GROUPS.items():
            groups: dict[str, dict[str, int]] = {}
            for name, row in self._atoms:
                groups.setdefault(name_of(by, *(getattr(row, key) for key in keys)), {})[name] = int(row.rows)
            for whole, parts in groups.items():
                yield Cell(whole, sum(parts.values()))
                yield total(whole, parts)

    @cached_property
    def _atoms(self) -> list[tuple[str, tuple]]:
        """The findings about rows of children, each with a name of its own."""
        about = self.findings[self.findings["about_children"].astype(bool) & (self.findings["rows"] > 0)]
        return [(name_of("found", number), row) for number, row in enumerate(about.itertuples(index=False))]

    def _of_corrections(self) -> Iterator[Cell]:
        for one in self._about_children(self.corrections).to_dict("records"):
            yield Cell(name_of("correction", *(one[key] for key in CORRECTED)), int(one["rows"]))

    def _about_children(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The lines of tables about children, as which any table counts of which it is not known."""
        others = self.quality.loc[~self.quality["about_children"].astype(bool), "table"]
        return frame[~frame["table"].isin(others)]


def _rest(name: str, value: int) -> Cell:
    """A count that is printed nowhere and that a reader works out."""
    return Cell(name, value, is_printed=False)
