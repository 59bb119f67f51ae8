"""The raw files, counted again with plain pandas, hold the totals of the committee report and of the plan for the year before.

The numbers stand here in full and do not come from the generator.
"""

import pandas as pd
import pytest

from sample.targets import TARGETS


def test_notifications_and_the_children_they_are_about(notifications):
    opening = notifications[notifications["type"] != "Found"]
    assert opening.groupby(["year", "type"]).size().to_dict() == {
        ("2015-16", "Absent"): 552,
        ("2015-16", "Missing"): 2260,
        ("2016-17", "Absent"): 492,
        ("2016-17", "Missing"): 2154,
    }
    assert opening.groupby("year")["id"].nunique().to_dict() == {"2015-16": 1034, "2016-17": 987}


def test_no_opening_notification_is_sent_in_another_year_than_its_episode_started(notifications, episodes):
    opening = notifications[notifications["type"] != "Found"]
    assert (opening["episode"].map(episodes["year"]) == opening["year"]).all()


def test_episodes_upgrades_and_repeats(episodes):
    assert episodes.groupby(["year", "category"]).size().to_dict() == {
        ("2015-16", "Absent"): 490,
        ("2015-16", "Missing"): 2190,
        ("2016-17", "Absent"): 432,
        ("2016-17", "Missing"): 2088,
    }
    upgraded = episodes[(episodes["first"] == "Absent") & (episodes["category"] == "Missing")]
    repeated = episodes[(episodes["openings"] == 2) & (episodes["first"] == "Missing")]
    assert upgraded["year"].value_counts().to_dict() == {"2015-16": 62, "2016-17": 60}
    assert repeated["year"].value_counts().to_dict() == {"2015-16": 70, "2016-17": 66}
    assert episodes["openings"].max() == 2


def test_sex_of_episodes(episodes):
    assert episodes.groupby(["year", "sex"]).size().to_dict() == {
        ("2015-16", ""): 10,
        ("2015-16", "F"): 1469,
        ("2015-16", "M"): 1201,
        ("2016-17", ""): 18,
        ("2016-17", "F"): 1199,
        ("2016-17", "M"): 1303,
    }


def test_where_children_were_at_their_first_notification_of_the_year(first_notifications):
    assert first_notifications.groupby(["year", "place"]).size().to_dict() == {
        ("2015-16", "home"): 744,
        ("2015-16", "not_recorded"): 21,
        ("2015-16", "other_authority_care"): 124,
        ("2015-16", "own_care"): 145,
        ("2016-17", "home"): 671,
        ("2016-17", "not_recorded"): 20,
        ("2016-17", "other_authority_care"): 138,
        ("2016-17", "own_care"): 158,
    }


@pytest.mark.parametrize("year", ["2015-16", "2016-17"])
def test_ages_peak_at_15_and_only_13_to_17_holds_four_in_five(first_notifications, year):
    ages = first_notifications.loc[first_notifications["year"] == year, "age"].value_counts().sort_index()
    assert (ages.index.min() >= 0, ages.index.max()) == (True, 17)
    assert ages.idxmax() == 15
    assert ages.loc[:15].is_monotonic_increasing
    assert ages.loc[15:].is_monotonic_decreasing
    assert 0.82 <= ages.loc[13:17].sum() / ages.sum() <= 0.86
    runs = [(first, width) for width in (1, 2, 3, 4, 5) for first in range(18 - width + 1)]
    assert [(f, w) for f, w in runs if ages.loc[f : f + w - 1].sum() / ages.sum() >= 0.8] == [(13, 5)]


def test_hours_from_report_to_sending(notifications):
    opening = notifications[notifications["type"] != "Found"]
    hours = (opening["sent"] - opening["reported"]) / pd.Timedelta(hours=1)
    bands = pd.cut(hours, [0, 24, 72, 8 * 24], labels=["24h", "72h", "over"])
    counted = opening.groupby(["year", "type", bands], observed=False).size().unstack()
    assert counted.to_numpy().tolist() == [[210, 193, 149], [1492, 633, 135], [226, 172, 94], [1486, 582, 86]]
    assert ((hours - 24).abs() > 2).all()
    assert ((hours - 72).abs() > 2).all()


