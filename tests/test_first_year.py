"""A council with one year of extracts: a report on it compares with nothing, and shows no column for what nobody delivered."""

import re
from dataclasses import replace
from functools import cache

import pytest

from analysis.chapters import told_by
from analysis.count.compute import compute
from analysis.disclose import gate
from analysis.publish.content import grids
from tests.council import AUTHORITY, CORE, YEAR, material
from tests.report.opened import opened
from tests.test_any_tables import NO_FIGURE, PROJECT_POLICY, headings_without_content, pieces_of, rows_without_figures

COMPARED = re.compile(r"earlier figure|figure of the year before|since (Q\d )?2015/16")
ONCE = "This is the first year with figures"


@cache
def figures_of_first_year(*delivered):
    """What the gate lets through of the only year of which these tables were delivered, beside the notifications."""
    both = material(frozenset({CORE, *delivered}))
    alone = replace(both, delivered=dict.fromkeys(both.delivered, (YEAR,)))
    periods = dict.fromkeys([YEAR, *YEAR.quarters, *(quarter.year_to_date for quarter in YEAR.quarters)])
    return gate(compute(alone, told_by(AUTHORITY), periods, AUTHORITY), "internal", PROJECT_POLICY.disclosure)


def columns_without_figures(pieces):
    return [
        (grid.name, name)
        for grid in grids(pieces)
        for place, name in enumerate(grid.columns)
        if place and len(grid.rows) > 1 and {row[place] for row in grid.rows} <= NO_FIGURE
    ]


@pytest.mark.long
@pytest.mark.parametrize(
    ("period", "name"),
    [(YEAR, "03_annual_overview"), (YEAR.quarters[0], "02_quarterly_performance"), (YEAR.quarters[1], "02_quarterly_performance")],
)
def test_a_first_year_is_compared_with_nothing(period, name, tmp_path, new_workspace):
    """Also its first quarter, in which nothing happened that could be drawn."""
    workspace = new_workspace(tmp_path)
    for part in ("commentary", "population"):
        for path in (workspace.config / part).glob("2*"):
            path.unlink()
    pieces = pieces_of(opened(workspace, period, figures_of_first_year("return_interviews", "referrals")), name)
    told = [block.element.get_text() for block in pieces if hasattr(block, "element")]
    assert told
    assert [words for words in told if COMPARED.search(words)] == []
    assert columns_without_figures(pieces) == rows_without_figures(pieces) == headings_without_content(pieces) == []
    assert [(grid.name, name) for grid in grids(pieces) for name in grid.columns if "2015/16" in name or "2014/15" in name] == []
    assert any(ONCE in note for grid in grids(pieces) for note in grid.notes)
