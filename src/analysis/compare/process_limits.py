"""Whether the figure of a quarter varies as usual: what its own history says, and nothing else.

Only figures that passed the gate are used. A quarter that is hidden ends the history, so no limit is ever made from it, and a reader can
work every limit out from the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property

from analysis.base.control_limits import NEAR, OUTSIDE, Limits
from analysis.base.periods import Period, recent_quarters
from analysis.base.spec import Address, Figure, Indicator
from analysis.compare.baselines import AMOUNT, COUNT, LEAST, MOST, SHARE, Baseline, Kind, QuarterReading, baseline_of
from analysis.compare.comparisons import Side, break_between
from analysis.compare.signals import NEAR_OF, STEADY, Deviation, Signal, signal_in, zone_of
from analysis.compare.targets import Target
from analysis.disclose import Publishable

COUNTS = frozenset({"count", "people", "different"})
QUARTERS = MOST + 1
"""The most quarters that a usual range comes from and is held against."""


class Variation(Enum):
    """How a figure varies, or why that cannot be told. A sign is good or bad only where the indicator says which direction is better."""

    COMMON = "varies as usual"
    CONCERN = "concern"
    IMPROVEMENT = "improvement"
    UP = "higher than usual"
    DOWN = "lower than usual"
    TOO_FEW = "too few quarters"
    HIDDEN = "not shown"
    NO_FIGURE = "no figure"


class Assurance(Enum):
    """Whether a target will be reached in a quarter like those before."""

    WILL = "will be met"
    MAY = "may or may not be met"
    WILL_NOT = "will not be met"


@dataclass(frozen=True)
class Usual:
    """A quarter's figure and its history, the earliest first and itself last; the baseline is that of the quarters before it.

    ``why_none`` says why there is no usual range, ``target`` what the figure is to reach in a quarter.
    """

    indicator: Indicator
    quarters: tuple[Period, ...]
    figures: tuple[Figure, ...]
    why_none: Variation | None = None
    target: Target | None = None

    @property
    def latest(self) -> Figure:
        return self.figures[-1]

    @cached_property
    def readings(self) -> tuple[QuarterReading, ...]:
        return tuple(_reading(figure, quarter) for figure, quarter in zip(self.figures, self.quarters, strict=True))

    @cached_property
    def baseline(self) -> Baseline:
        return baseline_of(_kind(self.indicator), self.readings[:-1])

    @cached_property
    def limits(self) -> Limits:
        """Those of the quarter that is judged, as printed."""
        return self._limits_at(-1)

    @cached_property
    def ranges(self) -> tuple[Limits, ...]:
        """The limits of each quarter as printed, worked out from the baseline, and of a share from how many it is a share of."""
        return tuple(self._limits_at(place) for place in range(len(self.figures)))

    def _limits_at(self, place: int, beyond: float = OUTSIDE) -> Limits:
        limits = self.baseline.limits(self.readings[place], beyond)
        if self.indicator.measure.kind.startswith("share"):
            limits = limits.times(Fraction(100)).within(Fraction(0), Fraction(100))
        return limits.within(Fraction(0)).rounded_outward(self.indicator.decimals)

    @cached_property
    def signal(self) -> Signal | None:
        """What shows that the quarter does not vary as usual."""
        if self.why_none:
            return None
        # In which zones the quarters before lie matters only where the last is in one.
        zones = NEAR_OF if self._zone(-1) else 1
        return signal_in([self._place(place, self._zone(place) if place >= -zones else 0) for place in range(-STEADY, 0)])

    @property
    def variation(self) -> Variation:
        if self.why_none or not self.signal:
            return self.why_none or Variation.COMMON
        if self.indicator.better is None:
            return Variation.UP if self.signal.is_up else Variation.DOWN
        return Variation.IMPROVEMENT if self.signal.is_up == (self.indicator.better == "higher") else Variation.CONCERN

    @property
    def assurance(self) -> Assurance:
        """Of a figure with a target: whether the whole usual range lies where the target is met, or none of it, or some."""
        ends = [Fraction(end) - Fraction(self.target.value) for end in (self.limits.lower, self.limits.upper)]
        worst, best = ends if self.indicator.better == "higher" else [-end for end in reversed(ends)]
        return Assurance.WILL if worst >= 0 else Assurance.WILL_NOT if best < 0 else Assurance.MAY

    def _place(self, place: int, zone: int) -> Deviation:
        """A quarter beside its average."""
        reading = self.readings[place]
        return Deviation(reading.amount - self.baseline.expected(reading), zone)

    def _zone(self, place: int) -> int:
        return zone_of(Fraction(self.figures[place].value), self._limits_at(place), self._limits_at(place, NEAR))


def has_usual_range(indicator: Indicator) -> bool:
    """Whether quarters of an indicator can be held against each other: ages have no size, and a total so far can only rise."""
    return indicator.unit != "age" and indicator.window != "cumulative" and indicator.measure.kind not in {"latest", "coverage"}


def usual(rows: Publishable, indicator: Indicator, quarter: Period) -> Usual:
    """A quarter's figure and the history of its indicator: from seven to twenty quarters before it.

    Where nothing was ever counted there is no range: the first of anything would lie outside it. Of a share it is known of how many.
    """
    history = _history(rows, indicator, quarter)
    quarters, figures = tuple(one for one, _ in history), tuple(figure for _, figure in history)
    if not figures:
        return Usual(indicator, (), (), _why_none(rows.figure(Address(indicator.key, quarter.name))))
    if len(figures) <= LEAST:
        before = rows.figure(Address(indicator.key, quarters[0].previous.name))
        is_hidden = before is not None and before.is_hidden
        return Usual(indicator, quarters, figures, Variation.HIDDEN if is_hidden else Variation.TOO_FEW)
    if _kind(indicator) is not SHARE and not any(figure.exact for figure in figures[:-1]):
        return Usual(indicator, quarters, figures, Variation.TOO_FEW)
    return Usual(indicator, quarters, figures)


def usual_in(rows: Publishable, indicators: Iterable[Indicator], quarter: Period) -> tuple[Usual, ...]:
    """The same for each indicator that was delivered for the quarter and can have a usual range."""
    figures = {one: rows.figure(Address(one.key, quarter.name)) for one in indicators if has_usual_range(one)}
    return tuple(usual(rows, one, quarter) for one, figure in figures.items() if figure and figure.value != "x")


def _history(rows: Publishable, indicator: Indicator, quarter: Period) -> list[tuple[Period, Figure]]:
    """The quarters up to this one that can be held against it, without a gap between them."""
    latest, found = Side(rows.figure(Address(indicator.key, quarter.name)), quarter), []
    for one in reversed(recent_quarters(quarter, QUARTERS)):
        figure = rows.figure(Address(indicator.key, one.name))
        if figure is None or not figure.is_number or (found and break_between(indicator, latest, Side(figure, one))):
            break
        found.insert(0, (one, figure))
    return found


def _kind(indicator: Indicator) -> Kind:
    kind = indicator.measure.kind
    return COUNT if kind in COUNTS else SHARE if kind.startswith("share") else AMOUNT


def _reading(figure: Figure, quarter: Period) -> QuarterReading:
    """The unrounded number of a quarter; a percentage is read as a share of its whole."""
    season = quarter.months[0] // 3 % 4
    if figure.is_percentage:
        return QuarterReading(figure.numerator / figure.denominator, figure.denominator, season)
    return QuarterReading(figure.exact, season=season)


def _why_none(figure: Figure | None) -> Variation:
    return Variation.HIDDEN if figure is not None and figure.is_hidden else Variation.NO_FIGURE
