"""Rules about a table as a whole: the same row, person or episode more than once."""

from __future__ import annotations

import pandas as pd

from analysis.base.table import BIRTH
from analysis.chapters.tables import EXTRACTS
from analysis.intake.sources import LOCAL_IDS, ORIGIN
from analysis.intake.validate.fields import KEYS, OF_CHILDREN
from analysis.intake.validate.rule import Rule, RuleInput

STILL_OPEN = pd.Timedelta(days=30)

Fields = tuple[str, ...]


_NUMBERED = {
    key: number
    for key, table in EXTRACTS.items()
    if BIRTH in table.named() and (number := next((name for name in LOCAL_IDS if name in table.named()), ""))
}


def _differs(rows: pd.DataFrame, by: list[pd.Series], column: str) -> pd.Series:
    """Rows of a group in which a column has more than one value; rows without one of the values are in no group."""
    return rows[column].groupby(by).transform("nunique").reindex(rows.index).fillna(0) > 1


def _two_births(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    return _differs(rows, [rows[fields[1]]], fields[0]) & rows[fields[0]].notna()


def _said_again(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    """The same as an earlier row in everything but its number."""
    return rows.duplicated(subset=list(rows.columns.drop([*ORIGIN, fields[0]])))


def _found_alone(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    return rows["episode_id"].isna()


def _left_open(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    """The last message of an episode that was never closed and the first of the child's next one; rows are in the order of pairing."""
    opening = (rows["category"] != "found") & rows["episode_id"].notna()
    said = rows.loc[rows["episode_id"].notna(), ["child_id", "episode_id"]]
    next_one = (said["child_id"] == said["child_id"].shift()) & (said["episode_id"] != said["episode_id"].shift())
    starts = (next_one & opening.shift(fill_value=False).loc[said.index]).reindex(rows.index, fill_value=False)
    return starts | starts.shift(-1, fill_value=False)


def _never_closed(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    """The last message about a child, when it leaves an episode open and is old; rows are in the order of pairing."""
    last = rows[rows["episode_id"].notna()].drop_duplicates("child_id", keep="last")
    old = (last["category"] != "found") & (last["occurred_at"] < rows["occurred_at"].max() - STILL_OPEN)
    return old.reindex(rows.index, fill_value=False)


REPEATS = (
    Rule(
        "number_of_two_births", "warn", "table", {table: ("date_of_birth", number) for table, number in _NUMBERED.items()},
        "the same number of a person stands with two dates of birth",
        "Find out whether two people share the number or one date is wrong, and have it put right.",
        _two_births,
        moves="up",
    ),
    Rule(
        "row_repeated", "warn", "table", {table: KEYS[table] for table in OF_CHILDREN},
        "an earlier row says the same about the same child under another number; both are counted",
        "Ask whether the event was recorded twice, and have one of the rows taken out.",
        _said_again,
        moves="down",
    ),
)  # fmt: skip
"""Rules on rows that still say who the child is."""

EPISODES = (
    Rule(
        "found_without_missing", "warn", "table", {"notifications": ("category", "occurred_at")},
        "found, but not missing or absent before",
        "Look for the notification that the child was missing; it may be in an extract of an earlier period.",
        _found_alone,
        moves="up",
    ),
    Rule(
        "open_when_next_starts", "warn", "table", {"notifications": ("occurred_at", "category")},
        "missing again while an episode was open for too long to be the same one; both are counted, and the first has no return",
        "Look for the notification that the child was found in between.",
        _left_open,
        moves="either",
    ),
    Rule(
        "never_closed", "warn", "table", {"notifications": ("category", "occurred_at")},
        "missing or absent for more than 30 days when the extracts end: nobody said that the child was found",
        "Look for the notification that the child was found.",
        _never_closed,
    ),
)  # fmt: skip
"""Rules on notifications that are paired into episodes."""
