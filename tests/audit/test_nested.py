"""What a reader tells from two numbers of which one holds the other, with figures that can be counted on fingers."""

import pytest

from tests.audit.test_ranges import known, row


def care(indicator, numerator, denominator, period="2016-17-Q1"):
    return row(indicator, numerator, denominator, "50", "missing_from", "own_care", period)


@pytest.mark.parametrize(("offered", "passes"), [("36", False), ("30", True), ("40", True), ("c", True)])
def test_what_is_offered_leaves_of_what_is_required(attacked, offered, passes):
    """40 and 36 leave four; ten are not small, nought is shown, and a hidden number leaves anything."""
    rows = [care("return_interviews_completed_of_required", "20", "40"), care("return_interviews_completed_of_offered", "20", offered)]
    verdict = attacked(*rows)
    assert verdict.passes == passes
    assert passes or verdict.faults[0].endswith(
        "return_interviews_completed_of_required@2016-17-Q1[missing_from=own_care] denominator: a reader can work out that it is 4"
    )


def test_children_of_nine_months_leave_those_of_the_rest_of_the_year(attacked):
    rows = [row("missing_individuals", "40"), row("missing_individuals", "37", period="2016-04 to 2016-12")]
    assert "that it is 3" in attacked(*rows).faults[0]


def test_children_by_first_return_are_no_more_than_the_returns_of_that_code(attacked):
    """Seven returns from own care in the quarter: no more than seven children came back from there first."""
    rows = [care("return_interviews_completed_of_children", "c", "c") | {"value": "c"}]
    assert known(attacked(*rows), "denominator") == {(1, 10_000_000)}
    returns = care("return_interviews_completed_of_returned", "7", "7") | {"value": "100"}
    assert known(attacked(*rows, returns), "of_children@2016-17-Q1[missing_from=own_care] denominator") == {(1, 7)}


def test_children_that_are_left_have_an_episode_each(attacked):
    """40 children and 43 episodes in the year, 38 episodes in nine months: 35 children in these at least."""
    rows = [row("children_with_episodes", "40"), row("missing_episodes", "43")]
    rows += [row("children_with_episodes", "c", period="2016-04 to 2016-12"), row("missing_episodes", "37", period="2016-04 to 2016-12")]
    assert known(attacked(*rows), "children_with_episodes") == {(34, 37)}


def test_a_child_with_one_episode_is_in_one_quarter(attacked):
    """Eight of ten children have one episode and two have two: 12 children at most in two quarters, and ten are in the first."""
    bands = [row("children_with_episodes", n, "10", "50", "episodes", code) for code, n in (("1", "8"), ("2", "2"), ("3", "0"))]
    quarters = [row("children_with_episodes", n, period=f"2016-17-Q{q}") for q, n in ((1, "10"), (2, "c"))]
    found = attacked(row("children_with_episodes", "10"), *bands, *quarters)
    assert known(found, "Q2") == {(1, 2)}
