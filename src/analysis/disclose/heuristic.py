"""A first safe plan, quickly: cheapest flows one requirement at a time, then everything shown again that need not be hidden.

The flow heuristic goes back to Kelly, Golden and Assad, "Cell suppression: disclosure protection for sensitive tabular data", Networks
22, 1992.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.base.programme import Unsolved
from analysis.disclose.attack import DOWN, NEAR, UP, Requirement
from analysis.disclose.problem import Problem
from analysis.disclose.witnesses import Witnesses, hold_whole, requirements

MUCH = 1000.0


def first_plan(problem: Problem) -> tuple[np.ndarray, Witnesses]:
    """A safe plan and its witnesses. Raises `Unsolved` when not even hiding everything could be shown to be safe."""
    witnesses = Witnesses(problem)
    nothing = np.zeros(len(problem.values))
    plan = completed(problem, nothing, problem.cost, witnesses)
    plan = plan if witnesses.hold(plan) else _everything(problem, witnesses)
    return made_whole(problem, pruned(problem, plan, nothing, witnesses.hold), witnesses), witnesses


def completed(problem: Problem, plan: np.ndarray, cost: np.ndarray, witnesses: Witnesses) -> np.ndarray:
    """The plan with what the cheapest flows hide besides, for one requirement after the other, at a ``cost`` of each cell."""
    order = sorted(requirements(problem), key=lambda one: (-abs(problem.values[one.place] - one.target), one.place, one.side))
    for one in order:
        if not witnesses.meets(plan, one):
            plan = np.maximum(plan, _flow(problem, plan, cost, one))
    return plan


def pruned(problem: Problem, plan: np.ndarray, wanted: np.ndarray, is_safe: Callable[[np.ndarray], bool]) -> np.ndarray:
    """The plan without what it can do without: first what is not in the plan that was ``wanted``, then the dearest."""
    plan = plan.copy()
    for place in sorted(np.flatnonzero(plan > 0.5), key=lambda one: (wanted[one], -problem.cost[one], -problem.values[one], one)):
        plan[place] = 0.0
        if not is_safe(plan):
            plan[place] = 1.0
    return plan


def made_whole(problem: Problem, plan: np.ndarray, witnesses: Witnesses) -> np.ndarray:
    """The plan with more hidden until it is safe from a reader who thinks in whole numbers too."""
    for place in sorted(np.flatnonzero(problem.may_hide & (plan < 0.5)), key=lambda one: (problem.cost[one], one)):
        if hold_whole(problem, plan, witnesses):
            return plan
        plan = plan.copy()
        plan[place] = 1.0
    if not hold_whole(problem, plan, witnesses):
        raise Unsolved("not even hiding everything was shown to meet the requirements")
    return plan


def _everything(problem: Problem, witnesses: Witnesses) -> np.ndarray:
    plan = problem.may_hide.astype(float)
    if not witnesses.hold(plan):
        raise Unsolved("not even hiding everything was shown to meet the requirements")
    return plan


def _flow(problem: Problem, plan: np.ndarray, cost: np.ndarray, one: Requirement) -> np.ndarray:
    """The cells that the cheapest change of the table touches that moves one cell to its target; what is hidden already costs nothing."""
    values, (place, side, target) = problem.values, one
    is_free = problem.is_open | (plan > 0.5)
    is_paid = problem.may_hide & ~is_free
    rises = np.where(is_free | is_paid, problem.high - values, 0.0)
    falls = np.where(is_free | is_paid, values - problem.low, 0.0)
    wanted, unwanted = (rises, falls) if side == UP else (falls, rises)
    wanted[place], unwanted[place] = abs(values[place] - target), 0.0
    prices = np.tile(np.where(is_paid, cost, 0.0), 2)
    prices[place + (side == DOWN) * len(values)] = -MUCH
    change = _cheapest_change(problem, prices, np.concatenate([rises, falls]))
    return (is_paid & (np.abs(change) > NEAR)).astype(float)


def _cheapest_change(problem: Problem, prices: np.ndarray, most: np.ndarray) -> np.ndarray:
    """The change of every cell that costs least, from prices for rising and for falling by one."""
    rises, falls = np.split(problem.changes.least(prices, np.zeros(len(most)), most).point, 2)
    return rises - falls
