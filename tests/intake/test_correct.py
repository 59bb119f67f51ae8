"""The corrections register: what it puts right, and when it stops the run."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.base.settings import Fault, Workspace
from analysis.intake.correct import Corrected, correct, read_register
from analysis.intake.sources import TEXT, TIME, failed_cells

HEADER = "key,column,old_value,new_value,reason,who_said_so,date\n"
WHO = "typing error,Police records team,2017-05-02\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "config" / "corrections").mkdir(parents=True)
    return Workspace(tmp_path)


def register(workspace: Workspace, *lines: str, table: str = "notifications") -> None:
    text = HEADER + "".join(f"{line},{WHO}" for line in lines)
    (workspace.config / "corrections" / f"{table}.csv").write_text(text, encoding="utf-8")


def carry_out(workspace: Workspace) -> Corrected:
    """On three notifications: N1 is female, N2 has a date that cannot be read, N3 stands in two folders."""
    received = pd.DataFrame(
        {
            "notification_id": ["N1", "N2", "N3", "N3"],
            "sex": ["F", None, "M", "M"],
            "occurred_at": ["05/05/2016 10:00", "31/02/2016", "07/05/2016", "07/05/2016"],
            "pupils": ["12", "1", "1", "1"],
            "_file": ["2016-17/a.csv"] * 3 + ["2017-18/a.csv"],
            "_sheet": "",
        }
    ).astype(TEXT)
    received = received.assign(_row=[2, 3, 4, 2])
    times = pd.to_datetime(pd.Series(["2016-05-05 10:00", None, "2016-05-07", "2016-05-07"]), format="ISO8601").astype(TIME)
    sexes = received["sex"].map({"F": "female", "M": "male"}).fillna("not_recorded").astype(TEXT)
    rows = received.assign(sex=sexes, occurred_at=times, pupils=received["pupils"].astype("Int64"))
    unreadable = failed_cells([(1, "occurred_at", "unreadable_date")])
    tables = {"notifications": rows}
    done = correct(
        tables, {"notifications": received}, {"notifications": unreadable}, {"notifications": "notification_id"}, read_register(workspace)
    )
    assert tables["notifications"] is rows
    return done


@pytest.mark.parametrize(
    ("line", "column", "values"),
    [
        ("N1,sex,female,male", "sex", ["male", "not_recorded", "male", "male"]),
        ("N1,sex,F,male", "sex", ["male", "not_recorded", "male", "male"]),
        ("N2,sex,,female", "sex", ["female", "female", "male", "male"]),
        ("N3,sex,male,female", "sex", ["female", "not_recorded", "female", "female"]),
        ("N1,pupils,12,13", "pupils", [13, 1, 1, 1]),
    ],
)
def test_a_cell_is_put_right_by_our_value_or_the_senders(workspace, line, column, values):
    """In every row with the key; the rest stays."""
    register(workspace, line)
    done = carry_out(workspace)
    assert done.faults == ()
    assert done.tables["notifications"][column].tolist() == values


@pytest.mark.parametrize("new", ["2016-02-28 09:30", "28/02/2016 09:30"])
def test_a_date_that_could_not_be_read_is_put_right(workspace, new):
    """Its old value is what the sender wrote; it is no longer called unreadable."""
    register(workspace, f"N2,occurred_at,31/02/2016,{new}")
    done = carry_out(workspace)
    assert done.tables["notifications"]["occurred_at"][1] == pd.Timestamp("2016-02-28 09:30")
    assert len(done.unreadable["notifications"]) == 0


def test_what_was_corrected_is_said_without_the_values(workspace):
    register(workspace, "N3,sex,male,female")
    made = carry_out(workspace).made
    assert made.to_numpy().tolist() == [
        ["notifications", "2016-17/a.csv", "sex", "typing error", "Police records team", "2017-05-02", 1],
        ["notifications", "2017-18/a.csv", "sex", "typing error", "Police records team", "2017-05-02", 1],
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("N1,sex,male,female", "line 2: the old value no longer stands in sex (2016-17/a.csv, row 2)"),
        ("N9,sex,male,female", "line 2: there is no row with 'N9'"),
        ("N1,colour,red,blue", "'colour' is not a column that can be corrected. They are sex, occurred_at, pupils."),
        ("N1,_row,2,3", "'_row' is not a column that can be corrected"),
        ("N1,occurred_at,05/05/2016 10:00,soon", "the new value does not fit the column occurred_at: write a date as yyyy-mm-dd"),
        ("N1,pupils,12,many", "the new value does not fit the column pupils: write a whole number"),
    ],
)
def test_an_entry_that_does_not_fit_stops_the_run(workspace, line, words):
    register(workspace, line)
    (fault,) = carry_out(workspace).faults
    assert words in fault


def test_a_table_that_was_not_delivered_is_named(workspace):
    register(workspace, "P1,sex,male,female", table="placements")
    (fault,) = carry_out(workspace).faults
    assert "no rows of a table 'placements' were delivered" in fault


def test_every_line_that_cannot_be_used_is_listed_and_none_is_quoted(workspace):
    path = workspace.config / "corrections" / "notifications.csv"
    path.write_text(
        HEADER + "N1,sex,Zoe,male,,Team,2017-05-02\nN2,sex,a,b,why,Team,yesterday\n,sex,a,b,why,Team,2017-05-02,x\n", encoding="utf-8"
    )
    (workspace.config / "corrections" / "meetings.csv").write_text("key,value\n", encoding="utf-8")
    with pytest.raises(Fault, match="4 faults") as fault:
        read_register(workspace)
    for words in (
        "meetings.csv: the header must be key,column",
        "line 2: put right reason",
        "line 3, date: write a date",
        "line 4: put right a cell too many, key",
    ):
        assert words in str(fault.value)
    assert "Zoe" not in str(fault.value)


def test_a_register_that_is_not_there_corrects_nothing(workspace):
    assert read_register(workspace) == []