def test_returned_episodes(episodes):
    returned = episodes[episodes["returned"].notna()]
    assert (returned["year_returned"] == "2016-17").sum() == 2514
    assert ((returned["year_returned"] == "2016-17") & (returned["category"] == "Missing")).sum() == 2082
    assert ((returned["year_returned"] == "2015-16") & (returned["year"] == "2015-16")).sum() == 2677
    assert (returned["year"] < returned["year_returned"]).sum() == 10
    assert episodes["returned"].isna().sum() == 2


def test_required_return_interviews_by_place_and_outcome(considered):
    required = considered[considered["Interview required"] == "Yes"]
    place = required["place"].replace({"own_care": "care", "other_authority_care": "care"})
    order = ["Completed", "Advice given", "Offered and declined", "Not attempted"]
    counted = pd.crosstab([required["year_returned"], place], required["Outcome"])[order]
    assert counted.T.to_dict("list") == {
        ("2015-16", "care"): [426, 114, 175, 45],
        ("2015-16", "home"): [910, 221, 117, 52],
        ("2015-16", "not_recorded"): [20, 8, 8, 4],
        ("2016-17", "care"): [408, 152, 216, 24],
        ("2016-17", "home"): [828, 219, 80, 23],
        ("2016-17", "not_recorded"): [20, 8, 8, 4],
    }
    assert set(required["category"]) == {"Missing"}


def test_interviews_that_were_not_required(considered):
    other = considered[considered["Interview required"] == "No"]
    assert set(other["Outcome"]) == {"Not required"}
    assert other.groupby(["year_returned", "category"]).size().to_dict() == {
        ("2015-16", "Absent"): 30,
        ("2015-16", "Missing"): 87,
        ("2016-17", "Absent"): 30,
        ("2016-17", "Missing"): 92,
    }


def test_completed_interviews_follow_the_return_mostly_within_72_hours(considered):
    completed = considered[considered["Outcome"] == "Completed"]
    hours = (completed["Interviewed"] - completed["Returned"]) / pd.Timedelta(hours=1)
    assert (hours > 0).all()
    assert 0.60 < (hours <= 72).mean() < 0.66
    assert considered.loc[considered["Outcome"] != "Completed", "Interviewed"].isna().all()
    assert (considered["Date offered"].isna() == considered["Outcome"].isin(["Not attempted", "Not required"])).all()


def test_multi_agency_meetings(raw):
    meetings = raw.table("multi_agency_meetings.xlsx")
    assert meetings.groupby("folder").size().to_dict() == {"2015-16": 309, "2016-17": 313}
    complete = meetings["Status"] == "Recorded complete"
    assert complete.groupby(meetings["folder"]).sum().to_dict() == {"2015-16": 231, "2016-17": 234}
    assert (meetings["Held"].notna() == complete).all()


def test_children_referred_and_assessed(raw):
    referrals, assessments = raw.table("mash_referrals.csv"), raw.table("cse_risk_assessments.csv")
    children = referrals.groupby("folder")["Person ID"].nunique()
    assert children.to_dict() == {"2015-16": 323, "2016-17": 263}
    assert (referrals.groupby("folder").size() / children).between(1.08, 1.12).all()
    assert assessments.groupby("folder").size().to_dict() == {"2015-16": 351, "2016-17": 335}
    assert "Organised or group" not in set(referrals["Type of concern"])


