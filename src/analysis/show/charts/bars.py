"""Bars: the categories of a breakdown in two periods. Every bar starts at nought and carries its figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import fill

import pandas as pd
import seaborn
from matplotlib.axes import Axes

from analysis.base.formats import sentence_case
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import YEARS, rendered, rendered_narrow
from analysis.show.charts.series import Series, divided, tabled
from analysis.show.charts.words import (
    alt_of_parts,
    measure_of,
    names_of,
    notes_under,
    subtitle,
    title_of_largest,
)
from analysis.show.sources import source_line

WIDTH = 7.2
LETTERS_IN_A_NAME = 20


def bars_two_periods(view: View, indicator: Indicator, breakdown: str) -> Chart:
    """Horizontal bars: the share of each category of a breakdown, in the year before and the period."""
    division = view.division(indicator, breakdown)
    series = divided(view.both_years, indicator, breakdown)
    measure = f"{measure_of([indicator], series)} by {division.name}"
    places = [category.label for category in division.categories]
    draw, height = partial(draw_bars, series=series), height_of(series)
    svg, png = rendered(draw, WIDTH, height)
    return Chart(
        name=f"{indicator.key}-by-{breakdown}",
        title=title_of_largest(indicator, division, series[-1]),
        subtitle=subtitle(measure, [indicator], names_of(series)),
        alt=alt_of_parts("Bar chart", measure, series),
        data=tabled(sentence_case(division.name), series, places),
        svg=svg,
        png=png,
        notes=notes_under(series),
        source=source_line([indicator]),
        narrow=rendered_narrow(draw, height),
    )


def height_of(series: Sequence[Series]) -> float:
    """The inches that groups of bars take."""
    return 0.5 + 0.34 * sum(len(one.points) for one in series)


def draw_bars(axes: Axes, series: Sequence[Series], colours: Sequence[str] = YEARS) -> None:
    """Horizontal bars in groups, one group a category and one bar a series; the bars of the first group name the series."""
    names = [one.name for one in series]
    rows = [(one.name, point.name, point.height) for one in series for point in one.points]
    # A figure that is hidden or missing gives a bar of no length, which its label explains.
    frame = pd.DataFrame(rows, columns=["series", "place", "height"]).fillna({"height": 0.0})
    # The last series is that of the period reported on and has the first colour.
    roles = {"hue": "series", "hue_order": names, "palette": dict(zip(reversed(names), colours, strict=False))}
    look = {"saturation": 1, "errorbar": None, "edgecolor": "white", "linewidth": 1.5}
    seaborn.barplot(frame, ax=axes, x="height", y="place", legend=False, **roles, **look)
    for one, bars in zip(series, axes.containers, strict=True):
        axes.bar_label(bars, _labels(one, is_named=len(series) > 1), padding=4)
    axes.set_xlim(0, 1.25 * max(frame["height"].max(), 1))
    axes.set(xlabel="", ylabel="", xticks=[])
    axes.set_yticks(range(len(series[0].points)), [fill(point.name, LETTERS_IN_A_NAME) for point in series[0].points])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def _labels(series: Series, is_named: bool) -> list[str]:
    first, *others = [point.text for point in series.points]
    return [f"{series.name}: {first}" if is_named else first, *others]
