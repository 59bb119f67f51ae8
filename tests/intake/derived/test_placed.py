"""The placement on the day of an episode."""

import pandas as pd

from analysis.count.compute import drawn_table
from analysis.intake.derived import PLACED, with_placement

EPISODES = drawn_table("""
episode_id | child_id | started_at
E1         | A        | 2016-05-10 23:00
E2         | B        | 2016-05-10 23:00
E3         | C        | 2016-05-10 23:00
""")

PLACEMENTS = drawn_table("""
placement_id | child_id | responsible | placement_type | started_on | ended_on
L1           | A        | own         | foster         | 2016-05-01 | 2016-05-10
L2           | B        | other       | childrens_home | 2016-05-01 |
L3           | C        | own         | foster         | 2016-05-11 |
""")

DETAILS = drawn_table("""
placement_id | located | provider | placed_by
L2           | in_area | private  | neighbour
""")


def said(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return {row["episode_id"]: tuple(row[list(PLACED)]) for _, row in rows.iterrows()}


def test_what_is_said_of_the_placement():
    """On its last day a placement counts, on the day before its first it does not; what nobody sent is not recorded."""
    assert said(with_placement(EPISODES, "started_at", PLACEMENTS, DETAILS)) == {
        "E1": ("foster", "not_recorded", "not_recorded"),
        "E2": ("childrens_home", "in_area", "neighbour"),
        "E3": ("not_placed", "not_placed", "not_placed"),
    }


def test_without_the_tables_nothing_is_claimed():
    """No details: the kind alone is known. No placements: not even who is placed."""
    assert said(with_placement(EPISODES, "started_at", PLACEMENTS, None))["E2"] == ("childrens_home", "not_recorded", "not_recorded")
    assert set(said(with_placement(EPISODES, "started_at", None, None)).values()) == {("not_recorded",) * 3}
