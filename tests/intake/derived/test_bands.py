"""Bands of time and of risk. Times are of May 2016."""

import pandas as pd
import pytest

from analysis.intake.derived import by_dates, duration_band, held_within, interviewed_within, risk_level


def may(*texts: str) -> pd.Series:
    return pd.Series([pd.NaT if text == "-" else pd.Timestamp("2016-05-" + text) for text in texts], dtype="datetime64[us]")


@pytest.mark.parametrize(
    ("hours", "band"),
    [
        *((0, "within_8h"), (8, "within_8h"), (8.01, "8h_to_24h"), (24, "8h_to_24h"), (24.01, "24h_to_72h"), (72, "24h_to_72h")),
        *((72.01, "over_72h"), (None, "over_72h")),
    ],
)
def test_how_long_an_episode_lasted(hours, band):
    """8, 24 and 72 hours belong to the shorter band, so that "more than 24 hours" is the last two bands; one goes on without a return."""
    assert duration_band(pd.Series([hours], dtype="float64")).tolist() == [band]


def test_absent_is_a_level_of_its_own():
    """What the police called absent before the guidance changed is never told as "no apparent risk"; afterwards the two stand apart."""
    category = pd.Series(["absent", "missing", "missing", "missing"])
    levels = pd.Series(["no_apparent_risk", "no_apparent_risk", "high", "not_recorded"])
    assert risk_level(category, levels).tolist() == ["absent", "no_apparent_risk", "high", "not_recorded"]


@pytest.mark.parametrize(
    ("returned", "interviewed", "within"),
    [
        *(("01 10:00", "01 10:00", "24h"), ("01 10:00", "02 10:00", "24h"), ("01 10:00", "02 10:01", "72h")),
        *(("01 10:00", "04 10:00", "72h"), ("01 10:00", "04 10:01", "7_days"), ("01 10:00", "08 10:01", "longer")),
        *(("01 00:01", "03 12:00", "72h"), ("01 10:00", "-", "not_recorded"), ("02 10:00", "02 09:00", "not_recorded")),
    ],
)
def test_an_interview_is_told_in_elapsed_hours(returned, interviewed, within):
    """72 hours after the return are in time, a minute more is not; an interview before the return has one wrong time."""
    assert interviewed_within(may(returned), may(interviewed), pd.Series([True])).tolist() == [within]


@pytest.mark.parametrize(
    ("returned", "interviewed", "within"),
    [
        *(("01 10:00", "01 00:00", "3_days_by_date"), ("01 10:00", "04 00:00", "3_days_by_date")),
        *(("01 10:00", "05 00:00", "longer_by_date"), ("02 10:00", "01 00:00", "not_recorded")),
    ],
)
def test_an_interview_without_a_time_is_told_by_dates(returned, interviewed, within):
    """Three days apart may be 61 hours or 95, so it is never said to be within 72 hours; the day of the return itself is possible."""
    assert interviewed_within(may(returned), may(interviewed), pd.Series([True])).tolist() == [within]


@pytest.mark.parametrize(
    ("returned", "interviewed", "within"),
    [
        *(("01", "04 10:00", "3_days_by_date"), ("01", "01 10:00", "3_days_by_date"), ("01", "05 00:01", "longer_by_date")),
        *(("01", "03", "3_days_by_date"), ("02", "01 23:00", "not_recorded")),
    ],
)
def test_an_interview_after_a_day_without_a_time_is_told_by_dates(returned, interviewed, within):
    """Three days after some time of a day may be 58 hours or 82, whatever the time of the interview."""
    assert interviewed_within(may(returned), may(interviewed), pd.Series([True])).tolist() == [within]


@pytest.mark.parametrize(
    ("returned", "interviewed", "within"),
    [
        *(("2017-03-25 10:00", "2017-03-28 10:30", "72h"), ("2017-03-25 10:00", "2017-03-28 11:01", "7_days")),
        *(("2016-10-29 10:00", "2016-11-01 09:30", "7_days"), ("2016-10-29 10:00", "2016-10-30 09:00", "24h")),
        ("2016-10-29 10:00", "2016-10-30 09:01", "72h"),
    ],
)
def test_an_interview_is_told_in_hours_that_passed(returned, interviewed, within):
    """Over the change of March 72 hours are 73 on the clock, over that of October 71."""
    times = (pd.Series([pd.Timestamp(text)]) for text in (returned, interviewed))
    assert interviewed_within(*times, pd.Series([True])).tolist() == [within]


@pytest.mark.parametrize(
    ("least", "most", "band"),
    [
        *((2, 2, "within_8h"), (0, 8, "within_8h"), (0, 9, "not_recorded"), (30, 54, "24h_to_72h"), (73, 97, "over_72h")),
        (None, None, "over_72h"),
    ],
)
def test_a_band_is_told_by_dates_where_they_tell_it(least, most, band):
    """Where the fewest and the most hours fall into one band it is that one; an episode without a return stays in the longest."""
    hours = (pd.Series([number], dtype="float64") for number in (least, most))
    assert by_dates(duration_band, *hours).tolist() == [band]


def test_no_interview_has_no_time():
    assert interviewed_within(may("01 10:00"), may("02 10:00"), pd.Series([False])).tolist() == ["not_completed"]


@pytest.mark.parametrize(
    ("requested", "held", "status", "became"),
    [
        *(("01", "06", "complete", "target"), ("01", "07", "complete", "later"), ("01", "06", "not_recorded", "target")),
        *(("01", "-", "complete", "not_dated"), ("01", "-", "cancelled", "not_held")),
    ],
)
def test_whether_a_meeting_was_in_time(requested, held, status, became):
    """Five days are within a target of five; a day of the meeting says that it was held, whatever the status."""
    assert held_within(may(requested), may(held), pd.Series([status]), 5).tolist() == [became]
