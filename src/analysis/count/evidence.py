"""The rows behind a figure: found anew from the indicator's record, and counted by another way than the figure was.

A figure that its rows do not give is a fault of the program or of a changed table, and is never explained away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.base.formats import plain
from analysis.base.measures import (
    AgeRange,
    Count,
    Coverage,
    Different,
    Kinds,
    Latest,
    PeakAge,
    People,
    Repeats,
    Share,
    ShareOfPeople,
    Supplied,
    Total,
    run_of_ages,
)
from analysis.base.periods import Period
from analysis.base.settings import Authority, Fault
from analysis.base.spec import Address, Figure, Indicator, Measure
from analysis.base.table import AND
from analysis.count.compute import Material, codes_of, dated_tables, placed, within
from analysis.count.told import as_told


@dataclass(frozen=True)
class Evidence:
    """The rows that a figure counts. ``part`` holds those of its numerator, ``whole`` those of its denominator, if it has one.

    ``period`` is where the rows were dated; ``events`` says how many rows of the table fall into it; ``each`` is what is counted of those
    of the numerator, ``each_of_whole`` of those of the denominator.
    """

    indicator: Indicator
    address: Address
    period: Period
    events: int
    part: pd.DataFrame
    whole: pd.DataFrame | None
    each: str
    each_of_whole: str

    @property
    def numerator(self) -> Fraction:
        """What the rows of the numerator come to."""
        return _counted(self.part, self.each)

    @property
    def denominator(self) -> Fraction | None:
        """What the rows of the denominator come to."""
        return None if self.whole is None else _counted(self.whole, self.each_of_whole)


@dataclass(frozen=True)
class Place:
    """Where the rows of a category are found: its column and code, and all codes of the breakdown in their order."""

    column: str = ""
    code: str = ""
    codes: tuple[str, ...] = ()


UNDIVIDED = Place()


@dataclass(frozen=True)
class Ledger:
    """Processed tables in date order, ready to be asked for the rows behind many figures."""

    supplied: pd.DataFrame
    tables: Mapping[tuple[str, str], pd.DataFrame]
    authority: Authority
    tells: Callable[[str, Period, Period], bool]

    @classmethod
    def of(cls, material: Material, indicators: tuple[Indicator, ...], authority: Authority) -> Ledger:
        return cls(material.supplied, dated_tables(material, indicators), authority, material.tells)

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
        events = as_told(indicator, events, lambda table: self.tells(table, period, period)).events
        division = indicator.breakdown(address.breakdown) if address.breakdown else None
        if division and division.overlap:
            part, whole = _rows_naming(indicator.measure, events, Place(division.column, address.category), figure.value)
            return Evidence(indicator, address, period, len(events), part, whole, *_each(indicator.measure))
        events, column = placed(events, division, self.authority) if division else (events, "")
        place = Place(column, address.category, codes_of(division, self.authority)) if division else UNDIVIDED
        part, whole = rows_behind(indicator.measure, events, place, figure.value)
        return Evidence(indicator, address, period, len(events), part, whole, *_each(indicator.measure))

    def _supplied(self, indicator: Indicator, address: Address, period: Period) -> Evidence:
        rows = self.supplied[(self.supplied["indicator"] == indicator.key) & (self.supplied["period"] == address.period)]
        return Evidence(indicator, address, period, len(rows), rows.tail(1), None, "value", "")


def rows_behind(measure: Measure, events: pd.DataFrame, place: Place, value: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The rows of numerator and denominator, among the events of a period: of a measure, or of one category of its breakdown.

    ``value`` is the printed figure, which for ages says which ages the numerator takes in.
    """
    column, code = place.column, place.code
    match measure:
        case Count(of) | Total(_, of):
            return _divided(of(events), column, code)
        case Repeats(bands, of):
            counted = of(events)
            return (_as_often(counted, bands, code), counted) if column else (counted, None)
        case People(of):
            return _divided(_firsts(of(events)), column, code) if column else (of(events), None)
        case Kinds(several, of):
            counted = of(events)
            return (_of_kind(counted, column, code, several), counted) if column else (counted, None)
        case Different(name, of):
            counted = of(events)
            return (_standing_in(counted, name, place), counted) if column else (counted, None)
        case Latest(_, each, of):
            return _divided(_last(of(events), each), column, code)
        case Coverage(_, _, each, of):
            counted = _last(_only(of(events), column, code), each)
            return counted, counted
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
            return aged[aged["age"].isin(run_of_ages(value))], aged
    raise TypeError(f"{type(measure).__name__} is a measure whose rows nobody has said how to find")


def _rows_naming(measure: Measure, events: pd.DataFrame, place: Place, value: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a part that overlaps others: all that name its code, whatever else they name."""
    named = events[[place.code in cell.split(AND) for cell in events[place.column].astype("str")]]
    part, whole = rows_behind(measure, named, UNDIVIDED, value)
    return part, rows_behind(measure, events, UNDIVIDED, value)[0] if whole is None else whole


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


def _of_kind(events: pd.DataFrame, column: str, code: str, several: str) -> pd.DataFrame:
    """The events of the children all of whose recorded codes are this one; found child by child, where the figure groups once."""
    codes = {child: set(found) - {"not_recorded"} for child, found in events.groupby("child_id")[column]}
    kinds = {child: several if len(found) > 1 else next(iter(found), "not_recorded") for child, found in codes.items()}
    return events[events["child_id"].map(kinds) == code]


def _standing_in(events: pd.DataFrame, name: str, place: Place) -> pd.DataFrame:
    """The events in a category of those that have none in a category before it."""
    column = events[place.column]
    before = events.loc[column.isin(place.codes[: place.codes.index(place.code)]), name]
    return events[(column == place.code) & ~events[name].isin(before)]


def _last(events: pd.DataFrame, each: tuple[str, ...]) -> pd.DataFrame:
    """The last row of each: found by grouping, where the figure is counted by dropping repeats."""
    return events[events.groupby(list(each), dropna=False).cumcount(ascending=False) == 0]


def _each(measure: Measure) -> tuple[str, str]:
    """What is counted of the rows of the numerator and of those of the denominator: rows, a column's sum, or how many it names."""
    match measure:
        case Total(column) | Latest(column):
            return column, column
        case Coverage(reached, all_of_them):
            return reached, all_of_them
        case Different(column):
            return (f"different {column}",) * 2
    return ("different child_id" if measure.kind in {"people", "share of people", "ages"} else "row",) * 2


def _counted(rows: pd.DataFrame, each: str) -> Fraction:
    if each.startswith("different "):
        return Fraction(len(set(rows[each.removeprefix("different ")])))
    return Fraction(len(rows)) if each == "row" else _summed(rows[each])


def _summed(numbers: pd.Series) -> Fraction:
    return sum((Fraction(str(number)) for number in numbers), Fraction(0))


def _said(numerator: Fraction | None, denominator: Fraction | None) -> str:
    part, whole = ("nothing" if number is None else plain(number) for number in (numerator, denominator))
    return part if denominator is None else f"{part} of {whole}"
