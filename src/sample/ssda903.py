"""The missing file of the SSDA903 return: much of what the police hold of the council's own looked-after children, some of it written
otherwise, and children who live outside the county, of whom the police of the area know nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from sample.draw import birthday, shuffled
from sample.histories import Episode, History, Placement
from sample.people import Child
from sample.targets import OWN, SampleTotals, Year

LEFT_OUT, WRITTEN_OTHERWISE, AWAY_AS_MISSING = 5, 6, 20
"""Of a hundred police episodes those that the return leaves out and those with a day more; of a hundred absences those sent as missing."""

CHILDREN_ELSEWHERE, ONLY_HERE = 30, 6
"""Children outside the county with periods missing in each year, and rows a year of children in it that the police do not hold."""

FROM_AGE = 11
DAY = timedelta(days=1)


@dataclass(slots=True, eq=False)
class Period903:
    """One period missing (M) or away (A). ``ended_on`` is empty while it goes on."""

    child: Child
    kind: str
    started_on: date
    ended_on: date | None


def periods_missing(
    rng: Random, made: list[History], elsewhere: list[Placement], here: list[Placement], targets: SampleTotals
) -> list[Period903]:
    """All periods of all years, in the order of child and day.

    ``elsewhere`` and ``here`` are own placements, outside the county and in it, of children of whom the police of the area know nothing.
    """
    found = [period for history in made for period in _held_by_both(rng, history)]
    times = targets.never_missing_looked_after[OWN] // 560
    for year in targets.years:
        found += _of_others(rng, elsewhere, year, CHILDREN_ELSEWHERE * times, most=6)
        found += _of_others(rng, here, year, ONLY_HERE * times, most=1)
    return sorted(found, key=lambda period: (period.child.social_care_id, period.started_on))


def of_year(periods: list[Period903], year: Year) -> Iterator[tuple[object, ...]]:
    """The rows of one year's file: what started in it, and what was open when it began; what goes on at its end has no end."""
    for period in periods:
        goes_on = period.ended_on is None or period.ended_on > year.last
        if period.started_on <= year.last and (period.ended_on is None or period.ended_on >= year.first):
            end = None if goes_on else period.ended_on
            yield period.child.social_care_id, period.child.born, period.kind, period.started_on, end


def _held_by_both(rng: Random, history: History) -> Iterator[Period903]:
    """The episodes that began in the council's care, as a social worker wrote them down."""
    own = [episode for episode in history.episodes if episode.place == OWN]
    for episode, following in pairwise([*own, None]):
        chance = rng.randrange(100)
        kind = "M" if episode.category == "Missing" or rng.randrange(100) < AWAY_AS_MISSING else "A"
        if chance >= LEFT_OUT:
            yield Period903(history.child, kind, episode.started_at.date(), _end(episode, following, chance < LEFT_OUT + WRITTEN_OTHERWISE))


def _end(episode: Episode, following: Episode | None, is_later: bool) -> date | None:
    """The day of the return, or the day after, where that is still before the next time."""
    if episode.returned_at is None:
        return None
    end = episode.returned_at.date()
    return end + DAY if is_later and (following is None or end + DAY < following.started_at.date()) else end


def _of_others(rng: Random, placements: list[Placement], year: Year, children: int, most: int) -> Iterator[Period903]:
    """Periods of children in these placements, each within the placement and the year."""
    done: Counter[str] = Counter()
    for placement in shuffled(rng, placements):
        first = max(placement.started_on, year.first, birthday(placement.child.born, FROM_AGE))
        last = min(placement.ended_on or year.last, year.last) - 10 * DAY
        if len(done) < children and not done[placement.child.social_care_id] and (last - first).days > 60:
            done[placement.child.social_care_id] += 1
            yield from _spread(rng, placement.child, first, last, rng.randint(1, most))


def _spread(rng: Random, child: Child, first: date, last: date, times: int) -> Iterator[Period903]:
    """So many periods, each in a part of the time of its own."""
    step = (last - first).days // times
    for number in range(times):
        started = first + timedelta(days=number * step + rng.randrange(max(1, step - 8)))
        yield Period903(
            child, "A" if rng.randrange(100) < 15 else "M", started, started + timedelta(days=rng.choice((0, 0, 1, 1, 1, 2, 4)))
        )
