"""A second solver for the planner's problem, which shares nothing with its search: one programme with every attack written out.

Each requirement has a table of its own in the programme, a whole number for each cell, which obeys every relation, meets the requirement,
and differs from the truth only where the plan hides. HiGHS solves it as one model: no cuts, no attacks one by one, no first plan.
"""

from __future__ import annotations

from math import inf

import highspy
import numpy as np

from analysis.disclose.pack import Pack, Relation
from analysis.disclose.problem import LARGEST

SECONDS = 60.0


class SecondSolver:
    """The whole problem for cells that are all printed, under a rule that noughts are shown: one model, filled row by row."""

    def __init__(self, pack: Pack, threshold: int) -> None:
        self.pack, self.threshold = pack, threshold
        self.most = LARGEST * max(max((cell.value for cell in pack.cells), default=0), 2 * threshold)
        self.model = highspy.Highs()
        for option, value in {"output_flag": False, "threads": 1, "presolve": "off", "time_limit": SECONDS, "mip_rel_gap": 0.0}.items():
            self.model.setOptionValue(option, value)
        self.hides = {cell.name: self._column(cell.cost, *self._may_hide(cell.name)) for cell in pack.cells}

    def cost(self) -> float:
        """What the cheapest safe plan costs, small cells aside; infinite when there is none."""
        for cell in (one for one in self.pack.cells if self._is_small(one.value)):
            for target in {1, self.threshold} - {cell.value}:
                self._write_attack(cell.name, target)
        self.model.run()
        status = self.model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return inf
        assert status == highspy.HighsModelStatus.kOptimal, self.model.modelStatusToString(status)
        small = sum(cell.cost for cell in self.pack.cells if self._is_small(cell.value))
        return round(self.model.getObjectiveValue()) - small

    def _write_attack(self, name: str, target: int) -> None:
        """A table in which one small cell is its target."""
        table = {cell.name: self._column(0, 0, self.most) for cell in self.pack.cells}
        for cell in self.pack.cells:
            self._follow_plan(table[cell.name], self.hides[cell.name], cell.value)
        for relation in self.pack.relations:
            self._hold(relation, table)
        self.model.changeColBounds(table[name], target, target)

    def _follow_plan(self, column: int, hidden: int, value: int) -> None:
        """A printed cell is its value; a hidden one is from one to the most."""
        least = min(1, value)
        self._row(value, inf, {column: 1, hidden: value - least})
        self._row(-inf, value, {column: 1, hidden: value - self.most})

    def _hold(self, relation: Relation, table: dict[str, int]) -> None:
        self._row(relation.lower, relation.upper, {table[name]: by for name, by in relation.terms})

    def _may_hide(self, name: str) -> tuple[int, int]:
        """Small cells are hidden, noughts and cells that must be shown are not, and the rest is for the model to decide."""
        cell = self.pack.cells[self.pack.index[name]]
        if self._is_small(cell.value):
            return 1, 1
        return (0, 0) if cell.must_show or not cell.value else (0, 1)

    def _is_small(self, value: int) -> bool:
        return 1 <= value <= self.threshold

    def _column(self, cost: float, least: float, most: float) -> int:
        place = self.model.getNumCol()
        self.model.addCol(cost, least, most, 0, [], [])
        self.model.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        return place

    def _row(self, least: float, most: float, weights: dict[int, float]) -> None:
        used = {column: by for column, by in weights.items() if by}
        self.model.addRow(least, most, len(used), np.array(list(used), dtype=np.int32), np.array(list(used.values()), dtype=float))
