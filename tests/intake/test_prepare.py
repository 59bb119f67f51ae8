"""Episodes, where a child was missing from, and what became of an interview. Times are written ``day hour:minute`` of May 2016."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.chapters import BY_KEY
from analysis.chapters.tables import TABLES
from analysis.intake.prepare import (
    BANDS_OF_AGE,
    NEAR,
    band_of,
    make_episodes,
    make_return_interviews,
    match_interviews,
    missing_from,
    offered,
    pair,
    prepare,
    sent_band,
    weekday_and_time,
)
from analysis.intake.sources import TEXT, TIME


def may(text: str | None) -> pd.Timestamp:
    return pd.NaT if text in (None, "-") else pd.Timestamp("2016-05-" + text)


def notifications(text: str) -> pd.DataFrame:
    """Lines of ``child category day hour:minute``; references count N1, N2 ... in the order written."""
    cells = [line.split() for line in text.strip().splitlines()]
    rows = pd.DataFrame(
        {
            "notification_id": [f"N{n}" for n in range(1, len(cells) + 1)],
            "child_id": [line[0] for line in cells],
            "category": [line[1] for line in cells],
            "occurred_at": [may(" ".join(line[2:])) for line in cells],
        }
    ).astype({"notification_id": TEXT, "child_id": TEXT, "category": TEXT, "occurred_at": TIME})
    same = {"sex": "female", "district": "Ashdale", "initial_risk": "low", "final_risk": "low", "reported_missing_from": "home"}
    same["missing_from"] = "home"
    times = {"reported_at": pd.Series(pd.NaT, index=rows.index, dtype=TIME), "sent_at": pd.Series(pd.NaT, index=rows.index, dtype=TIME)}
    origin = {"_file": "2016-17/p.csv", "_sheet": "", "_row": range(2, len(rows) + 2)}
    return rows.assign(**same, **times, **origin, age=pd.Series(15, index=rows.index, dtype="Int64"))


def placements(text: str) -> pd.DataFrame:
    """Lines of ``child responsible first-day last-day``; '-' is a placement that goes on."""
    cells = [line.split() for line in text.strip().splitlines()]
    rows = [
        {"placement_id": f"PL{n}", "child_id": c, "responsible": r, "placement_type": "foster", "started_on": may(s), "ended_on": may(e)}
        for n, (c, r, s, e) in enumerate(cells)
    ]
    return pd.DataFrame(rows).astype({"started_on": TIME, "ended_on": TIME, "child_id": TEXT, "responsible": TEXT})


def paired(text: str) -> dict[str, str | None]:
    """The episode of each notification."""
    rows = pair(notifications(text))
    return {ref: None if pd.isna(episode) else episode for ref, episode in zip(rows["notification_id"], rows["episode_id"], strict=True)}


# Pairing


def test_found_closes_what_missing_opened():
    """The plain case: one episode, named after the notification that opened it."""
    assert paired("A missing 01 10:00\nA found 02 10:00") == {"N1": "EN1", "N2": "EN1"}


def test_an_absence_that_becomes_missing_is_one_episode():
    """Absent, then missing while still away: an upgrade, and the episode counts as missing."""
    rows = pair(notifications("A absent 01 10:00\nA missing 01 16:00\nA found 02 10:00"))
    assert rows["episode_id"].tolist() == ["EN1"] * 3
    episode = make_episodes(rows).iloc[0]
    assert (episode["category"], episode["notifications"], episode["duration_hours"]) == ("missing", 3, 24.0)


def test_a_repeated_notification_joins_the_open_episode():
    """Reported twice by two people: one episode; after the return the next one opens another."""
    text = "A missing 01 10:00\nA missing 01 11:00\nA found 02 10:00\nA absent 02 10:01"
    assert paired(text) == {"N1": "EN1", "N2": "EN1", "N3": "EN1", "N4": "EN4"}


def test_found_without_missing_has_no_episode():
    """Neither the very first found nor the second of two."""
    assert paired("A found 01 10:00\nA missing 02 10:00\nA found 03 10:00\nA found 03 11:00") == {
        "N1": None,
        "N2": "EN2",
        "N3": "EN2",
        "N4": None,
    }


def test_an_episode_that_is_still_open_has_no_return():
    """No return, no duration, and no interview yet."""
    episodes = make_episodes(pair(notifications("A absent 01 10:00")))
    assert episodes[["returned_at", "duration_hours"]].isna().all(axis=None)
    assert episodes["category"].tolist() == ["absent"]
    tracker = interviews("")
    assert make_return_interviews(episodes, tracker, match_interviews(episodes, tracker)).empty


def test_two_children_do_not_touch_each_other():
    """Interleaved in time and in the file: each has an episode; one child's found does not close the other's."""
    text = "A missing 01 10:00\nB absent 01 11:00\nA found 01 12:00\nC found 01 12:30\nB found 01 13:00"
    assert paired(text) == {"N1": "EN1", "N2": "EN2", "N3": "EN1", "N4": None, "N5": "EN2"}


def test_the_order_of_the_file_does_not_matter():
    """Time decides; at the same moment an opening stands before a found one."""
    assert paired("A found 02 10:00\nA missing 01 10:00") == {"N2": "EN2", "N1": "EN2"}
    assert paired("A found 01 10:00\nA missing 01 10:00") == {"N2": "EN2", "N1": "EN2"}


lines = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from(["missing", "absent", "found"]), st.integers(1, 9)), min_size=1, max_size=16
)


@given(lines)
def test_whatever_arrives_is_paired_soundly(drawn):
    """Every row stays; each opening has one episode; each episode has one start, at most one return; a child's never overlap."""
    rows = notifications("\n".join(f"{child} {category} 01 0{hour}:00" for child, category, hour in drawn))
    done = pair(rows)
    episodes = make_episodes(done).sort_values(["child_id", "started_at"])
    opening = done["category"] != "found"
    assert sorted(done["notification_id"]) == sorted(rows["notification_id"])
    assert done.loc[opening, "episode_id"].notna().all()
    assert done[~opening & done["episode_id"].notna()]["episode_id"].is_unique
    assert episodes["episode_id"].is_unique
    assert episodes["notifications"].sum() == done["episode_id"].notna().sum()
    assert done.groupby("episode_id")["child_id"].nunique().eq(1).all()
    for _, own in episodes.groupby("child_id"):
        assert own["returned_at"].iloc[:-1].notna().all()
        assert (own["started_at"].iloc[1:].to_numpy() >= own["returned_at"].iloc[:-1].to_numpy()).all()


