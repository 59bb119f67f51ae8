"""How old somebody was on a day, by one rule for the checks and for what is counted."""

from __future__ import annotations

import pandas as pd

ADULT = 18


def completed_years(born: pd.Series, on: pd.Series) -> pd.Series:
    """Age in completed years; empty when either date is, or when the birth is later.

    A child born on 29 February turns a year older on 1 March in common years.
    """
    before_birthday = on.dt.month * 100 + on.dt.day < born.dt.month * 100 + born.dt.day
    years = (on.dt.year - born.dt.year - before_birthday.astype("int64")).astype("Int64")
    return years.where(born.notna() & on.notna() & (years >= 0).fillna(False))


def is_adult(born: pd.Series, on: pd.Series) -> pd.Series:
    """Whether somebody was 18 or older on a day; not where a date is missing."""
    return completed_years(born, on).ge(ADULT).fillna(False).astype(bool)
