"""Counts of rows on a page about the intake: the plan is attacked by trying every way in which the hidden ones could be filled."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from analysis.disclose import Cell, at_most, hidden_counts, total

LIMIT = 3
MOST = 10


def test_a_small_count_takes_another_with_it():
    """Of 289 rows 287 were used and 2 counted once already: with the 287 printed, the 2 would be known."""
    counts = [Cell("in", 289), Cell("used", 287), Cell("twice", 2)]
    hidden = hidden_counts(counts, [total("in", ["used", "twice"])], 5)
    assert "twice" in hidden
    assert len(hidden) == 2


def test_a_rest_that_is_printed_nowhere_is_protected():
    counts = [Cell("rows", 60), Cell("empty", 58), Cell("filled", 2, is_printed=False)]
    assert hidden_counts(counts, [total("rows", ["empty", "filled"])], 5) & {"rows", "empty"}


def test_what_does_not_hold_is_not_known_and_what_names_a_missing_count_is_not_asked():
    """Here the part is larger than its whole, as rows of a table and findings about files may be."""
    counts = [Cell("whole", 20), Cell("part", 30)]
    assert hidden_counts(counts, [at_most("part", "whole"), total("whole", ["never told"])], 5) == frozenset()


def test_without_a_small_count_nothing_is_hidden():
    assert hidden_counts([Cell("in", 10), Cell("used", 10), Cell("twice", 0)], [total("in", ["used", "twice"])], 5) == frozenset()


@given(st.lists(st.integers(0, 5), min_size=2, max_size=2), st.lists(st.integers(0, 5), min_size=2, max_size=2))
def test_no_small_count_of_two_sums_of_one_whole_can_be_worked_out(left, right):
    """A table of findings by rule and by source, with all its small cells: whoever fills in the hidden counts has a choice."""
    parts = {f"cell{place}": value for place, value in enumerate(left + right)}
    ways = {"left": [f"cell{place}" for place in range(len(left))], "right": [f"cell{len(left) + place}" for place in range(len(right))]}
    counts = parts | {"left": sum(left), "right": sum(right), "all": sum(left + right)}
    sums = [*ways.items(), ("all", ["left", "right"])]
    hidden = hidden_counts([Cell(name, value) for name, value in counts.items()], [total(*one) for one in sums], LIMIT)
    fillings = [
        tried
        for values in product(range(1, MOST), repeat=len(hidden & set(parts)))
        if _fits(tried := counts | dict(zip(sorted(hidden & set(parts)), values, strict=True)), counts, sums, hidden)
    ]
    small = {name for name, value in parts.items() if 1 <= value <= LIMIT}
    assert small <= hidden
    assert all(len({tried[name] for tried in fillings}) > 1 for name in small)


def _fits(tried, counts, sums, hidden):
    """Whether counts with some parts changed still give every printed sum."""
    for whole, parts in sums:
        tried[whole] = sum(tried[part] for part in parts)
    return all(tried[name] == value for name, value in counts.items() if name not in hidden)
