"""Which rows of a table may be used.

Each table has one pandera schema, on columns that are already dates, numbers and codes. A row that fails is kept aside with every
reason it has (`Checked.quarantined`), rows that say exactly the same are counted once, and everything else goes on. What stands in
a cell never appears in a reason or finding: they name file, sheet, row and column.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from analysis.sources import ORIGIN, PERSONAL, TEXT, Extract, Finding, failed_cells, findings_about, stop_on

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


def _key() -> pa.Column:
    return pa.Column(nullable=False, unique=True)


def _text() -> pa.Column:
    return pa.Column(nullable=True)


def _codes(*codes: str, required: bool = False) -> pa.Column:
    return pa.Column(checks=pa.Check.isin(codes, error="unknown_code"), nullable=not required, metadata={"codes": codes})


def _date(required: bool = False) -> pa.Column:
    return pa.Column(pa.DateTime, nullable=not required, metadata={"date": True})


def _people_counted() -> pa.Column:
    return pa.Column("Int64", pa.Check.ge(0, error="negative"), nullable=False)


def _full_name() -> dict[str, pa.Column]:
    return {"full_name": _text(), "date_of_birth": _date()}


def _social_care_person() -> dict[str, pa.Column]:
    names = {name: _text() for name in ("social_care_id", "surname", "forename")}
    return names | {"date_of_birth": _date(), "sex": _codes("female", "male", "not_recorded")}


def _table(columns: dict[str, pa.Column], *checks: pa.Check) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, checks=list(checks))


_SEX = _codes("female", "male", "not_recorded")
_RISK = _codes("no_apparent_risk", "low", "medium", "high", "not_recorded")
_CONCERN = _codes("direct_contact", "online_only", "organised_or_group", "not_known", "not_recorded")
_YES_NO = _codes("yes", "no", "not_recorded")
_ENDS_AFTER_START = pa.Check(lambda rows: ~(rows["ended_on"] < rows["started_on"]), error="ends_before_it_starts")

SCHEMAS = {
    "notifications": _table(
        {name: _text() for name in ("police_person_id", "surname", "forename", "postcode", "district")}
        | {
            "notification_id": _key(),
            "date_of_birth": _date(),
            "sex": _SEX,
            "category": _codes("missing", "absent", "found", required=True),
            "occurred_at": _date(required=True),
            "reported_at": _date(),
            "sent_at": _date(),
            "reported_missing_from": _codes("home", "care", "not_recorded"),
            "initial_risk": _RISK,
            "final_risk": _RISK,
        }
    ),
    "return_interviews": _table(
        _full_name()
        | {
            "interview_id": _key(),
            "returned_at": _date(required=True),
            "required": _YES_NO,
            "offered_on": _date(),
            "outcome": _codes("completed", "advice_given", "declined", "not_attempted", "not_required", "not_recorded"),
            "interviewed_at": _date(),
        }
    ),
    "meetings": _table(
        _full_name()
        | {
            "meeting_id": _key(),
            "social_care_id": _text(),
            "requested_on": _date(required=True),
            "held_on": _date(),
            "status": _codes("complete", "not_recorded", "cancelled"),
        }
    ),
    "referrals": _table(
        _social_care_person() | {"referral_id": _key(), "postcode": _text(), "received_on": _date(required=True), "concern_type": _CONCERN}
    ),
    "risk_assessments": _table(
        _social_care_person()
        | {"assessment_id": _key(), "completed_on": _date(required=True), "level": _codes("low", "medium", "high", "not_recorded")}
    ),
    "strategy_meetings": _table(_social_care_person() | {"meeting_id": _key(), "held_on": _date(required=True), "concern_type": _CONCERN}),
    "placements": _table(
        _social_care_person()
        | {
            "placement_id": _key(),
            "postcode": _text(),
            "responsible": _codes("own", "other", required=True),
            "placement_type": _codes("foster", "childrens_home", "parents", "semi_independent", "not_recorded"),
            "legal_status": _codes("care_order", "interim_care_order", "section_20", "not_recorded"),
            "started_on": _date(required=True),
            "ended_on": _date(),
        },
        _ENDS_AFTER_START,
    ),
    "service_referrals": _table(
        _full_name() | {"referral_id": _key(), "sex": _SEX, "received_on": _date(required=True), "re_referral": _YES_NO}
    ),
    "training_events": _table(
        {
            "event_id": _key(),
            "held_on": _date(required=True),
            "kind": _codes("multi_agency", "single_agency", "showcase", required=True),
            "delegates": _people_counted(),
        }
    ),
    "prevention": _table(
        {
            "activity_id": _key(),
            "held_on": _date(required=True),
            "kind": _codes("theatre_performance", "workshop", "competition", required=True),
            "phase": _codes("primary", "secondary", "special", "not_recorded"),
            "district": _text(),
            "pupils": _people_counted(),
        }
    ),
    "taxi_training": _table({"session_id": _key(), "district": _text(), "held_on": _date(required=True), "drivers": _people_counted()}),
}
"""What each table must look like after mapping."""


def check_extracts(extracts: dict[str, Extract]) -> None:
    """Whether the mapping gives each table the columns, dates and codes it must have. Raises one `Fault` with everything amiss."""
    faults = [fault for table, extract in extracts.items() for fault in _mapping_faults(table, extract)]
    stop_on(faults, "The mapping of the extracts cannot be used")


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


def _mapping_faults(table: str, extract: Extract) -> list[str]:
    file = f"config/extracts/{table}.toml"
    if table not in SCHEMAS:
        return [f"{file}: there is no table {table!r}. The tables are {', '.join(SCHEMAS)}. Rename the file or take it away."]
    columns = SCHEMAS[table].columns
    missing = [f"{file}: write the header of {column} under [columns]." for column in columns if column not in extract.columns]
    unknown = [f"{file}: {column} is not a column of {table}: take it away." for column in extract.columns if column not in columns]
    dates = [
        f"{file}: say under [dates] how {column} is written, such as %d/%m/%Y."
        for column in columns
        if (columns[column].metadata or {}).get("date") and column not in extract.dates
    ]
    return missing + unknown + dates + _code_faults(file, columns, extract)


def _code_faults(file: str, columns: dict[str, pa.Column], extract: Extract) -> list[str]:
    faults = []
    for column, rule in columns.items():
        allowed = (rule.metadata or {}).get("codes")
        if allowed and column not in extract.values:
            faults.append(f"{file}: say under [values.{column}] which spelling means which of {', '.join(allowed)}.")
        for text, code in extract.values.get(column, {}).items() if allowed else ():
            if code not in allowed:
                faults.append(f"{file}: [values.{column}] gives {text!r} the code {code!r}; it must be one of {', '.join(allowed)}.")
    return faults
