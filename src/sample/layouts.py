"""The files of the sample: their names, their headers as the senders write them, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import TypeVar

from sample.episodes import Notification
from sample.exploitation import Contact
from sample.histories import Placement
from sample.listing import Listing
from sample.people import LISTING, MEETINGS, SERVICE, TRACKER, Child, full_name, police_name, social_care_name
from sample.prevention import Event
from sample.profile import Suspect, Victim
from sample.responses import Interview, Meeting

Item = TypeVar("Item")
Cell = str | int | date | datetime | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class RawLayout:
    """One raw table: the name of its file, the sheet in a workbook, and the header row."""

    file: str
    headers: tuple[str, ...]
    sheet: str = ""


PERSON = ("Person ID", "Last name", "First name", "Date of birth", "Gender")
LAYOUTS = {
    "notifications": RawLayout(
        "police_notifications.csv",
        (
            "Notification ref", "Nominal ID", "Surname", "Forenames", "DOB", "Sex", "Home postcode", "District", "Type",
            "Missing since / found at", "Reported to police", "Sent to social care", "Missing from", "Initial risk", "Final risk",
        ),
    ),
    "return_interviews": RawLayout(
        "return_interview_tracker.xlsx",
        ("Tracker no", "Child's name", "DOB", "Returned", "Interview required", "Date offered", "Outcome", "Interviewed"),
        "Tracker",
    ),
    "meetings": RawLayout(
        "multi_agency_meetings.xlsx", ("Meeting no", "Person ID", "Child", "DOB", "Requested", "Held", "Status"), "Meetings"
    ),
    "referrals": RawLayout("mash_referrals.csv", ("Referral ID", *PERSON, "Postcode", "Date received", "Type of concern")),
    "risk_assessments": RawLayout("cse_risk_assessments.csv", ("Assessment ID", *PERSON, "Date completed", "Level of risk")),
    "strategy_meetings": RawLayout("cse_strategy_meetings.csv", ("Meeting ID", *PERSON, "Date of meeting", "Type of concern")),
    "placements": RawLayout(
        "looked_after_placements.csv",
        (
            "Placement ID", *PERSON, "Placement postcode", "Responsible authority", "Placement type", "Legal status",
            "Start date", "End date",
        ),
    ),
    "placement_details": RawLayout(
        "placement_details.csv", ("Placement ID", "Start date", "Provider's area", "Provider", "Placing authority")
    ),
    "missing": RawLayout("ssda903_missing.csv", ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")),
    "interview_themes": RawLayout(
        "return_interview_themes.csv", ("Tracker no", "Interviewed on", "Section", "Theme", "What the child said")
    ),
    "service_referrals": RawLayout(
        "specialist_service_referrals.xlsx", ("Case no", "Young person", "DOB", "Sex", "Referred", "Re-referral"), "Referrals"
    ),
    "exploitation_list": RawLayout(
        "police_exploitation_list.csv",
        ("List ref", "Nominal ID", "Surname", "Forenames", "DOB", "Sex", "Home postcode", "Added", "Removed"),
    ),
    "training_events": RawLayout("training_events.xlsx", ("Event no", "Date", "Kind", "Delegates"), "Events"),
    "prevention": RawLayout(
        "prevention_activity.xlsx", ("Activity no", "Date", "Activity", "Phase", "District", "Pupils reached"), "Activity"
    ),
    "offences": RawLayout(
        "police_offences_against_children.csv",
        (
            "Record ref", "Nominal ID", "Surname", "Forenames", "DOB", "Sex", "Ethnicity", "Recorded", "Record type",
            "Type of concern",
        ),
    ),
    "suspects": RawLayout("police_suspects.csv", ("Suspect ref", "Recorded", "Age band", "Sex", "Ethnicity", "Type of concern")),
    "network_meetings": RawLayout("concerns_network_meetings.csv", ("Meeting no", "Date", "Agencies present")),
    "hot_spots": RawLayout("concerns_network_locations.csv", ("Location no", "Raised", "District", "Kind of place")),
    "disruption_actions": RawLayout("disruption_actions.csv", ("Action no", "Taken", "Kind of action", "Agreed by", "District")),
    "panel_cases": RawLayout("mase_panel.csv", ("Case no", *PERSON, "Panel date", "New or review", "Outcome", "Disruption agreed")),
    "audit_findings": RawLayout("audit_findings.csv", ("Finding no", "Audit", "Reported", "Kind", "Theme", "Action due", "Action done")),
    "campaign_entries": RawLayout(
        "campaign_entries.csv", ("Line", "Received", "Campaign", "School no", "Year group", "District", "Entries")
    ),
    "school_support": RawLayout("school_support.csv", ("Package no", "Began", "School no", "Phase", "District", "Tier", "Topic")),
    "caseloads": RawLayout("caseloads.csv", ("Count no", "Counted on", "Role", "Locality", "Open cases")),
    "service_work": RawLayout("specialist_service_work.csv", ("Step no", "Case no", "Date", "Step", "Outcome")),
    "training_attendance": RawLayout("training_by_agency.csv", ("Line", "Date", "Kind", "Agency", "People")),
    "workforce": RawLayout("workforce.csv", ("Count no", "Counted on", "Group", "District", "People", "Trained")),
    "taxi_training": RawLayout("taxi_driver_training.csv", ("Session", "District", "Date", "Drivers trained")),
}  # fmt: skip
GENDERS = {"F": "Female", "M": "Male", "": ""}


def numbered(prefix: str, items: Iterable[Item], width: int = 5) -> Iterator[tuple[str, Item]]:
    """The items, each with a reference of its own."""
    for number, item in enumerate(items, start=1):
        yield f"{prefix}{number:0{width}d}", item


def notification_rows(rng: Random, prefix: str, messages: Iterable[Notification]) -> Iterator[Row]:
    """What the police send."""
    for ref, message in numbered(prefix, messages, 6):
        child = message.episode.history.child
        yield (
            ref, child.police_id, *police_name(rng, child), child.born, child.sex, child.postcode, child.district, message.category,
            message.occurred_at, message.reported_at, message.sent_at, message.missing_from, message.initial_risk, message.final_risk,
        )  # fmt: skip


def interview_rows(rng: Random, prefix: str, interviews: Iterable[Interview]) -> Iterator[Row]:
    """The return-interview tracker."""
    for ref, row in numbered(prefix, interviews):
        child = row.episode.history.child
        name = full_name(rng, child, TRACKER)
        yield ref, name, child.born, row.episode.returned_at, row.required, row.offered_on, row.outcome, row.interviewed_at


def meeting_rows(rng: Random, prefix: str, meetings: Iterable[Meeting]) -> Iterator[Row]:
    """Multi-agency meetings."""
    for ref, row in numbered(prefix, meetings):
        child = row.episode.history.child
        yield ref, child.social_care_id, full_name(rng, child, MEETINGS), child.born, row.requested_on, row.held_on, row.status


def referral_rows(rng: Random, prefix: str, contacts: Iterable[Contact]) -> Iterator[Row]:
    """MASH referrals."""
    for ref, contact in numbered(prefix, contacts):
        yield ref, *_person(rng, contact.child), contact.child.postcode, contact.day, contact.detail


def contact_rows(rng: Random, prefix: str, contacts: Iterable[Contact]) -> Iterator[Row]:
    """Assessments and strategy meetings, which have no postcode."""
    for ref, contact in numbered(prefix, contacts):
        yield ref, *_person(rng, contact.child), contact.day, contact.detail


def placement_rows(rng: Random, prefix: str, placements: Iterable[Placement]) -> Iterator[Row]:
    """Placements of looked-after children."""
    for ref, p in numbered(prefix, placements):
        person = _person(rng, p.child)
        yield ref, *person, p.postcode, p.responsible, p.kind, p.legal_status, p.started_on, p.ended_on


def service_rows(rng: Random, prefix: str, contacts: Iterable[Contact]) -> Iterator[Row]:
    """The specialist service's workbook."""
    for ref, contact in numbered(prefix, contacts, 4):
        child = contact.child
        yield ref, full_name(rng, child, SERVICE), child.born, child.sex, contact.day, "Yes" if contact.again else "No"


