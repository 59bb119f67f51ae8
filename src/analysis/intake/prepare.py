"""From what the systems wrote to what is counted: episodes, where a child was missing from, what became of an interview.

Every table keeps the origin of its rows (`_file`, `_sheet`, `_row`) so that `intake` can account for each of them; the columns after
that are those of ``docs/processed-tables.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.base.settings import TIME_ZONE, EpisodePolicy
from analysis.base.table import NOT_RECORDED
from analysis.chapters.columns import AGE_BANDS, SINGLE_AGES
from analysis.chapters.tables import EXTRACTS, TABLES
from analysis.intake.derived import (
    by_dates,
    days_between,
    duration_band,
    held_within,
    hours_between,
    in_time_order,
    interview_by_date,
    interviewed_within,
    least_and_most,
    looked_after_missing,
    nearest,
    placed_on_the_day,
    risk_level,
    services,
    with_placement,
    without_time,
)
from analysis.intake.sources import ORIGIN, SECOND, TEXT, Finding, findings_about

BANDS_OF_AGE = {"age_band": AGE_BANDS, "single_age": {code: ages.start for code, ages in SINGLE_AGES.items()}}
NEAR = 24
"""How many hours the tracker's time of return may lie from the police's; where one of them has no time, the same by the dates."""

HOURS_IN_A_BLOCK = 4
"""How long the parts of a day are by which the start of an episode is told."""

MEETING_DAYS = 15
"""How soon a meeting should be held where the authority says nothing else."""

JOINED_WITHIN = EpisodePolicy().joined_within_hours
"""How many hours after the message before it a further one joins an open episode, where the policy says nothing else."""

NO_EPISODE = "no episode of this child ends within 24 hours of this return"


@dataclass(frozen=True)
class Prepared:
    """The processed tables with the origin of their rows, tracker rows that fit no episode, and findings."""

    tables: dict[str, pd.DataFrame]
    without_episode: pd.DataFrame
    findings: tuple[Finding, ...]


def prepare(
    tables: dict[str, pd.DataFrame], meeting_days: int = MEETING_DAYS, joined_within: int = JOINED_WITHIN, zone: str = TIME_ZONE
) -> Prepared:
    """The tables that are counted, from identified ones. A table that was not delivered stays out, and so does what needs it.

    ``meeting_days`` is how soon after the request a multi-agency meeting should be held, ``joined_within`` for how many hours a further
    message joins an open episode, and ``zone`` where the clocks hang by which times are written.
    """
    done = {table: say_not_recorded(rows, table) for table, rows in tables.items()}
    without_episode = done.pop("return_interviews", pd.DataFrame(columns=ORIGIN))
    if "notifications" in done:
        done["notifications"] = prepare_notifications(done["notifications"], done.get("placements"), joined_within, zone)
        episodes = make_episodes(done["notifications"], zone)
        done["episodes"] = with_placement(episodes, "started_at", done.get("placements"), done.get("placement_details"))
    if "missing" in done:
        others = (done.get(table) for table in ("episodes", "placements", "placement_details"))
        done["looked_after_missing"] = looked_after_missing(done["missing"], *others)
    if "meetings" in done:
        done["meetings"] = judge_meetings(done["meetings"], meeting_days)
    if "episodes" in done and "return_interviews" in tables:
        matched = match_interviews(done["episodes"], without_episode, zone)
        done["return_interviews"] = make_return_interviews(done["episodes"], without_episode, matched, zone)
        without_episode = without_episode.drop(index=matched.index)
    done = {table: with_bands_of_age(rows, table) for table, rows in done.items()}
    done = services.with_services(done)
    findings = findings_about(without_episode, "no_episode", "quarantine", "return_interviews", "returned_at", NO_EPISODE + "; kept aside")
    done = {table: with_type(rows, table) for table, rows in done.items()}
    final = {
        key: done[key][[*table.kept, *done[key].columns.intersection([*ORIGIN, SECOND])]] for key, table in TABLES.items() if key in done
    }
    return Prepared(final, without_episode, tuple(findings))


def say_not_recorded(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The rows of an extract, where an empty code is ``not_recorded``."""
    coded = [column.name for column in EXTRACTS[table].delivered if column.is_coded and column.name in rows]
    return rows.assign(**{name: rows[name].fillna(NOT_RECORDED) for name in coded})


