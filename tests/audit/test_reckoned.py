"""A number that is worked out from figures is worked out again by the audit, from the open data alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.audit.known import Known
from analysis.audit.opendata import Open
from analysis.audit.reckoned import Reckoned, is_reckoned
from analysis.audit.standing import Standing
from analysis.audit.terms import Terms

CHILDREN, EPISODES, BY_SEX = (
    "children_recorded_by_police@2016-17",
    "missing_episodes@2016-17",
    "children_recorded_by_police@2016-17[sex={}]",
)
BY_BAND = "children_with_episodes@2016-17[episodes={}]"
TWO_SEXES = tuple(map(BY_SEX.format, ("female", "male")))
BANDS = tuple(map(BY_BAND.format, ("11_to_20", "6_to_10")))
PEOPLE = {("rate", "missing_episodes"): frozenset([(10_000, 10_000)]), ("ratio", "sex=female"): frozenset([(40, 100)])}


def row(numerator, denominator="", value=None, unit="children"):
    return {"numerator": numerator, "denominator": denominator, "value": value or numerator, "unit": unit}


SHARE = "percent of children"
ROWS = {
    EPISODES: row("200"),
    "missing_episodes@2015-16": row("160"),
    CHILDREN: row("50"),
    BY_SEX.format("female"): row("30", "50", "60", SHARE),
    BY_SEX.format("male"): row("15", "50", "31", SHARE),
    BY_SEX.format("not_recorded"): row("5", "50", "10", SHARE),
    BY_BAND.format("6_to_10"): row("8", "100", "8", SHARE),
    BY_BAND.format("11_to_20"): row("2", "100", "2", SHARE),
}
KNOWN = Known(Path(), Open(ROWS, Path()), Terms(5, people=PEOPLE), Standing())
CHANGE = (EPISODES, "missing_episodes@2015-16")
RATIO = (BY_SEX.format("female"), CHILDREN, BY_SEX.format("not_recorded"))


@pytest.mark.parametrize(
    ("found", "right", "wrong"),
    [
        (("sum", ("children_recorded_by_police@2016-17[sex]",), ""), "101", "100"),
        (("sum", TWO_SEXES, "numerator"), "45", "46"),
        (("sum", (*TWO_SEXES, CHILDREN), "share"), "90", "91"),
        (("change", CHANGE, "change"), "40", "41"),
        (("change", CHANGE, "change_pct"), "25", "24"),
        (("rate", (EPISODES,), "rate"), "200.0", "200.1"),
        (("ratio", RATIO, "ratio"), "3.0", "2.9"),
        (("bound", (BY_SEX.format("female"),), "lowest"), "60.0", "58.0"),
        (("bound", (BY_SEX.format("female"),), "highest"), "70.0", "71.0"),
        (("limit", (EPISODES, "missing_episodes@2015-16"), "centre"), "160", "161"),
        (("limit", (EPISODES, "missing_episodes@2015-16"), "lower"), "150", "170"),
    ],
    ids=lambda one: " ".join((one[0], one[2])).strip() if isinstance(one, tuple) else "",
)
def test_only_what_the_figures_give_passes(found, right, wrong):
    """30 of the 45 children of whom it is known are girls, and 40 of 100 in the area: 30 to 15, where 40 to 60 live there, is 3 times."""
    kind, addresses, part = found
    assert is_reckoned(Reckoned(kind, addresses, part, right, "10000"), KNOWN)
    assert not is_reckoned(Reckoned(kind, addresses, part, wrong, "10000"), KNOWN)


@pytest.mark.parametrize(("right", "wrong"), [("70", "71"), ("35", "34")], ids=["number", "percentage"])
def test_bands_of_children_have_at_least_so_many_events(right, wrong):
    """Two children with 11 or more and eight with six or more: 70 of 200 episodes at least."""
    found = [is_reckoned(Reckoned("bound", (*BANDS, EPISODES), "lowest", raw), KNOWN) for raw in (right, wrong)]
    assert found == [True, False]


def test_a_sum_with_a_hidden_part_is_none():
    rows = ROWS | {BY_SEX.format("male"): row("c", "50", "c", SHARE)}
    known = replace(KNOWN, data=Open(rows, Path()))
    assert not is_reckoned(Reckoned("sum", ("children_recorded_by_police@2016-17[sex]",), "", "70"), known)
