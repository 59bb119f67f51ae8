"""How much more or less often a group of children is recorded than all others, given how many of each live in the area.

Worked out from figures that passed the gate and from a population that anyone may know, so a ratio tells nothing that the figures beside
it do not. Where one of them is hidden there is no ratio.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scipy.stats import binomtest

from analysis.base.settings import Fault, Population
from analysis.base.spec import Breakdown, Category, Figure, Indicator
from analysis.compare.view import View

CONFIDENCE = 0.95
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Ratio:
    """The rate of a group as a multiple of the rate of all others, with the ends of its 95% interval."""

    ratio: Fraction
    lowest: float
    highest: float

    @property
    def decimals(self) -> int:
        """So many that a small ratio still says something."""
        return 1 if self.ratio >= 1 else 2

    @property
    def differs(self) -> bool:
        """Whether chance alone would rarely make so much of a difference."""
        return self.lowest > 1 or self.highest < 1


@dataclass(frozen=True)
class GroupInArea:
    """A group of the children recorded, and how many such children live in the area.

    ``figures`` are those that the ratio is worked out from, the group's own first; without a ``ratio`` one of them is hidden, or there are
    no others to compare with.
    """

    group: Category
    figures: tuple[Figure, ...]
    population: int
    ratio: Ratio | None

    @property
    def is_hidden(self) -> bool:
        return any(figure.is_hidden for figure in self.figures)


def rate_ratio(count: int, population: int, others: int, population_of_others: int) -> Ratio | None:
    """Two rates compared; nothing where the others were not recorded at all.

    Given how many there are in both, the count of one is binomial; its exact interval (Clopper and Pearson) becomes that of the ratio. The
    method is that of Rothman, Greenland and Lash, Modern Epidemiology, chapter 14, and of the command ``ir`` of Stata.
    """
    if not others or not population or not population_of_others:
        return None
    by = Fraction(population_of_others, population)
    ends = binomtest(count, count + others).proportion_ci(CONFIDENCE, method="exact")
    lowest, highest = (float(by) * (share / (1 - share)) for share in (float(ends.low), float(ends.high)))
    return Ratio(Fraction(count, others) * by, lowest, highest)


def ratios_of(view: View, indicator: Indicator, breakdown: str, population: Population) -> Iterator[GroupInArea]:
    """Each group of a breakdown, set against the other children of whom the group is recorded; none where the population tells of none.

    Raises `Fault` when the population tells of other groups than the breakdown.
    """
    division, known = indicator.breakdown(breakdown), population.groups.get(breakdown, {})
    _check_groups(division, known)
    whole, unknown = view.figure(indicator), view.figure(indicator, breakdown, NOT_RECORDED)
    for category in (one for one in division.categories if one.code in known):
        own = view.figure(indicator, breakdown, category.code)
        if own and whole:
            figures = (own, whole, *((unknown,) if unknown else ()))
            yield GroupInArea(category, figures, known[category.code], _compared(figures, known[category.code], known))


def ratio_of_share(view: View, indicator: Indicator, population: Population) -> GroupInArea | None:
    """The part that a percentage tells, set against all other children; nothing where the population does not tell of it."""
    figure, people = view.figure(indicator), population.singles.get(indicator.key)
    if figure is None or people is None or figure.is_missing:
        return None
    shown = figure.numerator is not None and figure.denominator is not None
    ratio = rate_ratio(*_of_two(figure.numerator, figure.denominator, people, population.total)) if shown else None
    return GroupInArea(Category(indicator.key, indicator.name, ""), (figure,), people, ratio)


def _check_groups(division: Breakdown, known: dict[str, int]) -> None:
    needed = [code for code in division.codes if code != NOT_RECORDED]
    if known and set(known) != set(needed):
        raise Fault(
            f"config/population has the groups {', '.join(known)} under [groups.{division.key}]. They must be those that are counted: "
            f"{', '.join(needed)}."
        )


def _compared(figures: tuple[Figure, ...], people: int, known: dict[str, int]) -> Ratio | None:
    """The group against the others of its breakdown, without those of whom it is not recorded."""
    if any(not figure.is_shown for figure in figures):
        return None
    own, whole, *unknown = (figure.numerator for figure in figures)
    return rate_ratio(*_of_two(own, whole - sum(unknown), people, sum(known.values())))


def _of_two(part: Fraction, whole: Fraction, people: int, all_people: int) -> tuple[int, int, int, int]:
    return int(part), people, int(whole - part), all_people - people
