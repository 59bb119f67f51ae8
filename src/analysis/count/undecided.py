"""Between which numbers figures counted in children lie while pairs of records await a decision.

Two records that may be one child are counted as two. Children who are tied by such pairs form a component, and what one component adds to
a figure does not depend on another. So each is tried in every way in which its pairs can be decided, all of them in one frame in which
each way has children of its own, and the smallest and largest contributions add up to exact bounds. Figures counted in episodes may move
too when two children become one; that is not followed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.base.measures import ByChild, ShareOfPeople
from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import Address, Indicator
from analysis.count.compute import Material, Ordered, breakdowns_told, columns_counted, dated_tables, divided, naming

COLUMNS = ["indicator", "period", "breakdown", "category", "lowest", "highest"]
MOST_PAIRS = 10
"""So many undecided pairs in one component are tried in every way; with more, all and none of its children may count."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ways:
    """The ways in which components can be decided.

    ``children`` has one row for each child of each way: ``child_id``, and ``counted_as``, a number that no other way has. ``way_of`` tells
    the way of each such number, and ``first`` the first way of each component, in which all its children are apart.
    """

    children: pd.DataFrame
    way_of: np.ndarray
    first: np.ndarray
    ways: int

    def tried(self, events: pd.DataFrame) -> pd.DataFrame:
        """The events of undecided children, once for each way, with the child that each is counted as; in their order."""
        return events.merge(self.children, on="child_id").drop(columns="child_id").rename(columns={"counted_as": "child_id"})

    def children_at(self, placed: pd.DataFrame, codes: tuple[str, ...]) -> np.ndarray:
        """How many of the children that are placed stand at each code in each way: one row a way, one column a code."""
        column = pd.Index(codes).get_indexer(placed["place"])
        row = self.way_of[placed["child_id"].to_numpy(dtype=int)]
        told = column >= 0
        return np.bincount(row[told] * len(codes) + column[told], minlength=self.ways * len(codes)).reshape(self.ways, len(codes))


def child_bounds(
    material: Material, pairs: pd.DataFrame, indicators: Iterable[Indicator], periods: Iterable[Period], authority: Authority
) -> pd.DataFrame:
    """One row for each figure counted in children that undecided pairs could move: `COLUMNS`, as text.

    ``pairs`` has ``child_one, child_other`` and ``state``; those that are ``open`` or ``left open`` are undecided, and ``apart`` is
    decided. ``lowest`` and ``highest`` are exact fractions: of the count, or of the share where the figure is one.
    """
    ways = ways_to_decide(pairs)
    counted = [indicator for indicator in indicators if isinstance(indicator.measure, ByChild)] if ways.ways else []
    ordered = Ordered(material, dated_tables(material, counted), authority)
    rows = [row for one, period in product(counted, periods) for row in _rows(ordered, ways, one, period)]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="str").drop_duplicates()
    return frame.sort_values(COLUMNS[:4], ignore_index=True)


def _rows(ordered: Ordered, ways: Ways, one: Indicator, period: Period) -> Iterator[tuple[str, ...]]:
    told = ordered.told(one, period, ordered.events(one, period))
    if told.needless or not told.available:
        return
    events = told.events[[name for name in told.events.columns if name in columns_counted(one)]]
    tried = ways.tried(events)
    if len(tried):
        dates = ordered.dates(one, period)
        for address, lowest, highest in _bounds(events, tried, ways, told.indicator, dates, ordered.authority):
            if lowest != highest:
                yield one.key, dates.name, address.breakdown, address.category, str(lowest), str(highest)


def _bounds(
    events: pd.DataFrame, tried: pd.DataFrame, ways: Ways, one: Indicator, dates: Period, authority: Authority
) -> Iterator[tuple[Address, Fraction, Fraction]]:
    """The lowest and highest value of each figure of an indicator in a period."""
    whole = Address(one.key, dates.name)
    yield from ((whole, *ends) for _, *ends in _ends(events, tried, "", ("",), ways, one))
    for breakdown in breakdowns_told(one, dates, authority):
        events_in, column, codes = divided(events, breakdown, dates, authority)
        tried_in, _, _ = divided(tried, breakdown, dates, authority)
        if breakdown.overlap:
            named = ((code, naming(events_in, column, code), naming(tried_in, column, code)) for code in codes)
            found = ((code, *ends) for code, part, ways_in in named for _, *ends in _ends(part, ways_in, "", ("",), ways, one))
        else:
            found = _ends(events_in, tried_in, column, codes, ways, one)
        yield from ((Address(one.key, dates.name, breakdown.key, code), *ends) for code, *ends in found)


