"""What each table must look like after mapping, column by column; the data dictionary is printed from here.

The schemas are declared on columns that are already dates, numbers and codes. What a check is called is the code of its rule.
"""

from __future__ import annotations

import pandera.pandas as pa

SEXES = ("female", "male", "not_recorded")
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

Columns = dict[str, pa.Column]


def _key(what: str) -> Columns:
    name, _, description = what.partition(": ")
    return {name: pa.Column(nullable=False, unique=True, description=description, metadata={"kind": "key"})}


def _text(description: str, **options: bool) -> pa.Column:
    return pa.Column(nullable=True, description=description, metadata={"kind": "text"}, **options)


def _codes(description: str, *codes: str, required: bool = False) -> pa.Column:
    check = pa.Check.isin(codes, error="unknown_code")
    return pa.Column(checks=check, nullable=not required, description=description, metadata={"kind": "code", "codes": codes})


def _date(description: str, required: bool = False) -> pa.Column:
    return pa.Column(pa.DateTime, nullable=not required, description=description, metadata={"kind": "date", "date": True})


def _people_counted(description: str) -> pa.Column:
    metadata = {"kind": "whole number"}
    return pa.Column("Int64", pa.Check.ge(0, error="negative"), nullable=False, description=description, metadata=metadata)


def _born() -> Columns:
    return {
        "date_of_birth": _date("the child's date of birth"),
        "nhs_number": _text("the child's NHS number, where the system holds it", required=False),
        "also_known_as": _text("other names the child is known by, parted by ';'", required=False),
    }


def _full_name() -> Columns:
    return {"full_name": _text("the child's name, in any order"), **_born()}


def _social_care_id() -> Columns:
    return {"social_care_id": _text("the child's number in the social-care system")}


def _sex() -> Columns:
    return {"sex": _codes("the child's sex as recorded", *SEXES)}


def _social_care_person() -> Columns:
    names = {"surname": _text("the child's last name"), "forename": _text("the child's first names")}
    return _social_care_id() | names | _born() | _sex()


def _table(title: str, description: str, event: str, *parts: Columns, checks: tuple[pa.Check, ...] = (), history: bool = False):
    """A schema. ``event`` is the date that says when the row happened; a history is sent again, and grows, with each delivery."""
    columns = {name: column for part in parts for name, column in part.items()}
    metadata = {"event": event, "history": history}
    return pa.DataFrameSchema(columns, checks=list(checks), title=title, description=description, metadata=metadata)


_ENDS_AFTER_START = pa.Check(lambda rows: ~(rows["ended_on"] < rows["started_on"]), error="ends_before_it_starts")

