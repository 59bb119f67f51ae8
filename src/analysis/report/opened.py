"""What all parts of a report look at. Nothing is read before it is asked for, so that a part works without what only others need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.base.periods import Period
from analysis.base.policies import Edition
from analysis.base.settings import Authority, Fault, Population, Workspace
from analysis.base.spec import Indicator
from analysis.base.table import TableRecord
from analysis.base.wording import as_shown
from analysis.chapters.headings import Headings, headings_of, read_headings
from analysis.chapters.tables import EXTRACTS, extracts_of, tables_needed
from analysis.compare.view import View
from analysis.count.compute import tables_counted
from analysis.disclose import publishable_path, read_publishable
from analysis.report.records import Records
from analysis.show.narrative import Text, read_commentary
from analysis.textcheck import Reference, read_language

NOTHING_TAKEN_IN = "No extracts have been taken in yet. Run `overview run PERIOD` first."


@dataclass(frozen=True)
class Opened:
    """A period in an edition of a workspace: the view of its figures, and the records in the words of the report."""

    workspace: Workspace
    period: Period
    edition: Edition

    @cached_property
    def authority(self) -> Authority:
        return as_shown(self.workspace.authority, self.period)

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

    @cached_property
    def commentary(self) -> dict[str, Text]:
        """What people wrote on the period, by heading in the order of the headings; nothing where nobody did."""
        view, headings = self.view, headings_of(self.workspace, self.period)
        given = Reference(view.rows, view.period, view.authority, view.policy, read_language(self.workspace))
        written = read_commentary(self.workspace.commentary(self.period.name), given, headings)
        return {heading: written[heading] for heading in headings if heading in written}

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
        return self.view.knows(one)

    def ever_knows(self, one: Indicator) -> bool:
        """Whether there is a figure of an indicator for any period, or nothing was counted yet."""
        return not publishable_path(self.workspace.figures, self.edition).exists() or one.key in self.view.rows.known

    @property
    def tables_never_delivered(self) -> tuple[TableRecord, ...]:
        """The extracts of the report's chapters that no file was ever delivered of, in the order of the report."""
        held = self.left("intake_files", NOTHING_TAKEN_IN)["table"]
        return tuple(EXTRACTS[key] for key in EXTRACTS if key in extracts_of(self.authority).difference(held))

    def holds_back(self, one: Indicator, breakdown: str = "") -> bool:
        """Whether this edition tells less of an indicator than was delivered: its figure, or its parts.

        That its tables were delivered is seen by another figure that is counted from them.
        """
        if not self.knows(one) and not (self.edition == "public" and one.edition == "internal"):
            return False
        columns = {one.breakdown(breakdown).column} if breakdown else set()
        needed = {*tables_counted(one), *tables_needed(one.source, columns)}
        return any(needed <= set(tables_counted(other)) and self.knows(other) for other in self.records)

    def divides(self, one: Indicator, breakdown: str) -> bool:
        """Whether the edition divides an indicator in this way for the period. Raises `Fault` for an unknown breakdown."""
        return bool(self.view.split(one, breakdown))
