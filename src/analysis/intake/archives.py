"""Files inside a .zip, read in memory and within limits.

Nothing is ever unpacked onto the disk, so no name inside can lead out of a folder; and no file is read further than the limits
allow, whatever the archive says of its size.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from analysis.base.settings import Fault, FileLimits

MEGABYTE = 1_000_000
BLOCK = 1 << 20
IGNORED = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
ENCRYPTED = 1


def members_of(path: Path, limits: FileLimits) -> list[str]:
    """The names of the files in an archive, sorted. Raises `Fault` when it is damaged, locked or suspicious."""
    with _opened(path, path) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
    _check(path, files, limits)
    return sorted(info.filename for info in files if not _is_clutter(info.filename))


def read_member(path: Path, member: str, limits: FileLimits) -> bytes:
    """One file of an archive. Raises `Fault` when it is damaged or larger than the limits allow."""
    with _opened(path, path) as archive:
        return _inflate(archive, archive.getinfo(member), f"{path}, file {member}", limits.largest_file_mb * MEGABYTE)


def check_packed(content: bytes, name: str, limits: FileLimits) -> None:
    """Whether a workbook, which is an archive itself, is whole and unpacks to no more than the limits. Raises `Fault` when not."""
    left = limits.largest_unpacked_mb * MEGABYTE
    with _opened(io.BytesIO(content), name) as archive:
        _check_size(name, archive.infolist(), len(content), limits)
        for info in archive.infolist():
            left -= sum(len(block) for block in _blocks(archive, info, name, left))


def is_readable(name: str) -> bool:
    """Whether the name of a file is text on one line: not bytes that the system could not decode, and no control character."""
    return not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name)


@contextmanager
def _opened(source: Path | BinaryIO, name: object) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, KeyError, UnicodeError, OSError):
        raise Fault(
            f"{name} cannot be unpacked: it is damaged or was not copied whole, has a password, or is packed in a way that is not "
            "supported. Ask for it again without a password, or unpack it yourself and put the files here."
        ) from None


def _check(path: Path, files: list[zipfile.ZipInfo], limits: FileLimits) -> None:
    if any(info.flag_bits & ENCRYPTED for info in files):
        raise Fault(f"{path} has a password. Unpack it yourself, put the files in its place and take the archive away.")
    if len(files) > limits.most_files_in_zip:
        raise Fault(
            f"{path} holds {len(files):,} files; at most {limits.most_files_in_zip:,} are read. Put in only the extracts, "
            "or raise most_files_in_zip in config/limits.toml."
        )
    if odd := [info.filename for info in files if not is_readable(info.filename)]:
        raise Fault(
            f"{path} holds files whose names have control characters: {', '.join(map(repr, odd[:5]))}. Unpack it yourself, rename them, "
            "and put them in its place."
        )
    if twice := _named_twice(files):
        raise Fault(
            f"{path} holds two files named {twice!r}, or nearly so (capitals and dots do not count): only one of them would be read. "
            "Unpack it yourself, see which is right, and put that in its place."
        )
    if outside := sum(_leads_out(info.filename) for info in files):
        raise Fault(
            f"{path} holds {outside} file(s) whose name leads out of the archive ('..' or a drive). No honest export does that: "
            "do not open it, and ask the sender what it is."
        )
    _check_size(path, files, path.stat().st_size, limits)


def _check_size(name: object, files: list[zipfile.ZipInfo], packed: int, limits: FileLimits) -> None:
    unpacked = sum(info.file_size for info in files)
    if unpacked > limits.largest_unpacked_mb * MEGABYTE:
        raise _too_large(name, limits)
    if unpacked > 10 * MEGABYTE and unpacked > limits.largest_ratio * packed:
        raise Fault(
            f"{name} grows to {unpacked / packed:,.0f} times its size when unpacked, which no extract does ('zip bomb'). "
            "Ask for it again; if it is sound, raise largest_ratio in config/limits.toml."
        )


def _too_large(name: object, limits: FileLimits) -> Fault:
    return Fault(
        f"{name} is larger than {limits.largest_unpacked_mb:,} MB when unpacked. Ask for a file a quarter or a month, "
        "or raise largest_unpacked_mb in config/limits.toml."
    )


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: float) -> bytes:
    return b"".join(_blocks(archive, info, name, most))


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: float) -> Iterator[bytes]:
    """The contents in blocks. An archive may lie about sizes, so what counts is what comes out."""
    read = 0
    with archive.open(info) as file:
        while block := file.read(BLOCK):
            read += len(block)
            if read > most:
                raise Fault(f"{name} is larger when unpacked than config/limits.toml allows. Ask for a smaller file, or raise the limit.")
            yield block


def _named_twice(files: list[zipfile.ZipInfo]) -> str:
    """The name of a file that another one would lie over where both are unpacked; "" when there is none."""
    names = [info.filename for info in files if not _is_clutter(info.filename)]
    count = Counter(map(_unpacked_as, names))
    return next((name for name in names if count[_unpacked_as(name)] > 1), "")


def _unpacked_as(name: str) -> str:
    """Where a file comes to lie on a disk that tells no capitals and takes dots and blanks off the end of names, as that of Windows."""
    parts = unicodedata.normalize("NFC", name.replace("\\", "/")).casefold().split("/")
    return "/".join(part.rstrip(". ") for part in parts if part.strip(". "))


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")


def _is_clutter(name: str) -> bool:
    return name.casefold().startswith(IGNORED[0]) or PurePosixPath(name).name.casefold() in IGNORED[1:]
