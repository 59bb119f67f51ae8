"""Rows at the desk: in the internal edition alone, typed and labelled, and without anything that says who a child is."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.table import Column
from analysis.chapters.tables import TABLES
from analysis.count.compute import drawn_table
from analysis.report import Opened, Report

TABLES_LEFT = {
    "people": """
child_id | sex    | sources
P-77     | female | police
P-12     | male   | police
""",
    "episodes": """
episode_id | child_id | started_at       | category | sex    | age | district | duration_hours | risk_level
E9001      | P-12     | 2016-05-01 20:00 | missing  | male   | 14  | North    | 3              | high
E9002      | P-77     | 2016-06-01 21:30 | absent   | female | 16  | South    | 30             | absent
E9003      | P-77     | 2017-06-01 21:30 | missing  | female | 17  | South    | 5              | low
""",
    "return_interviews": """
episode_id | child_id | returned_at      | outcome   | sex
E9002      | P-77     | 2016-06-02 07:00 | completed | female
""",
}


@pytest.fixture
def desk(new_workspace, tmp_path, monkeypatch):
    """A function that opens a report in an edition on three tables that a run left; what is displayed is kept on it."""
    workspace = new_workspace(tmp_path)
    workspace.processed.mkdir(parents=True)
    for name, drawn in TABLES_LEFT.items():
        drawn_table(drawn).to_parquet(workspace.processed / f"{name}.parquet", index=False)
    files = pd.DataFrame([("notifications", "2016-17"), ("return_interviews", "2016-17")], columns=["table", "period"])
    files.to_parquet(workspace.processed / "intake_files.parquet", index=False)
    shown = []
    monkeypatch.setattr("analysis.report.rows.display", shown.append)

    def opened(edition: str) -> Report:
        report = Report(Opened(workspace, Period.parse("2016-17"), edition))
        report.displayed = shown
        return report

    return opened


def test_rows_of_the_period_with_types_and_labels(desk):
    rows = desk("internal").rows("episodes")
    assert list(rows["started_at"]) == [pd.Timestamp("2016-05-01 20:00"), pd.Timestamp("2016-06-01 21:30")]
    assert list(rows["sex"].astype(str)) == ["Male", "Female"]
    assert list(rows["sex"].cat.categories) == ["Female", "Male", "Not recorded"]
    assert rows["sex"].cat.ordered
    assert {name: str(rows[name].dtype) for name in ("age", "duration_hours")} == {"age": "Int64", "duration_hours": "Float64"}
    assert len(desk("internal").rows("episodes", "2017-18")) == 1


def test_children_and_episodes_are_numbers_that_are_the_same_in_all_tables(desk):
    """So tables can be joined, and no reference of another system is shown."""
    report = desk("internal")
    episodes, returns = report.rows("episodes"), report.rows("return_interviews")
    assert list(episodes["child_id"]) == [2, 1]
    joined = episodes.merge(returns, on=["child_id", "episode_id"])
    assert len(joined) == 1
    assert "E9" not in episodes.to_string() + returns.to_string()
    assert "P-" not in episodes.to_string() + returns.to_string()


def test_each_time_it_is_said_what_they_are(desk):
    report = desk("internal")
    report.rows("episodes")
    assert "must not be copied, sent or published" in str(report.displayed[0])


def test_the_public_edition_has_none(desk):
    with pytest.raises(Fault, match="internal edition alone"):
        desk("public").rows("episodes")


@pytest.mark.parametrize(
    ("table", "words"), [("episods", "Did you mean episodes"), ("meetings", "took in no meetings")], ids=["name", "nothing"]
)
def test_a_table_that_there_is_not(desk, table, words):
    with pytest.raises(Fault, match=words):
        desk("internal").rows(table)


def test_no_column_that_says_who_somebody_is_may_be_looked_at():
    """Nor a free text or a reference of a system, whichever table it stands in."""
    shown = {column.name for table in TABLES.values() for column in table.columns if column.may_be_looked_at}
    never = {
        column.name
        for table in TABLES.values()
        for column in table.columns
        if column.is_personal or column.kind in ("name", "identifier", "key")
    }
    assert never.isdisjoint(shown)
    assert {"postcode", "date_of_birth", "surname", "forename", "full_name", "nhs_number"} <= never
    assert not Column("remarks", "what somebody wrote").may_be_looked_at
