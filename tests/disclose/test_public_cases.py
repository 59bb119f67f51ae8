"""Cases that other people published with their results. The numbers are theirs; everything else is ours.

sdcTools/sdcTable: tests/testthat/test-simpleheuristic.R and test-linked-tables.r; sdcTools/UserSupport, issue 194;
moj-analytical-services/mojSuppression: Examples Catalogue.md.
"""

import numpy as np

from analysis.disclose.attack import DOWN, UP, whole_reach
from analysis.disclose.pack import Cell, Pack, total
from analysis.disclose.problem import Rules, problem_of
from analysis.disclose.protect import protect

NOUGHTS_HIDEABLE = Rules(zeros_shown=False)


def crossed(rows, row_names, column_names):
    """A two-way table with its margins; cells are named by row and column."""
    cells, relations = [Cell("**", sum(map(sum, rows)), cost=20)], []
    for name, row in zip(row_names, rows, strict=True):
        cells += [Cell(f"{name}*", sum(row), cost=5), *(Cell(name + other, n) for other, n in zip(column_names, row, strict=True))]
        relations.append(total(f"{name}*", [name + other for other in column_names]))
    for other, column in zip(column_names, zip(*rows, strict=True), strict=True):
        cells.append(Cell(f"*{other}", sum(column), cost=5))
        relations.append(total(f"*{other}", [name + other for name in row_names]))
    return Pack.of(cells, [*relations, total("**", [f"{name}*" for name in row_names]), total("**", [f"*{name}" for name in column_names])])


def told(pack, hidden, cell, rules=NOUGHTS_HIDEABLE):
    """The least and greatest whole number that a hidden cell may be."""
    problem = problem_of(pack, rules)
    plan = np.array([float(one.name in hidden) for one in pack.cells])
    place = pack.index[cell]
    return tuple(int(whole_reach(problem, plan, place, side)[place]) for side in (DOWN, UP))


FOUR_BY_FOUR = crossed([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]], "wxyz", "abcd")
TWO_A_LINE = {"wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"}


def test_two_hidden_in_each_row_and_column_give_one_away():
    """sdcTable: rows w and x less columns a and c leave w by b, 47, although every line has two hidden cells."""
    assert told(FOUR_BY_FOUR, TWO_A_LINE, "wb") == (47, 47)


def test_one_more_hidden_cell_makes_it_safe():
    low, high = told(FOUR_BY_FOUR, {*TWO_A_LINE, "xb"}, "wb")
    assert low == 0
    assert high >= 78


def linked():
    """Eight regions in two counties, and the same regions as big and small ones."""
    counts = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
    groups = {"county 1": "ABIJ", "county 2": "KLMN", "big": "LM", "small": "ABIJKN"}
    sums = [Cell(name, sum(counts[one] for one in parts)) for name, parts in groups.items()]
    cells = [*(Cell(name, n) for name, n in counts.items()), *sums, Cell("total", 36)]
    wholes = [total("total", ["county 1", "county 2"]), total("total", ["big", "small"])]
    return Pack.of(cells, [*(total(name, parts) for name, parts in groups.items()), *wholes])


def test_two_tables_that_are_safe_apart_give_a_region_away_together():
    """sdcTable: the small regions less the first county are K and N, 10, and N is printed as 7."""
    assert told(linked(), set("ABKLM"), "K", Rules(3)) == (3, 3)


def test_one_more_region_is_enough():
    plan = protect(linked(), Rules(3))
    assert plan.primary == set("ABKLM")
    assert plan.secondary == {"N"}
    assert plan.bound == plan.cost == 1


def test_two_ones_do_not_protect_each_other():
    """UserSupport 194: 15 = 10 + 3 + x + x leaves 1 and 1 for those who know that neither is nought."""
    pack = Pack.of([*map(Cell, "abcd", (10, 3, 1, 1)), Cell("sum", 15, must_show=True)], [total("sum", "abcd")])
    assert told(pack, {"c", "d"}, "c", Rules(1)) == (1, 1)
    hidden = protect(pack, Rules()).hidden
    assert hidden == set("abcd")
    assert told(pack, hidden, "c", Rules()) == (1, 12)


def test_noughts_are_no_cover():
    """UserSupport 194: 15 = 10 + 5 + 0 + 0; a nought is never hidden to protect another number."""
    pack = Pack.of([*map(Cell, "abcd", (10, 4, 0, 0)), Cell("sum", 14, must_show=True)], [total("sum", "abcd")])
    assert protect(pack, Rules()).hidden == {"a", "b"}


def test_all_five_small_cells_of_the_catalogue_are_protected():
    """mojSuppression hides eight cells, which leaves each of the five ones known to those who know that noughts are printed."""
    pack = crossed([[25, 10, 1, 3], [1, 6, 5, 3], [1, 10, 10, 3], [1, 1, 10, 3]], "pqrs", "bwot")
    plan = protect(pack, Rules(2))
    assert plan.primary == {"qb", "rb", "sb", "sw", "po"}
    assert plan.bound == plan.cost
    for low, high in (told(pack, plan.hidden, one, Rules(2)) for one in plan.primary):
        assert low == 1
        assert high >= 2
