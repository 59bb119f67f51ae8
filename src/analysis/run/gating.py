"""Gating: from the results table to the figures that an edition may show, set beside what was published before.

This module imports what that takes and nothing else: what is imported here is what publishable figures are made by (see `fresh`).
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.audit import Terms, already_out, audit_numbers, refused, write_already_out
from analysis.base.settings import Fault, Workspace
from analysis.chapters import refuse_other_chapters, told_by
from analysis.compare.judging import judged, reports
from analysis.compare.view import View
from analysis.disclose import Edition, Publishable, gate, write_publishable, write_results_csv
from analysis.releases import earlier_rows, marked, published_before, read_releases, with_published_before


def pass_gate(results: pd.DataFrame, clustering: pd.DataFrame, workspace: Workspace, edition: Edition) -> list[Path]:
    """Keep what an edition may show of the results table, and the verdicts on it; gives the files that are kept.

    Raises `Fault`, and keeps nothing, when a reader could see through the public edition.
    """
    refuse_other_chapters(workspace)
    if edition == "public":
        list_what_is_out(workspace)
    gated = gate(results, edition, workspace.policy.disclosure, earlier_rows(workspace), workspace.authority.year_starts_in)
    publishable = set_against_releases(gated, workspace)
    if edition == "public":
        audit_together(publishable, workspace)
    return write_publishable(with_verdicts(publishable, clustering, workspace), workspace.figures)


def list_what_is_out(workspace: Workspace) -> None:
    """Write down for the disclosure officer what earlier releases give away, before anything is built on them."""
    released = released_files(workspace)
    if released:
        terms = Terms.of(workspace.policy.disclosure, workspace.authority.year_starts_in)
        write_already_out(already_out(released, terms), workspace.outputs / "audits" / "already-out.md")


def with_verdicts(publishable: Publishable, clustering: pd.DataFrame, workspace: Workspace) -> Publishable:
    """The figures with the verdicts on those that are printed, for the reports on every year and quarter."""
    authority, policy = workspace.authority, workspace.policy
    periods = reports(publishable.periods_known, authority.year_starts_in)
    views = [View(publishable, period, authority, policy) for period in periods]
    return replace(publishable, verdicts=judged(views, told_by(authority), clustering))


def set_against_releases(publishable: Publishable, workspace: Workspace) -> Publishable:
    """The figures with those that were published before this project, marked as revised or provisional."""
    rows = with_published_before(publishable.rows, published_before(workspace))
    closed_to = workspace.policy.publication.closed_to
    return Publishable(marked(rows, read_releases(workspace), closed_to, workspace.authority), publishable.edition)


def audit_together(publishable: Publishable, workspace: Workspace) -> None:
    """Attack the figures of all reports at once, as readers will have them. Raises `Fault` when they can be seen through."""
    terms = Terms.of(workspace.policy.disclosure, workspace.authority.year_starts_in)
    with tempfile.TemporaryDirectory() as scratch:
        everything = Path(scratch) / "results.csv"
        write_results_csv(publishable.rows, everything)
        found = audit_numbers([everything], terms, released_files(workspace))
    if not found.passes:
        raise Fault(refused("The public edition of these figures", found.faults))


def released_files(workspace: Workspace) -> list[Path]:
    """The open data of every earlier release, in the order of their names."""
    return sorted(workspace.releases.glob("*/results.csv"))
