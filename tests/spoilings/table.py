"""`python -m tests.spoilings [WORDS ...]`: every spoiling, or those whose program or name has one of these words, and what comes of it.

Prints the table of docs/benchmarks.md. Each table of one council is spoilt in turn.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.spoilings.catalogue import SPOILINGS
from tests.spoilings.council import councils, drawn
from tests.spoilings.outcome import Spoiling, outcome_of

# Processes are not forked from this one: the libraries that link records have threads.
APART = multiprocessing.get_context("forkserver")
SEED = 11


def result(place: int, table: str) -> tuple[bool, str]:
    """Whether one spoiling of one table gives what it must, and what it gives."""
    spoiling, (council,) = SPOILINGS[place], drawn(councils(), 1, SEED)
    outcome = outcome_of(council, spoiling, table)
    return outcome.fits(spoiling, council.figures), outcome.in_short(spoiling, council.figures)


def line(spoiling: Spoiling, results: Sequence[tuple[bool, str]]) -> str:
    """The line of one spoiling: tables that give the same are told together."""
    words = {text: [table for table, (_, given) in zip(spoiling.tables, results, strict=True) if given == text] for _, text in results}
    told = next(iter(words)) if len(words) == 1 else "; ".join(f"{' and '.join(tables)}: {text}" for text, tables in words.items())
    fits = "" if all(fits for fits, _ in results) else "**no**: "
    return f"| {spoiling.program} | {spoiling.name} | {spoiling.what} | {spoiling.expected} | {fits}{told} |".replace("\\", "\\\\")


def main() -> None:
    """Spoil every table in every way and print what came of it; ends with 1 when something did not give what it must."""
    parser = argparse.ArgumentParser(prog="python -m tests.spoilings", description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    words = options.words or [""]
    chosen = [n for n, one in enumerate(SPOILINGS) if any(word in f"{one.program} {one.name}" for word in words)]
    failed = 0
    print("| program | spoiling | what it does | what must come of it | what comes of it |\n| --- | --- | --- | --- | --- |")
    with ProcessPoolExecutor(options.jobs, APART) as pool:
        asked = {place: [pool.submit(result, place, table) for table in SPOILINGS[place].tables] for place in chosen}
        for place, answers in asked.items():
            results = [answer.result() for answer in answers]
            failed += sum(not fits for fits, _ in results)
            print(line(SPOILINGS[place], results), flush=True)
    tables = sum(len(SPOILINGS[place].tables) for place in chosen)
    print(f"\n{len(chosen)} spoilings, {tables} tables spoilt, {failed} of them not as they must be.", file=sys.stderr)
    sys.exit(bool(failed))
