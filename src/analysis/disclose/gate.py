"""The gate: nothing that shows a figure can reach one that has not passed here.

`gate` turns the results table into publishable rows. The internal edition passes all of them. The public edition hides small counts of
children under the policy of ``config/policy.toml``, and whatever else must be hidden so that no reader can work them out from everything
that is printed together. A percentage, a peak or a range is printed only with both its numbers, so it gives nothing away.
"""

from __future__ import annotations

from functools import lru_cache
from io import StringIO

import pandas as pd

from analysis.disclose.problem import Rules
from analysis.disclose.protect import Plan, protect
from analysis.disclose.publishable import EDITIONS, Edition, Publishable
from analysis.disclose.release import Release, release_of
from analysis.indicators import indicator
from analysis.settings import DisclosurePolicy, Fault


def gate(results: pd.DataFrame, edition: Edition, policy: DisclosurePolicy) -> Publishable:
    """The results as they may be shown in an edition. Raises `Fault` for an unknown edition."""
    if edition not in EDITIONS:
        raise Fault(f"There is no edition {edition!r}. Write public or internal.")
    return Publishable(results if edition == "internal" else hide_small_counts(without_internal(results), policy), edition)


def without_internal(results: pd.DataFrame) -> pd.DataFrame:
    """The results without the breakdowns that are for the internal edition alone: most of their categories would be small counts."""
    return results[[not _is_internal(*one) for one in zip(results["indicator"], results["breakdown"], strict=True)]]


def _is_internal(key: str, breakdown: str) -> bool:
    return bool(breakdown) and indicator(key).breakdown(breakdown).edition == "internal"


def hide_small_counts(results: pd.DataFrame, policy: DisclosurePolicy) -> pd.DataFrame:
    """The results with ``c`` in place of every small count of children and of every number that would give one away."""
    release, plan = plan_release(results, policy)
    return covered(results, release, plan)


def plan_release(results: pd.DataFrame, policy: DisclosurePolicy) -> tuple[Release, Plan]:
    """What the results print as a pack, and the plan for it. The same figures are planned once in a process."""
    return _planned(results.to_csv(index=False), policy)


@lru_cache(maxsize=4)
def _planned(results: str, policy: DisclosurePolicy) -> tuple[Release, Plan]:
    release = release_of(pd.read_csv(StringIO(results), dtype="str", keep_default_na=False), policy.hide_counts_up_to)
    return release, protect(release.pack, rules_of(policy), policy.seconds, policy.attacks)


def rules_of(policy: DisclosurePolicy) -> Rules:
    """The policy in the protector's terms."""
    return Rules(policy.hide_counts_up_to)


def covered(results: pd.DataFrame, release: Release, plan: Plan) -> pd.DataFrame:
    """The results with a plan carried out: the hidden numbers, and with them every value that is made of them."""
    printed = results.copy()
    for place in release.places:
        if place.cell.name in plan.hidden:
            printed.loc[results.index[place.row], [place.column, "value", "marker"]] = "c"
    return printed
