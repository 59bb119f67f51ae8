"""Controlled rounding: every number about children to a multiple of a base, so that all tables still add up.

Each number goes to the multiple just below or just above it (a multiple stays as it is); one integer programme chooses which, so that
all sums hold and the whole moves as little as possible. After Cox, "A constructive procedure for unbiased controlled rounding", Journal
of the American Statistical Association 82, 1987. Percentages are worked out from the rounded numbers and tell no more.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.base.formats import half_up, plain
from analysis.base.policies import DisclosurePolicy
from analysis.base.programme import whole
from analysis.base.settings import Fault
from analysis.disclose.cells import ResultCell
from analysis.disclose.pack import Pack
from analysis.disclose.release import release_of
from analysis.disclose.settle import Settlement


def rounded(results: pd.DataFrame, settled: Settlement, first_month: int = 4) -> pd.DataFrame:
    """The results with every number about children rounded, and percentages of the rounded numbers.

    What the plan hides is ``c`` instead, with all of its row, and with ``small_when_rounded = "hidden"`` so is a small count. Raises
    `Fault` when no rounding adds up.
    """
    policy, release = settled.policy, release_of(results, settled.policy, first_month)
    found = rounded_values(release.pack, policy.round_to, policy.seconds)
    printed = results.copy()
    rows: dict[int, dict[str, ResultCell]] = {}
    for place in release.places:
        rows.setdefault(place.row, {})[place.column] = place
    for row, places in rows.items():
        if any(place.cell.name in settled.plan.hidden for place in places.values()):
            cells = _hidden_row(places, settled)
        else:
            cells = _row(places, {column: found[place.cell.name] for column, place in places.items()}, policy, results.iloc[row]["value"])
        printed.loc[results.index[row], list(cells)] = list(cells.values())
    return printed


def rounded_values(pack: Pack, base: int, seconds: float = 60.0) -> dict[str, int]:
    """A multiple of ``base`` for each cell, less than one base away, so that every sum and every part of a whole holds.

    Raises `Fault` when there is none.
    """
    values = pack.values
    below, over = values // base, values % base
    plain = [row for row, one in enumerate(pack.relations) if all(abs(by) == 1 for _, by in one.terms)]
    limits = np.array([(relation.lower, relation.upper) for relation in pack.relations]).reshape(-1, 2)[plain]
    matrix = pack.matrix[plain]
    fixed = matrix @ below
    prices = np.array([cell.is_printed for cell in pack.cells]) * (base - 2 * over) + 1e-3 * (over > 0)
    room = np.zeros(len(values)), (over > 0).astype(float)
    solved = whole(prices, matrix, (limits[:, 0] - fixed, limits[:, 1] - fixed), room, seconds, gap=0.01)
    if solved.point is None:
        raise Fault(
            f'These figures cannot be rounded to {base} so that all tables still add up. Write method = "suppress" in config/policy.toml.'
        )
    return {cell.name: int(base * n) for cell, n in zip(pack.cells, below + solved.point, strict=True)}


def _hidden_row(places: dict[str, ResultCell], settled: Settlement) -> dict[str, str]:
    """A row of which nothing is printed. Its mark says nothing of rounding, so that nobody takes a number in it for a small one."""
    return dict.fromkeys(places, "c") | {"value": "c", "marker": "c0" if settled.may_be_nought(places["numerator"]) else "c"}


def _row(places: dict[str, ResultCell], numbers: dict[str, int], policy: DisclosurePolicy, value: str) -> dict[str, str]:
    """The cells of one row: rounded numbers and what is made of them; small ones hidden where the policy says so."""
    if policy.small_when_rounded == "hidden" and any(place.is_small(policy) for place in places.values()):
        shown = {column: "c" if places[column].is_small(policy) else str(number) for column, number in numbers.items()}
        return {**shown, "value": "c", "marker": f"c rounded to {policy.round_to}"}
    shown = {column: str(number) for column, number in numbers.items()}
    return {**shown, "value": _value(places, numbers, value), "marker": f"rounded to {policy.round_to}"}


def _value(places: dict[str, ResultCell], numbers: dict[str, int], value: str) -> str:
    """The count, or the percentage of the rounded numbers; one of nought is withheld, and so is an age that few stand for."""
    indicator = places["numerator"].indicator
    if "denominator" not in numbers:
        return str(numbers["numerator"])
    if not numbers["denominator"] or (indicator.measure.kind == "ages" and not numbers["numerator"]):
        return "z" if value == "z" else "c"
    if indicator.measure.kind == "ages":
        return value
    return plain(half_up(Fraction(100 * numbers["numerator"], numbers["denominator"]), indicator.decimals))
