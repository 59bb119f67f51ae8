"""Ranges: from where to where the ages of children run, a line for each figure and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from matplotlib.axes import Axes

from analysis import markup
from analysis.base.formats import listed
from analysis.base.settings import Fault
from analysis.base.spec import Figure, Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import COLOURS, SMALL, rendered
from analysis.show.charts.series import Point, Series, marked, tabled
from analysis.show.charts.words import alt_of_parts, names_of, notes_under, subtitle
from analysis.show.sources import source_line

WIDTH, ROW = 7.2, 0.42


@dataclass(frozen=True)
class Run:
    """A run of ages, both ends included; a single age starts and ends with itself."""

    name: str
    text: str
    first: int
    last: int


def age_ranges(view: View, indicators: Sequence[Indicator]) -> Chart:
    """A line from the first age to the last for each indicator of ages, in the year before and the period; a single age is a diamond.

    Raises `Fault` when an indicator has no ages or there are no figures.
    """
    wrong = [indicator.key for indicator in indicators if indicator.unit != "age"]
    if wrong:
        raise Fault(f"{', '.join(wrong)} has no ages to show a range of.")
    found = [_series(one, indicators) for one in view.both_years]
    series = [one for one in found if any(point.figure for point in one.points)]
    if not series:
        raise Fault(
            f"There are no figures of {', '.join(indicator.key for indicator in indicators)} in {listed([one.name for one in found])}."
        )
    runs = [_run(point, one.name) for place in range(len(indicators)) for one in series for point in [one.points[place]] if point.figure]
    svg, png = rendered(partial(draw_runs, runs=runs), WIDTH, 0.7 + ROW * len(runs))
    return Chart(
        name=f"{indicators[0].key}-ranges",
        title=_title(series[-1].points[0], indicators[0]),
        subtitle=subtitle("ages in years", indicators, names_of(series)),
        alt=alt_of_parts("Range chart", "ages in years", series),
        data=tabled("Ages in years", series, [indicator.name for indicator in indicators]),
        svg=svg,
        png=png,
        notes=notes_under(series),
        source=source_line(indicators),
    )


def ends_of(figure: Figure) -> tuple[int, int] | None:
    """The first and the last age of a figure; nothing for one that is not shown."""
    if not figure.is_shown:
        return None
    first, _, last = figure.value.partition("-")
    return int(first), int(last or first)


def draw_runs(axes: Axes, runs: Sequence[tuple[str, str, tuple[int, int] | None]]) -> None:
    """The lines from top to bottom, each with its name to the left and its ages above."""
    ages = [age for *_, ends in runs if ends for age in ends] or [0, 18]
    for row, (_, text, ends) in enumerate(runs):
        first, last = ends or (sum(ages) / len(ages),) * 2
        if ends:
            marker = "D" if first == last else "o"
            axes.plot([first, last], [row, row], color=COLOURS[0], linewidth=4, marker=marker, markersize=8, solid_capstyle="round")
        axes.annotate(text, ((first + last) / 2, row), (0, 8), textcoords="offset points", ha="center", fontsize=SMALL)
    axes.set_xticks(range(min(ages) - 1, max(ages) + 2))
    axes.set(xlim=(min(ages) - 1, max(ages) + 1), ylim=(len(runs) - 0.5, -0.8), xlabel="Age in years", ylabel="")
    axes.set_yticks(range(len(runs)), [name for name, *_ in runs])
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")


def _series(view: View, indicators: Sequence[Indicator]) -> Series:
    return Series(view.period.label, tuple(Point(indicator.name, view.figure(indicator)) for indicator in indicators))


def _run(point: Point, period: str) -> tuple[str, str, tuple[int, int] | None]:
    return f"{point.name}\n{period}", point.text, ends_of(point.figure)


def _title(latest: Point, indicator: Indicator) -> Markup:
    if latest.figure is None or not latest.figure.is_shown:
        return marked(indicator.name)
    return Markup("{}: {} years old").format(marked(indicator.name), markup.figure(latest.figure))