SCHEMAS = {
    "notifications": _table(
        "Police notifications",
        "one message that a child is missing, absent or found",
        "occurred_at",
        _key("notification_id: the reference of the message"),
        {
            "police_person_id": _text("the child's number in the police system"),
            "surname": _text("the child's last name"),
            "forename": _text("the child's first names"),
        },
        _born(),
        _sex(),
        {
            "postcode": _text("the home postcode"),
            "district": _text("the district of the home address"),
            "category": _codes("what the message says of the child", "missing", "absent", "found", required=True),
            "occurred_at": _date("since when the child is missing or absent, or when the child was found", required=True),
            "reported_at": _date("when it was reported to the police"),
            "sent_at": _date("when the message was sent to social care"),
            "reported_missing_from": _codes("where the police say the child went missing from", "home", "care", "not_recorded"),
            "initial_risk": _codes("the first assessment of risk", *RISKS),
            "final_risk": _codes("the last assessment of risk", *RISKS),
        },
    ),
    "return_interviews": _table(
        "Return-interview tracker",
        "one return of a missing child for which an interview was considered",
        "returned_at",
        _key("interview_id: the number in the tracker"),
        _full_name(),
        {
            "returned_at": _date("when the child came back", required=True),
            "required": _codes("whether an interview had to be offered", *YES_NO),
            "offered_on": _date("when it was offered"),
            "outcome": _codes("what became of it", *OUTCOMES),
            "interviewed_at": _date("when the child was interviewed"),
        },
    ),
    "meetings": _table(
        "Multi-agency meetings",
        "one meeting requested about a missing child",
        "requested_on",
        _key("meeting_id: the number of the meeting"),
        _social_care_id(),
        _full_name(),
        {
            "requested_on": _date("when it was requested", required=True),
            "held_on": _date("when it was held"),
            "status": _codes("what became of it", "complete", "not_recorded", "cancelled"),
        },
    ),
    "referrals": _table(
        "MASH referrals",
        "one referral with a concern about sexual exploitation",
        "received_on",
        _key("referral_id: the number of the referral"),
        _social_care_person(),
        {
            "postcode": _text("the home postcode"),
            "received_on": _date("when it was received", required=True),
            "concern_type": _codes("the kind of concern", *CONCERNS),
        },
    ),
    "risk_assessments": _table(
        "Risk assessments",
        "one completed assessment of the risk of sexual exploitation",
        "completed_on",
        _key("assessment_id: the number of the assessment"),
        _social_care_person(),
        {
            "completed_on": _date("when it was completed", required=True),
            "level": _codes("the level of risk found", "low", "medium", "high", "not_recorded"),
        },
    ),
    "strategy_meetings": _table(
        "Strategy meetings",
        "one child considered at one strategy meeting",
        "held_on",
        _key("meeting_id: the number of the meeting and child"),
        _social_care_person(),
        {"held_on": _date("when it was held", required=True), "concern_type": _codes("the kind of concern", *CONCERNS)},
    ),
    "placements": _table(
        "Placements",
        "one placement of a looked-after child",
        "started_on",
        _key("placement_id: the number of the placement"),
        _social_care_person(),
        {
            "postcode": _text("the postcode of the placement"),
            "responsible": _codes("which authority is responsible for the child", "own", "other", required=True),
            "placement_type": _codes("the kind of placement", "foster", "childrens_home", "parents", "semi_independent", "not_recorded"),
            "legal_status": _codes("the legal status", "care_order", "interim_care_order", "section_20", "not_recorded"),
            "started_on": _date("its first day", required=True),
            "ended_on": _date("its last day; empty when it goes on"),
            "reason_ended": _text("the SSDA903 code for why the child ceased to be looked after, such as E8", required=False),
        },
        checks=(_ENDS_AFTER_START,),
        history=True,
    ),
    "placement_details": _table(
        "Details of placements",
        "what is known of one placement besides who lives there",
        "started_on",
        _key("placement_id: the number of the placement, as in the placements"),
        {
            "started_on": _date("its first day", required=True),
            "located": _codes("whether it is in the area of the authority", "in_area", "out_of_area", "not_recorded"),
            "provider": _codes("who provides it", *PROVIDERS),
            "placed_by": _codes("which group the authority that placed the child belongs to", *PLACED_BY),
        },
        history=True,
    ),
    "interview_themes": _table(
        "Themes of return interviews",
        "one reason for going missing, or one risk, that was named in one return interview; what the child said is never taken in",
        "interviewed_on",
        _key("theme_id: the number of the row; where the file has none, interview, kind and theme stand for it"),
        {
            "interview_id": _text("the number of the interview in the tracker"),
            "interviewed_on": _date("when the child was interviewed", required=True),
            "kind": _codes("a reason for going missing, or a risk while missing", "reason", "risk", required=True),
            "theme": _codes("what was named", *THEMES, required=True),
        },
    ),
    "exploitation_list": _table(
        "Police list of young people vulnerable to exploitation",
        "one young person on the list",
        "added_on",
        _key("listing_id: the reference of the entry"),
        {
            "police_person_id": _text("the child's number in the police system"),
            "surname": _text("the child's last name"),
            "forename": _text("the child's first names"),
        },
        _born(),
        _sex(),
        {
            "postcode": _text("the home postcode"),
            "added_on": _date("when the child was put on the list", required=True),
            "removed_on": _date("when the child was taken off it; empty while the child is on it"),
        },
        history=True,
    ),
    "offences": _table(
        "Police records of sexual offences and of concern about exploitation",
        "one child as the victim of one recorded sexual offence, or as the subject of one recorded concern about exploitation",
        "recorded_on",
        _key("offence_id: the reference of the record and child"),
        {
            "police_person_id": _text("the child's number in the police system"),
            "surname": _text("the child's last name"),
            "forename": _text("the child's first names"),
        },
        _born(),
        _sex(),
        {
            "ethnicity": _codes("the child's ethnicity as the police recorded it", *ETHNICITIES),
            "recorded_on": _date("when it was recorded", required=True),
            "record_type": _codes("an offence, or a concern without one", "offence", "concern", "not_recorded"),
            "concern_type": _codes("the kind of concern", *CONCERNS),
        },
    ),
    "suspects": _table(
        "Suspects of recorded sexual offences against children",
        "one suspect of one recorded offence or concern; who the suspect is does not belong into the file",
        "recorded_on",
        _key("suspect_id: the reference of the record and suspect"),
        {
            "recorded_on": _date("when it was recorded", required=True),
            "age_band": _codes("the suspect's age when it was recorded", *AGE_BANDS),
            "sex": _codes("the suspect's sex as recorded", *SEXES),
            "ethnicity": _codes("the suspect's ethnicity as recorded", *ETHNICITIES),
            "concern_type": _codes("the kind of concern", *CONCERNS),
        },
    ),
    "missing": _table(
        "Missing from care (SSDA903)",
        "one time that a looked-after child was missing or away from placement without authorisation",
        "started_at",
        _key("missing_id: the number of the row; where the file has none, child and start stand for it"),
        _social_care_id(),
        _born(),
        {
            "missing_type": _codes("missing (M), or away from placement without authorisation (A)", "missing", "away"),
            "started_at": _date("its first day or moment"),
            "ended_at": _date("its last day or moment; empty when it goes on"),
            "interview_offered": _codes("whether a return interview was offered, and the answer where one list holds both", *OFFERED),
            "interview_accepted": _codes("whether it was accepted", "yes", "no", "declined", "not_applicable", "not_recorded"),
        },
        history=True,
    ),
    "service_referrals": _table(
        "Referrals to the specialist service",
        "one referral to the specialist service",
        "received_on",
        _key("referral_id: the number of the case"),
        _full_name(),
        _sex(),
        {
            "received_on": _date("when it was received", required=True),
            "re_referral": _codes("whether the child was referred before", *YES_NO),
        },
    ),
    "training_events": _table(
        "Training events",
        "one training event for professionals",
        "held_on",
        _key("event_id: the number of the event"),
        {
            "held_on": _date("when it was held", required=True),
            "kind": _codes("the kind of event", "multi_agency", "single_agency", "showcase", required=True),
            "delegates": _people_counted("how many took part"),
        },
    ),
    "prevention": _table(
        "Prevention",
        "one performance, workshop or competition for pupils",
        "held_on",
        _key("activity_id: the number of the activity"),
        {
            "held_on": _date("when it was held", required=True),
            "kind": _codes("the kind of activity", "theatre_performance", "workshop", "competition", required=True),
            "phase": _codes("the kind of school", "primary", "secondary", "special", "not_recorded"),
            "district": _text("the district of the school"),
            "pupils": _people_counted("how many pupils were reached"),
        },
    ),
    "taxi_training": _table(
        "Training for taxi drivers",
        "one training session",
        "held_on",
        _key("session_id: the number of the session"),
        {
            "district": _text("the district that held it"),
            "held_on": _date("when it was held", required=True),
            "drivers": _people_counted("how many drivers were trained"),
        },
    ),
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
    """Whether a row of the table is about a child or a suspect, who may be one, so that few of them are hidden."""
    return is_about_children(table) or table in {"suspects", "placement_details", "interview_themes"}
