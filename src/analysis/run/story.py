"""What a run does, from the raw extracts to the page that lists all outputs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.audit import Terms, Verdict, audit_folder, audit_numbers, public_files, write_report
from analysis.claims import Finding, Given, check_file, faults_in
from analysis.compute import NOTHING_SUPPLIED, Material, compute, within_cover
from analysis.cross_reference import cross_reference
from analysis.disclose import Edition, Publishable, advice_on, gate, publishable_path, read_publishable, write_publishable
from analysis.indicators import told_by
from analysis.indicators.breakdowns import REPEAT_BANDS
from analysis.intake import Intake, prepare_tables, write_intake
from analysis.measures import Repeats
from analysis.narrative import check_commentary, refuse_faults
from analysis.periods import Period
from analysis.publish import circumstances, find_answers, find_outputs, render_index, write_results_csv
from analysis.releases import (
    earlier_rows,
    marked,
    published_before,
    read_releases,
    revisions,
    revisions_path,
    with_published_before,
)
from analysis.run.fresh import counted_made_from, counted_stamp, figures_made_from, figures_stamp
from analysis.run.tasks import Task, build_quality_page, refused
from analysis.settings import Fault, Workspace
from analysis.undecided import child_bounds
from analysis.workers import done_apart, usual_jobs

RESULTS = "results.parquet"

# Tables that no file holds: what they are paired from was delivered for the same periods.
MADE_FROM = {"episodes": "notifications", "looked_after_missing": "missing"}


def figures(workspace: Workspace, periods: Iterable[Period], edition: Edition, *, anew: bool = False) -> Publishable:
    """The publishable figures of all periods delivered, made from those counted unless those that are kept still hold."""
    stamp, made_from = figures_stamp(workspace, edition), figures_made_from(workspace, edition)
    if not anew and not stamp.reasons(made_from):
        _check_delivered(periods, _kept(workspace))
        return read_publishable(workspace.figures, edition)
    stamp.remove()
    results = counted(workspace, periods, anew=anew)
    gated = gate(results, edition, workspace.policy.disclosure, earlier_rows(workspace), workspace.authority.year_starts_in)
    publishable, revised = set_against_releases(gated, workspace)
    if edition == "public":
        audit_together(publishable, workspace)
    write_publishable(publishable, workspace.figures)
    revised.to_parquet(revisions_path(workspace.figures, edition), index=False)
    kept = [results_path(workspace), publishable_path(workspace.figures, edition), revisions_path(workspace.figures, edition)]
    stamp.write(made_from, [*sorted(workspace.processed.glob("*.parquet")), *kept])
    return publishable


def counted(workspace: Workspace, periods: Iterable[Period], *, anew: bool = False) -> pd.DataFrame:
    """The results table, the same for both editions, counted from the extracts unless the one that is kept still holds."""
    stamp, made_from = counted_stamp(workspace), counted_made_from(workspace)
    if not anew and not stamp.reasons(made_from):
        _check_delivered(periods, _kept(workspace))
        return pd.read_parquet(results_path(workspace)).astype("str")
    stamp.remove()
    material = take_in(workspace, periods)
    results = compute(material, told_by(workspace.authority), periods_to_count(material), workspace.authority)
    keep_results(results, workspace.figures)
    _keep_beside(workspace, material)
    stamp.write(made_from, [*sorted(workspace.processed.glob("*.parquet")), results_path(workspace)])
    return results


def set_against_releases(publishable: Publishable, workspace: Workspace) -> tuple[Publishable, pd.DataFrame]:
    """The figures with those that were published before this project, marked as revised or provisional; and what was revised."""
    releases, now = read_releases(workspace), made_from_now(workspace)
    rows = with_published_before(publishable.rows, published_before(workspace))
    shown = marked(rows, releases, workspace.policy.publication.closed_to, workspace.authority.year_starts_in)
    return Publishable(shown, publishable.edition), revisions(rows, releases, now)


def made_from_now(workspace: Workspace) -> dict[str, Any]:
    """What figures are made from now, in the parts of a manifest."""
    inputs = pd.read_parquet(workspace.processed / "intake_inputs.parquet")
    files = pd.read_parquet(workspace.processed / "intake_files.parquet", columns=["table", "file"])
    tables = {table: sorted(set(names)) for table, names in files.groupby("table")["file"]}
    return circumstances(workspace, dict(zip(inputs["file"], inputs["sha256"], strict=True))) | {"tables": tables}


def check_commentaries(workspace: Workspace, periods: Iterable[Period], publishable: Publishable) -> dict[str, str]:
    """What is wrong with the commentary of each period, in words. Raises `Fault` in the public edition, before anything is built."""
    warnings = {}
    for period in periods:
        path, given = workspace.commentary(period.name), Given(publishable, period, workspace.authority, workspace.policy)
        findings = check_commentary(path, given)
        if publishable.edition == "public":
            refuse_faults(path, findings)
        warnings[period.name] = "\n".join(one.told(path.name) for one in faults_in(findings))
    return warnings


def lint_text(workspace: Workspace, file: Path, name: str, edition: Edition) -> tuple[Finding, ...]:
    """What is wrong with a text or Word file about a period. Raises `Fault` when there are no figures for it or it cannot be read."""
    period = Period.parse(name, workspace.authority.year_starts_in)
    given = Given(read_publishable(workspace.figures, edition), period, workspace.authority, workspace.policy)
    if not given.has_figures:
        raise Fault(f"There are no figures for {name}. Run `overview run {name} --edition {edition}` first.")
    return check_file(file, given)


def audit(workspace: Workspace, name: str) -> tuple[Verdict, Path]:
    """Audit the public folder of a period together with all that is public besides, and write the report for the disclosure officer."""
    first_month = workspace.authority.year_starts_in
    folder = workspace.outputs / Period.parse(name, first_month).name / "public"
    terms = Terms.of(workspace.policy.disclosure, first_month)
    verdict = audit_folder(folder, public_files(workspace.outputs, folder), terms, released_files(workspace))
    report = workspace.outputs / "audits" / f"{name}.md"
    return verdict, write_report(verdict, f"{name}, public edition", report, _advice(workspace))


def _advice(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """What the plan's own side has to say for the report: the audit itself never sees the counted figures."""
    kept = results_path(workspace)
    if not kept.exists():
        return {}
    results = pd.read_parquet(kept).astype("str")
    advice = advice_on(results, workspace.policy.disclosure, earlier_rows(workspace), workspace.authority.year_starts_in)
    return {
        "What was done besides hiding": advice.done,
        "Small counts that could not be given their full room, for signing": advice.to_sign,
        "Figures that have changed since they were published": advice.restated,
        "Merging that would hide less": advice.merges,
    }


