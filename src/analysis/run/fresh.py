"""What figures and reports are made from, so that only those are made anew for which that has changed.

A report is made from the figures of its period and of those before it, its notebooks, the code and settings that it uses, and the
packages. A year's folder holds the account of the intake as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.compute import counted_period
from analysis.disclose import Edition, Publishable
from analysis.hashing import PACKAGE, code_used_by, files_in, hashes
from analysis.indicators import ALL
from analysis.periods import Period, reported_with
from analysis.publish import approval_path
from analysis.run.tasks import Outcome, Task, build
from analysis.settings import Workspace
from analysis.stamps import MadeFrom, Stamp, packages

COUNTING = (
    "analysis.intake",
    "analysis.read.calamine_alone",
    "analysis.compute",
    "analysis.undecided",
    "analysis.cross_reference",
)
GATE = ("analysis.disclose", "analysis.audit")
SHOWING = ("analysis.run.tasks", "analysis.report")
"""The modules that figures are counted by, pass the gate by, and are shown by; those that they import are found."""

WORDS = ("commentary", "population", "templates", "foi", "benchmarks.toml", "targets.toml")
"""The parts of the configuration that no figure depends on."""

APART = ("extracts", "corrections", "supplied", "mappings", "foi")
"""The parts of the configuration that a report knows by its figures alone, or not at all."""


@dataclass(frozen=True)
class Folder:
    """A folder of outputs: what it is made from, and why it must be built; without a reason it still holds."""

    task: Task
    made_from: MadeFrom
    why: tuple[str, ...]

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


def counted_made_from(workspace: Workspace) -> MadeFrom:
    """What the results table is counted from."""
    settings = [path for path in files_in(workspace.config) if path.relative_to(workspace.config).parts[0] not in WORDS]
    return {
        "raw file": hashes(files_in(workspace.raw), workspace.root),
        "configuration": hashes(settings, workspace.root),
        "decision": hashes(sorted(workspace.registers.glob("decisions.csv")), workspace.root),
        "code": hashes([*code_used_by(*COUNTING), PACKAGE / "run" / "story.py"], PACKAGE),
        "package": packages(),
    }


def figures_made_from(workspace: Workspace, edition: Edition) -> MadeFrom:
    """What the figures of an edition are made from: what they are counted from, the gate, and what was published before."""
    counted = counted_made_from(workspace)
    return {
        **counted,
        "release": hashes(files_in(workspace.releases), workspace.root),
        "code": counted["code"] | hashes(code_used_by(*GATE), PACKAGE),
        "setting": {"edition": edition},
    }


def showing_code() -> dict[str, str]:
    """The hashes of the code that reports are made by."""
    return hashes(code_used_by(*SHOWING), PACKAGE)


def report_made_from(task: Task, publishable: Publishable, code: Mapping[str, str]) -> MadeFrom:
    """What a folder of outputs is made from."""
    workspace = task.workspace
    approval = approval_path(workspace, task.period.name, task.edition)
    notebooks = [workspace.notebooks / f"{document.notebook}.ipynb" for document in task.documents]
    return {
        "figures of": digests(publishable.rows, used_periods(task, publishable.rows)),
        "account": hashes(account(task), workspace.root) if task.period.is_year else {},
        "published figures": hashes(files_in(workspace.benchmarks), workspace.root) if task.period.is_year else {},
        "configuration": hashes(_settings(task), workspace.root),
        "notebook": hashes([path for path in notebooks if path.exists()], workspace.root),
        "release": hashes(files_in(workspace.releases), workspace.root),
        "revisions": hashes(workspace.figures.glob(f"revisions-{task.edition}.parquet"), workspace.root),
        "approval": hashes(approval.parent.glob(approval.name), workspace.root),
        "code": code,
        "package": packages(),
        "setting": {"pdf": str(task.with_pdf), "made-up data": str(workspace.is_synthetic)},
    }


def folders_to_build(tasks: list[Task], publishable: Publishable, *, anew: bool) -> list[Folder]:
    """The folders of these tasks, each with the reasons for which it must be built."""
    code = showing_code()
    made_from = [report_made_from(task, publishable, code) for task in tasks]
    why = [["everything is built anew"] if anew else report_stamp(task).reasons(one) for task, one in zip(tasks, made_from, strict=True)]
    return [Folder(task, one, tuple(reasons)) for task, one, reasons in zip(tasks, made_from, why, strict=True)]


def build_folder(folder: Folder) -> Outcome:
    """Build a folder of outputs, and stamp it when it went well."""
    stamp = report_stamp(folder.task)
    stamp.remove()
    outcome = build(folder.task)
    if not outcome.failure:
        stamp.write(folder.made_from, files_in(folder.task.folder))
    return replace(outcome, why=folder.why)


def used_periods(task: Task, rows: pd.DataFrame) -> set[str]:
    """The periods whose figures a report may show: its own, those beside it, and all that ended no later."""
    authority = task.workspace.authority
    beside = {counted_period(one, period, authority).name for one in ALL for period in reported_with(task.period)}
    names = rows["period"].unique()
    return beside | {name for name in names if Period.parse(name, authority.year_starts_in).end <= task.period.end}


def digests(rows: pd.DataFrame, periods: set[str]) -> dict[str, str]:
    """A hash of all figures of each period."""
    used = rows[rows["period"].isin(periods)]
    return {str(name): _digest(part) for name, part in used.groupby("period", sort=True)}


def _digest(rows: pd.DataFrame) -> str:
    return hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()


def account(task: Task) -> list[Path]:
    """The tables beside the figures that a year's folder shows."""
    patterns = ("intake_*.parquet", *(("cross_reference*.parquet",) if task.edition == "internal" else ()))
    return sorted(path for pattern in patterns for path in task.workspace.processed.glob(pattern))


def _settings(task: Task) -> list[Path]:
    """The configuration that a report reads: not that of the intake, and of the commentaries its own."""
    config = task.workspace.config
    read = [(path, path.relative_to(config).parts) for path in files_in(config)]
    return [
        path for path, parts in read if parts[0] not in APART and (parts[0] != "commentary" or path.name.startswith(f"{task.period.name}."))
    ]
