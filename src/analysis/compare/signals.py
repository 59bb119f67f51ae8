"""Signs that a figure does not vary as usual: single quarters, and several in a row.

The rules are those of NHS England's Making Data Count, after Western Electric, Statistical Quality Control Handbook (1956), with a
fifth that sees a slow rise or fall. Each looks at quarters of which the last is the one that is judged, and tells upwards (1),
downwards (-1) or nothing (0).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import combinations, pairwise

from analysis.base.control_limits import Limits

NEAR_OF, RUN, STEADY, OF_PAIRS = 3, 7, 8, 18


@dataclass(frozen=True)
class Deviation:
    """Where a quarter's number lies: how far from its average, and in which zone.

    The zone is 2 above the limits, 1 between the upper limit and the warning limit below it, and the same with a minus sign below.
    """

    deviation: Fraction
    zone: int = 0


class SignalRule(Enum):
    """What a quarter is judged by, the plainest first."""

    OUTSIDE = "a quarter outside its usual range"
    NEAR = "two of three quarters near or beyond the same end of it"
    SIDE = "seven quarters in a row on one side of the average"
    RUN = "seven quarters in a row, each higher, or each lower, than the one before"
    STEADY = "a steady rise or fall over eight quarters"


@dataclass(frozen=True)
class Signal:
    """A rule that found something: upwards or downwards, and the quarters behind it, counted from the last."""

    rule: SignalRule
    is_up: bool
    back: tuple[int, ...]


def zone_of(value: Fraction, limits: Limits, warning: Limits) -> int:
    """The zone of a value."""
    side = limits.side_of(value)
    return side + (warning.side_of(value) or side)


def signal_in(places: Sequence[Deviation]) -> Signal | None:
    """What the first rule that finds anything says of the last of some quarters, the earliest first."""
    for rule, side_of in RULES.items():
        if side := side_of(places):
            return Signal(rule, side > 0, _behind(rule, places, side))
    return None


def outside(places: Sequence[Deviation]) -> int:
    """The last quarter is outside the limits."""
    return _sign(places[-1].zone) * (abs(places[-1].zone) > 1)


def near(places: Sequence[Deviation]) -> int:
    """The last quarter and at least one of the two before it are near the same limit or beyond it."""
    side = _sign(places[-1].zone)
    return side * (sum(_sign(place.zone) == side for place in places[-NEAR_OF:]) > 1)


def on_one_side(places: Sequence[Deviation]) -> int:
    """The last seven quarters are above the average, or all below."""
    return _agreed([_sign(place.deviation) for place in places[-RUN:]], RUN)


def one_way(places: Sequence[Deviation]) -> int:
    """Of the last seven quarters each is higher than the one before, or each lower."""
    moves = [_sign(later.deviation - earlier.deviation) for earlier, later in pairwise(places[-RUN:])]
    return _agreed(moves, RUN - 1)


def steady(places: Sequence[Deviation]) -> int:
    """Of all pairs of the last eight quarters so many more rise than fall, or fall than rise, as chance makes in 1 of 64 on each side.

    Of 28 pairs that is 23 to 5. Mann, Nonparametric tests against trend, Econometrica 13 (1945).
    """
    last = places[-STEADY:]
    if len(last) < STEADY:
        return 0
    rises = sum(_sign(later.deviation - earlier.deviation) for earlier, later in combinations(last, 2))
    return _sign(rises) * (abs(rises) >= OF_PAIRS)


RULES: Mapping[SignalRule, Callable[[Sequence[Deviation]], int]] = {
    SignalRule.OUTSIDE: outside,
    SignalRule.NEAR: near,
    SignalRule.SIDE: on_one_side,
    SignalRule.RUN: one_way,
    SignalRule.STEADY: steady,
}
SPANS = {SignalRule.OUTSIDE: 1, SignalRule.NEAR: NEAR_OF, SignalRule.SIDE: RUN, SignalRule.RUN: RUN, SignalRule.STEADY: STEADY}


def _behind(rule: SignalRule, places: Sequence[Deviation], side: int) -> tuple[int, ...]:
    """The quarters that a rule looked at; of those near a limit the ones that are."""
    span = range(1, SPANS[rule] + 1)
    return tuple(back for back in span if rule is not SignalRule.NEAR or _sign(places[-back].zone) == side)


def _agreed(signs: Sequence[int], many: int) -> int:
    """The sign that so many share, or nought."""
    return signs[0] if len(signs) == many and len(set(signs)) == 1 else 0


def _sign(number: Fraction | int) -> int:
    return (number > 0) - (number < 0)
