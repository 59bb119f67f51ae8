"""How long a million police notifications take to be read, mapped, validated and prepared, and how much memory: `make bench`.

Each step runs in a process of its own on the same file, the plain `pandas.read_csv` beside it, so that each has its own peak memory.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Taken = dict[str, tuple[float, float]]
"""Seconds on the clock and seconds of the processor, by what took them."""

PROJECT = Path(__file__).parents[1]
DISTRICTS = ("Ashdale", "Brookfield", "Castleford", "Denby")
RISKS = ("No apparent risk (absent)", "Low", "Medium", "High")
HEADERS = (
    *(
        "Notification ref",
        "Nominal ID",
        "Surname",
        "Forenames",
        "DOB",
        "Sex",
        "Home postcode",
        "District",
        "Type",
        "Missing since / found at",
    ),
    *("Reported to police", "Sent to social care", "Missing from", "Initial risk", "Final risk"),
)


def write_notifications(path: Path, rows: int, seed: int = 0) -> None:
    """Made-up notifications of one year, about one child for every nine: missing, then found, up to five times and in that order."""
    rng, began, children = Random(seed), datetime(2016, 4, 1), max(1, rows // 9)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADERS)
        for number in range(rows):
            turn, child = divmod(number // 2, children)
            if number % 2 == 0:
                at = began + timedelta(days=turn * 72, minutes=rng.randrange(66 * 24 * 60))
            else:
                at += timedelta(minutes=rng.randrange(1, 3000))
            writer.writerow(_row(rng, number, child, at))


def _row(rng: Random, number: int, child: int, at: datetime) -> list[str]:
    born = datetime(1998, 1, 1) + timedelta(days=child % 5000)
    reported, sent = at + timedelta(minutes=30), at + timedelta(minutes=30 + rng.randrange(4000))
    return [
        *(f"N{number:07d}", f"P{child:06d}", f"Surname{child % 9973}", f"Forename{child % 1009}", f"{born:%d/%m/%Y}", "FM"[child % 2]),
        *("ZZ1 1ZZ", DISTRICTS[child % 4], ("Missing", "Found")[number % 2], f"{at:%d/%m/%Y %H:%M}", f"{reported:%d/%m/%Y %H:%M}"),
        *(f"{sent:%d/%m/%Y %H:%M}", "Home address", RISKS[rng.randrange(4)], RISKS[rng.randrange(4)]),
    ]


def make_workspace(folder: Path, rows: int) -> Path:
    """A workspace in which only the notifications are delivered; the path of their file."""
    shutil.copytree(PROJECT / "config", folder / "config")
    for mapping in (folder / "config" / "extracts").glob("*.toml"):
        if mapping.stem != "notifications":
            mapping.unlink()
    path = folder / "data" / "raw" / "2016-17" / "police_notifications.csv"
    path.parent.mkdir(parents=True)
    (folder / "data" / "raw" / "SYNTHETIC").touch()
    write_notifications(path, rows)
    return path


def plain(root: Path) -> Taken:
    """What there is to compare with: pandas alone, which reads and does nothing else."""
    import pandas as pd

    taken: Taken = {}
    _timed(pd.read_csv, "pandas.read_csv", taken)(root / "data" / "raw" / "2016-17" / "police_notifications.csv")
    return taken


def intake(root: Path) -> Taken:
    """The whole intake, and what each of its steps took."""
    from analysis.base.settings import Workspace
    from analysis.intake import pipeline

    taken: Taken = {}
    for name in ("find_files", "read_files", "map_tables", "check_tables", "identify", "prepare"):
        setattr(pipeline, name, _timed(getattr(pipeline, name), name, taken))
    made = _timed(pipeline.prepare_tables, "the whole intake", taken)(Workspace(root))
    assert made.files["rows_used"].sum() == len(made.tables["notifications"]), "rows were left out"
    return taken


def _timed(function, name: str, taken: Taken):
    def call(*args, **options):
        began, worked = time.perf_counter(), time.process_time()
        try:
            return function(*args, **options)
        finally:
            taken[name] = time.perf_counter() - began, time.process_time() - worked

    return call


def _alone(step: str, root: Path) -> tuple[Taken, float]:
    """The seconds of the parts of a step in a process of its own, and its peak memory in MB."""
    done = subprocess.run([sys.executable, __file__, "--step", step, "--root", root], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    answer = json.loads(done.stdout)
    return answer["seconds"], answer["peak"]


def main() -> None:
    """Make the file, run both steps, print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--step", choices=["plain", "intake"])
    parser.add_argument("--root", type=Path)
    options = parser.parse_args()
    if options.step:
        seconds = {"plain": plain, "intake": intake}[options.step](options.root)
        print(json.dumps({"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = make_workspace(Path(folder), options.rows)
        print(f"{options.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB of CSV")
        for step in ("plain", "intake"):
            seconds, peak = _alone(step, Path(folder))
            for name, (elapsed, processor) in seconds.items():
                print(f"  {name:20} {elapsed:8.1f} s, of the processor {processor:8.1f} s")
            print(f"  {'peak memory':20} {peak:8,.0f} MB")


if __name__ == "__main__":
    main()
