"""Days without a time, which stand at midnight. Times are of May 2016."""

import pandas as pd
import pytest

from analysis.intake.derived.days import is_before, least_and_most, without_time


def may(*texts: str) -> pd.Series:
    return pd.Series([pd.NaT if text == "-" else pd.Timestamp("2016-05-" + text) for text in texts], dtype="datetime64[us]")


@pytest.mark.parametrize(("others", "is_day"), [(0, True), (286, True), (287, False), (5000, False)])
def test_midnights_are_days_unless_chance_brings_as_many(others, is_day):
    """One time in 288 is midnight when times are written to five minutes: so few say nothing of the day."""
    moments = pd.concat([may("02 00:00"), *[may("02 10:00")] * others], ignore_index=True)
    assert without_time(moments).tolist() == [is_day, *[False] * others]


def test_what_is_not_there_is_no_day():
    assert without_time(may("-", "02 00:00", "02 00:01")).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("start", "end", "least", "most"),
    [
        ("01 10:00", "01 12:00", 2, 2),
        ("01 20:00", "01", 0, 3 + 59 / 60),
        ("01 20:00", "03", 28, 51 + 59 / 60),
        ("01", "02 10:00", 10 + 1 / 60, 34),
        ("01", "01", 0, 23 + 59 / 60),
        ("02 10:00", "01 09:00", -25, -25),
        ("03 10:00", "01", -34 - 1 / 60, -34 - 1 / 60),
    ],
)
def test_the_fewest_and_the_most_hours(start, end, least, most):
    """A day without a time may be any minute of it, but none before the start; what is over before it starts stays so."""
    assert [hours.item() for hours in least_and_most(may(start), may(end))] == [pytest.approx(least), pytest.approx(most)]


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        *(("01 10:00", "01 10:01", True), ("01 10:00", "01 10:00", False), ("01", "01 10:00", False)),
        *(("01", "02 10:00", True), ("01 10:00", "02", True), ("02 10:00", "02", False), ("-", "02", False)),
    ],
)
def test_a_day_is_before_no_time_of_its_own(one, other, before):
    assert is_before(may(one), may(other)).tolist() == [before]
