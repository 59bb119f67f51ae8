"""The parts in which the annual overview tells its story, and the figures that each tells, in order.

A part tells a figure where it says something, as the rules of `analysis.show.narrative.story` see it; every other figure stands in the
tables of the annex alone. What nobody names here is told where it has a target or clearly changed.
"""

from __future__ import annotations

from analysis.base.spec import Indicator
from analysis.chapters import CHAPTER_OF

EXPLOITATION, MISSING, AFTERWARDS, WORK = "exploitation", "missing", "afterwards", "work"

STORY = {
    EXPLOITATION: (
        "children_identified_at_risk",
        "children_recorded_by_police",
        "cse_risk_assessments",
        "children_at_strategy_meeting",
        "strategy_meeting_peak_age",
        "organised_or_group_exploitation",
        "white_british_girls_14_15",
    ),
    MISSING: (
        "missing_notifications",
        "missing_individuals",
        "missing_episodes",
        "missing_episodes_from_care",
        "children_with_episodes",
        "missing_peak_age",
        "episodes_over_24_hours",
        "interview_reasons",
        "interview_risks",
        "looked_after_children_missing",
    ),
    AFTERWARDS: (
        "notification_timeliness",
        "return_interviews_offered",
        "return_interviews_completed_home",
        "return_interviews_completed_looked_after",
        "return_interviews_within_72_hours",
        "interviews_other_authorities",
        "multi_agency_meetings_recorded_complete",
        "multi_agency_meetings_within_target",
    ),
    WORK: (
        "disruption_actions",
        "children_at_panel",
        "taxi_driver_coverage",
        "pupils_reached",
        "schools_supported",
        "development_worker_caseload",
        "specialist_service_seen_in_time",
        "training_coverage",
    ),
}
"""The keys of what each part tells first, in order."""

_PART_OF = {key: part for part, keys in STORY.items() for key in keys}
_OF_SECTION = {"exploitation": EXPLOITATION, "profile": EXPLOITATION, "missing": MISSING, "missing_depth": MISSING, "looked_after": MISSING}


def part_of_story(one: Indicator) -> str:
    """The part in which an indicator is told: the one that names it, or else that of its section; a council's own are part of the work."""
    if one.key in _PART_OF:
        return _PART_OF[one.key]
    if CHAPTER_OF.get(one.key) == "interviews" or one.source in {"return_interviews", "meetings"}:
        return AFTERWARDS
    return _OF_SECTION.get(one.section, WORK)


def place_in_story(one: Indicator) -> int:
    """Where its part tells an indicator: behind those that are named where nobody names it."""
    keys = STORY[part_of_story(one)]
    return keys.index(one.key) if one.key in keys else len(keys)
