"""Limits against scipy's distributions on generated cases, and how they are cut off and printed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.base.control_limits import NEAR, OUTSIDE, amount_limits, count_limits, share_limits

SPREADS = st.floats(1.05, 4)


def test_limits_lie_where_three_and_two_standard_deviations_of_a_normal_distribution_do():
    assert (pytest.approx(0.00135, abs=1e-5), pytest.approx(0.02275, abs=1e-5)) == (OUTSIDE, NEAR)


@pytest.mark.parametrize("average", [0.2, 1, 4, 25, 400])
@pytest.mark.parametrize("beyond", [OUTSIDE, NEAR])
def test_a_count_outside_its_exact_limits_is_less_likely_than_they_say(average, beyond):
    """On each side; and one less would not do, so the limits are no wider than they must be."""
    limits = count_limits(Fraction(str(average)), beyond=beyond)
    lower, upper = int(limits.lower), int(limits.upper)
    assert stats.poisson.sf(upper, average) <= beyond < stats.poisson.sf(upper - 1, average)
    assert stats.poisson.cdf(lower - 1, average) < beyond <= stats.poisson.cdf(lower, average)


@given(average=st.fractions(Fraction(1, 2), 900, max_denominator=20), spread=SPREADS)
def test_the_limits_of_clustered_counts_are_those_of_a_distribution_with_so_much_variance(average, spread):
    """A negative binomial distribution, held against scipy's with the same average and variance."""
    limits = count_limits(average, spread)
    same = stats.nbinom(float(average) / (spread**2 - 1), 1 / spread**2)
    assert (same.mean(), same.var()) == (pytest.approx(float(average)), pytest.approx(float(average) * spread**2))
    assert same.sf(int(limits.upper)) <= OUTSIDE * (1 + 1e-6)
    assert limits.lower == 0 or same.cdf(int(limits.lower) - 1) <= OUTSIDE * (1 + 1e-6)
    assert limits.lower < average < limits.upper


@given(share=st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50), size=st.integers(2, 900), spread=SPREADS)
def test_the_limits_of_shares_are_those_of_a_distribution_with_so_much_variance(share, size, spread):
    """A beta-binomial distribution, whose variance is never above that of a group that is alike as a whole."""
    limits, alike = share_limits(share, size, spread), (spread**2 - 1) / (size - 1)
    assert 0 <= limits.lower <= share <= limits.upper <= 1
    if alike < 1:
        same = stats.betabinom(size, float(share) * (1 / alike - 1), float(1 - share) * (1 / alike - 1))
        assert same.var() == pytest.approx(size * float(share * (1 - share)) * spread**2)
        assert same.sf(int(limits.upper * size)) <= OUTSIDE * (1 + 1e-6)


def test_for_large_groups_they_are_the_limits_of_a_laney_chart():
    """Average 0.4 of 2,000, spread 2: 0.4 less and plus 3 times 2 times 0.011, which is 33.4% to 46.6%."""
    limits = share_limits(Fraction(2, 5), 2000, 2)
    assert (float(limits.lower), float(limits.upper)) == (pytest.approx(0.334, abs=0.003), pytest.approx(0.466, abs=0.003))


def test_what_cannot_vary_has_limits_all_the_same():
    assert [int(end) for end in (count_limits(Fraction(0), 2).lower, count_limits(Fraction(0), 2).upper)] == [0, 0]
    assert share_limits(Fraction(1, 2), 1, 3).upper == 1


def test_the_normal_limits_of_a_small_count_would_be_too_narrow():
    """Four on average: three standard deviations end at 10, and chance gives more in one of 350 quarters."""
    assert (int(count_limits(Fraction(4)).lower), int(count_limits(Fraction(4)).upper)) == (0, 11)


def test_limits_are_rounded_outward_and_cut_off():
    limits = amount_limits(Fraction(3), 4.0).within(Fraction(0), Fraction(10)).rounded_outward()
    assert (limits.lower, limits.upper) == (0, 10)
    assert amount_limits(Fraction("50.05"), 0.1).rounded_outward(1).upper == Fraction("50.4")
    assert amount_limits(Fraction(50), 0).rounded_outward().upper == 50


def test_the_limits_of_a_share_close_in_as_groups_grow():
    """Half of a group of 10 may be anything from 1 to 9; of 1,000 it lies between 45% and 55%."""
    small, large = share_limits(Fraction(1, 2), 10), share_limits(Fraction(1, 2), 1000)
    assert (small.lower * 10, small.upper * 10) == (1, 9)
    assert (float(large.lower), float(large.upper)) == (pytest.approx(0.453, abs=0.001), pytest.approx(0.547, abs=0.001))
    with pytest.raises(ValueError, match="at least one"):
        share_limits(Fraction(1, 2), 0)
