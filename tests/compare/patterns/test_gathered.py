"""Concentration in few children, and a block of hours: found where it is, and nothing where it is not."""

from itertools import product

import pytest

from analysis.chapters import indicator
from analysis.chapters.missing.breakdowns import WEEKDAYS
from analysis.compare.patterns import block_of_hours, concentration
from tests.made_figures import count, divided, viewed

CHILDREN, EPISODES = indicator("children_with_episodes"), indicator("missing_episodes")
NOBODY = {"1": 0, "2": 0, "3": 0, "4_to_5": 0, "6_to_10": 0, "11_to_20": 0, "21_or_more": 0}


def gathered(episodes, **bands):
    view = viewed(divided(CHILDREN.key, "episodes", **NOBODY | bands), count(EPISODES.key, episodes, unit="episodes"))
    return concentration(view, CHILDREN, EPISODES)


def test_few_children_with_a_quarter_of_the_episodes():
    """Eight of a hundred children had six or more, the band says: at least 48 of 150 episodes."""
    found = gathered(150, **{"1": 92, "6_to_10": 8})
    assert (found.number, found.fewest, found.events_at_least) == (8, 6, 48)
    assert found.share_of_children == pytest.approx(0.08)


def test_no_more_bands_are_taken_than_are_needed():
    """Two children in the top band have at least 42 of 150; those with six are not asked for."""
    assert gathered(150, **{"1": 90, "6_to_10": 8, "21_or_more": 2}).number == 2


@pytest.mark.parametrize(
    ("episodes", "bands"),
    [(150, {"1": 98, "6_to_10": 2}), (60, {"1": 10, "2": 25}), (100, {"1": 60, "2": 20}), (150, {"whole": 100, "1": 92, "6_to_10": "c"})],
    ids=["too few episodes", "not few", "a fifth of them and more", "hidden"],
)
def test_children_of_whom_nothing_is_said(episodes, bands):
    assert gathered(episodes, **bands) is None


def hours(**by_start):
    """So many episodes on each weekday by the hour at which a block of four starts, nought otherwise."""
    parts = {f"{day.lower()}_{start:02}": by_start.get(f"h{start:02}", 0) for day, start in product(WEEKDAYS, range(0, 24, 4))}
    return block_of_hours(viewed(divided(EPISODES.key, "time", **parts)), EPISODES, "time")


def test_two_thirds_start_between_four_and_midnight():
    found = hours(h00=1, h08=1, h12=1, h16=3, h20=3)
    assert (found.start, found.end, found.number, found.share) == (16, 0, 42, pytest.approx(2 / 3))


def test_the_shortest_block_is_told_and_it_may_pass_midnight():
    found = hours(h00=4, h08=1, h12=1, h20=4)
    assert (found.start, found.end) == (20, 4)


def test_hours_of_which_nothing_is_said():
    """Spread evenly, half the day has half of them: that is no block."""
    assert hours(**{f"h{start:02}": 2 for start in range(0, 24, 4)}) is None


def test_a_hidden_hour_leaves_all_unsaid():
    parts = {f"{day.lower()}_{start:02}": 5 for day, start in product(WEEKDAYS, (16, 20))} | {"monday_16": "c"}
    assert block_of_hours(viewed(divided(EPISODES.key, "time", whole=70, **parts)), EPISODES, "time") is None
