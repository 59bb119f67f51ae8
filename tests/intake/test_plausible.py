"""What many rows of a file together tell of how its dates were read."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.intake.sources import failed_cells
from analysis.intake.validate import check_finished, check_tables
from analysis.intake.validate.plausible import PLAUSIBLE, PLAUSIBLE_EPISODES
from tests.tables import delivered_rows, processed_rows

CODES = {rule.code for rule in (*PLAUSIBLE, *PLAUSIBLE_EPISODES)}
DAYS = pd.date_range("2016-04-01", "2017-03-31", freq="3D")
HOUR = pd.Timedelta(hours=1)

Change = Callable[[pd.Timestamp], pd.Timestamp]


def swap(moment: pd.Timestamp) -> pd.Timestamp:
    """The moment as a program has it that takes the day for the month where it can."""
    return moment.replace(month=moment.day, day=moment.month) if moment.day <= 12 else moment


def found(table: str, lines: list[dict], folder: str = "2016-17") -> set[tuple[str, str]]:
    """The code and the column of each finding about whole columns."""
    rows = delivered_rows(table, *lines, folder=folder)
    checked = check_tables({table: rows}, {table: failed_cells()})
    assert all(finding.severity == "warn" for finding in checked.findings if finding.code in CODES)
    return {(finding.code, finding.column) for finding in checked.findings if finding.code in CODES}


def episodes(change: Change = lambda day: day, other: Change | None = None, hours: int = 30, days=DAYS) -> list[dict]:
    """Times missing throughout a year, with start and end changed."""
    other = other or change
    return [{"started_at": change(day + 21 * HOUR), "ended_at": other(day + (21 + hours) * HOUR)} for day in days]


def interviews(change: Change = lambda day: day, other: Change | None = None, days=DAYS, late: int = 2) -> list[dict]:
    """Returns throughout a year, each with its interview so many days later."""
    return [
        {
            "returned_at": change(day + 9 * HOUR),
            "interviewed_at": (other or change)(day + pd.Timedelta(days=late) + 10 * HOUR),
            "outcome": "completed",
        }
        for day in days
    ]


# Day and month exchanged


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ((swap, swap), {"started_at", "ended_at"}),
        ((swap, lambda day: day), {"started_at"}),
        ((lambda day: day, swap), {"ended_at"}),
    ],
)
def test_columns_with_day_and_month_exchanged_are_named(changes, columns):
    """Where episodes last for weeks or end before they begin, and do not when the columns are read the other way."""
    assert {column for code, column in found("missing", episodes(*changes)) if code == "day_and_month_exchanged"} == columns


def test_a_column_of_days_up_to_the_12th_that_makes_episodes_of_weeks_is_named():
    """Twelve days of June, written with the month first and read with the day first: nothing in the text tells."""
    june = pd.date_range("2016-06-01", "2016-06-11").repeat(3)
    assert ("day_and_month_exchanged", "started_at") in found("missing", episodes(swap, days=june))
    assert ("day_and_month_exchanged", "returned_at") in found("return_interviews", interviews(swap, days=june[:-6]))


def test_events_outside_their_period_tell_too():
    """Where a row has one date and no more."""
    assert found("referrals", [{"received_on": swap(day)} for day in DAYS]) == {("day_and_month_exchanged", "received_on")}


def placed(change: Change = lambda day: day, days=DAYS) -> list[dict]:
    """Placements of five days or of seven months."""
    return [
        {"started_on": change(day), "ended_on": change(day + pd.Timedelta(days=5 + 205 * (place % 2)))} for place, day in enumerate(days)
    ]


def test_placements_are_judged_by_their_order_alone():
    """They may last for years; but many of a column that was half exchanged end before they begin."""
    assert found("placements", placed()) == set()
    assert found("placements", placed(swap)) == {("day_and_month_exchanged", "started_on"), ("day_and_month_exchanged", "ended_on")}


def test_three_rows_of_a_small_file_are_enough_where_another_reading_leaves_no_fault():
    """Of days after the 12th there is one reading; two rows are too few, and so are three of forty."""
    backwards = placed(swap, pd.to_datetime(["2016-05-11"] * 6))[::2]
    of_one_reading = placed(days=pd.to_datetime(["2016-06-14"] * 80))[::2]
    assert found("placements", backwards + of_one_reading[:9]) == {("day_and_month_exchanged", "started_on")}
    assert found("placements", backwards[:2] + of_one_reading[:9]) == set()
    assert found("placements", backwards + of_one_reading) == set()


def test_one_quarter_is_enough():
    """A file of three months, of which the days up to the 12th went to other months."""
    days = pd.date_range("2016-07-01", "2016-09-30", freq="2D")
    assert found("notifications", [{"occurred_at": swap(day)} for day in days], "2016-17-Q2") == {
        ("day_and_month_exchanged", "occurred_at")
    }


def test_the_message_counts_rows_and_quotes_none():
    """How many rows make no sense as they stand, and how many are left."""
    rows = delivered_rows("referrals", *({"received_on": swap(day)} for day in DAYS))
    (message,) = (one.message for one in check_tables({"referrals": rows}, {"referrals": failed_cells()}).findings if one.code in CODES)
    assert message.endswith(" of 122 rows lie outside the period, 0 when day and month are exchanged")


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("missing", episodes()),
        ("missing", episodes(hours=24 * 9)),
        ("missing", episodes(swap, days=DAYS[:2])),
        ("missing", episodes(days=pd.date_range("2016-04-01", "2016-04-12").repeat(4))),
        ("return_interviews", interviews()),
        ("return_interviews", interviews(late=45)),
        ("referrals", [{"received_on": day} for day in pd.date_range("2016-04-01", "2017-03-01", freq="MS").repeat(9)]),
        ("caseloads", [{"counted_on": day} for day in pd.date_range("2016-04-01", "2017-03-01", freq="MS").repeat(9)]),
        ("strategy_meetings", [{"held_on": day, "date_of_birth": "2002-03-04"} for day in DAYS]),
        ("placements", [{"started_on": day - pd.Timedelta(days=2000), "ended_on": day} for day in DAYS]),
        ("meetings", [{"requested_on": day, "held_on": day + pd.Timedelta(days=60)} for day in DAYS[:90]]),
    ],
)
def test_honest_files_pass(table, lines):
    """Two rows, the first of each month, twelve days of one month, late interviews and meetings, long placements."""
    assert found(table, lines) == set()


# Weeks, and interviews before returns


def test_episodes_of_weeks_in_great_number_are_said():
    """Whatever made them: here the end is another column's."""
    later = lambda day: day + pd.Timedelta(days=40)  # noqa: E731
    assert ("many_long_spans", "ended_at") in found("missing", episodes(lambda day: day, later))
    assert found("missing", episodes() + [episodes(lambda day: day, later)[0]] * 9) == set()


