"""How many of a population something happened to: rates per 10,000 children or per 100 looked-after children, with 95% intervals.

Worked out from figures that passed the gate and from populations that anyone may know. Where the figure is hidden there is neither a rate
nor an interval, since each would give it away; where it is rounded, both are those of the rounded figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from scipy.special import gammaincinv, ndtri

from analysis.base.periods import Period
from analysis.base.settings import Population
from analysis.base.spec import Address, Figure, Indicator
from analysis.chapters import indicator
from analysis.disclose import Publishable

TAIL = 0.025
Ends = tuple[float, float]


@dataclass(frozen=True)
class RateOf:
    """What is shown as a rate: the key of a count, and so many of whom it is told per.

    ``of`` is ``children`` for those who live in the area, or ``looked_after``. ``interval`` is ``counts``, ``shares`` where the count is of
    some of these very children, or ``none``: one child's episodes depend on each other, so an interval for them would be too narrow.
    """

    key: str
    of: str
    per: int
    interval: str


RATES = (
    RateOf("missing_individuals", "children", 10_000, "counts"),
    RateOf("missing_episodes", "children", 10_000, "none"),
    RateOf("looked_after_children_missing", "looked_after", 100, "shares"),
    RateOf("looked_after_missing_episodes", "looked_after", 100, "none"),
)


@dataclass(frozen=True)
class Rate:
    """A figure per so many of a population. Both ends are ``None`` where there is no interval, all three where the figure is hidden."""

    figure: Figure
    per: int
    rate: Fraction | None
    lowest: float | None = None
    highest: float | None = None


def poisson_interval(count: int) -> Ends:
    """Between which numbers the expected count lies with 95% confidence, when events are independent.

    The exact limits of Garwood (Biometrika 28, 1936) from the quantiles of the gamma distribution.
    """
    return float(gammaincinv(count, TAIL)) if count else 0.0, float(gammaincinv(count + 1, 1 - TAIL))


def wilson_interval(count: int, whole: int) -> Ends:
    """Between which parts of 1 a share lies with 95% confidence: the score method of Wilson (JASA 22, 1927).

    In the form that Newcombe gives (Statistics in Medicine 17, 1998, method 3).
    """
    z = -float(ndtri(TAIL))
    middle, spread = 2 * count + z * z, z * sqrt(z * z + 4 * count * (1 - count / whole))
    return max(0.0, (middle - spread) / (2 * (whole + z * z))), min(1.0, (middle + spread) / (2 * (whole + z * z)))


def rates_of(rows: Publishable, period: Period, population: Population | None) -> Iterator[tuple[Indicator, Rate | None]]:
    """Each rate of `RATES` in a year, with its indicator; nothing for one that lacks its figure or its population."""
    for rate in RATES:
        figure, people = rows.figure(Address(rate.key, period.name)), _people(rate, population)
        yield indicator(rate.key), rate_of(figure, rate, people) if figure and people and not figure.is_missing else None


def rate_of(figure: Figure, one: RateOf, people: int) -> Rate:
    """A figure as a rate of so many people."""
    if not figure.is_shown or figure.numerator is None:
        return Rate(figure, one.per, None)
    ends = _ends(int(figure.numerator), one, people)
    return Rate(figure, one.per, figure.numerator * one.per / people, *(ends or (None, None)))


def _ends(count: int, one: RateOf, people: int) -> Ends | None:
    if one.interval == "counts":
        return tuple(end * one.per / people for end in poisson_interval(count))
    if one.interval == "shares" and count <= people:
        return tuple(end * one.per for end in wilson_interval(count, people))
    return None


def _people(one: RateOf, population: Population | None) -> int | None:
    if population is None:
        return None
    return population.total if one.of == "children" else population.looked_after
