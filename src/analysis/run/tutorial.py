"""What the tutorial notebook shows: the way of one new indicator, on made-up extracts and on nothing else.

It shows rows and figures that have not been made safe to publish, so it opens only where every child is made up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Authority, Fault, Workspace
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.count.compute import Material, compute
from analysis.count.left import last_taken_in
from analysis.disclose import gate
from analysis.intake.sources import read_extracts
from analysis.report.place import find_workspace
from analysis.show.methodology import Methodology, methodology
from analysis.show.narrative import Text, findings


@dataclass(frozen=True)
class Practice:
    """A workspace of made-up children, to try an indicator on."""

    workspace: Workspace

    @property
    def authority(self) -> Authority:
        return self.workspace.authority

    def extract(self, table: str, period: str = "2016-17") -> pd.DataFrame:
        """The rows of an extract as they arrived, all of them text. Raises `Fault` when there is no such CSV file."""
        patterns = read_extracts(self.workspace)[table].files
        files = sorted((self.workspace.raw / period).glob("*.csv"))
        for path in files:
            if any(fnmatch(path.name, pattern) for pattern in patterns):
                return pd.read_csv(path, dtype="str", keep_default_na=False)
        raise Fault(f"data/raw/{period} has no CSV file of {table}. It has: {', '.join(path.name for path in files) or 'none'}.")

    def table(self, name: str) -> pd.DataFrame:
        """A processed table. Raises `Fault` naming those there are."""
        if name not in self.material.tables:
            raise Fault(f"There is no table {name!r}. There are: {', '.join(sorted(self.material.tables))}.")
        return self.material.tables[name]

    @cached_property
    def material(self) -> Material:
        """The processed tables of the last run, and the periods they were delivered for."""
        known, processed = last_taken_in(self.workspace), self.workspace.processed
        return replace(known, tables={name: pd.read_parquet(processed / f"{name}.parquet") for name in known.delivered})

    def count(self, indicator: Indicator, period: str) -> pd.DataFrame:
        """The rows of the results table that an indicator gives for a period."""
        return compute(self.material, [indicator], [self._parsed(period)], self.authority)

    def sentence(self, indicator: Indicator, period: str) -> Text:
        """The paragraph that a report on a period would have about an indicator."""
        now = self._parsed(period)
        results = compute(self.material, [indicator], [now, now.year_before], self.authority)
        policy = self.workspace.policy
        return findings(View(gate(results, "internal", policy.disclosure), now, self.authority, policy), [indicator])

    def explained(self, indicator: Indicator, period: str) -> Methodology:
        """The entry that the methodology page would have for an indicator."""
        return methodology([indicator], self._parsed(period), self.authority)

    def _parsed(self, period: str) -> Period:
        return Period.parse(period, self.authority.year_starts_in)


def open_practice(folder: Path | None = None) -> Practice:
    """The workspace that the notebook lies in. Raises `Fault` when its extracts are real, or have not been taken in yet."""
    workspace = find_workspace(folder or Path.cwd())
    if not workspace.is_synthetic:
        raise Fault(
            "The extracts in data/raw are not the made-up ones. The tutorial shows rows about children, and real ones must not be shown "
            "or saved in a notebook. Set up a workspace to practise in: `overview new-workspace practice`."
        )
    if not (workspace.processed / "intake_files.parquet").exists():
        raise Fault("No extracts have been taken in yet. Run `overview run 2016-17` first.")
    return Practice(workspace)
