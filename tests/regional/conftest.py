"""Public folders of made-up authorities, as `overview run` leaves them."""

import csv
import json

import pytest

from analysis.base.periods import Period
from analysis.base.spec import RESULT_COLUMNS

OTHERS = "FGHIJKL"
CODES = {"A": "101", "B": "102", "C": "103", "D": "104", "E": "105", "=": "106", **{name: str(107 + n) for n, name in enumerate(OTHERS)}}
OFFERED, EPISODES, DRIVERS = "return_interviews_offered", "missing_episodes", "taxi_drivers_trained"


def share(part, whole, version="1", key=OFFERED, marker=""):
    """A percentage as a row; ``c`` hides it."""
    value = part if part in {"c", "x"} else str(round(100 * int(part) / int(whole)))
    return (key, version, "2016-17", "", "", part, whole, value, "percent of interviews", "children", marker or "c" * (part == "c"))


def count(number, key=EPISODES, period="2016-17"):
    return (key, "1", period, "", "", number, "", number, "episodes", "children", "c" * (number == "c"))


@pytest.fixture
def folder(tmp_path):
    """A function that writes the public folder of an authority into a workspace of its own."""

    def write(name, *rows, **manifest):
        place = tmp_path / name.lower() / "outputs" / "2016-17" / "public"
        place.mkdir(parents=True)
        with (place / "results.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([RESULT_COLUMNS, *rows])
        package = {"contributors": [{"title": f"{name} Council", "roles": ["publisher"]}]}
        (place / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        (place / "open-data").mkdir()
        (place / "open-data" / "figures_by_year.csv").write_text(f"old_la_code,events_count\n{CODES[name[0]]},1\n", encoding="utf-8")
        what = {"edition": "public", "period": "2016-17", "exploitation": ["sexual exploitation"], "year_starts_in": 4}
        told = what | {"status": "approved", "synthetic": False} | manifest
        (place / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
        return tmp_path / name.lower()

    return write


@pytest.fixture
def people(tmp_path):
    """The children of mid-2016 by area: 30,000 in Ashby, 10,000 in the others."""
    path = tmp_path / "children.csv"
    places = "country_code,country_name,region_code,region_name,old_la_code,la_name"
    lines = [
        f"2016,Local authority,E92,England,E12,North,{code},{name},{30_000 if name == 'A' else 10_000}" for name, code in CODES.items()
    ]
    path.write_text("\n".join([f"time_period,geographic_level,{places},population_estimate", *lines, ""]), encoding="utf-8")
    return path


@pytest.fixture
def year():
    return Period.parse("2016-17")


@pytest.fixture
def region(folder):
    """Five authorities of their own, and seven alike, of which 9 in 10 interviews were offered.

    900 of 1,000 interviews of the first three were offered, the fourth is hidden, and the fifth counts otherwise.
    """
    return [
        folder("Ashby", share("385", "400"), count("1200"), share("c", "40", key="return_interviews_accepted")),
        folder("Barton", share("185", "200"), count("300"), share("70", "90", key="return_interviews_accepted")),
        folder("Corby", share("330", "400"), count("c"), share("80", "90", key="return_interviews_accepted")),
        folder("Derby", share("c", "30"), count("450")),
        folder("Exton", share("10", "400", version="0"), count("50")),
        *(folder(f"{name}ton", share("180", "200"), count("333")) for name in OTHERS),
    ]
