"""Rules about times that the clocks skipped or showed twice, days without a time, and episodes that were left open."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.intake.prepare import pair
from analysis.intake.sources import failed_cells
from analysis.intake.validate import Checked, check_finished, check_tables
from tests.tables import delivered_rows

PERIODS = {"2016-17": Period.parse("2016-17")}
CODES = {"time_skipped", "time_shown_twice", "day_without_time"}
TIMED = {"occurred_at": "2016-05-01 10:00", "category": "missing", "sex": "female"}


def checked(table: str, *changes: dict, zone: str = "Europe/London") -> Checked:
    rows = delivered_rows(table, *changes)
    return check_tables({table: rows}, {table: failed_cells()}, PERIODS, zone=zone)


def cells(found: Checked, *codes: str) -> list[tuple[str, str, int]]:
    """Code, column and row of each finding of these rules."""
    lines = found.cells[found.cells["code"].isin(codes or CODES)]
    return list(zip(lines["code"], lines["column"], lines["_row"], strict=True))


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        *(("2017-03-26 01:30", "time_skipped"), ("2017-03-26 01:00", "time_skipped"), ("2016-03-27 01:59", "time_skipped")),
        *(("2016-10-30 01:30", "time_shown_twice"), ("2016-10-30 01:00", "time_shown_twice")),
        *(("2017-03-26 02:00", ""), ("2016-10-30 02:00", ""), ("2016-10-30 00:59", ""), ("2017-03-25 01:30", "")),
    ],
)
@pytest.mark.parametrize(
    ("table", "column", "sound"),
    [
        ("notifications", "occurred_at", TIMED),
        ("notifications", "sent_at", TIMED),
        ("return_interviews", "interviewed_at", {"returned_at": "2016-05-01 10:00"}),
        ("missing", "ended_at", {"started_at": "2016-03-01 10:00", "missing_type": "missing"}),
    ],
)
def test_a_time_that_the_clocks_skipped_or_showed_twice_is_said(table, column, sound, moment, code):
    """With its cell; the row is used, and the message says how the time is read."""
    found = checked(table, sound | {column: moment})
    assert cells(found) == ([(code, column, 2)] if code else [])
    assert len(found.used[table]) == 1
    assert all("is read as" in one.message for one in found.findings if one.code == code)


def test_each_cell_of_a_row_is_said():
    """Missing and reported within the hour that was twice: two cells of one row."""
    row = TIMED | {"occurred_at": "2016-10-30 01:10", "reported_at": "2016-10-30 01:40"}
    assert cells(checked("notifications", row)) == [("time_shown_twice", "occurred_at", 2), ("time_shown_twice", "reported_at", 2)]


def test_the_zone_says_which_times_never_were():
    """Universal time has all of them."""
    row = TIMED | {"occurred_at": "2017-03-26 01:30"}
    assert [cells(checked("notifications", row, zone=zone)) for zone in ("Europe/London", "UTC")] == [
        [("time_skipped", "occurred_at", 2)],
        [],
    ]


@pytest.mark.parametrize(
    ("table", "changes", "column"),
    [
        ("notifications", {"occurred_at": "2016-05-02", "category": "found"}, "occurred_at"),
        ("notifications", {"occurred_at": "2016-05-02"}, "occurred_at"),
        ("return_interviews", {"returned_at": "2016-05-02"}, "returned_at"),
        ("return_interviews", {"returned_at": "2016-05-01 10:00", "interviewed_at": "2016-05-02"}, "interviewed_at"),
    ],
)
def test_a_day_without_a_time_is_said(table, changes, column):
    """Of messages, returns and interviews; the row is used."""
    found = checked(table, (TIMED if table == "notifications" else {}) | changes)
    assert cells(found) == [("day_without_time", column, 2)]
    assert len(found.used[table]) == 1


def test_a_midnight_among_hundreds_of_times_is_a_time():
    """Of 300 messages one is at midnight by chance."""
    rows = [TIMED] * 299
    assert cells(checked("notifications", *rows, TIMED | {"occurred_at": "2016-05-02"})) == []


def paired(*lines: str) -> pd.DataFrame:
    """Messages of one child, ``category day hour``, with their episodes."""
    parts = [line.split() for line in lines]
    rows = [{"category": kind, "occurred_at": f"2016-{day} {hour}:30", "sex": "female"} for kind, day, hour in parts]
    return pair(delivered_rows("notifications", *rows).assign(child_id="C1"))


def left(rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    found = check_finished({"notifications": rows}, PERIODS)
    return cells(found, "open_when_next_starts", "never_closed", "found_without_missing")


def test_an_episode_left_open_when_the_next_starts_is_said():
    """Three days later: two episodes, and both rows are named; with a found message in between nothing is said."""
    rows = paired("missing 05-01 10", "missing 05-04 10", "found 05-04 20")
    assert rows["episode_id"].nunique() == 2
    assert left(rows) == [("open_when_next_starts", "occurred_at", 2), ("open_when_next_starts", "occurred_at", 3)]
    assert left(paired("missing 05-01 10", "found 05-02 10", "missing 05-04 10", "found 05-04 20")) == []
    assert left(paired("missing 05-01 10", "absent 05-03 10", "found 05-04 20")) == []


def test_of_an_episode_that_goes_on_only_the_last_message_is_said():
    """An old one that nobody closed; of one that another follows it is said that the next began."""
    rows = paired("missing 05-01 10", "absent 05-02 10", "missing 09-01 10", "found 09-02 10", "missing 10-01 10", "missing 12-30 10")
    codes = [("open_when_next_starts", "occurred_at", row) for row in (3, 4, 6, 7)]
    assert left(rows) == codes
    later = delivered_rows("notifications", TIMED | {"occurred_at": "2017-03-01 10:00"}).assign(child_id="C2", _row=9)
    assert left(pd.concat([rows, pair(later)], ignore_index=True)) == [*codes[:3], ("never_closed", "category", 7), codes[3]]
