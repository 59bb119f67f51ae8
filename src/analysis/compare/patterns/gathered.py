"""Where events gather: in few children, and in a block of hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.base.measures import Count, Repeats
from analysis.base.spec import Figure, Indicator
from analysis.compare.view import View

QUARTER, FEW_CHILDREN = Fraction(1, 4), Fraction(1, 5)
"""Children are few who are no more than a fifth, and worth a sentence where they have a quarter of the events or more."""

HALF, LONGEST = Fraction(1, 2), 12
"""A block of hours is worth a sentence where half of all events start in it, and it is half a day at most."""

BEYOND_EVEN = Fraction(3, 2)
"""It holds so many times as many as a block of its length would if they were spread evenly."""

_HOUR = re.compile(r"[a-z]+_(\d\d)")
HOURS_IN_A_DAY = 24


@dataclass(frozen=True)
class Concentration:
    """The children with most events: the bands that they are in, the fewest events of one of them, and the whole of both."""

    bands: tuple[Figure, ...]
    fewest: int
    events_at_least: int
    children: Figure
    events: Figure

    @property
    def number(self) -> Fraction:
        return sum((one.numerator for one in self.bands), Fraction(0))

    @property
    def share_of_children(self) -> Fraction:
        return self.number / self.children.numerator

    @property
    def share_of_events(self) -> Fraction:
        """The least part of all events that are theirs."""
        return Fraction(self.events_at_least) / self.events.numerator


@dataclass(frozen=True)
class HourBlock:
    """The shortest run of hours in which half of all events start, over all weekdays, and the figures in it."""

    start: int
    end: int
    figures: tuple[Figure, ...]
    whole: Figure

    @property
    def number(self) -> Fraction:
        return sum((one.numerator for one in self.figures), Fraction(0))

    @property
    def share(self) -> Fraction:
        return self.number / self.whole.numerator


def concentration(view: View, children: Indicator, events: Indicator) -> Concentration | None:
    """The fewest top bands of children, divided by how many events each has, that hold a quarter of the events for certain.

    A band tells the fewest events of a child in it, so the number of events is a lower bound. Nothing where a number is hidden or rounded.
    """
    breakdown = children.breakdowns[0].key
    figures, wholes = view.split(children, breakdown), (view.figure(children), view.figure(events))
    if not _printed((*figures, *wholes)):
        return None
    fewest = {code: least for code, least, _ in children.measure.bands}
    taken: list[Figure] = []
    for figure in sorted(figures, key=lambda one: -fewest[one.address.category]):
        taken.append(figure)
        at_least = sum(int(one.numerator) * fewest[one.address.category] for one in taken)
        found = Concentration(tuple(taken), fewest[figure.address.category], at_least, *wholes)
        if found.share_of_events >= QUARTER:
            return found if found.fewest > 1 and found.number and found.share_of_children <= FEW_CHILDREN else None
    return None


def is_divided_by_events(indicator: Indicator) -> bool:
    """Whether children are divided by how many events each has."""
    return isinstance(indicator.measure, Repeats) and bool(indicator.breakdowns)


def events_of(children: Indicator, records: Iterable[Indicator]) -> Indicator | None:
    """The first of some indicators that counts the events by whose number children are divided."""
    return next((one for one in records if _counts_the_same(one, children)), None)


def _counts_the_same(events: Indicator, children: Indicator) -> bool:
    return isinstance(events.measure, Count) and events.source == children.source and events.measure.of == children.measure.of


def block_of_hours(view: View, indicator: Indicator, breakdown: str) -> HourBlock | None:
    """The shortest block of hours with half of the events; nothing where a number is hidden, or no block of half a day has as many."""
    figures, whole = view.split(indicator, breakdown), view.figure(indicator)
    hours = {one: _HOUR.fullmatch(one.address.category) for one in figures}
    if not (figures and _printed((*figures, whole)) and all(hours.values()) and whole.numerator):
        return None
    starts = sorted({int(found[1]) for found in hours.values()})
    step = HOURS_IN_A_DAY // len(starts)
    by_start = [(start, tuple(one for one, found in hours.items() if int(found[1]) == start)) for start in starts]
    for length in range(1, LONGEST // step + 1):
        best = max((_block(by_start, place, length, step, whole) for place in range(len(by_start))), key=lambda one: one.number)
        if best.share >= max(HALF, BEYOND_EVEN * length * step / HOURS_IN_A_DAY):
            return best
    return None


def _block(by_start: Sequence[tuple[int, tuple[Figure, ...]]], place: int, length: int, step: int, whole: Figure) -> HourBlock:
    """A block of so many steps from a place on, past midnight where it reaches there."""
    taken = [by_start[(place + n) % len(by_start)] for n in range(length)]
    end = (taken[-1][0] + step) % HOURS_IN_A_DAY
    return HourBlock(taken[0][0], end, tuple(one for _, figures in taken for one in figures), whole)


def _printed(figures: Sequence[Figure | None]) -> bool:
    """Whether there is a number of each that is exact."""
    return bool(figures) and all(one is not None and one.numerator is not None and not one.rounded_to for one in figures)
