"""Why a column of dates is not believed: it can be read in two ways, or it contradicts itself.

A program that opens month-first text in an English locale, or the other way round, makes real dates of what fits, with day and month
exchanged, and leaves the rest as text. So every real date has a day up to the 12th and every text a later one, which is no chance.
Everything here looks at the different cells of one column of one sheet.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.intake.formats import NOT_SWAPPED, SERIAL, SWAPPED, month_first, plain
from analysis.intake.map.written import covers, differ, read_as, together

UP_TO_12 = 12 * 12 / 365
"""The share of a year's days that are a day up to the 12th."""

CHANCE = 0.01
"""How unlikely a split of a column must be to be no chance."""

EACH = 3
"""How many different days of either kind a split of a column needs."""

STRAY = 0.05
"""The share of cells that may be mistakes of their own."""

HONEST = 0.2
"""With so many days after the 12th among real dates these were not exchanged."""


@dataclass(frozen=True)
class DateColumn:
    """The different cells of a column of dates: real dates, and texts with what they are in each of the formats for text."""

    held: pd.Series
    written: pd.Series
    formats: tuple[str, ...]
    name: str
    where: str

    @cached_property
    def readings(self) -> dict[str, pd.Series]:
        return {one: read_as(self.written, one) for one in of_text(self.formats)}

    @cached_property
    def read(self) -> pd.Series:
        return together([*self.readings.values()], self.written)

    @cached_property
    def turned(self) -> dict[str, pd.Series]:
        """What the texts are in the formats with day and month in each other's place, where the mapping does not list these."""
        known = {plain(one) for one in of_text(self.formats)}
        twins = {month_first(one): None for one in known - {SERIAL} if "%d" in one and "%m" in one}
        return {one: read for one in twins if one not in known and (read := read_as(self.written, one)).notna().any()}

    @cached_property
    def read_turned(self) -> pd.Series:
        return together([*self.turned.values()], self.written)

    def setting(self, formats: Sequence[str]) -> str:
        """The line of the mapping that lists these formats."""
        return f"{self.name} = {json.dumps([*formats]) if len(formats) > 1 else repr(formats[0])} {self.where}"


def doubt(column: DateColumn) -> str:
    """What must be known before the column can be believed, and what to do; "" when nothing."""
    tests = [_not_all_exchanged, _exchanged_by_a_program, _every_cell_in_two_ways, _some_cells_in_two_ways]
    # Where each text can be read as the mapping says, no other order is looked for.
    tests += [] if column.read.notna().all() else [_other_order, _both_orders]
    return next(filter(None, (test(column) for test in tests)), "")


def of_text(formats: Sequence[str]) -> list[str]:
    """The formats that say how a text is read."""
    return [one for one in formats if one not in (SWAPPED, NOT_SWAPPED)]


def exchanged(held: pd.Series) -> pd.Series:
    """Moments with day and month in each other's place; a day that is no month stays where it is."""
    parts = {"year": held.dt.year, "month": held.dt.day, "day": held.dt.month}
    days = pd.to_datetime(pd.DataFrame(parts), errors="coerce").astype(held.dtype)
    return (days + (held - held.dt.normalize())).fillna(held)


def is_swapped(held: pd.Series) -> bool:
    """Whether the real dates of a column may have day and month exchanged: a program did so with none after the 12th."""
    return _late(held.dropna()) < HONEST


def _late(moments: pd.Series) -> float:
    """The share of moments after the 12th day of a month."""
    return float((moments.dt.day > 12).mean()) if len(moments) else 0.0


def _exchanged_by_a_program(column: DateColumn) -> str:
    if {SWAPPED, NOT_SWAPPED} & {*column.formats} or min(len(column.held), len(column.written)) < EACH or _late(column.held) > STRAY:
        return ""
    texts = column.read.fillna(column.read_turned).dropna()
    early, late = (moments.dt.normalize().nunique() for moments in (column.held, texts))
    if min(early, late) < EACH or UP_TO_12**early * (1 - UP_TO_12) ** late > CHANCE or _late(texts) < 1 - STRAY:
        return ""
    formats = of_text(column.formats) if column.read.notna().sum() >= column.read_turned.notna().sum() else [*column.turned]
    return (
        f"of {len(column.held):,} different real dates all or nearly all have a day up to the 12th, and of {len(texts):,} dates that are "
        "text all or nearly all a later one. So a program has probably taken the day for the month in the real dates and left as text what "
        f"made no date. Ask for the file as CSV from the system itself. If it is so, {column.setting([*formats, SWAPPED])} reads the real "
        f"dates with day and month exchanged; if the sender says that they are right, write {NOT_SWAPPED!r} in place of {SWAPPED!r}."
    )


def _not_all_exchanged(column: DateColumn) -> str:
    if SWAPPED not in column.formats or not 0 < _late(column.held) < HONEST:
        return ""
    late = int((column.held.dt.day > 12).sum())
    return (
        f"the mapping says {SWAPPED!r}, but {late:,} of {len(column.held):,} different real dates have a day after the 12th, so day and "
        "month were not exchanged in these. Have them put right in the workbook, or ask for the file as CSV from the system itself."
    )


def _every_cell_in_two_ways(column: DateColumn) -> str:
    fitting = {one: reading for one, reading in column.readings.items() if reading.notna().all()}
    if not differ([*fitting.values()]):
        return ""
    return f"every date fits {' and '.join(fitting)}, and they differ. Leave only the right one for {column.name} {column.where}."


def _some_cells_in_two_ways(column: DateColumn) -> str:
    readings = [*column.readings.values()]
    if not differ(readings) or all(covers(column.read, reading) for reading in readings):
        return ""
    return (
        f"no one of {' and '.join(column.readings)} fits all dates, and some dates mean two different days in them. Ask for the file with "
        f"all dates written in one way, or leave only the right one for {column.name} {column.where}."
    )


def _other_order(column: DateColumn) -> str:
    read, other = column.read, column.read_turned
    if other.notna().sum() < 2 or not covers(other, read) or covers(read, other):
        return ""
    order = "month" if any(one.find("%m") < one.find("%d") for one in column.turned) else "day"
    fitting = f"{'all ' if other.notna().all() else ''}{other.notna().sum():,} fit {' and '.join(column.turned)}"
    return (
        f"the dates seem to be written with the {order} first: {fitting} and some fit nothing that the mapping lists. "
        f"Ask the sender; if it is so, write {column.setting([*column.turned])}."
    )


def _both_orders(column: DateColumn) -> str:
    read, other = column.read, column.read_turned
    only = int((read.isna() & other.notna()).sum())
    if only < max(EACH, STRAY * len(column.written)) or not differ([read, other]):
        return ""
    return (
        f"{only:,} of {len(column.written):,} different dates can only be read with day and month in the other order than the mapping "
        "lists, and so nobody can know what those mean that fit both orders. "
        "Ask for the file with all dates written in one way, as CSV from the system itself."
    )
