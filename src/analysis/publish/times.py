"""A year or quarter as explore education statistics writes it: ``time_period``, ``time_identifier`` and, where it must be, a quarter.

The service refuses a file with any other kind of time than those of its list, each of which goes with four digits or with six. Source:
"List of allowable time values" in the department's guide for analysts, which its data screener goes by
(https://dfe-analytical-services.github.io/analysts-guide/statistics-production/ud.html#list-of-allowable-time-values), and the service's
glossary (https://explore-education-statistics.service.gov.uk/glossary), both as of August 2026. Of them follows:

======================  =================  ===========  ==========================================
a year that starts in   `time_identifier`  its digits   its quarters
======================  =================  ===========  ==========================================
January                 Calendar year      2016         Calendar year, with a column `quarter`
April                   Financial year     201617       Financial year Q1 to Financial year Q4
August or September     Academic year      201617       Academic year, with a column `quarter`
any other month         Reporting year     2017         Reporting year, with a column `quarter`
======================  =================  ===========  ==========================================

Only the financial year has quarters in that list; of others, the guide says that a filter column tells them. An academic year is that of
the service from August or that of schools from September. A reporting year has four digits, and nothing says of which of its two years:
here it is the one in which it ends, as in the department's own figures on children looked after ("2024" ends in March 2024).
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.base.periods import Period
from analysis.base.settings import MONTHS

FINANCIAL, REPORTING = "Financial year", "Reporting year"

KINDS_OF_YEAR = {1: "Calendar year", 4: FINANCIAL, 8: "Academic year", 9: "Academic year"}
"""What the service calls a year, by the month in which it starts; all others are reporting years."""


class Time(NamedTuple):
    """The cells that say when. ``quarter`` is empty for a year and where the identifier names the quarter."""

    period: str
    identifier: str
    quarter: str


def time_of(period: Period) -> Time:
    """A year or a quarter in the cells of the service.

    >>> time_of(Period.parse("2016-17-Q3"))
    Time(period='201617', identifier='Financial year Q3', quarter='')
    >>> time_of(Period.parse("2016-17-Q3", 7))
    Time(period='2017', identifier='Reporting year', quarter='Q3 (January to March)')
    """
    kind = kind_of_year(period.first_month)
    # An academic or financial year is written as both its years, as it is in the name; the others as the one in which they end.
    year = period.name[:7].replace("-", "") if kind in {FINANCIAL, "Academic year"} else str(period.year.end.year)
    if not period.is_quarter:
        return Time(year, kind, "")
    quarter = period.name[-2:]
    return Time(year, f"{kind} {quarter}", "") if kind == FINANCIAL else Time(year, kind, f"{quarter} ({_months(period)})")


def kind_of_year(first_month: int) -> str:
    """What the service calls a year that starts in a month."""
    return KINDS_OF_YEAR.get(first_month, REPORTING)


def dates_of_reporting_years(first_month: int) -> str:
    """From when to when a year runs that the service calls a reporting year, for the file says it nowhere else; others say it."""
    if kind_of_year(first_month) != REPORTING:
        return ""
    return (
        f"A reporting year runs from {MONTHS[first_month - 1]} to {MONTHS[first_month - 2]} and has the number of the year in which it ends"
    )


def _months(quarter: Period) -> str:
    return f"{MONTHS[quarter.start.month - 1]} to {MONTHS[quarter.end.month - 1]}"
