"""What all parts of a report look at. Nothing is read before it is asked for, so that a part works without what only others need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Authority, ComparisonPolicy, Fault, Population, Workspace
from analysis.base.spec import Address, Figure, Indicator
from analysis.chapters.headings import Headings, read_headings
from analysis.count.compute import counted_period
from analysis.disclose import Edition, Publishable, read_publishable
from analysis.report.records import Records


@dataclass(frozen=True)
class View:
    """A period in an edition: the publishable figures, and the records in the words of the report."""

    workspace: Workspace
    period: Period
    edition: Edition

    @property
    def authority(self) -> Authority:
        return self.workspace.authority

    @property
    def policy(self) -> ComparisonPolicy:
        return self.workspace.policy.comparison

    @cached_property
    def headings(self) -> Headings:
        return read_headings(self.workspace)

    @cached_property
    def records(self) -> Records:
        return Records.of(self.authority, self.headings.sections)

    @cached_property
    def rows(self) -> Publishable:
        """The figures that the last run kept. Raises `Fault` when there are none for the period yet."""
        rows = read_publishable(self.workspace.figures, self.edition)
        if not any(rows.figure(self._address(one)) for one in self.records):
            name = self.period.name
            raise Fault(f"There are no figures for {name}. Run `overview run {name} --edition {self.edition}` first.")
        return rows

    def left(self, name: str, otherwise: str) -> pd.DataFrame:
        """A table that the last run left. Raises `Fault`, in these words, where there is none."""
        path = self.workspace.processed / f"{name}.parquet"
        if not path.exists():
            raise Fault(otherwise)
        return pd.read_parquet(path)

    @property
    def of_year(self) -> View:
        """The reporting year that the period belongs to."""
        return replace(self, period=self.period.year)

    @property
    def years(self) -> tuple[Period, Period]:
        """The period a year before, and the period."""
        return self.period.year_before, self.period

    @property
    def last_quarter(self) -> Period:
        return self.period.quarters[-1] if self.period.is_year else self.period

    @cached_property
    def population(self) -> Population | None:
        """The children in the area, where the council supplied them."""
        return self.workspace.population(self.period.year.name)

    def dates(self, one: Indicator) -> Period:
        """The dates over which an indicator is counted for the period."""
        return counted_period(one, self.period, self.authority)

    def figure(self, one: Indicator) -> Figure | None:
        """The undivided figure of an indicator for the period."""
        return self.rows.figure(self._address(one))

    def knows(self, one: Indicator) -> bool:
        """Whether what an indicator is counted from was delivered for the period; its figure may be hidden, or a share of nothing."""
        figure = self.figure(one)
        return figure is not None and figure.value != "x"

    def divides(self, one: Indicator, breakdown: str) -> bool:
        """Whether the edition divides an indicator in this way for the period. Raises `Fault` for an unknown breakdown."""
        return bool(self.rows.split(one.key, self.dates(one).name, breakdown))

    def _address(self, one: Indicator) -> Address:
        return Address(one.key, self.dates(one).name)
