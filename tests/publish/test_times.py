"""Years that start in any month, in the times that explore education statistics takes."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import ALL
from analysis.publish import Page, write_open_data
from analysis.publish.times import time_of

AUTHORITY = Workspace(Path(__file__).parents[2]).authority

YEAR = Period.parse("2016-17")

# "List of allowable time values" of the department's guide for analysts, which its screener goes by: the kinds that may stand in one
# file, and how many digits go with each. Weeks are left out: nothing here counts by week.
MONTHS_OF_A_YEAR = "January February March April May June July August September October November December"
ACCEPTED = {
    4: [{"Calendar year"}, {"Reporting year"}, set(MONTHS_OF_A_YEAR.split())],
    6: [
        {"Academic year"},
        {"Financial year"},
        {"Tax year"},
        {f"Financial year Q{n}" for n in range(1, 5)},
        {"Part 1 (April to September)", "Part 2 (October to March)"},
        {"Autumn term", "Spring term", "Summer term"},
        {"Autumn and spring term"},
    ],
}

QUARTERS_FROM_JANUARY = ["Q1 (January to March)", "Q2 (April to June)", "Q3 (July to September)", "Q4 (October to December)"]


def screened(rows):
    """What the screener would refuse in the times of a file: a kind that it does not know, kinds mixed, or other digits."""
    kinds = {row["time_identifier"] for row in rows}
    digits = {len(row["time_period"]) for row in rows}
    together = [(count, group) for count, groups in ACCEPTED.items() for group in groups if kinds <= group]
    if not together:
        return f"{sorted(kinds)} may not stand in one file"
    if digits != {together[0][0]}:
        return f"{sorted(kinds)} needs {together[0][0]} digits"
    wrong = [row["time_period"] for row in rows if row["time_period"][4:] not in {"", f"{int(row['time_period'][:4]) + 1}"[2:]}]
    return f"not two years on end: {wrong}" if wrong else ""


def written(first_month, folder):
    """The files that a workspace whose years start in a month publishes of two years and their eight quarters."""
    authority = AUTHORITY.model_copy(update={"year_starts_in": first_month})
    years = [Period.parse(name, first_month) for name in ("1999-00", "2016-17")]
    names = [period.name for year in years for period in (year, *year.quarters)]
    figures = [("missing_episodes", "1", name, "", "", "40", "", "40", "episodes", "children", "") for name in names]
    rows = pd.DataFrame(figures, columns=list(RESULT_COLUMNS), dtype="str")
    write_open_data(rows, ALL, Page("Overview", "Trentshire", "Trentshire County Council"), authority, folder)
    return {path.name: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in (folder / "open-data").iterdir()}


@pytest.mark.parametrize("first_month", range(1, 13))
def test_the_screener_takes_years_and_quarters_that_start_in_any_month(first_month, tmp_path):
    """No two rows for one time, each column that is no time, place or measurement described, and a default that the file holds."""
    files = written(first_month, tmp_path)
    for name, count in (("figures_by_year", 2), ("figures_by_quarter", 8)):
        rows, meta = files[f"{name}.csv"], files[f"{name}.meta.csv"]
        assert screened(rows) == ""
        assert len({(row["time_period"], row["time_identifier"], row.get("quarter")) for row in rows}) == count
        filters = {row["col_name"]: row["filter_default"] for row in meta if row["col_type"] == "Filter"}
        assert set(filters) == {"indicator", "breakdown"} | ({"quarter"} & set(rows[0]))
        assert all(default in {row[column] for row in rows} for column, default in filters.items())


@pytest.mark.parametrize(
    ("kinds", "digits"),
    [
        (["Calendar year Q3"], "2016"),
        (["Academic year Q1"], "201617"),
        (["Reporting year"], "201617"),
        (["Financial year"], "2016"),
        (["Financial year"], "201618"),
        (["Financial year", "Financial year Q1"], "201617"),
    ],
)
def test_what_the_screener_refuses_is_seen(kinds, digits):
    assert screened([{"time_identifier": kind, "time_period": digits} for kind in kinds])


@pytest.mark.parametrize(
    ("first_month", "year", "quarters"),
    [
        (1, ("2016", "Calendar year"), QUARTERS_FROM_JANUARY),
        (
            2,
            ("2017", "Reporting year"),
            ["Q1 (February to April)", "Q2 (May to July)", "Q3 (August to October)", "Q4 (November to January)"],
        ),
        (
            3,
            ("2017", "Reporting year"),
            ["Q1 (March to May)", "Q2 (June to August)", "Q3 (September to November)", "Q4 (December to February)"],
        ),
        (
            5,
            ("2017", "Reporting year"),
            ["Q1 (May to July)", "Q2 (August to October)", "Q3 (November to January)", "Q4 (February to April)"],
        ),
        (
            6,
            ("2017", "Reporting year"),
            ["Q1 (June to August)", "Q2 (September to November)", "Q3 (December to February)", "Q4 (March to May)"],
        ),
        (
            7,
            ("2017", "Reporting year"),
            ["Q1 (July to September)", "Q2 (October to December)", "Q3 (January to March)", "Q4 (April to June)"],
        ),
        (
            8,
            ("201617", "Academic year"),
            ["Q1 (August to October)", "Q2 (November to January)", "Q3 (February to April)", "Q4 (May to July)"],
        ),
        (
            9,
            ("201617", "Academic year"),
            ["Q1 (September to November)", "Q2 (December to February)", "Q3 (March to May)", "Q4 (June to August)"],
        ),
        (
            10,
            ("2017", "Reporting year"),
            ["Q1 (October to December)", "Q2 (January to March)", "Q3 (April to June)", "Q4 (July to September)"],
        ),
        (
            11,
            ("2017", "Reporting year"),
            ["Q1 (November to January)", "Q2 (February to April)", "Q3 (May to July)", "Q4 (August to October)"],
        ),
        (
            12,
            ("2017", "Reporting year"),
            ["Q1 (December to February)", "Q2 (March to May)", "Q3 (June to August)", "Q4 (September to November)"],
        ),
    ],
)
def test_the_quarters_of_every_other_year_than_the_financial_one_are_a_filter_that_names_their_months(first_month, year, quarters):
    """The number and kind of the year stay, so that a quarter is found in the year that the report counts it in."""
    period = Period.parse("2016-17", first_month)
    assert time_of(period) == (*year, "")
    assert [time_of(quarter) for quarter in period.quarters] == [(*year, quarter) for quarter in quarters]


def test_the_quarters_of_a_financial_year_have_names_of_their_own():
    assert time_of(YEAR) == ("201617", "Financial year", "")
    assert [time_of(quarter) for quarter in YEAR.quarters] == [("201617", f"Financial year Q{n}", "") for n in range(1, 5)]


@pytest.mark.parametrize(
    ("first_month", "hint"),
    [
        (4, "Choose one or more indicators"),
        (
            7,
            "Choose one or more indicators. A reporting year runs from July to June and has the number of the year in which it ends",
        ),
    ],
)
def test_the_file_says_from_when_to_when_a_reporting_year_runs(first_month, hint, tmp_path):
    """The number alone would leave open which twelve months are meant; a financial year needs no such words."""
    meta = written(first_month, tmp_path)["figures_by_year.meta.csv"]
    assert next(row["filter_hint"] for row in meta if row["col_name"] == "indicator") == hint
