"""The open data of a folder, and what it explains: which numbers a reader knows from it, and what may stand in a page for each figure."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from analysis.base.formats import thousands

OPEN_DATA, BENCHMARKS = "results.csv", "benchmarks.csv"
# The page that is searched itself, and that a Word file or workbook beside it may say again: a report, or the answer to a request.
PAGES = ("report.html", "answer.html")


@dataclass(frozen=True)
class Open:
    """The open data of a folder: the printed rows by address; the report that was made of them; and what others had published before."""

    rows: dict[str, dict[str, str]]
    report: Path
    published: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Path) -> Open:
        pages = [file.with_name(name) for name in PAGES if file.with_name(name).exists()]
        others = file.with_name(BENCHMARKS)
        known = {f"{row['measure']}@{row['year']}[{row['place']}]": row for row in (rows_of(others) if others.exists() else ())}
        return cls({_address(row): row for row in rows_of(file)}, (pages or [file.with_name(PAGES[0])])[0], known)

    def words(self, address: str) -> set[str]:
        """What may stand for a hidden number: that it is not shown, and what the marker says of it."""
        marker = self.rows.get(address, {}).get("marker", "")
        if marker.startswith("c from "):
            return {"not shown", " ".join(map(thousands, marker.split()[1:]))}
        bound = "most" if marker == "c most" else marker.replace("c under", "fewer than")
        return {"not shown", bound}

    def says(self, address: str, part: str) -> str | None:
        """What is printed in a column of a figure's row, of its value where no column is named; nothing where there is no such row."""
        row = self.rows.get(address)
        return None if row is None else row[part or "value"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a file with columns that have names."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _address(row: dict[str, str]) -> str:
    split = f"[{row['breakdown']}={row['category']}]" if row["breakdown"] else ""
    return f"{row['indicator']}@{row['period']}{split}"
