"""Rows that have passed the gate, and where they are kept between a run and its notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.base.policies import Edition
from analysis.base.settings import Fault
from analysis.base.spec import Address, Breakdown, Figure, Indicator, figures_by_address

NOT_JUDGED = pd.DataFrame({"period": [], "indicator": [], "verdict": []}, dtype="str")


@dataclass(frozen=True)
class Publishable:
    """Rows of the results table that have passed the gate, and the edition they passed it for.

    ``verdicts`` are words that go with them: for a report's period and an indicator, how its figure compares with that of a year before
    (`analysis.compare.judging`).
    """

    rows: pd.DataFrame
    edition: Edition
    verdicts: pd.DataFrame = field(default_factory=NOT_JUDGED.copy)

    def figure(self, address: Address) -> Figure | None:
        """The figure at an address, or nothing when there is none."""
        return self._figures.get(str(address))

    def verdict(self, indicator: str, period: str) -> str:
        """The words of the verdict on the undivided figure of an indicator in the report on a period; empty where it was not judged."""
        return self._verdicts.get((indicator, period), "")

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
    def _verdicts(self) -> dict[tuple[str, str], str]:
        told = self.verdicts
        return dict(zip(zip(told["indicator"], told["period"], strict=True), told["verdict"], strict=True))

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return figures_by_address(self.rows)


def publishable_path(processed: Path, edition: Edition) -> Path:
    """Where the publishable rows of an edition are kept between the run and its notebooks."""
    return processed / f"publishable-{edition}.parquet"


def verdicts_path(processed: Path, edition: Edition) -> Path:
    """Where the verdicts on the figures of an edition are kept beside them."""
    return processed / f"verdicts-{edition}.parquet"


def write_publishable(publishable: Publishable, processed: Path) -> list[Path]:
    """Keep publishable rows and their verdicts for the notebooks; gives the files."""
    paths = [publishable_path(processed, publishable.edition), verdicts_path(processed, publishable.edition)]
    for path, kept in zip(paths, (publishable.rows, publishable.verdicts), strict=True):
        kept.to_parquet(path, index=False)
    return paths


def read_publishable(processed: Path, edition: Edition) -> Publishable:
    """The publishable rows that the last run kept, with their verdicts. Raises `Fault` when there has been none."""
    path, judged = publishable_path(processed, edition), verdicts_path(processed, edition)
    if not path.exists():
        raise Fault(f"There are no figures for the {edition} edition yet. Run `overview run PERIOD --edition {edition}` first.")
    rows = pd.read_parquet(path).astype("str")
    return Publishable(rows, edition, pd.read_parquet(judged).astype("str")) if judged.exists() else Publishable(rows, edition)
