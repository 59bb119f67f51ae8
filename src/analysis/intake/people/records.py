"""Who each row of each table is about, and what is left of that when the child has an identifier."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.base.table import BIRTH
from analysis.chapters.tables import EXTRACTS
from analysis.intake.ages import completed_years
from analysis.intake.sources import LOCAL_IDS, PERSONAL, TEXT, TIME
from analysis.intake.unfold import own_number

AGE_ON = {key: table.aged_on for key, table in EXTRACTS.items() if table.aged_on}
"""The tables with an age, and the date it is taken on."""

SAID = ("also_known_as", "nhs_number", "sex", "postcode", "district")
"""What a row may say of the child besides name, date of birth and local identifier."""


def person_rows(tables: dict[str, pd.DataFrame], sources: dict[str, str]) -> pd.DataFrame:
    """Who each row is about, one line for each row that may be about a child.

    Columns: ``table, row`` (its index there), ``reference`` (the row's own number), ``source, local_id, name,
    forename, surname`` (these two empty where the name stands in one cell), ``date_of_birth`` and those of `SAID`.
    """
    parts = [_person_rows(rows, table, sources[table]) for table, rows in tables.items() if EXTRACTS[table].names_children]
    return pd.concat(parts, ignore_index=True) if parts else _person_rows(pd.DataFrame(), "", "")


def describe_children(persons: pd.DataFrame, child_id: pd.Series) -> pd.DataFrame:
    """One row a child: ``child_id``, the ``sex`` recorded most often (none when two are level) and ``sources`` joined by '+'."""
    female = (persons["sex"] == "female").groupby(child_id).sum()
    recorded = persons["sex"].isin(["female", "male"]).groupby(child_id).sum()
    sex = np.select([female * 2 > recorded, female * 2 < recorded], ["female", "male"], "not_recorded")
    named = persons[["source"]].assign(child_id=child_id).drop_duplicates().sort_values(["child_id", "source"])
    sources = named.groupby("child_id")["source"].agg("+".join)
    people = pd.DataFrame({"child_id": recorded.index, "sex": sex, "sources": sources.reindex(recorded.index).to_numpy()})
    return people.astype(TEXT).sort_values("child_id", ignore_index=True)


def without_identity(rows: pd.DataFrame, table: str, persons: pd.DataFrame, child_id: pd.Series) -> pd.DataFrame:
    """The rows of a table with ``child_id`` (and ``age``) instead of who the child is; a table without children as it is."""
    if not EXTRACTS[table].names_children:
        return rows
    lines = persons["table"] == table
    known = rows.assign(child_id=child_id[lines].set_axis(persons.loc[lines, "row"]).reindex(rows.index))
    if table in AGE_ON:
        known = known.assign(age=completed_years(rows["date_of_birth"], rows[AGE_ON[table]]))
    return known.drop(columns=PERSONAL, errors="ignore")


def _person_rows(rows: pd.DataFrame, table: str, source: str) -> pd.DataFrame:
    empty = pd.Series(None, index=rows.index, dtype=TEXT)
    local = [column + ":" + rows[column] for column in LOCAL_IDS if column in rows]
    surname, forename = rows.get("surname", empty), rows.get("forename", empty)
    persons = {
        "table": pd.Series(table, index=rows.index, dtype=TEXT),
        "row": pd.Series(rows.index, index=rows.index, dtype="int64"),
        "reference": _reference(rows, table),
        "source": pd.Series(source, index=rows.index, dtype=TEXT),
        "local_id": local[0] if local else empty,
        "name": rows["full_name"] if "full_name" in rows else surname.str.cat(forename, sep=" "),
        "forename": forename,
        "surname": surname,
        "date_of_birth": rows.get(BIRTH, pd.Series(pd.NaT, index=rows.index, dtype=TIME)),
    }
    return pd.DataFrame(persons | {column: rows.get(column, empty) for column in SAID})


def _reference(rows: pd.DataFrame, table: str) -> pd.Series:
    """A row's own number: where it stands in the table says nothing once files arrive in another order."""
    own = [column for column in rows if column.endswith("_id") and column not in LOCAL_IDS]
    return own_number(rows, own[0], table).astype(TEXT) if own else pd.Series(rows.index.astype(str), index=rows.index, dtype=TEXT)