def _ends(
    events: pd.DataFrame, tried: pd.DataFrame, column: str, codes: tuple[str, ...], ways: Ways, one: Indicator
) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Each code with the lowest and highest value that it can have."""
    now, each = one.measure.places(events, column), one.measure.places(tried, column)
    is_share = isinstance(one.measure, ShareOfPeople)
    parts, wholes = ways.children_at(each[each["counts"]], codes), ways.children_at(each, codes)
    for at, code in enumerate(codes):
        here = now["place"] == code
        part, whole = parts[:, at], wholes[:, at]
        part_beside = int((here & now["counts"]).sum()) - int(part[ways.first].sum())
        whole_beside = int(here.sum()) - int(whole[ways.first].sum())
        if not is_share:
            yield code, *(Fraction(part_beside + int(least.reduceat(part, ways.first).sum())) for least in (np.minimum, np.maximum))
        elif whole_beside or whole.any():
            yield code, *(_best_share((part_beside, whole_beside), part, whole, ways.first, sign) for sign in (-1, 1))


def _best_share(beside: tuple[int, int], part: np.ndarray, whole: np.ndarray, first: np.ndarray, sign: int) -> Fraction:
    """The smallest (-1) or largest (1) percentage. A share is improved by the choice that is best at its own rate, until none is."""
    share = Fraction(0) if sign > 0 else Fraction(1)
    while True:
        chosen = _best_of_each(sign * (part * share.denominator - whole * share.numerator), first)
        numerator, denominator = beside[0] + int(part[chosen].sum()), beside[1] + int(whole[chosen].sum())
        better = Fraction(numerator, denominator) if denominator else share
        if better == share:
            return share * 100
        share = better


def _best_of_each(scores: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The place of the highest score of each component."""
    component = np.repeat(np.arange(len(first)), np.diff([*first, len(scores)]))
    best = np.lexsort((scores, component))
    return best[np.append(first[1:], len(scores)) - 1]


def ways_to_decide(pairs: pd.DataFrame) -> Ways:
    """Every way in which pairs that await a decision can be decided, component by component."""
    undecided, apart = _of_state(pairs, "open", "left open"), _of_state(pairs, "apart")
    listed = [_ways(*component) for component in _components(undecided, apart)]
    rows, first, ways = [], [], 0
    for decided in listed:
        first.append(ways)
        for way in decided:
            rows += [(child, ways, group) for child, group in way.items()]
            ways += 1
    frame = pd.DataFrame(rows, columns=["child_id", "way", "group"])
    frame["counted_as"] = frame.groupby(["way", "group"]).ngroup()
    way_of = frame.drop_duplicates("counted_as").sort_values("counted_as")["way"].to_numpy(dtype=int)
    return Ways(frame[["child_id", "counted_as"]], way_of, np.array(first, dtype=int), ways)


def _of_state(pairs: pd.DataFrame, *states: str) -> list[Pair]:
    some = pairs[pairs["state"].isin(states)]
    return sorted({(one, other) for one, other in zip(some["child_one"], some["child_other"], strict=True)})


def _components(undecided: list[Pair], apart: list[Pair]) -> list[tuple[list[str], list[Pair], list[Pair]]]:
    """The children that undecided pairs tie together, with those pairs, and the pairs among them that were decided to be two."""
    children = sorted({child for pair in undecided for child in pair})
    at = {child: number for number, child in enumerate(children)}
    ends = np.array([(at[one], at[other]) for one, other in undecided], dtype=int).reshape(-1, 2)
    tied = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(children),) * 2)
    component = connected_components(tied, directed=False)[1] if children else []
    found: dict[int, tuple[list[str], list[Pair], list[Pair]]] = {number: ([], [], []) for number in component}
    for child in children:
        found[component[at[child]]][0].append(child)
    for pair in undecided:
        found[component[at[pair[0]]]][1].append(pair)
    for one, other in apart:
        if one in at and other in at and component[at[one]] == component[at[other]]:
            found[component[at[one]]][2].append((one, other))
    return list(found.values())


def _ways(children: list[str], tied: list[Pair], apart: list[Pair]) -> list[dict[str, str]]:
    """Every way in which the pairs of a component can be decided that no earlier decision forbids; first that all are apart."""
    alone = {child: child for child in children}
    if len(tied) > MOST_PAIRS:
        return [alone, dict.fromkeys(children, children[0]), {}]
    chosen = product((False, True), repeat=len(tied))
    ways = {tuple(_merged(children, [pair for pair, same in zip(tied, each, strict=True) if same]).items()): None for each in chosen}
    return [way for way in map(dict, ways) if all(way[one] != way[other] for one, other in apart)]


def _merged(children: list[str], same: list[Pair]) -> dict[str, str]:
    now = {child: child for child in children}
    for one, other in same:
        first, second = sorted((now[one], now[other]))
        now = {child: first if group == second else group for child, group in now.items()}
    return now
