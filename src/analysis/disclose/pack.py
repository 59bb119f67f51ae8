"""A pack: everything that is printed together, as cells and what a reader knows to hold between them.

One cell is one count, wherever and however often it is printed. Relations are linear: a total is the sum of its parts, a part is no
larger than its whole. Cells that are never printed (the inner cells that several tables share) stand in a pack too, because they link
what is printed. After the data model of tau-ARGUS and G-Confid, in which a protection problem is a set of cells and additive constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class Cell:
    """One count.

    ``must_show`` keeps a printed cell as it is, such as a headline or a figure that was published before. A cell that is not printed but
    that a reader would work out (what is left of a share) is protected like a printed one when ``is_protected`` says so.
    ``nought_may_hide`` lets it be hidden when it is nought. ``limit`` is the largest count that is small here, where that is not the
    rule for all. ``cost`` is what hiding it costs the reader; ``table`` names what it belongs to.
    """

    name: str
    value: int
    is_printed: bool = True
    is_protected: bool = True
    must_show: bool = False
    nought_may_hide: bool = False
    limit: int | None = None
    cost: int = 1
    table: str = ""


@dataclass(frozen=True)
class Relation:
    """What a reader knows: ``lower <= sum of coefficient * cell <= upper``."""

    terms: tuple[tuple[str, int], ...]
    lower: float = 0
    upper: float = 0

    def comes_to(self, values: Mapping[str, int]) -> int:
        """The sum for some values of the cells, one for each that it names."""
        return sum(by * values[name] for name, by in self.terms)

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether it is true of some values of the cells."""
        return self.lower <= self.comes_to(values) <= self.upper


def total(whole: str, parts: Iterable[str]) -> Relation:
    """A whole is the sum of its parts."""
    return Relation(((whole, 1), *((part, -1) for part in sorted(parts))))


def at_most(part: str, *wholes: str) -> Relation:
    """A part is no larger than its whole, or than several wholes together."""
    return Relation(((part, 1), *((whole, -1) for whole in sorted(wholes))), lower=-inf)


@dataclass(frozen=True)
class Pack:
    """Cells by name and relations between them, in an order of their own, so that shuffled input gives the same plan."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]

    @classmethod
    def of(cls, cells: Iterable[Cell], relations: Iterable[Relation]) -> Pack:
        """A pack in standard order. Raises `ValueError` when a name stands for two counts or a relation does not hold."""
        by_name = _by_name(cells)
        ordered = sorted(set(relations), key=lambda one: (one.terms, one.lower, one.upper))
        values = {name: cell.value for name, cell in by_name.items()}
        for relation in ordered:
            _check(relation, values)
        return cls(tuple(by_name[name] for name in sorted(by_name)), tuple(ordered))

    @cached_property
    def index(self) -> dict[str, int]:
        """The place of each cell by its name."""
        return {cell.name: place for place, cell in enumerate(self.cells)}

    @cached_property
    def values(self) -> np.ndarray:
        """The true counts, one a cell."""
        return np.array([cell.value for cell in self.cells], dtype=float)

    @cached_property
    def value_of(self) -> dict[str, int]:
        """The true count of each cell by its name."""
        return {cell.name: cell.value for cell in self.cells}

    @cached_property
    def _by_column(self) -> csc_array:
        return self.matrix.tocsc()

    @cached_property
    def matrix(self) -> csr_array:
        """The coefficients: one row a relation, one column a cell."""
        entries = [(row, self.index[name], by) for row, relation in enumerate(self.relations) for name, by in relation.terms]
        rows, columns, data = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array((np.array(data, dtype=float), (rows, columns)), shape=(len(self.relations), len(self.cells)))

    def components(self, is_fixed: np.ndarray) -> list[np.ndarray]:
        """Groups of cells that bear on each other when the fixed ones are known; each an array of places."""
        loose = np.flatnonzero(~is_fixed)
        links = self.matrix[:, loose]
        joined = (links.T @ links) != 0 if len(loose) else csr_array((0, 0))
        count, labels = connected_components(joined, directed=False) if len(loose) else (0, np.array([]))
        return [loose[labels == group] for group in range(count)]

    def restricted(self, places: np.ndarray) -> Pack:
        """These cells only, with the relations between them; all the others are taken as printed."""
        cells = [self.cells[place] for place in places]
        kept = {cell.name for cell in cells}
        between = np.unique(self._by_column[:, places].indices)
        return Pack.of(cells, [restricted_to(self.relations[row], kept, self.value_of) for row in between])


def _by_name(cells: Iterable[Cell]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in cells:
        if found.setdefault(cell.name, cell).value != cell.value:
            raise ValueError(f"{cell.name} stands for {found[cell.name].value} and for {cell.value}")
    return found


def _check(relation: Relation, values: Mapping[str, int]) -> None:
    if not relation.holds(values):
        raise ValueError(f"{relation.terms} gives {relation.comes_to(values)}, which is not from {relation.lower} to {relation.upper}")


def restricted_to(relation: Relation, kept: set[str], values: Mapping[str, int]) -> Relation:
    """A relation between the cells that are kept, the others taken as known."""
    known = sum(by * values[name] for name, by in relation.terms if name not in kept)
    return Relation(tuple(term for term in relation.terms if term[0] in kept), relation.lower - known, relation.upper - known)
