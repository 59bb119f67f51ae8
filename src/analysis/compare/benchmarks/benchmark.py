"""One measure for an authority beside its statistical neighbours, its region and the nation, year by year.

A rate is a published count by a published population. Where either is a mark, the rate is that mark: nothing is ever worked out from a
cell that was not published, neither a rate nor a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analysis.base.formats import half_up, mark, plain, thousands
from analysis.compare.benchmarks.records import BenchmarkMeasure, RatePopulation
from analysis.compare.benchmarks.release import BenchmarkColumn, PublishedCell

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
class Rank:
    """The place among a group when the highest is first: between ``best`` and ``worst``, which differ where figures are not published."""

    best: int
    worst: int
    of: int
    unpublished: int
    is_shared: bool

    @property
    def value(self) -> str:
        """For a machine: ``9``, or ``3 to 4``."""
        return str(self.best) if self.best == self.worst else f"{self.best} to {self.worst}"


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

    def place(self, year: int) -> Rank | None:
        """The authority's place among itself and its neighbours, the highest first.

        A neighbour that is not published may stand above or below, so it widens the place and is never guessed. There is no place when
        the authority itself is not published, or when most neighbours are not.
        """
        own, others = self.figure(year, self.own).rate, [self.figure(year, place).rate for place in self.neighbours]
        known = [rate for rate in others if rate is not None]
        if own is None or not others or 2 * len(known) < len(others):
            return None
        higher, hidden = sum(rate > own for rate in known), len(others) - len(known)
        return Rank(higher + 1, higher + hidden + 1, len(others) + 1, hidden, own in known)

    @cached_property
    def _figures(self) -> dict[tuple[int, str], BenchmarkFigure]:
        return {(year, place): self._published(year, place) for year in self.years for place in self.places}

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
    stand = benchmark.place(year) if place == benchmark.own else None
    return {
        "measure": one.measure.key,
        "year": one.year,
        "place": place,
        "name": one.name,
        "count": _text(one.count),
        "population": _text(one.population),
        "value": one.value,
        "marker": one.marker,
        "rank": stand.value if stand else "",
        "of": str(stand.of) if stand else "",
        "not_published": str(stand.unpublished) if stand else "",
        "source": one.measure.source,
    }


def _text(cell: PublishedCell | None) -> str:
    return "" if cell is None else cell.mark if cell.number is None else plain(cell.number)
