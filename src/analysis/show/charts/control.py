"""A quarter against its own history: the figures in order, their average, and the limits of their usual range (an XmR chart)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis import markup
from analysis.base.formats import half_up, sentence_case, thousands
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.compare.process_limits import Usual
from analysis.compare.signals import SignalRule
from analysis.show.charts.chart import Chart
from analysis.show.charts.house import COLOURS, INK, QUIET, SHADES, SMALL, rendered
from analysis.show.charts.lines import SIZE, set_places
from analysis.show.charts.series import Point, Series, marked, quarter_ticks, tabled
from analysis.show.charts.words import alt_of_run, measure_of, notes_under, subtitle
from analysis.show.sources import source_line

LIMITS = (("Lower limit", "lower"), ("Average", "centre"), ("Upper limit", "upper"))
NOTE = (
    "Limits and average come from the quarters before the last one. A diamond is a quarter outside the limits, or one of those that show "
    "that the last does not vary as usual; it is worth asking about. The axis need not start at nought."
)
SAID = {
    SignalRule.OUTSIDE: ("above its usual range", "below its usual range"),
    SignalRule.NEAR: (
        "near the upper end of its usual range, for two of three quarters",
        "near the lower end of its usual range, for two of three quarters",
    ),
    SignalRule.SIDE: ("above its average for seven quarters in a row", "below its average for seven quarters in a row"),
    SignalRule.RUN: (
        "higher than the quarter before for seven quarters in a row",
        "lower than the quarter before for seven quarters in a row",
    ),
    SignalRule.STEADY: ("at the end of a steady rise over eight quarters", "at the end of a steady fall over eight quarters"),
}


@dataclass(frozen=True)
class LimitPoint(Point):
    """A limit of one quarter; the figure is that of the quarter, for its unit."""

    of: Usual | None = None
    which: str = "centre"
    place: int = -1

    @property
    def printed(self) -> Decimal:
        return half_up(getattr(self.of.ranges[self.place], self.which), self.of.indicator.decimals)

    @property
    def height(self) -> float:
        return float(self.printed)

    @property
    def is_shown(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return thousands(f"{self.printed:f}") + "%" * self.is_percentage

    @property
    def html(self) -> Markup:
        return markup.limit(self.of, self.which, self.place)


def control_chart(found: Usual, quarter: Period) -> Chart:
    """The figures of a history with its limits. Raises `Fault` when there are none: nothing is drawn from quarters that are not shown."""
    if found.why_none:
        raise Fault(f"{found.indicator.key} has no usual range in {quarter.label}: {found.why_none.value}. Show the sentence instead.")
    own = Series(found.indicator.name, tuple(Point(q.label, figure) for q, figure in zip(found.quarters, found.figures, strict=True)))
    limits = [_limit(found, name, which) for name, which in LIMITS]
    special = _special(found)
    svg, png = rendered(partial(draw_control, own=own, limits=limits, special=special, ticks=quarter_ticks(found.quarters)), *SIZE)
    run = Markup("{} to {}").format(markup.period(found.quarters[0]), markup.period(found.quarters[-1]))
    names = ", ".join(own.points[n].name for n in special)
    told = f"Marked with a diamond: {names}." if special else "Every quarter is within its usual range."
    return Chart(
        name=f"{found.indicator.key}-usual",
        title=_title(found),
        subtitle=subtitle(f"{measure_of([found.indicator], [own])} and its usual range", [found.indicator], run),
        alt=f"{alt_of_run('Control chart', f'{found.indicator.name} by quarter', [own, *limits])} {told}",
        data=tabled("Quarter", [own, *limits], [point.name for point in own.points]),
        svg=svg,
        png=png,
        notes=(NOTE, *notes_under([own])),
        source=source_line([found.indicator]),
    )


def draw_control(axes: Axes, own: Series, limits: Sequence[Series], special: Sequence[int], ticks: Sequence[str]) -> None:
    """The band between the limits, the average, and the figures over them, on an axis scaled to them; special ones are diamonds."""
    places, (lower, centre, upper) = range(len(ticks)), limits
    set_places(axes, ticks)
    _scale(axes, [point for one in (own, *limits) for point in one.shown])
    axes.fill_between(places, lower.heights, upper.heights, color=SHADES[0], linewidth=0, zorder=1)
    for one, dashes in ((lower, (0, (4, 2))), (centre, "-"), (upper, (0, (4, 2)))):
        axes.plot(places, one.heights, color=QUIET, linewidth=0.9, linestyle=dashes, zorder=2)
        axes.annotate(f"{one.name}: {one.points[-1].text}", (len(ticks) - 1, one.heights[-1]), (8, 0),
                      textcoords="offset points", va="center", fontsize=SMALL, color=QUIET, annotation_clip=False)  # fmt: skip
    axes.plot(places, own.heights, color=COLOURS[0], marker="o", zorder=9, clip_on=False)
    look = {"color": COLOURS[3], "marker": "D", "markersize": 9, "linestyle": "", "markeredgecolor": INK}
    axes.plot(special, [own.heights[n] for n in special], **look, zorder=10)
    side = -1 if own.heights[-1] < centre.heights[-1] else 1  # away from the average, so that the two do not touch
    axes.annotate(own.points[-1].text, (len(ticks) - 1, own.heights[-1]), (-3, 15 * side), textcoords="offset points",
                  ha="right", va="center", zorder=11)  # fmt: skip


def _limit(found: Usual, name: str, which: str) -> Series:
    told = enumerate(zip(found.quarters, found.figures, strict=True))
    return Series(name, tuple(LimitPoint(quarter.label, figure, found, which, place) for place, (quarter, figure) in told))


def _special(found: Usual) -> list[int]:
    """The quarters outside their limits, and those behind the signal."""
    figures = zip(found.figures, found.ranges, strict=True)
    outside = {n for n, (figure, limits) in enumerate(figures) if limits.side_of(Fraction(figure.value))}
    return sorted(outside | {len(found.figures) - back for back in (found.signal.back if found.signal else ())})


def _scale(axes: Axes, shown: Sequence[Point]) -> None:
    """An axis from the round number below all points to the one above, so that small moves can be seen."""
    heights = [point.height for point in shown]
    ticks = MaxNLocator(nbins=6, integer=True, steps=[1, 2, 5, 10]).tick_values(min(heights), max(heights))
    axes.set_ylim(ticks[0], ticks[-1])
    axes.set_yticks(ticks)
    axes.yaxis.set_major_formatter("{x:,.0f}%" if shown[0].is_percentage else "{x:,.0f}")


def _title(found: Usual) -> Markup:
    name, figure = marked(sentence_case(found.indicator.name)), markup.figure(found.latest)
    if found.signal:
        return Markup("{}: {} is {}").format(name, figure, SAID[found.signal.rule][not found.signal.is_up])
    ends = markup.limit(found, "lower"), markup.limit(found, "upper")
    return Markup("{}: {} is within the usual range of {} to {}").format(name, figure, *ends)
