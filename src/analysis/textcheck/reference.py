"""What texts are checked against: the figures of an edition, and the period that the text is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.base.periods import Period, reported_with
from analysis.base.settings import Fault
from analysis.base.spec import ELSEWHERE, Address, Figure, Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import ALL, indicator
from analysis.compare.view import View
from analysis.disclose import Publishable
from analysis.textcheck.language import Language


@dataclass(frozen=True)
class Reference(View):
    """The figures as seen from the period that a text is about, how it may name those of other periods, and the words it is held to."""

    language: Language

    @cached_property
    def counts(self) -> Publishable:
        """The same rows with each category as its count in place of its share."""
        return as_counts(self.rows)

    @cached_property
    def known(self) -> tuple[Figure, ...]:
        """Every figure of the periods that a report on this period shows, later periods first."""
        keys = self.rows.rows["indicator"].unique()
        return tuple(figure for period in self.periods for key in keys for figure in self._figures_of(key, period))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The period, those shown with it, and the years before for which there are figures."""
        names = self.rows.rows["period"].unique()
        years = sorted((name for name in names if len(name) == len("2016-17")), reverse=True)
        earlier = [Period.parse(name, self.period.first_month) for name in years if name <= self.period.year.name]
        return tuple({one.name: one for one in (*reported_with(self.period), *earlier)}.values())

    @property
    def has_figures(self) -> bool:
        """Whether anything was counted for the period itself."""
        return bool((self.rows.rows["period"] == self.period.name).any())

    def counted(self, one: Indicator, name: str) -> Period:
        """The dates over which an indicator is counted for a period named in an address or claim; empty is the period of the text."""
        period = Period.parse(name, self.period.first_month) if name else self.period
        return self.at(period).dates(one)

    def record(self, key: str) -> Indicator:
        """An indicator in the words of whose text it is. Raises `Fault` for an unknown one."""
        return self._records[indicator(key).key]

    def name_of(self, figure: Figure | Address) -> str:
        """The name of what a figure counts, with its category."""
        address = figure if isinstance(figure, Address) else figure.address
        one = self.record(address.indicator)
        label = f", {one.breakdown(address.breakdown).label(address.category).lower()}" if address.breakdown else ""
        return f"{one.name}{label}"

    def figure_at(self, address: Address) -> Figure | None:
        """The figure at an address whose period may be left out, or named as that of the report."""
        period = self.counted(indicator(address.indicator), address.period)
        return self.rows.figure(replace(address, period=period.name))

    def _figures_of(self, key: str, period: Period) -> Iterator[Figure]:
        try:
            name = self.at(period).dates(indicator(key)).name
        except Fault:
            return
        yield from self.placed.get((key, name), ())

    @cached_property
    def _records(self) -> dict[str, Indicator]:
        return {one.key: one for one in in_words_of(self.authority, ALL)}

    @cached_property
    def names(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The categories of each indicator and breakdown for which there are figures, without what is elsewhere."""
        rows = self.rows.rows[self.rows.rows["breakdown"] != ""]
        grouped = rows.groupby(["indicator", "breakdown"])["category"].unique()
        return {place: tuple(sorted(set(codes) - {ELSEWHERE.code})) for place, codes in grouped.items()}

    @cached_property
    def placed(self) -> dict[tuple[str, str], list[Figure]]:
        """All figures by their indicator and the dates that they are counted over."""
        found: dict[tuple[str, str], list[Figure]] = {}
        for row in self.rows.rows.to_dict("records"):
            figure = self.rows.figure(Address(row["indicator"], row["period"], row["breakdown"], row["category"]))
            found.setdefault((row["indicator"], row["period"]), []).append(figure)
        return found


def as_counts(rows: Publishable) -> Publishable:
    """Publishable rows in which a category of a count is that count, so that "fewer girls" is not "a smaller share of girls"."""
    frame = rows.rows.copy()
    is_category = (frame["breakdown"] != "") & frame["unit"].str.startswith("percent of ")
    frame.loc[is_category, "value"] = frame.loc[is_category, "numerator"]
    frame.loc[is_category, "unit"] = frame.loc[is_category, "unit"].str.removeprefix("percent of ")
    frame.loc[is_category, "denominator"] = ""
    frame.loc[is_category & (frame["marker"] == "low"), "marker"] = ""
    return replace(rows, rows=frame)


def period_of(figure: Figure, first_month: int) -> str:
    """The period of a figure as a reader would write it."""
    return Period.parse(figure.address.period, first_month).label
