"""Rates and their intervals against published values, and what a hidden figure does to them."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Population
from analysis.base.spec import RESULT_COLUMNS, Address, Figure
from analysis.compare.rates import RATES, poisson_interval, rate_of, rates_of, wilson_interval
from analysis.disclose import Publishable

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


def test_each_rate_takes_its_own_figure_and_population():
    """14 children and 40 episodes among 1,000 children, and 3 children among 60 looked after, whose episodes nobody delivered."""
    counts = dict(zip((one.key for one in RATES), ("14", "40", "3", "x"), strict=True))
    cells = dict.fromkeys(RESULT_COLUMNS, "") | {
        "period": "2016-17",
        "definition_version": "1",
        "unit": "children",
        "population": "children",
    }
    rows = [cells | {"indicator": key, "numerator": count, "value": count} for key, count in counts.items()]
    shown, year = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "internal"), Period.parse("2016-17")
    living = Population(source="a", described="b", total=1000)

    def rates(population):
        return [rate and rate.rate for _, rate in rates_of(shown, year, population)]

    assert rates(None) == [None, None, None, None]
    assert rates(living) == [140, 400, None, None]
    assert rates(living.model_copy(update={"looked_after": 60})) == [140, 400, 5, None]
