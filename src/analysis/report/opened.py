"""What all parts of a report look at. Nothing is read before it is asked for, so that a part works without what only others need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.base.periods import Period
from analysis.base.policies import Edition
from analysis.base.settings import Authority, Fault, Population, Workspace
from analysis.base.spec import Indicator
from analysis.chapters.headings import Headings, read_headings
from analysis.compare.view import View
from analysis.disclose import read_publishable
from analysis.report.records import Records


@dataclass(frozen=True)
class Opened:
    """A period in an edition of a workspace: the view of its figures, and the records in the words of the report."""

    workspace: Workspace
    period: Period
    edition: Edition

    @property
    def authority(self) -> Authority:
        return self.workspace.authority

    @cached_property
    def headings(self) -> Headings:
        return read_headings(self.workspace)

    @cached_property
    def records(self) -> Records:
        return Records.of(self.authority, self.headings.sections)

    @cached_property
    def view(self) -> View:
        """The figures that the last run kept, seen from the period. Raises `Fault` when there are none for it yet."""
        view = View(read_publishable(self.workspace.figures, self.edition), self.period, self.authority, self.workspace.policy)
        if not any(map(view.figure, self.records)):
            name = self.period.name
            raise Fault(f"There are no figures for {name}. Run `overview run {name} --edition {self.edition}` first.")
        return view

    def left(self, name: str, otherwise: str) -> pd.DataFrame:
        """A table that the last run left. Raises `Fault`, in these words, where there is none."""
        path = self.workspace.processed / f"{name}.parquet"
        if not path.exists():
            raise Fault(otherwise)
        return pd.read_parquet(path)

    @property
    def of_year(self) -> Opened:
        """The reporting year that the period belongs to."""
        return replace(self, period=self.period.year)

    @property
    def last_quarter(self) -> Period:
        return self.period.quarters[-1] if self.period.is_year else self.period

    @cached_property
    def population(self) -> Population | None:
        """The children in the area, where the council supplied them."""
        return self.workspace.population(self.period.year.name)

    def knows(self, one: Indicator) -> bool:
        """Whether what an indicator is counted from was delivered for the period; its figure may be hidden, or a share of nothing."""
        figure = self.view.figure(one)
        return figure is not None and figure.value != "x"

    def divides(self, one: Indicator, breakdown: str) -> bool:
        """Whether the edition divides an indicator in this way for the period. Raises `Fault` for an unknown breakdown."""
        return bool(self.view.split(one, breakdown))
