"""Gating: from the results table to the figures that an edition may show, set beside what was published before.

This module imports what that takes and nothing else: what is imported here is what publishable figures are made by (see `fresh`).
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.audit import AuditVerdict, Terms, audit_numbers, refused
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Fault, Workspace
from analysis.chapters import ALL, HEADLINES, refuse_other_chapters, told_by
from analysis.compare.judging import judged, reports
from analysis.compare.targets import read_targets
from analysis.compare.view import View
from analysis.disclose import Edition, Publishable, gate, write_publishable, write_results_csv
from analysis.releases import earlier_rows, marked, published_before, read_releases, released_files, with_published_before


def pass_gate(results: pd.DataFrame, clustering: pd.DataFrame, workspace: Workspace, edition: Edition) -> list[Path]:
    """Keep what an edition may show of the results table, and the verdicts on it; gives the files that are kept.

    Raises `Fault`, and keeps nothing, when a reader could see through the public edition.
    """
    refuse_other_chapters(workspace)
    gated = gate(results, edition, weighed_policy(workspace), earlier_rows(workspace), workspace.authority.year_starts_in)
    publishable = set_against_releases(gated, workspace)
    if edition == "public":
        publishable = with_ranges(publishable, audit_together(publishable, workspace))
    return write_publishable(with_verdicts(publishable, clustering, workspace), workspace.figures)


def weighed_policy(workspace: Workspace) -> DisclosurePolicy:
    """The policy with what hiding a figure costs here: one with a target, one that the committee follows, a headline of a chapter."""
    targets = [target.indicator for target in read_targets(workspace)]
    committee = workspace.policy.quarterly.committee
    return workspace.policy.disclosure.weighing(target=targets, committee=committee, headline=HEADLINES)


def with_verdicts(publishable: Publishable, clustering: pd.DataFrame, workspace: Workspace) -> Publishable:
    """The figures with the verdicts on those that are printed, for the reports on every year and quarter."""
    authority, policy = workspace.authority, workspace.policy
    periods = reports(publishable.periods_known, authority.year_starts_in)
    views = [View(publishable, period, authority, policy) for period in periods]
    return replace(publishable, verdicts=judged(views, told_by(authority), clustering))


def set_against_releases(publishable: Publishable, workspace: Workspace) -> Publishable:
    """The figures with those that were published before this project, marked as revised or provisional."""
    rows = with_published_before(publishable.rows, published_before(workspace))
    final_to = workspace.policy.publication.last_final_day
    return Publishable(marked(rows, read_releases(workspace), final_to, workspace.authority), publishable.edition)


def with_ranges(publishable: Publishable, verdict: AuditVerdict) -> Publishable:
    """The figures with what any reader can tell anyway of a hidden one that has a sentence, where all of that is above small counts.

    It follows from what is printed, so to print it adds nothing: "c from 185 to 192".
    """
    above = [one for one in verdict.ranges if one.is_solved and one.limit < one.least < one.most and not one.is_unlimited]
    told = {one.name: f"c from {one.least} to {one.most}" for one in above if not one.is_rest}
    rows = publishable.rows
    is_open = (
        rows["marker"].isin({"c", "c most"})
        & (rows["numerator"] == "c")
        & (rows["breakdown"] == "")
        & rows["indicator"].isin(_in_sentences())
    )
    names = rows["indicator"] + "@" + rows["period"] + " numerator"
    marks = [told.get(name, now) if can_say else now for name, now, can_say in zip(names, rows["marker"], is_open, strict=True)]
    return replace(publishable, rows=rows.assign(marker=pd.Series(marks, index=rows.index, dtype="str")))


def _in_sentences() -> set[str]:
    """The indicators whose sentence can say a range: that of a count, or of the part of a share."""
    of_counts = {one.key for one in ALL if one.statement and one.measure.kind not in {"share", "share of people", "ages"}}
    return of_counts | {one.key for one in ALL if "{part}" in one.statement}


def audit_together(publishable: Publishable, workspace: Workspace) -> AuditVerdict:
    """Attack the figures of all reports at once, as readers will have them. Raises `Fault` when they can be seen through."""
    terms = Terms.of(workspace.policy.disclosure, workspace.authority.year_starts_in)
    with tempfile.TemporaryDirectory() as scratch:
        everything = Path(scratch) / "results.csv"
        write_results_csv(publishable.rows, everything)
        found = audit_numbers([everything], terms, released_files(workspace))
    if not found.passes:
        raise Fault(refused("The public edition of these figures", found.faults))
    return found
