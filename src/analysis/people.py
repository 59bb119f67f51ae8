"""One child, one identifier.

The systems share no number: the police write a nominal ID, social care a person ID, the trackers a name and a date of birth. Here
the rows about one child find each other and take a ``child_id``; nothing about who the child is goes further than this room. What
must be known from the date of birth, the age on the day of the event, is worked out before the date is left behind.

`link_children` alone decides which rows belong together. It is exact: same identifier of the same system, or same name and date of
birth, where the order, hyphens, accents and common short forms of a name do not matter.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.settings import Fault, Workspace
from analysis.sources import PERSONAL, TEXT

LOCAL_IDS = ("police_person_id", "social_care_id")
"""Identifiers of people. The column's name says whose they are, whichever table they stand in."""

AGE_ON = {
    "notifications": "occurred_at",
    "referrals": "received_on",
    "risk_assessments": "completed_on",
    "strategy_meetings": "held_on",
    "service_referrals": "received_on",
}
"""The tables with an age, and the date it is taken on."""

SHORT_FORMS = {
    "alex": "alexander",
    "ben": "benjamin",
    "dan": "daniel",
    "liz": "elizabeth",
    "jake": "jacob",
    "jamie": "james",
    "jess": "jessica",
    "josh": "joshua",
    "katie": "katherine",
    "matt": "matthew",
    "mike": "michael",
    "nick": "nicholas",
    "becky": "rebecca",
    # Sam is short for both, so all three become one; brother and sister of one birth are the price.
    "samantha": "sam",
    "samuel": "sam",
    "tom": "thomas",
    "will": "william",
    "zac": "zachary",
}

SYNTHETIC_KEY = b"made-up children have no secret"
DROPPED = set("'`.") | {"\u2018", "\u2019", "\u00b4", "\u02bc"}
"""What may stand inside one part of a name: full stops, and apostrophes straight, curly or typed as an accent."""


@dataclass(frozen=True)
class Identified:
    """The tables with ``child_id`` (and ``age``) instead of who the child is, and the children themselves."""

    tables: dict[str, pd.DataFrame]
    people: pd.DataFrame


def identify(tables: dict[str, pd.DataFrame], sources: dict[str, str], secret: bytes) -> Identified:
    """Give every row about a child its ``child_id``, and leave names, dates of birth, postcodes and local identifiers behind.

    ``sources`` says which system each table comes from. ``people`` has one row a child: ``child_id, sex, sources``.
    """
    persons = person_rows(tables, sources)
    child_id = link_children(persons, secret)
    identified = {table: _without_identity(rows, table, persons, child_id) for table, rows in tables.items()}
    return Identified(identified, describe_children(persons, child_id))


def person_rows(tables: dict[str, pd.DataFrame], sources: dict[str, str]) -> pd.DataFrame:
    """Who each row is about: ``table, row, source, local_id, name, date_of_birth, sex, postcode``, one line for each row."""
    parts = [_person_rows(rows, table, sources[table]) for table, rows in tables.items() if "date_of_birth" in rows]
    if parts:
        return pd.concat(parts, ignore_index=True)
    return _person_rows(pd.DataFrame({"date_of_birth": pd.Series(dtype="datetime64[us]")}), "", "")


def link_children(persons: pd.DataFrame, secret: bytes) -> pd.Series:
    """The ``child_id`` of each line of ``persons``: 'C' and a keyed hash of the child's smallest date of birth and name.

    The hash depends on nothing but the child's records and the secret, so the same child keeps it from one run to the next.
    """
    identity = _identity(persons)
    cluster = _clusters(persons["local_id"], identity.where(identity.str.startswith("1")))
    smallest = identity.groupby(cluster).min()
    hashed = smallest.map(lambda text: "C" + hashlib.blake2b(text.encode(), digest_size=8, key=secret).hexdigest())
    return cluster.map(hashed).astype(TEXT).rename("child_id")


def name_key(name: str) -> str:
    """A name as it is compared: its parts in alphabetical order, without case, accents, apostrophes or short forms.

    >>> name_key("O'NEILL, Mary-Jane") == name_key("Mary Jane ONeill")
    True
    """
    letters = unicodedata.normalize("NFKD", "".join(c for c in name.casefold() if c not in DROPPED))
    parts = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split()
    return " ".join(sorted(SHORT_FORMS.get(part, part) for part in parts))


def completed_years(born: pd.Series, on: pd.Series) -> pd.Series:
    """Age in completed years; empty when either date is, or when the birth is later.

    A child born on 29 February turns a year older on 1 March in common years.
    """
    before_birthday = on.dt.month * 100 + on.dt.day < born.dt.month * 100 + born.dt.day
    years = (on.dt.year - born.dt.year - before_birthday.astype("int64")).astype("Int64")
    return years.where(born.notna() & on.notna() & (years >= 0).fillna(False))


