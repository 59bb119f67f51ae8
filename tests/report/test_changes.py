"""What has changed, for whoever answers for the figures: exceptions, rules, pairs and deliveries that are new."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.report import Opened, Report
from tests.compare.test_process_limits import rows
from tests.report.opened import opened, said

YEAR, QUARTER = Period.parse("2016-17"), Period.parse("2016-17-Q4")
FINDINGS = ["code", "severity", "table", "file", "column", "message", "rows", "period", "source", "moves", "about_children"]


@pytest.fixture
def kept(tmp_path, new_workspace):
    """A function that keeps what an intake leaves: findings as (code, severity, year, rows), last events as (table, year, month), pairs."""
    workspace = new_workspace(tmp_path)
    workspace.processed.mkdir(parents=True)

    def keep(findings=(), ends=(), pairs=()):
        lines = [(code, severity, "x", "", "", "", n, year, "police", "", False) for code, severity, year, n in findings]
        tables = {
            "intake_findings": pd.DataFrame(lines, columns=FINDINGS),
            "intake_rules": pd.DataFrame({"code": ["late"], "sentence": ["an event is late"]}),
            "intake_quality": pd.DataFrame(list(ends), columns=["table", "period", "last_event"]),
            "people_pairs": pd.DataFrame({"state": list(pairs)}, dtype="str"),
        }
        for name, frame in tables.items():
            frame.to_parquet(workspace.processed / f"{name}.parquet")
        return workspace

    return keep


def changes(workspace, period=YEAR):
    return Report(Opened(workspace, period, "internal")).changes


def test_a_rule_fails_newly_where_the_year_before_had_no_such_finding(kept):
    """A note is no failure, and what was found before is not new."""
    found = [("late", "warn", "2016-17", 2), ("old", "warn", "2016-17", 9), ("old", "warn", "2015-16", 1), ("seen", "note", "2016-17", 5)]
    table = changes(kept(found)).rules()
    assert [[cell.text for cell in row] for row in table.rows] == [["An event is late (late)", "Police", "2"]]
    assert said(changes(kept(found[1:])).rules()) == "No rule finds anything that it did not find in the year before."


@pytest.mark.parametrize(("period", "now", "is_late"), [
    (YEAR, "2017-03", False), (YEAR, "2017-02", False), (YEAR, "2017-01", True), (YEAR, "", True),
    (Period.parse("2016-17-Q2"), "2016-09", False),
])  # fmt: skip
def test_a_table_is_newly_late_when_it_ends_two_months_earlier_than_a_year_ago(kept, period, now, is_late):
    """In the midst of a year it is held against the end of the quarter, not of the year."""
    late = changes(kept(ends=[("hot_spots", "2015-16", "2016-03"), ("hot_spots", "2016-17", now)]), period).late()
    expected = f"Hot spots {now or 'none'} 2016-03" if is_late else "No table ends earlier than it did a year ago."
    assert " ".join(said(late).splitlines()[-1].split()) == expected


def test_a_table_with_one_event_a_year_is_not_late_each_spring(kept):
    ends = [("audit_findings", "2015-16", "2015-07"), ("audit_findings", "2016-17", "2016-07")]
    assert said(changes(kept(ends=ends)).late()) == "No table ends earlier than it did a year ago."


def test_pairs_wait_until_somebody_has_decided(kept):
    assert "child: 2." in said(changes(kept(pairs=["open", "left open", "apart", "one"])).waiting())
    assert said(changes(kept()).waiting()) == "No pair of records waits for a decision."


@pytest.mark.parametrize(("values", "told"), [
    ("50 52 48 51 49 50 52 48 50 90", "90 in Q4 2016/17 is above its usual range"),
    ("50 52 48 51 49 50 52 48 90 50", "No figure stands out that did not stand out in Q3 2016/17."),
])  # fmt: skip
def test_an_exception_is_new_when_the_quarter_before_had_none(kept, values, told):
    """And one that is over is named."""
    desk = opened(kept(), QUARTER, rows(values)).changes
    assert told in said(desk.exceptions())
    assert ("No longer: notifications of missing and absent children" in said(desk.exceptions())) is ("No figure" in told)


def test_the_first_paragraph_counts_what_the_others_tell(kept):
    """Nobody reads on to learn that there is nothing."""
    workspace = kept([("late", "warn", "2016-17", 2)], [("hot_spots", "2015-16", "2016-03")], ["open"])
    told = said(opened(workspace, QUARTER, rows("50 52 48 51 49 50 52 48 50 90")).changes.at_a_glance())
    assert told == (
        "New exceptions: 1; exceptions no longer: 0; figures revised since they were published: 0; rules newly failing: 1; "
        "tables newly late: 1; pairs of records waiting: 1."
    )
