"""Rules across tables, on rows that carry a ``child_id``."""

from __future__ import annotations

import pandas as pd

from analysis.intake.validate.rule import Found, Rule, RuleInput

SEXED = ("notifications", "referrals", "risk_assessments", "strategy_meetings", "service_referrals")
APART = 0.1
FEW = 5

Fields = tuple[str, ...]


def _other_sex(rows: pd.DataFrame, _fields: Fields, given: RuleInput) -> pd.Series:
    """Another sex is recorded than most often for this child, or the records are level."""
    usual = rows["child_id"].map(given.tables["people"].set_index("child_id")["sex"])
    return rows["sex"].isin(["female", "male"]) & (rows["sex"] != usual)


def _placed_twice(rows: pd.DataFrame, _fields: Fields, _: RuleInput) -> pd.Series:
    """A placement that begins before an earlier one of the child has ended."""
    ordered = rows.sort_values(["child_id", "started_on", "placement_id"])
    ends = ordered["ended_on"].fillna(pd.Timestamp.max.floor("D").as_unit("us"))
    latest = ends.groupby(ordered["child_id"]).cummax().groupby(ordered["child_id"]).shift()
    return (ordered["started_on"] < latest).reindex(rows.index)


def _no_placements(given: RuleInput) -> list[Found]:
    if "placements" in given.tables or "notifications" not in given.tables:
        return []
    words = "Placements were not delivered: in whose care children were is not known."
    return [Found("notifications", "", "missing_from", words, len(given.tables["notifications"]))]


def _counts_differ(given: RuleInput) -> list[Found]:
    """How often own looked-after children were missing, as police and social care count it in each period."""
    police, care = given.tables["episodes"], given.tables["missing"]
    ours = police[police["missing_from"] == "own_care"]
    counted = [
        (name, int(period.contains(ours["started_at"]).sum()), int(period.contains(care["started_at"]).sum()))
        for name, period in given.periods.items()
    ]
    return [
        Found("missing", name, "started_at", f"the police count {by_police:,} episodes, social care {by_care:,}", abs(by_police - by_care))
        for name, by_police, by_care in counted
        if min(by_police, by_care) and abs(by_police - by_care) > max(FEW, APART * max(by_police, by_care))
    ]


ACROSS = (
    Rule(
        "sexes_differ", "warn", "across tables", dict.fromkeys(SEXED, ("sex",)),
        "another sex is recorded for the same child elsewhere",
        "Find out which is right and have the other put right at its source.",
        _other_sex,
        needs=("people",),
        moves="either",
    ),
    Rule(
        "placements_overlap", "warn", "across tables", {"placements": ("started_on", "ended_on")},
        "begins before an earlier placement of the same child has ended; the later one counts",
        "Put the end of the earlier placement right at the source.",
        _placed_twice,
        moves="either",
    ),
    Rule(
        "placements_not_delivered", "warn", "across tables", {"notifications": ("reported_missing_from",)},
        "placements were not delivered, so in whose care children were is not known",
        "Ask for the placements of the period.",
        compare=_no_placements,
        moves="either",
    ),
    Rule(
        "police_and_care_differ", "warn", "across tables", {"missing": ("started_at",)},
        "police and social care count missing episodes of the authority's own looked-after children more than a tenth apart",
        "Compare the two lists with the police: each holds episodes that the other should have.",
        compare=_counts_differ,
        needs=("episodes", "placements"),
        moves="either",
    ),
)  # fmt: skip