ONE_MINUTE = ["A missing 01 08:00", "A found 01 10:00", "A missing 01 10:00", "A found 01 14:00"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_a_child_that_goes_missing_in_the_minute_it_is_found_has_two_episodes(order):
    """Two and four hours, in whatever order the rows come."""
    episodes = make_episodes(pair(notifications("\n".join(ONE_MINUTE[n] for n in order))))
    assert episodes["duration_hours"].tolist() == [2.0, 4.0]


@pytest.mark.parametrize(
    ("text", "episodes"),
    [
        ("A missing 01 10:00\nA missing 03 22:00\nA found 04 10:00", ["72.0"]),
        ("A missing 01 10:00\nA missing 03 22:01\nA found 04 10:00", ["open", "11.983"]),
        ("A missing 01 10:00\nA missing 04 10:00\nA found 04 20:00", ["open", "10.0"]),
        ("A missing 01 10:00\nA absent 04 10:00", ["open", "open"]),
        ("A missing 01 10:00\nA missing 03 10:00\nA missing 05 10:00\nA found 05 20:00", ["106.0"]),
        ("A missing 01 10:00\nA found 11 10:00", ["240.0"]),
        ("A missing 01 10:00\nA missing 04\nA found 04 20:00", ["open", "-1.0"]),
    ],
)
def test_an_open_episode_is_joined_for_sixty_hours(text, episodes):
    """From the message before it; what comes later is an episode of its own, and the one before has no return. Found closes at any time."""
    made = make_episodes(pair(notifications(text)))
    told = made["duration_hours"].round(3).fillna(-1).astype("str").where(made["returned_at"].notna(), "open")
    assert told.tolist() == episodes


def test_how_long_an_open_episode_is_joined_is_a_setting():
    """With a limit of a day the second message two days later opens another."""
    text = "A missing 01 10:00\nA missing 03 10:00\nA found 03 12:00"
    assert [pair(notifications(text), hours)["episode_id"].nunique() for hours in (60, 48, 47)] == [1, 1, 2]


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("A missing 01 10:00\nA found 01", "not_recorded"),
        ("A missing 01 16:01\nA found 01", "within_8h"),
        ("A missing 01 10:00\nA found 03", "24h_to_72h"),
        ("A missing 01 10:00\nA found 05", "over_72h"),
        ("A missing 01\nA found 01 07:00", "within_8h"),
        ("A missing 01\nA found 02", "not_recorded"),
        ("A found 01\nA absent 01 20:00\nA missing 01 21:00", "within_8h"),
    ],
)
def test_a_day_without_a_time_closes_the_episode_and_dates_tell_how_long(text, band):
    """Returned that day, never set aside; without hours, and in a band only where every minute of the day gives the same."""
    episode = make_episodes(pair(notifications(text))).iloc[0]
    assert (episode["returned_at"].day, pd.isna(episode["duration_hours"])) == (int(text.split("found ")[1][:2]), True)
    assert episode["duration_band"] == band


