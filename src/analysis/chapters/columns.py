"""The columns that tables of several chapters share, and their codes."""

from __future__ import annotations

from analysis.base.table import Column, code, date, identifier, made, person_name, personal, text
from analysis.base.vocabulary import CONCERNS, EXPLOITATION_TYPES

TYPES = (*(one.code for one in EXPLOITATION_TYPES), "not_recorded")
SEXES = ("female", "male", "not_recorded")
YES_NO = ("yes", "no", "not_recorded")
ETHNICITIES = ("white_british", "white_other", "mixed", "asian", "black", "other", "not_recorded")
AGENCIES = ("social_care", "police", "health", "schools", "district_councils", "voluntary", "other")
AGE_BANDS = {"under_10": 0, "10_to_11": 10, "12_to_13": 12, "14_to_15": 14, "16_to_17": 16}
"""The bands of age in which children are told where single years would be few, each with its first year."""
SINGLE_AGES = {"under_10": range(10), **{str(age): range(age, age + 1) for age in range(10, 18)}}
"""The years of age in which children are told one by one, the youngest together."""

CHILD = made(text("child_id", "the child, as one person over all tables"))
AGE = made(Column("age", "the child's age in completed years on the day", kind="whole number"))
AGE_BAND = made(code("age_band", "the band of that age", *AGE_BANDS, "not_recorded"))
SINGLE_AGE = made(code("single_age", "that age in single years, the youngest together", *SINGLE_AGES, "not_recorded"))
SEX = code("sex", "the child's sex as recorded", *SEXES, code_list="sex")

BORN = personal(
    date("date_of_birth", "the child's date of birth"),
    identifier("nhs_number", "the child's NHS number, where the system holds it", is_optional=True),
    person_name("also_known_as", "other names the child is known by, parted by ';'", is_optional=True),
)
"""What every table about children may hold of the child beside the name."""

FULL_NAME = (*personal(person_name("full_name", "the child's name, in any order")), *BORN)
"""A child whose names stand in one cell."""

NAMES = personal(person_name("surname", "the child's last name"), person_name("forename", "the child's first names"))

POLICE_PERSON = (*personal(identifier("police_person_id", "the child's number in the police system")), *NAMES, *BORN)
"""A child as the police write it."""

SOCIAL_CARE_ID = personal(identifier("social_care_id", "the child's number in the social-care system"))

SOCIAL_CARE_PERSON = (*SOCIAL_CARE_ID, *NAMES, *BORN)
"""A child as the social-care system writes it."""

CONCERN = code("concern_type", "the kind of concern", *(kind.code for kind in CONCERNS), "not_recorded", listed="concern_types")

TYPE_OF_EXPLOITATION = code(
    "exploitation_type", "the type of exploitation", *TYPES, listed="exploitation_types", is_optional=True, holds_several=True
)
"""An extract that holds one type only need not say which; a record may be about several."""


def postcode(what: str) -> Column:
    """A postcode, which says who lives there."""
    return personal(text("postcode", what))[0]
