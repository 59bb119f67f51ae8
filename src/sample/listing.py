"""The police list of young people vulnerable to sexual exploitation: some are known to social care for it, some are not, and a few are
written so that only a person can tell whether they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sample.draw import birth_in, births_at_age, day_in, shuffled
from sample.exploitation import Scene, Work
from sample.people import Child, MadeUpPeople
from sample.targets import Year

PERCENT_OF_REFERRED = 55
PERCENT_OF_MISSING = 4
NEW, TYPED = 9, 2
"""Young people whom no other system knows, and entries typed in with day and month of birth swapped, for each year."""

AGES = range(12, 17)


@dataclass(slots=True, eq=False)
class Listing:
    """One entry. ``born`` is the date of birth as it stands there; ``is_typed`` when it was typed in without looking the child up."""

    child: Child
    born: date
    added_on: date
    removed_on: date | None = None
    is_typed: bool = False


def listings(rng: Random, scene: Scene, missing: list[Child]) -> list[Listing]:
    """The whole list at the end of the last year, in the order in which the entries were made."""
    listed: dict[str, Listing] = {}
    for year, done in zip(scene.targets.years, scene.work, strict=True):
        for entry in _of_year(rng, year, scene.population, done, missing):
            listed.setdefault(entry.child.social_care_id, entry)
    return sorted(listed.values(), key=lambda entry: (entry.added_on, entry.child.social_care_id))


def _of_year(rng: Random, year: Year, population: MadeUpPeople, done: Work, missing: list[Child]) -> list[Listing]:
    referred = shuffled(rng, {contact.child.social_care_id: contact.child for contact in done.referrals}.values())
    typed = [child for child in referred if _can_be_swapped(child.born)][:TYPED]
    known = [child for child in referred if child not in typed][: len(referred) * PERCENT_OF_REFERRED // 100]
    others = shuffled(rng, (child for child in missing if _age(child, year.last) in AGES))[: len(missing) * PERCENT_OF_MISSING // 100]
    entries = [_entry(rng, child, year) for child in [*known, *others, *_new(rng, year, population)]]
    return entries + [Listing(child, _swapped(child.born), day_in(rng, (year.first, year.last)), is_typed=True) for child in typed]


def _entry(rng: Random, child: Child, year: Year) -> Listing:
    return Listing(child, child.born, day_in(rng, (year.first, year.last)))


def _new(rng: Random, year: Year, population: MadeUpPeople) -> Iterable[Child]:
    for number in range(NEW):
        span = births_at_age(AGES[number % len(AGES)], year.last - timedelta(days=30), year.last)
        yield population.add("M" if number % 4 == 0 else "F", birth_in(rng, span))


def _age(child: Child, on: date) -> int:
    return on.year - child.born.year - ((on.month, on.day) < (child.born.month, child.born.day))


def _can_be_swapped(born: date) -> bool:
    return born.day <= 12 and born.day != born.month


def _swapped(born: date) -> date:
    return date(born.year, born.day, born.month)
