"""Which regions hold which: the pairs of part and whole among everything that is printed, whatever their conditions and spans.

Found from the regions alone. Conditions are set against each other once for all the spans in which they occur, so that forty quarters take
little longer than eight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from analysis.disclose.regions import Region, Span

Named = Mapping[str, Region]
Key = TypeVar("Key")


@dataclass(frozen=True)
class Nesting:
    """Regions of one source by name, and whether each (row) is part of each other (column)."""

    names: tuple[str, ...]
    within: np.ndarray

    @cached_property
    def nearest(self) -> list[tuple[str, str]]:
        """Pairs of part and whole with nothing between them."""
        steps = self.within.astype(np.float32)
        return self._named(self.within & ~(steps @ steps > 0))

    def pairs(self, chosen: np.ndarray) -> list[tuple[str, str]]:
        """The pairs of part and whole that are chosen, in order of their names."""
        return self._named(self.within & chosen)

    def _named(self, chosen: np.ndarray) -> list[tuple[str, str]]:
        return [(self.names[part], self.names[whole]) for part, whole in np.argwhere(chosen)]


def nestings(regions: Named) -> Iterator[Nesting]:
    """One nesting for each source and date by which it is counted."""
    for names in grouped(regions, lambda one: (one.source, one.dated_by)):
        yield Nesting(tuple(names), _within([regions[name] for name in names]))


def grouped(regions: Named, key: Callable[[Region], object]) -> list[list[str]]:
    """The names of regions that have a key in common, each in order."""
    groups: dict[object, list[str]] = defaultdict(list)
    for name in sorted(regions):
        groups[key(regions[name])].append(name)
    return list(groups.values())


def _within(regions: list[Region]) -> np.ndarray:
    """Whether each region (row) is part of each other (column); none is part of itself."""
    kinds, of_kind = _numbered([one.over(Span(0, 0)) for one in regions])
    spans, of_span = _numbered([one.span for one in regions])
    inside = np.array([[whole.holds(part) for whole in spans] for part in spans], dtype=bool)[of_span]
    starts = np.array([[whole.start == part.start for whole in spans] for part in spans], dtype=bool)[of_span]
    from_start, later = (_table(kinds, span)[of_kind] for span in (Span(0, 1), Span(1, 2)))
    found = inside & np.where(starts, from_start, later)
    # What holds each other is the same group of events under two names.
    return found & ~found.T


def _numbered(ones: list[Key]) -> tuple[list[Key], tuple[np.ndarray, np.ndarray]]:
    """The different ones of a list, and where those of every pair in it stand among them."""
    numbers = {one: number for number, one in enumerate(dict.fromkeys(ones))}
    places = np.array([numbers[one] for one in ones], dtype=int)
    return list(numbers), np.ix_(places, places)


def _table(kinds: list[Region], span: Span) -> np.ndarray:
    """Whether each kind of region over a span is held by each other over two steps."""
    wholes = [kind.over(Span(0, 2)) for kind in kinds]
    return np.array([[whole.holds(kind.over(span)) for whole in wholes] for kind in kinds], dtype=bool)
