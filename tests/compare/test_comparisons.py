"""A figure beside an earlier one: its course, its change, and why there is none to tell."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import RESULT_COLUMNS, Address, Break
from analysis.chapters import indicator
from analysis.compare.comparisons import Course, Side, compare
from analysis.compare.verdicts import Verdict
from analysis.disclose import Publishable

POLICY = Workspace(Path(__file__).parents[2]).policy.comparison.model_copy(update={"percentage_change_from": 50})
YEAR, BEFORE = Period.parse("2016-17"), Period.parse("2015-16")
EPISODES = replace(indicator("missing_episodes"), breaks=(), better=None)


def figure(value, period, **cells):
    """A row of the open data with the marks that a hidden or lacking number has."""
    number = "" if value in {"c", "x"} else value
    given = {"indicator": EPISODES.key, "period": period.name, "definition_version": "1", "numerator": number}
    given |= {"value": value, "unit": EPISODES.unit, "population": "children", "marker": value if value == "c" else ""}
    return dict.fromkeys(RESULT_COLUMNS, "") | given | cells


def compared(now, before, record=EPISODES, periods=(YEAR, BEFORE)):
    """The comparison of two figures, given as values or as rows."""
    pairs = zip((now, before), periods, strict=True)
    rows = [figure(one, period) if isinstance(one, str) else one for one, period in pairs]
    shown = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")
    sides = (Side(shown.figure(Address(record.key, period.name)), period) for period in periods)
    return compare(record, *sides, POLICY)


@pytest.mark.parametrize(("now", "before", "course"), [
    ("120", "100", Course.UP),
    ("80", "100", Course.DOWN),
    ("100", "100", Course.SAME),
    ("101", "100", Course.UP),
    ("99", "100", Course.DOWN),
    ("3", "0", Course.FROM_NOUGHT),
    ("0", "0", Course.SAME),
    ("x", "100", Course.NO_CURRENT),
    ("100", "x", Course.NO_EARLIER),
    ("c", "100", Course.HIDDEN),
    ("100", "c", Course.HIDDEN),
])  # fmt: skip
def test_each_pair_has_its_course(now, before, course):
    """Arithmetic alone: what is clear is for the verdict to say."""
    assert compared(now, before).course is course


@pytest.mark.parametrize(("now", "before", "course"), [("83", "0", Course.NOTHING_BEFORE), ("83", "1", Course.UP), ("0", "0", Course.SAME)])
def test_a_stock_that_was_nought_was_not_there_to_be_counted(now, before, course):
    """A service that did not exist had no cases: nobody's work rose from nought."""
    record = indicator("consultant_caseload")
    found = compared(*({**figure(value, period), "indicator": record.key} for value, period in ((now, YEAR), (before, BEFORE))), record)
    assert (found.course, found.change is None) == (course, course is Course.NOTHING_BEFORE)


@pytest.mark.parametrize(("before", "change"), [("49", None), ("50", Fraction(100)), ("51", Fraction(4900, 51))])
def test_a_change_is_a_percentage_from_the_count_that_the_policy_names(before, change):
    """From that count on, itself among them."""
    assert compared("100", before).change_pct == change


@pytest.mark.parametrize(("on", "is_broken"), [
    (date(2016, 3, 31), False),
    (date(2016, 4, 1), True),
    (date(2017, 3, 31), True),
    (date(2017, 4, 1), False),
])  # fmt: skip
def test_a_break_lies_between_two_periods(on, is_broken):
    """On the last day of the earlier period both are counted alike already, on the last day of the later one they are not."""
    found = compared("120", "100", replace(EPISODES, breaks=(Break(on, "it is counted anew"),)))
    assert (found.course is Course.BROKEN) == is_broken
    assert (found.broken_by is not None) == is_broken


def test_figures_about_other_people_are_not_compared():
    """The reason names both populations."""
    found = compared(figure("120", YEAR, population="children in care"), "100")
    assert found.course is Course.BROKEN
    assert found.broken_by.why == "the earlier figure is about children, this one about children in care"


def test_another_definition_breaks_the_series_unless_the_two_are_declared_comparable():
    """The version of the earlier figure is looked for among those that its record names."""
    older = figure("100", BEFORE, definition_version="0")
    assert compared("120", older).course is Course.BROKEN
    assert compared("120", older, replace(EPISODES, comparable_versions=("0",))).course is Course.UP


def test_a_quarter_is_not_compared_with_a_year():
    """Three months have fewer events than twelve, whatever happened."""
    quarter = Period.parse("2016-17-Q4")
    found = compared("30", "100", periods=(quarter, BEFORE))
    assert found.course is Course.BROKEN
    assert "~12~ months and this one ~3~" in found.broken_by.why
    assert compared("30", "100", replace(EPISODES, window="cumulative"), (quarter, BEFORE)).course is Course.DOWN


@pytest.mark.parametrize(("better", "verdict", "improved"), [
    ("higher", Verdict.HIGHER, True),
    ("higher", Verdict.LOWER, False),
    ("lower", Verdict.LOWER, True),
    ("lower", Verdict.HIGHER, False),
    ("lower", Verdict.NO_CLEAR_CHANGE, None),
    ("lower", Verdict.TOO_FEW, None),
    ("lower", None, None),
    (None, Verdict.HIGHER, None),
])  # fmt: skip
def test_a_clear_change_is_good_or_bad_where_the_indicator_says_which_way_is_better(better, verdict, improved):
    """Nothing else is: neither a change that is not clear, however large, nor one that nobody has judged."""
    found = replace(compared("120", "100", replace(EPISODES, better=better)), verdict=verdict)
    assert found.improved is improved


def test_two_figures_that_are_not_like_for_like_are_not_comparable():
    """The one verdict that needs no test: it follows from the break."""
    found = compared("120", "100", replace(EPISODES, breaks=(Break(date(2016, 4, 1), "it is counted anew"),)))
    assert found.verdict is Verdict.NOT_COMPARABLE
    assert compared("120", "100").verdict is None


def test_a_figure_that_did_not_move_has_no_unclear_move():
    """It is the same, whatever the test says of it."""
    assert replace(compared("100", "100"), verdict=Verdict.TOO_FEW).unclear is None
    assert replace(compared("101", "100"), verdict=Verdict.TOO_FEW).unclear is Verdict.TOO_FEW


@pytest.mark.parametrize(("now", "course"), [("51", Course.UP), ("49", Course.DOWN), ("50", Course.SAME)])
def test_percentages_are_compared_in_points(now, course):
    """A change of a percentage is never said as a percentage of it."""
    parts = {"denominator": "100", "unit": "percent of episodes"}
    found = compared(figure(now, YEAR, **parts), figure("50", BEFORE, **parts))
    assert found.course is course
    assert (found.change, found.change_pct) == (Fraction(now) - 50, None)
