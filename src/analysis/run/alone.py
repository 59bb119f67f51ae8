"""One command at a time in a workspace: the others are told who is at work there, and what was broken off is put right first."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from socket import gethostname

import click
from filelock import FileLock, Timeout

from analysis.base.access import close_private, keep_new_files_private
from analysis.base.settings import Fault, Workspace
from analysis.base.whole import clear_scratch, finish, write_whole
from analysis.run.log import current_user, log_path

LOCK, HOLDER = ".run.lock", ".run.holder"
TABLES = ("records.csv", "changes.csv", "decisions.csv")


@dataclass(frozen=True)
class Holder:
    """Who is at work in a workspace: with which command, from which account, in which process of which machine, since when."""

    command: str
    user: str
    process: int
    machine: str
    since: str

    def __str__(self) -> str:
        return f"{self.command}, by {self.user} since {self.since} (process {self.process} on {self.machine}),"


@contextmanager
def alone(workspace: Workspace, command: str) -> Iterator[None]:
    """Nothing else that writes is at work in the workspace meanwhile. Raises `Fault`, naming it, when something is.

    What an earlier command was broken off in is finished or taken away first, and told.
    """
    keep_new_files_private([workspace.root])
    workspace.processed.mkdir(parents=True, exist_ok=True)
    lock, holder = FileLock(workspace.processed / LOCK), workspace.processed / HOLDER
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Fault(
            f"{_told(holder)} is at work in {workspace.root}, so nothing was done. Wait until it has ended, or stop it, and give the "
            "command again."
        ) from None
    try:
        close_private(workspace.root)
        for sentence in mended(workspace):
            click.echo(f"overview: {sentence}", err=True)
        now = datetime.now().isoformat(" ", "minutes")
        write_whole(holder, json.dumps(asdict(Holder(command, current_user(), os.getpid(), gethostname(), now))))
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def mended(workspace: Workspace) -> Iterator[str]:
    """Put right what was broken off, and say what that was, one sentence each."""
    if finish(workspace.root):
        yield "an earlier command was broken off as it put its files into place; that is finished now."
    clear_scratch(workspace.root)
    registers = [workspace.registers / name for name in TABLES]
    for path, whole in ((log_path(workspace), _is_whole_note), *((path, _is_whole_row) for path in registers)):
        if path.exists() and (half := _half_line(path.read_bytes(), whole)):
            write_whole(path, path.read_bytes()[:-half])
            yield f"{path.relative_to(workspace.root)} ended in half a line, which was taken away.{_lost(path)}"


def _told(path: Path) -> str:
    """Who holds the lock, as far as they have said so."""
    try:
        return str(Holder(**json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return "Another command"


def _half_line(content: bytes, is_whole: Callable[[list[bytes]], bool]) -> int:
    """How many bytes the last line has, where it is cut off; nought where it is whole."""
    lines = content.splitlines(keepends=True)
    return len(lines[-1]) if lines and not (lines[-1].endswith(b"\n") and is_whole(lines)) else 0


def _is_whole_note(lines: list[bytes]) -> bool:
    try:
        return isinstance(json.loads(lines[-1]), dict)
    except ValueError:
        return False


def _is_whole_row(lines: list[bytes]) -> bool:
    header, last = (next(csv.reader(io.StringIO(line.decode("utf-8", "replace")))) for line in (lines[0], lines[-1]))
    return len(header) == len(last)


def _lost(path: Path) -> str:
    """What somebody must do again."""
    return " Decide that pair again with `overview review`." if path.name == "decisions.csv" else ""