def released_files(workspace: Workspace) -> list[Path]:
    """The open data of every earlier release, in the order of their names."""
    return sorted(workspace.releases.glob("*/results.csv"))


def audit_together(publishable: Publishable, workspace: Workspace) -> None:
    """Attack the figures of all reports at once, as readers will have them. Raises `Fault` when they can be seen through."""
    terms = Terms.of(workspace.policy.disclosure, workspace.authority.year_starts_in)
    with tempfile.TemporaryDirectory() as scratch:
        everything = Path(scratch) / "results.csv"
        write_results_csv(publishable.rows, everything)
        found = audit_numbers([everything], terms, released_files(workspace))
    if not found.passes:
        raise Fault(refused("The public edition of these figures", found.faults))


def check(workspace: Workspace, names: Iterable[str]) -> list[Path]:
    """Take in the extracts and write the data-quality page of each year that is named, or of all when none is."""
    periods = requested(names, workspace.authority.year_starts_in)
    material = take_in(workspace, periods)
    years = {period.year.name: period.year for period in periods or periods_to_count(material)}
    tasks = [Task(workspace.root, year, "internal") for year in years.values()]
    # Not in this process, which has threads now that the extracts are read: its notebooks could not be forked.
    pages = dict(done_apart(build_quality_page, tasks, usual_jobs()))
    for failed in (page for page in pages.values() if isinstance(page, BaseException)):
        raise failed
    return [pages[task] for task in tasks]


def keep_results(results: pd.DataFrame, folder: Path) -> None:
    """Keep the results table for the gate; what passed it before stays only as long as its figures still hold."""
    kept = folder / RESULTS
    if not (kept.exists() and pd.read_parquet(kept).astype("str").equals(results)):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        results.to_parquet(kept, index=False)


def results_path(workspace: Workspace) -> Path:
    """Where the results table is kept, before the gate."""
    return workspace.figures / RESULTS


