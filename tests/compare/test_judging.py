"""Which figures of a report are judged, together, and which are not: what is hidden, broken, handed over, or would be narrowed down."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.base.spec import RESULT_COLUMNS, Break
from analysis.chapters import indicator
from analysis.compare.judging import judged, reports
from analysis.disclose import Publishable
from tests.show.seen import seen

EPISODES, NOTIFIED = "missing_episodes", "missing_notifications"
RECORDS = [
    replace(indicator(key), breaks=(), breaks_with=())
    for key in (EPISODES, NOTIFIED, "children_with_episodes", "missing_peak_age", "theatre_pupils", "e_learning_courses")
]
BEFORE, NOW = "2015-16", "2016-17"


def publishable(figures):
    """Undivided figures, and parts of a breakdown, as ``{(indicator, period, breakdown, category): value}``."""
    rows = []
    for (key, period, *part), value in figures.items():
        breakdown, category = part or ("", "")
        given = {"indicator": key, "period": period, "breakdown": breakdown, "category": category, "definition_version": "1"}
        given |= {"numerator": value, "value": value, "unit": indicator(key).unit, "marker": "c" if value == "c" else ""}
        rows.append(dict.fromkeys(RESULT_COLUMNS, "") | given)
    return Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")


def both(key, before, now):
    return {(key, BEFORE): before, (key, NOW): now}


def sums(squares):
    """The sums of counts: their squares over clusters, as ``{(indicator, period): squares}``."""
    rows = [(key, period, float(one), 0.0, 0.0) for (key, period), one in squares.items()]
    return pd.DataFrame(rows, columns=["indicator", "period", "parts", "products", "wholes"])


def verdicts(figures, squares, records=RECORDS):
    found = judged([seen(publishable(figures))], records, sums(squares))
    assert set(found["period"]) <= {NOW}
    return dict(zip(found["indicator"], found["verdict"], strict=True))


def test_a_figure_is_judged_by_how_its_events_gather():
    """The same rise, of single episodes and of episodes of few children."""
    figures = both(EPISODES, "100", "160")
    assert verdicts(figures, both(EPISODES, 100, 160)) == {EPISODES: "clearly higher"}
    assert verdicts(figures, both(EPISODES, 400, 900)) == {EPISODES: "no clear change"}
    assert verdicts(figures, both(EPISODES, 1500, 3000)) == {EPISODES: "too few to say"}


def test_the_comparisons_of_a_report_are_judged_together():
    """Of two figures one must be the clearer, but the same numbers under two names are one comparison."""
    figures, squares = both(EPISODES, "100", "131"), both(EPISODES, 100, 131)
    assert verdicts(figures, squares) == {EPISODES: "clearly higher"}
    other, unmoved = both(NOTIFIED, "90", "91"), both(NOTIFIED, 90, 91)
    assert verdicts(figures | other, squares | unmoved) == {EPISODES: "no clear change", NOTIFIED: "no clear change"}
    twin, alike = both(NOTIFIED, "100", "131"), both(NOTIFIED, 100, 131)
    assert verdicts(figures | twin, squares | alike) == {EPISODES: "clearly higher", NOTIFIED: "clearly higher"}


@pytest.mark.parametrize("figures", [
    both(EPISODES, "c", "160"),
    both(EPISODES, "100", "c"),
    both(EPISODES, "x", "160"),
    {(EPISODES, NOW): "160"},
    both("missing_peak_age", "14", "15"),
    both("theatre_pupils", "100", "900"),
    both("e_learning_courses", "100", "900"),
])  # fmt: skip
def test_no_verdict_where_there_is_nothing_to_judge(figures):
    """A hidden or missing figure, ages, totals so far, and numbers that others hand over: nobody counted their rows."""
    known = {place: 100 for place in figures if place[0] != "e_learning_courses"}
    assert verdicts(figures, known) == {}


def test_a_broken_series_is_not_judged():
    """That it is not comparable follows from the break."""
    broken = [replace(RECORDS[0], breaks=(Break(date(2016, 4, 1), "it is counted anew"),))]
    assert verdicts(both(EPISODES, "100", "160"), both(EPISODES, 100, 160), broken) == {}


@pytest.mark.parametrize("hidden", [
    both("children_with_episodes", "c", "60"),
    both("children_with_episodes", "50", "c"),
    both("children_with_episodes", "50", "60") | {("children_with_episodes", BEFORE, "episodes", "21_or_more"): "c"},
])  # fmt: skip
def test_no_verdict_on_events_where_it_could_narrow_down_a_hidden_number_of_children(hidden):
    """How events gather in children tells something of how many children there are, and of how many have so many."""
    assert EPISODES in verdicts(both(EPISODES, "100", "160"), both(EPISODES, 100, 160))
    assert EPISODES not in verdicts(both(EPISODES, "100", "160") | hidden, both(EPISODES, 100, 160))


def test_a_number_of_children_is_judged_by_the_printed_numbers_alone():
    """So its verdict tells nothing of the rows, whatever else is hidden."""
    figures = both("children_with_episodes", "100", "160") | {("children_with_episodes", NOW, "episodes", "21_or_more"): "c"}
    assert verdicts(figures, both("children_with_episodes", 100, 160)) == {"children_with_episodes": "clearly higher"}


def test_reports_are_made_on_years_and_quarters():
    names = ["2016-17", "2016-17-Q2", "2016-04 to 2016-09", "to 2016-09"]
    assert [one.name for one in reports(names, 4)] == ["2016-17", "2016-17-Q2"]
