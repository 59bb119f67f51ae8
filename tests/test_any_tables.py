"""Any few of the tables that there are make a clean report: what was not delivered is not in it."""

import random
import re
from functools import cache

import nbformat
import pytest
from nbformat.v4 import new_output

from analysis.base.settings import Workspace
from analysis.chapters import told_by
from analysis.count.compute import compute
from analysis.disclose import gate
from analysis.publish import content, laid_out, with_content
from analysis.publish.content import Title, grids
from analysis.report.own import Several
from tests.conftest import PROJECT
from tests.council import AUTHORITY, CORE, OTHERS, YEAR, material
from tests.report.opened import opened

CHOICES = [tuple(sorted(random.Random(seed).sample(OTHERS, seed % len(OTHERS)))) for seed in range(0, 60, 3)]
"""Twenty choices of the other tables, from none of them to nearly all."""

PROJECT_POLICY = Workspace(PROJECT).policy
NO_FIGURE = {"[x]", ""}
UNSAID = re.compile(r"not delivered|not available|no figures? (is|are) available|not supplied|No commentary", re.IGNORECASE)


@cache
def figures_of(delivered):
    """What the gate lets through of the year and the one before."""
    years = (YEAR.year_before, YEAR)
    periods = [*years, *(quarter for year in years for quarter in year.quarters)]
    return gate(
        compute(material(frozenset({CORE, *delivered})), told_by(AUTHORITY), periods, AUTHORITY), "internal", PROJECT_POLICY.disclosure
    )


def without_picture(bundle):
    """What a cell shows; of a chart its data and its words."""
    return bundle[0] | {"image/png": ""} if isinstance(bundle, tuple) else bundle


def pieces_of(report, name):
    """What the report made of a notebook says and shows: its cells are run here, one by one, as far as they need nothing but figures."""
    notebook = nbformat.read(PROJECT / "notebooks" / f"{name}.ipynb", as_version=4)
    for cell in (one for one in notebook.cells if one.cell_type == "code" and one.source.startswith("report.")):
        shown = eval(cell.source, {"report": report})
        each = shown.shown if isinstance(shown, Several) else [shown] * (shown is not None)
        cell.outputs = [new_output("display_data", without_picture(one._repr_mimebundle_())) for one in each]
    return content(with_content(laid_out(notebook, ("overview", "full"))))


@pytest.mark.long
@pytest.mark.parametrize("delivered", CHOICES)
def test_no_choice_of_tables_leaves_a_trace_of_the_others(tmp_path, new_workspace, delivered):
    """No row of nothing but marks, no heading with nothing under it, no sentence about what is not there."""
    workspace = new_workspace(tmp_path)
    for part in ("commentary", "population"):
        for path in (workspace.config / part).glob("2*"):
            path.unlink()
    report = opened(workspace, YEAR, figures_of(delivered))
    for name in ("03_annual_overview", "04_problem_profile"):
        pieces = pieces_of(report, name)
        assert any(map(is_told, pieces)) or name == "04_problem_profile"
        assert rows_without_figures(pieces) == []
        assert headings_without_content(pieces) == []
        assert [block.element.get_text() for block in pieces if hasattr(block, "element") and UNSAID.search(block.element.get_text())] == []


def is_told(piece):
    return not isinstance(piece, Title) and hasattr(piece, "element")


def rows_without_figures(pieces):
    return [(grid.name, row[0]) for grid in grids(pieces) for row in grid.rows if len(row) > 1 and NO_FIGURE.issuperset(row[1:])]


def headings_without_content(pieces):
    """Those that another of the same level or a higher one follows at once, or nothing."""
    after = [*pieces[1:], Title(1, "the end")]
    return [
        one.text
        for one, then in zip(pieces, after, strict=True)
        if isinstance(one, Title) and isinstance(then, Title) and then.level <= one.level > 1
    ]
