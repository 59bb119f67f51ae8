"""Whether rows say what a figure is dated and chosen by: a column that a system does not hold is empty in all of them.

Counting such rows would give nought, and a nought says that something was looked for and not found.
"""

from __future__ import annotations

import pandas as pd

from analysis.base.measures import columns_asked
from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.base.table import NOT_RECORDED, TableRecord
from analysis.chapters.tables import TABLES


def is_silent(rows: pd.DataFrame, events: pd.DataFrame, indicator: Indicator, period: Period) -> bool:
    """Whether a table has rows of a period of which none says when the indicator counts it, or what one of its conditions asks for.

    ``rows`` is the processed table, ``events`` those of its rows that the indicator's own date puts into the period. Rows that say nothing
    at all beside their date are another matter: somebody looked, and there was nothing.
    """
    record = TABLES.get(indicator.source)
    if record is None or record.event not in rows:
        return False
    if events.empty:
        return indicator.dated_by != record.event and _is_undated(_of(rows, record, period)[indicator.dated_by])
    unsaid = {column for column in columns_asked(indicator.measure, NOT_RECORDED) if column in events and not _is_told(events[column])}
    delivered = [column.name for column in record.delivered if column.is_coded and column.name in rows] if unsaid else []
    if unsaid.isdisjoint(delivered):
        return False
    of_period = _of(rows, record, period)
    return any(_is_told(of_period[column]) for column in delivered)


def _of(rows: pd.DataFrame, record: TableRecord, period: Period) -> pd.DataFrame:
    """The rows of a period by the date of the table itself."""
    return rows[period.contains(rows[record.event])]


def _is_undated(dates: pd.Series) -> bool:
    return len(dates) > 0 and bool(dates.isna().all())


def _is_told(codes: pd.Series) -> bool:
    return bool((codes.notna() & codes.ne(NOT_RECORDED)).any())
