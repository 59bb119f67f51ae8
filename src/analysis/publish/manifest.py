"""The manifest: what a folder of outputs was made from and what it holds, each file by its SHA-256.

It has no times and no places, so the same inputs give the same manifest on every machine with the same versions of what it runs on.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import analysis
from analysis.settings import Fault, Workspace

PACKAGE = Path(analysis.__file__).parent
PROJECT = "safeguarding-overview"
NAME = "manifest.json"

# What of the package decides how a page comes out.
_CODE = ("*.py", "*.j2", "*.css", "*.json", "*.toml")

# The parts of a manifest that say what a folder was made from, and what each is called.
MADE_FROM = {
    "inputs": "input",
    "configuration": "configuration",
    "notebooks": "notebook",
    "code": "code",
    "lock": "lock file",
    "environment": "version of",
    "releases": "earlier release",
}


@dataclass(frozen=True)
class Making:
    """What a folder of outputs is: its period and edition, the hash of each input by name, and which of them each table was read from."""

    period: str
    edition: str
    inputs: Mapping[str, str]
    tables: Mapping[str, tuple[str, ...]]
    status: str = "draft"


def manifest(workspace: Workspace, making: Making, folder: Path) -> dict[str, Any]:
    """The account of a folder of outputs."""
    return {
        "period": making.period,
        "edition": making.edition,
        "status": making.status,
        "tables": {table: list(files) for table, files in making.tables.items()},
        **circumstances(workspace, making.inputs),
        "outputs": hashes_of_outputs(folder),
    }


def circumstances(workspace: Workspace, inputs: Mapping[str, str]) -> dict[str, Any]:
    """What any folder of outputs of a workspace is made from now, whichever period and edition it is for."""
    return {
        "synthetic": workspace.is_synthetic,
        "inputs": dict(inputs),
        "configuration": hashes(_files(workspace.config), workspace.root),
        "code": hashes(code_files(), PACKAGE.parent),
        "notebooks": hashes(sorted(workspace.notebooks.glob("*.ipynb")), workspace.root),
        "lock": hashes(_lock_file(), PACKAGE.parents[1]),
        "environment": environment(),
        "releases": hashes(_files(workspace.releases), workspace.root),
    }


def write_manifest(workspace: Workspace, making: Making, folder: Path) -> Path:
    """Write the account of a folder into it; everything else must be there already."""
    path = folder / NAME
    text = json.dumps(manifest(workspace, making, folder), indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def read_manifest(folder: Path) -> dict[str, Any]:
    """The account of a folder. Raises `Fault` when it has none."""
    path = folder / NAME
    if not path.exists():
        raise Fault(f"{folder} has no {NAME}, so nothing is known of what it was made from. Run `overview run PERIOD` first.")
    told = json.loads(path.read_text(encoding="utf-8"))
    if missing := [part for part in MADE_FROM if part not in told]:
        raise Fault(f"{path} says nothing of {', '.join(missing)}: an earlier version of the project wrote it. Build the report again.")
    return told


def changes(before: Mapping[str, Any], now: Mapping[str, Any], parts: Iterable[str] = tuple(MADE_FROM)) -> list[str]:
    """What differs between some parts of two manifests, one line a file: ``input 2016-17/referrals.csv has changed``."""
    return [line for part in parts for line in _differences(MADE_FROM.get(part, "output"), before.get(part, {}), now.get(part, {}))]


def hashes_of_outputs(folder: Path) -> dict[str, str]:
    """The hash of every file of a folder but its manifest."""
    return hashes((path for path in _files(folder) if path.name != NAME), folder)


def code_files() -> list[Path]:
    """The files of the package that decide how outputs come out."""
    return sorted(path for pattern in _CODE for path in PACKAGE.rglob(pattern))


@cache
def environment() -> dict[str, str]:
    """The version of Python and of each package that the project names, as they are on this machine."""
    try:
        needed = [re.match(r"[\w.-]+", line)[0] for line in requires(PROJECT) or () if "extra ==" not in line]
    except PackageNotFoundError:
        needed = []
    return {"python": platform.python_version()} | {name: version(name) for name in sorted(needed)}


def hashes(files: Iterable[Path], below: Path) -> dict[str, str]:
    """The SHA-256 of each file by its path below a folder, written with ``/``."""
    return {path.relative_to(below).as_posix(): sha256(path) for path in files}


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _differences(kind: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*before, *now}):
        if name not in now:
            yield f"{kind} {name} is no longer there"
        elif name not in before:
            yield f"{kind} {name} is new"
        elif before[name] != now[name]:
            told = f" from {before[name]} to {now[name]}" if kind == MADE_FROM["environment"] else ""
            yield f"{kind} {name} has changed{told}"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _lock_file() -> list[Path]:
    """The lock file of a checkout; an installed package has none."""
    lock = PACKAGE.parents[1] / "uv.lock"
    return [lock] if lock.exists() else []