def describe_children(persons: pd.DataFrame, child_id: pd.Series) -> pd.DataFrame:
    """One row a child: ``child_id``, the ``sex`` recorded most often (none when two are level) and ``sources`` joined by '+'."""
    female = (persons["sex"] == "female").groupby(child_id).sum()
    recorded = persons["sex"].isin(["female", "male"]).groupby(child_id).sum()
    sex = np.select([female * 2 > recorded, female * 2 < recorded], ["female", "male"], "not_recorded")
    named = persons[["source"]].assign(child_id=child_id).drop_duplicates().sort_values(["child_id", "source"])
    sources = named.groupby("child_id")["source"].agg("+".join)
    people = pd.DataFrame({"child_id": recorded.index, "sex": sex, "sources": sources.reindex(recorded.index).to_numpy()})
    return people.astype(TEXT).sort_values("child_id", ignore_index=True)


def read_secret(workspace: Workspace) -> bytes:
    """The key that turns people into child identifiers, from a file outside the workspace.

    It is the file named by the environment variable OVERVIEW_SECRET_FILE, else one in the user's own configuration folder, made at
    first use. Made-up children share a public key, so that their results repeat anywhere. Raises `Fault` when it cannot be used.
    """
    if workspace.is_synthetic:
        return SYNTHETIC_KEY
    named = os.environ.get("OVERVIEW_SECRET_FILE")
    path = Path(named).expanduser() if named else Path.home() / ".config" / "safeguarding-overview" / "secret"
    if path.resolve().is_relative_to(workspace.root.resolve()):
        raise Fault(f"The secret {path} lies in the workspace, beside what it protects. Move it out and name it in OVERVIEW_SECRET_FILE.")
    if not named and not path.exists():
        _make_secret(path)
    return _secret_from(path)


def _make_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(os.urandom(32))


def _secret_from(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Fault(f"The secret {path} cannot be read ({error.strerror}). Put it back or correct OVERVIEW_SECRET_FILE.") from None
    if len(content) < 16:
        raise Fault(f"The secret {path} has {len(content)} bytes, too few to protect anything. It needs 32 random bytes.")
    return hashlib.sha256(content).digest()


def _person_rows(rows: pd.DataFrame, table: str, source: str) -> pd.DataFrame:
    empty = pd.Series(None, index=rows.index, dtype=TEXT)
    local = [column + ":" + rows[column] for column in LOCAL_IDS if column in rows]
    name = rows["full_name"] if "full_name" in rows else rows.get("surname", empty).str.cat(rows.get("forename", empty), sep=" ")
    persons = {
        "table": pd.Series(table, index=rows.index, dtype=TEXT),
        "row": pd.Series(rows.index, index=rows.index, dtype="int64"),
        "source": pd.Series(source, index=rows.index, dtype=TEXT),
        "local_id": local[0] if local else empty,
        "name": name,
        "date_of_birth": rows["date_of_birth"],
        "sex": rows.get("sex", empty),
        "postcode": rows.get("postcode", empty),
    }
    return pd.DataFrame(persons)


def _identity(persons: pd.DataFrame) -> pd.Series:
    """What a line says about who it is: name and birth (1), else the local identifier (2), else only that it is a row (3)."""
    keys = persons["name"].map({name: name_key(name) for name in persons["name"].dropna().unique()}).astype(TEXT)
    born = persons["date_of_birth"].dt.strftime("%Y-%m-%d").astype(TEXT)
    by_row = "3|" + persons["table"] + "|" + persons["row"].astype(TEXT)
    return ("1|" + born + "|" + keys.where(keys != "")).fillna("2|" + persons["local_id"]).fillna(by_row)


def _clusters(*keys: pd.Series) -> pd.Series:
    """A number for each group of lines that are joined, directly or through others, by sharing any of the keys.

    Every line starts alone; in each round it takes the smallest number among those it shares a key with, until nothing changes.
    """
    label = pd.Series(np.arange(len(keys[0])), index=keys[0].index)
    groups = [_codes(key) for key in keys]
    while True:
        smaller = label
        for group in groups:
            smaller = smaller.groupby(group).transform("min")
        if smaller.equals(label):
            return label
        label = smaller


def _codes(key: pd.Series) -> np.ndarray:
    """Numbers for the values of a key; an empty one shares its number with nobody."""
    codes, values = pd.factorize(key)
    return np.where(codes < 0, len(values) + np.arange(len(codes)), codes)


def _without_identity(rows: pd.DataFrame, table: str, persons: pd.DataFrame, child_id: pd.Series) -> pd.DataFrame:
    if "date_of_birth" not in rows:
        return rows
    lines = persons["table"] == table
    known = rows.assign(child_id=child_id[lines].set_axis(persons.loc[lines, "row"]).reindex(rows.index))
    if table in AGE_ON:
        known = known.assign(age=completed_years(rows["date_of_birth"], rows[AGE_ON[table]]))
    return known.drop(columns=PERSONAL, errors="ignore")
