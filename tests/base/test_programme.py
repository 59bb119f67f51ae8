"""Programmes over the same rows, asked again and again."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from analysis.base.programme import Programme, Unsolved

SUM = csr_array(np.array([[1.0, 1.0, 1.0]]))
FREE = np.full(3, inf)


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
