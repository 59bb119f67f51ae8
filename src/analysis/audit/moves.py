"""How the numbers of an earlier state of the records hang together with those of a later one.

A reader who has both takes as little as possible for changed: where all that is printed can be true without any number having moved, none
has. Otherwise the numbers that are printed once and hidden once have moved no more, all in all, than it takes to explain what is printed.
How far those have moved that were hidden both times is nobody's guess.
"""

from __future__ import annotations

from math import inf

import numpy as np

from analysis.audit.estimands import Thing
from analysis.audit.knowledge import Knowledge
from analysis.audit.ranges import Component, Pool, components


def link_states(book: Knowledge) -> frozenset[str]:
    """Add to what a reader knows how far numbers have moved between states; gives the sources that cannot be true as they stand."""
    moves, half_known = [], []
    for old, new in book.links:
        found = _moves(book, old, new)
        moves += found
        half_known += found if (book.known[old], book.known[new]) != (None, None) else []
    torn: set[str] = set()
    for part in components(book):
        inside = np.isin(part.places, moves)
        if inside.any():
            torn |= _hold_least(book, part, inside, np.isin(part.places, half_known))
        elif not Pool(part).has_table():
            torn |= _sources(book, part)
    return frozenset(torn)


def _moves(book: Knowledge, old: int, new: int) -> list[int]:
    """What came to a number and what went; nothing where both states print it, or where what is printed shows that it has changed.

    How much a number has changed that was nought and is hidden now, nobody can guess.
    """
    if None not in (book.known[old], book.known[new]) or not _may_be_same(book, old, new):
        return []
    was = book.things[old]
    came, went = (book.number(Thing(was.source, f"{how} {was.each}", was.where, was.stands, was.first, was.last)) for how in ("up", "down"))
    book.hold({new: 1, old: -1, came: -1, went: 1}, 0, 0)
    return [came, went]


def _may_be_same(book: Knowledge, old: int, new: int) -> bool:
    ends = [(one, one) if (one := book.known[place]) is not None else (book.floor[place], book.ceiling[place]) for place in (old, new)]
    return max(low for low, _ in ends) <= min(high for _, high in ends)


def _hold_least(book: Knowledge, part: Component, moves: np.ndarray, half_known: np.ndarray) -> set[str]:
    """Numbers that bear on each other have moved by the least that explains all that is printed."""
    pool = Pool(part)
    least = pool.least(moves.astype(float))
    if least is None:
        return _sources(book, part)
    if least == 0:
        for place in part.places[moves].tolist():
            book.known[place] = 0
    elif half_known.any():
        book.hold(dict.fromkeys(part.places[half_known].tolist(), 1), -inf, pool.least(half_known.astype(float)))
    return set()


def _sources(book: Knowledge, part: Component) -> set[str]:
    return {book.things[place].source_of_all_states for place in part.places.tolist()}
