"""The tables about training for professionals."""

from __future__ import annotations

from analysis.base.table import TableRecord, code, counted, date, own_key, place
from analysis.chapters.columns import AGENCIES

TRAINING_EVENTS = TableRecord(
    "training_events",
    "Training events",
    "one training event for professionals",
    "held_on",
    (
        own_key("event_id", "the number of the event"),
        date("held_on", "when it was held", must=True),
        code("kind", "the kind of event", "multi_agency", "single_agency", "showcase", must=True),
        counted("delegates", "how many took part"),
    ),
)

TRAINING_ATTENDANCE = TableRecord(
    "training_attendance",
    "Training by agency",
    "the people whom one agency sent to one training event, or who took e-learning courses in one month",
    "held_on",
    (
        own_key("record_id", "the number of the line"),
        date("held_on", "the day of the event, or the last of the month", must=True),
        code("kind", "the kind of training", "multi_agency", "single_agency", "showcase", "e_learning", must=True),
        code("agency", "the agency", *AGENCIES, must=True),
        counted("people", "how many people"),
    ),
)

WORKFORCE = TableRecord(
    "workforce",
    "Workforce to be trained",
    "one group of people who should be trained, and how many of them have been, on one day, as their agency or district counted them",
    "counted_on",
    (
        own_key("count_id", "the number of the count"),
        date("counted_on", "the day of the count", must=True),
        code("workforce", "the group: licensed taxi drivers, or the staff of an agency", "taxi_drivers", *AGENCIES, must=True),
        place("district", "the district, for taxi drivers"),
        counted("people", "how many there are"),
        counted("trained", "how many of them have been trained"),
    ),
)

TABLES = (TRAINING_EVENTS, TRAINING_ATTENDANCE, WORKFORCE)
