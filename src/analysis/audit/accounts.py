"""Files that describe the others, the manifest and the data package: each key is known, each value compared with what it describes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.audit.known import MANIFEST, Known
from analysis.audit.numbers_in_text import numbers_in, says_a_number, without_dates

_HASH, _VERSION = re.compile(r"[0-9a-f]{64}"), re.compile(r"\d[\w.+!-]*")
_FILE = re.compile(r"[\w ./,()&'+-]+")
_HASHED = ("benchmarks", "code", "configuration", "decisions", "inputs", "lock", "notebooks", "releases")
_PACKAGE = frozenset(["$schema", "name", "title", "description", "contributors", "resources"])
_RESOURCE = frozenset(["name", "type", "path", "title", "format", "mediatype", "encoding", "bytes", "hash", "schema"])
_SCHEMA = frozenset(
    [
        "fields",
        "missingValues",
        "primaryKey",
        "name",
        "type",
        "description",
        "constraints",
        "required",
        "pattern",
        "value",
        "label",
        "roles",
    ]
)


def account_faults(path: Path, known: Known) -> Iterator[str]:
    """What a file of JSON says and should not."""
    told = json.loads(path.read_text(encoding="utf-8"))
    yield from _manifest_faults(told, known) if path.name == MANIFEST else _package_faults(told, known)


def _manifest_faults(told: Mapping[str, Any], known: Known) -> Iterator[str]:
    checks: dict[str, Callable[[Any], bool]] = {
        "edition": lambda value: value in {"public", "internal"},
        "status": lambda value: isinstance(value, str) and not says_a_number(value),
        "synthetic": lambda value: isinstance(value, bool),
        "period": lambda value: isinstance(value, str) and not numbers_in(without_dates(value)),
        "exploitation": lambda value: all(not says_a_number(one) for one in value),
        "year_starts_in": lambda value: value == known.terms.first_month,
        "questions": lambda value: bool(_HASH.fullmatch(value)),
        "reference": lambda value: isinstance(value, str) and known.says(value),
        "environment": lambda value: all(_is_version(*one) for one in value.items()),
        "tables": lambda value: all(not numbers_in(name) and set(files) <= known.files for name, files in value.items()),
        "outputs": lambda value: _are_hashes(value) and _fits(value, known.folder),
    }
    for key, value in told.items():
        check = checks.get(key, _are_hashes if key in _HASHED else None)
        if check is None:
            yield f"it has {key[:40]!r}, which no manifest has"
        elif not check(value):
            yield f"what it says as {key!r} is not what belongs there"


def _are_hashes(value: Any) -> bool:
    """Names of files with their hashes, and nothing in a name but what is the name of a file."""
    return isinstance(value, dict) and all(
        _FILE.fullmatch(name) and isinstance(one, str) and _HASH.fullmatch(one) for name, one in value.items()
    )


def _is_version(name: str, version: object) -> bool:
    return (
        bool(re.fullmatch(r"[A-Za-z][\w.-]*", name))
        and isinstance(version, str)
        and bool(_VERSION.fullmatch(version) or not numbers_in(version))
    )


def _fits(outputs: Mapping[str, str], folder: Path) -> bool:
    """Whether every file that is hashed is there as it was; what is there and not hashed is looked at by itself."""
    return all((folder / name).is_file() and sha256((folder / name).read_bytes()).hexdigest() == found for name, found in outputs.items())


def _package_faults(told: Mapping[str, Any], known: Known) -> Iterator[str]:
    yield from (f"it has {key[:40]!r}, which no data package has" for key in sorted(told.keys() - _PACKAGE))
    for resource in told.get("resources", ()):
        yield from (f"it has {key[:40]!r}, which no data package has" for key in sorted(resource.keys() - _RESOURCE))
        yield from _resource_faults(resource, known.folder)
        yield from (f"it has {key[:40]!r}, which no schema has" for key in sorted(set(_keys(resource.get("schema", {}))) - _SCHEMA))
    apart = {"bytes", "hash", "pattern"}
    said = [one for key, one in _leaves(told) if key not in apart]
    patterns = [one for key, one in _leaves(told) if key == "pattern"]
    yield from (f"it has the pattern {one!s:.60}" for one in patterns if not known.standing.has(f"{one}"))
    yield from (f"it holds the number {one}" for one in said if not isinstance(one, str | bool))
    yield from (f"it says {one[:60]!r}" for one in said if isinstance(one, str) and says_a_number(one) and not known.says(one))


def _resource_faults(resource: Mapping[str, Any], folder: Path) -> Iterator[str]:
    file = folder / str(resource.get("path", ""))
    content = file.read_bytes() if file.is_file() else b""
    if resource.get("bytes") != len(content) or resource.get("hash") != f"sha256:{sha256(content).hexdigest()}":
        yield f"it describes another {resource.get('path', 'file')!s:.40} than is there"


def _keys(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, one in value.items():
                yield key
                yield from _keys(one)
        case list():
            for one in value:
                yield from _keys(one)


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for name, one in value.items():
                yield from _leaves(one, name)
        case list():
            for one in value:
                yield from _leaves(one, key)
        case _:
            yield key, value
