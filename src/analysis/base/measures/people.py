"""Measures of different children. Every rule expects a ``child_id``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Protocol, runtime_checkable

import numpy as np
import pandas as pd

from analysis.base.measures.conditions import EVERY, Condition, sentence, share_sentence, shares, sizes
from analysis.base.spec import Tally

NOT_RECORDED = "not_recorded"
NOBODY = Tally(Fraction(0), Fraction(0))


@runtime_checkable
class ByChild(Protocol):
    """A measure that is a sum over children: what one child adds does not depend on the others."""

    def places(self, events: pd.DataFrame, column: str) -> pd.DataFrame:
        """One row for each child of the whole: ``child_id``, ``place`` (its one category by ``column``, or "" undivided), ``counts``.

        ``counts`` says whether the child is counted, or of a share, whether it is one of the part.
        """


@dataclass(frozen=True)
class People:
    """How many different children. In a breakdown each child stands where the first of its events puts it."""

    kind: ClassVar = "people"

    of: Condition = EVERY

    @property
    def words(self) -> str:
        return sentence("Number of different children", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(Fraction(self.of(events)["child_id"].nunique()))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        return sizes(self.places(events, column)["place"], categories)

    def places(self, events: pd.DataFrame, column: str) -> pd.DataFrame:
        """Where each child stands: see `ByChild`."""
        first = first_of_each_child(self.of(events))
        return _standing(first["child_id"], first[column] if column else "")


@dataclass(frozen=True)
class Repeats:
    """How many different children. In a breakdown each child stands where the number of its events puts it.

    ``bands`` names each category with the fewest and the most events that a child in it has.
    """

    kind: ClassVar = "people"

    bands: tuple[tuple[str, int, float], ...]
    of: Condition = EVERY

    @property
    def words(self) -> str:
        return sentence("Number of different children, divided by how many events each has in the period", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(Fraction(self.of(events)["child_id"].nunique()))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        return sizes(self.places(events, "number of events")["place"], categories)

    def places(self, events: pd.DataFrame, column: str) -> pd.DataFrame:
        """Where each child stands: see `ByChild`. The column is not looked at, since the number of events tells."""
        times = self.of(events).groupby("child_id", observed=True).size()
        inside = [times.between(fewest, most) for _, fewest, most in self.bands]
        return _standing(times.index, np.select(inside, [code for code, _, _ in self.bands], "") if column else "")


@dataclass(frozen=True)
class Kinds:
    """How many different children. In a breakdown each child stands under the one code that its events have, or under ``several``.

    An event without a recorded code says nothing against the others of the child. So each child counts once, whatever it was subject to.
    """

    kind: ClassVar = "people"

    several: str = "several"
    of: Condition = EVERY

    @property
    def words(self) -> str:
        return sentence("Number of different children, divided by whether all events of a child are of one kind or of several", self.of)

    def __call__(self, events: pd.DataFrame) -> Tally:
        return Tally(Fraction(self.of(events)["child_id"].nunique()))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        return sizes(self.places(events, column)["place"], categories)

    def places(self, events: pd.DataFrame, column: str) -> pd.DataFrame:
        """Where each child stands: see `ByChild`."""
        counted = self.of(events)
        if not column:
            return _standing(counted["child_id"].drop_duplicates(), "")
        kinds = kind_of_each_child(counted, column, self.several)
        return _standing(kinds.index, kinds)


@dataclass(frozen=True)
class ShareOfPeople:
    """What part of the children with an event in the whole have at least one that meets a further condition."""

    kind: ClassVar = "share of people"

    part: Condition
    whole: Condition = EVERY

    @property
    def words(self) -> str:
        return share_sentence("Children with at least one event", self.part, self.whole)

    def __call__(self, events: pd.DataFrame) -> Tally:
        whole = self.whole(events)
        return Tally(Fraction(self.part(whole)["child_id"].nunique()), Fraction(whole["child_id"].nunique()))

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        placed = self.places(events, column)
        return shares(placed.loc[placed["counts"], "place"], placed["place"], categories)

    def places(self, events: pd.DataFrame, column: str) -> pd.DataFrame:
        """Where each child of the whole stands, and whether it is one of the part: see `ByChild`."""
        whole = self.whole(events)
        first = first_of_each_child(whole)
        placed = _standing(first["child_id"], first[column] if column else "")
        return placed.assign(counts=placed["child_id"].isin(self.part(whole)["child_id"]))


@dataclass(frozen=True)
class PeakAge:
    """The run of so many consecutive ages with the most children; of equal ones the youngest.

    A child has the age of its first event in the period. Children without an age are left out of the whole.
    """

    kind: ClassVar = "ages"

    of: Condition = EVERY
    width: int = 1

    @property
    def words(self) -> str:
        run = "age" if self.width == 1 else f"run of {self.width} consecutive ages"
        return f"The {run} with the most children, each at the first event of the period; of equal ones the youngest."

    def __call__(self, events: pd.DataFrame) -> Tally:
        ages = _children_by_age(self.of(events), around=self.width - 1)
        return _densest_run(ages, self.width) if len(ages) else NOBODY

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        return {code: self(events[events[column] == code]) for code in categories}


@dataclass(frozen=True)
class AgeRange:
    """The shortest run of consecutive ages that takes in at least ``share_pct`` per cent of the children.

    Of runs equally short the one with more children, then the younger. A child has the age of its first event in the period.
    """

    kind: ClassVar = "ages"

    of: Condition = EVERY
    share_pct: int = 80

    @property
    def words(self) -> str:
        return (
            f"The shortest run of consecutive ages that takes in at least {self.share_pct}% of the children, "
            "each at the first event of the period."
        )

    def __call__(self, events: pd.DataFrame) -> Tally:
        ages = _children_by_age(self.of(events))
        runs = (_densest_run(ages, width) for width in range(1, len(ages) + 1))
        return next((run for run in runs if run.numerator * 100 >= self.share_pct * run.denominator), NOBODY)

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
        return {code: self(events[events[column] == code]) for code in categories}


def _standing(children: Iterable[object], places: object) -> pd.DataFrame:
    return pd.DataFrame(
        {"child_id": np.asarray(children), "place": places if isinstance(places, str) else np.asarray(places), "counts": True}
    )


def first_of_each_child(events: pd.DataFrame) -> pd.DataFrame:
    """The first event of each child, for events in date order."""
    return events.drop_duplicates("child_id")


def kind_of_each_child(events: pd.DataFrame, column: str, several: str) -> pd.Series:
    """The one code of the events of each child, ``several`` where they differ, and not recorded where none has one; by child."""
    children, codes = events["child_id"].astype("str"), events[column].astype("str")
    known = codes[codes != NOT_RECORDED].groupby(children).agg(["first", "nunique"])
    kinds = known["first"].where(known["nunique"] == 1, several)
    return kinds.reindex(children.unique()).fillna(NOT_RECORDED)


def _children_by_age(events: pd.DataFrame, around: int = 0) -> pd.Series:
    """Children at each age from the youngest to the oldest, and at so many ages around them."""
    ages = first_of_each_child(events)["age"].dropna().astype(int).value_counts()
    return ages.reindex(range(ages.index.min() - around, ages.index.max() + around + 1), fill_value=0) if len(ages) else ages


def _densest_run(ages: pd.Series, width: int) -> Tally:
    runs = ages.rolling(width).sum().dropna()
    last = int(runs.idxmax())
    return Tally(Fraction(int(runs.max())), Fraction(int(ages.sum())), _ages(last - width + 1, last))


def run_of_ages(value: str) -> range:
    """The ages of a run as it is printed; none where nothing is.

    >>> [*run_of_ages("13-15")], [*run_of_ages("15")], [*run_of_ages("c")]
    ([13, 14, 15], [15], [])
    """
    first, _, last = value.partition("-")
    return range(int(first), int(last or first) + 1) if first.isdecimal() else range(0)


def _ages(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
