"""A folder for another authority: configuration to fill in, notebooks, and a place for extracts."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import PARTS, project

OWN = ("authority.toml", "targets.toml", "vocabulary.toml", "supplied", "commentary", "population", "releases")
"""What in ``config/`` each authority says for itself."""

TEMPLATE = Path(__file__).parent / "template"


def make_workspace(folder: Path) -> Workspace:
    """Set up a folder for an authority. Raises `Fault`, and changes nothing, when there is something in it."""
    project = project_parts()
    _refuse_unless_empty(folder)
    ignored = shutil.ignore_patterns(*OWN, "__pycache__", ".ipynb_checkpoints")
    for part in PARTS:
        shutil.copytree(project / part, folder / part, ignore=ignored)
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    (folder / "gitignore").rename(folder / ".gitignore")
    return Workspace(folder)


def project_parts() -> Path:
    """Where the project's own configuration and notebooks are. Raises `Fault` when it was installed without them."""
    place = project()
    if place is None:
        raise Fault("The package was installed without its configuration and notebooks. Install it from its wheel, or from a checkout.")
    return place


def _refuse_unless_empty(folder: Path) -> None:
    try:
        found = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise Fault(f"{folder} cannot be read: {error.strerror}. Choose another folder.") from None
    if found:
        raise Fault(f"{folder} is not empty: it holds {found[0]}. Choose a folder that is empty or not there yet.")
