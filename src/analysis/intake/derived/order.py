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

    A missing message stands first in its day, but beside the day's first found one where an episode is open since an earlier day and one
    more found message follows. A found one stands last in its day; where it would stand next to another found one, so that one of the two
    closes nothing, beside the last missing one of the day that would otherwise join an open episode. A found one at the stroke of midnight
    is taken for a day where it would close nothing.
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
    before = found.groupby(child).shift().astype("boolean")
    after = found.groupby(child).shift(-1).astype("boolean").fillna(False)
    is_open = (~before).fillna(False)
    first_found = at.where(found).groupby([child, day]).transform("min")
    last_joining = at.where(~found & is_open).groupby([child, day]).transform("max")
    has_opening = (~found).groupby([child, day]).transform("any")
    since_earlier = is_open & (day.groupby(child).shift() < day)
    closes_later = after.groupby([child, day]).transform("last") | (found.groupby([child, day]).transform("sum") > 1)
    moved = at.mask(~found & rows["_day"] & since_earlier & closes_later, first_found)
    moved = moved.mask(found & rows["_day"] & (before.fillna(False) | after), last_joining)
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
    tied = rows[mixed].assign(_minute=minute).join(_told_of(rows, minute, mixed), on="_minute")
    settled = tied.assign(_turn=_turns(tied)).sort_values(["_minute", "_turn", "notification_id"])
    order = np.arange(len(rows))
    order[mixed.to_numpy()] = settled.index
    return rows.iloc[order].reset_index(drop=True)


def _told_of(rows: pd.DataFrame, minute: pd.Series, mixed: pd.Series) -> pd.DataFrame:
    """What is known of each mixed minute.

    How many messages have ``opened`` and ``closed``, whether an episode ``is_open`` when it begins, and whether one ``closes_later``,
    because the child's next minute has a found message.
    """
    ends = rows[~minute.duplicated(keep="last")].set_axis(minute.unique())  # In each minute found messages still stand last.
    same = ends["child_id"] == ends["child_id"].shift()
    told = pd.DataFrame({"before": same & ~ends["_found"].shift(fill_value=True), "closes_later": (same & ends["_found"]).shift(-1)})
    told["follows"] = same & ends.index.to_series().shift().isin(minute[mixed])
    found = rows.loc[mixed, "_found"].groupby(minute[mixed])
    told = told.loc[list(found.groups)].assign(closed=found.sum(), opened=found.size() - found.sum()).fillna({"closes_later": False})
    return told.assign(is_open=_states(told))


def _states(told: pd.DataFrame) -> list[bool]:
    """Whether an episode is open when each of the mixed minutes begins; where one follows another, as the one before leaves it."""
    states, left_open = [], False
    for one in told.itertuples():
        is_open = left_open if one.follows else bool(one.before)
        left_open = is_open + one.opened > one.closed and (bool(one.closes_later) or one.closed == is_open)
        states.append(is_open)
    return states


def _turns(tied: pd.DataFrame) -> pd.Series:
    """The turn of each row in its minute: openings have even turns and found messages odd ones.

    Where there are more openings than found messages to close them, of this minute and one of the next, those too many join the first.
    """
    place = tied.groupby(["_minute", "_found"]).cumcount()
    is_open = tied["is_open"].astype("int64")
    too_many = (tied["opened"] - (tied["closed"] - is_open + tied["closes_later"].astype("int64"))).clip(lower=0)
    return (2 * place + 1 - 2 * is_open).where(tied["_found"], 2 * (place - too_many).clip(lower=0))
