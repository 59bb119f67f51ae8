"""Which figure a report on a period shows, and which tables it comes from, in the words of every table and chart."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import Address, Figure, Indicator
from analysis.count.compute import counted_period
from analysis.disclose import Publishable


def address_of(indicator: Indicator, period: Period, authority: Authority) -> Address:
    """The address of an indicator's undivided figure in a report on the period, over the dates that the indicator counts."""
    return Address(indicator.key, counted_period(indicator, period, authority).name)


def figure_of(rows: Publishable, indicator: Indicator, period: Period, authority: Authority) -> Figure | None:
    """The figure at that address; nothing where there is none."""
    return rows.figure(address_of(indicator, period, authority))


def source_line(indicators: Iterable[Indicator]) -> str:
    """Where the numbers come from: the tables that the indicators count."""
    return f"Source: {listed(list(dict.fromkeys(_source(indicator) for indicator in indicators)))}."


def _source(indicator: Indicator) -> str:
    return indicator.source.replace("_", " ") if indicator.dated_by else "figures supplied by partners"
