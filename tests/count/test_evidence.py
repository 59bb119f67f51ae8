"""The rows behind a figure, on tables that can be counted on fingers."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import figure_from_row
from analysis.chapters import ALL, indicator, partnership, prevention, support, training
from analysis.chapters.tables import TABLES
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table, supplied_example
from analysis.count.evidence import Ledger

AUTHORITY = Workspace(Path(__file__).parents[2]).authority
YEAR = Period.parse("2016-17")

EPISODES = drawn_table("""
    episode_id | child_id | started_at       | sex    | category
    1          | A        | 2016-04-01 00:00 | female | missing
    2          | A        | 2016-07-01 12:00 | female | missing
    3          | B        | 2017-03-31 23:59 | male   | absent
    4          | B        | 2017-04-01 00:00 | male   | absent
""")


# Episodes, divided by sex alone.
MISSING_EPISODES = replace(indicator("missing_episodes"), breakdowns=indicator("missing_episodes").breakdowns[:1])


def counted(one, events, supplied=NOTHING_SUPPLIED):
    """The figures of an indicator, and the ledger of what they were counted from."""
    material = Material({one.source: events}, dict.fromkeys([one.source, *TABLES], (YEAR.year_before, YEAR)), supplied)
    rows = compute(material, [one], [YEAR], AUTHORITY).to_dict("records")
    return [figure_from_row(row) for row in rows], Ledger.of(material, (one,), AUTHORITY)


def test_the_rows_of_a_category_and_of_its_whole_are_found():
    """Three episodes of the year, two of them of girls; the fourth began in the next year."""
    one = MISSING_EPISODES
    figures, ledger = counted(one, EPISODES)
    girls = next(figure for figure in figures if figure.address.category == "female")
    found = ledger.evidence(one, girls)
    assert (list(found.part["episode_id"]), list(found.whole["episode_id"]), found.events) == ([1, 2], [1, 2, 3], 3)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_the_rows_of_every_worked_example_come_to_its_figures(one):
    """Every measure there is, undivided: the rows are counted another way than the figure was, and come to the same."""
    one = replace(one, breakdowns=())
    events = drawn_table(one.example.rows)
    figures, ledger = counted(one, events, supplied_example(one, events))
    assert figures
    for figure in figures:
        found = ledger.evidence(one, figure)
        assert (found.numerator, found.denominator) == (figure.numerator, figure.denominator)


@pytest.mark.parametrize("change", [{"numerator": 3}, {"denominator": 4}])
def test_a_figure_that_its_rows_do_not_give_is_not_explained(change):
    one = MISSING_EPISODES
    figures, ledger = counted(one, EPISODES)
    girls = next(figure for figure in figures if figure.address.category == "female")
    with pytest.raises(Fault, match=r"missing_episodes@2016-17\[sex=female\] says . of ., but its rows give 2 of 3"):
        ledger.evidence(one, replace(girls, **change))


def test_where_nothing_was_delivered_there_are_no_rows():
    one = MISSING_EPISODES
    figures, ledger = counted(one, EPISODES)
    with pytest.raises(Fault, match="is not available: nothing was delivered"):
        ledger.evidence(one, replace(figures[0], value="x", numerator=None))


PARTS = (
    *(partnership.panel, partnership.indicators, prevention.indicators),
    *(support.specialist_service, support.indicators, training.indicators),
)
SERVICES = tuple(indicator for part in PARTS for indicator in part.INDICATORS)


@pytest.mark.parametrize("one", [one for one in SERVICES if one.breakdowns], ids=lambda one: one.key)
def test_the_rows_of_every_category_come_to_its_figure(one):
    """Schools at their highest tier, last counts by locality, coverage by district: all are found another way than they were counted."""
    figures, ledger = counted(one, drawn_table(one.example.rows))
    divided = [figure for figure in figures if figure.address.breakdown]
    assert {figure.address.breakdown for figure in divided} == {breakdown.key for breakdown in one.breakdowns}
    for figure in divided:
        found = ledger.evidence(one, figure)
        assert (found.numerator, found.denominator) == (figure.numerator, figure.denominator)