def test_an_episode_lasts_as_long_as_passed():
    """Over the night of 29 October 2016 the clocks showed an hour twice; elsewhere they did not."""
    rows = notifications("A missing 01 10:00\nA found 02 10:00")
    rows["occurred_at"] = pd.Series([pd.Timestamp("2016-10-29 22:00"), pd.Timestamp("2016-10-30 05:30")], dtype=TIME)
    made = [make_episodes(pair(rows), zone).iloc[0] for zone in ("Europe/London", "UTC")]
    assert [(one["duration_hours"], one["duration_band"]) for one in made] == [(8.5, "8h_to_24h"), (7.5, "within_8h")]


messages = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.sampled_from(["missing", "absent", "found"]), st.integers(1, 6), st.sampled_from(["", " 10:00", " 21:00"])
    ),
    min_size=1,
    max_size=12,
)


@given(messages, st.randoms(use_true_random=False))
def test_episodes_do_not_depend_on_the_order_of_rows(drawn, random):
    """Also with days without a time and messages of one minute; and there are never fewer episodes than found messages that close one."""
    rows = notifications("\n".join(f"{child} {category} 0{day}{time}" for child, category, day, time in drawn))
    places = list(rows.index)
    random.shuffle(places)
    one, other = (make_episodes(pair(part)) for part in (rows, rows.loc[places]))
    pd.testing.assert_frame_equal(one, other)
    done = pair(rows)
    assert len(one) >= (done["episode_id"].notna() & (done["category"] == "found")).sum()
    assert not (one["duration_hours"] < 0).any()
    assert not (one["returned_at"].dt.normalize() < one["started_at"].dt.normalize()).any()


def test_what_is_said_of_an_episode_comes_from_its_opening():
    """Sex, age, district and where from the first notification; the risk from the last one that records it."""
    rows = pair(notifications("A missing 01 10:00\nA missing 01 11:00\nA found 02 10:00"))
    rows = rows.assign(
        sex=["not_recorded", "female", "female"],
        age=pd.array([14, 15, 15], dtype="Int64"),
        district=["Ashdale", "Broxley", "Broxley"],
        final_risk=["low", "high", "not_recorded"],
        missing_from=["home", "own_care", "own_care"],
    )
    episode = make_episodes(rows).iloc[0]
    assert episode[["sex", "age", "district", "final_risk", "missing_from"]].tolist() == ["not_recorded", 14, "Ashdale", "high", "home"]


# Where from


