"""Kills real runs of a year at random moments: `make fuzz`, or `python -m tests.fuzz.killed --times N --seed S`.

After each kill no process may be left, and every folder of reports that stands must be, to the byte, what a run makes that nobody
disturbs; the next run resumes. A run that ends by itself must have made all of them; then they are taken away with all that was kept,
so that every kill falls into work. Anything else stops the program with an error.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from analysis.run.verify import differences
from benchmarks.measure import members
from benchmarks.runs import new_workspace
from tests.waiting import PATIENCE_SECONDS

YEAR, REPORTS = "2016-17", 5
LONGEST_SECONDS = 20


def command(*words: str, root: Path) -> list[str]:
    return [sys.executable, "-m", "analysis", *words, "--workspace", str(root)]


def is_killed(root: Path, seconds: float, by: signal.Signals) -> bool:
    """Whether a run was at work for so long, and was killed then. Raises `AssertionError` when it failed, or leaves processes behind."""
    words = command("run", YEAR, "--jobs", "2", root=root)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        try:
            assert run.wait(timeout=seconds) == 0, "a run failed"
        except subprocess.TimeoutExpired:
            # Ctrl-C reaches every process of a terminal; a kill reaches one.
            (os.killpg if by == signal.SIGINT else os.kill)(run.pid, by)
            run.wait(PATIENCE_SECONDS)
            wait_for_the_end_of(run.pid)
            return True
    return False


def wait_for_the_end_of(session: int, seconds: float = 10) -> None:
    """Raises `AssertionError` when processes of a session stay."""
    until = time.monotonic() + seconds
    while left := members(session):
        assert time.monotonic() < until, f"{len(left)} processes were left behind"
        time.sleep(0.1)


def whole_reports(root: Path, undisturbed: Path) -> int:
    """How many folders of reports stand. Raises `AssertionError` when one is not what it would have been."""
    folders = sorted(path.relative_to(root) for path in root.glob("outputs/*/public"))
    for folder in folders:
        found = differences(undisturbed / folder, root / folder)
        assert not found, f"{folder}: {'; '.join(found)}"
    return len(folders)


def check_all(root: Path, undisturbed: Path) -> None:
    """Raises `AssertionError` unless every report stands, with nothing half made beside it."""
    assert whole_reports(root, undisturbed) == REPORTS, "a run that ended left reports out"
    assert not [*root.rglob(".building-*")], "a run that ended left what was half made"


def empty(root: Path) -> None:
    """Take away all that a run made."""
    for name in ("data/processed", "outputs"):
        shutil.rmtree(root / name)
        (root / name).mkdir()


def main() -> None:
    """Break off as many runs as were asked for, and say what stood after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng, times = Random(options.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        undisturbed = new_workspace(Path(folder) / "undisturbed")
        root = Path(shutil.copytree(undisturbed, undisturbed.with_name("disturbed")))
        subprocess.run(command("run", YEAR, root=undisturbed), check=True, capture_output=True)
        while times < options.times:
            seconds, by = rng.uniform(0, LONGEST_SECONDS), rng.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
            if is_killed(root, seconds, by):
                times += 1
                print(f"{times}: {by.name} after {seconds:.1f} s, {whole_reports(root, undisturbed)} reports stand", flush=True)
            else:
                check_all(root, undisturbed)
                print("all reports are what they would have been; from the beginning", flush=True)
                empty(root)
        subprocess.run(command("run", YEAR, root=root), check=True, capture_output=True)
        check_all(root, undisturbed)
    print(f"{times} kills (seed {options.seed}); after the last resumption all is as in an undisturbed run")


if __name__ == "__main__":
    main()
