"""The figures of a report as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed
from analysis.base.periods import Period, recent_quarters, reported_with
from analysis.base.settings import Authority, ComparisonPolicy, Population
from analysis.base.spec import Address, Indicator
from analysis.chapters import HEADLINES
from analysis.compare.comparisons import Comparison, compare
from analysis.compare.rates import RATES, Rate, rates_of
from analysis.compare.targets import Target, read_targets, targets_for
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.releases import read_revisions
from analysis.report.absent import Show, Shown, none_of, note, where_any_known, where_known
from analysis.report.process_limits import ranges_of
from analysis.report.records import DENOMINATORS, SO_FAR
from analysis.report.view import View
from analysis.show import charts, tables

REQUIRED = "return_interviews_completed_of_required"
CASELOADS = ("development_worker_caseload", "consultant_caseload", "health_coordinator_caseload")
CONTRACT_YEARS = ("specialist_service_referrals", "children_referred_to_specialist_service")

NOT_TOLD = (
    "Figures for whole contract years are not shown: with those for the months so far they would say of how many children a single month "
    "tells."
)
NOT_BY_QUARTER = "No figure of this section is counted by quarter."
NOT_REVISED = "No figure of this report was published before with another value."
NO_TARGETS = "No targets have been set for this period."
NO_POPULATION = "How many children live in the area was not supplied for {}, so there are no rates. Write it into config/population."


@dataclass(frozen=True)
class Tables:
    """Figures as tables: ``report.table.split("missing_episodes", "sex")``."""

    _view: View

    def key_figures(self, section: str) -> Shown:
        """The figures of a section this year and last, and the change between them."""
        name, title = f"key-figures-{section}", self._titled("Key figures", section)
        return self._of_section(section, lambda told: tables.key_figures(*self._compared(told), name=name, title=title))

    def quarterly(self, section: str) -> Shown:
        """Each figure of a section: this quarter, the last, the same a year ago, the year to date, direction and trend."""
        name, title = f"quarterly-{section}", self._titled("Quarterly performance", section)
        return self._of_section(section, lambda told: tables.quarterly(*self._compared(told), self._trends(told), name=name, title=title))

    def by_quarter(self, section: str) -> Shown:
        """The figures of a section in each quarter of the year."""
        view, name, title = self._view, f"by-quarter-{section}", self._titled("Figures by quarter", section)
        return self._of_section(
            section, lambda told: tables.by_quarter(view.rows, told, view.period, view.authority, name=name, title=title)
        )

    def data_set(self, *sections: str) -> Shown:
        """Every figure of some sections and every category of it, in the last eight quarters."""
        view, quarters = self._view, recent_quarters(self._view.period)
        told = view.records.of_sections(*sections)
        named = listed([view.records.heading(section) for section in sections])
        title = Markup("Data set: {}, {} to {}").format(named, *map(markup.period, (quarters[0], quarters[-1])))
        table = tables.data_set(view.rows, told, quarters, view.authority, f"data-set-{'-'.join(sections)}", title)
        return where_any_known(view, told, lambda _: table) if table else note(NOT_BY_QUARTER)

    def committee(self) -> Shown:
        """The few figures that a committee follows, as ``config/policy.toml`` names them: the quarter, earlier ones and direction."""
        view = self._view
        keys = view.workspace.policy.quarterly.committee or HEADLINES
        few = tuple(view.records[key] for key in keys if not view.records.leave_out(key))
        title = Markup("Performance table, {}").format(markup.period(view.period))
        return where_any_known(view, few, lambda told: tables.quarterly(*self._compared(told), name="committee", title=title))

    def split(self, key: str, breakdown: str) -> Shown:
        """An indicator divided into categories, this year and last."""
        view = self._view
        return where_known(
            view, [key], lambda known: tables.split_table(view.rows, known[0], breakdown, view.years, view.authority), breakdown
        )

    def coverage(self, key: str, breakdown: str) -> Shown:
        """How many of those who should be reached have been, in each category, this year and last."""
        view = self._view
        return where_known(
            view, [key], lambda known: tables.coverage(view.rows, known[0], breakdown, view.years, view.authority), breakdown
        )

    def denominators(self) -> Shown:
        """Completed return interviews as a percentage of each of the four wholes in use."""
        view = self._view
        return where_known(
            view, DENOMINATORS, lambda known: tables.denominators(view.rows, known, view.period, "missing_from", view.authority)
        )

    def interviews(self) -> Shown:
        """How far return interviews get for each group of children, by where they went missing from."""
        view = self._view
        return where_known(view, [REQUIRED], lambda _: tables.interviews_by_group(view.rows, view.period))

    def hot_spots(self) -> Shown:
        """Locations of concern by district and month."""
        view = self._view
        return where_known(
            view, ["hot_spot_locations"], lambda known: tables.by_place_and_month(view.rows, known[0], view.period, view.authority)
        )

    def so_far(self) -> Shown:
        """How many pupils, drivers and professionals had been reached by the end of each quarter."""
        view = self._view
        return where_known(view, SO_FAR, lambda known: tables.so_far(view.rows, known, view.period, view.authority))

    def caseloads(self) -> Shown:
        """Open cases of each role in each locality."""
        view, by, how = self._view, "locality", {"name": "caseloads", "title": "Caseload by locality"}
        return where_known(view, CASELOADS, lambda known: tables.across(view.rows, known, by, view.period, view.authority, **how), by)

    def contract_years(self) -> Shown:
        """The specialist service over its contract year so far, and over the last one that is over."""
        view, keys = self._view, [key for year in CONTRACT_YEARS for key in (year, f"{year}_contract_year")]
        if view.edition == "public":
            return note(NOT_TOLD)
        title = Markup("The specialist service over its contract years, {}").format(markup.period(view.period))
        return where_known(view, keys, lambda known: tables.key_figures(*self._compared(known), name="contract-years", title=title))

    def rates(self) -> Shown:
        """Rates per 10,000 children and per 100 looked-after children, this year and last."""
        view = self._view
        if view.population is None:
            return note(NO_POPULATION, markup.period(view.period))
        return tables.rates_table([self._rates(year) for year in view.years]) or none_of(view, *(rate.key for rate in RATES))

    def usual_ranges(self, *sections: str) -> tables.Table | None:
        """Each figure of some sections with its average and its usual range; nothing where `report.usual_ranges` says why."""
        return tables.usual_ranges(ranges_of(self._view, sections), self._view.last_quarter)

    def targets(self) -> Shown:
        """What became of the targets of ``config/targets.toml`` that hold for the period."""
        known = [judged for judged in self._judged() if judged[-1].now]
        return tables.targets_table(known, self._view.period) if known else note(NO_TARGETS)

    def revised(self) -> Shown:
        """The figures that were published before with another value, and why they differ."""
        view = self._view
        periods = {counted_period(one, period, view.authority).name for one in view.records for period in reported_with(view.period)}
        found = read_revisions(view.workspace.figures, view.edition)
        return tables.revised(view.rows, view.records, found, periods, view.period, view.authority) or note(NOT_REVISED)

    def _of_section(self, section: str, show: Show) -> Shown:
        return where_any_known(self._view, self._view.records.in_tables(section), show)

    def _titled(self, what: str, section: str) -> Markup:
        return Markup("{}: {}, {}").format(what, self._view.records.heading(section), markup.period(self._view.period))

    def _compared(self, told: Sequence[Indicator]) -> tuple[Publishable, Sequence[Indicator], Period, Authority, ComparisonPolicy]:
        """What a table needs that sets figures against earlier ones."""
        view = self._view
        return view.rows, told, view.period, view.authority, view.policy

    def _trends(self, told: Sequence[Indicator]) -> Mapping[str, Markup]:
        return charts.sparklines(self._view.rows, told, recent_quarters(self._view.period), self._view.authority)

    def _rates(self, year: Period) -> tuple[Period, Mapping[Indicator, Rate | None], Population | None]:
        population = self._view.workspace.population(year.name)
        return year, dict(rates_of(self._view.rows, year, population)), population

    def _judged(self) -> Iterator[tuple[Target, Indicator, Comparison]]:
        """Each target that holds for the period, with its indicator and what happened to that since a year before."""
        view = self._view
        for target, held in targets_for(read_targets(view.workspace), view.period, view.authority):
            one = view.records[held.key]
            now, before = (counted_period(one, dates, view.authority) for dates in (view.period, view.period.year_before))
            addresses = (Address(one.key, dates.name) for dates in (now, before))
            yield target, one, compare(view.rows, one, *addresses, (now, before), view.policy)
