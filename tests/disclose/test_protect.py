"""Plans on tables that can be counted on fingers, against every plan there is, and on drawn tables."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclose.attack import DOWN, UP, Requirement, whole_reach
from analysis.disclose.pack import Cell, Pack, at_most, total
from analysis.disclose.problem import Rules, problem_of
from analysis.disclose.protect import protect
from analysis.disclose.witnesses import agrees, possible, requirements

SHOWN, HIDEABLE = Rules(), Rules(zeros_shown=False)


def table(rows, grand_cost=20, margin_cost=5):
    """A two-way table with its margins and grand total."""
    counts = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    height, width = len(rows), len(rows[0])
    cells = [Cell(f"{r},{c}", value) for (r, c), value in counts.items()]
    cells += [Cell(f"{r},*", sum(rows[r]), cost=margin_cost) for r in range(height)]
    cells += [Cell(f"*,{c}", sum(row[c] for row in rows), cost=margin_cost) for c in range(width)]
    cells.append(Cell("*,*", sum(map(sum, rows)), cost=grand_cost))
    across = [total(f"{r},*", [f"{r},{c}" for c in range(width)]) for r in range(height)]
    down = [total(f"*,{c}", [f"{r},{c}" for r in range(height)]) for c in range(width)]
    return Pack.of(cells, [*across, *down, total("*,*", [f"{r},*" for r in range(height)]), total("*,*", [f"*,{c}" for c in range(width)])])


def ranges(pack, hidden, rules):
    """What a reader can tell of each small cell, solved in whole numbers and to the end."""
    problem = problem_of(pack, rules)
    plan = np.array([float(cell.name in hidden) for cell in pack.cells])
    ends = {n: [whole_reach(problem, plan, Requirement(n, side, 0.0))[n] for side in (DOWN, UP)] for n in problem.small}
    return {pack.cells[n].name: tuple(map(int, both)) for n, both in ends.items()}


def is_safe(pack, hidden, rules):
    problem = possible(problem_of(pack, rules))
    found = ranges(pack, hidden, rules)
    return all(one.side * (found[pack.cells[one.place].name][one.side == UP] - one.target) <= 0 for one in requirements(problem))


def cheapest_by_trying(pack, rules):
    """The cost of the cheapest safe plan, from trying all plans in the order of their cost."""
    problem = problem_of(pack, rules)
    free = [pack.cells[n] for n in np.flatnonzero(problem.may_hide)]
    primary = {pack.cells[n].name for n in problem.small}
    plans = (chosen for size in range(len(free) + 1) for chosen in combinations(free, size))
    for chosen in sorted(plans, key=lambda cells: sum(cell.cost for cell in cells)):
        if is_safe(pack, primary | {cell.name for cell in chosen}, rules):
            return sum(cell.cost for cell in chosen)
    raise AssertionError("no plan is safe")


def test_one_small_cell_takes_three_more_with_it():
    """3 in a corner: its row and its column each need another, and these a fourth to close the square."""
    plan = protect(table([[3, 20, 30], [20, 40, 50], [30, 50, 60]]), SHOWN)
    assert plan.primary == {"0,0"}
    assert len(plan.secondary) == 3
    assert (plan.cost, plan.bound) == (3, 3)


def test_a_row_with_two_small_cells_that_add_to_two_is_not_safe_while_noughts_are_shown():
    """1 and 1 of a total of 2: each "c" is at least 1, so both would be known. The total goes too."""
    pack = Pack.of([Cell("a", 1), Cell("b", 1), Cell("whole", 2, is_protected=False)], [total("whole", ["a", "b"])])
    assert ranges(pack, {"a", "b"}, SHOWN) == {"a": (1, 1), "b": (1, 1)}
    assert protect(pack, SHOWN).hidden == {"a", "b", "whole"}


def test_the_forty_referred_go_with_the_three_re_referrals():
    """43 referrals less 40 children leave 3 or more; the headline of 43 stays."""
    cells = [Cell("referrals", 43, must_show=True), Cell("children", 40), Cell("again", 3)]
    known = [at_most("again", "referrals"), at_most("children", "referrals"), at_most("referrals", "again", "children")]
    plan = protect(Pack.of(cells, known), SHOWN)
    assert plan.hidden == {"children", "again"}


def test_the_rest_of_a_share_is_protected_like_a_printed_cell():
    """79 of 82 tells of three others."""
    cells = [Cell("part", 79), Cell("whole", 82, cost=3), Cell("rest", 3, is_printed=False)]
    plan = protect(Pack.of(cells, [total("whole", ["part", "rest"])]), SHOWN)
    assert plan.hidden == {"part"}


def test_what_cannot_be_protected_is_said():
    """A headline of 4 made of three parts that are not nought: none of them can be more than 2."""
    cells = [Cell("a", 1), Cell("b", 1), Cell("c", 2), Cell("whole", 4, must_show=True, is_protected=False)]
    plan = protect(Pack.of(cells, [total("whole", ["a", "b", "c"])]), SHOWN)
    assert {(one.cell, one.least, one.most) for one in plan.shortfalls} == {(name, 1, 2) for name in "abc"}


def test_quarters_planned_apart_from_their_year_leak_and_together_do_not():
    """Each quarter hides its own 3; the year's total of the category then gives back the one that is alone."""
    cells = [Cell(f"q{n}", value) for n, value in enumerate((3, 30, 40, 50), 1)] + [Cell("year", 123, must_show=True)]
    pack = Pack.of(cells, [total("year", ["q1", "q2", "q3", "q4"])])
    assert ranges(pack, {"q1"}, SHOWN)["q1"] == (3, 3)
    plan = protect(pack, SHOWN)
    assert ranges(pack, plan.hidden, SHOWN)["q1"][0] == 1


