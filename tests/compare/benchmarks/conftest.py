"""A county, its five neighbours, its region and the nation: small enough to work out by hand."""

import pytest

from analysis.base.settings import Workspace

AUTHORITY = """
name = "Trentshire County Council"
short_name = "Trentshire"
committee = "Committee"
districts = []
region_code = "E12000004"
old_la_code = "1"
statistical_neighbours = ["2", "3", "4", "5", "6"]
"""
SETTINGS = """
[[measure]]
key = "factor"
name = "Assessments with a factor"
counted = "assessments with a factor"
file = "*factors*.csv"
column = ["Exploitation"]
population = "children"
source = "The Department"

[population.children]
name = "children"
file = "*people*.csv"
column = ["people"]
years_earlier = 1
source = "The Office"
"""
HEADER = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name"
AREAS = {
    "nation": "National,E92000001,England,,,,,",
    "region": "Regional,E92000001,England,E12000004,East Midlands,,,",
    "1": "Local authority,E92000001,England,E12000004,East Midlands,1,E1,Trentshire",
    "2": "Local authority,E92000001,England,E12000004,East Midlands,2,E2,Eastwold",
    "3": "Local authority,E92000001,England,E12000004,East Midlands,3,E3,Hartmoor",
    "4": "Local authority,E92000001,England,E12000005,West Midlands,4,E4,Downmarsh",
    "5": "Local authority,E92000001,England,E12000005,West Midlands,5,E5,Kinfold",
    "6": "Local authority,E92000001,England,E12000005,West Midlands,6,E6,Lowmere",
}


TEN = "10000 10000 10000 10000"


def rows(column, **years):
    """A data file: for each year a cell for each area, in the order of `AREAS`."""
    lines = [
        f"{year},Reporting year,{place},{cell}"
        for year, cells in years.items()
        for place, cell in zip(AREAS.values(), cells.split(), strict=True)
    ]
    return "\n".join([f"{HEADER},{column}", *(line.removeprefix("y") for line in lines), ""])


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path)


def make_workspace(root):
    """Trentshire had 20 of 10,000 in 2016 and 30 of 20,000 in 2017; Eastwold then had 10, Hartmoor 40, and Downmarsh is not published.

    Kinfold and Lowmere had 18 and 12, then 22 and 16.
    """
    made = Workspace(root)
    made.config.mkdir()
    made.benchmarks.mkdir(parents=True)
    (made.config / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    (made.config / "benchmarks.toml").write_text(SETTINGS, encoding="utf-8")
    factors = rows("Exploitation", y2016="500 100 20 10 15 20 18 12", y2017="500 100 30 10 40 c 22 16")
    people = rows("people", y2015=f"1000000 50000 10000 {TEN} 10000", y2016=f"1000000 50000 20000 {TEN} 10000")
    (made.benchmarks / "factors.csv").write_text(factors, encoding="utf-8")
    (made.benchmarks / "people.csv").write_text(people, encoding="utf-8-sig")
    return made
