"""The largest category, an even spread, and themes that moved: found where more than chance says so, and nothing otherwise."""

import pytest

from analysis.chapters import indicator
from analysis.compare.patterns import order_moved, spread_of
from tests.made_figures import BEFORE, divided, viewed

EPISODES, RISKS = indicator("missing_episodes"), indicator("interview_risks")


def spread(now, before=None):
    earlier = [divided(EPISODES.key, "district", BEFORE, **before)] if before else []
    return spread_of(viewed(divided(EPISODES.key, "district", **now), *earlier), EPISODES, "district")


def test_the_largest_is_told_where_it_is_clearly_so():
    found = spread({"Ashdale": 600, "Broxley": 250, "Gedholm": 150})
    assert (found.largest.address.category, found.before, found.is_even) == ("Ashdale", None, False)


def test_what_it_was_before_is_told_where_it_moved():
    """By three points and more than chance; the table has it where it did not."""
    moved = spread({"Ashdale": 600, "Broxley": 250, "Gedholm": 150}, {"Ashdale": 500, "Broxley": 300, "Gedholm": 200})
    stayed = spread({"Ashdale": 600, "Broxley": 250, "Gedholm": 150}, {"Ashdale": 580, "Broxley": 260, "Gedholm": 160})
    by_chance = spread({"Ashdale": 60, "Broxley": 25, "Gedholm": 15}, {"Ashdale": 55, "Broxley": 28, "Gedholm": 17})
    assert (moved.before.value, stayed.before, by_chance.before) == ("50", None, None)


@pytest.mark.parametrize(
    "now",
    [{"Ashdale": 400, "Broxley": 350, "Gedholm": 150}, {"Ashdale": 6, "Broxley": 3, "Gedholm": 1}, {"Ashdale": 10}],
    ids=["less than half as much again", "chance", "one place"],
)
def test_shares_of_which_nothing_is_said(now):
    assert spread(now) is None


def test_places_with_nearly_as_many_each():
    assert spread({"Ashdale": 340, "Broxley": 330, "Gedholm": 330}).is_even


def test_a_hidden_share_leaves_all_unsaid():
    assert spread({"whole": 1000, "Ashdale": 700, "Broxley": "c", "Gedholm": "c"}) is None


def risks(now, before):
    return order_moved(viewed(divided(RISKS.key, "theme", **now), divided(RISKS.key, "theme", BEFORE, **before)), RISKS, "theme")


def test_a_theme_that_fell_from_first_to_third():
    found = risks(
        {"sexual_exploitation": 400, "adults_who_may_pose_a_risk": 350, "offending": 200, "other": 900},
        {"sexual_exploitation": 300, "adults_who_may_pose_a_risk": 250, "offending": 500, "other": 900},
    )
    assert [one.address.category for one in found.first] == ["sexual_exploitation", "adults_who_may_pose_a_risk", "offending"]
    assert (found.now.address.category, found.places) == ("offending", (2, 0))


def test_an_order_that_stayed_is_told_without_the_year_before():
    same = {"sexual_exploitation": 400, "offending": 300}
    assert risks(same, same).now is None


def test_no_order_is_told_while_a_share_is_hidden():
    """Nobody could tell which come first."""
    assert risks({"whole": 700, "sexual_exploitation": 600, "offending": "c"}, {"offending": 10}) is None
