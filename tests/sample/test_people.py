"""Children are the same child in every file, whatever the spelling, and what happens to them is possible."""

import subprocess
import sys

import pandas as pd
import pytest

PERSON_FILES = {
    "mash_referrals.csv": "Date received",
    "cse_risk_assessments.csv": "Date completed",
    "cse_strategy_meetings.csv": "Date of meeting",
    "looked_after_placements.csv": "Start date",
}


@pytest.fixture(scope="module")
def social_care(raw, keys_of):
    """Every row with a Person ID: who it is about by name and date of birth, and the day."""
    parts = []
    for file, day in PERSON_FILES.items():
        rows = raw.table(file, ("Date of birth", day))
        key = keys_of(rows["First name"] + " " + rows["Last name"], rows["Date of birth"])
        parts.append(
            pd.DataFrame(
                {"id": rows["Person ID"], "key": key, "sex": rows["Gender"].str[:1], "born": rows["Date of birth"], "day": rows[day]}
            )
        )
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def police(notifications, keys_of):
    return notifications.assign(key=keys_of(notifications["forename"] + " " + notifications["surname"], notifications["born"]))


def test_each_local_identifier_is_one_child_and_each_child_has_one(police, social_care):
    for rows in (police, social_care):
        pairs = rows[["id", "key"]].drop_duplicates()
        assert pairs["id"].is_unique
        assert pairs["key"].is_unique


def test_names_in_meetings_belong_to_the_person_they_carry(raw, police, social_care, keys_of):
    meetings = raw.table("multi_agency_meetings.xlsx")
    meetings["key"] = keys_of(meetings["Child"], meetings["DOB"])
    assert set(meetings["key"]) <= set(police["key"])
    elsewhere = meetings.astype({"Person ID": str}).merge(social_care[["id", "key"]].drop_duplicates(), left_on="Person ID", right_on="id")
    assert len(elsewhere) > 100
    assert (elsewhere["key_x"] == elsewhere["key_y"]).all()


def test_spellings_differ_between_offices(police, placements, keys_of):
    known = placements.assign(key=keys_of(placements["First name"] + " " + placements["Last name"], placements["Date of birth"]))
    both = police.drop_duplicates("key").merge(known.drop_duplicates("key"), on="key")
    ours, theirs = (both[column].str.strip().str.casefold() for column in ("forename", "First name"))
    assert (ours != theirs).sum() > 10
    assert police["surname"].str.strip().str.isupper().mean() > 0.97
    assert all(known["Last name"].str.contains(sign).any() for sign in ("'", "’", "-"))
    assert not known["First name"].map(str.isascii).all()


def test_sex_is_the_same_everywhere_or_not_recorded_anywhere(police, social_care):
    both = pd.concat([police[["key", "sex"]], social_care[["key", "sex"]]]).drop_duplicates()
    assert both["key"].is_unique
    assert set(both["sex"]) == {"F", "M", ""}


def test_tables_share_children(police, social_care, raw, keys_of):
    missing = set(police["key"])
    for file in PERSON_FILES:
        rows = raw.table(file, ("Date of birth",))
        shared = set(keys_of(rows["First name"] + " " + rows["Last name"], rows["Date of birth"])) & missing
        assert len(shared) > 40, file
    years = police.groupby("year")["key"].agg(set)
    assert len(years["2015-16"] & years["2016-17"]) > 250


def test_nobody_is_18_or_unborn(police, social_care):
    ages = police.loc[police["type"] != "Found", "age"]
    assert ages.between(0, 17).all()
    years = (social_care["day"] - social_care["born"]) / pd.Timedelta(days=365.25)
    assert years.between(0, 18).all()


def test_times_are_in_order(notifications, episodes):
    assert (notifications["at"] < notifications["reported"]).all()
    assert (notifications["reported"] < notifications["sent"]).all()
    assert (episodes["returned"] > episodes["started"]).sum() == len(episodes) - 2
    opening = notifications[notifications["type"] != "Found"]
    returned = opening["episode"].map(episodes["returned"])
    assert not (opening["reported"] >= returned).any()
    following = episodes.sort_values(["id", "started"]).groupby("id")["started"].shift(-1)
    assert not (following.reindex(episodes.index) <= episodes["returned"]).any()
    assert not (following.reindex(episodes.index).notna() & episodes["returned"].isna()).any()


