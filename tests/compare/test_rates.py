"""Rates and their intervals against published values, and what a hidden figure does to them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.base.spec import Address, Figure
from analysis.compare.rates import RATES, poisson_interval, rate_of, wilson_interval

CHILDREN, EPISODES, LOOKED_AFTER, _ = RATES
FIGURE = Figure(Address("missing_individuals", "2016-17"), Fraction(14), None, "14", "children", "children")


def test_a_rate_of_counts_has_the_exact_interval():
    """14 events in 400 person-years: 0.035, and from 0.019135 to 0.058724, as the manual of StatsDirect prints it."""
    found = rate_of(FIGURE, replace(CHILDREN, per=1), 400)
    assert (float(found.rate), found.lowest, found.highest) == pytest.approx((0.035, 0.019135, 0.058724), abs=5e-7)


def test_none_counted_still_has_an_upper_end():
    """Nought events: the upper end is 3.689, as epitools prints it."""
    assert poisson_interval(0) == pytest.approx((0, 3.689), abs=5e-4)


@pytest.mark.parametrize(
    ("count", "whole", "lowest", "highest"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_wilsons_interval(count, whole, lowest, highest):
    """The four cases of table I of Newcombe, Statistics in Medicine 17, 1998, method 3."""
    assert wilson_interval(count, whole) == pytest.approx((lowest, highest), abs=5e-5)


def test_a_hidden_figure_has_neither_rate_nor_interval():
    """With a known population a rate would give the count away, and so would either end."""
    found = rate_of(replace(FIGURE, numerator=None, value="c", marker="c"), CHILDREN, 400)
    assert (found.rate, found.lowest, found.highest) == (None, None, None)


def test_a_rate_of_a_rounded_figure_is_that_of_what_is_printed():
    found = rate_of(replace(FIGURE, numerator=Fraction(15), value="15", marker="rounded to 5"), CHILDREN, 10_000)
    assert found.rate == 15


def test_episodes_have_a_rate_and_no_interval():
    """One child's episodes depend on each other."""
    found = rate_of(FIGURE, EPISODES, 10_000)
    assert (found.rate, found.lowest, found.highest) == (14, None, None)


def test_more_children_than_were_looked_after_have_no_interval():
    """A population that is too small is somebody's mistake; the rate shows it, and no method for shares is used on it."""
    assert rate_of(FIGURE, LOOKED_AFTER, 10).lowest is None
