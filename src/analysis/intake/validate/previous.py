"""Rules against the previous period: what a delivery lacks can only be seen beside an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.chapters.tables import EXTRACTS
from analysis.intake.sources import ORIGIN
from analysis.intake.validate.fields import DATES, EVENTS, columns_of
from analysis.intake.validate.rule import Found, Rule, RuleInput

FEW = 20
OFTEN = 10
A_MONTH = 5
EMPTIED = 0.25
GOES_ON = ("ended_on", "ended_at")
"""Columns that are empty while something goes on; the later a delivery, the fewer have ended."""


def _pairs(given: RuleInput) -> Iterator[tuple[str, str, pd.DataFrame, pd.DataFrame]]:
    """Table, folder, the rows of the period before and those of the period, where both were delivered."""
    for table, rows in given.received.items():
        parts = dict(iter(rows.groupby(given.folder(rows))))
        for folder, before in parts.items():
            if later := given.following(folder, table):
                yield table, later, before, parts[later]


def _halved(given: RuleInput) -> list[Found]:
    return [
        Found(table, folder, "", f"{len(now):,} rows, where the period before has {len(before):,}", len(before) - len(now))
        for table, folder, before, now in _pairs(given)
        if len(before) >= FEW and len(now) * 2 <= len(before)
    ]


def _vanished(given: RuleInput) -> list[Found]:
    return [
        Found(table, folder, column, f"no row says {code!r}, where the period before has {count:,}", count)
        for table, folder, before, now in _pairs(given)
        for column in EXTRACTS[table].named("code")
        if column in before and now[column].notna().any()
        for code, count in before[column].value_counts().sort_index().items()
        if count >= OFTEN and not (now[column] == code).any()
    ]


def _emptied(given: RuleInput) -> list[Found]:
    return [
        Found(table, folder, column, f"{shares[1]:.0%} of the cells are empty, where the period before has {shares[0]:.0%}", int(empty))
        for table, folder, before, now in _pairs(given)
        if min(len(before), len(now)) >= FEW
        for column in before.columns.drop([*ORIGIN, *GOES_ON], errors="ignore")
        for shares, empty in [((before[column].isna().mean(), now[column].isna().mean()), now[column].isna().sum())]
        if shares[1] - shares[0] >= EMPTIED
    ]


def _months(rows: pd.DataFrame, table: str) -> pd.Series:
    dates = rows[EXTRACTS[table].event]
    return (dates.dt.year * 12 + dates.dt.month - 1).value_counts()


def _gap(given: RuleInput) -> list[Found]:
    """Months of the period without a row, where the same month of the period before has some."""
    found = []
    for table, folder, before, now in _pairs(given):
        earlier, later, back = _months(before, table), _months(now, table), len(given.periods[folder].months)
        gaps = [month for month in given.periods[folder].months if earlier.get(month - back, 0) >= A_MONTH and not later.get(month, 0)]
        if gaps and not EXTRACTS[table].is_history:
            names = ", ".join(f"{month // 12}-{month % 12 + 1:02d}" for month in gaps)
            found.append(Found(table, folder, EXTRACTS[table].event, f"no row in {names}", 0))
    return found


PREVIOUS = (
    Rule(
        "table_halved", "warn", "previous period", DATES,
        "half as many rows as in the period before, or fewer",
        "Ask whether the file is whole.",
        compare=_halved,
        moves="up",
    ),
    Rule(
        "month_without_rows", "warn", "previous period", EVENTS,
        "a month without a single row",
        "Ask for the month's file.",
        compare=_gap,
        moves="up",
    ),
    Rule(
        "category_vanished", "warn", "previous period", columns_of("code"),
        "a category of the period before does not occur at all",
        "Ask whether the system or the mapping has changed.",
        compare=_vanished,
        moves="either",
    ),
    Rule(
        "column_emptied", "warn", "previous period", DATES,
        "far more cells of a column are empty than in the period before",
        "Ask whether the column is still filled in, and look at its header in the mapping.",
        compare=_emptied,
        moves="either",
    ),
)  # fmt: skip
