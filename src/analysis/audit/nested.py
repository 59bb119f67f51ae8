"""Numbers of which one holds the other: more conditions, fewer months, children instead of records. What the difference tells, too.

Read from what is counted alone, whatever the figures are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from math import inf

from analysis.audit.estimands import Thing, both
from analysis.audit.knowledge import Knowledge

# Over more stretches than these only all of them together are set against the children of the whole.
MANY_STRETCHES = 6


def nested(book: Knowledge) -> None:
    """What is part of another number is no larger than it, and what it leaves is a number that a reader has."""
    kinds: dict[object, dict[object, dict[tuple[float, float], int]]] = defaultdict(lambda: defaultdict(dict))
    for place, thing in enumerate(book.things):
        kinds[thing.source][thing.undated][thing.first, thing.last] = place
    for by_kind in kinds.values():
        for part, whole in product(by_kind.values(), repeat=2):
            _set_against(book, part, whole)


def _set_against(book: Knowledge, parts: dict[tuple[float, float], int], wholes: dict[tuple[float, float], int]) -> None:
    """One kind of number over all its stretches against another, or against itself."""
    part, whole = (book.things[next(iter(found.values()))] for found in (parts, wholes))
    if not _is_within(part, whole):
        return
    for (inside, a), (around, b) in product(parts.items(), wholes.items()):
        if a == b or not (around[0] <= inside[0] and inside[1] <= around[1]) or (whole.stands and around[0] != inside[0]):
            continue
        # Between two that differ in both ways there is mostly one that differs in one.
        if inside == around or parts is wholes or not (around in parts or inside in wholes):
            _hold(book, a, b)
        if _unit(part) == _unit(whole) and book.names[a] and book.names[b]:
            book.rests.append((a, b, f"what {book.names[a]} leaves of {book.names[b]}"))


def _hold(book: Knowledge, part: int, whole: int) -> None:
    things = book.things[part], book.things[whole]
    if _add_up(things):
        return  # what makes up a stretch says it better
    book.hold({whole: 1, part: -1}, 0, inf)
    if all(thing.each == "child" and thing.stands is None for thing in things):
        records = [book.place_of.get(Thing(one.source, "record", one.where, None, one.first, one.last)) for one in things]
        if None not in records and records[0] != records[1]:
            # Every child that is left has a record among those that are left.
            book.hold({records[1]: 1, records[0]: -1, whole: -1, part: 1}, 0, inf)


def _add_up(things: tuple[Thing, Thing]) -> bool:
    """Whether both count the same records over two stretches."""
    return things[0].undated == things[1].undated and things[0].each != "child"


def _unit(thing: Thing) -> str:
    return "child" if thing.each.startswith(("child", "ages")) else thing.each


def _is_within(part: Thing, whole: Thing) -> bool:
    """Whether all that one counts is among what the other counts, in the same stretch; records stand for each child that has them."""
    sizes = {"ages": 0, "children": 1, "child": 2, "record": 3}
    small, large = (sizes.get(one.each.split(" ")[0]) for one in (part, whole))
    if large == 0:
        return False  # each stretch has a peak of its own, at another age
    if small is None or large is None:
        return part.each == whole.each and _meets(part.where, whole)
    if small > large:
        return False
    if whole.stands:
        return part.stands == whole.stands and _meets(part.where, whole)
    return _meets(part.where, whole) or (part.stands is not None and _meets(_own_record(part.stands), whole))


def _own_record(stands: tuple[str, str, frozenset]) -> frozenset:
    """The records of which a child has one when it stands by its first record."""
    column, code, among = stands
    return both(((c, v) for c, v in among if c != column), ((column, frozenset({code})),))


def _meets(where: frozenset, whole: Thing) -> bool:
    allowed = dict(where)
    return all(
        allowed[column] <= values if column in allowed else allowed.get(column.removeprefix("any of ")) == values
        for column, values in whole.where
    )


def children_of_stretches(book: Knowledge, children: int, bands: list[tuple[int, float]]) -> None:
    """A child with one record in the year is in one quarter, one with two in two at most: ``bands`` are numbers and the most records."""
    whole = book.things[children]
    inside = [
        place
        for place, one in enumerate(book.things)
        if one.undated == whole.undated and place != children and whole.first <= one.first and one.last <= whole.last
    ]
    for some in _apart(book, inside):
        book.hold({**dict.fromkeys(some, -1), **{place: int(min(most, len(some))) for place, most in bands}}, 0, inf)


def _apart(book: Knowledge, places: list[int]) -> Iterator[tuple[int, ...]]:
    """Stretches that do not overlap, the shortest there are: two and more of them together."""
    shortest = [a for a in places if not any(b != a and _lies_in(book.things[b], book.things[a]) for b in places)]
    for size in range(2, len(shortest) + 1) if len(shortest) <= MANY_STRETCHES else (len(shortest),):
        for some in combinations(shortest, size):
            if all(a.last <= b.first or b.last <= a.first for a, b in combinations([book.things[one] for one in some], 2)):
                yield some


def _lies_in(one: Thing, other: Thing) -> bool:
    return other.first <= one.first and one.last <= other.last
