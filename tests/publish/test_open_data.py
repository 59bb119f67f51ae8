"""The figures as open data: in the layout of explore education statistics, and described for programs."""

import csv
import json
import re
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

from analysis.base.settings import Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import ALL
from analysis.publish import Page, write_open_data

AUTHORITY = Workspace(Path(__file__).parents[2]).authority

ROWS = [
    ("missing_episodes", "1", "2016-17", "", "", "2520", "", "2520", "episodes", "children", ""),
    ("missing_episodes", "1", "2016-17", "sex", "female", "1199", "2520", "48", "percent of episodes", "children", ""),
    ("missing_episodes", "1", "2016-17", "sex", "male", "c", "2520", "c", "percent of episodes", "children", "c"),
    ("missing_episodes", "1", "2016-17", "sex", "not_recorded", "2", "2520", "0", "percent of episodes", "children", "low"),
    ("missing_episodes", "1", "2016-17-Q3", "", "", "x", "", "x", "episodes", "children", "x"),
    ("missing_age_range", "1", "2016-17", "", "", "829", "987", "13-17", "age", "children", ""),
    ("taxi_drivers_trained", "1", "to 2017-03", "", "", "4000", "", "4000", "drivers", "drivers", ""),
    ("development_workers", "1", "2016-17", "", "", "4.5", "", "4.5", "full-time posts", "posts", ""),
]


@pytest.fixture
def folder(tmp_path):
    """The open data of these figures, public edition."""
    page = Page("Overview", "Trentshire, 2016/17", "Trentshire County Council", is_synthetic=True)
    write_open_data(pd.DataFrame(ROWS, columns=list(RESULT_COLUMNS), dtype="str"), ALL, page, AUTHORITY, tmp_path)
    return tmp_path


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_years_and_quarters_stand_in_files_of_their_own(folder):
    """The service mixes no kinds of time; runs of months and ages have no place in it."""
    assert {path.name for path in (folder / "open-data").iterdir()} == {
        "figures_by_year.csv",
        "figures_by_year.meta.csv",
        "figures_by_quarter.csv",
        "figures_by_quarter.meta.csv",
    }
    years, quarters = (table(folder / "open-data" / f"figures_by_{kind}.csv") for kind in ("year", "quarter"))
    assert {(row["time_period"], row["time_identifier"]) for row in years} == {("201617", "Financial year")}
    assert {(row["time_period"], row["time_identifier"]) for row in quarters} == {("201617", "Financial year Q3")}
    assert len(years) + len(quarters) == 6


def test_every_row_says_where_it_belongs(folder):
    row = table(folder / "open-data" / "figures_by_year.csv")[0]
    place = [row[name] for name in ("geographic_level", "country_code", "country_name", "old_la_code", "new_la_code", "la_name")]
    assert place == ["Local authority", "E92000001", "England", "999", "E10999999", "Trentshire"]


def test_a_breakdown_without_combinations_is_a_filter_grouped_by_its_topic(folder):
    """As the guide has it: Total for the whole, and topic and category otherwise."""
    rows = [row for row in table(folder / "open-data" / "figures_by_year.csv") if row["indicator"].startswith("Episodes")]
    assert {(row["breakdown_topic"], row["breakdown"]) for row in rows} == {
        ("Total", "Total"),
        ("Sex", "Female"),
        ("Sex", "Male"),
        ("Sex", "Not recorded"),
    }


def test_counts_and_percentages_are_columns_of_their_own_with_marks_in_their_cells(folder):
    rows = table(folder / "open-data" / "figures_by_year.csv")
    measured = {(row["indicator"][:8], row["breakdown"]): (row["events_count"], row["whole_count"], row["events_percent"]) for row in rows}
    assert measured == {
        ("Episodes", "Total"): ("2520", "z", "z"),
        ("Episodes", "Female"): ("1199", "2520", "48"),
        ("Episodes", "Male"): ("c", "2520", "c"),
        ("Episodes", "Not recorded"): ("2", "2520", "low"),
        ("Developm", "Total"): ("4.5", "z", "z"),
    }
    assert table(folder / "open-data" / "figures_by_quarter.csv")[0]["events_count"] == "x"


def test_the_metadata_names_each_filter_and_measurement_and_no_other_column(folder):
    data, meta = (table(folder / "open-data" / f"figures_by_year{end}.csv") for end in ("", ".meta"))
    assert [(row["col_name"], row["col_type"]) for row in meta] == [
        ("indicator", "Filter"),
        ("breakdown", "Filter"),
        ("events_count", "Indicator"),
        ("whole_count", "Indicator"),
        ("events_percent", "Indicator"),
    ]
    assert all(row["label"] for row in meta)
    grouping = {row["filter_grouping_column"] for row in meta} - {""}
    assert grouping == {"breakdown_topic"}
    assert {row["col_name"] for row in meta} | grouping <= set(data[0])
    assert {row["col_name"]: (row["indicator_unit"], row["indicator_dp"]) for row in meta[2:]} == {
        "events_count": ("", "1"),
        "whole_count": ("", "0"),
        "events_percent": ("%", "0"),
    }
    assert meta[0]["filter_default"] in {row["indicator"] for row in data}


