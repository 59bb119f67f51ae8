"""One child, one identifier.

The systems share no number: the police write a nominal ID, social care a person ID, the trackers a name and a date of birth. Here
the rows about one child find each other and take a ``child_id``; nothing about who the child is goes further than this room. What
must be known from the date of birth, the age on the day of the event, is worked out before the date is left behind.

Exact matches come first (`exact`); what they leave is compared in pairs (`linkage`, with the weights of `weights`); pairs are joined,
kept apart or left to a person (`merge`); and a register keeps identifiers the same from run to run (`register`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.base.settings import PeoplePolicy
from analysis.base.table import BIRTH
from analysis.intake.people.asked import with_asked
from analysis.intake.people.exact import DOUBTS, SEXES, SHARED, exact_clusters
from analysis.intake.people.linkage import ENGINES, comparable_records, compare_records
from analysis.intake.people.merge import MERGED, join_clusters
from analysis.intake.people.names import name_key
from analysis.intake.people.records import describe_children, person_rows, without_identity
from analysis.intake.people.register import Register, name_children, people_register_files, read_people_register, write_decisions
from analysis.intake.people.review import decide, read_answers, review_book
from analysis.intake.people.secret import SYNTHETIC_KEY, read_secret, secret_mark, secret_then
from analysis.intake.sources import LOCAL_IDS, ORIGIN, TEXT, Finding, findings_about

__all__ = [
    "SYNTHETIC_KEY",
    "Identified",
    "Linked",
    "Register",
    "decide",
    "describe_children",
    "identify",
    "link_children",
    "name_key",
    "people_register_files",
    "person_rows",
    "read_answers",
    "read_people_register",
    "read_secret",
    "review_book",
    "secret_mark",
    "secret_then",
    "write_decisions",
]


@dataclass(frozen=True)
class Linked:
    """Who is who, and how that was found.

    ``child_id`` of each line of ``persons``; the ``pairs`` that were compared (see `linkage`), with their ``state``; and behind them the
    ``persons`` and the record and cluster of each of their ``lines``, which still say who the children are.
    """

    child_id: pd.Series
    pairs: pd.DataFrame
    persons: pd.DataFrame
    lines: pd.DataFrame
    register: Register

    def child_pairs(self) -> pd.DataFrame:
        """The pairs of children that are not joined, without who they are: ``child_one, child_other, state, probability``."""
        child_of = self.child_id.groupby(self.lines["cluster"]).first()
        pairs = self.pairs[self.pairs["state"] != MERGED]
        ends = {f"child_{end}": pairs[end].map(child_of).astype(TEXT) for end in ("one", "other")}
        return pd.DataFrame({**ends, "state": pairs["state"].astype(TEXT), "probability": pairs["probability"].astype(float)})


@dataclass(frozen=True)
class Identified:
    """The tables with ``child_id`` (and ``age``) instead of who the child is, the children themselves, and how they were linked.

    ``cells`` has a line for each row that is not joined by what it shares with others, as `validate` writes the faults of a row.
    """

    tables: dict[str, pd.DataFrame]
    people: pd.DataFrame
    linked: Linked
    cells: pd.DataFrame
    findings: tuple[Finding, ...]


def identify(
    tables: dict[str, pd.DataFrame],
    sources: dict[str, str],
    secret: bytes,
    policy: PeoplePolicy | None = None,
    register: Register | None = None,
) -> Identified:
    """Give every row about a child its ``child_id``, and leave names, dates of birth, postcodes and local identifiers behind.

    ``sources`` says which system each table comes from. ``people`` has one row a child: ``child_id, sex, sources``. ``linked`` is for
    the review of pairs alone: it still says who the children are.
    """
    persons = person_rows(tables, sources)
    linked = link_children(persons, secret, policy, register)
    identified = {table: without_identity(rows, table, persons, linked.child_id) for table, rows in tables.items()}
    cells = _doubts(tables, linked)
    return Identified(identified, describe_children(persons, linked.child_id), linked, cells, tuple(_findings(cells)))


def link_children(persons: pd.DataFrame, secret: bytes, policy: PeoplePolicy | None = None, register: Register | None = None) -> Linked:
    """Which lines of ``persons`` are about one child, and the ``child_id`` of each.

    A new identifier is 'C' and a keyed hash of the child's smallest date of birth and name, so it can be worked out again from the
    records and the secret and from nothing else. One that the register knows is kept.
    """
    policy, register = policy or PeoplePolicy(), register or Register()
    exact = exact_clusters(persons, secret)
    lines, held = exact.lines, persons.assign(local_id=persons["local_id"].mask(exact.lines["doubt"] == SHARED))
    records = comparable_records(held, lines)
    compared = compare_records(records, policy.review_from, ENGINES[policy.engine])
    pairs = with_asked(compared.pairs, exact.apart, records, lines)
    cluster_of = lines.drop_duplicates("record").set_index("record")["cluster"]
    decided = _decided(register, cluster_of)
    groups, pairs = join_clusters(pairs, compared.rivals, _systems(held, lines), decided, _together(register, cluster_of), policy)
    named, kept = name_children(cluster_of.map(groups.name), register)
    return Linked(lines["record"].map(named).astype(named.dtype).rename("child_id"), pairs, persons, lines, kept)


def _doubts(tables: dict[str, pd.DataFrame], linked: Linked) -> pd.DataFrame:
    """The rows that are not joined by what they share with others: where each stands, and the ``column`` and ``code`` of the rule."""
    lines = linked.persons[["table", "row"]].assign(code=linked.lines["doubt"]).query("code != ''")
    parts = [
        tables[table]
        .loc[part["row"], ORIGIN]
        .assign(
            table=table,
            code=part["code"].to_numpy(),
            column=np.where(part["code"] == SEXES, BIRTH, _number(tables[table])),
            severity="warn",
        )
        for table, part in lines.groupby("table", sort=True)
    ]
    # Where a row of a file became two, both say this.
    return (
        pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)
        if parts
        else pd.DataFrame(columns=["table", *ORIGIN, "column", "code", "severity"])
    )


def _number(rows: pd.DataFrame) -> str:
    return next((name for name in LOCAL_IDS if name in rows), BIRTH)


def _findings(cells: pd.DataFrame) -> Iterator[Finding]:
    for (table, column, code), part in cells.groupby(["table", "column", "code"], sort=True):
        yield from findings_about(part, code, "warn", table, column, DOUBTS[code])


def _systems(persons: pd.DataFrame, lines: pd.DataFrame) -> dict[str, frozenset[str]]:
    """The systems that hold a number for each cluster."""
    system = persons["local_id"].str.extract("^([^:]*):", expand=False)
    held = pd.DataFrame({"cluster": lines["cluster"], "system": system}).dropna().drop_duplicates()
    return held[held["system"].isin(LOCAL_IDS)].groupby("cluster")["system"].agg(frozenset).to_dict()


def _decided(register: Register, cluster_of: pd.Series) -> pd.DataFrame:
    """Decisions between clusters, the last one on a pair of records; those about records that are gone wait for their return."""
    last = register.decisions.drop_duplicates(["record_one", "record_other"], keep="last")
    decided = last.assign(one=last["record_one"].map(cluster_of), other=last["record_other"].map(cluster_of))
    return decided[decided["one"].notna() & decided["other"].notna()]


def _together(register: Register, cluster_of: pd.Series) -> dict[str, str]:
    """The child that each cluster belonged to in the run before."""
    before = register.records.set_index("record")["child_id"].reindex(cluster_of.index).dropna()
    return before.groupby(cluster_of[before.index]).min().to_dict()
