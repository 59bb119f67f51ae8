"""Whether the figure of a quarter is within its usual range: what its own history says, and nothing else.

Only figures that passed the gate are used. A quarter that is hidden ends the history, so no limit is ever made from it, and a reader can
work every limit out from the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from analysis.base.control_limits import Limits, count_limits, individual_limits
from analysis.base.periods import Period, recent_quarters
from analysis.base.spec import Address, Figure, Indicator
from analysis.compare.comparisons import Side, break_between
from analysis.disclose import Publishable

LEAST = 8
MOST = 20
COUNTS = frozenset({"count", "people", "different"})


class Standing(Enum):
    """How a figure stands to its usual range, or why it has none."""

    WITHIN = "within its usual range"
    ABOVE = "above its usual range"
    BELOW = "below its usual range"
    TOO_FEW = "too few quarters"
    HIDDEN = "not shown"
    NO_FIGURE = "no figure"


@dataclass(frozen=True)
class Usual:
    """A quarter's figure and its history, the earliest first and itself last; ``limits`` as printed, where there are enough quarters."""

    indicator: Indicator
    quarters: tuple[Period, ...]
    figures: tuple[Figure, ...]
    standing: Standing
    limits: Limits | None = None

    @property
    def latest(self) -> Figure:
        return self.figures[-1]

    def is_outside(self, figure: Figure) -> bool:
        return self.limits is not None and not self.limits.lower <= Fraction(figure.value) <= self.limits.upper


def has_usual_range(indicator: Indicator) -> bool:
    """Whether quarters of an indicator can be held against each other: ages have no size, and a total so far can only rise."""
    return indicator.unit != "age" and indicator.window != "cumulative" and indicator.measure.kind not in {"latest", "coverage"}


def usual(rows: Publishable, indicator: Indicator, quarter: Period) -> Usual:
    """How a quarter's figure stands to the history of its indicator, of at least eight quarters and at most twenty, itself among them.

    Where nothing was ever counted there is no range: the first of anything would lie outside it.
    """
    history = _history(rows, indicator, quarter)
    quarters, figures = tuple(one for one, _ in history), tuple(figure for _, figure in history)
    if not figures:
        return Usual(indicator, (), (), _why_none(rows.figure(Address(indicator.key, quarter.name))))
    if len(figures) < LEAST:
        before = rows.figure(Address(indicator.key, quarters[0].previous.name))
        is_hidden = before is not None and before.is_hidden
        return Usual(indicator, quarters, figures, Standing.HIDDEN if is_hidden else Standing.TOO_FEW)
    if not any(figure.exact for figure in figures):
        return Usual(indicator, quarters, figures, Standing.TOO_FEW)
    limits = limits_of(indicator, [figure.exact for figure in figures])
    return Usual(indicator, quarters, figures, _standing(limits, figures[-1]), limits)


def usual_in(rows: Publishable, indicators: Iterable[Indicator], quarter: Period) -> tuple[Usual, ...]:
    """The same for each indicator that was delivered for the quarter and can have a usual range."""
    figures = {one: rows.figure(Address(one.key, quarter.name)) for one in indicators if has_usual_range(one)}
    return tuple(usual(rows, one, quarter) for one, figure in figures.items() if figure and figure.value != "x")


def limits_of(indicator: Indicator, values: list[Fraction]) -> Limits:
    """The limits as they are printed: counts by `count_limits`, everything else by an XmR chart, never below nought or above 100%."""
    if indicator.measure.kind in COUNTS:
        limits = count_limits(values)
    else:
        limits = individual_limits(values).within(Fraction(0), Fraction(100) if indicator.measure.kind.startswith("share") else None)
    return limits.rounded_outward(indicator.decimals)


def _history(rows: Publishable, indicator: Indicator, quarter: Period) -> list[tuple[Period, Figure]]:
    """The quarters up to this one that can be held against it, without a gap between them."""
    latest, found = Side(rows.figure(Address(indicator.key, quarter.name)), quarter), []
    for one in reversed(recent_quarters(quarter, MOST)):
        figure = rows.figure(Address(indicator.key, one.name))
        if figure is None or not figure.is_number or (found and break_between(indicator, latest, Side(figure, one))):
            break
        found.insert(0, (one, figure))
    return found


def _standing(limits: Limits, figure: Figure) -> Standing:
    """By the figure and the limits as they are printed, so that no sentence contradicts its own numbers."""
    value = Fraction(figure.value)
    return Standing.BELOW if value < limits.lower else Standing.ABOVE if value > limits.upper else Standing.WITHIN


def _why_none(figure: Figure | None) -> Standing:
    return Standing.HIDDEN if figure is not None and figure.is_hidden else Standing.NO_FIGURE
