"""A table that is delivered with its heading and no rows: it was looked, and there was nothing. So its figures are 0 and not unknown."""

import shutil

import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault, Workspace
from analysis.chapters import indicator
from analysis.cli import main
from analysis.count.compute import compute
from analysis.intake.pipeline import prepare_tables, write_intake
from analysis.run import story
from analysis.run.counting import material_of, periods_to_count
from tests.conftest import PROJECT

MEETINGS = "Meeting no,Date,Agencies present\n"
EVENTS = "Event no,Date,Kind,Delegates\n"
FIGURES = ("network_meetings", "training_events")


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    """Two extracts, one that must be there and one that need not: rows in both in 2015-16, in 2016-17 the headings alone."""
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    shutil.rmtree(tmp_path / "config" / "supplied")
    for mapping in (tmp_path / "config" / "extracts").glob("*.toml"):
        if mapping.stem not in ("network_meetings", "training_events"):
            mapping.unlink()
    required = tmp_path / "config" / "extracts" / "network_meetings.toml"
    required.write_text(required.read_text(encoding="utf-8").replace("required = false", "required = true"), encoding="utf-8")
    optional = tmp_path / "config" / "extracts" / "training_events.toml"
    optional.write_text(
        optional.read_text(encoding="utf-8").replace("required = true", "required = false").replace(".xlsx", ".csv"), encoding="utf-8"
    )
    put(tmp_path, "2015-16", MEETINGS + "M1,01/05/2015,12\nM2,02/06/2015,9\n", EVENTS + "E1,03/06/2015,Showcase,40\n")
    put(tmp_path, "2016-17", MEETINGS, EVENTS)
    return Workspace(tmp_path)


def put(root, period: str, meetings: str, events: str) -> None:
    folder = root / "data" / "raw" / period
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "concerns_network_meetings.csv").write_text(meetings, encoding="utf-8")
    (folder / "training_events.csv").write_text(events, encoding="utf-8")


def figures(workspace: Workspace) -> dict[tuple[str, str], str]:
    """The undivided figures of both years."""
    material = material_of(prepare_tables(workspace), workspace)
    results = compute(material, map(indicator, FIGURES), periods_to_count(material), workspace.authority)
    years = results[(results["breakdown"] == "") & results["period"].isin(["2015-16", "2016-17"])]
    return {(row.indicator, row.period): row.value for row in years.itertuples()}


def test_a_heading_without_rows_is_nought_for_a_table_that_must_be_there_and_for_one_that_need_not(workspace):
    """The year before keeps its figures."""
    assert figures(workspace) == {
        ("network_meetings", "2015-16"): "2",
        ("network_meetings", "2016-17"): "0",
        ("training_events", "2015-16"): "1",
        ("training_events", "2016-17"): "0",
    }


def test_a_table_that_was_not_delivered_is_still_not_known(workspace):
    """Without a file nobody has looked."""
    (workspace.raw / "2016-17" / "training_events.csv").unlink()
    assert figures(workspace)["training_events", "2016-17"] == "x"


def test_without_a_table_that_must_be_there_the_run_stops(workspace):
    """Another table of the year shows that its delivery has begun."""
    (workspace.raw / "2016-17" / "concerns_network_meetings.csv").unlink()
    with pytest.raises(Fault, match="has no file for network_meetings"):
        prepare_tables(workspace)


@pytest.mark.parametrize("content", ["", "\ufeff", "\n\n", "Meeting no,Date\n", "-----,-----\n", "Nothing to report\n"])
def test_a_file_without_the_whole_heading_says_nothing(workspace, content):
    """It may have been cut off, or be another file; so it is a fault and no nought."""
    put(workspace.root, "2016-17", content, EVENTS)
    with pytest.raises(Fault, match=r"concerns_network_meetings\.csv holds no rows"):
        prepare_tables(workspace)


@pytest.mark.parametrize("more", ["", "\n\n", ",,\n", "-------,--------,----\n(0 rows affected)\n", "Report run on 01/04/2017\n"])
def test_what_stands_under_the_heading_and_is_no_data_changes_nothing(workspace, more):
    put(workspace.root, "2016-17", MEETINGS + more, EVENTS)
    assert figures(workspace)["network_meetings", "2016-17"] == "0"


def test_one_empty_month_among_others_takes_nothing_away(workspace):
    """A folder may hold several files of a table."""
    (workspace.raw / "2016-17" / "concerns_network_meetings may.csv").write_text(MEETINGS + "M3,03/05/2016,7\n", encoding="utf-8")
    assert figures(workspace)["network_meetings", "2016-17"] == "1"


def test_nothing_at_all_in_any_table(workspace):
    """Every table empty in every year: noughts, and nothing stumbles over tables without rows."""
    put(workspace.root, "2015-16", MEETINGS, EVENTS)
    assert set(figures(workspace).values()) == {"0"}


def test_the_account_has_the_file_and_the_warning(workspace):
    """A line for the file with noughts, one for the table, and a finding that asks whether there was nothing to send."""
    intake = prepare_tables(workspace)
    empty = intake.files[intake.files["period"] == "2016-17"]
    assert list(empty["file"]) == ["2016-17/concerns_network_meetings.csv", "2016-17/training_events.csv"]
    assert (empty.filter(like="rows_") == 0).all(axis=None)
    quality = intake.account["intake_quality"]
    assert list(quality.loc[quality["period"] == "2016-17", "rows"]) == [0, 0]
    found = intake.findings[intake.findings["code"] == "no_rows"]
    assert list(found["file"]) == list(empty["file"])
    assert set(found["severity"]) == {"warn"}
    write_intake(workspace, intake)
    assert story.warnings_of_check(workspace)[0].startswith(
        "2016-17/concerns_network_meetings.csv: the heading of the table is there and no row"
    )


def test_check_says_it_where_it_is_seen(workspace, monkeypatch):
    """The command names each file on stderr, before the pages."""
    write_intake(workspace, prepare_tables(workspace))
    monkeypatch.setattr(story, "check", lambda *_: [])
    said = CliRunner().invoke(main, ["check", "--workspace", str(workspace.root)])
    assert said.stderr.count("what is counted from it is 0") == 2