@pytest.mark.parametrize(
    ("placed", "where"),
    [
        ("A own 10 -", "own_care"),
        ("A other 01 09", "home"),
        ("A other 01 10", "other_authority_care"),
        ("A own 11 -", "home"),
        ("B own 01 -", "home"),
        ("A own 01 -\nA other 05 20", "other_authority_care"),
        ("A own 01 -\nA other 05 09", "own_care"),
        ("A other 05 -\nA own 05 -", "own_care"),
        ("A own 05 -\nA other 05 -", "own_care"),
    ],
)
def test_where_from_is_judged_on_the_day(placed, where):
    """On 10 May, whatever the police wrote: the first and last day count, the day after does not, the later of two placements wins."""
    assert missing_from(notifications("A missing 10 00:30"), placements(placed)).tolist() == [where]


@pytest.mark.parametrize(("police", "where"), [("home", "home"), ("care", "care"), ("not_recorded", "not_recorded")])
def test_without_a_placement_the_police_say_where_from(police, where):
    """Their word 'care' does not say whose; the same when placements were not delivered."""
    rows = notifications("A missing 10 10:00").assign(reported_missing_from=police)
    assert missing_from(rows, placements("B own 01 -")).tolist() == [where]
    assert missing_from(rows, None).tolist() == [where]


# How long


@pytest.mark.parametrize(
    ("hours", "band"),
    [(0, "within_24h"), (24, "within_24h"), (24.01, "24h_to_72h"), (72, "24h_to_72h"), (72.01, "over_72h"), (None, "not_recorded")],
)
def test_bands_of_sending(hours, band):
    """24 and 72 elapsed hours belong to the shorter band."""
    assert sent_band(pd.Series([hours], dtype="float64")).tolist() == [band]


@pytest.mark.parametrize(
    ("moment", "block", "hour"),
    [
        ("2016-04-01 00:00", "friday_00", "friday_00"),
        ("2016-04-01 03:59", "friday_00", "friday_03"),
        ("2016-04-01 04:00", "friday_04", "friday_04"),
        ("2016-04-03 23:59", "sunday_20", "sunday_23"),
    ],
)
def test_weekday_and_time_of_day(moment, block, hour):
    """A step begins with its first minute and ends with its last; 1 April 2016 was a Friday."""
    moments = pd.Series([pd.Timestamp(moment)])
    assert [weekday_and_time(moments, hours).item() for hours in (4, 1)] == [block, hour]


def test_hours_run_from_report_to_sending():
    """Not for found; not when it was sent before it was reported; empty when a time is."""
    rows = notifications("A missing 01 10:00\nA found 02 10:00\nA missing 03 10:00\nB missing 04 10:00").assign(
        reported_at=[may("01 12:00"), may("02 11:00"), may("03 12:00"), may("04 12:00")],
        sent_at=[may("02 13:30"), may("02 12:00"), may("03 11:00"), pd.NaT],
    )
    done = prepare({"notifications": rows})
    table = done.tables["notifications"]
    assert table["hours_to_send"].fillna(-1).tolist() == [25.5, -1, -1, -1]
    assert table["sent_band"].tolist() == ["24h_to_72h", "not_recorded", "not_recorded", "not_recorded"]


def test_a_report_without_a_time_is_sent_in_a_band_that_dates_tell():
    """Reported on the 1st and sent on the 5th is more than 72 hours; sent on the 2nd at 12:00 it may be 12 hours or 36."""
    rows = notifications("A missing 01 10:00\nB missing 01 10:00").assign(reported_at=may("01"), sent_at=[may("05 12:00"), may("02 12:00")])
    table = prepare({"notifications": rows}).tables["notifications"]
    assert table["hours_to_send"].isna().all()
    assert table["sent_band"].tolist() == ["over_72h", "not_recorded"]


# Return interviews


