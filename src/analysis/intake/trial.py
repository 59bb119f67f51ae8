"""What would become of a file if it were read with a mapping: the rooms of the intake, tried out on one file.

`overview check FILE` says with it whether what it proposes reads the file. Nothing that stands in a cell is quoted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace, check_record
from analysis.base.vocabulary import Vocabulary
from analysis.intake.codes import CodeList
from analysis.intake.extracts import Extract
from analysis.intake.map import map_tables
from analysis.intake.read import read_files
from analysis.intake.sources import RawFile
from analysis.intake.unfold import each_once, unfold
from analysis.intake.validate import REASONS, check_extracts, check_tables

ANY = "2000-01"
"""The period that the file is read for: the rules that keep rows aside do not look at it."""

UNREAD = {
    "unreadable_date": "no date in the way that is written here",
    "unreadable_number": "no whole number",
    "spelling_unknown": "a value without a code",
}


@dataclass(frozen=True)
class Trial:
    """How many rows there are and how many could be used, and a sentence for all that could not be read or is kept aside."""

    rows: int
    used: int
    sentences: tuple[str, ...]

    @property
    def reads_all(self) -> bool:
        return self.rows == self.used and not self.sentences

    @property
    def told(self) -> str:
        """How many rows could be used, in words."""
        return f"{self.used:,} of the {self.rows:,} rows of the file can be used" if self.rows else "the file cannot be used"


def try_out(path: Path, table: str, extract: Extract, workspace: Workspace) -> Trial:
    """The file read, mapped and checked with a mapping. What would stop a run is among the sentences, not raised."""
    amiss, periods = _faults_of(table, extract, workspace.vocabulary), {ANY: Period.parse(ANY)}
    reading = read_files([RawFile(ANY, path, table)], {table: extract}, workspace.limits)
    if amiss or reading.faults:
        return Trial(0, 0, tuple(_in_a_line(fault) for fault in (*amiss, *reading.faults)))
    mapped = map_tables(reading.sheets, {table: extract}, workspace.empty_words)
    received = unfold(mapped.tables, mapped.unreadable)
    checked = check_tables(*received, periods, {table: extract.lacking}, vocabulary=workspace.vocabulary)
    unread = _counted(mapped.unreadable[table])
    counted = each_once({"used": checked.used, "duplicate": checked.duplicate, "aside": checked.quarantined})
    sentences = (*map(_in_a_line, mapped.faults), *_of_cells(unread), *_of_rows(checked.cells, unread), *checked.faults)
    return Trial(len(mapped.tables[table]), len(mapped.tables[table]) - len(counted["aside"][table]), sentences)


def try_proposal(path: Path, table: str, text: str, lists: Mapping[str, CodeList], workspace: Workspace) -> Trial:
    """The same with a mapping in TOML, which need not be one that can be used."""
    try:
        extract = check_record(tomllib.loads(text) | {"lists": lists}, Extract, path)
    except Fault as fault:
        return Trial(0, 0, tuple(line.strip() for line in str(fault).splitlines()[1:]))
    return try_out(path, table, extract, workspace)


def _faults_of(table: str, extract: Extract, vocabulary: Vocabulary) -> list[str]:
    try:
        check_extracts({table: extract}, vocabulary)
    except Fault as fault:
        return str(fault).splitlines()[1:]
    return []


def _in_a_line(fault: str) -> str:
    return " ".join(fault.removeprefix("- ").split())


def _counted(cells: pd.DataFrame) -> pd.Series:
    """How many cells of each column are wrong in each way."""
    return cells.groupby(["column", "code"], sort=True).size()


def _of_cells(unread: pd.Series) -> Iterator[str]:
    for (column, code), count in unread.items():
        yield f"{column}: {count:,} {'cell is' if count == 1 else 'cells are'} {UNREAD[code]}"


def _of_rows(cells: pd.DataFrame, unread: pd.Series) -> Iterator[str]:
    """What keeps rows aside besides cells that cannot be read, which is said already."""
    grave = cells[(cells["severity"] == "quarantine") & ~cells["column"].isin(unread.index.get_level_values("column"))]
    for (column, code), count in _counted(grave).items():
        yield f"{column}: {count:,} {'row is' if count == 1 else 'rows are'} kept aside ({REASONS[code]})"
