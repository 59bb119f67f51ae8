"""Stacked bars: what became of a whole, one bar a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from analysis.base.formats import sentence_case
from analysis.base.spec import Breakdown, Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import COLOURS, HOUSE, NARROW, QUIET, SMALL, check_number_of_series, rendered, rendered_narrow
from analysis.show.charts.series import Series, divided, tabled
from analysis.show.charts.words import alt_of_parts, measure_of, names_of, notes_under, subtitle, title_of_largest
from analysis.show.sources import source_line

WIDTH = 7.2
LETTERS_IN_A_NAME = 12
NOT_RECORDED = "not_recorded"
BAR = 0.42  # inches, as are the next three
LINE = 0.2
SPACE = 0.28
MARGIN = 0.08
LEFT, RIGHT = 0.94, 0.2  # inches left of the axes for the names of periods, and right of them


@dataclass(frozen=True)
class BarPart:
    """One part of a bar: where it starts, how long it is, and its label ``line`` lines above the bar, ending over its middle."""

    label: str
    start: float
    length: float
    line: int
    colour: str
    width: float = WIDTH

    @property
    def middle(self) -> float:
        return self.start + self.length / 2

    @property
    def end_of_label(self) -> float:
        """Over the middle of the part, unless the label would then start left of the bar."""
        return max(self.middle, width_of(self.label, self.width))


def stacked_outcomes(view: View, indicator: Indicator, breakdown: str) -> Chart:
    """One horizontal bar for each of both years, divided by the shares of a breakdown. A hidden share is left out of the bar.

    What was not recorded is an outline; of the other categories at most four may have anything in them.
    """
    division = view.division(indicator, breakdown)
    series = divided(view.both_years, indicator, breakdown)
    colours = colours_of(series, _residual(division))
    wide, narrow = ([parts_of(one, colours, width) for one in series] for width in (WIDTH, NARROW))
    names = [one.name for one in series]
    svg, png = rendered(partial(draw_stacks, names=names, bars=wide), WIDTH, MARGIN + sum(map(_height, wide)))
    measure = f"{measure_of([indicator], series)} by {division.name}"
    return Chart(
        name=f"{indicator.key}-{breakdown}-stacked",
        title=title_of_largest(indicator, division, series[-1]),
        subtitle=subtitle(measure, [indicator], names_of(series)),
        alt=alt_of_parts("Stacked bar chart", measure, series),
        data=tabled(sentence_case(division.name), series, [category.label for category in division.categories]),
        svg=svg,
        png=png,
        notes=notes_under(series),
        source=source_line([indicator]),
        narrow=rendered_narrow(partial(draw_stacks, names=names, bars=narrow), MARGIN + sum(map(_height, narrow))),
    )


def can_be_stacked(view: View, indicator: Indicator, breakdown: str) -> bool:
    """Whether the categories make up a whole, and there are colours enough for those that have something in them."""
    division = view.division(indicator, breakdown)
    return not division.overlap and len(_coloured(divided(view.both_years, indicator, breakdown), _residual(division))) <= len(COLOURS)


def colours_of(series: Sequence[Series], residual: str) -> dict[str, str]:
    """A colour for each category that has something in it. Raises `Fault` when they are more than there are colours."""
    coloured = _coloured(series, residual)
    check_number_of_series(coloured)
    return {**dict(zip(coloured, COLOURS, strict=False)), residual: "white"}


def _coloured(series: Sequence[Series], residual: str) -> list[str]:
    """The categories that have something in them, but for what was not recorded."""
    names = dict.fromkeys(point.name for one in series for point in one.points if point.height != 0 and point.figure)
    return [name for name in names if name != residual]


def _residual(division: Breakdown) -> str:
    return division.label(NOT_RECORDED) if NOT_RECORDED in division.codes else ""


def parts_of(series: Series, colours: dict[str, str], width: float = WIDTH) -> list[BarPart]:
    """The parts of one bar from left to right, in a picture of so many inches.

    A figure that is not shown takes no room: its length would give it away.
    """
    parts: list[BarPart] = []
    start = 0.0
    for point in series.points:
        if point.height == 0 or not point.figure:
            continue
        label, length = f"{point.name} {point.text}", point.height if point.is_shown else 0.0
        line = _line(width_of(label, width), start + length / 2, parts)
        parts.append(BarPart(label, start, length, line, colours[point.name], width))
        start += length
    return parts


def draw_stacks(axes: Axes, names: Sequence[str], bars: Sequence[Sequence[BarPart]]) -> None:
    """The bars from top to bottom, each with the name of its period to the left and the labels of its parts above."""
    bottom, width = sum(map(_height, bars)), axes.figure.get_figwidth()
    axes.figure.set_layout_engine("none")
    axes.set_position((LEFT / width, 0, 1 - (LEFT + RIGHT) / width, 1))
    axes.set(xlim=(0, max(100, *(part.start + part.length for parts in bars for part in parts))), ylim=(-MARGIN, bottom))
    axes.set_axis_off()
    for name, parts in zip(names, bars, strict=True):
        bottom -= _height(parts)
        axes.text(-1.5, bottom + BAR / 2, fill(name, LETTERS_IN_A_NAME), ha="right", va="center", fontsize=SMALL)
        for part in parts:
            _draw_part(axes, part, bottom)


def _draw_part(axes: Axes, part: BarPart, bottom: float) -> None:
    edge = QUIET if part.colour == "white" else "white"
    if part.length:
        axes.barh(bottom, part.length, BAR, part.start, align="edge", color=part.colour, edgecolor=edge, linewidth=1.5)
    foot = bottom + BAR + 0.06 + LINE * part.line
    top = foot + LINE * 0.8 if part.end_of_label == part.middle else foot
    axes.plot([part.middle, part.middle], [bottom + BAR, top], color=QUIET, linewidth=0.8)
    axes.text(part.end_of_label - 0.6, foot, part.label, ha="right", va="bottom", fontsize=SMALL)


def _line(long: float, end: float, before: Sequence[BarPart]) -> int:
    """The lowest line on which a label so long that ends over the middle of its part meets no label or line before it."""
    start = max(end - long, 0)
    return 1 + max((part.line for part in before if part.end_of_label >= start - 1), default=-1)


def width_of(label: str, width: float = WIDTH) -> float:
    """The width of a label in per cent of the axes of a picture of so many inches."""
    path = TextPath((0, 0), label, size=SMALL, prop=FontProperties(family=HOUSE["font.family"]))
    return path.get_extents().width * 100 / ((width - LEFT - RIGHT) * 72) + 1


def _height(parts: Sequence[BarPart]) -> float:
    """The room that a bar, its labels and the space above them take."""
    return BAR + LINE * (1 + max((part.line for part in parts), default=0)) + SPACE
