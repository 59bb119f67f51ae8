"""The figures of a report as charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.report.absent import NOTHING, Shown, where_known
from analysis.report.catalogue import ReportPart
from analysis.report.opened import Opened
from analysis.report.process_limits import range_of
from analysis.report.records import SO_FAR
from analysis.report.targets import judged
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

UNSURE = "Not recorded whether required"

REACHED = "How many had been reached by the end of each quarter"
NO_CHANGE = "There is no figure of the year before that this one can be compared with, so no change is shown."


@dataclass(frozen=True, repr=False)
class Charts(ReportPart):
    """Figures as charts: ``report.chart.lines("missing_notifications")``."""

    _opened: Opened

    def lines(self, key: str) -> Shown:
        """An indicator by quarter, this year against last."""
        return where_known(self._opened, [key], charts.by_quarter_lines)

    def so_far(self) -> Shown:
        """How many pupils, drivers and professionals had been reached by the end of each quarter, as lines."""
        return where_known(self._opened, SO_FAR, lambda view, known: charts.by_quarter_lines(view, known, REACHED))

    def bars(self, key: str, breakdown: str) -> Shown:
        """The categories of an indicator, this year beside last."""
        return self._divided(charts.bars_two_periods, key, breakdown)

    def stacked(self, key: str, breakdown: str) -> Shown:
        """The categories of an indicator as parts of one bar for each year; as bars of their own where they are too many for that."""
        return self._divided(_stacked_or_bars, key, breakdown)

    def distribution(self, key: str, breakdown: str) -> Shown:
        """How many fall into each band of a number, this year and last."""
        return self._divided(charts.distribution, key, breakdown)

    def small_multiples(self, key: str, breakdown: str) -> Shown:
        """An indicator by quarter, this year against last, in a small chart for each category."""
        return self._divided(charts.small_multiples, key, breakdown)

    def heat_map(self, key: str, *breakdowns: str) -> Shown:
        """An indicator by weekday and time, by the first of these breakdowns that this edition holds."""
        held = [breakdown for breakdown in breakdowns if self._opened.divides(self._opened.records[key], breakdown)]
        return self._divided(charts.heat_map, key, (held or breakdowns)[0])

    def waterfall(self, key: str, breakdown: str) -> Shown:
        """The change of an indicator since last year, one step a category; in words where there is no change to show."""
        return self._divided(_steps_or_words, key, breakdown)

    def interview_steps(self) -> Shown:
        """How many of the return interviews required reach each step up to an interview in time."""
        records = self._opened.records
        steps = [(word, records[key]) for key, word in STEPS.items() if self._opened.knows(records[key])]
        return where_known(self._opened, [REQUIRED], lambda view, known: charts.funnel(view, ("Required", known[0]), steps, UNSURE))

    def against_targets(self) -> Shown:
        """Each percentage that has a target beside it, with the year before behind; nothing where none has a figure."""
        return charts.against_targets(self._opened.view, tuple(judged(self._opened))) or NOTHING

    def control(self, key: str) -> charts.Chart | None:
        """One figure of the quarter on a control chart; nothing where `report.usual_ranges` says why."""
        found = range_of(self._opened, key)
        return charts.control_chart(found, self._opened.last_quarter) if not found.why_none else None

    def _divided(self, draw: Callable[[View, Indicator, str], charts.Chart | Text | None], key: str, breakdown: str) -> Shown:
        return where_known(self._opened, [key], lambda view, known: draw(view, known[0], breakdown), breakdown)


def _stacked_or_bars(view: View, indicator: Indicator, breakdown: str) -> charts.Chart:
    draw = charts.stacked_outcomes if charts.can_be_stacked(view, indicator, breakdown) else charts.bars_two_periods
    return draw(view, indicator, breakdown)


def _steps_or_words(view: View, indicator: Indicator, breakdown: str) -> charts.Chart | Text | None:
    if view.is_first_year:
        return None
    return charts.waterfall(view, indicator, breakdown) or Text((computed(NO_CHANGE),))
