"""The manifest: what a folder of outputs was made from and what it holds, each file by its SHA-256.

In a public folder the hashes of files about children are keyed with the workspace's secret: against a plain one anybody could try guesses
at a small file. It has no times and no places, so the same inputs (and the same secret) give the same manifest on every machine with the
same versions of what it runs on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.base.hashing import PACKAGE, code_files, differences, environment, files_in, hashes, keyed, lock_file
from analysis.base.readings import unnoted
from analysis.base.settings import Authority, Fault, Workspace
from analysis.base.wording import types_covered

MANIFEST = "manifest.json"

# The parts of a manifest that say what a folder was made from, and what each is called.
MADE_FROM = {
    "inputs": "input",
    "configuration": "configuration",
    "notebooks": "notebook",
    "code": "code",
    "lock": "lock file",
    "environment": "version of",
    "releases": "earlier release",
    "decisions": "decisions on people",
    "benchmarks": "published figures",
}

# The parts, and the folders below which their files are about children.
ABOUT_CHILDREN = {"inputs": "", "decisions": "", "configuration": "config/corrections/"}


@dataclass(frozen=True)
class Making:
    """What a folder of outputs is: its period and edition, the hash of each input by name, and which of them each table was read from.

    What those who set authorities side by side must know is of the ``authority``: the types of exploitation, and when its years start.
    ``key`` is the workspace's secret.
    """

    period: str
    edition: str
    inputs: Mapping[str, str]
    tables: Mapping[str, tuple[str, ...]]
    authority: Authority
    key: bytes = field(repr=False)
    status: str = "draft"


def manifest(workspace: Workspace, making: Making, folder: Path) -> dict[str, Any]:
    """The account of a folder of outputs; that of a public one has no plain hash of a file about children."""
    made_from = circumstances(workspace, making.inputs)
    return {
        "period": making.period,
        "edition": making.edition,
        "status": making.status,
        "exploitation": list(types_covered(making.authority)),
        "year_starts_in": making.authority.year_starts_in,
        "tables": {table: list(files) for table, files in making.tables.items()},
        **(made_from if making.edition == "internal" else without_plain_hashes(made_from, making.key)),
        "outputs": hashes_of_outputs(folder),
    }


def without_plain_hashes(told: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """What a folder was made from, with the hashes of files about children keyed."""
    return {**told, **{part: _keyed_below(told[part], below, key) for part, below in ABOUT_CHILDREN.items()}}


def _keyed_below(files: Mapping[str, str], below: str, key: bytes) -> dict[str, str]:
    return {name: keyed(plain, key) if name.startswith(below) else plain for name, plain in files.items()}


def circumstances(workspace: Workspace, inputs: Mapping[str, str]) -> dict[str, Any]:
    """What any folder of outputs of a workspace is made from now, whichever period and edition it is for."""
    with unnoted():
        return _circumstances(workspace, inputs)


def _circumstances(workspace: Workspace, inputs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "synthetic": workspace.is_synthetic,
        "inputs": dict(inputs),
        "configuration": hashes(files_in(workspace.config), workspace.root),
        "code": hashes(code_files(), PACKAGE.parent),
        "notebooks": hashes(sorted(workspace.notebooks.glob("*.ipynb")), workspace.root),
        "lock": hashes(lock_file(), PACKAGE.parents[1]),
        "environment": environment(),
        "releases": hashes(files_in(workspace.releases), workspace.root),
        "benchmarks": hashes(files_in(workspace.benchmarks), workspace.root),
        "decisions": hashes(sorted(workspace.registers.glob("decisions.csv")), workspace.root),
    }


def write_manifest(workspace: Workspace, making: Making, folder: Path) -> Path:
    """Write the account of a folder into it; everything else must be there already."""
    return keep_manifest(manifest(workspace, making, folder), folder)


def keep_manifest(told: Mapping[str, Any], folder: Path) -> Path:
    """Write a manifest into its folder."""
    path = folder / MANIFEST
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def read_manifest(folder: Path) -> dict[str, Any]:
    """The account of a folder. Raises `Fault` when it has none that can be read."""
    path = folder / MANIFEST
    if not path.exists():
        raise Fault(f"{folder} has no {MANIFEST}, so nothing is known of what it was made from. Run `overview run PERIOD` first.")
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise Fault(f"{path} is cut off or was edited, so nothing is known of what is beside it. Build the report again.") from None
    if missing := [part for part in MADE_FROM if part not in told]:
        raise Fault(f"{path} says nothing of {', '.join(missing)}: an earlier version of the project wrote it. Build the report again.")
    return told


def changes(before: Mapping[str, Any], now: Mapping[str, Any], parts: Iterable[str] = tuple(MADE_FROM)) -> list[str]:
    """What differs between some parts of two manifests, one line a file: ``input 2016-17/referrals.csv has changed``."""
    return [line for part in parts for line in differences(MADE_FROM.get(part, "output"), before.get(part, {}), now.get(part, {}))]


def hashes_of_outputs(folder: Path) -> dict[str, str]:
    """The hash of every file of a folder but its manifest."""
    return hashes((path for path in files_in(folder) if path.name != MANIFEST), folder)
