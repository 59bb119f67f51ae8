"""The raw extracts, made ready to be counted: read, map, correct, validate, people, prepare; and the account of every row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.base.formats import sentence_case
from analysis.base.hashing import sha256
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.whole import built_beside, place_all
from analysis.chapters.tables import EXTRACTS, TABLES, extracts_of
from analysis.intake.correct import Corrected, correct, read_register
from analysis.intake.extracts import Extract
from analysis.intake.map import UNKNOWN, Mapped, map_tables, spelling_faults
from analysis.intake.origins import FOLDER, hash_inputs, in_order, origins_of
from analysis.intake.people import Linked, identify, people_register_files, read_people_register, read_secret
from analysis.intake.prepare import NO_EPISODE, prepare
from analysis.intake.quality import findings_table, quality_table, rules_table
from analysis.intake.read import read_files
from analysis.intake.returns import fault_list, return_books
from analysis.intake.sources import NOT_DATA, ORIGIN, TEXT, Finding, RawFile, find_files, read_extracts, stop_on
from analysis.intake.unfold import each_once, unfold
from analysis.intake.validate import (
    RULES,
    Checked,
    Rule,
    check_extracts,
    check_finished,
    check_tables,
    fault_lines,
    official_code,
)

UNITS = ["table", "file", "sheet"]
OF_PEOPLE = [key for key, table in EXTRACTS.items() if table.has_people]
"""The extracts of which a small count of rows may tell of a person."""

FATES = {"duplicate": "duplicate", "superseded": "superseded", "quarantined": "kept aside", "not_data": "not data"}
"""What may become of a row that is not used, and the word for it."""

PLACES = ("*.parquet", "quarantine/*.parquet", f"{FOLDER}/*.parquet", "returns/*/*.xlsx")
"""What an intake leaves in ``data/processed``."""


@dataclass(frozen=True)
class Intake:
    """Everything that the raw extracts come to.

    ``tables`` holds the processed tables, as ``docs/processed-tables.md`` describes them; a table that was not delivered is not there.
    ``files``, ``findings``, ``completeness`` and ``account`` (further tables by name) are the account of the intake. For internal use
    alone are ``quarantine``, by table the rows that are not used, with their reasons, ``origins``, by table the raw rows behind the
    processed ones, ``faults``, the cells to send back, and ``linked``, who is who, which still says who the children are and is never
    written but for its register of keyed hashes.
    """

    tables: dict[str, pd.DataFrame]
    files: pd.DataFrame
    findings: pd.DataFrame
    completeness: pd.DataFrame
    quarantine: dict[str, pd.DataFrame]
    account: dict[str, pd.DataFrame] = field(default_factory=dict)
    origins: dict[str, pd.DataFrame] = field(default_factory=dict)
    faults: pd.DataFrame = field(default_factory=pd.DataFrame)
    linked: Linked | None = None


def prepare_tables(workspace: Workspace) -> Intake:
    """Read, map, validate, identify and prepare all extracts of a workspace. Raises one `Fault` with everything to be put right."""
    mappings, told = read_extracts(workspace), extracts_of(workspace.authority)
    check_extracts(mappings, workspace.vocabulary)
    extracts = {table: extract for table, extract in mappings.items() if table in told}
    delivery = find_files(workspace, extracts, {table: extract for table, extract in mappings.items() if table not in told})
    reading = read_files(delivery.files, extracts, workspace.limits)
    mapped = map_tables(reading.sheets, extracts, workspace.empty_words, workspace.authority.time_zone)
    corrected = correct(mapped.tables, mapped.received, mapped.unreadable, _keys(extracts), read_register(workspace))
    unknown = _unknown_spellings(mapped, corrected, extracts)
    stop_on([*delivery.faults, *reading.faults, *mapped.faults, *unknown], "The extracts cannot be used as they are")
    stop_on(corrected.faults, "The corrections register no longer fits the extracts")
    delivered = {table: {raw.period for raw in delivery.files if raw.table == table} for table in reading.sheets}
    periods = {raw.period: Period.parse(raw.period, workspace.authority.year_starts_in) for raw in delivery.files}
    lacking = {table: extract.lacking for table, extract in extracts.items()}
    received = unfold(corrected.tables, corrected.unreadable)
    checked = check_tables(*received, periods, lacking, workspace.authority.time_zone, workspace.vocabulary)
    stop_on(checked.faults, "The extracts cannot be used as they are")

    sources = {table: extract.source for table, extract in extracts.items()}
    secret, register = read_secret(workspace), read_people_register(workspace)
    identified = identify(checked.used, sources, secret, workspace.policy.people, register)
    authority, episodes = workspace.authority, workspace.policy.episodes
    prepared = prepare(identified.tables, authority.targets.multi_agency_meeting_days, episodes.joined_within_hours, authority.time_zone)
    finished = check_finished(prepared.tables | {"people": identified.people}, periods)

    quarantine = _with_rows_without_episode(checked.quarantined, prepared.without_episode)
    became = {"duplicate": checked.duplicate, "superseded": checked.superseded, "quarantined": quarantine, "not_data": reading.not_data}
    files = account_for_rows(delivery.files, reading.sheets, prepared.tables, became)
    cells = fault_lines([checked.cells, identified.cells, finished.cells, _no_episode_lines(prepared.without_episode)])
    rooms = (delivery, reading, mapped, checked, identified, prepared, finished)
    findings = [*(finding for room in rooms for finding in room.findings), *_corrections_found(corrected)]
    moves = {rule.code: rule.moves for rule in RULES}
    return Intake(
        tables={table: _finished(rows, table) for table, rows in prepared.tables.items()} | {"people": identified.people},
        files=files,
        findings=findings_table(findings, sources, moves, OF_PEOPLE),
        completeness=_with_children(mapped.completeness),
        quarantine={table: rows.sort_values(ORIGIN, ignore_index=True) for table, rows in quarantine.items() if len(rows)},
        account=_account_of_quality(corrected, checked, finished, cells, sources, periods, delivered)
        | {"intake_inputs": hash_inputs(workspace.raw), "people_pairs": identified.linked.child_pairs()},
        origins=origins_of(prepared.tables),
        faults=fault_list(cells, mapped.received, mapped.letters, sources, {rule.code: _to_sender(rule) for rule in RULES}),
        linked=identified.linked,
    )


def write_intake(workspace: Workspace, intake: Intake) -> None:
    """Write all tables to ``data/processed`` as Parquet, and the register of people to ``data/registers``.

    All are built beside and put into their places together when the last one is whole.
    """
    frames = (
        dict(intake.tables)
        | {
            "intake_files": intake.files,
            "intake_findings": intake.findings,
            "intake_completeness": intake.completeness,
        }
        | intake.account
    )
    frames |= {f"quarantine/{table}": rows for table, rows in intake.quarantine.items()}
    frames |= {f"{FOLDER}/{table}": rows for table, rows in intake.origins.items()}
    with built_beside(workspace.processed / "tables") as building, built_beside(workspace.registers / "register") as register:
        for name, frame in frames.items():
            _write(frame, building / f"{name}.parquet")
        for name, book in return_books(intake.faults).items():
            (building / "returns" / name).parent.mkdir(parents=True, exist_ok=True)
            (building / "returns" / name).write_bytes(book)
        for name, content in people_register_files(intake.linked.register).items() if intake.linked else ():
            (register / name).write_bytes(content)
        placed = {**_places(building, workspace.processed), **_places(register, workspace.registers)}
        old = {path for place in PLACES for path in workspace.processed.glob(place)}
        place_all(workspace.root, placed, sorted(old - set(placed.values())))


def account_for_rows(
    files: Iterable[RawFile],
    sheets: dict[str, list[pd.DataFrame]],
    tables: dict[str, pd.DataFrame],
    became: dict[str, dict[str, pd.DataFrame]],
) -> pd.DataFrame:
    """One row a raw file and sheet, with what became of its rows: used, or one of ``became``, each by table.

    A file that holds no row has noughts, and a row that became two counts once: as used where one of them is. Raises `Fault` when a row
    was lost or counted twice.
    """
    aside = became.get("not_data", {})
    read = {table: pd.concat([aside.get(table, NOT_DATA)[ORIGIN], *(part[ORIGIN] for part in parts)]) for table, parts in sheets.items()}
    fates = each_once({"used": tables} | {fate: became.get(fate, {}) for fate in FATES})
    counts = {"rows_in": _count_rows(read)} | {f"rows_{fate}": _count_rows(rows) for fate, rows in fates.items()}
    account = pd.DataFrame(counts).fillna(0).astype("int64").rename_axis(UNITS).reset_index()
    _check_account(account)
    known = [(raw.table, raw.period, raw.name, sha256(raw.path)) for raw in files]
    known = pd.DataFrame(known, columns=["table", "period", "file", "sha256"])
    whole = account.merge(known, on=["table", "file"], how="right", validate="many_to_one")
    whole = whole.fillna({"sheet": "", **dict.fromkeys(counts, 0)}).astype(dict.fromkeys(counts, "int64"))
    whole = whole[["table", "period", "file", "sheet", "sha256", *counts]]
    return whole.astype({name: TEXT for name in whole if name not in counts}).sort_values(UNITS, ignore_index=True)


def _count_rows(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """How many rows of each table come from each file and sheet. A row that comes from no file, such as an episode, is not counted."""
    parts = [rows[ORIGIN].assign(table=table) for table, rows in tables.items() if "_file" in rows]
    rows = pd.concat(parts) if parts else pd.DataFrame(columns=["table", *ORIGIN])
    return rows.rename(columns={"_file": "file", "_sheet": "sheet"}).groupby(UNITS).size()


def _check_account(account: pd.DataFrame) -> None:
    amiss = account[account["rows_in"] != account[["rows_used", *(f"rows_{fate}" for fate in FATES)]].sum(axis="columns")]
    faults = [
        f"{row.file}{f', sheet {row.sheet!r}' if row.sheet else ''}: {row.rows_in:,} rows read, but {row.rows_used:,} used, "
        + ", ".join(f"{getattr(row, f'rows_{fate}'):,} {words}" for fate, words in FATES.items())
        + "."
        for row in amiss.itertuples()
    ]
    stop_on(faults, "Rows are not accounted for; this is an error of the program, so please report it")


def _with_children(account: pd.DataFrame) -> pd.DataFrame:
    """The account with a column that says whether its rows are about children, so that small counts can be hidden."""
    return account.assign(about_children=account["table"].isin(OF_PEOPLE))


def _keys(extracts: dict[str, Extract]) -> dict[str, str]:
    return {table: extract.key for table, extract in extracts.items()}


def _unknown_spellings(mapped: Mapped, corrected: Corrected, extracts: dict[str, Extract]) -> list[str]:
    """Spellings without a code that the corrections register has not put right."""
    return [
        fault
        for table, text in mapped.received.items()
        for fault in spelling_faults(text, corrected.unreadable[table], table, extracts[table], partial(official_code, table, code=UNKNOWN))
    ]


def _to_sender(rule: Rule) -> str:
    return f"{sentence_case(rule.sentence)}. {rule.action}"


def _no_episode_lines(without_episode: pd.DataFrame) -> pd.DataFrame:
    """Tracker rows that fit no episode, as `validate` writes the faults of a row."""
    return without_episode[ORIGIN].assign(table="return_interviews", column="returned_at", code="no_episode", severity="quarantine")


def _corrections_found(corrected: Corrected) -> list[Finding]:
    """What was corrected, as a finding for each file and column; never from what to what."""
    by_column = corrected.made.groupby(["table", "file", "column"], sort=True)["rows"].sum()
    return [
        Finding("cell_corrected", "note", table, file, column, "corrected by the register", int(rows))
        for (table, file, column), rows in by_column.items()
    ]


def _account_of_quality(
    corrected: Corrected,
    checked: Checked,
    finished: Checked,
    cells: pd.DataFrame,
    sources: dict[str, str],
    periods: dict[str, Period],
    delivered: dict[str, set[str]],
) -> dict[str, pd.DataFrame]:
    """The tables of the account beside files, findings and completeness."""
    required = {key: list(table.required) for key, table in EXTRACTS.items()}
    events = {key: table.event for key, table in EXTRACTS.items()}
    rules = [(rule.code, rule.severity, rule.scope, rule.sentence, rule.action) for rule in RULES]
    return {
        "intake_rules": rules_table(rules, {**checked.unchecked, **finished.unchecked}),
        "intake_quality": _with_children(
            quality_table(corrected.tables, checked.duplicate, cells, required, events, sources, periods, delivered)
        ),
        "intake_corrections": corrected.made.assign(period=corrected.made["file"].str.split("/").str[0].astype(TEXT)),
    }


def _with_rows_without_episode(quarantined: dict[str, pd.DataFrame], without_episode: pd.DataFrame) -> dict[str, pd.DataFrame]:
    if without_episode.empty:
        return quarantined
    rows = without_episode.drop(columns="child_id").assign(reason_codes="no_episode", reasons=f"returned_at: {NO_EPISODE}")
    rows = rows.astype({"reason_codes": TEXT, "reasons": TEXT})
    earlier = quarantined["return_interviews"]
    return quarantined | {"return_interviews": pd.concat([earlier, rows]) if len(earlier) else rows}


def _finished(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The table's own columns in the order of its key."""
    return in_order(rows, table)[list(TABLES[table].kept)]


def _write(frame: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    frame.to_parquet(path, engine="pyarrow", index=False)


def _places(building: Path, folder: Path) -> dict[Path, Path]:
    """The place in a folder of each file that was built."""
    return {path: folder / path.relative_to(building) for path in sorted(building.rglob("*")) if path.is_file()}
