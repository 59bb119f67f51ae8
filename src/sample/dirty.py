"""Faults planted in the sample, each listed in a manifest, so that tests can hold the checks to them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sample.faults import FIRST, PLANTS, SECOND, AddedRow, Plant
from sample.layouts import LAYOUTS, Row
from sample.targets import YEARS

MANIFEST = "FAULTS.csv"
HEADER = ("code", "table", "period", "file", "sheet", "row", "column", "fault")
LOST_MONTH = (2016, 7)

Tables = dict[str, tuple[Iterator[Row], ...]]
Lists = dict[str, tuple[list[Row], list[Row]]]


@dataclass(frozen=True)
class Planted:
    """One fault as the manifest lists it; one that is about a table as a whole has no row."""

    code: str
    table: str
    year: int
    row: int | None
    column: str
    fault: str

    @property
    def line(self) -> tuple[str, ...]:
        layout = LAYOUTS[self.table]
        place = (self.table, YEARS[self.year], layout.file, layout.sheet, str(self.row or ""))
        return self.code, *place, self.column, self.fault


def plant_faults(tables: Tables) -> tuple[Tables, list[Planted]]:
    """The rows of every table with the faults in them, and what was planted where."""
    lists = {table: tuple(list(rows) for rows in years) for table, years in tables.items()}
    planted = [_halve(lists), _lose_month(lists), *(one for plant in PLANTS for one in _add(lists, plant))]
    return {table: tuple(map(iter, years)) for table, years in lists.items()}, planted


def write_manifest(folder: Path, planted: list[Planted]) -> Path:
    """List every planted fault beside the period folders."""
    path = folder / MANIFEST
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([HEADER, *(one.line for one in planted)])
    return path


def _add(lists: Lists, plant: Plant) -> list[Planted]:
    """Add the rows of a plant at the ends of their files. The header is row 1 of a file, so the nth row of data is row n + 1."""
    found = []
    for line in plant.lines:
        rows = lists[line.table][line.year]
        rows.append(_row(line))
        if line.is_faulty:
            found.append(Planted(plant.code, line.table, line.year, len(rows) + 1, plant.column, plant.fault))
    return found or [_about_table(plant, lists)]


def _about_table(plant: Plant, lists: Lists) -> Planted:
    """What is found about a row that stands twice, or about the table as a whole."""
    table, rows = plant.lines[0].table, {line.year: len(lists[line.table][line.year]) + 1 for line in plant.lines}
    if plant.code == "category_vanished":
        return Planted(plant.code, table, SECOND, None, plant.column, plant.fault)
    year = FIRST if plant.code == "superseded_row" else SECOND
    return Planted(plant.code, table, year, rows[year], plant.column, plant.fault)


def _row(line: AddedRow) -> Row:
    return tuple(line.cells.get(header) for header in LAYOUTS[line.table].headers)


def _halve(lists: Lists) -> Planted:
    """Take away most sessions for taxi drivers, but none that is the first of its month."""
    before, rows = lists["taxi_training"]
    day = LAYOUTS["taxi_training"].headers.index("Date")
    firsts = {(row[day].year, row[day].month): row for row in reversed(rows)}
    rows[:] = [row for row in rows if row in firsts.values()]
    return Planted("table_halved", "taxi_training", SECOND, None, "", f"{len(rows)} rows, where the year before has {len(before)}")


def _lose_month(lists: Lists) -> Planted:
    rows = lists["risk_assessments"][SECOND]
    day = LAYOUTS["risk_assessments"].headers.index("Date completed")
    rows[:] = [row for row in rows if (row[day].year, row[day].month) != LOST_MONTH]
    return Planted("month_without_rows", "risk_assessments", SECOND, None, "Date completed", "no row in July 2016")
