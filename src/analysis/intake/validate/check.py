"""Each row of each table as used, counted once already, superseded or kept aside, with everything that is wrong with it.

What stands in a cell never appears in a reason or finding: they name file, sheet, row and column. One faulty cell never hides
another: every rule looks at every row that counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from analysis.base.periods import Period
from analysis.base.settings import TIME_ZONE
from analysis.base.vocabulary import NO_OWN, Vocabulary
from analysis.chapters.tables import EXTRACTS, tables_with_codes_of
from analysis.intake.sources import ORIGIN, PERSONAL, SECOND, TEXT, Finding, failed_cells, findings_about
from analysis.intake.unfold import as_in_file, once, rows_of_file
from analysis.intake.validate.catalogue import BY_CODE, ON_FILES, ON_FINISHED, ON_RECEIPT
from analysis.intake.validate.rule import Found, Rule, RuleInput, folder_of
from analysis.intake.validate.schemas import schema_of
from analysis.intake.validate.ssda903 import CELL_CODES

REASONS = {code: rule.sentence for code, rule in BY_CODE.items() if rule.severity == "quarantine"}
"""Why a row is not used: the code in the quarantine and the findings, and its sentence."""

MOST = 0.5
ENOUGH = 20

_TAKEN_AS_EMPTY = ("unreadable_date", "unreadable_number", "error_cell", "spoilt_identifier")
_PANDERA = {"not_nullable": "empty", "field_uniqueness": "key_conflict"}


@dataclass(frozen=True)
class Checked:
    """The rows of each table that may be used, those counted once already, those superseded, and those kept aside with reasons.

    ``cells`` has one line for each fault of a row: ``table, row, column, code, severity`` and where the row stands. ``unchecked``
    says of each rule that could not be checked why not; ``faults`` stop the run.
    """

    used: dict[str, pd.DataFrame]
    duplicate: dict[str, pd.DataFrame]
    quarantined: dict[str, pd.DataFrame]
    findings: tuple[Finding, ...]
    superseded: dict[str, pd.DataFrame] = field(default_factory=dict)
    cells: pd.DataFrame = field(default_factory=lambda: fault_lines([]))
    unchecked: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def check_tables(
    tables: dict[str, pd.DataFrame],
    unreadable: dict[str, pd.DataFrame],
    periods: Mapping[str, Period] | None = None,
    lacking: Mapping[str, Collection[str]] | None = None,
    zone: str = TIME_ZONE,
    vocabulary: Vocabulary = NO_OWN,
) -> Checked:
    """Every row of every mapped table as used, duplicate, superseded or quarantined: each is exactly one of the four.

    ``lacking`` names the columns that no system fills, by table: rules about them are not checked, and say so. ``zone`` is where the
    clocks hang by which times are written; ``vocabulary`` says which codes there are.
    """
    periods = periods or _periods(tables)
    duplicate = {table: rows[rows.duplicated(subset=list(rows.columns.drop(ORIGIN)))] for table, rows in tables.items()}
    superseded = {
        table: rows[_superseded(table, rows, periods)].drop(duplicate[table].index, errors="ignore") for table, rows in tables.items()
    }
    current = {table: rows.drop(duplicate[table].index.union(superseded[table].index)) for table, rows in tables.items()}
    given, records = RuleInput(current, tables, periods, lacking or {}, zone, vocabulary), tables_with_codes_of(vocabulary)
    failures = {table: find_failures(table, rows, unreadable[table], given, schema_of(records[table])) for table, rows in current.items()}
    quarantined = {table: quarantine(rows, failures[table]) for table, rows in current.items()}
    return Checked(
        used={table: rows.drop(quarantined[table].index) for table, rows in current.items()},
        duplicate=duplicate,
        quarantined=quarantined,
        findings=(
            *(one for table, rows in duplicate.items() for one in _about(BY_CODE["duplicate_row"], table, "", rows_of_file(rows))),
            *(one for table, rows in superseded.items() for one in _about(BY_CODE["superseded_row"], table, "", rows_of_file(rows))),
            *(finding for table, rows in current.items() for finding in _findings(table, rows, failures[table])),
            *_compared(ON_FILES, given),
        ),
        superseded=superseded,
        cells=fault_lines([lines_of(table, current[table], failures[table]) for table in tables]),
        unchecked=_unchecked(ON_RECEIPT, given),
        faults=tuple(fault for table in tables for fault in _mostly_unusable(current[table], quarantined[table])),
    )


def check_finished(tables: dict[str, pd.DataFrame], periods: Mapping[str, Period]) -> Checked:
    """What the rules on finished tables find. No row is kept aside by them: they need someone's judgement."""
    given = RuleInput(tables, tables, periods)
    failures = {
        table: as_in_file(_rule_failures(table, rows, given, ON_FINISHED), rows, table)
        for table, rows in tables.items()
        if table in EXTRACTS and "_file" in rows
    }
    findings = [finding for table, cells in failures.items() for finding in _findings(table, tables[table], cells)]
    lines = fault_lines([lines_of(table, tables[table], cells) for table, cells in failures.items()])
    return Checked({}, {}, {}, (*findings, *_compared(ON_FINISHED, given)), {}, lines, _unchecked(ON_FINISHED, given))


