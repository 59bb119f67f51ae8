"""Whether a report can be made again: rebuilt from what its manifest recorded, every file the same to the byte."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.base.settings import Fault, Workspace
from analysis.base.whole import built_beside
from analysis.disclose import EDITIONS
from analysis.intake.origins import hash_inputs
from analysis.intake.people import secret_mark, secret_then
from analysis.publish import changes, circumstances, hashes_of_outputs, read_manifest, without_plain_hashes
from analysis.releases import released_files
from analysis.run.alone import alone
from analysis.run.reports import Built, Order, Progress, build_orders
from analysis.run.story import requested
from analysis.run.tasks import Task
from analysis.run.workers import Spread

# What a rebuild is given of the recorded files and no more, so that a file that came later does no harm.
PLACED = {"inputs": "data/raw", "configuration": "", "notebooks": "", "releases": "", "decisions": "", "benchmarks": ""}


@dataclass(frozen=True)
class Verified:
    """What became of one folder. ``faults`` is empty when every file came out the same."""

    name: str
    files: int
    faults: tuple[str, ...] = ()


def verify(workspace: Workspace, tasks: list[Task], spread: Spread, on_done: Progress) -> list[Verified]:
    """Rebuild the folders of some tasks, in a folder of their own, and compare every file with the manifest.

    A folder of which an input, the code or a package has changed is not rebuilt; its faults name what has. Raises `Fault` when the
    register of releases is not as it was written.
    """
    with alone(workspace, "overview verify"):
        return _verified(workspace, tasks, spread, on_done)


def _verified(workspace: Workspace, tasks: list[Task], spread: Spread, on_done: Progress) -> list[Verified]:
    released_files(workspace)
    manifests = {task.name: read_manifest(task.folder) for task in tasks}
    now = circumstances(workspace, dict(hash_inputs(workspace.raw).itertuples(index=False)))
    as_told = {name: _as_told(workspace, now, manifest) for name, manifest in manifests.items()}
    faults = {task.name: known_faults(manifests[task.name], as_told[task.name], task.folder) for task in tasks}
    sound = sorted((task for task in tasks if not faults[task.name]), key=lambda task: _recorded(manifests[task.name], task))
    for _, group in groupby(sound, key=lambda task: _recorded(manifests[task.name], task)):
        alike = list(group)
        with recorded(workspace, manifests[alike[0].name]) as again:
            with_pdf = "report.pdf" in manifests[alike[0].name]["outputs"]
            order = Order(again, secret_mark(Workspace(again)), tuple(task.period for task in alike), alike[0].edition, with_pdf)
            failures = _failures(*build_orders([order], spread, on_done))
            faults |= {task.name: [*failures.get(task.name, []), *differences(task.folder, _there(task, again))] for task in alike}
    return [Verified(task.name, len(manifests[task.name]["outputs"]) + 1, tuple(faults[task.name])) for task in tasks]


def find_tasks(workspace: Workspace, names: Iterable[str], editions: Iterable[str]) -> list[Task]:
    """The folders of outputs that there are of these periods; a year stands for its quarters as well."""
    periods = requested(names, workspace.authority.year_starts_in)
    tasks = [Task(workspace.root, period, edition) for edition in EDITIONS if edition in set(editions) for period in periods]
    found = [task for task in tasks if task.folder.is_dir()]
    if not found:
        raise Fault(f"There are no reports on {', '.join(names)} to verify. Run `overview run PERIOD` first.")
    return found


def known_faults(manifest: Mapping[str, Any], now: Mapping[str, Any], folder: Path) -> list[str]:
    """What can be told without rebuilding: outputs that are not as they were built, and what they were made from that has changed."""
    outputs = changes({"outputs": manifest["outputs"]}, {"outputs": hashes_of_outputs(folder)}, ["outputs"])
    held = dict(now) | {part: {name: now[part][name] for name in manifest[part] if name in now[part]} for part in PLACED}
    return [f"{line} since it was built" for line in outputs] + [
        f"{line}, so the report cannot be rebuilt" for line in changes(manifest, held)
    ]


def _as_told(workspace: Workspace, now: Mapping[str, Any], manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a folder would be made from now, its hashes as those of its manifest.

    One changed file takes the sample's key from all extracts; with another key every hash would differ, and not that file's alone.
    """
    if manifest["edition"] == "internal":
        return now
    return without_plain_hashes(now, secret_then(workspace, made_up=manifest["synthetic"]))


@contextmanager
def recorded(workspace: Workspace, manifest: Mapping[str, Any]) -> Iterator[Path]:
    """A workspace with nothing but what a manifest recorded, as long as something is built in it."""
    with built_beside(workspace.processed / "verified") as root:
        place_recorded(workspace.root, root, manifest)
        yield root


def _failures(built: Built) -> dict[str, list[str]]:
    """What could not be rebuilt, by the name of its folder. Raises what kept the whole from being built."""
    if built.error:
        raise built.error
    return {failure.task.name: [f"it could not be rebuilt: {failure.failure}"] for failure in built.failures}


def place_recorded(source: Path, root: Path, manifest: Mapping[str, Any]) -> None:
    """Give a new workspace the files that a manifest recorded, without taking room where the disk can link them."""
    named = [f"{below}/{name}".lstrip("/") for part, below in PLACED.items() for name in manifest[part]]
    # The register only says which identifiers children have; it grows with every run and decides no figure.
    besides = [*(source / "approvals").glob("*.json"), *(source / "data" / "registers").glob("records.csv")]
    for name in [*named, *(path.relative_to(source).as_posix() for path in besides)]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source / name, root / name)
        except OSError:
            shutil.copyfile(source / name, root / name)


def differences(folder: Path, again: Path) -> list[str]:
    """The files of two folders that are not the same, each with the place of its first difference."""
    names = [sorted(path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file()) for one in (folder, again)]
    if not names[1]:
        return []
    missing = [f"{name} was not made again" for name in names[0] if name not in names[1]]
    added = [f"{name} was made and was not there before" for name in names[1] if name not in names[0]]
    both = [(name, (folder / name).read_bytes(), (again / name).read_bytes()) for name in names[0] if name in names[1]]
    return [*missing, *added, *(f"{name} differs {first_difference(one, other)}" for name, one, other in both if one != other)]


def first_difference(before: bytes, now: bytes) -> str:
    """Where two files differ first: in which part of an archive, from which line of a text, or else from which byte.

    >>> first_difference(b"a\\nb\\n", b"a\\nc\\n")
    'from line 2'
    """
    parts = [_parts(one) for one in (before, now)]
    if all(parts):
        return f"in {next((name for name in sorted({**parts[0], **parts[1]}) if parts[0].get(name) != parts[1].get(name)), 'its frame')}"
    try:
        lines = [one.decode("utf-8").splitlines() for one in (before, now)]
    except UnicodeDecodeError:
        return f"from byte {_first(before, now)}"
    return f"from line {_first(*lines)}"


def _first(before: bytes | list[str], now: bytes | list[str]) -> int:
    return next((n for n, (one, other) in enumerate(zip(before, now, strict=False), 1) if one != other), min(len(before), len(now)) + 1)


def _parts(content: bytes) -> dict[str, bytes]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _recorded(manifest: Mapping[str, Any], task: Task) -> str:
    """What folders must share to be rebuilt together."""
    parts = {part: manifest[part] for part in PLACED} | {"pdf": "report.pdf" in manifest["outputs"]}
    return task.edition + json.dumps(parts, sort_keys=True)


def _there(task: Task, root: Path) -> Path:
    return Task(root, task.period, task.edition).folder