def prepare_notifications(
    notifications: pd.DataFrame, placements: pd.DataFrame | None, joined_within: int = JOINED_WITHIN, zone: str = TIME_ZONE
) -> pd.DataFrame:
    """Notifications in time order with their episode, where the child was missing from, and how long they took to be sent."""
    rows = pair(notifications, joined_within, zone)
    least, most = least_and_most(rows["reported_at"], rows["sent_at"], zone)
    # Sent before it was reported: one of the two times is wrong, so neither is used.
    least, most = (hours.where((rows["category"] != "found") & (most >= 0)) for hours in (least, most))
    return rows.assign(
        hours_to_send=most.where(least == most), sent_band=by_dates(sent_band, least, most), missing_from=missing_from(rows, placements)
    )


def pair(notifications: pd.DataFrame, joined_within: int = JOINED_WITHIN, zone: str = TIME_ZONE) -> pd.DataFrame:
    """Notifications in time order with ``episode_id``, 'E' and the reference of the notification that opened it.

    Per child the first missing or absent one opens an episode, and found closes it. Further ones join it while it is open, when no more
    than ``joined_within`` hours lie between them and the message before; later than that they open another, and the one before has no
    return. A found one without an open episode has none.
    """
    rows = in_time_order(notifications)
    opening = rows["category"] != "found"
    already_open = opening.shift(fill_value=False) & (rows["child_id"] == rows["child_id"].shift())
    soon = hours_between(rows["occurred_at"].shift(), rows["occurred_at"], zone) <= joined_within
    opened_by = rows["notification_id"].where(opening & ~(already_open & soon)).ffill()
    return rows.assign(episode_id=("E" + opened_by).where(opening | already_open).astype(TEXT))


def make_episodes(notifications: pd.DataFrame, zone: str = TIME_ZONE) -> pd.DataFrame:
    """One row an episode, from notifications as `pair` gives them.

    What is said of the child is taken from the notification that opened it, ``final_risk`` from the last one that records it;
    ``notifications`` counts all its notifications, found included. An episode that is still open has no ``returned_at``. Where the start
    or the return is a day without a time there are no ``duration_hours``, and the band is told by the dates if they tell it.
    """
    members = notifications[notifications["episode_id"].notna()]
    by_episode = members["episode_id"]
    first = members.drop_duplicates("episode_id").set_index("episode_id")
    returned = members[members["category"] == "found"].set_index("episode_id")["occurred_at"].reindex(first.index)
    missing = (members["category"] == "missing").groupby(by_episode).any().reindex(first.index)
    risk = members["final_risk"].where(members["final_risk"] != "not_recorded").groupby(by_episode).last().reindex(first.index)
    least, most = least_and_most(first["occurred_at"], returned, zone)
    made = first.assign(
        started_at=first["occurred_at"],
        started_block=weekday_and_time(first["occurred_at"], HOURS_IN_A_BLOCK),
        started_hour=weekday_and_time(first["occurred_at"], 1),
        returned_at=returned,
        age_band=band_of(first["age"], AGE_BANDS),
        category=missing.map({True: "missing", False: "absent"}).astype(TEXT),
        final_risk=risk.fillna("not_recorded").astype(TEXT),
        notifications=members.groupby("episode_id").size().reindex(first.index),
        duration_hours=most.where(least == most),
        duration_band=by_dates(duration_band, least, most),
    ).reset_index()
    made = made.assign(risk_level=risk_level(made["category"], made["final_risk"]))
    return made[[name for name in TABLES["episodes"].kept if name not in TABLES["episodes"].given]]


def weekday_and_time(moments: pd.Series, hours: int) -> pd.Series:
    """The weekday and the time of day in steps of so many hours, by the hour at which the step starts: ``friday_20``."""
    starts = moments.dt.hour // hours * hours
    return (moments.dt.day_name().str.lower() + "_" + starts.astype("str").str.zfill(2)).astype(TEXT)


def missing_from(rows: pd.DataFrame, placements: pd.DataFrame | None) -> pd.Series:
    """Where a child was missing from on the day: a placement counts before what the police wrote, which say no more than in care."""
    police = rows["reported_missing_from"]
    if placements is None:
        return police
    placed = placed_on_the_day(rows, placements, "occurred_at")["responsible"]
    return placed.map({"own": "own_care", "other": "other_authority_care"}).astype(TEXT).fillna(police)


