"""The kinds of columns that tables have, and the records that several tables share.

What a check is called is the code of its rule.
"""

from __future__ import annotations

import pandera.pandas as pa

TYPES = ("sexual", "criminal", "online", "trafficking", "not_recorded")
SEXES = ("female", "male", "not_recorded")

Columns = dict[str, pa.Column]


def own_key(what: str) -> Columns:
    """The column whose value no two rows share, from its name and what it is, parted by a colon."""
    name, _, description = what.partition(": ")
    return {name: pa.Column(nullable=False, unique=True, description=description, metadata={"kind": "key"})}


def text(description: str, **options: bool) -> pa.Column:
    """A column of free text, which may be empty."""
    return pa.Column(nullable=True, description=description, metadata={"kind": "text"}, **options)


def codes(description: str, *known: str, required: bool = False) -> pa.Column:
    """A column that holds one of some codes."""
    check = pa.Check.isin(known, error="unknown_code")
    return pa.Column(checks=check, nullable=not required, description=description, metadata={"kind": "code", "codes": known})


def date(description: str, required: bool = False) -> pa.Column:
    """A column of days or moments."""
    return pa.Column(pa.DateTime, nullable=not required, description=description, metadata={"kind": "date", "date": True})


def counted(description: str) -> pa.Column:
    """A column that says how many, in whole numbers from nought."""
    metadata = {"kind": "whole number"}
    return pa.Column("Int64", pa.Check.ge(0, error="negative"), nullable=False, description=description, metadata=metadata)


def born() -> Columns:
    """What every table about children may hold of the child beside the name."""
    return {
        "date_of_birth": date("the child's date of birth"),
        "nhs_number": text("the child's NHS number, where the system holds it", required=False),
        "also_known_as": text("other names the child is known by, parted by ';'", required=False),
    }


def full_name() -> Columns:
    """A child whose names stand in one cell."""
    return {"full_name": text("the child's name, in any order"), **born()}


def social_care_id() -> Columns:
    """The number of a child in the social-care system."""
    return {"social_care_id": text("the child's number in the social-care system")}


def sex() -> Columns:
    """The sex of a child."""
    return {"sex": codes("the child's sex as recorded", *SEXES)}


def type_of_exploitation() -> Columns:
    """The type of exploitation, which an extract that holds one type only need not say."""
    column = codes("the type of exploitation", *TYPES)
    column.required = False
    return {"exploitation_type": column}


def social_care_person() -> Columns:
    """A child as the social-care system writes it."""
    names = {"surname": text("the child's last name"), "forename": text("the child's first names")}
    return social_care_id() | names | born() | sex()


def schema(
    title: str, description: str, event: str, *parts: Columns, checks: tuple[pa.Check, ...] = (), history: bool = False
) -> pa.DataFrameSchema:
    """A schema. ``event`` is the date that says when the row happened; a history is sent again, and grows, with each delivery."""
    columns = {name: column for part in parts for name, column in part.items()}
    metadata = {"event": event, "history": history}
    return pa.DataFrameSchema(columns, checks=list(checks), title=title, description=description, metadata=metadata)
