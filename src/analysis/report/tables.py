"""The figures of a report as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import Population
from analysis.base.spec import Indicator
from analysis.chapters import HEADLINES
from analysis.compare.rates import Rate, rates_of
from analysis.compare.view import View
from analysis.releases import read_revisions
from analysis.report.absent import NOTHING, Show, Shown, note, where_any_known, where_known
from analysis.report.catalogue import ReportPart
from analysis.report.opened import Opened
from analysis.report.process_limits import ranges_of, standings
from analysis.report.records import DENOMINATORS, SO_FAR
from analysis.report.targets import judged
from analysis.show import charts, tables

REQUIRED = "return_interviews_completed_of_required"
CASELOADS = ("development_worker_caseload", "consultant_caseload", "health_coordinator_caseload")
CONTRACT_YEARS = ("specialist_service_referrals", "children_referred_to_specialist_service")

NOT_TOLD = (
    "Figures for whole contract years are not shown: with those for the months so far they would say of how many children a single month "
    "tells."
)
NOT_REVISED = "No figure of this report was published before with another value."


@dataclass(frozen=True, repr=False)
class Tables(ReportPart):
    """Figures as tables: ``report.table.split("missing_episodes", "sex")``."""

    _opened: Opened

    def key_figures(self, section: str) -> Shown:
        """The figures of a section this year and last, and the change between them."""
        caption = self._caption("key-figures", "Key figures", section)
        return self._of_section(section, lambda view, told: tables.key_figures(view, told, caption))

    def quarterly(self, section: str) -> Shown:
        """Each figure of a section: this quarter, the last, the same a year ago, the year to date, direction and trend."""
        caption = self._caption("quarterly", "Quarterly performance", section)
        return self._of_section(section, lambda view, told: tables.quarterly(view, told, charts.sparklines(view, told), caption))

    def by_quarter(self, section: str) -> Shown:
        """The figures of a section in each quarter of the year."""
        caption = self._caption("by-quarter", "Figures by quarter", section)
        return self._of_section(section, lambda view, told: tables.by_quarter(view, told, caption))

    def data_set(self, *sections: str) -> Shown:
        """Every figure of some sections and every category of it, in the last eight quarters or those of a first year."""
        opened, quarters = self._opened, self._opened.view.recent_quarters
        told = opened.records.of_sections(*sections)
        named = listed([opened.records.heading(section) for section in sections])
        ends = map(markup.period, dict.fromkeys((quarters[0], quarters[-1])))
        title = Markup("Data set: {}, {}").format(named, Markup(" to ").join(ends))
        return tables.data_set(opened.view, told, tables.Caption(f"data-set-{'-'.join(sections)}", title)) or NOTHING

    def committee(self) -> Shown:
        """The few figures that a committee follows, as ``config/policy.toml`` names them: the quarter, earlier ones and direction."""
        records = self._opened.records
        keys = self._opened.workspace.policy.quarterly.committee or HEADLINES
        few = tuple(records[key] for key in keys)
        caption = tables.Caption("committee", Markup("Performance table, {}").format(markup.period(self._opened.period)))
        return where_any_known(self._opened, few, lambda view, told: tables.quarterly(view, told, caption=caption))

    def board(self) -> Shown:
        """The figures that a board follows: latest, line of eight quarters within its limits, standing, target, and a year ago."""
        found = standings(self._opened)
        return tables.board_table(self._opened.view, found, charts.lines_within_limits(self._opened.view, found)) or NOTHING

    def split(self, key: str, breakdown: str) -> Shown:
        """An indicator divided into categories, this year and last."""
        return where_known(self._opened, [key], lambda view, known: tables.split_table(view, known[0], breakdown), breakdown)

    def coverage(self, key: str, breakdown: str) -> Shown:
        """How many of those who should be reached have been, in each category, this year and last."""
        return where_known(self._opened, [key], lambda view, known: tables.coverage(view, known[0], breakdown), breakdown)

    def denominators(self) -> Shown:
        """Completed return interviews as a percentage of each of the four wholes in use."""
        return where_known(self._opened, DENOMINATORS, lambda view, known: tables.denominators(view, known, "missing_from"))

    def interviews(self) -> Shown:
        """How far return interviews get for each group of children, by where they went missing from."""
        return where_known(self._opened, [REQUIRED], lambda view, _: tables.interviews_by_group(view))

    def hot_spots(self) -> Shown:
        """Locations of concern by district and month."""
        return where_known(self._opened, ["hot_spot_locations"], lambda view, known: tables.by_place_and_month(view, known[0]))

    def so_far(self) -> Shown:
        """How many pupils, drivers and professionals had been reached by the end of each quarter."""
        return where_known(self._opened, SO_FAR, tables.so_far)

    def caseloads(self) -> Shown:
        """Open cases of each role in each locality."""
        caption = tables.Caption("caseloads", Markup("Caseload by locality, {}").format(markup.period(self._opened.period)))
        return where_known(
            self._opened, CASELOADS, lambda view, known: tables.across(view, known, "locality", caption), breakdown="locality"
        )

    def contract_years(self) -> Shown:
        """The specialist service over its contract year so far, and over the last one that is over."""
        if self._opened.edition == "public":
            return where_known(self._opened, CONTRACT_YEARS, lambda *_: note(NOT_TOLD))
        keys = [key for year in CONTRACT_YEARS for key in (year, f"{year}_contract_year")]
        title = Markup("The specialist service over its contract years, {}").format(markup.period(self._opened.period))
        caption = tables.Caption("contract-years", title)
        return where_known(self._opened, keys, lambda view, known: tables.key_figures(view, known, caption))

    def rates(self) -> Shown:
        """Rates per 10,000 children and per 100 looked-after children, this year and last; nothing where nobody supplied how many live."""
        if self._opened.population is None:
            return NOTHING
        return tables.rates_table(list(map(self._rates, self._opened.view.both_years))) or NOTHING

    def usual_ranges(self, *sections: str) -> tables.Table | None:
        """Each figure of some sections with its average and its usual range; nothing where `report.usual_ranges` says why."""
        return tables.usual_ranges(ranges_of(self._opened, sections), self._opened.last_quarter)

    def targets(self) -> Shown:
        """What became of the targets of ``config/targets.toml`` that hold for the period; nothing where none has a figure."""
        known = [one for one in judged(self._opened) if one[-1].now]
        return tables.targets_table(known, self._opened.view) if known else NOTHING

    def revised(self) -> Shown:
        """The figures that were published before with another value, and why they differ."""
        opened = self._opened
        found = read_revisions(opened.workspace.figures, opened.edition)
        return tables.revised(opened.view, opened.records, found) or note(NOT_REVISED)

    def _of_section(self, section: str, show: Show) -> Shown:
        return where_any_known(self._opened, self._opened.records.in_tables(section), show)

    def _caption(self, name: str, what: str, section: str) -> tables.Caption:
        title = Markup("{}: {}, {}").format(what, self._opened.records.heading(section), markup.period(self._opened.period))
        return tables.Caption(f"{name}-{section}", title)

    def _rates(self, view: View) -> tuple[Period, Mapping[Indicator, Rate | None], Population | None]:
        population = self._opened.workspace.population(view.period.name)
        rates = {self._opened.records[one.key]: rate for one, rate in rates_of(view.rows, view.period, population)}
        return view.period, rates, population
