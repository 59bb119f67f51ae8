"""What can be told of an indicator with the tables that were delivered: no nought stands for what nobody was asked.

One rule for every indicator, from what the records of tables say of the others that they are made from (`analysis.base.table.MadeFrom`).
Codes that a table alone can tell are counted where it tells, and what the other source says in its own words where it does not. A figure
that asks for such codes alone is then not available, and a breakdown that needs a table which was not delivered is not made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from analysis.base.measures import codes_asked_for
from analysis.base.spec import Breakdown, Indicator
from analysis.base.table import OnlyHere
from analysis.chapters.tables import only_told, tables_needed

Delivered = Callable[[str], bool]
"""Whether a table was delivered for the dates in question."""


@dataclass(frozen=True)
class AsTold:
    """An indicator with the breakdowns that can be told, and its events with the codes that can be.

    It is not ``available`` where it asks for what nobody could tell, and ``needless`` where it counts in words of one source what another
    tells better.
    """

    indicator: Indicator
    events: pd.DataFrame
    available: bool = True
    needless: bool = False


def as_told(indicator: Indicator, events: pd.DataFrame, delivered: Delivered) -> AsTold:
    """An indicator and its events in one period, as far as the tables delivered for it tell."""
    divided = tuple(one for one in indicator.breakdowns if all(map(delivered, tables_needed(indicator.source, {one.column}))))
    told = AsTold(replace(indicator, breakdowns=divided) if divided != indicator.breakdowns else indicator, events)
    for only, tables in only_told(indicator.source, set(events.columns)).items():
        told = _read(told, only, all(map(delivered, tables)) and not _is_silent(only, events[only.column]))
    return told


def _is_silent(only: OnlyHere, codes: pd.Series) -> bool:
    """Whether a table that was delivered tells of nobody, though the other source says that there are some."""
    return bool(only.instead) and bool(codes.eq(only.instead).any()) and not codes.isin(only.codes).any()


def _read(told: AsTold, only: OnlyHere, is_told: bool) -> AsTold:
    """The same where codes are, or are not, told by the table that alone can."""
    recoded = {only.instead: only.beside} if is_told else dict.fromkeys(only.codes, only.instead)
    recoded = {code: other for code, other in recoded.items() if other}
    asked = codes_asked_for(told.indicator.measure, only.column)
    return AsTold(
        _divided(told.indicator, only, recoded if is_told else only.codes),
        told.events.assign(**{only.column: _recoded(told.events[only.column], recoded)}) if recoded else told.events,
        told.available and (is_told or not any(only.instead not in codes and codes.intersection(only.codes) for codes in asked)),
        told.needless or (is_told and any(codes == {only.instead} for codes in asked)),
    )


def _recoded(codes: pd.Series, recoded: dict[str, str]) -> pd.Series:
    return codes.astype("object").replace(recoded).astype(codes.dtype if not isinstance(codes.dtype, pd.CategoricalDtype) else "category")


def _divided(indicator: Indicator, only: OnlyHere, untold: object) -> Indicator:
    """The indicator without the categories that are not told; a breakdown of which one is left divides nothing."""
    breakdowns = tuple(_without(one, untold) if one.column == only.column else one for one in indicator.breakdowns)
    return replace(indicator, breakdowns=tuple(one for one in breakdowns if one.by_name or len(one.categories) > 1))


def _without(breakdown: Breakdown, untold: object) -> Breakdown:
    return replace(breakdown, categories=tuple(category for category in breakdown.categories if category.code not in untold))
