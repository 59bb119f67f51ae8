"""Why a figure is hidden, and what would let it be shown: for those who may see the true counts, never for publication.

A number that is not small is hidden because another one would be known with it. Which one is found by printing it after all and attacking
again; what would be hidden in its place, and which choice of the policy would free it, by planning again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.base.policies import DisclosurePolicy
from analysis.base.programme import Unsolved
from analysis.disclose.attack import DOWN, UP, Requirement, whole_reach
from analysis.disclose.cells import ResultCell
from analysis.disclose.pack import Cell, Pack
from analysis.disclose.protect import Part, Plan, protect
from analysis.disclose.settle import Settlement, rarest, rules_of, without_internal
from analysis.disclose.stable_plan import standing
from analysis.disclose.witnesses import unproven

NAMED = 4
TABLES_TRIED = 2
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Planned:
    """True results with their plan, and what else it was made from, so that it can be made again under another policy."""

    results: pd.DataFrame
    settled: Settlement
    earlier: pd.DataFrame | None
    first_month: int

    def frees(self, place: ResultCell, **changed: object) -> bool:
        """Whether a place prints its number when some keys of the policy are otherwise."""
        policy = self.settled.policy.model_copy(update=changed)
        again = standing(self.results, policy, self.earlier, self.first_month)
        return not any(again.hides(one) for one in again.release.places if (one.address, one.column) == (place.address, place.column))


def why_hidden(
    results: pd.DataFrame, address: str, policy: DisclosurePolicy, earlier: pd.DataFrame | None = None, first_month: int = 4
) -> tuple[str, ...]:
    """Sentences on why the public edition hides a figure and what would free it; none where it hides nothing of it.

    ``results`` are the true ones, of all periods that are planned together.
    """
    results = without_internal(results)
    planned = Planned(results, standing(results, policy, earlier, first_month), earlier, first_month)
    settled = planned.settled
    hidden = [place for place in settled.release.places if place.address == address and settled.hides(place)]
    return () if settled.is_rounded else tuple(dict.fromkeys(line for place in hidden for line in _why(place, planned)))


def _why(place: ResultCell, planned: Planned) -> Iterator[str]:
    policy = planned.settled.policy
    if place.is_small(policy):
        limit = policy.limit(place.indicator.key, place.breakdown, place.category)
        yield f"hidden: its {place.column} {place.cell.value} is a count from 1 to {limit}"
        yield from _remedies(place, [place], planned)
    elif place.is_dropped:
        yield f"hidden: config/policy.toml merges or drops it in the table {place.table}"
    else:
        yield from _why_secondary(place, planned)


def _why_secondary(place: ResultCell, planned: Planned) -> Iterator[str]:
    """What would be known, what would go instead, and what would change that."""
    settled = planned.settled
    part = next(part for part in settled.plan.parts if place.cell.name in part.problem.pack.index)
    exposed = list(_exposed(part, place.cell.name))
    yield f"hidden: with its {place.column} {place.cell.value} in print a small count would be given away"
    for cell, least, most in exposed[:NAMED]:
        yield f"it protects {_words(cell, settled)}, which is {cell.value}: a reader could tell that it is {_range(least, most)}"
    yield _instead(place, part, settled)
    yield from _remedies(place, _places_of([cell for cell, _, _ in exposed], settled), planned)


def _exposed(part: Part, name: str) -> Iterator[tuple[Cell, int, int]]:
    """The small counts that are no longer protected when a hidden cell is printed, each with what a reader could then tell."""
    problem, plan = part.problem, part.plan.copy()
    plan[problem.pack.index[name]] = 0.0
    for number in sorted({one.place for one in unproven(problem, plan)}):
        ends = [_end(part, plan, Requirement(number, side, 0.0)) for side in (DOWN, UP)]
        target = dict(zip(problem.small.tolist(), zip(problem.down, problem.up, strict=True), strict=True))[number]
        if ends[0] > target[0] or ends[1] < target[1]:
            yield problem.pack.cells[number], *ends


def _end(part: Part, plan: np.ndarray, one: Requirement) -> int:
    """How far a reader can push a cell; where that was not solved, no further than the truth."""
    try:
        return int(whole_reach(part.problem, plan, one)[one.place])
    except Unsolved:
        return int(part.problem.values[one.place])


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"from {least} to {most}"


def _instead(place: ResultCell, part: Part, settled: Settlement) -> str:
    """What is hidden in place of a cell that must be shown."""
    cells = [replace(cell, must_show=cell.must_show or cell.name == place.cell.name) for cell in part.problem.pack.cells]
    policy = settled.policy
    plan = protect(Pack.of(cells, part.problem.pack.relations), rules_of(policy), policy.seconds, policy.attacks)
    if _is_worse(plan, settled.plan):
        return "it cannot be shown whatever else is hidden: a small count would be known better than now"
    others = sorted({_address(name, settled) for name in plan.secondary - settled.plan.secondary})
    more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
    return (
        f'shown with a larger weight, `"{place.table}" = N` in [disclosure.weights.figures]: hidden would then be '
        f"{', '.join(others[:NAMED])}{more}, at a cost of {plan.cost:.0f} instead of {_cost(part):.0f}"
    )


def _is_worse(plan: Plan, than: Plan) -> bool:
    widths = {one.cell: one.width for one in than.shortfalls}
    return any(one.width < widths.get(one.cell, one.width + 1) for one in plan.shortfalls)


def _cost(part: Part) -> float:
    return float(part.problem.cost @ part.plan)


def _remedies(place: ResultCell, small: list[ResultCell], planned: Planned) -> Iterator[str]:
    """What the policy can say of small counts so that a place prints its number; each was tried."""
    limits = {**planned.settled.policy.categories, NOT_RECORDED: 0}
    if any(one.category == NOT_RECORDED for one in small) and planned.frees(place, categories=limits):
        yield f"shown if counts of whom it was not recorded need no protection: `{NOT_RECORDED} = 0` in [disclosure.categories]"
    for table in list(dict.fromkeys(one.table for one in small if one.is_part))[:TABLES_TRIED]:
        key, _, breakdown = table.partition(".")
        codes, own = rarest(planned.results, key, breakdown), planned.settled.policy.of_table(key, breakdown)
        merged = {**planned.settled.policy.tables, table: own.model_copy(update={"merge": (*own.merge, codes)})}
        if codes and planned.frees(place, tables=merged):
            yield f'shown if rare categories are one: `merge = [{list(codes)}]` in [disclosure.tables."{table}"]'


def _places_of(cells: list[Cell], settled: Settlement) -> list[ResultCell]:
    """The places in which cells are printed, and for what is left of a share that of its part."""
    names = {cell.name for cell in cells}
    rests = tuple(name for name in names if name.startswith("rest of "))
    return [
        place
        for place in settled.release.places
        if place.cell.name in names or any(name.startswith(f"rest of {place.cell.name} in ") for name in rests)
    ]


def _words(cell: Cell, settled: Settlement) -> str:
    """A cell by its address; what is left of a share by that of the share."""
    for place in settled.release.places:
        if cell.name == place.cell.name:
            return place.address
        if cell.name.startswith(f"rest of {place.cell.name} in "):
            return f"what {place.address} leaves of its whole"
    return "a count that is nowhere printed"


def _address(name: str, settled: Settlement) -> str:
    """Where a cell is printed: the figure, and which of its numbers where that is the whole."""
    place = next(place for place in settled.release.places if place.cell.name == name)
    return place.address if place.column == "numerator" else f"{place.address} {place.column}"
