"""Figures that a test has at hand, as a report on a period sees them."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Authority, Workspace
from analysis.compare.view import View
from analysis.disclose import Publishable

WORKSPACE = Workspace(Path(__file__).parents[2])


def seen(rows: Publishable, period: str | Period = "2016-17", authority: Authority = WORKSPACE.authority) -> View:
    """Publishable rows as seen from a period, compared as config/policy.toml says."""
    when = period if isinstance(period, Period) else Period.parse(period, authority.year_starts_in)
    return View(rows, when, authority, WORKSPACE.policy)


def with_verdicts(rows: Publishable, verdicts: dict[str, str], period: str = "2016-17") -> Publishable:
    """Publishable rows with the verdicts on some indicators in the report on a period."""
    told = [(period, key, words) for key, words in verdicts.items()]
    return replace(rows, verdicts=pd.DataFrame(told, columns=["period", "indicator", "verdict"], dtype="str"))
