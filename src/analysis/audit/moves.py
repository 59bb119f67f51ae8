"""How the numbers of an earlier state of the records hang together with those of a later one.

A reader who has both takes as little as possible for changed: where all that is printed can be true without any number having moved, none
has; otherwise the numbers that bear on each other have moved no more, all in all, than it takes to explain what is printed.
"""

from __future__ import annotations

from math import inf

import numpy as np

from analysis.audit.estimands import Thing
from analysis.audit.knowledge import Knowledge
from analysis.audit.ranges import Component, Pool, components


def link_states(book: Knowledge) -> frozenset[str]:
    """Add to what a reader knows how far numbers have moved between states; gives the sources that cannot be true as they stand."""
    moves = [place for old, new in book.links for place in _moves(book, old, new)]
    torn: set[str] = set()
    for part in components(book):
        inside = np.isin(part.places, moves)
        if inside.any():
            torn |= _hold_least(book, part, inside)
        elif not Pool(part).has_table():
            torn |= _sources(book, part)
    return frozenset(torn)


def _moves(book: Knowledge, old: int, new: int) -> list[int]:
    """What came to a number and what went; nothing where both states print it."""
    if None not in (book.known[old], book.known[new]):
        return []
    was = book.things[old]
    came, went = (book.number(Thing(was.source, f"{how} {was.each}", was.where, was.stands, was.first, was.last)) for how in ("up", "down"))
    book.hold({new: 1, old: -1, came: -1, went: 1}, 0, 0)
    return [came, went]


def _hold_least(book: Knowledge, part: Component, inside: np.ndarray) -> set[str]:
    """Numbers that bear on each other have moved by the least that explains all that is printed."""
    places = part.places[inside].tolist()
    least = Pool(part).least(inside.astype(float))
    if least is None:
        return _sources(book, part)
    if least == 0:
        for place in places:
            book.known[place] = 0
    book.hold(dict.fromkeys(places, 1), -inf, least)
    return set()


def _sources(book: Knowledge, part: Component) -> set[str]:
    return {book.things[place].source_of_all_states for place in part.places.tolist()}
