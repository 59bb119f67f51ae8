"""The records of tables: complete, true of each other, and what follows from them."""

from dataclasses import replace

import pytest

from analysis.chapters import ALL
from analysis.chapters.tables import EXTRACTS, PEOPLE, TABLES, extracts_behind, is_paired_by_child, rows_behind, tables_needed
from analysis.count.compute import columns_counted

OF_NO_TABLE = {"supplied"}
OF_MEASURES = {"", "child_id", "age", "several", "episodes of the child"}
"""What a measure looks at where the table is about children, and what it works out itself."""


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_a_record_is_true_to_itself(table):
    """Its names occur once, its dates are columns, every column says what it holds, and what is personal is never kept."""
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names)) or table.key == "return_interviews"
    assert table.event in names
    assert set(table.lasts or ()) <= set(names)
    assert all(column.what for column in table.columns)
    assert not any(column.is_personal and column.is_kept for column in table.columns)
    assert {column.name for column in table.columns if column.is_personal}.isdisjoint(table.kept)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_a_table_that_knows_its_children_says_that_it_is_about_them(table):
    """So that a small count of its rows is hidden; nobody concludes it from its columns."""
    knows = "child_id" in table.kept or any(column.is_personal for column in table.columns)
    assert table.about == "child" or not knows


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_what_a_table_is_made_from_is_there(table):
    """Every table that it is made from has a record, gives columns that are kept, and has the column by which its rows are found."""
    for source in table.made_from:
        assert source.table in TABLES
        assert set(source.gives) <= set(table.kept)
        assert source.by in TABLES[source.table].kept


def test_every_indicator_counts_a_table_that_holds_what_it_looks_at():
    """So a column that is taken out of a record is missed before a report is built."""
    for indicator in ALL:
        if indicator.source not in OF_NO_TABLE:
            assert columns_counted(indicator) - OF_MEASURES <= set(TABLES[indicator.source].kept), indicator.key


def test_what_is_made_from_several_extracts():
    """The extracts behind each table, its own first; every other table is made from its own alone."""
    several = {key: extracts_behind(key) for key in TABLES if len(extracts_behind(key)) > 1}
    assert several == {
        "notifications": ("notifications", "placements"),
        "episodes": ("notifications", "placements", "placement_details"),
        "looked_after_missing": ("missing", "notifications", "placements", "placement_details"),
        "return_interviews": ("return_interviews", "notifications", "placements", "placement_details"),
        "service_referrals": ("service_referrals", "service_work"),
    }
    assert all(set(extracts_behind(key)) <= set(EXTRACTS) for key in TABLES)


def test_which_rows_stand_behind_a_row():
    """All messages of an episode stand behind it; a placement, or when a case was closed, is looked up and does not."""
    assert {key: rows_behind(key) for key in TABLES if rows_behind(key)} == {
        "episodes": {"notifications": "episode_id"},
        "looked_after_missing": {"missing": "missing_id", "notifications": "episode_id"},
        "return_interviews": {"notifications": "episode_id"},
    }


def test_which_tables_are_paired_by_child():
    assert {key for key in TABLES if is_paired_by_child(key)} == {"notifications", "episodes", "return_interviews", "looked_after_missing"}


def test_a_figure_needs_the_table_that_gives_its_columns():
    """When a case was closed is known from the work on it; how many were referred is not."""
    assert tables_needed("service_referrals", {"closed_on", "sex"}) == ("service_work",)
    assert tables_needed("service_referrals", {"received_on", "sex"}) == ()
    assert tables_needed("drawn in an example", {"closed_on"}) == ()


def test_the_age_of_a_child_is_taken_on_the_day_of_the_event():
    """Only where the table names the child and has an age that no other table gives."""
    assert TABLES["referrals"].aged_on == "received_on"
    assert TABLES["return_interviews"].aged_on == ""
    assert TABLES["placements"].aged_on == ""
    assert PEOPLE.aged_on == ""


def test_an_empty_code_is_counted_as_not_recorded_where_the_codes_say_so():
    coded = {column.name for column in TABLES["notifications"].delivered if column.is_coded}
    assert coded == {"sex", "district", "initial_risk", "final_risk", "reported_missing_from"}
    level = next(column for column in TABLES["risk_assessments"].columns if column.name == "level")
    assert not replace(level, codes=("low", "high")).is_coded
