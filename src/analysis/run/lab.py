"""JupyterLab on a workspace, with the settings of its ``config/jupyter``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from analysis.base.settings import Fault, Workspace

SETTINGS = "jupyter_server_config.py"


def open_lab(workspace: Workspace, options: Iterable[str] = ()) -> int:
    """Run JupyterLab on a workspace until it is stopped; its exit code. Raises `Fault` when it or its settings are not there.

    ``options`` go to JupyterLab as they are.
    """
    if not find_spec("jupyterlab"):
        raise Fault("JupyterLab is not installed. Install the project with its extra: `uv sync --locked --extra lab`.")
    settings = workspace.config / "jupyter"
    if not (settings / SETTINGS).exists():
        raise Fault(f"{settings / SETTINGS} is missing, and without it kernels talk unencrypted. Copy config/jupyter from the project.")
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={workspace.root}", "--LabApp.default_url=/lab/tree/notebooks"]
    return _until_stopped([*command, *options], _with_settings(settings))


def _with_settings(settings: Path) -> dict[str, str]:
    """The environment in which JupyterLab reads these settings before the user's own."""
    paths = [str(settings), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}


def _until_stopped(command: list[str], environment: dict[str, str]) -> int:
    """JupyterLab asks before it stops. So it takes the place of this process where it can; elsewhere this one outlasts Control-C."""
    if os.name == "posix":
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as server:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                continue
