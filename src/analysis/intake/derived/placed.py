"""The placement that a looked-after child is in on a day."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.missing.tables import ON_THE_DAY
from analysis.intake.sources import TEXT

PLACED = tuple(column.name for column in ON_THE_DAY)
"""What is said of the placement on the day: its kind, whether it is in the area, and which group of authorities placed the child."""


def placed_on_the_day(rows: pd.DataFrame, placements: pd.DataFrame, moment: str) -> pd.DataFrame:
    """The placement a child is in on the day of a moment, first and last day included: the columns of the placement, by row.

    When placements overlap the one that started later counts; when they start on the same day, this authority's own.
    """
    days = pd.DataFrame({"row": rows.index, "child_id": rows["child_id"], "day": rows[moment].dt.normalize()})
    both = days.merge(placements, on="child_id")
    inside = both[(both["started_on"] <= both["day"]) & ~(both["ended_on"] < both["day"])]
    last = inside.sort_values(["row", "started_on", "responsible"]).drop_duplicates("row", keep="last")  # "own" sorts after "other".
    return last.set_index("row").reindex(rows.index)


def with_placement(rows: pd.DataFrame, moment: str, placements: pd.DataFrame | None, details: pd.DataFrame | None) -> pd.DataFrame:
    """The rows with the columns of `PLACED`: ``not_placed`` for a child in no placement, ``not_recorded`` for what nobody delivered."""
    if placements is None:
        return rows.assign(**{name: pd.Series("not_recorded", index=rows.index, dtype=TEXT) for name in PLACED})
    found = placed_on_the_day(rows, _detailed(placements, details), moment)
    return rows.assign(**{name: _said(found[name], found["responsible"]) for name in PLACED})


def _detailed(placements: pd.DataFrame, details: pd.DataFrame | None) -> pd.DataFrame:
    """Placements with what is known of where each is and who made it."""
    said = pd.DataFrame({"placement_id": [], "located": [], "placed_by": []}, dtype=TEXT) if details is None else details
    return placements.merge(said[["placement_id", "located", "placed_by"]], on="placement_id", how="left")


def _said(found: pd.Series, responsible: pd.Series) -> pd.Series:
    return found.fillna("not_recorded").where(responsible.notna(), "not_placed").astype(TEXT)
