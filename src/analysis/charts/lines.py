"""Lines over quarters, and the small ones that stand in a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import fill

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import Chart
from analysis.charts.house import COLOURS, DASHES, SMALL, check_number_of_series, data_uri, rendered
from analysis.charts.series import Series, over, quarter_ticks, tabled
from analysis.charts.words import alt_of_run, marked, measure_of, notes_under, run_of_quarters, source_line, subtitle, title_of_change
from analysis.disclose import Publishable
from analysis.formats import listed, mark
from analysis.periods import Period
from analysis.settings import Authority, ComparisonPolicy
from analysis.spec import Indicator

SIZE = (7.2, 3.4)
LETTERS_IN_A_LABEL = 24
HEIGHT_OF_A_LINE = 0.07  # of the axes, so that names at the ends of lines do not touch


def by_quarter_lines(
    rows: Publishable, indicators: Indicator | Sequence[Indicator], period: Period, authority: Authority, policy: ComparisonPolicy
) -> Chart:
    """Quarters of the reporting year, up to the end of the period, against those of the year before.

    One indicator has a line for each year. Several have a line each, over the quarters of both years; at most four.
    """
    several = (indicators,) if isinstance(indicators, Indicator) else tuple(indicators)
    check_number_of_series([one.name for one in several])
    if len(several) == 1:
        return _two_years(rows, several[0], period, authority, policy)
    return _several(rows, several, period, authority)


def sparkline(rows: Publishable, indicator: Indicator, periods: Sequence[Period], authority: Authority) -> Markup:
    """A picture of 120 by 28 pixels for a table's cell, with what it shows in words; a mark where there is nothing to draw."""
    series = over(rows, indicator, periods, authority)
    if not series.shown:
        return Markup(mark("c" if any(point.is_hidden for point in series.points) else "z"))
    svg, _ = rendered(partial(draw_sparkline, series=series), 1.25, 28 / 96)
    alt = alt_of_run("Trend", indicator.name, [series])
    return Markup('<img class="sparkline" width="120" height="28" alt="{}" src="{}">').format(alt, data_uri(svg))


def draw_lines(axes: Axes, series: Sequence[Series], ticks: Sequence[str]) -> None:
    """A line for each series with its name at its end, over the same places; hidden and missing figures are gaps."""
    for one, colour, dashes in zip(series, COLOURS, DASHES, strict=False):
        axes.plot(range(len(ticks)), one.heights, color=colour, linestyle=dashes, marker="o", label=one.name)
    shown = [point for one in series for point in one.shown]
    axes.set_xticks(range(len(ticks)), ticks)
    axes.set_xlim(-0.35, len(ticks) - 0.65)
    axes.set_ylim(0, 1.15 * max((point.height for point in shown), default=1) or 1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_formatter("{x:,.0f}%" if shown and shown[0].figure.is_percentage else "{x:,.0f}")
    _name_lines(axes, series)
    _mark_hidden(axes, series)


def draw_sparkline(axes: Axes, series: Series) -> None:
    """One line without axes, its last figure marked."""
    axes.set_axis_off()
    axes.margins(x=0.04, y=0.2)
    axes.plot(range(len(series.points)), series.heights, color=COLOURS[0], linewidth=1.3, marker="o", markersize=1.6)
    axes.plot(series.last, series.points[series.last].height, color=COLOURS[0], marker="o", markersize=3.6)


def _two_years(rows: Publishable, indicator: Indicator, period: Period, authority: Authority, policy: ComparisonPolicy) -> Chart:
    this = over(rows, indicator, period.year.quarters, authority, period.year.label, until=period)
    last = over(rows, indicator, period.year_before.year.quarters, authority, period.year_before.year.label)
    ticks = quarter_ticks(period.year.quarters, with_months=True)
    return _chart(title_of_change(rows, indicator, period, authority, policy), [indicator], period, [this, last], [last, this], ticks)


def _several(rows: Publishable, indicators: Sequence[Indicator], period: Period, authority: Authority) -> Chart:
    quarters = (*period.year_before.year.quarters, *period.year.quarters)
    series = [over(rows, one, quarters, authority, until=period) for one in indicators]
    title = Markup("{} by quarter").format(marked(listed([one.name for one in indicators])))
    return _chart(title, indicators, period, series, series, quarter_ticks(quarters))


def _chart(
    title: Markup, indicators: Sequence[Indicator], period: Period, drawn: Sequence[Series], told: Sequence[Series], ticks: Sequence[str]
) -> Chart:
    first = indicators[0]
    svg, png = rendered(partial(draw_lines, series=drawn, ticks=ticks), *SIZE)
    return Chart(
        name="-and-".join(one.key for one in indicators) + "-lines",
        title=title,
        subtitle=subtitle(measure_of(first, drawn), first.population, run_of_quarters(period)),
        alt=alt_of_run("Line chart", listed([one.name for one in indicators]) + " by quarter", told),
        data=tabled("Quarter", told, [point.name if len(indicators) > 1 else point.name[:2] for point in told[0].points]),
        svg=svg,
        png=png,
        notes=notes_under(indicators, told),
        source=source_line(indicators),
    )


def _name_lines(axes: Axes, series: Sequence[Series]) -> None:
    """The name of each line: right of its end or, where other lines go on, above or below its last point."""
    named = [one for one in series if one.shown]
    at_the_edge = [one for one in named if one.last == len(one.points) - 1]
    names = [fill(f"{one.name}: {one.points[one.last].text}", LETTERS_IN_A_LABEL) for one in at_the_edge]
    for one, name, height in zip(
        at_the_edge, names, _apart([one.heights[-1] for one in at_the_edge], names, axes.get_ylim()[1]), strict=True
    ):
        axes.text(one.last + 0.12, height, name, va="center", linespacing=1.1)
    for one in named:
        if one not in at_the_edge:
            _name_above_or_below(axes, one, [other for other in series if other is not one])


def _name_above_or_below(axes: Axes, one: Series, others: Sequence[Series]) -> None:
    height = one.points[one.last].height
    is_lower = any(other.heights[one.last] > height for other in others)
    offset, side = ((0, -9), "top") if is_lower else ((0, 9), "bottom")
    words = f"{one.name}: {one.points[one.last].text}"
    axes.annotate(words, (one.last, height), offset, textcoords="offset points", ha="center", va=side)


def _apart(heights: Sequence[float], names: Sequence[str], top: float) -> list[float]:
    """The heights of names, moved up where they would touch the one below."""
    placed: dict[int, float] = {}
    floor = float("-inf")
    for n in sorted(range(len(heights)), key=lambda n: heights[n]):
        room = (1 + names[n].count("\n")) * HEIGHT_OF_A_LINE * top
        placed[n] = max(heights[n], floor + room / 2)
        floor = placed[n] + room / 2
    return [placed[n] for n in range(len(heights))]


def _mark_hidden(axes: Axes, series: Sequence[Series]) -> None:
    """The mark of each hidden figure, at the foot of its place, with the year where there is one line a year."""
    for row, one in enumerate(series):
        for place, point in enumerate(one.points):
            if point.is_hidden:
                words = f"{one.name} {point.text}" if len(one.name) < LETTERS_IN_A_LABEL / 2 else point.text
                axes.text(place, 0.03 + HEIGHT_OF_A_LINE * row, words, transform=axes.get_xaxis_transform(), ha="center", fontsize=SMALL)