def sent_band(hours: pd.Series) -> pd.Series:
    """How quickly a notification was sent, in elapsed hours."""
    bands = np.select([hours <= 24, hours <= 72, hours > 72], ["within_24h", "24h_to_72h", "over_72h"], "not_recorded")
    return pd.Series(bands, index=hours.index, dtype=TEXT)


def with_type(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The rows of a table about exploitation with the type of it, which an extract need not say."""
    is_said = "exploitation_type" in rows or "exploitation_type" not in TABLES[table].kept
    return rows if is_said else rows.assign(exploitation_type=pd.Series("not_recorded", index=rows.index, dtype=TEXT))


def with_bands_of_age(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The rows of a table with the bands of age by which it tells children, which are worked out here."""
    made = {column.name for column in TABLES[table].columns if not column.is_delivered}
    return rows.assign(**{name: band_of(rows["age"], bands) for name, bands in BANDS_OF_AGE.items() if name in made})


def band_of(ages: pd.Series, bands: Mapping[str, int]) -> pd.Series:
    """The band of each age in years, of bands with their first years; not recorded where there is none, or none of a child."""
    found = pd.cut(ages.astype("Float64"), [*bands.values(), 18], right=False, labels=list(bands))
    return found.astype(TEXT).fillna(NOT_RECORDED)


def judge_meetings(meetings: pd.DataFrame, target_days: int) -> pd.DataFrame:
    """Meetings with whether each was held, and within the target."""
    return meetings.assign(held_within=held_within(meetings["requested_on"], meetings["held_on"], meetings["status"], target_days))


def match_interviews(episodes: pd.DataFrame, tracker: pd.DataFrame, zone: str = TIME_ZONE) -> pd.Series:
    """The ``episode_id`` of each tracker row that fits one: same child, nearest return, at most 24 hours apart, each used once."""
    own = tracker[["child_id", "returned_at", "interview_id"]].assign(row=tracker.index, by_date=without_time(tracker["returned_at"]))
    police = episodes[["episode_id", "child_id", "returned_at"]].assign(by_date=without_time(episodes["returned_at"]))
    pairs = own.merge(police, on="child_id", suffixes=("", "_police"))
    both = pairs["returned_at"], pairs["returned_at_police"]
    pairs["apart"] = hours_between(*both, zone).mask(pairs["by_date"] | pairs["by_date_police"], days_between(*both) * 24).abs()
    found = nearest(pairs[pairs["apart"] <= NEAR], "row", "episode_id", ["apart", "interview_id", "episode_id"])
    return found.set_index("row")["episode_id"]


def make_return_interviews(episodes: pd.DataFrame, tracker: pd.DataFrame, matched: pd.Series, zone: str = TIME_ZONE) -> pd.DataFrame:
    """One row a returned episode, with what the tracker says of its interview; not recorded where no tracker row fits."""
    returned = episodes[episodes["returned_at"].notna()]
    coded = [column.name for column in TABLES["return_interviews"].delivered if column.is_kept and column.is_coded]
    found = tracker.loc[matched.index, [*coded, "offered_on", "interviewed_at", *ORIGIN]].assign(episode_id=matched)
    rows = returned.merge(found, on="episode_id", how="left", validate="one_to_one").fillna(dict.fromkeys(coded, NOT_RECORDED))
    completed, times = rows["outcome"] == "completed", (rows["returned_at"], rows["interviewed_at"])
    return rows.assign(
        offered=offered(rows["offered_on"], rows["outcome"]),
        hours_to_interview=hours_between(*times, zone).where(completed & ~interview_by_date(*times)),
        interviewed_within=interviewed_within(*times, completed, zone),
    )


def offered(offered_on: pd.Series, outcome: pd.Series) -> pd.Series:
    """Whether an interview was offered: from the date of the offer, or from an outcome that implies or excludes one."""
    yes = offered_on.notna() | outcome.isin(["completed", "advice_given", "accepted_not_present", "declined"])
    no = outcome.isin(["not_attempted", "not_required"])
    return pd.Series(np.select([yes, no], ["yes", "no"], "not_recorded"), index=outcome.index, dtype=TEXT)
