"""The charts of a report: what is drawn where an edition holds less, and what is said where there is nothing to draw."""

import pytest

from analysis.base.periods import Period
from tests.report.opened import opened, published, row, said

YEAR = Period.parse("2016-17")
WHOLE = [row("missing_episodes", "2016-17", "40"), row("missing_episodes", "2015-16", "30")]
BY_TIME = [
    row("missing_episodes", "2016-17", "30", "40", "75", "time", "friday_20"),
    row("missing_episodes", "2016-17", "10", "40", "25", "time", "monday_08"),
]
REQUIRED = [row("return_interviews", "2016-17", "40")]
COMPLETED = row("return_interviews_completed_of_required", "2016-17", "10", "40", "25")


@pytest.fixture
def charts(tmp_path, new_workspace):
    """A function that gives the charts of a report on some rows."""
    workspace = new_workspace(tmp_path)
    return lambda *rows: opened(workspace, YEAR, published(*rows)).chart


def test_a_heat_map_takes_the_first_breakdown_that_the_edition_holds(charts):
    """The public edition has no single hours, so the parts of the day are drawn."""
    drawn = charts(*WHOLE, *BY_TIME).heat_map("missing_episodes", "hour", "time").json
    shown = {line[0]: dict(zip(drawn["columns"], line, strict=True)) for line in drawn["rows"]}
    assert len(shown) == 6
    assert (shown["8pm to midnight"]["Friday"], shown["8am to noon"]["Monday"]) == ("30", "10")


def test_the_steps_of_interviews_leave_out_what_nobody_counted(charts):
    """Of 40 required 10 were completed; no extract says how many were offered, accepted or in time."""
    drawn = charts(*REQUIRED, COMPLETED).interview_steps().json
    assert [line[0] for line in drawn["rows"]] == ["Required", "Completed"]


def test_a_change_that_cannot_be_told_is_said_in_words(charts):
    """Episodes of the year before were not delivered, and nothing at all was before a first year, of which no words are made."""
    rows = (WHOLE[0], row("missing_episodes", "2016-17", "40", "40", "100", "district", "Broxley"))
    assert said(charts(*rows).waterfall("missing_episodes", "district")) == ""
    told = charts(*rows, row("children_identified_at_risk", "2015-16", "9")).waterfall("missing_episodes", "district")
    assert said(told).startswith("There is no figure of the year before that this one can be compared with")
