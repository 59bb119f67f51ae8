"""Targets: how far each figure that has one is from it, the year before in grey behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import fill

from markupsafe import Markup
from matplotlib.axes import Axes

from analysis import markup
from analysis.base.formats import mark
from analysis.base.spec import Figure, Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.targets import NOT_MET, Target, status_of
from analysis.compare.view import View
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.house import INK, LAST_YEAR, SMALL, THIS_YEAR, rendered, rendered_narrow
from analysis.show.charts.series import marked
from analysis.show.charts.words import subtitle
from analysis.show.sources import source_line
from analysis.show.variation import target_said

WIDTH, ROW, LETTERS_IN_A_NAME = 7.2, 0.62, 24
NOTE = "Grey: the year before. The upright line is the target."

Judged = tuple[Target, Indicator, Comparison]


def against_targets(view: View, judged: Sequence[Judged]) -> Chart | None:
    """A bar for each percentage that has a target, with the target as a line; nothing where none is shown."""
    shown = [one for one in judged if one[2].now is not None and one[2].now.is_percentage and one[2].now.is_number]
    if not shown:
        return None
    indicators = [one for _, one, _ in shown]
    draw, height = partial(draw_targets, judged=shown), 0.3 + ROW * len(shown)
    svg, png = rendered(draw, WIDTH, height)
    periods = [view.period] if view.is_first_year else [one.period for one in view.both_years]
    return Chart(
        name="against-targets",
        title=_title(shown),
        subtitle=subtitle("percentages and their targets", indicators, markup.listed(map(markup.period, periods))),
        alt=f"Bar chart: percentages and their targets. {'; '.join(map(_told, shown))}.",
        data=_tabled(view, shown),
        svg=svg,
        png=png,
        notes=(NOTE,),
        source=source_line(indicators),
        narrow=rendered_narrow(draw, height),
    )


def draw_targets(axes: Axes, judged: Sequence[Judged]) -> None:
    """The bars from top to bottom, that of the year before behind, each with its figure, and a line at the target."""
    # A year after the other, as the table has them.
    axes.barh(range(len(judged)), [_height(one.before) for *_, one in judged], 0.62, color=LAST_YEAR)
    axes.barh(range(len(judged)), [_height(one.now) for *_, one in judged], 0.34, color=THIS_YEAR)
    for row, (target, _, comparison) in enumerate(judged):
        axes.plot([float(target.value)] * 2, [row - 0.4, row + 0.4], color=INK, linewidth=2)
        longest = max(_height(comparison.before), _height(comparison.now), float(target.value))
        axes.annotate(comparison.now.shown, (longest, row), (6, 0), textcoords="offset points", va="center", fontweight="bold")
    axes.set(xlim=(0, 118), ylim=(len(judged) - 0.5, -0.5), xticks=[], xlabel="", ylabel="")
    names = [fill(indicator.name, LETTERS_IN_A_NAME) for _, indicator, _ in judged]
    axes.set_yticks(range(len(judged)), names, fontsize=SMALL)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def _height(figure: Figure | None) -> float:
    return float(figure.value) if figure is not None and figure.is_number else 0.0


def _title(judged: Sequence[Judged]) -> Markup:
    """Which targets were missed, or that none was."""
    missed = [one for target, one, comparison in judged if status_of(target, one, comparison) in NOT_MET]
    if not missed:
        return Markup("No target was missed")
    if len(missed) == len(judged):
        return Markup("Every target was missed")
    return Markup("Most targets were missed") if 2 * len(missed) > len(judged) else Markup("Some targets were missed")


def _told(one: Judged) -> str:
    _, indicator, comparison = one
    return f"{indicator.name} {comparison.now.shown}"


def _tabled(view: View, judged: Sequence[Judged]) -> Data:
    years = [markup.period(one.period) for one in ((view,) if view.is_first_year else view.both_years)]
    body = tuple((marked(one.name), *_cells(view, comparison), target_said(target, one)) for target, one, comparison in judged)
    return Data(("Percentage", *years, "Target"), body)


def _cells(view: View, comparison: Comparison) -> tuple[Markup, ...]:
    figures = [comparison.now] if view.is_first_year else [comparison.before, comparison.now]
    return tuple(markup.figure(one) if one else Markup(mark("x")) for one in figures)
