"""Two figures held against chance: beside scipy where events are independent, and as fewer events where they gather in few children."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.compare.verdicts import (
    Clustered,
    Difference,
    Verdict,
    design_effect_of_counts,
    design_effect_of_shares,
    difference,
    halves,
    judge,
)

COUNTS = st.integers(0, 3000)
CLEAR, UNCLEAR, FEW = Difference(0.0001, 1, True), Difference(0.4, 1, True), Difference(0.4, -1, False)


def count(number, squares=None):
    """A count of events, each of a child of its own unless their squares say otherwise."""
    return Clustered(number, None, number if squares is None else squares)


def share(part, whole, effect=1):
    """A share of independent events, or of events that each stand ``effect`` times for one child."""
    return Clustered(part, whole, part * effect, part * effect, whole * effect)


def mid_p(part, total):
    """The two-sided mid-P value from whole numbers."""
    at_least = stats.binom.sf(part, total, 0.5) + stats.binom.pmf(part, total, 0.5) / 2
    return min(1, 2 * min(at_least, 1 - at_least))


@given(COUNTS, COUNTS)
def test_independent_counts_have_the_mid_p_value_of_a_binomial(before, now):
    """The incomplete beta function gives for whole numbers what their sums give."""
    found = difference(count(before), count(now))
    assert found.p == pytest.approx(mid_p(now, before + now) if before + now else 1, abs=1e-9)
    assert found.sign == (now > before) - (now < before)


@given(st.integers(5, 2000), st.integers(5, 2000), st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_independent_shares_have_the_p_value_of_scipy(before, now, first, second):
    """Chi-squared with N - 1 for N where every expected number is at least one, otherwise Fisher's exact test."""
    cells = [[round(first * before), before - round(first * before)], [round(second * now), now - round(second * now)]]
    found = difference(share(cells[0][0], before), share(cells[1][0], now))
    if not all(map(sum, zip(*cells, strict=True))):
        assert found.p == 1
        return
    expected = stats.contingency.expected_freq(cells)
    if expected.min() < 1:
        assert found.p == pytest.approx(stats.fisher_exact(cells).pvalue)
    else:
        chi_squared = stats.chi2_contingency(cells, correction=False).statistic * (before + now - 1) / (before + now)
        assert found.p == pytest.approx(stats.chi2.sf(chi_squared, 1), abs=1e-12)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 9))
def test_events_that_come_in_packs_are_worth_as_many_as_there_are_packs(before, now, size):
    """Every child has the same number of events: the children alone say whether there are more."""
    packs = difference(count(before * size, before * size**2), count(now * size, now * size**2))
    children = difference(count(before), count(now))
    assert packs.p == pytest.approx(children.p, abs=1e-9)
    assert (packs.sign, packs.is_enough) == (children.sign, children.is_enough)


@given(st.integers(2, 300), st.integers(2, 300), st.integers(1, 9), st.data())
def test_shares_of_packs_are_worth_as_many_as_there_are_packs(before, now, size, data):
    """All events of a child are in the part, or none is."""
    first, second = (data.draw(st.integers(0, whole)) for whole in (before, now))
    packs = difference(share(first * size, before * size, size), share(second * size, now * size, size))
    children = difference(share(first, before), share(second, now))
    assert packs.p == pytest.approx(children.p, abs=1e-9)


def test_the_design_effect_is_the_variance_with_clusters_over_the_one_without():
    """Children with 1, 1 and 4 events, and with 2 and 2: squares of 18 and 8 for 10 events. And never less than one."""
    assert design_effect_of_counts(count(6, 18), count(4, 8)) == pytest.approx(2.6)
    one_in_two = Clustered(5, 10, 5, 10, 20)
    assert one_in_two.around(0.5) == 0
    assert design_effect_of_shares(one_in_two, one_in_two, 0.5) == 1


def test_the_variance_of_a_share_is_that_of_its_linearised_clusters():
    """Three children with 1 of 1, 1 of 3 and 0 of 2: around a third their residuals are 2/3, 0 and -2/3."""
    parts, wholes = (1, 1, 0), (1, 3, 2)
    found = Clustered(2, 6, 2, sum(y * x for y, x in zip(parts, wholes, strict=True)), sum(x * x for x in wholes))
    assert found.around(1 / 3) == pytest.approx(sum((y - x / 3) ** 2 for y, x in zip(parts, wholes, strict=True)))


@pytest.mark.parametrize(("before", "now", "is_enough"), [(11, 23, False), (12, 23, True), (0, 0, False), (17, 18, True)])
def test_counts_are_enough_from_where_a_doubling_is_rather_found(before, now, is_enough):
    """A third of both together, which a doubling is, against twice 1.96 roots of the half: 34.6 events in all."""
    assert difference(count(before), count(now)).is_enough == is_enough
    assert math.sqrt(35) / 3 > stats.norm.ppf(0.975) > math.sqrt(34) / 3


@pytest.mark.parametrize(
    ("before", "now", "is_enough"),
    [
        ((30, 38), (33, 43), True),
        ((6, 9), (12, 13), False),
        ((2, 2), (3, 3), False),
        ((200, 200), (190, 190), True),
        ((0, 0), (1, 1), False),
    ],
)
def test_shares_are_enough_from_where_twenty_points_are_rather_found(before, now, is_enough):
    """Two of two are not enough, although a share of all seems to have no error."""
    assert difference(share(*before), share(*now)).is_enough == is_enough


def test_each_verdict():
    """Higher or lower where it is clear, whatever the numbers are enough for otherwise."""
    down = Difference(0.0001, -1, False)
    assert judge([CLEAR, down, UNCLEAR, FEW], 0.05) == [Verdict.HIGHER, Verdict.LOWER, Verdict.NO_CLEAR_CHANGE, Verdict.TOO_FEW]
    assert judge([], 0.05) == []


def test_the_more_comparisons_the_clearer_one_must_be():
    """One in a hundred is clear alone, and not as the least of twenty (Benjamini and Hochberg)."""
    one = Difference(0.01, 1, True)
    assert judge([one], 0.05) == [Verdict.HIGHER]
    assert judge([one, *[UNCLEAR] * 19], 0.05)[0] is Verdict.NO_CLEAR_CHANGE
    assert judge([*[one] * 4, *[UNCLEAR] * 16], 0.05)[:4] == [Verdict.HIGHER] * 4
    assert judge([one, *[UNCLEAR] * 19], 0.2)[0] is Verdict.HIGHER


def test_equal_figures_are_never_clear():
    assert judge([difference(count(50), count(50)), difference(share(5, 50), share(5, 50))], 0.2) == [Verdict.NO_CLEAR_CHANGE] * 2


@given(st.floats(0, 500), st.floats(0, 500))
def test_a_part_and_what_it_leaves_have_one_p_value(part, rest):
    """The test does not know which of two years is the later; it works between whole numbers too."""
    assert halves(part, part + rest) == pytest.approx(halves(rest, part + rest), abs=1e-6)
    assert 0 <= halves(part, part + rest) <= 1


def test_a_report_of_noughts_alone_has_too_few_of_everything():
    """Each probability is 1, and nothing else stands in the list that is adjusted."""
    assert judge([difference(count(0), count(0)), difference(share(0, 0), share(0, 5))], 0.05) == [Verdict.TOO_FEW] * 2
