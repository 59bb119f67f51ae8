"""Which share of a whole is the largest, where more than chance says so."""

from fractions import Fraction

import pytest
from scipy import stats

from analysis.base.spec import Address, Figure
from analysis.compare.ranking import clear_leader


def shares(*numbers):
    return [
        Figure(Address("a", "2016-17", "b", str(n)), Fraction(number), Fraction(100), str(number), "percent of things", "all")
        for n, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("numbers", "leader"),
    [((30, 12, 5), 0), ((5, 12, 30), 2), ((14, 13, 12), None), ((20, 20), None), ((20, 8), None), ((300, 240), 0), ((7,), 0)],
)
def test_the_largest_leads_where_the_next_is_clearly_smaller(numbers, leader):
    found = clear_leader(given := shares(*numbers))
    assert found is (None if leader is None else given[leader])


@pytest.mark.parametrize(("ahead", "behind"), [(30, 12), (20, 8), (21, 8), (25, 9), (300, 240), (280, 240)])
def test_it_is_the_sign_test_at_one_in_a_hundred(ahead, behind):
    """As scipy counts it, with half of the probability of what was found."""
    exact = stats.binom(ahead + behind, 0.5)
    p = 2 * (exact.sf(ahead) + exact.pmf(ahead) / 2)
    assert (clear_leader(shares(ahead, behind)) is not None) == (p <= 0.01)
