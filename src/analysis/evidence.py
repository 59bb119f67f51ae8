"""The rows behind a figure: found anew from the indicator's record, and counted by another way than the figure was.

A figure that its rows do not give is a fault of the program or of a changed table, and is never explained away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.compute import Material, dated_tables, placed, within
from analysis.formats import plain
from analysis.measures import AgeRange, Count, PeakAge, People, Repeats, Share, ShareOfPeople, Supplied, Total
from analysis.periods import Period
from analysis.settings import Authority, Fault
from analysis.spec import Address, Figure, Indicator, Measure


@dataclass(frozen=True)
class Evidence:
    """The rows that a figure counts. ``part`` holds those of its numerator, ``whole`` those of its denominator, if it has one.

    ``period`` is where the rows were dated; ``events`` says how many rows of the table fall into it; ``each`` is what is counted of them.
    """

    indicator: Indicator
    address: Address
    period: Period
    events: int
    part: pd.DataFrame
    whole: pd.DataFrame | None
    each: str

    @property
    def numerator(self) -> Fraction:
        """What the rows of the numerator come to."""
        return _counted(self.part, self.each)

    @property
    def denominator(self) -> Fraction | None:
        """What the rows of the denominator come to."""
        return None if self.whole is None else _counted(self.whole, self.each)


@dataclass(frozen=True)
class Ledger:
    """Processed tables in date order, ready to be asked for the rows behind many figures."""

    supplied: pd.DataFrame
    tables: Mapping[tuple[str, str], pd.DataFrame]
    authority: Authority

    @classmethod
    def of(cls, material: Material, indicators: tuple[Indicator, ...], authority: Authority) -> Ledger:
        return cls(material.supplied, dated_tables(material, indicators), authority)

    def evidence(self, indicator: Indicator, figure: Figure) -> Evidence:
        """The rows behind a figure. Raises `Fault` when they do not give its numerator and denominator, or when none was counted."""
        found = self._find(indicator, figure)
        stated = (figure.numerator, figure.denominator)
        if (found.numerator, found.denominator) != stated:
            said, given = (_said(*pair) for pair in (stated, (found.numerator, found.denominator)))
            raise Fault(
                f"{figure.address} says {said}, but its rows give {given}. The processed tables are not those that it was counted from: "
                "run `overview run` for its period again. If it says so once more, it is an error of the program; please report it."
            )
        return found

    def _find(self, indicator: Indicator, figure: Figure) -> Evidence:
        address, period = figure.address, Period.parse(figure.address.period, self.authority.year_starts_in)
        if figure.is_missing and figure.value == "x":
            raise Fault(f"{address} is not available: nothing was delivered or handed over to count, so there are no rows behind it.")
        if isinstance(indicator.measure, Supplied):
            return self._supplied(indicator, address, period)
        events = within(self.tables[indicator.source, indicator.dated_by], indicator.dated_by, period)
        events, column = placed(events, indicator.breakdown(address.breakdown), self.authority) if address.breakdown else (events, "")
        part, whole = rows_behind(indicator.measure, events, column, address.category, figure.value)
        return Evidence(indicator, address, period, len(events), part, whole, _each(indicator.measure))

    def _supplied(self, indicator: Indicator, address: Address, period: Period) -> Evidence:
        rows = self.supplied[(self.supplied["indicator"] == indicator.key) & (self.supplied["period"] == address.period)]
        return Evidence(indicator, address, period, len(rows), rows.tail(1), None, "value")


def rows_behind(measure: Measure, events: pd.DataFrame, column: str, code: str, value: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The rows of numerator and denominator, among the events of a period: of a measure, or of one category of its breakdown.

    ``value`` is the printed figure, which for ages says which ages the numerator takes in.
    """
    match measure:
        case Count(of) | Total(_, of):
            return _divided(of(events), column, code)
        case Repeats(bands, of):
            counted = of(events)
            return (_as_often(counted, bands, code), counted) if column else (counted, None)
        case People(of):
            return _divided(_firsts(of(events)), column, code) if column else (of(events), None)
        case Share(part, whole):
            counted = whole(_only(events, column, code))
            return part(counted), counted
        case ShareOfPeople(part, whole):
            counted = whole(events)
            firsts = _only(_firsts(counted), column, code)
            counted = counted[counted["child_id"].isin(firsts["child_id"])]
            return part(counted), counted
        case PeakAge(of) | AgeRange(of):
            aged = _firsts(of(_only(events, column, code))).dropna(subset=["age"])
            return aged[aged["age"].isin(_ages(value))], aged
    raise TypeError(f"{type(measure).__name__} is a measure whose rows nobody has said how to find")


def _divided(counted: pd.DataFrame, column: str, code: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    return (_only(counted, column, code), counted) if column else (counted, None)


def _only(events: pd.DataFrame, column: str, code: str) -> pd.DataFrame:
    return events[events[column] == code] if column else events


def _firsts(events: pd.DataFrame) -> pd.DataFrame:
    """The row by which each child is placed: its first. Found by grouping, where the figure is counted by dropping repeats."""
    return events[events.groupby("child_id").cumcount() == 0]


def _as_often(events: pd.DataFrame, bands: tuple[tuple[str, int, float], ...], code: str) -> pd.DataFrame:
    """The events of the children with as many of them as a category says."""
    fewest, most = next((low, high) for name, low, high in bands if name == code)
    times = events.groupby("child_id")["child_id"].transform("size")
    return events[(times >= fewest) & (times <= most)]


def _ages(value: str) -> range:
    first, _, last = value.partition("-")
    return range(int(first), int(last or first) + 1) if first.isdecimal() else range(0)


def _each(measure: Measure) -> str:
    if isinstance(measure, Total):
        return measure.column
    return "child" if measure.kind in {"people", "share of people", "ages"} else "row"


def _counted(rows: pd.DataFrame, each: str) -> Fraction:
    how: Callable[[], object] = {"row": lambda: len(rows), "child": lambda: len(set(rows["child_id"]))}.get(
        each, lambda: _summed(rows[each])
    )
    return Fraction(str(how()))


def _summed(numbers: pd.Series) -> Fraction:
    return sum((Fraction(str(number)) for number in numbers), Fraction(0))


def _said(numerator: Fraction | None, denominator: Fraction | None) -> str:
    part, whole = ("nothing" if number is None else plain(number) for number in (numerator, denominator))
    return part if denominator is None else f"{part} of {whole}"
