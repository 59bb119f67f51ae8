"""The tables about what agencies do together."""

from __future__ import annotations

from analysis.base.table import TableRecord, code, counted, date, made, not_kept, own_key, place, text
from analysis.chapters.columns import CHILD, SEX, SOCIAL_CARE_PERSON

NETWORK_MEETINGS = TableRecord(
    "network_meetings",
    "Meetings of the locations network",
    "one meeting of the network in which agencies share concerns about places and people",
    "held_on",
    (
        own_key("meeting_id", "the number of the meeting"),
        date("held_on", "when it was held", must=True),
        counted("agencies", "how many agencies took part"),
    ),
)

HOT_SPOTS = TableRecord(
    "hot_spots",
    "Hot-spot locations",
    "one location of concern raised with the locations network; its address, name or place on a map does not belong into the file",
    "raised_on",
    (
        own_key("location_id", "the number of the location"),
        date("raised_on", "when it was raised", must=True),
        place("district", "the district that it lies in"),
        code("place_type", "the kind of place", "open_space", "shops", "transport", "hotel", "licensed", "building", "other", must=True),
        made(text("month", "the month in which it was raised")),
        made(place("district_month", "its district and that month")),
    ),
)

DISRUPTION_ACTIONS = TableRecord(
    "disruption_actions",
    "Disruption",
    "one action to disrupt those who pose a risk, or to make a place safer; who or which place does not belong into the file",
    "taken_on",
    (
        own_key("action_id", "the number of the action"),
        date("taken_on", "when it was taken", must=True),
        code("kind", "the kind of action", "police_order", "housing", "licensing", "visits", "patrols", "not_recorded"),
        code("agreed_by", "who agreed it", "panel", "network", "not_recorded"),
        place("district", "the district where it was taken"),
    ),
)

PANEL_CASES = TableRecord(
    "panel_cases",
    "Exploitation panel",
    "one child considered at one meeting of the multi-agency exploitation panel",
    "heard_on",
    (
        own_key("case_id", "the number of the case and meeting"),
        CHILD,
        *SOCIAL_CARE_PERSON,
        SEX,
        date("heard_on", "when the panel met", must=True),
        code("stage", "whether the child was new to the panel", "new", "repeat", "not_recorded"),
        code("outcome", "what the panel decided", "risk_reduced", "continues", "escalated", "not_recorded"),
        code("disruption", "whether disruption was agreed", "yes", "no", "not_recorded"),
    ),
    about="child",
)

AUDIT_FINDINGS = TableRecord(
    "audit_findings",
    "Findings of audits",
    "one finding of an audit of practice, with the action agreed on it, if any",
    "reported_on",
    (
        own_key("finding_id", "the number of the finding"),
        not_kept(text("audit", "the name of the audit")),
        date("reported_on", "when the audit was reported", must=True),
        code("kind", "a strength, or something to be improved", "strength", "improvement", "not_recorded"),
        code("theme", "what it is about", "relationship", "analysis", "response", "recording", "timeliness", "other", must=True),
        date("due_on", "by when the action is to be done; empty where none was agreed"),
        date("done_on", "when it was done; empty while it is not"),
        made(code("action", "what became of the action", "none", "done_in_time", "done_late", "not_done")),
    ),
)

TAXI_TRAINING = TableRecord(
    "taxi_training",
    "Training for taxi drivers",
    "one training session",
    "held_on",
    (
        own_key("session_id", "the number of the session"),
        place("district", "the district that held it"),
        date("held_on", "when it was held", must=True),
        counted("drivers", "how many drivers were trained"),
    ),
)

TABLES = (NETWORK_MEETINGS, HOT_SPOTS, DISRUPTION_ACTIONS, PANEL_CASES, AUDIT_FINDINGS, TAXI_TRAINING)
