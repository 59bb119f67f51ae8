"""The last eight quarters of a figure between the ends of its usual range, small enough for a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup
from matplotlib.axes import Axes

from analysis.compare.process_limits import Usual
from analysis.compare.standing import FigureStanding
from analysis.compare.view import View
from analysis.show.charts.house import QUIET
from analysis.show.charts.lines import draw_small, draw_sparkline, small_picture
from analysis.show.charts.series import Series, over
from analysis.show.charts.words import alt_of_run

Ends = Sequence[tuple[float, float]]


def lines_within_limits(view: View, standings: Iterable[FigureStanding]) -> dict[str, Markup]:
    """By key a picture of 120 by 28 pixels, with what it shows in words; nothing of a figure with no number to draw."""
    series = {one: over(view, one.indicator, view.recent_quarters) for one in standings}
    drawn = {one: line for one, line in series.items() if line.shown}
    draws = [partial(draw_within, series=line, ends=_ends(one.usual, len(line.points))) for one, line in drawn.items()]
    pictures = zip(drawn.items(), draw_small(draws), strict=True)
    return {one.indicator.key: _picture(one, line, uri) for (one, line), uri in pictures}


def draw_within(axes: Axes, series: Series, ends: Ends) -> None:
    """One line, its last figure marked, and thin lines at both ends of the usual range of each quarter that has one."""
    places = range(len(series.points) - len(ends), len(series.points))
    for side in zip(*ends, strict=True):
        axes.plot(places, side, color=QUIET, linewidth=0.7, linestyle=(0, (3, 2)))
    draw_sparkline(axes, series)


def _ends(usual: Usual | None, quarters: int) -> Ends:
    if usual is None or usual.why_none:
        return ()
    return [(float(one.lower), float(one.upper)) for one in usual.ranges[-quarters:]]


def _picture(one: FigureStanding, line: Series, uri: str) -> Markup:
    return small_picture(f"{alt_of_run('Trend', one.indicator.name, [line])} {_words(one)}".strip(), uri)


def _words(one: FigureStanding) -> str:
    if one.usual is None or one.usual.why_none:
        return ""
    return "The last does not vary as usual." if one.is_unusual else "The last varies as usual."
