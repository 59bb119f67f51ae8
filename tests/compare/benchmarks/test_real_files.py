"""The files of the Department for Education and the Office for National Statistics, where someone has downloaded them.

They are looked for in the folder that DFE_FILES names, or beside the project; ``docs/how-to/benchmarks.md`` says where they come from.
"""

import csv
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from analysis.compare.benchmarks import open_shelf
from analysis.compare.funnels import FunnelStanding

PROJECT = Path(__file__).parents[3]
FILES = Path(os.environ.get("DFE_FILES", PROJECT.parent / "shared" / "reference" / "dfe"))

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the published files are not on this machine; DFE_FILES names their folder")

AREAS = ["891", *["830", "935", "933", "886", "926", "937", "855", "802", "860", "888"], "E12000004", "E92000001"]


@pytest.fixture(scope="module")
def county(new_workspace, tmp_path_factory):
    """A function that opens the real files for the authority with a code, with the project's own settings."""

    def opened(code, **more):
        workspace = new_workspace(tmp_path_factory.mktemp("real"))
        shutil.copytree(FILES, workspace.benchmarks)
        path = workspace.config / "authority.toml"
        listed = "".join(f"\n{key} = {value}" for key, value in more.items())
        path.write_text(
            path.read_text(encoding="utf-8").replace('old_la_code = "999"', f'old_la_code = "{code}"{listed}'), encoding="utf-8"
        )
        return open_shelf(workspace, date(2025, 3, 31)).benchmarks

    return opened


@pytest.fixture(scope="module")
def nottinghamshire(county):
    return county("891")


def test_the_series_runs_from_2018_to_2025(nottinghamshire):
    """Counts as the Department printed them, and rates of the children of the year before."""
    one = nottinghamshire["exploitation_factor"]
    figures = [one.figure(year, "891") for year in one.years]
    assert [figure.year for figure in figures] == [str(year) for year in range(2018, 2026)]
    assert [int(figure.count.number) for figure in figures] == [314, 209, 230, 236, 237, 137, 112, 87]
    assert [figure.value for figure in figures] == ["19.3", "12.9", "14.1", "14.5", "14.5", "8.2", "6.6", "5.1"]


def test_neighbours_region_and_nation_stand_beside_it(nottinghamshire):
    one = nottinghamshire["missing_factor"]
    assert list(one.places) == AREAS
    rates = ["5.5", "12.0", "7.6", "10.0", "9.0", "9.4", "14.1", "4.5", "18.3", "11.0", "12.6", "12.1", "13.9"]
    assert [one.figure(2025, place).value for place in AREAS] == rates
    assert (one.name("933"), one.name("E12000004"), one.name("E92000001")) == ("Somerset", "East Midlands", "England")
    assert [one.standing(year) for year in one.years] == [FunnelStanding.WITHIN] * 8


def test_what_the_department_suppressed_is_never_worked_with(county):
    """Every cell with a mark keeps it, and is in no limit."""
    with next(FILES.glob("*factors*.csv")).open(encoding="utf-8-sig", newline="") as file:
        marked = [row for row in csv.DictReader(file) if row["old_la_code"] and not row["Going_missing"].isdigit()]
    assert {row["Going_missing"] for row in marked} == {"c", "u", "x", "z"}
    hidden = sorted({row["old_la_code"] for row in marked})
    one = county("891", statistical_neighbours=[*hidden, *AREAS[1:11]])["missing_factor"]
    for row in marked:
        figure = one.figure(int(row["time_period"]), row["old_la_code"])
        assert (figure.rate, figure.value) == (None, row["Going_missing"])
    unknown = [place for place in one.neighbours if one.figure(2019, place).rate is None]
    assert {row["old_la_code"] for row in marked if row["time_period"] == "2019"} <= set(unknown)
    assert one.spread(2019).unpublished == len(unknown) > 0
    known = county("891", statistical_neighbours=[place for place in one.neighbours if place not in unknown])["missing_factor"]
    assert one.limits(2019) == known.limits(2019) is not None
