"""A column that a system does not hold gives no nought: what is dated or chosen by it is not available."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.spec import figures_by_address
from analysis.chapters import BY_KEY
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from tests.council import AUTHORITY

YEAR = Period.parse("2016-17")
BEFORE = YEAR.year_before


def value(key, source, rows, period=YEAR):
    material = Material({source: pd.DataFrame(rows)}, {source: (BEFORE, YEAR)}, NOTHING_SUPPLIED)
    return figures_by_address(compute(material, [BY_KEY[key]], [period], AUTHORITY))[f"{key}@{period.name}"].value


def message(occurred, sent):
    said = {"category": "missing", "reported_missing_from": "home", "missing_from": "home", "sent_within": "not_recorded", "age": 14}
    times = {"occurred_at": pd.Timestamp(occurred), "sent_at": pd.Timestamp(sent) if sent else pd.NaT}
    return {"notification_id": occurred, "child_id": "a", "sex": "female", **said, **times}


def returned(on, required, outcome):
    said = {"missing_from": "home", "offered": "not_recorded", "interviewed_within": "not_recorded"}
    day = pd.Timestamp(on)
    return {"episode_id": on, "child_id": on, "returned_at": day, "required": required, "outcome": outcome, **said}


@pytest.mark.parametrize("key", ["missing_notifications", "missing_individuals"])
def test_what_is_dated_by_a_column_that_nobody_fills_is_not_available(key):
    """Two messages of the year, and of neither is it known when it was sent."""
    rows = [message("2016-05-01", ""), message("2016-06-01", "")]
    assert value(key, "notifications", rows) == "x"


def test_a_date_that_some_rows_have_tells_of_the_others_that_they_do_not_count():
    rows = [message("2016-05-01", "2016-05-02"), message("2016-06-01", "")]
    assert value("missing_notifications", "notifications", rows) == "1"


def test_a_column_may_begin_in_a_year():
    """The system has told since April 2016 when a message was sent."""
    rows = [message("2015-05-01", ""), message("2016-06-01", "2016-06-02")]
    assert [value("missing_notifications", "notifications", rows, period) for period in (BEFORE, YEAR)] == ["x", "1"]


def test_where_nothing_happened_nought_is_nought():
    assert value("missing_notifications", "notifications", [message("2015-05-01", "2015-05-02")]) == "0"


def test_what_is_chosen_by_a_column_that_nobody_fills_is_not_available():
    """Outcomes are told, and whether an interview was required is not: nobody can say how many were."""
    rows = [returned("2016-05-01", "not_recorded", "completed"), returned("2016-06-01", "not_recorded", "declined")]
    assert value("return_interviews", "return_interviews", rows) == "x"
    assert value("return_interviews_completed_home", "return_interviews", rows) == "x"
    assert value("return_interviews_completed_of_returned", "return_interviews", rows) == "50"


def test_rows_that_tell_nothing_were_looked_at_and_found_empty():
    """A tracker with its heading alone: no interview was required."""
    rows = [returned("2016-05-01", "not_recorded", "not_recorded")]
    assert value("return_interviews", "return_interviews", rows) == "0"


def test_one_row_that_tells_is_enough():
    rows = [returned("2016-05-01", "no", "not_required"), returned("2016-06-01", "not_recorded", "not_recorded")]
    assert value("return_interviews", "return_interviews", rows) == "0"
