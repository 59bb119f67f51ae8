"""Whether extracts are the made-up sample: a mark lists its files by hash, and counts only while the files are those.

So no real file that somebody puts beside the sample is taken for made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from analysis.base.hashing import files_in, sha256

MARK = "SYNTHETIC"
LISTED_BELOW = "Files, each with its SHA-256:"
NO_DATA = frozenset({"readme.md", "thumbs.db", "desktop.ini", MARK.casefold()})


def is_made_up(raw: Path) -> bool:
    """Whether every file of a folder of extracts is one that its mark lists."""
    return (raw / MARK).is_file() and not foreign_files(raw)


def foreign_files(raw: Path) -> tuple[str, ...]:
    """The files beside a mark that it does not list, or that are not as it lists them, by their path below the folder."""
    found = [path for path in files_in(raw) if path.name.casefold() not in NO_DATA]
    stats = [path.stat() for path in (raw / MARK, *found)]
    return _foreign(raw, tuple(found), tuple((one.st_size, one.st_mtime_ns, one.st_ino) for one in stats))


def listed(mark: Path) -> dict[str, str]:
    """The names and hashes in a mark; none when there is no such file."""
    if not mark.is_file():
        return {}
    lines = mark.read_text(encoding="utf-8", errors="replace").splitlines()
    below = lines[lines.index(LISTED_BELOW) + 1 :] if LISTED_BELOW in lines else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in below) if name}


@lru_cache(maxsize=8)
def _foreign(raw: Path, found: tuple[Path, ...], _: tuple[tuple[int, ...], ...]) -> tuple[str, ...]:
    """The same, worked out once as long as no file has changed."""
    return tuple(_strange(raw, found, listed(raw / MARK)))


def _strange(raw: Path, found: tuple[Path, ...], known: Mapping[str, str]) -> Iterator[str]:
    for path in found:
        name = path.relative_to(raw).as_posix()
        if known.get(name) != sha256(path):
            yield name
