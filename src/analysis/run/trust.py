"""Whether the programs that a workspace brings along may run here: its notebooks and the settings of Jupyter are code.

What is as the project ships it runs. So does what this account made: files of its own in a workspace that it set up or trusted before. What
was trusted once is known by its hash and not asked about again. All that is kept outside any workspace, in a file of the account's own.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import click

from analysis.base.formats import listed
from analysis.base.hashing import files_in, sha256
from analysis.base.settings import Fault
from analysis.base.shipped import project
from analysis.base.whole import write_whole

VARIABLE = "OVERVIEW_TRUST_FILE"
"""The environment variable that names the file of what was trusted."""

NOTEBOOKS, SETTINGS = "notebooks", "config/jupyter"
PROGRAMS = (NOTEBOOKS, SETTINGS)
"""The folders of a workspace whose files are run."""


@dataclass(frozen=True)
class Program:
    """A file of a workspace that is run and is not as the project ships it: its path, the hash of what it does, how it differs."""

    path: Path
    digest: str
    differs: str


@dataclass(frozen=True)
class Trusted:
    """What this account trusts: hashes of what files do, and workspaces that it set up or trusted, by place and inode."""

    files: frozenset[str] = field(default_factory=frozenset)
    workspaces: frozenset[str] = field(default_factory=frozenset)

    def holds(self, program: Program, root: Path) -> bool:
        is_own = _name(root) in self.workspaces and (not hasattr(os, "getuid") or program.path.stat().st_uid == os.getuid())
        return is_own or program.digest in self.files


def refuse_strange(roots: Iterable[Path], *, trusts: bool, folders: Sequence[str] = PROGRAMS) -> None:
    """Let the programs of some workspaces run. It asks on a terminal about those that are strange; elsewhere it raises `Fault` unless it
    ``trusts``. Whoever agrees is not asked again about just these.
    """
    for root in roots:
        found = [program for folder in folders for program in strange_programs(root, folder)]
        known = read_trusted()
        asked = [program for program in found if not known.holds(program, root)]
        if asked and not (trusts or _agreed(root, asked)):
            raise Fault(f"{_told(root, asked)}\nRead them. If they may run, give the command again with --trust.")
        if found:
            trust(root, (program.digest for program in found))


def strange_programs(root: Path, folder: str) -> Iterator[Program]:
    """The files of a folder of a workspace that are not as the project ships them; in a notebook what its cells of code say counts."""
    place = project()
    for path in files_in(root / folder):
        shipped = place / path.relative_to(root) if place else None
        if shipped is None or not shipped.is_file():
            yield Program(path, digest(path), "is none of the project")
        elif digest(path) != digest(shipped):
            yield Program(path, digest(path), _difference(path, shipped))


def trust(root: Path, digests: Iterable[str] = ()) -> None:
    """Remember that this account set up or trusted a workspace, and what of its programs."""
    known = read_trusted()
    files, workspaces = known.files | set(digests), known.workspaces | {_name(root)}
    if (files, workspaces) != (known.files, known.workspaces):
        write_whole(_file(), json.dumps({"files": sorted(files), "workspaces": sorted(workspaces)}, indent=1) + "\n")


def read_trusted() -> Trusted:
    """What this account trusts; nothing where its file is not there or cannot be read."""
    try:
        told = json.loads(_file().read_text(encoding="utf-8"))
        return Trusted(frozenset(told["files"]), frozenset(told["workspaces"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Trusted()


def digest(path: Path) -> str:
    """What a program does, as a hash: of a notebook its cells of code and what runs them, of any other file its bytes."""
    read = _notebook(path)
    if read is None:
        return sha256(path)
    kernel = read.get("metadata", {}).get("kernelspec", {}).get("name", "")
    said = json.dumps([kernel, [source for _, source in _code(read)]])
    return hashlib.sha256(said.encode()).hexdigest()


def _difference(path: Path, shipped: Path) -> str:
    """Which cells of a notebook are not those of the project, counted from its first cell; of another file that it differs."""
    here, there = _notebook(path), _notebook(shipped)
    if here is None or there is None:
        return "differs from that of the project"
    ours, theirs = _code(here), _code(there)
    steps = SequenceMatcher(None, [source for _, source in theirs], [source for _, source in ours], autojunk=False).get_opcodes()
    strange = [str(number) for kind, _, _, first, last in steps if kind != "equal" for number, _ in ours[first:last]]
    gone = sum(last - first for kind, first, last, _, _ in steps if kind == "delete")
    told = [f"cell{'s' * (len(strange) > 1)} {listed(strange)} differ{'s' * (len(strange) == 1)}"] if strange else []
    told += [f"{gone} of the project's cells {'is' if gone == 1 else 'are'} missing"] if gone else []
    return "; ".join(told) or "names another kernel"


def _notebook(path: Path) -> dict[str, Any] | None:
    if path.suffix != ".ipynb":
        return None
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return read if isinstance(read.get("cells"), list) else None
    except (ValueError, AttributeError):
        return None


def _code(notebook: dict[str, Any]) -> list[tuple[int, str]]:
    """The cells of code, each with its place among all cells."""
    cells = enumerate(notebook["cells"], start=1)
    return [(number, "".join(cell.get("source", ""))) for number, cell in cells if cell.get("cell_type") == "code"]


def _agreed(root: Path, asked: list[Program]) -> bool:
    if not sys.stdin.isatty():
        return False
    click.echo(_told(root, asked), err=True)
    return click.confirm("Run them, now and later?", err=True)


def _told(root: Path, asked: list[Program]) -> str:
    lines = [f"  {program.path.relative_to(root).as_posix()}: {program.differs}" for program in asked]
    return "\n".join([f"{root} brings along programs that are not the project's and that you have not trusted yet:", *lines])


def _name(root: Path) -> str:
    """A workspace by its place and what stands there, so that another folder in the same place is another."""
    return f"{root.resolve()} {root.stat().st_ino}"


def _file() -> Path:
    named = os.environ.get(VARIABLE)
    try:
        return Path(named) if named else Path.home() / ".local" / "state" / "safeguarding-overview" / "trusted.json"
    except RuntimeError:
        raise Fault(f"This account has no home folder to remember in what it trusts. Name a file for that in {VARIABLE}.") from None
