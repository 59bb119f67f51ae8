"""How long the bounds of figures take while many pairs of records await a decision: `make bench`.

The sample's extracts are read once and its children repeated under other identifiers, so that as many pairs as wanted tie different ones.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pandas as pd

from analysis.count.compute import Material
from analysis.count.undecided import child_bounds
from analysis.run.counting import material_of, periods_to_count, prepare_tables, told_by
from analysis.run.workspaces import make_workspace
from analysis.run.workspaces.answers import PRACTICE
from sample.today import set_up, write_today

COLUMNS = ["child_one", "child_other", "state"]


def repeated(material: Material, times: int) -> Material:
    """The same material with every child so many times, under identifiers that differ."""
    tables = {name: _repeated(rows, times) if "child_id" in rows else rows for name, rows in material.tables.items()}
    return Material(tables, material.delivered, material.supplied)


def _repeated(rows: pd.DataFrame, times: int) -> pd.DataFrame:
    return pd.concat([rows.assign(child_id=rows["child_id"] + f"-{n}") for n in range(times)], ignore_index=True)


def open_pairs(material: Material, pairs: int) -> pd.DataFrame:
    """So many pairs of children with episodes, none of them in two pairs."""
    children = sorted(set(material.tables["episodes"]["child_id"]))
    return pd.DataFrame([(*children[2 * n : 2 * n + 2], "open") for n in range(pairs)], columns=COLUMNS)


def main() -> None:
    """Print the processor seconds for each number of pairs."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pairs", type=int, nargs="*", default=[100, 1_000, 10_000])
    wanted = arguments.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder).resolve() / "city", PRACTICE)
        set_up(workspace)
        write_today(workspace)
        material = material_of(prepare_tables(workspace), workspace)
        children = material.tables["episodes"]["child_id"].nunique()
        material = repeated(material, 2 * max(wanted) // children + 1)
        periods, indicators = periods_to_count(material), told_by(workspace.authority)
        for pairs in wanted:
            started = time.process_time()
            bounds = child_bounds(material, open_pairs(material, pairs), indicators, periods, workspace.authority)
            print(
                f"{pairs:,} pairs, {len(periods)} periods: {time.process_time() - started:.1f} s, {len(bounds):,} figures move", flush=True
            )


if __name__ == "__main__":
    main()
