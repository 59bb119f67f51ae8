"""Named tests of events, and what all measures share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.base.spec import Tally


@dataclass(frozen=True)
class Condition:
    """A named test of events: every listed column must hold one of its listed values.

    >>> girls = Condition("girls", (("sex", ("female",)),))
    >>> teenagers = Condition("aged 13 to 17", (("age", (13, 14, 15, 16, 17)),))
    >>> (girls & teenagers).words
    'girls, aged 13 to 17'
    """

    words: str
    tests: tuple[tuple[str, tuple[object, ...]], ...] = ()

    def __call__(self, events: pd.DataFrame) -> pd.DataFrame:
        """The events that meet the condition."""
        return events[self.met_by(events)] if self.tests else events

    def met_by(self, events: pd.DataFrame) -> np.ndarray:
        """Whether each event meets the condition."""
        met = np.ones(len(events), dtype=bool)
        for column, values in self.tests:
            met &= events[column].isin(values).to_numpy(dtype=bool)
        return met

    def __and__(self, other: Condition) -> Condition:
        return Condition(", ".join(filter(None, [self.words, other.words])), self.tests + other.tests)

    @property
    def code(self) -> str:
        """The condition as a query, for those who want to check it."""
        return " and ".join(f"{column} in {list(values)}" for column, values in self.tests)


EVERY = Condition("")


def where(words: str, **values: object) -> Condition:
    """A condition on columns, each with one value or a tuple of them."""
    return Condition(words, tuple((column, v if isinstance(v, tuple) else (v,)) for column, v in values.items()))


def sizes(values: pd.Series, categories: tuple[str, ...]) -> dict[str, Tally]:
    """How many values are each category, of all of them."""
    sizes = values.value_counts()
    return {code: Tally(Fraction(int(sizes.get(code, 0))), Fraction(len(values))) for code in categories}


def shares(parts: pd.Series, wholes: pd.Series, categories: tuple[str, ...]) -> dict[str, Tally]:
    """How many parts are each category, of the wholes that are."""
    parts, wholes = parts.value_counts(), wholes.value_counts()
    return {code: Tally(Fraction(int(parts.get(code, 0))), Fraction(int(wholes.get(code, 0)))) for code in categories}


def sums(rows: pd.DataFrame, numbers: str, column: str, categories: tuple[str, ...]) -> dict[str, Fraction]:
    """The exact sum of a column of numbers in each category."""
    found = rows.groupby(column, observed=True)[numbers].sum()
    return {code: Fraction(str(found.get(code, 0))) for code in categories}


def summed(numbers: pd.Series) -> Fraction:
    """The exact sum of a column of numbers."""
    return Fraction(str(numbers.sum()))


def sentence(start: str, condition: Condition) -> str:
    """A rule in words: what is counted, and which of it."""
    return f"{start}: {condition.words}." if condition.words else f"{start}."


def share_sentence(start: str, part: Condition, whole: Condition) -> str:
    """The rule of a share in words."""
    return f"{start} that are {part.words}, as a percentage of {whole.words or 'all'}."
