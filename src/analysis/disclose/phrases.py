"""What may still be said of a hidden headline: "fewer than 6", "more than half".

Such words are prints like any other. A hidden total may be called small, and a hidden percentage more than half, only if every small count
keeps all its possible values after that has been said too; the tables that prove a plan safe are sought anew with the words as a relation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf

from analysis.disclose.cells import SHARES, ResultCell
from analysis.disclose.pack import Pack, Relation, restricted_to
from analysis.disclose.protect import Part
from analysis.disclose.settle import Settlement
from analysis.disclose.witnesses import hold_whole


@dataclass(frozen=True)
class Statement:
    """Words about one row of the results table, as its marker, and what they tell."""

    row: int
    marker: str
    relation: Relation


def marked(hidden: Iterable[ResultCell], settled: Settlement) -> dict[int, str]:
    """The marker of each row with a hidden number: ``c``, with what may be said of it, or ``c0`` where it may be nought."""
    markers: dict[int, str] = {}
    for place in hidden:
        is_nought = place.column == "numerator" and settled.may_be_nought(place)
        markers[place.row] = "c0" if is_nought else markers.get(place.row, "c")
    said = sayable(settled) if settled.policy.say_less else []
    return markers | {one.row: one.marker for one in said if markers.get(one.row) == "c"}


def sayable(settled: Settlement) -> list[Statement]:
    """The statements that are true and may be made, each together with those before it."""
    parts = {name: number for number, part in enumerate(settled.plan.parts) for name in part.problem.pack.index}
    about: dict[int, list[Statement]] = {}
    for statement in _statements(settled):
        numbers = {parts[name] for name, _ in statement.relation.terms if name in parts}
        if len(numbers) == 1:
            about.setdefault(min(numbers), []).append(statement)
    values = settled.release.pack.value_of
    return [one for number, several in about.items() for one in _accepted(settled.plan.parts[number], several, values)[1]]


def _accepted(part: Part, statements: list[Statement], values: dict[str, int]) -> tuple[Part, list[Statement]]:
    """The part with the statements that may be made of it.

    What may be said with others may be said without them. So all are tried at once, and where that is too much, the first half goes first.
    """
    tried = _with(part, [one.relation for one in statements], values)
    if tried is not None:
        return tried, statements
    if len(statements) == 1:
        return part, []
    middle = len(statements) // 2
    part, first = _accepted(part, statements[:middle], values)
    part, second = _accepted(part, statements[middle:], values)
    return part, [*first, *second]


def _statements(settled: Settlement) -> Iterator[Statement]:
    """What is true of hidden headlines: a total is small, a percentage is more than half."""
    rows: dict[int, dict[str, ResultCell]] = {}
    for place in settled.release.places:
        if not place.breakdown and place.indicator.statement:
            rows.setdefault(place.row, {})[place.column] = place
    for row, places in rows.items():
        if any(settled.hides(place) for place in places.values()):
            yield from _about(row, places, settled)


def _about(row: int, places: dict[str, ResultCell], settled: Settlement) -> Iterator[Statement]:
    part, whole = places.get("numerator"), places.get("denominator")
    if part and whole is None:
        limit = settled.policy.limit(part.indicator.key)
        is_full = part.cell.name not in {shortfall.cell for shortfall in settled.plan.shortfalls}
        if 1 <= part.cell.value <= limit and is_full:
            yield Statement(row, f"c under {limit + 1}", Relation(((part.cell.name, 1),), lower=-inf, upper=limit))
    elif part and whole and part.indicator.measure.kind in SHARES and 2 * part.cell.value > whole.cell.value:
        yield Statement(row, "c most", Relation(((part.cell.name, 2), (whole.cell.name, -1)), lower=1, upper=inf))


def _with(part: Part, relations: list[Relation], values: dict[str, int]) -> Part | None:
    """The part with more things known; nothing when a small count would lose some of its values."""
    pack = part.problem.pack
    known = [restricted_to(relation, set(pack.index), values) for relation in relations]
    problem = replace(part.problem, pack=Pack.of(pack.cells, [*pack.relations, *known]))
    witnesses = part.witnesses.agreeing(problem, known)
    # Tables with fractions are found many at once and mostly turn out whole; those that are not are sought one by one.
    is_safe = witnesses.hold(part.plan) and hold_whole(problem, part.plan, witnesses)
    return Part(problem, part.plan, witnesses) if is_safe else None
