"""Where a notebook is."""

from pathlib import Path

from analysis.base.at_work import workspace_of
from analysis.base.readings import note_from_now_on
from analysis.base.settings import Fault, Workspace


def find_workspace(folder: Path) -> Workspace:
    """The workspace that a folder is or lies in. Raises `Fault` when there is none."""
    root = workspace_of(folder)
    if root is None:
        raise Fault(f"{folder} is not in a workspace: no folder above it has config/authority.toml. Open the notebook from its own folder.")
    note_from_now_on()
    return Workspace(root)
