"""A part against its whole, two sources apart, and the places behind a net change: each found where it is, and nothing where it is not."""

import pytest

from analysis.chapters import indicator
from analysis.compare.patterns import part_against_whole, places_moved, two_sources_apart
from tests.made_figures import BEFORE, count, divided, share, viewed

ALL, CARE = indicator("missing_episodes"), indicator("missing_episodes_from_care")
REFERRED, RECORDED = indicator("children_identified_at_risk"), indicator("children_recorded_by_police")


def of_care(now, before, all_now, all_before, **verdicts):
    counts = ((CARE.key, now, "2016-17"), (CARE.key, before, BEFORE), (ALL.key, all_now, "2016-17"), (ALL.key, all_before, BEFORE))
    return part_against_whole(viewed(*(count(*one) for one in counts), **verdicts), CARE, ALL)


def test_a_part_that_rose_while_its_whole_fell():
    found = of_care(40, 36, 90, 100)
    assert (found.of_part.change, found.of_whole.change) == (4, -10)
    assert found.share == pytest.approx(44.4, abs=0.1)


@pytest.mark.parametrize(
    "counts",
    [(36, 40, 90, 100), (40, 40, 90, 100), (37, 36, 99, 100), ("c", 36, 90, 100), (40, "x", 90, 100)],
    ids=["the same way", "the part stayed", "by fewer than three points", "hidden", "not delivered"],
)
def test_a_part_and_its_whole_of_which_nothing_is_said(counts):
    assert of_care(*counts) is None


def sources(referred, before, recorded, recorded_before, **verdicts):
    rows = (count(REFERRED.key, referred), count(REFERRED.key, before, BEFORE), count(RECORDED.key, recorded))
    return two_sources_apart(viewed(*rows, count(RECORDED.key, recorded_before, BEFORE), **verdicts), REFERRED, RECORDED)


CLEAR = {REFERRED.key: "clearly lower", RECORDED.key: "clearly higher"}


def test_two_sources_that_clearly_moved_in_opposite_ways():
    assert sources(950, 1000, 1050, 1000, **CLEAR).is_clear


def test_two_sources_that_moved_far_apart_though_neither_clearly():
    """Told, and counted as nothing among the main points."""
    assert not sources(80, 100, 120, 100).is_clear


@pytest.mark.parametrize(
    "counts",
    [(80, 100, 90, 100), (95, 100, 120, 100), (80, 100, 100, 100), ("c", 100, 120, 100)],
    ids=["alike", "little", "same", "hidden"],
)
def test_two_sources_of_which_nothing_is_said(counts):
    assert sources(*counts) is None


def test_percentages_are_no_counts_of_one_thing():
    rows = (share(REFERRED.key, 10, 100), share(REFERRED.key, 40, 100, BEFORE), count(RECORDED.key, 9), count(RECORDED.key, 3, BEFORE))
    assert two_sources_apart(viewed(*rows), REFERRED, RECORDED) is None


def districts(now, before):
    view = viewed(divided(ALL.key, "district", **now), divided(ALL.key, "district", BEFORE, **before))
    return places_moved(view, ALL, "district")


def test_one_place_that_made_most_of_a_net_change():
    """Gedholm had 110 fewer of a net fall of 150, and Broxley went the other way."""
    found = districts({"Ashdale": 100, "Broxley": 260, "Gedholm": 290}, {"Ashdale": 200, "Broxley": 200, "Gedholm": 400})
    assert (found.most.now.address.category, found.most.change) == ("Gedholm", -110)
    assert (found.other_way.now.address.category, found.other_way.change) == ("Broxley", 60)
    assert found.share == pytest.approx(110 / 150)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ({"Ashdale": 60, "Broxley": 60, "Gedholm": 60}, {"Ashdale": 100, "Broxley": 100, "Gedholm": 100}),
        ({"Ashdale": 98, "Broxley": 100}, {"Ashdale": 100, "Broxley": 100}),
        ({"Ashdale": 10, "Broxley": 10}, {"Ashdale": 15, "Broxley": 10}),
        ({"elsewhere": 10, "Broxley": 100}, {"elsewhere": 60, "Broxley": 100}),
        ({"whole": 150, "Ashdale": "c", "Broxley": 100}, {"Ashdale": 100, "Broxley": 100}),
    ],
    ids=["all alike", "a small net change", "a few", "elsewhere", "hidden"],
)
def test_places_of_which_nothing_is_said(now, before):
    assert districts(now, before) is None
