"""Rests: what one printed number leaves of another that holds it, whatever the two are called.

40 interviews required and 36 offered tell of four that were not. Whenever everything that one number counts is among what another counts,
their difference is a count of its own. It is found from what the numbers count, so a new indicator needs nothing. Only rests that are small
need protection, so no others become cells. Events less children are no rest: they say how often, and are no group of children.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from analysis.disclose.nesting import Named, Nesting, nestings
from analysis.disclose.pack import Cell, Relation, total
from analysis.disclose.problem import Rules


def rest(part: Cell, whole: Cell) -> tuple[Cell, Relation]:
    """What a part leaves of its whole, as a cell that nothing prints, and what holds between the three."""
    left = Cell(f"rest of {part.name} in {whole.name}", whole.value - part.value, is_printed=False, limit=part.limit, table=part.table)
    return left, total(whole.name, [part.name, left.name])


def small_rests(regions: Named, cells: Mapping[str, Cell], rules: Rules, moved: int = 0) -> Iterator[tuple[Cell, Relation]]:
    """The small rests of all printed numbers of which one holds the other, and those that may have been small before numbers ``moved``."""
    for nesting in nestings({name: region for name, region in regions.items() if cells[name].is_printed}):
        for part, whole in nesting.pairs(_is_small(nesting, regions, cells, rules, moved)):
            yield rest(cells[part], cells[whole])


def _is_small(nesting: Nesting, regions: Named, cells: Mapping[str, Cell], rules: Rules, moved: int) -> np.ndarray:
    values = np.array([cells[name].value for name in nesting.names])
    limits = np.array([rules.limit(cells[name]) for name in nesting.names])
    units = np.array([regions[name].unit for name in nesting.names])
    left = values[None, :] - values[:, None]
    return (left >= max(0, 1 - moved)) & (left <= limits[:, None] + moved) & (units[:, None] == units[None, :]) & (values[:, None] > 0)
