"""Word files and workbooks are zip files. Here they lose what differs between runs and machines: times, and the order of their parts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

# The earliest time that a zip file can hold.
NO_TIME = (1980, 1, 1, 0, 0, 0)

# OpenDocument and Office readers tell by the first part what they have before them.
FIRST = ("mimetype", "[Content_Types].xml")

Edit = Callable[[bytes], bytes]


def repacked(archive: bytes, edits: Mapping[str, Edit] | None = None) -> bytes:
    """The same parts in a fixed order without times, some of them edited."""
    with zipfile.ZipFile(BytesIO(archive)) as source:
        parts = {name: source.read(name) for name in source.namelist() if not name.endswith("/")}
    return packed(parts | {name: edit(parts[name]) for name, edit in (edits or {}).items()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A file of parts in a fixed order without times."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name in sorted(parts, key=lambda name: (name not in FIRST, name)):
            _add(target, name, parts[name])
    return archive.getvalue()


def _add(target: zipfile.ZipFile, name: str, part: bytes) -> None:
    """One part; the name of the format has to stand in the file as it is."""
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    target.writestr(entry, part)