def _keep_beside(workspace: Workspace, material: Material) -> None:
    """Keep how far pairs of records that await a decision could move figures, and the cross-reference of the police list."""
    pairs = pd.read_parquet(workspace.processed / "people_pairs.parquet")
    bounds = child_bounds(material, pairs, told_by(workspace.authority), periods_to_count(material), workspace.authority)
    bounds.to_parquet(workspace.processed / "intake_bounds.parquet", index=False)
    years = [period for period in periods_to_count(material) if period.is_year]
    compared = cross_reference(material, pairs, years, Repeats(REPEAT_BANDS))
    compared.counts.to_parquet(workspace.processed / "cross_reference.parquet", index=False)
    compared.children.to_parquet(workspace.processed / "cross_reference_children.parquet", index=False)
    cases = _with_places(compared.cases, workspace.processed / "origins" / "missing.parquet")
    cases.to_parquet(workspace.processed / "cross_reference_cases.parquet", index=False)


def _with_places(cases: pd.DataFrame, origins: Path) -> pd.DataFrame:
    """The cases with the file and row of each row of the SSDA903 return, which has no number of its own to look up."""
    if not origins.exists():
        return cases
    known = pd.read_parquet(origins).drop_duplicates("key", keep="last").set_index("key")
    places = known["file"] + " row " + known["row"].astype(str)
    return cases.assign(missing_id=cases["missing_id"].map(places).fillna("").astype("str"))


def write_index(workspace: Workspace) -> None:
    """Write the page that lists all outputs there are."""
    entries = find_outputs(workspace)
    page = render_index(entries, workspace.authority, workspace.is_synthetic, find_answers(workspace))
    (workspace.outputs / "index.html").write_text(page, encoding="utf-8", newline="\n")


def requested(names: Iterable[str], first_month: int) -> list[Period]:
    """The periods to report on: a year stands for its four quarters and itself. Raises `Fault` for an unknown one."""
    found: dict[str, Period] = {}
    for period in (Period.parse(name, first_month) for name in names):
        if not (period.is_year or period.is_quarter):
            raise Fault(f"There is no report on {period.label}. Name a reporting year (2016-17) or a quarter (2016-17-Q3).")
        parts = (*period.quarters, period) if period.is_year else (period,)
        found |= {part.name: part for part in parts}
    return list(found.values())


def take_in(workspace: Workspace, periods: Iterable[Period]) -> Material:
    """Make the extracts ready to be counted and keep them. Raises `Fault`, and keeps the earlier ones, when they cannot be used."""
    intake = prepare_tables(workspace)
    material = material_of(intake, workspace)
    _check_delivered(periods, material)
    write_intake(workspace, intake)
    return material


def material_of(intake: Intake, workspace: Workspace) -> Material:
    """What there is to count: the tables, the periods delivered for each, and the supplied figures."""
    return Material(within_cover(intake.tables, workspace.authority), _delivered(intake.files, workspace), supplied_figures(workspace))


def supplied_figures(workspace: Workspace) -> pd.DataFrame:
    """The figures that partners handed over: ``indicator, period, value``, as text."""
    supplied = [(one.indicator, period, str(one.value)) for period, figures in workspace.supplied.items() for one in figures]
    return pd.DataFrame(supplied, columns=["indicator", "period", "value"], dtype="str")


def periods_to_count(material: Material) -> list[Period]:
    """Every year that was delivered, its quarters, and each year up to the end of each quarter."""
    years = {period.year.name: period.year for folders in material.delivered.values() for period in folders}
    parts = [part for year in years.values() for quarter in year.quarters for part in (quarter, quarter.year_to_date)]
    return list({period.name: period for period in (*years.values(), *parts)}.values())


def _kept(workspace: Workspace) -> Material:
    """What is known of the extracts that were taken in last: the periods delivered for each table."""
    return Material({}, _delivered(pd.read_parquet(workspace.processed / "intake_files.parquet"), workspace), NOTHING_SUPPLIED)


def _delivered(files: pd.DataFrame, workspace: Workspace) -> dict[str, tuple[Period, ...]]:
    """The periods delivered for each table, from the account of the files."""
    first_month = workspace.authority.year_starts_in
    folders = files.groupby("table")["period"].unique()
    delivered = {table: tuple(Period.parse(name, first_month) for name in names) for table, names in folders.items()}
    return delivered | {made: delivered[source] for made, source in MADE_FROM.items() if source in delivered}


def _check_delivered(periods: Iterable[Period], material: Material) -> None:
    absent = [period.name for period in periods if not material.knows(period)]
    if absent:
        held = ", ".join(sorted({one.name for folders in material.delivered.values() for one in folders}))
        raise Fault(
            f"There are no extracts for {', '.join(absent)}. data/raw holds: {held}. Put the period's files into a folder named after it."
        )
