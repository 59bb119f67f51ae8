"""The tables about children who go missing from home and care."""

from __future__ import annotations

from analysis.base.table import (
    Column,
    MadeFrom,
    OnlyHere,
    SecondRow,
    TableRecord,
    code,
    date,
    made,
    not_kept,
    own_key,
    place,
    text,
)
from analysis.base.vocabulary import LEGAL_STATUSES, LEVELS, PLACEMENTS
from analysis.chapters.columns import (
    AGE,
    AGE_BAND,
    BORN,
    CHILD,
    FULL_NAME,
    POLICE_PERSON,
    SEX,
    SINGLE_AGE,
    SOCIAL_CARE_ID,
    SOCIAL_CARE_PERSON,
    postcode,
)

DURATIONS = ("within_8h", "8h_to_24h", "24h_to_72h", "over_72h", "not_recorded")
RISKS = (*(level.code for level in LEVELS), "not_recorded")
PLACEMENT_TYPES = (*(kind.code for kind in PLACEMENTS), "not_recorded")
LOCATED = ("in_area", "out_of_area", "not_recorded")
PROVIDERS = ("own_provision", "other_authority", "private", "voluntary", "parents", "not_recorded")
PLACED_BY = ("own", "neighbour", "region", "elsewhere", "not_recorded")
OFFERED = ("yes", "offered_and_accepted", "offered_and_declined", "no", "not_applicable", "not_recorded")

ON_THE_DAY = (
    made(
        code(
            "placement_type", "the kind of placement the child was in on the day", *PLACEMENT_TYPES, "not_placed", listed="placement_types"
        )
    ),
    made(code("located", "whether that placement is in the area of the authority", *LOCATED, "not_placed")),
    made(code("placed_by", "which group the authority that placed the child belongs to", *PLACED_BY, "not_placed")),
)
"""What is said of the placement on the day: its kind, whether it is in the area, and which group of authorities placed the child."""

IN_CARE = "care"
PLACES = ("school_or_college", "friends_address")
"""In care by what the police wrote; whose care is not known."""

MISSING_FROM = made(
    code("missing_from", "where the child was missing from", "home", "own_care", "other_authority_care", IN_CARE, *PLACES, "not_recorded")
)

WHOSE_CARE = OnlyHere("missing_from", ("own_care", "other_authority_care"), instead=IN_CARE, beside="not_recorded")
"""Placements alone say whose care a child is in, and the police whether in any."""

PLACED = (
    MadeFrom("placements", "the placement that the child was in on the day", ("placement_type", "located", "placed_by"), is_needed=True),
    MadeFrom("placement_details", "what is known of that placement", ("located", "placed_by"), by="placement_id", is_needed=True),
)

SET_AGAINST_THE_POLICE = (
    OnlyHere("held", ("same_dates", "other_dates", "ssda903_only"), instead="not_compared"),
    OnlyHere("held", ("police_only",)),
)
"""What the police's episodes of children in the council's care say of the return; whose care that is, placements say."""

NOTIFICATIONS = TableRecord(
    "notifications",
    "Police notifications",
    "one message that a child is missing, absent or found",
    "occurred_at",
    (
        own_key("notification_id", "the reference of the message"),
        CHILD,
        made(text("episode_id", "the episode that the message belongs to; empty for a found one without an episode")),
        *POLICE_PERSON,
        SEX,
        AGE,
        AGE_BAND,
        SINGLE_AGE,
        postcode("the home postcode"),
        place("district", "the district of the home address"),
        code("category", "what the message says of the child", "missing", "absent", "found", must=True),
        date("occurred_at", "since when the child is missing or absent, or when the child was found", must=True),
        not_kept(date("found_at", "when the child was found, where a row of the file is a whole episode", is_optional=True)),
        date("reported_at", "when it was reported to the police"),
        date("sent_at", "when the message was sent to social care"),
        made(Column("hours_to_send", "elapsed hours from report to sending", kind="number")),
        made(code("sent_band", "the band of those hours", "within_24h", "24h_to_72h", "over_72h", "not_recorded")),
        not_kept(
            code("reported_missing_from", "where the police say the child went missing from", "home", "care", *PLACES, "not_recorded")
        ),
        MISSING_FROM,
        code("initial_risk", "the first assessment of risk", *RISKS, listed="risk_levels"),
        code("final_risk", "the last assessment of risk", *RISKS, listed="risk_levels"),
    ),
    made_from=(MadeFrom("placements", "where the child was looked after on the day", ("missing_from",), only=(WHOSE_CARE,)),),
    second=SecondRow("found_at", at="occurred_at", says=("category", "found"), without=("reported_at", "sent_at")),
    about="child",
)

EPISODES = TableRecord(
    "episodes",
    "Missing episodes",
    "one episode, from the first missing or absent notification to the found one",
    "started_at",
    tuple(
        made(column)
        for column in (
            own_key("episode_id", "'E' and the reference of the message that opened it"),
            CHILD,
            date("started_at", "since when the child was missing or absent"),
            text("started_block", "the weekday and the part of the day at which it started, in parts of four hours"),
            text("started_hour", "the weekday and the hour at which it started"),
            date("returned_at", "when the child was found; empty while the child is not"),
            code("category", "missing if any of its messages says so, otherwise absent", "missing", "absent"),
            MISSING_FROM,
            SEX,
            AGE,
            AGE_BAND,
            code("final_risk", "the last assessment of risk that is recorded", *RISKS, listed="risk_levels"),
            place("district", "the district of the home address"),
            Column("notifications", "how many messages there are about it", kind="whole number"),
            Column("duration_hours", "elapsed hours from start to return", kind="number"),
            code("duration_band", "the band of those hours, or what the dates tell of it", *DURATIONS),
            code("risk_level", "the final risk, or absent for an episode never called missing", *RISKS, "absent", listed="risk_levels"),
            *ON_THE_DAY,
        )
    ),
    made_from=(MadeFrom("notifications", "all messages about one absence", by="episode_id", stand_behind=True, passes_on=True), *PLACED),
    is_extract=False,
    about="child",
)

