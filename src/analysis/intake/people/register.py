"""Which child each record belonged to, so that a child keeps its identifier from one run to the next.

The register holds keyed hashes and identifiers, and nothing that a person could be known by. ``records.csv`` has one line a record:
``record, first_id`` (the identifier it was first given) and ``child_id`` (the one it has now). ``changes.csv`` says which identifiers
were merged into which, and which were split off.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.base.settings import Fault, Workspace
from analysis.base.whole import write_whole
from analysis.intake.sources import TEXT

RECORDS = ["record", "first_id", "child_id"]
CHANGES = ["change", "child_id", "other_id"]
"""``merged``: the records of ``other_id`` now have ``child_id``. ``split``: records of ``other_id`` now have ``child_id``."""

DECISIONS = ["record_one", "record_other", "decision", "decided_by", "decided_on"]


def _empty(columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=TEXT) for name in columns})


@dataclass(frozen=True)
class Register:
    """What earlier runs and earlier reviews left: see the module for the columns."""

    records: pd.DataFrame = field(default_factory=lambda: _empty(RECORDS))
    changes: pd.DataFrame = field(default_factory=lambda: _empty(CHANGES))
    decisions: pd.DataFrame = field(default_factory=lambda: _empty(DECISIONS))


def read_people_register(workspace: Workspace) -> Register:
    """The register of a workspace, empty before the first run. Raises `Fault` when a file of it cannot be read."""
    folder = workspace.registers
    return Register(
        _read(folder / "records.csv", RECORDS), _read(folder / "changes.csv", CHANGES), _read(folder / "decisions.csv", DECISIONS)
    )


def people_register_files(register: Register) -> dict[str, bytes]:
    """The records and changes as files of the register; decisions are written by those who decide."""
    return {"records.csv": _as_csv(register.records), "changes.csv": _as_csv(register.changes)}


def write_decisions(workspace: Workspace, decisions: pd.DataFrame) -> None:
    """Write all decisions there are, whole or not at all."""
    write_whole(workspace.registers / "decisions.csv", _as_csv(decisions[DECISIONS]))


def name_children(groups: pd.Series, register: Register) -> tuple[pd.Series, Register]:
    """The ``child_id`` of each record, and the register that the next run goes by.

    ``groups`` gives, by record, the child that the record belongs to in this run. A child keeps the identifier that its records had, or
    takes back one that they had at first; only records never seen before make a new one, 'C' and the group's own key.
    A record that is gone from the extracts stays in the register with the identifier it had.
    """
    known = register.records.set_index("record")
    groups = groups.sort_index()
    last, first = known["child_id"].reindex(groups.index), known["first_id"].reindex(groups.index)
    named = _named(groups, last, first)
    child_id = groups.map(named).astype(TEXT).rename("child_id")
    now = pd.DataFrame({"first_id": first.fillna(child_id), "child_id": child_id})
    records = pd.concat([known[~known.index.isin(now.index)], now]).rename_axis("record").sort_index().reset_index().astype(TEXT)
    changes = pd.concat([register.changes, _changes(last, child_id)], ignore_index=True).astype(TEXT)
    return child_id, Register(records, changes, register.decisions)


def _named(groups: pd.Series, last: pd.Series, first: pd.Series) -> dict[str, str]:
    """An identifier for each group, none for two."""
    named: dict[str, str] = {}
    for claims in (_claims(groups, last), _claims(groups, first)):
        taken = set(named.values())
        for group, child_id in claims:
            if group not in named and child_id not in taken:
                named[group] = child_id
                taken.add(child_id)
    spent = set(named.values()) | set(last.dropna()) | set(first.dropna())
    return named | {group: _new(group, spent) for group in sorted(set(groups) - set(named))}


def _claims(groups: pd.Series, ids: pd.Series) -> Iterator[tuple[str, str]]:
    """Who may have which identifier, the strongest claim first: the child with the record it was made for, then the most records."""
    known = ids.dropna()
    held = Counter(zip(groups[known.index], known, strict=True))
    founders = {(groups[record], child_id) for record, child_id in known.items() if child_id == f"C{record}"}
    yield from sorted(held, key=lambda claim: (claim not in founders, -held[claim], claim[1], claim[0]))


def _new(group: str, spent: set[str]) -> str:
    """An identifier that nobody has or had: after a split the obvious one may belong to somebody else."""
    child_id, turn = f"C{group}", 0
    while child_id in spent:
        turn += 1
        child_id = f"C{group}-{turn}"
    return child_id


def _changes(last: pd.Series, now: pd.Series) -> pd.DataFrame:
    """Identifiers that were merged or split since the run before."""
    moved: dict[str, set[str]] = defaultdict(set)
    for before, after in zip(last, now, strict=True):
        if isinstance(before, str):
            moved[before].add(after)
    lines = [
        ("merged" if before not in moved[before] and len(moved[before]) == 1 else "split", after, before)
        for before in sorted(moved)
        for after in sorted(moved[before] - {before})
    ]
    return pd.DataFrame(lines, columns=CHANGES).astype(TEXT)


def _read(path: Path, columns: list[str]) -> pd.DataFrame:
    if not path.exists():
        return _empty(columns)
    try:
        frame = pd.read_csv(path, dtype=TEXT, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise Fault(f"{path} cannot be read ({error}). Put back the copy from your last backup.") from None
    if list(frame) != columns:
        raise Fault(f"{path} has the columns {', '.join(frame)}, not {', '.join(columns)}. Put back the copy from your last backup.")
    with path.open(encoding="utf-8", newline="") as file:
        cut = next((number for number, row in enumerate(csv.reader(file), 1) if len(row) < len(columns)), None)
    if cut:
        raise Fault(f"{path}: line {cut} is cut off. Put back the copy from your last backup.")
    return frame


def _as_csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()
