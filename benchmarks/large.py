"""What counting costs on large tables: 10,000 to 5,000,000 notifications, every indicator with every breakdown for 20 quarters.

The processed tables are made directly: rows of the sample's own tables drawn again, with other children and days, five years of them, every
table as many times as long as the notifications are. Reading is `pandas.read_parquet` of all tables that are counted, every column;
counting reads what it needs by itself and counts. Each has a process of its own, so each has its own peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

PROJECT = Path(__file__).parents[1]
SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
YEARS = ("2012-13", "2013-14", "2014-15", "2015-16", "2016-17")
DAYS = 365 * len(YEARS) + 1


def make(rows: int, sample: Path, folder: Path) -> None:
    """Write tables with so many notifications, and all others in proportion."""
    from analysis.chapters import ALL

    rng = np.random.default_rng(rows)
    times = rows / len(pd.read_parquet(sample / "notifications.parquet", columns=["child_id"]))
    dates = {one.source: one.dated_by for one in ALL}
    for table in sorted({one.source for one in ALL if (sample / f"{one.source}.parquet").exists()}):
        drawn(pd.read_parquet(sample / f"{table}.parquet"), times, dates[table], rng).to_parquet(folder / f"{table}.parquet", index=False)


def drawn(rows: pd.DataFrame, times: float, dated_by: str, rng: np.random.Generator) -> pd.DataFrame:
    """So many times the rows, with keys, children and days of their own; the times between two dates of a row stay."""
    count = round(len(rows) * times)
    made = rows.iloc[rng.integers(len(rows), size=count)].reset_index(drop=True)
    stem = made.columns[0]
    made[stem] = pd.Series(np.arange(count)).map("{:09d}".format).astype(made[stem].dtype)
    if "child_id" in made:
        children = pd.Series([f"C{number:016x}" for number in rng.integers(2**62, size=max(1, count // 4))], dtype=made["child_id"].dtype)
        made["child_id"] = children.iloc[rng.integers(len(children), size=count)].to_numpy()
    if dated_by:
        day = pd.Timestamp("2012-04-01") + pd.to_timedelta(rng.integers(DAYS, size=count), unit="D")
        moved = day - made[dated_by].dt.normalize()
        for name in made.select_dtypes("datetime"):
            made[name] += moved
    return made


def read(folder: Path) -> int:
    """Read every table whole; how many bytes they take in memory."""
    return sum(int(pd.read_parquet(path).memory_usage(deep=True).sum()) for path in sorted(folder.glob("*.parquet")))


def count(folder: Path) -> int:
    """Count every indicator for each quarter and year; how many figures there are."""
    from analysis.base.periods import Period
    from analysis.base.settings import Workspace
    from analysis.chapters import ALL
    from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, read_counted

    years = [Period.parse(name) for name in YEARS]
    tables = read_counted(folder, ALL)
    material = Material(tables, dict.fromkeys(tables, tuple(years)), NOTHING_SUPPLIED)
    periods = [part for year in years for part in (*year.quarters, year)]
    return len(compute(material, ALL, periods, Workspace(PROJECT).authority))


STEPS: dict[str, Callable[[Path], int]] = {"read": read, "count": count}


def step(name: str, folder: Path) -> dict[str, float]:
    """Do one step here, in this process; what it took."""
    began, before = time.perf_counter(), time.process_time()
    gave = STEPS[name](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - began, "processor": time.process_time() - before, "peak": peak, "gave": gave}


def measured(name: str, folder: Path) -> dict[str, float]:
    """What a step takes in a process of its own."""
    command = [sys.executable, __file__, "--step", name, str(folder)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def sample_tables(folder: Path) -> Path:
    """The processed tables of the sample."""
    from analysis.intake.pipeline import prepare_tables, write_intake
    from analysis.run.workspaces import make_workspace
    from sample import write_sample

    workspace = make_workspace(folder)
    write_sample(workspace)
    write_intake(workspace, prepare_tables(workspace))
    return workspace.processed


def main() -> None:
    """Print a table with one line a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--step", nargs=2, metavar=("NAME", "FOLDER"), help="do this one step here")
    options = parser.parse_args()
    if options.step:
        print(json.dumps(step(options.step[0], Path(options.step[1]))))
        return
    names = ["notifications", "tables in memory, MB", "figures", "read", "CPU", "peak MB", "read and count", "CPU", "peak MB"]
    print(f"| {' | '.join([*names, 'to reading', 'peak to tables', 'CPU µs a row'])} |")
    print(f"|{' ---: |' * 12}")
    with tempfile.TemporaryDirectory() as scratch:
        sample = sample_tables(Path(scratch) / "sample")
        for rows in options.rows:
            folder = Path(scratch) / str(rows)
            folder.mkdir()
            make(rows, sample, folder)
            one, other = measured("read", folder), measured("count", folder)
            cells = [f"{rows:,}", f"{one['gave'] / 1e6:,.0f}", f"{other['gave']:,}"]
            cells += [
                text for used in (one, other) for text in (f"{used['seconds']:.2f}", f"{used['processor']:.2f}", f"{used['peak']:,.0f}")
            ]
            ratios = other["seconds"] / one["seconds"], other["peak"] * 1e6 / one["gave"], other["processor"] * 1e6 / rows
            cells += [f"{ratio:.1f}" for ratio in ratios]
            print(f"| {' | '.join(cells)} |", flush=True)
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "pyarrow"))
    print(f"\nPython {platform.python_version()}, {packages}, {platform.machine()} {platform.system()}, {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
