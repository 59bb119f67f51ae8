"""The quarterly report for a committee and for a safeguarding board, and the annual overview in two orders: which cells stand in which."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis.base.settings import AnnualPolicy, Fault, Policy, check_record
from analysis.chapters import SECTIONS
from analysis.chapters.headings import shipped_headings
from analysis.publish import laid_out

PROJECT = Path(__file__).parents[2]
NOTEBOOK = nbformat.read(PROJECT / "notebooks" / "02_quarterly_performance.ipynb", as_version=4)


def headings(layout):
    cells = laid_out(NOTEBOOK, layout).cells
    return [cell.source.splitlines()[0] for cell in cells if cell.source.startswith("## ")]


def code(layout):
    return [cell.source for cell in laid_out(NOTEBOOK, layout).cells if cell.cell_type == "code"]


def test_each_layout_has_its_own_cells_and_those_of_all():
    """The parameters, the import and what was revised stand in every layout; the report as it comes has neither of the two others."""
    own = {"committee": "report.table.committee()", "board": 'report.table.data_set("training")', "full": "report.exceptions()"}
    for layout, call in own.items():
        assert [one for one in own.values() if one in code([layout])] == [call]
        assert "report = open_report(period, edition)" in code([layout])[1]
        assert "report.table.revised()" in code([layout])
    assert {"## Performance table", "## Data set of the safeguarding board"} <= set(headings(["committee", "board"]))


def test_the_boards_data_set_leaves_no_section_out():
    """All but the problem profile, which is about years alone."""
    calls = " ".join(one for one in code(["board"]) if "data_set" in one)
    assert set(re.findall(r'"(\w+)"', calls)) == set(SECTIONS) - {"profile"}


def test_cells_stay_in_their_order_and_the_notebook_is_left_alone():
    before = len(NOTEBOOK.cells)
    told = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code" and "optional" not in cell.metadata.get("tags", ())]
    assert code(["board", "full", "committee"]) == told
    assert len(NOTEBOOK.cells) == before


def test_a_layout_that_there_is_not_is_refused():
    content = {"disclosure": {"hide_counts_up_to": 5}, "comparison": {}}
    with pytest.raises(Fault, match=r"quarterly\.layouts\.0: Input should be 'full', 'committee' or 'board'"):
        check_record(content | {"quarterly": {"layouts": ["panel"]}}, Policy, Path("policy.toml"))


@pytest.mark.xdist_group("end to end")
def test_the_layouts_show_what_the_open_data_says(built, monkeypatch):
    """From the sample: each figure in them is one of the quarter's results.csv."""
    from bs4 import BeautifulSoup

    from analysis.report import open_report

    monkeypatch.chdir(built.notebooks)
    report = open_report("2016-17-Q4").table
    shown = [report.committee(), *(report.data_set(section) for section in ("exploitation", "missing", "support", "training"))]
    published = pd.read_csv(built.outputs / "2016-17-Q4" / "public" / "results.csv", dtype="str", keep_default_na=False)
    split = "[" + published["breakdown"] + "=" + published["category"] + "]"
    addresses = published["indicator"] + "@" + published["period"] + split.where(published["breakdown"] != "", "")
    values = dict(zip(addresses, published.to_dict("records"), strict=True))
    numbers = [one for table in shown for one in BeautifulSoup(table.html, "html.parser").select("data:not(.verdict, .unknown)")]
    wrong = [one for one in numbers if values[one["data-figure"]][one.get("data-part", "value")] != one["value"]]
    assert len(numbers) > 300
    assert wrong == []


OVERVIEW = nbformat.read(PROJECT / "notebooks" / "03_annual_overview.ipynb", as_version=4)


def told(layout, start):
    cells = laid_out(OVERVIEW, Policy.model_construct(annual=AnnualPolicy(layout=layout)).layouts(of_year=True)).cells
    return [cell.source.partition("\n")[0] for cell in cells if cell.source.startswith(start)]


def test_the_annual_overview_leads_with_its_recommendations_unless_a_committee_wants_its_own_order():
    """Both have one annex of tables and one of notes, and every piece of commentary once."""
    assert told("overview", "## ")[:3] == ["## Recommendations", "## Main points", "## What to ask"]
    assert told("committee", "## ")[:-2] == [
        "## Purpose of the report",
        "## Information and advice",
        "## Key data findings",
        "## Key priorities",
        "## Other options considered",
        "## Reasons for recommendations",
        "## Statutory and policy implications",
        "## Recommendations",
    ]
    for layout in ("overview", "committee"):
        assert told(layout, "## ")[-2:] == ["## Annex A: tables", "## Annex B: notes"]
        assert sorted(told(layout, "report.commentary")) == sorted(f'report.commentary("{one}")' for one in shipped_headings().commentary)
        assert told(layout, "report.story").count("report.story.main_points()") == 1


def test_both_orders_tell_the_same_figures():
    first, other = (sorted(set(told(layout, "report."))) for layout in ("overview", "committee"))
    assert first == other
