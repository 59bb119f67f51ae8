"""What the methodology tells every reader: which counts are small, and what the marks mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.audit.standing import Standing
from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import Indicator

BLIND = "blind"
"""The marker of a number of which nothing is known, not even whether it is nought; no release prints it."""


@dataclass(frozen=True)
class Terms:
    """Counts from 1 to ``threshold`` are small, in some tables (``indicator`` or ``indicator.breakdown``) up to another of ``limits``.

    In some ``categories`` they are small up to another limit, whatever the table. ``standing`` are the words that releases bring along,
    ``earlier`` what was printed of each figure before, ``published`` the lines of what others had published, and ``records`` what is
    counted. ``people`` are how many live in the area: under ``rate`` and an indicator of whom it is told, under ``ratio`` and a group or
    an indicator how many belong to it and how many there are in all. ``of_children`` are the years, rules or sources and severities in
    which something was found in rows about children.
    """

    threshold: int
    first_month: int = 4
    limits: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    earlier: Mapping[str, frozenset[str]] = field(default_factory=dict)
    published: frozenset[str] = frozenset()
    people: Mapping[tuple[str, str], frozenset[tuple[int, int]]] = field(default_factory=dict)
    records: Mapping[str, Indicator] = field(default_factory=dict)
    of_children: frozenset[tuple[str, str, str]] = frozenset()

    @classmethod
    def of(cls, policy: DisclosurePolicy, first_month: int = 4) -> Terms:
        own = {name: table.hide_counts_up_to for name, table in policy.tables.items() if table.hide_counts_up_to is not None}
        return cls(policy.hide_counts_up_to, first_month, own, policy.categories)

    def limit(self, indicator: str, breakdown: str, category: str = "") -> int:
        if category in self.categories:
            return self.categories[category]
        named = (f"{indicator}.{breakdown}", indicator)
        return next((self.limits[name] for name in named if name in self.limits), self.threshold)

    def bounds(self, text: str, marker: str, column: str, limit: int) -> tuple[int, float]:
        """Between what a reader knows a number that is not printed as it is.

        Hidden numbers are not nought unless the mark says so; a rounded one is less than its base away from the true one.
        """
        if marker == BLIND:
            return 0, float("inf")
        if text != "c":
            base = int(marker.rpartition(" ")[2])
            return max(0, int(text) - base + 1), int(text) + base - 1
        if column == "numerator" and marker.startswith("c under "):
            return 1, int(marker.removeprefix("c under ")) - 1
        if column == "numerator" and marker.startswith("c from "):
            least, _, most = marker.removeprefix("c from ").partition(" to ")
            return int(least), int(most)
        if marker.startswith("c rounded"):
            return 1, limit
        return (0 if marker == "c0" and column == "numerator" else 1), float("inf")
