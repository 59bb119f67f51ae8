"""The ways in which figures about support are divided."""

from dataclasses import replace

from analysis.base.spec import Breakdown
from analysis.chapters.breakdowns import divided

LOCALITY = Breakdown(key="locality", name="locality", column="locality", by_name="localities")

SEEN = divided(
    "wait",
    "time until first seen",
    "wait_band",
    "were",
    ("within_14_days", "Within 14 days", "first seen within ~14 days~"),
    ("15_to_28_days", "After 15 to 28 days", "first seen after ~15 to 28 days~"),
    ("over_28_days", "After more than 28 days", "first seen after more than ~28 days~"),
    ("not_seen", "Not seen yet", "not seen yet"),
)

CLOSED_WITH = divided(
    "outcome",
    "outcome",
    "outcome",
    "were closed with",
    ("needs_met", "Needs met", "the child's needs met"),
    ("partly_met", "Needs met in part", "the child's needs met in part"),
    ("disengaged", "Child no longer came", "the child no longer coming"),
    ("passed_on", "Passed on to another service", "the child passed on to another service"),
    ("not_recorded", "Not recorded", "no recorded outcome"),
)


def internal(*breakdowns: Breakdown) -> tuple[Breakdown, ...]:
    """Breakdowns of years, for the internal edition alone: even there many counts are small."""
    return tuple(replace(breakdown, shortest="year", edition="internal") for breakdown in breakdowns)
