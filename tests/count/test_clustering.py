"""How events gather in few children: sums over clusters, against sums by hand and against the figures themselves."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.base.measures import (
    Count,
    Coverage,
    Different,
    Kinds,
    Latest,
    PeakAge,
    People,
    Repeats,
    Share,
    ShareOfPeople,
    Supplied,
    Total,
    where,
)
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import exact
from analysis.chapters import ALL, indicator
from analysis.chapters.tables import named_together
from analysis.count.clustering import clustering, sums_over_clusters
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table, in_order

AUTHORITY = Workspace(Path(__file__).parents[2]).authority
YEARS = [Period.parse("2015-16"), Period.parse("2016-17")]
FOUND = where("found", found=("yes",))

EVENTS = drawn_table("""
    child_id | found | number
    A        | yes   | 2
    A        | yes   | 1
    A        | no    | 0
    B        | no    | 4
    C        | yes   | 3
""")


@pytest.mark.parametrize(("measure", "sums"), [
    (Count(), (9 + 1 + 1, 0, 0)),
    (Count(FOUND), (4 + 0 + 1, 0, 0)),
    (Total("number"), (9 + 16 + 9, 0, 0)),
    (Share(FOUND), (4 + 0 + 1, 2 * 3 + 0 * 1 + 1 * 1, 9 + 1 + 1)),
    (People(), (3, 0, 0)),
    (Repeats((("one", 1, 1), ("more", 2, 9))), (3, 0, 0)),
    (Kinds(), (3, 0, 0)),
    (Different("child_id"), (3, 0, 0)),
    (ShareOfPeople(FOUND), (2, 2, 3)),
])  # fmt: skip
def test_each_measure_over_its_clusters(measure, sums):
    """A has three events of which two were found, B one that was not, C one that was. A child that counts once is a cluster of one."""
    assert sums_over_clusters(measure, EVENTS, "child_id") == sums


def test_staff_and_cases_are_units_of_their_own():
    """Whoever is trained is trained once, wherever the row stands that counts them."""
    rows = drawn_table("place | people | trained\nX | 10 | 4\nY | 20 | 5")
    assert sums_over_clusters(Coverage("trained", "people", ("place",)), rows, "child_id") == (9, 9, 30)
    assert sums_over_clusters(Latest("people", ("place",)), rows, "child_id") == (30, 0, 0)


@pytest.mark.parametrize("measure", [Supplied(), PeakAge()])
def test_what_counts_no_units_has_no_sums(measure):
    assert sums_over_clusters(measure, EVENTS, "child_id") is None


def test_rows_that_name_nobody_are_clusters_of_one():
    """Without the column, and where it is empty."""
    assert sums_over_clusters(Count(), EVENTS.drop(columns="child_id"), "child_id") == (5, 0, 0)
    nameless = EVENTS.assign(child_id=["A", "A", None, None, "C"])
    assert sums_over_clusters(Count(), nameless, "child_id") == (4 + 1 + 1 + 1, 0, 0)


def test_what_is_named_of_one_interview_belongs_together():
    """Its rows do not say of which child it was; no other table has anything to go by but the child."""
    others = {one.source: named_together(one.source) for one in ALL if named_together(one.source) != "child_id"}
    assert others == {"interview_themes": "interview_id"}


@given(st.lists(st.tuples(st.sampled_from("ABCDEF"), st.booleans()), max_size=60))
def test_sums_against_counting_by_hand(rows):
    events = pd.DataFrame([(child, "yes" if met else "no") for child, met in rows], columns=["child_id", "found"], dtype="str")
    wholes, parts = Counter(child for child, _ in rows), Counter(child for child, met in rows if met)
    by_hand = sum(n * n for n in parts.values()), sum(parts[one] * n for one, n in wholes.items()), sum(n * n for n in wholes.values())
    assert sums_over_clusters(Share(FOUND), events, "child_id") == by_hand


def test_a_row_for_each_figure_that_is_counted():
    """The sums of the same rows, dates and delivered periods as the figures: of single rows both are the same number."""
    events = drawn_table("""
        episode_id | child_id | started_at
        1          | A        | 2015-05-01
        2          | A        | 2016-05-01
        3          | B        | 2016-05-02
    """)
    told = [replace(indicator(key), breakdowns=()) for key in ("missing_episodes", "children_with_episodes", "theatre_pupils")]
    material = Material({"episodes": events}, {"episodes": (YEARS[1],)}, NOTHING_SUPPLIED)
    found = clustering(in_order(material, told, AUTHORITY), told, YEARS)
    assert found[["indicator", "period", "parts"]].to_numpy().tolist() == [
        ["missing_episodes", "2016-17", 2.0],
        ["children_with_episodes", "2016-17", 2.0],
    ]
    figures = compute(material, told, YEARS, AUTHORITY).query("breakdown == '' and value != 'x'").set_index("indicator")["numerator"]
    assert {one.indicator: exact(figures[one.indicator]) for one in found.itertuples()} == {
        one.indicator: one.parts for one in found.itertuples()
    }
