"""The pack of a release: the results table and the indicator records as cells and relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf

import pandas as pd

from analysis.disclose.pack import Cell, Pack, Relation, total
from analysis.disclose.regions import Region, Span, regions_of
from analysis.disclose.relations import Links, parts, spans, unions
from analysis.indicators import indicator
from analysis.measures import Repeats
from analysis.periods import Period
from analysis.spec import ELSEWHERE, Breakdown, Indicator

# What hiding costs the reader: most of all a total, least a category.
COST_OF_TOTAL, COST_OF_WHOLE, COST_OF_PART = 8, 3, 1
COST_OF_YEAR = 5  # times that of a quarter

SHARES = {"share", "share of people"}


@dataclass(frozen=True)
class Place:
    """One number of the results table: its row and column, what it counts, and the cell that it is."""

    row: int
    column: str
    indicator: Indicator
    breakdown: str
    category: str
    region: Region
    cell: Cell


@dataclass(frozen=True)
class Release:
    """A pack with the places in the results table where each of its cells is printed."""

    pack: Pack
    places: tuple[Place, ...]


def release_of(results: pd.DataFrame, threshold: int, first_month: int = 4, earlier: Iterable[str] = ()) -> Release:
    """Everything the results table prints about children, and what follows from it.

    Services are not in it: nothing of theirs is hidden. ``earlier`` names cells that were published before and so stay as they are.
    """
    rows = enumerate(results.to_dict("records"))
    places = _told_apart([place for number, row in rows for place in _places(number, row, threshold, first_month)])
    cells = _merged(places, frozenset(earlier))
    values = {cell.name: cell.value for cell in cells}
    regions = {place.cell.name: place.region for place in places}
    rests = [*_rests_of_shares(places), *_rests_of_parts(places)]
    declared = [_categories(places), _declared(places), _repeats(places)]
    links = Links.joined([parts(regions), unions(regions, values), spans(regions, values), *declared])
    relations = [
        one for one in (*links.relations, *(relation for _, relation in rests)) if _holds(one, values | _values(links.cells, rests))
    ]
    return Release(Pack.of([*cells, *links.cells, *(cell for cell, _ in rests)], relations), tuple(places))


def _values(cells: Iterable[Cell], rests: Iterable[tuple[Cell, Relation]]) -> dict[str, int]:
    return {cell.name: cell.value for cell in (*cells, *(cell for cell, _ in rests))}


def _holds(relation: Relation, values: dict[str, int]) -> bool:
    """A record may promise more than the figures keep (parts that leave some of the whole out); then there is nothing to reason from."""
    return relation.lower <= sum(by * values[name] for name, by in relation.terms) <= relation.upper


def _places(number: int, row: dict[str, str], threshold: int, first_month: int) -> Iterator[Place]:
    one = indicator(row["indicator"])
    if not one.about_children:
        return
    breakdown = one.breakdown(row["breakdown"]) if row["breakdown"] else None
    counted = regions_of(one, Span.of(Period.parse(row["period"], first_month)), breakdown, row["category"])
    for column, region in zip(("numerator", "denominator"), counted or (), strict=False):
        if region is not None and row[column].isdecimal():
            yield Place(
                number, column, one, row["breakdown"], row["category"], region, _cell(row, one, column, region, threshold, first_month)
            )


def _cell(row: dict[str, str], one: Indicator, column: str, region: Region, threshold: int, first_month: int) -> Cell:
    is_total = column == "numerator" and not row["breakdown"] and not row["denominator"]
    value = int(row[column])
    is_annual = _is_annual(Period.parse(row["period"], first_month))
    cost = COST_OF_TOTAL if is_total else COST_OF_WHOLE if column == "denominator" or not row["breakdown"] else COST_OF_PART
    return Cell(
        region.name,
        value,
        must_show=is_total and is_annual and bool(one.statement) and value > threshold,
        cost=cost * COST_OF_YEAR if is_annual else cost,
        table=f"{one.key}@{row['period']}" + f"[{row['breakdown']}]" * bool(row["breakdown"]),
    )


def _is_annual(period: Period) -> bool:
    """A year, or the dates of a service that stand for one; not a quarter or a part of a year so far."""
    return period.is_year or (not period.is_quarter and period.start is not None and period.start.month != period.first_month)


def _told_apart(places: list[Place]) -> list[Place]:
    """Figures that should be the same and are not (one of them was corrected by hand, say) are kept as cells of their own."""
    first: dict[str, int] = {}
    apart = []
    for place in places:
        if first.setdefault(place.cell.name, place.cell.value) == place.cell.value:
            apart.append(place)
        else:
            apart.append(replace(place, cell=replace(place.cell, name=f"{place.cell.name} in {place.cell.table} {place.column}")))
    return apart


def _merged(places: Iterable[Place], earlier: frozenset[str]) -> list[Cell]:
    """One cell for all places that print it: as dear as the dearest, and shown when one of them must be."""
    merged: dict[str, Cell] = {}
    for cell in (place.cell for place in places):
        other = merged.get(cell.name, cell)
        must_show = cell.must_show or other.must_show or cell.name in earlier
        merged[cell.name] = replace(other, cost=max(cell.cost, other.cost), must_show=must_show, table=min(cell.table, other.table))
    return list(merged.values())


def _rests_of_shares(places: Iterable[Place]) -> list[tuple[Cell, Relation]]:
    """What is left of each whole: "79 of 82" tells of three others."""
    by_row: dict[int, dict[str, Place]] = {}
    for place in places:
        by_row.setdefault(place.row, {})[place.column] = place
    shares = [pair for pair in by_row.values() if len(pair) == 2 and _has_rest(pair["numerator"])]
    return [_rest(pair["numerator"].cell, pair["denominator"].cell) for pair in shares]


def _has_rest(part: Place) -> bool:
    """The other categories of a count are printed themselves; what a share leaves over is not."""
    return not part.breakdown or part.indicator.measure.kind in SHARES


def _rests_of_parts(places: Iterable[Place]) -> list[tuple[Cell, Relation]]:
    """What is left of the indicator that another is declared a part of: "the rest were girls"."""
    totals = {
        (place.indicator.key, place.region.span): place.cell for place in places if not place.breakdown and place.column == "numerator"
    }
    declared = [(place, totals.get((place.indicator.part_of, place.region.span))) for place in places if place.column == "numerator"]
    parts = [(place.cell, whole) for place, whole in declared if whole and not place.breakdown]
    left = [(totals.get((place.indicator.leaves, place.region.span)), whole) for place, whole in declared if whole and not place.breakdown]
    return [_rest(part, whole) for part, whole in (*parts, *left) if part and whole.value >= part.value]


def _rest(part: Cell, whole: Cell) -> tuple[Cell, Relation]:
    rest = Cell(f"rest of {part.name} in {whole.name}", whole.value - part.value, is_printed=False, table=part.table)
    return rest, total(whole.name, [part.name, rest.name])


def _categories(places: Iterable[Place]) -> Links:
    """The categories of a breakdown make up its whole: for counts the denominator, for shares both numbers of the undivided figure."""
    wholes = {(place.indicator.key, place.region.span, place.column): place.cell.name for place in places if not place.breakdown}
    groups: dict[tuple[str, Span, str, str], dict[str, str]] = {}
    for place in (one for one in places if one.breakdown and _is_part(one)):
        groups.setdefault((place.indicator.key, place.region.span, place.column, place.breakdown), {})[place.category] = place.cell.name
    complete = [
        (wholes[key[:3]], found)
        for key, found in groups.items()
        if key[:3] in wholes and _is_complete(indicator(key[0]).breakdown(key[3]), found)
    ]
    return Links((), tuple(relation for whole, found in complete for relation in _made_up(whole, list(found.values()))))


def _is_complete(breakdown: Breakdown, found: Iterable[str]) -> bool:
    """Whether these are all categories. Where they are names every one is counted, and what is left of the whole is elsewhere."""
    return ELSEWHERE.code in found if breakdown.by_name else set(found) == set(breakdown.codes)


def _is_part(place: Place) -> bool:
    kind = place.indicator.measure.kind
    return kind in SHARES or (place.column == "numerator" and kind != "ages")


def _made_up(whole: str, names: list[str]) -> list[Relation]:
    """Both readings: the parts are the whole, or at most that; the one that does not hold is dropped later."""
    sum_of_parts = total(whole, names)
    return [sum_of_parts, replace(sum_of_parts, upper=inf)]


def _declared(places: Iterable[Place]) -> Links:
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


def _repeats(places: Iterable[Place]) -> Links:
    """Children by how many events each has tell of the events: three children with two or more of them have at least six."""
    events = {place.region: place.cell.name for place in places if place.region.kind == "events"}
    groups: dict[str, list[Place]] = {}
    for place in places:
        all_of_it = events.get(replace(place.region, kind="events", group=None))
        if all_of_it and place.column == "numerator" and place.breakdown and isinstance(place.indicator.measure, Repeats):
            groups.setdefault(all_of_it, []).append(place)
    return Links((), tuple(relation for whole, found in groups.items() for relation in _between(whole, found)))


def _between(whole: str, bands: list[Place]) -> Iterator[Relation]:
    """No fewer events than the fewest of every child together, and no more than the most, where that has an end."""
    limits = {code: (fewest, most) for code, fewest, most in bands[0].indicator.measure.bands}
    fewest = [(one.cell.name, -limits[one.category][0]) for one in bands]
    most = [(one.cell.name, -limits[one.category][1]) for one in bands if one.cell.value]
    yield Relation(((whole, 1), *sorted(fewest)), upper=inf)
    if all(limit > -inf for _, limit in most):
        yield Relation(((whole, 1), *sorted(most)), lower=-inf)
