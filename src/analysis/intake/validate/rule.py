"""What a rule is: a code, a sentence, what to do, and the check itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import TIME_ZONE
from analysis.base.vocabulary import NO_OWN, Vocabulary
from analysis.chapters.tables import EXTRACTS
from analysis.intake.sources import ORIGIN

Severity = Literal["stop", "quarantine", "warn", "note"]
Scope = Literal["file", "cell", "row", "table", "across tables", "previous period"]
Moves = Literal["nothing", "up", "down", "either"]

SEVERITIES: dict[Severity, str] = {
    "stop": "the run stops until it is put right",
    "quarantine": "the row is kept aside and counts in no figure",
    "warn": "the row is used as it stands; someone should look at it",
    "note": "nothing to do; it is said so that nothing happens in silence",
}
"""How grave a finding is, the gravest first, and what follows from it."""


def folder_of(files: pd.Series) -> pd.Series:
    """The period folder of each file; worked out once for each name, because a million rows come from few files."""
    return files.map({file: file.split("/")[0] for file in files.unique()}).astype(files.dtype)


@dataclass(frozen=True)
class RuleInput:
    """What a rule may look at.

    ``tables`` holds the rows that count so far, ``received`` every row that arrived, also those counted once already or superseded;
    ``periods`` is the period of each folder; ``lacking`` names, by table, the columns that the sender's system does not hold; ``zone`` is
    where the clocks hang by which times are written, ``vocabulary`` the words of the people who report.
    """

    tables: Mapping[str, pd.DataFrame]
    received: Mapping[str, pd.DataFrame]
    periods: Mapping[str, Period]
    lacking: Mapping[str, Collection[str]] = field(default_factory=dict)
    zone: str = TIME_ZONE
    vocabulary: Vocabulary = NO_OWN

    def lacks(self, table: str, column: str) -> bool:
        """Whether the sender's system does not hold this column."""
        return column in self.lacking.get(table, ())

    def folder(self, rows: pd.DataFrame) -> pd.Series:
        """The name of the period folder that each row came from."""
        return folder_of(rows["_file"])

    def first_day(self, rows: pd.DataFrame) -> pd.Series:
        """The first day of the period that each row was delivered for."""
        return self._of_folder(rows, {name: pd.Timestamp(period.start) for name, period in self.periods.items()})

    def last_day(self, rows: pd.DataFrame) -> pd.Series:
        """The last day of the period that each row was delivered for."""
        return self._of_folder(rows, {name: pd.Timestamp(period.end) for name, period in self.periods.items()})

    @cached_property
    def dates_by_file(self) -> dict[str, dict[str, pd.DataFrame]]:
        """The columns of dates, and the origin, of the rows of each file, by table."""
        dated = {table: rows[[*rows.columns.intersection(EXTRACTS[table].named("date")), *ORIGIN]] for table, rows in self.tables.items()}
        return {table: dict(iter(rows.groupby("_file", sort=True))) for table, rows in dated.items()}

    def following(self, folder: str, table: str) -> str:
        """The folder of the next period, when it holds this table; otherwise nothing."""
        later = {period.previous.name: name for name, period in self.periods.items() if period.start}
        name = later.get(folder, "")
        there = {file.split("/")[0] for file in self.received[table]["_file"].unique()} if table in self.received else set()
        return name if name in there else ""

    def _of_folder(self, rows: pd.DataFrame, days: Mapping[str, pd.Timestamp]) -> pd.Series:
        return pd.to_datetime(self.folder(rows).map(days))


@dataclass(frozen=True)
class Found:
    """Something found about a table as a whole, in one period folder. ``rows`` is how many rows it concerns."""

    table: str
    folder: str
    column: str
    words: str
    rows: int = 0


Check = Callable[[pd.DataFrame, tuple[str, ...], RuleInput], pd.Series]
Compare = Callable[[RuleInput], list[Found]]


@dataclass(frozen=True)
class Rule:
    """One thing that can be wrong with an extract.

    ``fields`` names, for each table the rule applies to, the columns it concerns; the first is the one to look at, but each of them alone
    where its scope is a cell. ``check`` says of each row whether it is wrong; ``compare`` looks at whole tables. A rule with neither is
    carried out by the room that meets it. ``needs`` names tables, or columns of tables, without which the rule cannot be checked.
    ``moves`` says where the true count may lie when the finding is a mistake: higher (``up``), lower (``down``) or either.
    """

    code: str
    severity: Severity
    scope: Scope
    fields: Mapping[str, tuple[str, ...]]
    sentence: str
    action: str
    check: Check | None = None
    compare: Compare | None = None
    needs: tuple[str, ...] = ()
    moves: Moves = "nothing"
    guidance: str = ""

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(self.fields)

    def looks_at(self, table: str) -> tuple[tuple[str, ...], ...]:
        """The columns that are checked together: all of them, or each alone where the rule is about a cell."""
        return tuple((name,) for name in self.fields[table]) if self.scope == "cell" else (self.fields[table],)

    def unmet(self, given: RuleInput) -> str:
        """Why the rule cannot be checked; empty when it can. A rule about many tables is checked in those that there are."""
        wanted = (*self._own_needs(given), *self.needs)
        missing = [f"{need}{_without_rows(need, given)}" for need in wanted if not _is_given(need, given)]
        return f"not delivered: {', '.join(missing)}" if missing else ""

    def _own_needs(self, given: RuleInput) -> list[str]:
        """Its one table, and those of its columns that the table lacks. That a column is empty in all rows is for the rule to judge."""
        if len(self.tables) > 1:
            return []
        return [*self.tables, *(f"{table}.{name}" for table in self.tables for name in self.fields[table] if given.lacks(table, name))]


def _is_given(need: str, given: RuleInput) -> bool:
    table, _, column = need.partition(".")
    if table not in given.tables or given.tables[table].empty:
        return False
    return not column or (not given.lacks(table, column) and column in given.tables[table] and given.tables[table][column].notna().any())


def _without_rows(need: str, given: RuleInput) -> str:
    table = need.partition(".")[0]
    return " (its file has no rows)" if table in given.tables and given.tables[table].empty else ""
