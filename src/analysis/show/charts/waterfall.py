"""Waterfalls: from the figure of the year before to this year's, one step a category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from markupsafe import Markup
from matplotlib.axes import Axes

from analysis import markup
from analysis.base.formats import MARK_WORDS, listed, mark, sentence_case, thousands
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.house import COLOURS, QUIET, rendered
from analysis.show.charts.series import Point, amounts, marked
from analysis.show.charts.words import heading_of_change, subtitle
from analysis.show.sources import source_line

WIDTH, ROW = 7.2, 0.36
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Step:
    """What one category adds to the change; it is hidden when either of its figures is."""

    before: Point
    now: Point

    @property
    def name(self) -> str:
        return self.now.name

    @property
    def is_shown(self) -> bool:
        return self.before.is_shown and self.now.is_shown

    @property
    def size(self) -> int:
        return int(self.now.figure.numerator - self.before.figure.numerator) if self.is_shown else 0

    @property
    def text(self) -> str:
        """The change with its sign, or the mark of a hidden one."""
        if not self.is_shown:
            return mark("c")
        return f"{MINUS if self.size < 0 else '+' * (self.size > 0)}{thousands(str(abs(self.size)))}"

    @property
    def html(self) -> Markup:
        return markup.change_of_parts(self.now.figure, self.before.figure, self.text) if self.is_shown else Markup(mark("c"))


def waterfall(view: View, indicator: Indicator, breakdown: str) -> Chart | None:
    """The change since the year before as steps, one a category: falls first, then rises. Nothing where no change can be told."""
    ends = [Point(one.dates(indicator).label, one.figure(indicator)) for one in view.both_years]
    division, steps = view.division(indicator, breakdown), steps_of(view, indicator, breakdown)
    if view.compared(indicator).change is None or not steps or division.overlap:
        return None
    heading = heading_of_change(view, indicator)
    svg, png = rendered(partial(draw_steps, ends=ends, steps=steps), WIDTH, 0.2 + ROW * (len(steps) + 2))
    measure = f"change in the number of {indicator.unit} by {division.name}"
    return Chart(
        name=f"{indicator.key}-change-by-{breakdown}",
        title=heading.title,
        subtitle=subtitle(measure, [indicator], Markup("{} to {}").format(*(marked(end.name) for end in ends))),
        alt=_alt(measure, ends, steps),
        data=_tabled(division.name, ends, steps),
        svg=svg,
        png=png,
        notes=(*heading.notes, *_notes(steps)),
        source=source_line([indicator]),
    )


def steps_of(view: View, indicator: Indicator, breakdown: str) -> list[Step]:
    """The steps in the order in which they are drawn, without categories that have nothing in them; hidden ones last."""
    before, after = (amounts(one, indicator, breakdown).points for one in view.both_years)
    both = [Step(*pair) for pair in zip(before, after, strict=True) if all(point.figure for point in pair)]
    filled = [step for step in both if not step.is_shown or step.before.height or step.now.height]
    return sorted(filled, key=lambda step: (not step.is_shown, step.size))


def draw_steps(axes: Axes, ends: Sequence[Point], steps: Sequence[Step]) -> None:
    """Both figures as points, and between them a bar for each step from where the last one ended; hidden steps have no bar."""
    start, end = (point.height for point in ends)
    levels = list(accumulate((step.size for step in steps), initial=start))
    axes.plot([start], [0], marker="o", color=COLOURS[0])
    axes.plot([end], [len(steps) + 1], marker="o", color=COLOURS[0])
    for row, (step, level) in enumerate(zip(steps, levels, strict=False), start=1):
        _draw_step(axes, step, level, row)
    for row, level in enumerate(levels):
        axes.plot([level, level], [row, row + 1], color=QUIET, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    _frame(axes, [*levels, end], ends, steps)


def _draw_step(axes: Axes, step: Step, level: float, row: int) -> None:
    """A rise is lighter than a fall, and both carry their sign."""
    colour = COLOURS[0] if step.size < 0 else COLOURS[1]
    if step.size:
        axes.barh(row, step.size, 0.62, left=level, color=colour, edgecolor="white", linewidth=0.5, zorder=3)
    axes.annotate(step.text, (max(level, level + step.size), row), (6, 0), textcoords="offset points", va="center")


def _frame(axes: Axes, levels: Sequence[float], ends: Sequence[Point], steps: Sequence[Step]) -> None:
    """Names to the left, both figures beside their points; no scale, because the bars do not start at nought."""
    span = max(levels) - min(levels) or 1
    for row, end in ((0, ends[0]), (len(steps) + 1, ends[1])):
        axes.annotate(end.text, (end.height, row), (8, 0), textcoords="offset points", va="center", fontweight="bold")
    axes.set(xlim=(min(levels) - 0.08 * span, max(levels) + 0.25 * span), ylim=(len(steps) + 1.6, -0.6), xticks=[], xlabel="", ylabel="")
    axes.set_yticks(range(len(steps) + 2), [ends[0].name, *(step.name for step in steps), ends[1].name])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def _alt(measure: str, ends: Sequence[Point], steps: Sequence[Step]) -> str:
    told = listed([f"{step.name} {step.text.replace(MINUS, 'minus ').replace('+', 'plus ')}" for step in steps if step.is_shown])
    hidden = listed([step.name for step in steps if not step.is_shown])
    first = f"Waterfall chart: {measure}. From {ends[0].text} in {ends[0].name} to {ends[1].text} in {ends[1].name}."
    return " ".join(filter(None, [first, f"{told}." if told else "", f"Not shown: {hidden}." if hidden else ""]))


def _tabled(heading: str, ends: Sequence[Point], steps: Sequence[Step]) -> Data:
    """Both years' numbers beside the change, and the whole below."""
    body = [(marked(step.name), step.before.html, step.now.html, step.html) for step in steps]
    size = int(ends[1].height - ends[0].height)
    whole = (Markup("All"), *(end.html for end in ends), _signed(size, ends))
    return Data((sentence_case(heading), *(marked(end.name) for end in ends), "Change"), (*body, whole))


def _signed(size: int, ends: Sequence[Point]) -> Markup:
    sign = MINUS if size < 0 else "+" * (size > 0)
    return markup.change_of_parts(ends[1].figure, ends[0].figure, f"{sign}{thousands(str(abs(size)))}")


def _notes(steps: Sequence[Step]) -> tuple[Markup | str, ...]:
    scale = "The bars show changes only, so the picture does not start at nought. Falls are dark, rises light."
    hidden = any(not step.is_shown for step in steps)
    return (scale, *([Markup("{} {}.").format(mark("c"), MARK_WORDS["c"])] if hidden else []))
