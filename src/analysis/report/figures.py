"""The figures of a period in an edition, and what there is to show of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period, recent_quarters, reported_with
from analysis.base.settings import Authority, ComparisonPolicy, Fault, Workspace
from analysis.base.spec import Address, Figure, Indicator
from analysis.base.wording import in_words_of, what_is_covered
from analysis.chapters import ALL, HEADLINES, SECTIONS, indicator, told_by
from analysis.compare.targets import read_targets
from analysis.count.compute import counted_period
from analysis.disclose import Edition, Publishable, read_publishable
from analysis.releases import read_revisions
from analysis.report.benchmarks import Beside
from analysis.report.layouts import Layouts
from analysis.report.place import find_workspace
from analysis.report.process_limits import Trend, targets
from analysis.report.services import Services
from analysis.show import charts, narrative, tables
from analysis.show.methodology import Methodology, methodology, rules_of_publication
from analysis.show.narrative import Text, read_commentary
from analysis.show.narrative.commentary import none_written
from analysis.textcheck import Reference

DENOMINATORS = tuple(f"return_interviews_completed_of_{whole}" for whole in ("returned", "required", "offered", "children"))

INTERVIEW_STEPS = (
    ("Required", "return_interviews"),
    ("Offered", "return_interviews_offered"),
    ("Accepted", "return_interviews_accepted"),
    ("Completed", "return_interviews_completed_of_required"),
    ("Completed within 72 hours", "return_interviews_within_72_hours"),
)

NO_CHANGE = "There is no figure of the year before that this one can be compared with, so no change is shown."


@dataclass(frozen=True)
class Report:
    """A period in an edition: its publishable figures and its commentary, and what a notebook can show of them."""

    workspace: Workspace
    period: Period
    rows: Publishable

    @property
    def authority(self) -> Authority:
        return self.workspace.authority

    @property
    def policy(self) -> ComparisonPolicy:
        return self.workspace.policy.comparison

    def record(self, key: str) -> Indicator:
        """An indicator in the words for what the authority's report covers."""
        return in_words_of(self.authority, indicator(key))

    def records(self, section: str) -> tuple[Indicator, ...]:
        """The indicators of a section in those words."""
        return tuple(one for one in told_by(self.authority) if one.section == section)

    @cached_property
    def _commentary(self) -> dict[str, Text]:
        given = Reference(self.rows, self.period, self.authority, self.workspace.policy)
        return read_commentary(self.workspace.commentary(self.period.name), given)

    def commentary(self, heading: str) -> Text:
        """What was written under a heading of ``config/commentary/<period>.md``."""
        if heading not in narrative.HEADINGS:
            raise Fault(f"{heading!r} is not a heading of the commentary. It has: {', '.join(narrative.HEADINGS)}.")
        return self._commentary.get(heading) or none_written(heading)

    def headlines(self) -> Text:
        """The few figures that a reader sees first."""
        return narrative.headlines(self.rows, map(self.record, HEADLINES), self.period, self.authority, self.policy)

    def findings(self, section: str) -> Text:
        """The computed paragraphs of a section, from the figures."""
        return narrative.findings(self.rows, self.records(section), self.period, self.authority, self.policy)

    def key_figures(self, section: str) -> tables.Table:
        """The figures of a section this year and last, and the change between them."""
        return tables.key_figures(
            self.rows,
            self._told(section),
            self.period,
            self.authority,
            self.policy,
            name=f"key-figures-{section}",
            title=self._titled("Key figures", section),
        )

    def quarterly(self, section: str) -> tables.Table:
        """For each indicator of a section: this quarter, the last, the same a year ago, the year to date, direction and trend."""
        told = self._told(section)
        trends = charts.sparklines(self.rows, told, recent_quarters(self.period), self.authority)
        return tables.quarterly(
            self.rows,
            told,
            self.period,
            self.authority,
            self.policy,
            trends,
            name=f"quarterly-{section}",
            title=self._titled("Quarterly performance", section),
        )

    @property
    def services(self) -> Services:
        """What services did: partnership, prevention, support and training."""
        return Services(self.rows, self.period, self.authority, self.policy)

    @property
    def layouts(self) -> Layouts:
        """The same figures as a committee and a safeguarding board are shown them."""
        return Layouts(self.rows, self.period, self.authority, self.policy, self.workspace.policy.quarterly.committee)

    def by_quarter(self, section: str) -> tables.Table:
        """The figures of a section in each quarter of the year."""
        return tables.by_quarter(
            self.rows,
            self._told(section),
            self.period,
            self.authority,
            name=f"by-quarter-{section}",
            title=self._titled("Figures by quarter", section),
        )

    def split(self, key: str, breakdown: str) -> tables.Table:
        """An indicator divided into categories, this year and last."""
        return tables.split_table(self.rows, self.record(key), breakdown, [self.period.year_before, self.period], self.authority)

    def lines(self, key: str) -> charts.Chart:
        """An indicator by quarter, this year against last."""
        return charts.by_quarter_lines(self.rows, self.record(key), self.period, self.authority, self.policy)

    def bars(self, key: str, breakdown: str) -> charts.Chart:
        """The categories of an indicator, this year beside last."""
        periods = (self.period.year_before, self.period)
        return charts.bars_two_periods(self.rows, self.record(key), breakdown, periods, self.authority)

    def stacked(self, key: str, breakdown: str) -> charts.Chart:
        """The categories of an indicator as parts of one bar for each year."""
        periods = (self.period.year_before, self.period)
        return charts.stacked_outcomes(self.rows, self.record(key), breakdown, periods, self.authority)

    def waterfall(self, key: str, breakdown: str) -> charts.Chart | Text:
        """The change of an indicator since last year, one step a category; in words where there is no change to show."""
        drawn = charts.waterfall(self.rows, self.record(key), breakdown, self.period, self.authority, self.policy)
        return drawn or Text((Markup('<p class="para computed">{}</p>').format(NO_CHANGE),))

    def small_multiples(self, key: str, breakdown: str) -> charts.Chart:
        """An indicator by quarter, this year against last, in a small chart for each category."""
        return charts.small_multiples(self.rows, self.record(key), breakdown, self.period, self.authority)

    def heat_map(self, key: str, *breakdowns: str) -> charts.Chart:
        """An indicator by weekday and time, by the first of these breakdowns that this edition holds."""
        period = counted_period(self.record(key), self.period, self.authority)
        held = [breakdown for breakdown in breakdowns if self.rows.split(key, period.name, breakdown)]
        return charts.heat_map(self.rows, self.record(key), (held or breakdowns)[0], self.period, self.authority)

    def ages(self, *keys: str) -> charts.Chart:
        """Ranges and peaks of ages, this year and last."""
        periods = (self.period.year_before, self.period)
        return charts.age_ranges(self.rows, [self.record(key) for key in keys], periods, self.authority)

    def distribution(self, key: str, breakdown: str) -> charts.Chart:
        """How many fall into each band of a number, this year and last."""
        return charts.distribution(self.rows, self.record(key), breakdown, self.period, self.authority)

    def interview_steps(self) -> charts.Chart:
        """How many of the return interviews required reach each step up to an interview in time."""
        whole, *steps = ((word, self.record(key)) for word, key in INTERVIEW_STEPS)
        return charts.funnel(self.rows, whole, steps, self.period, self.authority)

    def denominators(self) -> tables.Table:
        """Completed return interviews as a percentage of each of the four wholes in use."""
        return tables.denominators(self.rows, [self.record(key) for key in DENOMINATORS], self.period, "missing_from", self.authority)

    def revised(self) -> tables.Table | Text:
        """The figures of this report that were published before with another value, and why they differ."""
        periods = {counted_period(one, period, self.authority).name for one in ALL for period in reported_with(self.period)}
        found = read_revisions(self.workspace.figures, self.rows.edition)
        table = tables.revised(self.rows, found, periods, self.period, self.authority)
        return table or Text(
            (Markup('<p class="note">{}</p>').format("No figure of this report was published before with another value."),)
        )

    def methodology(self, section: str) -> Methodology:
        """What the indicators of a section mean and how they are counted."""
        return methodology(self.records(section), self.period, self.authority)

    def rules(self) -> Methodology:
        """How small counts, rounding and comparisons are dealt with."""
        return rules_of_publication(self.workspace.policy, self.rows.rounded_to, what_is_covered(self.authority))

    @cached_property
    def beside(self) -> Beside:
        """What other authorities published."""
        return Beside(self.workspace, self.period)

    @property
    def trend(self) -> Trend:
        """How the figures of the quarter, or of the last one of the year, stand to their own history."""
        quarter = self.period.quarters[-1] if self.period.is_year else self.period
        return Trend(self.rows, quarter, DENOMINATORS, told_by(self.authority))

    def targets(self) -> tables.Table | Text:
        """What became of the targets of ``config/targets.toml``."""
        return targets(self.rows, read_targets(self.workspace), self.period, self.authority, self.policy)

    def _titled(self, what: str, section: str) -> Markup:
        heading = in_words_of(self.authority, SECTIONS[section])
        return Markup("{}: {}, {}").format(what, heading[:1].lower() + heading[1:], markup.period(self.period))

    def _told(self, section: str) -> tuple[Indicator, ...]:
        """The indicators of a section that its tables tell: not those that only divide another, or stand in a table of their own."""
        return tuple(record for record in self.records(section) if record.key not in DENOMINATORS and not record.for_several_types)

    def figure(self, one: Indicator) -> Figure | None:
        """The undivided figure of an indicator that this report shows."""
        return self.rows.figure(Address(one.key, counted_period(one, self.period, self.authority).name))


def open_report(period: str, edition: Edition = "public") -> Report:
    """The report on a period in an edition, from the figures that the last run kept.

    Raises `Fault` when the period is unknown or there are no figures for it yet.
    """
    workspace = find_workspace(Path.cwd())
    parsed = Period.parse(period, workspace.authority.year_starts_in)
    report = Report(workspace, parsed, read_publishable(workspace.figures, edition))
    if not any(report.figure(one) for one in ALL):
        raise Fault(f"There are no figures for {period}. Run `overview run {period} --edition {edition}` first.")
    return report
