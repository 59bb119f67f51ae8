"""Limits that groups give each other: by chance where chance is all, wider where groups differ, and none from too few."""

from fractions import Fraction

import numpy as np
import pytest

from analysis.base.control_limits import count_limits, share_limits
from analysis.compare.funnels import FunnelStanding, Group, funnel_limits


def rates(*numbers, size=10_000):
    return [Group(Fraction(number), size) for number in numbers]


def test_where_chance_is_all_the_limits_are_those_of_chance():
    """Groups of 10,000 with about 100 each, no further apart than 10 or so: the exact limits of a count of 100."""
    found, exact = funnel_limits(rates(100, 104, 93, 109, 97, 97), is_share=False, per=10_000), count_limits(Fraction(100))
    assert (found.average, found.spread) == (Fraction(1, 100), 1)
    assert (found.at(10_000).lower, found.at(10_000).upper) == (exact.lower, exact.upper)


def test_where_groups_differ_by_more_the_limits_are_wider():
    """60 and 140 by turns are 4 times as far from 100 as chance takes them: neither is unusual, 300 would be."""
    found = funnel_limits(rates(*[60, 140] * 4), is_share=False, per=10_000)
    assert found.spread == pytest.approx(4 * (8 / 7) ** 0.5)
    assert [found.standing(group) for group in rates(60, 140, 300)] == [FunnelStanding.WITHIN, FunnelStanding.WITHIN, FunnelStanding.ABOVE]


def test_who_stands_out_does_not_hide_itself():
    """Of eleven groups one has three times as many: it is in no limit, neither in the average nor in what groups differ by."""
    groups = rates(*[100, 90, 110, 95, 105] * 2, 300)
    found = funnel_limits(groups, is_share=False, per=10_000)
    assert (found.average, found.spread) == (Fraction(1, 100), 1)
    assert [found.standing(group) for group in groups] == [FunnelStanding.WITHIN] * 10 + [FunnelStanding.ABOVE]


def test_shares_have_the_limits_of_shares():
    groups = [Group(Fraction(part), 200) for part in (120, 125, 115, 120, 122)]
    found, exact = funnel_limits(groups, is_share=True, per=100), share_limits(Fraction(602, 1000), 50)
    assert (found.at(50).lower, found.at(50).upper) == (exact.lower * 100, exact.upper * 100)
    assert found.standing(Group(Fraction(10), 50)) is FunnelStanding.BELOW


@pytest.mark.parametrize("groups", [rates(100, 100, 100, 100), rates(0, 0, 0, 0, 0), []])
def test_from_too_few_or_from_nothing_there_are_none(groups):
    assert funnel_limits(groups, is_share=False, per=10_000) is None


def test_where_everyone_reaches_all_there_are_none():
    assert funnel_limits([Group(Fraction(5), 5)] * 6, is_share=True, per=100) is None


@pytest.mark.parametrize("dispersion", [1, 4, 20])
def test_equal_groups_give_few_alarms(dispersion):
    """Of 300 regions of eleven equal authorities, however much events cluster, at most 3 authorities in 100 are outside."""
    rng = np.random.default_rng(2017)
    drawn = rng.poisson(400, (300, 11)) if dispersion == 1 else rng.negative_binomial(400 / (dispersion - 1), 1 / dispersion, (300, 11))
    found = [(rates(*row), funnel_limits(rates(*row), is_share=False, per=10_000)) for row in drawn.tolist()]
    outside = sum(limits.standing(group) is not FunnelStanding.WITHIN for groups, limits in found for group in groups)
    assert outside <= 0.03 * drawn.size
