"""The key that turns people into child identifiers."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from stat import filemode

from analysis.base.access import read_by_others
from analysis.base.settings import Fault, Workspace

SYNTHETIC_KEY = b"made-up children have no secret"
OWN_FILE = "Write 32 random bytes into a file outside the workspace that only you can read, and name it in OVERVIEW_SECRET_FILE."


def read_secret(workspace: Workspace) -> bytes:
    """The key that turns people into child identifiers, from a file outside the workspace.

    It is the file named by the environment variable OVERVIEW_SECRET_FILE, else one in the user's own configuration folder, made at
    first use. Made-up children share a public key, so that their results repeat anywhere. Raises `Fault` when it cannot be used.
    """
    return SYNTHETIC_KEY if workspace.is_synthetic else _own_secret(workspace)


def secret_then(workspace: Workspace, *, made_up: bool) -> bytes:
    """The key by which hashes were keyed when the extracts were the made-up sample, or were not, whatever they are now.

    It is for comparing only: what is written takes the key of the extracts as they are.
    """
    return SYNTHETIC_KEY if made_up else _own_secret(workspace)


def secret_mark(workspace: Workspace) -> str:
    """What tells whether two machines have the same key, and nothing else about it."""
    return hashlib.sha256(b"mark of " + read_secret(workspace)).hexdigest()


def _own_secret(workspace: Workspace) -> bytes:
    path = _secret_path()
    if path.resolve().is_relative_to(workspace.root.resolve()):
        raise Fault(f"The secret {path} lies in the workspace, beside what it protects. Move it out and name it in OVERVIEW_SECRET_FILE.")
    if not os.environ.get("OVERVIEW_SECRET_FILE") and not path.exists():
        _make_secret(path)
    content = _secret_from(path)
    if read_by_others(path, workspace.root):
        raise Fault(
            f"The secret {path} can be read by others ({filemode(path.stat().st_mode)}). Close it: chmod 600 {path}. If they may "
            "have read it, make a new one."
        )
    return content


def _secret_path() -> Path:
    named = os.environ.get("OVERVIEW_SECRET_FILE")
    try:
        return Path(named).expanduser() if named else Path.home() / ".config" / "safeguarding-overview" / "secret"
    except RuntimeError:
        raise Fault(f"This account has no home folder to keep the secret in. {OWN_FILE}") from None


def _make_secret(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(32))
    except FileExistsError:
        return  # Another process has made it just now; or what is there says why it cannot be read.
    except OSError as error:
        raise Fault(f"The secret {path} cannot be made ({error.strerror}). {OWN_FILE}") from None


def _secret_from(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Fault(f"The secret {path} cannot be read ({error.strerror}). Put it back or correct OVERVIEW_SECRET_FILE.") from None
    if len(content) < 16:
        raise Fault(f"The secret {path} has {len(content)} bytes, too few to protect anything. It needs 32 random bytes.")
    return hashlib.sha256(content).digest()
