"""What a run does, from the raw extracts to the page that lists all outputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.access import found_open
from analysis.base.made_up import MARK, foreign_files
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.base.whole import write_whole
from analysis.base.wording import as_shown
from analysis.chapters import refuse_other_chapters
from analysis.chapters.headings import headings_of, read_headings
from analysis.compare.targets import left_out, read_targets
from analysis.count.left import last_taken_in
from analysis.disclose import Edition, Publishable, read_publishable
from analysis.intake.people import read_secret
from analysis.publish import circumstances, find_answers, find_outputs, render_index, without_plain_hashes
from analysis.releases import read_releases, revisions, revisions_path
from analysis.run.alone import alone
from analysis.run.counting import (
    check_delivered,
    count,
    periods_to_count,
    read_clustering,
    read_results,
    take_in,
)
from analysis.run.fresh import counted_made_from, counted_stamp, figures_made_from, figures_stamp, make
from analysis.run.gating import pass_gate
from analysis.run.officer import list_what_is_out
from analysis.run.tasks import Task, build_quality_page
from analysis.run.workers import done_apart, usual_jobs
from analysis.show.narrative import check_as_written, check_commentary, headings_without_words, paragraphs_left_out, refuse_faults
from analysis.textcheck import Reference, TakenFor, TextFinding, check_file, faults_in, figures_in_file, read_language


def figures(workspace: Workspace, periods: Iterable[Period], edition: Edition, *, anew: bool = False) -> Publishable:
    """The publishable figures of all periods delivered, made from those counted unless those that are kept still hold."""
    counted(workspace, periods, anew=anew)
    # What the work reads of the configuration is noted, so it gets a workspace that has read nothing yet.
    work = partial(_gated, read_results(workspace), read_clustering(workspace), Workspace(workspace.root), edition)
    make(figures_stamp(workspace, edition), figures_made_from(workspace, edition), work, anew=anew)
    publishable = read_publishable(workspace.figures, edition)
    keep_revisions(publishable, workspace)
    return publishable


def _gated(results: pd.DataFrame, clustering: pd.DataFrame, workspace: Workspace, edition: Edition) -> list[Path]:
    """Keep what an edition may show; first of all the officer can read what is out already."""
    if edition == "public":
        list_what_is_out(workspace)
    return pass_gate(results, clustering, workspace, edition)


def counted(workspace: Workspace, periods: Iterable[Period], *, anew: bool = False) -> None:
    """Count the results table, the same for both editions, from the extracts unless the one that is kept still holds."""
    periods = list(periods)
    make(counted_stamp(workspace), counted_made_from(workspace), partial(count, Workspace(workspace.root), periods), anew=anew)
    check_delivered(periods, last_taken_in(workspace))


def keep_revisions(publishable: Publishable, workspace: Workspace) -> None:
    """Keep what was published with another value, and why: drawn up by every run, because all that has changed can be the reason."""
    made_from = without_plain_hashes(made_from_now(workspace), read_secret(workspace))
    revised = revisions(publishable.rows, read_releases(workspace), made_from)
    revised.to_parquet(revisions_path(workspace.figures, publishable.edition), index=False)


def made_from_now(workspace: Workspace) -> dict[str, Any]:
    """What figures are made from now, in the parts of a manifest."""
    inputs = pd.read_parquet(workspace.processed / "intake_inputs.parquet")
    files = pd.read_parquet(workspace.processed / "intake_files.parquet", columns=["table", "file"])
    tables = {table: sorted(set(names)) for table, names in files.groupby("table")["file"]}
    return circumstances(workspace, dict(zip(inputs["file"], inputs["sha256"], strict=True))) | {"tables": tables}


@dataclass(frozen=True)
class CommentaryCheck:
    """What is to be said of the commentary of a period: why it is ``refused``, or what someone should know before it is published."""

    refused: str = ""
    warning: str = ""


def check_as_typed(workspace: Workspace, periods: Iterable[Period], edition: Edition) -> dict[str, CommentaryCheck]:
    """The periods whose commentary no figures can put right, by name: known before anything is counted."""
    nothing = Publishable(pd.DataFrame(columns=list(RESULT_COLUMNS), dtype="str"), edition)
    refused = {}
    for period in periods:
        try:
            check_as_written(workspace.commentary(period.name), _reference(workspace, period, nothing), headings_of(workspace, period))
        except Fault as fault:
            refused[period.name] = CommentaryCheck(str(fault))
    return refused


def check_commentaries(workspace: Workspace, periods: Iterable[Period], publishable: Publishable) -> dict[str, CommentaryCheck]:
    """The commentary of each period against the figures, by name. With faults it is refused in the public edition."""
    return {period.name: _checked(workspace, period, publishable) for period in periods}


def _checked(workspace: Workspace, period: Period, publishable: Publishable) -> CommentaryCheck:
    path, authority = workspace.commentary(period.name), workspace.authority
    findings = check_commentary(path, _reference(workspace, period, publishable))
    try:
        if publishable.edition == "public":
            refuse_faults(path, findings)
    except Fault as fault:
        return CommentaryCheck(str(fault))
    faults = (one.told(path.name) for one in faults_in(findings))
    not_shown = (*paragraphs_left_out(path, authority), *left_out(read_targets(workspace), authority))
    return CommentaryCheck(warning="\n".join([*faults, *not_shown, *_nobody_wrote(workspace, period)]))


def _reference(workspace: Workspace, period: Period, publishable: Publishable) -> Reference:
    return Reference(publishable, period, as_shown(workspace.authority, period), workspace.policy, read_language(workspace))


def _nobody_wrote(workspace: Workspace, period: Period) -> Iterator[str]:
    """What a report on a year does without because nobody wrote it."""
    if not period.is_year:
        return
    path, headings = workspace.commentary(period.name), read_headings(workspace).commentary
    if without := headings_without_words(path, headings):
        which = "" if len(without) == len(headings) else f" on {'; '.join(without)}"
        yield f"{path.name}: nobody has written commentary{which}, so nothing stands there."
    if workspace.population(period.name) is None:
        yield f"config/population/{period.name}.toml: nobody has written how many children live in the area, so there are no rates."


def lint_text(workspace: Workspace, file: Path, name: str, edition: Edition) -> tuple[tuple[TextFinding, ...], tuple[TakenFor, ...]]:
    """What is wrong with a text or Word file about a period, and which figure each of its numbers was taken for.

    Raises `Fault` when there are no figures for the period or the file cannot be read.
    """
    refuse_other_chapters(workspace)
    period = Period.parse(name, workspace.authority.year_starts_in)
    given = _reference(workspace, period, read_publishable(workspace.figures, edition))
    if not given.has_figures:
        raise Fault(f"There are no figures for {name}. Run `overview run {name} --edition {edition}` first.")
    return check_file(file, given), figures_in_file(file, given)


def check(workspace: Workspace, names: Iterable[str]) -> list[Path]:
    """Take in the extracts and write the data-quality page of each year that is named, or of all when none is."""
    with alone(workspace, "overview check"):
        return _checked_extracts(workspace, requested(names, workspace.authority.year_starts_in))


def _checked_extracts(workspace: Workspace, periods: list[Period]) -> list[Path]:
    material = take_in(workspace, periods)
    years = {period.year.name: period.year for period in periods or periods_to_count(material)}
    tasks = [Task(workspace.root, year, "internal") for year in years.values()]
    # Not in this process, which has threads now that the extracts are read: its notebooks could not be forked.
    pages = dict(done_apart(build_quality_page, tasks, usual_jobs()))
    for failed in (page for page in pages.values() if isinstance(page, BaseException)):
        raise failed
    return [pages[task] for task in tasks]


def warnings_of_check(workspace: Workspace) -> list[str]:
    """What someone should know of the extracts that were taken in last: files without a row before they believe a nought, who could read
    them, and that a mark of the sample does not count."""
    found = pd.read_parquet(workspace.processed / "intake_findings.parquet", columns=["code", "file", "message"])
    empty = [f"{one.file}: {one.message}." for one in found[found["code"] == "no_rows"].itertuples()]
    return [*empty, *found_open(workspace.root), *_mark_that_does_not_count(workspace)]


def _mark_that_does_not_count(workspace: Workspace) -> Iterator[str]:
    if (workspace.raw / MARK).exists() and not workspace.is_synthetic:
        first, *others = foreign_files(workspace.raw)
        yield (
            f"data/raw/{MARK} does not list {first}{f' and {len(others)} more' * bool(others)} as it is now, so all extracts are taken for "
            "real: no page says that they are made up. Take out what is not of the sample, or the mark."
        )


def write_index(workspace: Workspace) -> None:
    """Write the page that lists all outputs there are."""
    entries = find_outputs(workspace)
    page = render_index(entries, workspace.authority, workspace.is_synthetic, find_answers(workspace))
    write_whole(workspace.outputs / "index.html", page)


def requested(names: Iterable[str], first_month: int) -> list[Period]:
    """The periods to report on: a year stands for its four quarters and itself. Raises `Fault` for an unknown one."""
    found: dict[str, Period] = {}
    for period in (Period.parse(name, first_month) for name in names):
        if not (period.is_year or period.is_quarter):
            raise Fault(f"There is no report on {period.label}. Name a reporting year (2016-17) or a quarter (2016-17-Q3).")
        parts = (*period.quarters, period) if period.is_year else (period,)
        found |= {part.name: part for part in parts}
    return list(found.values())
