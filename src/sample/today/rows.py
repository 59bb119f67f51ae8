"""The files of the sample of today: their names, their headers as the senders write them, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from sample.care import RESPONSIBLE
from sample.episodes import NO_RISK, Notification
from sample.exploitation import Contact
from sample.histories import Placement, in_number_order
from sample.layouts import GENDERS, RawLayout, Row, numbered
from sample.people import MEETINGS, TRACKER, Child, full_name, police_name, social_care_name
from sample.profile import Victim
from sample.responses import Interview, Meeting

CASE_PERSON = ("PersonID", "FamilyName", "GivenName", "DateOfBirth", "Sex")
LAYOUTS = {
    "notifications": RawLayout(
        "misper_reports.csv",
        (
            "ReportID", "NominalPersonID", "Surname", "Forenames", "DOB", "Sex", "Home Postcode", "LPA", "OccDesc", "Missing_Since",
            "When_Traced", "Date_Reported_Missing", "Date_Sent", "Residence_Type", "Initial_Risk_Level", "Current_Final_Risk_Level",
        ),
    ),
    "return_interviews": RawLayout(
        "return_home_interviews.csv",
        ("FormID", "Subject", "SubjectDOB", "ReturnDateTime", "RHI required", "RHI offered on", "RHI outcome", "RHI held"),
    ),
    "meetings": RawLayout(
        "missing_strategy_discussions.csv", ("StepID", "PersonID", "Subject", "SubjectDOB", "Requested", "Held", "Status")
    ),
    "placements": RawLayout(
        "cla_placements.csv",
        (
            "PlacementID", *CASE_PERSON, "PlacementPostcode", "ResponsibleAuthority", "PlacementType", "LegalStatus", "PlacementStart",
            "PlacementEnd",
        ),
    ),
    "referrals": RawLayout(
        "exploitation_referrals.csv", ("ContactID", *CASE_PERSON, "ContactDate", "Exploitation type", "Nature of concern")
    ),
    "risk_assessments": RawLayout(
        "exploitation_assessments.csv", ("AssessmentID", *CASE_PERSON, "Completed", "Exploitation type", "Outcome of assessment")
    ),
    "strategy_meetings": RawLayout(
        "exploitation_strategy_discussions.csv", ("MeetingID", *CASE_PERSON, "MeetingDate", "Exploitation type", "Nature of concern")
    ),
    "offences": RawLayout(
        "exploitation_occurrences.csv",
        (
            "OccurrenceNo", "NominalPersonID", "Surname", "Forenames", "DOB", "Sex", "Self-defined ethnicity", "Recorded",
            "Occurrence class", "Exploitation type", "Nature of concern",
        ),
    ),
}  # fmt: skip

OUTCOMES = {
    "Completed": "Accepted - held",
    "Advice given": "Accepted - child not present",
    "Offered and declined": "Declined",
    "Not attempted": "Not offered",
    "Not required": "Not required",
}
RISKS = {NO_RISK: "No apparent risk"}
FOUND = {"Low": "Emerging", "Medium": "Moderate", "High": "Significant"}
TYPES, TYPE_WEIGHTS = ("CSE", "CCE", "CSE and CCE", ""), (52, 31, 13, 4)
HERE = {RESPONSIBLE[True]: "Wyreford", RESPONSIBLE[False]: "Other local authority"}


class Typed:
    """Which types of exploitation the work about a child is about: always the same for one child."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._known: dict[str, str] = {}

    def of(self, child: Child) -> str:
        """How the case system writes the types."""
        if child.social_care_id not in self._known:
            self._known[child.social_care_id] = self._rng.choices(TYPES, TYPE_WEIGHTS)[0]
        return self._known[child.social_care_id]


def episode_rows(rng: Random, prefix: str, messages: Iterable[Notification], year: int) -> Iterator[Row]:
    """What the police record of the episodes that began in a year: one row each, as it stood when the child had been found."""
    told: dict[int, list[Notification]] = {}
    for message in messages:
        if message.episode.year == year:
            told.setdefault(id(message.episode), []).append(message)
    for ref, of_one in numbered(prefix, told.values()):
        first, last, child = of_one[0], of_one[-1], of_one[0].episode.history.child
        yield (
            ref, child.police_id, *police_name(rng, child), child.born, child.sex, child.postcode, child.district, "Missing Person",
            first.episode.started_at, first.episode.returned_at, first.reported_at, first.sent_at, first.missing_from,
            _risk(first.initial_risk), _risk(last.final_risk),
        )  # fmt: skip


def _risk(word: str) -> str:
    return RISKS.get(word, word)


def interview_rows(rng: Random, interviews: Iterable[tuple[str, Interview]]) -> Iterator[Row]:
    """The forms of return interviews."""
    for ref, row in interviews:
        name = full_name(rng, row.episode.history.child, TRACKER)
        times = row.episode.returned_at, row.required, row.offered_on, OUTCOMES[row.outcome], row.interviewed_at
        yield ref, name, row.episode.history.child.born, *times


def meeting_rows(rng: Random, meetings: Iterable[tuple[str, Meeting]]) -> Iterator[Row]:
    """Multi-agency meetings about missing children."""
    for ref, row in meetings:
        child = row.episode.history.child
        yield ref, child.social_care_id, full_name(rng, child, MEETINGS), child.born, row.requested_on, row.held_on, row.status


def placement_rows(rng: Random, placements: Iterable[Placement]) -> Iterator[tuple[Placement, Row]]:
    """Placements of looked-after children, in the order in which they began."""
    for ref, one in numbered("P", in_number_order(placements)):
        person = _person(rng, one.child)
        yield one, (ref, *person, one.postcode, HERE[one.responsible], one.kind, one.legal_status, one.started_on, one.ended_on)


def case_rows(draws: tuple[Random, Typed], contacts: Iterable[tuple[str, Contact]]) -> Iterator[Row]:
    """Contacts, assessments and strategy discussions about exploitation."""
    rng, typed = draws
    for ref, one in contacts:
        yield ref, *_person(rng, one.child), one.day, typed.of(one.child), FOUND.get(one.detail, one.detail)


def offence_rows(draws: tuple[Random, Typed], victims: Iterable[tuple[str, Victim]]) -> Iterator[Row]:
    """Children in the police's records of offences and concerns."""
    rng, typed = draws
    for ref, one in victims:
        person = one.child.police_id, *police_name(rng, one.child), one.child.born, one.child.sex
        yield ref, *person, one.ethnicity, one.day, one.record, typed.of(one.child), one.concern


def _person(rng: Random, child: Child) -> Row:
    return child.social_care_id, *social_care_name(rng, child), child.born, GENDERS[child.sex]
