"""The rule for main points: what counts how much, the order, and at most six, of which two are of one part."""

from dataclasses import replace
from decimal import Decimal

import pytest

from analysis.chapters import indicator
from analysis.chapters.story import part_of_story
from analysis.compare.main_points import Surroundings, main_points, point_of, points_of
from analysis.compare.targets import Target
from tests.made_figures import BEFORE, count, share, viewed

CHILDREN, MEETING = indicator("children_identified_at_risk"), indicator("children_at_strategy_meeting")
POLICE, SHARE = indicator("children_recorded_by_police"), indicator("multi_agency_meetings_recorded_complete")
NOTHING = Surroundings((CHILDREN, MEETING, POLICE, SHARE), {}, {})


def weight(now, before, verdict="", around=NOTHING):
    judged = {CHILDREN.key: verdict} if verdict else {}
    return point_of(viewed(count(CHILDREN.key, now), count(CHILDREN.key, before, BEFORE), **judged), CHILDREN, around).weight


@pytest.mark.parametrize(
    ("now", "before", "verdict", "expected"),
    [
        (105, 100, "no clear change", 0),
        (119, 100, "no clear change", 1),
        (300, 100, "no clear change", 3),
        (105, 100, "clearly higher", 2),
        (50, 100, "clearly lower", 5),
        (50, 100, "too few to say", 0),
        (105, "c", "", 0),
    ],
)
def test_a_change_counts_by_tenths_and_two_more_where_it_is_clear(now, before, verdict, expected):
    assert weight(now, before, verdict) == expected


def test_a_headline_counts_one():
    assert weight(105, 100, around=replace(NOTHING, headlines=(CHILDREN.key,))) == 1


@pytest.mark.parametrize(("part", "tolerance", "expected"), [(70, 0, 3), (70, 5, 0), (75, 0, 0)], ids=["missed", "within tolerance", "met"])
def test_a_target_that_is_missed_counts_three(part, tolerance, expected):
    targets = {SHARE.key: Target(indicator=SHARE.key, value=Decimal(75), tolerance=Decimal(tolerance))}
    view = viewed(share(SHARE.key, part, 100), share(SHARE.key, part, 100, BEFORE))
    assert point_of(view, SHARE, replace(NOTHING, targets=targets)).weight == expected


def test_two_sources_that_are_clearly_apart_count_two():
    rows = (count(CHILDREN.key, 95), count(CHILDREN.key, 100, BEFORE), count(POLICE.key, 105), count(POLICE.key, 100, BEFORE))
    apart = {CHILDREN.key: "clearly lower", POLICE.key: "clearly higher"}
    assert point_of(viewed(*rows, **apart), CHILDREN, NOTHING).weight == 4
    assert point_of(viewed(*rows), CHILDREN, NOTHING).weight == 0


def chosen(**by_key):
    """The keys of the main points of counts that went so far from 100."""
    rows = [row for key, now in by_key.items() for row in (count(key, now), count(key, 100, BEFORE))]
    records = tuple(indicator(key) for key in by_key)
    return [one.indicator.key for one in main_points(points_of(viewed(*rows), records, Surroundings(records, {}, {})), part_of_story)]


def test_the_weightiest_come_first_and_ties_in_the_order_of_the_catalogue():
    assert chosen(cse_risk_assessments=110, panel_cases=130, children_at_panel=130) == [
        "panel_cases",
        "children_at_panel",
        "cse_risk_assessments",
    ]


def test_at_most_two_are_of_one_part_and_what_did_not_move_is_none():
    assert chosen(panel_cases=150, children_at_panel=140, disruption_actions=130, network_meetings=100) == [
        "panel_cases",
        "children_at_panel",
    ]


def test_at_most_six_are_chosen():
    """There are four parts, so never more than eight could be."""
    keys = ("panel_cases", "children_at_panel", "cse_risk_assessments", "children_at_strategy_meeting")
    others = ("missing_notifications", "missing_individuals", "multi_agency_meetings_requested", "return_interviews_completed_home")
    assert len(chosen(**dict.fromkeys((*keys, *others[:3]), 150), return_interviews=150)) == 6


def test_what_is_hidden_is_no_point():
    assert points_of(viewed(count(CHILDREN.key, "c"), count(CHILDREN.key, 9, BEFORE)), [CHILDREN], NOTHING) == []
