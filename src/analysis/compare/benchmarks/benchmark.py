"""One measure for an authority beside its statistical neighbours, its region and the nation, year by year.

A rate is a published count by a published population. Where either is a mark, the rate is that mark: nothing is ever worked out from a
cell that was not published, neither a rate nor a limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analysis.base.control_limits import Limits
from analysis.base.formats import half_up, mark, plain, thousands
from analysis.compare.benchmarks.records import BenchmarkMeasure, RatePopulation
from analysis.compare.benchmarks.release import BenchmarkColumn, PublishedCell
from analysis.compare.funnels import FunnelLimits, FunnelStanding, Group, funnel_limits, standing_to

NOT_THERE = PublishedCell(None, "x")


@dataclass(frozen=True)
class BenchmarkFigure:
    """One figure of one place in one year. ``rate`` is exact; it is ``None`` where ``marker`` stands in its place."""

    measure: BenchmarkMeasure
    year: str
    place: str
    name: str
    count: PublishedCell
    population: PublishedCell | None
    rate: Fraction | None
    marker: str = ""

    @property
    def address(self) -> str:
        return f"{self.measure.key}@{self.year}[{self.place}]"

    @property
    def group(self) -> Group | None:
        """The two numbers that a rate is made of, where both are published."""
        if self.rate is None or self.population is None:
            return None
        return Group(self.count.number, int(self.population.number))

    @property
    def value(self) -> str:
        """The figure for a machine: rounded half up, or the mark."""
        return self.marker if self.rate is None else f"{half_up(self.rate, self.measure.decimals):f}"

    @property
    def shown(self) -> str:
        """The figure for a reader: ``5.1``, or ``[c]``."""
        return mark(self.value) if self.rate is None else thousands(self.value)


@dataclass(frozen=True)
class Spread:
    """Between which figures those of some places lie, of the places that are published, and how many are not."""

    lowest: BenchmarkFigure | None
    highest: BenchmarkFigure | None
    published: int
    unpublished: int


@dataclass(frozen=True)
class Benchmark:
    """A measure, and which places it is shown for: one authority, its neighbours in their order, its region and the nation."""

    measure: BenchmarkMeasure
    people: RatePopulation | None
    counts: BenchmarkColumn
    population: BenchmarkColumn | None
    own: str
    neighbours: tuple[str, ...]
    region: str
    nation: str
    until: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years for which the authority has a row, marks included, up to the last that is shown."""
        return tuple(sorted(year for year, place in self.counts.cells if place == self.own and year <= self.until))

    @property
    def places(self) -> tuple[str, ...]:
        """Everyone that is shown, the authority first."""
        return (self.own, *self.neighbours, *(one for one in (self.region, self.nation) if one in self.counts.names))

    def label(self, year: int) -> str:
        return self.counts.labels[year]

    def name(self, place: str) -> str:
        return self.counts.names.get(place, f"Authority {place}")

    def figure(self, year: int, place: str) -> BenchmarkFigure:
        """The figure of a place; one that the files do not hold is not available."""
        return self._figures[year, place]

    def spread(self, year: int) -> Spread:
        """Between which figures the neighbours lie."""
        found = [self.figure(year, place) for place in self.neighbours]
        known = sorted((one for one in found if one.rate is not None), key=lambda one: one.rate)
        return Spread(*((known[0], known[-1]) if known else (None, None)), len(known), len(found) - len(known))

    def funnel(self, year: int) -> FunnelLimits | None:
        """The limits that the authority and its neighbours give each other, those that are published; none where the authority is not.

        Only a rate has them: a number by itself says how large an authority is.
        """
        found = [self.figure(year, place) for place in (self.own, *self.neighbours)]
        groups = [group for one in found if (group := one.group)]
        return funnel_limits(groups, is_share=False, per=self.measure.per) if found[0].group else None

    def limits(self, year: int) -> Limits | None:
        """The limits for an area of the authority's size, as printed."""
        return self._limits[year]

    def standing(self, year: int) -> FunnelStanding:
        """How the authority's rate stands to these limits, both as printed."""
        limits = self.limits(year)
        return standing_to(limits, Fraction(self.figure(year, self.own).value)) if limits else FunnelStanding.NONE

    @cached_property
    def _figures(self) -> dict[tuple[int, str], BenchmarkFigure]:
        return {(year, place): self._published(year, place) for year in self.years for place in self.places}

    @cached_property
    def _limits(self) -> dict[int, Limits | None]:
        own = {year: (self.funnel(year), self.figure(year, self.own).group) for year in self.years}
        return {
            year: funnel.at(group.size).rounded_outward(self.measure.decimals) if funnel else None for year, (funnel, group) in own.items()
        }

    def _published(self, year: int, place: str) -> BenchmarkFigure:
        count = self.counts.cells.get((year, place), NOT_THERE)
        of = self.population.cells.get((year - self.people.years_earlier, place), NOT_THERE) if self.population else None
        rate, marker = rate_of(count, of, self.measure.per)
        return BenchmarkFigure(self.measure, self.label(year), place, self.name(place), count, of, rate, marker)


def rate_of(count: PublishedCell, population: PublishedCell | None, per: int) -> tuple[Fraction | None, str]:
    """A count as a rate of a population, or the mark of whichever of the two is not published; without a population the number itself.

    >>> rate_of(PublishedCell(Fraction(3)), PublishedCell(Fraction(2000)), 10_000)
    (Fraction(15, 1), '')
    >>> rate_of(PublishedCell(None, "c"), PublishedCell(Fraction(2000)), 10_000)
    (None, 'c')
    """
    if count.number is None or population is None:
        return count.number, count.mark
    if population.number is None:
        return None, population.mark
    return (count.number * per / population.number, "") if population.number else (None, "z")


def figures_of(benchmarks: Iterable[Benchmark]) -> list[dict[str, str]]:
    """Every figure of some benchmarks as a row of text, in order: what the file of published figures beside a report holds."""
    return [_row(benchmark, year, place) for benchmark in benchmarks for year in benchmark.years for place in benchmark.places]


def _row(benchmark: Benchmark, year: int, place: str) -> dict[str, str]:
    one = benchmark.figure(year, place)
    limits = benchmark.limits(year) if place == benchmark.own else None
    ends = (limits.lower, limits.upper, limits.centre) if limits else ()
    lower, upper, together = (f"{half_up(end, one.measure.decimals):f}" for end in ends) if limits else ("", "", "")
    return {
        "measure": one.measure.key,
        "year": one.year,
        "place": place,
        "name": one.name,
        "count": _text(one.count),
        "population": _text(one.population),
        "value": one.value,
        "marker": one.marker,
        "lower_limit": lower,
        "upper_limit": upper,
        "together": together,
        "standing": benchmark.standing(year).value if limits else "",
        "source": one.measure.source,
    }


def _text(cell: PublishedCell | None) -> str:
    return "" if cell is None else cell.mark if cell.number is None else plain(cell.number)
