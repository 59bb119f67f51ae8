"""The gate: nothing that shows a figure can reach one that has not passed here.

`gate` turns the results table into publishable rows. The internal edition passes all of them. The public edition hides small counts of
children under the policy of ``config/policy.toml``, and whatever else must be hidden so that no reader can work them out from everything
that is printed together, now and before. A percentage, a peak or a range is printed only with both its numbers, so it gives nothing away.
Where the policy asks for rounding, every number about children is rounded instead, so that all tables still add up.
"""

from __future__ import annotations

import pandas as pd

from analysis.base.policies import EDITIONS, DisclosurePolicy, Edition
from analysis.base.settings import Fault
from analysis.disclose.phrases import marked
from analysis.disclose.publishable import Publishable
from analysis.disclose.rounding import rounded
from analysis.disclose.settle import Settlement, without_internal
from analysis.disclose.stable_plan import standing


def gate(
    results: pd.DataFrame, edition: Edition, policy: DisclosurePolicy, earlier: pd.DataFrame | None = None, first_month: int = 4
) -> Publishable:
    """The results as they may be shown in an edition. Raises `Fault` for an unknown edition and for a policy that cannot be kept.

    ``earlier`` holds one row for each figure that was published before, as it was printed: the columns of the results table and
    ``release``. Without it nothing is taken to be out.
    """
    if edition not in EDITIONS:
        raise Fault(f"There is no edition {edition!r}. Write public or internal.")
    return Publishable(results if edition == "internal" else protected(without_internal(results), policy, earlier, first_month), edition)


def protected(results: pd.DataFrame, policy: DisclosurePolicy, earlier: pd.DataFrame | None = None, first_month: int = 4) -> pd.DataFrame:
    """The results with small counts of children hidden, and whatever would give one away; or rounded, as the policy says."""
    settled = standing(results, policy, earlier, first_month)
    return rounded(results, settled, first_month) if settled.is_rounded else covered(results, settled)


def covered(results: pd.DataFrame, settled: Settlement) -> pd.DataFrame:
    """The results with a plan carried out: the hidden numbers, and with them every value that is made of them."""
    printed = results.copy()
    hidden = [place for place in settled.release.places if settled.hides(place)]
    for column in sorted({place.column for place in hidden}):
        printed.loc[results.index[[place.row for place in hidden if place.column == column]], [column, "value"]] = "c"
    markers = marked(hidden, settled)
    printed.loc[results.index[list(markers)], "marker"] = list(markers.values())
    return printed
