"""The cheapest safe plan, proven: cuts from the reader's own attacks until none succeeds, or time is up.

The master problem chooses what to hide; the attacks of `reach` say which plans are unsafe and give an inequality that rules them out.
First with fractions, which is quick and gives most of the cuts, then in whole numbers. After Fischetti and Salazar-González (2001).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from time import monotonic

import numpy as np
from scipy.sparse import csr_array

from analysis.base.programme import Programme, Unsolved, whole
from analysis.disclose.attack import NEAR, reach
from analysis.disclose.heuristic import completed, pruned
from analysis.disclose.problem import Problem
from analysis.disclose.witnesses import Witnesses, hold_whole, unproven

VIOLATED = 1e-4
ROUNDS_WITH_FRACTIONS = 60
# How much cheaper a cell becomes that the plan with fractions hides; none is best for all tables.
PULLS = (0.5, 0.8, 0.99)


@dataclass
class Search:
    """What is known so far: the cuts, the best plan, and a cost below which there is none."""

    problem: Problem
    best: np.ndarray
    witnesses: Witnesses
    ends: float
    attacks_left: int
    gains: list[np.ndarray] = field(default_factory=list)
    needs: list[float] = field(default_factory=list)
    bound: float = 0.0

    @property
    def cost(self) -> float:
        return float(self.problem.cost @ self.best)

    @property
    def is_proven(self) -> bool:
        return self.bound >= self.cost - 1 + NEAR

    @property
    def seconds_left(self) -> float:
        return self.ends - monotonic()

    @property
    def is_over(self) -> bool:
        return self.is_proven or self.attacks_left <= 0 or self.seconds_left <= 0

    def add(self, gain: np.ndarray, need: float) -> None:
        self.gains.append(gain)
        self.needs.append(need)


def cheapest(problem: Problem, plan: np.ndarray, witnesses: Witnesses, seconds: float, attacks: int) -> tuple[np.ndarray, Witnesses, float]:
    """The cheapest plan found, from a first one, with its witnesses, and the proven lower bound on the cost of any.

    So many ``attacks`` are tried, which makes two runs alike on any machine as long as the ``seconds`` are enough for them.
    """
    problem.forget()
    search = Search(problem, plan, witnesses, monotonic() + seconds, attacks)
    try:
        _with_fractions(search)
        _in_whole_numbers(search)
    except Unsolved:
        pass  # the best plan so far stands, with the bound that was proven
    return search.best, search.witnesses, min(search.bound, search.cost)


def _with_fractions(search: Search) -> None:
    plan = np.zeros(len(search.problem.values))
    for _ in range(ROUNDS_WITH_FRACTIONS):
        if search.is_over or not _cut_off(search, plan):
            break
        plan, cost = _master_with_fractions(search)
        search.bound = max(search.bound, ceil(cost - NEAR))
    _round_off(search, plan)


def _round_off(search: Search, plan: np.ndarray) -> None:
    """Try plans in whole numbers that hide, where they can, what the plan with fractions hides."""
    for pull in PULLS:
        if not search.is_over:
            _repair(search, np.zeros(len(plan)), search.problem.cost * (1 - pull * plan))


def _in_whole_numbers(search: Search) -> None:
    while not search.is_over:
        plan, bound = _master(search)
        search.bound = max(search.bound, ceil(bound - NEAR))
        if plan is None or search.is_proven:
            return
        if not _cut_off(search, plan):
            _take(search, plan)
        else:
            _repair(search, plan, search.problem.cost)


def _cut_off(search: Search, plan: np.ndarray) -> bool:
    """Add the cuts that a plan violates. False when no attack succeeds, so that the plan is safe for a reader with fractions."""
    found = False
    for one in unproven(search.problem, plan):
        if search.attacks_left <= 0 or search.seconds_left <= 0:
            raise Unsolved("time is up")
        search.attacks_left -= 1
        attack = reach(search.problem, plan, one)
        if attack.gain @ plan < attack.need - VIOLATED:
            search.add(attack.gain, attack.need)
            found = True
    return found


def _take(search: Search, plan: np.ndarray) -> None:
    """A plan that is safe with fractions: the new best when whole numbers agree, otherwise cut off by what must be hidden besides it."""
    mine = search.witnesses.copy()
    if mine.hold(plan) and hold_whole(search.problem, plan, mine):
        if search.problem.cost @ plan < search.cost - NEAR:
            search.best, search.witnesses = plan, mine
        search.bound = max(search.bound, float(search.problem.cost @ plan))
    else:
        search.add(np.where(search.problem.may_hide & (plan < 0.5), 1.0, 0.0), 1.0)


def _repair(search: Search, plan: np.ndarray, cost: np.ndarray) -> None:
    """Try the plan with what flows add to it at a cost of each cell, without what it can do without."""
    mine = search.witnesses.copy()
    more = completed(search.problem, plan, cost, mine)
    if not mine.hold(more):
        return
    trimmed = pruned(search.problem, more, plan, lambda one: _is_safe(search, one, mine))
    if search.problem.cost @ trimmed < search.cost - NEAR and hold_whole(search.problem, trimmed, mine):
        search.best, search.witnesses = trimmed, mine


def _is_safe(search: Search, plan: np.ndarray, witnesses: Witnesses) -> bool:
    """Whether a plan is safe for a reader with fractions. What the cuts know is not tried, and what was found unsafe becomes a cut."""
    if search.seconds_left <= 0:
        raise Unsolved("time is up")
    gains, needs = _constraint(search)
    if np.any(gains @ plan < needs - VIOLATED):
        return False
    if witnesses.hold(plan):
        return True
    attack = reach(search.problem, plan, witnesses.wanted[0])
    search.add(attack.gain, attack.need)
    return False


def _constraint(search: Search) -> tuple[csr_array, np.ndarray]:
    """The cuts as rows, of which there may be none yet."""
    return csr_array(np.array(search.gains).reshape(-1, len(search.best))), np.array(search.needs)


def _master_with_fractions(search: Search) -> tuple[np.ndarray, float]:
    gains, needs = _constraint(search)
    room = np.zeros(len(search.best)), search.problem.may_hide.astype(float)
    solved = Programme(gains, needs, np.full(len(needs), np.inf)).least(search.problem.cost, *room)
    return solved.point, solved.value


def _master(search: Search) -> tuple[np.ndarray | None, float]:
    gains, needs = _constraint(search)
    room = np.zeros(len(search.best)), search.problem.may_hide.astype(float)
    solved = whole(search.problem.cost, gains, (needs, np.full(len(needs), np.inf)), room, max(0.1, search.seconds_left))
    return solved.point if solved.is_solved else None, max(solved.bound, 0.0)
