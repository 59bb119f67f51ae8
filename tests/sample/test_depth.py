"""The SSDA903 return, details of placements and themes of return interviews, counted again with plain pandas."""

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def returned(raw) -> pd.DataFrame:
    return raw.table("ssda903_missing.csv", ("DOB", "MIS_START", "MIS_END"))


@pytest.fixture(scope="module")
def details(raw) -> pd.DataFrame:
    return raw.table("placement_details.csv", ("Start date",))


def test_every_period_lies_in_a_placement_of_the_council(returned, placements):
    """The return is about the council's own looked-after children, on the first day of each period."""
    own = placements[placements["Responsible authority"] == "Trentshire"].drop(columns="folder").drop_duplicates()
    both = returned.reset_index().merge(own, left_on="CHILD", right_on="Person ID")
    inside = both[(both["Start date"] <= both["MIS_START"]) & ~(both["End date"] < both["MIS_START"])]
    assert set(inside["index"]) == set(returned.index)
    assert (both["DOB"] == both["Date of birth"]).all()


def test_no_two_periods_of_a_child_overlap(returned):
    rows = returned.sort_values(["CHILD", "MIS_START"]).drop_duplicates(["CHILD", "MIS_START"], keep="last")
    assert not (rows["MIS_START"] < rows.groupby("CHILD")["MIS_END"].shift()).any()


def test_a_period_has_an_end_unless_it_goes_on_at_the_end_of_the_year(returned):
    first = pd.to_datetime(returned["folder"].map({"2015-16": "2015-04-01", "2016-17": "2016-04-01"}))
    last = first + pd.DateOffset(years=1) - pd.DateOffset(days=1)
    assert (returned["MIS_END"].dropna() <= last[returned["MIS_END"].notna()]).all()
    assert set(returned["MISSING"]) == {"M", "A"}


def test_each_placement_has_its_details(details, placements):
    """One line for each placement in each folder, with an authority that fits who is responsible."""
    both = placements.merge(details, on=["folder", "Placement ID", "Start date"], validate="one_to_one")
    assert len(both) == len(placements) == len(details)
    assert ((both["Responsible authority"] == "Trentshire") == (both["Placing authority"] == "Trentshire")).all()


def test_themes_are_those_of_completed_interviews(raw, tracker):
    """Each completed interview names at least one reason, none twice, and no other interview names any."""
    themes = raw.table("return_interview_themes.csv", ("Interviewed on",))
    completed = tracker[tracker["Outcome"] == "Completed"]
    assert set(themes.loc[themes["Section"].str.startswith("Reason"), "Tracker no"]) == set(completed["Tracker no"])
    assert not themes.duplicated(["Tracker no", "Section", "Theme"]).any()
