"""What others published beside the figures, as open data: ``benchmarks.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from analysis.compare.benchmarks import Benchmark, figures_of
from analysis.disclose import inert


def write_published_csv(benchmarks: Iterable[Benchmark], path: Path) -> Path | None:
    """Write what others published, as a report shows it, one figure a row; nothing where there is none."""
    rows = figures_of(benchmarks)
    if not rows:
        return None
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: inert(cell) for name, cell in row.items()} for row in rows)
    return path
