"""A plan that stays as it is when what is taken from it comes out.

A release that prints nothing but what the plan prints anyway tells a reader nothing more, so figures are planned without it. Otherwise
every answer and every report that is published would change what the next one hides, and drafts of one plan would meet releases of another.
"""

from __future__ import annotations

import pandas as pd

from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose.cells import places_of
from analysis.disclose.settle import Settlement, settle


def standing(results: pd.DataFrame, policy: DisclosurePolicy, earlier: pd.DataFrame | None = None, first_month: int = 4) -> Settlement:
    """The plan for some results with those earlier releases that tell more than it does, and no others.

    It depends on the results, the policy and the releases alone, whatever was planned before. Raises `Fault` as `settle` does.
    """
    telling: frozenset[str] = frozenset()
    while True:
        known = None if earlier is None else earlier[earlier["release"].isin(telling)].reset_index(drop=True)
        settled = settle(results, policy, known, first_month)
        found = telling | _telling_more(settled, earlier, policy, first_month)
        if found == telling:
            return settled
        telling = found


def _telling_more(settled: Settlement, earlier: pd.DataFrame | None, policy: DisclosurePolicy, first_month: int) -> frozenset[str]:
    """The releases with a number that a plan does not print as it is, or prints otherwise. Rounded ones are not planned with."""
    if earlier is None or earlier.empty:
        return frozenset()
    exact = earlier[~earlier["marker"].str.contains("rounded")].reset_index(drop=True)
    exactly = [] if settled.is_rounded else [place for place in settled.release.places if not settled.hides(place)]
    printed = {place.cell.name: place.cell.value for place in exactly}
    return frozenset(
        str(release)
        for release, rows in exact.groupby("release", sort=False)
        if any(printed.get(place.cell.name) != place.cell.value for place in places_of(_as_results(rows), policy, first_month))
    )


def _as_results(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[list(RESULT_COLUMNS)].astype("str").reset_index(drop=True)
