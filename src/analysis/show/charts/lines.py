"""Lines over quarters, and the small ones that stand in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from textwrap import fill

from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.base.formats import mark
from analysis.base.settings import Fault
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import (
    BREAK,
    COLOURS,
    DASHES,
    ON_WHITE,
    QUIET,
    SMALL,
    YEARS,
    check_number_of_series,
    data_uri,
    rendered,
    rendered_each,
    rendered_narrow,
)
from analysis.show.charts.series import Point, Series, over, quarter_ticks, quarters_of_two_years, tabled
from analysis.show.charts.words import (
    ChartHeading,
    alt_of_run,
    heading_of_change,
    measure_of,
    notes_on_breaks,
    notes_under,
    run_of_quarters,
    subtitle,
)
from analysis.show.sources import source_line

SIZE = (7.2, 3.4)
LETTERS_IN_A_LABEL = 28
ROUNDS = 100
NUMBERS = {2: "two", 3: "three", 4: "four"}  # in words, so that none looks like a small count
HEIGHT_OF_A_LINE = 0.07  # of the axes, so that names at the ends of lines do not touch


def by_quarter_lines(view: View, indicators: Sequence[Indicator], title: Markup | str | None = None) -> Chart:
    """Quarters of the reporting year, up to the end of the period, against those of the year before.

    One indicator has a line for each year. Several have a line each, over the quarters of both years; at most four, all of them counts
    or all percentages. Without a ``title`` the figures give one.
    """
    check_number_of_series([one.name for one in indicators])
    if len(indicators) == 1:
        return _two_years(view, indicators[0], title)
    return _several(view, indicators, title)


def sparklines(view: View, indicators: Sequence[Indicator]) -> dict[str, Markup]:
    """By key the last eight quarters as a picture of 120 by 28 pixels, with what it shows in words; a mark where nothing can be drawn."""
    series = {indicator.key: over(view, indicator, view.recent_quarters) for indicator in indicators}
    drawn = [key for key, one in series.items() if one.shown]
    pictures = dict(zip(drawn, draw_small(partial(draw_sparkline, series=series[key]) for key in drawn), strict=True))
    return {indicator.key: _sparkline(indicator, series[indicator.key], pictures.get(indicator.key)) for indicator in indicators}


def _sparkline(indicator: Indicator, series: Series, picture: str | None) -> Markup:
    if picture is None:
        return Markup(mark("c" if any(point.is_hidden for point in series.points) else "z"))
    return small_picture(alt_of_run("Trend", indicator.name, [series]), picture)


def draw_small(draws: Iterable[Callable[[Axes], None]]) -> Iterator[str]:
    """The addresses of pictures of 120 by 28 pixels, small enough for a table."""
    return map(data_uri, rendered_each(draws, 1.25, 28 / 96))


def small_picture(alt: str, picture: str) -> Markup:
    """One of them with what it shows in words."""
    return Markup('<img class="sparkline" width="120" height="28" alt="{}" src="{}">').format(alt, picture)


def draw_lines(axes: Axes, series: Sequence[Series], ticks: Sequence[str], colours: Sequence[str] = COLOURS) -> None:
    """A line for each series with its name at its end, over the same places; hidden and missing figures are gaps."""
    set_places(axes, ticks)
    set_heights(axes, [point for one in series for point in one.shown])
    plot_lines(axes, series, colours)


def plot_lines(axes: Axes, series: Sequence[Series], colours: Sequence[str] = COLOURS) -> None:
    """The lines alone, on axes whose places and heights are set, with their names and the marks of hidden figures."""
    for n, (one, colour, dashes) in enumerate(zip(series, colours, DASHES, strict=False)):
        above = 10 - n  # the first line is the one that the report is about
        for places in one.stretches:
            heights = [one.heights[place] for place in places]
            axes.plot(places, heights, color=colour, linestyle=dashes, marker="o", clip_on=False, zorder=above)
    for place in sorted({place for one in series for place in one.breaks}):
        axes.axvline(place - 0.5, color=QUIET, linewidth=1, linestyle=BREAK)
    _name_lines(axes, series)
    _mark_hidden(axes, series)


def set_places(axes: Axes, ticks: Sequence[str]) -> None:
    """The places below the axis, with room for their first and last names."""
    axes.set_xticks(range(len(ticks)), ticks)
    axes.set_xlim(-0.3, 1.02 * (len(ticks) - 1))


def draw_sparkline(axes: Axes, series: Series) -> None:
    """One line, its last figure marked."""
    axes.margins(x=0.04, y=0.2)
    for places in series.stretches:
        axes.plot(places, [series.heights[place] for place in places], color=COLOURS[0], linewidth=1.3, marker="o", markersize=1.6)
    axes.plot(series.last, series.points[series.last].height, color=COLOURS[0], marker="o", markersize=3.6)


def _two_years(view: View, indicator: Indicator, title: Markup | str | None) -> Chart:
    quarters = quarters_of_two_years(view, [indicator])
    years = [of_year for of_year in (quarters[-4:], quarters[:-4]) if of_year]
    series = [over(view, indicator, of_year, of_year[0].year.label) for of_year in years]
    heading = ChartHeading(escape(title)) if title else heading_of_change(view, indicator)
    run, ticks = run_of_quarters(quarters, view.period), quarter_ticks(years[0], with_months=True)
    return _chart(heading, [indicator], run, series, ticks, [over(view, indicator, quarters)])


def _several(view: View, indicators: Sequence[Indicator], title: Markup | str | None) -> Chart:
    quarters = [quarter for quarter in quarters_of_two_years(view, indicators) if quarter.end <= view.period.end]
    series = [over(view, indicator, quarters) for indicator in indicators]
    if len({point.figure.is_percentage for one in series for point in one.shown}) > 1:
        raise Fault(
            f"Counts and percentages do not go on one axis: {', '.join(indicator.key for indicator in indicators)}. Draw two charts."
        )
    heading = ChartHeading(escape(title or "; ".join(indicator.name for indicator in indicators)))
    return _chart(heading, indicators, run_of_quarters(quarters, view.period), series, quarter_ticks(quarters), series)


def _chart(
    heading: ChartHeading,
    indicators: Sequence[Indicator],
    run: Markup,
    series: Sequence[Series],
    ticks: Sequence[str],
    whole: Sequence[Series],
) -> Chart:
    """A chart of lines. ``whole`` are the same figures one after the other, which may break between the lines of two years."""
    is_one = len(indicators) == 1
    # This year is drawn in the first colour; read out and in the table the earlier year comes first.
    told = series[::-1] if is_one else series
    colours, narrow = (YEARS if is_one else COLOURS), [tick.replace(" to ", " to\n") for tick in ticks]
    svg, png = rendered(partial(draw_lines, series=series, ticks=ticks, colours=colours), *SIZE)
    return Chart(
        name="-and-".join(indicator.key for indicator in indicators) + "-lines",
        title=heading.title,
        subtitle=subtitle(measure_of(indicators, series), indicators, run),
        alt=alt_of_run("Line chart", f"{indicators[0].name if is_one else f'{NUMBERS[len(indicators)]} lines'} by quarter", told),
        data=tabled("Quarter", told, [point.name[:2] if is_one else point.name for point in told[0].points]),
        svg=svg,
        png=png,
        notes=(*heading.notes, *notes_under(told), *notes_on_breaks(whole)),
        source=source_line(indicators),
        narrow=rendered_narrow(partial(draw_lines, series=series, ticks=narrow, colours=colours), SIZE[1]) if is_one else "",
    )


def set_heights(axes: Axes, shown: Sequence[Point]) -> None:
    """An axis from nought to the first round number above all points, in counts or percentages."""
    heights = MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]).tick_values(0, max((point.height for point in shown), default=1) or 1)
    axes.set_ylim(0, heights[-1])
    axes.set_yticks(heights if shown else [])
    axes.yaxis.set_major_formatter("{x:,.0f}%" if shown and shown[0].is_percentage else "{x:,.0f}")


def _name_lines(axes: Axes, series: Sequence[Series]) -> None:
    """The name of each line: in the margin or, where the line stops early and its name is short, above or below its last point."""
    named = [one for one in series if one.shown]
    in_the_margin = [one for one in named if one.last == len(one.points) - 1 or not _is_short(one.name)]
    _name_in_the_margin(axes, in_the_margin)
    for one in named:
        if one not in in_the_margin:
            _name_above_or_below(axes, one, [other for other in series if other is not one])


def _name_in_the_margin(axes: Axes, series: Sequence[Series]) -> None:
    names = [fill(f"{one.name}: {one.points[one.last].text}", LETTERS_IN_A_LABEL) for one in series]
    heights = [one.heights[one.last] for one in series]
    for one, name, height in zip(series, names, _apart(heights, names, axes.get_ylim()[1]), strict=True):
        _name_beside(axes, name, (one.last, one.heights[one.last]), (len(one.points) - 1, height))


def _name_beside(axes: Axes, name: str, end: tuple[float, float], place: tuple[float, float]) -> None:
    """A name right of ``place``, with a thin line to the end of its own line where that is somewhere else."""
    has_moved = place[0] != end[0] or abs(place[1] - end[1]) > HEIGHT_OF_A_LINE * axes.get_ylim()[1] / 2
    line = {"arrowstyle": "-", "color": QUIET, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 5, "relpos": (0, 0.5)}
    beside = place[0] + (0.06 if has_moved else 0.03) * axes.get_xlim()[1]
    axes.annotate(
        name, end, (beside, place[1]), va="center", linespacing=1.1, annotation_clip=False, arrowprops=line if has_moved else None
    )


def _name_above_or_below(axes: Axes, one: Series, others: Sequence[Series]) -> None:
    height = one.points[one.last].height
    is_lower = any(other.heights[one.last] > height for other in others)
    offset, side = ((0, -9), "top") if is_lower else ((0, 9), "bottom")
    words = f"{one.name}: {one.points[one.last].text}"
    axes.annotate(words, (one.last, height), offset, textcoords="offset points", ha="center", va=side, bbox=ON_WHITE)


def _apart(heights: Sequence[float], names: Sequence[str], top: float) -> list[float]:
    """The heights of names, moved up and down until none touches the next."""
    room = [(1 + name.count("\n")) * HEIGHT_OF_A_LINE * top for name in names]
    placed = list(heights)
    for _ in range(ROUNDS):
        for low, high in pairwise(sorted(range(len(heights)), key=heights.__getitem__)):
            overlap = (room[low] + room[high]) / 2 - (placed[high] - placed[low])
            if overlap > 0:
                placed[low], placed[high] = placed[low] - overlap / 2, placed[high] + overlap / 2
    return placed


def _mark_hidden(axes: Axes, series: Sequence[Series]) -> None:
    """The mark of each hidden figure, at the foot of its place, with the year where there is one line a year."""
    for row, one in enumerate(series):
        for place, point in enumerate(one.points):
            if point.is_hidden:
                words = f"{one.name} {point.text}" if _is_short(one.name) else point.text
                axes.text(
                    place,
                    0.03 + HEIGHT_OF_A_LINE * row,
                    words,
                    transform=axes.get_xaxis_transform(),
                    ha="center",
                    fontsize=SMALL,
                    bbox=ON_WHITE,
                )


def _is_short(name: str) -> bool:
    return len(name) < LETTERS_IN_A_LABEL / 2
