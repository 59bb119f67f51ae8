"""The dirty sample: each planted fault is found by its code in its place, and nothing else is."""

import csv
import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.intake.pipeline import prepare_tables, write_intake
from analysis.intake.validate import RULES
from analysis.report import Opened
from analysis.report.quality import Quality
from sample import write_sample
from sample.dirty import MANIFEST
from sample.faults import PLANTS

pytestmark = pytest.mark.xdist_group("dirty sample")

CONFIG = Path(__file__).parent.parent / "config"
NOT_ABOUT_ROWS = {
    "duplicate_row",
    "superseded_row",
    "no_identifier",
    "read_as_empty",
    "signs_removed",
    "table_halved",
    "month_without_rows",
    "category_vanished",
}
IN_THE_CLEAN_SAMPLE = {
    *(("duplicate_row", table) for table in ("placements", "placement_details", "exploitation_list")),
    *{("column_not_used", "interview_themes"), ("police_and_care_differ", "missing")},
}
NOT_PLANTED = {
    "unknown_code": "the mapping gives no other codes",
    "column_emptied": "it would take a column of the figures away",
    "cell_corrected": "there is no register in the sample",
    "placements_not_delivered": "they are",
    "word_out_of_date": "its words are within their days",
    "found_before_missing": "the police send one message a row",
    **dict.fromkeys(("left_out", "left_out_none", "not_split"), "the mapping leaves no rows out and splits no column"),
    "police_and_care_differ": "the sample as it is has that: many children live outside the area",
    **dict.fromkeys(
        (
            "file_not_used",
            "sheet_not_used",
            "hidden_sheet",
            "hidden_row",
            "read_as",
            "not_data",
            "no_rows",
            "letters_damaged",
            "column_not_used",
        ),
        "they are faults of files",
    ),
    **dict.fromkeys(
        (
            "day_and_month_exchanged",
            "mostly_outside_period",
            "year_implausible",
            "many_long_spans",
            "many_early_interviews",
            "episodes_of_weeks",
        ),
        "a whole column would be wrong, and all figures with it",
    ),
}


@pytest.fixture(scope="module")
def dirty(tmp_path_factory) -> SimpleNamespace:
    root = tmp_path_factory.mktemp("dirty")
    shutil.copytree(CONFIG, root / "config")
    workspace = Workspace(root)
    write_sample(workspace, is_dirty=True)
    with (workspace.raw / MANIFEST).open(encoding="utf-8", newline="") as file:
        manifest = [SimpleNamespace(**line) for line in csv.DictReader(file)]
    intake = prepare_tables(workspace)
    write_intake(workspace, intake)
    return SimpleNamespace(workspace=workspace, manifest=manifest, intake=intake)


def test_each_planted_fault_is_found_in_its_row_and_nothing_else_is(dirty):
    planted = Counter(
        (one.code, f"{one.period}/{one.file}", one.sheet, int(one.row), one.column)
        for one in dirty.manifest
        if one.code not in NOT_ABOUT_ROWS
    )
    found = Counter((one.code, one.file, one.sheet, one.row, one.header) for one in dirty.intake.faults.itertuples())
    assert found == planted


def test_each_fault_of_a_table_is_found_and_nothing_else_is(dirty):
    """Beside what the clean sample has too: rows that stand in both years, free text, and children missing from places outside the area."""
    planted = {(one.code, one.table, one.period) for one in dirty.manifest}
    found = dirty.intake.findings
    found = found[[pair not in IN_THE_CLEAN_SAMPLE for pair in zip(found["code"], found["table"], strict=True)]]
    assert {(one.code, one.table, one.period) for one in found.itertuples()} == planted


def test_every_rule_that_can_be_planted_is(dirty):
    """The official rules have rows of their own in their own tests; rules that stop the run cannot stand beside others."""
    rules = {rule.code for rule in RULES if not rule.guidance and rule.severity != "stop"}
    assert {one.code for one in dirty.manifest} == rules - NOT_PLANTED.keys()
    assert {plant.code for plant in PLANTS} <= rules


def test_every_row_is_accounted_for(dirty):
    files = dirty.intake.files
    became = files.filter(like="rows_").drop(columns="rows_in")
    assert (files["rows_in"] == became.sum(axis="columns")).all()
    planted = [one for one in dirty.manifest if one.code == "superseded_row"]
    assert files["rows_superseded"].sum() == len(planted) == 1


def test_senders_get_their_rows_in_the_terms_of_excel(dirty):
    """One line a fault; the cell that it names holds the value it shows."""
    book = openpyxl.load_workbook(dirty.workspace.processed / "returns" / "2016-17" / "return_interview_tracker.xlsx")
    lines = list(book.active.iter_rows(min_row=2, values_only=True))
    assert len(lines) == sum(one.table == "return_interviews" for one in dirty.manifest)
    for grave, file, sheet, letter, header, row, value, message, _ in lines:
        raw = openpyxl.load_workbook(dirty.workspace.raw / file)[sheet]
        assert raw[f"{letter}1"].value == header
        assert str(raw[f"{letter}{row}"].value or "").removesuffix(" 00:00:00") == (value or "")
        assert grave in ("warn", "quarantine")
        assert message[0].isupper()


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_the_report_shows_no_row_of_a_child_and_in_public_no_small_count(dirty, edition):
    account = Quality(Opened(dirty.workspace, Period.parse("2016-17"), edition))
    parts = (
        account.by_rule(),
        account.by_source(),
        account.by_table(),
        account.moved(),
        account.moved_figures(),
        account.completeness(),
        account.problems(),
    )
    shown = "".join(part._repr_mimebundle_()["text/html"] for part in parts)
    assert not [private for private in ("Planted", "Child 9", "PX00", "SX00", "ZZ9", "2003-01") if private in shown]
    counts = [row[2].text for row in account.by_rule().rows if "(no_episode)" in row[0].text]
    assert counts == (["[c]"] if edition == "public" else ["1"])
    assert ("row 2114" in shown) == (edition == "internal")


def test_a_dirty_sample_is_replaced_by_a_clean_one(dirty, tmp_path):
    """The manifest goes with it, and a second dirty one has the same bytes."""
    other = Workspace(tmp_path)
    shutil.copytree(CONFIG, tmp_path / "config")
    write_sample(other, is_dirty=True)
    for path in dirty.workspace.raw.rglob("*.*"):
        assert path.read_bytes() == (other.raw / path.relative_to(dirty.workspace.raw)).read_bytes(), path.name
    write_sample(other)
    assert not (other.raw / MANIFEST).exists()


def test_the_trend_is_against_the_year_before(dirty):
    """The superseded placement stands in the first year's file alone; beside the first year there is none to set it against."""
    rows = {
        row[0].text: (row[2].text, row[3].text)
        for row in Quality(Opened(dirty.workspace, Period.parse("2016-17"), "internal")).by_rule().rows
    }
    (superseded,) = (counts for words, counts in rows.items() if "(superseded_row)" in words)
    assert superseded == ("0", "1")
    first = Quality(Opened(dirty.workspace, Period.parse("2015-16"), "internal")).by_rule()
    assert {len(row) for row in first.rows} == {3}


def test_the_quality_of_a_table_is_counted(dirty):
    quality = pd.read_parquet(dirty.workspace.processed / "intake_quality.parquet").set_index(["table", "period"])
    line = quality.loc[("training_events", "2016-17")]
    assert (line["rows"], line["cells_required"], line["cells_filled"], line["rows_at_fault"], line["rows_unique"]) == (15, 60, 59, 1, 14)
