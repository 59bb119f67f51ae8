"""A quarter against its own history: the figures in order, their average, and the limits of their usual range (an XmR chart)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from matplotlib.axes import Axes

from analysis import markup
from analysis.base.formats import half_up, sentence_case, thousands
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.compare.process_limits import Standing, Usual
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import COLOURS, INK, QUIET, SHADES, SMALL, rendered
from analysis.show.charts.lines import SIZE, set_heights, set_places
from analysis.show.charts.series import Point, Series, marked, quarter_ticks, tabled
from analysis.show.charts.words import alt_of_run, measure_of, notes_under, subtitle
from analysis.show.sources import source_line

LIMITS = (("Lower limit", "lower"), ("Average", "centre"), ("Upper limit", "upper"))
READINGS = {Standing.WITHIN: "within", Standing.ABOVE: "above", Standing.BELOW: "below"}
NOTE = "Between the limits a figure varies as it usually does. A diamond is a quarter outside; it is worth asking about."


@dataclass(frozen=True)
class LimitPoint(Point):
    """A limit, which is the same in every quarter; the figure is that of the quarter, for its unit."""

    of: Usual | None = None
    which: str = "centre"

    @property
    def height(self) -> float:
        return float(half_up(getattr(self.of.limits, self.which), self.of.indicator.decimals))

    @property
    def is_shown(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return thousands(f"{half_up(getattr(self.of.limits, self.which), self.of.indicator.decimals):f}") + "%" * self.is_percentage

    @property
    def html(self) -> Markup:
        return markup.limit(self.of, self.which)


def control_chart(found: Usual, quarter: Period) -> Chart:
    """The figures of a history with its limits. Raises `Fault` when there are none: nothing is drawn from quarters that are not shown."""
    if found.limits is None:
        raise Fault(f"{found.indicator.key} has no usual range in {quarter.label}: {found.standing.value}. Show the sentence instead.")
    own = Series(found.indicator.name, tuple(Point(q.label, figure) for q, figure in zip(found.quarters, found.figures, strict=True)))
    limits = [_limit(found, name, which) for name, which in LIMITS]
    outside = [n for n, figure in enumerate(found.figures) if found.is_outside(figure)]
    svg, png = rendered(partial(draw_control, own=own, limits=limits, outside=outside, ticks=quarter_ticks(found.quarters)), *SIZE)
    run = Markup("{} to {}").format(markup.period(found.quarters[0]), markup.period(found.quarters[-1]))
    names = ", ".join(own.points[n].name for n in outside)
    told = f"Outside its usual range: {names}." if outside else "Every quarter is within its usual range."
    return Chart(
        name=f"{found.indicator.key}-usual",
        title=_title(found),
        subtitle=subtitle(f"{measure_of([found.indicator], [own])} and its usual range", [found.indicator], run),
        alt=f"{alt_of_run('Control chart', f'{found.indicator.name} by quarter', [own, *limits])} {told}",
        data=tabled("Quarter", [own, *limits], [point.name for point in own.points]),
        svg=svg,
        png=png,
        notes=(NOTE, *notes_under([found.indicator], [own])),
        source=source_line([found.indicator]),
    )


def draw_control(axes: Axes, own: Series, limits: Sequence[Series], outside: Sequence[int], ticks: Sequence[str]) -> None:
    """The band between the limits, the average, and the figures over them; those outside the band are diamonds."""
    places, (lower, centre, upper) = range(len(ticks)), limits
    set_places(axes, ticks)
    set_heights(axes, [point for one in (own, *limits) for point in one.shown])
    axes.fill_between(places, lower.heights, upper.heights, color=SHADES[0], linewidth=0, zorder=1)
    for one, dashes in ((lower, (0, (4, 2))), (centre, "-"), (upper, (0, (4, 2)))):
        axes.plot(places, one.heights, color=QUIET, linewidth=0.9, linestyle=dashes, zorder=2)
        axes.annotate(f"{one.name}: {one.points[-1].text}", (len(ticks) - 1, one.heights[-1]), (8, 0),
                      textcoords="offset points", va="center", fontsize=SMALL, color=QUIET, annotation_clip=False)  # fmt: skip
    axes.plot(places, own.heights, color=COLOURS[0], marker="o", zorder=9, clip_on=False)
    look = {"color": COLOURS[3], "marker": "D", "markersize": 9, "linestyle": "", "markeredgecolor": INK}
    axes.plot(outside, [own.heights[n] for n in outside], **look, zorder=10)
    side = -1 if own.heights[-1] < centre.heights[-1] else 1  # away from the average, so that the two do not touch
    axes.annotate(own.points[-1].text, (len(ticks) - 1, own.heights[-1]), (-3, 15 * side), textcoords="offset points",
                  ha="right", va="center", zorder=11)  # fmt: skip


def _limit(found: Usual, name: str, which: str) -> Series:
    points = (LimitPoint(q.label, figure, found, which) for q, figure in zip(found.quarters, found.figures, strict=True))
    return Series(name, tuple(points))


def _title(found: Usual) -> Markup:
    words = "{}: {} is {} the usual range of {} to {}"
    ends = markup.limit(found, "lower"), markup.limit(found, "upper")
    return Markup(words).format(marked(sentence_case(found.indicator.name)), markup.figure(found.latest), READINGS[found.standing], *ends)
