"""Old states of a source beside its state now: what a reader knows who has both.

What was hidden then nobody keeps. It is taken for what it is now, as far as what was printed then allows, and otherwise for what is nearest
to that. Where nothing has moved the old number and the new one are one cell. Where something has, each is a cell of its own, protected like
any other, and all that has moved is no more than this: a reader takes as little as possible for changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from analysis.disclose.earlier_releases import OldState
from analysis.disclose.pack import Cell, Relation

SECONDS = 20.0
# What lies between printed numbers moves when they do; of two ways to explain what changed the one with fewer numbers is nearer.
SLIGHT = 0.01


@dataclass(frozen=True)
class Old:
    """One old state in the terms of now: what held then, what each number was, and which were not known and belong together."""

    state: OldState
    relations: tuple[Relation, ...]
    values: dict[str, int]
    groups: tuple[tuple[str, ...], ...]

    def name(self, cell: str) -> str:
        return f"{cell} as printed in {self.state.label}"

    def is_linked(self, name: str, now: Cell) -> bool:
        """Whether it can be guessed from what is printed now; that something is no nought any more, or is one now, all can see."""
        return (name in self.state.printed or name in self.state.hidden) and bool(self.values[name]) == bool(now.value)


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
    kept = tuple(one for one in held if one.lower <= sum(by * values[name] for name, by in one.terms) <= one.upper)
    return Old(state, kept, values, _groups(kept, unknown))


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
    solved = milp(
        np.concatenate([np.zeros(count), price]),
        integrality=np.ones(3 * count),
        bounds=Bounds(low, np.inf),
        constraints=LinearConstraint(matrix, np.concatenate([ends[:, 0], today]), np.concatenate([ends[:, 1], today])),
        options={"time_limit": SECONDS},
    )
    found = today if solved.x is None else np.round(solved.x[:count])
    return {name: int(value) for name, value in zip(unknown, found, strict=True)}


def _matrix(held: list[Relation], column: Mapping[str, int]) -> csr_array:
    entries = [(row, column[name], by) for row, one in enumerate(held) for name, by in one.terms if name in column]
    rows, columns, data = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((np.array(data, dtype=float), (rows, columns)), shape=(len(held), len(column)))


def _groups(held: Iterable[Relation], unknown: list[str]) -> tuple[tuple[str, ...], ...]:
    """The numbers that were not known in groups that bear on each other."""
    column = {name: number for number, name in enumerate(unknown)}
    links = abs(_matrix(list(held), column))
    count, labels = connected_components((links.T @ links) != 0, directed=False) if unknown else (0, np.array([]))
    names = np.array(unknown, dtype=object)
    return tuple(tuple(names[labels == group]) for group in range(count))


def _added(old: Old, now: Mapping[str, Cell]) -> tuple[list[Cell], list[Relation]]:
    """What an old state adds: the numbers that differ from those of now, what held between them, and how far they have moved."""
    moved = {name for group in old.groups if any(old.values[name] != now[name].value for name in group) for name in group}
    changed = {name for name in old.state.printed if now[name].value != old.values[name]}
    apart = {name: old.name(name) for name in (*moved, *changed)}
    cells = [_apart(name, old, now) for name in sorted(apart)]
    held = [_renamed(one, apart) for one in old.relations if any(name in apart for name, _ in one.terms)]
    moves, links = _moves(old, sorted(name for name in apart if old.is_linked(name, now[name])), now)
    return [*cells, *moves], [*held, *links]


def _apart(name: str, old: Old, now: Mapping[str, Cell]) -> Cell:
    """A number as it was: known if it was printed, and protected if it was not."""
    is_known = name in old.state.printed
    return replace(
        now[name], name=old.name(name), value=old.values[name], is_printed=is_known, must_show=is_known, is_protected=not is_known
    )


def _renamed(relation: Relation, names: Mapping[str, str]) -> Relation:
    return replace(relation, terms=tuple((names.get(name, name), by) for name, by in relation.terms))


def _moves(old: Old, names: list[str], now: Mapping[str, Cell]) -> tuple[list[Cell], list[Relation]]:
    """Each number is now what it was, and what came, less what went; all of that together is no more than what did."""
    cells, relations = [], []
    for name in names:
        by = now[name].value - old.values[name]
        came, went = (
            Cell(f"{how} {old.name(name)}", max(0, sign * by), is_printed=False, is_protected=False)
            for how, sign in (("up", 1), ("down", -1))
        )
        cells += [came, went]
        relations.append(Relation(((name, 1), (old.name(name), -1), (came.name, -1), (went.name, 1))))
    if cells:
        most = sum(cell.value for cell in cells)
        relations.append(Relation(tuple(sorted((cell.name, 1) for cell in cells)), lower=-inf, upper=most))
    return cells, relations
