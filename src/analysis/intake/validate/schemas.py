"""What each table must look like after mapping, column by column; the data dictionary is printed from here.

The schemas are declared on columns that are already dates, numbers and codes. What a check is called is the code of its rule.
"""

from __future__ import annotations

import pandera.pandas as pa

from analysis.intake.validate.columns import (
    SEXES,
    born,
    codes,
    counted,
    date,
    full_name,
    own_key,
    schema,
    sex,
    social_care_id,
    social_care_person,
    text,
    type_of_exploitation,
)
from analysis.intake.validate.services import SERVICES

RISKS = ("no_apparent_risk", "low", "medium", "high", "not_recorded")
CONCERNS = ("direct_contact", "online_only", "organised_or_group", "not_known", "not_recorded")
OUTCOMES = ("completed", "advice_given", "declined", "not_attempted", "not_required", "not_recorded")
OFFERED = ("yes", "offered_and_accepted", "offered_and_declined", "no", "not_applicable", "not_recorded")
YES_NO = ("yes", "no", "not_recorded")
PROVIDERS = ("own_provision", "other_authority", "private", "voluntary", "parents", "not_recorded")
PLACED_BY = ("own", "neighbour", "region", "elsewhere", "not_recorded")
THEMES = (
    *("boundaries", "parental_relationship", "siblings", "girlfriend_or_boyfriend", "school", "drugs_or_alcohol", "mental_health"),
    *("sexual_exploitation", "adults_who_may_pose_a_risk", "offending", "other", "not_recorded"),
)
ETHNICITIES = ("white_british", "white_other", "mixed", "asian", "black", "other", "not_recorded")
AGE_BANDS = ("under_18", "18_to_30", "31_to_45", "46_or_over", "not_recorded")

_ENDS_AFTER_START = pa.Check(lambda rows: ~(rows["ended_on"] < rows["started_on"]), error="ends_before_it_starts")

OF_PEOPLE = {"suspects", "placement_details", "interview_themes", "service_work"}
"""The tables that are about people without saying who they are."""

