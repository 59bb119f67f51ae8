"""Where the project's own configuration and notebooks are, which hold wherever a workspace has none of its own.

Nothing heavy is imported here, because a run that has nothing to do asks what these files are.
"""

from __future__ import annotations

from pathlib import Path

from analysis.base.hashing import PACKAGE, hashes

PARTS = ("config", "notebooks")
"""The folders of the project that a new workspace takes over; an installed package carries them with it."""

WORDS = ("documents.toml", "headings.toml", "language.toml")
"""The files of ``config/`` of which the project's own is read where a workspace has none."""


def project() -> Path | None:
    """The folder of those parts: inside the installed package, or the checkout around it; nothing when neither is there."""
    places = (PACKAGE / "run" / "workspaces" / "project", PACKAGE.parents[1])
    return next((place for place in places if all((place / part).is_dir() for part in PARTS)), None)


def shipped_config() -> Path:
    """The project's own ``config/``, whether it is there or not."""
    return (project() or PACKAGE) / "config"


def shipped_words(root: Path) -> dict[str, str]:
    """The hash of each file of words that a workspace takes from the project."""
    config = shipped_config()
    return hashes([config / name for name in WORDS if (config / name).is_file() and not (root / "config" / name).is_file()], config)
