"""Periods of time as values.

Four forms are known, each written as it stands in addresses and folder names:

=====================  =======================================================
``2016-17``            a reporting year, from the month in which years start
``2016-17-Q3``         a quarter of a reporting year
``2016-07 to 2017-04`` whole months, the last included
``to 2017-03``         everything up to the end of a month
=====================  =======================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analysis.base.settings import MONTHS, Fault, ServiceWindow

_YEAR = re.compile(r"(?P<year>\d{4})-(?P<next>\d{2})(?:-Q(?P<quarter>[1-4]))?")
_MONTHS = re.compile(r"(?P<y1>\d{4})-(?P<m1>\d{2}) to (?P<y2>\d{4})-(?P<m2>\d{2})")
_TO = re.compile(r"to (?P<y2>\d{4})-(?P<m2>\d{2})")


@dataclass(frozen=True)
class Period:
    """A run of days, both ends included. Without a ``start`` it holds everything up to its end.

    ``name`` is its written form and its identity: two periods are the same when their names and dates are.

    >>> q3 = Period.parse("2016-17-Q3")
    >>> q3.start.isoformat(), q3.end.isoformat(), q3.label
    ('2016-10-01', '2016-12-31', 'Q3 2016/17')
    """

    name: str
    start: date | None
    end: date
    first_month: int = 4

    @classmethod
    def parse(cls, text: str, first_month: int = 4) -> Period:
        """The period that ``text`` names, where reporting years start in ``first_month``. Raises `Fault` for anything else."""
        if found := _YEAR.fullmatch(text):
            return _year_or_quarter(found, text, first_month)
        if found := _MONTHS.fullmatch(text):
            return months(_month(text, found["y1"], found["m1"]), _month(text, found["y2"], found["m2"]), first_month)
        if found := _TO.fullmatch(text):
            return up_to(_month_end(_month(text, found["y2"], found["m2"])), first_month)
        raise _unknown(text)

    @property
    def is_year(self) -> bool:
        return bool(_YEAR.fullmatch(self.name)) and not self.is_quarter

    @property
    def is_quarter(self) -> bool:
        return "-Q" in self.name

    @property
    def label(self) -> str:
        """The period as a reader would write it."""
        if self.is_quarter:
            return f"{self.name[-2:]} {self.year.label}"
        if self.is_year:
            return f"{self.end.year}" if self.first_month == 1 else self.name.replace("-", "/")
        if self.start is None:
            return f"up to {_month_words(self.end)}"
        return f"{_month_words(self.start)} to {_month_words(self.end)}"

    @property
    def dates(self) -> str:
        """The first and last day in words, such as ``1 April 2016 to 31 March 2017``."""
        return f"up to {_day_words(self.end)}" if self.start is None else f"{_day_words(self.start)} to {_day_words(self.end)}"

    @property
    def days(self) -> int | None:
        return None if self.start is None else (self.end - self.start).days + 1

    @property
    def months(self) -> range:
        """Its months, counted from the year nought; for a period without a start, its last month."""
        return range(_index(self.start or self.end), _index(self.end) + 1)

    @property
    def year(self) -> Period:
        """The reporting year in which the period ends."""
        first = self.end.year if self.end.month >= self.first_month else self.end.year - 1
        return Period.parse(_year_name(first), self.first_month)

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The four quarters of a reporting year."""
        return tuple(Period.parse(f"{self.year.name}-Q{n}", self.first_month) for n in (1, 2, 3, 4))

    @property
    def year_to_date(self) -> Period:
        """From the start of the reporting year to the end of this period; the year itself when that is all of it."""
        return self.year if self.end == self.year.end else months(self.year.start, self.end, self.first_month)

    @property
    def year_before(self) -> Period:
        """The same part of the reporting year before."""
        return self.shifted(-12)

    @property
    def previous(self) -> Period:
        """The period of the same length just before: the last year or the last quarter."""
        if self.start is None:
            return self.year_before
        return self.shifted(-len(self.months))

    def shifted(self, by_months: int) -> Period:
        """The period so many months later (earlier when negative), in the same form."""
        end = _month_end(_add_months(self.end.replace(day=1), by_months))
        if self.start is None:
            return up_to(end, self.first_month)
        start = _add_months(self.start, by_months)
        if self.is_year:
            return Period.parse(_year_name(start.year), self.first_month)
        if self.is_quarter:
            return quarter_of(start, self.first_month)
        return months(start, end, self.first_month)

    def contains(self, moments: pd.Series) -> pd.Series:
        """Which of these dates or times fall into the period; an empty one does not."""
        inside = moments < pd.Timestamp(self.end + timedelta(days=1))
        return inside if self.start is None else inside & (moments >= pd.Timestamp(self.start))


