"""What stands where there is nothing to show: the same rule wherever an analyst asks."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from tests.report.opened import opened, published, report_on, row, said

YEAR = Period.parse("2016-17")
MEETINGS = "meeting_id | held_on | agencies\n1 | 2016-05-01 | 7"

ASKED = [
    ("table.split", ("missing_episodes", "sex")),
    ("table.split", ("interview_reasons", "theme")),
    ("table.split", ("panel_cases", "outcome")),
    ("table.split", ("suspects_recorded", "age_band")),
    ("table.coverage", ("training_coverage", "agency")),
    ("table.denominators", ()),
    ("table.interviews", ()),
    ("table.hot_spots", ()),
    ("table.so_far", ()),
    ("table.caseloads", ()),
    ("table.contract_years", ()),
    ("table.rates", ()),
    ("chart.lines", ("missing_notifications",)),
    ("chart.bars", ("missing_episodes", "sex")),
    ("chart.stacked", ("return_interviews", "outcome")),
    ("chart.waterfall", ("missing_episodes", "district")),
    ("chart.small_multiples", ("missing_episodes", "district")),
    ("chart.heat_map", ("missing_episodes", "hour", "time")),
    ("chart.distribution", ("children_with_episodes", "episodes")),
    ("chart.distribution", ("missing_individuals", "single_age")),
    ("chart.interview_steps", ()),
    ("chart.so_far", ()),
    ("profile.findings", ()),
    ("profile.standing_out", ()),
    ("profile.children", ("sex",)),
    ("profile.recorded_more_often", ()),
    ("profile.beside_the_population", ()),
    ("profile.not_recorded", ()),
]
"""What a notebook may ask for of which nothing was delivered."""


@pytest.fixture
def report(tmp_path, new_workspace):
    """A year in which the meetings of the Concerns Network were delivered and nothing else."""
    return report_on(new_workspace(tmp_path), YEAR, "internal", network_meetings=MEETINGS)


@pytest.mark.parametrize(
    "section", ["prevention", "support", "training", "exploitation", "profile", "missing", "missing_depth", "looked_after"]
)
@pytest.mark.parametrize("ask", ["findings", "table.key_figures", "table.by_quarter"])
def test_of_a_section_of_which_nothing_was_delivered_nothing_is_said(report, ask, section):
    assert said(called(report, ask, section)) == ""


@pytest.mark.parametrize(("ask", "words"), ASKED)
def test_of_what_a_council_does_not_hold_nothing_is_said_anywhere(report, ask, words):
    """No table, no fault, no sentence: a council without the extract has a clean report all the same."""
    assert said(called(report, ask, *words)) == ""


@pytest.fixture
def alone(tmp_path, new_workspace):
    """The same year for a council whose report has a chapter on partnership, with what that builds on, and no other."""
    workspace = new_workspace(tmp_path)
    path = workspace.config / "authority.toml"
    left_out = '["prevention", "support", "problem_profile", "missing", "interviews"]'
    path.write_text(f"without = {left_out}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return report_on(workspace, YEAR, "internal", network_meetings=MEETINGS)


OF_PARTNERSHIP = {"panel_cases", "hot_spots", "coverage", "so_far"}
"""What is asked of partnership, or of training with it."""


@pytest.mark.parametrize(("ask", "words"), [asked for asked in ASKED if OF_PARTNERSHIP.isdisjoint({asked[0].split(".")[1], *asked[1]})])
def test_of_a_chapter_that_is_left_out_nothing_is_said(alone, ask, words):
    """The same as for what was not delivered."""
    assert said(called(alone, ask, *words)) == ""


@pytest.mark.parametrize(
    ("ask", "words"),
    [("table.quarterly", ("support",)), ("table.data_set", ("missing", "support")), ("table.committee", ()), ("findings", ("missing",))],
)
def test_a_quarter_has_the_same_rule(tmp_path, new_workspace, ask, words):
    """There is a figure of another section; of these there is not even a row of marks."""
    quarter = report_on(new_workspace(tmp_path), Period.parse("2016-17-Q3"), "internal", network_meetings=MEETINGS)
    assert said(called(quarter, ask, *words)) == ""


def test_what_was_delivered_stands_beside_it(report):
    """One meeting of seven agencies: of the section what was delivered is told, and nothing else of it."""
    assert [line[0].text for line in report.table.key_figures("partnership").rows] == ["Meetings of the Concerns Network"]
    told = said(report.findings("partnership"))
    assert told.startswith("In 2016/17, the Concerns Network met 1 time")
    assert "\n" not in told


STOPPED = (row("missing_episodes", "2016-17", "x", value="x", marker="x"), row("missing_episodes", "2015-16", "30"))


def test_a_year_in_which_a_table_stops_is_shown_as_such(tmp_path, new_workspace):
    """Its row has the mark in that year, its paragraph says so, and there is no chart or division of a year without figures."""
    report = opened(new_workspace(tmp_path), YEAR, published(*STOPPED))
    (line,) = report.table.key_figures("missing").rows
    assert [cell.text for cell in line[1:3]] == ["30", "[x]"]
    assert "no figure is available for 2016/17" in said(report.findings("missing"))
    assert said(report.chart.lines("missing_episodes")) == said(report.table.split("missing_episodes", "sex")) == ""


def test_a_year_in_which_a_table_starts_is_shown_as_such(tmp_path, new_workspace):
    rows = (row("missing_episodes", "2015-16", "x", value="x", marker="x"), row("missing_episodes", "2016-17", "30"))
    others = row("children_identified_at_risk", "2015-16", "9")
    (line,) = opened(new_workspace(tmp_path), YEAR, published(*rows, others)).table.key_figures("missing").rows
    assert [cell.text for cell in line[1:4]] == ["[x]", "30", "no earlier figure"]


def test_an_edition_keeps_back_only_what_was_delivered(tmp_path, new_workspace):
    """The waiting times are for the internal edition; without the service's work there are none, and nothing to keep back."""
    referrals = row("specialist_service_referrals", "2016-07 to 2017-04", "40")
    in_time = row("specialist_service_seen_in_time", "2016-07 to 2017-04", "20", "40", "50")
    without, with_work = (
        opened(new_workspace(tmp_path / name), YEAR, published(*rows))
        for name, rows in {"a": [referrals], "b": [referrals, in_time]}.items()
    )
    assert said(without.table.split("specialist_service_waiting", "wait")) == ""
    assert said(with_work.table.split("specialist_service_waiting", "wait")).startswith("It is not divided in this edition")


