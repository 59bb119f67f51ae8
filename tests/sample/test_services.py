"""The tables about services agree with those that were there before them, and with each other."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

SUPPLIED = Path(__file__).parents[2] / "config" / "supplied"


@pytest.fixture(scope="module")
def trained(raw) -> pd.DataFrame:
    return raw.table("training_by_agency.csv", ("Date",)).astype({"People": int})


def test_agencies_sent_the_delegates_of_each_event(raw, trained):
    """Whoever adds up the agencies gets the 194 and 288 delegates of the multi-agency events, event by event."""
    events = raw.table("training_events.xlsx").groupby(["Date", "Kind"])["Delegates"].sum()
    sent = trained[trained["Kind"] != "E-learning"].groupby(["Date", "Kind"])["People"].sum()
    pd.testing.assert_series_equal(sent.rename("Delegates"), events, check_dtype=False)


@pytest.mark.parametrize("year", ["2015-16", "2016-17"])
def test_e_learning_comes_to_the_number_handed_over(trained, year):
    figures = tomllib.loads((SUPPLIED / f"{year}.toml").read_text(encoding="utf-8"))["figure"]
    courses = trained[(trained["Kind"] == "E-learning") & (trained["folder"] == year)]["People"].sum()
    assert courses == next(one["value"] for one in figures if one["indicator"] == "e_learning_courses")


def test_no_more_are_trained_than_there_are(raw):
    rows = raw.table("workforce.csv").astype({"People": int, "Trained": int})
    assert (rows["Trained"] <= rows["People"]).all()


def test_children_at_the_panel_are_written_as_at_strategy_meetings(raw):
    """So the panel brings no new record of a child, and nobody is linked otherwise than before. New comes once, and first."""
    who = ["Person ID", "Last name", "First name", "Date of birth", "Gender"]
    panel, meetings = raw.table("mase_panel.csv", ("Panel date",)), raw.table("cse_strategy_meetings.csv")
    assert set(panel[who].itertuples(index=False)) <= set(meetings[who].itertuples(index=False))
    first = panel.sort_values("Panel date").groupby("Person ID")["New or review"]
    assert set(first.first()) == {"New"}
    assert (first.agg(lambda found: (found == "New").sum()) == 1).all()


def test_work_is_done_on_referrals(raw):
    """Nobody is seen before the referral, and no case is closed before the child is seen."""
    work = raw.table("specialist_service_work.csv", ("Date",))
    days = work.pivot(index="Case no", columns="Step", values="Date")
    referred = raw.table("specialist_service_referrals.xlsx").set_index("Case no")["Referred"]
    assert set(days.index) <= set(referred.index)
    assert (days["First seen"] > referred.reindex(days.index)).all()
    assert (days["Closed"].dropna() > days["First seen"].reindex(days["Closed"].dropna().index)).all()


def test_a_place_has_no_address(raw):
    """District and kind are all that the file holds."""
    assert set(raw.table("concerns_network_locations.csv").columns) == {"Location no", "Raised", "District", "Kind of place", "folder"}
