"""Rules about times: those that the clocks skipped or showed twice, and days without a time."""

from __future__ import annotations

import pandas as pd

from analysis.intake.derived.clocks import shown_twice, skipped
from analysis.intake.derived.days import at_midnight, without_time
from analysis.intake.derived.order import said_by_day
from analysis.intake.validate.rule import Rule, RuleInput

TIMED = {
    "notifications": ("occurred_at", "reported_at", "sent_at"),
    "missing": ("started_at", "ended_at"),
    "return_interviews": ("returned_at", "interviewed_at"),
}
"""The columns of moments by which it is told how long something took."""

Fields = tuple[str, ...]


def _skipped(rows: pd.DataFrame, fields: Fields, given: RuleInput) -> pd.Series:
    return skipped(rows[fields[0]], given.zone) & ~at_midnight(rows[fields[0]])


def _shown_twice(rows: pd.DataFrame, fields: Fields, given: RuleInput) -> pd.Series:
    return shown_twice(rows[fields[0]], given.zone) & ~at_midnight(rows[fields[0]])


def _day_alone(rows: pd.DataFrame, fields: Fields, _: RuleInput) -> pd.Series:
    if fields == ("occurred_at",):
        return said_by_day(rows)
    return at_midnight(rows[fields[0]]) if fields == ("interviewed_at",) else without_time(rows[fields[0]])


CLOCKS = (
    Rule(
        "time_skipped", "warn", "cell", TIMED,
        "the clocks went forward past this time, so it never was; it is read as the moment at which they did",
        "Put the time right at the source.",
        _skipped,
        moves="either",
    ),
    Rule(
        "time_shown_twice", "warn", "cell", TIMED,
        "the clocks went back, so this time happened twice; it is read as the first, or the second where a span would end before it starts",
        "Ask which of the two it was where an hour matters.",
        _shown_twice,
        moves="either",
    ),
    Rule(
        "day_without_time", "warn", "cell", {"notifications": ("occurred_at",), "return_interviews": TIMED["return_interviews"]},
        "a day without a time, so it is told by the dates how long the child was away, or how soon it was interviewed",
        "Fill in the time at the source.",
        _day_alone,
        moves="either",
    ),
)  # fmt: skip