def interviews(text: str) -> pd.DataFrame:
    """Lines of ``child outcome returned``; trackers count T1, T2 ... in the order written."""
    cells = [line.split() for line in text.strip().splitlines()]
    rows = pd.DataFrame(
        {
            "interview_id": [f"T{n}" for n in range(1, len(cells) + 1)],
            "child_id": [line[0] for line in cells],
            "outcome": [line[1] for line in cells],
            "returned_at": [may(" ".join(line[2:])) for line in cells],
        },
        index=[10 + n for n in range(len(cells))],
    )
    times = {name: pd.Series(pd.NaT, index=rows.index, dtype=TIME) for name in ("offered_on", "interviewed_at")}
    origin = {"_file": "2016-17/t.xlsx", "_sheet": "Data", "_row": range(2, len(rows) + 2)}
    return rows.astype({"returned_at": TIME, "interview_id": TEXT, "child_id": TEXT, "outcome": TEXT}).assign(
        required="yes", **times, **origin
    )


TWO_RETURNS = "A missing 01 10:00\nA found 02 10:00\nA missing 02 18:00\nA found 02 22:00"


@pytest.mark.parametrize(
    ("tracker", "matched"),
    [
        ("A completed 02 10:00\nA completed 02 22:00", {"T1": "EN1", "T2": "EN3"}),
        ("A completed 02 22:00\nA completed 02 10:00", {"T1": "EN3", "T2": "EN1"}),
        ("A completed 02 11:00", {"T1": "EN1"}),
        ("A completed 02 11:00\nA completed 02 10:00", {"T1": "EN3", "T2": "EN1"}),
        ("A completed 02 10:00\nA completed 02 10:00\nA completed 02 10:00", {"T1": "EN1", "T2": "EN3"}),
        ("A completed 03 22:00", {"T1": "EN3"}),
        ("A completed 03 22:01", {}),
        ("B completed 02 10:00", {}),
    ],
)
def test_a_tracker_row_goes_to_the_nearest_return(tracker, matched):
    """Of the same child, at most 24 hours away, each episode and each row used once, equal times first."""
    rows = interviews(tracker)
    found = match_interviews(make_episodes(pair(notifications(TWO_RETURNS))), rows)
    assert dict(zip(rows.loc[found.index, "interview_id"], found, strict=True)) == matched


def test_every_returned_episode_has_one_row():
    """With its tracker row where there is one; not recorded in all three where there is none."""
    tables = {"notifications": notifications(TWO_RETURNS), "return_interviews": interviews("A completed 02 10:00")}
    tables["return_interviews"]["interviewed_at"] = may("03 16:00")
    done = prepare(tables)
    rows = done.tables["return_interviews"].set_index("episode_id")
    assert rows[["required", "offered", "outcome"]].to_numpy().tolist() == [["yes", "yes", "completed"], ["not_recorded"] * 3]
    assert rows["hours_to_interview"].fillna(-1).tolist() == [30.0, -1]
    assert rows["interviewed_within"].tolist() == ["72h", "not_completed"]
    assert rows["_row"].fillna(-1).tolist() == [2, -1]
    assert done.without_episode.empty


def test_hours_to_an_interview_that_was_not_completed_do_not_count():
    """A date beside another outcome is kept but gives no hours."""
    tracker = interviews("A declined 02 10:00")
    tracker["interviewed_at"] = may("03 16:00")
    rows = prepare({"notifications": notifications(TWO_RETURNS), "return_interviews": tracker}).tables["return_interviews"]
    assert rows["hours_to_interview"].isna().all()
    assert rows["interviewed_at"].notna().tolist() == [True, False]


def test_tracker_rows_without_an_episode_are_kept_aside():
    """They are handed back with a finding; so are all of them when notifications were not delivered."""
    tracker = interviews("A completed 02 10:00\nB completed 02 10:00")
    done = prepare({"notifications": notifications(TWO_RETURNS), "return_interviews": tracker})
    assert done.without_episode["interview_id"].tolist() == ["T2"]
    assert [(f.code, f.severity, f.table, f.rows) for f in done.findings if f.code == "no_episode"] == [
        ("no_episode", "quarantine", "return_interviews", 1)
    ]
    alone = prepare({"return_interviews": tracker})
    assert (list(alone.tables), len(alone.without_episode)) == ([], 2)


