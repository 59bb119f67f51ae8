"""Promises that every indicator keeps."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.chapters import ALL, CAVEATS, SECTIONS, exploitation, indicator
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, counted_period, drawn_table, worked_example

AUTHORITY = Workspace(Path(__file__).parents[2]).authority


@pytest.mark.parametrize("indicator", ALL, ids=lambda one: one.key)
def test_the_worked_example_gives_what_it_says(indicator):
    """The example in each record is true: the methodology page prints it, so it must be."""
    assert worked_example(indicator, AUTHORITY) == indicator.example.gives


@pytest.mark.parametrize("indicator", ALL, ids=lambda one: one.key)
def test_the_record_is_complete(indicator):
    """Whoever reads the methodology finds a definition, a reason, a population, known caveats and a reviewer."""
    for text in (
        indicator.name,
        indicator.definition,
        indicator.why_it_matters,
        indicator.unit,
        indicator.population,
        indicator.checked_by,
    ):
        assert text.strip()
    assert indicator.section in SECTIONS
    assert set(indicator.caveats) <= set(CAVEATS)
    assert counted_period(indicator, Period.parse("2016-17"), AUTHORITY)


def test_keys_are_unique():
    assert len({one.key for one in ALL}) == len(ALL)


def test_the_indicator_in_contributing_works():
    """Whoever follows CONTRIBUTING to the letter gets an indicator whose worked example is true."""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    imports, record = re.findall(r"```(?:python|text)\n(.+?)```", text.split("## Add a table")[0], re.DOTALL)
    scope = dict(vars(exploitation.indicators))
    exec(imports, scope)
    record = eval(record, scope)
    assert worked_example(record, AUTHORITY) == record.example.gives
    assert record.key not in {one.key for one in ALL}


def test_the_breakdown_in_contributing_works():
    """Of three assessments one found a low risk and two a high one."""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    record, given = re.findall(r"```(?:python|text)\n(.+?)```", text.split("## Add a breakdown\n")[1].split("\n## ")[0], re.DOTALL)
    scope = dict(vars(exploitation.breakdowns))
    exec(record, scope)
    divided = replace(indicator("cse_risk_assessments"), **eval(f"dict({given})", scope))
    rows = drawn_table("completed_on | level\n2016-06-10 | low\n2016-07-01 | high\n2017-01-11 | high")
    year = Period.parse("2016-17")
    found = compute(Material({divided.source: rows}, {divided.source: (year,)}, NOTHING_SUPPLIED), [divided], [year], AUTHORITY)
    levels = found[found["breakdown"] == "level"].set_index("category")["numerator"]
    assert levels.to_dict() == {"low": "1", "medium": "0", "high": "2", "not_recorded": "0"}
