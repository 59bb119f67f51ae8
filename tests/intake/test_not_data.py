"""Lines under a table that are no data, and rows that only look so."""

import pytest

from analysis.intake.extracts import Extract
from analysis.intake.read import read_file
from analysis.intake.sources import RawFile

EXTRACT = Extract(source="s", files=("*",), key="ref", columns={"ref": ("Ref",), "name": ("Name",), "held_on": ("Held",)})
HEADER = "Ref,Name,Held\n"
ANN, ZOE = "1,Ann,01/05/2016\n", "2,Zoë,02/05/2016\n"

REMARKS = [
    "(2 rows affected)",
    "(1 row affected)",
    "(2 rows)",
    "2 rows selected.",
    "2 rows in set (0.01 sec)",
    "  2 record(s) selected.",
    "Completion time: 2017-04-01T10:00:00.1234567+01:00",
    "Query OK; 2 rows affected",
    "Command(s) completed successfully.",
    "Time: 3.456 ms",
    "Total rows: 2",
    "Number of records 2",
    "Report run by J Smith",
    "Report generated on 1 April 2017 at 09:00",
    "Generated: 01/04/2017",
    "Printed by the team",
    "Data extracted from the case system on 3 April",
    "Data as at 31 March 2017",
    "Applied filters: Year is 2016",
    "Last refreshed 01/04/2017",
    "End of report",
    "*** End of report ***",
    "-- END --",
    "Page 1 of 3",
    "OFFICIAL - SENSITIVE",
    "Source: case system",
    "© Crown copyright 2017",
]
DATA = ["Ann Smith", "End, Ann", "Page", "Row, Sam", "Time", "Report 7", "MP/1234/16", "Ran from home", "Total Sam", "N-1", "10"]


def read(tmp_path, text: str):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return read_file(RawFile("2016-17", path, "referrals"), EXTRACT)


def reasons(text) -> dict[int, str]:
    return dict(zip(text.not_data["_row"], text.not_data["reason"], strict=True))


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("cell", ['"{}"\n', '"{}",,\n', ',"{}",\n'], ids=["alone", "with commas", "in another column"])
def test_a_remark_is_no_data(tmp_path, remark, cell):
    """What databases and reporting tools write under a table, wherever in its row it stands; it is counted and said, never quoted."""
    text = read(tmp_path, HEADER + ANN + ZOE + "\n" + cell.format(remark))
    assert list(text.sheets[0]["Ref"]) == ["1", "2"]
    assert reasons(text) == {4: "blank", 5: "remark"}
    (said,) = [finding.message for finding in text.findings if finding.code == "not_data"]
    assert said == "row 5: say something about the table, so not data"


@pytest.mark.parametrize("cell", DATA)
@pytest.mark.parametrize("row", ['"{}",,\n', ',"{}",\n'], ids=["as key", "as name"])
def test_a_row_with_one_cell_that_may_be_data_stays(tmp_path, cell, row):
    """It lacks what must be there, and the checks say so; nobody drops it."""
    text = read(tmp_path, HEADER + ANN + row.format(cell))
    assert len(text.sheets[0]) == 2
    assert reasons(text) == {}


@pytest.mark.parametrize("remark", ["(2 rows affected)", "Report run by J Smith", "End of report"])
def test_a_remark_beside_another_cell_is_data(tmp_path, remark):
    """Whatever a cell says: a row with two of them is a row."""
    assert len(read(tmp_path, HEADER + f"{remark},Ann,\n").sheets[0]) == 1


@pytest.mark.parametrize(
    "dashes", ["---,----,----\n", "-,-,-\n", "------------------\n", "===,===,\n", " –– , —— ,\n", "___,___,___\n", "---+---+---\n"]
)
def test_a_row_of_dashes_is_no_data(tmp_path, dashes):
    """Under the header, as SQL Server writes it, between rows and below them."""
    text = read(tmp_path, HEADER + dashes + ANN + dashes + ZOE + dashes)
    assert list(text.sheets[0]["Ref"]) == ["1", "2"]
    assert reasons(text) == {2: "dashes", 4: "dashes", 6: "dashes"}


@pytest.mark.parametrize("row", ["-,Ann,01/05/2016\n", "1,-,-\n", "-,-,01/05/2016\n", "-1,-,-\n"])
def test_a_dash_for_an_empty_cell_makes_no_row_go(tmp_path, row):
    """One cell that says something keeps its row."""
    assert len(read(tmp_path, HEADER + row).sheets[0]) == 1


def test_a_table_as_a_database_prints_it(tmp_path):
    """psql, with bars between cells, a line of dashes under the header and the number of rows below."""
    text = read(
        tmp_path, " ref | name | held \n-----+------+------------\n 1   | Ann  | 2016-05-01\n 2   | Zoë  | 2016-05-02\n(2 rows)\n\n"
    )
    assert [cell.strip() for cell in text.sheets[0].iloc[:, 0]] == ["1", "2"]
    assert reasons(text) == {2: "dashes", 5: "remark"}


def test_two_exports_put_together(tmp_path):
    """The second one's header and its mark of UTF-8 stand in the middle, and so does the remark of the first."""
    text = read(tmp_path, "\ufeff" + HEADER + ANN + "(1 row affected)\n\ufeff" + HEADER + ZOE + "(1 row affected)\n")
    assert list(text.sheets[0]["Ref"]) == ["1", "2"]
    assert reasons(text) == {3: "remark", 4: "header", 6: "remark"}


def test_a_row_of_dashes_is_no_data_whatever_the_mapping_knows(tmp_path):
    """`overview check` also looks at files of which it does not know the column that numbers their rows."""
    path = tmp_path / "a.csv"
    path.write_text("Number,Name,Held\n---,---,---\n" + ANN + ",,\n", encoding="utf-8")
    text = read_file(RawFile("2016-17", path, "referrals"), EXTRACT)
    assert list(text.sheets[0]["Number"]) == ["1"]
    assert reasons(text) == {2: "dashes", 4: "blank"}
