"""What followed when a child came back: return interviews, and multi-agency meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sample.draw import after, deck_of, from_buckets, shuffled, working_day_in
from sample.episodes import DAY, HOUR
from sample.histories import Episode, in_care
from sample.targets import OUTCOMES, PLACES, Meetings, SampleTotals, Year, insist

COMPLETED, ATTEMPTED = OUTCOMES[0], OUTCOMES[:3]
NOT_REQUIRED = "Not required"
PERCENT_WITHIN_72H = 63
# Minutes from the return; up to eleven hours more may pass until somebody's working day.
SOON = ((4 * HOUR, DAY, 30), (DAY, 2 * DAY, 45), (2 * DAY, 60 * HOUR, 25))
LATE = ((73 * HOUR, 6 * DAY, 55), (6 * DAY, 14 * DAY, 33), (14 * DAY, 28 * DAY, 12))
OPENS_AT, CLOSES_AT = 9, 20


@dataclass(slots=True, eq=False)
class Interview:
    """One row of the return-interview tracker."""

    episode: Episode
    required: str
    offered_on: date | None
    outcome: str
    interviewed_at: datetime | None


@dataclass(slots=True, eq=False)
class Meeting:
    """One multi-agency meeting requested about a child."""

    episode: Episode
    requested_on: date
    held_on: date | None
    status: str


def interviews(rng: Random, episodes: list[Episode], year: Year) -> list[Interview]:
    """The tracker of one year, in the order in which the children came back; ``episodes`` may be of any year."""
    returned = [e for e in episodes if e.returned_at and year.first <= e.returned_at.date() <= year.last]
    missing = [e for e in returned if e.category == "Missing"]
    absent = [e for e in returned if e.category == "Absent"]
    insist(len(absent) >= year.interviews.absent_not_required, "too few absent episodes for the tracker")
    rows = [_not_required(e) for e in shuffled(rng, absent)[: year.interviews.absent_not_required]]
    for place in PLACES:
        rows += _of_place(rng, [e for e in missing if e.place == place], place, year)
    return sorted(rows, key=lambda row: (row.episode.returned_at, row.episode.history.child.social_care_id))


def _of_place(rng: Random, episodes: list[Episode], place: str, year: Year) -> Iterator[Interview]:
    counts = dict(zip(OUTCOMES, year.interviews.outcomes[place], strict=True)) | {NOT_REQUIRED: year.interviews.not_required[place]}
    outcomes = deck_of(rng, counts)
    insist(len(outcomes) == len(episodes), f"{len(episodes)} returned episodes from {place}, not {len(outcomes)}")
    soon = counts[COMPLETED] * PERCENT_WITHIN_72H // 100
    for episode, outcome in zip(episodes, outcomes, strict=True):
        if outcome == NOT_REQUIRED:
            yield _not_required(episode)
        elif outcome == COMPLETED:
            yield _completed(rng, episode, SOON if soon > 0 else LATE)
            soon -= 1
        else:
            offered = episode.returned_at.date() + timedelta(days=rng.randint(0, 4))
            yield Interview(episode, "Yes", offered if outcome in ATTEMPTED else None, outcome, None)


def _not_required(episode: Episode) -> Interview:
    return Interview(episode, "No", None, NOT_REQUIRED, None)


def _completed(rng: Random, episode: Episode, delays: tuple[tuple[int, int, int], ...]) -> Interview:
    held = _in_working_hours(after(episode.returned_at, from_buckets(rng, delays)), rng)
    days = (held.date() - episode.returned_at.date()).days
    return Interview(episode, "Yes", episode.returned_at.date() + timedelta(days=rng.randint(0, min(2, days))), COMPLETED, held)


def _in_working_hours(moment: datetime, rng: Random) -> datetime:
    """The moment itself in the daytime, otherwise early in the next day that opens."""
    if OPENS_AT <= moment.hour < CLOSES_AT:
        return moment
    day = moment if moment.hour < OPENS_AT else moment + timedelta(days=1)
    return day.replace(hour=OPENS_AT, minute=rng.randrange(0, 30))


def meetings(rng: Random, episodes: list[Episode], year: Year) -> list[Meeting]:
    """The meetings requested in a year, for children who go missing again and again or are looked after."""
    asked = shuffled(rng, _calling_for_a_meeting(episodes, year))[: year.meetings.requested]
    insist(len(asked) == year.meetings.requested, f"only {len(asked)} episodes call for a meeting")
    statuses = deck_of(rng, _statuses(year.meetings))
    rows = [_meeting(rng, episode, status) for episode, status in zip(asked, statuses, strict=True)]
    return sorted(rows, key=lambda row: (row.requested_on, row.episode.history.child.social_care_id))


def _calling_for_a_meeting(episodes: list[Episode], year: Year) -> Iterator[Episode]:
    for episode in episodes:
        days = episode.history.days[episode.year]
        again = episode.day != days[0] and (episode.day != days[1] or in_care(episode))
        if again and episode.category == "Missing" and episode.day < year.last - timedelta(days=14):
            yield episode


def _statuses(targets: Meetings) -> dict[str, int]:
    rest = targets.requested - targets.complete - targets.cancelled
    return {"Recorded complete": targets.complete, "Cancelled": targets.cancelled, "Not recorded": rest}


def _meeting(rng: Random, episode: Episode, status: str) -> Meeting:
    requested = working_day_in(rng, (episode.day + timedelta(days=1), episode.day + timedelta(days=9)))
    held = working_day_in(rng, (requested + timedelta(days=3), requested + timedelta(days=24)))
    return Meeting(episode, requested, held if status == "Recorded complete" else None, status)


def all_interviews(rng: Random, years: list[list[Episode]], targets: SampleTotals) -> list[list[Interview]]:
    """The trackers of both years; an episode counts where the child came back."""
    every = [episode for episodes in years for episode in episodes]
    return [interviews(rng, every, year) for year in targets.years]
