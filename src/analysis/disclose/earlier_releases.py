"""What earlier releases printed, as facts: nobody can take back what is out.

A figure that was printed and still holds stays as it is, and what it counts cannot be protected any more. A figure that has changed since
is a count of its own; what the old and the new one tell together is for a person to weigh, so it is listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose.cells import ResultCell, places_of


@dataclass(frozen=True)
class Former:
    """Names of cells that are known already, places of what is only in earlier releases, and a sentence for each restated figure."""

    known: frozenset[str] = frozenset()
    places: tuple[ResultCell, ...] = ()
    restated: tuple[str, ...] = ()


def former_of(earlier: pd.DataFrame | None, now: Iterable[ResultCell], policy: DisclosurePolicy, first_month: int) -> Former:
    """What follows from earlier releases for the places that are planned now."""
    if earlier is None or earlier.empty:
        return Former()
    printed = earlier[~earlier["marker"].str.contains("rounded")].reset_index(drop=True)
    before = places_of(printed[list(RESULT_COLUMNS)].astype("str"), policy, first_month)
    values = {place.cell.name: place.cell.value for place in now}
    releases = printed["release"].tolist()
    changed = {_series(place, releases) for place in before if values.get(place.cell.name, place.cell.value) != place.cell.value}
    holds = [place for place in before if _series(place, releases) not in changed]
    known = frozenset(place.cell.name for place in holds)
    gone = tuple(replace(place, row=-1) for place in holds if place.cell.name not in values)
    restated = [_restated(place, values, releases) for place in before if values.get(place.cell.name, place.cell.value) != place.cell.value]
    return Former(known, tuple({place.cell.name: place for place in gone}.values()), tuple(dict.fromkeys(restated)))


def _series(place: ResultCell, releases: list[str]) -> tuple[str, str]:
    """One indicator in one release: when any of its figures changed, all its old figures are another version."""
    return place.indicator.key, releases[place.row]


def _restated(place: ResultCell, values: dict[str, int], releases: list[str]) -> str:
    old, new = place.cell.value, values[place.cell.name]
    return f"{place.address} {place.column}: {releases[place.row]} printed {old}; the figure has changed by {new - old:+d} since"
