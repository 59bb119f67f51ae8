"""The faults that a dirty sample holds. Each is about a child who stands nowhere else, so that one fault cannot bring another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sample.layouts import Cell

Cells = Mapping[str, Cell]
NOON = datetime(2016, 9, 12, 12, 0)
THAT_DAY = NOON.date()
SKIPPED, TWICE = datetime(2017, 3, 26, 1, 30), datetime(2016, 10, 30, 1, 30)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST, SECOND = 0, 1


@dataclass(frozen=True)
class AddedRow:
    """One row to add: its table, its cells by header, the year it stands in, and whether a rule must point at it."""

    table: str
    cells: Cells
    is_faulty: bool = False
    year: int = SECOND


@dataclass(frozen=True)
class Plant:
    """One fault: the code of the rule that finds it, the header of the column it points at, and the rows that make it up."""

    code: str
    column: str
    fault: str
    lines: tuple[AddedRow, ...]


def born(n: int) -> date:
    """The date of birth of a planted child, who is 13."""
    return date(2003, 1, 1) + n * DAY


def _police(n: int, kind: str, at: datetime, **cells: Cell) -> AddedRow:
    usual = {
        "Notification ref": f"PNX-{n:03d}{kind[0]}{at:%d}",
        "Nominal ID": f"PX{n:05d}",
        "Surname": "Planted",
        "Forenames": f"Child {n}",
        "DOB": born(n),
        "Sex": "F",
        "Home postcode": "ZZ9 9ZZ",
        "District": "Ashdale",
        "Type": kind,
        "Missing since / found at": at,
        "Reported to police": at + HOUR,
        "Sent to social care": at + 2 * HOUR,
        "Missing from": "Home address",
        "Initial risk": "Medium",
        "Final risk": "Medium",
    }
    return AddedRow("notifications", usual | _named(cells, POLICE_HEADERS))


POLICE_HEADERS = {"reported": "Reported to police", "sent": "Sent to social care", "sex": "Sex"}


def _named(cells: Cells, headers: Mapping[str, str]) -> Cells:
    return {headers[name]: value for name, value in cells.items()}


def _faulty(line: AddedRow) -> AddedRow:
    return AddedRow(line.table, line.cells, True, line.year)


def _social(n: int, **cells: Cell) -> Cells:
    usual = {
        "Person ID": f"SX{n:05d}",
        "Last name": "Planted",
        "First name": f"Child {n}",
        "Date of birth": born(n),
        "Gender": "Female",
        "Postcode": "ZZ9 9ZZ",
        "Placement postcode": "ZZ9 9ZZ",
    }
    return usual | _named(cells, {"person": "Person ID", "name": "First name", "birth": "Date of birth", "gender": "Gender"})


def _contact(table: str, n: int, *, ref: str = "", day: date = THAT_DAY, year: int = SECOND, detail: str = "", **cells: Cell) -> AddedRow:
    """A referral, assessment or strategy meeting."""
    own = {
        "referrals": ("Referral ID", "Date received", "Type of concern", "Online only"),
        "risk_assessments": ("Assessment ID", "Date completed", "Level of risk", "Low"),
        "strategy_meetings": ("Meeting ID", "Date of meeting", "Type of concern", "Online only"),
    }[table]
    number = {own[0]: ref or f"X-{table[:2].upper()}{n:03d}", own[1]: day, own[2]: detail or own[3]}
    return AddedRow(table, _social(n, **cells) | number, year=year)


def _placed(n: int, started: date, ended: date | None, *, ref: str = "", year: int = SECOND, **cells: Cell) -> AddedRow:
    own = {
        "Placement ID": ref or f"LPX-{n:03d}",
        "Responsible authority": "Trentshire",
        "Placement type": "Foster placement",
        "Legal status": "Section 20",
        "Start date": started,
        "End date": ended,
    }
    return AddedRow("placements", _social(n, **cells) | own, year=year)


def _tracker(n: int, **cells: Cell) -> AddedRow:
    usual = {
        "Tracker no": f"RIX-{n:03d}",
        "Child's name": f"Planted, Child {n}",
        "DOB": born(n),
        "Returned": NOON + 6 * HOUR,
        "Interview required": "Yes",
        "Date offered": (NOON + DAY).date(),
        "Outcome": "Completed",
        "Interviewed": NOON + 2 * DAY,
    }
    headers = {"required": "Interview required", "offered": "Date offered", "outcome": "Outcome", "interviewed": "Interviewed"}
    return AddedRow("return_interviews", usual | _named(cells, headers))


def _there_and_back(n: int) -> tuple[AddedRow, AddedRow]:
    return _police(n, "Missing", NOON), _police(n, "Found", NOON + 6 * HOUR)


def _interview(code: str, column: str, fault: str, n: int, **cells: Cell) -> Plant:
    """A fault in the tracker, with the episode that its row belongs to."""
    return Plant(code, column, fault, (*_there_and_back(n), _faulty(_tracker(n, **cells))))


def _meeting(n: int, requested: date, held: date | None, status: str = "Recorded complete") -> AddedRow:
    who = {"Meeting no": f"MMX-{n:03d}", "Person ID": f"SX{n:05d}", "Child": f"Child {n} Planted", "DOB": born(n)}
    return AddedRow("meetings", who | {"Requested": requested, "Held": held, "Status": status})


def _other(table: str, **cells: Cell) -> AddedRow:
    """A row about no child. Underscores stand for spaces in its headers."""
    return AddedRow(table, {name.replace("_", " "): value for name, value in cells.items()})


_DAY = THAT_DAY
_EVENT = {"Date": _DAY, "Kind": "Showcase", "Delegates": 20}
_ACTIVITY = {"Date": _DAY, "Activity": "Workshop", "Phase": "Secondary", "District": "Ashdale"}

PLANTS = (
    Plant("empty", "Date", "no date", (_faulty(_other("training_events", Event_no="TEX-1", Kind="Showcase", Delegates=20)),)),
    Plant("duplicate_row", "", "the same row twice", tuple(_other("training_events", Event_no="TEX-2", **_EVENT) for _ in (1, 2))),
    Plant(
        "unreadable_date",
        "Date",
        "a word for a date",
        (_faulty(_other("prevention", **_ACTIVITY | {"Date": "soon"}, Activity_no="PAX-1", Pupils_reached=30)),),
    ),
    Plant(
        "negative",
        "Pupils reached",
        "fewer than none",
        (_faulty(_other("prevention", **_ACTIVITY, Activity_no="PAX-2", Pupils_reached=-5)),),
    ),
    Plant(
        "unreadable_number",
        "Drivers trained",
        "a word for a number",
        (_faulty(_other("taxi_training", Session="TXX-1", District="Ashdale", Date=_DAY, Drivers_trained="many")),),
    ),
    Plant("unreadable_date", "Date of birth", "30 February", (_faulty(_contact("referrals", 1, birth="30/02/2003")),)),
    Plant(
        "key_conflict",
        "Meeting ID",
        "one number, two contents",
        (_faulty(_contact("strategy_meetings", 2, ref="SMX-1")), _faulty(_contact("strategy_meetings", 3, ref="SMX-1"))),
    ),
    Plant("ends_before_it_starts", "End date", "ended before it began", (_faulty(_placed(4, _DAY, _DAY - DAY)),)),
    Plant(
        "superseded_row",
        "",
        "open in the first year's file, ended in the second's",
        (_placed(5, date(2016, 2, 1), None, year=FIRST), _placed(5, date(2016, 2, 1), date(2016, 6, 1))),
    ),
    Plant(
        "placement_after_care",
        "End date",
        "goes on past the 18th birthday",
        (_faulty(_placed(6, date(2016, 5, 1), date(2016, 10, 1), birth=date(1998, 6, 15))),),
    ),
    Plant(
        "placements_overlap",
        "Start date",
        "two placements at once",
        (_placed(7, date(2016, 5, 1), date(2016, 10, 1)), _faulty(_placed(7, date(2016, 8, 1), date(2016, 11, 1), ref="LPX-007b"))),
    ),
    Plant("born_after_event", "Date of birth", "born a year later", (_faulty(_contact("risk_assessments", 8, birth=date(2017, 9, 1))),)),
    Plant(
        "age_out_of_range",
        "DOB",
        "a man of 26",
        (
            _faulty(
                AddedRow(
                    "service_referrals",
                    {
                        "Case no": "SRX-1",
                        "Young person": "Child 9 Planted",
                        "DOB": date(1990, 1, 1),
                        "Sex": "M",
                        "Referred": _DAY,
                        "Re-referral": "No",
                    },
                )
            ),
        ),
    ),
    Plant(
        "outside_period", "Requested", "four years before the file's period", (_faulty(_meeting(10, date(2012, 9, 3), date(2012, 9, 10))),)
    ),
    Plant("held_before_requested", "Held", "held before it was requested", (_faulty(_meeting(11, _DAY, _DAY - DAY)),)),
    Plant("complete_without_date", "Held", "complete without a date", (_faulty(_meeting(12, _DAY, None)),)),
    Plant(
        "reported_before_missing",
        "Reported to police",
        "reported before",
        (_faulty(_police(13, "Missing", NOON, reported=NOON - HOUR)), _police(13, "Found", NOON + HOUR)),
    ),
    Plant(
        "sent_before_reported",
        "Sent to social care",
        "sent before",
        (_faulty(_police(14, "Missing", NOON, sent=NOON + HOUR / 2)), _police(14, "Found", NOON + HOUR)),
    ),
    Plant("found_without_missing", "Type", "found, never missing", (_faulty(_police(15, "Found", NOON)),)),
    Plant(
        "open_when_next_starts",
        "Missing since / found at",
        "missing again, never found",
        (_faulty(_police(16, "Missing", NOON)), _faulty(_police(16, "Missing", NOON + 10 * DAY)), _police(16, "Found", NOON + 11 * DAY)),
    ),
    Plant(
        "time_skipped",
        "Missing since / found at",
        "in the hour that the clocks skipped",
        (_faulty(_police(46, "Missing", SKIPPED, reported=SKIPPED + HOUR)), _police(46, "Found", SKIPPED + 6 * HOUR)),
    ),
    Plant(
        "time_shown_twice",
        "Missing since / found at",
        "in the hour that the clocks showed twice",
        (_faulty(_police(47, "Missing", TWICE, reported=TWICE + HOUR)), _police(47, "Found", TWICE + 6 * HOUR)),
    ),
    _interview("day_without_time", "Interviewed", "a day without a time", 48, interviewed=datetime.combine(THAT_DAY + 2 * DAY, time.min)),
    Plant("never_closed", "Type", "never found", (_faulty(_police(17, "Missing", NOON)),)),
    Plant("no_episode", "Returned", "a return that the police do not know", (_faulty(_tracker(18)),)),
    _interview("offered_before_return", "Date offered", "offered the day before", 19, offered=(NOON - DAY).date()),
    _interview("interview_before_return", "Interviewed", "interviewed an hour before", 20, interviewed=NOON + 5 * HOUR),
    _interview("completed_without_date", "Interviewed", "completed without a date", 21, interviewed=None),
    _interview("date_without_interview", "Outcome", "declined, but with a date", 22, outcome="Offered and declined"),
    _interview("required_contradicted", "Interview required", "not required, but completed", 23, required="No"),
    Plant(
        "number_of_two_births",
        "Date of birth",
        "one number and name, two dates of birth",
        (
            _faulty(_contact("referrals", 24, ref="X-RE024a")),
            _faulty(_contact("referrals", 24, ref="X-RE024b", birth=born(524), day=_DAY + DAY)),
        ),
    ),
    Plant(
        "number_of_two_children",
        "Person ID",
        "one number, two children",
        (_faulty(_contact("referrals", 28)), _faulty(_contact("risk_assessments", 28, name="Other 28", birth=born(528)))),
    ),
    Plant(
        "child_of_two_sexes",
        "Date of birth",
        "a girl and a boy of one name and birth",
        (_faulty(_contact("referrals", 29)), _faulty(_contact("risk_assessments", 29, person="SX99929", gender="Male"))),
    ),
    Plant("no_identifier", "Person ID", "a word for no number", (_contact("referrals", 30, person="Not known"),)),
    Plant("spoilt_identifier", "Person ID", "a number in scientific notation", (_faulty(_contact("referrals", 31, person="1.00235E+11")),)),
    Plant("error_cell", "Gender", "an error of a spreadsheet", (_faulty(_contact("referrals", 32, gender="#N/A")),)),
    Plant("read_as_empty", "Gender", "a word for nothing", (_contact("referrals", 33, gender="NULL"),)),
    Plant("signs_removed", "Person ID", "an apostrophe before a number", (_contact("referrals", 34, person="'SX00034"),)),
    Plant(
        "child_with_two_numbers",
        "Person ID",
        "one child, two numbers",
        (
            _faulty(_contact("referrals", 25, ref="X-RE025a")),
            _faulty(_contact("referrals", 25, ref="X-RE025b", person="SX99925", day=_DAY + DAY)),
        ),
    ),
    Plant(
        "row_repeated",
        "Assessment ID",
        "the same under another number",
        (_contact("risk_assessments", 26, ref="X-RI026a"), _faulty(_contact("risk_assessments", 26, ref="X-RI026b"))),
    ),
    Plant(
        "sexes_differ",
        "Gender",
        "male once, female twice",
        (_faulty(_contact("referrals", 27, gender="Male")), _contact("risk_assessments", 27), _contact("strategy_meetings", 27)),
    ),
    Plant(
        "more_trained_than_there_are",
        "Trained",
        "twelve of ten are trained",
        (
            _faulty(
                AddedRow(
                    "workforce", {"Count no": "WFX-1", "Counted on": _DAY, "Group": "Police", "District": "", "People": 10, "Trained": 12}
                )
            ),
        ),
    ),
    Plant(
        "category_vanished",
        "",
        "a category of the first year that the second lacks",
        tuple(
            _contact("strategy_meetings", 100 + n, year=FIRST, detail="Organised or group", day=date(2015, 9, 1) + n * DAY)
            for n in range(12)
        ),
    ),
    Plant("nobody_named", "Person ID", "a row that names nobody", (_faulty(_contact("referrals", 40, person="", name="", birth=None)),)),
)
"""What is added. Two more are taken away, by `dirty`: most sessions for taxi drivers, and a month of risk assessments."""
