"""Linked and repeated tables that other people published. The numbers are theirs; everything else is ours.

sdcTools/sdcTable: tests/testthat/test-linked-tables.r; sdcTools/UserSupport, issue 133; statisticsnorway/ssb-gausssuppression:
vignettes/Linked_table_suppression.Rmd and the example of R/IncrementalTimeSuppression.R, with the data sets example1 and d2s of
statisticsnorway/ssb-ssbtools. Patterns that hang on another algorithm's choice are not asked for: ours must be safe and proven cheapest.
"""

from dataclasses import replace

import pytest

from analysis.disclose.pack import Cell, Pack, total
from analysis.disclose.problem import Rules
from analysis.disclose.protect import protect
from tests.disclose.reader import crossed, told


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


COUNTIES = {"A": ("county-1", "big", 11), "B": ("county-4", "big", 7), "I": ("county-1", "small", 3)}
COUNTIES |= {"J": ("county-10", "small", 9), "K": ("county-10", "small", 4)}


@pytest.mark.parametrize("threshold", [3, 4, 5])
def test_a_county_of_one_region_is_that_region(threshold):
    """UserSupport 133: region B and county-4 are one number in two tables, hidden in both or in neither; planned together, all is safe."""
    records = [({"region": one, "county": county, "group": group}, n) for one, (county, group, n) in COUNTIES.items()]
    pack, rules = crossed(records, ("county", "region"), ("group", "region")), Rules(threshold)
    plan = protect(pack, rules)
    assert {"B", "county-4"} & {cell.name for cell in pack.cells} == {"county-4"}
    assert plan.primary == ({"I", "K"} if threshold > 3 else {"I"})
    assert plan.bound == plan.cost
    assert not plan.shortfalls
    for low, high in (told(pack, plan.hidden, one, rules) for one in plan.primary):
        assert low == 1
        assert high >= threshold


AGES = ("young", "young", "old", "old", "young", "old", "old", "young", "young", "young")
PLACES = ("Spain", "Iceland", "Spain", "Portugal", "Iceland", "Spain", "Portugal", "Spain", "Iceland", "Portugal")
YEARS, COUNTS = ("2014",) * 4 + ("2015",) * 3 + ("2016",) * 3, (6, 8, 9, 1, 2, 4, 3, 7, 2, 2)


def sport():
    """Ten records in two tables: age by union by year, and country by year. Iceland is all of what is outside the union."""
    rows = zip(AGES, PLACES, YEARS, COUNTS, strict=True)
    records = [({"age": a, "geo": g, "eu": "non-EU" if g == "Iceland" else "EU", "year": y}, n) for a, g, y, n in rows]
    return crossed(records, ("age", "eu", "year"), ("geo", "year"))


def test_two_linked_tables_are_safe_together():
    """GaussSuppression vignette, ones and twos are small: none can be told, and no cheaper plan is."""
    pack, rules = sport(), Rules(2)
    plan = protect(pack, rules)
    assert plan.primary == {"Portugal 2014", "Portugal 2016", "non-EU 2016", "young 2015"}
    assert plan.bound == plan.cost == 4
    assert not plan.shortfalls
    for low, high in (told(pack, plan.hidden, one, rules) for one in plan.primary):
        assert low == 1
        assert high >= 2


def test_the_consistent_plan_of_the_vignette_leaves_a_country_that_can_be_told():
    """Its words: Spain-2015 can be derived from EU-2015, here all who are old in 2015, and Portugal-2015, which are printed."""
    assert told(sport(), {"young 2015", "2015", "Spain 2015"}, "Spain 2015", Rules(2)) == (4, 4)


INCOMES, SIZES = ("other", "wages", "assistance", "pensions"), ("big", "small")
QUARTERS = {
    "Q1": (10, 16, 20, 2, 119, 59, 79, 33),
    "Q2": (3, 20, 0, 19, 133, 49, 86, 14),
    "Q3": (0, 10, 17, 2, 103, 56, 71, 32),
    "Q4": (10, 44, 24, 10, 97, 83, 87, 23),
}
UP_TO_15 = Rules(15)


def year():
    """Income by size of place, for each quarter and for the year."""
    codes = [{"income": income, "size": size} for income in INCOMES for size in SIZES]
    records = [({"quarter": q, **one}, n) for q, counts in QUARTERS.items() for one, n in zip(codes, counts, strict=True)]
    return crossed(records, ("quarter", "income", "size"))


def only(pack, quarter):
    kept = {cell.name for cell in pack.cells if cell.name.startswith(quarter)}
    inside = [one for one in pack.relations if all(name in kept for name, _ in one.terms)]
    return Pack.of([cell for cell in pack.cells if cell.name in kept], inside)


def test_a_year_without_small_counts_gives_its_quarters_away():
    """IncrementalTimeSuppression: counts up to 15, quarters published in turn. As it says, some annual totals must then be hidden."""
    pack = year()
    small = [cell.name for cell in pack.cells if 1 <= cell.value <= 15]
    out = frozenset().union(*(protect(only(pack, quarter), UP_TO_15).hidden for quarter in QUARTERS))
    assert all(one.startswith("Q") for one in small)
    assert any(low == high for low, high in (told(pack, out, one, UP_TO_15) for one in small))

    facts = [replace(cell, must_show=cell.name.startswith("Q") and cell.name not in out) for cell in pack.cells]
    plan = protect(Pack.of(facts, pack.relations), UP_TO_15)
    assert any(not one.startswith("Q") for one in plan.secondary)
    assert not plan.shortfalls
    for low, high in (told(pack, plan.hidden, one, UP_TO_15) for one in small):
        assert low == 1
        assert high >= 15
