"""How a whole divides: which category is clearly the largest, and which of them moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.base.spec import ELSEWHERE, Figure, Indicator
from analysis.compare.ranking import BY_CHANCE, clear_leader
from analysis.compare.verdicts import Clustered, difference
from analysis.compare.view import View

BEYOND_EVEN = Fraction(3, 2)
"""The largest category is worth a sentence where it has so many times an even share."""

LEAST_POINTS = 3
"""A category that moved by fewer percentage points is not said to have moved."""

OTHER = {"other", "not_recorded", ELSEWHERE.code}
"""What stands for several things is no largest category and no theme."""

FIRST = 3


@dataclass(frozen=True)
class PlaceSpread:
    """How a whole divides: the category that is clearly the largest, and before it what it was where it clearly moved; or evenly."""

    largest: Figure | None = None
    before: Figure | None = None
    is_even: bool = False


@dataclass(frozen=True)
class ReasonOrder:
    """The themes named most often in order and, where one clearly moved, its share and its place now and before, counted from nought."""

    first: tuple[Figure, ...]
    now: Figure | None = None
    before: Figure | None = None
    places: tuple[int, int] = (0, 0)


def spread_of(view: View, indicator: Indicator, breakdown: str) -> PlaceSpread | None:
    """The category that is clearly the largest with at least one and a half times an even share, or that all have nearly that.

    Nothing where a category is hidden, where categories overlap, or where there is neither: 40, 35 and 25 of 100 say nothing.
    """
    figures = _divided(view, indicator, breakdown)
    known = [one for one in figures if one.address.category not in OTHER and one.numerator]
    if len(known) < 2 or indicator.breakdown(breakdown).overlap:
        return None
    even, largest = Fraction(100, len(known)), clear_leader(known)
    if largest is not None and largest.exact >= BEYOND_EVEN * even:
        earlier = next((one for one in _divided(view.earlier, indicator, breakdown) if _is_same(one, largest)), None)
        return PlaceSpread(largest, earlier if clearly_moved(largest, earlier) else None)
    is_even = len(known) > 2 and all(even / BEYOND_EVEN < one.exact < even * BEYOND_EVEN for one in known)
    return PlaceSpread(is_even=True) if is_even else None


def clearly_moved(now: Figure, before: Figure | None) -> bool:
    """Whether the share of a category moved by three percentage points or more, and by more than one chance in a hundred would bring.

    Events gather in few children, whom nobody sees here, so one in a hundred is asked for as it is of the largest category.
    """
    if before is None or not (now.is_percentage and before.is_percentage and now.is_shown and before.is_shown):
        return False
    if not (now.denominator and before.denominator) or abs(now.exact - before.exact) < LEAST_POINTS:
        return False
    sides = (Clustered(float(one.numerator), float(one.denominator), float(one.numerator)) for one in (before, now))
    return difference(*sides).p <= BY_CHANCE


def order_moved(view: View, indicator: Indicator, breakdown: str) -> ReasonOrder | None:
    """The three themes named most often, and the one among those of either year that moved most, where it clearly did.

    "Other" is no theme. Nothing where a share is hidden, since nobody could tell which were the three.
    """
    now, before = (_ranked(_divided(one, indicator, breakdown)) for one in (view, view.earlier))
    if not now:
        return None
    pairs = [(one, other) for one in now for other in before if _is_same(one, other) and clearly_moved(one, other)]
    pairs = [pair for pair in pairs if pair[0] in now[:FIRST] or pair[1] in before[:FIRST]]
    if not pairs:
        return ReasonOrder(tuple(now[:FIRST]))
    moved, former = max(pairs, key=lambda pair: abs(pair[0].exact - pair[1].exact))
    return ReasonOrder(tuple(now[:FIRST]), moved, former, (now.index(moved), before.index(former)))


def _divided(view: View, indicator: Indicator, breakdown: str) -> Sequence[Figure]:
    """The categories of a whole, where every one is shown as a percentage of it; none otherwise."""
    figures = view.split(indicator, breakdown)
    return figures if all(one.is_shown and one.is_percentage and one.exact is not None for one in figures) else ()


def _ranked(figures: Iterable[Figure]) -> list[Figure]:
    known = [one for one in figures if one.address.category not in OTHER and one.numerator]
    return sorted(known, key=lambda one: -one.exact)


def _is_same(one: Figure, other: Figure) -> bool:
    return one.address.category == other.address.category
