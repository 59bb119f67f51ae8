"""Tables as packs, and what a reader of a pack can tell."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from analysis.disclose.attack import DOWN, UP, Requirement, whole_reach
from analysis.disclose.pack import Cell, Pack, total
from analysis.disclose.problem import Rules, problem_of

Records = Sequence[tuple[Mapping[str, str], int]]


def told(pack: Pack, hidden: set[str], cell: str, rules: Rules) -> tuple[int, int]:
    """The least and greatest whole number that a hidden cell may be."""
    problem = problem_of(pack, rules)
    plan = np.array([float(one.name in hidden) for one in pack.cells])
    place = pack.index[cell]
    return tuple(int(whole_reach(problem, plan, Requirement(place, side, 0.0))[place]) for side in (DOWN, UP))


def crossed(records: Records, *tables: tuple[str, ...], cost_is_value: bool = False) -> Pack:
    """Tables of the same records with all margins.

    What counts the same records is one cell, named by the codes under which it is met first; what counts none is not printed.
    """
    parts: dict[frozenset[int], list[list[frozenset[int]]]] = {}
    name: dict[frozenset[int], str] = {}
    for table in tables:
        for part in (part for size in range(len(table) + 1) for part in combinations(table, size)):
            for codes, members in _groups(records, part, range(len(records))).items():
                name.setdefault(members, " ".join(codes) or "all")
                splits = [_groups(records, (one,), sorted(members)).values() for one in table if one not in part]
                parts.setdefault(members, []).extend(list(split) for split in splits if len(split) > 1)
    value = {members: sum(records[n][1] for n in members) for members in name}
    cells = [Cell(name[one], value[one], cost=value[one] if cost_is_value else 1) for one in name]
    return Pack.of(cells, [total(name[whole], [name[one] for one in split]) for whole, splits in parts.items() for split in splits])


def _groups(records: Records, variables: Sequence[str], members: Sequence[int]) -> dict[tuple[str, ...], frozenset[int]]:
    found = defaultdict(set)
    for n in members:
        found[tuple(records[n][0][one] for one in variables)].add(n)
    return {codes: frozenset(ones) for codes, ones in found.items()}
