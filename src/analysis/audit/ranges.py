"""The smallest and largest whole number that each unknown can be, given everything that is known.

Each is a small integer programme, solved to the end by HiGHS on its own part of the figures. A table found on the way serves all the
unknowns that it pushes as far; what is not solved is reported as unsolved and counts as not protected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analysis.audit.knowledge import Constraint, Knowledge
from analysis.base.programme import Programme, Solved, Unsolved, whole

NO_LIMIT = 10_000_000
SECONDS_EACH = 20.0


@dataclass(frozen=True)
class Range:
    """What a reader can tell of one number. Without ``is_solved`` nothing is known of what a reader can tell."""

    name: str
    least: int
    most: int
    is_solved: bool = True
    is_rest: bool = False
    limit: int = 0

    @property
    def is_exact(self) -> bool:
        return self.is_solved and self.least == self.most

    @property
    def is_unlimited(self) -> bool:
        return self.most >= NO_LIMIT


@dataclass(frozen=True)
class Component:
    """Unknowns that bear on each other, as arrays for the solver; ``places`` are their places among the constraints."""

    places: np.ndarray
    matrix: csr_array
    least: np.ndarray
    most: np.ndarray
    floor: np.ndarray
    ceiling: np.ndarray


def ranges(book: Knowledge) -> list[Range]:
    """The range of every number that is not printed, in the order in which they were read, and of what one number leaves of another.

    What a number leaves is worked out as long as no table is known in which it is more than a small count.
    """
    found: dict[int, Range] = {}
    left: list[Range] = []
    open_rests = _open_rests(book)
    for part in components(book):
        pool = Pool(part)
        found |= {
            place: replace(_range(book, pool, column, place), limit=book.limit[place])
            for column, place in enumerate(part.places.tolist())
            if book.names[place]
        }
        left += _rests(book, pool, [one for place in part.places.tolist() for one in open_rests.get(place, ())])
    return [*(found[place] for place in sorted(found)), *left, *_known_rests(book)]


def _open_rests(book: Knowledge) -> dict[int, list[tuple[int, int, str]]]:
    """What numbers leave of others, by the number that is not known: the part, or else the whole."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    for (a, b), name in _taken_off(book).items():
        unknown = next((place for place in (a, b) if book.known[place] is None), None)
        if unknown is not None:
            found.setdefault(unknown, []).append((a, b, name))
    return found


def _known_rests(book: Knowledge) -> list[Range]:
    """What is left where both numbers are printed."""
    pairs = {(a, b): name for (a, b), name in _taken_off(book).items() if None not in (book.known[a], book.known[b])}
    return [Range(name, *(2 * [book.known[b] - book.known[a]]), is_rest=True, limit=book.limit[a]) for (a, b), name in pairs.items()]


def _taken_off(book: Knowledge) -> dict[tuple[int, int], str]:
    """The parts and wholes of which the part is not known to be nought: that leaves the whole, which is a number of its own."""
    return {(a, b): name for a, b, name in reversed(book.rests) if book.known[a] != 0}


def _rests(book: Knowledge, pool: Pool, rests: list[tuple[int, int, str]]) -> list[Range]:
    """Whole less part, for the unknowns of one group."""
    column = {place: number for number, place in enumerate(pool.part.places.tolist())}
    found = []
    for a, b, name in rests:
        weights = {column[place]: sign for place, sign in ((a, -1), (b, 1)) if place in column}
        fixed = (book.known[b] or 0) - (book.known[a] or 0)
        if not pool.shows_more(weights, book.limit[a] - fixed):
            found.append(replace(pool.range_of(weights, fixed, name), is_rest=True, limit=book.limit[a]))
    return found


def _range(book: Knowledge, pool: Pool, column: int, place: int) -> Range:
    """The range of a number; one that is known to be larger than any small count is not worked out."""
    if book.floor[place] > book.limit[place]:
        return Range(book.names[place], book.floor[place], int(min(book.ceiling[place], NO_LIMIT)))
    return pool.range_of({column: 1}, 0, book.names[place])