MEETINGS = TableRecord(
    "meetings",
    "Multi-agency meetings",
    "one meeting requested about a missing child",
    "requested_on",
    (
        own_key("meeting_id", "the number of the meeting"),
        CHILD,
        *SOCIAL_CARE_ID,
        *FULL_NAME,
        date("requested_on", "when it was requested", must=True),
        date("held_on", "when it was held"),
        code("status", "what became of it", "complete", "not_recorded", "cancelled"),
        made(text("held_within", "whether it was held, and within the days that the authority has set")),
    ),
    about="child",
)

PLACEMENTS_OF_CHILDREN = TableRecord(
    "placements",
    "Placements",
    "one placement of a looked-after child",
    "started_on",
    (
        own_key("placement_id", "the number of the placement"),
        CHILD,
        *SOCIAL_CARE_PERSON,
        not_kept(SEX),
        postcode("the postcode of the placement"),
        code("responsible", "which authority is responsible for the child", "own", "other", must=True),
        code("placement_type", "the kind of placement", *PLACEMENT_TYPES, code_list="placement_type", listed="placement_types"),
        code(
            "legal_status",
            "the legal status",
            *(status.code for status in LEGAL_STATUSES),
            "not_recorded",
            code_list="legal_status",
            listed="legal_statuses",
        ),
        date("started_on", "its first day", must=True),
        date("ended_on", "its last day; empty when it goes on", empty_tells=True),
        not_kept(text("reason_ended", "the SSDA903 code for why the child ceased to be looked after, such as E8", is_optional=True)),
    ),
    lasts=("started_on", "ended_on"),
    is_history=True,
    about="child",
)

PLACEMENT_DETAILS = TableRecord(
    "placement_details",
    "Details of placements",
    "what is known of one placement besides who lives there",
    "started_on",
    (
        own_key("placement_id", "the number of the placement, as in the placements"),
        date("started_on", "its first day", must=True),
        code("located", "whether it is in the area of the authority", *LOCATED),
        code("provider", "who provides it", *PROVIDERS, code_list="provider"),
        code("placed_by", "which group the authority that placed the child belongs to", *PLACED_BY),
    ),
    is_history=True,
    about="child",
)

MISSING = TableRecord(
    "missing",
    "Missing from care (SSDA903)",
    "one time that a looked-after child was missing or away from placement without authorisation",
    "started_at",
    (
        own_key("missing_id", "the number of the row; where the file has none, child and start stand for it"),
        CHILD,
        *SOCIAL_CARE_ID,
        *BORN,
        code("missing_type", "missing (M), or away from placement without authorisation (A)", "missing", "away"),
        date("started_at", "its first day or moment", empty_tells=True),
        date("ended_at", "its last day or moment; empty when it goes on", empty_tells=True),
        code("interview_offered", "whether a return interview was offered, and the answer where one list holds both", *OFFERED),
        code("interview_accepted", "whether it was accepted", "yes", "no", "declined", "not_applicable", "not_recorded"),
    ),
    is_history=True,
    about="child",
)

LOOKED_AFTER_MISSING = TableRecord(
    "looked_after_missing",
    "Looked-after children, missing anywhere",
    "one time missing of a child looked after by the council, as the return or the police hold it",
    "started_on",
    tuple(
        made(column)
        for column in (
            own_key("case_id", "the number of the row of the return, or of the police's episode where the return holds none"),
            CHILD,
            date("started_on", "its first day, as the return says where it holds it"),
            date("ended_on", "its last day; empty when it goes on"),
            code("missing_type", "missing, or away from placement without authorisation", "missing", "away"),
            code("held", "who holds it", "same_dates", "other_dates", "ssda903_only", "police_only", "not_compared"),
            *ON_THE_DAY[:2],
            text("episode_id", "the police's episode, where there is one"),
            text("missing_id", "the row of the return, where there is one"),
        )
    ),
    made_from=(
        MadeFrom("missing", "what the SSDA903 return holds", by="missing_id", stand_behind=True),
        MadeFrom(
            "episodes",
            "what the police hold of children in the council's care",
            by="episode_id",
            stand_behind=True,
            only=SET_AGAINST_THE_POLICE,
        ),
        MadeFrom(
            "placements",
            "the placement that the child was in on the day",
            ("placement_type", "located"),
            is_needed=True,
            only=SET_AGAINST_THE_POLICE,
        ),
        MadeFrom("placement_details", "where that placement is", ("located",), by="placement_id", is_needed=True),
    ),
    is_extract=False,
    about="child",
)

TABLES = (NOTIFICATIONS, EPISODES, MEETINGS, PLACEMENTS_OF_CHILDREN, PLACEMENT_DETAILS, MISSING, LOOKED_AFTER_MISSING)
