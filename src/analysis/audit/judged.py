"""What a verdict on two figures tells a reader beyond the two: whether the events that they count gather in few children."""

from __future__ import annotations

from analysis.audit.opendata import Open
from analysis.base.spec import Address, Indicator
from analysis.chapters import ALL, BY_KEY

_OF_EVENTS, _OF_CHILDREN = {"count", "total", "share"}, {"people", "share of people"}


def narrowed_down(address: str, data: Open) -> list[str]:
    """The hidden numbers of children whose events a verdict is about, and of how many children had so many; of both its figures."""
    figures = [Address.parse(one) for one in address.split(" - ")]
    record = BY_KEY[figures[0].indicator]
    if record.measure.kind not in _OF_EVENTS or not record.about_children:
        return []
    of_children = {one.key: one for one in ALL if one.source == record.source and one.measure.kind in _OF_CHILDREN}
    periods = {one.period for one in figures}
    return [
        place
        for place, row in data.rows.items()
        if row["value"] == "c" and row["period"] in periods and _tells(of_children.get(row["indicator"]), row["breakdown"])
    ]


def _tells(of_children: Indicator | None, breakdown: str) -> bool:
    return of_children is not None and (not breakdown or hasattr(of_children.measure, "bands"))
