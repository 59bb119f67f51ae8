"""Distributions: how many fall into each band of a number, this year's beside the year before's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import fill

from matplotlib.axes import Axes

from analysis import markup
from analysis.base.formats import sentence_case
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.show.charts.bars import draw_bars, height_of
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.house import LAST_YEAR, SMALL, THIS_YEAR, rendered, rendered_narrow
from analysis.show.charts.series import Amount, Series, amounts, divided, marked
from analysis.show.charts.words import alt_of_parts, names_of, notes_under, subtitle, title_of_largest
from analysis.show.sources import source_line

SIZE = (7.2, 3.2)
LETTERS = 75
"""So many stand side by side under the columns."""


def distribution(view: View, indicator: Indicator, breakdown: str) -> Chart:
    """A pair of columns for each category of the breakdown, in its order: the year before and the year."""
    shares = divided(view.both_years, indicator, breakdown)
    series = [amounts(one, indicator, breakdown) for one in view.both_years if one.split(indicator, breakdown)]
    division = view.division(indicator, breakdown)
    measure = f"number of {indicator.unit} by {division.name}"
    svg, png = rendered(partial(draw_pairs, series=series, axis=division.name), *SIZE)
    return Chart(
        name=f"{indicator.key}-distribution",
        title=title_of_largest(indicator, division, shares[-1]),
        subtitle=subtitle(measure, [indicator], names_of(series)),
        alt=alt_of_parts("Bar chart", measure, series),
        data=_tabled(division.name, series),
        svg=svg,
        png=png,
        notes=notes_under(shares),
        source=source_line([indicator]),
        narrow=rendered_narrow(partial(draw_bars, series=series), height_of(series)),
    )


def draw_pairs(axes: Axes, series: Sequence[Series], axis: str) -> None:
    """For each place a column of every series, the earlier one grey, each with its number."""
    wide = 0.86 / len(series)
    colours = (LAST_YEAR, THIS_YEAR)[-len(series) :]
    for n, (one, colour) in enumerate(zip(series, colours, strict=True)):
        heights = [point.height if point.is_shown else 0.0 for point in one.points]
        places = [place + (n - (len(series) - 1) / 2) * wide for place in range(len(heights))]
        bars = axes.bar(places, heights, wide, edgecolor="white", linewidth=1, label=one.name, color=colour)
        axes.bar_label(bars, [point.text for point in one.points], padding=3, fontsize=SMALL)
    names = [point.name for point in series[-1].points]
    axes.set_xticks(range(len(names)), [fill(name, LETTERS // len(names), break_long_words=False) for name in names])
    axes.set(ylim=(0, 1.1 * max(1, *(point.height for one in series for point in one.shown))), yticks=[])
    axes.set(xlabel=sentence_case(axis), ylabel="")
    axes.legend(loc="upper right", frameon=False, handlelength=3, handleheight=1.2)
    axes.grid(visible=False)


def _tabled(heading: str, series: Sequence[Series]) -> Data:
    """Number and percentage of each year."""
    columns = [f"{kind}, {one.name}" for one in series for kind in ("Number", "Percentage")]
    places = [point.name for point in series[-1].points]
    body = tuple((marked(place), *(cell for one in series for cell in _pair(one.points[n]))) for n, place in enumerate(places))
    return Data((sentence_case(heading), *map(marked, columns)), body)


def _pair(point: Amount) -> tuple:
    return point.html, markup.figure(point.figure)
