"""What others published of one measure: our line and the nation's over the range of our statistical neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import nan
from textwrap import fill

from markupsafe import Markup
from matplotlib.axes import Axes

from analysis import markup
from analysis.base.formats import mark
from analysis.compare.benchmarks import Benchmark, BenchmarkFigure
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.house import NARROW, SHADES, SMALL, rendered, rendered_narrow
from analysis.show.charts.lines import SIZE, plot_lines, set_heights, set_places
from analysis.show.charts.series import Point, Series, marked
from analysis.show.charts.words import alt_of_run

LETTERS_ABOVE = 36
BAND = "Shaded: from the lowest to the highest statistical neighbour"


@dataclass(frozen=True)
class PublishedPoint(Point):
    """A published figure in a series; there is none of ours behind it."""

    published: BenchmarkFigure | None = None

    @property
    def height(self) -> float:
        return float(self.published.value) if self.is_shown else nan

    @property
    def is_shown(self) -> bool:
        return self.published is not None and self.published.rate is not None

    @property
    def is_hidden(self) -> bool:
        return self.published is not None and self.published.rate is None

    @property
    def text(self) -> str:
        return self.published.shown if self.published else ""

    @property
    def html(self) -> Markup:
        return markup.published(self.published) if self.published else Markup(mark("x"))


def published_lines(benchmark: Benchmark, years: Sequence[int], subtitle: Markup, source: str) -> Chart:
    """A line for the authority and one for the nation, and a band from the lowest to the highest neighbour that is published, if any."""
    lines = [_series(benchmark, place, years) for place in _drawn(benchmark)]
    spreads = [benchmark.spread(year) for year in years]
    named = _ENDS if benchmark.neighbours else ()
    ends = [_ends(benchmark, years, name, [getattr(spread, end) for spread in spreads]) for name, end in named]
    ticks = [benchmark.label(year) for year in years]
    draw = partial(draw_published, lines=lines, band=ends, ticks=ticks)
    svg, png = rendered(draw, *SIZE)
    return Chart(
        name=f"published-{benchmark.measure.key}-lines",
        title=_title(benchmark, years),
        subtitle=subtitle,
        alt=alt_of_run("Line chart", benchmark.measure.name, [*lines, *ends]),
        data=_tabled([*lines, *ends], ticks),
        svg=svg,
        png=png,
        source=source,
        narrow=rendered_narrow(draw, SIZE[1]),
    )


_ENDS = (("Lowest of the neighbours", "lowest"), ("Highest of the neighbours", "highest"))


def draw_published(axes: Axes, lines: Sequence[Series], band: Sequence[Series], ticks: Sequence[str]) -> None:
    """The band behind the lines, where there is one, on an axis that has room for both."""
    if band:
        _draw_band(axes, *(one.heights for one in band))
    set_places(axes, ticks)
    set_heights(axes, [point for one in (*lines, *band) for point in one.shown])
    plot_lines(axes, lines)


def _draw_band(axes: Axes, lowest: Sequence[float], highest: Sequence[float]) -> None:
    places = range(len(lowest))
    axes.fill_between(places, lowest, highest, color=SHADES[0], linewidth=0, zorder=1)
    for heights in (lowest, highest):
        axes.plot(places, heights, color=SHADES[3], linewidth=0.8, zorder=2)
    words = fill(BAND, LETTERS_ABOVE) if axes.figure.get_figwidth() <= NARROW else BAND
    axes.annotate(words, (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points", fontsize=SMALL, color=SHADES[4], va="bottom")


def _drawn(benchmark: Benchmark) -> list[str]:
    """The authority, and the nation where the release has it."""
    return [place for place in (benchmark.own, benchmark.nation) if place in benchmark.places]


def _series(benchmark: Benchmark, place: str, years: Sequence[int]) -> Series:
    points = (PublishedPoint(benchmark.label(year), None, benchmark.figure(year, place)) for year in years)
    return Series(benchmark.name(place), tuple(points))


def _ends(benchmark: Benchmark, years: Sequence[int], name: str, figures: Sequence[BenchmarkFigure | None]) -> Series:
    points = (PublishedPoint(benchmark.label(year), None, one) for year, one in zip(years, figures, strict=True))
    return Series(name, tuple(points))


def _tabled(lines: Sequence[Series], years: Sequence[str]) -> Data:
    """Years across: at the start of a row a program for workbooks takes a year for a number."""
    body = tuple((Markup.escape(line.name), *(point.html for point in line.points)) for line in lines)
    return Data(("Area", *map(marked, years)), body)


def _title(benchmark: Benchmark, years: Sequence[int]) -> Markup:
    """The last figure of ours beside the nation's; the plain name where one of them is not published."""
    last = [benchmark.figure(years[-1], place) for place in _drawn(benchmark)]
    if len(last) < 2 or any(one.rate is None for one in last):
        return marked(benchmark.measure.name)
    figures = (part for one in last for part in (one.name, markup.published(one)))
    return Markup("{} in {}: {} {}, {} {}").format(marked(benchmark.measure.name), marked(last[0].year), *figures)
