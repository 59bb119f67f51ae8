"""What there is to ask for, found by words; and what each part of a report says of itself."""

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.chapters.tables import TABLES
from analysis.report import Opened, Report
from tests.conftest import PROJECT


@pytest.fixture
def report():
    return Report(Opened(Workspace(PROJECT), Period.parse("2016-17"), "internal"))


def test_indicators_are_found_by_words_in_what_is_said_of_them(report):
    every, some = report.indicators().frame, report.indicators("72 hours interview").frame
    assert len(every) > 80
    assert "return_interviews_within_72_hours" in set(some["indicator"])
    assert 0 < len(some) < 15
    assert all("missing_from" in ways for ways in report.indicators("missing_from").frame["divided by"])
    assert repr(report.indicators("no such thing")) == "Nothing has all of these words. Search for fewer."


def test_tables_and_their_columns(report):
    assert set(report.tables().frame["table"]) <= set(TABLES)
    episodes = report.tables("episodes").frame
    assert {"started_at", "sex", "risk_level"} <= set(episodes["column"])
    assert "surname" not in set(report.tables("notifications").frame["column"])
    with pytest.raises(Fault, match="Did you mean episodes"):
        report.tables("episods")


def test_everything_shows_itself_with_all_its_words(report):
    html = report.indicators("missing_episodes")._repr_html_()
    assert "..." not in html
    assert "Episodes that started in the period" in html


def test_a_report_and_each_of_its_parts_say_what_there_is(report):
    assert "report.ask" in report._repr_html_()
    assert "split" in report.table._repr_html_()
    assert "Opened(" not in repr(report.table)
