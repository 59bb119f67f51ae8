"""Files and folders that appear whole or not at all, whenever the program is ended and however full the disk is.

What is new is built beside its place and renamed into it. Where several places must change together, a journal says so first: what is
broken off after that is finished by the next command that works in the workspace (`finish`), what is broken off before leaves nothing but
a hidden folder (`clear_scratch`).
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCRATCH = ".building-"
JOURNAL = Path("data", "processed", ".placing.json")
PLACES = ("outputs", "outputs/*", "releases", "approvals", "data/processed", "data/processed/*", "data/registers")
"""The folders of a workspace in which something is built beside its place."""

AT_FDCWD, RENAME_EXCHANGE = -100, 2


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file, whole or not at all."""
    with built_beside(path) as building:
        _write(building / path.name, content)
        os.replace(building / path.name, path)
    return path


@contextmanager
def whole_or_not_at_all(folder: Path) -> Iterator[Path]:
    """A new folder to build in, which takes the place of the old one only when nothing went wrong."""
    with built_beside(folder) as building:
        yield building
        if not (folder.exists() and _exchanged(building, folder)):
            _put(building, folder)


@contextmanager
def built_beside(place: Path) -> Iterator[Path]:
    """A new folder beside a place, to build in what will stand there; it is gone afterwards unless it was put there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f"{SCRATCH}{place.name}-", dir=place.parent))
    try:
        (scratch / "new").mkdir()
        yield scratch / "new"
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def place_all(root: Path, placed: Mapping[Path, Path], gone: Iterable[Path] = ()) -> None:
    """Put new files and folders into their places, and take others away: all of it, or nothing when it is broken off before it began.

    ``placed`` gives the place of each; all are below the workspace ``root``, each new one on the disk of its place.
    """
    told = {
        "placed": {new.relative_to(root).as_posix(): place.relative_to(root).as_posix() for new, place in placed.items()},
        "gone": [path.relative_to(root).as_posix() for path in gone],
    }
    write_whole(root / JOURNAL, json.dumps(told))
    try:
        finish(root)
    except BaseException:
        finish(root)  # An interrupt leaves it half done, and whoever called takes away what is not in its place yet.
        raise


def finish(root: Path) -> bool:
    """Finish what was broken off while it was put into its places; whether there was anything."""
    told = _journal(root / JOURNAL)
    for new, place in told.get("placed", {}).items():
        if (root / new).exists():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            _put(root / new, root / place)
    for name in told.get("gone", ()):
        (root / name).unlink(missing_ok=True)
    (root / JOURNAL).unlink(missing_ok=True)
    return bool(told)


def clear_scratch(root: Path) -> None:
    """Take away what commands that were broken off left half-made, and put back a folder that was just being replaced."""
    left = {path for place in PLACES for path in root.glob(f"{place}/{SCRATCH}*")}
    for scratch in sorted(left):
        place = scratch.parent / scratch.name.removeprefix(SCRATCH).rpartition("-")[0]
        if (scratch / "old").exists() and not place.exists():
            os.replace(scratch / "old", place)
        shutil.rmtree(scratch, ignore_errors=True)


def says_full(error: BaseException) -> str:
    """That the disk is full, in words, where that is what an error says; else nothing."""
    if not isinstance(error, OSError) or error.errno not in {errno.ENOSPC, errno.EDQUOT}:
        return ""
    where = f" where {error.filename} is" if error.filename else ""
    return f"The disk is full{where}. What was there before is as it was. Make room, and give the command again."


def _write(path: Path, content: str | bytes) -> None:
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def _put(new: Path, place: Path) -> None:
    """Rename into place. A folder that is there steps aside first, to where `clear_scratch` finds it."""
    if place.is_dir():
        os.replace(place, new.with_name("old"))
    os.replace(new, place)


def _journal(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders have changed places in a single step, which Linux can do on most disks."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    return rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
