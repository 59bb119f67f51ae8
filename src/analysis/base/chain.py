"""The chain of releases: each says what its files were, line by line, and which release came before it, by hash.

So a file that was edited later is named with its first difference, and a release that was taken away is missed by the one after it. It
shows that something was changed, not by whom; the last of a chain is held by nothing but its own files until another follows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from analysis.base.hashing import sha256

LINK = "release.json"
WIDTH = 8  # hexadecimal digits that stand for one line


def write_link(folder: Path, told: Mapping[str, Any], files: Iterable[str], releases: Path) -> None:
    """Write what is told of a new release, as the next link of the chain of ``releases``, beside its files."""
    text = json.dumps({**told, **link(folder, files, releases)}, indent=1, ensure_ascii=False)
    (folder / LINK).write_text(text + "\n", encoding="utf-8", newline="\n")


def link(folder: Path, files: Iterable[str], releases: Path) -> dict[str, Any]:
    """What a new release in ``folder`` says of its files and of the last of the ``releases`` before it."""
    last = last_of(releases)
    before = {"release": last.name, "sha256": sha256(last / LINK)} if last else None
    return {"files": {name: {"sha256": sha256(folder / name), "lines": _lines(folder / name)} for name in files}, "before": before}


def last_of(releases: Path) -> Path | None:
    """The release that no other one follows; of several, the last by name."""
    told = _links(releases)
    followed = {one["before"]["release"] for one in told.values() if one["before"]}
    return max((folder for folder in told if folder.name not in followed), key=lambda folder: folder.name, default=None)


def chain_faults(releases: Path) -> list[str]:
    """What is no longer as it was released, one sentence each; folders that were put there by hand have no link and are not asked."""
    return [fault for folder, told in _links(releases).items() for fault in (*_edited(folder, told), *_torn(folder, told))]


def _links(releases: Path) -> dict[Path, Mapping[str, Any]]:
    read = {path.parent: json.loads(path.read_text(encoding="utf-8")) for path in sorted(releases.glob(f"*/{LINK}"))}
    return {folder: told for folder, told in read.items() if "files" in told}


def _edited(folder: Path, told: Mapping[str, Any]) -> Iterator[str]:
    for name, was in told["files"].items():
        path = folder / name
        if not path.exists():
            yield f"{folder.name}/{name} is gone"
        elif sha256(path) != was["sha256"]:
            line = _first_difference(_lines(path), was["lines"])
            yield f"{folder.name}/{name} was edited after it was released; line {line} is the first"


def _torn(folder: Path, told: Mapping[str, Any]) -> Iterator[str]:
    before = told["before"]
    if before and not (path := folder.parent / before["release"] / LINK).exists():
        yield f"{before['release']} is gone, which came before {folder.name}"
    elif before and sha256(path) != before["sha256"]:
        yield f"{before['release']}/{LINK} was edited after {folder.name} had followed it"


def _lines(path: Path) -> str:
    """A few digits for each line, from which the first that differs is told and no line can be read."""
    return "".join(hashlib.sha256(line).hexdigest()[:WIDTH] for line in path.read_bytes().splitlines())


def _first_difference(now: str, was: str) -> int:
    pairs = zip_longest(*([text[place : place + WIDTH] for place in range(0, len(text), WIDTH)] for text in (now, was)))
    return next((number for number, (one, other) in enumerate(pairs, start=1) if one != other), 1)
