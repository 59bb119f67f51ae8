"""Messages about each child in the order of time; where times do not tell the order, in one that loses no episode.

Times are written to the minute, and a child found at 10:00 may go missing again at 10:00; a day without a time says even less. What tells
then is whether an episode is open: if so a found message comes first, which closes it, and otherwise one that opens one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.derived.days import LAST_MINUTE, at_midnight, without_time

HELPERS = ["_found", "_at"]
BY = ["child_id", "_at", "_found", "notification_id"]


def in_time_order(notifications: pd.DataFrame) -> pd.DataFrame:
    """Notifications by child and time, whatever their order was before."""
    found = notifications["category"] == "found"
    at = notifications["occurred_at"].mask(found & said_by_day(notifications), notifications["occurred_at"] + LAST_MINUTE)
    rows = notifications.assign(_found=found, _at=at).sort_values(BY, ignore_index=True)
    return _minutes_settled(_days_settled(rows)).drop(columns=HELPERS)


def said_by_day(notifications: pd.DataFrame) -> pd.Series:
    """Which messages say a day and no time; found ones are judged apart, since they may come from another form."""
    found = notifications["category"] == "found"
    return without_time(notifications["occurred_at"].where(found)) | without_time(notifications["occurred_at"].where(~found))


def _days_settled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with days without a time beside those messages of the day where they lose no episode.

    A missing message stands first in its day, but beside the day's first found one where an episode is open since an earlier day. A found
    one stands last in its day; where it would stand next to another found one, so that one of the two closes nothing, beside the last
    missing one of the day that would otherwise join an open episode. A found one at the stroke of midnight is taken for a day where it
    would close nothing.
    """
    midnight = at_midnight(rows["occurred_at"])
    if not midnight.any():
        return rows
    near = rows[rows["child_id"].isin(rows.loc[midnight, "child_id"])]
    moved = _moved(near.assign(_day=said_by_day(rows).loc[near.index]))
    if moved.equals(near["_at"]):
        return rows
    return rows.assign(_at=moved.reindex(rows.index).fillna(rows["_at"])).sort_values(BY, ignore_index=True)


def _moved(rows: pd.DataFrame) -> pd.Series:
    """When each message of these children stands in the order."""
    child, found, at = rows["child_id"], rows["_found"], rows["_at"]
    day = rows["occurred_at"].dt.normalize()
    before, after = (found.groupby(child).shift(places).astype("boolean") for places in (1, -1))
    is_open = (~before).fillna(False)
    first_found = at.where(found).groupby([child, day]).transform("min")
    last_joining = at.where(~found & is_open).groupby([child, day]).transform("max")
    has_opening = (~found).groupby([child, day]).transform("any")
    since_earlier = is_open & (day.groupby(child).shift() < day)
    moved = at.mask(~found & rows["_day"] & since_earlier, first_found)
    moved = moved.mask(found & rows["_day"] & (before.fillna(False) | after.fillna(False)), last_joining)
    closes_nothing = found & at_midnight(rows["occurred_at"]) & ~rows["_day"] & ~is_open
    return moved.mask(closes_nothing & has_opening, day + LAST_MINUTE).fillna(at)


def _minutes_settled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with openings and found messages of one minute in turns, a found one first while an episode is open."""
    child, at, found = rows["child_id"], rows["_at"], rows["_found"]
    again = (child == child.shift()) & (at == at.shift())
    minute = (~again).cumsum()
    mixed = minute.isin(minute[again & (found != found.shift())])
    if not mixed.any():
        return rows
    tied = rows[mixed].assign(_minute=minute, _open=_open_before(rows, minute, mixed))
    settled = tied.assign(_turn=_turns(tied)).sort_values(["_minute", "_turn", "notification_id"])
    order = np.arange(len(rows))
    order[mixed.to_numpy()] = settled.index
    return rows.iloc[order].reset_index(drop=True)


def _open_before(rows: pd.DataFrame, minute: pd.Series, mixed: pd.Series) -> pd.Series:
    """For each row of a mixed minute, whether an episode of the child is open when the minute begins.

    An open one is open again after a mixed minute with a single found message, and none is open after any other.
    """
    first = mixed & ~minute.duplicated()
    follows = rows["child_id"] == rows["child_id"].shift()
    known = follows & ~rows["_found"].shift(fill_value=True)
    chained = follows & mixed.shift(fill_value=False)
    single = rows.loc[mixed, "_found"].groupby(minute[mixed]).transform("sum") == 1
    minutes = pd.DataFrame({"known": known, "run": (~chained).cumsum(), "single": single, "minute": minute})[first]
    stays = minutes["single"].groupby(minutes["run"]).shift(fill_value=True).astype(bool).groupby(minutes["run"]).cummin()
    is_open = minutes["known"].groupby(minutes["run"]).transform("first") & stays
    return minute[mixed].map(is_open.set_axis(minutes["minute"]))


def _turns(tied: pd.DataFrame) -> pd.Series:
    """The turn of each row in its minute: openings have even turns and found messages odd ones; further openings join the first."""
    minute, found, is_open = tied["_minute"], tied["_found"], tied["_open"]
    place = tied.groupby([minute, found]).cumcount()
    opened = (~found).groupby(minute).transform("sum")
    closing = found.groupby(minute).transform("sum") - is_open
    later = (place - (opened - closing).clip(lower=0)).clip(lower=0)
    return (2 * place + 1 - 2 * is_open).where(found, 2 * later)