@pytest.mark.parametrize(
    ("returned", "matched"), [("02", {"T1": "EN1"}), ("03", {"T1": "EN1"}), ("01", {"T1": "EN1"}), ("04", {}), ("03 10:01", {})]
)
def test_a_tracker_row_without_a_time_goes_by_the_day(returned, matched):
    """A return on the evening of the 2nd: the day itself, the one before or the one after, as a time may lie 24 hours off."""
    rows = interviews(f"A completed {returned}")
    found = match_interviews(make_episodes(pair(notifications("A missing 01 10:00\nA found 02 10:00"))), rows)
    assert dict(zip(rows.loc[found.index, "interview_id"], found, strict=True)) == matched


def test_an_interview_after_a_return_without_a_time_has_no_hours():
    """Seen three days later at 10:00: told by the dates, not as 82 hours."""
    tracker = interviews("A completed 02 12:00").assign(interviewed_at=may("05 10:00"))
    done = prepare({"notifications": notifications("A missing 01 10:00\nA found 02"), "return_interviews": tracker})
    row = done.tables["return_interviews"].iloc[0]
    assert (row["interviewed_within"], pd.isna(row["hours_to_interview"])) == ("3_days_by_date", True)


@pytest.mark.parametrize(
    ("date", "outcome", "expected"),
    [
        ("02", "not_attempted", "yes"),
        (None, "completed", "yes"),
        (None, "advice_given", "yes"),
        (None, "declined", "yes"),
        (None, "not_attempted", "no"),
        (None, "not_required", "no"),
        (None, "not_recorded", "not_recorded"),
    ],
)
def test_whether_an_interview_was_offered(date, outcome, expected):
    """A date of offer says yes whatever the outcome."""
    assert offered(pd.Series([may(date)]), pd.Series([outcome])).tolist() == [expected]


# The whole room


def test_tables_have_the_columns_of_the_contract_and_inputs_are_left_alone():
    """A table that was not delivered stays out; empty codes are not recorded."""
    rows = notifications("A missing 01 10:00\nB found 01 11:00").assign(sex=pd.Series([None, "male"], dtype=TEXT))
    before = rows.copy()
    done = prepare({"notifications": rows})
    assert list(done.tables) == ["notifications", "episodes"]
    assert list(done.tables["notifications"]) == [*TABLES["notifications"].kept, "_file", "_sheet", "_row"]
    assert list(done.tables["episodes"]) == list(TABLES["episodes"].kept)
    assert done.tables["notifications"]["sex"].tolist() == ["not_recorded", "male"]
    pd.testing.assert_frame_equal(rows, before)


def test_ages_fall_into_bands():
    """Each band holds its first and last year; what is no age of a child is not recorded."""
    ages = pd.Series([0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, None], dtype="Int64")
    bands = ["under_10"] * 2 + ["10_to_11"] * 2 + ["12_to_13"] * 2 + ["14_to_15"] * 2 + ["16_to_17"] * 2 + ["not_recorded"] * 2
    single = ["under_10"] * 2 + [str(age) for age in range(10, 18)] + ["not_recorded"] * 2
    assert band_of(ages, BANDS_OF_AGE["age_band"]).tolist() == bands
    assert band_of(ages, BANDS_OF_AGE["single_age"]).tolist() == single


def test_what_is_worked_out_of_a_column_belongs_to_its_rows():
    """Rows that were chosen from a table keep their places in it, and so does what is said of them."""
    places = [7, 3]
    assert offered(pd.Series([may("02"), pd.NaT], index=places), pd.Series(["declined"] * 2, index=places)).index.tolist() == places
    assert sent_band(pd.Series([1.0, 30.0], index=places)).to_dict() == {7: "within_24h", 3: "24h_to_72h"}


def test_the_definition_says_which_return_an_interview_belongs_to():
    """Whoever counts by hand from a tracker has to know how far the two returns may lie apart."""
    assert f"at most {NEAR} hours apart" in BY_KEY["return_interviews"].definition
