"""Rows that have passed the gate, and where they are kept between a run and its notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.base.policies import Edition
from analysis.base.settings import Fault
from analysis.base.spec import Address, Breakdown, Figure, Indicator, figures_by_address


@dataclass(frozen=True)
class Publishable:
    """Rows of the results table that have passed the gate, and the edition they passed it for."""

    rows: pd.DataFrame
    edition: Edition

    def figure(self, address: Address) -> Figure | None:
        """The figure at an address, or nothing when there is none."""
        return self._figures.get(str(address))

    def split(self, indicator: Indicator, period: str, breakdown: str) -> tuple[Figure, ...]:
        """The categories of a breakdown in the order of the indicator's record; empty when it was not counted."""
        division = self.division(indicator, breakdown)
        figures = (self.figure(Address(indicator.key, period, breakdown, code)) for code in division.codes)
        return tuple(figure for figure in figures if figure)

    def division(self, indicator: Indicator, breakdown: str) -> Breakdown:
        """A breakdown as these rows hold it: that of the record or, where categories are names, with those of the authority."""
        division = indicator.breakdown(breakdown)
        return division.among(self._named.get((indicator.key, breakdown), ())) if division.is_of_authority else division

    def of_periods(self, periods: Iterable[str], undivided: Iterable[str] = ()) -> pd.DataFrame:
        """The rows of these periods, and of further ones those that are not divided."""
        wanted = self.rows["period"].isin(set(periods))
        whole = self.rows["period"].isin(set(undivided)) & (self.rows["breakdown"] == "")
        return self.rows[wanted | whole].reset_index(drop=True)

    @cached_property
    def known(self) -> frozenset[str]:
        """The indicators of which there is a figure, if a hidden one, in any period: something was delivered of each."""
        return frozenset(self.rows.loc[self.rows["value"] != "x", "indicator"])

    @cached_property
    def periods_known(self) -> frozenset[str]:
        """The periods of which there is a figure, if a hidden one."""
        return frozenset(self.rows.loc[self.rows["value"] != "x", "period"])

    @property
    def rounded_to(self) -> str:
        """What the numbers about children were rounded to at the gate, or nothing."""
        return next((figure.rounded_to for figure in self._figures.values() if figure.rounded_to), "")

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[str]]:
        """The categories of each breakdown that these rows hold."""
        divided = self.rows.loc[self.rows["breakdown"] != "", ["indicator", "breakdown", "category"]].drop_duplicates()
        return divided.groupby(["indicator", "breakdown"])["category"].agg(list).to_dict()

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return figures_by_address(self.rows)


def publishable_path(processed: Path, edition: Edition) -> Path:
    """Where the publishable rows of an edition are kept between the run and its notebooks."""
    return processed / f"publishable-{edition}.parquet"


def write_publishable(publishable: Publishable, processed: Path) -> None:
    """Keep publishable rows for the notebooks."""
    publishable.rows.to_parquet(publishable_path(processed, publishable.edition), index=False)


def read_publishable(processed: Path, edition: Edition) -> Publishable:
    """The publishable rows that the last run kept. Raises `Fault` when there has been none."""
    path = publishable_path(processed, edition)
    if not path.exists():
        raise Fault(f"There are no figures for the {edition} edition yet. Run `overview run PERIOD --edition {edition}` first.")
    return Publishable(pd.read_parquet(path).astype("str"), edition)
