"""The account of the extracts as a report shows it. What it says of planted faults is tested with the sample that has them."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.report import Opened, Report
from analysis.report.quality import HIDDEN
from tests.report.opened import opened, published, row, said

YEAR = Period.parse("2016-17")
WAYS = ("rows_used", "rows_duplicate", "rows_superseded", "rows_quarantined", "rows_not_data")

FINDINGS = ["code", "severity", "table", "file", "column", "message", "rows", "period", "source", "moves", "about_children"]
EMPTY = {
    "findings": FINDINGS,
    "corrections": ["table", "file", "column", "reason", "who_said_so", "date", "rows", "period"],
    "completeness": ["table", "period", "column", "rows", "rows_empty", "about_children"],
    "quality": ["table", "period", "rows", "cells_required", "cells_filled", "rows_at_fault", "rows_unique", "about_children"],
}


@pytest.fixture
def taken_in(tmp_path, new_workspace) -> Workspace:
    """A workspace in which two files have been taken in, one a year, and nothing has been counted."""
    workspace = new_workspace(tmp_path)
    workspace.processed.mkdir(parents=True)
    files = [
        {"table": "referrals", "period": year, "file": f"{year}/referrals.csv", "sheet": "", "rows_in": rows}
        | dict.fromkeys(WAYS, 0)
        | {"rows_used": rows}
        for year, rows in (("2015-16", 7), ("2016-17", 8))
    ]
    pd.DataFrame(files).to_parquet(workspace.processed / "intake_files.parquet")
    for name, columns in EMPTY.items():
        pd.DataFrame(columns=columns).to_parquet(workspace.processed / f"intake_{name}.parquet")
    return workspace


@pytest.mark.parametrize("period", ["2016-17", "2016-17-Q3"])
def test_the_account_is_that_of_the_year(taken_in, period):
    """Extracts come year by year, so a quarter has the account of its year."""
    table = Report(Opened(taken_in, Period.parse(period), "public")).quality.rows_by_file()
    assert table.title == "Rows by file, 2016/17"
    assert [[cell.text for cell in line[:2]] for line in table.rows] == [["2016-17/referrals.csv", "8"]]


@pytest.mark.parametrize("ask", ["bounds", "undecided"])
def test_it_needs_no_figures_and_says_what_waits_for_them(taken_in, ask):
    """As when extracts are checked before anything is counted, and when another year alone was."""
    waits = "No figures have been counted yet; a run shows here how far they could move."
    assert said(getattr(Report(Opened(taken_in, YEAR, "public")).quality, ask)()) == waits
    of_another_year = opened(taken_in, YEAR, published(row("missing_episodes", "2014-15", "40")))
    assert said(getattr(of_another_year.quality, ask)()) == waits
    with pytest.raises(Fault, match="There are no figures for 2016-17"):
        of_another_year.story.main_points()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ("bounds", "Nothing is left unrecorded in the figures of this year."),
        ("undecided", "No pair of records that awaits a decision could move a figure that can be told of."),
    ],
)
def test_with_figures_it_says_what_there_is_not(taken_in, ask, words):
    report = opened(taken_in, YEAR, published(row("missing_episodes", "2016-17", "40")))
    assert said(getattr(report.quality, ask)()) == words


@pytest.mark.parametrize("ask", ["by_rule", "by_source", "problems", "moved", "moved_figures", "corrections", "completeness"])
def test_without_a_single_finding_it_says_so(taken_in, ask):
    """One small table without a fault leaves accounts without a row, and each part of the page says that nothing was found."""
    pd.DataFrame([{"code": "empty", "sentence": "this cell must be filled in"}]).to_parquet(taken_in.processed / "intake_rules.parquet")
    report = opened(taken_in, YEAR, replace(published(row("missing_episodes", "2016-17", "40")), edition="internal"))
    nothing = "(The checks found nothing|No finding|The corrections register put nothing|No column)"
    assert re.match(nothing, said(getattr(report.quality, ask)()))


def test_what_is_found_of_a_whole_file_counts_once_and_is_shown(taken_in):
    """Two files without rows are 2, in one line though one is about children; rows are counted as they are, and small counts hidden."""
    found = pd.DataFrame(
        [
            ("no_rows", "warn", "referrals", "2016-17/a.csv", "", "-", 0, "2016-17", "one", "up", True),
            ("no_rows", "warn", "workforce", "2016-17/b.csv", "", "-", 0, "2016-17", "two", "up", False),
            ("empty", "warn", "referrals", "2016-17/c.csv", "born", "-", 12, "2016-17", "one", "up", True),
            ("late", "warn", "referrals", "2016-17/c.csv", "born", "-", 2, "2016-17", "one", "up", True),
        ],
        columns=FINDINGS,
    )
    found.to_parquet(taken_in.processed / "intake_findings.parquet")
    pd.DataFrame(columns=["code", "sentence"]).to_parquet(taken_in.processed / "intake_rules.parquet")
    table = Report(Opened(taken_in, YEAR, "public")).quality.by_rule()
    assert [line[2].text for line in table.rows] == ["12", "[c]", "2"]
    assert "what is found of a whole file counts once" in table.notes[0]


@pytest.mark.parametrize(("period", "columns"), [("2016-17", ["2016/17", "2015/16"]), ("2015-16", ["2015/16"])])
def test_findings_stand_beside_those_of_the_year_before_where_it_was_delivered(taken_in, period, columns):
    found = [("empty", "warn", "referrals", "a.csv", "born", "-", 12, year, "one", "up", True) for year in ("2015-16", "2016-17")]
    pd.DataFrame(found, columns=FINDINGS).to_parquet(taken_in.processed / "intake_findings.parquet")
    pd.DataFrame(columns=["code", "sentence"]).to_parquet(taken_in.processed / "intake_rules.parquet")
    table = Report(Opened(taken_in, Period.parse(period), "public")).quality.by_rule()
    assert list(table.columns[2:]) == columns
    assert [[cell.text for cell in line[2:]] for line in table.rows] == [["12"] * len(columns)]


def test_what_the_mark_stands_for_is_said_where_it_stands(taken_in):
    """Both files have more than a few rows, so only the findings, of which one is about two rows, need to say it."""
    found = [("late", "warn", "referrals", "2016-17/c.csv", "born", "-", 2, "2016-17", "one", "up", True)]
    pd.DataFrame(found, columns=FINDINGS).to_parquet(taken_in.processed / "intake_findings.parquet")
    pd.DataFrame(columns=["code", "sentence"]).to_parquet(taken_in.processed / "intake_rules.parquet")
    quality = Report(Opened(taken_in, YEAR, "public")).quality
    said_there = {table.name: [note for note in table.notes if "[c]" in note] for table in (quality.rows_by_file(), quality.by_rule())}
    assert said_there == {"rows-by-file": [], "findings-by-rule": [HIDDEN.format(5)]}


@pytest.mark.parametrize(("edition", "told"), [("internal", True), ("public", False)])
def test_why_a_cell_was_put_right_and_who_said_so_is_told_in_the_internal_edition_alone(taken_in, edition, told):
    """What people write in the corrections register may speak of a child."""
    entry = ["referrals", "2016-17/referrals.csv", "sex", "She told her worker.", "A. Bell", "2017-05-02", 9, "2016-17"]
    pd.DataFrame([entry], columns=EMPTY["corrections"]).to_parquet(taken_in.processed / "intake_corrections.parquet")
    words = said(Report(Opened(taken_in, YEAR, edition)).quality.corrections())
    assert [one in words for one in ("She told her worker.", "A. Bell")] == [told, told]
    assert "2016-17/referrals.csv" in words