def listing_rows(rng: Random, prefix: str, listings: Iterable[Listing]) -> Iterator[Row]:
    """The police list of young people vulnerable to exploitation. An entry typed in by hand has no number and no postcode."""
    for ref, entry in numbered(prefix, listings, 4):
        child = entry.child
        number, postcode = ("", "") if entry.is_typed else (child.police_id, child.postcode)
        yield ref, number, *police_name(rng, child, LISTING), entry.born, child.sex, postcode, entry.added_on, entry.removed_on


def victim_rows(rng: Random, prefix: str, victims: Iterable[Victim]) -> Iterator[Row]:
    """Children in the police's records of offences and concerns."""
    for ref, one in numbered(prefix, victims):
        child = one.child
        names = police_name(rng, child)
        yield ref, child.police_id, *names, child.born, child.sex, one.ethnicity, one.day, one.record, one.concern


def suspect_rows(prefix: str, suspects: Iterable[Suspect]) -> Iterator[Row]:
    """Suspects in the same records, without anything that says who they are."""
    for ref, one in numbered(prefix, suspects):
        yield ref, one.day, one.age_band, one.sex, one.ethnicity, one.concern


def training_rows(prefix: str, events: Iterable[Event]) -> Iterator[Row]:
    """Training events."""
    for ref, event in numbered(prefix, events, 3):
        yield ref, event.day, event.kind, event.people


def activity_rows(prefix: str, events: Iterable[Event]) -> Iterator[Row]:
    """Work with pupils."""
    for ref, event in numbered(prefix, events, 3):
        yield ref, event.day, event.kind, event.phase, event.district, event.people


def plain_rows(prefix: str, items: Iterable[Row]) -> Iterator[Row]:
    """Rows as they are, each with a reference before it."""
    for ref, item in numbered(prefix, items, 4):
        yield ref, *item


def taxi_rows(prefix: str, events: Iterable[Event]) -> Iterator[Row]:
    """Sessions for taxi drivers."""
    for ref, event in numbered(prefix, events, 3):
        yield ref, event.district, event.day, event.people


def _person(rng: Random, child: Child) -> Row:
    return child.social_care_id, *social_care_name(rng, child), child.born, GENDERS[child.sex]
