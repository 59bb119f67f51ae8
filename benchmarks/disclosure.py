"""How little the plan hides, how long it takes, and what a reader finds out: generated packs, against simpler methods.

`make bench` runs it; results stand in docs/benchmarks.md. A pack has five tables of children by age, sex, quarter and placement with all
margins: 100 printed cells, and 240 inner cells that are never printed and link the tables. Every plan is attacked in whole numbers by the
solver directly, with the truth at hand to score it. ``--packs 2`` runs two sizes instead of twenty packs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from time import process_time

import numpy as np
from argus import IS_INSTALLED, hidden_by_argus
from attacker import Attacker
from measure import machine

from analysis.disclose.pack import Cell, Pack, total
from analysis.disclose.problem import Rules
from analysis.disclose.protect import Plan, protect

PARTS = {
    "age": {"0-9": 0.06, "10-12": 0.14, "13-14": 0.3, "15": 0.25, "16-17": 0.25},
    "sex": {"female": 0.55, "male": 0.43, "not known": 0.02},
    "quarter": {"Q1": 0.25, "Q2": 0.25, "Q3": 0.25, "Q4": 0.25},
    "placement": {"foster": 0.45, "home": 0.3, "kin": 0.2, "other": 0.05},
}
TABLES = (("age", "sex"), ("age", "quarter"), ("sex", "quarter"), ("quarter", "placement"), ("age", "placement"))
SIZES, SEEDS = (40, 82, 263, 987), (1, 2, 3, 4, 5)
COSTS = (20, 5, 1)
COLUMNS = ("children", "seed", "noughts", "small", "secondary", "proven", "exact", "narrow", "cannot be wider", "first CPU s", "all CPU s")
COLUMNS += ("attack CPU s", "rule of thumb: secondary", "exact", "narrow", "tau-ARGUS: secondary", "exact", "narrow")


def pack(children: int, seed: int, tables: tuple[tuple[str, ...], ...] = TABLES) -> Pack:
    """A pack of so many children; the same seed gives the same one."""
    keys = list(product(*PARTS.values()))
    weights = np.array([np.prod([PARTS[part][code] for part, code in zip(PARTS, key, strict=True)]) for key in keys])
    drawn = np.random.default_rng([children, seed]).multinomial(children, weights / weights.sum())
    counts = dict(zip(keys, drawn.tolist(), strict=True))
    margins = list(_margins(tables))
    inner = [Cell(_name(key), count, is_printed=False, is_protected=False) for key, count in counts.items()]
    printed = [Cell(name, sum(counts[key] for key in below), cost=COSTS[min(depth, 2)]) for name, depth, below in margins]
    return Pack.of([*inner, *printed], [total(name, map(_name, below)) for name, _, below in margins])


def _margins(tables: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, int, list[tuple[str, ...]]]]:
    """The printed cells: name, number of parts, and the inner cells that make each up."""
    keys, parts = list(product(*PARTS.values())), list(PARTS)
    shown = {part for table in tables for size in range(len(table) + 1) for part in combinations(table, size)}
    for table in sorted(shown, key=lambda one: (len(one), one)):
        for codes in product(*(PARTS[part] for part in table)):
            chosen = dict(zip(table, codes, strict=True))
            yield (
                f"{' by '.join(table)}: {', '.join(codes)}",
                len(table),
                [k for k in keys if all(k[parts.index(p)] == c for p, c in chosen.items())],
            )


def _name(key: tuple[str, ...]) -> str:
    return f"inner: {', '.join(key)}"


def rule_of_thumb(whole: Pack) -> frozenset[str]:
    """At least two hidden cells in each row and column of each table, the smallest first; noughts and totals stay."""
    hidden = {cell.name for cell in whole.cells if cell.is_printed and 1 <= cell.value <= 5}
    value = {cell.name: cell.value for cell in whole.cells}
    changed = True
    while changed:
        changed = False
        for line in _lines():
            gone = [name for name in line if name in hidden]
            free = sorted((value[name], name) for name in line if name not in hidden and value[name])
            if len(gone) == 1 and free:
                hidden.add(free[0][1])
                changed = True
    return frozenset(hidden)


def _lines() -> Iterator[list[str]]:
    for first, second in TABLES:
        for a in PARTS[first]:
            yield [f"{first} by {second}: {a}, {b}" for b in PARTS[second]]
        for b in PARTS[second]:
            yield [f"{first} by {second}: {a}, {b}" for a in PARTS[first]]
    for part in PARTS:
        yield [f"{part}: {a}" for a in PARTS[part]]


@dataclass(frozen=True)
class Score:
    """What a reader finds out: small counts known exactly, and those known to be in less than 1 to 5."""

    exact: int = 0
    narrow: int = 0


def attack(whole: Pack, hidden: frozenset[str], zeros_shown: bool) -> Score:
    """The least and greatest whole value of every small printed cell, from the tables as they are printed."""
    is_known = np.array([cell.is_printed and cell.name not in hidden for cell in whole.cells])
    floor = np.array([float(cell.is_printed and zeros_shown) for cell in whole.cells])
    low, high = np.where(is_known, whole.values, floor), np.where(is_known, whole.values, np.inf)
    small = [n for n, cell in enumerate(whole.cells) if cell.is_printed and 1 <= cell.value <= 5]
    attacker, seen = Attacker(whole, low, high), []
    ends = [(_end(attacker, n, 1, seen), _end(attacker, n, -1, seen)) for n in small]
    return Score(sum(a == b for a, b in ends), sum(a > 1 or b < 5 for a, b in ends))


def _end(attacker: Attacker, place: int, side: int, seen: list[np.ndarray]) -> float:
    """The end of a range, only as far as 1 or 5: beyond that it does not matter."""
    enough = 1 if side == 1 else 5
    if any(side * (table[place] - enough) <= 0 for table in seen):
        return enough
    seen.append(attacker.table(place, side))
    return max(enough, seen[-1][place]) if side == 1 else min(enough, seen[-1][place])


@dataclass(frozen=True)
class Run:
    """One pack under one rule: the plan, its times, and the scores of the plan and of the rule of thumb."""

    children: int
    seed: int
    zeros_shown: bool
    plan: Plan
    seconds: float
    score: Score
    audit_seconds: float
    thumb: int
    thumb_score: Score
    argus: int
    argus_score: Score | None


def run(children: int, seed: int, zeros_shown: bool, seconds: float) -> Run:
    """Plan one pack, attack the plan, and attack the rule of thumb."""
    whole = pack(children, seed)
    started = process_time()
    plan = protect(whole, Rules(zeros_shown=zeros_shown), seconds)
    planned = process_time()
    score = attack(whole, plan.hidden, zeros_shown)
    audited = process_time()
    thumb = rule_of_thumb(whole)
    return Run(
        children,
        seed,
        zeros_shown,
        plan,
        planned - started,
        score,
        audited - planned,
        len(thumb - plan.primary),
        attack(whole, thumb, zeros_shown),
        *_argus(whole, plan, zeros_shown),
    )


def _argus(whole: Pack, plan: Plan, zeros_shown: bool) -> tuple[int, Score | None]:
    if not IS_INSTALLED:
        return 0, None
    hidden = hidden_by_argus(whole, tuple(PARTS), TABLES)
    return len(hidden - plan.primary), attack(whole, hidden, zeros_shown)


def _line(one: Run) -> str:
    plan = one.plan
    cells = (
        one.children,
        one.seed,
        "shown" if one.zeros_shown else "may be hidden",
        len(plan.primary),
        len(plan.secondary),
        "yes" if plan.bound >= plan.cost else f"gap {plan.gap:.0%}",
        one.score.exact,
        one.score.narrow,
        len(plan.shortfalls),
        *(f"{seconds:.1f}" for seconds in (plan.seconds_to_first, one.seconds, one.audit_seconds)),
        one.thumb,
        one.thumb_score.exact,
        one.thumb_score.narrow,
        *((one.argus, one.argus_score.exact, one.argus_score.narrow) if one.argus_score else ("not installed", "", "")),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _summary(runs: list[Run], zeros_shown: bool) -> str:
    chosen = [one for one in runs if one.zeros_shown == zeros_shown]
    rows = {
        "primary cells": sum(len(one.plan.primary) for one in chosen),
        "secondary cells": sum(len(one.plan.secondary) for one in chosen),
        "proven": f"{sum(one.plan.bound >= one.plan.cost for one in chosen)} of {len(chosen)}",
        "exact": sum(one.score.exact for one in chosen),
        "narrow": sum(one.score.narrow for one in chosen),
        "provably cannot be wider": sum(len(one.plan.shortfalls) for one in chosen),
        "rule of thumb, secondary cells": sum(one.thumb for one in chosen),
        "rule of thumb, exact": sum(one.thumb_score.exact for one in chosen),
        "rule of thumb, narrow": sum(one.thumb_score.narrow for one in chosen),
    }
    scores = [one.argus_score for one in chosen if one.argus_score]
    if scores:
        rows |= {"tau-ARGUS, secondary cells": sum(one.argus for one in chosen)}
        rows |= {"tau-ARGUS, exact": sum(one.exact for one in scores), "tau-ARGUS, narrow": sum(one.narrow for one in scores)}
    else:
        rows |= {"tau-ARGUS": "not installed (pip install pytauargus)"}
    return f"Noughts {'shown' if zeros_shown else 'may be hidden'}: " + "; ".join(f"{name} {value}" for name, value in rows.items()) + "."


def main() -> None:
    """Run the packs and print a table for docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--packs", type=int, default=len(SEEDS) * len(SIZES))
    options.add_argument("--seconds", type=float, default=120.0, help="the most that the search for the cheapest plan may take for a pack")
    chosen, _ = options.parse_known_args()
    print(f"{machine('highspy', 'numpy')}\n")
    print(f"| {' | '.join(COLUMNS)} |\n|{' ---: |' * len(COLUMNS)}")
    runs = []
    for seed, children in list(product(SEEDS, SIZES))[: chosen.packs]:
        for zeros_shown in (False, True):
            runs.append(run(children, seed, zeros_shown, chosen.seconds))
            print(_line(runs[-1]), flush=True)
    print("\n" + "\n\n".join(_summary(runs, zeros_shown) for zeros_shown in (False, True)))


if __name__ == "__main__":
    main()
