"""Periods: what they hold, what comes before them, and what is not one."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.base.periods import Period, quarter_of, recent_quarters, reported_with, service_window
from analysis.base.settings import Fault, ServiceWindow


@pytest.mark.parametrize(
    ("name", "start", "end", "label"),
    [
        ("2016-17", date(2016, 4, 1), date(2017, 3, 31), "2016/17"),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("2016-17-Q4", date(2017, 1, 1), date(2017, 3, 31), "Q4 2016/17"),
        ("2016-07 to 2017-04", date(2016, 7, 1), date(2017, 4, 30), "July 2016 to April 2017"),
        ("to 2016-02", None, date(2016, 2, 29), "up to February 2016"),
    ],
)
def test_a_name_gives_its_dates_and_its_label(name, start, end, label):
    period = Period.parse(name)
    assert (period.start, period.end, period.label) == (start, end, label)


@pytest.mark.parametrize("text", ["", "2016", "2016-18", "2016/17", "2016-17-Q5", "2016-13 to 2017-01", "2017-01 to 2016-12", "to 2017-00"])
def test_anything_else_is_refused_with_what_would_be_right(text):
    """The message quotes what was written, or says which part is wrong, and shows how to write it."""
    with pytest.raises(Fault, match="Write"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("name", "previous", "year_before", "to_date"),
    [
        ("2016-17", "2015-16", "2015-16", "2016-17"),
        ("2016-17-Q1", "2015-16-Q4", "2015-16-Q1", "2016-04 to 2016-06"),
        ("2016-17-Q3", "2016-17-Q2", "2015-16-Q3", "2016-04 to 2016-12"),
        ("2016-17-Q4", "2016-17-Q3", "2015-16-Q4", "2016-17"),
        ("2016-07 to 2017-04", "2015-09 to 2016-06", "2015-07 to 2016-04", "2017-04 to 2017-04"),
        ("to 2017-03", "to 2016-03", "to 2016-03", "2016-17"),
    ],
)
def test_neighbours(name, previous, year_before, to_date):
    period = Period.parse(name)
    assert (period.previous.name, period.year_before.name, period.year_to_date.name) == (previous, year_before, to_date)


def test_the_first_and_last_moment_belong_to_the_period():
    """Both days at the ends count whole; an event without a date counts nowhere."""
    moments = pd.Series(pd.to_datetime(["2016-03-31 23:59", "2016-04-01 00:00", "2017-03-31 23:59", "2017-04-01 00:00", None]))
    assert Period.parse("2016-17").contains(moments).tolist() == [False, True, True, False, False]
    assert Period.parse("to 2017-03").contains(moments).tolist() == [True, True, True, False, False]


def test_a_year_can_start_in_another_month():
    """With years from September, Q1 is September to November and 2016-17 ends in August 2017."""
    assert Period.parse("2016-17", first_month=9).end == date(2017, 8, 31)
    assert quarter_of(date(2017, 1, 15), first_month=9).name == "2016-17-Q2"


@pytest.mark.parametrize(
    ("period", "starts_in", "after", "window"),
    [
        ("2016-17", 7, 1, "2016-07 to 2017-04"),
        ("2016-17", 4, 0, "2016-04 to 2017-03"),
        ("2016-17", 1, 0, "2017-01 to 2017-03"),
        ("2016-17-Q2", 7, 1, "2016-17-Q2"),
    ],
)
def test_a_service_with_its_own_year(period, starts_in, after, window):
    """A year is shown over the contract year that starts in it; a quarter stays the quarter."""
    service = ServiceWindow(contract_year_starts_in=starts_in, months_after_year=after)
    assert service_window(Period.parse(period), service).name == window


def test_what_a_quarterly_report_shows():
    names = [one.name for one in reported_with(Period.parse("2016-17-Q2"))][:5]
    assert names == ["2016-17-Q2", "2016-17-Q1", "2015-16-Q2", "2016-04 to 2016-09", "2015-04 to 2015-09"]


def test_recent_quarters_end_with_the_quarter_itself():
    assert [one.name for one in recent_quarters(Period.parse("2016-17-Q1"), 3)] == ["2015-16-Q3", "2015-16-Q4", "2016-17-Q1"]


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 12))
def test_every_day_is_in_exactly_one_quarter_of_its_year(day, first_month):
    """Whatever month years start in, the quarters of a year divide it without gap or overlap."""
    quarter = quarter_of(day, first_month)
    holding = [one.name for one in quarter.year.quarters if one.start <= day <= one.end]
    assert holding == [quarter.name]
    assert sum(one.days for one in quarter.year.quarters) == quarter.year.days


@given(st.integers(1990, 2090), st.integers(-30, 30))
def test_shifting_there_and_back_gives_the_period_again(year, quarters):
    period = Period.parse(f"{year}-{(year + 1) % 100:02d}-Q2")
    assert period.shifted(3 * quarters).shifted(-3 * quarters) == period
