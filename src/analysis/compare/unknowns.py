"""Between which percentages a share lies when some records do not say whether they belong to it.

Only published figures go in: where one of them is hidden there is no range, so none tells more than a reader can work out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analysis.base.formats import half_up
from analysis.base.spec import Figure, Indicator, NotKnown
from analysis.chapters import indicator
from analysis.compare.view import View

MANY_PCT = 2
"""So many in a hundred that are not known are told."""

FAR_POINTS = 1
"""So are fewer that could move the printed percentage by more than this many percentage points."""


@dataclass(frozen=True)
class Unsure:
    """Some of whom nobody can tell whether a share takes them in, the figures that say how many, and how that is said."""

    told: NotKnown
    share: Figure
    counts: tuple[Figure, ...]

    @property
    def number(self) -> int:
        """How many may belong to the share and are not in its part."""
        counted = sum(one.numerator for one in self.counts)
        return int(counted - (self.share.numerator if self.told.may_be == "part" else 0))

    @property
    def outside(self) -> int:
        """How many of them may belong to the whole, where they are not counted yet."""
        return self.number if self.told.may_be == "whole" else 0


@dataclass(frozen=True)
class Unknown:
    """A share, and all of whom nobody can tell whether it takes them in."""

    share: Figure
    unsure: tuple[Unsure, ...]
    decimals: int = 0

    @property
    def number(self) -> int:
        """How many may belong to it and are not in its part."""
        return sum(one.number for one in self.unsure)

    @property
    def lowest(self) -> Fraction:
        """The percentage, were all of them in the whole and none in the part."""
        return self.share.numerator * 100 / self._most

    @property
    def highest(self) -> Fraction:
        """The percentage, were all of them in the part."""
        return (self.share.numerator + self.number) * 100 / self._most

    @property
    def matters(self) -> bool:
        """Whether they are many, or could move the percentage as it is printed."""
        moved = max(abs(half_up(end, self.decimals) - half_up(self.share.exact, self.decimals)) for end in (self.lowest, self.highest))
        return self.number * 100 > MANY_PCT * self._most or moved > FAR_POINTS

    @property
    def _most(self) -> Fraction:
        """The whole, with all of them who may belong to it."""
        return self.share.denominator + sum(one.outside for one in self.unsure)


def unknown(view: View, one: Indicator) -> Unknown | None:
    """How many are not known of a share, where that matters and all its numbers are published; otherwise nothing.

    Of 8 of 10 that were done, and 5 of which it is not known whether they are among the ten, 8 to 13 of 15 were: 53% to 87%.
    """
    share, counts = view.figure(one), [(told, of_not_known(view, told)) for told in one.not_known]
    if not counts or not all(figure and figure.is_shown for figure in (share, *(each for _, figures in counts for each in figures))):
        return None
    some = (Unsure(told, share, figures) for told, figures in counts)
    found = Unknown(share, tuple(unsure for unsure in some if unsure.number), one.decimals)
    return found if found.unsure and share.denominator and found.matters else None


def of_not_known(view: View, told: NotKnown) -> tuple[Figure | None, ...]:
    """The figures that say of how many nobody can tell whether a share takes them in."""
    return tuple(view.figure(indicator(told.indicator), told.breakdown, category) for category in told.categories)
