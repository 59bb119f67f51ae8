"""Counting: from the raw extracts to the results table, before the gate.

This module imports what counting takes and nothing else: what is imported here is what the results table is made by (see `fresh`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.base.at_work import FOLDER, QUESTIONS
from analysis.base.measures import Repeats
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.chapters import OWN, is_left_out, refuse_other_chapters, told_by
from analysis.chapters.missing.breakdowns import REPEAT_BANDS
from analysis.count.clustering import clustering
from analysis.count.compute import Material, compute_ordered, in_order, within_cover, worked_example
from analysis.count.cross_reference import cross_reference
from analysis.count.left import delivered_for
from analysis.count.undecided import child_bounds
from analysis.intake.pipeline import Intake, prepare_tables, write_intake

RESULTS = "results.parquet"


def count(workspace: Workspace, periods: Iterable[Period]) -> list[Path]:
    """Take in the extracts, count all that was delivered, and keep it; gives the files that are kept.

    Raises `Fault`, and keeps what was counted before, when the extracts cannot be used or one of the periods was not delivered.
    """
    material = take_in(workspace, periods)
    indicators, counted_periods = told_by(workspace.authority), periods_to_count(material)
    ordered = in_order(material, indicators, workspace.authority)
    keep_results(compute_ordered(ordered, indicators, counted_periods), workspace.figures)
    reported = [period for period in counted_periods if period.is_year or period.is_quarter]
    clustering(ordered, indicators, reported).to_parquet(clustering_path(workspace), index=False)
    _keep_beside(workspace, material)
    return [*sorted(workspace.processed.glob("*.parquet")), results_path(workspace), clustering_path(workspace)]


def read_results(workspace: Workspace) -> pd.DataFrame:
    """The results table as it was counted last: every cell text."""
    return pd.read_parquet(results_path(workspace)).astype("str")


def read_clustering(workspace: Workspace) -> pd.DataFrame:
    """How events gather in few children, as it was counted last with the results table."""
    return pd.read_parquet(clustering_path(workspace))


def check_delivered(periods: Iterable[Period], material: Material) -> None:
    """Raise `Fault` for periods that no extract was delivered for."""
    absent = [period.name for period in periods if not material.knows(period)]
    if absent:
        held = ", ".join(sorted({folder.name for folders in material.delivered.values() for folder in folders}))
        raise Fault(
            f"There are no extracts for {', '.join(absent)}. data/raw holds: {held}. Put the period's files into a folder named after it."
        )


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


def clustering_path(workspace: Workspace) -> Path:
    """Where it is kept how events gather in few children. No desk reads it: it is of use for verdicts alone (see `gating`)."""
    return workspace.figures / "clustering.parquet"


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


def take_in(workspace: Workspace, periods: Iterable[Period]) -> Material:
    """Make the extracts ready to be counted and keep them. Raises `Fault`, and keeps the earlier ones, when they cannot be used."""
    refuse_other_chapters(workspace)
    check_examples(workspace)
    intake = prepare_tables(workspace)
    material = material_of(intake, workspace)
    check_delivered(periods, material)
    write_intake(workspace, intake)
    return material


def check_examples(workspace: Workspace) -> None:
    """Raise `Fault` when the example of a figure in a chapter of the workspace's own does not give what it says."""
    told = [(chapter.key, one, worked_example(one, workspace.authority)) for chapter in OWN for one in chapter.indicators]
    faults = [
        f"- {_file_of(chapter)}, indicators.{one.key}.example: its rows give {value} and not {one.example.gives}."
        for chapter, one, value in told
        if value != one.example.gives
    ]
    if faults:
        raise Fault("\n".join(["Figures do not count what their examples say. Put right the one or the other:", *faults]))


def _file_of(chapter: str) -> str:
    """The file that says a chapter of the workspace's own."""
    return QUESTIONS.as_posix() if chapter == QUESTIONS.stem else (FOLDER / f"{chapter}.toml").as_posix()


def material_of(intake: Intake, workspace: Workspace) -> Material:
    """What there is to count: the tables, the periods delivered for each, and the supplied figures."""
    return Material(within_cover(intake.tables, workspace.authority), delivered_for(intake.files, workspace), supplied_figures(workspace))


def supplied_figures(workspace: Workspace) -> pd.DataFrame:
    """The figures that partners handed over for the chapters of the report: ``indicator, period, value``, as text."""
    handed_over = ((figure, period) for period, figures in workspace.supplied.items() for figure in figures)
    told = [
        (figure.indicator, period, str(figure.value))
        for figure, period in handed_over
        if not is_left_out(figure.indicator, workspace.authority)
    ]
    return pd.DataFrame(told, columns=["indicator", "period", "value"], dtype="str")


def periods_to_count(material: Material) -> list[Period]:
    """Every year that was delivered, its quarters, and each year up to the end of each quarter."""
    years = {period.year.name: period.year for folders in material.delivered.values() for period in folders}
    parts = [part for year in years.values() for quarter in year.quarters for part in (quarter, quarter.year_to_date)]
    return list({period.name: period for period in (*years.values(), *parts)}.values())
