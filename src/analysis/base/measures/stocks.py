"""Measures of how things stand: rows that each hold a count as it was on a day, of which the last in the period holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from analysis.base.measures.conditions import EVERY, Condition, sentence, summed, sums
from analysis.base.spec import Tally


@dataclass(frozen=True)
class Latest:
    """The sum of a column over the last count of each of several, such as the cases of each role in each locality."""

    kind: ClassVar = "latest"

    column: str
    each: tuple[str, ...]
    of: Condition = EVERY

    @property
    def words(self) -> str:
        return sentence(f"Sum of {self.column} by the last count in the period for each {' and '.join(self.each)}", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(summed(last_of_each(self.of(events), self.each)[self.column]))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        counted = last_of_each(self.of(events), self.each)
        whole = summed(counted[self.column])
        return {code: Tally(part, whole) for code, part in sums(counted, self.column, column, categories).items()}


@dataclass(frozen=True)
class Coverage:
    """What part of those to be reached has been reached, by the last count of each group of them.

    ``reached`` and ``all_of_them`` are columns; who is reached is always one of those to be reached.
    """

    kind: ClassVar = "coverage"

    reached: str
    all_of_them: str
    each: tuple[str, ...]
    of: Condition = EVERY

    @property
    def words(self) -> str:
        of_each = f"by the last count in the period for each {' and '.join(self.each)}"
        return sentence(f"Sum of {self.reached} as a percentage of the sum of {self.all_of_them}, {of_each}", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        counted = last_of_each(self.of(events), self.each)
        return Tally(summed(counted[self.reached]), summed(counted[self.all_of_them]))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        counted = last_of_each(self.of(events), tuple(dict.fromkeys([*self.each, column])))
        reached, wholes = (sums(counted, number, column, categories) for number in (self.reached, self.all_of_them))
        return {code: Tally(reached[code], wholes[code]) for code in categories}


def last_of_each(events: pd.DataFrame, each: tuple[str, ...]) -> pd.DataFrame:
    """The last row for each combination of some columns, for events in date order."""
    return events.drop_duplicates(list(each), keep="last")
