"""The workspace that a process works for: its own chapters are among the records from the first import on.

Schemas, rules and relations are made of the records once, when they are imported. So a process has the chapters of one workspace, and so
have those that it starts. Nothing heavy is imported here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

VARIABLE = "OVERVIEW_WORKSPACE"
"""The environment variable that names the workspace for a process and for those that it starts."""

FOLDER = Path("config", "chapters")
"""Where a workspace keeps chapters of its own."""

COLUMNS = Path("config", "columns")
"""Where a workspace keeps columns of its own for the tables of the project."""

QUESTIONS = Path("config", "questions.toml")
"""Where a workspace keeps the questions of its analysts: one more chapter of its own."""


def work_for(roots: Iterable[Path]) -> None:
    """Let this process work for the first of these workspaces that has chapters, columns or questions of its own.

    It counts for what is imported afterwards.
    """
    first, *others = [root.resolve() for root in roots]
    own = (root for root in (first, *others) if any((root / place).exists() for place in (FOLDER, COLUMNS, QUESTIONS)))
    os.environ[VARIABLE] = str(next(own, first))


def at_work() -> Path:
    """The workspace of this process: the one that was named, or that the working folder is or lies in."""
    return Path(named) if (named := os.environ.get(VARIABLE)) else workspace_of(Path.cwd()) or Path.cwd()


def workspace_of(folder: Path) -> Path | None:
    """The workspace that a folder is or lies in; nothing where it lies in none."""
    return next((one for one in (folder, *folder.parents) if (one / "config" / "authority.toml").exists()), None)
