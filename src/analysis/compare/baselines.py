"""What the earlier quarters of a figure say of the next one: its average, how far it usually varies, and its seasons.

The quarter that is judged is never in its own baseline. What chance alone does is the least by which a number can vary; where the earlier
quarters moved more than that, their moves say by how much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from statistics import fmean

from scipy import stats

from analysis.base.control_limits import OUTSIDE, Limits, amount_limits, count_limits, share_limits

LEAST, MOST = 7, 20
"""The fewest and the most earlier quarters."""

QUARTERS, LEAST_YEARS, SEASONAL_BELOW = 4, 4, 0.05
MOVE_OF_A_DEVIATION = 1.128
"""The average difference of two numbers from one normal distribution, in standard deviations."""


@dataclass(frozen=True)
class QuarterReading:
    """The number of one quarter: a count, a share out of 1 of so many (its ``size``), or another amount; and which quarter of a year."""

    amount: Fraction
    size: Fraction = Fraction(1)
    season: int = 0


@dataclass(frozen=True)
class Kind:
    """A kind of number: its standard deviation by chance alone, its limits, and the least it varies by as a multiple of that deviation."""

    chance: Callable[[Fraction, Fraction], float]
    limits: Callable[[Fraction, Fraction, float, float], Limits]
    least: float


def _chance_of_share(average: Fraction, size: Fraction) -> float:
    share = _never_certain(average, size)
    return sqrt(share * (1 - share) / size)


def _limits_of_share(average: Fraction, size: Fraction, spread: float, beyond: float) -> Limits:
    return replace(share_limits(_never_certain(average, size), int(size), spread, beyond), centre=average)


def _never_certain(share: Fraction, size: Fraction) -> Fraction:
    """A share of none or of all is taken for half of one away: that something never happened yet is no law."""
    return (share * size + Fraction(1, 2)) / (size + 1) if share in {0, 1} else share


COUNT = Kind(lambda average, _: sqrt(average), lambda average, _, spread, beyond: count_limits(average, spread, beyond), 1)
SHARE = Kind(_chance_of_share, _limits_of_share, 1)
AMOUNT = Kind(lambda *_: 1, lambda average, _, spread, beyond: amount_limits(average, spread, beyond), 0)


@dataclass(frozen=True)
class Baseline:
    """The average of each quarter of the year, all the same unless ``years`` says of how many whole years the seasons come.

    ``spread`` is how many times the standard deviation of chance the numbers vary by; of amounts it is their standard deviation.
    """

    kind: Kind
    averages: Mapping[int, Fraction]
    spread: float
    years: int = 0

    def expected(self, reading: QuarterReading) -> Fraction:
        return self.averages[reading.season]

    def limits(self, reading: QuarterReading, beyond: float = OUTSIDE) -> Limits:
        """How far chance takes a number of this size in this quarter of the year."""
        return self.kind.limits(self.expected(reading), reading.size, self.spread, beyond)


def baseline_of(kind: Kind, readings: Sequence[QuarterReading]) -> Baseline:
    """The baseline of earlier quarters that follow each other, the earliest first, of which at least one is above nought.

    From four whole years on, the last whole years are asked for seasons. Where they have some, each quarter is held against the same
    quarter of those years, and what is left over against chance.
    """
    years = len(readings) // QUARTERS
    whole = readings[len(readings) - QUARTERS * years :]
    if years >= LEAST_YEARS and has_seasons(whole):
        averages = {season: average_of([one for one in whole if one.season == season]) for season in range(QUARTERS)}
        # Averages of few years lie nearer to these years than to the next one.
        return Baseline(kind, averages, _spread(kind, averages, whole) * sqrt((years + 1) / (years - 1)), years)
    averages = dict.fromkeys(range(QUARTERS), average_of(readings))
    return Baseline(kind, averages, _spread(kind, averages, readings))


def average_of(readings: Sequence[QuarterReading]) -> Fraction:
    """The average, by size."""
    return sum(one.amount * one.size for one in readings) / sum(one.size for one in readings)


def has_seasons(readings: Sequence[QuarterReading]) -> bool:
    """Whether whole years, the same quarters of each in the same order, differ by the quarter of the year.

    By Friedman's test, which ranks the quarters within each year, so that neither one odd quarter nor a change from year to year makes a
    season: The use of ranks to avoid the assumption of normality, Journal of the American Statistical Association 32 (1937).
    """
    years = [[one.amount for one in readings[start : start + QUARTERS]] for start in range(0, len(readings), QUARTERS)]
    seasons = list(zip(*years, strict=True))
    if not all(map(any, seasons)) or not any(len(set(year)) > 1 for year in years):
        return False
    return bool(stats.friedmanchisquare(*([float(one) for one in season] for season in seasons)).pvalue < SEASONAL_BELOW)


def _spread(kind: Kind, averages: Mapping[int, Fraction], readings: Sequence[QuarterReading]) -> float:
    """From the moves from one quarter to the next, which a slow change hardly touches.

    After Shewhart; Wheeler, Understanding Variation (1993); for counts and shares Laney (2002), as a multiple of chance.
    """
    away = [float(one.amount - averages[one.season]) / kind.chance(averages[one.season], one.size) for one in readings]
    moves = fmean(abs(later - earlier) for earlier, later in pairwise(away))
    return max(kind.least, moves / MOVE_OF_A_DEVIATION)
