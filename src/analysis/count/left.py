"""What the last run left to be counted again: the processed tables, and the periods that each was delivered for."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.chapters.tables import TABLES, delivered_with
from analysis.count.compute import NOTHING_SUPPLIED, Material, within_cover

FILES = "intake_files.parquet"

ASKED = "asked"
"""The folder beside the tables with the questions that were asked of them."""


def last_taken_in(workspace: Workspace) -> Material:
    """What is known of the extracts that were taken in last: the periods delivered for each table."""
    return Material({}, delivered_for(pd.read_parquet(workspace.processed / FILES), workspace), NOTHING_SUPPLIED)


def left_to_count(workspace: Workspace, wanted: Iterable[str]) -> Material:
    """Some processed tables as the last run counted them. A table that was not delivered is not there.

    Raises `Fault` where nothing was taken in yet.
    """
    if not (workspace.processed / FILES).exists():
        raise Fault("No extracts have been taken in yet. Run `overview run PERIOD` first.")
    known = last_taken_in(workspace)
    tables = {name: pd.read_parquet(path) for name in wanted if (path := workspace.processed / f"{name}.parquet").exists()}
    return Material(within_cover(tables, workspace.authority), known.delivered, known.supplied)


def delivered_for(files: pd.DataFrame, workspace: Workspace) -> dict[str, tuple[Period, ...]]:
    """The periods delivered for each table, from the account of the files."""
    first_month = workspace.authority.year_starts_in
    folders = files.groupby("table")["period"].unique()
    delivered = {table: tuple(Period.parse(name, first_month) for name in names) for table, names in folders.items()}
    # A table that no file holds was delivered with what it is made from.
    made = {key: delivered_with(key) for key, table in TABLES.items() if not table.is_extract}
    return delivered | {key: delivered[extract] for key, extract in made.items() if extract in delivered}
