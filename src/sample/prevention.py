"""Training for professionals, work with pupils, and training for taxi drivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sample.draw import even_parts, working_day_in
from sample.targets import Year

SHOWCASE, THEATRE, COMPETITION = "Showcase", "Theatre performance", "Competition"
PHASES = ("Primary", "Secondary", "Special")
PHASE_WEIGHTS = {THEATRE: (0, 94, 6), COMPETITION: (40, 60, 0), "Workshop": (55, 35, 10)}
# First and last day of each half term, as month and day.
SCHOOL_TERMS = (((4, 18), (5, 26)), ((6, 5), (7, 15)), ((9, 12), (10, 16)), ((11, 1), (12, 12)), ((1, 9), (2, 10)), ((2, 22), (3, 24)))


@dataclass(slots=True, eq=False)
class Event:
    """One event on one day for so many people."""

    day: date
    kind: str
    people: int
    phase: str = ""
    district: str = ""


def training(rng: Random, year: Year) -> list[Event]:
    """Training events; the showcase is in March."""
    rows = []
    for kind, events in year.prevention.events.items():
        span = (year.last.replace(day=1), year.last) if kind == SHOWCASE else (year.first, year.last)
        rows += _spread(rng, kind, events, year.prevention.delegates[kind], span)
    return sorted(rows, key=lambda event: (event.day, event.kind))


def _spread(rng: Random, kind: str, events: int, people: int, span: tuple[date, date]) -> Iterator[Event]:
    """Events of one kind, one in each equal stretch of the time."""
    length = (span[1] - span[0]).days + 1
    for number, count in enumerate(even_parts(rng, people, events)):
        start = span[0] + timedelta(days=length * number // events)
        end = span[0] + timedelta(days=max(length * number // events, length * (number + 1) // events - 1))
        yield Event(working_day_in(rng, (start, end)), kind, count)


def activities(rng: Random, year: Year, districts: tuple[str, ...]) -> list[Event]:
    """Performances, workshops and competitions, in term time, going round the districts."""
    rows = [
        Event(_school_day(rng, year), kind, pupils, rng.choices(PHASES, PHASE_WEIGHTS[kind])[0], districts[number % len(districts)])
        for kind, events in year.prevention.activities.items()
        for number, pupils in enumerate(even_parts(rng, year.prevention.pupils[kind], events))
    ]
    return sorted(rows, key=lambda event: (event.day, event.kind, event.district))


def _school_day(rng: Random, year: Year) -> date:
    term = rng.choice(SCHOOL_TERMS)
    start, end = (date(year.first.year + (month < year.first.month), month, day) for month, day in term)
    return working_day_in(rng, (start, end))


def taxi_training(rng: Random, year: Year, districts: tuple[str, ...]) -> list[Event]:
    """Sessions for taxi drivers, several in every district."""
    drivers = even_parts(rng, year.prevention.taxi_drivers, year.prevention.taxi_sessions)
    rows = [
        Event(working_day_in(rng, (year.first, year.last)), "", count, district=districts[number % len(districts)])
        for number, count in enumerate(drivers)
    ]
    return sorted(rows, key=lambda event: (event.day, event.district))
