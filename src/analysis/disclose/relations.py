"""What follows from regions: parts and wholes, unions, and how the figures of shorter spans bear on those of longer ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, permutations
from math import inf

from analysis.chapters.tables import codes_that_make_up_all
from analysis.disclose.nesting import Named, grouped, nestings
from analysis.disclose.pack import Cell, Relation, at_most, total
from analysis.disclose.regions import Box, Region, Span, narrowed


@dataclass(frozen=True)
class Links:
    """Relations, and the cells they need that are not printed."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]

    @classmethod
    def joined(cls, several: Iterable[Links]) -> Links:
        found = list(several)
        return cls(tuple(cell for one in found for cell in one.cells), tuple(relation for one in found for relation in one.relations))


def parts(regions: Named) -> Links:
    """Whatever lies within another region is no larger; children are no more than the events about them.

    Of what a part leaves there are events for each child that it leaves, too.
    """
    at = {region: name for name, region in regions.items()}
    pairs = [pair for nesting in nestings(regions) for pair in nesting.nearest]
    left = [relation for part, whole in pairs for relation in _events_left(part, whole, regions, at)]
    return Links((), (*(at_most(part, whole) for part, whole in pairs), *left))


def _events_left(part: str, whole: str, regions: Named, at: Mapping[Region, str]) -> Iterator[Relation]:
    """43 children of whom 40 are girls leave three, and so at least three events that are not about girls."""
    events = [at.get(replace(regions[name], kind="events")) for name in (part, whole)]
    if all(regions[name].kind == "people" and regions[name].group is None for name in (part, whole)) and all(events):
        yield Relation(((part, 1), (whole, -1), (events[0], -1), (events[1], 1)), upper=inf)


def unions(regions: Named, values: Mapping[str, int]) -> Links:
    """Events for which a column may hold several codes are the sum of those with each code, where these are printed.

    So are events whose column may hold any code of all that there are.
    """
    by_region = {region: name for name, region in regions.items()}
    found = []
    for name, region in regions.items():
        for column, codes in (*region.box, *_any_code(region)) if region.kind == "events" else ():
            singles = [by_region.get(_with_box(region, column, str(code))) for code in codes]
            if len(codes) > 1 and all(singles) and sum(values[single] for single in singles if single) == values[name]:
                found.append(total(name, [single for single in singles if single]))
    return Links((), tuple(found))


def _any_code(region: Region) -> Box:
    """The columns of which a region asks for nothing, with all codes that a row can have in them."""
    return tuple((column, codes) for column, codes in codes_that_make_up_all(region.source).items() if column not in dict(region.box))


def spans(regions: Named, values: Mapping[str, int]) -> Links:
    """How the figures of one region over several spans bear on each other."""
    series = grouped(regions, lambda one: one.over(Span(0, 0)))
    return Links.joined(
        _series({regions[name].span: name for name in names}, regions[names[0]], values) for names in series if len(names) > 1
    )


def _series(names: dict[Span, str], region: Region, values: Mapping[str, int]) -> Links:
    if region.adds_up:
        return _added(names, values)
    if region.kind != "people":
        return Links((), ())
    return Links((), (*_no_less(names, region), *(_no_more(names) if _stands_by_itself(region) else ())))


def _added(names: dict[Span, str], values: Mapping[str, int]) -> Links:
    """Each span is the sum of the shortest spans between any two dates; those that are not printed become cells that are never printed."""
    steps = _steps(names)
    known = {span: values[name] for span, name in names.items()}
    amounts = _amounts(steps, known)
    label = min(names.values()).rsplit(" ", 1)[0]
    step_names = {step: names.get(step, f"{label} {step.start}..{step.end}") for step in steps}
    cells = tuple(Cell(step_names[step], amounts[step], is_printed=False) for step in steps if step not in names)
    sums = [(name, [step_names[step] for step in steps if span.holds(step)]) for span, name in names.items()]
    return Links(cells, tuple(total(name, found) for name, found in sums if found != [name]))


def _steps(spans: Iterable[Span]) -> list[Span]:
    spans = list(spans)
    dates = sorted({date for span in spans for date in (span.start, span.end)})
    steps = [Span(*pair) for pair in pairwise(dates)]
    return [step for step in steps if any(span.holds(step) for span in spans)]


def _amounts(steps: list[Span], known: dict[Span, int]) -> dict[Span, int]:
    """Amounts of the steps that agree with the true figures, spans with one unknown step first."""
    found = {step: known[step] for step in steps if step in known}
    while len(found) < len(steps):
        span, missing = min(
            ((span, [step for step in steps if span.holds(step) and step not in found]) for span in known),
            key=lambda pair: len(pair[1]) or len(steps) + 1,
        )
        rest = known[span] - sum(found[step] for step in steps if span.holds(step) and step in found)
        found |= dict.fromkeys(missing[1:], 0) | {missing[0]: rest}
    return found


def _no_less(names: dict[Span, str], region: Region) -> Iterator[Relation]:
    """Children of a shorter span are among those of a longer one. By first event that is so only when both start on one day."""
    inside = [(a, b) for a, b in permutations(names, 2) if b.holds(a) and (region.group is None or a.start == b.start)]
    pairs = set(inside)
    for a, b in inside:
        if not any((a, c) in pairs and (c, b) in pairs for c in names):
            yield at_most(names[a], names[b])


def _stands_by_itself(region: Region) -> bool:
    """Whether a child that is counted over a span is counted by the same code over the part of it in which its first event lies.

    Not where what is counted of it may lie in another part, in which another event of the child comes first.
    """
    return region.group is None or region.box == region.group[2]


def _no_more(names: dict[Span, str]) -> Iterator[Relation]:
    """Children of a span are no more than those of spans that make it up, together."""
    for span, name in names.items():
        for chain in _chains(span, [one for one in names if span.holds(one) and one != span]):
            yield at_most(name, *(names[one] for one in chain))


def _chains(span: Span, within_it: list[Span], start: float | None = None) -> Iterator[list[Span]]:
    """The ways in which spans follow each other from the start of one to its end."""
    begin = span.start if start is None else start
    for one in (one for one in within_it if one.start == begin):
        if one.end == span.end:
            yield [one]
        for rest in _chains(span, within_it, one.end) if one.end < span.end else ():
            yield [one, *rest]


def _with_box(region: Region, column: str, code: str) -> Region:
    return Region(region.source, region.dated_by, region.kind, narrowed(region.box, column, code), region.span, region.group)
