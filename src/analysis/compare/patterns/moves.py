"""How figures moved beside each other: a part against its whole, two sources of one thing, and the places behind a net change."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analysis.base.spec import ELSEWHERE, Figure, Indicator
from analysis.compare.comparisons import Comparison, Course
from analysis.compare.view import View

LEAST_POINTS = 3
"""A share of a whole that moved by fewer percentage points is not worth a sentence."""

LEAST_PCT = 10
"""Two sources, neither of which clearly changed, are called apart where each moved by so much in a hundred."""

LEAST_NET_PCT = 3
"""Of a smaller net change nobody asks where it came from."""

LEAST_MOVED = 10
"""A place that moved by fewer is not named: one child can account for as many."""


@dataclass(frozen=True)
class Against:
    """A count that went one way and the whole that it is a part of the other."""

    part: Indicator
    whole: Indicator
    of_part: Comparison
    of_whole: Comparison

    @property
    def share(self) -> Fraction:
        """The part as a percentage of the whole."""
        return self.of_part.now.exact * 100 / self.of_whole.now.exact


@dataclass(frozen=True)
class Apart:
    """Two sources of one thing that moved in opposite ways."""

    one: Indicator
    other: Indicator
    of_one: Comparison
    of_other: Comparison

    @property
    def is_clear(self) -> bool:
        """Whether both changes are clear."""
        return self.of_one.is_clear and self.of_other.is_clear


@dataclass(frozen=True)
class PlaceMoved:
    """A place and by how many it moved."""

    now: Figure
    before: Figure

    @property
    def change(self) -> Fraction:
        return self.now.numerator - self.before.numerator


@dataclass(frozen=True)
class Places:
    """The place that made half of a net change or more and, where one went the other way, the one that did so most."""

    whole: Comparison
    most: PlaceMoved
    other_way: PlaceMoved | None

    @property
    def share(self) -> Fraction:
        """The part of the net change that the first made; more than 1 where others went the other way."""
        return self.most.change / self.whole.change


def part_against_whole(view: View, part: Indicator, whole: Indicator) -> Against | None:
    """A count and its whole that moved in opposite ways, so that the share of the part moved by three percentage points or more.

    Of 36 in 100 before and 40 in 90 now the part rose and the whole fell.
    """
    of_part, of_whole = view.compared(part), view.compared(whole)
    if not (_counted(of_part) and _counted(of_whole)) or not _opposite(of_part, of_whole):
        return None
    shares = [Fraction(one.exact * 100, all_of_it.exact) for one, all_of_it in _years(of_part, of_whole) if all_of_it.exact]
    if len(shares) < 2 or abs(shares[1] - shares[0]) < LEAST_POINTS:
        return None
    return Against(part, whole, of_part, of_whole)


def two_sources_apart(view: View, one: Indicator, other: Indicator) -> Apart | None:
    """Two counts of one thing by different sources that moved in opposite ways, both clearly or both by a tenth or more."""
    of_one, of_other = view.compared(one), view.compared(other)
    if not (_counted(of_one) and _counted(of_other)) or not _opposite(of_one, of_other):
        return None
    found = Apart(one, other, of_one, of_other)
    return found if found.is_clear or min(_moved_pct(of_one), _moved_pct(of_other)) >= LEAST_PCT else None


def places_moved(view: View, indicator: Indicator, breakdown: str) -> Places | None:
    """Where a net change came from, if one place made half of it or more; nothing where a place is hidden in either year."""
    whole = view.compared(indicator)
    now, before = (one.split(indicator, breakdown) for one in (view, view.earlier))
    if not _counted(whole) or _moved_pct(whole) < LEAST_NET_PCT or not _alike(now, before):
        return None
    moved = [PlaceMoved(*pair) for pair in zip(now, before, strict=True) if pair[0].address.category != ELSEWHERE.code]
    most = max(moved, key=lambda one: one.change / whole.change, default=None)
    if most is None or 2 * most.change / whole.change < 1 or abs(most.change) < LEAST_MOVED:
        return None
    against = min(moved, key=lambda one: one.change / whole.change)
    return Places(whole, most, against if against.change / whole.change < 0 and abs(against.change) >= LEAST_MOVED else None)


def _counted(comparison: Comparison) -> bool:
    """Whether it is between two printed counts that can be held against each other, and not the same."""
    return comparison.course in {Course.UP, Course.DOWN} and not comparison.now.is_percentage


def _opposite(one: Comparison, other: Comparison) -> bool:
    return one.change * other.change < 0


def _moved_pct(comparison: Comparison) -> Fraction:
    return abs(comparison.change) * 100 / comparison.before.exact


def _years(part: Comparison, whole: Comparison) -> tuple[tuple[Figure, Figure], ...]:
    return (part.before, whole.before), (part.now, whole.now)


def _alike(now: tuple[Figure, ...], before: tuple[Figure, ...]) -> bool:
    """Whether both years have the same categories, and a number of each."""
    codes = [[one.address.category for one in figures] for figures in (now, before)]
    return codes[0] == codes[1] and all(one.numerator is not None for one in (*now, *before))
