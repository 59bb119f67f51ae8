"""The SSDA903 return beside the police: which rows are one absence."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.count.compute import drawn_table
from analysis.intake.derived import looked_after_missing

PLACEMENTS = drawn_table("""
placement_id | child_id | responsible | placement_type | started_on | ended_on
L1           | A        | own         | foster         | 2016-01-01 |
""")


def returned(rows: str) -> pd.DataFrame:
    return drawn_table("missing_id | child_id | missing_type | started_at | ended_at" + rows)


def police(rows: str) -> pd.DataFrame:
    frame = drawn_table("episode_id | child_id | category | started_at | returned_at" + rows)
    return frame.assign(missing_from="own_care")


def held(care: pd.DataFrame, episodes: pd.DataFrame | None) -> dict[str, str]:
    """What is said of each row, by the references of both sides."""
    rows = looked_after_missing(care, episodes, PLACEMENTS, None).fillna("")
    return {f"{row.missing_id}{row.episode_id}": row.held for row in rows.itertuples()}


@pytest.mark.parametrize(
    ("episode", "found"),
    [
        ("A | missing | 2016-05-10 23:50 | 2016-05-12 01:00", {"S1E1": "same_dates"}),
        ("A | missing | 2016-05-10 23:50 | 2016-05-13 01:00", {"S1E1": "other_dates"}),
        ("A | missing | 2016-05-10 23:50 |", {"S1E1": "same_dates"}),
        ("A | missing | 2016-05-15 08:00 | 2016-05-15 09:00", {"S1": "ssda903_only", "E1": "police_only"}),
        ("A | missing | 2016-05-13 08:00 | 2016-05-14 09:00", {"S1E1": "other_dates"}),
        ("A | missing | 2016-05-01 08:00 | 2016-05-10 09:00", {"S1E1": "other_dates"}),
        ("B | missing | 2016-05-10 23:50 | 2016-05-12 01:00", {"S1": "ssda903_only", "E1": "police_only"}),
    ],
)
def test_what_the_police_hold_of_a_row_of_the_return(episode, found):
    """From 10 to 12 May: the same days; a later return; none yet; five days later; three days later; overlapping; another child."""
    care = returned("\nS1 | A | missing | 2016-05-10 | 2016-05-12")
    assert held(care, police(f"\nE1 | {episode}")) == found


def test_the_nearest_rows_find_each_other():
    """Two absences of one child within three days: each row goes to the one with its own days, and what is left over stays alone."""
    care = returned("\nS1 | A | missing | 2016-05-10 | 2016-05-10\nS2 | A | missing | 2016-05-12 | 2016-05-12")
    times = "\nE1 | A | missing | 2016-05-12 20:00 | 2016-05-12 22:00\nE2 | A | absent | 2016-05-10 20:00 | 2016-05-10 22:00"
    third = "\nE3 | A | absent | 2016-05-11 20:00 | 2016-05-11 22:00"
    assert held(care, police(times + third)) == {"S1E2": "same_dates", "S2E1": "same_dates", "E3": "police_only"}


def test_only_children_in_the_councils_care_are_compared():
    """Who is missing from home or from another authority's care is no business of the return."""
    care = returned("\nS1 | A | missing | 2016-05-10 | 2016-05-12")
    others = police("\nE1 | A | missing | 2016-05-10 23:50 | 2016-05-12 01:00").assign(missing_from="home")
    assert held(care, others) == {"S1": "ssda903_only"}


def test_without_police_records_nothing_is_compared():
    """A council that delivers the return alone still has its own view, and no claim about the police."""
    care = returned("\nS1 | A | away | 2016-05-10 | 2016-05-12\nS2 | B | missing | 2016-05-10 |")
    rows = looked_after_missing(care, None, PLACEMENTS, None)
    assert rows["held"].tolist() == ["not_compared", "not_compared"]
    assert rows["placement_type"].tolist() == ["foster", "not_placed"]


days = st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 28), st.integers(0, 3)), min_size=1, max_size=8)


@given(days, days)
def test_each_row_stands_once(ours, theirs):
    """Whatever arrives: every row of either side is in exactly one case, so each view keeps its own total."""
    care = returned("".join(f"\nS{n} | {c} | missing | 2016-05-{d:02} | 2016-05-{min(d + e, 31):02}" for n, (c, d, e) in enumerate(ours)))
    theirs = "".join(f"\nE{n} | {c} | absent | 2016-05-{d:02} | 2016-05-{min(d + e, 31):02}" for n, (c, d, e) in enumerate(theirs))
    rows = looked_after_missing(care, police(theirs), PLACEMENTS, None)
    assert sorted(rows["missing_id"].dropna()) == sorted(care["missing_id"])
    assert rows["episode_id"].dropna().is_unique
    assert rows["case_id"].is_unique
    assert (rows["episode_id"].notna() == rows["held"].isin(["same_dates", "other_dates", "police_only"])).all()


def test_days_stay_days_and_the_rest_is_text():
    """A row that only one side holds lacks the reference of the other, and both stay columns of text."""
    care = returned("""
        1 | A | missing | 2016-05-10 | 2016-05-11
    """)
    rows = looked_after_missing(care, None, PLACEMENTS, None)
    days = rows.select_dtypes("datetime").columns.tolist()
    assert days == ["started_on", "ended_on"]
    assert {str(rows[name].dtype) for name in rows.columns.difference(days)} == {str(rows["held"].dtype)}
