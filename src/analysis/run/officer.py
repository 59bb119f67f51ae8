"""The pages for the disclosure officer: on one period's public folder, and on what is out already."""

from __future__ import annotations

from pathlib import Path

from analysis.audit import AuditVerdict, Terms, already_out, audit_folder, list_faults, public_files
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.chapters import refuse_other_chapters
from analysis.disclose import Advice, advice_on
from analysis.publish import Page, write_already_out, write_officer_page
from analysis.releases import earlier_rows, released_files
from analysis.run.counting import read_results, results_path
from analysis.run.gating import weighed_policy
from analysis.run.terms import terms_of

AUDITS = "audits"


def audit(workspace: Workspace, name: str) -> tuple[AuditVerdict, Path]:
    """Audit the public folder of a period together with all that is public besides, and write the page for the disclosure officer."""
    refuse_other_chapters(workspace)
    period = Period.parse(name, workspace.authority.year_starts_in)
    folder = workspace.outputs / period.name / "public"
    terms = terms_of(workspace, period)
    verdict = audit_folder(folder, public_files(workspace.outputs, folder), terms, released_files(workspace))
    verdict = verdict.joined(list_faults(workspace.outputs / "index.html", folder, terms))
    page = _page(workspace, f"Disclosure audit, {period.label}", f"{period.label} ({period.dates})")
    return verdict, write_officer_page(verdict, period, page, _advice(workspace), workspace.outputs / AUDITS / f"{name}.html")


def list_what_is_out(workspace: Workspace) -> None:
    """Write down what earlier releases give away by themselves, before anything is built on them."""
    if released := released_files(workspace):
        page, first_month = _page(workspace, "What is out already"), workspace.authority.year_starts_in
        terms = Terms.of(workspace.policy.disclosure, first_month)
        write_already_out(already_out(released, terms), first_month, page, workspace.outputs / AUDITS / "already-out.html")


def _page(workspace: Workspace, title: str, period_label: str = "") -> Page:
    return Page(
        title,
        subtitle="For the disclosure officer",
        authority=workspace.authority.name,
        period_label=period_label,
        edition="internal",
        is_synthetic=workspace.is_synthetic,
    )


def _advice(workspace: Workspace) -> Advice:
    """What the plan's own side has to say for the page: the audit itself never sees the counted figures."""
    if not results_path(workspace).exists():
        return Advice()
    return advice_on(read_results(workspace), weighed_policy(workspace), earlier_rows(workspace), workspace.authority.year_starts_in)
