"""A moment's look at the cells under a header: what they cannot be, whatever the header is called.

A header that is nearly that of a column is proposed for it; but what holds dates is no number of a row, and what holds words is no date.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.base.empties import EmptyWords
from analysis.intake.codes import CodeList
from analysis.intake.extracts import Extract
from analysis.intake.map.cleaning import Reader

MOST_VALUES = 40
"""A column with more values than that is not a list of codes."""

MOST = 0.5
NEARLY_ALL = 0.8

DATE = r"\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4}"
CLOCK = r"((1899-12-3[01]|190[04]-01-0[01]) )?([01]?\d|2[0-4])[:.][0-5]\d([:.][0-5]\d(\.\d+)?)?( ?[ap]m)?|0?\.\d+"


def is_dated(cells: pd.Series) -> bool:
    """Whether most cells have the look of a date."""
    return _share(cells.str.match(DATE))


def is_clock(cells: pd.Series) -> bool:
    """Whether most cells have the look of a time of day alone."""
    return _share(cells.str.fullmatch(CLOCK, case=False))


def has_time(cells: pd.Series) -> bool:
    """Whether most cells say a time of day beside what else they say; what a workbook holds as a day, it holds with midnight."""
    return _share(cells.str.contains(r"\d:\d\d") & ~cells.str.endswith(" 00:00:00"))


def is_refuted(column: str, cells: pd.Series, rows: int, extract: Extract) -> bool:
    """Whether the filled cells under a header of a file with so many rows show that it is not this column."""
    holds = Reader(extract, EmptyWords()).holds(column)
    if holds == "date":
        return len(cells) > 0 and not _share(cells.str.contains(r"\d"))
    if holds == "key" and rows and (len(cells) < rows * MOST or cells.nunique() < len(cells) * MOST):
        return True
    if cells.empty:  # It is none of those columns that are told by their values.
        return column in extract.lists
    if column == "postcode" and not _share(cells.str.contains(r"\d")):
        return True
    looks = {
        "number": not _share(cells.str.fullmatch(r"[\d,]+")),
        "name": _share(cells.str.contains(r"\d")),
        "code": cells.nunique() > MOST_VALUES,
    }
    return is_dated(cells) or is_clock(cells) or looks.get(holds, False)


def are_codes_of(cells: pd.Series, official: CodeList) -> bool:
    """Whether nearly all values of a column are spellings of an official list; one value alone may be chance."""
    values = cells.unique()
    return 1 < len(values) <= MOST_VALUES and sum(official.meaning(value) is not None for value in values) >= NEARLY_ALL * len(values)


def clock_beside(header: str, clocks: Sequence[str], headers: Sequence[str]) -> str:
    """Of the headers of times of day the one that stands nearest to another header, the one behind it first."""
    place = headers.index(header)
    return min(clocks, key=lambda one: (abs(headers.index(one) - place), headers.index(one) < place))


def _share(fitting: pd.Series) -> bool:
    return bool(fitting.fillna(False).mean() > MOST) if len(fitting) else False
