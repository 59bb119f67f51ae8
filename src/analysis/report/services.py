"""Partnership, prevention, support and training: what a report shows of them besides its findings and key figures.

A table that a council does not hold is a sentence here, and never a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.settings import Authority, ComparisonPolicy
from analysis.base.spec import Address, Figure, Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import indicator
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.show import charts, tables
from analysis.show.narrative import Text

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

    rows: Publishable
    period: Period
    authority: Authority
    policy: ComparisonPolicy

    def hot_spots(self) -> Shown:
        """Locations of concern by district and month."""
        return self._shown(
            ["hot_spot_locations"], lambda known: tables.by_place_and_month(self.rows, known[0], self.period, self.authority)
        )

    def split(self, key: str, breakdown: str) -> Shown:
        """An indicator divided into categories, this year and last; in words where this edition does not divide it."""
        return self._shown([key], lambda known: tables.split_table(self.rows, known[0], breakdown, self._years, self.authority), breakdown)

    def coverage(self, key: str, breakdown: str) -> Shown:
        """How many of those who should be reached have been, in each category, this year and last."""
        return self._shown([key], lambda known: tables.coverage(self.rows, known[0], breakdown, self._years, self.authority), breakdown)

    def so_far(self) -> Shown:
        """How many pupils, drivers and professionals had been reached by the end of each quarter, as lines."""
        title = "How many had been reached by the end of each quarter"
        return self._shown(
            SO_FAR, lambda known: charts.by_quarter_lines(self.rows, known, self.period, self.authority, self.policy, title=title)
        )

    def so_far_by_quarter(self) -> Shown:
        """The same numbers as a table."""
        return self._shown(SO_FAR, lambda known: tables.so_far(self.rows, known, self.period, self.authority))

    def caseloads(self) -> Shown:
        """Open cases of each role in each locality."""
        name, title = "caseloads", "Caseload by locality"
        return self._shown(
            CASELOADS,
            lambda known: tables.across(self.rows, known, "locality", self.period, self.authority, name=name, title=title),
            "locality",
        )

    def contract_years(self) -> Shown:
        """The specialist service over its contract year so far, and over the last one that is over."""
        wanted = [key for year in CONTRACT_YEARS for key in (year, f"{year}_contract_year")]
        if not any(self._figure(record) for record in self._records(wanted) if record.edition == "internal"):
            return self._said(NOT_TOLD)
        title = Markup("The specialist service over its contract years, {}").format(markup.period(self.period))
        return self._shown(
            wanted,
            lambda known: tables.key_figures(
                self.rows, known, self.period, self.authority, self.policy, name="contract-years", title=title
            ),
        )

    @property
    def _years(self) -> list[Period]:
        return [self.period.year_before, self.period]

    def _shown(self, keys: Iterable[str], show: Callable[[list[Indicator]], Shown], breakdown: str = "") -> Shown:
        """What is made of the indicators that are known for the period; in words when none is."""
        wanted = self._records(keys)
        known = [one for one in wanted if (figure := self._figure(one)) and not figure.is_missing]
        divided = [one for one in known if not breakdown or self.rows.split(one.key, self._dates(one).name, breakdown)]
        is_inside = self.rows.edition == "public" and any(one.edition == "internal" for one in wanted)
        return show(divided) if divided else self._said(NOT_DIVIDED if known or is_inside else NOT_DELIVERED)

    def _records(self, keys: Iterable[str]) -> tuple[Indicator, ...]:
        return in_words_of(self.authority, tuple(map(indicator, keys)))

    def _figure(self, one: Indicator) -> Figure | None:
        return self.rows.figure(Address(one.key, self._dates(one).name))

    def _dates(self, one: Indicator) -> Period:
        return counted_period(one, self.period, self.authority)

    def _said(self, words: str) -> Text:
        return Text((Markup('<p class="note">{}</p>').format(Markup(words).format(markup.period(self.period))),))
