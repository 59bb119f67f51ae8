"""Days without a time, which stand at midnight among moments that have one."""

from __future__ import annotations

import pandas as pd

from analysis.base.settings import TIME_ZONE
from analysis.intake.derived.clocks import hours_between

LAST_MINUTE = pd.Timedelta(hours=23, minutes=59)

BY_CHANCE = 288
"""One of so many times is midnight by chance when they are written to the nearest five minutes."""


def at_midnight(moments: pd.Series) -> pd.Series:
    """Whether a moment is the first of its day, as a day without a time is too."""
    return moments.notna() & (moments == moments.dt.normalize())


def without_time(moments: pd.Series) -> pd.Series:
    """Which moments of a column are days and no more: those at midnight, unless they are so few that chance alone brings as many."""
    midnight = at_midnight(moments)
    return midnight & bool(midnight.sum() * BY_CHANCE > moments.notna().sum())


def least_and_most(start: pd.Series, end: pd.Series, zone: str = TIME_ZONE) -> tuple[pd.Series, pd.Series]:
    """The fewest and the most elapsed hours between two moments, which are the same unless one of them is a day without a time."""
    start_day, end_day = without_time(start), without_time(end)
    most = hours_between(start, end.where(~end_day, end + LAST_MINUTE), zone)
    least = hours_between(start.where(~start_day, start + LAST_MINUTE), end, zone)
    return least.clip(lower=0).where(most >= 0, most), most


def days_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """How many days lie between two moments by their dates alone."""
    return (end.dt.normalize() - start.dt.normalize()).dt.days


def is_before(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether one moment lies before another; by the dates where one of them may be a day without a time."""
    by_date = at_midnight(one) | at_midnight(other)
    return (one < other) & (~by_date | (days_between(one, other) > 0))
