"""Control limits: how far numbers vary by chance when nothing behind them has changed.

Three kinds, each for its own sort of number. All leave about 1 in 700 numbers outside on either side, as three standard deviations of a
normal distribution do (0.135%), so that a number outside is worth asking about and most quarters give no alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from scipy import stats

OUTSIDE = 0.00135
FROM_MOVING_RANGES = Fraction("2.66")


@dataclass(frozen=True)
class Limits:
    """The lowest and highest number that chance alone explains, and the average between them."""

    lower: Fraction
    centre: Fraction
    upper: Fraction

    def widened(self, other: Limits) -> Limits:
        """The wider of two at each end, about the same average."""
        return Limits(min(self.lower, other.lower), self.centre, max(self.upper, other.upper))

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


def individual_limits(values: Sequence[Fraction]) -> Limits:
    """The limits of an XmR chart: the average, less and plus 2.66 times the average move from one value to the next.

    After Shewhart; Wheeler, Understanding Variation (1993); as used in NHS England's Making Data Count. 2.66 is 3 divided by 1.128, the
    average range of two values of a normal distribution in standard deviations. Raises `ValueError` for fewer than two values.
    """
    if len(values) < 2:
        raise ValueError("limits need at least two values")
    centre = Fraction(sum(values), len(values))
    moves = [abs(later - earlier) for earlier, later in pairwise(values)]
    reach = FROM_MOVING_RANGES * Fraction(sum(moves), len(moves))
    return Limits(centre - reach, centre, centre + reach)


def poisson_limits(average: Fraction) -> Limits:
    """Exact limits of a count with this average: a count below or above is less likely than 0.135%, by the Poisson distribution.

    With few events the distribution is so uneven that three standard deviations would give alarms for nothing; see Montgomery,
    Introduction to Statistical Quality Control, on charts with probability limits.

    >>> limits = poisson_limits(Fraction(4))
    >>> int(limits.lower), int(limits.upper)
    (0, 11)
    """
    lower, upper = stats.poisson.ppf(OUTSIDE, float(average)), stats.poisson.isf(OUTSIDE, float(average))
    return Limits(Fraction(int(max(lower, 0))), average, Fraction(int(max(upper, 0))))


def count_limits(counts: Sequence[Fraction]) -> Limits:
    """The limits of counts: the exact ones of chance, or those of an XmR chart where counts vary more than that.

    Chance alone is the least by which counts vary, so a small count gives no alarm for noise. Events that come in clusters, such as
    one child who goes missing often, vary more from quarter to quarter, and then their own moves say by how much.
    """
    own = individual_limits(counts)
    return own.widened(poisson_limits(own.centre)).within(Fraction(0))


def share_limits(share: Fraction, size: int) -> Limits:
    """Exact limits of a share in a group of this size, out of 1: what chance alone makes of it where all groups have the same share.

    The limits of a funnel plot: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005).
    Raises `ValueError` for a group of none.
    """
    if size < 1:
        raise ValueError("a share needs a group of at least one")
    lower, upper = stats.binom.ppf(OUTSIDE, size, float(share)), stats.binom.isf(OUTSIDE, size, float(share))
    return Limits(Fraction(int(max(lower, 0)), size), share, Fraction(int(upper), size))
