"""Published figures as they are seen from the period that a report is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from analysis.base.periods import Period, recent_quarters
from analysis.base.settings import Authority, Policy
from analysis.base.spec import Address, Breakdown, Figure, Indicator
from analysis.chapters.tables import codes_that_depend
from analysis.compare.comparisons import Comparison, Side, compare
from analysis.compare.verdicts import Verdict
from analysis.count.compute import counted_period
from analysis.disclose import Publishable


@dataclass(frozen=True)
class View:
    """The publishable figures, the period they are looked at for, whose they are, and what that authority has decided.

    Tables, charts and sentences ask it for figures, so that the dates over which an indicator is counted are found in one place.
    """

    rows: Publishable
    period: Period
    authority: Authority
    policy: Policy

    def at(self, period: Period) -> Self:
        """The same figures, seen from another period."""
        return replace(self, period=period)

    @property
    def earlier(self) -> Self:
        """The same figures, seen from the period a year before."""
        return self.at(self.period.year_before)

    @property
    def both_years(self) -> tuple[Self, Self]:
        """The figures seen from the period a year before, and from the period."""
        return self.earlier, self

    @cached_property
    def is_first_year(self) -> bool:
        """Whether nothing is known of the time before the reporting year, so that it is compared with nothing, which is said once."""
        year = self.period.year
        known = (Period.parse(name, year.first_month) for name in self.rows.periods_known)
        return not any((one.start or one.end) < year.start for one in known)

    @property
    def recent_quarters(self) -> tuple[Period, ...]:
        """The last eight quarters up to that of the period, and in a first year those of the year."""
        year = self.period.year
        return tuple(one for one in recent_quarters(self.period) if not self.is_first_year or one.year == year)

    def dates(self, indicator: Indicator) -> Period:
        """The dates over which an indicator is counted for the period."""
        return counted_period(indicator, self.period, self.authority)

    def figure(self, indicator: Indicator, breakdown: str = "", category: str = "") -> Figure | None:
        """The figure of an indicator, undivided or of one category of a breakdown; nothing where there is none."""
        return self.rows.figure(Address(indicator.key, self.dates(indicator).name, breakdown, category))

    def knows(self, indicator: Indicator) -> bool:
        """Whether what an indicator is counted from was delivered for the period; its figure may be hidden, or a share of nothing."""
        figure = self.figure(indicator)
        return figure is not None and figure.value != "x"

    def split(self, indicator: Indicator, breakdown: str) -> tuple[Figure, ...]:
        """The categories of a breakdown in the order of the indicator's record; empty when it was not counted."""
        return self.rows.split(indicator, self.dates(indicator).name, breakdown)

    def division(self, indicator: Indicator, breakdown: str) -> Breakdown:
        """A breakdown without the categories that depend on which tables were delivered and were told neither now nor a year before."""
        division = self.rows.division(indicator, breakdown)
        depend = codes_that_depend(indicator.source, division.column)
        untold = {code for code in depend if not any(view.figure(indicator, breakdown, code) for view in self.both_years)}
        return division.among(code for code in division.codes if code not in untold) if untold else division

    def compared(self, indicator: Indicator) -> Comparison:
        """What happened to the undivided figure of an indicator since the period a year before, and the one verdict that there is on it."""
        before, now = (Side(view.figure(indicator), view.dates(indicator)) for view in self.both_years)
        comparison = compare(indicator, now, before, self.policy.comparison)
        words = self.rows.verdict(indicator.key, self.period.name)
        return replace(comparison, verdict=Verdict(words)) if words else comparison


def delivered_in(views: Iterable[View], indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Those of which something was delivered in one of several periods: a row of a table for another would hold nothing but marks."""
    seen = tuple(views)
    return tuple(one for one in indicators if any(view.knows(one) for view in seen))