def test_names_of_files_and_columns_are_such_as_the_service_takes(folder):
    for path in (folder / "open-data").iterdir():
        assert re.fullmatch(r"[a-z_]+(\.meta)?\.csv", path.name)
        assert all(re.fullmatch(r"[a-z][a-z_]{0,34}", column) for column in table(path)[0])


def test_no_two_rows_have_one_place_time_and_set_of_filters(folder):
    rows = table(folder / "open-data" / "figures_by_year.csv")
    keys = [(row["time_period"], row["time_identifier"], row["indicator"], row["breakdown_topic"], row["breakdown"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_the_internal_edition_has_no_files_for_publication(tmp_path):
    page = Page("Overview", edition="internal")
    write_open_data(pd.DataFrame(ROWS, columns=list(RESULT_COLUMNS), dtype="str"), ALL, page, AUTHORITY, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"results.csv", "datapackage.json"}


def test_the_description_fits_the_file(folder):
    """Each column in its place, each cell of its type or a mark that is explained, the size and the hash those of the file."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    fields = resource["schema"]["fields"]
    rows = table(folder / resource["path"])
    assert [field["name"] for field in fields] == list(rows[0])
    assert resource["bytes"] == (folder / "results.csv").stat().st_size
    for field in fields:
        missing = [one if isinstance(one, str) else one["value"] for one in field.get("missingValues", [""])]
        cells = [row[field["name"]] for row in rows if row[field["name"]] not in missing]
        if field["type"] == "number":
            assert all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in cells)
        if pattern := field.get("constraints", {}).get("pattern"):
            assert all(re.fullmatch(pattern, cell) for cell in cells)
    key = resource["schema"]["primaryKey"]
    assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
    assert "Made-up data." in package["description"]


SCHEMA = {
    "type": "object",
    "required": ["$schema", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"type": "string", "minLength": 1},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "contributors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "properties": {"title": {"type": "string"}, "roles": {"type": "array", "minItems": 1, "items": {"type": "string"}}},
                "minProperties": 1,
                "additionalProperties": False,
            },
        },
        "resources": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/resource"}},
    },
    "additionalProperties": False,
    "$defs": {
        "resource": {
            "type": "object",
            "required": ["name", "path", "type", "schema"],
            "properties": {
                "name": {"type": "string", "minLength": 1},
                "type": {"const": "table"},
                # A path leads to a file beside the description and never out of its folder.
                "path": {"type": "string", "pattern": r"^(?!/|~|.*\.\.)[^\\:]+$"},
                "title": {"type": "string"},
                "format": {"type": "string"},
                "mediatype": {"type": "string", "pattern": "^[^/]+/[^/]+$"},
                "encoding": {"type": "string"},
                "bytes": {"type": "integer"},
                "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                "schema": {"$ref": "#/$defs/table"},
            },
            "additionalProperties": False,
        },
        "table": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/field"}},
                "missingValues": {"$ref": "#/$defs/missing"},
                "primaryKey": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
            },
            "additionalProperties": False,
        },
        "field": {
            "type": "object",
            "required": ["name", "type"],
            "properties": {
                "name": {"type": "string"},
                "type": {"enum": ["string", "number", "integer", "boolean", "date"]},
                "description": {"type": "string"},
                "missingValues": {"$ref": "#/$defs/missing"},
                "constraints": {
                    "properties": {"required": {"type": "boolean"}, "pattern": {"type": "string", "format": "regex"}},
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "missing": {
            "oneOf": [
                {"type": "array", "minItems": 1, "items": {"type": "string"}},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["value"],
                        "properties": {"value": {"type": "string"}, "label": {"type": "string"}},
                        "additionalProperties": False,
                    },
                },
            ]
        },
    },
}
"""What Data Package 2.0 says of the properties that we write, in our words; one that is not here is one that nobody has looked up."""


def test_the_description_keeps_to_the_standard(folder):
    """As ``frictionless validate`` finds it: texts and records in one list of missing values made it no data package at all."""
    jsonschema.validate(json.loads((folder / "datapackage.json").read_text(encoding="utf-8")), SCHEMA)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda package: package["resources"][0]["schema"]["fields"][5].update(missingValues=["", {"value": "c"}]),
        lambda package: package["resources"][0]["schema"]["fields"][5].update(missingValues=[]),
        lambda package: package["resources"][0].update(path="../results.csv"),
        lambda package: package["resources"][0]["schema"]["fields"][0].pop("name"),
        lambda package: package.update(resources=[]),
    ],
    ids=["mixed", "no missing values", "leads out", "no name", "no resource"],
)
def test_what_departs_from_the_standard_is_seen(folder, spoil):
    """The schema of this test is not one that everything fits."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    spoil(package)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(package, SCHEMA)