SCHEMAS = {
    "notifications": schema(
        "Police notifications",
        "one message that a child is missing, absent or found",
        "occurred_at",
        own_key("notification_id: the reference of the message"),
        {
            "police_person_id": text("the child's number in the police system"),
            "surname": text("the child's last name"),
            "forename": text("the child's first names"),
        },
        born(),
        sex(),
        {
            "postcode": text("the home postcode"),
            "district": text("the district of the home address"),
            "category": codes("what the message says of the child", "missing", "absent", "found", required=True),
            "occurred_at": date("since when the child is missing or absent, or when the child was found", required=True),
            "reported_at": date("when it was reported to the police"),
            "sent_at": date("when the message was sent to social care"),
            "reported_missing_from": codes("where the police say the child went missing from", "home", "care", "not_recorded"),
            "initial_risk": codes("the first assessment of risk", *RISKS),
            "final_risk": codes("the last assessment of risk", *RISKS),
        },
    ),
    "return_interviews": schema(
        "Return-interview tracker",
        "one return of a missing child for which an interview was considered",
        "returned_at",
        own_key("interview_id: the number in the tracker"),
        full_name(),
        {
            "returned_at": date("when the child came back", required=True),
            "required": codes("whether an interview had to be offered", *YES_NO),
            "offered_on": date("when it was offered"),
            "outcome": codes("what became of it", *OUTCOMES),
            "interviewed_at": date("when the child was interviewed"),
        },
    ),
    "meetings": schema(
        "Multi-agency meetings",
        "one meeting requested about a missing child",
        "requested_on",
        own_key("meeting_id: the number of the meeting"),
        social_care_id(),
        full_name(),
        {
            "requested_on": date("when it was requested", required=True),
            "held_on": date("when it was held"),
            "status": codes("what became of it", "complete", "not_recorded", "cancelled"),
        },
    ),
    "referrals": schema(
        "MASH referrals",
        "one referral with a concern about sexual exploitation",
        "received_on",
        own_key("referral_id: the number of the referral"),
        social_care_person(),
        {
            "postcode": text("the home postcode"),
            "received_on": date("when it was received", required=True),
            "concern_type": codes("the kind of concern", *CONCERNS),
        },
        type_of_exploitation(),
    ),
    "risk_assessments": schema(
        "Risk assessments",
        "one completed assessment of the risk of sexual exploitation",
        "completed_on",
        own_key("assessment_id: the number of the assessment"),
        social_care_person(),
        {
            "completed_on": date("when it was completed", required=True),
            "level": codes("the level of risk found", "low", "medium", "high", "not_recorded"),
        },
        type_of_exploitation(),
    ),
    "strategy_meetings": schema(
        "Strategy meetings",
        "one child considered at one strategy meeting",
        "held_on",
        own_key("meeting_id: the number of the meeting and child"),
        social_care_person(),
        {"held_on": date("when it was held", required=True), "concern_type": codes("the kind of concern", *CONCERNS)},
        type_of_exploitation(),
    ),
    "placements": schema(
        "Placements",
        "one placement of a looked-after child",
        "started_on",
        own_key("placement_id: the number of the placement"),
        social_care_person(),
        {
            "postcode": text("the postcode of the placement"),
            "responsible": codes("which authority is responsible for the child", "own", "other", required=True),
            "placement_type": codes("the kind of placement", "foster", "childrens_home", "parents", "semi_independent", "not_recorded"),
            "legal_status": codes("the legal status", "care_order", "interim_care_order", "section_20", "not_recorded"),
            "started_on": date("its first day", required=True),
            "ended_on": date("its last day; empty when it goes on"),
            "reason_ended": text("the SSDA903 code for why the child ceased to be looked after, such as E8", required=False),
        },
        checks=(_ENDS_AFTER_START,),
        history=True,
    ),
    "placement_details": schema(
        "Details of placements",
        "what is known of one placement besides who lives there",
        "started_on",
        own_key("placement_id: the number of the placement, as in the placements"),
        {
            "started_on": date("its first day", required=True),
            "located": codes("whether it is in the area of the authority", "in_area", "out_of_area", "not_recorded"),
            "provider": codes("who provides it", *PROVIDERS),
            "placed_by": codes("which group the authority that placed the child belongs to", *PLACED_BY),
        },
        history=True,
    ),
    "interview_themes": schema(
        "Themes of return interviews",
        "one reason for going missing, or one risk, that was named in one return interview; what the child said is never taken in",
        "interviewed_on",
        own_key("theme_id: the number of the row; where the file has none, interview, kind and theme stand for it"),
        {
            "interview_id": text("the number of the interview in the tracker"),
            "interviewed_on": date("when the child was interviewed", required=True),
            "kind": codes("a reason for going missing, or a risk while missing", "reason", "risk", required=True),
            "theme": codes("what was named", *THEMES, required=True),
        },
    ),
    "exploitation_list": schema(
        "Police list of young people vulnerable to exploitation",
        "one young person on the list",
        "added_on",
        own_key("listing_id: the reference of the entry"),
        {
            "police_person_id": text("the child's number in the police system"),
            "surname": text("the child's last name"),
            "forename": text("the child's first names"),
        },
        born(),
        sex(),
        {
            "postcode": text("the home postcode"),
            "added_on": date("when the child was put on the list", required=True),
            "removed_on": date("when the child was taken off it; empty while the child is on it"),
        },
        type_of_exploitation(),
        history=True,
    ),
    "offences": schema(
        "Police records of sexual offences and of concern about exploitation",
        "one child as the victim of one recorded sexual offence, or as the subject of one recorded concern about exploitation",
        "recorded_on",
        own_key("offence_id: the reference of the record and child"),
        {
            "police_person_id": text("the child's number in the police system"),
            "surname": text("the child's last name"),
            "forename": text("the child's first names"),
        },
        born(),
        sex(),
        {
            "ethnicity": codes("the child's ethnicity as the police recorded it", *ETHNICITIES),
            "recorded_on": date("when it was recorded", required=True),
            "record_type": codes("an offence, or a concern without one", "offence", "concern", "not_recorded"),
            "concern_type": codes("the kind of concern", *CONCERNS),
        },
        type_of_exploitation(),
    ),
    "suspects": schema(
        "Suspects of recorded sexual offences against children",
        "one suspect of one recorded offence or concern; who the suspect is does not belong into the file",
        "recorded_on",
        own_key("suspect_id: the reference of the record and suspect"),
        {
            "recorded_on": date("when it was recorded", required=True),
            "age_band": codes("the suspect's age when it was recorded", *AGE_BANDS),
            "sex": codes("the suspect's sex as recorded", *SEXES),
            "ethnicity": codes("the suspect's ethnicity as recorded", *ETHNICITIES),
            "concern_type": codes("the kind of concern", *CONCERNS),
        },
        type_of_exploitation(),
    ),
    "missing": schema(
        "Missing from care (SSDA903)",
        "one time that a looked-after child was missing or away from placement without authorisation",
        "started_at",
        own_key("missing_id: the number of the row; where the file has none, child and start stand for it"),
        social_care_id(),
        born(),
        {
            "missing_type": codes("missing (M), or away from placement without authorisation (A)", "missing", "away"),
            "started_at": date("its first day or moment"),
            "ended_at": date("its last day or moment; empty when it goes on"),
            "interview_offered": codes("whether a return interview was offered, and the answer where one list holds both", *OFFERED),
            "interview_accepted": codes("whether it was accepted", "yes", "no", "declined", "not_applicable", "not_recorded"),
        },
        history=True,
    ),
    "service_referrals": schema(
        "Referrals to the specialist service",
        "one referral to the specialist service",
        "received_on",
        own_key("referral_id: the number of the case"),
        full_name(),
        sex(),
        {
            "received_on": date("when it was received", required=True),
            "re_referral": codes("whether the child was referred before", *YES_NO),
        },
        type_of_exploitation(),
    ),
    "training_events": schema(
        "Training events",
        "one training event for professionals",
        "held_on",
        own_key("event_id: the number of the event"),
        {
            "held_on": date("when it was held", required=True),
            "kind": codes("the kind of event", "multi_agency", "single_agency", "showcase", required=True),
            "delegates": counted("how many took part"),
        },
    ),
    "prevention": schema(
        "Prevention",
        "one performance, workshop or competition for pupils",
        "held_on",
        own_key("activity_id: the number of the activity"),
        {
            "held_on": date("when it was held", required=True),
            "kind": codes("the kind of activity", "theatre_performance", "workshop", "competition", required=True),
            "phase": codes("the kind of school", "primary", "secondary", "special", "not_recorded"),
            "district": text("the district of the school"),
            "pupils": counted("how many pupils were reached"),
        },
    ),
    "taxi_training": schema(
        "Training for taxi drivers",
        "one training session",
        "held_on",
        own_key("session_id: the number of the session"),
        {
            "district": text("the district that held it"),
            "held_on": date("when it was held", required=True),
            "drivers": counted("how many drivers were trained"),
        },
    ),
    **SERVICES,
}
"""What each table must look like after mapping."""


def event_of(table: str) -> str:
    """The column that says when a row of the table happened."""
    return SCHEMAS[table].metadata["event"]


def is_history(table: str) -> bool:
    """Whether each delivery of the table holds what went on before, as it is known by then."""
    return SCHEMAS[table].metadata["history"]


def key_of(table: str) -> str:
    """The column whose value no two rows of the table share."""
    return next(name for name, column in SCHEMAS[table].columns.items() if column.unique)


def is_about_children(table: str) -> bool:
    """Whether a row of the table is about a child."""
    return table in SCHEMAS and "date_of_birth" in SCHEMAS[table].columns


def is_about_people(table: str) -> bool:
    """Whether a row of the table is about a child, or a suspect, who may be one, even where it does not say who; few are hidden."""
    return is_about_children(table) or table in OF_PEOPLE
