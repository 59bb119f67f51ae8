"""What a question is answered with: the figures, a chart and a table of them, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from IPython.display import display

from analysis import markup
from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.report.absent import Shown, note
from analysis.report.frames import Values, typed
from analysis.show import charts, tables

ADDRESS = (
    'Each number has an address, the first of these figures <code>{}</code>: <code>overview explain "{}"</code> follows it to its rows.'
)
NOTHING = "Nothing was delivered that answers this for {}."


@dataclass(frozen=True)
class DeskAnswer:
    """The answer to a question, which shows itself as a chart and a table.

    ``indicator`` is what was counted, ``by`` what divides it, ``across`` the same for each category of a second column, by their names.
    ``text`` is the question as ``config/questions.toml`` says it; a figure that there was already has none.
    """

    view: View
    periods: tuple[Period, ...]
    indicator: Indicator
    by: str = ""
    across: Mapping[str, Indicator] | None = None
    text: str = ""

    def __repr__(self) -> str:
        return f"Answer: {self.indicator.name}, {', '.join(period.label for period in self.periods)}; {self.address}"

    def _ipython_display_(self) -> None:
        for one in self.shown:
            display(one)

    @property
    def address(self) -> str:
        """The address of the undivided figure of the last period, which ``overview explain`` understands."""
        return f"{self.indicator.key}@{self._last.dates(self.indicator).name}"

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The chart, the table and where its numbers come from, one after the other."""
        if not any(self.view.at(period).knows(self.indicator) for period in self._all_periods):
            return (note(NOTHING, markup.listed(map(markup.period, self.periods))),)
        return (*filter(None, self._parts()), note(ADDRESS, markup.term(self.address), self.address))

    def figures(self, wide: bool = False, of: Values = "value") -> pd.DataFrame:
        """The figures of the answer as a typed frame: see ``report.figures``."""
        indicators = [self.indicator, *(self.across or {}).values()]
        wanted = [(one, way) for one in indicators for way in ("", *filter(None, [self.by]))]
        views = [self.view.at(period) for period in self.periods]
        return typed([(view, one, way) for view in views for one, way in wanted], wide, of)

    def _parts(self) -> Iterator[Shown | None]:
        last, one = self._last, self.indicator
        if self.across:
            yield charts.bars_across(last, one, self.across, self.by)
            for period in self.periods:
                asked = tables.Asked(None, self.view.at(period), (period,))
                yield asked.crossed({**self.across, "All": one}, self.by, f"{one.key}-across-{period.name}")
        elif len(self.periods) == 1 and self.by:
            yield charts.bars_two_periods(last, one, self.by)
            yield tables.split_table(last, one, self.by)
        else:
            yield charts.run_of(last, one, self._all_periods, self.by)
            yield self._over_time()

    def _over_time(self) -> tables.Table:
        asked, one = tables.Asked(None, self._last, self._all_periods), self.indicator
        if not self.by:
            return asked.whole([one], f"{one.key}-over-time")
        return asked.divided(one, self.by, self.view.rows.division(one, self.by).codes, f"{one.key}-by-{self.by}-over-time")

    @property
    def _last(self) -> View:
        return self.view.at(self.periods[-1])

    @property
    def _all_periods(self) -> tuple[Period, ...]:
        """The periods that were asked about; a single one is set beside the year before it."""
        return self.periods if len(self.periods) > 1 else (self.periods[0].year_before, *self.periods)
