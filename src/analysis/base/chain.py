"""The chain of releases: each says what its files were, line by line, and which release came before it, by hash.

So a file that was edited later is named with its first difference, the link itself too, and a release that was taken away is missed by
the one after it. It shows that something was changed, not by whom: who edits the last of a chain and writes its hashes anew is found out
only where another copy is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

LINK = "release.json"
SEAL = "itself"
UNREADABLE = "unreadable"
WIDTH = 8  # hexadecimal digits that stand for one line


def write_link(folder: Path, told: Mapping[str, Any], files: Iterable[str], releases: Path) -> None:
    """Write what is told of a new release, as the next link of the chain of ``releases``, beside its files."""
    (folder / LINK).write_bytes(_written(sealed({**told, **link(folder, files, releases)})))


def link(folder: Path, files: Iterable[str], releases: Path) -> dict[str, Any]:
    """What a new release in ``folder`` says of its files and of the last of the ``releases`` before it."""
    last = last_of(releases)
    before = {"release": last.name, **_marks((last / LINK).read_bytes())} if last else None
    return {"files": {name: _marks((folder / name).read_bytes()) for name in files}, "before": before}


def sealed(told: Mapping[str, Any]) -> dict[str, Any]:
    """A link that also says what it is itself, so that an edited one is told though none follows it."""
    return {**told, SEAL: _marks(_written(told))}


def last_of(releases: Path) -> Path | None:
    """The release that no other one follows; of several, the last by name."""
    told = _links(releases)
    followed = {one["before"]["release"] for one in told.values() if one["before"]}
    return max((folder for folder in told if folder.name not in followed), key=lambda folder: folder.name, default=None)


def chain_faults(releases: Path) -> list[str]:
    """What is no longer as it was released, one sentence each; folders that were put there by hand have no link and are not asked."""
    return [fault for folder, told in _links(releases).items() for fault in (*_edited(folder, told), *_torn(folder, told))]


def read_link(folder: Path) -> Mapping[str, Any]:
    """What a release says of itself; nothing where it was put there by hand. Raises `ValueError` when its link is no JSON any more."""
    path = folder / LINK
    return json.loads(path.read_bytes()) if path.exists() else {}


def _links(releases: Path) -> dict[Path, Mapping[str, Any]]:
    read = {path.parent: _told(path.parent) for path in sorted(releases.glob(f"*/{LINK}"))}
    return {folder: told for folder, told in read.items() if "files" in told}


def _told(folder: Path) -> Mapping[str, Any]:
    """What a link says; what cannot be read any more is a link that was edited, of which nothing else is known."""
    try:
        return read_link(folder)
    except ValueError:
        return {"files": {}, "before": None, UNREADABLE: True}


def _edited(folder: Path, told: Mapping[str, Any]) -> Iterator[str]:
    if UNREADABLE in told:
        yield f"{folder.name}/{LINK} is cut off or was edited, so that it cannot be read"
    for name, was in told["files"].items():
        path = folder / name
        if not path.exists():
            yield f"{folder.name}/{name} is gone"
        elif differs := _difference(path.read_bytes(), was):
            yield f"{folder.name}/{name} was edited after it was released; {differs}"
    unsealed = {name: value for name, value in told.items() if name != SEAL}
    if SEAL in told and (differs := _difference(_written(unsealed), told[SEAL])):
        yield f"{folder.name}/{LINK} was edited after it was released; {differs}"


def _torn(folder: Path, told: Mapping[str, Any]) -> Iterator[str]:
    before = told["before"]
    if before and not (path := folder.parent / before["release"] / LINK).exists():
        yield f"{before['release']} is gone, which came before {folder.name}"
    elif before and (differs := _difference(path.read_bytes(), before)):
        yield f"{before['release']}/{LINK} was edited after {folder.name} had followed it; {differs}"


def _written(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def _marks(content: bytes) -> dict[str, str]:
    """The hash of a file, and a few digits for each line, from which the first that differs is told and no line can be read."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "lines": _lines(content)}


def _lines(content: bytes) -> str:
    return "".join(hashlib.sha256(line).hexdigest()[:WIDTH] for line in content.splitlines())


def _difference(content: bytes, was: Mapping[str, str]) -> str:
    """The first line that is not as it was, in words; nothing when all are. Where lines were not noted, only that something differs."""
    if hashlib.sha256(content).hexdigest() == was["sha256"]:
        return ""
    return f"line {_first_difference(_lines(content), was['lines'])} is the first" if "lines" in was else "its hash is another"


def _first_difference(now: str, was: str) -> int:
    pairs = zip_longest(*([text[place : place + WIDTH] for place in range(0, len(text), WIDTH)] for text in (now, was)))
    return next((number for number, (one, other) in enumerate(pairs, start=1) if one != other), 1)
