"""Funnels: how many of a whole reach each of several steps, one bar a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from matplotlib.axes import Axes

from analysis import markup
from analysis.base.formats import listed, within_sentence
from analysis.base.settings import Fault
from analysis.base.spec import Figure, Indicator
from analysis.compare.unknowns import of_not_known
from analysis.compare.view import View
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.house import COLOURS, QUIET, rendered
from analysis.show.charts.series import Amount, Point, Series, marked
from analysis.show.charts.words import notes_under, subtitle
from analysis.show.sources import source_line

WIDTH, ROW = 7.2, 0.46


@dataclass(frozen=True)
class Beside(Amount):
    """How many stand beside the whole, since records do not say whether they belong to it."""


def funnel(view: View, whole: tuple[str, Indicator], steps: Sequence[tuple[str, Indicator]], not_known: str = "") -> Chart:
    """The whole and below it each step, all with a word of their own; every step is a share of the whole.

    Where the record of the last step says of how many it is not known whether they belong to the whole, these have a last bar of their
    own, called ``not_known``. Raises `Fault` when there is no figure of the whole or of a step.
    """
    counted = view.dates(whole[1])
    points = [kind(word, view.figure(one)) for kind, (word, one) in zip(_kinds(steps), (whole, *steps), strict=True)]
    missing = [one.key for point, (_, one) in zip(points, (whole, *steps), strict=True) if point.figure is None]
    if missing:
        raise Fault(f"There is no figure of {listed(missing)} in {counted.label}.")
    indicators = [whole[1], *(one for _, one in steps)]
    points += [Beside(not_known, one) for one in _not_known(view, steps[-1][1]) if not_known]
    svg, png = rendered(partial(draw_bars_to_the_right, points=points), WIDTH, 0.2 + ROW * len(points))
    measure = f"number and percentage of {whole[1].unit} at each step"
    return Chart(
        name=f"{whole[1].key}-steps",
        title=_title(points[len(steps)], whole[1]),
        subtitle=subtitle(measure, [whole[1]], marked(counted.label)),
        alt=f"Funnel chart: {measure}. {counted.label}: {listed([_told(point) for point in points])}.",
        data=_tabled(points),
        svg=svg,
        png=png,
        notes=notes_under([Series(counted.label, tuple(points))]),
        source=source_line(indicators),
    )


def label_of(point: Point) -> str:
    """The number and, for a step, the percentage."""
    if isinstance(point, Amount) and point.is_shown and not isinstance(point, Beside):
        return f"{point.text} ({point.figure.shown})"
    return point.text


def draw_bars_to_the_right(axes: Axes, points: Sequence[Point]) -> None:
    """A bar for each step from nought, each shorter than the one above or as long; a hidden one has none, and its mark."""
    heights = [point.height if point.is_shown else 0.0 for point in points]
    axes.barh(range(len(points)), heights, 0.68, color=_colours(points), edgecolor="white", linewidth=1.5)
    for row, (point, height) in enumerate(zip(points, heights, strict=True)):
        axes.annotate(label_of(point), (height, row), (6, 0), textcoords="offset points", va="center")
    axes.set(xlim=(0, 1.25 * max(*heights, 1)), ylim=(len(points) - 0.5, -0.5), xticks=[], xlabel="", ylabel="")
    axes.set_yticks(range(len(points)), [point.name for point in points])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def _colours(points: Sequence[Point]) -> list[str]:
    return [COLOURS[1], *(QUIET if isinstance(one, Beside) else COLOURS[0] for one in points[1:])]


def _not_known(view: View, step: Indicator) -> tuple[Figure, ...]:
    """The figures of how many may belong to what a step is a share of, where there is any."""
    counts = (figure for told in step.not_known if told.may_be == "whole" for figure in of_not_known(view, told))
    return tuple(one for one in counts if one is not None and one.numerator)


def _kinds(steps: Sequence[object]) -> list[type[Point]]:
    return [Point, *[Amount] * len(steps)]


def _told(point: Point) -> str:
    words = "not shown" if point.is_hidden else label_of(point)
    return f"{within_sentence(point.name)} {words}"


def _tabled(points: Sequence[Point]) -> Data:
    whole, *steps = points
    first = (marked(whole.name), whole.html, Markup('<span class="term">100%</span>'))
    return Data(("Step", "Number", "Percentage"), (first, *((marked(step.name), step.html, _share(step)) for step in steps)))


def _share(step: Point) -> Markup:
    return Markup("not part of it") if isinstance(step, Beside) else markup.figure(step.figure)


def _title(last: Point, whole: Indicator) -> Markup:
    """How many reach the last step: "31% of interviews required were completed within 72 hours"."""
    if not last.is_shown or last.figure.is_hidden:
        return Markup("{}: what became of them").format(marked(whole.name))
    words = marked(within_sentence(last.name))
    return Markup("{} of {} were {}").format(markup.figure(last.figure), whole.unit, words)
