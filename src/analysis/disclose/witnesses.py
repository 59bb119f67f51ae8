"""Proofs that a plan is safe: for each requirement a table that agrees with all that is printed and meets it.

A proof is lost only when a cell in which it differs from the truth is printed again, so most of them serve for many plans, and one table
often proves several requirements.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from analysis.base.programme import Unsolved
from analysis.disclose.attack import DOWN, NEAR, UP, Requirement, extreme, pushed, whole_pushed, whole_reach
from analysis.disclose.pack import Relation
from analysis.disclose.problem import Problem


def requirements(problem: Problem) -> list[Requirement]:
    """Everything that must stay possible; what is true anyway needs no proof."""
    pairs = zip(problem.small.tolist(), problem.down.tolist(), problem.up.tolist(), strict=True)
    both = [Requirement(place, side, target) for place, down, up in pairs for side, target in ((DOWN, down), (UP, up))]
    return [one for one in both if not one.is_met(problem.values)]


class Witnesses:
    """The tables known so far, by the requirement that each proves."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.points: dict[Requirement, np.ndarray] = {}
        self.wanted = requirements(problem)

    def copy(self) -> Witnesses:
        twin = Witnesses(self.problem)
        twin.points = dict(self.points)
        return twin

    def agreeing(self, problem: Problem, relations: Iterable[Relation]) -> Witnesses:
        """The same for a problem in which more relations are known: only the tables in which these hold."""
        kept, relations = Witnesses(problem), list(relations)
        agreeing = {id(point) for point in self.tables if all(_holds(relation, point, problem) for relation in relations)}
        kept.points = {one: point for one, point in self.points.items() if id(point) in agreeing}
        return kept

    @property
    def tables(self) -> list[np.ndarray]:
        """The tables, each once: most prove several requirements."""
        return list({id(point): point for point in self.points.values()}.values())

    def meets(self, plan: np.ndarray, one: Requirement) -> bool:
        """Whether one requirement is met under a plan."""
        return self._known(plan, one, self.points) is not None or self._found(plan, one, self.points)

    def hold(self, plan: np.ndarray) -> bool:
        """Whether every requirement is met under a plan, by a reader who knows fractions. New tables are kept only when all are."""
        found = dict(self.points)
        missing = [one for one in self.wanted if self._known(plan, one, found) is None]
        for side in (DOWN, UP):
            _sweep(self.problem, plan, [one for one in missing if one.side == side], found)
        for one in missing:
            if self._known(plan, one, found) is None and not self._found(plan, one, found):
                self.wanted.sort(key=lambda other, failed=one: other != failed)
                return False
        self.points = found
        return True

    def _found(self, plan: np.ndarray, one: Requirement, into: dict[Requirement, np.ndarray]) -> bool:
        try:
            point = extreme(self.problem, plan, one)
        except Unsolved:
            return False
        if one.is_met(point):
            into[one] = point
        return one.is_met(point)

    def _known(self, plan: np.ndarray, one: Requirement, points: dict[Requirement, np.ndarray]) -> np.ndarray | None:
        point = points.get(one)
        return point if point is not None and agrees(self.problem, plan, point) else None


def possible(problem: Problem) -> Problem:
    """The problem with requirements lowered to what can be met at all, when everything that may be hidden is."""
    everything = problem.may_hide.astype(float)
    down, up = problem.down.copy(), problem.up.copy()
    number = {place: n for n, place in enumerate(problem.small.tolist())}
    for one in unproven(problem, everything):
        point = extreme(problem, everything, one)
        if not one.is_met(point):
            point = whole_reach(problem, everything, one)
            (down if one.side == DOWN else up)[number[one.place]] = point[one.place]
    return problem.with_targets(down, up)


def agrees(problem: Problem, plan: np.ndarray, point: np.ndarray) -> bool:
    """Whether a table agrees with what a plan prints."""
    is_shown = ~problem.is_open & (plan < 1 - NEAR)
    return bool(np.all(np.abs(point - problem.values)[is_shown] <= NEAR))


def hold_whole(problem: Problem, plan: np.ndarray, witnesses: Witnesses) -> bool:
    """Whether tables of whole numbers are found that meet every requirement; they replace tables with fractions.

    The first that is not met ends the search, since each may take as long as a programme is given.
    """
    pool = [point for point in witnesses.tables if _is_whole(point) and agrees(problem, plan, point)]
    for side in (DOWN, UP):
        _sweep_whole(problem, plan, [one for one in witnesses.wanted if one.side == side], pool)
    return all(_is_proven_whole(problem, plan, one, pool, witnesses) for one in witnesses.wanted)


def _sweep_whole(problem: Problem, plan: np.ndarray, wanted: list[Requirement], pool: list[np.ndarray]) -> None:
    """Push all that no table in the pool proves at once, again and again while that proves something."""
    missing = [one for one in wanted if not any(one.is_met(point) for point in pool)]
    while len(missing) > 1:
        try:
            pool.append(whole_pushed(problem, plan, missing))
        except Unsolved:
            return
        left = [one for one in missing if not one.is_met(pool[-1])]
        if len(left) == len(missing):
            return
        missing = left


def _is_proven_whole(problem: Problem, plan: np.ndarray, one: Requirement, pool: list[np.ndarray], witnesses: Witnesses) -> bool:
    for point in pool:
        if one.is_met(point):
            witnesses.points[one] = point
            return True
    try:
        pool.append(whole_reach(problem, plan, one))
    except Unsolved:
        return False
    witnesses.points[one] = pool[-1]
    return one.is_met(pool[-1])


def unproven(problem: Problem, plan: np.ndarray) -> list[Requirement]:
    """The requirements that pushing all cells at once does not show to be met under a plan, which may hold fractions."""
    found: dict[Requirement, np.ndarray] = {}
    wanted = requirements(problem)
    for side in (DOWN, UP):
        _sweep(problem, plan, [one for one in wanted if one.side == side], found)
    return [one for one in wanted if one not in found]


def _sweep(problem: Problem, plan: np.ndarray, missing: list[Requirement], found: dict[Requirement, np.ndarray]) -> None:
    """Push all cells of one side at once, again and again while that proves something."""
    while len(missing) > 1:
        try:
            point = pushed(problem, plan, missing)
        except Unsolved:
            return
        proven = {one for one in missing if one.is_met(point)}
        found.update(dict.fromkeys(proven, point))
        missing = [one for one in missing if one not in proven]
        if not proven:
            return


def _holds(relation: Relation, point: np.ndarray, problem: Problem) -> bool:
    place = problem.pack.index
    return relation.lower - NEAR <= sum(by * point[place[name]] for name, by in relation.terms) <= relation.upper + NEAR


def _is_whole(point: np.ndarray) -> bool:
    return bool(np.all(np.abs(point - np.round(point)) < NEAR))
