"""What the figures of shorter stretches tell of longer ones: records add up, children do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import inf

from analysis.audit.knowledge import Knowledge


def over_time(book: Knowledge) -> None:
    """Set all numbers that count the same over several stretches against each other."""
    groups: dict[object, list[int]] = defaultdict(list)
    for place, thing in enumerate(book.things):
        groups[thing.undated].append(place)
    for places in (found for found in groups.values() if len(found) > 1):
        each = book.things[places[0]].each
        if each == "record" or each.startswith("sum"):
            _months(book, places)
        elif each == "child":
            _children_over_time(book, places)


def _months(book: Knowledge, places: list[int]) -> None:
    """Records add up over time: each span is made of the stretches between the dates at which any span begins or ends."""
    dates = sorted({date for place in places for date in (book.things[place].first, book.things[place].last)})
    spans = [(place, book.things[place]) for place in places]
    for place, thing in spans:
        inside = [pair for pair in pairwise(dates) if thing.first <= pair[0] and pair[1] <= thing.last]
        stretches = [book.number(thing.at(*pair)) for pair in inside]
        if stretches != [place]:
            book.hold({place: 1, **dict.fromkeys(stretches, -1)}, 0, 0)


def _children_over_time(book: Knowledge, places: list[int]) -> None:
    """Children of a stretch are among those of the whole, unless they stand by an earlier record; it has no more than all stretches.

    That is not so of children who stand by one record and are counted for another, which may be of a stretch where they stand elsewhere.
    """
    for a in places:
        whole = book.things[a]
        inside = [b for b in places if b != a and whole.first <= book.things[b].first and book.things[b].last <= whole.last]
        for b in inside:
            if whole.stands is None or book.things[b].first == whole.first:
                book.hold({a: 1, b: -1}, 0, inf)
        for chain in _covers(book, inside, whole.first, whole.last) if whole.stands is None or whole.stands[2] == whole.where else ():
            book.hold({a: -1, **dict.fromkeys(chain, 1)}, 0, inf)


def _covers(book: Knowledge, places: list[int], start: float, end: float) -> Iterator[list[int]]:
    for place in places:
        thing = book.things[place]
        if thing.first == start and thing.last == end:
            yield [place]
        elif thing.first == start:
            yield from ([place, *rest] for rest in _covers(book, places, thing.last, end))
