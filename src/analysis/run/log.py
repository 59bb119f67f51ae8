"""Who built what: ``data/processed/runs.jsonl``, one line a folder, outside the outputs because it names people, days and machines.

A line is written before its folder takes its place, so that no folder stands of which nobody knows who built it.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from analysis.base.hashing import PACKAGE, sha256
from analysis.base.settings import Workspace


@dataclass(frozen=True)
class BuiltFolder:
    """One folder that was built: its name, the hash of its manifest, by which user, when and with which commit of the program."""

    folder: str
    manifest: str
    user: str
    at: str
    commit: str


def record(workspace: Workspace, name: str, folder: Path, by: str) -> None:
    """Note a folder that is whole and about to take its place: its name, and by which user it was built."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    append(workspace, [json.dumps(asdict(BuiltFolder(name, sha256(folder / "manifest.json"), by, at, commit())))])


def append(workspace: Workspace, lines: Iterable[str]) -> None:
    """Add lines to the log, one process at a time; after half a line that a broken-off one left they begin on a line of their own."""
    path = log_path(workspace)
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(".runs.lock")), path.open("ab+") as log:
        size = log.seek(0, os.SEEK_END)
        log.seek(max(size - 1, 0))
        start = "" if log.read(1) in {b"", b"\n"} else "\n"
        log.write((start + "".join(f"{line}\n" for line in lines)).encode())


def runs(workspace: Workspace) -> list[BuiltFolder]:
    """Every folder that was built, the last one last. What is no whole line tells nothing."""
    path = log_path(workspace)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    return [built for line in lines if (built := _read(line))]


def _read(line: str) -> BuiltFolder | None:
    try:
        return BuiltFolder(**json.loads(line))
    except (ValueError, TypeError):
        return None


def log_path(workspace: Workspace) -> Path:
    """Where the log is kept."""
    return workspace.processed / "runs.jsonl"


def current_user() -> str:
    """Who is at work, by the account that the operating system runs this under; their number where that has no name.

    What the environment says (``LOGNAME``, ``USER``) is anybody's to write, so it is not asked.
    """
    if not hasattr(os, "getuid"):
        return os.getlogin()
    from pwd import getpwuid

    try:
        return getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def commit() -> str:
    """The commit of the program, and whether it has been changed since; or that it was installed without its history."""
    try:
        head, changed = (_git("rev-parse", "HEAD"), _git("status", "--porcelain", "--", "."))
    except (OSError, subprocess.CalledProcessError):
        return "not known: the program was installed without its history; manifest.json has the hash of every file of it"
    return head.strip() + (", with changes since" if changed.strip() else "")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=PACKAGE, capture_output=True, text=True, check=True).stdout
