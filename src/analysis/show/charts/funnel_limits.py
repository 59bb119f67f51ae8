"""Funnel plots with control limits: percentages or rates of groups of different sizes, and how far chance takes a group of each size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil

import numpy as np
from matplotlib.axes import Axes

from analysis.base.control_limits import Limits
from analysis.show.charts.house import COLOURS, INK, QUIET, SMALL, rendered

SIZE = (7.2, 4.0)
POINTS_OF_A_CURVE = 60
MOST_NAMED = 8


@dataclass(frozen=True)
class Dot:
    """One group: its name, how large it is, its percentage or rate, and whether it lies outside the limits for its size."""

    name: str
    size: int
    amount: float
    is_outside: bool


@dataclass(frozen=True)
class Funnel:
    """Groups, the amount of all together, the limits of a group of any size, what the size is a number of, and ``%`` or nothing."""

    dots: tuple[Dot, ...]
    centre: float
    limits_at: Callable[[int], Limits]
    sized_by: str
    suffix: str = "%"


def draw_limits(funnel: Funnel) -> tuple[str, bytes]:
    """The picture as SVG and PNG: the amount of all together as a line, the limits as curves that close in as groups grow.

    Of more than eight groups only those outside the limits have their names.
    """
    return rendered(partial(_draw, funnel=funnel), *SIZE)


def curves(limits_at: Callable[[int], Limits], largest: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sizes, and the lower and upper limit at each."""
    sizes = np.unique(np.linspace(1, largest, min(POINTS_OF_A_CURVE, largest)).round().astype(int))
    limits = [limits_at(int(size)) for size in sizes]
    return sizes, np.array([float(limit.lower) for limit in limits]), np.array([float(limit.upper) for limit in limits])


def _draw(axes: Axes, funnel: Funnel) -> None:
    largest = ceil(1.15 * max(dot.size for dot in funnel.dots))
    sizes, lower, upper = curves(funnel.limits_at, largest)
    for curve in (lower, upper):
        axes.plot(sizes, curve, color=QUIET, linewidth=1, linestyle=(0, (4, 2)), zorder=2)
    axes.plot([0, largest], [funnel.centre] * 2, color=QUIET, linewidth=1, zorder=2)
    axes.set_xlim(0, largest)
    _set_heights(axes, funnel)
    for number, dot in enumerate(sorted(funnel.dots, key=lambda dot: (dot.size, dot.name))):
        _draw_dot(axes, dot, is_named=dot.is_outside or len(funnel.dots) <= MOST_NAMED, is_below=bool(number % 2))
    axes.set_xlabel(funnel.sized_by)
    axes.set_ylabel("")
    axes.xaxis.set_major_formatter("{x:,.0f}")


def _set_heights(axes: Axes, funnel: Funnel) -> None:
    """Of the curves only what the smallest group needs: for a group of one they run from end to end."""
    narrow = funnel.limits_at(min(dot.size for dot in funnel.dots))
    ends = [float(narrow.lower), float(narrow.upper), *(dot.amount for dot in funnel.dots)]
    room = 0.08 * (max(ends) - min(ends)) or 1.0
    top = 102.0 if funnel.suffix else max(ends) + room
    axes.set_ylim(max(0, min(ends) - room), min(top, max(ends) + room))
    axes.set_yticks(
        [tick for tick in axes.get_yticks() if axes.get_ylim()[0] <= tick <= min(axes.get_ylim()[1], top - 2 * bool(funnel.suffix))]
    )
    axes.yaxis.set_major_formatter("{x:,.0f}" + funnel.suffix)


def _draw_dot(axes: Axes, dot: Dot, *, is_named: bool, is_below: bool) -> None:
    look = {"color": COLOURS[3], "marker": "D", "markersize": 8} if dot.is_outside else {"color": COLOURS[0], "marker": "o"}
    axes.plot([dot.size], [dot.amount], linestyle="", markeredgecolor=INK if dot.is_outside else COLOURS[0], **look, zorder=9)
    if is_named:
        # Names above and below by turns, so that those of groups of like size do not meet.
        beside, side = ((7, -5), "top") if is_below else ((7, 5), "bottom")
        axes.annotate(dot.name, (dot.size, dot.amount), beside, textcoords="offset points", fontsize=SMALL, va=side, zorder=10)
