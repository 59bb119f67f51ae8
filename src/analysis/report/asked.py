"""From what is typed in a cell to the question that it asks: its names looked up, its periods read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.base.formats import did_you_mean, near
from analysis.base.measures import Condition
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Indicator, Measure
from analysis.chapters import ALL, BY_KEY
from analysis.chapters.own.questions import Asking
from analysis.chapters.tables import TABLES

Where = Mapping[str, Any] | Condition | None
"""Conditions in a cell: ``{"sex": "female", "age": [14, 15]}``, or ``where("girls", sex="female")``."""

MOST_PERIODS = 40


def asked_in(what: str | Measure, table: str, by: str | tuple[str, ...], where: Where, name: str) -> Asking:
    """The question that these words of a cell ask. Raises `Fault` for a name that there is not, with those that are near."""
    figure = _figure(what) if isinstance(what, str) else None
    if figure is None and not table:
        raise Fault(f"Say of which table: table={_tables()[0]!r}. There are: {', '.join(_tables())}.")
    source = figure.source if figure else table
    if source not in TABLES:
        if figure:
            raise Fault(f"{figure.key} was handed over as a number, so it can only be asked for as it is.")
        raise Fault(f"There is no table {source!r}. {did_you_mean(near(source, TABLES))}There are: {', '.join(_tables())}.")
    return Asking(TABLES[source], figure.measure if figure else what, figure, _several(by), _tests(where), name)


def periods_in(said: str | tuple[str, str], otherwise: Period) -> tuple[Period, ...]:
    """The periods that a cell names: one, or a run from the first of two to the last, in years, quarters or pieces of the same length.

    Without any it is the period of the report. Raises `Fault` for what is no period.
    """
    if not said:
        return (otherwise,)
    names = (said,) if isinstance(said, str) else tuple(said)
    if len(names) > 2:
        raise Fault('Write one period, or the first and the last of a run: period=("2015-16-Q1", "2016-17-Q4").')
    ends = [Period.parse(name, otherwise.first_month) for name in names]
    return (ends[0],) if len(ends) == 1 else _run(*ends)


def _run(first: Period, last: Period) -> tuple[Period, ...]:
    if first.start is None or last.start is None or len(first.months) != len(last.months) or last.end < first.end:
        raise Fault(f"From {first.name} to {last.name} is no run: write two periods of one length, the earlier one first.")
    steps = (last.months.start - first.months.start) / len(first.months)
    if steps % 1 or steps >= MOST_PERIODS:
        raise Fault(f"From {first.name} to {last.name} is no run of at most {MOST_PERIODS} such periods. Choose other ends.")
    return tuple(first.shifted(len(first.months) * step) for step in range(int(steps) + 1))


def _figure(key: str) -> Indicator:
    if key in BY_KEY:
        return BY_KEY[key]
    alike = near(key, BY_KEY) or [one.key for one in ALL if key.lower().replace("_", " ") in one.name.lower()][:3]
    raise Fault(f"There is no indicator {key!r}. {did_you_mean(alike)}`report.indicators()` lists them all.")


def _tables() -> list[str]:
    return sorted(TABLES)


def _several(by: str | tuple[str, ...]) -> tuple[str, ...]:
    return ((by,) if by else ()) if isinstance(by, str) else tuple(by)


def _tests(where: Where) -> dict[str, tuple[object, ...]]:
    if not isinstance(where, Condition | Mapping | None):
        raise Fault('Write where as columns with the codes that count: where={"sex": "female"}.')
    tests = dict(where.tests) if isinstance(where, Condition) else dict(where or {})
    return {name: (value,) if isinstance(value, str | int) else tuple(value) for name, value in tests.items()}
