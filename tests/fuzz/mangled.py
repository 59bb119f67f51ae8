"""Fuzzes the reader and the mapper: `make fuzz`, or `python -m tests.fuzz --inputs N --seed S`.

Each input is an awkward file, mangled: bytes changed, taken out, repeated, exchanged with those of another file; or a text file put
together from pieces that have a meaning to a reader; or a table that was spoilt as programs and people do it (`tests.spoilings`), and
then perhaps mangled. It must come out with every row accounted for, or with a `Fault` that quotes nobody. Anything else is a failure: it
is shown with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pandas as pd

from analysis.base.settings import Fault, FileLimits
from analysis.intake.archives import members_of
from analysis.intake.extracts import Extract
from analysis.intake.map import map_tables, spelling_faults
from analysis.intake.read import calamine_alone, read_files, workbook
from analysis.intake.sources import ORIGIN, RawFile
from tests.awkward import texts, workbooks
from tests.spoilings.catalogue import SPOILINGS
from tests.spoilings.council import councils, drawn, mapping_of
from tests.spoilings.files import Table
from tests.spoilings.outcome import TABLES, Spoiling
from tests.waiting import PATIENCE_SECONDS

APART = multiprocessing.get_context("forkserver")
APART.set_forkserver_preload(["analysis.run.workers.alone", "tests.fuzz.mangled"])
"""Processes are not forked from this one: the libraries that mapping uses have threads."""

TOGETHER = 40
"""How many files are read and mapped at a time, as the files of one table are."""

EACH = 20
"""One in so many batches is of spoilt tables, which are larger than the other inputs."""

LIMITS = FileLimits(largest_file_mb=5, largest_unpacked_mb=20)
EXTRACT = Extract(
    source="police",
    files=("*",),
    key="ref",
    columns={"ref": ("Ref", "/case (no|number)/"), "name": "Name", "seen_at": "Seen", "held_on": "Held", "sex": "Sex", "pupils": "Pupils"},
    dates={"held_on": ("%d/%m/%Y", "%Y-%m-%d", "excel")},
    values={"sex": {"F": "female", "/m(ale)?/": "male", "": "not_recorded"}},
    not_data=("Total", "/end of .*/"),
)
PIECES = [
    *("Ref", "Name", "Seen", "Held", "Sex", "Pupils", "Case no", "Total", "F", "male", "007", "42552", "1,234", "01/07/2016", "13:05"),
    *(",", ";", "\t", "|", '"', '""', "\n", "\r\n", "\r", " ", "", "\0", "\ufeff", "\x1f", "'", "=1+1", "Zoë", "’", "\U0001f600", "\u2028"),
    *("31/02/2016", "2016-07-01", "99999", "-1", "nan", "None", "_row", "_file", "<html>", "sep=;", "01/07/2016 13:05", "x" * 300),
]
HEADERS = ["Ref", "Name", "Seen", "Held", "Sex", "Pupils"]
PLAUSIBLE = {
    "Ref": ["1", "2", "007", "N3", ""],
    "Name": ["Ann", "Zoë", "O’Neill", ""],
    "Seen": ["01/07/2016 13:05", "28/02/2016 00:00", ""],
    "Held": ["01/07/2016", "13/12/2016", "2016-07-01", "12/13/2016", ""],
    "Sex": ["F", "male", "M", "", " f "],
    "Pupils": ["7", "1,240", "", "many"],
}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]


def mangled(rng: Random, content: bytes, other: bytes) -> bytes:
    """The bytes with a few things done to them."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        start, stop = sorted((rng.randint(0, len(changed)), rng.randint(0, len(changed))))
        stop = min(stop, start + rng.choice((1, 4, 40, 4000)))
        kind = rng.randrange(6)
        if kind == 0:
            changed[start:stop] = rng.randbytes(stop - start)
        elif kind == 1:
            del changed[start:stop]
        elif kind == 2:
            changed[start:start] = changed[start:stop] * rng.randint(1, 3)
        elif kind == 3:
            place = rng.randint(0, len(other))
            changed[start:stop] = other[place : place + stop - start]
        elif kind == 4:
            changed[start:start] = rng.choice(PIECES).encode()
        elif changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def composed(rng: Random) -> bytes:
    """A text file of pieces, in an encoding; most have a header, and cells as they should be among others."""
    delimiter = rng.choice(",,;\t|")
    lines = [delimiter.join(HEADERS) + "\n"] if rng.random() < 0.8 else []
    sound = rng.choice((0.5, 0.9, 0.98, 1.0))
    for _ in range(rng.randint(0, 12)):
        cells = [rng.choice(PLAUSIBLE[header] if rng.random() < sound else PIECES) for header in HEADERS]
        lines.append(delimiter.join(cells[: 6 if rng.random() < 0.8 else rng.randint(0, 6)]) + rng.choice(("\n", "\n", "\r\n", "")))
    return "".join(lines).encode(rng.choice(ENCODINGS), errors="replace")


