"""Services: how long a referral waited and how it ended, the month in which a place was raised, what became of an action.

What ``service_work`` says of a referral stands beside it, so that all figures about referrals are counted from one table, and the gate
knows which of them count the same.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.base.settings import MONTHS
from analysis.intake.sources import TEXT

SOON, LATE = 14, 28
"""The days that divide the time until a child is first seen."""


def with_services(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables about services with what is worked out about their rows; those that were not delivered stay out."""
    done = dict(tables)
    if "service_referrals" in done:
        done["service_referrals"] = with_work(done["service_referrals"], done.get("service_work"))
    if "hot_spots" in done:
        done["hot_spots"] = with_month(done["hot_spots"])
    if "audit_findings" in done:
        done["audit_findings"] = with_action(done["audit_findings"])
    return done


def with_work(referrals: pd.DataFrame, work: pd.DataFrame | None) -> pd.DataFrame:
    """Referrals with the time until the child was first seen, the day on which the case was closed for the last time, and how."""
    steps = pd.DataFrame(columns=["referral_id", "happened_on", "step", "outcome"]) if work is None else work
    steps = steps.sort_values("happened_on", kind="stable")
    seen = steps[steps["step"] == "first_seen"].drop_duplicates("referral_id").set_index("referral_id")["happened_on"]
    closed = steps[steps["step"] == "closed"].drop_duplicates("referral_id", keep="last").set_index("referral_id")
    cases = referrals["referral_id"]
    return referrals.assign(
        wait_band=wait_band(referrals["received_on"], pd.to_datetime(cases.map(seen))),
        closed_on=pd.to_datetime(cases.map(closed["happened_on"])),
        outcome=cases.map(closed["outcome"]).astype(TEXT).fillna("not_recorded"),
    )


def wait_band(received: pd.Series, seen: pd.Series) -> pd.Series:
    """How many days after the referral a child was first seen; who was seen before it counts as seen at once."""
    days = (seen - received).dt.days
    bands = np.select([days <= SOON, days <= LATE, days > LATE], ["within_14_days", "15_to_28_days", "over_28_days"], "not_seen")
    return pd.Series(bands, index=received.index, dtype=TEXT)


def with_month(locations: pd.DataFrame) -> pd.DataFrame:
    """Locations with the month in which each was raised, and its district and month together."""
    names = locations["raised_on"].dt.month.map(dict(enumerate(MONTHS, start=1))).astype(TEXT)
    return locations.assign(month=names.str.lower(), district_month=(locations["district"] + ", " + names).astype(TEXT))


def with_action(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings with what became of the action: done in time, done late, not done, or none where no day was set."""
    due, done = findings["due_on"], findings["done_on"]
    became = np.select([due.isna(), done <= due, done > due], ["none", "done_in_time", "done_late"], "not_done")
    return findings.assign(action=pd.Series(became, index=findings.index, dtype=TEXT))
