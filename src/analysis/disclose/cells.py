"""The numbers of the results table as places: what each counts, and what the policy asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import Address, Indicator
from analysis.base.wording import printed_records
from analysis.chapters import BY_KEY
from analysis.disclose.pack import Cell
from analysis.disclose.regions import Region, Span, regions_of

# What hiding costs the reader: most of all a total, least a category.
COST_OF_TOTAL, COST_OF_WHOLE, COST_OF_PART = 8, 3, 1
COST_OF_YEAR = 5  # times that of a quarter

SHARES = {"share", "share of people"}


@dataclass(frozen=True)
class ResultCell:
    """One number of the results table: its row and column, what it counts, the cell that it is, and the value that its row prints.

    ``is_dropped`` says that the policy does not let this place print it. ``row`` is below nought for what an earlier release printed.
    """

    row: int
    column: str
    indicator: Indicator
    period: str
    breakdown: str
    category: str
    region: Region
    cell: Cell
    value: str = ""
    is_dropped: bool = False

    @property
    def table(self) -> str:
        """The indicator, or the indicator and its breakdown."""
        return f"{self.indicator.key}.{self.breakdown}" if self.breakdown else self.indicator.key

    @property
    def address(self) -> str:
        return str(Address(self.indicator.key, self.period, self.breakdown, self.category))

    @property
    def is_part(self) -> bool:
        """Whether it stands for the category itself, and not for the whole of a count."""
        return bool(self.breakdown) and (self.column == "numerator" or self.indicator.measure.kind in SHARES)

    def is_small(self, policy: DisclosurePolicy) -> bool:
        """Whether it is a small count where it stands, and so hidden whatever the plan."""
        return 1 <= self.cell.value <= policy.limit(self.indicator.key, self.breakdown, self.category)


def places_of(results: pd.DataFrame, policy: DisclosurePolicy, first_month: int) -> list[ResultCell]:
    """Every number about children in the results table. Services are not in it: nothing of theirs is hidden."""
    rows, records = enumerate(results.to_dict("records")), printed_records(frozenset(results["category"]), BY_KEY)
    return _told_apart(
        [_treated(place, policy) for number, row in rows for place in _places(number, row, records[row["indicator"]], policy, first_month)]
    )


def merged(places: Iterable[ResultCell], printed_before: frozenset[str] = frozenset()) -> list[Cell]:
    """One cell for all places that print it: as dear as the dearest, and shown when one of them must be.

    What was printed before stays as it is and can no longer be protected.
    """
    groups: dict[str, list[ResultCell]] = {}
    for place in places:
        groups.setdefault(place.cell.name, []).append(place)
    return [_one_cell(found, name in printed_before) for name, found in groups.items()]


def _one_cell(places: list[ResultCell], is_known: bool) -> Cell:
    cells = [place.cell for place in places]
    limits = [cell.limit for cell in cells if cell.limit is not None]
    return replace(
        cells[0],
        cost=max(cell.cost for cell in cells),
        must_show=is_known or any(cell.must_show for cell in cells),
        is_protected=not is_known,
        is_printed=is_known or any(not place.is_dropped for place in places),
        nought_may_hide=any(cell.nought_may_hide for cell in cells) and all(place.column == "numerator" for place in places),
        limit=max(limits, default=None),
        table=min(place.table for place in places),
    )


def _places(number: int, row: dict[str, str], one: Indicator, policy: DisclosurePolicy, first_month: int) -> Iterator[ResultCell]:
    if not one.about_children:
        return
    breakdown = one.breakdown(row["breakdown"]) if row["breakdown"] else None
    period = Period.parse(row["period"], first_month)
    counted = regions_of(one, Span.of(period), breakdown, row["category"])
    for column, region in zip(("numerator", "denominator"), counted or (), strict=False):
        if region is not None and row[column].isdecimal():
            cell = _cell(row, one, column, region, policy, is_annual=_is_annual(period))
            yield ResultCell(number, column, one, row["period"], row["breakdown"], row["category"], region, cell, row["value"])


def _cell(row: dict[str, str], one: Indicator, column: str, region: Region, policy: DisclosurePolicy, *, is_annual: bool) -> Cell:
    is_total = column == "numerator" and not row["breakdown"] and not row["denominator"]
    cost = COST_OF_TOTAL if is_total else COST_OF_WHOLE if column == "denominator" or not row["breakdown"] else COST_OF_PART
    weight = policy.weight(one.key, row["breakdown"])
    limit = policy.limit(one.key, row["breakdown"], row["category"])
    return Cell(
        region.name,
        int(row[column]),
        must_show=policy.headlines == "always" and is_annual and _is_headline(row, one, column, limit),
        limit=limit,
        cost=cost * weight * (COST_OF_YEAR if is_annual else 1),
    )


def _is_headline(row: dict[str, str], one: Indicator, column: str, limit: int) -> bool:
    """A figure with a sentence of its own that is not small: a count, or both numbers of a percentage that leaves no small rest."""
    if row["breakdown"] or not one.statement or int(row[column]) <= limit:
        return False
    if column == "denominator" or not row["denominator"]:
        return one.measure.kind != "ages"
    rest = int(row["denominator"]) - int(row["numerator"]) if row["denominator"].isdecimal() else 0
    return one.measure.kind in SHARES and not 1 <= rest <= limit


def _is_annual(period: Period) -> bool:
    """A year, or the dates of a service that stand for one; not a quarter or a part of a year so far."""
    return period.is_year or (not period.is_quarter and period.start is not None and period.start.month != period.first_month)


def _treated(place: ResultCell, policy: DisclosurePolicy) -> ResultCell:
    """A place with what the policy says of its table: noughts that may be hidden, categories that are merged, tables that are dropped."""
    own = policy.of_table(place.indicator.key, place.breakdown)
    is_merged = place.is_part and any(place.category in codes for codes in own.merge)
    cell = replace(place.cell, nought_may_hide=own.hide_noughts) if own.hide_noughts else place.cell
    return replace(place, cell=cell, is_dropped=is_merged or own.drop)


def _told_apart(places: list[ResultCell]) -> list[ResultCell]:
    """Figures that should be the same and are not (one of them was corrected by hand, say) are kept as cells of their own."""
    first: dict[str, int] = {}
    apart = []
    for place in places:
        if first.setdefault(place.cell.name, place.cell.value) == place.cell.value:
            apart.append(place)
        else:
            name = f"{place.cell.name} in {place.table} {place.column}"
            apart.append(replace(place, cell=replace(place.cell, name=name)))
    return apart
