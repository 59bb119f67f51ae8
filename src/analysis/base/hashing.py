"""What something is made from, as hashes: raw files, configuration, the project's own code, and the packages it runs on.

Nothing heavy is imported here, because a run that has nothing to do asks only this.
"""

from __future__ import annotations

import ast
import hashlib
import hmac
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

import analysis

PACKAGE = Path(analysis.__file__).parent
PROJECT = "safeguarding-overview"
LENGTH = hashlib.sha256().digest_size * 2

# What of the package decides how outputs come out, beside its modules.
_MATERIAL = ("*.j2", "*.css", "*.json", "*.toml")


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keyed(plain: str, key: bytes) -> str:
    """A hash that only those who hold the key can compare: nobody else can try guesses at a small file against it."""
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def hashes(files: Iterable[Path], below: Path) -> dict[str, str]:
    """The SHA-256 of each file by its path below a folder, written with ``/``."""
    return {path.relative_to(below).as_posix(): sha256(path) for path in files}


def files_in(folder: Path) -> list[Path]:
    """Every file in a folder and below it, but for what is hidden. A folder that is a link is gone into like any other."""
    return sorted(_below(folder, frozenset()))


def code_files() -> list[Path]:
    """The files of the package that decide how outputs come out."""
    return sorted(path for pattern in ("*.py", *_MATERIAL) for path in PACKAGE.rglob(pattern))


def hashes_of_code(modules: Iterable[str]) -> dict[str, str]:
    """What some modules and all that they use mean, by file of the package: comments and layout of a module are no part of its hash."""
    return {path.relative_to(PACKAGE).as_posix(): meaning(path) for path in code_used_by(*modules)}


def meaning(path: Path) -> str:
    """The SHA-256 of what a module says to Python; of another file, that of its bytes."""
    return _studied(path.read_text(encoding="utf-8")).meaning if path.suffix == ".py" else sha256(path)


def imports_of(source: str) -> tuple[str, ...]:
    """The modules that a source imports when it is run, wherever in it; among them may be names that it takes from a module."""
    return _studied(source).imported


def code_used_by(*modules: str) -> list[Path]:
    """The files that some modules of the package are made of: themselves, what they import, the packages that these are in, and what
    lies beside that."""
    found: set[Path] = set()
    known, waiting = set(modules), list(modules)
    while waiting:
        for path in {*_files_of(waiting.pop())} - found:
            found.add(path)
            new = set(imports_of(path.read_text(encoding="utf-8"))) - known
            known |= new
            waiting += new
    beside = {path for folder in {one.parent for one in found} - {PACKAGE} for pattern in _MATERIAL for path in folder.rglob(pattern)}
    return sorted(found | beside)


def lock_file() -> list[Path]:
    """The lock file of a checkout; an installed package has none."""
    lock = PACKAGE.parents[1] / "uv.lock"
    return [lock] if lock.exists() else []


@cache
def environment() -> dict[str, str]:
    """The version of Python and of each package that the project names, as they are on this machine."""
    try:
        needed = [re.match(r"[\w.-]+", line)[0] for line in requires(PROJECT) or () if "extra ==" not in line]
    except PackageNotFoundError:
        needed = []
    return {"python": platform.python_version()} | {name: version(name) for name in sorted(needed)}


def differences(kind: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """What differs between two accounts of the same kind of thing, one line a name: ``input 2016-17/referrals.csv has changed``.

    What is not a hash, such as the version of a package, is told.
    """
    for name in sorted({*before, *now}):
        if name not in now:
            yield f"{kind} {name} is no longer there"
        elif name not in before:
            yield f"{kind} {name} is new"
        elif before[name] != now[name]:
            told = "" if len(now[name]) == LENGTH else f" from {before[name]} to {now[name]}"
            yield f"{kind} {name} has changed{told}"


def _below(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    """The files below a folder; a link that leads back up to where it stands is not followed."""
    here = folder.resolve()
    for entry in folder.iterdir() if folder.is_dir() and here not in above else ():
        if entry.name.startswith("."):
            continue
        if entry.is_file():
            yield entry
        else:
            yield from _below(entry, above | {here})


def _files_of(module: str) -> Iterator[Path]:
    """The files that Python runs to import a module of this package: those of the packages that it is in, and its own."""
    first, *rest = module.split(".")
    for depth in range(len(rest) + 1) if first == PACKAGE.name else ():
        place = PACKAGE.joinpath(*rest[:depth])
        yield from (path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file())


class _Studied(NamedTuple):
    """A source as Python takes it."""

    meaning: str
    imported: tuple[str, ...]


@cache
def _studied(source: str) -> _Studied:
    module = ast.parse(source)
    return _Studied(hashlib.sha256(ast.dump(module).encode()).hexdigest(), tuple(_names(module)))


def _names(module: ast.Module) -> Iterator[str]:
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))
        waiting += node.orelse if _is_for_types(node) else ast.iter_child_nodes(node)


def _is_for_types(node: ast.AST) -> bool:
    """Whether it is what only readers and type checkers import."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
