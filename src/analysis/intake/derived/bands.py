"""Bands of time and of risk, by which episodes, return interviews and meetings are told."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.base.settings import TIME_ZONE
from analysis.intake.derived.clocks import hours_between
from analysis.intake.derived.days import at_midnight, days_between, without_time
from analysis.intake.sources import TEXT

DAYS = 3
"""Within how many days an interview is told of where one of its two dates has no time: it may have been more than 72 hours."""


def duration_band(hours: pd.Series) -> pd.Series:
    """How long an episode lasted. The end of a band belongs to it; an episode without a return is in the longest."""
    bands = np.select([hours <= 8, hours <= 24, hours <= 72], ["within_8h", "8h_to_24h", "24h_to_72h"], "over_72h")
    return pd.Series(bands, index=hours.index, dtype=TEXT)


def by_dates(band: Callable[[pd.Series], pd.Series], least: pd.Series, most: pd.Series) -> pd.Series:
    """The band of spans of so many hours; where they may be the fewest or the most, the band that both fall into, or ``not_recorded``."""
    return band(most).where(band(most) == band(least), "not_recorded").astype(TEXT)


def risk_level(category: pd.Series, final_risk: pd.Series) -> pd.Series:
    """The level of risk that the police gave in the end, or ``absent`` where they recorded no missing episode at all."""
    return final_risk.where(category != "absent", "absent").astype(TEXT)


def interviewed_within(returned_at: pd.Series, interviewed_at: pd.Series, completed: pd.Series, zone: str = TIME_ZONE) -> pd.Series:
    """How soon after the return a completed interview was held.

    In elapsed hours: ``24h``, ``72h`` (more than 24 and up to 72), ``7_days`` or ``longer``. Where the day of the return or of the
    interview has no time, by dates alone: ``3_days_by_date`` or ``longer_by_date``. A time that is missing, or before the return, is
    ``not_recorded``.
    """
    hours, days = hours_between(returned_at, interviewed_at, zone), days_between(returned_at, interviewed_at)
    by_date = interview_by_date(returned_at, interviewed_at)
    unknown = hours.isna() | (days < 0) | (~by_date & (hours < 0))
    tests = [~completed, unknown, by_date & (days <= DAYS), by_date, hours <= 24, hours <= 72, hours <= 7 * 24]
    codes = ["not_completed", "not_recorded", "3_days_by_date", "longer_by_date", "24h", "72h", "7_days"]
    return pd.Series(np.select(tests, codes, "longer"), index=returned_at.index, dtype=TEXT)


def interview_by_date(returned_at: pd.Series, interviewed_at: pd.Series) -> pd.Series:
    """Whether dates alone say how soon an interview was held; nobody is interviewed at the stroke of midnight."""
    return without_time(returned_at) | at_midnight(interviewed_at)


def held_within(requested_on: pd.Series, held_on: pd.Series, status: pd.Series, target_days: int) -> pd.Series:
    """What became of a meeting: ``target`` (held so many days after the request or sooner), ``later``, ``not_dated`` or ``not_held``."""
    days = (held_on - requested_on).dt.days
    tests = [days <= target_days, days > target_days, status == "complete"]
    return pd.Series(np.select(tests, ["target", "later", "not_dated"], "not_held"), index=requested_on.index, dtype=TEXT)