def test_no_time_is_skipped_or_repeated_by_a_clock_change(notifications):
    moments = pd.concat([notifications["at"], notifications["reported"], notifications["sent"]])
    assert moments.dt.tz_localize("Europe/London", ambiguous="NaT", nonexistent="NaT").notna().all()


def test_one_sex_and_one_place_of_an_episode(notifications):
    assert (notifications.groupby("episode")[["sex", "written"]].nunique() == 1).all(axis=None)


def test_most_children_go_missing_once_and_a_few_very_often(episodes):
    sizes = episodes.groupby(["year", "id"]).size()
    assert (sizes == 1).mean() > 0.5
    assert 20 <= sizes.max() <= 30


def test_children_go_missing_in_evenings_and_at_weekends(episodes):
    started = episodes["started"]
    assert started.dt.hour.between(17, 22).mean() > 0.4
    assert started.dt.day_name().isin(["Friday", "Saturday", "Sunday"]).mean() > 3 / 7
    hours = (episodes["returned"] - started).dropna() / pd.Timedelta(hours=1)
    assert hours.median() < 12
    assert hours.max() < 11 * 24


def test_the_year_levels_off(episodes):
    quarters = episodes["started"].dt.to_period("Q").value_counts()
    assert abs(quarters["2017Q1"] / quarters["2016Q4"] - 1) < 0.04
    assert quarters["2016Q4"] < quarters["2016Q2"] * 0.9


def test_offices_work_on_weekdays(raw):
    days = [raw.table(file, (day,))[day] for file, day in list(PERSON_FILES.items())[:3]]
    meetings = raw.table("multi_agency_meetings.xlsx")
    days += [meetings["Requested"], meetings["Held"].dropna(), raw.table("specialist_service_referrals.xlsx")["Referred"]]
    assert pd.concat(days).dt.day_of_week.max() == 4


def test_a_placement_that_spans_both_years_stands_in_both_alike(placements):
    rows = placements.drop(columns="folder")
    assert rows.drop_duplicates()["Placement ID"].is_unique
    assert rows.duplicated().sum() > 300
    for year, first, last in (("2015-16", "2015-04-01", "2016-03-31"), ("2016-17", "2016-04-01", "2017-03-31")):
        listed = placements[placements["folder"] == year]
        assert (listed["Start date"] <= last).all()
        assert not (listed["End date"] < first).any()
    assert placements["End date"].isna().any()


def test_placements_of_a_child_follow_each_other(placements):
    rows = placements.drop(columns="folder").drop_duplicates().sort_values(["Person ID", "Start date"])
    before = rows.groupby("Person ID")["End date"].shift(1)
    earlier = rows["Person ID"] == rows["Person ID"].shift(1)
    assert (rows.loc[earlier, "Start date"] >= before[earlier]).all()
    assert not (rows["End date"] < rows["Start date"]).any()


def test_the_police_sometimes_write_a_home_address_for_a_child_in_care(notifications):
    in_care = notifications[notifications["place"].isin(["own_care", "other_authority_care"])]
    assert 0.05 < (in_care["written"] == "Home address").mean() < 0.25
    assert not (notifications.loc[notifications["place"] == "not_recorded", "written"] == "Home address").any()


def test_postcodes_cannot_be_real(raw, notifications):
    assert notifications["postcode"].str.startswith("TX").all()
    assert raw.table("looked_after_placements.csv")["Placement postcode"].str.startswith("TX").all()


def test_without_its_extra_the_sample_says_what_to_install():
    """A server that builds reports has no need of it."""
    program = "import sys; sys.modules['faker'] = None; from analysis.cli import main; main(['sample', '--workspace', sys.argv[1]])"
    done = subprocess.run([sys.executable, "-c", program, "."], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "overview: The sample needs faker. Install the project with its extra: `uv sync --locked --extra sample`.\n"
