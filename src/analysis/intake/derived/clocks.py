"""Elapsed time between what clocks on the wall said.

Times in the tables are local and have no zone. Twice a year the clocks change: they skip an hour, and later they show one twice.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from analysis.base.settings import TIME_ZONE

HOUR = pd.Timedelta(hours=1)

FIRST_DAY, LAST_DAY = pd.Timestamp("0001-01-02"), pd.Timestamp("9999-12-30")
"""What has a time in every zone; systems write the last day of all for no end."""


def hours_between(start: pd.Series, end: pd.Series, zone: str = TIME_ZONE) -> pd.Series:
    """Elapsed hours by the clocks of a zone; empty when either time is.

    A time that the clocks skipped is read as the moment at which they went forward. One that they showed twice is read as the first, but
    as the second at the end of a span that would otherwise end before it starts. So times in order are never less than nought hours apart.

    >>> moments = pd.Series(pd.to_datetime(["2017-03-25 10:00", "2017-03-28 10:30"]))
    >>> hours_between(moments[:1], moments[1:].set_axis([0])).tolist()
    [71.5]
    """
    started = _instants(start, zone)
    hours = (_instants(end, zone) - started) / HOUR
    backwards = hours < 0
    return hours.mask(backwards, (_instants(end, zone, of_two="last") - started) / HOUR) if backwards.any() else hours


def skipped(moments: pd.Series, zone: str = TIME_ZONE) -> pd.Series:
    """Whether the clocks of a zone never showed this time, because they went forward."""
    return _localised(moments, zone, nonexistent="NaT").isna() & moments.notna()


def shown_twice(moments: pd.Series, zone: str = TIME_ZONE) -> pd.Series:
    """Whether the clocks of a zone showed this time twice, because they went back."""
    return _localised(moments, zone, ambiguous="NaT").isna() & moments.notna()


def _instants(moments: pd.Series, zone: str, of_two: Literal["first", "last"] = "first") -> pd.Series:
    """The moments in universal time; of two that the clocks showed alike the first or the last."""
    return _localised(moments, zone, ambiguous=np.full(len(moments), of_two == "first")).dt.tz_convert("UTC")


def _localised(moments: pd.Series, zone: str, **doubtful: object) -> pd.Series:
    """The moments in their zone: of two the first, and for one that never was the change of the clocks, unless told otherwise."""
    readings = {"ambiguous": np.full(len(moments), True), "nonexistent": "shift_forward"} | doubtful
    return moments.clip(FIRST_DAY, LAST_DAY).dt.tz_localize(zone, **readings)
