"""The reader's reasoning as linear programmes: how small and how large a cell may be, given all that is printed.

A plan is an array with 1 for each hidden cell. It may hold fractions while a plan is being sought: then a cell may move by that part of its
room. The duals of an attack that succeeds give the inequality that every safe plan obeys (the cuts of Fischetti and Salazar-González,
"Solving the cell suppression problem on tabular data with linear constraints", Management Science 47, 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.base.programme import Solved, Unsolved, whole
from analysis.disclose.problem import Problem

NEAR = 1e-6
DOWN, UP = 1, -1
SECONDS = 10.0  # for a table of whole numbers


class Requirement(NamedTuple):
    """A small cell must still be able to reach ``target`` on one side: ``DOWN`` or ``UP``."""

    place: int
    side: int
    target: float

    def is_met(self, point: np.ndarray) -> bool:
        return self.side * (point[self.place] - self.target) <= NEAR


@dataclass(frozen=True)
class Reach:
    """How far a reader can push one cell: its extreme value, the table that shows it, and the cut against plans that stop it there.

    The cut says ``gain @ plan >= need`` for every plan in which the requirement can be met.
    """

    value: float
    point: np.ndarray
    gain: np.ndarray
    need: float


def reach(problem: Problem, plan: np.ndarray, one: Requirement) -> Reach:
    """How far a cell can be pushed ``DOWN`` or ``UP`` under a plan, and the cut that a plan must obey for the cell to reach its target."""
    solved = _solved(problem, *room(problem, plan), {one.place: one.side})
    return Reach(solved.point[one.place], solved.point, *_cut(problem, plan, solved, one))


def extreme(problem: Problem, plan: np.ndarray, one: Requirement) -> np.ndarray:
    """A table in which a cell is as small (``DOWN``) or as large (``UP``) as the plan lets it be. Raises `Unsolved`."""
    return _solved(problem, *room(problem, plan), {one.place: one.side}).point


def pushed(problem: Problem, plan: np.ndarray, requirements: Sequence[Requirement]) -> np.ndarray:
    """A table in which as much as possible is pushed towards its target at once, and nothing beyond. Raises `Unsolved`."""
    return _solved(problem, *_room_towards(problem, plan, requirements), {place: side for place, side, _ in requirements}).point


def _room_towards(problem: Problem, plan: np.ndarray, requirements: Sequence[Requirement]) -> tuple[np.ndarray, np.ndarray]:
    low, high = room(problem, plan)
    for place, side, target in requirements:
        (low if side == DOWN else high)[place] = target
    return low, high


def _solved(problem: Problem, low: np.ndarray, high: np.ndarray, prices: Mapping[int, int]) -> Solved:
    objective = np.zeros(len(low))
    objective[list(prices)] = list(prices.values())
    return problem.programme.least(objective, low, high)


def room(problem: Problem, plan: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The bounds of each cell under a plan: all its room when hidden, its own value when printed."""
    part = np.where(problem.is_open, 1.0, plan)
    values = problem.values
    return values - part * (values - problem.low), values + part * (problem.high - values)


def whole_reach(problem: Problem, plan: np.ndarray, one: Requirement) -> np.ndarray:
    """A table of whole numbers in which a cell is as small or as large as the plan lets it be. Raises `Unsolved`."""
    return _whole(problem, *room(problem, plan), {one.place: one.side})


def whole_pushed(problem: Problem, plan: np.ndarray, requirements: Sequence[Requirement]) -> np.ndarray:
    """A table of whole numbers in which as much as possible is pushed towards its target at once, and nothing beyond. Raises `Unsolved`."""
    return _whole(problem, *_room_towards(problem, plan, requirements), {place: side for place, side, _ in requirements})


def _whole(problem: Problem, low: np.ndarray, high: np.ndarray, prices: Mapping[int, int]) -> np.ndarray:
    """The best table of whole numbers: mostly the best one with fractions, which is found far sooner, is whole already."""
    point = _solved(problem, low, high, prices).whole_point
    if point is not None:
        return point
    objective = np.zeros(len(low))
    objective[list(prices)] = list(prices.values())
    solved = whole(objective, problem.pack.matrix, problem.sides, (low, high), SECONDS)
    if not solved.is_solved or solved.point is None:
        raise Unsolved(solved.message)
    return solved.point


def _cut(problem: Problem, plan: np.ndarray, solved: Solved, one: Requirement) -> tuple[np.ndarray, float]:
    """The gain of hiding each cell and what is needed of it together, from the reduced costs of an attack's bounds.

    The optimum moves down by at most ``gain`` for each cell that is opened and up for each that is closed. Gains above the need are cut
    down to it: one such cell is enough.
    """
    values, slopes = problem.values, solved.slopes
    gain = np.where(slopes > 0, slopes * (values - problem.low), -slopes * (problem.high - values))
    gain[gain < NEAR] = 0.0
    part = np.where(problem.is_open, 1.0, plan)
    need = one.side * solved.point[one.place] + gain @ part - one.side * one.target - gain @ problem.is_open
    gain = np.where(problem.may_hide, gain, 0.0)
    return (np.minimum(gain, need), need) if need > NEAR else (gain * 0, 0.0)
