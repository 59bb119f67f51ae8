"""Each mutant in a process of its own, where its tests run and say whether they notice.

The processes are forked from one that has imported the libraries, so that each takes seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.mutants.changes import Mutant, mutants_of
from tests.mutants.nearest import ROOMS, ROOT, modules

# What pytest ends with when a test failed, when a module could not be imported, and when a conftest could not.
NOTICED = {1: "noticed", 2: "noticed", 4: "noticed"}
LIBRARIES = (
    "hypothesis", "pandera.pandas", "pyarrow.parquet", "scipy.special", "scipy.sparse", "highspy", "mistune", "markupsafe", "pydantic",
    "matplotlib.pyplot", "xdist.plugin", "pytest_timeout", "_pytest.doctest", "IPython.core.completer", "nbformat",
)  # fmt: skip


class Changed(SourceFileLoader, MetaPathFinder):
    """Gives one module with other source text to whoever imports it; no file is written and none is read."""

    def __init__(self, path: Path, text: str) -> None:
        parts = path.relative_to(ROOT / "src").with_suffix("").parts
        super().__init__(".".join(parts[:-1] if parts[-1] == "__init__" else parts), str(path))
        self.text = text

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None

    def get_code(self, fullname: str) -> object:
        return compile(self.text, self.path, "exec")


# What needs no built workspace and no browser, and does not try many examples, is quick and gives the same answer each time.
OPTIONS = ("-x", "-q", "-n0", "--assert=plain", "-p", "no:cacheprovider", "-m", "not hypothesis")
DEAR = {"built", "browser"}


class Quick:
    """Leaves out the tests that ask for what is dear."""

    @staticmethod
    def pytest_collection_modifyitems(items: list) -> None:
        items[:] = [item for item in items if DEAR.isdisjoint(getattr(item, "fixturenames", ()))]


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: ``noticed``, ``survived`` or ``timed out``."""

    room: str
    mutant: Mutant
    became: str
    seconds: float


def sample(number: int, seed: int) -> list[tuple[str, Mutant]]:
    """So many mutants, as many from each room, the same for one seed."""
    draw, chosen = Random(seed), []
    for place, room in enumerate(ROOMS):
        every = [mutant for path in modules(room) for mutant in mutants_of(path)]
        share = number * (place + 1) // len(ROOMS) - number * place // len(ROOMS)
        chosen += [(room, mutant) for mutant in sorted(draw.sample(every, min(share, len(every))), key=lambda one: (one.path, one.start))]
    return chosen


def tried(chosen: list[tuple[str, Mutant]], seconds: float) -> Iterator[Outcome]:
    """Each mutant with what became of it. Raises `RuntimeError` for tests that fail, or take longer, on the code as it is."""
    sound: set[tuple[str, ...]] = set()
    for room, mutant in chosen:
        text, tests = mutant.path.read_text(encoding="utf-8"), modules(room)[mutant.path]
        if tests not in sound and _apart(mutant.path, text, tests, seconds)[0] != 0:
            raise RuntimeError(f"{' '.join(tests)} do not pass on the code as it is within {seconds:.0f} s, so they can notice nothing.")
        sound.add(tests)
        ended, took = _apart(mutant.path, mutant.applied(text), tests, seconds)
        became = "survived" if ended == 0 else "timed out" if ended is None else NOTICED.get(ended, f"ended with {ended}")
        yield Outcome(room, mutant, became, took)


def _apart(path: Path, text: str, tests: tuple[str, ...], seconds: float) -> tuple[int | None, float]:
    """How the tests end in a process of their own where a module has this text, and after how long; ``None`` for never."""
    process, began = get_context("fork").Process(target=_run, args=(path, text, tests)), time.monotonic()
    process.start()
    process.join(seconds)
    ended = process.exitcode
    process.kill()
    process.join()
    return ended, time.monotonic() - began


def _run(path: Path, text: str, tests: tuple[str, ...]) -> None:
    import pytest

    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    sys.meta_path.insert(0, Changed(path, text))
    sys.exit(pytest.main([*OPTIONS, *tests], plugins=[Quick]))


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """How many were noticed in each room and in all, as a table in Markdown."""
    yield from ("| room | mutants | noticed | survived | timed out |", "| --- | --- | --- | --- | --- |")
    for room in (*ROOMS, "all"):
        became = [one.became for one in outcomes if room in (one.room, "all")]
        counts = (len(became), *map(became.count, ("noticed", "survived", "timed out")))
        yield f"| {room} | {' | '.join(map(str, counts))} |"


def told(outcome: Outcome) -> str:
    """What became of a mutant, with the line before and after."""
    number, old, new = outcome.mutant.lines(outcome.mutant.path.read_text(encoding="utf-8"))
    place = outcome.mutant.path.relative_to(ROOT)
    return f"{outcome.became} ({outcome.seconds:.0f} s): {place}:{number}\n  - {old}\n  + {new}"


def main() -> None:
    """Try a sample of mutants one after the other, and print those that nothing noticed and the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--mutants", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=120, help="how long the tests of a mutant may take")
    options = parser.parse_args()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # A process with threads is not to be forked.
    for library in LIBRARIES:
        __import__(library)
    outcomes = []
    for number, outcome in enumerate(tried(chosen := sample(options.mutants, options.seed), options.seconds), start=1):
        outcomes.append(outcome)
        print(f"\r{number} of {len(chosen)}", end="", file=sys.stderr, flush=True)
        if outcome.became != "noticed":
            print(f"\n{told(outcome)}", flush=True)
    print("\n" + "\n".join(table(outcomes)))
