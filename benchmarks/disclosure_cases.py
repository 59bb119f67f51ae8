"""More cases for the plan: against every plan there is, over time, on larger tables, and rounding instead of hiding.

`make bench` runs it after `benchmarks/disclosure.py`, whose packs and attacker it uses; results stand in docs/benchmarks.md. Times are CPU
seconds. ``--seconds`` is the most that the search may take for a larger pack.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, product
from time import process_time

import numpy as np
from attacker import Attacker
from disclosure import PARTS, SEEDS, SIZES, Score, attack, pack

from analysis.disclose.pack import Cell, Pack, total
from analysis.disclose.problem import Rules
from analysis.disclose.protect import protect
from analysis.disclose.rounding import rounded_values

AGES, SEXES, QUARTERS = (*PARTS["age"],), ("female", "male"), ("Q1", "Q2", "Q3", "Q4")
TWO_THREE_WAY = (("age", "sex", "quarter"), ("age", "quarter", "placement"))
FOUR_WAY = (tuple(PARTS),)
HIDEABLE = Rules(zeros_shown=False)


def small_tables(count: int = 43) -> list[Pack]:
    """Two-way tables with margins, small enough to try every plan."""
    rng = np.random.default_rng(43)
    shapes = [(2, 2), (2, 3), (3, 2)]
    return [_crossed(rng.poisson(6, size=shapes[n % 3])) for n in range(count)]


def _crossed(counts: np.ndarray) -> Pack:
    rows, columns = counts.shape
    cells = [Cell(f"{r},{c}", int(counts[r, c])) for r, c in np.ndindex(rows, columns)]
    cells += [Cell(f"{r},*", int(counts[r].sum()), cost=2) for r in range(rows)]
    cells += [Cell(f"*,{c}", int(counts[:, c].sum()), cost=2) for c in range(columns)]
    relations = [total(f"{r},*", [f"{r},{c}" for c in range(columns)]) for r in range(rows)]
    relations += [total(f"*,{c}", [f"{r},{c}" for r in range(rows)]) for c in range(columns)]
    relations += [total("*,*", [f"{r},*" for r in range(rows)]), total("*,*", [f"*,{c}" for c in range(columns)])]
    return Pack.of([*cells, Cell("*,*", int(counts.sum()), cost=3)], relations)


def cheapest_by_trying(whole: Pack) -> int:
    """The cost of the cheapest plan under which no small cell is narrow, from trying all in the order of their cost."""
    small = {cell.name for cell in whole.cells if 1 <= cell.value <= 5}
    others = [cell for cell in whole.cells if cell.name not in small]
    plans = (chosen for size in range(len(others) + 1) for chosen in combinations(others, size))
    for chosen in sorted(plans, key=lambda cells: sum(cell.cost for cell in cells)):
        if attack(whole, frozenset(small | {cell.name for cell in chosen}), zeros_shown=False).narrow == 0:
            return sum(cell.cost for cell in chosen)
    raise RuntimeError("no plan is safe")


def brute_force() -> str:
    """How often the plan costs what the cheapest of all costs."""
    same = [protect(one, HIDEABLE).cost == cheapest_by_trying(one) for one in small_tables()]
    return f"Every plan tried, noughts may be hidden: the plan is a cheapest one in {sum(same)} of {len(same)} two-way tables."


def year_of(children: int, seed: int) -> Pack:
    """A table of age by sex for each quarter and for the year."""
    weights = np.outer(list(PARTS["age"].values()), [0.55, 0.45]).ravel() / 4
    drawn = np.random.default_rng([children, seed, 7]).multinomial(children, np.tile(weights, 4)).reshape(4, len(AGES), 2)
    counts = dict(zip(QUARTERS, drawn, strict=True)) | {"year": drawn.sum(axis=0)}
    cells = [cell for table, values in counts.items() for cell in _cells(table, values)]
    inside = [one for table in counts for one in _sums(table)]
    over_time = [total(f"year: {a}, {s}", [f"{q}: {a}, {s}" for q in QUARTERS]) for a in (*AGES, "all") for s in (*SEXES, "all")]
    return Pack.of(cells, [*inside, *over_time])


def _cells(table: str, values: np.ndarray) -> Iterable[Cell]:
    for a, s in product((*AGES, "all"), (*SEXES, "all")):
        rows = values if a == "all" else values[[AGES.index(a)]]
        columns = rows if s == "all" else rows[:, [SEXES.index(s)]]
        yield Cell(f"{table}: {a}, {s}", int(columns.sum()), cost=(1, 5, 20)[(a == "all") + (s == "all")], table=table)


def _sums(table: str) -> list[object]:
    rows = [total(f"{table}: {a}, all", [f"{table}: {a}, {s}" for s in SEXES]) for a in (*AGES, "all")]
    return rows + [total(f"{table}: all, {s}", [f"{table}: {a}, {s}" for a in AGES]) for s in (*SEXES, "all")]


def over_time(children: int) -> list[str]:
    """Ten years of so many children: each table by itself, all together, and the year last, with the quarters as facts."""
    ways = {"each table alone": _alone, "all together": _together, "quarters first, then the year": _late}
    lines = []
    for name, way in ways.items():
        packs = [year_of(children, seed) for seed in range(1, 11)]
        started = process_time()
        plans = [way(one) for one in packs]
        took = process_time() - started
        small = [{cell.name for cell in one.cells if 1 <= cell.value <= 5} for one in packs]
        scores = [attack(one, hidden, zeros_shown=False) for one, hidden in zip(packs, plans, strict=True)]
        secondary = sum(len(hidden - mine) for hidden, mine in zip(plans, small, strict=True))
        cells = (
            children,
            name,
            sum(map(len, small)),
            secondary,
            sum(s.exact for s in scores),
            sum(s.narrow for s in scores),
            f"{took:.1f}",
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def _alone(whole: Pack) -> frozenset[str]:
    tables = {cell.table for cell in whole.cells}
    return frozenset().union(*(protect(_only(whole, table), HIDEABLE).hidden for table in sorted(tables)))


def _only(whole: Pack, table: str) -> Pack:
    kept = {cell.name for cell in whole.cells if cell.table == table}
    return Pack.of(
        [cell for cell in whole.cells if cell.name in kept], [one for one in whole.relations if all(name in kept for name, _ in one.terms)]
    )


def _together(whole: Pack) -> frozenset[str]:
    return protect(whole, HIDEABLE, 30).hidden


def _late(whole: Pack) -> frozenset[str]:
    out = frozenset().union(*(protect(_only(whole, quarter), HIDEABLE).hidden for quarter in QUARTERS))
    facts = [
        cell if cell.table == "year" else replace(cell, must_show=cell.name not in out, is_printed=cell.name not in out)
        for cell in whole.cells
    ]
    return out | protect(Pack.of(facts, whole.relations), HIDEABLE, 30).hidden


def larger(tables: tuple[tuple[str, ...], ...], children: int, rules: Rules, seconds: float) -> str:
    """One larger pack: the first plan, the gap when time is up, and what a reader finds out."""
    whole = pack(children, 1, tables)
    started = process_time()
    plan = protect(whole, rules, seconds)
    took = process_time() - started
    score = attack(whole, plan.hidden, rules.zeros_shown)
    cells = (
        sum(cell.is_printed for cell in whole.cells), children, "shown" if rules.zeros_shown else "may be hidden", len(plan.primary),
        len(plan.secondary), f"{plan.seconds_to_first:.1f}", f"{took:.1f}", "proven" if plan.bound >= plan.cost else f"{plan.gap:.0%}",
        score.exact, score.narrow, len(plan.shortfalls),
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def rounding(whole: Pack, name: str) -> str:
    """Controlled rounding of a pack: whether it adds up, how far it goes, and what a reader finds out."""
    started = process_time()
    found = rounded_values(whole, 5)
    took = process_time() - started
    errors = [abs(found[cell.name] - cell.value) for cell in whole.cells if cell.is_printed]
    adds_up = all(sum(by * found[cell] for cell, by in one.terms) == 0 for one in whole.relations)
    score = _attack_rounded(whole, found)
    cells = (name, "yes" if adds_up else "no", f"{np.mean(errors):.2f}", max(errors), score.exact, score.narrow, f"{took:.1f}")
    return f"| {' | '.join(map(str, cells))} |"


def _attack_rounded(whole: Pack, found: dict[str, int]) -> Score:
    """Small counts known exactly, and those known to fewer than three values, by whole numbers less than 5 from each printed one."""
    printed = np.array([cell.is_printed for cell in whole.cells])
    middle = np.array([found[cell.name] for cell in whole.cells], dtype=float)
    low, high = np.where(printed, np.maximum(middle - 4, 0), 0), np.where(printed, middle + 4, np.inf)
    attacker = Attacker(whole, low, high)
    small = [n for n, cell in enumerate(whole.cells) if cell.is_printed and 1 <= cell.value <= 5]
    ends = [(attacker.table(n, 1)[n], attacker.table(n, -1)[n]) for n in small]
    return Score(sum(a == b for a, b in ends), sum(b - a < 2 for a, b in ends))


def _head(*names: str) -> None:
    print(f"\n| {' | '.join(names)} |\n|{' ---: |' * len(names)}")


def main() -> None:
    """Run the cases and print tables for docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=90.0)
    chosen, _ = options.parse_known_args()
    print(brute_force(), flush=True)
    _head("children", "planned", "small", "secondary", "exact", "narrow", "CPU s")
    print("\n".join(line for children in (82, 263) for line in over_time(children)), flush=True)
    _head("rounded", "adds up", "mean error", "largest", "exact", "fewer than 3 values", "CPU s")
    for children in SIZES:
        print(rounding(pack(children, SEEDS[0]), f"100 cells, {children} children"), flush=True)
    print(rounding(pack(263, 1, FOUR_WAY), "600 cells, 263 children"), flush=True)
    _head("cells", "children", "noughts", "small", "secondary", "first CPU s", "all CPU s", "gap", "exact", "narrow", "cannot be wider")
    for children in (82, 263, 987, 2646):
        for rules in (HIDEABLE, Rules()):
            print(larger(TWO_THREE_WAY, children, rules, chosen.seconds), flush=True)
    for children in (82, 263, 987):
        print(larger(FOUR_WAY, children, HIDEABLE, 0), flush=True)


if __name__ == "__main__":
    main()
