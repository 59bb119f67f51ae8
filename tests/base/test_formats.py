"""Numbers into words."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.base.formats import choose, exact, half_up, listed, mark, plain, thousands


@pytest.mark.parametrize(
    ("number", "decimals", "rounded"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(134 * 100, 425), 0, "32"),
        (Fraction(234 * 100, 313), 1, "74.8"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_halves_are_rounded_away_from_nought(number, decimals, rounded):
    """The usual half-up of official statistics, not Python's half to even: 134 of 425 is 32%."""
    assert half_up(number, decimals) == Decimal(rounded)


@given(st.fractions(min_value=-(10**6), max_value=10**6), st.integers(0, 4))
def test_rounding_moves_a_number_by_at_most_half_a_unit(number, decimals):
    assert abs(Fraction(half_up(number, decimals)) - number) <= Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(("number", "text"), [(2646.0, "2646"), (4.5, "4.5"), (Fraction(100), "100"), (Decimal("3.0"), "3"), (0, "0")])
def test_plain_numbers_have_no_idle_decimals(number, text):
    assert plain(number) == text


@pytest.mark.parametrize(("text", "shown"), [("2646", "2,646"), ("999", "999"), ("1234.5", "1,234.5"), ("13-17", "13-17"), ("c", "c")])
def test_thousands_are_set_off_in_numbers_only(text, shown):
    assert thousands(text) == shown


def test_exact_takes_the_writing_not_the_binary_number():
    assert exact("0.1") == Fraction(1, 10)


def test_marks_lists_and_choices():
    assert mark("r p") == "[r][p]"
    assert [listed(items) for items in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert choose("{figure} [child was|children were] seen", is_one=True) == "{figure} child was seen"
