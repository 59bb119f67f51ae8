"""Rules about one row: its dates against each other, against the period it was sent for, and against the child's age."""

from __future__ import annotations

import pandas as pd

from analysis.base.table import BIRTH
from analysis.chapters.tables import EXTRACTS
from analysis.intake.ages import is_adult
from analysis.intake.derived import is_before
from analysis.intake.sources import LOCAL_IDS, ORIGIN, SECOND
from analysis.intake.validate.fields import EVENTS, OF_CHILDREN
from analysis.intake.validate.rule import Rule, RuleInput

SLACK = pd.Timedelta(days=62)
"""How far an event may lie outside the period it was sent for: extracts are taken some weeks after a period ends."""

NAMES = ("surname", "forename", "full_name")

Fields = tuple[str, ...]


def _who(table: str) -> Fields:
    """The columns of a table that say who its rows are about."""
    return tuple(name for name in (*LOCAL_IDS, *NAMES, BIRTH) if name in EXTRACTS[table].named())


def _later(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    """The first field lies after the second."""
    return rows[fields[0]] > rows[fields[1]]


def _earlier(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    return is_before(rows[fields[0]], rows[fields[1]])


def _earlier_unless_found(rows: pd.DataFrame, fields: Fields, given: RuleInput) -> pd.Series:
    return _earlier(rows, fields, given) & (rows["category"] != "found")


def _found_before(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    """Of rows of a file that say both times, in which the second lies before the first."""
    if SECOND not in rows:
        return pd.Series(False, index=rows.index)
    first = rows.loc[rows[SECOND] == "", [*ORIGIN, fields[1]]]
    both = rows[rows[SECOND] != ""].reset_index().merge(first, on=ORIGIN, suffixes=("", "_first")).set_index("index")
    return is_before(both[fields[1]], both[f"{fields[1]}_first"]).reindex(rows.index, fill_value=False)


def _earlier_day(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    return rows[fields[0]] < rows[fields[1]].dt.normalize()


def _adult(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    return is_adult(rows[fields[0]], rows[fields[1]])


def _after_care(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    """Care ends with the 18th birthday: a placement may end that day, and none begins."""
    born = rows["date_of_birth"]
    last = rows["ended_on"] - pd.Timedelta(days=1)
    return is_adult(born, rows["started_on"]) | is_adult(born, last)


def _outside(rows: pd.DataFrame, fields: Fields, given: RuleInput) -> pd.Series:
    event = rows[fields[0]]
    return (event < given.first_day(rows) - SLACK) | (event > given.last_day(rows) + SLACK)


def _has(rows: pd.DataFrame, column: str, value: str, date: str, filled: bool) -> pd.Series:
    return (rows[column] == value) & (rows[date].notna() == filled)


def _completed_without_date(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    return _has(rows, "outcome", "completed", "interviewed_at", filled=False)


def _date_without_interview(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    return rows["interviewed_at"].notna() & (rows["outcome"].fillna("not_recorded") != "completed")


def _contradiction(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    not_required = rows["outcome"] == "not_required"
    said = rows["outcome"].notna() & (rows["outcome"] != "not_recorded")
    return ((rows["required"] == "yes") & not_required) | ((rows["required"] == "no") & said & ~not_required)


def _complete_without_date(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    return _has(rows, "status", "complete", "held_on", filled=False)


def _nobody(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    """Neither a number of the person, nor two of name, date of birth and NHS number."""
    no_number, names = (rows[rows.columns.intersection(columns)].isna() for columns in (LOCAL_IDS, NAMES))
    said = pd.DataFrame({"name": ~names.any(axis="columns"), BIRTH: rows[BIRTH].notna()})
    if "nhs_number" in rows:
        said = said.assign(nhs_number=rows["nhs_number"].notna())
    return no_number.all(axis="columns") & (said.sum(axis="columns") < 2)


ROWS = (
    Rule(
        "born_after_event", "warn", "row", OF_CHILDREN,
        "the date of birth is after the event, so the age is not known",
        "Put the date of birth or the date of the event right at the source.",
        _later,
        moves="either",
    ),
    Rule(
        "age_out_of_range", "warn", "row", {table: fields for table, fields in OF_CHILDREN.items() if table != "placements"},
        "the person is 18 or older on the day of the event, so is not a child",
        "Put the date of birth right, or have the row taken out of the extract: it is counted as it stands.",
        _adult,
        moves="down",
    ),
    Rule(
        "placement_after_care", "warn", "row", {"placements": ("ended_on", "started_on", "date_of_birth")},
        "the placement begins or goes on after the 18th birthday, when care has ended",
        "Put the dates of the placement or the date of birth right at the source.",
        _after_care,
        moves="down",
    ),
    Rule(
        "outside_period", "warn", "row", EVENTS,
        "the event lies more than two months outside the period that the file was sent for; it counts in the period of its own date",
        "Look for a wrong year in the date, or a file in the wrong folder.",
        _outside,
        moves="either",
    ),
    Rule(
        "reported_before_missing", "warn", "row", {"notifications": ("reported_at", "occurred_at")},
        "reported before the child was missing",
        "Put one of the two times right at the source.",
        _earlier_unless_found,
    ),
    Rule(
        "found_before_missing", "warn", "row", {"notifications": ("found_at", "occurred_at")},
        "found before the child was missing, where one row says both; they are two messages that do not belong together",
        "Put one of the two times right at the source.",
        _found_before,
        moves="either",
    ),
    Rule(
        "sent_before_reported", "warn", "row", {"notifications": ("sent_at", "reported_at")},
        "sent before it was reported; the time it took counts as not recorded",
        "Put one of the two times right at the source.",
        _earlier_unless_found,
    ),
    Rule(
        "offered_before_return", "warn", "row", {"return_interviews": ("offered_on", "returned_at")},
        "the interview was offered before the child came back",
        "Put one of the two dates right at the source.",
        _earlier_day,
    ),
    Rule(
        "interview_before_return", "warn", "row", {"return_interviews": ("interviewed_at", "returned_at")},
        "the interview was held before the child came back",
        "Put one of the two times right at the source.",
        _earlier,
        moves="either",
    ),
    Rule(
        "completed_without_date", "warn", "row", {"return_interviews": ("interviewed_at", "outcome")},
        "the interview is completed but has no date",
        "Fill in when the child was interviewed, or put the outcome right.",
        _completed_without_date,
        moves="down",
    ),
    Rule(
        "date_without_interview", "warn", "row", {"return_interviews": ("outcome", "interviewed_at")},
        "the interview has a date but is not recorded as completed",
        "Put the outcome right, or take the date out.",
        _date_without_interview,
        moves="up",
    ),
    Rule(
        "required_contradicted", "warn", "row", {"return_interviews": ("required", "outcome")},
        "whether an interview was required and what became of it contradict each other",
        "Put one of the two right at the source.",
        _contradiction,
        moves="either",
    ),
    Rule(
        "held_before_requested", "warn", "row", {"meetings": ("held_on", "requested_on")},
        "the meeting was held before it was requested",
        "Put one of the two dates right at the source.",
        _earlier,
    ),
    Rule(
        "complete_without_date", "warn", "row", {"meetings": ("held_on", "status")},
        "the meeting is recorded as complete but has no date",
        "Fill in when it was held, or put the status right.",
        _complete_without_date,
        moves="down",
    ),
    Rule(
        "nobody_named", "warn", "row", {table: _who(table) for table in OF_CHILDREN},
        "the row names nobody: it has no number of the person, nor a name with a date of birth, so it counts as a child of its own",
        "Fill in who it is about at the source; where a report says it in the first of several rows alone, have it said in each.",
        _nobody,
        moves="down",
    ),
    Rule(
        "more_trained_than_there_are", "warn", "row", {"workforce": ("trained", "people")},
        "more people are said to have been trained than there are",
        "Ask whether people who came twice, or who have left since, are among them.",
        _later,
        moves="down",
    ),
)  # fmt: skip
