"""What a year of reports costs beside a plain script and beside other ways to run notebooks, and what many workspaces cost.

`python -m benchmarks.runs` builds four quarters and the year, public edition, from raw extracts to all formats. Every way starts from an
empty ``data/processed`` and ``outputs``, writes the same files with the same functions and has processes of its own; what these use is
added up, also when they outlive the one that started them. The plain script is the floor: one process without papermill, other
processes or a folder beside. Snakemake is installed apart.

`python -m benchmarks.runs workspaces --count 20` builds the same five reports in so many workspaces, with one worker and with two,
beside one workspace alone, and beside how much more two processes of this machine do than one at a sum in Python.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from benchmarks.measure import Used, adopt_orphans, machine, measured, span
from benchmarks.ways import NAMES, OVERVIEW, PYTHON, Way, emptied, peers, ways

PROJECT = Path(__file__).parents[1]


def main() -> None:
    """Run one of the two benchmarks and print its table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="?", choices=["year", "workspaces"], default="year")
    parser.add_argument("--runs", type=int, default=3, help="of a year: how often each of our ways is run")
    parser.add_argument("--peers", type=int, default=1, help="of a year: how often each other tool is run; 0 leaves them out")
    parser.add_argument("--count", type=int, default=20, help="how many workspaces")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="of workspaces: with how many workers, one after the other")
    options = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        first = new_workspace(Path(folder) / "workspace")
        if options.what == "year":
            year(first, options.runs, options.peers)
        else:
            workspaces(first, options.count, options.jobs)
    print(f"\n{machine('papermill', 'nbconvert', 'pandas', 'matplotlib')}")


def new_workspace(root: Path) -> Path:
    """A workspace with the sample."""
    for part in ("config", "notebooks"):
        shutil.copytree(PROJECT / part, root / part)
    subprocess.run([sys.executable, "-m", "analysis", "sample", "--workspace", str(root)], check=True, capture_output=True)
    return root


def year(root: Path, runs: int, peer_runs: int) -> None:
    """Run each way so many times, in turn, and print medians and ranges."""
    used = in_turn(ways(root), root, runs) | (in_turn(peers(root), root, peer_runs) if peer_runs else {})
    print("| way | seconds on the clock | seconds of the processor | to the plain script: clock | processor | largest process, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    floor, *_ = used.values()
    for name, each in used.items():
        cells = [span([one.clock for one in each]), span([one.processor for one in each])]
        cells += [f"{_median(each, what) / _median(floor, what):.2f}" for what in ("clock", "processor")]
        print(f"| {name} | {' | '.join(cells)} | {max(one.peak for one in each):,.0f} |")
    print(f"\nMedians (least to most) of {runs} runs, of {peer_runs} for other tools")


def in_turn(compared: dict[str, Way], root: Path, runs: int) -> dict[str, list[Used]]:
    """What each way used, run by run."""
    used: dict[str, list[Used]] = {name: [] for name in compared}
    for _ in range(runs):
        for name, (before, commands) in compared.items():
            before()
            used[name].append(measured(commands, root))
            print(f"{name}: {used[name][-1].clock:.1f} s, processor {used[name][-1].processor:.1f} s", file=sys.stderr, flush=True)
    return used


def workspaces(first: Path, count: int, numbers: list[int]) -> None:
    """Build in one workspace and in many; what a report costs, how memory goes over the run, and what is left behind."""
    others = [Path(shutil.copytree(first, first.with_name(f"workspace-{n}"), copy_function=os.link)) for n in range(count - 1)]
    print("| workspaces | jobs | seconds on the clock | of the processor | a report: clock | processor | largest process, MB |"
          " all together, MB, by quarters of the run | processes, files left |")  # fmt: skip
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |")
    for roots, jobs in product(([first], [first, *others]), numbers):
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
    print(f"\nTwo processes beside each other did {two_to_one():.2f} times as much in the same time as one, at a sum in Python.")


def two_to_one() -> float:
    """How much more two processes do than one on this machine, when they have nothing to do with each other."""
    add = [PYTHON, "-c", "sum(i * i % 7 for i in range(30_000_000))"]
    began = time.perf_counter()
    subprocess.run(add, check=True)
    alone = time.perf_counter() - began
    for started in [subprocess.Popen(add) for _ in range(2)]:
        started.wait()
    return 2 * alone / (time.perf_counter() - began - alone)


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
