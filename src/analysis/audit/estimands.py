"""What each printed number counts, read from the methodology that is published with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from analysis.audit.published_rows import Printed
from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.chapters import BY_KEY

Where = frozenset[tuple[str, frozenset[str]]]

OF_PEOPLE = {"people", "share of people"}
SHARES = {"share", "share of people"}


@dataclass(frozen=True)
class Thing:
    """What a number counts: records of a source that meet all ``where``, each or as different children, from month ``first`` to ``last``.

    ``stands`` is where children stand by their first record: column, code, and among which records.
    """

    source: str
    each: str
    where: Where
    stands: tuple[str, str, Where] | None
    first: float
    last: float

    def at(self, first: float, last: float) -> Thing:
        return Thing(self.source, self.each, self.where, self.stands, first, last)

    @property
    def source_of_all_states(self) -> str:
        """The table and the date by which it is counted, whatever state of it was printed."""
        return " ".join(self.source.split(" ")[:2]).strip()

    @property
    def undated(self) -> tuple[object, ...]:
        return (self.source, self.each, self.where, self.stands)


def things_of(row: Printed, first_month: int, records: Mapping[str, Indicator] = BY_KEY) -> tuple[Thing | None, Thing | None]:
    """What the two numbers of a row count, from the indicator's record."""
    one = records.get(row.indicator)
    if one is None or one.measure.kind == "supplied":
        return None, None
    period = Period.parse(row.period, first_month)
    dates = (-inf if period.start is None else period.months.start, period.months.stop)
    kind, division = one.measure.kind, one.breakdown(row.breakdown) if row.breakdown else None
    by = division.column if division else ""
    whole = where_of(one.measure.whole if kind in SHARES else one.measure.of)
    part = both(whole, where_of(one.measure.part)) if kind in SHARES else whole
    source = f"{one.source} {one.dated_by} {row.version}".strip()
    if kind == "ages":
        run = Thing(source, f"ages of {one.key} {row.category}", part, None, *dates)
        return run, Thing(source, f"children of known age {row.category}", whole, None, *dates)
    each = "child" if kind in OF_PEOPLE else f"sum {one.measure.column}" if kind == "total" else "record"
    if division and division.overlap:
        cut = [(both(where, ((f"any of {by}", frozenset({row.category})),)), None) for where in (part, whole)]
    else:
        cut = [_category(part, whole, each, by, row.category), _category(whole, whole, each, by, row.category)]
    numbers = [Thing(source, each, where, stands, *dates) for where, stands in cut]
    return (numbers[0], numbers[1]) if kind in SHARES else (numbers[0], Thing(source, each, whole, None, *dates) if row.breakdown else None)


def where_of(condition: object) -> Where:
    """A condition of a record as codes by column."""
    return both(frozenset(), frozenset((column, frozenset(map(str, values))) for column, values in condition.tests))


def both(one: Iterable[tuple[str, frozenset[str]]], other: Iterable[tuple[str, frozenset[str]]]) -> Where:
    """Two sets of conditions together."""
    together: dict[str, frozenset[str]] = {}
    for column, values in (*one, *other):
        together[column] = together.get(column, values) & values
    return frozenset(together.items())


def _category(where: Where, among: Where, each: str, column: str, code: str) -> tuple[Where, tuple[str, str, Where] | None]:
    if not column:
        return where, None
    if each == "child":
        return where, (column, code, among)
    return both(((c, v) for c, v in where if c != column), ((column, frozenset({code})),)), None
