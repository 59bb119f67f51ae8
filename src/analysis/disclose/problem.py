"""A pack under a policy as arrays: what a reader may think of each cell, what may be hidden, and what must stay possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import hstack

from analysis.base.programme import Programme
from analysis.disclose.pack import Cell, Pack

# No cell is thought to be larger than this many times the largest, which keeps coefficients finite. A reader may think more, so it is safe.
LARGEST = 3


@dataclass(frozen=True)
class Rules:
    """What the protector goes by.

    Counts from 1 to ``threshold`` are small; ``zeros_shown`` prints noughts, so a hidden cell is at least 1.
    """

    threshold: int = 5
    zeros_shown: bool = True

    def limit(self, cell: Cell) -> int:
        """The largest count that is small in a cell."""
        return self.threshold if cell.limit is None else cell.limit

    def is_small(self, cell: Cell) -> bool:
        return cell.is_protected and 1 <= cell.value <= self.limit(cell)


@dataclass(frozen=True)
class Problem:
    """Arrays with one entry a cell.

    A hidden cell may be anything from ``low`` to ``high``. ``is_open`` cells are not printed whatever the plan; ``may_hide`` cells are
    for the plan to decide; all others are printed. For each place in ``small`` the reader must be left with values down to ``down`` and
    up to ``up``.
    """

    pack: Pack
    low: np.ndarray
    high: np.ndarray
    is_open: np.ndarray
    may_hide: np.ndarray
    small: np.ndarray
    down: np.ndarray
    up: np.ndarray

    @property
    def values(self) -> np.ndarray:
        return self.pack.values

    @cached_property
    def cost(self) -> np.ndarray:
        return np.array([cell.cost for cell in self.pack.cells], dtype=float)

    @cached_property
    def sides(self) -> tuple[np.ndarray, np.ndarray]:
        """Between what each relation lies: its lower ends and its upper ends."""
        bounds = np.array([(relation.lower, relation.upper) for relation in self.pack.relations], dtype=float).reshape(-1, 2)
        return bounds[:, 0].copy(), bounds[:, 1].copy()

    @cached_property
    def programme(self) -> Programme:
        """All that a reader knows of the relations, whatever is hidden."""
        return Programme(self.pack.matrix, *self.sides)

    @cached_property
    def changes(self) -> Programme:
        """By how much each cell may rise (first half) and fall (second half) so that the relations still hold."""
        matrix, now = self.pack.matrix, self.pack.matrix @ self.values
        lower, upper = self.sides
        return Programme(hstack([matrix, -matrix], format="csr"), np.minimum(lower - now, 0.0), np.maximum(upper - now, 0.0))

    def forget(self) -> None:
        """Ask both programmes anew, so that what follows does not depend on what this process has asked before."""
        self.programme.forget()
        self.changes.forget()

    def with_targets(self, down: np.ndarray, up: np.ndarray) -> Problem:
        """The same problem with other requirements."""
        return replace(self, down=down, up=up)


def problem_of(pack: Pack, rules: Rules) -> Problem:
    """The arrays of a pack under the rules. Small protected cells are hidden from the start."""
    values, cells = pack.values, pack.cells
    printed = np.array([cell.is_printed for cell in cells], dtype=bool)
    is_small = np.array([rules.is_small(cell) for cell in cells], dtype=bool)
    keeps_nought = np.array([rules.zeros_shown and not cell.nought_may_hide for cell in cells], dtype=bool)
    must_show = np.array([cell.must_show for cell in cells], dtype=bool)
    small = np.flatnonzero(is_small)
    return Problem(
        pack,
        low=np.where(printed & keeps_nought, np.minimum(1.0, values), 0.0),
        high=np.full(len(cells), LARGEST * max(values.max(initial=0), 2 * rules.threshold)),
        is_open=~printed | (is_small & ~must_show),
        may_hide=printed & ~is_small & ~must_show & ~(keeps_nought & (values == 0)),
        small=small,
        down=np.ones(len(small)),
        up=np.array([float(rules.limit(cells[place])) for place in small]),
    )