def test_episodes_made_of_notifications_are_looked_at_too():
    """They are made of two rows each, so nothing in one row tells."""
    lines = [{"started_at": day, "returned_at": day + pd.Timedelta(days=20 if n % 3 == 0 else 1)} for n, day in enumerate(DAYS)]
    tables = {"episodes": processed_rows("episodes", *lines), "notifications": processed_rows("notifications", {})}
    periods = {"2016-17": Period.parse("2016-17"), "2015-16": Period.parse("2015-16")}
    said = [(one.code, one.table, one.file, one.column, one.rows) for one in check_finished(tables, periods).findings if one.code in CODES]
    assert said == [("episodes_of_weeks", "notifications", "2016-17", "occurred_at", 41)]


def test_interviews_before_returns_in_great_number_are_said():
    """Two columns are probably mixed up. On the day of the return is not before it."""
    assert ("many_early_interviews", "interviewed_at") in found("return_interviews", interviews(late=-3))
    assert found("return_interviews", interviews(other=lambda day: day.normalize(), late=0)) == set()


# Years


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (pd.DateOffset(years=10), ": the year is 10 too late in most"),
        (pd.DateOffset(years=-3), ": the year is 3 too early in most"),
        (-pd.Timedelta(days=1462), ": they are numbers of a workbook that counts days from 1904"),
        (pd.DateOffset(years=1), ""),
    ],
)
def test_most_dates_outside_the_period_are_said_with_their_cause(shift, words):
    """A file in the wrong folder, a wrong year, or numbers for days that are counted from another day."""
    rows = delivered_rows("referrals", *({"received_on": day + shift} for day in DAYS))
    checked = check_tables({"referrals": rows}, {"referrals": failed_cells()})
    (message,) = (one.message for one in checked.findings if one.code == "mostly_outside_period")
    assert message == f"122 of 122 rows lie outside the period of the folder{words}"


@pytest.mark.parametrize(
    ("table", "column", "date", "is_said"),
    [
        ("placements", "ended_on", "2026-11-05", True),
        ("placements", "started_on", "1916-05-01", True),
        ("missing", "ended_at", "2061-05-01", True),
        ("return_interviews", "interviewed_at", "2018-05-01", True),
        ("return_interviews", "interviewed_at", "2018-03-01", False),
        ("placements", "started_on", "2003-05-01", False),
        ("audit_findings", "due_on", "2020-05-01", False),
        ("strategy_meetings", "date_of_birth", "1980-05-01", False),
    ],
)
def test_a_year_far_from_the_period_is_said(table, column, date, is_said):
    """Of every date but the event, the birth and what is due, of which other rules speak."""
    assert (("year_implausible", column) in found(table, [{}, {column: date}])) is is_said
