"""Single tables that other people published with their results. The numbers are theirs; everything else is ours.

sdcTools/sdcTable: tests/testthat/test-simpleheuristic.R, test-protectTable.R and data-raw/microdata1.R; sdcTools/checkTauArgus:
inst/tests/Batch/test_batch_ex1.R and test_batch_ex2.R; sdcTools/UserSupport, issues 135 and 194; moj-analytical-services/mojSuppression:
Examples Catalogue.md. UserSupport 160 and the rest of ex2 are about dominance in business figures, which counts of children do not have.
"""

from dataclasses import replace
from itertools import product

from analysis.disclose.pack import Cell, Pack, total
from analysis.disclose.problem import Rules
from analysis.disclose.protect import protect
from tests.disclose.reader import crossed, told

NOUGHTS_HIDEABLE = Rules(zeros_shown=False)


def two_way(rows, row_names, column_names, **keys):
    """A two-way table with its margins; cells are named by row and column."""
    codes = ({"row": row, "column": column} for row, column in product(row_names, column_names))
    return crossed(list(zip(codes, (n for row in rows for n in row), strict=True)), ("row", "column"), **keys)


FOUR_BY_FOUR = two_way([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]], "wxyz", "abcd", cost_is_value=True)
TWO_A_LINE = {"w a", "w b", "w c", "x a", "x c", "y b", "y d", "z b", "z d"}


def test_two_hidden_in_each_row_and_column_give_one_away():
    """sdcTable: rows w and x less columns a and c leave w by b, 47, although every line has two hidden cells."""
    assert told(FOUR_BY_FOUR, TWO_A_LINE, "w b", NOUGHTS_HIDEABLE) == (47, 47)


def test_one_more_hidden_cell_makes_it_safe():
    """sdcTable: its heuristic adds one cell, after which its attack says 0 to 78. That is what hiding x by d, the smallest, leaves."""
    assert told(FOUR_BY_FOUR, {*TWO_A_LINE, "x d"}, "w b", NOUGHTS_HIDEABLE) == (0, 78)


def test_the_smallest_number_that_protects_is_the_cheapest_plan():
    """The same table, nine cells out of print: of all that would protect w by b, x by d (31) costs least when a cell costs its number."""
    limit = {cell.name: 47 if cell.name == "w b" else 0 for cell in FOUR_BY_FOUR.cells}
    gone = TWO_A_LINE - {"w b"}
    cells = [replace(cell, limit=limit[cell.name], is_printed=cell.name not in gone) for cell in FOUR_BY_FOUR.cells]
    plan = protect(Pack.of(cells, FOUR_BY_FOUR.relations), NOUGHTS_HIDEABLE)
    assert plan.secondary == {"x d"}
    assert plan.cost == plan.bound == 31


REGIONS, SEXES = "ABCD", ("male", "female")
THE_OPTIMUM = {"A male", "C male", "C female"}


def test_the_optimum_of_tau_argus_for_a_table_that_is_given():
    """checkTauArgus ex1: A by female is unsafe and 1 either way is asked for; the optimum by value is region C, as in its status list."""
    whole = two_way([(895, 137), (753, 973), (569, 486), (540, 793)], REGIONS, SEXES, cost_is_value=True)
    pack = Pack.of([replace(cell, limit=138 if cell.value == 137 else 0) for cell in whole.cells], whole.relations)
    plan = protect(pack, Rules())
    assert plan.primary == {"A female"}
    assert plan.secondary == THE_OPTIMUM
    assert plan.cost == plan.bound == 895 + 569 + 486
    low, high = told(pack, plan.hidden, "A female", Rules())
    assert low <= 136
    assert high >= 138


def test_the_optimum_of_tau_argus_and_sdctable_for_a_table_of_records():
    """checkTauArgus ex2 and sdcTable's OPT: of 100 records two are A by female; counted and weighted by count, both hide region C."""
    plan = protect(two_way([(18, 2), (14, 19), (12, 10), (11, 14)], REGIONS, SEXES, cost_is_value=True), Rules())
    assert plan.primary == {"A female"}
    assert plan.secondary == THE_OPTIMUM
    assert plan.cost == plan.bound == 40


def test_two_single_records_need_a_third_cell():
    """sdcTable: 1 + 2 + 1 + 0 = 4; with both ones hidden alone each is known, so one more is hidden, and not the nought."""
    pack = Pack.of([*map(Cell, "abcd", (1, 2, 1, 0)), Cell("sum", 4, must_show=True)], [total("sum", "abcd")])
    assert told(pack, {"a", "c"}, "a", Rules(1)) == (1, 1)
    assert protect(pack, Rules(2)).hidden == set("abc")
    assert told(pack, set("abc"), "a", Rules(2)) == (1, 2)


def test_three_single_records_do_not_protect_each_other():
    """UserSupport 135: 10 = 1 + 1 + 7 + 1 + 0 with the ones hidden; noughts are shown, so each is 1 until the 7 is hidden too."""
    pack = two_way([(1, 1, 7, 1, 0), (1, 0, 0, 2, 8)], "12", "ABHMW")
    plan = protect(pack, Rules(2))
    assert {told(pack, plan.primary, one, Rules(2)) for one in ("1 A", "1 B", "1 M", "2 A")} == {(1, 1)}
    assert plan.secondary == {"1 H", "H"}
    assert plan.bound == plan.cost
    assert {told(pack, plan.hidden, one, Rules(2))[0] for one in plan.primary - {"A"}} == {1}
    assert min(told(pack, plan.hidden, one, Rules(2))[1] for one in plan.primary) >= 2
    assert [one.cell for one in plan.shortfalls] == ["A"]  # two parts that are not nought make 2 at least


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
    pack = two_way([[25, 10, 1, 3], [1, 6, 5, 3], [1, 10, 10, 3], [1, 1, 10, 3]], "pqrs", "bwot")
    plan = protect(pack, Rules(2))
    assert plan.primary == {"q b", "r b", "s b", "s w", "p o"}
    assert plan.bound == plan.cost
    for low, high in (told(pack, plan.hidden, one, Rules(2)) for one in plan.primary):
        assert low == 1
        assert high >= 2
