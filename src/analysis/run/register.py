"""The register of releases: what was published, as it was published, so that later figures can be compared with it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.base.chain import read_link, write_link
from analysis.base.hashing import sha256
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.whole import whole_or_not_at_all
from analysis.publish import read_approval, state
from analysis.releases import read_releases, released_files
from analysis.run.alone import alone
from analysis.run.closed import refuse_closed
from analysis.run.tasks import Task

KEPT = ("results.csv", "manifest.json")


def publish(workspace: Workspace, name: str, on: date) -> Path:
    """Record the approved public edition of a period as published on a day, and return the release.

    Raises `Fault` when the period is closed, when it is not approved, when the approval no longer holds, or when just this was published
    before.
    """
    task = Task(workspace.root, Period.parse(name, workspace.authority.year_starts_in), "public")
    refuse_closed(workspace, task.period)
    with alone(workspace, "overview publish"):
        return _recorded(workspace, task, on)


def _recorded(workspace: Workspace, task: Task, on: date) -> Path:
    released_files(workspace)
    approval, standing = read_approval(workspace, task.period.name, "public"), state(workspace, task.period.name, "public")
    if approval is None or not standing.startswith("Approved"):
        raise Fault(f"{task.name} cannot be published. {standing}. Have it approved with `overview sign-off {task.period.name}` first.")
    release = workspace.releases / f"{on.isoformat()} {task.period.name}"
    _check_new(workspace, task, release)
    told = {"period": task.period.name, "published_on": on.isoformat(), "manifest": sha256(task.folder / "manifest.json")}
    with whole_or_not_at_all(release) as building:
        for kept in KEPT:
            shutil.copyfile(task.folder / kept, building / kept)
        told |= {"approved_by": approval.by, "role": approval.role, "approved_on": approval.on, "approved_draft": approval.manifest}
        write_link(building, told, KEPT, workspace.releases)
    return release


@dataclass(frozen=True)
class Withdrawal:
    """Who withdraws a release, from which account, on which day, and why."""

    by: str
    user: str
    on: date
    reason: str


def withdraw(workspace: Workspace, name: str, told: Withdrawal) -> Path:
    """Record that a release no longer stands, and return the record. The release stays: what was printed is known to who has it.

    Later figures are no longer compared with it; gate and audit go on taking it for known. Raises `Fault` for a release that is not there,
    was withdrawn before or is on a closed period, and without a reason.
    """
    with alone(workspace, "overview withdraw"):
        return _withdrawn(workspace, name, told)


def _withdrawn(workspace: Workspace, name: str, told: Withdrawal) -> Path:
    known = {one.name: one for one in read_releases(workspace) if (workspace.releases / one.name).is_dir()}
    if name not in known:
        raise Fault(f"There is no release {name!r}. There are: {', '.join(known) or 'none'}.")
    if known[name].is_withdrawn:
        raise Fault(f"{name} was withdrawn already.")
    if period := read_link(workspace.releases / name).get("period"):
        refuse_closed(workspace, Period.parse(period, workspace.authority.year_starts_in))
    if not told.reason.strip():
        raise Fault("Say why, with --reason: the record of a release that no longer stands is of no use without.")
    record = workspace.releases / f"{told.on.isoformat()} withdrawn {name}"
    content = {"withdraws": name, "withdrawn_on": told.on.isoformat(), "withdrawn_by": told.by, "account": told.user, "reason": told.reason}
    with whole_or_not_at_all(record) as building:
        write_link(building, content, (), workspace.releases)
    return record


def _check_new(workspace: Workspace, task: Task, release: Path) -> None:
    if release.exists():
        raise Fault(
            f"{release} is there already: a release is never changed. If it was published again on another day, name that with --on."
        )
    standing = [workspace.releases / one.name / "results.csv" for one in read_releases(workspace) if not one.is_withdrawn]
    same = [path.parent.name for path in standing if path.exists() and _is_same(path, task)]
    if same:
        raise Fault(f"The figures of {task.name} were published already, as {same[0]}. There is nothing new to record.")


def _is_same(results: Path, task: Task) -> bool:
    return (
        read_link(results.parent).get("period") == task.period.name and results.read_bytes() == (task.folder / "results.csv").read_bytes()
    )
