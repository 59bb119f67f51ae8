"""Small multiples: the same small line chart for each category of a breakdown, all on one scale so that they can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.base.formats import sentence_case
from analysis.base.periods import Period
from analysis.base.spec import Break, Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.house import BREAK, DASHES, ON_WHITE, QUIET, SMALL, YEARS, rendered_figure
from analysis.show.charts.series import Amount, Point, Series, amounts, marked, over, quarters_of_two_years
from analysis.show.charts.words import course_of, notes_on_breaks, notes_under, run_of_quarters, subtitle
from analysis.show.sources import source_line

ACROSS = 3
WIDTH, HEIGHT = 7.2, 1.75
LINE_WIDTH = 1.6


@dataclass(frozen=True)
class Panel:
    """One category: its name and a line for each year, that of the period reported on first."""

    name: str
    lines: tuple[Series, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it at all; then it is not drawn."""
        return all(point.height == 0 or point.figure is None for line in self.lines for point in line.points)


def small_multiples(view: View, indicator: Indicator, breakdown: str) -> Chart | None:
    """A panel for each category: the quarters of the reporting year, up to the end of the period, against those of the year before.

    Nothing where no category has anything in any of the quarters.
    """
    division, quarters = view.division(indicator, breakdown), quarters_of_two_years(view, [indicator])
    ended = [quarter for quarter in quarters if quarter.end <= view.period.end]
    known = {quarter: amounts(view.at(quarter), indicator, breakdown) for quarter in ended}
    whole = over(view, indicator, ended)
    years = [of_year for of_year in (quarters[-4:], quarters[:-4]) if of_year]
    every = [
        Panel(one.label, tuple(_line(of_year, known, n, {ended[place]: one for place, one in whole.breaks.items()}) for of_year in years))
        for n, one in enumerate(division.categories)
    ]
    panels = [panel for panel in every if not panel.is_empty]
    if not panels:
        return None
    svg, png = rendered_figure(partial(draw_panels, panels=panels), WIDTH, HEIGHT * max(1, ceil(len(panels) / ACROSS)))
    told = [replace(_in_order(panel, ended), breaks=whole.breaks) for panel in panels]
    return Chart(
        name=f"{indicator.key}-by-{breakdown}-and-quarter",
        title=Markup("{} by {} and quarter").format(marked(indicator.name), division.name),
        subtitle=subtitle(f"number of {indicator.unit} by {division.name}", [indicator], run_of_quarters(quarters, view.period)),
        alt=" ".join([f"Small line charts: number of {indicator.unit} by quarter, one chart a {division.name}.", *map(course_of, told)]),
        data=_tabled(division.name, told, ended),
        svg=svg,
        png=png,
        notes=("All charts have the same scale.", *notes_under(told), *notes_on_breaks([whole])),
        source=source_line([indicator]),
    )


def draw_panels(figure: Figure, panels: Sequence[Panel]) -> None:
    """The panels in rows, each under its name, and above them which line is which year."""
    top = max((point.height for panel in panels for line in panel.lines for point in line.shown), default=1)
    heights = MaxNLocator(nbins=3, integer=True, steps=[1, 2, 5, 10]).tick_values(0, max(top, 1))
    down = max(1, ceil(len(panels) / ACROSS))
    grid = figure.subplots(down, ACROSS, sharex=True, sharey=True, squeeze=False)
    for place, axes in enumerate(grid.flat):
        if place < len(panels):
            _draw_panel(axes, panels[place])
        else:
            axes.set_axis_off()
    named = grid[0, 0].get_legend_handles_labels()
    figure.legend(*named, loc="outside upper left", ncols=2, frameon=False, fontsize=SMALL, handlelength=4)
    grid[0, 0].set(xlim=(-0.3, 3.3), ylim=(0, heights[-1]), yticks=heights)
    grid[0, 0].set_xticks(range(4), ["Q1", "Q2", "Q3", "Q4"])
    for axes in grid.flat[max(0, len(panels) - ACROSS) :]:
        axes.tick_params(labelbottom=True)


def _draw_panel(axes: Axes, panel: Panel) -> None:
    axes.set_title(panel.name, loc="left", fontsize=10.5, fontweight="bold")
    axes.tick_params(labelsize=SMALL)
    for n, (line, colour, dashes) in enumerate(zip(panel.lines, YEARS, DASHES, strict=False)):
        look = {"color": colour, "linestyle": dashes, "marker": "os"[n], "markersize": 3.5, "linewidth": LINE_WIDTH}
        for places in line.stretches:
            named = {"label": line.name} if places.start == 0 else {}
            axes.plot(places, [line.heights[place] for place in places], **look, **named, zorder=9 - n)
    for place in {place for line in panel.lines for place in line.breaks}:
        axes.axvline(place - 0.5, color=QUIET, linewidth=1, linestyle=BREAK)
    hidden = [place for line in panel.lines for place, point in enumerate(line.points) if point.is_hidden]
    for place in dict.fromkeys(hidden):
        axes.text(place, 0.04, "[c]", transform=axes.get_xaxis_transform(), ha="center", fontsize=SMALL, bbox=ON_WHITE)


def _line(quarters: Sequence[Period], known: Mapping[Period, Series], category: int, breaks: Mapping[Period, Break]) -> Series:
    """A category, by its place among all, in the quarters of a year; one that has not ended has no figure."""
    figures = [known[quarter].points[category].figure if quarter in known else None for quarter in quarters]
    points = tuple(Amount(one.label, figure) for one, figure in zip(quarters, figures, strict=True))
    return Series(quarters[0].year.label, points, {n: breaks[one] for n, one in enumerate(quarters) if n and one in breaks})


def _in_order(panel: Panel, quarters: Sequence[Period]) -> Series:
    """All quarters that have ended, from the first, under the name of the category."""
    labels = {quarter.label for quarter in quarters}
    points: list[Point] = [point for line in reversed(panel.lines) for point in line.points if point.name in labels]
    return Series(panel.name, tuple(points))


def _tabled(heading: str, panels: Sequence[Series], quarters: Sequence[Period]) -> Data:
    body = tuple((marked(panel.name), *(point.html for point in panel.points)) for panel in panels)
    return Data((sentence_case(heading), *(marked(quarter.label) for quarter in quarters)), body)
