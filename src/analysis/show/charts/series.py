"""What charts draw: runs of points that hold the figures as printed, and gaps where a figure is hidden or missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import nan

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark, plain, thousands
from analysis.base.periods import MONTHS, Period
from analysis.base.settings import Fault
from analysis.base.spec import Break, Figure, Indicator
from analysis.compare.comparisons import Side, break_between
from analysis.compare.view import View
from analysis.markup import part, with_terms
from analysis.show.charts.chart import Data


@dataclass(frozen=True)
class Point:
    """One figure of a series, and the name of its place: a period or a category."""

    name: str
    figure: Figure | None

    @property
    def height(self) -> float:
        """The number as it is printed, since a picture gives back what was plotted; not a number where there is none to show."""
        return float(self.figure.value) if self.is_shown else nan

    @property
    def is_shown(self) -> bool:
        return self.figure is not None and self.figure.is_number

    @property
    def is_hidden(self) -> bool:
        return self.figure is not None and self.figure.is_hidden

    @property
    def is_percentage(self) -> bool:
        return self.figure is not None and self.figure.is_percentage

    @property
    def text(self) -> str:
        """The label at the point: the figure, its mark, or nothing where there is no figure at all."""
        return self.figure.shown if self.figure else ""

    @property
    def html(self) -> Markup:
        """What stands in the data under the picture."""
        return markup.figure(self.figure) if self.figure else Markup(mark("x"))


@dataclass(frozen=True)
class Amount(Point):
    """The number behind a percentage: how many there are in a category, or in the part of a share."""

    @property
    def height(self) -> float:
        return float(self.figure.numerator) if self.is_shown else nan

    @property
    def is_shown(self) -> bool:
        return self.figure is not None and self.figure.numerator is not None

    @property
    def is_hidden(self) -> bool:
        return self.figure is not None and self.figure.is_hidden and not self.is_shown

    @property
    def text(self) -> str:
        return thousands(plain(self.figure.numerator)) if self.is_shown else super().text

    @property
    def html(self) -> Markup:
        return part(self.figure, "numerator") if self.figure else super().html


@dataclass(frozen=True)
class Series:
    """Points in order under one name; all series of a chart have the same places.

    ``breaks`` says of some places why figures from there on cannot be compared with those before.
    """

    name: str
    points: tuple[Point, ...]
    breaks: Mapping[int, Break] = field(default_factory=dict)

    @property
    def heights(self) -> list[float]:
        return [point.height for point in self.points]

    @property
    def stretches(self) -> list[range]:
        """The runs of places that can be compared with each other: all of them where nothing breaks."""
        return [range(*ends) for ends in pairwise((0, *sorted(self.breaks), len(self.points)))]

    @property
    def shown(self) -> list[Point]:
        return [point for point in self.points if point.is_shown]

    @property
    def last(self) -> int:
        """The place of the last figure that is shown."""
        return max(place for place, point in enumerate(self.points) if point.is_shown)


def quarters_of_two_years(view: View, indicators: Sequence[Indicator]) -> tuple[Period, ...]:
    """The quarters of the reporting year, after those of the year before where anything is known of them."""
    year = view.period.year
    before, now = view.period.year_before.year.quarters, year.quarters
    known = [quarter for quarter in (*before, *now) for indicator in indicators if view.at(quarter).figure(indicator)]
    if not known:
        raise Fault(f"There are no figures by quarter for {', '.join(indicator.key for indicator in indicators)} in {year.label}.")
    return (*before, *now) if known[0] in before else now


def over(view: View, indicator: Indicator, periods: Iterable[Period], name: str = "") -> Series:
    """An indicator over quarters or other periods. What ends after the view's own is left without a figure, even where there is one."""
    places = [view.at(one) for one in periods]
    sides = [Side(one.figure(indicator) if one.period.end <= view.period.end else None, one.dates(indicator)) for one in places]
    points = tuple(Point(one.period.label, side.figure) for one, side in zip(places, sides, strict=True))
    return Series(name or indicator.name, points, breaks_in(indicator, sides))


def breaks_in(indicator: Indicator, sides: Sequence[Side]) -> dict[int, Break]:
    """Why a figure of a run cannot be compared with the one before, by its place; only where there is a figure from then on."""
    found = {place: break_between(indicator, now, before) for place, (before, now) in enumerate(pairwise(sides), 1)}
    return {place: one for place, one in found.items() if one and any(side.figure for side in sides[place:])}


def divided(views: Sequence[View], indicator: Indicator, breakdown: str) -> list[Series]:
    """The categories of a breakdown in each period in which they were counted. Raises `Fault` when there is none."""
    counted = [view for view in views if view.split(indicator, breakdown)]
    if not counted:
        wanted = ", ".join(view.dates(indicator).label for view in views)
        raise Fault(f"{indicator.key} was not counted by {breakdown} in {wanted}.")
    return [_categories(view, indicator, breakdown, Point) for view in counted]


def amounts(view: View, indicator: Indicator, breakdown: str) -> Series:
    """How many there are in each category of a breakdown in one period."""
    return _categories(view, indicator, breakdown, Amount)


def _categories(view: View, indicator: Indicator, breakdown: str, kind: type[Point]) -> Series:
    categories = view.division(indicator, breakdown).categories
    points = (kind(one.label, view.figure(indicator, breakdown, one.code)) for one in categories)
    return Series(view.dates(indicator).label, tuple(points))


def tabled(heading: str, series: Sequence[Series], places: Sequence[str]) -> Data:
    """The figures of some series as a table, places down and series across."""
    across = zip(*(one.points for one in series), strict=True)
    body = tuple((marked(place), *(point.html for point in points)) for place, points in zip(places, across, strict=True))
    return Data((heading, *(marked(one.name) for one in series)), body)


def marked(text: str) -> Markup:
    """A name with the numbers in it marked as parts of a name."""
    return with_terms(f"~{text}~") if any(letter.isdigit() for letter in text) else Markup.escape(text)


def quarter_ticks(quarters: Sequence[Period], with_months: bool = False) -> list[str]:
    """Names of quarters below an axis, in two lines: each with its months, or the first of each year with the year."""
    if with_months:
        return [
            f"{quarter.name[-2:]}\n{MONTHS[quarter.start.month - 1][:3]} to {MONTHS[quarter.end.month - 1][:3]}" for quarter in quarters
        ]
    return [f"{quarter.name[-2:]}\n{quarter.year.label if quarter.start == quarter.year.start else ''}" for quarter in quarters]
