"""What something is made from, as hashes: raw files, configuration, the project's own code, and the packages it runs on.

Nothing heavy is imported here, because a run that has nothing to do asks only this.
"""

from __future__ import annotations

import ast
import hashlib
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

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


def hashes(files: Iterable[Path], below: Path) -> dict[str, str]:
    """The SHA-256 of each file by its path below a folder, written with ``/``."""
    return {path.relative_to(below).as_posix(): sha256(path) for path in files}


def files_in(folder: Path) -> list[Path]:
    """Every file in a folder and below it, but for hidden ones."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def code_files() -> list[Path]:
    """The files of the package that decide how outputs come out."""
    return sorted(path for pattern in ("*.py", *_MATERIAL) for path in PACKAGE.rglob(pattern))


def code_used_by(*modules: str) -> list[Path]:
    """The files that some modules of the package are made of: themselves, what they import, and what lies beside that."""
    found: set[Path] = set()
    waiting = [path for module in modules if (path := _file_of(module))]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [one for name in _imported(path.read_text(encoding="utf-8")) if (one := _file_of(name))]
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


def _file_of(module: str) -> Path | None:
    """The file of a module of this package, if there is such a module."""
    place = PACKAGE.joinpath(*module.split(".")[1:])
    files = (place.with_suffix(".py"), place / "__init__.py") if module.split(".")[0] == PACKAGE.name else ()
    return next((path for path in files if path.is_file()), None)


@cache
def _imported(source: str) -> tuple[str, ...]:
    """The modules that a source imports, wherever in it, and what may be modules among the names that it takes from them."""
    return tuple(_names(ast.parse(source)))


def _names(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