def spoilt(rng: Random, sound: list[Table], ways: list[Spoiling], path: Path) -> list[Path]:
    """The files of a table that was spoilt in one way; half of them mangled besides."""
    files = rng.choice(ways).spoil(rng.choice(sound))
    paths = [path.with_name(path.name + ending.replace(" ", "")) for ending in files]
    for one, content in zip(paths, files.values(), strict=True):
        one.write_bytes(content if rng.random() < 0.5 else mangled(rng, content, content))
    return paths


def made(rng: Random, corpus: list[bytes], path: Path) -> list[Path]:
    """A file that is composed, or one of the corpus, mangled."""
    content = composed(rng) if rng.random() < 0.6 else mangled(rng, rng.choice(corpus), rng.choice(corpus))
    path = path.with_name(path.name + rng.choice((".csv", ".xlsx", ".txt")))
    path.write_bytes(content)
    return [path]


@dataclass(frozen=True)
class Kind:
    """Inputs of one table: its mapping, and what writes the files of an input under a name without an ending."""

    table: str
    extract: Extract
    write: Callable[[Random, Path], list[Path]]

    def raw_files(self, path: Path) -> list[RawFile]:
        """The file, or what an archive holds. Raises `Fault` when an archive cannot be used."""
        members = members_of(path, LIMITS) if path.suffix == ".zip" else [""]
        return [RawFile("2016-17", path, self.table, member) for member in members]


def usual_inputs() -> Kind:
    """Small files, composed or mangled."""
    corpus = [content for case in [*texts.CASES, *workbooks.CASES] if len(content := case.bytes()) < 20_000]
    return Kind("notifications", EXTRACT, partial(made, corpus=corpus))


def spoilt_inputs(table: str) -> Kind:
    """A table of the project's own mapping, spoilt."""
    sound = [council.tables[table] for council in drawn(councils(), 5, of=0)]
    return Kind(
        table,
        Extract.model_validate(mapping_of(table)),
        partial(spoilt, sound=sound, ways=[one for one in SPOILINGS if table in one.tables]),
    )


def check(paths: list[Path], kind: Kind) -> Counter[str]:
    """Read and map these files; what came of them. Raises when a row was lost or anything but a `Fault` was raised."""
    raw_files, outcomes = [], Counter()
    for path in paths:
        try:
            raw_files += kind.raw_files(path)
        except Fault:
            outcomes["refused"] += 1
    reading = read_files(raw_files, {kind.table: kind.extract}, LIMITS)
    outcomes["refused"] += len(reading.faults)
    if len(reading.faults) == len(raw_files):
        return outcomes
    mapped = map_tables(reading.sheets, {kind.table: kind.extract})
    read = pd.concat([part[ORIGIN] for part in reading.sheets[kind.table]], ignore_index=True)
    pd.testing.assert_frame_equal(mapped.tables[kind.table][ORIGIN], read)
    rows = pd.concat([read, reading.not_data[kind.table][ORIGIN]])
    assert not rows.duplicated().any(), "a row stands twice in the account"
    text, cells = mapped.received[kind.table], mapped.unreadable[kind.table]
    faults = [*mapped.faults, *spelling_faults(text, cells, kind.table, kind.extract, str)]
    faulty = {name for name in read["_file"].unique() if any(fault.startswith(name) for fault in faults)}
    return outcomes + Counter({"faults in the mapping": len(faulty), "mapped": read["_file"].nunique() - len(faulty)})


