"""Elapsed time over changes of the clocks: forward on 27 March 2016 and 26 March 2017 at 01:00, back on 30 October 2016 at 02:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.derived.clocks import hours_between, shown_twice, skipped

LONDON = ZoneInfo("Europe/London")


def moments(*texts: str) -> pd.Series:
    return pd.Series([pd.NaT if text == "-" else pd.Timestamp(text) for text in texts], dtype="datetime64[us]")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2016-05-01 10:00", "2016-05-01 10:30", 0.5),
        ("2017-03-25 10:00", "2017-03-28 10:30", 71.5),
        ("2016-10-29 22:00", "2016-10-30 05:30", 8.5),
        ("2017-03-25 23:52", "2017-03-26 10:48", 9.9333),
        ("2016-10-29 10:00", "2016-10-30 10:00", 25.0),
        ("2016-03-26 10:00", "2016-10-31 10:00", 219 * 24.0),
        ("2015-03-28 12:00", "2017-04-01 12:00", 735 * 24.0 - 1),
        ("2016-10-30 00:59", "2016-10-30 02:00", 2 + 1 / 60),
    ],
)
def test_hours_are_those_that_passed(start, end, hours):
    """Over a change an hour fewer or more than the clocks say, over both changes of a year as many, and in summer or winter as they say."""
    assert hours_between(moments(start), moments(end)).tolist() == [pytest.approx(hours, abs=1e-4)]


@pytest.mark.parametrize(("zone", "hours"), [("Europe/London", 71.5), ("UTC", 72.5), ("America/New_York", 72.5), ("Europe/Dublin", 71.5)])
def test_the_clocks_are_those_of_the_zone(zone, hours):
    """New York changed its clocks two weeks earlier, universal time never does, and Dublin calls winter what others call summer."""
    assert hours_between(moments("2017-03-25 10:00"), moments("2017-03-28 10:30"), zone).tolist() == [hours]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2017-03-26 01:30", "2017-03-26 03:00", 1.0),
        ("2017-03-26 00:30", "2017-03-26 01:30", 0.5),
        ("2017-03-26 01:10", "2017-03-26 01:50", 0.0),
        ("2016-10-30 01:30", "2016-10-30 03:00", 2.5),
        ("2016-10-30 00:30", "2016-10-30 01:30", 1.0),
        ("2016-10-30 01:10", "2016-10-30 01:50", 2 / 3),
        ("2016-10-30 01:50", "2016-10-30 01:10", 1 / 3),
        ("2016-10-30 01:30", "2016-10-30 00:30", -1.0),
    ],
)
def test_a_doubtful_time_has_one_reading(start, end, hours):
    """01:30 that never was is 02:00; 01:30 that was twice is the first, but the second where an end would come before its start by it."""
    assert hours_between(moments(start), moments(end)).tolist() == [pytest.approx(hours)]


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo", "America/New_York"])
def test_nothing_is_nothing_and_absurd_years_do_no_harm(zone):
    """Without one of the times there are no hours; a slip in the year gives many, and no error."""
    start = moments("-", "2016-05-01 10:00", "0216-05-01 10:00", "9998-12-31 10:00", "2016-10-28 10:00", "0001-01-01", "9999-12-31 23:59")
    end = moments("2016-05-01 10:00", "-", "0216-05-01 11:00", "9998-12-31 12:00", "2016-10-29 10:00", "0001-01-01", "9999-12-31 23:59")
    assert hours_between(start, end, zone).fillna(-1).tolist() == [-1, -1, 1, 2, 24, 0, 0]
    assert hours_between(moments("-"), moments("-")).isna().all()
    assert hours_between(moments(), moments()).empty


@pytest.mark.parametrize(
    ("moment", "never", "twice"),
    [
        *(("2017-03-26 00:59", False, False), ("2017-03-26 01:00", True, False), ("2017-03-26 01:59", True, False)),
        *(("2017-03-26 02:00", False, False), ("2016-10-30 00:59", False, False), ("2016-10-30 01:00", False, True)),
        *(("2016-10-30 01:59", False, True), ("2016-10-30 02:00", False, False), ("2016-05-01 01:30", False, False), ("-", False, False)),
    ],
)
def test_which_times_never_were_or_were_twice(moment, never, twice):
    """The hour from 01:00, without its end."""
    assert (skipped(moments(moment)).tolist(), shown_twice(moments(moment)).tolist()) == ([never], [twice])


def test_a_year_without_a_change_has_none():
    """London kept summer time all through 1969."""
    assert hours_between(moments("1969-03-25 10:00"), moments("1969-03-28 10:30")).tolist() == [72.5]


instants = st.datetimes(datetime(2015, 1, 1), datetime(2018, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
near_changes = st.builds(
    lambda day, minutes: pd.Timestamp(day, tz="UTC").to_pydatetime() + pd.Timedelta(minutes=minutes).to_pytimedelta(),
    st.sampled_from(["2016-03-27", "2016-10-30", "2017-03-26", "2017-10-29"]),
    st.integers(-180, 360),
)


@given(st.lists(st.tuples(instants | near_changes, instants | near_changes), min_size=1, max_size=20))
def test_hours_of_moments_in_order_are_never_less_than_nought(pairs):
    """Whatever the clocks show of two moments; and where neither is doubtful the hours are those that passed."""
    pairs = [sorted(pair) for pair in pairs]
    walls = [moments(*(pair[side].astimezone(LONDON).replace(tzinfo=None) for pair in pairs)) for side in (0, 1)]
    hours = hours_between(*walls)
    assert (hours >= 0).all()
    passed = pd.Series([(end - start).total_seconds() / 3600 for start, end in pairs])
    sure = ~shown_twice(walls[0]) & ~shown_twice(walls[1])
    assert (hours - passed)[sure].abs().max() < 1e-6 or not sure.any()
    assert ((hours - passed).abs() < 1 + 1e-6).all()


@given(st.lists(st.integers(-180, 360), min_size=2, max_size=2).map(sorted), st.sampled_from(["2016-03-27", "2016-10-30"]))
def test_times_that_the_clocks_show_in_order_are_never_less_than_nought_hours_apart(minutes, day):
    """Also those that a careless hand writes in the hour that never was."""
    start, end = (moments(pd.Timestamp(day) + pd.Timedelta(minutes=n)) for n in minutes)
    assert hours_between(start, end).item() >= 0
