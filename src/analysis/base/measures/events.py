"""Measures of events: how many, how much in all, which part of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import pandas as pd

from analysis.base.measures.conditions import EVERY, Condition, sentence, share_sentence, shares, sizes, summed, sums
from analysis.base.spec import Tally


@dataclass(frozen=True)
class Count:
    """How many events."""

    kind: ClassVar = "count"

    of: Condition = EVERY

    @property
    def words(self) -> str:
        return sentence("Number of events", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(Fraction(int(self.of.met_by(events).sum())))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        return sizes(self.of(events)[column], categories)


@dataclass(frozen=True)
class Total:
    """The sum of a column of numbers, such as delegates or pupils."""

    kind: ClassVar = "total"

    column: str
    of: Condition = EVERY

    @property
    def words(self) -> str:
        return sentence(f"Sum of {self.column}", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(summed(self.of(events)[self.column]))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        counted = self.of(events)
        whole = summed(counted[self.column])
        return {code: Tally(part, whole) for code, part in sums(counted, self.column, column, categories).items()}


@dataclass(frozen=True)
class Share:
    """What part of the events of a whole meet a further condition."""

    kind: ClassVar = "share"

    part: Condition
    whole: Condition = EVERY

    @property
    def words(self) -> str:
        return share_sentence("Events", self.part, self.whole)

    def __call__(self, events: pd.DataFrame) -> Tally:
        whole = self.whole.met_by(events)
        part = whole & self.part.met_by(events)
        return Tally(Fraction(int(part.sum())), Fraction(int(whole.sum())))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        whole = self.whole(events)
        return shares(self.part(whole)[column], whole[column], categories)


@dataclass(frozen=True)
class Different:
    """How many different ones a column names, such as schools.

    In a breakdown each stands in the first category, in their order, that one of its events has: the highest tier of support it had.
    """

    kind: ClassVar = "different"

    column: str
    of: Condition = EVERY

    @property
    def words(self) -> str:
        return sentence(f"Number of different values of {self.column}", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(Fraction(self.of(events)[self.column].nunique()))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        ranks = self.of(events)[column].map({code: rank for rank, code in enumerate(categories)}).astype("float")
        first = ranks.groupby(self.of(events)[self.column], observed=True).min()
        return sizes(first.map(dict(enumerate(categories))), categories)


@dataclass(frozen=True)
class Supplied:
    """A number that a partner hands over; it stands in ``config/supplied/<period>.toml`` and is not counted here."""

    kind: ClassVar = "supplied"

    @property
    def words(self) -> str:
        return "Handed over by a partner as a number."

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(Fraction(str(events["value"].iloc[-1])))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        raise NotImplementedError("a supplied number has no events to divide")
