"""Which printed rows tell of one state of the records, and which of an earlier one that has been put right since.

A reader takes a number for unchanged as long as nothing that is printed denies it. Where a release denies a number of now, all that it
prints from the same source is an earlier state; releases that deny nothing of each other tell of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import inf

from analysis.audit.estimands import Thing, things_of
from analysis.audit.published_rows import NUMBERS, Printed
from analysis.audit.terms import Terms
from analysis.base.spec import Indicator

Bounds = tuple[float, float]


@dataclass
class State:
    """What some files say of the numbers of one source: between what each lies."""

    label: str
    told: dict[Thing, Bounds] = field(default_factory=dict)

    def denies(self, told: Mapping[Thing, Bounds]) -> bool:
        """Whether both cannot be true at once."""
        return any(thing in self.told and not _meet(self.told[thing], bounds) for thing, bounds in told.items())

    def add(self, told: Mapping[Thing, Bounds]) -> None:
        for thing, (low, high) in told.items():
            least, most = self.told.get(thing, (0, inf))
            self.told[thing] = max(low, least), min(high, most)


def in_states(
    files: Iterable[list[Printed]], terms: Terms, records: Mapping[str, Indicator], apart: frozenset[str] = frozenset()
) -> list[Printed]:
    """The rows of files, the newest first, each once and each with the version of the state that it tells of; none for that of now.

    ``apart`` names sources whose files are all taken for states of their own, because together they cannot be true although none denies
    another.
    """
    states: dict[str, list[State]] = {}
    found: dict[Printed, None] = {}
    for rows in files:
        for source, (own, told) in _by_source(rows, terms, records).items():
            label = _state(states.setdefault(source, []), own[0].file, told, source in apart)
            found |= {replace(row, file="", version=label): None for row in own}
    return list(found)


def _state(states: list[State], label: str, told: dict[Thing, Bounds], is_apart: bool) -> str:
    """The label of the state that is told of, which is a new one if it denies all that there are."""
    fitting = next((one for one in states if not one.denies(told)), None) if not (states and is_apart) else None
    if fitting is None:
        fitting = State(label if states else "")
        states.append(fitting)
    fitting.add(told)
    return fitting.label


def _by_source(
    rows: Iterable[Printed], terms: Terms, records: Mapping[str, Indicator]
) -> dict[str, tuple[list[Printed], dict[Thing, Bounds]]]:
    found: dict[str, tuple[list[Printed], dict[Thing, Bounds]]] = {}
    for row in rows:
        told = dict(_told(row, terms, records))
        source = next(iter(told)).source if told else row.indicator
        own, known = found.setdefault(source, ([], {}))
        own.append(row)
        for thing, bounds in told.items():
            known.setdefault(thing, bounds)
    return found


def _told(row: Printed, terms: Terms, records: Mapping[str, Indicator]) -> Iterator[tuple[Thing, Bounds]]:
    """What a row says of the two things that it counts."""
    for column, thing in zip(NUMBERS, things_of(row, terms.first_month, records), strict=True):
        text = row.number(column)
        if thing is not None and (text.isdecimal() or text == "c"):
            is_exact = text.isdecimal() and not row.is_rounded
            limit = terms.limit(row.indicator, row.breakdown, row.category)
            yield thing, (int(text), int(text)) if is_exact else terms.bounds(text, row.marker, column, limit)


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
