"""Figures as seen from a period: which dates an indicator is counted over, and what it is compared with."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.compare.comparisons import Course
from analysis.disclose import Publishable
from tests.show.seen import seen

EPISODES, PUPILS, REFERRALS = map(indicator, ("missing_episodes", "theatre_pupils", "specialist_service_referrals"))


def row(key, period, value, breakdown="", category=""):
    cells = {"indicator": key, "definition_version": "1", "period": period, "breakdown": breakdown, "category": category}
    return dict.fromkeys(RESULT_COLUMNS, "") | cells | {"numerator": value, "value": value, "unit": indicator(key).unit}


ROWS = Publishable(
    pd.DataFrame(
        [
            row("missing_episodes", "2015-16", "100"),
            row("missing_episodes", "2016-17", "120"),
            row("missing_episodes", "2016-17", "70", "sex", "female"),
            row("missing_episodes", "2016-17-Q3", "30"),
            row("theatre_pupils", "to 2016-03", "40"),
            row("theatre_pupils", "to 2017-03", "90"),
            row("specialist_service_referrals", "2016-07 to 2017-04", "12"),
        ],
        columns=list(RESULT_COLUMNS),
        dtype="str",
    ),
    "internal",
)


@pytest.mark.parametrize(
    ("one", "period", "value"),
    [
        (EPISODES, "2016-17", "120"),
        (EPISODES, "2016-17-Q3", "30"),
        (PUPILS, "2016-17", "90"),
        (PUPILS, "2015-16", "40"),
        (REFERRALS, "2016-17", "12"),
    ],
)
def test_an_indicator_is_found_over_the_dates_that_it_counts(one, period, value):
    """A total so far ends with the period, and a service has months of its own."""
    assert seen(ROWS, period).figure(one).value == value


def test_a_category_is_found_beside_its_whole():
    view = seen(ROWS)
    assert view.figure(EPISODES, "sex", "female").value == "70"
    assert [figure.address.category for figure in view.split(EPISODES, "sex")] == ["female"]
    assert view.figure(EPISODES, "sex", "male") is None


def test_another_period_is_seen_with_the_same_figures():
    view = seen(ROWS)
    assert [each.period.name for each in view.both_years] == ["2015-16", "2016-17"]
    assert view.earlier.figure(EPISODES).value == "100"
    assert view.at(Period.parse("2016-17-Q3")).rows is view.rows


def test_a_figure_is_compared_with_that_of_the_year_before():
    """Over the dates that each year counts: a total so far with the total a year before."""
    view = seen(ROWS)
    assert [view.compared(one).course for one in (EPISODES, PUPILS, REFERRALS)] == [Course.UP, Course.UP, Course.NO_EARLIER]
    assert view.compared(PUPILS).before.value == "40"