def test_children_at_strategy_meetings_and_their_peak_ages(raw):
    meetings = raw.table("cse_strategy_meetings.csv", ("Date of birth", "Date of meeting")).sort_values("Date of meeting")
    firsts = meetings.drop_duplicates(["folder", "Person ID"])
    assert firsts.groupby("folder").size().to_dict() == {"2015-16": 121, "2016-17": 82}
    assert (meetings.groupby("folder").size() / firsts.groupby("folder").size()).between(1.15, 1.2).all()
    assert "Organised or group" not in set(meetings["Type of concern"])
    assert (firsts["Gender"] == "Female").mean() > 0.75
    assert [peak_band(firsts, year) for year in ("2015-16", "2016-17")] == [13, 14]
    referred = raw.table("mash_referrals.csv").drop_duplicates(["folder", "Person ID"])
    assert len(firsts.merge(referred, on=["folder", "Person ID"])) / len(firsts) > 0.8


def peak_band(firsts, year):
    """The first age of the band of two years that clearly holds most children."""
    chosen = firsts[firsts["folder"] == year]
    born, held = chosen["Date of birth"], chosen["Date of meeting"]
    ages = held.dt.year - born.dt.year - (held.dt.strftime("%m%d") < born.dt.strftime("%m%d"))
    bands = sorted(((ages.between(first, first + 1).sum(), first) for first in range(17)), reverse=True)
    assert bands[0][0] - bands[1][0] >= 5
    return bands[0][1]


@pytest.mark.parametrize(
    ("first", "last", "rows", "children", "again", "male", "older"),
    [("2015-07-01", "2016-04-30", 38, 36, 2, 6, 27), ("2016-07-01", "2017-04-30", 43, 40, 3, 7, 30)],
)
def test_referrals_to_the_specialist_service(raw, keys_of, first, last, rows, children, again, male, older):
    every = raw.table("specialist_service_referrals.xlsx").sort_values("Referred", kind="stable")
    window = every[every["Referred"].between(first, last)]
    who = keys_of(window["Young person"], window["DOB"])
    firsts = window[window["Re-referral"] == "No"]
    ages = firsts["Referred"].dt.year - firsts["DOB"].dt.year - (firsts["Referred"].dt.strftime("%m%d") < firsts["DOB"].dt.strftime("%m%d"))
    assert (len(window), len(firsts), (window["Sex"] == "M").sum()) == (rows, children, male)
    assert who.nunique() == children
    assert (window["Re-referral"] == "Yes").sum() == again
    assert (ages.between(14, 17).sum(), ages.between(10, 17).all()) == (older, True)
    assert set(who[window["Re-referral"] == "Yes"]) <= set(who[window["Re-referral"] == "No"])


def test_no_quarter_is_without_referrals_to_the_service(raw):
    quarters = raw.table("specialist_service_referrals.xlsx")["Referred"].dt.to_period("Q").value_counts()
    assert len(quarters) == 9
    assert (quarters.drop(pd.Period("2017Q2")) >= 4).all()


def test_training_pupils_and_taxi_drivers(raw):
    events = raw.table("training_events.xlsx").groupby(["folder", "Kind"])["Delegates"].agg(["size", "sum"])
    assert events.loc["2016-17", "Multi-agency, face to face"].tolist() == [4, 194]
    assert events.loc["2015-16", "Multi-agency, face to face"].tolist() == [6, 288]
    assert events.loc[("2016-17", "Showcase"), "size"] == 1
    pupils = raw.table("prevention_activity.xlsx").groupby(["folder", "Activity"])["Pupils reached"].sum()
    assert pupils.xs("Theatre performance", level="Activity").to_dict() == {"2015-16": 7900, "2016-17": 7700}
    taxi = raw.table("taxi_driver_training.csv", ("Date",))
    assert taxi["Drivers trained"].astype(int).groupby(taxi["folder"]).sum().to_dict() == {"2015-16": 1850, "2016-17": 2150}
    assert (taxi.groupby(["folder", "District"]).size().unstack() >= 3).all(axis=None)
    assert taxi["Date"].max() < pd.Timestamp("2017-04-01")


def test_the_targets_are_those_of_this_test():
    """A change to a published target must not pass because both sides read it from one place."""
    year = TARGETS.years[1]
    assert year.missing.missing_notifications + year.missing.absent_notifications == 2646
    assert sum(year.missing.ages.values()) == 987
    assert year.exploitation.referred_children == 263
