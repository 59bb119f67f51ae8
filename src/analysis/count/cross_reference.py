"""The police list of young people vulnerable to exploitation beside social-care records, and who goes missing beside who is at risk.

Three tables for internal use alone: counts, the children on one side only or uncertain, and the times missing that the SSDA903 return and
the police do not hold alike, so that somebody can act. None holds a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

import pandas as pd

from analysis.base.measures import Repeats
from analysis.base.periods import Period
from analysis.chapters.tables import TABLES
from analysis.count.compute import Material

COUNTS = ["period", "section", "item", "number", "of"]
CASES = ["period", "held", "started_on", "child_id", "episode_id", "missing_id"]
CHILDREN = ["period", "side", "child_id", "perhaps", "referrals", "assessment", "strategy_meetings", "missing_episodes", "references"]

WORK = {"referrals": "received_on", "risk_assessments": "completed_on", "strategy_meetings": "held_on"}
"""Social-care work about exploitation, and the date of each."""

CARE = (*WORK, "placements", "meetings", "missing")
"""The tables in which social care knows a child."""

BOTH, POLICE, SOCIAL_CARE, UNCERTAIN = "both", "police_only", "social_care_only", "uncertain"
TO_ACT_ON = (UNCERTAIN, POLICE, SOCIAL_CARE)
ROWS = {
    "referrals": "referral",
    "risk_assessments": "assessment",
    "strategy_meetings": "meeting",
    "placements": "placement",
    "notifications": "notification",
}
"""What a row of each table is called where somebody is told to look it up."""

MOST_REFERENCES = 6
MOST_FREQUENT = (5, 10, 20)


@dataclass(frozen=True)
class CrossReferenceTables:
    """``counts``, ``children`` and ``cases``, as the columns `COUNTS`, `CHILDREN` and `CASES` say; ``of`` is the whole, empty where there
    is none. A case is a time missing of a looked-after child that the SSDA903 return and the police do not hold alike.
    """

    counts: pd.DataFrame
    children: pd.DataFrame
    cases: pd.DataFrame


def cross_reference(material: Material, pairs: pd.DataFrame, periods: Iterable[Period], repeats: Repeats) -> CrossReferenceTables:
    """All three tables for every period. ``pairs`` are the pairs of children of which nobody knows whether they are one.

    Two sides are compared where both were delivered: nobody is on one side only because the other was not asked.
    """
    periods, counts, children = list(periods), [], []
    for period in periods:
        held = _held(material.tables, period)
        sides = _sides(held, pairs)
        compared = (_notifications(held, period), _overlap(held, period), _recorded(held, period))
        lines = [*_lists(sides), *(line for part in compared for line in part), *_repeats(held, repeats)]
        counts += [(period.name, *line) for line in lines]
        children += [(period.name, *line) for line in _to_act_on(held, sides, period)]
    frame = pd.DataFrame(counts, columns=COUNTS).astype(dict.fromkeys(COUNTS[:3], "str") | {"number": "int64", "of": "Int64"})
    known = pd.DataFrame(children, columns=CHILDREN).astype({name: "str" for name in CHILDREN if name[-1] != "s"})
    return CrossReferenceTables(frame, known, _to_reconcile(material.tables, periods))


def _to_reconcile(tables: Mapping[str, pd.DataFrame], periods: Iterable[Period]) -> pd.DataFrame:
    """The times missing to look up in both systems, by reference, in the order of their days."""
    if "looked_after_missing" not in tables:
        return pd.DataFrame(columns=CASES).astype("str")
    cases = tables["looked_after_missing"]
    cases = cases[cases["held"].isin(["other_dates", "police_only", "ssda903_only"])].sort_values(["started_on", "case_id"])
    parts = [cases[period.contains(cases["started_on"])].assign(period=period.name) for period in periods]
    rows = pd.concat([cases.iloc[:0].assign(period=""), *parts], ignore_index=True)
    return rows.assign(started_on=rows["started_on"].dt.strftime("%d/%m/%Y"))[CASES].fillna("").astype("str")


@dataclass(frozen=True)
class _Held:
    """What is known by the end of a period: all tables up to then, the list as it stood, and the episodes of the period.

    ``delivered`` names the tables that there are.
    """

    tables: Mapping[str, pd.DataFrame]
    listed: pd.DataFrame
    episodes: pd.DataFrame
    delivered: frozenset[str]

    def has(self, *tables: str) -> bool:
        """Whether one of these tables was delivered."""
        return not self.delivered.isdisjoint(tables)

    def children(self, *tables: str) -> set[str]:
        return {child for table in tables if table in self.tables for child in self.tables[table]["child_id"]}


@dataclass(frozen=True)
class _Sides:
    """The children on each side, and whom each uncertain one may be."""

    of: Mapping[str, set[str]]
    perhaps: Mapping[str, str]


def _held(tables: Mapping[str, pd.DataFrame], period: Period) -> _Held:
    dates = WORK | {
        "notifications": "sent_at",
        "placements": "started_on",
        "meetings": "requested_on",
        "missing": "started_at",
        "offences": "recorded_on",
        "looked_after_missing": "started_on",
    }
    ends = pd.Timestamp(period.end) + pd.Timedelta(days=1)
    known = {table: tables[table][~(tables[table][date] >= ends)] for table, date in dates.items() if table in tables}
    listed = tables.get("exploitation_list", _no_rows("exploitation_list"))
    listed = listed[(listed["added_on"] < ends) & ~(listed["removed_on"] < pd.Timestamp(period.end))] if len(listed) else listed
    episodes = tables.get("episodes", _no_rows("episodes"))
    return _Held(known, listed, episodes[period.contains(episodes["started_at"])], frozenset(tables))


def _no_rows(table: str) -> pd.DataFrame:
    """A table that was not delivered, in the types that its rows would have."""
    columns = (column for column in TABLES[table].columns if column.is_kept)
    return pd.DataFrame({column.name: pd.Series(dtype="datetime64[us]" if column.kind == "date" else "str") for column in columns})


def _sides(held: _Held, pairs: pd.DataFrame) -> _Sides:
    """Who is on both, on one only, or perhaps on both; no side where one of them was not delivered."""
    if not (held.has("exploitation_list") and held.has(*WORK)):
        return _Sides({}, {})
    listed, worked = set(held.listed["child_id"]), held.children(*WORK)
    waiting = pairs[pairs["state"].isin(["open", "left open"])]
    there = list(zip(waiting["child_one"], waiting["child_other"], strict=True))
    ties = [*there, *((other, one) for one, other in there)]
    alone = listed - worked
    perhaps = {one: other for one, other in sorted(ties) if one in alone and other in worked - listed}
    uncertain = set(perhaps)
    matched = set(perhaps.values())
    return _Sides({BOTH: listed & worked, POLICE: alone - uncertain, SOCIAL_CARE: worked - listed - matched, UNCERTAIN: uncertain}, perhaps)


def _lists(sides: _Sides) -> Iterator[tuple[str, str, int, int | None]]:
    whole = sum(map(len, sides.of.values()))
    for side, children in sides.of.items():
        yield "lists", side, len(children), whole


def _notifications(held: _Held, period: Period) -> Iterator[tuple[str, str, int, int | None]]:
    """Notifications sent in the period about children missing or absent."""
    if "notifications" not in held.tables:
        return
    rows = held.tables["notifications"]
    rows = rows[rows["category"].isin(["missing", "absent"]) & period.contains(rows["sent_at"])]
    yield "notifications", "all", len(rows), None
    if held.has(*CARE):
        yield "notifications", "child_unknown_to_social_care", int((~rows["child_id"].isin(held.children(*CARE))).sum()), len(rows)
    for band in ("24h_to_72h", "over_72h", "not_recorded"):
        yield "notifications", f"sent_{band}", int((rows["sent_band"] == band).sum()), len(rows)
    if "looked_after_missing" in held.tables:
        yield from _reconciled(held.tables["looked_after_missing"], period)


def _reconciled(cases: pd.DataFrame, period: Period) -> Iterator[tuple[str, str, int, int | None]]:
    """Times missing of looked-after children that both hold, or one of them: never one total, but parts of what each holds."""
    found = cases[period.contains(cases["started_on"])]["held"]
    if found.eq("not_compared").any():
        return
    by_police, by_care = ((found.isin(["same_dates", "other_dates", alone])).sum() for alone in ("police_only", "ssda903_only"))
    for state, whole in (("same_dates", by_care), ("other_dates", by_care), ("ssda903_only", by_care), ("police_only", by_police)):
        yield "episodes", state, int((found == state).sum()), int(whole)


def _at_risk(held: _Held, period: Period) -> set[str]:
    """Children with social-care work about exploitation in the period."""
    return {child for table, date in WORK.items() if table in held.tables for child in _in_period(held.tables[table], date, period)}


def _in_period(rows: pd.DataFrame, date: str, period: Period) -> Iterable[str]:
    return rows.loc[period.contains(rows[date]), "child_id"]


def _recorded(held: _Held, period: Period) -> Iterator[tuple[str, str, int, int | None]]:
    """Children whom the police recorded in the period as victims or of concern, and those with whom social care worked in it."""
    if not (held.has("offences") and held.has(*WORK)):
        return
    recorded, at_risk = set(_in_period(held.tables["offences"], "recorded_on", period)), _at_risk(held, period)
    either = len(recorded | at_risk)
    yield "recorded", "either", either, None
    yield "recorded", "both", len(recorded & at_risk), either
    yield "recorded", POLICE, len(recorded - at_risk), either
    yield "recorded", SOCIAL_CARE, len(at_risk - recorded), either


def _overlap(held: _Held, period: Period) -> Iterator[tuple[str, str, int, int | None]]:
    """Children missing in the period, children with work about exploitation in it, and those who are both."""
    missing, at_risk = set(held.episodes["child_id"]), _at_risk(held, period)
    if held.has("notifications") and held.has(*WORK):
        yield "overlap", "missing", len(missing), None
        yield "overlap", "at_risk", len(at_risk), None
        yield "overlap", "both_of_missing", len(missing & at_risk), len(missing)
        yield "overlap", "both_of_at_risk", len(missing & at_risk), len(at_risk)
    if held.has("notifications") and held.has("exploitation_list"):
        listed = set(held.listed["child_id"])
        yield "overlap", "listed_and_missing", len(missing & listed), len(listed)


def _repeats(held: _Held, repeats: Repeats) -> Iterator[tuple[str, str, int, int | None]]:
    """Children by how many episodes they have, and the share of all episodes that the most frequent ones have."""
    if not held.has("notifications"):
        return
    codes = tuple(code for code, _, _ in repeats.bands)
    for code, tally in repeats.split(held.episodes, "", codes).items():
        yield "repeats", code, int(tally.numerator), int(tally.denominator)
    times = held.episodes["child_id"].value_counts()
    for most in MOST_FREQUENT:
        yield "most_frequent", f"{most}_children", int(times.head(most).sum()), int(times.sum())
    yield "most_frequent", "1_in_20", int(times.head(ceil(len(times) / 20)).sum()), int(times.sum())


def _to_act_on(held: _Held, sides: _Sides, period: Period) -> Iterator[tuple[object, ...]]:
    """What is known of each child on one side only, or uncertain, those with most episodes first."""
    often = held.episodes["child_id"].value_counts().to_dict()
    found = {side: sorted(sides.of.get(side, ()), key=lambda child: (-often.get(child, 0), child)) for side in TO_ACT_ON}
    told = [(side, child) for side, children in found.items() for child in children]
    asked = _asked([child for _, child in told], sides.perhaps)
    known, references = _known(held, asked, period), _references(held, asked)
    for side, child in told:
        yield side, child, sides.perhaps.get(child, ""), *known[child], _told(references.get(child, []))


def _asked(children: list[str], perhaps: Mapping[str, str]) -> pd.DataFrame:
    """One row for each identifier (``child_id``) that is, or perhaps is, that of a child to tell of (``about``)."""
    pairs = [(child, child) for child in children] + [(perhaps[child], child) for child in children if child in perhaps]
    return pd.DataFrame(pairs, columns=["child_id", "about"], dtype="str")


def _known(held: _Held, asked: pd.DataFrame, period: Period) -> dict[str, tuple[int, str, int, int]]:
    """By child: referrals and strategy meetings in the period, the level of the last assessment, and episodes in the period."""
    work = {table: _about(held.tables[table], asked) for table in WORK if table in held.tables}
    times = {table: _times(rows[period.contains(rows[WORK[table]])]) for table, rows in work.items()}
    referrals, meetings = times.get("referrals", {}), times.get("strategy_meetings", {})
    levels, episodes = _last_levels(work.get("risk_assessments")), _times(_about(held.episodes, asked))
    return {
        child: (referrals.get(child, 0), levels.get(child, "none"), meetings.get(child, 0), episodes.get(child, 0))
        for child in asked["about"].unique()
    }


def _references(held: _Held, asked: pd.DataFrame) -> dict[str, list[str]]:
    """By child the systems' own numbers of the latest rows about it, so that somebody can look there."""
    latest = {what: _about(held.tables[table], asked).groupby("about").tail(2) for table, what in ROWS.items() if table in held.tables}
    found: dict[str, list[str]] = {}
    for what, rows in ({"list": _about(held.listed, asked)} | latest).items():
        for child, number in zip(rows["about"], rows.iloc[:, 0], strict=True):
            found.setdefault(child, []).append(f"{what} {number}")
    return found


def _about(rows: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """The rows about the children asked after, in their order, with whom they are about."""
    return rows.merge(asked, on="child_id")


def _times(rows: pd.DataFrame) -> dict[str, int]:
    return rows["about"].value_counts().to_dict()


def _last_levels(assessments: pd.DataFrame | None) -> dict[str, str]:
    if assessments is None:
        return {}
    last = assessments.sort_values("completed_on", kind="stable").drop_duplicates("about", keep="last")
    return dict(zip(last["about"], last["level"], strict=True))


def _told(references: list[str]) -> str:
    more = len(references) - MOST_REFERENCES
    return "; ".join(references[:MOST_REFERENCES]) + (f"; and {more} more" if more > 0 else "")
