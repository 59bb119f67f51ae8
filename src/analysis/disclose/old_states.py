"""Old states of a source beside its state now: what a reader knows who has both.

What was hidden then nobody keeps. It is taken for what it is now, as far as what was printed then allows, and otherwise for what is nearest
to that. Where nothing has moved the old number and the new one are one cell. Where something has, each is a cell of its own, protected like
any other. A reader will take the one for the other as long as that can be, so it must stay possible that they are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from analysis.base.programme import whole
from analysis.disclose.earlier_releases import OldState
from analysis.disclose.pack import Cell, Relation

SECONDS = 20.0
# What lies between printed numbers moves when they do; of two ways to explain what changed the one with fewer numbers is nearer.
SLIGHT = 0.01


@dataclass(frozen=True)
class Old:
    """One old state in the terms of now: what held then, and what each number was."""

    state: OldState
    relations: tuple[Relation, ...]
    values: dict[str, int]

    def name(self, cell: str) -> str:
        return f"{cell} as printed in {self.state.label}"


def with_old_states(cells: Iterable[Cell], relations: Iterable[Relation], states: Iterable[OldState]) -> tuple[list[Cell], list[Relation]]:
    """The cells and relations of now with those of old states, each of which is linked to what it has become."""
    by_name, relations = {cell.name: cell for cell in cells}, list(relations)
    more = [_added(_old(state, relations, by_name), by_name) for state in states]
    found = {cell.name: cell for added, _ in more for cell in added}
    return [*by_name.values(), *found.values()], [*relations, *(relation for _, held in more for relation in held)]


def _old(state: OldState, relations: Iterable[Relation], now: Mapping[str, Cell]) -> Old:
    """The old state with a value for each number that was hidden, or lay between others and never was printed."""
    held = [one for one in relations if all(_was_there(name, state, now) for name, _ in one.terms)]
    known = {name: place.cell.value for name, place in state.printed.items()}
    unknown = sorted({name for one in held for name, _ in one.terms if name not in known} | state.hidden.keys())
    values = known | _nearest(held, known, unknown, state, now)
    kept = tuple(one for one in held if one.holds(values))
    return Old(state, kept, values)


def _was_there(name: str, state: OldState, now: Mapping[str, Cell]) -> bool:
    return name in state.printed or name in state.hidden or not now[name].is_printed


def _nearest(
    held: list[Relation], known: Mapping[str, int], unknown: list[str], state: OldState, now: Mapping[str, Cell]
) -> dict[str, int]:
    """Values of what was not printed that agree with what was, as near as possible to those of now; those of now where none agree."""
    if not unknown:
        return {}
    today = np.array([now[name].value for name in unknown], dtype=float)
    column, count = {name: number for number, name in enumerate(unknown)}, len(unknown)
    rows = _matrix(held, column)
    fixed = np.array([sum(by * known.get(name, 0) for name, by in one.terms) for one in held], dtype=float)
    ends = np.array([(one.lower, one.upper) for one in held], dtype=float).reshape(-1, 2) - fixed[:, None]
    one_each = eye_array(count, format="csr")
    matrix = vstack([hstack([rows, csr_array((len(held), 2 * count))]), hstack([one_each, -one_each, one_each])], format="csr")
    price = np.tile([1.0 if name in state.hidden else SLIGHT for name in unknown], 2)
    low = np.array([1.0 if name in state.hidden else 0.0 for name in unknown] + [0.0] * (2 * count))
    sides = np.concatenate([ends[:, 0], today]), np.concatenate([ends[:, 1], today])
    solved = whole(np.concatenate([np.zeros(count), price]), matrix, sides, (low, np.full(3 * count, np.inf)), SECONDS)
    found = today if solved.point is None else solved.point[:count]
    return {name: int(value) for name, value in zip(unknown, found, strict=True)}


def _matrix(held: list[Relation], column: Mapping[str, int]) -> csr_array:
    entries = [(row, column[name], by) for row, one in enumerate(held) for name, by in one.terms if name in column]
    rows, columns, data = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((np.array(data, dtype=float), (rows, columns)), shape=(len(held), len(column)))


def _added(old: Old, now: Mapping[str, Cell]) -> tuple[list[Cell], list[Relation]]:
    """What an old state adds: the numbers that are not those of now, and what held between them."""
    apart = {name: old.name(name) for name, value in old.values.items() if now[name].value != value}
    held = [_renamed(one, apart) for one in old.relations if any(name in apart for name, _ in one.terms)]
    return [_apart(name, old, now[name]) for name in sorted(apart)], held


def _apart(name: str, old: Old, now: Cell) -> Cell:
    """A number as it was: known if it was printed, and protected if it was not."""
    is_known, value = name in old.state.printed, old.values[name]
    cell = replace(now, name=old.name(name), value=value, is_printed=is_known, must_show=is_known, is_protected=not is_known)
    return with_room_for(cell, now.value)


def with_room_for(cell: Cell, other: int) -> Cell:
    """A small count that must be able to be what it was, or has become, as well as anything small."""
    is_small = cell.limit is not None and 1 <= cell.value <= cell.limit
    return replace(cell, limit=max(cell.limit, other)) if is_small else cell


def _renamed(relation: Relation, names: Mapping[str, str]) -> Relation:
    return replace(relation, terms=tuple((names.get(name, name), by) for name, by in relation.terms))
