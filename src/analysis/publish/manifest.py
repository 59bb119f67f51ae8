"""The manifest: what a folder of outputs was made from and what it holds, each file by its SHA-256.

It has no times and no places, so the same inputs give the same manifest on every machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import analysis
from analysis.settings import Workspace

PACKAGE = Path(analysis.__file__).parent
NAME = "manifest.json"

# What of the package decides how a page comes out.
_CODE = ("*.py", "*.j2", "*.css", "*.json", "*.toml")


def manifest(workspace: Workspace, period: str, edition: str, inputs: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """The account of a folder of outputs. ``inputs`` gives the hash of each input by its name."""
    return {
        "period": period,
        "edition": edition,
        "synthetic": workspace.is_synthetic,
        "inputs": dict(inputs),
        "configuration": hashes(_files(workspace.config), workspace.root),
        "code": hashes(code_files(), PACKAGE.parent),
        "notebooks": hashes(sorted(workspace.notebooks.glob("*.ipynb")), workspace.root),
        "lock": hashes(_lock_file(), PACKAGE.parents[1]),
        "outputs": hashes((path for path in _files(folder) if path.name != NAME), folder),
    }


def write_manifest(workspace: Workspace, period: str, edition: str, inputs: Mapping[str, str], folder: Path) -> Path:
    """Write the account of a folder into it; everything else must be there already."""
    path = folder / NAME
    text = json.dumps(manifest(workspace, period, edition, inputs, folder), indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def code_files() -> list[Path]:
    """The files of the package that decide how outputs come out."""
    return sorted(path for pattern in _CODE for path in PACKAGE.rglob(pattern))


def hashes(files: Iterable[Path], below: Path) -> dict[str, str]:
    """The SHA-256 of each file by its path below a folder, written with ``/``."""
    return {path.relative_to(below).as_posix(): sha256(path) for path in files}


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _lock_file() -> list[Path]:
    """The lock file of a checkout; an installed package has none."""
    lock = PACKAGE.parents[1] / "uv.lock"
    return [lock] if lock.exists() else []
