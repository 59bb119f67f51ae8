"""The calls of the solver: linear programmes over the same rows, asked again and again, and programmes in whole numbers.

HiGHS starts each linear programme from where the last one ended, which is most of the way when little has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import highspy
import numpy as np
from scipy.sparse import csr_array

_CLEAR = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kInfeasible)
NEARLY_WHOLE = 1e-6
_SILENT = {"output_flag": False, "threads": 1, "parallel": "off"}


class Unsolved(Exception):
    """A programme that gave no answer."""


@dataclass(frozen=True)
class Solved:
    """The least value there is, a point that has it, and by how much it would change with each bound that holds it."""

    value: float
    point: np.ndarray
    slopes: np.ndarray

    @property
    def whole_point(self) -> np.ndarray | None:
        """The point, where all of it is whole: then no whole numbers do better. Nothing otherwise.

        Weights and ends of rows must be whole, as they are of counts, so that the point fits when what the solver is off by is gone.
        """
        nearest = np.round(self.point)
        return nearest if len(nearest) and np.all(np.abs(self.point - nearest) < NEARLY_WHOLE) else None


@dataclass(frozen=True)
class Whole:
    """A programme in whole numbers after its time: the best point, if any, a value below which there is none, and whether they meet."""

    point: np.ndarray | None
    bound: float
    is_solved: bool
    message: str


class Programme:
    """What is asked of columns whose rows ``matrix @ columns`` lie from ``least`` to ``most``; the ends may be infinite."""

    def __init__(self, matrix: csr_array, least: np.ndarray, most: np.ndarray) -> None:
        self._columns = np.arange(matrix.shape[1], dtype=np.int32)
        self._highs = _silent_highs()
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


def whole(
    prices: np.ndarray,
    matrix: csr_array,
    sides: tuple[np.ndarray, np.ndarray],
    room: tuple[np.ndarray, np.ndarray],
    seconds: float,
    gap: float = 0.0,
) -> Whole:
    """The least that whole columns in their ``room`` cost when each row of ``matrix @ columns`` lies between its ``sides``.

    The search ends after so many ``seconds``, or when the best may be dearer than the least by a part of ``gap`` at most. This is not
    scipy's ``milp``: the HiGHS 1.12 in scipy 1.17.1 calls points optimal that are not, with its presolve and without.
    """
    highs = _silent_highs()
    for option, value in {"presolve": "off", "time_limit": seconds, "mip_rel_gap": gap}.items():
        highs.setOptionValue(option, value)
    model = _model(matrix, *sides)
    model.col_cost_, model.col_lower_, model.col_upper_ = prices, *room
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(prices)
    highs.passModel(model)
    highs.run()
    status, told = highs.getModelStatus(), highs.getInfo()
    has_point = told.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    point = np.round(highs.getSolution().col_value) if has_point else None
    return Whole(point, told.mip_dual_bound, status == highspy.HighsModelStatus.kOptimal, highs.modelStatusToString(status))


def _silent_highs() -> highspy.Highs:
    highs = highspy.Highs()
    for option, value in _SILENT.items():
        highs.setOptionValue(option, value)
    return highs


def _model(matrix: csr_array, least: np.ndarray, most: np.ndarray) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = (np.zeros(matrix.shape[1]) for _ in range(3))
    model.row_lower_, model.row_upper_ = least, most
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_row_, model.a_matrix_.num_col_ = matrix.shape
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    return model
