"""The tables about targeted and specialist support."""

from __future__ import annotations

from analysis.base.table import MadeFrom, TableRecord, code, counted, date, identifier, made, own_key, place
from analysis.chapters.columns import AGE, AGE_BAND, CHILD, FULL_NAME, SEX, TYPE_OF_EXPLOITATION, YES_NO

ROLES = ("development_worker", "universal_support_consultant", "schools_health_coordinator", "other")
WAITS = ("within_14_days", "15_to_28_days", "over_28_days", "not_seen")
CLOSED = ("needs_met", "partly_met", "disengaged", "passed_on", "not_recorded")
WORK = ("wait_band", "closed_on", "outcome")

SERVICE_REFERRALS = TableRecord(
    "service_referrals",
    "Referrals to the specialist service",
    "one referral to the specialist service",
    "received_on",
    (
        own_key("referral_id", "the number of the case"),
        CHILD,
        *FULL_NAME,
        SEX,
        AGE,
        AGE_BAND,
        date("received_on", "when it was received", must=True),
        code("re_referral", "whether the child was referred before", *YES_NO),
        TYPE_OF_EXPLOITATION,
        made(code("wait_band", "how many days after the referral the child was first seen", *WAITS)),
        made(date("closed_on", "when the case was closed for the last time")),
        made(code("outcome", "how it was closed then", *CLOSED)),
    ),
    made_from=(MadeFrom("service_work", "when the child was first seen and how it ended", WORK, by="referral_id", is_needed=True),),
    about="child",
)

SERVICE_WORK = TableRecord(
    "service_work",
    "Work of the specialist service",
    "one step in the work on one referral to the specialist service: the child was first seen, or the case was closed",
    "happened_on",
    (
        own_key("step_id", "the number of the step"),
        identifier("referral_id", "the number of the case, as in the referrals"),
        date("happened_on", "when it happened", must=True),
        code("step", "what happened", "first_seen", "closed", must=True),
        code("outcome", "how a case was closed; empty for other steps", *CLOSED),
    ),
    about="child",
)

CASELOADS = TableRecord(
    "caseloads",
    "Caseloads",
    "the open cases of one role in one locality on one day, as they were counted",
    "counted_on",
    (
        own_key("count_id", "the number of the count"),
        date("counted_on", "the day of the count", must=True),
        code("role", "the role", *ROLES, must=True),
        place("locality", "the locality"),
        counted("cases", "how many schools and families they worked with"),
    ),
)

TABLES = (SERVICE_REFERRALS, SERVICE_WORK, CASELOADS)
