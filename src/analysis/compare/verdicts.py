"""Whether two figures of one kind differ by more than chance would often bring.

Events gather in few children, so forty of them are worth fewer than forty independent ones. How many they are worth follows from the
sums that `analysis.count.clustering` keeps: the variance with clusters, divided by the variance without, is the design effect of the two
figures together (Kish, Survey Sampling, 1965; Rao and Scott, "A simple method for the analysis of clustered binary data", Biometrics
48, 1992).
Counts and denominators are divided by it, and what is left is held against chance as independent events are:

- two counts with the exact conditional test of Poisson counts (Przyborowski and Wilenski, Biometrika 31, 1940), the point probability
  halved (mid-P: Lancaster, JASA 56, 1961), with the incomplete beta function in place of sums because what is left is no whole number;
- two shares with the "N - 1" chi-squared test where every expected number is at least 1, otherwise with Fisher's exact test (Campbell,
  "Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample recommendations", Statistics in Medicine 26, 2007).

Several figures of one report are judged together: `judge` allows for their number (Benjamini and Hochberg, JRSS B 57, 1995).
``docs/benchmarks.md`` has how often each goes wrong, and how often it finds a change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Self

from scipy import stats
from scipy.special import betainc

from analysis.base.spec import Figure


class Verdict(Enum):
    """What the numbers bear: how a figure compares with an earlier one."""

    HIGHER = "clearly higher"
    LOWER = "clearly lower"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW = "too few to say"
    NOT_COMPARABLE = "not comparable"


WITHIN_CHANCE = float(stats.norm.ppf(0.975))
"""So many standard errors to each side hold 95 of 100 differences that chance alone makes."""

LARGE_CHANGE_IN_SHARE = 0.2
"""Figures are too few where a change by so much of a share, or a doubling of a count, would rather be missed than found."""


@dataclass(frozen=True)
class Clustered:
    """A count, or the two counts of a share, with the sums over its clusters: see `analysis.count.clustering`."""

    part: float
    whole: float | None
    parts: float
    products: float = 0
    wholes: float = 0

    @classmethod
    def of(cls, figure: Figure, sums: Sequence[float]) -> Self:
        """A figure of the results table with its sums."""
        whole = None if figure.denominator is None or not figure.is_percentage else float(figure.denominator)
        return cls(float(figure.numerator), whole, *sums)

    def around(self, share: float) -> float:
        """The variance that clusters give to the part, were the share everywhere this one."""
        return self.parts - 2 * share * self.products + share**2 * self.wholes


@dataclass(frozen=True)
class Difference:
    """The probability of a difference as large by chance alone, its sign, and whether the figures are enough to find a large change."""

    p: float
    sign: int
    is_enough: bool


def difference(before: Clustered, now: Clustered) -> Difference:
    """Two counts, or two shares, held against chance."""
    return _shares(before, now) if before.whole is not None and now.whole is not None else _counts(before, now)


def judge(comparisons: Iterable[Difference], false_discovery_rate: float) -> list[Verdict]:
    """The verdicts on all comparisons of a report: of those called clear, this share at most is expected to be chance."""
    found = list(comparisons)
    # Where every probability is the whole number 1, scipy cannot multiply them in place.
    adjusted = stats.false_discovery_control([float(one.p) for one in found]) if found else []
    return [_verdict(one, p <= false_discovery_rate) for one, p in zip(found, adjusted, strict=True)]


def _verdict(one: Difference, is_clear: bool) -> Verdict:
    if is_clear and one.sign:
        return Verdict.HIGHER if one.sign > 0 else Verdict.LOWER
    return Verdict.NO_CLEAR_CHANGE if one.is_enough else Verdict.TOO_FEW


def _counts(before: Clustered, now: Clustered) -> Difference:
    total = before.part + now.part
    if not total:
        return Difference(1, 0, False)
    effect = design_effect_of_counts(before, now)
    # Twice as many is two thirds of both, and so a third of both more.
    is_enough = math.sqrt(total / effect) / 3 >= WITHIN_CHANCE
    return Difference(halves(now.part / effect, total / effect), _sign(now.part - before.part), is_enough)


def design_effect_of_counts(before: Clustered, now: Clustered) -> float:
    """How many times as large the variance of two counts is for clusters as it would be without: never less than once."""
    return max((before.parts + now.parts) / (before.part + now.part), 1)


def halves(part: float, total: float) -> float:
    """The two-sided mid-P value of ``part`` of ``total`` events where each is as likely to be one of it as not."""
    at_least = betainc(part, total - part + 1, 0.5) if part > 0 else 1.0
    more = betainc(part + 1, total - part, 0.5) if part < total else 0.0
    above = (at_least + more) / 2
    return float(min(1, 2 * min(above, 1 - above)))


def _shares(before: Clustered, now: Clustered) -> Difference:
    if not (before.whole and now.whole):
        return Difference(1, 0, False)
    share = (before.part + now.part) / (before.whole + now.whole)
    effect = design_effect_of_shares(before, now, share)
    cells = [(one.part / effect, (one.whole - one.part) / effect) for one in (before, now)]
    sign = _sign(now.part / now.whole - before.part / before.whole)
    return Difference(_two_by_two(cells), sign, _can_show(cells, LARGE_CHANGE_IN_SHARE))


def design_effect_of_shares(before: Clustered, now: Clustered, share: float) -> float:
    """How many times as large the variance of a share is for clusters as it would be without: never less than once."""
    single = share * (1 - share) * (before.whole + now.whole)
    return max((before.around(share) + now.around(share)) / single, 1) if single else 1


Cells = list[tuple[float, float]]


def _two_by_two(cells: Cells) -> float:
    """The p-value of a table with two rows, each how many are of a part and how many are not."""
    wholes, columns = [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]
    total = sum(wholes)
    if not all(columns):
        return 1
    if min(wholes) * min(columns) < total:
        return float(stats.fisher_exact([[round(cell) for cell in row] for row in cells]).pvalue)
    (a, b), (c, d) = cells
    chi_squared = (a * d - b * c) ** 2 * (total - 1) / (math.prod(wholes) * math.prod(columns))
    return float(stats.chi2.sf(chi_squared, 1))


def _can_show(cells: Cells, change: float) -> bool:
    """Whether a change of a share by so much would rather be found than missed; one more is added to each side, so that none is sure."""
    wholes = [sum(row) for row in cells]
    share = (cells[0][0] + cells[1][0] + 1) / (sum(wholes) + 2)
    return change >= WITHIN_CHANCE * math.sqrt(share * (1 - share) * sum(1 / whole for whole in wholes))


def _sign(change: float) -> int:
    return (change > 0) - (change < 0)
