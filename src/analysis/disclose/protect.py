"""Protection: which cells to hide so that no small count can be found out, and what could not be protected.

Small cells are hidden (primaries). Then each group of cells that bear on each other gets a first safe plan and, in the time there is, the
cheapest one with a proof. One symbol stands for all that is hidden, so a reader cannot tell small cells from the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic, process_time

import numpy as np

from analysis.disclose.first import first_plan
from analysis.disclose.minimum import cheapest
from analysis.disclose.pack import Pack
from analysis.disclose.problem import Problem, Rules, problem_of
from analysis.disclose.witnesses import possible


@dataclass(frozen=True)
class Shortfall:
    """A small count that stays narrower than the rules ask whatever is hidden, with what a reader can still tell."""

    cell: str
    least: int
    most: int


@dataclass(frozen=True)
class Plan:
    """What to hide.

    ``primary`` are the small printed cells, ``secondary`` those hidden to protect others. ``cost`` is that of the secondaries, ``bound``
    what any safe plan costs at least; the gap between the two is nought when the plan is proven cheapest.
    """

    primary: frozenset[str]
    secondary: frozenset[str]
    shortfalls: tuple[Shortfall, ...] = ()
    cost: float = 0
    bound: float = 0
    seconds_to_first: float = 0
    first_cost: float = 0

    @property
    def hidden(self) -> frozenset[str]:
        return self.primary | self.secondary

    @property
    def gap(self) -> float:
        """How much dearer the plan may be than the cheapest, as a part of its cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


def protect(pack: Pack, rules: Rules, seconds: float = 30.0, attacks: int = 100_000) -> Plan:
    """A safe plan for a pack; with time left, the cheapest.

    The same pack gives the same plan unless time runs out before the attacks do.
    """
    started, worked = monotonic(), process_time()
    problem = problem_of(pack, rules)
    fixed = ~problem.is_open & ~problem.may_hide
    parts = [possible(problem_of(pack.restricted(places), rules)) for places in pack.components(fixed) if _has_small(problem, places)]
    firsts = [(part, *first_plan(part)) for part in parts]
    took = process_time() - worked
    before = sum(float(part.cost @ plan) for part, plan, _ in firsts)
    ends = started + seconds
    best = [(part, *cheapest(part, plan, witnesses, ends - monotonic(), attacks)) for part, plan, witnesses in firsts]
    return Plan(
        primary=_primary(problem),
        secondary=frozenset(name for part, plan, _ in best for name in _names(part, plan)),
        shortfalls=tuple(one for part in parts for one in _shortfalls(part, rules)),
        cost=sum(float(part.cost @ plan) for part, plan, _ in best),
        bound=sum(bound for *_, bound in best),
        seconds_to_first=took,
        first_cost=before,
    )


def _has_small(problem: Problem, places: Iterable[int]) -> bool:
    return bool(np.isin(problem.small, places).any())


def _primary(problem: Problem) -> frozenset[str]:
    cells = [problem.pack.cells[place] for place in problem.small]
    return frozenset(cell.name for cell in cells if cell.is_printed and not cell.must_show)


def _names(problem: Problem, plan: np.ndarray) -> list[str]:
    return [problem.pack.cells[place].name for place in np.flatnonzero(plan > 0.5)]


def _shortfalls(problem: Problem, rules: Rules) -> list[Shortfall]:
    found = zip(problem.small, problem.down, problem.up, strict=True)
    return [Shortfall(problem.pack.cells[place].name, int(down), int(up)) for place, down, up in found if down > 1 or up < rules.threshold]
