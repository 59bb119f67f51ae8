"""Charts that answer a question: lines over the periods that were asked about, and bars of one figure told across another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed, sentence_case, within_sentence
from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.show.charts.bars import WIDTH, draw_bars, height_of
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import COLOURS, rendered
from analysis.show.charts.lines import SIZE, draw_lines
from analysis.show.charts.series import Amount, Point, Series, marked, over, quarter_ticks, tabled
from analysis.show.charts.words import alt_of_parts, alt_of_run, measure_of, notes_on_breaks, notes_under, subtitle
from analysis.show.sources import source_line

MOST = len(COLOURS)
LARGEST = "Drawn are the {} largest of them; the table has all."


def run_of(view: View, indicator: Indicator, periods: Sequence[Period], breakdown: str = "") -> Chart | None:
    """A line over some periods for an indicator, or for each category of a breakdown, of which the largest are drawn.

    Nothing where no figure can be drawn.
    """
    every = _categories(view, indicator, periods, breakdown) if breakdown else [over(view, indicator, periods)]
    series = [one for one in _largest(every) if one.shown]
    if not series:
        return None
    what = f"{indicator.name} by {view.division(indicator, breakdown).name}" if breakdown else indicator.name
    measure, spans = _measure(indicator, series), [view.at(one).dates(indicator) for one in periods]
    svg, png = rendered(partial(draw_lines, series=series, ticks=_ticks(spans)), *SIZE)
    return Chart(
        name=f"{indicator.key}-over-{spans[0].name}-{spans[-1].name}{f'-by-{breakdown}' * bool(breakdown)}".replace(" ", "-"),
        title=marked(what),
        subtitle=subtitle(measure, [indicator], Markup("{} to {}").format(*(markup.period(one) for one in (spans[0], spans[-1])))),
        alt=alt_of_run("Line chart", what, series),
        data=tabled("Period", series, [one.label for one in spans]),
        svg=svg,
        png=png,
        notes=(*_left_out(every, series), *notes_under(series), *notes_on_breaks(series[:1])),
        source=source_line([indicator]),
    )


def bars_across(view: View, whole: Indicator, across: Mapping[str, Indicator], breakdown: str) -> Chart | None:
    """Bars for each category of a breakdown, one for each of some indicators by the names that they have here, the largest of them.

    They are parts of a ``whole``, which says what is counted and among whom. Nothing where no figure can be drawn.
    """
    division = view.division(whole, breakdown)
    point = Point if whole.measure.kind.startswith("share") else Amount
    every = [
        Series(name, tuple(point(part.label, view.figure(each, breakdown, part.code)) for part in division.categories))
        for name, each in across.items()
    ]
    series = [one for one in _largest(every) if one.shown]
    if not series:
        return None
    measure = f"{_measure(whole, series)} by {division.name}"
    svg, png = rendered(partial(draw_bars, series=series[::-1], colours=COLOURS), WIDTH, height_of(series))
    return Chart(
        name=f"{whole.key}-across-{breakdown}",
        title=marked(f"{whole.name} by {division.name}: {listed([within_sentence(name) for name in across])}"),
        subtitle=subtitle(measure, [whole], markup.period(view.dates(whole))),
        alt=alt_of_parts("Bar chart", measure, series),
        data=tabled(sentence_case(division.name), series, [part.label for part in division.categories]),
        svg=svg,
        png=png,
        notes=(*_left_out(every, series), *notes_under(series)),
        source=source_line([whole]),
    )


def _categories(view: View, indicator: Indicator, periods: Sequence[Period], breakdown: str) -> list[Series]:
    point = Point if indicator.measure.kind.startswith("share") else Amount
    views = [view.at(one) for one in periods]
    parts = view.rows.division(indicator, breakdown).categories
    return [
        Series(part.label, tuple(point(one.dates(indicator).label, one.figure(indicator, breakdown, part.code)) for one in views))
        for part in parts
    ]


def _largest(series: Sequence[Series]) -> list[Series]:
    """As many as there are colours, in their order: those with the most in all that is shown of them."""
    ranked = sorted(series, key=lambda one: -sum(point.height for point in one.shown))[:MOST]
    return [one for one in series if one in ranked]


def _left_out(every: Sequence[Series], drawn: Sequence[Series]) -> tuple[str, ...]:
    return (LARGEST.format(len(drawn)),) if any(one.shown for one in every if one not in drawn) else ()


def _measure(indicator: Indicator, series: Sequence[Series]) -> str:
    amounts = any(isinstance(point, Amount) for one in series for point in one.points)
    return f"number of {indicator.unit}" if amounts else measure_of([indicator], series)


def _ticks(periods: Sequence[Period]) -> list[str]:
    if all(one.is_quarter for one in periods):
        return quarter_ticks(periods)
    return [one.label.replace(" to ", " to\n") for one in periods]