def find_failures(table: str, rows: pd.DataFrame, unreadable: pd.DataFrame, given: RuleInput, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Everything wrong with each row: ``row, column, code, severity``. One bad cell never hides another."""
    unread = _unreadable(table, unreadable[unreadable["row"].isin(rows.index)])
    by_rules = _rule_failures(table, rows, given, ON_RECEIPT, unread)
    failures = pd.concat([unread, _schema_failures(table, rows, schema), by_rules], ignore_index=True)
    # A cell that could not be read arrives empty: the first reason is the true one.
    schema = failures["code"].isin(_PANDERA.values()) | failures["code"].isin(unread["code"])
    again = failures.duplicated(["row", "column"]) & schema
    return as_in_file(failures[~again], rows, table).sort_values(["row", "column", "code"], ignore_index=True)


def quarantine(rows: pd.DataFrame, failures: pd.DataFrame) -> pd.DataFrame:
    """The rows that failed, without the columns about who the child is, with ``reason_codes`` and ``reasons`` (joined by '; ')."""
    grave = failures[failures["severity"] == "quarantine"]
    said = grave.assign(reasons=grave["column"] + ": " + grave["code"].map(REASONS).astype(TEXT))
    reasons = said.groupby("row").agg(reason_codes=("code", "; ".join), reasons=("reasons", "; ".join))
    kept = rows.loc[reasons.index].drop(columns=PERSONAL, errors="ignore")
    return kept.assign(reason_codes=reasons["reason_codes"].astype(TEXT), reasons=reasons["reasons"].astype(TEXT))


def lines_of(table: str, rows: pd.DataFrame, failures: pd.DataFrame) -> pd.DataFrame:
    """The faults of a table's rows with the place of each row."""
    places = rows.loc[failures["row"], ORIGIN].reset_index(drop=True)
    lines = pd.concat([failures.reset_index(drop=True).assign(table=table), places], axis="columns")
    return once(lines) if SECOND in rows else lines


def fault_lines(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Faults of all tables under one another, in the order of the files."""
    names = ["table", *ORIGIN, "column", "code", "severity"]
    there = [part[names] for part in parts if len(part)]
    lines = pd.concat(there, ignore_index=True) if there else pd.DataFrame(columns=names)
    lines = lines.astype({name: "int64" if name == "_row" else TEXT for name in names})
    return lines.sort_values(["table", *ORIGIN, "column", "code"], ignore_index=True)


def _periods(tables: dict[str, pd.DataFrame]) -> dict[str, Period]:
    names = {name for rows in tables.values() for name in folder_of(rows["_file"]).unique()}
    return {name: Period.parse(name) for name in sorted(names)}


def _superseded(table: str, rows: pd.DataFrame, periods: Mapping[str, Period]) -> pd.Series:
    """Rows of a history whose key a later folder holds with another content, while no folder as late holds this content."""
    key = rows[EXTRACTS[table].own_key]
    if not EXTRACTS[table].is_history or not key.duplicated().any():
        return pd.Series(False, index=rows.index)
    ends = {name: period.end.toordinal() for name, period in periods.items()}
    delivered = folder_of(rows["_file"]).map(ends)
    content = rows.drop(columns=ORIGIN).apply(lambda column: pd.factorize(column)[0])
    said_last = delivered.groupby([content[name] for name in content]).transform("max")
    return (said_last < delivered.groupby(key).transform("max")) & key.notna()


def _unreadable(table: str, cells: pd.DataFrame) -> pd.DataFrame:
    """Cells that could not be read: grave where the column must be filled, an empty cell says something, or an official rule says so."""
    must_read = {column.name for column in EXTRACTS[table].delivered if column.must or column.empty_tells}
    named = _official(table, cells)
    grave = cells["column"].isin(must_read) | (named["code"] != cells["code"])
    # An empty code counts as not recorded, and an error is not that.
    grave |= (cells["code"] == "error_cell") & cells["column"].isin(EXTRACTS[table].named("code"))
    return named.assign(severity=grave.map({True: "quarantine", False: "warn"}).astype(TEXT))


def _schema_failures(table: str, rows: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    try:
        schema.validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return failed_cells().assign(severity=pd.Series(dtype=TEXT))
    if cases["index"].isna().any():
        # Not about a row but about the table: a fault of this program. The cases themselves may quote cells, so they are not shown.
        raise TypeError(f"{table}: columns of another type than the schema's: {sorted(set(cases['column'].dropna()))}")
    cases = cases.assign(row=cases["index"].astype("int64"), code=cases["check"].replace(_PANDERA))
    about_table = (cases["schema_context"] == "DataFrameSchema") & (cases["column"] != "ended_on")
    cells = cases.loc[~about_table, ["row", "column", "code"]].astype({"column": TEXT, "code": TEXT})
    return _official(table, cells).assign(severity=pd.Series("quarantine", index=cells.index, dtype=TEXT))


def official_code(table: str, column: str, code: str) -> str:
    """The official code of the SSDA903 return in place of ours, for its own table."""
    return CELL_CODES.get((column, code), code) if table == "missing" else code


def _official(table: str, cells: pd.DataFrame) -> pd.DataFrame:
    named = [official_code(table, column, code) for column, code in zip(cells["column"], cells["code"], strict=True)]
    return cells.assign(code=pd.Series(named, index=cells.index, dtype=TEXT))


def _rule_failures(
    table: str, rows: pd.DataFrame, given: RuleInput, rules: Iterable[Rule], unread: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What the rules find. A cell that could not be read arrives empty, so no rule that looks at it is asked about its row."""
    parts = [failed_cells().assign(severity=pd.Series(dtype=TEXT))]
    asked = [rule for rule in rules if rule.check and table in rule.fields and not rule.unmet(given) and len(rows)]
    for rule, fields in [(one, fields) for one in asked for fields in one.looks_at(table)]:
        wrong = rule.check(rows, fields, given).fillna(False).astype(bool)
        if wrong.any():  # most rules find nothing, and an empty frame takes as long to make as a full one
            parts.append(_cells_of(rule, fields, rows.index[wrong], unread))
    return pd.concat(parts, ignore_index=True)


def _cells_of(rule: Rule, fields: tuple[str, ...], wrong: Iterable[int], unread: pd.DataFrame | None) -> pd.DataFrame:
    """The cells in which a rule finds these rows wrong, but for rows of which it could not read a cell."""
    unknown = set() if unread is None else set(unread.loc[unread["column"].isin(fields), "row"])
    cells = failed_cells([(row, fields[0], rule.code) for row in wrong if row not in unknown])
    return cells.assign(severity=pd.Series(rule.severity, index=cells.index, dtype=TEXT))


def _findings(table: str, rows: pd.DataFrame, failures: pd.DataFrame) -> list[Finding]:
    findings = []
    for (column, code, severity), cases in failures.groupby(["column", "code", "severity"]):
        taken_as_empty = severity == "warn" and code in _TAKEN_AS_EMPTY
        then = "; kept aside" if severity == "quarantine" else "; taken as empty" if taken_as_empty else ""
        findings += findings_about(rows_of_file(rows.loc[cases["row"]]), code, severity, table, column, BY_CODE[code].sentence + then)
    return findings


def _about(rule: Rule, table: str, column: str, rows: pd.DataFrame) -> list[Finding]:
    return findings_about(rows, rule.code, rule.severity, table, column, rule.sentence)


def _compared(rules: Iterable[Rule], given: RuleInput) -> list[Finding]:
    return [_finding(rule, found) for rule in rules if rule.compare and not rule.unmet(given) for found in rule.compare(given)]


def _finding(rule: Rule, found: Found) -> Finding:
    return Finding(rule.code, rule.severity, found.table, found.folder, found.column, found.words, found.rows)


def _unchecked(rules: Iterable[Rule], given: RuleInput) -> dict[str, str]:
    return {rule.code: why for rule in rules if (why := rule.unmet(given))}


def _mostly_unusable(rows: pd.DataFrame, quarantined: pd.DataFrame) -> list[str]:
    """A whole column read the wrong way is not a matter of single rows: nobody should publish what is left."""
    counts = pd.DataFrame({"all": rows["_file"].value_counts(), "aside": quarantined["_file"].value_counts()}).fillna(0).astype("int64")
    bad = counts[(counts["all"] >= ENOUGH) & (counts["aside"] > counts["all"] * MOST)]
    return [
        f"{file}: {row.aside:,} of {row.all:,} rows cannot be used ({', '.join(_codes_in(quarantined, file))}). "
        f"{BY_CODE['most_rows_kept_aside'].action}"
        for file, row in zip(bad.index, bad.itertuples(), strict=True)
    ]


def _codes_in(quarantined: pd.DataFrame, file: str) -> list[str]:
    """The columns and codes of the reasons of a file, the most frequent first."""
    rows = quarantined[quarantined["_file"] == file]
    pairs = [
        f"{reason.partition(':')[0]}: {code}"
        for reasons, codes in zip(rows["reasons"].str.split("; "), rows["reason_codes"].str.split("; "), strict=True)
        for reason, code in zip(reasons, codes, strict=False)
    ]
    return list(pd.Series(pairs, dtype=TEXT).value_counts().head(3).index)
