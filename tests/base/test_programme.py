"""Programmes over the same rows, asked again and again."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from analysis.base.programme import Programme, Unsolved, whole

SUM = csr_array(np.array([[1.0, 1.0, 1.0]]))
FREE = np.full(3, inf)


# A plan that is sought: prices, which columns may be one, and what the columns of each cut come to at least.
PRICES, MAY_BE_ONE = "912626261219266112621162226", "111111001111111010000111111"
CUTS = """
000100001010000000000000000 1
000300003030000000000000000 3
000010000101000000000000000 1
020000002200000000000000000 2
020000002200000000000000000 2
001000000011000000000000000 1
003000000033000000000000000 3
200000000000002020000220022 2
200000000000002020000220022 2
000000000000000000000100010 1
000000000000000000000300030 3
000000000000001000000010001 1
000000000000003000000030003 3
040000000000440040000444400 4
000000000000400040000004000 4
000000000000020000000000200 2
000000000000020000000000200 2
004000000000000000000004444 4
200002000000000000000000000 2
200002000000000000000000000 2
110011001001000000000000000 1
202202002002000000000000000 2
000000000000110000000010001 1
000000000000330000000030003 3
100000000000010000000011001 1
002000000000020000000002022 2
001000000000100000000011010 1
001000000000011000000011010 1
"""


def ten() -> Programme:
    """Three columns that make ten."""
    return Programme(SUM, np.array([10.0]), np.array([10.0]))


def test_each_question_is_answered_for_itself():
    """What was asked before changes neither prices nor bounds of the next question."""
    programme = ten()
    assert programme.least(np.array([1.0, 0, 0]), np.zeros(3), np.array([9.0, 3, 3])).value == 4
    assert programme.least(np.array([0, -1.0, 0]), np.zeros(3), FREE).point.tolist() == [0, 10, 0]
    assert programme.least(np.array([1.0, 0, 0]), np.zeros(3), FREE).value == 0


def test_slopes_are_those_of_the_bounds_that_hold():
    """The first can be 4 at least because the others end at 3; each gives one for one. Its own bounds are not in the way."""
    assert ten().least(np.array([1.0, 0, 0]), np.zeros(3), np.array([9.0, 3, 3])).slopes.tolist() == [0, -1, -1]


def test_what_has_no_end_is_said_to_have_none():
    assert Programme(SUM, np.array([10.0]), np.array([inf])).least(-np.ones(3), np.zeros(3), FREE).value == -inf


def test_what_does_not_fit_is_not_solved():
    """Three columns of at most 3 never make ten; the next question is answered all the same."""
    programme = ten()
    with pytest.raises(Unsolved, match="nfeasible"):
        programme.least(np.ones(3), np.zeros(3), np.full(3, 3.0))
    assert programme.least(np.ones(3), np.zeros(3), np.full(3, 4.0)).value == 10


@given(st.data())
def test_warm_or_cold_the_least_is_the_same(data):
    """Ten questions in a row to one programme, beside scipy that starts each from nothing."""
    whole = st.integers(-3, 3).map(float)
    matrix = np.array(data.draw(st.lists(st.lists(whole, min_size=4, max_size=4), min_size=1, max_size=4)))
    inside = matrix @ np.ones(4)
    programme = Programme(csr_array(matrix), inside - 1, inside + 1)
    for _ in range(10):
        prices = np.array(data.draw(st.lists(whole, min_size=4, max_size=4)))
        high = np.array(data.draw(st.lists(st.integers(1, 9).map(float), min_size=4, max_size=4)))
        cold = linprog(prices, np.vstack([matrix, -matrix]), np.concatenate([inside + 1, 1 - inside]), bounds=[(0, one) for one in high])
        assert programme.least(prices, np.zeros(4), high).value == pytest.approx(cold.fun, abs=1e-6)


def digits(text):
    return np.array([float(one) for one in text])


def test_the_least_in_whole_numbers_is_the_least():
    """HiGHS 1.12, and scipy 1.17.1 with it, calls a plan that costs 24 optimal; this one obeys all cuts and costs 20."""
    cuts, needs = zip(*(line.split() for line in CUTS.split("\n")[1:-1]), strict=True)
    matrix, needs = csr_array(np.array([digits(cut) for cut in cuts])), np.array([float(need) for need in needs])
    solved = whole(digits(PRICES), matrix, (needs, np.full(len(needs), inf)), (np.zeros(27), digits(MAY_BE_ONE)), 60)
    assert solved.is_solved
    assert np.all(matrix @ solved.point >= needs)
    assert (digits(PRICES) @ solved.point, solved.bound) == (20, 20)


def test_what_has_no_whole_point_is_not_solved():
    """Twice a whole number is never 3, though twice one and a half is."""
    three = np.array([3.0])
    found = whole(np.ones(1), csr_array(np.array([[2.0]])), (three, three), (np.zeros(1), np.full(1, 9.0)), 60)
    assert not found.is_solved
    assert found.point is None


def test_a_search_that_has_no_time_is_not_solved():
    """Three whole columns make ten; without a second nothing is shown, whatever was found."""
    assert not whole(np.array([1.0, 2, 3]), csr_array(np.array([[7.0, 5, 3]])), (np.array([11.0]),) * 2, (np.zeros(3), FREE), 0).is_solved


def test_a_point_that_is_whole_is_the_best_in_whole_numbers_and_half_a_one_is_none():
    """Twice a column makes ten or nine: five, and no whole number."""
    twice = csr_array(np.array([[2.0]]))
    found = [Programme(twice, np.array([n]), np.array([n])).least(np.ones(1), np.zeros(1), np.full(1, inf)) for n in (10.0, 9.0)]
    assert [one.value for one in found] == [5, 4.5]
    assert found[0].whole_point.tolist() == [5]
    assert found[1].whole_point is None
