"""The pack of a release: the results table and the indicator records as cells and relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf

import numpy as np
import pandas as pd

from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import ALWAYS
from analysis.chapters import indicator
from analysis.chapters.tables import has_all_categories
from analysis.disclose.ages import ages
from analysis.disclose.cells import SHARES, ResultCell, merged, places_of
from analysis.disclose.earlier_releases import Former, former_of
from analysis.disclose.old_states import with_old_states, with_room_for
from analysis.disclose.pack import Cell, Pack, Relation, at_most, total
from analysis.disclose.problem import Rules
from analysis.disclose.regions import Span
from analysis.disclose.relations import Links, parts, spans, unions
from analysis.disclose.repeats import repeats
from analysis.disclose.rests import rest, small_rests


@dataclass(frozen=True)
class PlacedPack:
    """A pack with the places in the results table where each of its cells is printed, and what earlier releases say otherwise.

    ``told`` names the cells that were printed before, ``changed`` those with another value, and not with this one.
    """

    pack: Pack
    places: tuple[ResultCell, ...]
    restated: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()

    @property
    def beside_told(self) -> frozenset[str]:
        """The cells that bear on what earlier releases printed, through whatever holds between them."""
        names = np.array([cell.name for cell in self.pack.cells])
        groups = [names[places].tolist() for places in self.pack.components(np.zeros(len(names), dtype=bool))] if self.told else []
        return frozenset(name for group in groups if not self.told.isdisjoint(group) for name in group)


def release_of(
    results: pd.DataFrame,
    policy: DisclosurePolicy,
    first_month: int = 4,
    earlier: pd.DataFrame | None = None,
    hideable: frozenset[str] = frozenset(),
) -> PlacedPack:
    """Everything the results table prints about children together with earlier releases, and what follows from it.

    ``earlier`` holds a row for each figure as it was printed before: the columns of the results table and ``release``. ``hideable`` names
    headlines that may be hidden after all.
    """
    now = places_of(results, policy, first_month)
    former = former_of(earlier, now, policy, first_month)
    places = [*now, *former.places]
    cells = [_beside_former(cell, former) for cell in merged(places, former.known)]
    cells = [replace(cell, must_show=cell.must_show and cell.name not in hideable) for cell in cells]
    values = {cell.name: cell.value for cell in cells}
    regions = {place.cell.name: place.region for place in places}
    by_name = {cell.name: cell for cell in cells}
    nested = small_rests(regions, by_name, Rules(policy.hide_counts_up_to), former.moved(values))
    rests = [*_rests_of_shares(places), *_rests_of_parts(places), *_merged_categories(places, policy), *nested]
    declared = [_categories(places), _declared(places), repeats(places), ages(places), _named_alone_or_not(places)]
    links = Links.joined([parts(regions), unions(regions, values), spans(regions, values), *declared])
    everything = [*cells, *links.cells, *(cell for cell, _ in rests)]
    known = {cell.name: cell.value for cell in everything}
    # A record may promise more than the figures keep (parts that leave some of the whole out); then there is nothing to reason from.
    relations = [one for one in (*links.relations, *(relation for _, relation in rests)) if one.holds(known)]
    pack = Pack.of(*with_old_states(everything, relations, former.states))
    return PlacedPack(pack, tuple(now), former.restated, former.told, former.changed.keys() - former.known)


def _beside_former(cell: Cell, former: Former) -> Cell:
    """A figure that has changed since it was printed is printed again, or, where it is small now, may be what it was as well.

    Readers take what they have for true, so hiding it would protect nothing.
    """
    if cell.name not in former.changed or cell.name in former.known:
        return cell
    beside = with_room_for(cell, former.changed[cell.name])
    return beside if cell.limit is not None and 1 <= cell.value <= cell.limit else replace(beside, must_show=True)


def _rests_of_shares(places: Iterable[ResultCell]) -> list[tuple[Cell, Relation]]:
    """What is left of each whole: "79 of 82" tells of three others."""
    by_row: dict[int, dict[str, ResultCell]] = {}
    for place in places:
        by_row.setdefault(place.row, {})[place.column] = place
    shares = [pair for pair in by_row.values() if len(pair) == 2 and _has_rest(pair["numerator"])]
    return [rest(pair["numerator"].cell, pair["denominator"].cell) for pair in shares]


def _has_rest(part: ResultCell) -> bool:
    """The other categories of a count are printed themselves; what a share leaves over, and a part that overlaps others, is not."""
    return not part.breakdown or part.indicator.measure.kind in SHARES or part.indicator.breakdown(part.breakdown).overlap


def _rests_of_parts(places: Iterable[ResultCell]) -> list[tuple[Cell, Relation]]:
    """What is left of the indicator that another is declared a part of: "the rest were girls".

    Referrals less children are no such rest: they say how often children were referred, and are no group of children.
    """
    totals = {
        (place.indicator.key, place.region.span): place.cell for place in places if not place.breakdown and place.column == "numerator"
    }
    declared = [(place, totals.get((place.indicator.part_of, place.region.span))) for place in places if place.column == "numerator"]
    return [rest(place.cell, whole) for place, whole in declared if whole and not place.breakdown and whole.value >= place.cell.value]


def _merged_categories(places: Iterable[ResultCell], policy: DisclosurePolicy) -> list[tuple[Cell, Relation]]:
    """Categories that are shown only together: what the others leave tells their sum."""
    groups: dict[tuple[object, ...], dict[str, Cell]] = {}
    for place in (one for one in places if one.is_part):
        for codes in policy.of_table(place.indicator.key, place.breakdown).merge:
            if place.category in codes:
                groups.setdefault((place.table, place.region.span, place.column, codes), {})[place.category] = place.cell
    return [_together(list(found.values()), f"{key[0]}") for key, found in groups.items() if set(found) == set(key[3])]


def _together(cells: list[Cell], table: str) -> tuple[Cell, Relation]:
    names, limit = [cell.name for cell in cells], cells[0].limit
    both = Cell(" + ".join(names), sum(cell.value for cell in cells), is_printed=False, limit=limit, table=table)
    return both, total(both.name, names)


def _categories(places: Iterable[ResultCell]) -> Links:
    """The categories of a breakdown make up its whole: for counts the denominator, for shares both numbers of the undivided figure."""
    wholes = {(place.indicator.key, place.region.span, place.column): place.cell.name for place in places if not place.breakdown}
    groups: dict[tuple[str, Span, str, str], dict[str, str]] = {}
    for place in (one for one in places if one.breakdown and _is_part(one)):
        groups.setdefault((place.indicator.key, place.region.span, place.column, place.breakdown), {})[place.category] = place.cell.name
    complete = [
        (wholes[key[:3]], found)
        for key, found in groups.items()
        if key[:3] in wholes and has_all_categories(indicator(key[0]), key[3], found)
    ]
    return Links((), tuple(relation for whole, found in complete for relation in _made_up(whole, list(found.values()))))


def _is_part(place: ResultCell) -> bool:
    kind = place.indicator.measure.kind
    return kind in SHARES or (place.column == "numerator" and kind != "ages")


def _made_up(whole: str, names: list[str]) -> list[Relation]:
    """Both readings: the parts are the whole, or at most that; the one that does not hold is dropped later."""
    sum_of_parts = total(whole, names)
    return [sum_of_parts, replace(sum_of_parts, upper=inf)]


def _declared(places: Iterable[ResultCell]) -> Links:
    """A whole without what it leaves is at most the part: 43 referrals of 40 children hold 3 re-referrals or more."""
    totals = {
        (place.indicator.key, place.region.span): place.cell.name for place in places if not place.breakdown and place.column == "numerator"
    }
    found = []
    for (key, span), part in totals.items():
        one = indicator(key)
        whole, left = totals.get((one.part_of, span)), totals.get((one.leaves, span))
        if whole and left:
            found.append(Relation(((part, 1), (left, 1), (whole, -1)), upper=inf))
    return Links((), tuple(found))


def _named_alone_or_not(places: Iterable[ResultCell]) -> Links:
    """Whatever names a code names it alone or among several: 9 that name one and 7 that name it alone are 2 of several."""
    groups: dict[tuple[str, Span, str], tuple[dict[str, str], dict[str, str]]] = {}
    for place in (one for one in places if one.breakdown and one.column == "numerator" and _is_part(one)):
        division = place.indicator.breakdown(place.breakdown)
        if division.covered:
            named, alone = groups.setdefault((place.indicator.key, place.region.span, division.column), ({}, {}))
            (named if division.overlap else alone)[place.category] = place.cell.name
    return Links((), tuple(relation for named, alone in groups.values() for relation in _between_both(named, alone)))


def _between_both(named: dict[str, str], alone: dict[str, str]) -> Iterator[Relation]:
    """What is named is no less than what is named alone, and no more than with all of several, of which each names two codes or more.

    No count of several names that meets this is impossible: its names can be dealt out so that each has as many as any other, or one more.
    """
    several = alone.get("several")
    for code, name in named.items():
        if code in alone:
            yield at_most(alone[code], name)
            yield from (at_most(name, alone[code], several) for _ in (several,) if several)
    if several and all(code in alone for code in named) and len(named) == len(alone.keys() - ALWAYS):
        yield Relation(((several, -2), *((name, 1) for name in named.values()), *((alone[code], -1) for code in named)), upper=inf)
