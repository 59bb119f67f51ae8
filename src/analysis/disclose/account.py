"""Counts of rows about children that a page about the intake prints: which of them stay hidden, so that no small one can be found out.

They are planned like figures, with all that the page prints of them and their rests. The page is a small one and the first safe plan is
taken, so that it costs no time and never changes from one run to the next.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.disclose.pack import Cell, Pack, Relation
from analysis.disclose.problem import Rules
from analysis.disclose.protect import protect


def hidden_counts(cells: Iterable[Cell], relations: Iterable[Relation], limit: int) -> frozenset[str]:
    """The names of the printed cells that stay hidden where counts from 1 to ``limit`` are small.

    A relation that does not hold is left out, since no reader can know it; one that holds by chance is taken for known, which is safe.
    """
    counts = {cell.name: cell for cell in cells}
    values = {name: cell.value for name, cell in counts.items()}
    pack = Pack.of(counts.values(), [one for one in relations if values.keys() >= {name for name, _ in one.terms} and one.holds(values)])
    return protect(pack, Rules(limit), seconds=0, attacks=0).hidden
