"""What a year of reports costs beside a plain script and beside other ways to run notebooks, and what many workspaces cost.

`python -m benchmarks.runs` builds four quarters and the year, public edition, from raw extracts to all formats. Every way starts from an
empty ``data/processed`` and ``outputs`` and has processes of its own; what these use is added up, also when they outlive the one that
started them. The plain script is the floor: one process that does the same without papermill, other processes or a folder beside. The
other ways take figures that are counted already and give no more than the executed notebooks and their pages. Snakemake is installed apart.

`python -m benchmarks.runs workspaces --count 20` builds the same five reports in so many workspaces, with one worker and with two,
beside one workspace alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Used, adopt_orphans, machine, measured, span
from benchmarks.ways import NAMES, OVERVIEW, emptied, ways

PROJECT = Path(__file__).parents[1]


def main() -> None:
    """Run one of the two benchmarks and print its table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="?", choices=["year", "workspaces"], default="year")
    parser.add_argument("--runs", type=int, default=3, help="of a year: how often each way is run")
    parser.add_argument("--count", type=int, default=20, help="how many workspaces")
    options = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        first = new_workspace(Path(folder) / "workspace")
        if options.what == "year":
            year(first, options.runs)
        else:
            workspaces(first, options.count)
    print(f"\n{machine('papermill', 'nbconvert', 'pandas', 'matplotlib')}")


def new_workspace(root: Path) -> Path:
    """A workspace with the sample."""
    for part in ("config", "notebooks"):
        shutil.copytree(PROJECT / part, root / part)
    subprocess.run([sys.executable, "-m", "analysis", "sample", "--workspace", str(root)], check=True, capture_output=True)
    return root


def year(root: Path, runs: int) -> None:
    """Run each way so many times, in turn, and print medians and ranges."""
    compared = ways(root)
    used: dict[str, list[Used]] = {name: [] for name in compared}
    for _ in range(runs):
        for name, (before, commands) in compared.items():
            before()
            used[name].append(measured(commands, root))
            print(f"{name}: {used[name][-1].clock:.1f} s, processor {used[name][-1].processor:.1f} s", file=sys.stderr, flush=True)
    print("| way | seconds on the clock | seconds of the processor | to the plain script: clock | processor | largest process, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    floor, *_ = used.values()
    for name, each in used.items():
        cells = [span([one.clock for one in each]), span([one.processor for one in each])]
        cells += [f"{_median(each, what) / _median(floor, what):.2f}" for what in ("clock", "processor")]
        print(f"| {name} | {' | '.join(cells)} | {max(one.peak for one in each):,.0f} |")
    print(f"\nMedians of {runs} (least to most)")


def workspaces(first: Path, count: int) -> None:
    """Build in one workspace and in many; what a report costs, how memory goes over the run, and what is left behind."""
    others = [Path(shutil.copytree(first, first.with_name(f"workspace-{n}"), copy_function=os.link)) for n in range(count - 1)]
    print("| workspaces | jobs | seconds on the clock | of the processor | a report: clock | processor | largest process, MB |"
          " all together, MB, by quarters of the run | processes, files left |")  # fmt: skip
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |")
    for roots, jobs in (([first], 1), ([first], 2), ([first, *others], 1), ([first, *others], 2)):
        for root in roots:
            emptied(root)
        scratch = Path(tempfile.mkdtemp())
        named = [word for root in roots for word in ("--workspace", str(root))]
        used = measured([[*OVERVIEW, "--jobs", str(jobs), *named]], first, watched=True, TMPDIR=str(scratch))
        reports = len(roots) * len(NAMES)
        cells = [used.clock, used.processor, used.clock / reports, used.processor / reports, used.peak]
        left = f"{used.left}, {len(left_behind(roots, scratch))}"
        print(f"| {len(roots)} | {jobs} | {' | '.join(f'{cell:,.1f}' for cell in cells)} | {peaks_by_quarter(used)} | {left} |", flush=True)
        shutil.rmtree(scratch)


def peaks_by_quarter(used: Used) -> str:
    """The most that all processes held together, in each quarter of the run."""
    seen = used.over_time
    parts = [seen[n * len(seen) // 4 : (n + 1) * len(seen) // 4] for n in range(4)]
    return ", ".join(f"{max(part):,.0f}" for part in parts if part)


def left_behind(roots: list[Path], scratch: Path) -> list[Path]:
    """Files and sockets that a run did not take away: temporary ones, and folders half built."""
    return [*scratch.rglob("*"), *(path for root in roots for path in root.rglob(".building-*"))]


def _median(each: list[Used], what: str) -> float:
    return statistics.median(getattr(one, what) for one in each)


if __name__ == "__main__":
    main()
