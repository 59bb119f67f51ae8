"""The plan's proof, against a solver that is called otherwise and has every attack written out."""

from math import inf

import numpy as np
import pytest

from analysis.disclose.pack import Cell, Pack, total
from analysis.disclose.problem import Rules
from analysis.disclose.protect import protect
from tests.disclose.second_solver import SecondSolver

COSTS = (1, 1, 2, 5, 9, 40)
VALUES = (0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 20, 26, 31, 40)


def drawn(seed):
    """Two tables of two or three rows and columns that have their rows in common, with all margins, each cell at a price of its own."""
    rng = np.random.default_rng(seed)
    height, *widths = rng.integers(2, 4, size=3).tolist()
    rows = rng.choice(VALUES, size=(height, widths[0]))
    tables = [rows, np.array([_spread(rng, row.sum(), widths[1]) for row in rows])]
    counts, sums = {}, []
    for n, values in enumerate(tables):
        counts |= {f"{n}: {r},{c}": value for (r, c), value in np.ndenumerate(values)}
        counts |= {f"*,{r}": values[r].sum() for r in range(height)} | {f"{n}: *,{c}": values[:, c].sum() for c in range(widths[n])}
        sums += [total(f"*,{r}", [f"{n}: {r},{c}" for c in range(widths[n])]) for r in range(height)]
        sums += [total(f"{n}: *,{c}", [f"{n}: {r},{c}" for r in range(height)]) for c in range(widths[n])]
        sums.append(total("all", [f"{n}: *,{c}" for c in range(widths[n])]))
    cells = [Cell(name, int(value), cost=int(rng.choice(COSTS))) for name, value in {**counts, "all": rows.sum()}.items()]
    return Pack.of(cells, [*sums, total("all", [f"*,{r}" for r in range(height)])])


def _spread(rng, whole, parts):
    """A number in so many parts."""
    return np.diff([0, *np.sort(rng.integers(0, whole + 1, size=parts - 1)), whole])


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_is_cheaper_than_the_one_that_is_proven(seed):
    """Forty drawn packs: the cost is that of the other solver, and where none can keep all small counts the plan says so."""
    pack = drawn(seed)
    plan = protect(pack, Rules(), seconds=60, attacks=100_000)
    least = SecondSolver(pack, Rules().threshold).cost()
    assert bool(plan.shortfalls) == (least == inf)
    assert plan.shortfalls or (plan.cost, plan.bound) == (least, least)
