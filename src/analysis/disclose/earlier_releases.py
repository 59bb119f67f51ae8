"""What earlier releases printed, as facts: nobody can take back what is out.

A figure that was printed and still holds stays as it is, and what it counts cannot be protected any more, whatever else of its indicator
has changed. Where a release denies some figures of now, what it counted from the same source is an old state: a table of its own, in which
what was hidden then is hidden still (`old_states`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose.cells import ResultCell, places_of

Source = tuple[str, str]


@dataclass
class OldState:
    """What one source came to when some releases were made that deny what it comes to now, or to later: printed and hidden, by cell."""

    label: str
    printed: dict[str, ResultCell] = field(default_factory=dict)
    hidden: dict[str, ResultCell] = field(default_factory=dict)

    def is_denied_by(self, printed: Mapping[str, ResultCell]) -> bool:
        """Whether a release prints another number for something."""
        return any(name in self.printed and self.printed[name].cell.value != place.cell.value for name, place in printed.items())

    def add(self, printed: Mapping[str, ResultCell], hidden: Mapping[str, ResultCell]) -> None:
        self.printed |= printed
        self.hidden = {name: place for name, place in {**hidden, **self.hidden}.items() if name not in self.printed}


@dataclass(frozen=True)
class Former:
    """Names of cells that are known already; what was printed of those that have changed; places of what is only in earlier releases; the
    old states; and a sentence for each restated figure."""

    known: frozenset[str] = frozenset()
    changed: Mapping[str, int] = field(default_factory=dict)
    places: tuple[ResultCell, ...] = ()
    states: tuple[OldState, ...] = ()
    restated: tuple[str, ...] = ()

    @property
    def told(self) -> frozenset[str]:
        """The cells that were printed, whether they have changed since or not."""
        return self.known | self.changed.keys() | {place.cell.name for place in self.places}

    def moved(self, values: Mapping[str, int]) -> int:
        """By how much a printed number has changed at most."""
        return max((abs(values[name] - was) for name, was in self.changed.items()), default=int(bool(self.states)))


@dataclass(frozen=True)
class Told:
    """What one release tells of one source, by cell; hidden numbers stand there with the value that they have now."""

    release: str
    printed: dict[str, ResultCell]
    hidden: dict[str, ResultCell]

    def agrees(self, now: Mapping[str, int]) -> bool:
        """Whether all of it may be as it is now. What was hidden was no nought."""
        is_same = all(now.get(name, place.cell.value) == place.cell.value for name, place in self.printed.items())
        return is_same and all(place.cell.value or place.cell.nought_may_hide for place in self.hidden.values())


def former_of(earlier: pd.DataFrame | None, now: Iterable[ResultCell], policy: DisclosurePolicy, first_month: int) -> Former:
    """What follows from earlier releases for the places that are planned now."""
    if earlier is None or earlier.empty:
        return Former()
    now = list(now)
    values = {place.cell.name: place.cell.value for place in now}
    told = list(_told(earlier, now, policy, first_month))
    before = [(one.release, place) for one in told for place in one.printed.values()]
    gone = {place.cell.name: replace(place, row=-1) for _, place in before if place.cell.name not in values}
    changed = [(release, place) for release, place in before if values.get(place.cell.name, place.cell.value) != place.cell.value]
    return Former(
        frozenset(place.cell.name for _, place in before if values.get(place.cell.name, place.cell.value) == place.cell.value),
        {place.cell.name: place.cell.value for _, place in changed},
        tuple(gone.values()),
        tuple(_states(one for one in reversed(told) if not one.agrees(values))),
        tuple(dict.fromkeys(_restated(place, values, release) for release, place in changed)),
    )


def _told(earlier: pd.DataFrame, now: list[ResultCell], policy: DisclosurePolicy, first_month: int) -> Iterator[Told]:
    """What each release tells of each source, in the order in which they came out. Rounded figures are not planned with."""
    true, names = {_figure(place): str(place.cell.value) for place in now}, {place.cell.name for place in now}
    exact = earlier[~earlier["marker"].str.contains("rounded")]
    for release, rows in exact.groupby("release", sort=False):
        filled = [_filled(row, true) for row in rows[list(RESULT_COLUMNS)].astype("str").to_dict("records")]
        by_source: dict[Source, Told] = {}
        for place in places_of(pd.DataFrame([row for row, _ in filled], dtype="str"), policy, first_month):
            one = by_source.setdefault((place.region.source, place.region.dated_by), Told(str(release), {}, {}))
            into = one.hidden if place.column in filled[place.row][1] else one.printed
            if into is one.printed or place.cell.name in names:
                into.setdefault(place.cell.name, place)
        yield from (replace(one, hidden=_without(one.hidden, one.printed)) for one in by_source.values())


def _without(hidden: dict[str, ResultCell], printed: dict[str, ResultCell]) -> dict[str, ResultCell]:
    """What is hidden in one place and printed in another is printed."""
    return {name: place for name, place in hidden.items() if name not in printed}


def _figure(place: ResultCell) -> tuple[str, ...]:
    return place.indicator.key, place.period, place.breakdown, place.category, place.column


def _filled(row: dict[str, str], true: Mapping[tuple[str, ...], str]) -> tuple[dict[str, str], set[str]]:
    """A row with the numbers of now in place of hidden ones, and which were hidden."""
    place = tuple(row[name] for name in ("indicator", "period", "breakdown", "category"))
    found = {column: true[*place, column] for column in ("numerator", "denominator") if row[column] == "c" and (*place, column) in true}
    return row | found, set(found)


def _states(told: Iterable[Told]) -> Iterator[OldState]:
    """What was told of each source in as few states as deny nothing of what each release prints, the latest first."""
    by_source: dict[Source, list[OldState]] = {}
    for one in told:
        first = next(iter((one.printed or one.hidden).values())).region
        states = by_source.setdefault((first.source, first.dated_by), [])
        fitting = next((state for state in states if not state.is_denied_by(one.printed)), None)
        if fitting is None:
            fitting = OldState(one.release)
            states.append(fitting)
        fitting.add(one.printed, one.hidden)
    for states in by_source.values():
        yield from states


def _restated(place: ResultCell, values: Mapping[str, int], release: str) -> str:
    old, new = place.cell.value, values[place.cell.name]
    return f"{place.address} {place.column}: {release} printed {old}; the figure has changed by {new - old:+d} since"
