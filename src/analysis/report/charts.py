"""The figures of a report as charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.base.periods import Period
from analysis.report.absent import Shown, where_known
from analysis.report.process_limits import range_of
from analysis.report.records import SO_FAR
from analysis.report.view import View
from analysis.show import charts
from analysis.show.narrative import Text
from analysis.show.narrative.text import computed

REQUIRED = "return_interviews"
STEPS = {
    "return_interviews_offered": "Offered",
    "return_interviews_accepted": "Accepted",
    "return_interviews_completed_of_required": "Completed",
    "return_interviews_within_72_hours": "Completed within 72 hours",
}

REACHED = "How many had been reached by the end of each quarter"
NO_CHANGE = "There is no figure of the year before that this one can be compared with, so no change is shown."


@dataclass(frozen=True)
class Charts:
    """Figures as charts: ``report.chart.lines("missing_notifications")``."""

    _view: View

    def lines(self, key: str) -> Shown:
        """An indicator by quarter, this year against last."""
        view = self._view
        return where_known(view, [key], lambda known: charts.by_quarter_lines(view.rows, known, view.period, view.authority, view.policy))

    def so_far(self) -> Shown:
        """How many pupils, drivers and professionals had been reached by the end of each quarter, as lines."""
        view = self._view
        return where_known(
            view,
            SO_FAR,
            lambda known: charts.by_quarter_lines(view.rows, known, view.period, view.authority, view.policy, title=REACHED),
        )

    def bars(self, key: str, breakdown: str) -> Shown:
        """The categories of an indicator, this year beside last."""
        return self._divided(charts.bars_two_periods, key, breakdown, self._view.years)

    def stacked(self, key: str, breakdown: str) -> Shown:
        """The categories of an indicator as parts of one bar for each year."""
        return self._divided(charts.stacked_outcomes, key, breakdown, self._view.years)

    def distribution(self, key: str, breakdown: str) -> Shown:
        """How many fall into each band of a number, this year and last."""
        return self._divided(charts.distribution, key, breakdown, self._view.period)

    def small_multiples(self, key: str, breakdown: str) -> Shown:
        """An indicator by quarter, this year against last, in a small chart for each category."""
        return self._divided(charts.small_multiples, key, breakdown, self._view.period)

    def heat_map(self, key: str, *breakdowns: str) -> Shown:
        """An indicator by weekday and time, by the first of these breakdowns that this edition holds."""
        held = [breakdown for breakdown in breakdowns if self._view.divides(self._view.records[key], breakdown)]
        return self._divided(charts.heat_map, key, (held or breakdowns)[0], self._view.period)

    def waterfall(self, key: str, breakdown: str) -> Shown:
        """The change of an indicator since last year, one step a category; in words where there is no change to show."""
        view = self._view

        def steps(*asked: Any) -> charts.Chart | Text:
            return charts.waterfall(*asked, view.policy) or Text((computed(NO_CHANGE),))

        return self._divided(steps, key, breakdown, view.period)

    def ages(self, *keys: str) -> Shown:
        """Ranges and peaks of ages, this year and last."""
        view = self._view
        return where_known(view, keys, lambda known: charts.age_ranges(view.rows, known, view.years, view.authority))

    def interview_steps(self) -> Shown:
        """How many of the return interviews required reach each step up to an interview in time."""
        view = self._view
        steps = [(word, one) for key, word in STEPS.items() if view.knows(one := view.records[key])]
        return where_known(
            view, [REQUIRED], lambda known: charts.funnel(view.rows, ("Required", known[0]), steps, view.period, view.authority)
        )

    def control(self, key: str) -> charts.Chart | None:
        """One figure of the quarter on a control chart; nothing where `report.usual_ranges` says why."""
        found = range_of(self._view, key)
        return charts.control_chart(found, self._view.last_quarter) if found.limits else None

    def _divided(self, draw: Callable[..., charts.Chart | Text], key: str, breakdown: str, dates: Period | Sequence[Period]) -> Shown:
        view = self._view
        return where_known(view, [key], lambda known: draw(view.rows, known[0], breakdown, dates, view.authority), breakdown)
