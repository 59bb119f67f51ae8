"""Linear programmes over the same rows, asked again and again with other prices and bounds.

HiGHS starts each from where the last one ended, which is most of the way when little has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import highspy
import numpy as np
from scipy.sparse import csr_array

_CLEAR = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kInfeasible)
_SILENT = {"output_flag": False, "threads": 1, "parallel": "off"}


class Unsolved(Exception):
    """A programme that gave no answer."""


@dataclass(frozen=True)
class Solved:
    """The least value there is, a point that has it, and by how much it would change with each bound that holds it."""

    value: float
    point: np.ndarray
    slopes: np.ndarray


class Programme:
    """What is asked of columns whose rows ``matrix @ columns`` lie from ``least`` to ``most``; the ends may be infinite."""

    def __init__(self, matrix: csr_array, least: np.ndarray, most: np.ndarray) -> None:
        self._columns = np.arange(matrix.shape[1], dtype=np.int32)
        self._highs = highspy.Highs()
        for option, value in _SILENT.items():
            self._highs.setOptionValue(option, value)
        self._highs.passModel(_model(matrix, least, most))

    def forget(self) -> None:
        """Start the next question from nothing, so that its answer does not depend on what was asked before."""
        self._highs.clearSolver()

    def least(self, prices: np.ndarray, low: np.ndarray, high: np.ndarray) -> Solved:
        """The least that the columns cost when each lies from ``low`` to ``high``.

        A value without end is minus infinity, and has no point. Raises `Unsolved` when nothing fits, or no answer is found.
        """
        count = len(self._columns)
        self._highs.changeColsCost(count, self._columns, prices)
        self._highs.changeColsBounds(count, self._columns, low, high)
        status = self._status()
        if status == highspy.HighsModelStatus.kUnbounded:
            return Solved(-inf, np.array([]), np.array([]))
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(self._highs.modelStatusToString(status))
        found = self._highs.getSolution()
        return Solved(self._highs.getObjectiveValue(), np.array(found.col_value), np.array(found.col_dual))

    def _status(self) -> highspy.HighsModelStatus:
        """How a run ends. What has no clear end from where the last one stopped, or after presolve, is asked again from nothing."""
        self._highs.run()
        if self._highs.getModelStatus() not in _CLEAR:
            self.forget()
            self._highs.setOptionValue("presolve", "off")
            self._highs.run()
            self._highs.setOptionValue("presolve", "choose")
        return self._highs.getModelStatus()


def _model(matrix: csr_array, least: np.ndarray, most: np.ndarray) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = (np.zeros(matrix.shape[1]) for _ in range(3))
    model.row_lower_, model.row_upper_ = least, most
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_row_, model.a_matrix_.num_col_ = matrix.shape
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    return model
