"""The records of a report, put into its words once."""

import pytest

from analysis.base.settings import Authority, Fault
from analysis.chapters import ALL, SECTIONS, told_by
from analysis.chapters.headings import shipped_headings
from analysis.report.records import DENOMINATORS, Records

BY_TYPE = {"children_at_risk_by_type", "children_recorded_by_type", "risk_assessments_by_type"}


def records(*types: str) -> Records:
    authority = Authority(name="Trentshire", short_name="Trentshire", committee="Committee", districts=(), exploitation=types)
    return Records.of(authority, shipped_headings().sections)


def test_they_are_those_of_the_report_in_its_words_and_order():
    told = records("sexual", "criminal")
    assert tuple(told) == told_by(Authority(name="T", short_name="T", committee="C", districts=(), exploitation=("sexual", "criminal")))
    assert told["children_identified_at_risk"].name == "Children identified as potentially at risk of exploitation"
    assert told.heading("exploitation") == "children potentially at risk of exploitation"
    assert "sexual" not in told.of_sections("exploitation")[0].definition


def test_each_record_is_that_of_its_key():
    told = records("sexual")
    assert all(told[one.key] is one for one in told)
    assert {one.key for one in told} == {one.key for one in ALL} - BY_TYPE
    assert not any(key in told for key in BY_TYPE)
    assert {told[key].key for key in BY_TYPE} == BY_TYPE


def test_sections_come_in_the_order_in_which_they_are_asked_for():
    told = records("sexual").of_sections("missing", "exploitation")
    assert [one.section for one in told] == sorted((one.section for one in told), reverse=True)
    assert len(told) == sum(one.section in {"missing", "exploitation"} for one in records("sexual"))


def test_tables_leave_out_what_divides_another_or_has_its_own():
    """The denominators are told together, and the division by type with the children it divides."""
    told = records("sexual", "criminal")
    left_out = {one.key for one in told.of_sections(*SECTIONS)} - {one.key for one in told.in_tables(*SECTIONS)}
    assert left_out == {*DENOMINATORS, *BY_TYPE}


def test_what_there_is_not_is_refused_with_what_there_is():
    told = records("sexual")
    with pytest.raises(Fault, match="There is no indicator 'missing'"):
        told["missing"]
    for ask in (told.of_sections, told.in_tables, told.heading):
        with pytest.raises(Fault, match=r"There is no section 'police'\. Write one of partnership, prevention"):
            ask("police")
