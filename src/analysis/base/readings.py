"""Which files a piece of work opens and which folders it lists, told by Python itself, so that nobody keeps a list of them.

A file that is looked for by opening it is noted also when it is not there; asking whether it exists is not heard. Nor are libraries that
open files without Python (Arrow, calamine), so what those read is named by whoever makes a stamp.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

EVENTS = frozenset({"open", "os.listdir", "os.scandir"})

# A hook of Python's cannot be taken away, so there is one for the process, and it notes for whoever listens.
_listening: list[set[str]] = []


@contextmanager
def noted() -> Iterator[set[str]]:
    """The paths of all that is opened or listed meanwhile, in this process and in those that it is told of by `note`."""
    _install()
    paths: set[str] = set()
    _listening.append(paths)
    try:
        yield paths
    finally:
        _listening[:] = [one for one in _listening if one is not paths]


def note_from_now_on() -> None:
    """Note to the end of this process, for one that does a single piece of work and is asked at its end."""
    if not _listening:
        _install()
        _listening.append(set())


def noted_below(folder: Path) -> list[str]:
    """The paths below a folder that this process has noted, in order."""
    start = f"{folder}{os.sep}"
    return sorted({path for paths in _listening for path in paths if path.startswith(start)})


def note(paths: Iterable[str]) -> None:
    """Note what another process has opened for the work of this one."""
    found = set(paths)
    for listener in _listening:
        listener |= found


@contextmanager
def unnoted() -> Iterator[None]:
    """Note nothing meanwhile, as while files are hashed for an account of them."""
    listeners = _listening.copy()
    _listening.clear()
    try:
        yield
    finally:
        _listening[:] = listeners


@cache
def _install() -> None:
    sys.addaudithook(_hear)


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if _listening and event in EVENTS and isinstance(args[0], (str, os.PathLike)):
        path = os.path.abspath(args[0])
        for paths in _listening:
            paths.add(path)
