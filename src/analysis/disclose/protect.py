"""Protection: which cells to hide so that no small count can be found out, and what could not be protected.

Small cells are hidden (primaries). Then each group of cells that bear on each other gets a first safe plan and, in the time there is, the
cheapest one with a proof. One symbol stands for all that is hidden, so a reader cannot tell small cells from the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic, process_time

import numpy as np

from analysis.disclose.heuristic import first_plan
from analysis.disclose.optimal import cheapest
from analysis.disclose.pack import Pack
from analysis.disclose.problem import Problem, Rules, problem_of
from analysis.disclose.witnesses import Witnesses, possible


@dataclass(frozen=True)
class Shortfall:
    """A small count that stays narrower than the rules ask whatever is hidden, with what a reader can still tell."""

    cell: str
    least: int
    most: int
    table: str = ""

    @property
    def width(self) -> int:
        """How many values the reader is left with."""
        return self.most - self.least + 1


@dataclass(frozen=True)
class Part:
    """Cells that bear on each other, what of them is hidden (1 each), and the tables that prove it safe."""

    problem: Problem
    plan: np.ndarray
    witnesses: Witnesses


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
    parts: tuple[Part, ...] = field(default=(), compare=False, repr=False)

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
    firsts = [_first(pack.restricted(places), rules) for places in pack.components(fixed) if _has_small(problem, places)]
    took = process_time() - worked
    ends = started + seconds
    best = [(part, *cheapest(part.problem, part.plan, part.witnesses, ends - monotonic(), attacks)) for part in firsts]
    parts = tuple(Part(first.problem, plan, witnesses) for first, plan, witnesses, _ in best)
    return Plan(
        primary=_primary(problem),
        secondary=frozenset(name for part in parts for name in _names(part.problem, part.plan)),
        shortfalls=tuple(shortfall for part in parts for shortfall in _shortfalls(part.problem, rules)),
        cost=_cost(parts),
        bound=sum(bound for *_, bound in best),
        seconds_to_first=took,
        parts=parts,
    )


@lru_cache(maxsize=256)
def _first(pack: Pack, rules: Rules) -> Part:
    """A first safe plan for cells that bear on each other; the same cells are planned once in a process."""
    problem = possible(problem_of(pack, rules))
    return Part(problem, *first_plan(problem))


def _cost(parts: Iterable[Part]) -> float:
    return sum(float(part.problem.cost @ part.plan) for part in parts)


def _has_small(problem: Problem, places: Iterable[int]) -> bool:
    return bool(np.isin(problem.small, places).any())


def _primary(problem: Problem) -> frozenset[str]:
    cells = [problem.pack.cells[place] for place in problem.small]
    return frozenset(cell.name for cell in cells if cell.is_printed and not cell.must_show)


def _names(problem: Problem, plan: np.ndarray) -> list[str]:
    return [problem.pack.cells[place].name for place in np.flatnonzero(plan > 0.5)]


def _shortfalls(problem: Problem, rules: Rules) -> list[Shortfall]:
    found = zip((problem.pack.cells[place] for place in problem.small), problem.down, problem.up, strict=True)
    return [Shortfall(cell.name, int(down), int(up), cell.table) for cell, down, up in found if down > 1 or up < rules.limit(cell)]
