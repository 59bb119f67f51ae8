"""What each number of the results table counts, as a region: which events, by which conditions, between which dates.

Two figures with the same region are the same cell wherever they are printed, and relations follow from the regions alone: one is part of
another, several make up a third. So a new indicator needs nothing written about disclosure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

from analysis.base.measures import AgeRange, Condition, Count, Kinds, PeakAge, People, Repeats, Share, ShareOfPeople, Total
from analysis.base.periods import Period
from analysis.base.spec import Breakdown, Indicator

NAMES = " names "

Box = tuple[tuple[str, tuple[object, ...]], ...]


@dataclass(frozen=True, order=True)
class Span:
    """Whole months, the last not included; an open start is minus infinity."""

    start: float
    end: float

    @classmethod
    def of(cls, period: Period) -> Span:
        return cls(-inf if period.start is None else period.months.start, period.months.stop)

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Region:
    """Everything of one kind that meets some conditions in a span.

    ``kind`` is ``events``, ``people``, ``sum of <column>`` or ``ages of <indicator>``. ``group`` is set where children stand by the first
    of some of their events: the column, the code, and the conditions of those events.
    """

    source: str
    dated_by: str
    kind: str
    box: Box
    span: Span
    group: tuple[str, str, Box] | None = None

    @property
    def name(self) -> str:
        """A name that is the same for the same region."""
        tests = "; ".join(f"{column}={'|'.join(map(str, values))}" for column, values in self.box)
        first = f"; first {self.group[0]}={self.group[1]} of {self.group[2]}" if self.group else ""
        return f"{self.source} by {self.dated_by}: {self.kind} [{tests}{first}] {self.span.start}..{self.span.end}"

    def over(self, span: Span) -> Region:
        return replace(self, span=span)

    @property
    def adds_up(self) -> bool:
        """Whether the parts of a span add up to it: events and sums do, children can be counted in several."""
        return self.kind == "events" or self.kind.startswith("sum of ")

    @property
    def unit(self) -> str:
        """What is counted one by one: ``events``, ``people``, or a sum of its own."""
        return self.kind if self.adds_up else "people"

    def holds(self, other: Region) -> bool:
        """Whether it counts everything that another one counts, or at least one event for each child that the other counts."""
        if (self.source, self.dated_by) != (other.source, other.dated_by) or not self.span.holds(other.span):
            return False
        if not _is_kind_of(other.kind, self.kind):
            return False
        if self.group is not None:
            # A child's first event of a later span need not be its first of this one.
            return self.group == other.group and within(other.box, self.box) and self.span.start == other.span.start
        return within(other.box, self.box) or (other.group is not None and within(_first_of(other), self.box))


def box_of(*conditions: Condition) -> Box:
    """Conditions together: for each column the values that all of them allow."""
    allowed: dict[str, set[object]] = {}
    for column, values in (test for condition in conditions for test in condition.tests):
        allowed[column] = allowed.get(column, set(values)) & set(values)
    return tuple((column, tuple(sorted(values, key=str))) for column, values in sorted(allowed.items()))


def within(part: Box, whole: Box) -> bool:
    """Whether everything that meets one set of conditions meets the other.

    >>> within((("age", (14,)), ("sex", ("male",))), (("sex", ("female", "male")),))
    True
    """
    allowed = dict(part)
    return all(_keeps(allowed, column, values) for column, values in whole)


def _keeps(allowed: dict[str, tuple[object, ...]], column: str, values: tuple[object, ...]) -> bool:
    """Whether conditions let through only these values of a column; whatever has one code alone names it."""
    if column in allowed:
        return set(allowed[column]) <= set(values)
    named, _, code = column.rpartition(NAMES)
    return bool(named) and allowed.get(named) == (code,)


def _is_kind_of(part: str, whole: str) -> bool:
    """A peak is part of the children of known age, these of all children, and there is at least one event for each."""
    order = ("ages of", "people of known age", "people", "events")
    small, large = (next((place for place, start in enumerate(order) if kind.startswith(start)), None) for kind in (part, whole))
    if small is None or large is None:
        return part == whole
    return large > 0 and small <= large


def _first_of(region: Region) -> Box:
    """The events of which each child of a group has one: its first."""
    column, code, among = region.group
    return narrowed(among, column, code)


def narrowed(box: Box, column: str, code: str) -> Box:
    """A box cut down to one code of a column."""
    return tuple(sorted((dict(box) | {column: (code,)}).items()))


def regions_of(indicator: Indicator, span: Span, breakdown: Breakdown | None, code: str) -> tuple[Region, Region | None] | None:
    """What the numerator and the denominator of a figure count; nothing for a number that was handed over."""
    measure = indicator.measure
    match measure:
        case Count() | Total():
            kind = "events" if isinstance(measure, Count) else f"sum of {measure.column}"
            whole = _region(indicator, kind, box_of(measure.of), span)
            return _with_part(whole, breakdown, code, by_first=False)
        case People() | Repeats() | Kinds():
            return _with_part(_region(indicator, "people", box_of(measure.of), span), breakdown, code, by_first=True)
        case Share() | ShareOfPeople():
            return _share(indicator, span, breakdown, code)
        case PeakAge() | AgeRange():
            return _ages(indicator, measure, span, code)
    return None


def _with_part(whole: Region, breakdown: Breakdown | None, code: str, by_first: bool) -> tuple[Region, Region | None]:
    return (_cut(whole, breakdown, code, whole.box if by_first else None), whole) if breakdown else (whole, None)


def _share(indicator: Indicator, span: Span, breakdown: Breakdown | None, code: str) -> tuple[Region, Region]:
    measure = indicator.measure
    by_child = isinstance(measure, ShareOfPeople)
    kind, base = "people" if by_child else "events", box_of(measure.whole)
    part = _region(indicator, kind, box_of(measure.whole, measure.part), span)
    whole = _region(indicator, kind, base, span)
    first_of = base if by_child else None
    return (_cut(part, breakdown, code, first_of), _cut(whole, breakdown, code, first_of)) if breakdown else (part, whole)


def _ages(indicator: Indicator, measure: PeakAge | AgeRange, span: Span, code: str) -> tuple[Region, Region]:
    box = box_of(measure.of)
    run = _region(indicator, f"ages of {indicator.key} {code}".strip(), box, span)
    return run, _region(indicator, f"people of known age {code}".strip(), box, span)


def _cut(region: Region, breakdown: Breakdown, code: str, first_of: Box | None) -> Region:
    """One category: of events those with the code, of children those whose first event of the base has it.

    Where parts overlap it is what names the code, alone or among others: no condition on what the cell is.
    """
    if breakdown.overlap:
        return replace(region, box=narrowed(region.box, f"{breakdown.column}{NAMES}{code}", "yes"))
    if first_of is not None:
        return replace(region, group=(breakdown.column, code, first_of))
    return replace(region, box=narrowed(region.box, breakdown.column, code))


def _region(indicator: Indicator, kind: str, box: Box, span: Span) -> Region:
    return Region(indicator.source, indicator.dated_by, kind, box, span)
