"""What rules about many tables look at, by table."""

from __future__ import annotations

from analysis.base.table import BIRTH, Kind
from analysis.chapters.tables import EXTRACTS

KEYS = {key: (table.own_key,) for key, table in EXTRACTS.items()}
"""The column that tells the rows of each table apart."""

DATES = {key: (table.event,) for key, table in EXTRACTS.items()}
"""The date on which a row of each table happened."""

EVENTS = {key: fields for key, fields in DATES.items() if not EXTRACTS[key].is_history}
"""The same, of tables that are sent for a period and not as a history."""

OF_CHILDREN = {
    key: (BIRTH, table.event) for key, table in EXTRACTS.items() if table.names_children and BIRTH in table.named() and key != "missing"
}
"""The date of birth and the date of the row, of tables that name children; SSDA903 has rules of its own."""

REQUIRED = {key: table.required for key, table in EXTRACTS.items()}
"""The columns that must be filled in."""


def columns_of(*kinds: Kind) -> dict[str, tuple[str, ...]]:
    """The columns of some kinds, of the tables that have such."""
    return {key: names for key, table in EXTRACTS.items() if (names := table.named(*kinds))}


IDENTIFIED = {key: names for key, table in EXTRACTS.items() if (names := table.named("identifier", "key"))}
"""The columns that hold numbers of people and of rows."""

OF_PEOPLE = {
    key: (numbers[0], BIRTH) for key, table in EXTRACTS.items() if BIRTH in table.named() and (numbers := table.named("identifier"))
}
"""The number of the child and the date of birth, of tables that may hold both."""
