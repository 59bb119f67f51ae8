"""Limits against worked values, and how seldom they give an alarm for nothing."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from analysis.base.control_limits import OUTSIDE, count_limits, individual_limits, poisson_limits, share_limits


def of(*numbers):
    return [Fraction(str(number)) for number in numbers]


def test_the_limits_of_an_xmr_chart_by_hand():
    """Values 10, 14, 12, 16 move by 4, 2 and 4; the average move is 10/3, and 2.66 times that 8.87 around the average of 13."""
    limits = individual_limits(of(10, 14, 12, 16))
    assert (limits.centre, limits.upper - limits.centre) == (13, Fraction("2.66") * Fraction(10, 3))
    assert limits.centre - limits.lower == limits.upper - limits.centre


def test_one_value_moves_nowhere():
    with pytest.raises(ValueError, match="at least two"):
        individual_limits(of(10))


@pytest.mark.parametrize("average", [0.2, 1, 4, 25, 400])
def test_a_count_outside_its_exact_limits_is_less_likely_than_0_135_per_cent(average):
    """On each side; and one less would not do, so the limits are no wider than they must be."""
    limits = poisson_limits(Fraction(str(average)))
    lower, upper = int(limits.lower), int(limits.upper)
    assert stats.poisson.sf(upper, average) <= OUTSIDE < stats.poisson.sf(upper - 1, average)
    assert stats.poisson.cdf(lower - 1, average) < OUTSIDE <= stats.poisson.cdf(lower, average)


def test_the_normal_limits_of_a_small_count_would_be_too_narrow():
    """Four on average: three standard deviations end at 10, and chance gives more in one of 350 quarters."""
    assert (int(poisson_limits(Fraction(4)).lower), int(poisson_limits(Fraction(4)).upper)) == (0, 11)


def test_counts_that_vary_more_than_chance_have_the_limits_of_their_own_moves():
    """Equal counts of 100 vary by chance from 71 to 132 or so; 80 and 120 by turns vary more."""
    steady, lively = count_limits(of(*[100] * 8)), count_limits(of(*[80, 120] * 4))
    assert (int(steady.lower), int(steady.upper)) == (int(poisson_limits(Fraction(100)).lower), int(poisson_limits(Fraction(100)).upper))
    assert (lively.lower, lively.upper) == (0, Fraction("206.4"))


@pytest.mark.parametrize("average", [1, 4, 40])
def test_noise_gives_no_alarm(average):
    """Of a thousand histories of eight quarters in which nothing changed, at most five give an alarm for the last."""
    histories = np.random.default_rng(2017).poisson(average, (1000, 8))
    limits = [count_limits(of(*row)) for row in histories.tolist()]
    assert sum(not one.lower <= row[-1] <= one.upper for one, row in zip(limits, histories.tolist(), strict=True)) <= 5


def test_a_real_change_is_seen():
    limits = count_limits(of(50, 47, 55, 51, 46, 53, 50, 98))
    assert limits.upper < 98


def test_limits_are_rounded_outward_and_cut_off():
    limits = individual_limits(of(1, 5, 1, 5)).within(Fraction(0), Fraction(10)).rounded_outward()
    assert (limits.lower, limits.upper) == (0, 10)
    assert individual_limits(of("50.0", "50.1")).rounded_outward(1).upper == Fraction("50.4")


def test_the_limits_of_a_share_close_in_as_groups_grow():
    """Half of a group of 10 may be anything from 1 to 9; of 1,000 it lies between 45% and 55%."""
    small, large = share_limits(Fraction(1, 2), 10), share_limits(Fraction(1, 2), 1000)
    assert (small.lower * 10, small.upper * 10) == (1, 9)
    assert (float(large.lower), float(large.upper)) == (pytest.approx(0.453, abs=0.001), pytest.approx(0.547, abs=0.001))
    with pytest.raises(ValueError, match="at least one"):
        share_limits(Fraction(1, 2), 0)
