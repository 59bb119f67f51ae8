"""Authorities beside each other: the limits of a funnel plot, which say who differs by more than groups of that size usually do.

A place in an order says next to nothing: of equal authorities one is always first, and small ones stand at both ends by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import sqrt

from analysis.base.control_limits import Limits, count_limits, share_limits

FEWEST = 5
"""From fewer nobody can tell how far authorities usually differ."""


class FunnelStanding(Enum):
    """How a percentage or rate stands to the limits for a group of its size."""

    WITHIN = "within the limits"
    ABOVE = "above the limits"
    BELOW = "below the limits"
    NONE = "no limits"


def standing_to(limits: Limits, amount: Fraction) -> FunnelStanding:
    """How an amount stands to limits in the same unit."""
    return {1: FunnelStanding.ABOVE, 0: FunnelStanding.WITHIN, -1: FunnelStanding.BELOW}[limits.side_of(amount)]


@dataclass(frozen=True)
class Group:
    """A number of events or parts, and of how many."""

    number: Fraction
    size: int


@dataclass(frozen=True)
class FunnelLimits:
    """The share or the rate of one of those groups together that do not stand out, and how many times the variation of chance they have.

    ``per`` is what amounts are given of: 100 for percentages, 10,000 for a rate of so many.
    """

    average: Fraction
    spread: float
    is_share: bool
    per: int

    def at(self, size: int) -> Limits:
        """The limits of a group of this size, in the unit of amounts."""
        if self.is_share:
            return share_limits(self.average, size, self.spread).times(Fraction(self.per))
        return count_limits(self.average * size, self.spread).times(Fraction(self.per, size))

    def standing(self, group: Group) -> FunnelStanding:
        """How a group stands to the limits for its size."""
        return standing_to(self.at(group.size), group.number * self.per / group.size)


def funnel_limits(groups: Sequence[Group], *, is_share: bool, per: int) -> FunnelLimits | None:
    """The limits that groups give each other; nothing for fewer than five, or where nothing happened, or everything did.

    Each is first held against the others alone, and those that stand out are left out of the limits for all: nobody hides behind limits
    that it made wide. Where groups differ by more than chance, as events in clusters and ways of recording make them, the limits are
    wider by as much: Spiegelhalter, Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14 (2005).
    """
    if len(groups) < FEWEST:
        return None
    others = (_limits([*groups[:place], *groups[place + 1 :]], is_share, per) for place in range(len(groups)))
    alike = [group for group, limits in zip(groups, others, strict=True) if _is_within(group, limits)]
    return _limits(alike if len(alike) >= FEWEST - 1 else groups, is_share, per)


def _is_within(group: Group, limits: FunnelLimits | None) -> bool:
    return limits is None or limits.standing(group) is FunnelStanding.WITHIN


def _limits(groups: Sequence[Group], is_share: bool, per: int) -> FunnelLimits | None:
    average = sum(group.number for group in groups) / sum(group.size for group in groups)
    if average == 0 or (is_share and average == 1):
        return None
    chance = average * (1 - average) if is_share else average
    away = [float(group.number - average * group.size) / sqrt(chance * group.size) for group in groups]
    return FunnelLimits(average, max(1.0, sqrt(sum(one**2 for one in away) / (len(away) - 1))), is_share, per)