class Helper:
    """Opens workbooks in a process that is kept, and started again when a workbook ends it: one for each input would take a day."""

    def __init__(self) -> None:
        self.ended = 0
        self.start()

    def start(self) -> None:
        self.connection, other = APART.Pipe()
        self.process = APART.Process(target=_serve, args=(other,), daemon=True)
        self.process.start()
        other.close()

    def opened(self, content: bytes, raw: RawFile, limits: FileLimits) -> list:
        """What `workbook` does in a process of its own."""
        try:
            self.connection.send_bytes(content)
            answer = json.loads(self.connection.recv_bytes())
        except (EOFError, ConnectionError):
            self.process.join(PATIENCE_SECONDS)
            self.ended += 1
            self.start()
            answer = "crashed"
        if isinstance(answer, str):
            raise Fault(f"{raw.place} {workbook.FAULTS[answer]}")
        return answer


def _serve(connection: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    calamine_alone.limit_memory(2_000)
    while True:
        connection.send_bytes(json.dumps(calamine_alone.read(connection.recv_bytes())).encode())


def try_inputs(seed: int, numbers: range) -> Counter[str]:
    """What came of these inputs. Raises `AssertionError` with the seed, the number and the bytes of the first that fails."""
    helper, outcomes = Helper(), Counter()
    workbook._opened = helper.opened
    usual, tables = usual_inputs(), [spoilt_inputs(table) for table in TABLES]
    for start in range(numbers.start, numbers.stop, TOGETHER):
        turn, last = divmod(start // TOGETHER, EACH)
        kind = tables[turn % len(tables)] if last == EACH - 1 else usual
        with tempfile.TemporaryDirectory() as folder:
            inputs = [
                kind.write(Random(f"{seed}/{number}"), path=Path(folder) / str(number))
                for number in range(start, min(start + TOGETHER, numbers.stop))
            ]
            try:
                outcomes += check([path for paths in inputs for path in paths], kind)
            except Exception:
                blame(seed, inputs, kind)
                raise
    return outcomes + Counter({"ended the process of the workbook": helper.ended})


def blame(seed: int, inputs: list[list[Path]], kind: Kind) -> None:
    """Try each of these alone. Raises `AssertionError` with the bytes of the first that fails."""
    for paths in inputs:
        try:
            check(paths, kind)
        except Exception as error:
            start = paths[0].read_bytes()[:2000]
            raise AssertionError(f"input {paths[0].name} of seed {seed} failed; its bytes: {start!r}") from error


def main() -> None:
    """Try so many inputs, in parallel, and say what came of them; ends with the traceback of the first failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0, help="the input to begin with, to go on after a failure was mended")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    parts = [range(start, min(start + 1000, options.inputs)) for start in range(options.first, options.inputs, 1000)]
    began, outcomes = time.monotonic(), Counter()
    with ProcessPoolExecutor(options.jobs, APART) as pool:
        for done, outcome in enumerate(pool.map(try_inputs, [options.seed] * len(parts), parts), start=1):
            outcomes += outcome
            print(f"\r{parts[done - 1].stop:,} inputs", end="", file=sys.stderr, flush=True)
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(outcomes.items()))
    print(
        f"\nInputs {options.first:,} to {options.inputs:,} of seed {options.seed} in {time.monotonic() - began:,.0f} s, no failure: {told}."
    )
