"""The indicators: one frozen record each, in the order in which reports tell them.

Table, chart, sentence, methodology page and open data are all derived from these records.
"""

from __future__ import annotations

from analysis.base.settings import Authority, Fault
from analysis.base.spec import Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import exploitation, interviews, missing, partnership, prevention, problem_profile, support, training

SECTIONS = {
    "partnership": "Partnership working",
    "prevention": "Work to prevent child sexual exploitation",
    "support": "Targeted and specialist support",
    "training": "Training for professionals",
    "exploitation": "Children potentially at risk of sexual exploitation",
    "profile": "Problem profile",
    "missing": "Children missing from home and care",
    "missing_depth": "Going missing in depth",
    "looked_after": "The council's looked-after children, missing anywhere",
}

# What a reader with two minutes sees first: at most six.
HEADLINES = (
    "children_identified_at_risk",
    "children_at_strategy_meeting",
    "missing_notifications",
    "missing_individuals",
    "return_interviews_completed_home",
    "return_interviews_completed_looked_after",
)

# A chapter's figures stand where the report tells them, not all together.
PARTS = (
    *(partnership.indicators, partnership.panel, prevention.indicators, support.indicators, support.specialist_service),
    *(training.indicators, exploitation.indicators, problem_profile.indicators),
    *(missing.indicators, missing.meetings, interviews.indicators),
    *(missing.episodes, interviews.groups, interviews.themes, missing.looked_after),
)

ALL: tuple[Indicator, ...] = tuple(indicator for part in PARTS for indicator in part.INDICATORS)
BY_KEY = {indicator.key: indicator for indicator in ALL}


def indicator(key: str) -> Indicator:
    """The indicator with this key. Raises `Fault` for an unknown one."""
    if key not in BY_KEY:
        raise Fault(f"There is no indicator {key!r}. The methodology page lists all {len(ALL)}.")
    return BY_KEY[key]


def told_by(authority: Authority) -> tuple[Indicator, ...]:
    """The indicators of an authority's report, in the words for the types of exploitation that it covers."""
    has_several = len(authority.exploitation) > 1
    return in_words_of(authority, tuple(one for one in ALL if has_several or not one.for_several_types))


def in_section(section: str) -> tuple[Indicator, ...]:
    """The indicators of one section of the report, in order."""
    return tuple(one for one in ALL if one.section == section)
