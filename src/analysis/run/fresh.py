"""What figures and reports are made from, so that only those are made anew for which that has changed.

Nothing here is a list kept by hand. The code of a piece of work is the module of its function with all that this imports; the
configuration is what it has read, also what it looked for in vain (`analysis.base.readings`). A report is made from the figures of its
period and of those before it, its notebooks, code, configuration and packages. A year's folder holds the account of the intake as well,
and an internal one tells what has changed in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from IPython.core.inputtransformer2 import TransformerManager

from analysis.base.access import keep_new_files_private
from analysis.base.hashing import files_in, hashes, hashes_of_code, imports_of
from analysis.base.periods import Period, reported_with
from analysis.base.readings import noted
from analysis.base.settings import Workspace
from analysis.base.shipped import shipped_words
from analysis.base.stamps import MadeFrom, Stamp, packages
from analysis.base.whole import says_full
from analysis.chapters import ALL
from analysis.count.compute import counted_period
from analysis.disclose import Edition, Publishable
from analysis.publish import approval_path
from analysis.run.counting import clustering_path, count, results_path
from analysis.run.gating import pass_gate
from analysis.run.tasks import Outcome, Task, build


@dataclass(frozen=True)
class Folder:
    """A folder of outputs: what it is made from, why it must be built, and who asked; without a reason it still holds."""

    task: Task
    made_from: MadeFrom
    why: tuple[str, ...]
    by: str = ""

    @property
    def root(self) -> Path:
        return self.task.root


def figures_stamp(workspace: Workspace, edition: Edition) -> Stamp:
    """The stamp of the figures of an edition."""
    return Stamp(workspace.root, f"figures-{edition}")


def report_stamp(task: Task) -> Stamp:
    """The stamp of one folder of outputs."""
    return Stamp(task.root, f"{task.period.name}-{task.edition}")


def counted_stamp(workspace: Workspace) -> Stamp:
    """The stamp of the results table, before the gate."""
    return Stamp(workspace.root, "counted")


def make(stamp: Stamp, made_from: MadeFrom, work: Callable[[], Iterable[Path]], *, anew: bool) -> None:
    """Do a piece of work that keeps files, unless its stamp says that they still hold, and stamp them with what it read."""
    if anew or stamp.reasons(made_from):
        stamp.remove()
        with noted() as read:
            kept = list(work())
        stamp.write(made_from, kept, read)


def counted_made_from(workspace: Workspace) -> MadeFrom:
    """What the results table is counted from, but for the configuration that is read meanwhile."""
    return {
        "raw file": hashes(files_in(workspace.raw), workspace.root),
        "decision": hashes(sorted(workspace.registers.glob("decisions.csv")), workspace.root),
        "code": code_of(count),
        "package": packages(),
    }


def figures_made_from(workspace: Workspace, edition: Edition) -> MadeFrom:
    """What the figures of an edition are made from, but for configuration: what was counted, the gate, and what was published before."""
    return {
        "counted figures": hashes([results_path(workspace), clustering_path(workspace)], workspace.root),
        "release": hashes(files_in(workspace.releases), workspace.root),
        "code": code_of(pass_gate),
        "package": packages(),
        "setting": {"edition": edition},
    }


def code_of(work: Callable[..., Any], notebooks: Iterable[Path] = ()) -> dict[str, str]:
    """What the code means by which a piece of work is done: the module of its function, what that uses, and what notebooks import."""
    return hashes_of_code([work.__module__, *(name for notebook in notebooks for name in imports_of_notebook(notebook))])


def imports_of_notebook(notebook: Path) -> list[str]:
    """The modules that the cells of a notebook import. A cell that is no Python imports none: it fails when it is run."""
    found: list[str] = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        with suppress(SyntaxError):
            found += imports_of(TransformerManager().transform_cell(cell.source)) if cell.cell_type == "code" else ()
    return found


def report_made_from(task: Task, publishable: Publishable) -> MadeFrom:
    """What a folder of outputs is made from, but for the configuration that is read meanwhile."""
    workspace = task.workspace
    approval = approval_path(workspace, task.period.name, task.edition)
    named = [workspace.notebooks / f"{document.notebook}.ipynb" for document in task.documents]
    notebooks = [path for path in named if path.exists()]
    return {
        "figures of": digests(publishable.rows, used := used_periods(task, publishable.rows)),
        "verdicts on": digests(publishable.verdicts, used),
        "account": hashes(account(task), workspace.root) if task.period.is_year or task.edition == "internal" else {},
        "published figures": hashes(files_in(workspace.benchmarks), workspace.root) if task.period.is_year else {},
        "notebook": hashes(notebooks, workspace.root),
        "shipped configuration": shipped_words(workspace.root),
        "release": hashes(files_in(workspace.releases), workspace.root),
        "revisions": hashes(workspace.figures.glob(f"revisions-{task.edition}.parquet"), workspace.root),
        "approval": hashes(approval.parent.glob(approval.name), workspace.root),
        "code": code_of(build, notebooks),
        "package": packages(),
        "setting": {"pdf": str(task.with_pdf), "made-up data": str(workspace.is_synthetic)},
    }


def folders_to_build(tasks: list[Task], publishable: Publishable, by: str = "", *, anew: bool) -> list[Folder]:
    """The folders of these tasks, each with the reasons for which it must be built, and with who asked for them."""
    made_from = [report_made_from(task, publishable) for task in tasks]
    why = [["everything is built anew"] if anew else report_stamp(task).reasons(one) for task, one in zip(tasks, made_from, strict=True)]
    return [Folder(task, one, tuple(reasons), by) for task, one, reasons in zip(tasks, made_from, why, strict=True)]


def build_folder(folder: Folder) -> Outcome:
    """Build a folder of outputs, and stamp it when it went well."""
    keep_new_files_private([folder.root])  # This may be a worker of another machine.
    stamp = report_stamp(folder.task)
    stamp.remove()
    with noted() as read:
        outcome = build(folder.task, folder.by)
    if not outcome.failure:
        try:
            stamp.write(folder.made_from, files_in(folder.task.folder), read)
        except OSError as error:
            if not says_full(error):
                raise
            outcome = replace(outcome, warning="The disk is full, so the next run builds this report again.")
    return replace(outcome, why=folder.why)


def used_periods(task: Task, rows: pd.DataFrame) -> set[str]:
    """The periods whose figures a report may show: its own, those beside it, and all that ended no later."""
    authority = task.workspace.authority
    beside = {counted_period(indicator, period, authority).name for indicator in ALL for period in reported_with(task.period)}
    names = rows["period"].unique()
    return beside | {name for name in names if Period.parse(name, authority.year_starts_in).end <= task.period.end}


def digests(rows: pd.DataFrame, periods: set[str]) -> dict[str, str]:
    """A hash of all figures of each period."""
    used = rows[rows["period"].isin(periods)]
    return {str(name): _digest(part) for name, part in used.groupby("period", sort=True)}


def _digest(rows: pd.DataFrame) -> str:
    return hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()


def account(task: Task) -> list[Path]:
    """The tables beside the figures that a folder may show."""
    patterns = ("intake_*.parquet", *(("people_pairs.parquet", "cross_reference*.parquet") if task.edition == "internal" else ()))
    return sorted(path for pattern in patterns for path in task.workspace.processed.glob(pattern))
