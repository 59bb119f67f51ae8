"""Each rule on quarters drawn small, with the same quarters one short of it; and which of several rules speaks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.base.control_limits import Limits
from analysis.compare.signals import Deviation, SignalRule, near, on_one_side, one_way, outside, signal_in, steady, zone_of


def places(text):
    """Quarters such as ``"3 -2 9!!"``: how far from the average, with a mark for near a limit and two for outside."""
    return [Deviation(Fraction(one.rstrip("!")), one.count("!") * (-1 if one.startswith("-") else 1)) for one in text.split()]


@pytest.mark.parametrize(("rule", "drawn", "told"), [
    (outside, "0 0 9!!", 1),
    (outside, "0 0 -9!!", -1),
    (outside, "0 9!! 0", 0),
    (outside, "0 0 6!", 0),
    (near, "6! 0 7!", 1),
    (near, "0 -6! -9!!", -1),
    (near, "6! 7! 0", 0),
    (near, "6! 0 -7!", 0),
    (near, "6! 0 0 7!", 0),
    (on_one_side, "1 2 1 3 1 2 1", 1),
    (on_one_side, "-1 -2 -1 -3 -1 -2 -1", -1),
    (on_one_side, "1 2 1 0 1 2 1", 0),
    (on_one_side, "1 2 1 3 1 2", 0),
    (on_one_side, "1 2 1 3 1 2 -1", 0),
    (one_way, "-3 -2 -1 0 1 2 3", 1),
    (one_way, "3 2 1 0 -1 -2 -3", -1),
    (one_way, "-3 -2 -1 -1 1 2 3", 0),
    (one_way, "-2 -1 0 1 2 3", 0),
    (steady, "1 2 3 5 4 7 6 8", 1),
    (steady, "8 6 7 4 5 3 2 1", -1),
    (steady, "8 1 2 3 4 5 6 7", 0),
    (steady, "1 2 3 5 4 7 6", 0),
])  # fmt: skip
def test_each_rule_sees_its_own(rule, drawn, told):
    assert rule(places(drawn)) == told


@given(st.permutations(range(8)))
def test_a_steady_rise_is_what_kendall_calls_one(order):
    """Of eight quarters, held against scipy's exact test: rises and falls that chance makes in less than 1 of 60 on their side."""
    is_steady = steady([Deviation(Fraction(one)) for one in order]) != 0
    assert is_steady == (stats.kendalltau(range(8), order, method="exact").pvalue / 2 < 1 / 60)


@pytest.mark.parametrize(("drawn", "rule", "back"), [
    ("1 2 1 3 1 2 9!!", SignalRule.OUTSIDE, (1,)),
    ("1 2 1 3 6! 2 7!", SignalRule.NEAR, (1, 3)),
    ("1 2 1 3 1 2 1", SignalRule.SIDE, (1, 2, 3, 4, 5, 6, 7)),
    ("-3 -2 -1 0 1 2 3", SignalRule.RUN, (1, 2, 3, 4, 5, 6, 7)),
    ("-4 -2 -3 -1 1 2 3 2", SignalRule.STEADY, (1, 2, 3, 4, 5, 6, 7, 8)),
])  # fmt: skip
def test_the_plainest_rule_speaks_and_names_its_quarters(drawn, rule, back):
    found = signal_in(places(drawn))
    assert (found.rule, found.is_up, found.back) == (rule, True, back)


@pytest.mark.parametrize("drawn", ["0 1 -1 2 -2 1 0 1", "0", "9!! 0 0", "-5! 5! 0"])
def test_what_varies_as_usual_gives_no_signal(drawn):
    assert signal_in(places(drawn)) is None


@pytest.mark.parametrize(("value", "zone"), [(50, 0), (60, 0), (61, 1), (70, 1), (71, 2), (40, 0), (39, -1), (30, -1), (29, -2)])
def test_a_number_on_a_limit_is_within_it(value, zone):
    limits, warning = Limits(Fraction(30), Fraction(50), Fraction(70)), Limits(Fraction(40), Fraction(50), Fraction(60))
    assert zone_of(Fraction(value), limits, warning) == zone
