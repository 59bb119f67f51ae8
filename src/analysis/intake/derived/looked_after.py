"""Times that a child looked after by the council was missing, wherever it lives: the SSDA903 return beside the police, row by row.

Two views stand side by side here and never make one total. The council answers for its own looked-after children anywhere in the country,
and records them in the SSDA903 return; the police record who goes missing in their area, in whoever's care.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.chapters.missing.tables import IN_CARE
from analysis.chapters.tables import TABLES
from analysis.intake.derived.nearest import nearest
from analysis.intake.derived.placed import with_placement
from analysis.intake.sources import TEXT

NEAR = 3
"""How many days the first days of one absence may lie apart in the two records, where the records do not overlap."""

SAME, OTHER, CARE_ONLY, POLICE_ONLY, ALONE = "same_dates", "other_dates", "ssda903_only", "police_only", "not_compared"
COLUMNS = list(TABLES["looked_after_missing"].kept)


def looked_after_missing(
    care: pd.DataFrame, episodes: pd.DataFrame | None, placements: pd.DataFrame | None, details: pd.DataFrame | None
) -> pd.DataFrame:
    """One row for each time missing that the return or the police hold of a child looked after by the council.

    ``held`` says who: ``same_dates`` and ``other_dates`` where both do, ``ssda903_only``, ``police_only``, or ``not_compared`` where there
    are no police records, or none that says in whose care a child was. What both hold has the dates of the return.
    """
    episodes = episodes if _says_whose_care(episodes) else None
    ours = _days(care.dropna(subset=["started_at"]), "missing_id", "ended_at")
    police = _days(episodes[episodes["missing_from"] == "own_care"], "episode_id", "returned_at") if episodes is not None else ours.iloc[:0]
    pairs = matched(ours, police)
    rows = ours.merge(pairs[["missing_id", "episode_id", "held"]], on="missing_id", how="left")
    rows["held"] = rows["held"].fillna(ALONE if episodes is None else CARE_ONLY).astype(TEXT)
    alone = police[~police["episode_id"].isin(pairs["episode_id"])] if episodes is not None else police.assign(episode_id=None)
    rows = pd.concat([rows, alone.assign(held=POLICE_ONLY, missing_type=alone.get("category"))], ignore_index=True)
    rows["missing_type"] = rows["missing_type"].replace("absent", "away")
    rows["case_id"] = rows["missing_id"].fillna(rows["episode_id"])
    return with_placement(rows, "started_on", placements, details)[COLUMNS].astype(
        {name: TEXT for name in COLUMNS if not name.endswith("_on")}
    )


def _says_whose_care(episodes: pd.DataFrame | None) -> bool:
    """Whether the police's episodes can be set against the return: some are of children in the council's care, or none of any in care."""
    return episodes is not None and bool(episodes["missing_from"].eq("own_care").any() or not episodes["missing_from"].eq(IN_CARE).any())


def matched(care: pd.DataFrame, police: pd.DataFrame) -> pd.DataFrame:
    """The pairs of a row of the return and a police episode that are one absence: ``missing_id, episode_id, held``.

    Same child, and records that overlap or start no more than `NEAR` days apart; the nearest first, each used once.
    """
    if police.empty:
        return pd.DataFrame({"missing_id": [], "episode_id": [], "held": []}, dtype=TEXT)
    pairs = care.merge(police, on="child_id", suffixes=("", "_police"))
    starts = _apart(pairs["started_on"], pairs["started_on_police"])
    ends = _apart(pairs["ended_on"], pairs["ended_on_police"])
    overlap = (pairs["started_on"] <= pairs["ended_on_police"]) & (pairs["started_on_police"] <= pairs["ended_on"])
    held = np.where((starts == 0) & (ends.fillna(0) == 0), SAME, OTHER)
    pairs = pairs.assign(starts=starts, ends=ends.fillna(0), held=held)[(starts <= NEAR) | overlap]
    return nearest(pairs, "missing_id", "episode_id", ["starts", "ends", "missing_id", "episode_id"])[["missing_id", "episode_id", "held"]]


def _apart(one: pd.Series, other: pd.Series) -> pd.Series:
    return (one - other).abs() / pd.Timedelta(days=1)


def _days(rows: pd.DataFrame, key: str, end: str) -> pd.DataFrame:
    """The rows with their first and last day, by a key of their own."""
    kept = rows[[key, "child_id", *rows.columns.intersection(["missing_type", "category"])]].reset_index(drop=True)
    days = {"started_on": rows["started_at"].dt.normalize(), "ended_on": rows[end].dt.normalize()}
    return kept.assign(**{name: day.reset_index(drop=True) for name, day in days.items()})
