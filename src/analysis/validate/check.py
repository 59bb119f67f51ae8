"""Which rows of a table may be used.

Each table has one pandera schema, on columns that are already dates, numbers and codes. A row that fails is kept aside with every
reason it has (`Checked.quarantined`), rows that say exactly the same are counted once, and everything else goes on. What stands in
a cell never appears in a reason or finding: they name file, sheet, row and column.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pandera.errors

from analysis.sources import ORIGIN, PERSONAL, TEXT, Finding, failed_cells, findings_about
from analysis.validate.schemas import SCHEMAS

REASONS = {
    "empty": "this cell must be filled in",
    "key_conflict": "another row has the same value here and says something else, so neither row is used",
    "unknown_code": "this is not one of the codes the column may have",
    "negative": "a number of people cannot be below nought",
    "unreadable_date": "this cannot be read as a date in the way the mapping says",
    "unreadable_number": "this cannot be read as a whole number",
    "ends_before_it_starts": "the end is before the start",
}
"""Why a row is not used: the code in the quarantine and the findings, and its sentence."""

EMPTY_HAS_A_MEANING = {("placements", "ended_on")}
"""Columns that may be empty and then say something: a placement whose end cannot be read is not one that goes on."""

_PANDERA = {"not_nullable": "empty", "field_uniqueness": "key_conflict"}


@dataclass(frozen=True)
class Checked:
    """The rows of each table that may be used, those counted once already, and those kept aside with their reasons."""

    used: dict[str, pd.DataFrame]
    duplicate: dict[str, pd.DataFrame]
    quarantined: dict[str, pd.DataFrame]
    findings: tuple[Finding, ...]


def check_tables(tables: dict[str, pd.DataFrame], unreadable: dict[str, pd.DataFrame]) -> Checked:
    """Every row of every mapped table as used, duplicate or quarantined: each is exactly one of the three."""
    used, duplicate, quarantined, findings = {}, {}, {}, []
    for table, rows in tables.items():
        again = rows.duplicated(subset=list(rows.columns.drop(ORIGIN)))
        failures = find_failures(table, rows[~again], unreadable[table])
        kept_aside = rows.index.isin(failures["row"])
        used[table], duplicate[table] = rows[~again & ~kept_aside], rows[again]
        quarantined[table] = quarantine(rows, failures)
        findings += _findings(table, rows, unreadable[table], failures, duplicate[table])
    return Checked(used, duplicate, quarantined, tuple(findings))


def find_failures(table: str, rows: pd.DataFrame, unreadable: pd.DataFrame) -> pd.DataFrame:
    """Each reason for which a row cannot be used: ``row, column, code``. One bad cell never hides another."""
    here = unreadable[unreadable["row"].isin(rows.index)]
    must_read = [column for column, rule in SCHEMAS[table].columns.items() if not rule.nullable or (table, column) in EMPTY_HAS_A_MEANING]
    unread = here[here["column"].isin(must_read)]
    parts = [cells for cells in (unread, _schema_failures(table, rows)) if len(cells)]
    failures = pd.concat(parts, ignore_index=True) if parts else failed_cells()
    # A cell that could not be read arrives empty: the first reason is the true one.
    return failures.drop_duplicates(["row", "column"]).sort_values(["row", "column"], ignore_index=True)


def quarantine(rows: pd.DataFrame, failures: pd.DataFrame) -> pd.DataFrame:
    """The rows that failed, without the columns about who the child is, with ``reason_codes`` and ``reasons`` (joined by '; ')."""
    said = failures.assign(reasons=failures["column"] + ": " + failures["code"].map(REASONS).astype(TEXT))
    reasons = said.groupby("row").agg(reason_codes=("code", "; ".join), reasons=("reasons", "; ".join))
    kept = rows.loc[reasons.index].drop(columns=PERSONAL, errors="ignore")
    return kept.assign(reason_codes=reasons["reason_codes"].astype(TEXT), reasons=reasons["reasons"].astype(TEXT))


def _schema_failures(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    try:
        SCHEMAS[table].validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return failed_cells()
    if cases["index"].isna().any():
        # Not about a row but about the table: a fault of this program. The cases themselves may quote cells, so they are not shown.
        raise TypeError(f"{table}: columns of another type than the schema's: {sorted(set(cases['column'].dropna()))}")
    cases = cases.assign(row=cases["index"].astype("int64"), code=cases["check"].replace(_PANDERA))
    about_table = (cases["schema_context"] == "DataFrameSchema") & (cases["column"] != "ended_on")
    return cases.loc[~about_table, ["row", "column", "code"]].astype({"column": TEXT, "code": TEXT})


def _findings(table: str, rows: pd.DataFrame, unreadable: pd.DataFrame, failures: pd.DataFrame, duplicate: pd.DataFrame) -> list[Finding]:
    findings = findings_about(duplicate, "duplicate_row", "note", table, "", "says exactly what an earlier row says and is counted once")
    for (column, code), cases in failures.groupby(["column", "code"]):
        findings += findings_about(rows.loc[cases["row"]], code, "error", table, column, f"{REASONS[code]}; kept aside")
    passed_over = unreadable[~unreadable["row"].isin(failures["row"]) & ~unreadable["row"].isin(duplicate.index)]
    for (column, code), cases in passed_over.groupby(["column", "code"]):
        findings += findings_about(rows.loc[cases["row"]], code, "warning", table, column, f"{REASONS[code]}; taken as empty")
    return findings