def test_only_the_methodology_names_what_was_never_delivered(report):
    """No entry for an indicator without a figure; the tables that no file held, by name."""
    files = pd.DataFrame({"table": ["network_meetings"]})
    files.to_parquet(report._opened.workspace.processed / "intake_files.parquet")
    assert report.methodology("prevention").entries == ()
    (entry,) = report.methodology("partnership").entries
    assert "Meetings of the Concerns Network" in entry
    named = said(report.never_delivered())
    assert ("Police notifications" in named, "Concerns Network" in named) == (True, False)


def test_what_an_edition_does_not_divide_is_said_to_be(tmp_path, new_workspace):
    """The whole is known and its parts are not there."""
    rows = published(row("missing_episodes", "2016-17", "40"), row("missing_episodes", "2015-16", "30"))
    report = opened(new_workspace(tmp_path), YEAR, rows)
    for ask in (report.table.split, report.chart.bars, report.chart.stacked, report.chart.waterfall, report.chart.heat_map):
        assert said(ask("missing_episodes", "time")).startswith("It is not divided in this edition for 2016/17")


def test_what_this_report_does_not_tell_is_no_fault_either(report):
    """A council that covers one type of exploitation has no division by type."""
    assert said(report.table.split("children_at_risk_by_type", "type")) == ""
    assert report.profile.types() is None


@pytest.mark.parametrize(
    ("figure", "mark"),
    [
        (row("missing_episodes", "2016-17", "c", value="c", marker="c"), "[c]"),
        (row("return_interviews_offered", "2016-17", "0", "0", value="z", marker="z"), "[z]"),
    ],
    ids=["hidden", "a share of nothing"],
)
def test_a_figure_without_a_number_was_delivered_all_the_same(tmp_path, new_workspace, figure, mark):
    (line,) = opened(new_workspace(tmp_path), YEAR, published(figure)).table.key_figures("missing").rows
    assert line[1].text == mark


def called(report, ask, *words):
    """What a part shows, asked for as a notebook does: ``table.split``."""
    for name in ask.split("."):
        report = getattr(report, name)
    return report(*words)
