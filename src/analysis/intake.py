"""The raw extracts, made ready to be counted: read, map, validate, people, prepare; and the account of every row."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.map import map_tables
from analysis.people import identify, read_secret
from analysis.prepare import COLUMNS, NO_EPISODE, prepare
from analysis.read import read_files
from analysis.settings import Workspace
from analysis.sources import NOT_DATA, ORIGIN, TEXT, RawFile, find_files, findings_frame, read_extracts, stop_on
from analysis.validate import check_extracts, check_tables

UNITS = ["table", "file", "sheet"]


@dataclass(frozen=True)
class Intake:
    """Everything that the raw extracts come to.

    ``tables`` holds the processed tables, as ``docs/architecture.md`` describes them; a table that was not delivered is not there.
    ``files``, ``findings`` and ``completeness`` are the account of the intake; ``quarantine`` holds, by table, the rows that are not
    used, with their reasons, for internal use.
    """

    tables: dict[str, pd.DataFrame]
    files: pd.DataFrame
    findings: pd.DataFrame
    completeness: pd.DataFrame
    quarantine: dict[str, pd.DataFrame]


def prepare_tables(workspace: Workspace) -> Intake:
    """Read, map, validate, identify and prepare all extracts of a workspace. Raises one `Fault` with everything to be put right."""
    extracts = read_extracts(workspace)
    check_extracts(extracts)
    delivery = find_files(workspace, extracts)
    reading = read_files(delivery.files, extracts, workspace.limits)
    mapped = map_tables(reading.sheets, extracts)
    stop_on([*delivery.faults, *reading.faults, *mapped.faults], "The extracts cannot be used as they are")

    checked = check_tables(mapped.tables, mapped.unreadable)
    sources = {table: extract.source for table, extract in extracts.items()}
    identified = identify(checked.used, sources, read_secret(workspace))
    prepared = prepare(identified.tables)

    quarantine = _with_rows_without_episode(checked.quarantined, prepared.without_episode)
    files = account_for_rows(delivery.files, reading.sheets, prepared.tables, checked.duplicate, quarantine, reading.not_data)
    findings = [*delivery.findings, *reading.findings, *mapped.findings, *checked.findings, *identified.findings, *prepared.findings]
    return Intake(
        tables={table: _finished(rows, table) for table, rows in prepared.tables.items()} | {"people": identified.people},
        files=files,
        findings=findings_frame(findings),
        completeness=mapped.completeness,
        quarantine={table: rows.sort_values(ORIGIN, ignore_index=True) for table, rows in quarantine.items() if len(rows)},
    )


def write_intake(workspace: Workspace, intake: Intake) -> None:
    """Write all tables to ``data/processed`` as Parquet. They are built beside and moved in place when the last one is whole."""
    frames = dict(intake.tables) | {
        "intake_files": intake.files,
        "intake_findings": intake.findings,
        "intake_completeness": intake.completeness,
    }
    frames |= {f"quarantine/{table}": rows for table, rows in intake.quarantine.items()}
    workspace.processed.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=workspace.processed))
    try:
        for name, frame in frames.items():
            _write(frame, building / f"{name}.parquet")
        _move_in_place(building, workspace.processed)
    finally:
        shutil.rmtree(building)


def account_for_rows(
    files: Iterable[RawFile],
    sheets: dict[str, list[pd.DataFrame]],
    tables: dict[str, pd.DataFrame],
    duplicate: dict[str, pd.DataFrame],
    quarantine: dict[str, pd.DataFrame],
    not_data: dict[str, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """One row a raw file and sheet, with what became of its rows. Raises `Fault` when a row was lost or counted twice."""
    aside = not_data or {}
    read = {table: pd.concat([aside.get(table, NOT_DATA)[ORIGIN], *(part[ORIGIN] for part in parts)]) for table, parts in sheets.items()}
    counts = {
        "rows_in": _count_rows(read),
        "rows_used": _count_rows(tables),
        "rows_duplicate": _count_rows(duplicate),
        "rows_quarantined": _count_rows(quarantine),
        "rows_not_data": _count_rows(aside),
    }
    account = pd.DataFrame(counts).fillna(0).astype("int64").rename_axis(UNITS).reset_index()
    _check_account(account)
    known = [(raw.table, raw.period, raw.name, _sha256(raw.path)) for raw in files]
    known = pd.DataFrame(known, columns=["table", "period", "file", "sha256"])
    whole = account.merge(known, on=["table", "file"], how="left", validate="many_to_one")
    whole = whole[["table", "period", "file", "sheet", "sha256", *counts]]
    return whole.astype({name: TEXT for name in whole if name not in counts}).sort_values(UNITS, ignore_index=True)


def _count_rows(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """How many rows of each table come from each file and sheet. A row that comes from no file, such as an episode, is not counted."""
    parts = [rows[ORIGIN].assign(table=table) for table, rows in tables.items() if "_file" in rows]
    rows = pd.concat(parts) if parts else pd.DataFrame(columns=["table", *ORIGIN])
    return rows.rename(columns={"_file": "file", "_sheet": "sheet"}).groupby(UNITS).size()


def _check_account(account: pd.DataFrame) -> None:
    became = ["rows_used", "rows_duplicate", "rows_quarantined", "rows_not_data"]
    amiss = account[account["rows_in"] != account[became].sum(axis="columns")]
    faults = [
        f"{row.file}{f', sheet {row.sheet!r}' if row.sheet else ''}: {row.rows_in:,} rows read, but {row.rows_used:,} used, "
        f"{row.rows_duplicate:,} duplicate, {row.rows_quarantined:,} kept aside and {row.rows_not_data:,} no data."
        for row in amiss.itertuples()
    ]
    stop_on(faults, "Rows are not accounted for; this is an error of the program, so please report it")


def _with_rows_without_episode(quarantined: dict[str, pd.DataFrame], without_episode: pd.DataFrame) -> dict[str, pd.DataFrame]:
    if without_episode.empty:
        return quarantined
    rows = without_episode.drop(columns="child_id").assign(reason_codes="no_episode", reasons=f"returned_at: {NO_EPISODE}")
    rows = rows.astype({"reason_codes": TEXT, "reasons": TEXT})
    earlier = quarantined["return_interviews"]
    return quarantined | {"return_interviews": pd.concat([earlier, rows]) if len(earlier) else rows}


def _finished(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The table's own columns in the order of its key."""
    return rows[COLUMNS[table]].sort_values(COLUMNS[table][0], ignore_index=True)


def _write(frame: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    frame.to_parquet(path, engine="pyarrow", index=False)


def _move_in_place(building: Path, processed: Path) -> None:
    """Move the new tables over the old and take away those that are no longer made."""
    new = {path.relative_to(building) for path in building.rglob("*.parquet")}
    old = {path.relative_to(processed) for place in ("*.parquet", "quarantine/*.parquet") for path in processed.glob(place)}
    for name in sorted(new):
        (processed / name).parent.mkdir(exist_ok=True)
        os.replace(building / name, processed / name)
    for name in old - new:
        (processed / name).unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
