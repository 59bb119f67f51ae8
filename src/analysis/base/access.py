"""Who may read what is about children: its owner, and their group unless the policy says otherwise; nobody else, whatever the umask.

Permissions are taken away and never given: what a group may do is what the umask leaves it. Where the system has no such permissions
(Windows) nothing is done here, and the folder's own rights decide.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

PRIVATE = ("data", "outputs", "approvals", "config/corrections")
"""The folders of a workspace that hold something about children, or what nobody has approved yet."""

OTHERS, GROUP = stat.S_IRWXO, stat.S_IRWXG
HAS_MODES = os.name == "posix"


def closed_to(root: Path) -> int:
    """The permissions that nobody gets in a workspace: those of others, and those of the group where ``readable_by`` is "owner"."""
    try:
        policy = tomllib.loads((root / "config" / "policy.toml").read_text(encoding="utf-8-sig"))
        alone = policy["access"]["readable_by"] == "owner"
    except (OSError, ValueError, KeyError, TypeError):
        alone = False  # A fault of the policy is told where it is read in full.
    return OTHERS | (GROUP if alone else 0)


def keep_new_files_private(roots: Iterable[Path]) -> None:
    """Let this process, and those that it starts, write nothing in some workspaces that others can read."""
    if HAS_MODES:
        mask = os.umask(0o077)
        for root in roots:
            mask |= closed_to(root)
        os.umask(mask)


def close_private(root: Path) -> None:
    """Take from what is private in a workspace the permissions that nobody should have, as far as this account may."""
    closed = closed_to(root) if HAS_MODES else 0
    for path in _open(root, closed):
        with suppress(OSError):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~closed)


def found_open(root: Path) -> Iterator[str]:
    """What others could read or replace, one sentence each with what to do: a file that stayed open, or a folder above."""
    closed = closed_to(root) if HAS_MODES else 0
    if left := list(_open(root, closed)):
        yield f"{left[0]} and {len(left) - 1} more can be read by others. Their owner must close them: chmod -R o-rwx {root}."
    mode = stat.S_IMODE(root.stat().st_mode)
    if mode & closed:
        who = "everybody with an account on this machine" if mode & closed & OTHERS else "the group"
        yield (
            f"{root} is open to {who} ({stat.filemode(root.stat().st_mode)}). Extracts and outputs in it are closed; its configuration "
            f"is not. To close it: chmod {'go' if closed & GROUP else 'o'}-rwx {root}."
        )
    for parent in root.resolve().parents if HAS_MODES else ():
        mode = parent.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            yield f"Everybody may write into {parent}, so anybody could put another folder in the place of {root}. chmod o-w {parent}."


def read_by_others(path: Path, root: Path) -> bool:
    """Whether somebody whom the policy of a workspace leaves out can read a file."""
    return HAS_MODES and bool(path.stat().st_mode & closed_to(root))


def _open(root: Path, closed: int) -> Iterator[Path]:
    """What is private and has one of these permissions; what lies in a folder that is closed counts all the same."""
    for path in (path for name in PRIVATE if closed and (root / name).is_dir() for path in (root / name, *(root / name).rglob("*"))):
        if not path.is_symlink() and path.stat().st_mode & closed:
            yield path
