"""Texts into moments by one format: what fits it, what fits it but for the time of day, and the hour 24.

A time with an offset from UTC becomes the time that clocks in the authority's zone showed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.base.settings import TIME_ZONE
from analysis.intake.formats import SERIAL, day_part, full_widths, has_time, plain
from analysis.intake.map.signs import without_invisible
from analysis.intake.map.values import by_value
from analysis.intake.sources import TEXT, TIME

FIRST, LAST = pd.Timestamp(1901, 1, 1), pd.Timestamp(2101, 1, 1)
"""Between which days a date about a child may lie; systems write 01/01/1900 and 31/12/9999 for none."""

SERIALS = (20_000, 80_000)
"""Excel's numbers for days between 1954 and 2119; an age or a year is never taken for one."""

LONGEST = 60
"""Nothing that a person or system writes as a date is longer, and long digits cost time."""

_USUAL = "[ -~]*[0-9][ -~]*"
_END_OF_DAY = re.compile(r"(?<!\d)24(?=[:.]?00)")


def read_as(values: pd.Series, written: str, zone: str = TIME_ZONE) -> pd.Series:
    """The moments that these texts are when written in this format; what does not fit it is empty.

    Where the format has a time of day, a text that has the day alone is that day at midnight, and 24:00 is the midnight after.
    """
    found = read_exactly(values, written, zone)
    if written == SERIAL or not has_time(written):
        return found
    if (day := day_part(written)) and found.isna().any():
        found = found.fillna(read_exactly(values[found.isna()], day))
    return found.fillna(_end_of_day(values[found.isna()], written, zone)) if found.isna().any() else found


def read_exactly(values: pd.Series, written: str, zone: str = TIME_ZONE) -> pd.Series:
    """The moments that these texts are when all of each is written in this format."""
    if written == SERIAL:
        return _serials(values)
    texts = _likely(values)
    if widths := full_widths(written):
        texts = texts.where(texts.str.fullmatch(widths.pattern).fillna(False).astype(bool))
    if texts.isna().all():
        return pd.Series(pd.NaT, index=values.index, dtype=TIME)
    with_offset = "%z" in plain(written)
    moments = pd.to_datetime(texts, format=plain(written), errors="coerce", utc=with_offset)
    local = (local_time(moments, zone) if with_offset else moments).astype(TIME)
    return local.where((local >= FIRST) & (local < LAST))


def local_time(moments: pd.Series, zone: str) -> pd.Series:
    """Moments that say how far they are from UTC as clocks in the zone showed them, without a zone."""
    return moments.dt.tz_convert(zone).dt.tz_localize(None)


def _likely(values: pd.Series) -> pd.Series:
    """The texts that may be dates, without signs that nobody sees. "now" and "today" are none: the library takes them for one."""
    usual = values.str.fullmatch(_USUAL).fillna(False).astype(bool)
    seen = values[~usual].map(without_invisible, na_action="ignore").astype(TEXT)
    texts = values if usual.all() else values.where(usual).fillna(seen[seen.str.fullmatch(_USUAL).fillna(False).astype(bool)])
    return texts.where(texts.str.len() <= LONGEST)


def _end_of_day(values: pd.Series, written: str, zone: str) -> pd.Series:
    at_24 = values[values.str.contains("24[:.]?00", regex=True).fillna(False).astype(bool)]
    midnight = read_exactly(at_24.map(lambda text: _END_OF_DAY.sub("00", text)).astype(TEXT), written, zone)
    return midnight.where(midnight == midnight.dt.normalize()) + pd.Timedelta(days=1)


def _serials(values: pd.Series) -> pd.Series:
    number = pd.to_numeric(values.where(values.str.fullmatch(r"[0-9]{5}(\.[0-9]{1,12})?").fillna(False).astype(bool)), errors="coerce")
    number = number.where(number.between(*SERIALS)).astype("float64")
    # To the second: Excel keeps a time as a fraction of a day, and 13:05 comes out a hair before or after.
    return (pd.Timestamp(1899, 12, 30) + pd.to_timedelta(np.round(number * 86_400), unit="s")).astype(TIME)


def with_time(days: pd.Series, times: pd.Series) -> pd.Series:
    """Days and the times of day that stand beside them, as one text each. A day that a workbook holds has no midnight of its own."""
    pairs = pd.DataFrame({"day": days.fillna(""), "time": times.fillna("")}).astype(TEXT)
    day = by_value(pairs["day"], lambda values: values.str.removesuffix(" 00:00:00"))
    return (day + " " + by_value(pairs["time"], clock_times)).astype(TEXT)


def clock_times(times: pd.Series) -> pd.Series:
    """Times of day as clocks show them; a workbook may hold one as a part of a day, or as a moment of the first day it knows."""
    part = pd.to_numeric(times.where(times.str.fullmatch(r"0?\.[0-9]+")), errors="coerce").astype("float64")
    shown = (pd.Timestamp(1900, 1, 1) + pd.to_timedelta((part * 86_400).round(), unit="s")).dt.strftime("%H:%M:%S")
    return shown.astype(TEXT).fillna(times.str.replace(r"^(1899-12-3[01]|190[04]-01-0[01]) ", "", regex=True))


def together(readings: Sequence[pd.Series], values: pd.Series) -> pd.Series:
    """What several readings of the same texts come to: the one that reads most, or all of them where no text can be read in two ways."""
    most = max(readings, key=lambda reading: reading.notna().sum(), default=pd.Series(pd.NaT, index=values.index, dtype=TIME))
    if all(covers(most, other) for other in readings) or differ(readings):
        return most
    return reduce(pd.Series.fillna, readings, most)


def covers(one: pd.Series, other: pd.Series) -> bool:
    """Whether one reading reads every text that the other does."""
    return bool((one.notna() | other.isna()).all())


def differ(readings: Sequence[pd.Series]) -> bool:
    """Whether two of the readings take any text for two different moments."""
    return any(bool((one.notna() & other.notna() & (one != other)).any()) for one, other in combinations(readings, 2))
