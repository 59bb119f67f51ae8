"""Who built what: ``data/processed/runs.jsonl``, one line a folder, outside the outputs because it names people, days and machines."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from analysis.base.hashing import PACKAGE, sha256
from analysis.base.settings import Workspace
from analysis.run.tasks import Outcome


@dataclass(frozen=True)
class BuiltFolder:
    """One folder that was built: its name, the hash of its manifest, by which user, when and with which commit of the program."""

    folder: str
    manifest: str
    user: str
    at: str
    commit: str


def record(workspace: Workspace, outcomes: Iterable[Outcome]) -> None:
    """Note each folder that was built well."""
    user, at, head = current_user(), datetime.now().astimezone().isoformat(timespec="seconds"), commit()
    done = [outcome.task for outcome in outcomes if not outcome.failure]
    lines = [json.dumps(asdict(BuiltFolder(task.name, sha256(task.folder / "manifest.json"), user, at, head))) for task in done]
    with log_path(workspace).open("a", encoding="utf-8", newline="\n") as log:
        log.writelines(f"{line}\n" for line in lines)


def runs(workspace: Workspace) -> list[BuiltFolder]:
    """Every folder that was built, the last one last."""
    path = log_path(workspace)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [BuiltFolder(**json.loads(line)) for line in lines]


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