class Pool:
    """Tables of whole numbers that agree with all that is printed, found so far for one group of unknowns."""

    def __init__(self, part: Component) -> None:
        self.part = part
        self.tables: list[np.ndarray] = []
        self.programme = Programme(part.matrix, part.least, part.most)

    def shows_more(self, weights: dict[int, int], limit: float) -> bool:
        """Whether a table that is known already has a weighted sum above a limit."""
        columns, signs = list(weights), np.array(list(weights.values()))
        return any(float(table[columns] @ signs) > limit for table in self.tables)

    def has_table(self) -> bool:
        """Whether any table agrees with all that is printed, of fractions at least."""
        return self._with_fractions(np.zeros(len(self.part.places))) is not None

    def least(self, row: np.ndarray) -> int | None:
        """The least whole value of a weighted sum; nothing when it was not solved."""
        return self._end(row, 1)

    def range_of(self, weights: dict[int, int], fixed: int, name: str) -> Range:
        row = np.zeros(len(self.part.places))
        row[list(weights)] = list(weights.values())
        ends = [self._end(row, sign) for sign in (1, -1)]
        if None in ends:
            return Range(name, 0, 0, is_solved=False)
        return Range(name, ends[0] + fixed, min(ends[1] + fixed, NO_LIMIT))

    def _end(self, row: np.ndarray, sign: int) -> int | None:
        """The least (1) or greatest (-1) whole value of a weighted sum; nothing when it was not solved."""
        with_fractions = self._with_fractions(row * sign)
        if with_fractions is None:
            return None
        if with_fractions.value == -inf:
            return sign * -NO_LIMIT
        best = min((float(row * sign @ table) for table in self.tables), default=inf)
        if best > np.ceil(with_fractions.value - 1e-6):
            table = self._table(row * sign, with_fractions)
            if table is None:
                return None
            self.tables.append(table)
            best = float(row * sign @ table)
        return round(sign * best)

    def _with_fractions(self, objective: np.ndarray) -> Solved | None:
        """What no table goes below; nothing when there is no table at all."""
        try:
            return self.programme.least(objective, self.part.floor, self.part.ceiling)
        except Unsolved:
            return None

    def _table(self, objective: np.ndarray, with_fractions: Solved) -> np.ndarray | None:
        """The table of whole numbers that is least: the one with fractions, if it has none."""
        part, point = self.part, with_fractions.whole_point
        if point is not None:
            return point
        room = part.floor, np.minimum(part.ceiling, NO_LIMIT)
        solved = whole(objective, part.matrix, (part.least, part.most), room, SECONDS_EACH)
        return solved.point if solved.is_solved else None


def components(book: Knowledge) -> list[Component]:
    """The unknowns in groups that do not bear on each other."""
    unknown = [place for place, value in enumerate(book.known) if value is None]
    column = {place: number for number, place in enumerate(unknown)}
    open_ones = [condition for condition in dict.fromkeys(book.conditions) if any(place in column for place, _ in condition.weights)]
    matrix, least, most = _arrays(book, open_ones, column)
    count, labels = connected_components((abs(matrix).T @ abs(matrix)) != 0, directed=False) if unknown else (0, np.array([]))
    return [_part(book, np.array(unknown), matrix, least, most, labels == group) for group in range(count)]


def _part(book: Knowledge, unknown: np.ndarray, matrix: csr_array, least: np.ndarray, most: np.ndarray, chosen: np.ndarray) -> Component:
    columns = np.flatnonzero(chosen)
    rows = np.flatnonzero(abs(matrix[:, columns]).sum(axis=1))
    floor = np.array([book.floor[place] for place in unknown[columns]], dtype=float)
    ceiling = np.array([book.ceiling[place] for place in unknown[columns]], dtype=float)
    return Component(unknown[columns], matrix[rows][:, columns], least[rows], most[rows], floor, ceiling)


def _arrays(book: Knowledge, conditions: list[Constraint], column: dict[int, int]) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """Coefficients of the unknowns, and limits with the known numbers taken off."""
    entries = [(row, column[place], weight) for row, one in enumerate(conditions) for place, weight in one.weights if place in column]
    rows, columns, data = zip(*entries, strict=True) if entries else ((), (), ())
    fixed = np.array(
        [sum(weight * (book.known[place] or 0) for place, weight in condition.weights) for condition in conditions], dtype=float
    )
    least = np.array([condition.least for condition in conditions], dtype=float) - fixed
    most = np.array([condition.most for condition in conditions], dtype=float) - fixed
    return csr_array((np.array(data, dtype=float), (rows, columns)), shape=(len(conditions), len(column))), least, most
