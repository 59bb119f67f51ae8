"""Draws and dates that come out the same everywhere.

Only ``random.Random`` and exact arithmetic are used: the functions of the platform's mathematical library may differ in
the last digit from one machine to another.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

from sample.targets import CalibrationError, insist

Item = TypeVar("Item")
Span = tuple[date, date]

MAX_EPISODES = 30
CLOCK_CHANGES = frozenset(
    {
        *(date(2015, 10, 25), date(2016, 3, 27), date(2016, 10, 30), date(2017, 3, 26)),
        *(date(2024, 10, 27), date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29)),
    }
)
BANK_HOLIDAYS = {
    2015: ((4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)),
    2016: ((1, 1), (3, 25), (3, 28), (5, 2), (5, 30), (8, 29), (12, 26), (12, 27)),
    2017: ((1, 2), (4, 14), (4, 17)),
    2024: ((4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)),
    2025: ((1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
    2026: ((1, 1), (4, 3), (4, 6), (5, 4)),
}


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` in whole parts in proportion to the weights, by largest remainder."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def even_parts(rng: Random, total: int, parts: int) -> list[int]:
    """``total`` in parts of about the same size."""
    return apportion(total, [rng.randint(75, 125) for _ in range(parts)])


def skewed_sizes(rng: Random, total: int, children: int) -> list[int]:
    """How many episodes each child has: at least one, mostly one, and up to `MAX_EPISODES` for a few."""
    if not children:
        insist(total == 0, f"{total} episodes of no children")
        return []
    insist(children <= total <= children * MAX_EPISODES, f"{total} episodes do not fit {children} children")
    # The square root is exact everywhere; a power would not be.
    weights = [max(0, int(100 / math.sqrt(1 - rng.random())) - 160) for _ in range(children)]
    weights[0] += 1
    sizes = [1 + extra for extra in apportion(total - children, weights)]
    rng.shuffle(sizes)
    return capped(sizes, MAX_EPISODES)


def capped(sizes: list[int], most: int) -> list[int]:
    """The same total with no part above ``most``: what is over goes to the others, one each in turn."""
    over = sum(max(0, size - most) for size in sizes)
    sizes = [min(size, most) for size in sizes]
    while over:
        for i, size in enumerate(sizes):
            if over and size < most:
                sizes[i] += 1
                over -= 1
    return sizes


def systematic_days(count: int, weights: Mapping[date, int]) -> list[date]:
    """So many days spread over the weights without chance, so that every month has its share."""
    days, sums = list(weights), list(accumulate(weights.values()))
    return [days[bisect_right(sums, (2 * i + 1) * sums[-1] // (2 * count))] for i in range(count)]


def deal(deck: deque[Item], fits: Callable[[Item], bool], what: str) -> Item:
    """The next card that fits; those passed over go under the deck. Raises `CalibrationError` when none does."""
    for _ in range(len(deck)):
        card = deck.pop()
        if fits(card):
            return card
        deck.appendleft(card)
    raise CalibrationError(f"no {what} is left that fits")


def deck_of(rng: Random, counts: Mapping[Item, int]) -> deque[Item]:
    """So many of each, shuffled."""
    cards = [card for card, count in counts.items() for _ in range(count)]
    rng.shuffle(cards)
    return deque(cards)


def shuffled(rng: Random, items: Iterable[Item]) -> list[Item]:
    """A new list of the items in another order."""
    result = list(items)
    rng.shuffle(result)
    return result


def from_buckets(rng: Random, buckets: Sequence[tuple[int, int, int]]) -> int:
    """A whole number from (least, most, weight) buckets."""
    least, most, _ = rng.choices(buckets, weights=[weight for _, _, weight in buckets])[0]
    return rng.randint(least, most)


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def day_in(rng: Random, span: Span) -> date:
    """Any day of the span."""
    return span[0] + timedelta(days=rng.randint(0, (span[1] - span[0]).days))


def is_working(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and (day.month, day.day) not in BANK_HOLIDAYS[day.year]


def working_day_in(rng: Random, span: Span) -> date:
    """A working day within the span; the span's last day when it holds none."""
    days = [day for day in days_between(*span) if is_working(day)] if (span[1] - span[0]).days < 14 else None
    if days is not None:
        return rng.choice(days) if days else span[1]
    day = day_in(rng, span)
    return day if is_working(day) else working_day_in(rng, (max(span[0], day - timedelta(days=6)), min(span[1], day + timedelta(days=6))))


def at(day: date, minutes: int) -> datetime:
    """So many minutes after midnight."""
    return on_the_clock(datetime.combine(day, time()) + timedelta(minutes=minutes))


def after(moment: datetime, minutes: int) -> datetime:
    """So many minutes later."""
    return on_the_clock(moment + timedelta(minutes=minutes))


def on_the_clock(moment: datetime) -> datetime:
    """The moment, an hour later when it falls into the hour that the clock change skips or repeats."""
    return moment + timedelta(hours=1) if moment.hour == 1 and moment.date() in CLOCK_CHANGES else moment


def years_before(day: date, years: int) -> date:
    """The same day in an earlier year; 28 February for 29 February."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def birthday(born: date, age: int) -> date:
    """The day on which a child turns that age."""
    return born.replace(year=born.year + age)


def births_at_age(age: int, first: date, last: date) -> Span | None:
    """The dates of birth of children who are that age on every day from ``first`` to ``last``, if there are any."""
    span = (years_before(last, age + 1) + timedelta(days=2), years_before(first, age))
    return span if span[0] <= span[1] else None


def overlap(*spans: Span | None) -> Span | None:
    """What all the spans have in common."""
    if any(span is None for span in spans):
        return None
    common = (max(span[0] for span in spans), min(span[1] for span in spans))
    return common if common[0] <= common[1] else None


def birth_in(rng: Random, span: Span) -> date:
    """A date of birth within the span, never 29 February, so that every birthday exists."""
    born = day_in(rng, span)
    if (born.month, born.day) == (2, 29):
        return born - timedelta(days=1) if born > span[0] else born + timedelta(days=1)
    return born
