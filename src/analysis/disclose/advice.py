"""What the disclosure officer should know of a plan before signing, and what could be merged to hide less. Not for publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.base.policies import DisclosurePolicy
from analysis.chapters import indicator
from analysis.disclose.cells import ResultCell
from analysis.disclose.protect import protect
from analysis.disclose.release import release_of
from analysis.disclose.settle import Settlement, hidden_pct, rarest, rules_of, without_internal
from analysis.disclose.stable_plan import standing


@dataclass(frozen=True)
class HiddenNumbers:
    """How many numbers of a table (``indicator`` or ``indicator.breakdown``) are hidden: ``small`` ones, and others that protect those."""

    table: str
    small: int
    protecting: int


@dataclass(frozen=True)
class Advice:
    """What is to be said of a plan, most of it in sentences.

    ``hidden`` counts what is hidden, ``done`` says what was done besides hiding, ``to_sign`` what stays narrower than the policy asks,
    ``restated`` what changed since an earlier release, ``merges`` what merging would save.
    """

    hidden: tuple[HiddenNumbers, ...] = ()
    done: tuple[str, ...] = ()
    to_sign: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()


def advice_on(results: pd.DataFrame, policy: DisclosurePolicy, earlier: pd.DataFrame | None = None, first_month: int = 4) -> Advice:
    """The advice on the plan for some results, which are the true ones."""
    results = without_internal(results)
    settled = standing(results, policy, earlier, first_month)
    share = f"{hidden_pct(settled.release.pack, settled.plan):.0f}% of the numbers about children that are not nought are hidden."
    return Advice(
        hidden=() if settled.is_rounded else tuple(_counted(settled)),
        done=(*_limits_of_categories(settled.policy), *(settled.said if settled.is_rounded else (share, *settled.said))),
        to_sign=tuple(
            sorted(
                f"{_named(shortfall.cell, settled)}: from {shortfall.least} to {shortfall.most}" for shortfall in settled.plan.shortfalls
            )
        ),
        restated=settled.release.restated,
        merges=() if settled.is_rounded else tuple(_merges(results, settled, first_month)),
    )


def _limits_of_categories(policy: DisclosurePolicy) -> Iterator[str]:
    """What it means that a category has a limit of its own."""
    for code, limit in policy.categories.items():
        hidden = f"only a count from 1 to {limit} is small" if limit else "no count is small"
        yield (
            f'In the category "{code}" {hidden}, as config/policy.toml says. Such a count tells of children by what their records leave '
            "open: nobody is known by it alone, but whoever knows that the record of a child lacks this knows that the child is among so "
            "few, and so knows what else is printed of them."
        )


def _named(cell: str, settled: Settlement) -> str:
    """The figure that a cell is printed as, or the cell's own description."""
    return next((place.address for place in settled.release.places if place.cell.name == cell), cell)


def _counted(settled: Settlement) -> Iterator[HiddenNumbers]:
    """What is hidden by table; a number that two places print counts in each."""
    places = _hidden(settled)
    for table in sorted({place.table for place in places}):
        here = [place for place in places if place.table == table]
        small = sum(place.is_small(settled.policy) for place in here)
        yield HiddenNumbers(table, small, len(here) - small)


def _merges(results: pd.DataFrame, settled: Settlement, first_month: int) -> Iterator[str]:
    """For each breakdown with hidden numbers: the two rarest categories, and how many fewer numbers are hidden when they are one."""
    before = _hidden(settled)
    for table in sorted({place.table for place in before if place.is_part}):
        key, _, breakdown = table.partition(".")
        codes = rarest(results, key, breakdown)
        if codes and (saved := len(before) - _hidden_when_merged(results, settled.policy, table, codes, first_month)) > 0:
            labels = [indicator(key).breakdown(breakdown).label(code) for code in codes]
            yield f'{table}: with "{labels[0]}" and "{labels[1]}" as one category, {saved} numbers fewer are hidden.'


def _hidden(settled: Settlement) -> list[ResultCell]:
    return [place for place in settled.release.places if settled.hides(place)]


def _hidden_when_merged(results: pd.DataFrame, policy: DisclosurePolicy, table: str, codes: tuple[str, ...], first_month: int) -> int:
    """Numbers that a first plan hides when two categories are one: one number a period where there were two."""
    key, _, breakdown = table.partition(".")
    own = policy.of_table(key, breakdown)
    changed = policy.model_copy(update={"tables": {**policy.tables, table: own.model_copy(update={"merge": (*own.merge, codes)})}})
    release = release_of(results, changed, first_month)
    merged = Settlement(release, protect(release.pack, rules_of(changed), 0, 0), changed)
    return sum(not (place.is_dropped and place.table == table) for place in _hidden(merged))
