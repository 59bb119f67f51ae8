"""The quarterly report for a committee and for a safeguarding board: which cells stand in which, and what their tables hold."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Policy, Workspace, check_record
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import ALL, HEADLINES, SECTIONS, indicator
from analysis.disclose import Publishable
from analysis.publish import laid_out
from analysis.report.layouts import NOT_BY_QUARTER, Layouts

PROJECT = Path(__file__).parents[2]
WORKSPACE = Workspace(PROJECT)
QUARTER = Period.parse("2016-17-Q3")
NOTEBOOK = nbformat.read(PROJECT / "notebooks" / "02_quarterly_performance.ipynb", as_version=4)


def row(key, period, numerator, denominator="", value="", by="", code="", marker=""):
    one = indicator(key)
    unit = f"percent of {one.unit}" if denominator else one.unit
    cells = (key, one.definition_version, period, by, code, numerator, denominator, value or numerator, unit, one.population, marker)
    return dict(zip(RESULT_COLUMNS, cells, strict=True))


def layouts(*rows, followed=()):
    published = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")
    return Layouts(published, QUARTER, WORKSPACE.authority, WORKSPACE.policy.comparison, followed)


NOTIFIED = [
    row("missing_notifications", "2016-17-Q3", "20", marker="r"),
    row("missing_notifications", "2016-17-Q3", "14", "20", "70", "category", "missing", "r"),
    row("missing_notifications", "2016-17-Q3", "6", "20", "30", "category", "absent"),
    row("missing_notifications", "2016-17-Q2", "24"),
    row("missing_notifications", "2016-17-Q2", "c", "24", "c", "category", "missing", "c"),
    row("missing_notifications", "2016-17-Q2", "c", "24", "c", "category", "absent", "c"),
    row("missing_notifications", "2015-16-Q3", "25"),
    row("missing_notifications", "2016-04 to 2016-12", "70"),
]


def headings(layout):
    cells = laid_out(NOTEBOOK, layout).cells
    return [cell.source.splitlines()[0] for cell in cells if cell.source.startswith("## ")]


def code(layout):
    return [cell.source for cell in laid_out(NOTEBOOK, layout).cells if cell.cell_type == "code"]


def test_each_layout_has_its_own_cells_and_those_of_all():
    """The parameters, the import and what was revised stand in every layout; the report as it comes has neither of the two others."""
    own = {"committee": "report.layouts.committee()", "board": 'report.layouts.data_set("training")', "full": "report.headlines()"}
    for layout, call in own.items():
        assert [one for one in own.values() if one in code([layout])] == [call]
        assert "report = open_report(period, edition)" in code([layout])[1]
        assert code([layout])[-1] == "report.revised()"
    assert {"## Performance table", "## Data set of the safeguarding board"} <= set(headings(["committee", "board"]))


def test_the_boards_data_set_leaves_no_section_out():
    """All but the problem profile, which is about years alone."""
    calls = " ".join(one for one in code(["board"]) if "data_set" in one)
    assert set(re.findall(r'"(\w+)"', calls)) == set(SECTIONS) - {"profile"}


def test_cells_stay_in_their_order_and_the_notebook_is_left_alone():
    before = len(NOTEBOOK.cells)
    assert code(["board", "full", "committee"]) == [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"]
    assert len(NOTEBOOK.cells) == before


def test_a_layout_that_there_is_not_is_refused():
    content = {"disclosure": {"hide_counts_up_to": 5}, "comparison": {"similar_within_pct": 2, "similar_within_points": 1}}
    with pytest.raises(Fault, match=r"quarterly\.layouts\.0: Input should be 'full', 'committee' or 'board'"):
        check_record(content | {"quarterly": {"layouts": ["panel"]}}, Policy, Path("policy.toml"))


def test_the_committee_sees_the_few_figures_that_it_follows():
    """This quarter, the last, the same a year ago, the year to date and the direction; a figure without a row is left out."""
    table = layouts(*NOTIFIED, followed=("missing_notifications", "cse_risk_assessments")).committee()
    assert table.json["columns"] == ["Indicator", "Q3 2016/17", "Q2 2016/17", "Q3 2015/16", "Year to date", "Direction since Q3 2015/16"]
    assert [cells[1:] for cells in table.json["rows"]] == [["20 [r]", "24", "25", "70", "down"]]


def test_without_a_choice_of_its_own_the_committee_sees_the_headlines():
    rows = [row(one.key, "2016-17-Q3", "20") for one in ALL]
    assert [cells[0].text.partition(" [")[0] for cells in layouts(*rows).committee().rows] == [indicator(key).name for key in HEADLINES]


def test_a_key_that_the_committee_cannot_follow_is_refused():
    with pytest.raises(Fault, match="There is no indicator 'notifications'"):
        layouts(*NOTIFIED, followed=("notifications",)).committee()


def test_the_board_sees_every_figure_and_category_in_eight_quarters():
    table = layouts(*NOTIFIED).data_set("missing")
    assert table.json["columns"][:2] == ["Indicator", "Q4 2014/15"]
    assert len(table.json["columns"]) == 1 + 8
    assert [(cells[0].rpartition(" – ")[2], *cells[-2:]) for cells in table.json["rows"]] == [
        ("Notifications of missing and absent children", "24", "20 [r]"),
        ("Missing", "[c]", "14 [r]"),
        ("Absent", "[c]", "6"),
    ]


def test_the_board_sees_a_share_with_the_percentages_of_its_categories():
    share = [
        row("return_interviews_completed_of_required", "2016-17-Q3", "10", "20", "50"),
        row("return_interviews_completed_of_required", "2016-17-Q3", "9", "12", "75", "missing_from", "home"),
    ]
    table = layouts(*share).data_set("missing", "exploitation")
    name = indicator("return_interviews_completed_of_required").name
    assert [(cells[0], cells[-1]) for cells in table.json["rows"]] == [(name, "50%"), (f"{name} – Home", "75%")]


def test_a_section_without_quarters_says_so():
    (block,) = layouts(*NOTIFIED).data_set("profile").blocks
    assert NOT_BY_QUARTER in block


@pytest.mark.xdist_group("end to end")
def test_the_layouts_show_what_the_open_data_says(built, monkeypatch):
    """From the sample: each figure in them is one of the quarter's results.csv."""
    from bs4 import BeautifulSoup

    from analysis.report import open_report

    monkeypatch.chdir(built.notebooks)
    report = open_report("2016-17-Q4").layouts
    shown = [report.committee(), *(report.data_set(section) for section in ("exploitation", "missing", "support", "training"))]
    published = pd.read_csv(built.outputs / "2016-17-Q4" / "public" / "results.csv", dtype="str", keep_default_na=False)
    split = "[" + published["breakdown"] + "=" + published["category"] + "]"
    addresses = published["indicator"] + "@" + published["period"] + split.where(published["breakdown"] != "", "")
    values = dict(zip(addresses, published.to_dict("records"), strict=True))
    numbers = [one for table in shown for one in BeautifulSoup(table.html, "html.parser").select("data")]
    wrong = [one for one in numbers if values[one["data-figure"]][one.get("data-part", "value")] != one["value"]]
    assert len(numbers) > 300
    assert wrong == []
