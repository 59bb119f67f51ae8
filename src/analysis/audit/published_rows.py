"""What a reader has in hand: the numbers of finished open-data files, and nothing else.

Files are read as text. A row is about children when its indicator's record says so; numbers about services are public anyway.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.base.settings import Fault
from analysis.chapters import BY_KEY

NUMBERS = ("numerator", "denominator")
VERSION = " (as printed in "


@dataclass(frozen=True)
class Printed:
    """One row of an open-data file as it was published."""

    file: str
    indicator: str
    period: str
    breakdown: str
    category: str
    numerator: str
    denominator: str
    value: str
    marker: str
    version: str = ""

    @property
    def address(self) -> str:
        split = f"[{self.breakdown}={self.category}]" if self.breakdown else ""
        return f"{self.indicator}@{self.period}{split}"

    @property
    def name(self) -> str:
        """The address, and which of several versions it belongs to."""
        return self.address + f"{VERSION}{self.version})" * bool(self.version)

    @property
    def is_rounded(self) -> bool:
        return "rounded" in self.marker

    def number(self, column: str) -> str:
        return getattr(self, column)


def read_prints(file: Path) -> list[Printed]:
    """The rows about children of an open-data file. Raises `Fault` for a file without rows."""
    return _rows(file)


def restated(files: Iterable[Path], former: Iterable[Path]) -> list[tuple[Printed, Printed]]:
    """Figures that an earlier release printed otherwise, the new one first; what was hidden on one of the two occasions counts too."""
    now = {row.address: row for file in files for row in _rows(file)}
    before = (row for file in former for row in _rows(file))
    pairs = [(now[row.address], row) for row in before if row.address in now]
    return [(new, old) for new, old in pairs if any(new.number(column) != old.number(column) for column in NUMBERS)]


def _rows(file: Path) -> list[Printed]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    if not rows:
        raise Fault(f"{file} holds no figures, so there is nothing to audit. Build the report again.")
    wanted = [field for field in Printed.__dataclass_fields__ if field not in {"file", "version"}]
    label = f"{file.parent.parent.name}/{file.parent.name}"
    return [Printed(label, *(row[field] for field in wanted)) for row in rows if _is_about_children(row["indicator"])]


def _is_about_children(key: str) -> bool:
    """An indicator without a record is taken to be about children."""
    return key not in BY_KEY or BY_KEY[key].about_children
