"""The reader of the benchmarks: the least and greatest whole value of a cell, by a model of HiGHS that shares nothing with the plan.

Relations are written row by row from the pack; of the plan only what it prints is known. scipy's ``milp`` is not used: the HiGHS in
scipy 1.17 calls points optimal that are not.
"""

from __future__ import annotations

import highspy
import numpy as np

from analysis.disclose.pack import Pack


class Attacker:
    """A pack of which each cell lies between two whole numbers; the ends may be infinite."""

    def __init__(self, whole: Pack, low: np.ndarray, high: np.ndarray) -> None:
        self._model = highspy.Highs()
        for option, value in {"output_flag": False, "threads": 1, "presolve": "off", "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}.items():
            self._model.setOptionValue(option, value)
        for place, (least, most) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
            self._model.addVar(least, most)
            self._model.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        for relation in whole.relations:
            places = np.array([whole.index[name] for name, _ in relation.terms], dtype=np.int32)
            weights = np.array([by for _, by in relation.terms], dtype=float)
            self._model.addRow(relation.lower, relation.upper, len(places), places, weights)

    def table(self, place: int, side: int) -> np.ndarray:
        """A table in which a cell is as small (1) or as large (-1) as it can be. Raises `RuntimeError` when none was shown to be that."""
        self._model.changeColCost(place, side)
        self._model.run()
        status = self._model.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the attack was not solved: {self._model.modelStatusToString(status)}")
        self._model.changeColCost(place, 0)
        return np.round(self._model.getSolution().col_value)
