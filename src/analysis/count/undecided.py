"""Between which numbers figures counted in children lie while pairs of records await a decision.

Two records that may be one child are counted as two. Children who are tied by such pairs form a component, and what one component adds to
a figure does not depend on another. So each is tried in every way in which its pairs can be decided, and the smallest and largest
contributions add up to exact bounds. Figures counted in episodes may move too when two children become one; that is not followed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

import pandas as pd

from analysis.base.measures import Kinds, People, Repeats, ShareOfPeople
from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import Address, Indicator, Tally
from analysis.count.compute import Material, Ordered, dated_tables, tallies

COLUMNS = ["indicator", "period", "breakdown", "category", "lowest", "highest"]
MOST_PAIRS = 10
"""So many undecided pairs in one component are tried in every way; with more, all and none of its children may count."""

Decided = tuple[dict[str, str], ...]
"""The ways in which a component can be decided: for each of its children the one that it would be counted as."""

Part = tuple[Fraction, Fraction]
"""Numerator and denominator of what some events come to."""


def child_bounds(
    material: Material, pairs: pd.DataFrame, indicators: Iterable[Indicator], periods: Iterable[Period], authority: Authority
) -> pd.DataFrame:
    """One row for each figure counted in children that undecided pairs could move: `COLUMNS`, as text.

    ``pairs`` has ``child_one, child_other`` and ``state``; those that are ``open`` or ``left open`` are undecided, and ``apart`` is
    decided. ``lowest`` and ``highest`` are exact fractions: of the count, or of the share where the figure is one.
    """
    ways = [_ways(component, pairs) for component in _components(pairs)]
    counted = (
        [indicator for indicator in indicators if isinstance(indicator.measure, People | Repeats | Kinds | ShareOfPeople)] if ways else []
    )
    ordered = Ordered(material, dated_tables(material, counted), authority)
    rows = [row for one, period in product(counted, periods) for row in _rows(ordered, ways, one, period)]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="str").drop_duplicates()
    return frame.sort_values(COLUMNS[:4], ignore_index=True)


def _rows(ordered: Ordered, ways: list[Decided], one: Indicator, period: Period) -> Iterator[tuple[str, ...]]:
    told = ordered.told(one, period, ordered.events(one, period))
    if told.needless or not told.available:
        return
    one, events, dates, authority = told.indicator, told.events, ordered.dates(one, period), ordered.authority
    concerned = [decided for decided in ways if len(decided[0]) and events["child_id"].isin(decided[0]).any()]
    if not concerned:
        return
    involved = {child for decided in concerned for child in decided[0]}
    rest = _parts(events[~events["child_id"].isin(involved)], one, dates, authority)
    options = [[_parts(_as_decided(events, way), one, dates, authority) for way in decided] for decided in concerned]
    for address, base in rest.items():
        parts = [_distinct(option[address] for option in component) for component in options]
        lowest, highest = _bounds(base, parts, isinstance(one.measure, ShareOfPeople))
        if lowest != highest:
            yield one.key, dates.name, address.breakdown, address.category, str(lowest), str(highest)


def _parts(events: pd.DataFrame, one: Indicator, period: Period, authority: Authority) -> dict[Address, Part]:
    return {address: _part(tally) for address, tally in tallies(events, one, period, authority)}


def _part(tally: Tally) -> Part:
    return tally.numerator, Fraction(0) if tally.denominator is None else tally.denominator


def _as_decided(events: pd.DataFrame, way: dict[str, str]) -> pd.DataFrame:
    own = events[events["child_id"].isin(way)]
    return own.assign(child_id=own["child_id"].map(way))


def _distinct(parts: Iterable[Part]) -> list[Part]:
    return sorted(set(parts))


def _bounds(base: Part, components: list[list[Part]], is_share: bool) -> tuple[Fraction, Fraction]:
    if not is_share:
        return tuple(base[0] + sum(pick(part[0] for part in parts) for parts in components) for pick in (min, max))
    return tuple(_best_share(base, components, sign) for sign in (-1, 1))


def _best_share(base: Part, components: list[list[Part]], sign: int) -> Fraction:
    """The smallest (-1) or largest (1) percentage. A share is improved by the choice that is best at its own rate, until none is."""
    share = Fraction(0) if sign > 0 else Fraction(1)
    while True:
        chosen = [max(parts, key=lambda part: sign * (part[0] - share * part[1])) for parts in components]
        numerator, denominator = (base[end] + sum(part[end] for part in chosen) for end in (0, 1))
        better = numerator / denominator if denominator else share
        if better == share or not denominator:
            return share * 100
        share = better


def _components(pairs: pd.DataFrame) -> list[list[str]]:
    """The children that undecided pairs tie together, each component sorted."""
    group: dict[str, set[str]] = {}
    for one, other in _undecided(pairs):
        joined = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(joined, joined))
    return sorted({tuple(sorted(children)) for children in group.values()})


def _undecided(pairs: pd.DataFrame) -> list[tuple[str, str]]:
    waiting = pairs[pairs["state"].isin(["open", "left open"])]
    return sorted({(one, other) for one, other in zip(waiting["child_one"], waiting["child_other"], strict=True)})


def _ways(component: Iterable[str], pairs: pd.DataFrame) -> Decided:
    """Every way in which the pairs of a component can be decided that no earlier decision forbids."""
    children = sorted(component)
    tied = [pair for pair in _undecided(pairs) if pair[0] in set(children)]
    apart = pairs.loc[pairs["state"] == "apart", ["child_one", "child_other"]].itertuples(index=False, name=None)
    kept = [pair for pair in apart if set(pair) <= set(children)]
    if len(tied) > MOST_PAIRS:
        return (dict.fromkeys(children, children[0]), {child: child for child in children}, {})
    found = {tuple(_merged(children, [pair for pair, same in zip(tied, chosen, strict=True) if same]).items())
             for chosen in product((False, True), repeat=len(tied))}  # fmt: skip
    ways = [dict(way) for way in sorted(found)]
    return tuple(way for way in ways if all(way[one] != way[other] for one, other in kept))


def _merged(children: list[str], same: list[tuple[str, str]]) -> dict[str, str]:
    now = {child: child for child in children}
    for one, other in same:
        first, second = sorted((now[one], now[other]))
        now = {child: first if group == second else group for child, group in now.items()}
    return now
