"""Figures as a typed frame, ready for pandas, seaborn and Excel: numbers as numbers, periods as periods, categories in their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from analysis.base.periods import MONTHS, Period
from analysis.base.spec import Figure, Indicator
from analysis.compare.view import View
from analysis.report.opened import Opened

Values = Literal["value", "numerator", "denominator"]

Wanted = tuple[View, Indicator, str]
"""A figure as it is seen from a period: its indicator, and the key of what divides it, or nothing."""

NUMBERS = dict.fromkeys(("numerator", "denominator", "value"), "Float64")
"""Their types: half a case of a worker is a number, too."""

IN_ORDER = ("indicator", "name", "breakdown", "category")
PLACES = ["indicator", "name", "breakdown", "category"]


def typed(wanted: Iterable[Wanted], wide: bool = False, of: Values = "value") -> pd.DataFrame:
    """One row a figure, or in the wide form one row a figure and one column a period, which holds its value, numerator or denominator.

    Columns: ``indicator``, ``name``, ``period``, ``breakdown``, ``category`` (its label), ``numerator``, ``denominator``, ``value`` as
    printed, ``unit``, ``mark`` and ``address``. A number that is hidden or not there is empty, and its mark says why.
    """
    rows = [_row(figure, *one) for one in wanted for figure in _figures(*one)]
    frame = pd.DataFrame(rows, columns=[*PLACES[:2], "period", *PLACES[2:], *NUMBERS, "unit", "mark", "address"])
    frame = frame.astype(NUMBERS).assign(**{name: _ordered(frame[name]) for name in IN_ORDER}, period=_periods(frame["period"]))
    frame = frame.astype(dict.fromkeys(("unit", "mark"), "category")).astype({"address": "str"})
    return frame.set_index([*PLACES, "period"])[of].unstack("period") if wide else frame


def figures_of(opened: Opened, keys: Iterable[str], by: str, wide: bool, of: Values) -> pd.DataFrame:
    """The figures of a report as a frame: see `typed`."""
    told = [opened.records[key] for key in keys] or list(opened.records)
    if by and keys and not any(one.key == by for each in told for one in each.breakdowns):
        told[0].breakdown(by)
    ways = [(one, way) for one in told for way in ([by] if by else ["", *(way.key for way in one.breakdowns)])]
    held = [(one, way) for one, way in ways if not way or any(each.key == way for each in one.breakdowns)]
    views = [opened.view.at(period) for period in _last(opened)]
    return typed([(view, one, way) for one, way in held for view in views], wide, of)


def _last(opened: Opened) -> tuple[Period, ...]:
    """The years up to that of a report on a year, or the quarters up to its own, of which there is any figure."""
    known = {Period.parse(name, opened.period.first_month) for name in opened.view.rows.periods_known}
    alike = (one for one in known if one.is_year == opened.period.is_year and one.is_quarter == opened.period.is_quarter)
    return tuple(sorted((one for one in alike if one.end <= opened.period.end), key=lambda one: one.end))


def _figures(view: View, one: Indicator, way: str) -> tuple[Figure, ...]:
    return view.split(one, way) if way else tuple(filter(None, [view.figure(one)]))


def _row(figure: Figure, view: View, one: Indicator, way: str) -> dict[str, object]:
    return {
        "indicator": one.key,
        "name": one.name.replace("~", ""),
        "period": view.period,
        "breakdown": way,
        "category": view.rows.division(one, way).label(figure.address.category).replace("~", "") if way else "",
        "numerator": None if figure.numerator is None else float(figure.numerator),
        "denominator": None if figure.denominator is None else float(figure.denominator),
        "value": float(figure.value) if figure.is_number else None,
        "unit": figure.unit,
        "mark": figure.marker or ("" if figure.is_shown else figure.value),
        "address": str(figure.address),
    }


def _ordered(texts: pd.Series) -> pd.Series:
    """Texts as categories in the order in which they come, which is that of the records."""
    return texts.astype(pd.CategoricalDtype(list(dict.fromkeys(texts)), ordered=True))


def _periods(periods: pd.Series) -> pd.Series:
    """Reporting years or quarters as such periods of pandas; whatever else, by their names in order."""
    found: list[Period] = list(periods)
    if not found:
        return periods.astype("str")
    first_month = found[0].first_month
    ends = MONTHS[(first_month - 2) % 12][:3].upper()
    kind = "Y" if all(one.is_year for one in found) else "Q" if all(one.is_quarter for one in found) else ""
    if kind:
        return pd.Series(pd.PeriodIndex([pd.Period(one.end, f"{kind}-{ends}") for one in found]), periods.index, name=periods.name)
    names = [one.name for one in sorted(found, key=lambda one: (one.end, one.start or one.end))]
    return periods.map(lambda one: one.name).astype(pd.CategoricalDtype(list(dict.fromkeys(names)), ordered=True))
