"""Bars: the categories of a breakdown in two periods, and counts by quarter. Every bar starts at nought and carries its figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import seaborn
from matplotlib.axes import Axes

from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import COLOURS, rendered
from analysis.show.charts.series import Series, divided, over, quarter_ticks, quarters_of_two_years, tabled
from analysis.show.charts.words import (
    alt_of_parts,
    alt_of_run,
    heading_of_change,
    measure_of,
    names_of,
    notes_under,
    run_of_quarters,
    subtitle,
    title_of_largest,
)
from analysis.show.sources import source_line

WIDTH = 7.2


def bars_two_periods(view: View, indicator: Indicator, breakdown: str) -> Chart:
    """Horizontal bars: the share of each category of a breakdown, in the year before and the period."""
    division = view.division(indicator, breakdown)
    series = divided(view.both_years, indicator, breakdown)
    measure = f"{measure_of([indicator], series)} by {division.name}"
    places = [category.label for category in division.categories]
    svg, png = rendered(partial(draw_bars, series=series), WIDTH, 0.5 + 0.34 * len(places) * len(series))
    return Chart(
        name=f"{indicator.key}-by-{breakdown}",
        title=title_of_largest(indicator, division, series[-1]),
        subtitle=subtitle(measure, [indicator], names_of(series)),
        alt=alt_of_parts("Bar chart", measure, series),
        data=tabled(division.name[:1].upper() + division.name[1:], series, places),
        svg=svg,
        png=png,
        notes=notes_under([indicator], series),
        source=source_line([indicator]),
    )


def counts_by_quarter(view: View, indicator: Indicator) -> Chart:
    """Upright bars: an indicator in each quarter of the year before and of this one, up to the end of the period."""
    quarters = [quarter for quarter in quarters_of_two_years(view, [indicator]) if quarter.end <= view.period.end]
    series = over(view, indicator, quarters)
    heading = heading_of_change(view, indicator)
    this_year = quarters.index(view.period.year.quarters[0])
    svg, png = rendered(partial(draw_columns, series=series, ticks=quarter_ticks(quarters), split_at=this_year), WIDTH, 3.0)
    return Chart(
        name=f"{indicator.key}-by-quarter",
        title=heading.title,
        subtitle=subtitle(measure_of([indicator], [series]), [indicator], run_of_quarters(quarters, view.period)),
        alt=alt_of_run("Bar chart", f"{indicator.name} by quarter", [series]),
        data=tabled("Quarter", [series], [point.name for point in series.points]),
        svg=svg,
        png=png,
        notes=(*heading.notes, *notes_under([indicator], [series])),
        source=source_line([indicator]),
    )


def draw_bars(axes: Axes, series: Sequence[Series]) -> None:
    """Horizontal bars in groups, one group a category and one bar a series; the bars of the first group name the series."""
    names = [one.name for one in series]
    frame = _framed([(one.name, point.name, point.height) for one in series for point in one.points])
    # The last series is that of the period reported on and has the first colour.
    colours = dict(zip(reversed(names), COLOURS, strict=False))
    _bars(axes, frame, x="height", y="place", hue="series", hue_order=names, palette=colours)
    for one, bars in zip(series, axes.containers, strict=True):
        axes.bar_label(bars, _labels(one, is_named=len(series) > 1), padding=4)
    axes.set_xlim(0, 1.25 * max(frame["height"].max(), 1))
    axes.set(xlabel="", ylabel="", xticks=[])
    axes.spines[:].set_visible(False)


def draw_columns(axes: Axes, series: Series, ticks: Sequence[str], split_at: int) -> None:
    """Upright bars, each with its figure above it; from the place ``split_at`` on, those of the later year."""
    frame = _framed([(place >= split_at, place, point.height) for place, point in enumerate(series.points)])
    _bars(axes, frame, x="place", y="height", hue="series", palette={False: COLOURS[1], True: COLOURS[0]}, dodge=False)
    for place, (point, height) in enumerate(zip(series.points, frame["height"], strict=True)):
        axes.annotate(point.text, (place, height), (0, 4), textcoords="offset points", ha="center")
    axes.set_xticks(range(len(ticks)), ticks)
    axes.set_ylim(0, 1.1 * max(frame["height"].max(), 1))
    axes.set(xlabel="", ylabel="", yticks=[])


def _framed(rows: list[tuple[object, object, float]]) -> pd.DataFrame:
    """Heights in a frame; a figure that is hidden or missing gives a bar of no length, which its label explains."""
    return pd.DataFrame(rows, columns=["series", "place", "height"]).fillna({"height": 0.0})


def _bars(axes: Axes, frame: pd.DataFrame, **roles: object) -> None:
    seaborn.barplot(frame, ax=axes, saturation=1, legend=False, errorbar=None, edgecolor="white", linewidth=1.5, **roles)
    axes.grid(visible=False)


def _labels(series: Series, is_named: bool) -> list[str]:
    first, *others = [point.text for point in series.points]
    return [f"{series.name}: {first}" if is_named else first, *others]
