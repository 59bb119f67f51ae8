"""What children by how many events each has tell of the events, and of the children of shorter spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from math import inf

from analysis.base.measures import Repeats
from analysis.disclose.cells import ResultCell
from analysis.disclose.pack import Relation
from analysis.disclose.regions import Region, Span
from analysis.disclose.relations import Links

# With more spans than these in a year only all of them together are set against its bands.
MANY_SPANS = 6


def repeats(places: Iterable[ResultCell]) -> Links:
    """Three children with two events or more have at least six; a child with one event is counted in one quarter alone."""
    places = list(places)
    names = {place.region: place.cell.name for place in places}
    groups: dict[Region, list[ResultCell]] = {}
    for place in places:
        if place.column == "numerator" and place.breakdown and isinstance(place.indicator.measure, Repeats):
            groups.setdefault(replace(place.region, group=None), []).append(place)
    return Links((), tuple(relation for children, bands in groups.items() for relation in _told(children, bands, names)))


def _told(children: Region, bands: list[ResultCell], names: dict[Region, str]) -> Iterator[Relation]:
    events = names.get(replace(children, kind="events"))
    if events:
        yield from _between(events, bands)
    shorter = {region.span: name for region, name in names.items() if region != children and region == children.over(region.span)}
    for spans in _apart([span for span in shorter if children.span.holds(span)]):
        most = [(band.cell.name, -int(min(_limits(band)[1], len(spans)))) for band in bands]
        yield Relation((*sorted((shorter[span], 1) for span in spans), *sorted(most)), lower=-inf)


def _apart(spans: list[Span]) -> Iterator[tuple[Span, ...]]:
    """Two and more of the shortest spans, none of which overlap."""
    shortest = [one for one in sorted(spans) if not any(other != one and one.holds(other) for other in spans)]
    for size in range(2, len(shortest) + 1) if len(shortest) <= MANY_SPANS else (len(shortest),):
        yield from (some for some in combinations(shortest, size) if all(a.end <= b.start for a, b in combinations(some, 2)))


def _limits(band: ResultCell) -> tuple[int, float]:
    return next((fewest, most) for code, fewest, most in band.indicator.measure.bands if code == band.category)


def _between(whole: str, bands: list[ResultCell]) -> Iterator[Relation]:
    """No fewer events than the fewest of every child together, and no more than the most, where that has an end."""
    fewest = [(band.cell.name, -_limits(band)[0]) for band in bands]
    most = [(band.cell.name, -_limits(band)[1]) for band in bands if band.cell.value]
    yield Relation(((whole, 1), *sorted(fewest)), upper=inf)
    if all(limit > -inf for _, limit in most):
        yield Relation(((whole, 1), *sorted(most)), lower=-inf)
