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
class Unknown:
    """A share, the figures that say how many may belong to it, and how that is said."""

    share: Figure
    counts: tuple[Figure, ...]
    told: NotKnown
    decimals: int = 0

    @property
    def number(self) -> int:
        """How many may belong to it."""
        return int(sum(one.numerator for one in self.counts))

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
        """The whole, with all of them where they may belong to it."""
        return self.share.denominator + (self.number if self.told.may_be == "whole" else 0)


def unknown(view: View, one: Indicator) -> Unknown | None:
    """How many are not known of a share, where that matters and all its numbers are published; otherwise nothing.

    Of 8 of 10 that were done, and 5 of which it is not known whether they are among the ten, 8 to 13 of 15 were: 53% to 87%.
    """
    share, counts = view.figure(one), of_not_known(view, one.not_known) if one.not_known else ()
    if not counts or share is None or not share.is_shown or not all(figure and figure.is_shown for figure in counts):
        return None
    found = Unknown(share, counts, one.not_known, one.decimals)
    return found if found.number and share.denominator and found.matters else None


def of_not_known(view: View, told: NotKnown) -> tuple[Figure | None, ...]:
    """The figures that say of how many nobody can tell whether a share takes them in."""
    return tuple(view.figure(indicator(told.indicator), told.breakdown, category) for category in told.categories)
