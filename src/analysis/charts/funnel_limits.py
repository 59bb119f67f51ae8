"""Funnel plots with control limits: percentages of groups of different sizes, and how far chance takes a group of each size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import ceil

import numpy as np
from matplotlib.axes import Axes

from analysis.charts.house import COLOURS, INK, QUIET, SMALL, rendered
from analysis.control_limits import share_limits

SIZE = (7.2, 4.0)
POINTS_OF_A_CURVE = 60
MOST_NAMED = 8


@dataclass(frozen=True)
class Dot:
    """One group: its name, how large it is, its percentage as printed, and whether it lies outside the limits for its size."""

    name: str
    size: int
    percent: float
    is_outside: bool


def draw_limits(dots: Sequence[Dot], share: Fraction, sized_by: str) -> tuple[str, bytes]:
    """The picture as SVG and PNG: the share of all together as a line, the limits as curves that close in as groups grow.

    Of more than eight groups only those outside the limits have their names.
    """
    return rendered(partial(_draw, dots=sorted(dots, key=lambda dot: (dot.size, dot.name)), share=share, sized_by=sized_by), *SIZE)


def curves(share: Fraction, largest: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sizes, and the lower and upper limit at each in percent."""
    sizes = np.unique(np.linspace(1, largest, min(POINTS_OF_A_CURVE, largest)).round().astype(int))
    limits = [share_limits(share, int(size)) for size in sizes]
    return sizes, np.array([float(one.lower * 100) for one in limits]), np.array([float(one.upper * 100) for one in limits])


def _draw(axes: Axes, dots: Sequence[Dot], share: Fraction, sized_by: str) -> None:
    largest = ceil(1.15 * max(dot.size for dot in dots))
    sizes, lower, upper = curves(share, largest)
    for curve in (lower, upper):
        axes.plot(sizes, curve, color=QUIET, linewidth=1, linestyle=(0, (4, 2)), zorder=2)
    axes.plot([0, largest], [float(share * 100)] * 2, color=QUIET, linewidth=1, zorder=2)
    for number, dot in enumerate(dots):
        look = {"color": COLOURS[3], "marker": "D", "markersize": 8} if dot.is_outside else {"color": COLOURS[0], "marker": "o"}
        axes.plot([dot.size], [dot.percent], linestyle="", markeredgecolor=INK if dot.is_outside else COLOURS[0], **look, zorder=9)
        if dot.is_outside or len(dots) <= MOST_NAMED:
            # Names above and below by turns, so that those of groups of like size do not meet.
            beside = (7, -5 if number % 2 else 5)
            axes.annotate(dot.name, (dot.size, dot.percent), beside, textcoords="offset points",
                          fontsize=SMALL, va="top" if number % 2 else "bottom", zorder=10)  # fmt: skip
    # Of the curves only what the smallest group needs: for a group of one they run from 0 to 100.
    narrow = share_limits(share, min(dot.size for dot in dots))
    ends = [float(narrow.lower * 100), float(narrow.upper * 100), *(dot.percent for dot in dots)]
    axes.set(xlim=(0, largest), ylim=(max(0, min(ends) - 5), min(102, max(ends) + 5)), ylabel="")
    axes.set_yticks([tick for tick in axes.get_yticks() if axes.get_ylim()[0] <= tick <= min(100, axes.get_ylim()[1])])
    axes.set_xlabel(sized_by)
    axes.yaxis.set_major_formatter("{x:,.0f}%")
    axes.xaxis.set_major_formatter("{x:,.0f}")
