"""Which tables figures come from, in the words of every table and chart."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.formats import listed
from analysis.base.spec import Indicator


def source_line(indicators: Iterable[Indicator]) -> str:
    """Where the numbers come from: the tables that the indicators count."""
    return f"Source: {listed(list(dict.fromkeys(_source(indicator) for indicator in indicators)))}."


def _source(indicator: Indicator) -> str:
    return indicator.source.replace("_", " ") if indicator.dated_by else "figures supplied by partners"
