"""What goes back to the senders, and that nothing in it, or on the page, can come alive."""

import io
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.intake import returns
from analysis.intake.returns import COLUMNS, return_books
from analysis.intake.sources import TEXT
from analysis.report import Opened
from analysis.report.quality import Quality

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")']


def faults(*values: str) -> pd.DataFrame:
    lines = [dict.fromkeys(COLUMNS, "x") | {"period": "2016-17", "source": "police", "row": 2, "value": value} for value in values]
    frame = pd.DataFrame(lines)
    return frame.astype({name: "int64" if name == "row" else TEXT for name in frame})


def book(frame: pd.DataFrame) -> openpyxl.worksheet.worksheet.Worksheet:
    ((name, content),) = return_books(frame).items()
    assert name == "2016-17/police.xlsx"
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_text_that_looks_like_a_formula_is_text_and_stays_so_when_edited():
    """Every text cell is stored as a string and carries Excel's own sign for that."""
    sheet = book(faults(*LIVE))
    column = list(COLUMNS).index("value") + 1
    cells = [sheet.cell(row, column) for row in range(2, 2 + len(LIVE))]
    assert [cell.value.replace("_x000D_", "\r") for cell in cells] == LIVE
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_rows_are_numbers_and_headers_are_there():
    sheet = book(faults("a"))
    assert [cell.value for cell in sheet[1]] == list(COLUMNS.values())
    assert sheet.cell(2, list(COLUMNS).index("row") + 1).value == 2
    assert "personal data" in openpyxl.load_workbook(io.BytesIO(next(iter(return_books(faults("a")).values())))).properties.description


def test_more_than_a_sheet_can_hold_goes_on_in_the_next(monkeypatch):
    """Five faults in sheets of two rows: nothing is cut off, and each sheet has its header."""
    monkeypatch.setattr(returns, "MOST_ROWS", 2)
    ((_, content),) = return_books(faults(*"abcde")).items()
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [sheet.title for sheet in sheets] == ["Rows to put right", "Rows to put right 2", "Rows to put right 3"]
    value = list(COLUMNS).index("value")
    assert [row[value] for sheet in sheets for row in sheet.iter_rows(min_row=2, values_only=True)] == list("abcde")
    assert {sheet["A1"].value for sheet in sheets} == {"How grave"}


@pytest.mark.parametrize(("source", "name"), [("../police", "police"), ("social care/MASH", "social_care_MASH"), ("..", "unnamed")])
def test_a_source_cannot_lead_out_of_its_folder(source, name):
    """Its name comes from the mapping, which anyone may have written."""
    assert list(return_books(faults("a").assign(source=source))) == [f"2016-17/{name}.xlsx"]


def test_the_bytes_depend_on_the_faults_alone():
    assert return_books(faults(*LIVE)) == return_books(faults(*LIVE))


def test_a_sender_without_faults_gets_nothing():
    assert return_books(faults("a").head(0)) == {}


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a & b", "<img src=x onerror=alert(1)>"])
def test_markup_in_a_name_is_inert_on_the_page(tmp_path: Path, name: str):
    """Names of files and sheets, and words of the register, come from outside."""
    shutil.copytree(Path(__file__).parents[2] / "config", tmp_path / "config")
    workspace = Workspace(tmp_path)
    workspace.processed.mkdir(parents=True)
    counts = dict.fromkeys(("rows_in", "rows_used", "rows_duplicate", "rows_superseded", "rows_quarantined", "rows_not_data"), 1)
    files = pd.DataFrame([{"table": "x", "period": "2016-17", "file": f"2016-17/{name}", "sheet": name} | counts])
    made = pd.DataFrame(
        [{"period": "2016-17", "file": name, "column": name, "rows": 1, "date": "2017-05-02", "reason": name, "who_said_so": name}]
    )
    files.to_parquet(workspace.processed / "intake_files.parquet")
    made.assign(table="x").to_parquet(workspace.processed / "intake_corrections.parquet")
    for account in ("findings", "completeness", "quality"):
        empty = pd.DataFrame(columns=["table", "period", "about_children"])
        empty.to_parquet(workspace.processed / f"intake_{account}.parquet")
    account = Quality(Opened(workspace, Period.parse("2016-17"), "internal"))
    shown = str(account.rows_by_file().html) + str(account.corrections().html)
    assert name not in shown
    assert "&lt;" in shown or "&amp;" in shown
