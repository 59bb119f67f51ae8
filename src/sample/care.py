"""Placements of looked-after children: those of children who go missing, fitted to their episodes, and those of others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from random import Random

from sample.draw import birth_in, birthday, day_in, years_before
from sample.histories import Episode, History, Placement, in_care
from sample.people import Child, MadeUpPeople, made_up_postcode
from sample.targets import OWN, SampleTotals

RESPONSIBLE = {True: "Trentshire", False: "Other authority"}
KINDS = ("Foster placement", "Children's home", "Placed with parents", "Semi-independent")
KIND_WEIGHTS = {True: (60, 24, 8, 8), False: (46, 44, 0, 10)}
LEGAL_STATUSES, LEGAL_WEIGHTS = ("Full care order", "Interim care order", "Section 20"), (56, 17, 27)
SEMI_INDEPENDENT_FROM_AGE = 16
MONTHS_TO_A_MOVE = 8
DAYS_CLEAR_OF_AN_EPISODE = 16


def place_children(rng: Random, histories: list[History], last_known: date) -> None:
    """Give every history the placements that explain where its episodes began."""
    for history in histories:
        runs = [(kind, list(run)) for kind, run in groupby(history.episodes, key=in_care)]
        for number, (cared_for, run) in enumerate(runs):
            if cared_for:
                before = runs[number - 1][1][-1] if number else None
                following = runs[number + 1][1][0] if number + 1 < len(runs) else None
                history.placements += _stay_around(rng, history, run, before, following, last_known)


def never_missing(rng: Random, targets: SampleTotals, population: MadeUpPeople) -> Iterator[Placement]:
    """Placements of children who are looked after and do not go missing."""
    first, last = targets.years[0].first, targets.years[-1].last
    for place, count in targets.never_missing_looked_after.items():
        for _ in range(count):
            seen = day_in(rng, (first, last))
            child = population.add(rng.choice("FM"), birth_in(rng, (years_before(seen, 17), years_before(seen, 2))))
            started = seen - timedelta(days=rng.randint(0, 700))
            ended = _end_of_care(rng, child.born, seen, last)
            yield from _split(rng, child, place == OWN, started, ended, last)


def kind_of_placement(history: History, day: date) -> str | None:
    """The kind of placement in which the child was on that day, if any."""
    return next((placement.kind for placement in history.placements if placement.covers(day)), None)


def _stay_around(
    rng: Random, history: History, run: list[Episode], before: Episode | None, following: Episode | None, last_known: date
) -> list[Placement]:
    """The placements that hold a run of episodes and neither the one before it nor the one after."""
    born, first, last = history.child.born, run[0].day, run[-1].day
    clear = timedelta(days=DAYS_CLEAR_OF_AN_EPISODE)
    started = day_in(rng, (before.day + clear, first - timedelta(days=2))) if before else _start_of_care(rng, born, first)
    if following:
        ended = day_in(rng, (last + clear, following.day - timedelta(days=2)))
    else:
        ended = _end_of_care(rng, born, last + clear, last_known)
    return list(_split(rng, history.child, run[0].place == OWN, started, ended, last_known))


def _start_of_care(rng: Random, born: date, first: date) -> date:
    return max(born + timedelta(days=30), first - timedelta(days=rng.randint(20, 1200)))


def _end_of_care(rng: Random, born: date, earliest: date, last_known: date) -> date | None:
    """When care ends: for some before long, for all at 18. Empty when that is not yet known."""
    ended = birthday(born, 18)
    if rng.random() < 0.3:
        ended = min(ended, earliest + timedelta(days=rng.randint(0, 400)))
    return ended if ended <= last_known else None


def _split(rng: Random, child: Child, own: bool, started: date, ended: date | None, last_known: date) -> Iterator[Placement]:
    """One stay in care as placements that follow each other without a gap."""
    until = ended or last_known
    days = (until - started).days
    moves = min(rng.randint(0, max(0, days) // (30 * MONTHS_TO_A_MOVE)), 5)
    cuts = sorted({started + timedelta(days=rng.randint(1, days - 1)) for _ in range(moves)})
    legal_status = rng.choices(LEGAL_STATUSES, LEGAL_WEIGHTS)[0]
    for start, end in zip([started, *cuts], [*cuts, ended], strict=True):
        yield Placement(child, RESPONSIBLE[own], _kind(rng, own, child.born, start), legal_status, made_up_postcode(rng), start, end)


def _kind(rng: Random, own: bool, born: date, started: date) -> str:
    kind = rng.choices(KINDS, KIND_WEIGHTS[own])[0]
    too_young = started < birthday(born, SEMI_INDEPENDENT_FROM_AGE)
    return "Foster placement" if kind == "Semi-independent" and too_young else kind
