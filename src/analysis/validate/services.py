"""What the tables about services must look like after mapping. A council that does not hold one of them leaves it out."""

from __future__ import annotations

from analysis.validate.columns import codes, counted, date, own_key, schema, social_care_person, text

AGENCIES = ("social_care", "police", "health", "schools", "district_councils", "voluntary", "other")
TIERS = ("universal", "targeted", "specialist", "recovery", "not_recorded")
ROLES = ("development_worker", "universal_support_consultant", "schools_health_coordinator", "other")

SERVICES = {
    "network_meetings": schema(
        "Meetings of the Concerns Network",
        "one meeting of the network in which agencies share concerns about places and people",
        "held_on",
        own_key("meeting_id: the number of the meeting"),
        {"held_on": date("when it was held", required=True), "agencies": counted("how many agencies took part")},
    ),
    "hot_spots": schema(
        "Hot-spot locations",
        "one location of concern raised with the Concerns Network; its address, name or place on a map does not belong into the file",
        "raised_on",
        own_key("location_id: the number of the location"),
        {
            "raised_on": date("when it was raised", required=True),
            "district": text("the district that it lies in"),
            "place_type": codes(
                "the kind of place", "open_space", "shops", "transport", "hotel", "licensed", "building", "other", required=True
            ),
        },
    ),
    "disruption_actions": schema(
        "Disruption",
        "one action to disrupt those who pose a risk, or to make a place safer; who or which place does not belong into the file",
        "taken_on",
        own_key("action_id: the number of the action"),
        {
            "taken_on": date("when it was taken", required=True),
            "kind": codes("the kind of action", "police_order", "housing", "licensing", "visits", "patrols", "not_recorded"),
            "agreed_by": codes("who agreed it", "panel", "network", "not_recorded"),
            "district": text("the district where it was taken"),
        },
    ),
    "panel_cases": schema(
        "MASE panel",
        "one child considered at one meeting of the Multi-Agency Sexual Exploitation (MASE) panel",
        "heard_on",
        own_key("case_id: the number of the case and meeting"),
        social_care_person(),
        {
            "heard_on": date("when the panel met", required=True),
            "stage": codes("whether the child was new to the panel", "new", "repeat", "not_recorded"),
            "outcome": codes("what the panel decided", "risk_reduced", "continues", "escalated", "not_recorded"),
            "disruption": codes("whether disruption was agreed", "yes", "no", "not_recorded"),
        },
    ),
    "audit_findings": schema(
        "Findings of audits",
        "one finding of an audit of practice, with the action agreed on it, if any",
        "reported_on",
        own_key("finding_id: the number of the finding"),
        {
            "audit": text("the name of the audit"),
            "reported_on": date("when the audit was reported", required=True),
            "kind": codes("a strength, or something to be improved", "strength", "improvement", "not_recorded"),
            "theme": codes("what it is about", "relationship", "analysis", "response", "recording", "timeliness", "other", required=True),
            "due_on": date("by when the action is to be done; empty where none was agreed"),
            "done_on": date("when it was done; empty while it is not"),
        },
    ),
    "campaign_entries": schema(
        "Campaign entries",
        "the entries of one year group of one school to a campaign or competition",
        "received_on",
        own_key("entry_id: the number of the line"),
        {
            "received_on": date("when they came in", required=True),
            "campaign": text("the name of the campaign"),
            "school": text("the number of the school"),
            "year_group": codes("the year group", "year_6", "year_7", "year_8", "other", required=True),
            "district": text("the district of the school"),
            "entries": counted("how many entries came in"),
        },
    ),
    "school_support": schema(
        "Support for schools",
        "one package of support with emerging threats to children that began for one school",
        "started_on",
        own_key("package_id: the number of the package"),
        {
            "started_on": date("when it began", required=True),
            "school": text("the number of the school"),
            "phase": codes("the kind of school", "primary", "secondary", "special", "not_recorded"),
            "district": text("the district of the school"),
            "tier": codes("the tier of support", *TIERS),
            "topic": codes(
                "what it was about", "online_safety", "exploitation", "bullying", "radicalisation", "fgm", "other", required=True
            ),
        },
    ),
    "caseloads": schema(
        "Caseloads",
        "the open cases of one role in one locality on one day, as they were counted",
        "counted_on",
        own_key("count_id: the number of the count"),
        {
            "counted_on": date("the day of the count", required=True),
            "role": codes("the role", *ROLES, required=True),
            "locality": text("the locality"),
            "cases": counted("how many schools and families they worked with"),
        },
    ),
    "service_work": schema(
        "Work of the specialist service",
        "one step in the work on one referral to the specialist service: the child was first seen, or the case was closed",
        "happened_on",
        own_key("step_id: the number of the step"),
        {
            "referral_id": text("the number of the case, as in the referrals"),
            "happened_on": date("when it happened", required=True),
            "step": codes("what happened", "first_seen", "closed", required=True),
            "outcome": codes(
                "how a case was closed; empty for other steps", "needs_met", "partly_met", "disengaged", "passed_on", "not_recorded"
            ),
        },
    ),
    "training_attendance": schema(
        "Training by agency",
        "the people whom one agency sent to one training event, or who took e-learning courses in one month",
        "held_on",
        own_key("record_id: the number of the line"),
        {
            "held_on": date("the day of the event, or the last of the month", required=True),
            "kind": codes("the kind of training", "multi_agency", "single_agency", "showcase", "e_learning", required=True),
            "agency": codes("the agency", *AGENCIES, required=True),
            "people": counted("how many people"),
        },
    ),
    "workforce": schema(
        "Workforce to be trained",
        "one group of people who should be trained, and how many of them have been, on one day, as their agency or district counted them",
        "counted_on",
        own_key("count_id: the number of the count"),
        {
            "counted_on": date("the day of the count", required=True),
            "workforce": codes("the group: licensed taxi drivers, or the staff of an agency", "taxi_drivers", *AGENCIES, required=True),
            "district": text("the district, for taxi drivers"),
            "people": counted("how many there are"),
            "trained": counted("how many of them have been trained"),
        },
    ),
}
"""What each table about services must look like after mapping."""