def reported_with(period: Period) -> tuple[Period, ...]:
    """The periods whose figures a report on a period shows, the period itself first.

    A year is shown with the year before and the quarters of both; a quarter with the quarter before, the same quarter of the year
    before and the year to date.
    """
    if period.is_year:
        return (period, period.year_before, *period.quarters, *period.year_before.quarters)
    to_date = period.year_to_date
    return (period, period.previous, period.year_before, to_date, to_date.year_before, *recent_quarters(period))


def recent_quarters(period: Period, count: int = 8) -> tuple[Period, ...]:
    """The last quarter of a period and those before it, the earliest first.

    >>> [one.name for one in recent_quarters(Period.parse("2016-17"), 2)]
    ['2016-17-Q3', '2016-17-Q4']
    """
    last = period.quarters[-1] if period.is_year else period
    return tuple(last.shifted(-3 * back) for back in range(count - 1, -1, -1))


def is_period(name: str) -> bool:
    """Whether a name is that of a period."""
    try:
        Period.parse(name)
    except Fault:
        return False
    return True


def months(first: date, last: date, first_month: int = 4) -> Period:
    """Whole months from the one that holds ``first`` to the one that holds ``last``."""
    if (last.year, last.month) < (first.year, first.month):
        raise Fault(f"The period {first:%Y-%m} to {last:%Y-%m} ends before it starts. Write the earlier month first.")
    return Period(f"{first:%Y-%m} to {last:%Y-%m}", first.replace(day=1), _month_end(last), first_month)


def up_to(last: date, first_month: int = 4) -> Period:
    """Everything to the end of the month that holds ``last``."""
    return Period(f"to {last:%Y-%m}", None, _month_end(last), first_month)


def quarter_of(day: date, first_month: int = 4) -> Period:
    """The quarter of the reporting year into which a day falls."""
    months_in = (day.year * 12 + day.month - first_month) % 12
    first = day.year if day.month >= first_month else day.year - 1
    return Period.parse(f"{_year_name(first)}-Q{months_in // 3 + 1}", first_month)


def service_window(period: Period, window: ServiceWindow) -> Period:
    """The dates over which a service with its own contract year reports on a reporting year; any other period is kept.

    >>> service_window(Period.parse("2016-17"), ServiceWindow(contract_year_starts_in=7, months_after_year=1)).name
    '2016-07 to 2017-04'
    """
    if not period.is_year:
        return period
    start = date(period.start.year + (window.contract_year_starts_in < period.first_month), window.contract_year_starts_in, 1)
    return months(start, _add_months(period.end.replace(day=1), window.months_after_year), period.first_month)


def contract_year(period: Period, window: ServiceWindow) -> Period:
    """The twelve months of a service's own year that ended last by the end of a period.

    >>> contract_year(Period.parse("2016-17"), ServiceWindow(contract_year_starts_in=7, months_after_year=1)).name
    '2015-07 to 2016-06'
    """
    months_since = (period.end.month - window.contract_year_starts_in + 1) % 12
    last = _add_months(period.end.replace(day=1), -months_since)
    return months(_add_months(last, -11), last, period.first_month)


def _year_or_quarter(found: re.Match[str], text: str, first_month: int) -> Period:
    first = int(found["year"])
    if int(found["next"]) != (first + 1) % 100:
        raise Fault(f"{text!r} is not a reporting year: the year after {first} is {_year_name(first)}. Write {_year_name(first)}.")
    start = date(first, first_month, 1)
    if not found["quarter"]:
        return Period(text, start, _month_end(_add_months(start, 11)), first_month)
    quarter_start = _add_months(start, 3 * (int(found["quarter"]) - 1))
    return Period(text, quarter_start, _month_end(_add_months(quarter_start, 2)), first_month)


def _month(text: str, year: str, month: str) -> date:
    if not 1 <= int(month) <= 12:
        raise _unknown(text)
    return date(int(year), int(month), 1)


def _unknown(text: str) -> Fault:
    return Fault(
        f"{text!r} is not a period. Write a reporting year (2016-17), a quarter (2016-17-Q3), "
        "months (2016-07 to 2017-04) or everything up to a month (to 2017-03)."
    )


def _year_name(first: int) -> str:
    return f"{first}-{(first + 1) % 100:02d}"


def _add_months(day: date, count: int) -> date:
    index = _index(day) + count
    return date(index // 12, index % 12 + 1, 1)


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_end(day: date) -> date:
    return _add_months(day, 1) - timedelta(days=1)


def _month_words(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _day_words(day: date) -> str:
    return f"{day.day} {_month_words(day)}"
