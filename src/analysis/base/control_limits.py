"""Control limits of one number: how far chance takes it when nothing behind it has changed.

Three kinds of number have limits of their own: a count, a share and any other amount. What varies more than chance alone, because events
come in clusters or groups differ, has a ``spread`` above 1: so many times the standard deviation of chance. Limits lie where three standard
deviations of a normal distribution do, 0.135% beyond each; warning limits where two do, 2.275%.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from scipy import stats

OUTSIDE = float(stats.norm.sf(3))
NEAR = float(stats.norm.sf(2))
FINEST = 10**6


@dataclass(frozen=True)
class Limits:
    """The lowest and highest number that chance alone explains, and the average between them."""

    lower: Fraction
    centre: Fraction
    upper: Fraction

    def side_of(self, value: Fraction) -> int:
        """1 for a value above the limits, -1 below them, and 0 within."""
        return (value > self.upper) - (value < self.lower)

    def within(self, floor_at: Fraction, ceiling_at: Fraction | None = None) -> Limits:
        """Cut off at what numbers of this sort can be at all."""
        upper = self.upper if ceiling_at is None else min(self.upper, ceiling_at)
        return Limits(max(self.lower, floor_at), self.centre, upper)

    def times(self, factor: Fraction) -> Limits:
        """The same in another unit, such as a count as a rate."""
        return Limits(self.lower * factor, self.centre * factor, self.upper * factor)

    def rounded_outward(self, decimals: int = 0) -> Limits:
        """The limits as they are printed: never narrower than they are, so that no printed number is outside that is not."""
        scale = 10**decimals
        return Limits(Fraction(floor(self.lower * scale), scale), self.centre, Fraction(ceil(self.upper * scale), scale))


def count_limits(average: Fraction, spread: float = 1, beyond: float = OUTSIDE) -> Limits:
    """Exact limits of a count with this average: a count below or above is no likelier than ``beyond``.

    By the Poisson distribution, or where counts vary more than that by the negative binomial distribution with the same average and
    ``spread`` squared times the variance. With few events these are so uneven that three standard deviations would give alarms for nothing:
    see Montgomery, Introduction to Statistical Quality Control, on charts with probability limits.

    >>> limits = count_limits(Fraction(4))
    >>> int(limits.lower), int(limits.upper)
    (0, 11)
    """
    lower, upper = _ends(*_counts(float(average), spread**2), beyond=beyond)
    return Limits(lower, average, upper)


def share_limits(share: Fraction, size: int, spread: float = 1, beyond: float = OUTSIDE) -> Limits:
    """Exact limits of a share, out of 1, in a group of this size, where the share of all is this.

    By the binomial distribution, or where shares vary more than that by the beta-binomial distribution with the same average and ``spread``
    squared times the variance. Limits of a funnel plot: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics
    in Medicine 24 (2005). For large groups they are those of a P' chart: Laney, Improved control charts for attributes, Quality
    Engineering 14 (2002). Raises `ValueError` for a group of none.
    """
    if size < 1:
        raise ValueError("a share needs a group of at least one")
    lower, upper = _ends(*_parts(float(share), size, spread**2), beyond=beyond)
    return Limits(lower / size, share, upper / size)


def amount_limits(average: Fraction, deviation: float, beyond: float = OUTSIDE) -> Limits:
    """Limits of an amount that varies about its average as a normal distribution with this standard deviation does."""
    reach = Fraction(float(stats.norm.isf(beyond)) * deviation).limit_denominator(FINEST)
    return Limits(average - reach, average, average + reach)


def _counts(average: float, dispersion: float) -> tuple[Any, ...]:
    """The distribution of a count and its numbers; ``dispersion`` is its variance as a multiple of its average."""
    if dispersion <= 1 or average == 0:
        return stats.poisson, average
    return stats.nbinom, average / (dispersion - 1), 1 / dispersion


def _parts(share: float, size: int, dispersion: float) -> tuple[Any, ...]:
    """The distribution of a number of parts of a whole and its numbers; ``dispersion`` is its variance as a multiple of the binomial one.

    That is never above ``size``, where all of a group are alike.
    """
    alike = min((dispersion - 1) / (size - 1), 1 - 1 / FINEST) if size > 1 else 0
    if alike <= 0 or share in {0, 1}:
        return stats.binom, size, share
    return stats.betabinom, size, share * (1 / alike - 1), (1 - share) * (1 / alike - 1)


def _ends(distribution: Any, *numbers: float, beyond: float) -> tuple[Fraction, Fraction]:
    """The least number that something below is no likelier than ``beyond``, and the greatest that something above is not."""
    ends = distribution.ppf(beyond, *numbers), distribution.isf(beyond, *numbers)
    return Fraction(int(max(ends[0], 0))), Fraction(int(max(ends[1], 0)))
