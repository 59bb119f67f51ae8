"""Kills sign-off, publish, withdraw, review and foi at random moments: `make fuzz`, or `python -m tests.fuzz.killed_commands`.

Each command is given many times in a copy of the same workspace and killed after a random part of the time that it takes. What readers
see must then be as it was before, or as the command leaves it when nobody disturbs it, once the next command has looked. Anything else
stops the program with an error.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from analysis.base.hashing import files_in, hashes
from analysis.base.settings import Workspace
from analysis.run.alone import alone
from analysis.run.log import current_user, log_path
from benchmarks.runs import new_workspace
from tests.fuzz.killed import command, wait_for_the_end_of
from tests.waiting import PATIENCE_SECONDS

QUARTER, DAY = "2016-17-Q3", "2017-05-04"
RELEASE = f"{DAY} {QUARTER}"
SIGN_OFF = ("sign-off", QUARTER, "--by", "A. Person", "--role", "Head of Performance")
PUBLISH = ("publish", QUARTER, "--on", DAY)
DRAFT = ("foi", "missing", "--period", "2016-17")
SEEN = ("approvals", "releases", "outputs", "data/registers", "data/processed/review")


def seen(root: Path) -> dict[str, str]:
    """What readers see of a workspace: each file by its hash, but for the list of outputs, which follows from the others."""
    files = [path for name in SEEN for path in files_in(root / name)]
    return hashes((path for path in files if path != root / "outputs" / "index.html"), root)


def done(root: Path, *words: str) -> float:
    """How long a command takes that nobody disturbs. Raises `AssertionError` with what it said when it fails."""
    start = time.monotonic()
    told = subprocess.run(command(*words, root=root), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return time.monotonic() - start


def accepting(root: Path) -> tuple[str, ...]:
    """The words that accept every warning of the report, as a command without them lists them in a copy."""
    copy = Path(shutil.copytree(root, root.with_name("asked")))
    told = subprocess.run(command(*SIGN_OFF, root=copy), capture_output=True, text=True, check=False).stderr
    shutil.rmtree(copy)
    codes = [line.strip().partition(":")[0] for line in told.splitlines() if line.startswith("  ")]
    return tuple(word for code in codes for word in ("--accept", code, "known"))


def stages(root: Path) -> list[tuple[str, tuple[str, ...]]]:
    """The commands in an order in which each finds what it needs; one that is not killed is given before the next."""
    return [
        ("review", ("review",)),
        ("review --decide", ("review", "--decide", str(root.with_name("pairs.xlsx")), "--by", "A. Person")),
        ("run", ("run", QUARTER)),
        ("sign-off", SIGN_OFF),
        ("publish", PUBLISH),
        ("foi", DRAFT),
        ("foi --release", (*DRAFT, "--release", "--on", DAY)),
        ("withdraw", ("withdraw", RELEASE, "--by", "A. Person", "--reason", "late", "--on", "2017-06-01")),
    ]


def decided(root: Path) -> None:
    """Fill in a decision on the first pair of the workbook."""
    book = load_workbook(root / "data" / "processed" / "review" / "pairs.xlsx")
    sheet = next(one for one in book.worksheets if one.max_row > 1)
    places = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, places["Decision"]).value = "same"
    book.save(root.with_name("pairs.xlsx"))


def built_by_someone_else(root: Path) -> None:
    """Let the log say that another account built everything, so that this one may sign."""
    path = log_path(Workspace(root))
    path.write_text(path.read_text(encoding="utf-8").replace(f'"user": "{current_user()}"', '"user": "builder"'), encoding="utf-8")


def kill_at_random(root: Path, words: tuple[str, ...], seconds: float, rng: Random) -> float:
    """Give the command, and kill it after a random part of its time; gives after how long."""
    after = rng.uniform(0, seconds)
    with subprocess.Popen(command(*words, root=root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        try:
            run.wait(timeout=after)
        except subprocess.TimeoutExpired:
            run.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            run.wait(PATIENCE_SECONDS)
    wait_for_the_end_of(run.pid)
    return after


def try_command(name: str, words: tuple[str, ...], root: Path, times: int, rng: Random) -> None:
    """Give one command undisturbed in a copy, then kill it so many times in others, and leave it done in the workspace."""
    before, copy = seen(root), root.with_name("copy")
    seconds = done(Path(shutil.copytree(root, root.with_name("after"))), *words)
    after = seen(root.with_name("after"))
    for number in range(times):
        shutil.copytree(root, copy)
        moment = kill_at_random(copy, words, seconds, rng)
        with alone(Workspace(copy), "the test"):
            now = seen(copy)
        assert now in (before, after), f"{name} killed after {moment:.2f} s: {sorted(set(now.items()) ^ set(before.items()))[:5]}"
        print(f"{name} {number + 1}: killed after {moment:.1f} s, all is as {'before' if now == before else 'after'}", flush=True)
        shutil.rmtree(copy)
    shutil.rmtree(root)
    root.with_name("after").rename(root)


def main() -> None:
    """Kill each command as many times as was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        root = new_workspace(Path(folder) / "workspace")
        for name, words in stages(root):
            if name == "run":
                done(root, *words)
                built_by_someone_else(root)
                continue
            wanted = (*words, *accepting(root)) if name == "sign-off" else words
            if name == "review --decide":
                decided(root)
            try_command(name, wanted, root, options.times, rng)
    print(f"each of {len(stages(root)) - 1} commands killed {options.times} times (seed {options.seed}): before or after, nothing between")


if __name__ == "__main__":
    main()
