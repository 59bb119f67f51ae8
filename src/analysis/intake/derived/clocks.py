"""Elapsed time between what clocks on the wall said.

Times in the tables are local and have no zone. Twice a year the clocks change: they skip an hour, and later they show one twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from analysis.base.settings import TIME_ZONE

HOUR = pd.Timedelta(hours=1)
SINCE, UNTIL = 1900, 2100
"""The years in which changes of the clocks are looked for; what lies outside is a slip of the pen."""


@dataclass(frozen=True)
class ClockChange:
    """The times on the wall, from ``starts`` up to ``ends``, that the clocks skip or show twice.

    ``before`` and ``after`` are how far the clocks are ahead of universal time.
    """

    starts: datetime
    ends: datetime
    before: timedelta
    after: timedelta

    @property
    def skips(self) -> bool:
        """Whether the clocks go forward."""
        return self.after > self.before


def hours_between(start: pd.Series, end: pd.Series, zone: str = TIME_ZONE) -> pd.Series:
    """Elapsed hours by the clocks of a zone; empty when either time is.

    A time that the clocks skipped is read as the moment at which they went forward. One that they showed twice is read as the first, but
    as the second at the end of a span that would otherwise end before it starts. So times in order are never less than nought hours apart.
    """
    changes = _changes(start, end, zone)
    hours = (_instants(end, changes) - _instants(start, changes)) / HOUR
    return hours + _repeated(end, changes).where(hours < 0, 0.0)


def skipped(moments: pd.Series, zone: str = TIME_ZONE) -> pd.Series:
    """Whether the clocks of a zone never showed this time, because they went forward."""
    return _inside(moments, [change for change in _changes(moments, moments, zone) if change.skips])


def shown_twice(moments: pd.Series, zone: str = TIME_ZONE) -> pd.Series:
    """Whether the clocks of a zone showed this time twice, because they went back."""
    return _inside(moments, [change for change in _changes(moments, moments, zone) if not change.skips])


@cache
def changes_in(zone: str, year: int) -> tuple[ClockChange, ...]:
    """The changes of the clocks of a zone in a year, in order.

    >>> [(change.starts.isoformat(), change.skips) for change in changes_in("Europe/London", 2016)]
    [('2016-03-27T01:00:00', True), ('2016-10-30T01:00:00', False)]
    """
    days = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(-1, 368)]
    found = [_change(one, other, ZoneInfo(zone)) for one, other in pairwise(days) if _ahead(one, zone) != _ahead(other, zone)]
    return tuple(change for change in found if change.starts.year == year)


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> ClockChange:
    """The change between two moments, found to the minute."""
    old, new = before.astimezone(zone).utcoffset(), after.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    moment = after.replace(second=0, microsecond=0, tzinfo=None)
    return ClockChange(*sorted((moment + old, moment + new)), old, new)


def _ahead(moment: datetime, zone: str) -> timedelta | None:
    return moment.astimezone(ZoneInfo(zone)).utcoffset()


def _changes(one: pd.Series, other: pd.Series, zone: str) -> list[ClockChange]:
    """The changes in all years from the first to the last of these moments."""
    return [change for year in _years(one, other) for change in changes_in(zone, year)]


def _years(*moments: pd.Series) -> Iterator[int]:
    known = [one.dropna() for one in moments if one.notna().any()]
    first = min((one.min().year for one in known), default=UNTIL)
    last = max((one.max().year for one in known), default=SINCE)
    return iter(range(max(first, SINCE), min(last, UNTIL) + 1))


def _instants(moments: pd.Series, changes: list[ClockChange]) -> pd.Series:
    """The moments in universal time; of two that the clocks showed alike the first."""
    if not changes:
        return moments
    wall = moments.to_numpy(dtype="datetime64[us]")
    skips = [change for change in changes if change.skips]
    if skips:
        wall = np.where(_inside(moments, skips), _ends(skips)[_last(wall, skips)], wall)
    ahead = np.array([changes[0].before, *(change.after for change in changes)], dtype="timedelta64[us]")
    return pd.Series(wall - ahead[np.searchsorted(_ends(changes), wall, side="right")], index=moments.index)


def _repeated(moments: pd.Series, changes: list[ClockChange]) -> pd.Series:
    """How many hours later the clocks showed each moment for a second time; nought for most."""
    again = [change for change in changes if not change.skips]
    if not again:
        return pd.Series(0.0, index=moments.index)
    sizes = np.array([(change.before - change.after) / timedelta(hours=1) for change in again])
    size = sizes[_last(moments.to_numpy(dtype="datetime64[us]"), again)]
    return pd.Series(size, index=moments.index).where(_inside(moments, again), 0.0)


def _inside(moments: pd.Series, changes: list[ClockChange]) -> pd.Series:
    """Whether each moment stands between start and end of one of these changes."""
    if not changes:
        return pd.Series(False, index=moments.index)
    wall = moments.to_numpy(dtype="datetime64[us]")
    last = _last(wall, changes)
    return pd.Series((wall >= _starts(changes)[last]) & (wall < _ends(changes)[last]), index=moments.index)


def _last(wall: np.ndarray, changes: list[ClockChange]) -> np.ndarray:
    """The place of the last change that starts at or before each moment, or the first of all."""
    return np.clip(np.searchsorted(_starts(changes), wall, side="right") - 1, 0, None)


def _starts(changes: list[ClockChange]) -> np.ndarray:
    return np.array([change.starts for change in changes], dtype="datetime64[us]")


def _ends(changes: list[ClockChange]) -> np.ndarray:
    return np.array([change.ends for change in changes], dtype="datetime64[us]")
