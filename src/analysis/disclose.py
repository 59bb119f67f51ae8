"""The gate: nothing that shows a figure can reach one that has not passed here.

`gate` turns the results table into publishable rows. The internal edition passes all of them. The public edition hides small counts of
children, under the policy of ``config/policy.toml``, and every number from which a small count could be read off directly: a
percentage whose part, rest or whole is small, and the place of a peak that rests on few children. A nought is shown as 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.indicators import indicator
from analysis.settings import DisclosurePolicy, Fault
from analysis.spec import Address, Figure, figure_from_row

Edition = Literal["public", "internal"]
EDITIONS: tuple[Edition, ...] = ("public", "internal")


@dataclass(frozen=True)
class Publishable:
    """Rows of the results table that have passed the gate, and the edition they passed it for."""

    rows: pd.DataFrame
    edition: Edition

    def figure(self, address: Address) -> Figure | None:
        """The figure at an address, or nothing when there is none."""
        return self._figures.get(str(address))

    def split(self, key: str, period: str, breakdown: str) -> tuple[Figure, ...]:
        """The categories of a breakdown in the order of the indicator's record; empty when it was not counted."""
        codes = indicator(key).breakdown(breakdown).codes
        figures = (self.figure(Address(key, period, breakdown, code)) for code in codes)
        return tuple(figure for figure in figures if figure)

    def of_periods(self, periods: Iterable[str]) -> pd.DataFrame:
        """The rows of these periods."""
        return self.rows[self.rows["period"].isin(set(periods))].reset_index(drop=True)

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        figures = map(figure_from_row, self.rows.to_dict("records"))
        return {str(figure.address): figure for figure in figures}


def gate(results: pd.DataFrame, edition: Edition, policy: DisclosurePolicy) -> Publishable:
    """The results as they may be shown in an edition. Raises `Fault` for an unknown edition."""
    if edition not in EDITIONS:
        raise Fault(f"There is no edition {edition!r}. Write public or internal.")
    return Publishable(results if edition == "internal" else hide_small_counts(results, policy), edition)


def hide_small_counts(results: pd.DataFrame, policy: DisclosurePolicy) -> pd.DataFrame:
    """The results with ``c`` in place of every small count of children and of every number that gives one away."""
    parts, wholes = _numbers(results["numerator"]), _numbers(results["denominator"])
    small_part, small_whole = _is_small(parts, policy), _is_small(wholes, policy)
    small_rest = _is_small(wholes - parts, policy) & (results["breakdown"] == "")
    protected = results["indicator"].map(lambda key: indicator(key).about_children)

    hidden = protected & (small_part | small_whole | small_rest)
    covered = results.copy()
    covered.loc[hidden, ["numerator", "value", "marker"]] = "c"
    covered.loc[protected & small_whole, "denominator"] = "c"
    return covered


def _numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column, errors="coerce")


def _is_small(numbers: pd.Series, policy: DisclosurePolicy) -> pd.Series:
    return (numbers > 0) & (numbers <= policy.hide_counts_up_to)


def publishable_path(figures: Path, edition: Edition) -> Path:
    """Where the publishable rows of an edition are kept between the run and its notebooks."""
    return figures / f"publishable-{edition}.parquet"


def write_publishable(publishable: Publishable, figures: Path) -> None:
    """Keep publishable rows for the notebooks."""
    publishable.rows.to_parquet(publishable_path(figures, publishable.edition), index=False)


def read_publishable(figures: Path, edition: Edition) -> Publishable:
    """The publishable rows that the last run kept. Raises `Fault` when there has been none."""
    path = publishable_path(figures, edition)
    if not path.exists():
        raise Fault(f"There are no figures for the {edition} edition yet. Run `overview run PERIOD --edition {edition}` first.")
    return Publishable(pd.read_parquet(path).astype("str"), edition)