def drawn_tables(count):
    rng = np.random.default_rng(43)
    shapes = [(2, 2), (2, 3), (3, 2)]
    return [rng.poisson(6, size=shapes[n % 3]).tolist() for n in range(count)]


@pytest.mark.parametrize("rules", [SHOWN, HIDEABLE], ids=["noughts shown", "noughts hideable"])
@pytest.mark.parametrize("rows", drawn_tables(8), ids=str)
def test_the_plan_is_as_cheap_as_the_cheapest_of_all(rows, rules):
    """On every small table the plan hides as little as any plan that is safe."""
    pack = table(rows, grand_cost=3, margin_cost=2)
    plan = protect(pack, rules)
    assert plan.cost == plan.bound == cheapest_by_trying(pack, rules)
    assert is_safe(pack, plan.hidden, rules)


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"attacks": 0}])
def test_without_time_the_first_plan_stands_and_nothing_is_proven(limits):
    """It is safe all the same: time buys cheaper plans, never safety."""
    pack = table([[3, 8], [5, 7], [6, 5]])
    plan = protect(pack, SHOWN, **limits)
    assert is_safe(pack, plan.hidden, SHOWN)
    assert plan.bound == 0 < protect(pack, SHOWN).bound


def test_a_table_agrees_with_a_plan_where_it_differs_in_hidden_cells_alone():
    """The 3 is hidden whatever the plan; a 20 may differ once the plan hides it, and proves nothing while it is printed."""
    problem = problem_of(Pack.of([Cell("small", 3), Cell("large", 20)], []), SHOWN)
    small, large = problem.pack.index["small"], problem.pack.index["large"]
    plan, other = np.zeros(2), problem.values.astype(float)
    other[small] += 1
    assert agrees(problem, plan, other)
    other[large] += 1
    assert not agrees(problem, plan, other)
    plan[large] = 1
    assert agrees(problem, plan, other)


def test_shuffled_cells_and_relations_give_the_same_plan():
    pack = table([[3, 20, 7], [9, 4, 11], [30, 8, 2]])
    shuffled = Pack.of(pack.cells[::-1], pack.relations[::-1])
    assert protect(pack, SHOWN).hidden == protect(shuffled, SHOWN).hidden


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_no_small_cell_of_any_table_can_be_found_out(rows):
    """Whatever the table: each small cell keeps every value that it could keep at all."""
    pack = table(rows)
    assert is_safe(pack, protect(pack, SHOWN).hidden, SHOWN)


def test_a_cell_with_two_values_is_refused():
    with pytest.raises(ValueError, match="stands for 3 and for 4"):
        Pack.of([Cell("a", 3), Cell("a", 4)], [])


def test_products_of_two_tables_that_share_a_margin_are_planned_together():
    """Safe apart and exact together: the same margin is one cell."""
    left = [Cell(f"l{n}", value) for n, value in enumerate((4, 9))]
    right = [Cell(f"r{n}", value) for n, value in enumerate((2, 11))]
    pack = Pack.of([*left, *right, Cell("whole", 13)], [total("whole", ["l0", "l1"]), total("whole", ["r0", "r1"])])
    plan = protect(pack, SHOWN)
    assert all(low == 1 and high >= 5 for low, high in ranges(pack, plan.hidden, SHOWN).values())
