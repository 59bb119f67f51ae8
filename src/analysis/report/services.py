"""Partnership, prevention, support and training: what a report shows of them besides its findings and key figures.

A table that a council does not hold is a sentence here, and never a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import charts, markup, tables
from analysis.compute import counted_period
from analysis.disclose import Edition
from analysis.indicators import indicator
from analysis.narrative import Text
from analysis.report.figures import Report, open_report
from analysis.spec import Indicator

SO_FAR = ("theatre_pupils", "taxi_drivers_trained", "people_reached_by_training")
CASELOADS = ("development_worker_caseload", "consultant_caseload", "health_coordinator_caseload")
CONTRACT_YEARS = ("specialist_service_referrals", "children_referred_to_specialist_service")

NOT_TOLD = (
    "Figures for whole contract years are not shown: with those for the months so far they would say of how many children a single month "
    "tells."
)
NOT_DIVIDED = "It is not divided in this edition for {}: many of the counts would be small."
NOT_DELIVERED = "The records that this would show were not delivered for {}."

Shown = tables.Table | charts.Chart | Text


@dataclass(frozen=True)
class Services:
    """What services did in the period of a report, as its edition may show it."""

    report: Report

    def hot_spots(self) -> Shown:
        """Locations of concern by district and month."""
        one, report = indicator("hot_spot_locations"), self.report
        return self._shown([one], lambda _: tables.by_place_and_month(report.rows, one, report.period, report.authority))

    def split(self, key: str, breakdown: str) -> Shown:
        """An indicator divided into categories, this year and last; in words where this edition does not divide it."""
        return self._shown([indicator(key)], lambda _: self.report.split(key, breakdown), breakdown)

    def coverage(self, key: str, breakdown: str) -> Shown:
        """How many of those who should be reached have been, in each category, this year and last."""
        one, report = indicator(key), self.report
        periods = (report.period.year_before, report.period)
        return self._shown([one], lambda _: tables.coverage(report.rows, one, breakdown, periods, report.authority), breakdown)

    def so_far(self) -> Shown:
        """How many pupils, drivers and professionals had been reached by the end of each quarter, as lines."""
        report, title = self.report, "How many had been reached by the end of each quarter"
        return self._shown(
            [*map(indicator, SO_FAR)],
            lambda known: charts.by_quarter_lines(report.rows, known, report.period, report.authority, report.policy, title=title),
        )

    def so_far_by_quarter(self) -> Shown:
        """The same numbers as a table."""
        report = self.report
        title = Markup("Reached by the end of each quarter, {}").format(markup.period(report.period))
        return self._shown(
            [*map(indicator, SO_FAR)],
            lambda known: tables.by_quarter(report.rows, known, report.period.year, report.authority, name="so-far", title=title),
        )

    def caseloads(self) -> Shown:
        """Open cases of each role in each locality."""
        report = self.report
        return self._shown(
            [*map(indicator, CASELOADS)],
            lambda known: tables.across(
                report.rows, known, "locality", report.period, report.authority, name="caseloads", title="Caseload by locality"
            ),
            "locality",
        )

    def contract_years(self) -> Shown:
        """The specialist service over its contract year so far, and over the last one that is over."""
        report = self.report
        wanted = [indicator(key) for one in CONTRACT_YEARS for key in (one, f"{one}_contract_year")]
        if not any(report.figure(one) for one in wanted if one.edition == "internal"):
            return self._said(NOT_TOLD)
        title = Markup("The specialist service over its contract years, {}").format(markup.period(report.period))
        return self._shown(
            wanted,
            lambda known: tables.key_figures(
                report.rows, known, report.period, report.authority, report.policy, name="contract-years", title=title
            ),
        )

    def _shown(self, wanted: Sequence[Indicator], show: Callable[[list[Indicator]], Shown], breakdown: str = "") -> Shown:
        """What is made of the indicators that are known for the period; in words when none is."""
        known = [one for one in wanted if self._is_known(one)]
        divided = [one for one in known if not breakdown or self._is_divided(one, breakdown)]
        is_inside = self.report.rows.edition == "public" and any(one.edition == "internal" for one in wanted)
        return show(divided) if divided else self._said(NOT_DIVIDED if known or is_inside else NOT_DELIVERED)

    def _is_known(self, one: Indicator) -> bool:
        figure = self.report.figure(one)
        return figure is not None and not figure.is_missing

    def _is_divided(self, one: Indicator, breakdown: str) -> bool:
        dates = counted_period(one, self.report.period, self.report.authority)
        return bool(self.report.rows.split(one.key, dates.name, breakdown))

    def _said(self, words: str) -> Text:
        return Text((Markup('<p class="note">{}</p>').format(Markup(words).format(markup.period(self.report.period))),))


def open_services(period: str, edition: Edition = "public") -> Services:
    """What services did in a period, in an edition. Raises `Fault` when there are no figures for it yet."""
    return Services(open_report(period, edition))
