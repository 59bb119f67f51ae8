"""What is worked out about services: waiting, months of places, actions."""

import pandas as pd

from analysis.count.compute import drawn_table
from analysis.intake.derived.services import with_action, with_month, with_services, with_work

REFERRALS = drawn_table("""
    referral_id | received_on
    A           | 2016-05-01
    B           | 2016-05-01
    C           | 2016-05-01
    D           | 2016-05-01
    E           | 2016-05-01
""")
WORK = drawn_table("""
    referral_id | happened_on | step       | outcome
    A           | 2016-05-15  | first_seen |
    B           | 2016-05-16  | first_seen |
    C           | 2016-05-29  | first_seen |
    D           | 2016-05-30  | first_seen |
    A           | 2016-09-01  | closed     | partly_met
    A           | 2016-06-01  | closed     | disengaged
    A           | 2016-06-10  | first_seen |
    Z           | 2016-06-01  | closed     | needs_met
""")


def test_how_long_a_child_waited():
    """14 and 28 days belong to the shorter band; A was seen again later, and E has not been seen."""
    bands = with_work(REFERRALS, WORK)["wait_band"]
    assert bands.tolist() == ["within_14_days", "15_to_28_days", "15_to_28_days", "over_28_days", "not_seen"]


def test_a_case_that_was_opened_again_has_its_last_outcome():
    """A was closed in June and again in September; what is said of a case that nobody referred is nobody's."""
    rows = with_work(REFERRALS, WORK)
    assert rows["outcome"].tolist() == ["partly_met", *["not_recorded"] * 4]
    assert rows["closed_on"].tolist()[:1] == [pd.Timestamp("2016-09-01")]
    assert rows["closed_on"].notna().sum() == 1


def test_without_a_record_of_the_work_nothing_is_known_of_it():
    rows = with_work(REFERRALS, None)
    assert set(rows["wait_band"]) == {"not_seen"}
    assert set(rows["outcome"]) == {"not_recorded"}
    assert rows["closed_on"].isna().all()


def test_a_place_is_told_by_district_and_month():
    places = pd.DataFrame({"raised_on": pd.to_datetime(["2016-04-30", "2016-12-01"]), "district": ["Broxley", "Ashdale"]})
    rows = with_month(places)
    assert rows["month"].tolist() == ["april", "december"]
    assert rows["district_month"].tolist() == ["Broxley, April", "Ashdale, December"]


def test_what_became_of_an_action():
    """Done on the day it was due is in time; a strength has no action."""
    due = pd.to_datetime(["2016-06-30", "2016-06-30", "2016-06-30", None])
    done = pd.to_datetime(["2016-06-30", "2016-07-01", None, None])
    rows = with_action(pd.DataFrame({"due_on": due, "done_on": done}))
    assert rows["action"].tolist() == ["done_in_time", "done_late", "not_done", "none"]


def test_tables_that_were_not_delivered_stay_out():
    assert with_services({}) == {}
