"""The search for the cheapest plan, where there is little to search for; that it finds the cheapest is shown in `test_optimal`."""

from time import monotonic

import numpy as np

from analysis.disclose.optimal import Search, _master, _master_with_fractions
from analysis.disclose.pack import Cell, Pack
from analysis.disclose.problem import Rules, problem_of
from analysis.disclose.witnesses import Witnesses


def test_without_a_cut_nothing_need_be_hidden():
    """No attack has taught anything yet: the cheapest plan hides nothing and costs nothing."""
    problem = problem_of(Pack.of([Cell("girls", 20), Cell("boys", 30)], []), Rules())
    search = Search(problem, np.zeros(2), Witnesses(problem), monotonic() + 60, 10)
    for plan, cost in (_master(search), _master_with_fractions(search)):
        assert (plan.tolist(), cost) == ([0, 0], 0)
