"""The tables about who stands in the records of the police."""

from __future__ import annotations

from analysis.base.table import TableRecord, code, date, own_key
from analysis.chapters.columns import (
    AGE,
    AGE_BAND,
    CHILD,
    CONCERN,
    ETHNICITIES,
    POLICE_PERSON,
    SEX,
    SEXES,
    TYPE_OF_EXPLOITATION,
)

SUSPECT_AGE_BANDS = ("under_18", "18_to_30", "31_to_45", "46_or_over", "not_recorded")

OFFENCES = TableRecord(
    "offences",
    "Police records of sexual offences and of concern about exploitation",
    "one child as the victim of one recorded sexual offence, or as the subject of one recorded concern about exploitation",
    "recorded_on",
    (
        own_key("offence_id", "the reference of the record and child"),
        CHILD,
        *POLICE_PERSON,
        SEX,
        AGE,
        AGE_BAND,
        code("ethnicity", "the child's ethnicity as the police recorded it", *ETHNICITIES),
        date("recorded_on", "when it was recorded", must=True),
        code("record_type", "an offence, or a concern without one", "offence", "concern", "not_recorded"),
        CONCERN,
        TYPE_OF_EXPLOITATION,
    ),
    about="child",
)

SUSPECTS = TableRecord(
    "suspects",
    "Suspects of recorded sexual offences against children",
    "one suspect of one recorded offence or concern; who the suspect is does not belong into the file",
    "recorded_on",
    (
        own_key("suspect_id", "the reference of the record and suspect"),
        date("recorded_on", "when it was recorded", must=True),
        code("age_band", "the suspect's age when it was recorded", *SUSPECT_AGE_BANDS),
        code("sex", "the suspect's sex as recorded", *SEXES, code_list="sex"),
        code("ethnicity", "the suspect's ethnicity as recorded", *ETHNICITIES),
        CONCERN,
        TYPE_OF_EXPLOITATION,
    ),
    about="person",
)

TABLES = (OFFENCES, SUSPECTS)
